"""Somebody whom the program knows: screened today, with nothing special about them, past the first sessions."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from backpain_cli.domain.record import (
    Ending,
    Outcome,
    PainScore,
    ReportedSign,
    ScreenKind,
    ScreenRecord,
    SessionRecord,
    StepRecord,
)
from backpain_cli.domain.terms import Region
from backpain_cli.history.store import open_store
from backpain_cli.library.safety_file import load_circumstances

ALL_REGIONS = frozenset(map(str, Region))


def session_of(
    started: datetime,
    *,
    number: int = 0,
    practised: int = 900,
    routine: str = "lower-back",
    before: tuple[PainScore, ...] = (),
    after: tuple[PainScore, ...] = (),
    steps: tuple[StepRecord, ...] = (),
    signs: tuple[ReportedSign, ...] = (),
    note: str = "",
) -> SessionRecord:
    """Return a session that began then."""
    stamp = int(started.timestamp())
    return SessionRecord(
        number=number,
        identifier=f"00000000-0000-4000-8000-{stamp:012d}",
        routine=routine,
        title="Lower back",
        region="lumbar",
        areas=("lower-back",),
        routine_hash="ab" * 32,
        plan={"version": 1},
        gentle=False,
        started=started,
        ended=started + timedelta(seconds=practised),
        ending=Ending.FINISHED,
        practised=practised,
        paused=0,
        pauses=0,
        added=0,
        sorer_side="",
        before=before,
        after=after,
        steps=steps,
        signs=signs,
        note=note,
    )


def known(home: Path, **circumstances: str) -> Path:
    """Make the person known in the data folder `home`, with these circumstances and no others; return `home`."""
    now = datetime.now(UTC).astimezone()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    # No bell between the lines that a test reads, and no program that plays tones.
    (home / "settings.json").write_text('{"sound": "off"}', encoding="utf-8")
    answers = {one.key: "no" for one in load_circumstances().all}
    with open_store(home) as store:
        if store.screens():
            return home
        store.save_screen(ScreenRecord(now, ScreenKind.FULL, ALL_REGIONS, Outcome.GO_ON))
        store.save_circumstances(answers | {key.replace("_", "-"): told for key, told in circumstances.items()}, now)
        for days in (30, 31, 32):
            store.save_session(session_of(now - timedelta(days=days)))
    return home
