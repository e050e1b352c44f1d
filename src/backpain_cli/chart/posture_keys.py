"""Under which keys the posture of a step is found."""

from backpain_cli.domain.routine import Step


def keys_of(step: Step, routine: str) -> tuple[str, ...]:
    """Return the keys under which the posture of a step may be found, the most particular first.

    Args:
        step: a step of a routine.
        routine: the key of that routine.
    """
    title = "-".join(step.title.lower().replace(",", "").split())
    if step.point is not None:
        return (step.point.key,)
    if step.stretch is not None:
        return (f"{step.stretch.key}/{step.place}", step.stretch.key)
    return (f"{routine}/{title}", f"{title}/{step.place}", title)
