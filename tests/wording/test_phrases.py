"""Phrases that several outputs share: one for each member of an enum, and none where there is nothing to name."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.evidence import EvidenceGrade
from backpain_cli.domain.anatomy.records import ReferredZone
from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.routine.routine import StepReference
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.safety.plan_rules import RuleAction
from backpain_cli.domain.terms import Outcome, Place, SafetyClass, Side, ZoneKind, ZoneSide
from backpain_cli.wording.phrases import (
    TEXTS_OF_A_SHEET,
    TEXTS_OF_THE_LINES,
    announcement,
    areas_phrase,
    class_meaning,
    counted,
    easing_phrase,
    grade_meaning,
    outcome_sentence,
    phase_label,
    place_phrase,
    pressure_phrase,
    side_phrase,
    step_heading,
    step_texts,
    times_phrase,
    treatment_phrase,
    zone_phrase,
)
from backpain_cli.wording.plan_text import adaptation_phrase
from tests.plans import fifteen_minutes, press, rest, stretch


@pytest.mark.parametrize(
    ("phrase", "members"),
    [
        (place_phrase, Place),
        (class_meaning, SafetyClass),
        (grade_meaning, EvidenceGrade),
        (outcome_sentence, Outcome),
        (zone_phrase, ZoneKind),
        (adaptation_phrase, RuleAction),
        (side_phrase, [side for side in Side if side is not Side.NONE]),
    ],
)
def test_every_member_has_a_phrase_of_its_own(phrase: Callable[[Any], str], members: Iterable[Any]) -> None:
    found = [phrase(member) for member in members]
    assert all(found)
    assert len(set(found)) == len(found)


def test_a_step_without_sides_is_announced_by_its_name_alone() -> None:
    assert announcement("Rest", Side.NONE) == "Rest"
    assert announcement("Gluteus medius", Side.SORER) == "Gluteus medius, your sorer side"


def test_every_segment_has_a_label_and_only_presses_and_stretches_are_held() -> None:
    for segment in fifteen_minutes().segments:
        label = phase_label(segment)
        assert label
        assert (label == "Hold") == (segment.phase is Phase.HOLD and segment.step.is_hold)


@pytest.mark.parametrize("kind", StepKind)
def test_only_what_is_held_was_too_strong(kind: StepKind) -> None:
    assert bool(easing_phrase(kind)) == (kind in {StepKind.PRESS, StepKind.STRETCH})


def test_a_heading_has_the_muscle_where_the_title_is_another() -> None:
    assert step_heading(press()) == "Gluteus medius"
    assert step_heading(stretch()) == "Figure four (piriformis)"
    assert step_heading(rest(30)) == "Rest"


@pytest.mark.parametrize(
    ("pressure", "phrase"), [((4, 6), "pressure 4 to 6 of 10"), ((3, 3), "pressure 3 of 10"), (None, "")]
)
def test_a_pressure_is_a_range_or_one_number(pressure: tuple[int, int] | None, phrase: str) -> None:
    assert pressure_phrase(press()._replace(pressure=pressure)) == phrase


def test_the_texts_of_a_step_come_in_the_order_of_the_labels_without_the_empty_ones() -> None:
    assert step_texts(stretch(), ("Side", "Avoid", "If it hurts", "How")) == [
        ("Side", "The buttock of the crossed leg."),
        ("If it hurts", "Cross the legs only."),
        ("How", "Lie on your back."),
    ]


@pytest.mark.parametrize("labels", [TEXTS_OF_A_SHEET, TEXTS_OF_THE_LINES])
def test_no_text_of_a_step_is_missing_from_a_sheet_or_the_lines(labels: tuple[str, ...]) -> None:
    step = press()._replace(neutral="Stay still.", side_means="The hip at the wall.")
    expected = {
        step.where,
        step.how,
        step.side_means,
        step.feel,
        step.avoid,
        step.stop,
        step.neutral,
        "tennis ball, or rolled towel",
    }
    assert {text for _, text in step_texts(step, labels)} == expected


def test_without_a_tool_what_may_be_used_instead_has_a_label_of_its_own() -> None:
    step = press()._replace(tool="none", instead=("chair", "table"))
    assert step_texts(step, ("With", "Also")) == [("Also", "chair, or table")]


def test_the_side_of_an_area_is_named_where_it_is_not_the_muscles_own(anatomy: Atlas) -> None:
    area = anatomy.areas["lower-back"]
    felt = [ReferredZone(area=area, side=side) for side in ZoneSide]
    assert areas_phrase(felt) == (
        "lower back, lower back on both sides, lower back on either side, lower back on the other side"
    )


def test_treatments_are_told_by_routine_with_all_their_steps() -> None:
    found = [
        StepReference("lower-back", 3, StepKind.PRESS, "gluteus-medius/1"),
        StepReference("lower-back", 9, StepKind.STRETCH, ""),
        StepReference("lower-back", 5, StepKind.PRESS, "gluteus-medius/2"),
        StepReference("mid-back", 4, StepKind.PRESS, "gluteus-medius/1"),
    ]
    assert treatment_phrase(found) == (
        "Pressed in lower-back (step 3 and 5), mid-back (step 4). Stretched in lower-back (step 9)."
    )
    assert treatment_phrase([]) == "In no routine."


@pytest.mark.parametrize(
    ("number", "times", "sessions"), [(1, "once", "1 session"), (1200, "1,200 times", "1,200 sessions")]
)
def test_numbers_are_counted(number: int, times: str, sessions: str) -> None:
    assert times_phrase(number) == times
    assert counted(number, "session") == sessions
