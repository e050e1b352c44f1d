"""Histories for tests: sessions and notes of pain with known scores."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from backpain_cli.domain.record import (
    Effect,
    Ending,
    PainEntry,
    PainScore,
    ReportedSign,
    SessionRecord,
    StepOutcome,
    StepRecord,
)

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
        effect=Effect.UNTOLD,
    )
    return plain._replace(**changes)


def session(
    day: int = 0,
    before: Sequence[str] = ("lower-back=6",),
    after: Sequence[str] = ("lower-back=4",),
    *,
    number: int = 0,
    **changes: Any,
) -> SessionRecord:
    """Return a finished session of fifteen minutes on that day after the Monday."""
    fields: dict[str, Any] = {
        "number": number or day + 1,
        "identifier": str(UUID(int=1_000 + day)),
        "routine": "lower-back",
        "title": "Lower back",
        "region": "lumbar",
        "areas": ("lower-back",),
        "routine_hash": "ab" * 32,
        "plan": {"version": 1, "segments": []},
        "gentle": False,
        "started": moment(day),
        "ended": moment(day) + timedelta(minutes=16),
        "ending": Ending.FINISHED,
        "practised": 900,
        "paused": 60,
        "pauses": 1,
        "added": 0,
        "sorer_side": "left",
        "before": scores(*before),
        "after": scores(*after),
        "steps": (step(), step("Piriformis", number=2, muscle="piriformis", point="")),
        "signs": (),
        "note": "",
    }
    return SessionRecord(**(fields | changes))


def noted(day: int, *written: str, note: str = "") -> PainEntry:
    """Return pain that was noted on that day after the Monday."""
    return PainEntry(str(UUID(int=9_000 + day)), moment(day), scores(*written), note)


def sign(**changes: Any) -> ReportedSign:
    """Return a warning that was reported in the first step, on the left."""
    from backpain_cli.domain.record import Complaint

    return ReportedSign(Complaint.WARNING, 1, "gluteus-medius", "left", 95)._replace(**changes)
