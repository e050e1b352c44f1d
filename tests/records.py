"""What is remembered of a person, for tests: sessions, signs, screens and notes of pain."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from backpain_cli.domain.records.care_records import (
    CareState,
    Goal,
    MoveChange,
    MoveSetting,
    PainBeginning,
    Walk,
)
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import (
    PainEntry,
    PainScore,
    ReportedSign,
    ScreeningKind,
    ScreeningRecord,
    SessionEnding,
    SessionRecord,
    StepEffect,
    StepOutcome,
    StepRecord,
)
from backpain_cli.domain.records.triage_records import (
    FoundSign,
    KeptFact,
    PainPattern,
    PersonRecord,
    SignRelease,
    TriageKind,
    TriageRecord,
    TriageState,
    WatchedSign,
)
from backpain_cli.domain.terms import Outcome

MONDAY = datetime(2026, 8, 3, 20, 15, tzinfo=UTC)
"""A Monday evening."""


def moment(day: int) -> datetime:
    """Return the evening that many days after the Monday."""
    return MONDAY + timedelta(days=day)


def scores(*written: str) -> tuple[PainScore, ...]:
    """Return scores from texts like `lower-back=4` and `neck:left=3`."""
    found = []
    for text in written:
        place, _, number = text.partition("=")
        area, _, side = place.partition(":")
        found.append(PainScore(area, side, int(number)))
    return tuple(found)


def step(title: str = "Gluteus medius", *, number: int = 1, **changes: Any) -> StepRecord:
    """Return a step that was done as planned."""
    plain = StepRecord(
        number=number,
        kind="press",
        title=title,
        muscle="gluteus-medius",
        point="gluteus-medius/1",
        outcome=StepOutcome.DONE,
        seconds=60,
        planned=60,
        repeats=0,
        effect=StepEffect.NOT_ANSWERED,
    )
    return plain._replace(**changes)


def session_at(started: datetime, **changes: Any) -> SessionRecord:
    """Return a finished session of the low back that began then; every session of the tests is made of it.

    Its identifier is made of when it began, and its end of that and of the seconds that were practised.
    """
    practised = changes.get("practised", 900)
    fields: dict[str, Any] = {
        "number": 0,
        "identifier": str(UUID(int=round(started.timestamp()))),
        "routine": "lower-back",
        "title": "Lower back",
        "region": "lumbar",
        "areas": ("lower-back",),
        "routine_hash": "ab" * 32,
        "plan": {"version": 1, "segments": []},
        "gentle": False,
        "started": started,
        "ended": started + timedelta(seconds=practised),
        "ending": SessionEnding.FINISHED,
        "practised": practised,
        "paused": 0,
        "pauses": 0,
        "added": 0,
        "sorer_side": "",
        "before": (),
        "after": (),
        "steps": (),
        "signs": (),
        "note": "",
    }
    return SessionRecord(**(fields | changes))


def session(
    day: int = 0,
    before: Sequence[str] = ("lower-back=6",),
    after: Sequence[str] = ("lower-back=4",),
    *,
    number: int = 0,
    **changes: Any,
) -> SessionRecord:
    """Return a session with scores and two steps, on that day after the Monday."""
    fields: dict[str, Any] = {
        "number": number or day + 1,
        "identifier": str(UUID(int=1_000 + day)),
        "ended": moment(day) + timedelta(minutes=16),
        "paused": 60,
        "pauses": 1,
        "sorer_side": "left",
        "before": scores(*before),
        "after": scores(*after),
        "steps": (step(), step("Piriformis", number=2, muscle="piriformis", point="")),
    }
    return session_at(**({"started": moment(day)} | fields | changes))


EVENING = datetime(2026, 3, 1, 20, 30, tzinfo=timezone(timedelta(hours=1)))
PLAN = {"version": 1, "segments": [["hold", "left", 1, 60]]}


def a_session(number: int = 1, **changes: Any) -> SessionRecord:
    """Return a session with something in every field; its identifier and its day are made of `number`."""
    fields: dict[str, Any] = {
        "started": EVENING + timedelta(days=number),
        "ended": EVENING + timedelta(days=number, minutes=16),
        "identifier": f"00000000-0000-4000-8000-{number:012}",
        "areas": ("lower-back", "buttock"),
        "plan": PLAN,
        "paused": 30,
        "pauses": 1,
        "added": -5,
        "sorer_side": "left",
        "before": scores("lower-back:left=6", "buttock=2"),
        "after": scores("lower-back:left=3"),
        "steps": (a_step(1), a_step(2)),
        "signs": (a_sign(),),
        "note": "stiff after the drive",
    }
    return session_at(**(fields | changes))


def a_step(number: int = 1, effect: StepEffect = StepEffect.HELPED) -> StepRecord:
    """Return a press that was done, a little longer than planned, and once more."""
    return step(number=number, point="gluteus-medius/2", seconds=65, repeats=1, effect=effect)


def a_sign(complaint: ComplaintKind = ComplaintKind.WARNING) -> ReportedSign:
    """Return a complaint during the first step."""
    return sign(complaint=complaint, second=44)


def an_entry(number: int = 1, **changes: Any) -> PainEntry:
    """Return pain noted without a session."""
    fields: dict[str, Any] = {
        "identifier": f"10000000-0000-4000-8000-{number:012}",
        "when": EVENING + timedelta(days=number),
        "scores": scores("neck:right=4"),
        "note": "woke up with it",
    }
    return PainEntry(**(fields | changes))


def a_screen(number: int = 1, outcome: Outcome = Outcome.GO_ON) -> ScreeningRecord:
    """Return a screen that was answered."""
    return ScreeningRecord(
        when=EVENING + timedelta(days=number), kind=ScreeningKind.FULL, regions=frozenset({"lumbar"}), outcome=outcome
    )


def a_triage_record(number: int = 1, outcome: Outcome = Outcome.GO_ON) -> TriageRecord:
    """Return questions that were answered, with a sign found."""
    found = (FoundSign("A5.2", outcome, "cancer"),)
    when = EVENING + timedelta(days=number)
    return TriageRecord(when, TriageKind.FULL, frozenset({"lumbar"}), outcome, visit=False, found=found)


def a_triage() -> TriageState:
    """Return all that may be kept of the questions before a session, a little of each."""
    return TriageState(
        records=(a_triage_record(2), a_triage_record(1)),
        watched=(WatchedSign("B1.4", EVENING, EVENING + timedelta(days=7), same=1),),
        releases=(SignRelease("A5.2", EVENING, EVENING),),
        person=PersonRecord("50-59", EVENING, {"cancer": KeptFact(("longer-ago",), False, EVENING)}, EVENING),
        pain=PainPattern("leg", "bending", EVENING),
    )


def a_walk(day: int = 0, minutes: int = 10) -> Walk:
    """Return a walk on that day after the Monday."""
    return Walk(str(UUID(int=5_000 + day)), moment(day), minutes)


def a_care() -> CareState:
    """Return all that may be kept of a person's care, a little of each."""
    return CareState(
        shown={"E1": EVENING, "E3": EVENING + timedelta(days=2)},
        is_off=True,
        switched=EVENING,
        asked=(EVENING,),
        goal=Goal("carry my grandson up the stairs", EVENING),
        began=PainBeginning(EVENING.date(), EVENING),
        changes=(MoveChange(EVENING, "bridge", MoveSetting(2, 6)),),
    )


def noted(day: int, *written: str, note: str = "") -> PainEntry:
    """Return pain that was noted on that day after the Monday."""
    return PainEntry(str(UUID(int=9_000 + day)), moment(day), scores(*written), note)


def sign(**changes: Any) -> ReportedSign:
    """Return a warning that was reported in the first step, on the left."""
    return ReportedSign(ComplaintKind.WARNING, 1, "gluteus-medius", "left", 95)._replace(**changes)
