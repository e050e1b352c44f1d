"""The best choice is the best of all choices, keeps to every window, and is always the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_cli.domain.routine.limits import MAX_SPOTS
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.planner.optimizer import best_choice, solved
from backpain_cli.planner.problem import (
    Block,
    Candidate,
    PlanChoice,
    PlanProblem,
    TimeToFill,
    Window,
    are_apart,
    can_fill,
    choice_value,
)

KINDS = (StepKind.PRESS, StepKind.STRETCH, StepKind.MOVE, StepKind.STRENGTHEN)


@st.composite
def problems(draw: st.DrawFn) -> tuple[PlanProblem, TimeToFill]:
    """Return small problems: a few steps of each kind, in one to three forms, for one to three areas."""
    areas = draw(st.integers(1, 3))
    candidates: list[Candidate] = []
    for number in range(draw(st.integers(1, 6))):
        kind, block = draw(st.sampled_from(KINDS)), draw(st.sampled_from(Block))
        has_map = kind in {StepKind.PRESS, StepKind.STRETCH}
        coverage = st.lists(st.integers(0, 4), min_size=areas, max_size=areas)
        candidates += [
            Candidate(
                key=f"{number}.{form}",
                group=str(number),
                kind=kind,
                seconds=draw(st.integers(4, 30)) * 5,
                block=block,
                coverage=tuple(draw(coverage)) if has_map else (),
                bonus=draw(st.integers(-2, 9)),
                spots=draw(st.integers(1, 5)) if kind is StepKind.PRESS else 0,
                wanted=draw(st.booleans()),
                rounds_back=draw(st.sampled_from((False, False, True))),
                opens_chest=draw(st.booleans()),
            )
            for form in range(draw(st.integers(1, 2)))
        ]
    least = st.sampled_from((0, 0, 0, 40))
    windows = {kind: Window(draw(least), draw(st.integers(20, 60)) * 5) for kind in KINDS}
    seconds = draw(st.integers(10, 80)) * 5
    rest = Window(0, draw(st.integers(5, 40)) * 5)
    most_on_feet_s = draw(st.sampled_from((None, None, 100, 180)))
    to_use = draw(st.frozensets(st.sampled_from(Block), max_size=1))
    return PlanProblem(tuple(candidates), windows, most_on_feet_s, to_use), TimeToFill(seconds, rest)


def all_choices(problem: PlanProblem, time: TimeToFill) -> Iterator[PlanChoice]:
    """Yield every choice that keeps to the rules, found by trying all subsets."""
    groups: defaultdict[str, list[Candidate | None]] = defaultdict(lambda: [None])
    for one in problem.candidates:
        groups[one.group].append(one)
    for picked in product(*groups.values()):
        chosen = tuple(one for one in picked if one is not None)
        rest_s = time.seconds - sum(one.seconds for one in chosen)
        if time.rest.least_s <= rest_s <= time.rest.most_s and keeps_to_rules(chosen, problem):
            yield PlanChoice(choice_value(chosen, rest_s), chosen, rest_s)


def keeps_to_rules(chosen: tuple[Candidate, ...], problem: PlanProblem) -> bool:
    spent: Counter[StepKind] = Counter()
    presses, between = [0, 0, 0], [0, 0, 0]
    for one in chosen:
        spent[one.kind] += one.seconds
        presses[one.block] += one.kind is StepKind.PRESS
        between[one.block] += one.kind in {StepKind.MOVE, StepKind.STRENGTHEN}
    for kind, window in problem.windows.items():
        of_kind = [one for one in chosen if one.kind is kind]
        exists = any(one.wanted for one in problem.candidates if one.kind is kind)
        if not window.least_s <= spent[kind] <= window.most_s:
            return False
        if of_kind and exists and not any(one.wanted for one in of_kind):
            return False
        if any(one.rounds_back for one in of_kind) and not any(one.opens_chest for one in of_kind):
            return False
    on_feet_s = sum(one.seconds for one in chosen if one.block is Block.FEET)
    if problem.most_on_feet_s is not None and on_feet_s > problem.most_on_feet_s:
        return False
    if not problem.to_use <= {one.block for one in chosen}:
        return False
    return sum(one.spots for one in chosen) <= MAX_SPOTS and are_apart(presses, between)


@settings(max_examples=400, deadline=None)
@given(problems())
def test_no_other_choice_is_worth_more(drawn: tuple[PlanProblem, TimeToFill]) -> None:
    problem, time = drawn
    found = best_choice(solved(problem, time.seconds), time) if can_fill(problem, time) else None
    best = max((one.value for one in all_choices(problem, time)), default=None)
    if found is None:
        assert best is None
        return
    assert found.value == best == choice_value(found.chosen, found.rest_s)
    assert keeps_to_rules(found.chosen, problem)
    assert sum(one.seconds for one in found.chosen) + found.rest_s == time.seconds


@settings(deadline=None)
@given(problems())
def test_the_same_problem_has_the_same_answer(drawn: tuple[PlanProblem, TimeToFill]) -> None:
    problem, time = drawn
    assert best_choice(solved(problem, 400), time) == best_choice(solved(problem, 400), time)


def test_the_order_of_the_file_does_not_change_the_value_of_the_answer() -> None:
    def one(key: str, coverage: int) -> Candidate:
        return Candidate(key, key, StepKind.STRETCH, 50, Block.FEET, (coverage,), 0)

    candidates = tuple(one(str(number), number % 3) for number in range(6))
    windows = {StepKind.STRETCH: Window(0, 150)}
    values = set()
    for listed in (candidates, candidates[::-1]):
        choice = best_choice(solved(PlanProblem(listed, windows), 150), TimeToFill(150, Window(0, 50)))
        assert choice is not None
        values.add(choice.value)
    assert len(values) == 1
