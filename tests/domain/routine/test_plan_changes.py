"""Changes of a plan while it is done: the time that is left to the second, the pressure never higher."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.plan_changes import (
    ease_step,
    filler_index,
    rest_step,
    seated,
    with_hold,
    with_left_out_again,
    with_pressure,
    with_rest,
    without_muscle,
    without_rest_of_step,
)
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.domain.terms import Side
from tests.plans import check, muscle, plan, press, rest, small_plan, step


def times(laid_out: Plan) -> list[tuple[int, int]]:
    return [(segment.start, segment.end) for segment in laid_out.segments]


def test_the_plan_knows_what_was_added_and_taken() -> None:
    before = small_plan()
    assert (with_hold(before, 3, 25).added, with_hold(before, 3, 25).seconds) == (5, 125)
    assert (with_hold(before, 3, 12).added, with_hold(before, 3, 12).seconds) == (-8, 112)
    assert with_hold(with_hold(before, 3, 25), 5, 22).added == 7


def test_a_change_taken_back_leaves_the_plan_as_it_was() -> None:
    before = small_plan()
    assert with_hold(with_hold(before, 3, 25), 3, 20) == before


def test_a_hold_of_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="for 0 s"):
        with_hold(small_plan(), 3, 0)


def test_only_the_one_side_changes() -> None:
    after = with_hold(small_plan(), 5, 25)
    assert [segment.seconds for segment in after.segments if segment.step_number == 3] == [5, 25, 5, 20]


@pytest.mark.parametrize(
    ("before", "after"), [((4, 6), (2, 3)), ((3, 5), (1, 2)), ((1, 1), (1, 1)), ((0, 1), (1, 1)), ((1, 3), (1, 1))]
)
def test_half_the_pressure_is_rounded_down_and_never_below_one(before: tuple[int, int], after: tuple[int, int]) -> None:
    pressed = plan(check(20), step(StepKind.PRESS, hold=40, pressure=before))
    halved = ease_step(pressed, pressed.segments[1])
    assert halved.routine.steps[1].pressure == halved.segments[1].step.pressure == after
    assert times(halved) == times(pressed)


def test_where_nothing_is_pressed_half_the_pressure_changes_nothing() -> None:
    moved = plan(check(60))
    assert ease_step(moved, moved.segments[0]) == moved


def test_another_pressure_is_for_both_sides_of_its_step_alone() -> None:
    pressed = plan(press(sides=StepSides.BOTH), press(sides=StepSides.LEFT))
    changed = with_pressure(pressed, 1, (1, 2))
    assert {segment.step.pressure for segment in changed.segments if segment.step_number == 1} == {(1, 2)}
    assert {segment.step.pressure for segment in changed.segments if segment.step_number == 2} == {(4, 6)}
    assert times(changed) == times(pressed)


def test_a_rest_takes_all_the_time_of_its_step() -> None:
    pressed = small_plan()
    rested = with_rest(pressed, 2, rest_step(pressed.routine.steps[1], "It hurts."))
    (segment,) = (segment for segment in rested.segments if segment.step_number == 2)
    assert (segment.start, segment.end, segment.phase, segment.side) == (20, 55, Phase.HOLD, Side.NONE)
    assert segment.step is rested.routine.steps[1]
    assert (rested.seconds, rested.added) == (pressed.seconds, 0)


@pytest.mark.parametrize("seconds", [34, 36])
def test_a_rest_that_is_not_as_long_as_its_step_is_refused(seconds: int) -> None:
    with pytest.raises(ValueError, match=r"steps last \d+ s"):
        with_rest(small_plan(), 2, rest(seconds))


def test_a_muscle_that_hurt_is_pressed_in_no_later_step_and_others_are() -> None:
    other = press(sides=StepSides.LEFT)._replace(muscle=muscle("Piriformis"))
    pressed = plan(press(sides=StepSides.LEFT), other, press(sides=StepSides.RIGHT), press(sides=StepSides.BOTH))
    first = pressed.segments[0]
    left_alone = without_muscle(pressed, first)
    assert [each.kind for each in left_alone.routine.steps[:4]] == [
        StepKind.PRESS,
        StepKind.PRESS,
        StepKind.REST,
        StepKind.REST,
    ]
    assert left_alone.routine.steps[2].how.startswith("Gluteus medius hurt earlier in this session.")
    assert left_alone.seconds == pressed.seconds


def test_where_no_muscle_was_worked_on_nothing_is_left_out() -> None:
    pressed = plan(check(20), press())
    assert without_muscle(pressed, pressed.segments[0]) == pressed


@given(st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda pair: (min(pair), max(pair))))
def test_half_of_any_pressure_is_never_more_unless_it_was_none(pressure: tuple[int, int]) -> None:
    pressed = plan(step(StepKind.PRESS, hold=60, pressure=pressure))
    low, high = ease_step(pressed, pressed.segments[0]).routine.steps[0].pressure or (0, 0)
    assert 1 <= low <= high
    assert low <= max(1, pressure[0])
    assert high <= max(1, pressure[1])


def with_optional(rest_s: int = 60) -> Plan:
    """Return a plan of a check, an optional press on both sides, and a rest that takes the rest of the time."""
    optional = press(sides=StepSides.BOTH, hold=30)._replace(optional=True)
    return plan(check(20), optional, rest(rest_s)._replace(fills_rest=True))


@given(st.integers(20, 109), st.integers(30, 175))
def test_what_is_left_of_a_step_goes_to_the_rest_and_comes_back_to_the_second(second: int, rest_s: int) -> None:
    before = with_optional(rest_s)
    after = without_rest_of_step(before, second)
    index = filler_index(before)
    assert index is not None
    left_s, more_s = 110 - second, after.segments[index].seconds - rest_s
    assert more_s == min(left_s, 180 - rest_s)
    assert after.added == more_s - left_s
    assert after.start_of_step(3) == second
    assert with_left_out_again(after, 2) == before
    assert with_left_out_again(after, 3) == after


def test_a_step_that_something_else_replaced_meanwhile_comes_back_in_one_piece() -> None:
    left_out = seated(without_rest_of_step(with_optional(), 40))
    back = with_left_out_again(left_out, 2)
    assert back == seated(with_optional())
    assert [one.seconds for one in back.segments if one.step_number == 2] == [90]
