"""How much one spot and one session may get. The limits hold for own routines as for ours.

The longest hold is `LONGEST_HOLD_SECONDS` in `domain/terms.py` (sources S66, S74, M9). That no spot is held more than
twice, and that 6 to 8 spots are a session, is common practice (source M9).
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from backpain_cli.domain.routine.steps import Sides, Step

MOST_HOLDS_OF_A_SPOT = 2
"""One spot is held no more often in a session; each side of a point is a spot."""
MOST_SPOTS = 8
"""No session presses more spots."""

_BOTH = frozenset({"left", "right"})
_MAY_BE = {
    Sides.BOTH: _BOTH,
    Sides.EASIER_FIRST: _BOTH,
    Sides.LEFT: frozenset({"left"}),
    Sides.RIGHT: frozenset({"right"}),
    # One of the two, or both at once: it may be either, so it counts for both.
    Sides.SORER_ONLY: _BOTH,
    Sides.NONE: _BOTH,
}


class TooMuch(NamedTuple):
    """A step that goes beyond a limit."""

    step_number: int
    """Counted from 1."""
    message: str
    hint: str


def too_much(steps: Sequence[Step]) -> list[TooMuch]:
    """Return the steps whose holds go beyond what one spot or one session may get, in their order."""
    holds: defaultdict[str, dict[str, int]] = defaultdict(lambda: {"left": 0, "right": 0})
    spots: dict[str, int] = {}
    found: list[TooMuch] = []
    for number, step in enumerate(steps, start=1):
        if not step.traits.presses or step.point is None:
            continue
        point, pressed = step.point.key, sum(spots.values())
        for side in _MAY_BE[step.sides]:
            holds[point][side] += 1
        spots[point] = max(spots.get(point, 0), step.times_done, sum(map(bool, holds[point].values())) * _is_told(step))
        if max(holds[point].values()) > MOST_HOLDS_OF_A_SPOT:
            message = f"{point} is held more than {MOST_HOLDS_OF_A_SPOT} times on one side"
            hint = f"{MOST_HOLDS_OF_A_SPOT} holds of one spot are the most; use the time for slow movement"
            found.append(TooMuch(number, message, hint))
        if (now := sum(spots.values())) > MOST_SPOTS and now > pressed:
            message = f"with this step {now} spots are pressed, each side counted"
            hint = f"{MOST_SPOTS} are the most in one session; use the time for slow movement"
            found.append(TooMuch(number, message, hint))
    return found


def _is_told(step: Step) -> bool:
    """Say whether the side of a step is known before a person says which side is sorer."""
    return step.sides not in {Sides.SORER_ONLY, Sides.NONE}
