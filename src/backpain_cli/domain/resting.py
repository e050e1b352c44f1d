"""A step in place of another of exactly its length, so that the sum stays what was promised."""

from backpain_cli.domain.routine import Step, StepKind, plain_step
from backpain_cli.domain.terms import Place


def plain_step_instead_of(step: Step, kind: StepKind, *, title: str, do: str, how: str, place: Place) -> Step:
    """Return a step without a hold, a tool or sides that lasts exactly as long as `step`; it keeps what stops it."""
    plain = plain_step(kind, title=title, do=do, place=place, seconds=step.seconds)
    return plain._replace(how=how, tool="none", stop=step.stop, sources=step.sources)


def rest_instead_of(step: Step, why: str) -> Step:
    """Return a rest as long as `step` in the same place.

    Args:
        step: what is left out.
        why: one sentence for the person, said in the step.
    """
    rest = plain_step_instead_of(
        step,
        StepKind.REST,
        title=f"Rest, instead of {step.title[:1].lower()}{step.title[1:]}",
        do="Breathe out slowly, and let go of the sore spot.",
        how=f"{why} Stay where you are comfortable. Breathe in through the nose, and out a little longer.",
        place=step.place,
    )
    return rest._replace(sources=("M9",))
