"""The best uses of each number of seconds by the steps of one kind, by dynamic programming."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntFlag
from typing import NamedTuple, assert_never

from backpain_cli.domain.routine.limits import MAX_SPOTS
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.planner.problem import (
    ENOUGH_COVERAGE,
    UNIT_S,
    Block,
    Candidate,
    PlanProblem,
    Window,
    coverage_worth,
)

_SEPARATORS = frozenset({StepKind.MOVE, StepKind.STRENGTHEN})
"""One of these parts two presses in the same block, so that nobody has to keep one position for long."""


Counts = tuple[int, int, int]
"""Presses, or steps between presses, in each block."""
Use = tuple[int, int, int, int, int]
"""How some seconds are used, as far as the rules ask: the counts; how many units are on the feet, 0 where that does not
matter; the blocks that are used, of those that must be, a bit for each."""
NOTHING: Use = (0, 0, 0, 0, 0)


class Chain(NamedTuple):
    """Chosen candidates, the last one first."""

    last: Candidate
    before: "Chain | None"


class Best(NamedTuple):
    """The best way to use some seconds so."""

    value: int
    chains: tuple[Chain | None, ...]


Table = dict[tuple[int, Use], Best]
"""By seconds in units and their use."""


class _Has(IntFlag):
    """What the chosen ones have between them; the blocks that must be used are in the bits above."""

    WANTED = 1
    ROUNDED = 2
    OPENED = 4


_BLOCK_BITS = 3


class _Front(NamedTuple):
    """One way to use some seconds of one kind."""

    coverage: int
    """Of all areas, packed."""
    bonus: int
    spots: int
    on_feet: int
    chain: Chain | None


_State = tuple[int, Counts, int]
"""Seconds in units, the counts, and what the chosen ones have."""


def kind_table(problem: PlanProblem, kind: StepKind, most: Counts) -> Table:
    """Return the best of one kind for each number of seconds within its window, and each use of them.

    Args:
        problem: has the candidates and the windows.
        kind: of which the table is.
        most: up to how many presses, or steps between presses, are counted.
    """
    window = problem.windows.get(kind, Window(0, 0))
    candidates = [one for one in problem.candidates if one.kind is kind]
    groups: defaultdict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        groups[one.group].append(one)
    needs_wanted = any(one.wanted for one in candidates)
    areas = len(candidates[0].coverage) if candidates else 0
    states: dict[_State, list[_Front]] = {(0, (0, 0, 0), 0): [_Front(0, 0, 0, 0, None)]}
    for group in groups.values():
        _add(states, group, window.most_s // UNIT_S, most, problem)
    best: Table = {}
    for (units, counts, marks), fronts in states.items():
        is_allowed = units * UNIT_S >= window.least_s and (marks & _Has.WANTED or not needs_wanted or not units)
        if not is_allowed or (marks & _Has.ROUNDED and not marks & _Has.OPENED):
            continue
        for front in fronts:
            value = front.bonus + coverage_worth(_unpacked(front.coverage, areas))
            key = units, (*counts, front.on_feet, marks >> _BLOCK_BITS)
            if key not in best or value > best[key].value:
                best[key] = Best(value, (front.chain,))
    return best


def _add(
    states: dict[_State, list[_Front]], group: Sequence[Candidate], most_units: int, most: Counts, problem: PlanProblem
) -> None:
    """Let every state be, and be extended by one candidate of `group`."""
    extended: defaultdict[_State, list[_Front]] = defaultdict(list)
    sums: dict[tuple[int, Candidate], int] = {}
    areas, limit_s = len(group[0].coverage), problem.most_on_feet_s
    most_feet = most_units if limit_s is None else limit_s // UNIT_S
    counted = [
        (one, one.seconds // UNIT_S, one.seconds // UNIT_S if limit_s is not None and not one.block else 0,
         _marks(one, problem))
        for one in group
    ]  # fmt: skip
    for (units, counts, marks), fronts in states.items():
        for one, more_units, more_feet, more_marks in counted:
            longer = units + more_units
            if longer > most_units:
                continue
            extension = extended[longer, _counted(counts, one, most), marks | more_marks]
            for coverage, bonus, spots, on_feet, chain in fronts:
                if spots + one.spots > MAX_SPOTS or on_feet + more_feet > most_feet:
                    continue
                if (more := sums.get((coverage, one))) is None:
                    have = _unpacked(coverage, areas)
                    more = sums[coverage, one] = _packed(map(sum, zip(have, one.coverage, strict=True)))
                extension.append(
                    _Front(more, bonus + one.bonus, spots + one.spots, on_feet + more_feet, Chain(one, chain))
                )
    for state, fronts in extended.items():
        states[state] = _pareto([*states.get(state, ()), *fronts], areas)


def _marks(one: Candidate, problem: PlanProblem) -> int:
    """Return what a candidate brings of what a choice must have."""
    has = _Has.WANTED * one.wanted | _Has.ROUNDED * one.rounds_back | _Has.OPENED * one.opens_chest
    return has | (1 << one.block + _BLOCK_BITS if one.block in problem.to_use else 0)


def _counted(counts: Counts, one: Candidate, most: Counts) -> Counts:
    if one.kind is not StepKind.PRESS and one.kind not in _SEPARATORS:
        return counts
    feet, seat, lying = counts
    match one.block:
        case Block.FEET:
            return min(feet + 1, most[0]), seat, lying
        case Block.SEAT:
            return feet, min(seat + 1, most[1]), lying
        case Block.LYING:
            return feet, seat, min(lying + 1, most[2])
        case _ as unreachable:
            assert_never(unreachable)


_BITS = 4
"""For one area in a packed coverage: three for up to 7 units, and one above them that is free for comparing."""
_MASK = (1 << _BITS) - 1


def _packed(coverage: Iterable[int]) -> int:
    return sum(min(units, ENOUGH_COVERAGE) << _BITS * area for area, units in enumerate(coverage))


def _unpacked(coverage: int, areas: int) -> tuple[int, ...]:
    return tuple(coverage >> _BITS * area & _MASK for area in range(areas))


def _pareto(fronts: Sequence[_Front], areas: int) -> list[_Front]:
    """Return those of `fronts` that no other one equals or exceeds in every respect; of equal ones the first."""
    guards = sum(1 << _BITS * area + _BITS - 1 for area in range(areas))
    kept: list[_Front] = []
    # More coverage in one area and no less in the others is a larger number: none is exceeded by a later one.
    for front in sorted(fronts, key=lambda one: (-one.coverage, -one.bonus, one.spots, one.on_feet)):
        coverage, bonus, spots, on_feet, _ = front
        for other in kept:
            # Where an area of `front` has more, its guard is borrowed from.
            if (
                other[1] >= bonus
                and other[2] <= spots
                and other[3] <= on_feet
                and (other[0] | guards) - coverage & guards == guards
            ):
                break
        else:
            kept.append(front)
    return kept


def links(chain: Chain | None) -> Iterator[Candidate]:
    """Yield the candidates of a chain."""
    while chain is not None:
        yield chain.last
        chain = chain.before
