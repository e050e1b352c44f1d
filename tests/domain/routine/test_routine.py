"""What a routine refuses, and what the kinds of step have in common."""

from dataclasses import replace

import pytest

from backpain_cli.domain.anatomy.records import TriggerPoint
from backpain_cli.domain.routine.steps import Step, StepKind
from backpain_cli.domain.terms import SafetyClass
from tests.plans import rest, routine, step, technique, trigger_point


@pytest.mark.parametrize("seconds", [1, 59, 61, 120])
def test_steps_that_do_not_fill_the_minutes_are_refused(seconds: int) -> None:
    with pytest.raises(ValueError, match=f"steps last {seconds} s, and 1 minutes are 60 s"):
        replace(routine(rest(60)), steps=(rest(seconds),))


def test_a_routine_without_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="steps last 0 s"):
        replace(routine(rest(60)), steps=())


@pytest.mark.parametrize(
    ("kind", "hold", "cap", "longest"),
    [
        (StepKind.PRESS, 30, 91, 90),
        (StepKind.PRESS, 60, 50, 90),
        (StepKind.PRESS, 0, 60, 90),
        (StepKind.STRETCH, 30, 61, 60),
        (StepKind.STRETCH, 60, 30, 60),
        (StepKind.CHECK, 30, 20, 7200),
        (StepKind.MOVE, 30, 7201, 7200),
        (StepKind.REST, -60, 60, 7200),
    ],
)
def test_a_hold_beyond_the_cap_of_its_step_or_kind_is_refused(
    kind: StepKind, hold: int, cap: int, longest: int
) -> None:
    with pytest.raises(ValueError, match=f"step 1: a hold of {hold} s with a cap of {cap} s; the limit is {longest} s"):
        routine(step(kind, hold=hold, cap=cap))


def pressed(point: TriggerPoint, pressure: tuple[int, int] | None) -> Step:
    return step(StepKind.PRESS, hold=60, pressure=pressure)._replace(point=point)


@pytest.mark.parametrize("safety_class", [SafetyClass.C, SafetyClass.D])
@pytest.mark.parametrize("pressure", [None, (1, 1)])
def test_a_step_that_presses_a_class_c_or_d_point_is_refused(
    safety_class: SafetyClass, pressure: tuple[int, int] | None
) -> None:
    with pytest.raises(
        ValueError, match=f"step 2: gluteus-medius/1 is of class {safety_class} and must not be pressed"
    ):
        routine(rest(60), pressed(trigger_point(safety_class), pressure))


@pytest.mark.parametrize(("safety_class", "highest"), [(SafetyClass.A, 6), (SafetyClass.B, 4)])
def test_a_step_that_presses_harder_than_its_class_allows_is_refused(safety_class: SafetyClass, highest: int) -> None:
    point = trigger_point(safety_class, technique())
    with pytest.raises(ValueError, match=f"step 1: the pressure is above the limit of class {safety_class}"):
        routine(pressed(point, (1, highest + 1)))
    assert routine(pressed(point, (1, highest))).steps[0].pressure == (1, highest)
