"""What the shipped routines are made of: seconds of each kind to the second, limits, and how much of them is talk."""

import runpy
from pathlib import Path

import pytest

from backpain_cli.domain.routine.guidance import NOT_REVIEWED
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.limits import limit_breaches
from backpain_cli.domain.routine.mix import mix_notices, mix_of
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.safety.triage import regions_before
from backpain_cli.domain.terms import Place, SafetyClass
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from tests.data.test_format_2 import FORMAT_2

ROUTINES = {routine.key: routine for routine in load_shipped_routines(load_atlas())}
SHIPPED = [pytest.param(routine, id=routine.key) for routine in ROUTINES.values()]
HEAD, *ROWS = [line.split() for line in (FORMAT_2 / "seconds.txt").read_text(encoding="utf-8").splitlines()]
MIX = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "routine_mix.py"))
"""What writes the page about the mix."""
WITHIN_S = {
    StepKind.PRESS: (240, 420), StepKind.STRETCH: (100, 240), StepKind.MOVE: (90, 900),
    StepKind.STRENGTHEN: (45, 300), StepKind.BREATHE: (20, 120), StepKind.CHECK: (40, 80),
}  # fmt: skip
"""The least and the most of each kind in 15 minutes with pressing."""
MOST_FOR_PLACES_S = 95
"""Of getting down and up again and sitting down; the last rest is not one of these."""
LEVELS = (1, 2, 3)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_kind_takes_the_seconds_of_the_table(row: list[str]) -> None:
    found = mix_of(ROUTINES[row[0]].steps).by_kind
    assert found == dict(zip(map(StepKind, HEAD[1:]), map(int, row[1:]), strict=True))


def test_the_table_has_every_routine() -> None:
    assert {row[0] for row in ROWS} == set(ROUTINES)


@pytest.mark.parametrize("routine", SHIPPED)
def test_the_limits_of_the_mix_are_kept(routine: Routine) -> None:
    assert limit_breaches(routine.steps) == []
    assert mix_notices(routine.steps) == []


@pytest.mark.parametrize("routine", SHIPPED)
def test_fifteen_minutes_with_pressing_have_enough_of_each_kind_and_not_too_much(routine: Routine) -> None:
    mix = mix_of(routine.steps).by_kind
    if mix[StepKind.PRESS] and routine.minutes == 15:
        outside = {kind: mix[kind] for kind, (least, most) in WITHIN_S.items() if not least <= mix[kind] <= most}
        assert outside == {}
        assert mix[StepKind.REST] - routine.steps[-1].seconds <= MOST_FOR_PLACES_S


@pytest.mark.parametrize("routine", SHIPPED)
def test_nobody_goes_down_twice(routine: Routine) -> None:
    assert mix_of(routine.steps).times_down == any(step.place.height is Place.FLOOR for step in routine.steps)


@pytest.mark.parametrize("routine", SHIPPED)
def test_nothing_is_pressed_that_must_not_be(routine: Routine) -> None:
    for step in routine.steps:
        assert step.point is None or step.point.safety_class in {SafetyClass.A, SafetyClass.B}


@pytest.mark.parametrize("routine", SHIPPED)
def test_most_of_a_session_is_quiet(routine: Routine) -> None:
    assert 0 < MIX["talk_share"](lay_out(routine)) <= MIX["MOST_TALK"]


@pytest.mark.parametrize("routine", SHIPPED)
def test_each_says_for_whom_it_is_and_is_not_and_how_it_is_grouped(routine: Routine) -> None:
    guidance = routine.guidance
    assert guidance.occasion is not None
    assert guidance.level in LEVELS
    assert guidance.suits.endswith(".")
    assert guidance.not_for
    assert all(one.text.endswith(".") for one in guidance.not_for)


def test_two_say_that_no_clinician_has_reviewed_them() -> None:
    warned = {key for key, routine in ROUTINES.items() if routine.guidance.warning == NOT_REVIEWED}
    assert warned == {"leg-pain", "neck-headache"}


def test_leg_pain_presses_nothing_and_says_its_rule_before_what_is_optional() -> None:
    routine = ROUTINES["leg-pain"]
    assert not any(step.traits.presses for step in routine.steps)
    assert routine.guidance.rule.startswith("Go on only while the leg pain gets less")
    first = next(number for number, step in enumerate(routine.steps) if step.optional)
    assert "Go on only while the leg pain gets less" in routine.steps[first - 1].do
    assert regions_before(routine) == {"lumbar"}


def test_a_bad_day_and_a_desk_press_and_hold_nothing() -> None:
    for key in ("flare-up", "desk-break", "bed"):
        assert not any(step.traits.presses for step in ROUTINES[key].steps)
    assert not any(step.traits.stretches for step in ROUTINES["flare-up"].steps)


def test_strength_begins_at_level_one_and_each_level_of_it_has_a_routine() -> None:
    for level in LEVELS:
        routine = ROUTINES[f"stronger-back-{level}"]
        assert routine.guidance.level == level
        worked = {step.level for step in routine.steps if step.kind is StepKind.STRENGTHEN}
        assert max(worked) == level
        assert any(step.place is Place.FLOOR for step in routine.steps)
