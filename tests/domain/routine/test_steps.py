"""Kinds of step with their traits, and how long one step lasts."""

import pytest

from backpain_cli.domain.routine.plan_changes import rest_step
from backpain_cli.domain.routine.steps import KIND_TRAITS, StepKind, StepSides, plain_step
from backpain_cli.domain.terms import Place
from tests.plans import press, step


def test_every_kind_of_step_has_its_row_of_traits() -> None:
    assert list(KIND_TRAITS) == list(StepKind)
    for kind, traits in KIND_TRAITS.items():
        # One thing is done in a step, and the rules for it depend on which.
        assert sum([traits.presses, traits.stretches, traits.moves, traits.rests, traits.breathes]) == 1, kind
        assert traits.is_hold is (traits.presses or traits.stretches), kind
        assert 0 <= traits.hold_s <= traits.longest_hold_s, kind


def test_a_step_of_two_sides_lasts_as_long_as_both_and_the_change_between_them() -> None:
    assert step(sides=StepSides.BOTH, ready=1, find=2, hold=30, change=4).seconds == 1 + 2 * (2 + 30) + 4
    assert step(sides=StepSides.LEFT, ready=1, find=2, hold=30, change=4).seconds == 1 + 2 + 30


@pytest.mark.parametrize("kind", StepKind)
def test_a_plain_step_lasts_as_long_as_it_should_and_has_nothing_to_press(kind: StepKind) -> None:
    plain = plain_step(kind, title="T", do="Do.", place=Place.WALL, seconds=25)
    assert (plain.seconds, plain.cap, plain.sides) == (25, 25, StepSides.NONE)
    assert (plain.pressure, plain.muscle, plain.point, plain.stretch) == (None, None, None, None)


def test_a_rest_instead_of_a_step_is_as_long_in_the_same_place_and_says_why() -> None:
    pressed = press(sides=StepSides.BOTH)
    rest = rest_step(pressed, "It hurt.")
    assert (rest.kind, rest.title, rest.place) == (StepKind.REST, "Rest, instead of gluteus medius", pressed.place)
    assert (rest.seconds, rest.cap) == (pressed.seconds, pressed.seconds)
    assert rest.how.startswith("It hurt.")
    assert (rest.pressure, rest.point, rest.tool) == (None, None, "none")


def test_what_takes_the_place_of_a_step_may_be_left_out_or_takes_the_rest_of_the_time_as_that_did() -> None:
    for one in (press()._replace(optional=True), step(StepKind.REST)._replace(fills_rest=True), press()):
        instead = rest_step(one, "It hurt.")
        assert (instead.optional, instead.fills_rest) == (one.optional, one.fills_rest)
