"""What a plan is asked for, as it was typed or asked, and what is easier to ask for where it has none."""

import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import ceil
from typing import NamedTuple

from backpain_cli.cli.errors import UsageError
from backpain_cli.domain.text import escape_for_terminal

USUAL_MIN = 15


class PlanArguments(NamedTuple):
    """What a plan is made for, as it was typed or asked."""

    words: tuple[str, ...]
    minutes: float
    tools: str
    places: str
    sorer: str
    without: tuple[str, ...]
    like: str

    @property
    def as_typed(self) -> str:
        """The arguments that ask for it again."""
        options = [f"--minutes {self.minutes:g}"] if self.minutes != USUAL_MIN else []
        named = {"tools": self.tools, "places": self.places, "sorer": self.sorer, "like": self.like}
        options += [f"--{name} {shlex.quote(value)}" for name, value in named.items() if value]
        options += [f"--without {shlex.quote(one)}" for one in self.without]
        return " ".join([*map(shlex.quote, self.words), *options])


def minutes_meant(written: str) -> float:
    """Return the minutes that `15`, `7.5`, `7:30` or `15 min` are.

    Raises:
        UsageError: it is none of these, or too long or too short.
    """
    from backpain_cli.library.routines.reader import parse_minutes
    from backpain_cli.planner.request import LONGEST_MIN, SHORTEST_MIN

    number = re.sub(r"\s*(m|mins?|minutes?)$", "", written.strip().casefold())
    try:
        halves, rest = divmod(parse_minutes(number), 30)
    except ValueError:
        halves, rest = 0, 0
    if rest or not 2 * SHORTEST_MIN <= halves <= 2 * LONGEST_MIN:
        shown = escape_for_terminal(written, most=40)
        raise UsageError(
            f"--minutes: `{shown}` must be {SHORTEST_MIN} to {LONGEST_MIN}, in whole or half minutes.",
            "Write it as `15`, `7.5` or `7:30`.",
        )
    return halves / 2


HasPlan = Callable[[PlanArguments], bool]


def easier_to_ask(wanted: PlanArguments, has_plan: HasPlan) -> str:
    """Return the ways to ask for something that has a plan: those that drop the fewest options.

    Args:
        wanted: has no plan.
        has_plan: returns whether something easier has one.
    """
    options = [f"--{name}" for name in ("tools", "places") if getattr(wanted, name)]
    options += [f"--without {name}" for name in wanted.without]
    for size in range(1, len(options) + 2):
        ways = [*_ways(wanted, options, size, has_plan), *_shorter_ways(wanted, options, size, has_plan)]
        if ways:
            return f"You could {', or '.join(ways)}."
    return "`backpain routines` lists what there is."


def _ways(wanted: PlanArguments, options: Sequence[str], size: int, has_plan: HasPlan) -> Iterator[str]:
    for dropped in combinations(options, size):
        if has_plan(_without(wanted, dropped)):
            yield f"drop {' and '.join(dropped)}"


def _shorter_ways(wanted: PlanArguments, options: Sequence[str], size: int, has_plan: HasPlan) -> Iterator[str]:
    """Yield the ways in which the length counts as one option."""
    from backpain_cli.planner.request import SHORTEST_MIN

    for dropped in combinations(options, size - 1):
        easier = _without(wanted, dropped)
        for minutes in range(ceil(wanted.minutes) - 1, SHORTEST_MIN - 1, -1):
            if has_plan(easier._replace(minutes=minutes)):
                drop = [f"drop {' and '.join(dropped)}"] if dropped else []
                yield " and ".join([*drop, f"ask for --minutes {minutes}"])
                break


def _without(wanted: PlanArguments, dropped: Sequence[str]) -> PlanArguments:
    names = [one for one in wanted.without if f"--without {one}" not in dropped]
    return wanted._replace(
        tools="" if "--tools" in dropped else wanted.tools,
        places="" if "--places" in dropped else wanted.places,
        without=tuple(names),
    )
