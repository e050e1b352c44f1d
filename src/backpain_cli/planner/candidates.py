"""The steps that a plan could have: those that fit the areas, the tools, the places and the person."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, assert_never

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.moves import DoseUnit, Move, MoveGroup, MoveSides
from backpain_cli.domain.anatomy.records import Stretch
from backpain_cli.domain.routine.steps import Step, StepKind, StepText
from backpain_cli.domain.terms import Place, Region
from backpain_cli.planner.problem import UNIT_S, Block, Candidate
from backpain_cli.planner.request import PlanRequest, PlanTool
from backpain_cli.planner.worth import StepWorth, is_listed

ReadSteps = Callable[[Sequence[StepText]], Sequence[Step | None]]
"""Reads steps; None for one that is not for this person as it is."""

_READY_S = 7
"""To read or hear which muscle, which side and what to do."""
_NOT_BY_ITSELF = frozenset(
    {"nerve-slider-leg", "nerve-slider-arm", "prone-press-up", "prone-on-elbows", "standing-back-bend"}
)
"""These go with the rule of a routine that watches where the pain moves."""
_WITH_OTHER_THINGS = frozenset({"row"})
"""It needs a band."""
_LONGEST_MOVE_S, _USUAL_S = 90, 900
"""The longest that one movement is in a plan of the usual length; longer plans in proportion."""
_ALONG_THE_SPINE = tuple(Region)
"""Each next to those beside it."""
_NOT_HERE = frozenset({Place.STEP, Place.LYING_FRONT, Place.DOORWAY})
_NOT_SEATED = frozenset({"walk"})
"""Seated it is marching, which is there by its name."""
_ON_A_CHAIR = frozenset(
    {"child-pose", "seated-round-back", "seated-turn", "cat-cow", "small-nods", "figure-four", "hamstring", "butterfly"}
    | {"arm-back-chest-opener", "arm-straight-back", "hand-behind-back", "leg-across", "bent-knee-calf", "pelvic-tilt"}
    | {"sit-to-stand", "chest-over-chair-back", "nod-holds"}
)
"""Their words, or how they are done sitting, need a steady chair: a bed is too soft, or has no back."""


class PlanOption(NamedTuple):
    """A candidate with its step, as it is written and as it was read."""

    candidate: Candidate
    text: StepText
    step: Step
    bout: int = 1
    """2 where it is the same movement once more."""


class _Draft(NamedTuple):
    """A candidate before its step is read."""

    key: str
    group: str
    block: Block
    text: StepText
    bout: int = 1


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
        options.append(PlanOption(worth.candidate(step, draft.key, draft.group, draft.block), text, step, draft.bout))
    return options


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
        is_of_use = any(worth.coverage_of(stretch.muscles)) or worth.is_opposing(stretch.muscles)
        # What is done on the floor is done on a bed as well.
        in_bed = (Place.BED,) if stretch.place is Place.FLOOR else ()
        found = _place_of(stretch.key, (*stretch.places, *in_bed), request)
        if found is None or not is_of_use or _is_out(stretch.key, stretch.muscles, request):
            continue
        place, block = found
        for name, kind, dose in _stretch_doses(stretch, request):
            text = {kind: stretch.key, **dose} | ({} if place is stretch.place else {"place": place.value})
            group = _stretch_group(stretch) if kind == StepKind.STRETCH else stretch.key
            yield from _bouts(_Draft(f"{stretch.key} {name}".strip(), group, block, text), request)


def _stretch_doses(stretch: Stretch, request: PlanRequest) -> Iterator[tuple[str, str, StepText]]:
    """Yield the names, the kinds and the doses in which a stretch, or a move among the stretches, may be in a plan."""
    if stretch.kind == "move":
        longest = {stretch.cap} if request.nearby else set()
        for seconds in sorted({20, 30} | longest):
            yield f"{seconds}", "move", {"for": f"{seconds}s"}
        return
    yield "", "stretch", {"ready": f"{_READY_S}s"}
    if request.nearby and stretch.cap > stretch.hold and not stretch.end_range:
        yield "longer", "stretch", {"ready": f"{_READY_S}s", "hold": f"{stretch.cap}s"}


def _stretch_group(stretch: Stretch) -> str:
    """Return what at most one stretch of a plan is: one that bends the spine to its end, or itself."""
    return "end of a bend" if stretch.end_range and stretch.bends == "forward" else stretch.key


def _is_out(key: str, muscles: Iterable[str], request: PlanRequest) -> bool:
    return key in _NOT_BY_ITSELF or not request.without.isdisjoint((key, *muscles))


def _moves(worth: StepWorth) -> Iterator[_Draft]:
    request, anatomy = worth.request, worth.anatomy
    for move in anatomy.moves.values():
        kind = StepKind.STRENGTHEN if move.group is MoveGroup.STRENGTHEN else StepKind.MOVE
        if (
            move.group not in {MoveGroup.MOVE, MoveGroup.STRENGTHEN}
            or move.key in _WITH_OTHER_THINGS
            or _is_out(move.key, move.muscles, request)
        ):
            continue
        found = _place_of(move.key, move.places, request)
        if found is None or not _fits(move, worth):
            continue
        place, block = found
        for name, dose in _doses(move, request.seconds):
            text = {kind.value: move.key, "place": place.value, **dose}
            if kind is StepKind.STRENGTHEN:
                text["level"] = "mine"
            yield from _bouts(_Draft(f"{move.key} {name}", move.key, block, text), request)


def _fits(move: Move, worth: StepWorth) -> bool:
    """Return whether a move is for the areas, or may fill the time where little is for the areas themselves."""
    request, areas = worth.request, worth.anatomy.areas
    if any(is_listed(move, area.key, worth.anatomy) for area in request.areas):
        return True
    near = {_ALONG_THE_SPINE.index(region) for area in request.areas for region in area.regions}
    for_areas = move.areas if request.nearby else move.areas[:1]
    its_own = {_ALONG_THE_SPINE.index(region) for area in for_areas for region in areas[area].regions}
    return any(abs(one - other) <= request.nearby for one in near for other in its_own)


def _place_of(key: str, places: Iterable[Place], request: PlanRequest) -> tuple[Place, Block] | None:
    """Return the first of `places` that a plan may use, and its part of the plan; None where there is none."""
    not_seated = key in _NOT_SEATED or (request.sits_on_bed and key in _ON_A_CHAIR)
    out = {*_NOT_HERE, Place.SITTING} if not_seated else _NOT_HERE
    for place in places:
        block = request.block_of(place)
        if block is not None and place not in out:
            return place, block
    return None


def _bouts(draft: _Draft, request: PlanRequest) -> Iterator[_Draft]:
    """Yield a step, and a movement once more where few steps fit."""
    yield draft
    if request.nearby and StepKind.MOVE.value in draft.text:
        yield draft._replace(key=f"{draft.key}, again", group=f"{draft.group}, again", bout=2)


def _doses(move: Move, plan_s: int) -> Iterator[tuple[str, StepText]]:
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
            longest = min(longest, max(_LONGEST_MOVE_S, _LONGEST_MOVE_S * plan_s // _USUAL_S // UNIT_S * UNIT_S))
            for seconds in sorted({shortest, (shortest + longest) // 2 // UNIT_S * UNIT_S, longest}):
                yield f"{seconds} s", {"for": f"{seconds}s"}
        case DoseUnit.REPETITIONS:
            pace = ", ".join(f"{seconds}s {word}" for word, seconds in dose.pace.items())
            for reps in sorted({least, (least + most) // 2, most}):
                yield f"{reps} times", {"reps": str(reps), "pace": pace, **sides}
            if plan_s > _USUAL_S and move.group is MoveGroup.STRENGTHEN:
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
