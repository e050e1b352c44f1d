"""The reminder as a calendar reads it."""

from datetime import datetime, time, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.export.calendar import Reminder, reminder_calendar
from backpain_cli.library.routines.finder import find_routine

THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=timezone(timedelta(hours=1)))


def event_of(anatomy: Atlas, at: time, days: tuple[str, ...], now: datetime = THURSDAY) -> Any:
    """Return the event of a reminder, as it is read again."""
    plan = lay_out(find_routine("lower-back", anatomy))
    calendar = Calendar.from_ical(reminder_calendar(Reminder(plan, at, days), now))
    [event] = calendar.walk("VEVENT")
    return event


def test_a_reminder_comes_on_its_days_at_its_time(anatomy: Atlas) -> None:
    event = event_of(anatomy, time(20, 30), ("mon", "wed", "fri"))
    assert event["RRULE"] == {"FREQ": ["WEEKLY"], "BYDAY": ["MO", "WE", "FR"]}
    assert event["DTSTART"].dt == datetime(2026, 11, 27, 20, 30)
    assert event["DURATION"].dt == timedelta(minutes=15)
    [alarm] = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(0)
    assert alarm["ACTION"] == "DISPLAY"


def test_a_reminder_tells_the_command_and_every_step(anatomy: Atlas) -> None:
    event = event_of(anatomy, time(20, 30), ("mon",))
    told = str(event["DESCRIPTION"]).split("\n")
    steps = find_routine("lower-back", anatomy).steps
    assert told[0] == "Type: backpain routine lower-back"
    assert told[2] == "The steps for anybody, not adapted to you:"
    titles = [f"{number}. {step.title}" for number, step in enumerate(steps, start=1)]
    assert [one.partition(":")[0] for one in told[3:]] == titles
    assert "12. Bridge: 8 times, 3 s up, 3 s down, level 1" in told
    assert "4. Gluteus medius" in told


def test_the_time_follows_the_clock_on_the_wall(anatomy: Atlas) -> None:
    assert event_of(anatomy, time(20, 30), ("mon",))["DTSTART"].dt.tzinfo is None


@pytest.mark.parametrize(("at", "day"), [(time(8, 59), 3), (time(9, 0), 3), (time(9, 1), 26)])
def test_today_counts_only_while_its_time_is_to_come(anatomy: Atlas, at: time, day: int) -> None:
    assert event_of(anatomy, at, ("thu",))["DTSTART"].dt.day == day


def test_the_same_reminder_has_the_same_name_so_that_it_is_not_there_twice(anatomy: Atlas) -> None:
    first = event_of(anatomy, time(20, 30), ("mon",))
    again = event_of(anatomy, time(20, 30), ("mon",), THURSDAY + timedelta(days=30))
    other = event_of(anatomy, time(20, 31), ("mon",))
    assert first["UID"] == again["UID"] != other["UID"]
