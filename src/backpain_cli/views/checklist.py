"""The treatment checklist on a terminal: the steps first, and what else is on the sheet on demand."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.checklist import Checklist, ChecklistStep
from backpain_cli.domain.terms import OutputMode
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.views.widgets import (
    Cell,
    Column,
    Room,
    Row,
    bullets,
    card,
    labelled,
    page,
    prose,
    responsive_table,
    title,
)
from backpain_cli.wording.dose_text import minutes_phrase
from backpain_cli.wording.phrases import DO_NOT_BEGIN, place_phrase, pressure_phrase, step_texts
from backpain_cli.wording.sheet_text import SHEET_HEADINGS as HEADINGS
from backpain_cli.wording.sheet_text import adaptation_texts, audience_text, box_text, ready_texts, step_notes

_STYLES = {"Stop": "stop", "Avoid": "caution"}
_BOX = "▢"
_ACROSS_SINCE = 80
"""From how many columns on what to do is beside a step, not below it."""


def checklist_page(checklist: Checklist, room: Room, *, is_full: bool = False) -> RenderableType:
    """Return the checklist: its steps as a table; in a pipe and with `is_full` all of the sheet."""
    heading = title(room, checklist.title, "treatment checklist", minutes_phrase(checklist.minutes * 60))
    notes = [checklist.whose, audience_text(checklist), *adaptation_texts(checklist.changes)]
    whose = Group(*(prose(room, note, "caution") for note in notes if note))
    if is_full or room.mode is OutputMode.PIPE:
        return page(room, heading, whose, *_full_blocks(checklist, room))
    return page(
        room,
        heading,
        whose,
        card(room, "Do not begin", prose(room, DO_NOT_BEGIN), style="stop"),
        labelled(room, [(HEADINGS.have_ready.lower(), "; ".join(ready_texts(checklist.tools, checklist.places)))]),
        Group(*(prose(room, note, "quiet") for note in step_notes(checklist)), _step_table(checklist, room)),
        then=[
            ("--full", "all signs, cautions and stop rules: read them before the first time"),
            ("--format html", "for a phone"),
            ("--format pdf", "for paper"),
        ],
    )


def _step_table(checklist: Checklist, room: Room) -> RenderableType:
    columns = (
        Column("", keeps_together=True), Column("step", style="strong"), Column("for", keeps_together=True),
        Column("do", since=_ACROSS_SINCE), Column("stop at", since=_ACROSS_SINCE, style="stop"),
    )  # fmt: skip
    rows = [_step_row(entry, room) for entry in checklist.steps]
    return responsive_table(room, columns, rows) if room.is_screen else responsive_table(
        room, columns[1:], [row[1:] for row in rows]
    )  # fmt: skip


def _step_row(entry: ChecklistStep, room: Room) -> Row:
    step = entry.step
    times = _times(entry)
    name: Cell = step.title if room.is_screen else f"{entry.number}. {step.title}"
    do = Text.assemble(step.do, (f" {pressure_phrase(step).capitalize()}." if pressure_phrase(step) else "", "quiet"))
    if room.is_screen and room.columns < _ACROSS_SINCE:
        name = Text.assemble(name, "\n", (f"{do.plain}\n", "none"), (f"Stop: {step.stop}" if step.stop else "", "stop"))
        name.rstrip()
    return (f"{room.sign(_BOX)} {entry.number:>2}", name, room.sign(times), do, step.stop)


def _times(entry: ChecklistStep) -> str:
    """Return how much is done: `30 s`, on two sides `2 × 30 s`, eight repetitions on each of them `2×8×4 s`."""
    step, seconds = entry.step, [turn.seconds for turn in entry.turns]
    if step.counted is not None:
        turns = len(seconds) * (2 if step.alternates else 1)
        each = f"{step.number} × {step.counted.rep_s} s"
        # Narrow: the column beside it has the sentences.
        return f"{turns} × {each}".replace(" × ", "×") if turns > 1 else each
    return f"{len(seconds)} × {seconds[0]} s" if len(set(seconds)) < len(seconds) else f"{sum(seconds)} s"


def _full_blocks(checklist: Checklist, room: Room) -> Iterator[RenderableType | None]:
    """Yield all of the sheet, what forbids a session first."""
    action = " ".join(checklist.emergency_action)
    emergency = [
        bullets(room, checklist.emergency, mark=_BOX),
        *([prose(room, Text.assemble((f"{HEADINGS.what_then}: ", "stop"), action))] if action else []),
    ]
    yield card(room, HEADINGS.emergency, Group(*emergency), style="stop") if checklist.emergency else None
    yield _block(HEADINGS.doctor_today, checklist.doctor_today, room, style="caution", mark=_BOX)
    yield _block(HEADINGS.doctor_within_days, checklist.doctor_within_days, room, style="caution", mark=_BOX)
    yield _block(HEADINGS.have_ready, ready_texts(checklist.tools, checklist.places), room, mark=_BOX)
    yield _block(HEADINGS.before, (*checklist.cautions, *checklist.before), room)
    yield Group(Text(HEADINGS.steps, "head"), *(prose(room, note, "quiet") for note in step_notes(checklist)))
    for entry in checklist.steps:
        yield Group(*_step(entry, room))
    yield _block(HEADINGS.stop_rules, checklist.stop_rules, room, style="stop")
    yield _block(HEADINGS.never, checklist.do_nots, room, style="caution")
    yield _block(HEADINGS.afterwards, checklist.after, room)
    yield prose(room, f"{HEADINGS.sources}: {', '.join(checklist.sources)}", "quiet")


def _block(
    heading: str, items: Iterable[str], room: Room, *, style: str = "edge", mark: str = "-"
) -> RenderableType | None:
    listed = list(items)
    return card(room, heading, bullets(room, listed, mark=mark), style=style) if listed else None


def _step(entry: ChecklistStep, room: Room) -> Iterator[RenderableType]:
    step = entry.step
    yield Text.assemble((f"{entry.number}. {step.title}", "strong"), (f"  {place_phrase(step.place)}", "quiet"))
    yield prose(room, step.do)
    boxes = (f"{clock_text(turn.start)}  {box_text(turn, pressure_phrase(step))}" for turn in entry.turns)
    yield from (prose(room, f"{room.sign(_BOX)} {box}" if room.is_screen else f"[ ] {box}") for box in boxes)
    yield labelled(room, [(label, Text(text, _STYLES.get(label, ""))) for label, text in step_texts(step)])
