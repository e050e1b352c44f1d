"""Sessions, pain scores and screens for tests."""

from datetime import datetime, timedelta, timezone
from typing import Any

from backpain_cli.domain.record import (
    Complaint,
    Effect,
    Ending,
    Outcome,
    PainEntry,
    PainScore,
    ReportedSign,
    ScreenKind,
    ScreenRecord,
    SessionRecord,
    StepOutcome,
    StepRecord,
)

EVENING = datetime(2026, 3, 1, 20, 30, tzinfo=timezone(timedelta(hours=1)))
PLAN = {"version": 1, "segments": [["hold", "left", 1, 60]]}


def a_session(number: int = 1, **changes: Any) -> SessionRecord:
    """Return a whole session; its identifier and its day are made of `number`, unless they are told."""
    values: dict[str, Any] = {
        "number": 0,
        "identifier": f"00000000-0000-4000-8000-{number:012}",
        "routine": "lower-back",
        "title": "Lower back",
        "region": "lumbar",
        "areas": ("lower-back", "buttock"),
        "routine_hash": "ab" * 32,
        "plan": PLAN,
        "gentle": False,
        "started": EVENING + timedelta(days=number),
        "ended": EVENING + timedelta(days=number, minutes=16),
        "ending": Ending.FINISHED,
        "practised": 900,
        "paused": 30,
        "pauses": 1,
        "added": -5,
        "sorer_side": "left",
        "before": (PainScore("lower-back", "left", 6), PainScore("buttock", "", 2)),
        "after": (PainScore("lower-back", "left", 3),),
        "steps": (a_step(1), a_step(2)),
        "signs": (a_sign(),),
        "note": "stiff after the drive",
    }
    return SessionRecord(**{**values, **changes})


def a_step(number: int = 1, effect: Effect = Effect.HELPED) -> StepRecord:
    """Return a press that was done."""
    return StepRecord(
        number=number,
        kind="press",
        title="Gluteus medius",
        muscle="gluteus-medius",
        point="gluteus-medius/2",
        outcome=StepOutcome.DONE,
        seconds=65,
        planned=60,
        repeats=1,
        effect=effect,
    )


def a_sign(complaint: Complaint = Complaint.WARNING) -> ReportedSign:
    """Return a complaint during the first step."""
    return ReportedSign(complaint=complaint, step_number=1, muscle="gluteus-medius", side="left", second=44)


def an_entry(number: int = 1, **changes: Any) -> PainEntry:
    """Return pain noted without a session."""
    values: dict[str, Any] = {
        "identifier": f"10000000-0000-4000-8000-{number:012}",
        "when": EVENING + timedelta(days=number),
        "scores": (PainScore("neck", "right", 4),),
        "note": "woke up with it",
    }
    return PainEntry(**{**values, **changes})


def a_screen(number: int = 1, outcome: Outcome = Outcome.GO_ON) -> ScreenRecord:
    """Return a screen that was answered."""
    return ScreenRecord(
        when=EVENING + timedelta(days=number), kind=ScreenKind.FULL, regions=frozenset({"lumbar"}), outcome=outcome
    )
