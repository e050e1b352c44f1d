"""What there is time to read: a person who holds a stretch looks up for a moment, and not for a page of text."""

from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.routine.reading_time import reading_seconds, words_in
from backpain_cli.views.session_text import CAUTION_RANK, KEPT_RANK, TextRow, first_sentence, phase_texts

_UNCOUNTED = {"then", "total", "round", "dose", "pressure", "rule"}
"""Names of steps, figures, and what stays the same from the first step to the last."""


def words_to_read(rows: list[TextRow]) -> int:
    """Return how many words of `rows` are to be read; figures and names of steps do not count."""
    return sum(_words(row) for row in rows if row.label not in _UNCOUNTED)


def readable_texts(plan: Plan, segment: Segment) -> list[TextRow]:
    """Return of the texts of a segment what there is time to read, in their order.

    The sentence is never left out, and while something is held or done neither is what stops it and what to keep clear
    of. Of the others those that matter most are taken, each as far as its sentences fit.
    """
    rows = phase_texts(plan, segment)
    is_done = segment.phase in {Phase.HOLD, Phase.WORK, Phase.PAUSE}
    kept = [rows[0], *(row for row in rows[1:] if is_done and _is_warning(row))]
    spare = words_in(reading_seconds(plan, segment)) - words_to_read(kept)
    shown: dict[int, TextRow] = {}
    for number, row in sorted(enumerate(rows), key=lambda numbered: numbered[1].rank):
        if row.label == "rule":
            # It is in view all the time, so its first sentence has to do; the stop sign says the rest.
            shown[number] = row._replace(text=first_sentence(row.text), rank=KEPT_RANK)
        elif row in kept or row.label in _UNCOUNTED:
            shown[number] = row
        elif (shorter := _first_sentences(row, spare)).text:
            shown[number] = shorter
            spare -= _words(shorter)
    return [shown[number] for number in sorted(shown)]


def texts_at_leisure(plan: Plan, segment: Segment) -> list[TextRow]:
    """Return all texts of a segment, and of its step where and how, for a pause: there is time to read them again."""
    rows, step = phase_texts(plan, segment), segment.step
    shown = " ".join(row.text for row in rows)
    again = [TextRow("where", step.where, rank=9), TextRow("how", step.how, rank=9)]
    missing = [row for row in again if row.text and first_sentence(row.text) not in shown]
    last = next((at for at, row in enumerate(rows) if row.label in {"total", "then"}), len(rows))
    return [*rows[:last], *missing, *rows[last:]]


def _is_warning(row: TextRow) -> bool:
    return row.rank <= KEPT_RANK or (row.rank == CAUTION_RANK and row.label == "avoid")


def _first_sentences(row: TextRow, most: int) -> TextRow:
    fitting = (shorter for shorter in row.shorter_forms() if _words(shorter) <= most)
    return next(fitting, row._replace(text=""))


def _words(row: TextRow) -> int:
    return len(row.text.split())
