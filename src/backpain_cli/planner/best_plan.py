"""The best plan for a request: how much of each kind it has, what frames it, and the order of its steps."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, zip_longest
from typing import NamedTuple, assert_never

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.mix import LONGEST_ON_THE_FEET_S, MOST_PRESSING
from backpain_cli.domain.routine.steps import StepKind, StepText
from backpain_cli.planner.candidates import PlanOption, ReadSteps, options_for
from backpain_cli.planner.frame import PlanFrame, frames_for, step_seconds
from backpain_cli.planner.optimizer import best_choice, solved
from backpain_cli.planner.problem import UNIT_S, Block, Candidate, PlanChoice, PlanProblem, TimeToFill, Window, can_fill
from backpain_cli.planner.request import PlanRequest

_FULL_S = 900
_SHORT_S = 300
"""Plans up to here have no least of any kind but movement."""
_GIVEN_UP = (StepKind.PRESS, StepKind.STRENGTHEN, StepKind.STRETCH, StepKind.BREATHE)
"""The kinds of which a plan may have less than is aimed at where there is too little to choose from."""
_REST = Window(10, 30)
_MOST_BREATHING_S = 120
"""In 900 s, where little else fits."""


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


class FoundPlan(NamedTuple):
    """A plan with what it was chosen from."""

    plan: BestPlan
    options: tuple[PlanOption, ...]


def find_plan(anatomy: Atlas, request: PlanRequest, read: ReadSteps) -> FoundPlan | None:
    """Return the best plan for a request, with steps nearby only where there is none without; None where nothing is."""
    for one in (request, request._replace(nearby=True)):
        options = options_for(anatomy, one, read)
        plan = best_plan(one, options)
        if plan is not None:
            return FoundPlan(plan, tuple(options))
    return None


def best_plan(request: PlanRequest, options: Sequence[PlanOption]) -> BestPlan | None:
    """Return the best plan that can be made of `options`; None where nothing fills the time."""
    for count in range(len(_GIVEN_UP) + 1):
        best: _Framed | None = None
        # Without the rules on standing a plan is worth at least as much: who is worth less than the best so far is out.
        # Of equal ones the first stays, which has the fewest changes of place.
        for framed in sorted(_without_limits(request, options, _GIVEN_UP[:count]), key=lambda one: -one.value):
            if best is not None and framed.value <= best.value:
                break
            within = _within_limits(request, framed)
            if within is not None and (best is None or within.value > best.value):
                best = within
        if best is not None:
            return _arranged(request, options, best)
    return None


class _Framed(NamedTuple):
    """The best choice for a frame."""

    problem: PlanProblem
    frame: PlanFrame
    choice: PlanChoice

    @property
    def value(self) -> int:
        """What it is worth: time spent on changes of place is worth no more than rest."""
        return self.choice.value - self.frame.seconds // UNIT_S


def _without_limits(
    request: PlanRequest, options: Sequence[PlanOption], given_up: Iterable[StepKind]
) -> Iterator[_Framed]:
    """Yield the best choice for each frame, without the rules on the time on the feet and on the places used."""
    windows = windows_for(request, given_up)
    for blocks in _parts(request):
        frames = frames_for(request, blocks)
        problem = PlanProblem(_allowed(request, options, frames[0]), windows)
        if can_fill(problem, _to_fill(request, frames[0])):
            tables = solved(problem, request.seconds)
            for frame in frames:
                choice = best_choice(tables, _to_fill(request, frame))
                if choice is None:
                    continue
                framed = _Framed(problem, frame, choice)
                is_too_long_on_feet = _is_too_long_on_feet(request, framed)
                # As few seats as are needed; where even the most are too few, the choice must stand less.
                if not is_too_long_on_feet or frame is frames[-1]:
                    yield framed
                if not is_too_long_on_feet:
                    break


def _to_fill(request: PlanRequest, frame: PlanFrame) -> TimeToFill:
    return TimeToFill(request.seconds - frame.seconds, _REST)


def _is_too_long_on_feet(request: PlanRequest, framed: _Framed) -> bool:
    on_feet_s = sum(one.seconds for one in framed.choice.chosen if one.block is Block.FEET)
    return on_feet_s > _most_on_feet_s(request, framed)


def _within_limits(request: PlanRequest, framed: _Framed) -> _Framed | None:
    """Return the best choice for a frame that uses every place that is gone to, and is not on the feet for too long."""
    problem = framed.problem
    if not framed.frame.needed <= {one.block for one in framed.choice.chosen}:
        problem = problem._replace(to_use=framed.frame.needed)
    if _is_too_long_on_feet(request, framed):
        problem = problem._replace(most_on_feet_s=_most_on_feet_s(request, framed))
    if problem is framed.problem:
        return framed
    choice = best_choice(solved(problem, request.seconds), _to_fill(request, framed.frame))
    if choice is None:
        return None
    # The one rule may be kept to at the cost of the other.
    return _within_limits(request, _Framed(problem, framed.frame, choice))


def _most_on_feet_s(request: PlanRequest, framed: _Framed) -> int:
    """Return how long the chosen may be on the feet: wherever a seat comes, it comes before a step that is too much."""
    if request.seconds <= LONGEST_ON_THE_FEET_S:
        return request.seconds
    frame = framed.frame
    longest_s = max((one.seconds for one in framed.problem.candidates if one.block is Block.FEET), default=0)
    around_s = sum(map(step_seconds, frame.opening))
    if frame.blocks == (Block.FEET,):
        around_s += sum(map(step_seconds, frame.closing[:-1])) + _REST.most_s
    return LONGEST_ON_THE_FEET_S * (1 + frame.pauses) - longest_s * frame.pauses - around_s


def _allowed(request: PlanRequest, options: Sequence[PlanOption], frame: PlanFrame) -> tuple[Candidate, ...]:
    """Return what may be chosen amid a frame: slow breathing where it ends, and what it begins with as often as others.

    A movement is done once, and where few steps fit twice.
    """
    in_frame, most_bouts = {_named(step) for step in frame.opening}, 1 + request.nearby
    there = [one for one in options if one.candidate.block in frame.blocks]
    # As late as this person may: not everybody may lie on their back.
    breathes_in = max((one.candidate.block for one in there if one.candidate.kind is StepKind.BREATHE), default=None)
    return tuple(
        one.candidate
        for one in there
        if (one.candidate.kind is not StepKind.BREATHE or one.candidate.block is breathes_in)
        and one.bout + (_named(one.text) in in_frame) <= most_bouts
    )


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


def windows_for(request: PlanRequest, given_up: Iterable[StepKind] = ()) -> dict[StepKind, Window]:
    """Return how many seconds each kind may have in a plan.

    Args:
        request: what the plan is for.
        given_up: kinds that may have none.
    """
    seconds = request.seconds
    windows = {}
    for kind in StepKind:
        least_s, most_s = _window_of(kind)
        if kind in given_up or (seconds <= _SHORT_S and kind is not StepKind.MOVE):
            least_s = 0
        if kind is StepKind.BREATHE and request.nearby:
            most_s = _MOST_BREATHING_S
        # A longer plan may have more of each kind, and needs no more of any.
        least_s = round(least_s * min(seconds, _FULL_S) / _FULL_S)
        most_s = round(most_s * max(seconds, _SHORT_S) / _FULL_S)
        if kind is StepKind.PRESS:
            most_s = min(most_s, MOST_PRESSING * seconds // 100)
        if kind is StepKind.MOVE and StepKind.PRESS in given_up:
            # Where little can be pressed, the time goes to movement, of which there is no most.
            most_s = seconds
        windows[kind] = Window(least_s, max(most_s, least_s))
    return windows


def _parts(request: PlanRequest) -> Iterator[tuple[Block, ...]]:
    """Yield each choice of the parts that a plan may have, those with few changes first."""
    there = sorted(request.blocks)
    for count in range(1, len(there) + 1):
        yield from combinations(there, count)


def _seconds(step: StepText) -> int:
    return int(step["for"].removesuffix("s"))


def _arranged(request: PlanRequest, options: Sequence[PlanOption], framed: _Framed) -> BestPlan:
    by_key = {one.candidate.key: one for one in options}
    frame = framed.frame
    chosen = [by_key[one.key] for one in framed.choice.chosen]
    steps: list[StepText] = list(frame.opening)
    ordered: list[PlanOption] = []
    for block in frame.blocks:
        of_block = _in_order([one for one in chosen if one.candidate.block is block], {*map(_named, steps)})
        if block in frame.before and of_block:
            steps.append(frame.before[block])
        seats = _seats(of_block, frame) if block is Block.FEET else []
        for number, one in enumerate(of_block):
            steps += [frame.pause] * seats.count(number)
            steps.append(one.text)
        ordered += of_block
    return BestPlan(request, (*steps, *frame.closing), tuple(ordered), framed.value, _lacking(request, ordered))


def _lacking(request: PlanRequest, chosen: Sequence[PlanOption]) -> tuple[StepKind, ...]:
    """Return the kinds of which a plan has less than is aimed at."""
    spent = {kind: sum(one.candidate.seconds for one in chosen if one.candidate.kind is kind) for kind in _GIVEN_UP}
    return tuple(
        kind for kind, window in windows_for(request).items() if spent.get(kind, window.least_s) < window.least_s
    )


def _in_order(options: Sequence[PlanOption], done: Collection[str]) -> list[PlanOption]:
    """Return the steps of one block in order.

    Presses lie apart from each other, effort before stretches; what comes once more comes late, and breath last.

    Args:
        options: the chosen ones.
        done: what was done before.
    """
    by_kind = {kind: [one for one in options if one.candidate.kind is kind] for kind in StepKind}
    presses = sorted(by_kind[StepKind.PRESS], key=lambda one: (-sum(one.candidate.coverage), -one.candidate.bonus))
    moves = {_named(one.text): one for one in reversed(by_kind[StepKind.MOVE])}
    once = [one for name, one in reversed(moves.items()) if name not in done]
    # What comes once more begins, so that something lies between.
    named = [_named(one.text) for one in by_kind[StepKind.MOVE]]
    once.sort(key=lambda one: named.count(_named(one.text)) == 1)
    once_more = [one for one in by_kind[StepKind.MOVE] if one not in once]
    between = [*once, *by_kind[StepKind.STRENGTHEN], *once_more][: max(0, len(presses) - 1)]
    ordered = [one for pair in zip_longest(presses, between) for one in pair if one is not None]
    first = [one for one in (*once, *by_kind[StepKind.STRENGTHEN]) if one not in between]
    late = [one for one in once_more if one not in between]
    return [*ordered, *first, *by_kind[StepKind.STRETCH], *late, *by_kind[StepKind.BREATHE]]


def _seats(options: Sequence[PlanOption], frame: PlanFrame) -> list[int]:
    """Return before which of the steps on the feet one sits down: evenly, and before standing gets too long."""
    passed_s = sum(map(step_seconds, frame.opening))
    even_s = (passed_s + sum(one.candidate.seconds for one in options)) / (frame.pauses + 1)
    seats: list[int] = []
    for number, one in enumerate(options):
        is_due = passed_s >= even_s or passed_s + one.candidate.seconds > LONGEST_ON_THE_FEET_S
        if number and is_due and len(seats) < frame.pauses:
            seats.append(number)
            passed_s = 0
        passed_s += one.candidate.seconds
    # Those that are not due come before the last step.
    return seats + [len(options) - 1] * (frame.pauses - len(seats))
