"""The best choice of steps for a stated value, exact to the second, by dynamic programming.

Each kind of step is solved by itself: which steps, for each number of seconds. Then the kinds are put together so that
they fill the time. `docs/planning.md` states the value and the rules; the result is the same for the same input.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from backpain_cli.domain.routine.limits import MAX_SPOTS
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.planner.fronts import NOTHING, Best, Chain, Counts, Table, Use, kind_table, links
from backpain_cli.planner.problem import UNIT_S, Block, Candidate, PlanChoice, PlanProblem, TimeToFill, are_apart


class PlanTables(NamedTuple):
    """A problem, solved for every number of seconds up to some."""

    problem: PlanProblem
    pressed: Table
    others: Mapping[int, Sequence[tuple[Use, Best]]]
    """By seconds in units: all kinds besides pressing together."""


def solved(problem: PlanProblem, most_s: int) -> PlanTables:
    """Return `problem` solved for up to `most_s` seconds."""
    pressed = kind_table(problem, StepKind.PRESS, (MAX_SPOTS, MAX_SPOTS, MAX_SPOTS))
    feet, seat, lying = (max((use[block] - 1 for _, use in pressed), default=0) for block in Block)
    needed = max(feet, 0), max(seat, 0), max(lying, 0)
    others: Table = {(0, NOTHING): Best(0, ())}
    for kind in problem.windows:
        if kind is not StepKind.PRESS:
            of_kind = _undominated(kind_table(problem, kind, needed))
            others = _undominated(_joined(others, of_kind, needed, most_s // UNIT_S, problem))
    by_units: defaultdict[int, list[tuple[Use, Best]]] = defaultdict(list)
    for (units, use), other in others.items():
        by_units[units].append((use, other))
    return PlanTables(problem, pressed, by_units)


def best_choice(tables: PlanTables, time: TimeToFill) -> PlanChoice | None:
    """Return the choice with the highest value that fills the time; None where none keeps to the limits."""
    best: PlanChoice | None = None
    most_feet = _most_feet(tables.problem)
    must_use = sum(1 << block for block in tables.problem.to_use)
    for (press_units, pressing), press in tables.pressed.items():
        for rest_s in range(time.rest.least_s, time.rest.most_s + 1, UNIT_S):
            for use, other in tables.others.get((time.seconds - rest_s) // UNIT_S - press_units, ()):
                value = press.value + other.value - rest_s // UNIT_S
                if (
                    (best is None or value > best.value)
                    and are_apart(pressing[:3], use[:3])
                    and pressing[3] + use[3] <= most_feet
                    and pressing[4] | use[4] == must_use
                ):
                    best = PlanChoice(value, _chosen((*press.chains, *other.chains), tables.problem.candidates), rest_s)
    return best


def _most_feet(problem: PlanProblem) -> int:
    """Return how many units may be spent on the feet; where they do not matter none are counted."""
    return 0 if problem.most_on_feet_s is None else problem.most_on_feet_s // UNIT_S


def _joined(first: Table, second: Table, needed: Counts, most_units: int, problem: PlanProblem) -> Table:
    """Return the best of two kinds together; of steps between presses no more are counted than are `needed`."""
    joined: Table = {}
    most_on_feet, most_on_seat, most_lying = needed
    most_feet = _most_feet(problem)
    for (first_units, (feet, seat, lying, on_feet, used)), one in first.items():
        for (second_units, (more_feet, more_seat, more_lying, more_on_feet, more_used)), other in second.items():
            if (units := first_units + second_units) > most_units or on_feet + more_on_feet > most_feet:
                continue
            # This is the innermost loop: `min` would take half of its time.
            key = (
                units,
                (
                    count if (count := feet + more_feet) < most_on_feet else most_on_feet,
                    count if (count := seat + more_seat) < most_on_seat else most_on_seat,
                    count if (count := lying + more_lying) < most_lying else most_lying,
                    on_feet + more_on_feet,
                    used | more_used,
                ),
            )
            value = one.value + other.value
            if (known := joined.get(key)) is None or value > known.value:
                joined[key] = Best(value, (*one.chains, *other.chains))
    return joined


def _undominated(table: Table) -> Table:
    """Return `table` without what another use of the same seconds equals in value and in every rule."""
    by_units: defaultdict[int, list[tuple[Use, Best]]] = defaultdict(list)
    # None of these is exceeded by one that comes later.
    for (units, use), best in sorted(table.items(), key=lambda item: (-item[1].value, item[0])):
        kept = by_units[units]
        if not any(_serves(other, use) for other, _ in kept):
            kept.append((use, best))
    return {(units, use): best for units, kept in by_units.items() for use, best in kept}


def _serves(one: Use, other: Use) -> bool:
    """Return whether `one` keeps to every rule to which `other` does."""
    return (
        one[0] >= other[0]
        and one[1] >= other[1]
        and one[2] >= other[2]
        and one[3] <= other[3]
        and one[4] | other[4] == one[4]
    )


def _chosen(chains: Iterable[Chain | None], candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return those of `candidates` that are in `chains`."""
    keys = {one.key for chain in chains for one in links(chain)}
    return tuple(one for one in candidates if one.key in keys)
