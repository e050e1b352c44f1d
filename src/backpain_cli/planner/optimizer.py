"""The best choice of steps for a stated value, exact to the second, by dynamic programming.

Each kind of step is solved by itself: which steps, for each number of seconds. Then the kinds are put together so that
they fill the time. `docs/planning.md` states the value and the rules; the result is the same for the same input.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from backpain_cli.domain.routine.limits import MAX_SPOTS
from backpain_cli.domain.routine.steps import StepKind

UNIT_S = 5
"""Every candidate lasts a multiple of so many seconds."""
_GAINS = (10, 8, 6, 4, 2, 1)
"""What each further unit of coverage of an area is worth: the first counts most, the seventh nothing."""
COVERAGE_WORTH = tuple(sum(_GAINS[:count]) for count in range(len(_GAINS) + 1))
ENOUGH_COVERAGE = len(_GAINS)
_SEPARATORS = frozenset({StepKind.MOVE, StepKind.STRENGTHEN})
"""One of these parts two presses in the same block, so that nobody stands still for long."""


class Block(IntEnum):
    """A part of a plan that is done without changing place; they follow each other in this order."""

    FEET = 0
    SEAT = 1
    LYING = 2


class Candidate(NamedTuple):
    """A step that could be in a plan."""

    key: str
    group: str
    """Of the candidates of one group at most one is chosen: the forms of one step."""
    kind: StepKind
    seconds: int
    block: Block
    coverage: tuple[int, ...]
    """How well it is published for each of the areas asked for: 2 mainly felt there, 1 felt there too, 0 not.

    Empty for kinds without published maps; in one kind all have the same number of areas.
    """
    bonus: int
    """What it is worth besides."""
    spots: int = 0
    """How many spots it presses."""
    wanted: bool = False
    """Whether it is one of those of which a plan has at least one: a muscle that is felt elsewhere, an opponent."""


class Window(NamedTuple):
    """From and to, in seconds."""

    least_s: int
    most_s: int


class PlanProblem(NamedTuple):
    """What is to be chosen from, and how much of each kind."""

    candidates: tuple[Candidate, ...]
    windows: Mapping[StepKind, Window]
    """How many seconds each kind may have in all; a kind that is missing has none."""


class TimeToFill(NamedTuple):
    """What a choice has to fill."""

    seconds: int
    """By the choice and a rest."""
    rest: Window


class PlanChoice(NamedTuple):
    """The best choice."""

    value: int
    chosen: tuple[Candidate, ...]
    rest_s: int


class _Chain(NamedTuple):
    """Chosen candidates, the last one first."""

    last: Candidate
    before: "_Chain | None"


class _Front(NamedTuple):
    """One way to use some seconds of one kind."""

    coverage: int
    """Of all areas, packed."""
    bonus: int
    spots: int
    chain: _Chain | None


class _Best(NamedTuple):
    """The best way to use some seconds with some number of presses, or of steps between presses."""

    value: int
    chains: tuple[_Chain | None, ...]


_Counts = tuple[int, int, int]
"""Presses, or steps between presses, for each block."""
_State = tuple[int, _Counts, bool]
"""Seconds in units, the counts, and whether a wanted one is in."""
_Table = dict[tuple[int, _Counts], _Best]


class PlanTables(NamedTuple):
    """A problem, solved for every number of seconds up to some."""

    candidates: tuple[Candidate, ...]
    pressed: _Table
    others: Mapping[int, Sequence[tuple[_Counts, _Best]]]
    """By seconds in units: all kinds besides pressing together."""


def solved(problem: PlanProblem, most_s: int) -> PlanTables:
    """Return `problem` solved for up to `most_s` seconds."""
    pressed = _table(problem, StepKind.PRESS)
    needed = tuple(max(0, *(counts[block] - 1 for _, counts in pressed), 0) for block in Block)
    nothing: _Table = {(0, (0, 0, 0)): _Best(0, ())}
    others, most_units = nothing, most_s // UNIT_S
    for kind in problem.windows:
        if kind is not StepKind.PRESS:
            of_kind = _undominated(_joined(nothing, _table(problem, kind), needed, most_units))
            others = _undominated(_joined(others, of_kind, needed, most_units))
    by_units: defaultdict[int, list[tuple[_Counts, _Best]]] = defaultdict(list)
    for (units, between), other in others.items():
        by_units[units].append((between, other))
    return PlanTables(problem.candidates, pressed, by_units)


def best_choice(tables: PlanTables, time: TimeToFill) -> PlanChoice | None:
    """Return the choice with the highest value that fills the time; None where none keeps to the limits."""
    best: PlanChoice | None = None
    for (press_units, presses), press in tables.pressed.items():
        for rest_s in range(time.rest.least_s, time.rest.most_s + 1, UNIT_S):
            for between, other in tables.others.get((time.seconds - rest_s) // UNIT_S - press_units, ()):
                value = press.value + other.value - rest_s // UNIT_S
                if (best is None or value > best.value) and are_apart(presses, between):
                    best = PlanChoice(value, _chosen((*press.chains, *other.chains), tables.candidates), rest_s)
    return best


def are_apart(presses: Sequence[int], between: Sequence[int]) -> bool:
    """Return whether in each block there is a step to put between any two presses."""
    return all(pressed <= parting + 1 for pressed, parting in zip(presses, between, strict=True))


def choice_value(chosen: Iterable[Candidate], rest_s: int) -> int:
    """Return the value of a choice: for each kind what the areas gain, and all that its steps are worth besides."""
    value = -(rest_s // UNIT_S)
    coverage: defaultdict[StepKind, Counter[int]] = defaultdict(Counter)
    for one in chosen:
        value += one.bonus
        coverage[one.kind].update(dict(enumerate(one.coverage)))
    return value + sum(_worth(tuple(areas.values())) for areas in coverage.values())


def _worth(coverage: Iterable[int]) -> int:
    return sum(COVERAGE_WORTH[min(units, ENOUGH_COVERAGE)] for units in coverage)


_BITS = 4
"""For one area in a packed coverage: three for up to 7 units, and one above them that is free for comparing."""
_MASK = (1 << _BITS) - 1


def _packed(coverage: Iterable[int]) -> int:
    return sum(min(units, ENOUGH_COVERAGE) << _BITS * area for area, units in enumerate(coverage))


def _unpacked(coverage: int, areas: int) -> tuple[int, ...]:
    return tuple(coverage >> _BITS * area & _MASK for area in range(areas))


def _table(problem: PlanProblem, kind: StepKind) -> _Table:
    """Return the best of one kind for each number of seconds within its window, and for each number of presses."""
    window = problem.windows.get(kind, Window(0, 0))
    candidates = [one for one in problem.candidates if one.kind is kind]
    groups: defaultdict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        groups[one.group].append(one)
    needs_wanted = any(one.wanted for one in candidates)
    areas = len(candidates[0].coverage) if candidates else 0
    states: dict[_State, list[_Front]] = {(0, (0, 0, 0), False): [_Front(0, 0, 0, None)]}
    for group in groups.values():
        _add(states, group, areas, window.most_s // UNIT_S)
    best: _Table = {}
    for (units, counts, has_wanted), fronts in states.items():
        is_allowed = units * UNIT_S >= window.least_s and (has_wanted or not needs_wanted or not units)
        for front in fronts if is_allowed else ():
            value = front.bonus + _worth(_unpacked(front.coverage, areas))
            if (units, counts) not in best or value > best[units, counts].value:
                best[units, counts] = _Best(value, (front.chain,))
    return best


def _add(states: dict[_State, list[_Front]], group: Sequence[Candidate], areas: int, most_units: int) -> None:
    """Let every state be, and be extended by one candidate of `group`."""
    extended: defaultdict[_State, list[_Front]] = defaultdict(list)
    sums: dict[tuple[int, Candidate], int] = {}
    for (units, counts, has_wanted), fronts in states.items():
        for one in group:
            longer = units + one.seconds // UNIT_S
            if longer > most_units:
                continue
            state = longer, _counted(counts, one), has_wanted or one.wanted
            for coverage, bonus, spots, chain in fronts:
                if spots + one.spots > MAX_SPOTS:
                    continue
                if (more := sums.get((coverage, one))) is None:
                    have = _unpacked(coverage, areas)
                    more = sums[coverage, one] = _packed(map(sum, zip(have, one.coverage, strict=True)))
                extended[state].append(_Front(more, bonus + one.bonus, spots + one.spots, _Chain(one, chain)))
    for state, fronts in extended.items():
        states[state] = _pareto([*states.get(state, ()), *fronts], areas)


def _counted(counts: _Counts, one: Candidate) -> _Counts:
    if one.kind is not StepKind.PRESS and one.kind not in _SEPARATORS:
        return counts
    feet, seat, lying = counts
    block = one.block
    return feet + (block is Block.FEET), seat + (block is Block.SEAT), lying + (block is Block.LYING)


def _pareto(fronts: Iterable[_Front], areas: int) -> list[_Front]:
    """Return those of `fronts` that no other one equals or exceeds in every respect; of equal ones the first."""
    guards = sum(1 << _BITS * area + _BITS - 1 for area in range(areas))
    kept: list[_Front] = []
    # More coverage in one area and no less in the others is a larger number: none is exceeded by a later one.
    for front in sorted(fronts, key=lambda one: (-one.coverage, -one.bonus, one.spots)):
        coverage, bonus, spots, _ = front
        for other in kept:
            # Where an area of `front` has more, its guard is borrowed from.
            if other[1] >= bonus and other[2] <= spots and (other[0] | guards) - coverage & guards == guards:
                break
        else:
            kept.append(front)
    return kept


def _joined(first: _Table, second: _Table, needed: Sequence[int], most_units: int) -> _Table:
    """Return the best of two kinds together; of steps between presses no more are counted than are `needed`."""
    joined: _Table = {}
    most_feet, most_seat, most_lying = needed
    for (first_units, (feet, seat, lying)), one in first.items():
        for (second_units, (more_feet, more_seat, more_lying)), other in second.items():
            if (units := first_units + second_units) > most_units:
                continue
            on_feet, on_seat, on_back = feet + more_feet, seat + more_seat, lying + more_lying
            # This is the innermost loop: `min` would take half of its time.
            counts = (
                on_feet if on_feet < most_feet else most_feet,
                on_seat if on_seat < most_seat else most_seat,
                on_back if on_back < most_lying else most_lying,
            )
            value = one.value + other.value
            if (known := joined.get((units, counts))) is None or value > known.value:
                joined[units, counts] = _Best(value, (*one.chains, *other.chains))
    return joined


def _undominated(table: _Table) -> _Table:
    """Return `table` without what another use of the same seconds equals in value and in parting presses."""
    by_units: defaultdict[int, list[tuple[_Counts, _Best]]] = defaultdict(list)
    # None of these is exceeded by one that comes later.
    for (units, counts), best in sorted(table.items(), key=lambda item: (-item[1].value, item[0])):
        kept = by_units[units]
        if not any(_serves(other, counts) for other, _ in kept):
            kept.append((counts, best))
    return {(units, counts): best for units, kept in by_units.items() for counts, best in kept}


def _serves(one: _Counts, other: _Counts) -> bool:
    """Return whether `one` parts as many presses in each block as `other`."""
    return one[0] >= other[0] and one[1] >= other[1] and one[2] >= other[2]


def _chosen(chains: Iterable[_Chain | None], candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return those of `candidates` that are in `chains`."""
    keys = {one.key for chain in chains for one in _links(chain)}
    return tuple(one for one in candidates if one.key in keys)


def _links(chain: _Chain | None) -> Iterator[Candidate]:
    while chain is not None:
        yield chain.last
        chain = chain.before
