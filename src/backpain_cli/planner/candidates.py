"""The steps that a plan could have: those that fit the areas, the tools, the places and the person."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, assert_never

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.moves import DoseUnit, Move, MoveGroup, MoveSides
from backpain_cli.domain.anatomy.records import Muscle, Prevalence, Stretch, TriggerPoint
from backpain_cli.domain.routine.steps import Step, StepKind, StepSides, StepText
from backpain_cli.domain.terms import Place, ZoneKind
from backpain_cli.planner.optimizer import UNIT_S, Block, Candidate
from backpain_cli.planner.request import PlanRequest, PlanTool

ReadSteps = Callable[[Sequence[StepText]], Sequence[Step | None]]
"""Reads steps; None for one that is not for this person as it is."""

MAINLY, ALSO = 2, 1
"""Units of coverage of a point that is published as felt mainly in an area, and as felt there too."""
_READY_S = 7
"""To read or hear which muscle, which side and what to do."""
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
_NOT_BY_ITSELF = frozenset(
    {"nerve-slider-leg", "nerve-slider-arm", "prone-press-up", "prone-on-elbows", "standing-back-bend"}
)
"""These go with the rule of a routine that watches where the pain moves."""
_WITH_OTHER_THINGS = frozenset({"row"})
"""It needs a band."""
_LONGEST_MOVE_S, _USUAL_MIN = 90, 15
"""The longest that one movement is in a plan of the usual length; longer plans in proportion."""
_NOT_HERE = frozenset({Place.STEP, Place.LYING_FRONT, Place.DOORWAY})


class PlanOption(NamedTuple):
    """A candidate with its step, as it is written and as it was read."""

    candidate: Candidate
    text: StepText
    step: Step


class _Draft(NamedTuple):
    """A candidate before its step is read."""

    key: str
    group: str
    block: Block
    text: StepText


def options_for(anatomy: Atlas, request: PlanRequest, read: ReadSteps) -> list[PlanOption]:
    """Return every step that a plan could have, with what it is worth; each lasts a multiple of `UNIT_S` seconds."""
    worth = StepWorth(anatomy, request)
    drafts = [*_presses(worth), *_stretches(worth), *_moves(worth), *_breathing(request)]
    options = []
    for draft, step in zip(drafts, read([draft.text for draft in drafts]), strict=True):
        if step is None:
            continue
        text, missing_s = draft.text, -step.seconds % UNIT_S
        if missing_s:
            step = step._replace(ready=step.ready + missing_s)
            text = {**text, "ready": f"{step.ready}s"}
        options.append(PlanOption(worth.candidate(step, draft.key, draft.group, draft.block), text, step))
    return options


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
        return Candidate(key, group, step.kind, step.seconds, block, coverage, bonus, spots, wanted)

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


def is_listed(move: Move, area: str, anatomy: Atlas) -> bool:
    """Return whether a move is listed for an area, or works a muscle that lies there."""
    # A group of muscles lies along all of the back: that it is worked says little about one area.
    muscles = [anatomy.muscles[key] for key in move.muscles if key in anatomy.muscles]
    return area in move.areas or any(one.is_local_in(area) for one in muscles if not one.parts)


def _percent(figure: Prevalence) -> int:
    """Return the middle of a published range, to put muscles in an order."""
    ends = [float(end) for end in figure.percent.split("-")]
    return round(sum(ends) / len(ends))


def _presses(worth: StepWorth) -> Iterator[_Draft]:
    request = worth.request
    for muscle in worth.anatomy.muscles.values():
        for point in () if muscle.key in request.without else muscle.points:
            technique = point.technique
            if technique is None or not any(worth.point_coverage(point, muscle)) or point.key in request.without:
                continue
            block = request.block_of(technique.place)
            if block is None or ("ball" in technique.tool and PlanTool.BALL not in request.tools):
                continue
            if "both" in technique.tool:
                forms = ["none"]
            else:
                forms = ["easier first", "sorer only"] if request.sorer else ["easier first"]
            for sides in forms:
                text = {"press": point.key, "sides": sides, "ready": f"{_READY_S}s"}
                yield _Draft(f"{point.key} {sides}", muscle.key, block, text)


def _stretches(worth: StepWorth) -> Iterator[_Draft]:
    request = worth.request
    for stretch in worth.anatomy.stretches.values():
        block, place = request.block_of(stretch.place), {}
        if stretch.place is Place.FLOOR and block is None:
            block, place = request.block_of(Place.BED), {"place": Place.BED.value}
        is_of_use = any(worth.coverage_of(stretch.muscles)) or worth.is_opposing(stretch.muscles)
        if block is None or not is_of_use or _is_out(stretch.key, stretch.muscles, request):
            continue
        if stretch.kind == "stretch":
            text = {"stretch": stretch.key, "ready": f"{_READY_S}s", **place}
            yield _Draft(stretch.key, _stretch_group(stretch), block, text)
        elif stretch.kind == "move":
            for seconds in (20, 30):
                text = {"move": stretch.key, "for": f"{seconds}s", **place}
                yield _Draft(f"{stretch.key} {seconds}", stretch.key, block, text)


def _stretch_group(stretch: Stretch) -> str:
    """Return what at most one stretch of a plan is: one that bends the spine to its end, or itself."""
    return "end of a bend" if stretch.end_range and stretch.bends == "forward" else stretch.key


def _is_out(key: str, muscles: Iterable[str], request: PlanRequest) -> bool:
    return key in _NOT_BY_ITSELF or not request.without.isdisjoint((key, *muscles))


def _moves(worth: StepWorth) -> Iterator[_Draft]:
    request, anatomy = worth.request, worth.anatomy
    near = {region for area in request.areas for region in area.regions}
    for move in anatomy.moves.values():
        kind = StepKind.STRENGTHEN if move.group is MoveGroup.STRENGTHEN else StepKind.MOVE
        if (
            move.group not in {MoveGroup.MOVE, MoveGroup.STRENGTHEN}
            or move.key in _WITH_OTHER_THINGS
            or _is_out(move.key, move.muscles, request)
        ):
            continue
        # What is for the same region may fill the time where little is for the areas themselves.
        fits = any(is_listed(move, area.key, anatomy) for area in request.areas) or any(
            not near.isdisjoint(anatomy.areas[area].regions) for area in move.areas[:1]
        )
        place = next((one for one in move.places if one not in _NOT_HERE and request.block_of(one) is not None), None)
        block = None if place is None else request.block_of(place)
        if not fits or block is None or place is None:
            continue
        for name, dose in _doses(move, request.minutes):
            text = {kind.value: move.key, "place": place.value, **dose}
            if kind is StepKind.STRENGTHEN:
                text["level"] = "mine"
            yield _Draft(f"{move.key} {name}", move.key, block, text)


def _doses(move: Move, minutes: int) -> Iterator[tuple[str, StepText]]:
    """Yield the doses that a plan may give of a move: from its first dose up, where it has time for more."""
    dose = move.dose
    if dose is None:
        return
    usual = move.sides[0]
    sides = {} if usual is MoveSides.NONE else {"sides": "both" if usual is MoveSides.EACH else usual.value}
    least, most = dose.times
    match dose.unit:
        case DoseUnit.TIME:
            shortest, longest = dose.seconds
            longest = min(longest, max(_LONGEST_MOVE_S, _LONGEST_MOVE_S * minutes // _USUAL_MIN))
            for seconds in sorted({shortest, (shortest + longest) // 2 // UNIT_S * UNIT_S, longest}):
                yield f"{seconds} s", {"for": f"{seconds}s"}
        case DoseUnit.REPETITIONS:
            pace = ", ".join(f"{seconds}s {word}" for word, seconds in dose.pace.items())
            for reps in sorted({least, (least + most) // 2, most}):
                yield f"{reps} times", {"reps": str(reps), "pace": pace, **sides}
            if minutes > _USUAL_MIN and move.group is MoveGroup.STRENGTHEN:
                yield f"{least} times, twice", {"reps": str(least), "pace": pace, "rounds": "2", **sides}
        case DoseUnit.HOLDS:
            for holds in sorted({least, most}):
                yield f"{holds} holds", {"holds": f"{holds} x {dose.seconds[0]}s", **sides}
        case _ as unreachable:
            assert_never(unreachable)


def _breathing(request: PlanRequest) -> Iterator[_Draft]:
    for block, place in ((Block.FEET, "standing"), (Block.SEAT, "sitting"), (Block.LYING, request.lying)):
        for seconds in (30, 40, 60, 90, 120) if block in request.blocks else ():
            text = {"breathe": "4-6", "place": place, "for": f"{seconds}s"}
            yield _Draft(f"4-6 {place} {seconds}", "breathing", block, text)
