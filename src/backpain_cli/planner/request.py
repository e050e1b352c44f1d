"""What a plan is asked for: where it hurts, how long, with what, and in which places."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.anatomy.records import PainArea
from backpain_cli.domain.terms import Place, Side
from backpain_cli.planner.optimizer import Block

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
    minutes: int
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

    @property
    def seconds(self) -> int:
        """How long it lasts."""
        return self.minutes * 60

    @property
    def blocks(self) -> frozenset[Block]:
        """The parts that it may have."""
        return frozenset(_BLOCKS[place] for place in self.places)

    @property
    def lying(self) -> str:
        """Where one lies: the floor, or a bed where the floor is out of reach."""
        return Place.FLOOR.value if PlanPlace.FLOOR in self.places else Place.BED.value

    def block_of(self, place: Place) -> Block | None:
        """Return the part of a plan to which `place` belongs; None where it is not available."""
        if place is Place.SITTING:
            found = PlanPlace.SITTING
        elif place is Place.BED:
            found = PlanPlace.BED
        else:
            found = PlanPlace.FLOOR if place.basic is Place.FLOOR else PlanPlace.STANDING
        if found not in self.places or not self._has_what_it_needs(place):
            return None
        return _BLOCKS[found]

    def _has_what_it_needs(self, place: Place) -> bool:
        if place.basic is Place.WALL:
            return PlanTool.WALL in self.tools
        return place is not Place.SITTING or PlanTool.CHAIR in self.tools
