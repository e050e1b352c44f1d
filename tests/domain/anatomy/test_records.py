"""What the vocabulary refuses: points that must not be pressed, and doses beyond the limits."""

from itertools import product

import pytest

from backpain_cli.domain.terms import LONGEST_HOLD_SECONDS, LONGEST_STRETCH_SECONDS, SafetyClass
from tests.plans import known_stretch, technique, trigger_point


@pytest.mark.parametrize("safety_class", [SafetyClass.C, SafetyClass.D])
@pytest.mark.parametrize("pressure", [(0, 0), (1, 1), (2, 4)])
def test_a_class_c_or_d_point_with_a_technique_is_refused(safety_class: SafetyClass, pressure: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=f"class {safety_class} and must not be pressed"):
        trigger_point(safety_class, technique(pressure=pressure))
    assert trigger_point(safety_class).technique is None


@pytest.mark.parametrize("safety_class", [SafetyClass.A, SafetyClass.B])
def test_a_class_a_or_b_point_without_a_technique_is_refused(safety_class: SafetyClass) -> None:
    with pytest.raises(ValueError, match=f"gluteus-medius/1 is of class {safety_class} and has no technique"):
        trigger_point(safety_class)


@pytest.mark.parametrize(("safety_class", "highest"), [(SafetyClass.A, 6), (SafetyClass.B, 4)])
def test_a_pressure_above_the_limit_of_the_class_is_refused(safety_class: SafetyClass, highest: int) -> None:
    for high in range(highest + 1, 11):
        with pytest.raises(ValueError, match=f"pressure is above the limit of class {safety_class}"):
            trigger_point(safety_class, technique(pressure=(1, high)))
    for low, high in product(range(highest + 1), repeat=2):
        if low <= high:
            assert trigger_point(safety_class, technique(pressure=(low, high))).technique is not None


@pytest.mark.parametrize("pressure", [(-1, 3), (4, 3), (3, 11), (11, 11), (-2, -1)])
def test_a_pressure_that_is_not_on_the_scale_is_refused(pressure: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=f"{pressure[0]} to {pressure[1]} is not on the scale of 0 to 10"):
        technique(pressure=pressure)


@pytest.mark.parametrize(("hold", "cap"), [(91, 91), (30, 91), (61, 60), (0, 60), (-5, 60)])
def test_a_hold_of_a_point_beyond_its_cap_or_90_seconds_is_refused(hold: int, cap: int) -> None:
    with pytest.raises(ValueError, match=f"hold of {hold} s with a cap of {cap} s; the limit is 90 s"):
        technique(hold=hold, cap=cap)
    assert technique(hold=LONGEST_HOLD_SECONDS, cap=LONGEST_HOLD_SECONDS).cap == 90


@pytest.mark.parametrize(("hold", "cap"), [(61, 61), (30, 61), (31, 30), (0, 60), (-5, 60)])
def test_a_hold_of_a_stretch_beyond_its_cap_or_60_seconds_is_refused(hold: int, cap: int) -> None:
    with pytest.raises(ValueError, match=f"figure-four: a hold of {hold} s with a cap of {cap} s; the limit is 60 s"):
        known_stretch(hold=hold, cap=cap)
    assert known_stretch(hold=LONGEST_STRETCH_SECONDS, cap=LONGEST_STRETCH_SECONDS).cap == 60


def test_only_a_stretch_that_says_why_is_held_longer_and_no_longer_than_two_minutes() -> None:
    assert known_stretch(hold=30, cap=120, held_longer="A position of rest.").longest_s == 120
    with pytest.raises(ValueError, match="the limit is 120 s"):
        known_stretch(hold=30, cap=121, held_longer="A position of rest.")
