"""How much one spot and one session may get."""

import pytest

from backpain_cli.domain.anatomy.records import TriggerPoint
from backpain_cli.domain.routine.limits import MAX_HOLDS_PER_SPOT, MAX_SPOTS, limit_breaches
from backpain_cli.domain.routine.steps import Step, StepKind, StepSides
from tests.plans import step, technique, trigger_point


def point(number: int = 1) -> TriggerPoint:
    return trigger_point(pressed=technique(), number=number)


def press(number: int = 1, sides: StepSides = StepSides.LEFT) -> Step:
    return step(StepKind.PRESS, sides=sides)._replace(point=point(number))


def breaches(*steps: Step) -> list[int]:
    return [breach.step_number for breach in limit_breaches(steps)]


def test_a_spot_is_held_twice_and_not_a_third_time() -> None:
    assert MAX_HOLDS_PER_SPOT == 2
    assert breaches(press(), press()) == []
    assert breaches(press(), press(), press()) == [3]
    (breach,) = limit_breaches([press(), press(), press()])
    assert "gluteus-medius/1 is held more than 2 times on one side" in breach.message
    assert "slow movement" in breach.hint


@pytest.mark.parametrize(
    ("first", "second", "third", "is_breach"),
    [
        (StepSides.LEFT, StepSides.LEFT, StepSides.RIGHT, False),
        (StepSides.BOTH, StepSides.LEFT, StepSides.RIGHT, False),
        (StepSides.BOTH, StepSides.BOTH, StepSides.RIGHT, True),
        (StepSides.EASIER_FIRST, StepSides.LEFT, StepSides.LEFT, True),
        # It may be either side, so it counts for both.
        (StepSides.SORER_ONLY, StepSides.LEFT, StepSides.LEFT, True),
        (StepSides.SORER_ONLY, StepSides.LEFT, StepSides.RIGHT, False),
        (StepSides.NONE, StepSides.RIGHT, StepSides.RIGHT, True),
    ],
)
def test_each_side_of_a_point_is_a_spot(first: StepSides, second: StepSides, third: StepSides, is_breach: bool) -> None:
    assert breaches(press(sides=first), press(sides=second), press(sides=third)) == ([3] if is_breach else [])


def test_a_session_presses_eight_spots_and_no_ninth() -> None:
    assert MAX_SPOTS == 8
    on_both_sides = [press(number, StepSides.BOTH) for number in range(1, 5)]
    assert breaches(*on_both_sides) == []
    assert breaches(*on_both_sides, press(5)) == [5]
    assert "9 spots are pressed" in limit_breaches([*on_both_sides, press(5)])[0].message
    # What was pressed already is no new spot.
    assert breaches(*on_both_sides, press(1)) == []


@pytest.mark.parametrize("kind", [kind for kind in StepKind if kind is not StepKind.PRESS])
def test_what_presses_nothing_has_no_limit(kind: StepKind) -> None:
    assert breaches(*[step(kind)] * 20) == []
