"""How long a plan may be as it is typed, and the smallest changes of a request that make a plan possible."""

from collections.abc import Callable

import pytest

from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.plan_arguments import PlanArguments, easier_to_ask, minutes_meant

WANTED = PlanArguments(("neck",), 10, "none", "standing", "", ("march", "walk"), "")


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("3", 3), ("3.5", 3.5), ("7:30", 7.5), ("15m", 15), ("15 min", 15), (" 30 Minutes ", 30)],
)
def test_a_length_is_whole_or_half_minutes(written: str, minutes: float) -> None:
    assert minutes_meant(written) == minutes


@pytest.mark.parametrize("written", ["2", "2.5", "31", "30.5", "7:20", "x", "", "-5", "15s", "1e1"])
def test_another_length_is_refused_with_what_may_be(written: str) -> None:
    with pytest.raises(UsageError, match="must be 3 to 30, in whole or half minutes"):
        minutes_meant(written)


@pytest.mark.parametrize(
    ("has_plan", "says"),
    [
        (lambda one: not one.tools, "You could drop --tools."),
        (lambda one: not one.tools or one.minutes <= 7, "You could drop --tools, or ask for --minutes 7."),
        (lambda one: "walk" not in one.without, "You could drop --without walk."),
        (lambda one: not one.tools and not one.places, "You could drop --tools and --places."),
        (lambda one: not one.places and one.minutes < 6, "You could drop --places and ask for --minutes 5."),
        (lambda one: not (one.tools or one.places or one.without) and one.minutes == 3,
         "You could drop --tools and --places and --without march and --without walk and ask for --minutes 3."),
        (lambda _: False, "`backpain routines` lists what there is."),
    ],
)  # fmt: skip
def test_the_smallest_change_is_named_and_all_of_that_size(
    has_plan: Callable[[PlanArguments], bool], says: str
) -> None:
    assert easier_to_ask(WANTED, has_plan) == says
