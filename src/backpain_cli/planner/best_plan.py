"""The best plan for a request: what frames it, how much of each kind it has, and the order of its steps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple, assert_never

from backpain_cli.domain.routine.steps import StepKind, StepText
from backpain_cli.domain.terms import Region
from backpain_cli.planner.candidates import PlanOption
from backpain_cli.planner.optimizer import (
    UNIT_S,
    Block,
    PlanChoice,
    PlanProblem,
    TimeToFill,
    Window,
    best_choice,
    solved,
)
from backpain_cli.planner.request import PlanRequest, PlanTool

_FULL_S = 900
_SHORT_S = 300
"""Plans up to here have no least of any kind but movement."""
_MOST_PRESSING = 0.47
"""Of the whole plan."""
_MOST_MOVING = 0.6
_GIVEN_UP = (StepKind.PRESS, StepKind.STRENGTHEN, StepKind.STRETCH, StepKind.BREATHE)
"""The kinds of which a plan may have less than is aimed at where there is too little to choose from."""
_MOST_ON_FEET_S = 540
_REST = Window(10, 30)
_TO_SEAT, _TO_FLOOR, _FROM_FLOOR, _FROM_BED, _PAUSE_S = 20, 30, 45, 40, 20


class BestPlan(NamedTuple):
    """The best plan for a request."""

    request: PlanRequest
    steps: tuple[StepText, ...]
    """As a routine file has them, the frame included."""
    chosen: tuple[PlanOption, ...]
    """Those that were chosen, in the order of the plan."""
    value: int
    given_up: tuple[StepKind, ...]
    """The kinds of which it has less than is aimed at."""


class _Frame(NamedTuple):
    """The steps around those that are chosen."""

    blocks: tuple[Block, ...]
    opening: tuple[StepText, ...]
    before: Mapping[Block, StepText]
    """What leads to a block."""
    closing: tuple[StepText, ...]
    seconds: int
    """Of all of them but the rest at the end."""
    pauses: int
    """How often a seat interrupts the time on the feet."""

    @property
    def needed(self) -> frozenset[Block]:
        """The blocks in which something must be done: the opening alone is enough for the first."""
        return frozenset(self.blocks if self.pauses else self.blocks[1:])


def best_plan(request: PlanRequest, options: Sequence[PlanOption]) -> BestPlan | None:
    """Return the best plan that can be made of `options`; None where nothing fills the time."""
    for count in range(len(_GIVEN_UP) + 1):
        given_up = _GIVEN_UP[:count]
        found: list[tuple[PlanChoice, _Frame]] = []
        for blocks in _parts(request):
            frames = _frames(request, blocks)
            tables = solved(_problem(request, options, frames[0], given_up), request.seconds)
            for frame in frames:
                choice = best_choice(tables, TimeToFill(request.seconds - frame.seconds, _REST))
                if choice is not None and _suits(frame, choice):
                    found.append((choice, frame))
        if found:
            # Of equal ones the first, which has the fewest changes of place.
            choice, frame = max(found, key=lambda one: _value(*one))
            return _arranged(request, options, choice, frame, given_up)
    return None


def _suits(frame: _Frame, choice: PlanChoice) -> bool:
    """Return whether a choice uses every place that is gone to, and rests on a seat before standing gets too long."""
    if not frame.needed <= {one.block for one in choice.chosen}:
        return False
    on_feet = [one.seconds for one in choice.chosen if one.block is Block.FEET]
    opening_s = sum(map(_seconds, frame.opening))
    # Wherever a seat comes, it comes before the step that would be too much.
    lost_s = frame.pauses * max(on_feet, default=0)
    return opening_s + sum(on_feet) <= _MOST_ON_FEET_S * (1 + frame.pauses) - lost_s


def _value(choice: PlanChoice, frame: _Frame) -> int:
    """Return the value of a choice in its frame: time spent on changes of place is worth no more than rest."""
    return choice.value - frame.seconds // UNIT_S


def _problem(
    request: PlanRequest, options: Sequence[PlanOption], frame: _Frame, given_up: Iterable[StepKind]
) -> PlanProblem:
    in_frame = {_named(step) for step in frame.opening}
    allowed = tuple(
        one.candidate
        for one in options
        if one.candidate.block in frame.blocks
        and (one.candidate.kind is not StepKind.BREATHE or one.candidate.block is frame.blocks[-1])
        and _named(one.text) not in in_frame
    )
    return PlanProblem(allowed, windows_for(request.seconds, given_up))


def _named(step: StepText) -> str:
    """Return what is done in a step: what is written behind its kind, which comes first."""
    return next(iter(step.values()))


def _window_of(kind: StepKind) -> Window:
    """Return how much of one kind a plan of 900 s has, besides what frames it; other lengths in proportion."""
    match kind:
        case StepKind.PRESS:
            return Window(240, 420)
        case StepKind.STRETCH:
            return Window(100, 240)
        case StepKind.MOVE:
            return Window(60, 200)
        case StepKind.STRENGTHEN:
            return Window(45, 300)
        case StepKind.BREATHE:
            return Window(30, 60)
        case StepKind.CHECK | StepKind.REST:
            return Window(0, 0)
        case _ as unreachable:
            assert_never(unreachable)


def windows_for(seconds: int, given_up: Iterable[StepKind] = ()) -> dict[StepKind, Window]:
    """Return how many seconds each kind may have in a plan that lasts `seconds`.

    Args:
        seconds: of the whole plan.
        given_up: kinds that may have none.
    """
    windows = {}
    for kind in StepKind:
        least_s, most_s = _window_of(kind)
        least = least_s * seconds / _FULL_S
        if kind in given_up or (seconds <= _SHORT_S and kind is not StepKind.MOVE):
            least = 0
        most = most_s * max(seconds, _SHORT_S) / _FULL_S
        if StepKind.PRESS in given_up and kind in {StepKind.MOVE, StepKind.STRENGTHEN}:
            # Where little can be pressed, the time goes to these.
            most = _MOST_MOVING * seconds
        if kind is StepKind.PRESS:
            most = min(most, _MOST_PRESSING * seconds)
        windows[kind] = Window(round(least), round(max(most, least)))
    return windows


def _parts(request: PlanRequest) -> Iterator[tuple[Block, ...]]:
    """Yield each choice of the parts that a plan may have, those with few changes first."""
    there = sorted(request.blocks)
    for count in range(1, len(there) + 1):
        yield from combinations(there, count)


def _frames(request: PlanRequest, blocks: tuple[Block, ...]) -> list[_Frame]:
    """Return what may frame a plan of those parts: as it is, and with seats amid the time on the feet."""
    may_pause = Block.FEET in blocks and PlanTool.CHAIR in request.tools
    most = request.seconds // _MOST_ON_FEET_S if may_pause else 0
    return [_frame(request, blocks, pauses=pauses) for pauses in range(most + 1)]


def _frame(request: PlanRequest, blocks: tuple[Block, ...], *, pauses: int) -> _Frame:
    is_bed = Block.LYING in blocks and request.lying == "bed"
    first_s, warm_s, last_s = (30, 40, 25) if request.seconds >= 720 else (20, 20, 15)
    place = "standing" if Block.FEET in blocks else "sitting" if Block.SEAT in blocks else request.lying
    check, warm_up = _opening_moves(request, place)
    opening: tuple[StepText, ...] = (
        {"check": check, "place": place, "for": f"{first_s}s"},
        {"move": warm_up, "place": place, "for": f"{warm_s}s"},
    )
    before: dict[Block, StepText] = {}
    if Block.SEAT in blocks and Block.FEET in blocks:
        before[Block.SEAT] = {"rest": "sit-down", "for": f"{_TO_SEAT}s"}
    last = place
    if Block.LYING in blocks and len(blocks) > 1:
        down = {"rest": "go-down", "for": f"{_TO_FLOOR}s"}
        before[Block.LYING] = {**down, "place": "bed"} if is_bed else down
    elif Block.LYING in blocks and not is_bed:
        opening = ({"rest": "go-down", "for": f"{_TO_FLOOR}s"}, *opening)
    rise: tuple[StepText, ...] = ()
    if Block.LYING in blocks:
        rise = (
            ({"rest": "get-up-bed", "for": f"{_FROM_BED}s"},)
            if is_bed
            else ({"rest": "get-up", "for": f"{_FROM_FLOOR}s"},)
        )
        last = "sitting" if is_bed else "standing"
    elif Block.SEAT in blocks:
        last = "sitting"
    check = _opening_moves(request, last)[0]
    closing: tuple[StepText, ...] = (*rise, {"check": check, "place": last, "for": f"{last_s}s"})
    seconds = sum(map(_seconds, (*opening, *before.values(), *closing))) + _PAUSE_S * pauses
    return _Frame(
        blocks,
        opening,
        before,
        (*closing, {"rest": "settle", "place": last, "for": "rest of the time"}),
        seconds,
        pauses,
    )


def _opening_moves(request: PlanRequest, place: str) -> tuple[str, str]:
    """Return the keys of the check and of the first movement, by where it hurts first."""
    region = request.areas[0].regions[0]
    if place in {"bed", "floor"}:
        return "check-knee-roll", "knees-side-to-side"
    if region is Region.CERVICAL:
        return "check-look-round", "shoulder-rolls"
    if region is Region.THORACIC:
        return "check-turn-chest", "shoulder-rolls"
    return "check-slide-down", "march"


def _seconds(step: StepText) -> int:
    return int(step["for"].removesuffix("s"))


def _arranged(
    request: PlanRequest,
    options: Sequence[PlanOption],
    choice: PlanChoice,
    frame: _Frame,
    given_up: tuple[StepKind, ...],
) -> BestPlan:
    by_key = {one.candidate.key: one for one in options}
    chosen = [by_key[one.key] for one in choice.chosen]
    steps: list[StepText] = list(frame.opening)
    ordered: list[PlanOption] = []
    for block in frame.blocks:
        of_block = _in_order([one for one in chosen if one.candidate.block is block])
        if block in frame.before and of_block:
            steps.append(frame.before[block])
        seats = _seats(of_block, frame) if block is Block.FEET else []
        for number, one in enumerate(of_block):
            steps += [{"rest": "sit-down", "for": f"{_PAUSE_S}s"}] * seats.count(number)
            steps.append(one.text)
        ordered += of_block
    return BestPlan(request, (*steps, *frame.closing), tuple(ordered), _value(choice, frame), given_up)


def _in_order(options: Sequence[PlanOption]) -> list[PlanOption]:
    """Return the steps of one block in order: presses apart from each other, effort before stretches, breath last."""
    by_kind = {kind: [one for one in options if one.candidate.kind is kind] for kind in StepKind}
    presses, moves, efforts = by_kind[StepKind.PRESS], by_kind[StepKind.MOVE], by_kind[StepKind.STRENGTHEN]
    presses.sort(key=lambda one: (-sum(one.candidate.coverage), -one.candidate.bonus))
    parting = [*moves, *efforts]
    ordered: list[PlanOption] = []
    if not presses:
        return [*parting, *by_kind[StepKind.STRETCH], *by_kind[StepKind.BREATHE]]
    for number, press in enumerate(presses):
        ordered.append(press)
        if number < len(presses) - 1:
            ordered.append(parting.pop(0))
    return [*ordered, *parting, *by_kind[StepKind.STRETCH], *by_kind[StepKind.BREATHE]]


def _seats(options: Sequence[PlanOption], frame: _Frame) -> list[int]:
    """Return before which of the steps on the feet one sits down: evenly, and before standing gets too long."""
    passed_s = sum(map(_seconds, frame.opening))
    even_s = (passed_s + sum(one.candidate.seconds for one in options)) / (frame.pauses + 1)
    seats: list[int] = []
    for number, one in enumerate(options):
        is_due = passed_s >= even_s or passed_s + one.candidate.seconds > _MOST_ON_FEET_S
        if number and is_due and len(seats) < frame.pauses:
            seats.append(number)
            passed_s = 0
        passed_s += one.candidate.seconds
    # Those that are not due come before the last step.
    return seats + [len(options) - 1] * (frame.pauses - len(seats))
