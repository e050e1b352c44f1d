"""Statistics on histories whose answers are known."""

import statistics
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from backpain_cli.domain.records.pain_progress import (
    ChangeVerdict,
    ScoreChange,
    ScoreOccasion,
    area_progress,
    change_over_time,
    change_within_sessions,
    median,
    pain_course,
    scored_areas,
    timed_scores,
)
from backpain_cli.domain.records.practice_progress import (
    consecutive_weeks,
    practice_days,
    practice_weeks,
    recent_effects,
    step_progress,
)
from backpain_cli.domain.records.sessions import StepEffect, StepOutcome
from backpain_cli.wording import report_text as words
from tests.records import MONDAY, moment, noted, session, step

TODAY = date(2026, 8, 26)
"""The Wednesday of the fourth week."""


@for_all(st.lists(st.integers(0, 10), min_size=1))
def test_a_median_is_that_of_the_statistics_books(values: list[int]) -> None:
    assert median(values) == statistics.median(values)


def test_the_change_within_sessions_is_the_median_of_the_differences() -> None:
    sessions = [
        session(day, [f"lower-back={before}"], [f"lower-back={after}"])
        for day, (before, after) in enumerate([(6, 2), (7, 6), (5, 2), (8, 6), (4, 4)])
    ]
    change = change_within_sessions(sessions, "lower-back")
    assert change == ScoreChange(number=5, before=6, after=4, points=-2)
    assert change.verdict is ChangeVerdict.LESS


@pytest.mark.parametrize(
    ("count", "fall", "told"),
    [
        (0, 2, "No session has a score both before and after it yet."),
        (3, 2, "Before and after a session: median 6 before, 4 after. 3 sessions: too few to tell."),
        (4, 4, "Before and after a session: median 6 before, 2 after. 4 sessions: too few to tell."),
        (
            5,
            1,
            "Before and after a session: median 6 before, 5 after; "
            "median change: 1 point less, which may be chance (5 sessions).",
        ),
        (5, 2, "Before and after a session: median 6 before, 4 after; median change: 2 points less (5 sessions)."),
        (5, 0, "Before and after a session: median 6 before, 6 after; median change: none (5 sessions)."),
        (5, -2, "Before and after a session: median 6 before, 8 after; median change: 2 points more (5 sessions)."),
    ],
)
def test_a_change_is_told_with_how_little_is_known(count: int, fall: int, told: str) -> None:
    sessions = [session(day, ["lower-back=6"], [f"lower-back={6 - fall}"]) for day in range(count)]
    assert words.session_sentence(change_within_sessions(sessions, "lower-back")) == told


def test_only_scores_of_the_same_place_are_compared() -> None:
    one_sided = session(0, ["neck:left=6", "neck:right=2"], ["neck:left=3", "lower-back=1"])
    change = change_within_sessions([one_sided])
    assert change is not None
    assert (change.before, change.after, change.points) == (6, 3, -3)
    assert change_within_sessions([one_sided], "lower-back") is None


def test_a_session_that_was_left_at_once_counts_for_nothing() -> None:
    left = session(0, practised=59)
    assert change_within_sessions([left]) is None
    assert practice_weeks([left], TODAY, most=4) == []
    assert consecutive_weeks([left], TODAY) == 0
    assert step_progress([left]) == []


def test_scores_come_in_the_order_of_their_moments_with_the_worse_side() -> None:
    given = timed_scores(
        [session(2, ["neck:left=4", "neck:right=6"], ["neck:left=3"])], [noted(1, "neck=5"), noted(3, "head=1")], "neck"
    )
    assert [(one.occasion, one.score) for one in given] == [
        (ScoreOccasion.NOTED, 5),
        (ScoreOccasion.BEFORE, 6),
        (ScoreOccasion.AFTER, 3),
    ]


def test_a_short_course_is_told_by_days_without_a_gap() -> None:
    given = timed_scores([session(0), session(3, ["lower-back=5"], ["lower-back=3"])], [], "lower-back")
    course = pain_course(given, most=60)
    assert not course.weekly
    assert [period.first.day for period in course.periods] == [3, 4, 5, 6]
    assert [period.before for period in course.periods] == [6, None, None, 5]


def test_a_long_course_is_told_by_weeks_that_begin_on_monday() -> None:
    given = timed_scores([session(day) for day in (0, 2, 6, 21)], [noted(9, "lower-back=9")], "lower-back")
    course = pain_course(given, most=60)
    assert course.weekly
    assert [period.first for period in course.periods] == [date(2026, 8, day) for day in (3, 10, 17, 24)]
    assert [period.noted for period in course.periods] == [None, 9, None, None]
    assert words.course_texts(course) == [
        "week of 3 Aug 2026: before 6, after 4",
        "week of 10 Aug 2026: noted 9",
        "week of 24 Aug 2026: before 6, after 4",
    ]


def test_a_course_that_is_too_long_keeps_its_end() -> None:
    given = timed_scores([session(day) for day in range(0, 7 * 30, 7)], [], "lower-back")
    course = pain_course(given, most=10)
    assert len(course.periods) == 10
    assert course.periods[-1].first == date(2027, 2, 22)


def test_a_course_without_a_score_has_no_periods() -> None:
    assert pain_course([], most=10).periods == ()


