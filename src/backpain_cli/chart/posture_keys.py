"""Under which keys the posture of a step is found."""

from backpain_cli.domain.routine import Step, StepKind


def keys_of(step: Step, routine: str) -> tuple[str, ...]:
    """Return the keys under which the posture of a step may be found, the most particular first.

    Args:
        step: a step of a routine.
        routine: the key of that routine.
    """
    title = "-".join(step.title.lower().replace(",", "").split())
    if step.kind is StepKind.PRESS and step.muscle is not None and step.point is not None:
        return (f"{step.muscle.key}/{step.point.number}",)
    if step.kind is StepKind.STRETCH and step.stretch is not None:
        return (f"{step.stretch.key}/{step.place}", step.stretch.key)
    return (f"{routine}/{title}", f"{title}/{step.place}", title)
