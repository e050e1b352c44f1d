"""A reminder for a calendar, through icalendar: the extra `calendar`."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event, vRecur

from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.typed_input import WEEKDAYS
from backpain_cli.wording.dose_text import minutes_phrase, step_dose_phrase


class Reminder(NamedTuple):
    """When to be reminded of what."""

    plan: Plan
    at: time
    """On the clock on the wall, wherever the person is: no zone."""
    days: Sequence[str]
    """Of `DAYS`, in their order."""
    is_personal: bool = False
    """Whether the plan was adapted to a person whose answers are known."""


def reminder_calendar(reminder: Reminder, now: datetime) -> bytes:
    """Return an event that comes back on those days, with an alarm, the command to type, and the steps.

    Its time has no zone, so that half past eight stays half past eight on a journey and when the clocks change.
    The same reminder has the same UID, so that a calendar replaces it rather than having it twice.

    Args:
        reminder: what is written.
        now: with its zone; the first event is on the next of the days.
    """
    plan = reminder.plan
    routine = plan.routine
    begin = _first(reminder, now)
    command = f"backpain routine {routine.key}"
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'{routine.key} {reminder.at} {reminder.days}')}@backpain")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", begin)
    event.add("duration", timedelta(seconds=plan.seconds))
    event.add("rrule", vRecur({"FREQ": "WEEKLY", "BYDAY": [day[:2].upper() for day in reminder.days]}))
    event.add("summary", f"{routine.title}: {minutes_phrase(plan.seconds)}")
    event.add("description", "\n".join([f"Type: {command}", "", *_steps(reminder)]))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{routine.title}. Type: {command}")
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//backpain//reminder//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _first(reminder: Reminder, now: datetime) -> datetime:
    wanted = {WEEKDAYS.index(day) for day in reminder.days}
    today = now.date()
    ahead = (today + timedelta(days=number) for number in range(8))
    # Today counts only while its time is still to come.
    return next(
        begin
        for day in ahead
        if day.weekday() in wanted and (begin := datetime.combine(day, reminder.at)) > now.replace(tzinfo=None)
    )


def _steps(reminder: Reminder) -> list[str]:
    heading = "The steps, adapted to you:" if reminder.is_personal else "The steps for anybody, not adapted to you:"
    steps = reminder.plan.routine.steps
    doses = map(step_dose_phrase, steps)
    named = (f"{step.title}: {dose}" if dose else step.title for step, dose in zip(steps, doses, strict=True))
    return [heading, *(f"{number}. {one}" for number, one in enumerate(named, start=1))]
