"""Somebody whom the program knows: screened today, with nothing special about them, past the first sessions."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from backpain_cli.domain.records.sessions import ScreeningKind, ScreeningRecord
from backpain_cli.domain.terms import Outcome, Region
from backpain_cli.history.store import open_history
from backpain_cli.library.shipped_safety import load_circumstances
from tests.records import session_at

ALL_REGIONS = frozenset(map(str, Region))


def known(home: Path, **circumstances: str) -> Path:
    """Make the person known in the data folder `home`, with these circumstances and no others; return `home`."""
    now = datetime.now(UTC).astimezone()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    # No bell between the lines that a test reads, and no program that plays tones.
    (home / "settings.json").write_text('{"sound": "off"}', encoding="utf-8")
    answers = {one.key: "no" for one in load_circumstances().all}
    with open_history(home) as store:
        if store.screens():
            return home
        store.save_screen(ScreeningRecord(now, ScreeningKind.FULL, ALL_REGIONS, Outcome.GO_ON))
        store.save_circumstances(answers | {key.replace("_", "-"): told for key, told in circumstances.items()}, now)
        for days in (30, 31, 32):
            store.save_session(session_at(now - timedelta(days=days)))
    return home
