"""How much is enough: for a spot, a session, a day, and for somebody who has only begun."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import Problem, Severity
from backpain_cli.domain.routine.limits import limit_breaches
from backpain_cli.domain.safety.allowance import (
    Permission,
    SessionCounts,
    session_allowance,
    session_counts,
)
from backpain_cli.library.routines.finder import load_shipped_routines
from tests.files import problems_of, routine_of, steps_of
from tests.records import session_at

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("today", "permission"),
    [(0, Permission.YES), (1, Permission.ASK), (2, Permission.NO), (3, Permission.NO), (50, Permission.NO)],
)
def test_a_second_session_of_a_day_asks_first_and_a_third_is_refused(today: int, permission: Permission) -> None:
    verdict = session_allowance(SessionCounts(today=today, in_all=10))

    assert verdict.permission is permission
    assert bool(verdict.why) == (today > 0)


@pytest.mark.parametrize(("in_all", "offered"), [(0, True), (1, True), (2, True), (3, False), (99, False)])
def test_the_first_three_sessions_are_offered_in_the_gentler_form(in_all: int, offered: bool) -> None:
    verdict = session_allowance(SessionCounts(today=0, in_all=in_all))

    assert verdict.offer_gentle is offered
    assert ("half of the points" in verdict.why_gentle) is offered


def test_a_history_that_cannot_be_read_asks_first_and_offers_the_gentler_form() -> None:
    verdict = session_allowance(None)

    assert verdict.permission is Permission.ASK
    assert verdict.offer_gentle
    assert "can't be read" in verdict.why


def test_only_what_lasted_a_minute_on_this_calendar_day_counts() -> None:
    sessions = [
        session_at(NOW - timedelta(hours=1)),
        session_at(NOW - timedelta(hours=2), practised=59),
        session_at(NOW - timedelta(hours=10)),
    ]

    assert session_counts(sessions, NOW) == SessionCounts(today=1, in_all=2)


def test_the_calendar_day_is_that_of_where_a_person_is_now() -> None:
    # 23:30 in UTC is half past midnight, and today, one hour further east.
    sessions = [session_at(datetime(2026, 11, 25, 23, 30, tzinfo=UTC))]

    assert session_counts(sessions, NOW).today == 1


@pytest.mark.parametrize(("hours", "today"), [(1, 1), (23, 1), (24, 0), (24 * 365, 0)])
def test_a_session_after_now_counts_as_todays_only_within_a_day_because_a_clock_was_set(hours: int, today: int) -> None:
    assert session_counts([session_at(NOW + timedelta(hours=hours))], NOW).today == today


def test_every_shipped_routine_is_within_the_limits(anatomy: Atlas) -> None:
    for routine in load_shipped_routines(anatomy):
        assert limit_breaches(routine.steps) == [], routine.key


PRESS = "press: {muscle}, sides: {sides}, ready: 5s, find: 5s, hold: 20s, change: 5s"


def press(muscle: str, sides: str) -> str:
    return PRESS.format(muscle=muscle, sides=sides)


def errors_of(text: str, anatomy: Atlas) -> list[Problem]:
    return [problem for problem in problems_of(text, anatomy) if problem.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("sides", "goes"),
    [
        (["left", "left"], True),
        (["left", "left", "right", "right"], True),
        (["left", "left", "left"], False),
        (["both", "easier first"], True),
        (["both", "easier first", "left"], False),
        (["both", "both", "sorer only"], False),
        (["both", "sorer only"], True),
        (["both", "both", "none"], False),
        (["none", "none", "none"], False),
    ],
)
def test_one_spot_is_held_no_more_than_twice(sides: list[str], goes: bool, anatomy: Atlas) -> None:
    steps = [press("gluteus-medius", side) for side in sides]
    lasting = sum(55 + 5 if side in {"both", "easier first"} else 30 for side in sides)
    read_steps = steps_of(*steps, lasting=lasting, anatomy=anatomy) if goes else ()

    assert limit_breaches(read_steps) == []
    if not goes:
        rest = f"rest: Breathe., for: {600 - lasting}s"
        problems = errors_of(routine_of(*steps, rest, minutes=10), anatomy)
        assert [problem.message for problem in problems] == ["gluteus-medius/1 is held more than 2 times on one side"]
        assert (problems[0].line, problems[0].column) == (6 + len(sides), 5)


def test_no_more_than_eight_spots_are_pressed(anatomy: Atlas) -> None:
    muscles = ["gluteus-medius", "gluteus-maximus", "rhomboids", "infraspinatus", "trapezius-upper"]
    steps = [press(muscle, "both") for muscle in muscles]
    problems = errors_of(routine_of(*steps, "rest: Breathe., for: 300s", minutes=10), anatomy)

    assert [problem.message for problem in problems] == ["with this step 10 spots are pressed, each side counted"]
    assert problems[0].line == 11


def test_a_repeat_group_is_told_once(anatomy: Atlas) -> None:
    text = routine_of("rest: Breathe., for: 60s", minutes=5)
    step = "{press: gluteus-medius, sides: left, ready: 5s, find: 5s, hold: 50s}"
    problems = errors_of(f"{text}  - repeat: 4\n    steps:\n      - {step}\n", anatomy)

    assert [problem.message for problem in problems] == ["gluteus-medius/1 is held more than 2 times on one side"]
