"""Short messages about backs, and which one is due after a session."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

from backpain_cli.domain.anatomy.evidence import EvidenceGrade
from backpain_cli.domain.records.care_records import CareState
from backpain_cli.domain.records.pain_progress import is_no_better_since, points_above_usual
from backpain_cli.domain.records.sessions import PainEntry, SessionRecord, StepOutcome
from backpain_cli.domain.records.triage_records import TriageRecord

STRENGTH = "strengthen"
"""The kind of step that trains strength."""
LASTS_LONG = "B4"
"""The line of the questions that says that the pain has lasted for more than six weeks."""
PLAN_OFFERED = timedelta(days=7)
"""The plan for a bad day is offered so long after its message; it reaches to day 4, and a few days back up."""


class ShownWhen(NamedTuple):
    """When a message is shown: one of these must hold, 0, false or empty never does."""

    after_sessions: int = 0
    """Of those that count."""
    after_strength: bool = False
    points_above_usual: int = 0
    """Of the pain today."""
    after_routine: str = ""
    """Key of the routine."""
    no_better_after_days: int = 0
    """Since the first session."""
    pain_began_within_weeks: int = 0
    """This must hold besides, as far as anybody knows."""
    again_after_days: int = 0
    """After which it may be shown again; 0: once for all."""


class Message(NamedTuple):
    """A message, with how sure it is."""

    key: str
    text: str
    shown: ShownWhen
    sources: tuple[str, ...]
    grade: EvidenceGrade
    grade_note: str = ""
    condition: str = ""
    """When the pain must have begun, said before the text to a person of whom that is not known."""


class FeelingLine(NamedTuple):
    """A line of "How are you with it?"."""

    key: str
    text: str
    message: str
    """The key of the message that it picks."""
    besides: str = ""
    """Said besides, every time."""
    has_helpline: bool = False
    """Whether the crisis line is named besides, every time."""


class FeelingQuestion(NamedTuple):
    """ "How are you with it?", which picks a message and blocks nothing."""

    heading: str
    note: str
    after_weeks: tuple[int, ...]
    """Since the first session; 0 is after that one."""
    lines: tuple[FeelingLine, ...]


class FlareUpPlan(NamedTuple):
    """What to do on a bad day and on those after it."""

    key: str
    heading: str
    after: str
    """The key of the message after which it is offered."""
    steps: tuple[str, ...]
    """With `{signs}` and `{routine}` in them."""
    routine: str
    """The key of the routine for such days."""
    no_routine: str
    """What is said instead where no routine of that key ships."""
    sources: tuple[str, ...]
    grade: EvidenceGrade
    grade_note: str


class Education(NamedTuple):
    """All of it."""

    messages: tuple[Message, ...]
    how_you_are: FeelingQuestion
    flare_up: FlareUpPlan


class MessageFacts(NamedTuple):
    """What decides which message is due."""

    now: datetime
    sessions: int
    """In all, of those that count."""
    first: datetime | None = None
    """When the first of them began; None where there is none."""
    routine: str = ""
    """Key of the one that has just ended; empty without one."""
    above_usual: int = 0
    """Points that the pain of today is above the usual."""
    no_better_days: int = 0
    """Days since the first session, if the pain is not better since; 0 where it is, or where nobody knows."""
    trained_strength: bool = False
    began: date | None = None
    """When the pain began; None: not known."""
    lasts_long: bool = False
    """Whether the person answered lately that it has lasted for more than six weeks."""


class _Reason(IntEnum):
    """Why a message is due, what presses most first."""

    PICKED = 0
    BAD_DAY = 1
    NO_BETTER = 2
    ROUTINE = 3
    STRENGTH = 4
    SESSIONS = 5


def message_facts(
    sessions: Sequence[SessionRecord],
    entries: Sequence[PainEntry],
    care: CareState,
    now: datetime,
    *,
    in_all: int,
    first: datetime | None = None,
    routine: str = "",
    lasts_long: bool = False,
) -> MessageFacts:
    """Return what decides which message is due.

    Args:
        sessions: of the last months, with the one that has just ended, and of the first week, in any order.
        entries: pain noted without a session in that time.
        care: what was shown before, and when the pain began.
        now: with its zone.
        in_all: how many sessions count, earlier ones too.
        first: when the first of them began.
        routine: key of the one that has just ended.
        lasts_long: whether the person answered lately that the pain has lasted for more than six weeks.
    """
    counting = [one for one in sessions if one.counts]
    return MessageFacts(
        now=now,
        sessions=in_all,
        first=first,
        routine=routine,
        above_usual=points_above_usual(counting, entries, now),
        no_better_days=(now - first).days if first and is_no_better_since(counting, entries, first, now) else 0,
        trained_strength=any(
            step.kind == STRENGTH and step.outcome is StepOutcome.DONE for one in counting for step in one.steps
        ),
        began=care.began.day if care.began is not None else None,
        lasts_long=lasts_long,
    )


def said_lasts_long(records: Iterable[TriageRecord], since: datetime) -> bool:
    """Return whether one of the answers from `since` on was that the pain has lasted for more than six weeks."""
    return any(sign.key == LASTS_LONG for record in records if record.when >= since for sign in record.found)


def due_message(
    messages: Iterable[Message], care: CareState, facts: MessageFacts, picked: Iterable[str] = ()
) -> Message | None:
    """Return the one message that is due, or None; what presses most comes first, then the order of the list.

    Args:
        messages: all there are, in their order.
        care: what was shown before, and whether messages are off.
        facts: what decides.
        picked: keys that the person's answers pick; they come first, and are shown once as the others.
    """
    if care.is_off:
        return None
    chosen = frozenset(picked)
    due = [
        (reason, number, message)
        for number, message in enumerate(messages)
        if _may_be_shown(message, care.shown, facts.now) and (reason := _reason(message, facts, chosen)) is not None
    ]
    return min(due, default=(0, 0, None), key=lambda one: one[:2])[2]


def _may_be_shown(message: Message, shown: Mapping[str, datetime], now: datetime) -> bool:
    if (last := shown.get(message.key)) is None:
        return True
    again = message.shown.again_after_days
    return bool(again) and now - last >= timedelta(days=again)


def _reason(message: Message, facts: MessageFacts, picked: frozenset[str]) -> _Reason | None:
    when = message.shown
    if message.key in picked:
        return _Reason.PICKED
    if (weeks := when.pain_began_within_weeks) and _began_earlier(weeks, facts):
        return None
    holds = (
        (_Reason.BAD_DAY, 0 < when.points_above_usual <= facts.above_usual),
        (_Reason.NO_BETTER, 0 < when.no_better_after_days <= facts.no_better_days),
        (_Reason.ROUTINE, bool(when.after_routine) and when.after_routine == facts.routine),
        (_Reason.STRENGTH, when.after_strength and facts.trained_strength),
        (_Reason.SESSIONS, 0 < when.after_sessions <= facts.sessions),
    )
    return next((reason for reason, is_so in holds if is_so), None)


def _began_earlier(weeks: int, facts: MessageFacts) -> bool:
    if facts.began is None:
        return facts.lasts_long
    return not timedelta(0) <= facts.now.date() - facts.began < timedelta(weeks=weeks)


def text_for(message: Message, facts: MessageFacts) -> str:
    """Return the text of a message, after its condition if it is not known when the pain began."""
    if not message.condition or facts.began is not None:
        return message.text
    return f"{message.condition} {message.text[:1].lower()}{message.text[1:]}"


def asks_how_you_are(question: FeelingQuestion, care: CareState, facts: MessageFacts) -> bool:
    """Return whether "How are you with it?" is due after this session; never where messages are off."""
    if care.is_off:
        return False
    if facts.first is None:
        return True
    passed = [due for weeks in question.after_weeks if (due := facts.first + timedelta(weeks=weeks)) <= facts.now]
    return bool(passed) and not any(asked >= passed[-1] for asked in care.asked)


def offers_plan(plan: FlareUpPlan, care: CareState, now: datetime) -> bool:
    """Return whether the plan for a bad day is to be offered now."""
    shown = care.shown.get(plan.after)
    return shown is not None and timedelta(0) <= now - shown < PLAN_OFFERED


def had_message_lately(care: CareState, now: datetime) -> bool:
    """Return whether a message was shown within a day: on the page of progress that is enough."""
    return any(timedelta(0) <= now - when < timedelta(days=1) for when in care.shown.values())


def with_shown(care: CareState, key: str, now: datetime) -> CareState:
    """Return what is kept once the message of that key was shown."""
    return care._replace(shown={**care.shown, key: now})


def switched(care: CareState, now: datetime, *, off: bool) -> CareState:
    """Return what is kept once messages were switched off, or on again."""
    return care._replace(is_off=off, switched=now)
