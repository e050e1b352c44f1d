"""What frames a plan: a check and easy movement, the ways down and up, seats amid the time on the feet, and the end."""

from collections.abc import Mapping
from typing import NamedTuple, assert_never

from backpain_cli.domain.routine.steps import StepText
from backpain_cli.domain.terms import Region
from backpain_cli.planner.problem import Block
from backpain_cli.planner.request import PlanRequest, PlanTool

_TO_SEAT_S, _DOWN_S, _FROM_FLOOR_S, _FROM_BED_S, _PAUSE_S = 20, 30, 45, 40, 20
_SECONDS_A_SEAT = 300
"""There are no more seats amid the time on the feet."""
_LONG_S = 720
"""From here on the first movement and the checks take longer."""


class PlanFrame(NamedTuple):
    """The steps around those that are chosen."""

    blocks: tuple[Block, ...]
    opening: tuple[StepText, ...]
    before: Mapping[Block, StepText]
    """What leads to a block."""
    pause: StepText
    """A seat amid the time on the feet."""
    closing: tuple[StepText, ...]
    seconds: int
    """Of all of them but the rest at the end."""
    pauses: int
    """How often a seat interrupts the time on the feet."""

    @property
    def needed(self) -> frozenset[Block]:
        """The blocks in which something must be done: those that are gone to."""
        return frozenset((*self.before, *(self.blocks if self.pauses else ())))


def frames_for(request: PlanRequest, blocks: tuple[Block, ...]) -> list[PlanFrame]:
    """Return what may frame a plan of those blocks: as it is, and with seats amid the time on the feet."""
    may_pause = Block.FEET in blocks and (PlanTool.CHAIR in request.tools or request.sits_on_bed)
    most = request.seconds // _SECONDS_A_SEAT if may_pause else 0
    return [_frame(request, blocks, pauses=pauses) for pauses in range(most + 1)]


def _frame(request: PlanRequest, blocks: tuple[Block, ...], *, pauses: int) -> PlanFrame:
    first_s, warm_s, last_s = (30, 40, 25) if request.seconds >= _LONG_S else (20, 20, 15)
    down = way_down(request)
    place, rise, up = _way_up(request)
    if Block.LYING not in blocks:
        up = "sitting" if Block.SEAT in blocks else "standing"
    # Only the low back is checked lying down; for the rest one lies down after the first movement.
    is_lying = blocks == (Block.LYING,) and request.areas[0].regions[0] in {Region.LUMBAR, Region.SACRAL}
    first = "standing" if Block.FEET in blocks else "sitting" if Block.SEAT in blocks else place if is_lying else up
    last = place if is_lying else up
    check, warm_up = _opening_moves(request, is_lying=is_lying)
    opening: tuple[StepText, ...] = (
        {"check": check, "place": first, "for": f"{first_s}s"},
        {"move": warm_up, "place": first, "for": f"{warm_s}s"},
    )
    closing: tuple[StepText, ...] = ({"check": check, "place": last, "for": f"{last_s}s"},)
    before: dict[Block, StepText] = {}
    sit = "sit-down" if PlanTool.CHAIR in request.tools else "sit-on-bed"
    if Block.SEAT in blocks and Block.FEET in blocks:
        before[Block.SEAT] = {"rest": sit, "for": f"{_TO_SEAT_S}s"}
    if is_lying:
        # Who is in bed already need not lie down.
        opening = opening if place == "bed" else (down, *opening)
        closing = (*closing, rise)
    elif Block.LYING in blocks:
        before[Block.LYING] = down
        closing = (rise, *closing)
    seconds = sum(map(step_seconds, (*opening, *before.values(), *closing))) + _PAUSE_S * pauses
    settle = {"rest": "settle", "place": up, "for": "rest of the time"}
    pause = {"rest": sit, "for": f"{_PAUSE_S}s"}
    return PlanFrame(blocks, opening, before, pause, (*closing, settle), seconds, pauses)


def way_down(request: PlanRequest) -> StepText:
    """Return how one lies down, on the floor or on a bed."""
    return {"rest": "lie-down-bed" if request.lying == "bed" else "go-down", "for": f"{_DOWN_S}s"}


def _way_up(request: PlanRequest) -> tuple[str, StepText, str]:
    """Return where one lies, how one gets up, and where that ends."""
    if request.lying == "bed":
        return "bed", {"rest": "get-up-bed", "for": f"{_FROM_BED_S}s"}, "sitting"
    return "floor", {"rest": "get-up", "for": f"{_FROM_FLOOR_S}s"}, "standing"


def _opening_moves(request: PlanRequest, *, is_lying: bool) -> tuple[str, str]:
    """Return the keys of the check and of the first movement, by where it hurts first."""
    if is_lying:
        return "check-knee-roll", "knees-side-to-side"
    match request.areas[0].regions[0]:
        case Region.CERVICAL:
            return "check-look-round", "shoulder-rolls"
        case Region.THORACIC:
            return "check-turn-chest", "shoulder-rolls"
        case Region.LUMBAR | Region.SACRAL:
            return "check-slide-down", "march"
        case _ as unreachable:
            assert_never(unreachable)


def step_seconds(step: StepText) -> int:
    """Return how long a step is that is given in seconds."""
    return int(step["for"].removesuffix("s"))