def test_the_first_two_weeks_are_compared_with_the_last_two_without_scores_after_sessions() -> None:
    sessions = [session(day, [f"lower-back={8 if day < 14 else 5}"], ["lower-back=0"]) for day in range(0, 43, 4)]
    change = change_over_time(timed_scores(sessions, [], "lower-back"))
    assert change is not None
    assert (change.before, change.after, change.points, change.verdict) == (8, 5, -3, ChangeVerdict.LESS)


def test_less_than_four_weeks_are_too_few_to_tell() -> None:
    given = timed_scores([session(day) for day in range(0, 27, 2)], [], "lower-back")
    assert change_over_time(given) is None
    assert "too few to tell" in words.weeks_sentence(None)


def test_two_scores_at_one_end_are_too_few_to_tell() -> None:
    entries = [noted(0, "neck=2"), noted(1, "neck=2"), *(noted(day, "neck=9") for day in (40, 41, 42))]
    area = area_progress([], entries, "neck", "Neck", most=60)
    assert "2 scores: too few to tell" in words.weeks_sentence(area.over)


def test_a_step_is_told_with_its_sessions_and_what_was_said() -> None:
    sessions = [
        session(day, steps=(step(effect=StepEffect.HELPED if day else StepEffect.WORSE), step("Neck tilt", number=2)))
        for day in range(5)
    ]
    sessions.append(session(9, steps=(step("Seldom", effect=StepEffect.SAME), step(outcome=StepOutcome.SKIPPED))))
    first, second, third = step_progress(sessions)
    assert (first.points, first.scored, first.helped, first.worse) == (-2, 5, 4, 1)
    assert (second.title, second.points, second.helped) == ("Neck tilt", -2, 0)
    assert (third.title, third.verdict, third.same) == ("Seldom", ChangeVerdict.TOO_FEW, 1)


def test_the_last_effects_are_those_of_steps_on_a_muscle_in_the_order_of_days() -> None:
    effects = [StepEffect.WORSE, StepEffect.NOT_ANSWERED, *[StepEffect.SAME] * 8, StepEffect.HELPED]
    sessions = [
        session(day, steps=(step(effect=effect), step("Settle", number=2, muscle="")))
        for day, effect in enumerate(effects)
    ]
    assert recent_effects(sessions[::-1]) == {"Gluteus medius": [*[StepEffect.SAME] * 7, StepEffect.HELPED]}


def test_days_of_practice_are_counted_without_what_was_left_at_once() -> None:
    days = practice_days([session(0), session(0), session(1, practised=20)])
    assert days == {session(0).started.date(): 2}


def test_a_step_that_comes_twice_in_a_session_counts_once() -> None:
    [found] = step_progress([session(0, steps=(step(effect=StepEffect.HELPED), step(number=2)))])
    assert (found.sessions, found.helped) == (1, 1)


def test_a_step_without_scores_has_no_change() -> None:
    [found] = step_progress([session(0, [], [], steps=(step(),))])
    assert (found.sessions, found.scored, found.points) == (1, 0, None)


def test_weeks_of_practice_have_no_gap_and_end_today() -> None:
    weeks = practice_weeks([session(0), session(1), session(15, practised=300)], TODAY, most=10)
    assert [(week.monday.day, week.seconds, week.sessions) for week in weeks] == [
        (3, 1800, 2),
        (10, 0, 0),
        (17, 300, 1),
        (24, 0, 0),
    ]
    assert [week.monday.day for week in practice_weeks([session(0)], TODAY, most=2)] == [17, 24]


@pytest.mark.parametrize(
    ("days", "row"),
    [((), 0), ((23,), 1), ((16,), 1), ((9,), 0), ((2, 9, 16), 3), ((2, 9, 16, 22), 4), ((2, 16, 22), 2)],
)
def test_a_row_of_weeks_allows_days_of_rest_and_a_week_that_is_not_over(days: tuple[int, ...], row: int) -> None:
    assert consecutive_weeks([session(day) for day in days], TODAY) == row


def test_a_row_that_is_broken_is_never_scolded() -> None:
    assert words.streak_sentence(0) == "No session this week or last. A break is fine; begin again when it suits you."


def test_the_areas_scored_most_often_come_first() -> None:
    sessions = [session(day) for day in range(2)]
    entries = [noted(5, "neck:left=3", "neck:right=4"), noted(6, "head=3", "neck=3"), noted(7, "neck=1")]
    assert scored_areas(sessions, entries) == ["neck", "lower-back", "head"]


def test_the_day_is_that_of_the_clock_on_the_wall() -> None:
    from datetime import timedelta, timezone

    late = replace(session(0), started=MONDAY.replace(hour=1, tzinfo=timezone(timedelta(hours=9))), ended=moment(0))
    assert pain_course(timed_scores([late], [], "lower-back"), most=9).periods[0].first == date(2026, 8, 3)


def test_clocks_in_1970_and_2100_break_nothing() -> None:
    sessions = [
        replace(session(day), started=moment(day).replace(year=year), ended=moment(day).replace(year=year))
        for day, year in ((0, 1970), (1, 2100), (2, 1))
    ]
    area = area_progress(sessions, [], "lower-back", "Lower back", most=50)
    assert len(area.course.periods) == 50
    assert practice_weeks(sessions, date(1, 1, 1), most=3) == []
    assert consecutive_weeks(sessions, TODAY) == 0
