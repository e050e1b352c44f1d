"""How much one spot and one session may get. The limits hold for own routines as for ours.

The longest hold is `LONGEST_HOLD_SECONDS` in `domain/terms.py` (sources S66, S67, M9). That no spot is held more than
twice, and that 6 to 8 spots are a session, is common practice (source M9).
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from backpain_cli.domain.routine.steps import Step, StepSides

MAX_HOLDS_PER_SPOT = 2
"""One spot is held no more often in a session; each side of a point is a spot."""
MAX_SPOTS = 8
"""No session presses more spots."""
_BOTH = frozenset({"left", "right"})
_MAY_BE = {
    StepSides.BOTH: _BOTH,
    StepSides.EASIER_FIRST: _BOTH,
    StepSides.LEFT: frozenset({"left"}),
    StepSides.RIGHT: frozenset({"right"}),
    # One of the two, or both at once: it may be either, so it counts for both.
    StepSides.SORER_ONLY: _BOTH,
    StepSides.ALTERNATE: _BOTH,
    StepSides.NONE: _BOTH,
}


class LimitBreach(NamedTuple):
    """A step that goes beyond a limit."""

    step_number: int
    """Counted from 1."""
    message: str
    hint: str


def limit_breaches(steps: Sequence[Step]) -> list[LimitBreach]:
    """Return the steps whose holds go beyond what one spot or one session may get, in their order."""
    holds: defaultdict[str, dict[str, int]] = defaultdict(lambda: {"left": 0, "right": 0})
    spots: dict[str, int] = {}
    found: list[LimitBreach] = []
    for number, step in enumerate(steps, start=1):
        if not step.traits.presses or step.point is None:
            continue
        point, pressed = step.point.key, sum(spots.values())
        for side in _MAY_BE[step.sides]:
            holds[point][side] += 1
        spots[point] = max(
            spots.get(point, 0), step.turns, sum(map(bool, holds[point].values())) * _has_known_side(step)
        )
        if max(holds[point].values()) > MAX_HOLDS_PER_SPOT:
            message = f"{point} is held more than {MAX_HOLDS_PER_SPOT} times on one side"
            hint = f"hold one spot at most {MAX_HOLDS_PER_SPOT} times; use the time for slow movement"
            found.append(LimitBreach(number, message, hint))
        if (now := sum(spots.values())) > MAX_SPOTS and now > pressed:
            message = f"with this step {now} spots are pressed, each side counted"
            hint = f"press at most {MAX_SPOTS} spots in one session; use the time for slow movement"
            found.append(LimitBreach(number, message, hint))
    return found


def _has_known_side(step: Step) -> bool:
    """Return whether the side of a step is known before a person answers which side is sorer."""
    return step.sides not in {StepSides.SORER_ONLY, StepSides.ALTERNATE, StepSides.NONE}
