"""Kept sessions for tests."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from backpain_cli.domain.record import Ending, PainScore, SessionRecord


def session(
    *,
    started: datetime,
    practised: int = 900,
    before: Sequence[PainScore] = (),
    after: Sequence[PainScore] = (),
) -> SessionRecord:
    """Return a session of the low back as it would be kept."""
    return SessionRecord(
        number=0,
        identifier=str(uuid4()),
        routine="lower-back",
        title="Lower back",
        region="lumbar",
        areas=("lower-back",),
        routine_hash="0" * 64,
        plan={},
        gentle=False,
        started=started,
        ended=started + timedelta(seconds=practised),
        ending=Ending.FINISHED,
        practised=practised,
        paused=0,
        pauses=0,
        added=0,
        sorer_side="",
        before=tuple(before),
        after=tuple(after),
        steps=(),
        signs=(),
        note="",
    )
