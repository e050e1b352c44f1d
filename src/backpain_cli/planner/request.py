"""What a plan is asked for: where it hurts, how long, with what, and in which places."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.anatomy.records import PainArea
from backpain_cli.domain.terms import Place, Side
from backpain_cli.planner.problem import Block

SHORTEST_MIN, LONGEST_MIN = 3, 30
MOST_PLANNED_AREAS = 4


class PlanTool(StrEnum):
    """A thing that a person may have at home."""

    BALL = "ball"
    WALL = "wall"
    CHAIR = "chair"


class PlanPlace(StrEnum):
    """A place in which a person may be."""

    STANDING = "standing"
    SITTING = "sitting"
    FLOOR = "floor"
    BED = "bed"


_BLOCKS = {
    PlanPlace.STANDING: Block.FEET,
    PlanPlace.SITTING: Block.SEAT,
    PlanPlace.FLOOR: Block.LYING,
    PlanPlace.BED: Block.LYING,
}


class PlanRequest(NamedTuple):
    """What a plan is asked for."""

    areas: tuple[PainArea, ...]
    minutes: float
    """Whole or half."""
    tools: frozenset[PlanTool] = frozenset(PlanTool)
    places: frozenset[PlanPlace] = frozenset({PlanPlace.STANDING, PlanPlace.SITTING, PlanPlace.FLOOR})
    sorer: Side | None = None
    without: frozenset[str] = frozenset()
    """Keys of muscles, points, stretches and moves that must not be in it."""
    like: frozenset[str] = frozenset()
    """Keys of the points, stretches and moves of a routine that it should resemble."""
    recent: frozenset[str] = frozenset()
    """Keys of those that were done in the last session."""
    record: Mapping[str, int] = {}
    """What a person's own answers add to the worth of a step, by the step's title."""
    nearby: bool = False
    """Whether moves for the regions nearby, more rounds and longer doses may fill the time."""

    @property
    def seconds(self) -> int:
        """How long it lasts."""
        return round(self.minutes * 60)

    @property
    def area_keys(self) -> tuple[str, ...]:
        """Where it hurts."""
        return tuple(area.key for area in self.areas)

    @property
    def has_chair(self) -> bool:
        """Whether one sits on a chair."""
        return PlanTool.CHAIR in self.tools and PlanPlace.SITTING in self.places

    @property
    def sits_on_bed(self) -> bool:
        """Whether one sits on the edge of the bed, for want of a chair."""
        return not self.has_chair and PlanPlace.BED in self.places

    @property
    def blocks(self) -> frozenset[Block]:
        """The parts that it may have."""
        may_sit = self.has_chair or self.sits_on_bed
        places = self.places - {PlanPlace.SITTING} | ({PlanPlace.SITTING} if may_sit else set())
        return frozenset(_BLOCKS[place] for place in places)

    @property
    def lying(self) -> str:
        """Where one lies: the floor, or a bed where the floor is out of reach."""
        return Place.FLOOR.value if PlanPlace.FLOOR in self.places else Place.BED.value

    def block_of(self, place: Place) -> Block | None:
        """Return the part of a plan to which `place` belongs; None where it is not available."""
        if place is Place.SITTING:
            block, is_there = Block.SEAT, True
        elif place.basic is Place.FLOOR:
            # One lies in one place: a plan does not go from the floor to a bed.
            block, is_there = Block.LYING, (place is Place.BED) == (self.lying == Place.BED.value)
        else:
            block, is_there = Block.FEET, place.basic is not Place.WALL or PlanTool.WALL in self.tools
        return block if is_there and block in self.blocks else None
