"""A rest in place of a step that is left out, of exactly its length, so that the sum stays what was promised."""

from backpain_cli.domain.routine import Sides, Step, StepKind


def rest_instead_of(step: Step, why: str) -> Step:
    """Return a rest as long as `step` in the same place.

    Args:
        step: what is left out.
        why: one sentence for the person, said in the step.
    """
    return step._replace(
        kind=StepKind.REST,
        title=f"Rest, instead of {step.title[:1].lower()}{step.title[1:]}",
        do="Breathe out slowly, and let go of the sore spot.",
        where="",
        how=f"{why} Stay where you are comfortable. Breathe in through the nose, and out a little longer.",
        tool="",
        instead=(),
        pressure=None,
        feel="",
        avoid="",
        stop="",
        neutral="",
        side_means="",
        sides=Sides.NONE,
        ready=0,
        find=0,
        hold=step.seconds,
        change=0,
        cap=step.seconds,
        muscle=None,
        point=None,
        stretch=None,
        sources=("M9",),
    )
