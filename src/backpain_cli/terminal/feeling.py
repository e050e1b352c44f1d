"""Asking how it feels: the pain before and after a session, and what each step did. Every question may be skipped."""

from collections.abc import Iterator, Sequence

from backpain_cli.domain.anatomy import PainArea
from backpain_cli.domain.record import WORST_PAIN, Effect, PainScore, StepOutcome, StepRecord
from backpain_cli.terminal.asking import ask_choice
from backpain_cli.terminal.one_key import NoAnswer, OneKey
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import Row, paragraph, row

MAY_BE_CHANCE = 2
"""A change below this many points may be chance (sources S121, M9)."""

_SCORES = {str(score): str(score) for score in range(WORST_PAIN + 1)} | {"": ""}
_EFFECTS = {"h": str(Effect.HELPED), "s": str(Effect.SAME), "w": str(Effect.WORSE), "n": ""}


def ask_pain(area: PainArea, side: str, when: str, paper: Paper) -> tuple[PainScore, ...] | None:
    """Ask for the pain in `area` on the scale of 0 to 10. Enter skips it: no score; None: the person left.

    Args:
        area: where.
        side: `left`, `right` or `both`; it is kept only where the area has sides.
        when: the moment, as one says it: `now`, `after the session`.
        paper: where it is asked.
    """
    place = area.name[:1].lower() + area.name[1:]
    answer = ask_choice(
        f"How strong is the pain {when}, {place}? Type 0, none, to 10, the worst; Enter skips it:", _SCORES, paper
    )
    if answer is None:
        return None
    return (PainScore(area.key, side if area.has_sides else "", int(answer)),) if answer else ()


def steps_to_ask(steps: Sequence[StepRecord]) -> list[StepRecord]:
    """Return the steps of which a person can say whether they helped: a muscle was worked on, to the end."""
    return [step for step in steps if step.muscle and step.outcome is StepOutcome.DONE]


def ask_effects(steps: Sequence[StepRecord], paper: Paper) -> Iterator[dict[int, Effect]]:
    """Ask with one key what each of `steps` did; q leaves out all that are left.

    Yields:
        after each answer all of them so far, by the step's number, so that none is lost if something ends the asking.
    """
    told: dict[int, Effect] = {}
    if not steps:
        return
    keys = "h it helped, s the same, w worse, n nothing to say; q leaves out the rest"
    paper.print([(), row("How was each step?", "strong"), *paragraph(f"One key each: {keys}.", paper.width)])
    with OneKey(paper) as keyboard:
        for step in steps:
            answer = keyboard.press(f"{step.number}. {step.title} (h, s, w, n):", _EFFECTS)
            if isinstance(answer, NoAnswer):
                break
            if answer:
                told[step.number] = Effect(answer)
                yield dict(told)


def change_rows(before: Sequence[PainScore], after: Sequence[PainScore], width: int) -> list[Row]:
    """Return what became of the pain, honestly."""
    first = {(score.area, score.side): score.score for score in before}
    rows: list[Row] = []
    for score in after:
        if (was := first.get((score.area, score.side))) is None:
            continue
        doubt = " A change under 2 points may be chance." if 0 < abs(score.score - was) < MAY_BE_CHANCE else ""
        rows += paragraph(f"Pain before {was}, after {score.score}.{doubt}", width)
    return rows
