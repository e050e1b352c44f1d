"""What is to be chosen from, by which rules, and what a choice is worth."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from backpain_cli.domain.routine.steps import StepKind

UNIT_S = 5
"""Every candidate lasts a multiple of so many seconds."""
_GAINS = (10, 8, 6, 4, 2, 1)
"""What each further unit of coverage of an area is worth: the first counts most, the seventh nothing."""
COVERAGE_WORTH = tuple(sum(_GAINS[:count]) for count in range(len(_GAINS) + 1))
ENOUGH_COVERAGE = len(_GAINS)


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
    rounds_back: bool = False
    """Whether it is in a plan only together with one of its kind that opens the chest."""
    opens_chest: bool = False


class Window(NamedTuple):
    """From and to, in seconds."""

    least_s: int
    most_s: int


class PlanProblem(NamedTuple):
    """What is to be chosen from, and how much of each kind."""

    candidates: tuple[Candidate, ...]
    windows: Mapping[StepKind, Window]
    """How many seconds each kind may have in all; a kind that is missing has none."""
    most_on_feet_s: int | None = None
    """How long the chosen may be on the feet in all; as long as they like where it is not given."""
    to_use: frozenset[Block] = frozenset()
    """The blocks in which at least one is chosen."""


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


def can_fill(problem: PlanProblem, time: TimeToFill) -> bool:
    """Return whether there is enough of every kind; where there is not, nothing needs to be solved."""
    longest: defaultdict[StepKind, dict[str, int]] = defaultdict(dict)
    for one in problem.candidates:
        groups = longest[one.kind]
        groups[one.group] = max(groups.get(one.group, 0), one.seconds)
    there = {kind: sum(longest[kind].values()) for kind in problem.windows}
    if any(there[kind] < window.least_s for kind, window in problem.windows.items()):
        return False
    most_s = sum(min(there[kind], window.most_s) for kind, window in problem.windows.items())
    return most_s + time.rest.most_s >= time.seconds


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
    return value + sum(coverage_worth(areas.values()) for areas in coverage.values())


def coverage_worth(coverage: Iterable[int]) -> int:
    """Return what the coverage of some areas is worth."""
    return sum(COVERAGE_WORTH[min(units, ENOUGH_COVERAGE)] for units in coverage)
