"""What kept scores and signs give reason to say: worse twice, rising, no better, and muscles that are left alone."""

from datetime import UTC, datetime, timedelta

import pytest

from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.practice_progress import (
    NO_BETTER,
    RISING,
    WORSE_TWICE,
    progress_alert,
)
from backpain_cli.domain.records.sessions import PainEntry, PainScore, ReportedSign, SessionRecord
from backpain_cli.domain.safety.reported_signs import excluded_muscles
from tests.records import session_at

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def scores(score: int, area: str = "lower-back", side: str = "both") -> tuple[PainScore, ...]:
    return (PainScore(area=area, side=side, score=score),)


def after_days(days: float, before: int, after: int | None = None, *, practised: int = 900) -> SessionRecord:
    """Return a session so many days ago, with its scores."""
    told = scores(after) if after is not None else ()
    return session_at(NOW - timedelta(days=days), before=scores(before), after=told, practised=practised)


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        ([after_days(2, 3, 5), after_days(1, 3, 5)], True),
        ([after_days(2, 3, 5), after_days(1, 3, 4)], False),
        ([after_days(3, 3, 6), after_days(2, 3, 3), after_days(1, 3, 6)], False),
        ([after_days(3, 3, 3), after_days(2, 3, 5), after_days(1, 3, 7)], True),
        ([after_days(1, 3, 9)], False),
        ([after_days(3, 3, 5), after_days(2, 4), after_days(1, 3, 5)], True),
        ([after_days(2, 3, 5), after_days(1, 3, 5, practised=30)], False),
        ([after_days(2, 3, 5), after_days(-1, 3, 5)], False),
    ],
)
def test_pain_that_was_up_by_two_after_the_last_two_sessions_is_told(sessions: list[SessionRecord], said: bool) -> None:
    for order in (sessions, sessions[::-1]):
        assert (progress_alert(order, NOW) == WORSE_TWICE) is said


def test_scores_of_different_places_are_never_compared() -> None:
    mixed = [
        session_at(NOW - timedelta(days=days), before=scores(1, "neck"), after=scores(9, "lower-back"))
        for days in (1, 2)
    ]
    sides = [
        session_at(NOW - timedelta(days=days), before=scores(1, side="left"), after=scores(9, side="right"))
        for days in (1, 2)
    ]

    assert progress_alert(mixed, NOW) == ""
    assert progress_alert(sides, NOW) == ""


@pytest.mark.parametrize(
    ("course", "said"),
    [
        ({13: 3, 7: 4, 1: 5}, True),
        ({13: 3, 10: 3, 4: 5, 1: 6}, True),
        ({13: 3, 7: 4, 1: 4}, False),
        ({13: 3, 1: 6}, False),
        ({3: 3, 2: 4, 1: 6}, False),
        ({13: 6, 7: 4, 1: 3}, False),
        ({14: 3, 10: 3, 6: 3, 1: 8}, False),
        ({13: 3, 7: 3, 1: 6}, False),
        ({40: 1, 30: 2, 20: 3}, False),
    ],
)
def test_pain_that_rises_over_two_weeks_is_told_and_one_bad_day_is_not(course: dict[int, int], said: bool) -> None:
    sessions = [after_days(days, score) for days, score in course.items()]
    entries = [
        PainEntry(identifier=str(days), when=NOW - timedelta(days=days), scores=scores(score), note="")
        for days, score in course.items()
    ]

    assert (progress_alert(sessions, NOW) == RISING) is said
    assert (progress_alert([], NOW, entries) == RISING) is said


@pytest.mark.parametrize(
    ("course", "said"),
    [
        ({45: 5, 20: 5, 1: 5}, True),
        ({42: 5, 1: 4}, True),
        ({41: 5, 1: 5}, False),
        ({45: 5, 1: 3}, False),
        ({45: 1, 1: 1}, False),
        ({45: 5, 20: 5}, False),
        ({200: 5, 1: 5}, False),
    ],
)
def test_pain_that_is_no_better_in_six_weeks_is_told(course: dict[int, int], said: bool) -> None:
    sessions = [after_days(days, score) for days, score in course.items()]

    assert (progress_alert(sessions, NOW) == NO_BETTER) is said


def test_without_scores_nothing_is_said() -> None:
    assert progress_alert([], NOW) == ""
    assert progress_alert([session_at(NOW - timedelta(days=days)) for days in range(50)], NOW) == ""


def test_the_sentences_send_to_a_doctor_and_promise_nothing() -> None:
    for sentence in (WORSE_TWICE, RISING, NO_BETTER):
        assert "doctor" in sentence


def sign(
    muscle: str, *, days: float, complaint: ComplaintKind = ComplaintKind.WARNING
) -> tuple[datetime, ReportedSign]:
    told = ReportedSign(complaint=complaint, step_number=3, muscle=muscle, side="left", second=200)
    return NOW - timedelta(days=days), told


@pytest.mark.parametrize(
    ("signs", "taken_back", "out"),
    [
        ([sign("rhomboids", days=1)], {}, set()),
        ([sign("rhomboids", days=1), sign("rhomboids", days=9)], {}, {"rhomboids"}),
        ([sign("rhomboids", days=1), sign("levator-scapulae", days=1)], {}, set()),
        ([sign("rhomboids", days=1), sign("rhomboids", days=2, complaint=ComplaintKind.TOO_STRONG)], {}, set()),
        ([sign("", days=1), sign("", days=2)], {}, set()),
        ([sign("rhomboids", days=3), sign("rhomboids", days=4)], {"rhomboids": 2}, set()),
        ([sign("rhomboids", days=1), sign("rhomboids", days=4)], {"rhomboids": 2}, set()),
        (
            [sign("rhomboids", days=1), sign("rhomboids", days=0), sign("rhomboids", days=4)],
            {"rhomboids": 2},
            {"rhomboids"},
        ),
    ],
)
def test_a_muscle_is_left_alone_after_two_sharp_signs_until_they_are_taken_back(
    signs: list[tuple[datetime, ReportedSign]], taken_back: dict[str, int], out: set[str]
) -> None:
    since = {muscle: NOW - timedelta(days=days) for muscle, days in taken_back.items()}

    assert excluded_muscles(signs, since) == out
    assert excluded_muscles(signs[::-1], since) == out
