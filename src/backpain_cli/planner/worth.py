"""What a step is worth for a request: the numbers of `docs/planning.md`."""

from collections.abc import Iterable
from typing import assert_never

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.anatomy.records import Muscle, PainArea, Prevalence, TriggerPoint
from backpain_cli.domain.routine.mix import opens_chest, rounds_upper_back
from backpain_cli.domain.routine.steps import Step, StepKind, StepSides
from backpain_cli.domain.terms import ZoneKind
from backpain_cli.planner.problem import Block, Candidate
from backpain_cli.planner.request import PlanRequest

MAINLY, ALSO = 2, 1
"""Units of coverage of a point that is published as felt mainly in an area, and as felt there too."""
_OTHER_SIDE = 2
"""What pressing the easier side as well is worth."""
_OPPONENT = 4
"""What it is worth to stretch a muscle that pulls against one that is felt in the areas."""
_LISTED, _LISTED_STRENGTH = 1, 2
"""What a move is worth for each of the areas for which it is listed."""
_CHANGE = -2
"""What each step costs, so that a plan does not fall into small pieces."""
_LIKE, _RECENT = 3, -1
_ONE_SIDE = frozenset({StepSides.LEFT, StepSides.RIGHT, StepSides.SORER_ONLY})


class StepWorth:
    """What steps are worth for one request: the numbers of `docs/planning.md`."""

    def __init__(self, anatomy: Atlas, request: PlanRequest) -> None:
        """Look up which muscles are felt in the areas, and which pull against those."""
        self.anatomy, self.request = anatomy, request
        self._nothing = (0,) * len(request.areas)
        coverages = {key: self._muscle_coverage(muscle) for key, muscle in anatomy.muscles.items()}
        self._felt = {key: coverage for key, coverage in coverages.items() if any(coverage)}
        self._opponents = {one.muscle for key in self._felt for one in anatomy.muscles[key].antagonists}

    def candidate(self, step: Step, key: str, group: str, block: Block) -> Candidate:
        """Return `step` as a candidate of that key in that group and block."""
        coverage, bonus, wanted = self.of(step)
        spots = 0 if not step.traits.presses else 1 if step.sides in _ONE_SIDE else 2
        return Candidate(
            key, group, step.kind, step.seconds, block, coverage, bonus, spots, wanted,
            rounds_back=rounds_upper_back(step), opens_chest=opens_chest(step),
        )  # fmt: skip

    def of(self, step: Step) -> tuple[tuple[int, ...], int, bool]:
        """Return the coverage of `step`, what it is worth besides, and whether a plan needs one like it."""
        # The time itself is worth something, so that a long step is not less than two short ones.
        bonus = step.seconds // 10 + _CHANGE + self.request.record.get(step.title, 0) + self._familiar(step)
        match step.kind:
            case StepKind.PRESS:
                return self._of_press(step, bonus)
            case StepKind.STRETCH:
                keys = step.stretch.muscles if step.stretch is not None else ()
                is_opposing = self.is_opposing(keys)
                return self.coverage_of(keys), bonus + _OPPONENT * is_opposing, is_opposing
            case StepKind.MOVE:
                return (), bonus + _LISTED * self.listed(step), False
            case StepKind.STRENGTHEN:
                return (), bonus + _LISTED_STRENGTH * self.listed(step), False
            case StepKind.BREATHE | StepKind.CHECK | StepKind.REST:
                return (), bonus, False
            case _ as unreachable:
                assert_never(unreachable)

    def _of_press(self, step: Step, bonus: int) -> tuple[tuple[int, ...], int, bool]:
        if step.point is None or step.muscle is None:
            return self._nothing, bonus, False
        muscle = step.muscle
        often = max((_percent(figure) for figure in reported(muscle, self.request)), default=0) // 10
        both = _OTHER_SIDE * (step.turns > 1)
        is_remote = not any(muscle.is_local_in(area.key) for area in self.request.areas)
        return self.point_coverage(step.point, muscle), bonus + often + both, is_remote

    def point_coverage(self, point: TriggerPoint, muscle: Muscle) -> tuple[int, ...]:
        """Return how well a point is published for each area: by its map, or by a study of how often it was found."""
        found = []
        for area in self.request.areas:
            zone = point.zone_in(area.key)
            is_main = zone is ZoneKind.ESSENTIAL or any(figure.area == area.key for figure in muscle.prevalence)
            found.append(MAINLY if is_main else ALSO if zone is not None else 0)
        return tuple(found)

    def _muscle_coverage(self, muscle: Muscle) -> tuple[int, ...]:
        each = [self.point_coverage(point, muscle) for point in muscle.points]
        return tuple(max(units) for units in zip(*each, strict=True)) or self._nothing

    def coverage_of(self, muscles: Iterable[str]) -> tuple[int, ...]:
        """Return how well the best of `muscles`, by their keys, is published for each area."""
        each = [self._felt[key] for key in muscles if key in self._felt]
        return tuple(max(units) for units in zip(*each, strict=True)) or self._nothing

    def is_opposing(self, muscles: Iterable[str]) -> bool:
        """Return whether one of `muscles` pulls against one that is felt in the areas."""
        return not self._opponents.isdisjoint(muscles)

    def listed(self, step: Step) -> int:
        """Return for how many of the areas a movement is listed, or works a muscle that lies or is felt there."""
        if step.move is not None:
            return sum(is_listed(step.move, area.key, self.anatomy) for area in self.request.areas)
        keys = step.stretch.muscles if step.stretch is not None else tuple(one.key for one in step.all_muscles)
        return sum(map(bool, self.coverage_of(keys)))

    def _familiar(self, step: Step) -> int:
        keys = {one.key for one in (step.point, step.stretch, step.move) if one is not None}
        return _LIKE * (not keys.isdisjoint(self.request.like)) + _RECENT * (not keys.isdisjoint(self.request.recent))


def reported(muscle: Muscle, request: PlanRequest) -> list[Prevalence]:
    """Return the published figures on how often a muscle was found involved in pain in the areas."""
    return [figure for figure in muscle.prevalence if any(figure.area == area.key for area in request.areas)]


def never_pressed(request: PlanRequest, anatomy: Atlas) -> list[PainArea]:
    """Return the areas for which no point that may be pressed is published."""
    worth = StepWorth(anatomy, request)
    pressed = [
        worth.point_coverage(point, muscle)
        for muscle in anatomy.muscles.values()
        for point in muscle.points
        if point.technique is not None
    ]
    return [area for number, area in enumerate(request.areas) if not any(coverage[number] for coverage in pressed)]


def is_listed(move: Move, area: str, anatomy: Atlas) -> bool:
    """Return whether a move is listed for an area, or works a muscle that lies there."""
    # A group of muscles lies along all of the back: that it is worked says little about one area.
    muscles = [anatomy.muscles[key] for key in move.muscles if key in anatomy.muscles]
    return area in move.areas or any(one.is_local_in(area) for one in muscles if not one.parts)


def _percent(figure: Prevalence) -> int:
    """Return the middle of a published range, to put muscles in an order."""
    ends = [float(end) for end in figure.percent.split("-")]
    return round(sum(ends) / len(ends))
