"""What signs of earlier sessions exclude; that of two signs at a muscle is tested with the records of sessions."""

from datetime import UTC, datetime, timedelta

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import ReportedSign
from backpain_cli.domain.safety.adaptation import adapt_routine
from backpain_cli.domain.safety.reported_signs import resting_muscles
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped_facts import load_fact_table

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def sign(complaint: ComplaintKind, muscle: str = "gluteus-medius") -> ReportedSign:
    return ReportedSign(complaint, 3, muscle, "left", 90)


@pytest.mark.parametrize("complaint", [ComplaintKind.SHARP, ComplaintKind.WARNING])
def test_something_sharp_rests_its_region_for_the_day(complaint: ComplaintKind, anatomy: Atlas) -> None:
    found = resting_muscles([(NOW - timedelta(hours=3), sign(complaint))], anatomy.muscles, NOW)
    hurt = set(anatomy.muscles["gluteus-medius"].regions)
    assert "gluteus-medius" in found
    assert found == {key for key, muscle in anatomy.muscles.items() if hurt & set(muscle.regions)}
    assert "suboccipitals" not in found


def test_yesterday_and_what_was_only_too_strong_rest_nothing(anatomy: Atlas) -> None:
    signs = [
        (NOW - timedelta(days=1), sign(ComplaintKind.SHARP)),
        (NOW, sign(ComplaintKind.TOO_STRONG)),
        (NOW, sign(ComplaintKind.SHARP, muscle="")),
    ]
    assert resting_muscles(signs, anatomy.muscles, NOW) == frozenset()


def test_what_rests_is_not_pressed_and_the_reason_is_said(anatomy: Atlas) -> None:
    resting = frozenset(anatomy.muscles)
    (routine,) = load_shipped_routines(anatomy, only={"lower-back"})
    adapted = adapt_routine(routine, {}, load_fact_table(), resting=resting)
    assert not any(step.traits.presses for step in adapted.routine.steps)
    assert {change.why for change in adapted.changes} == {
        "Something sharp came in this part of the body today, so it rests until tomorrow."
    }
