"""Somebody whom the program knows: asked everything today, with nothing special about them, past the first sessions."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from backpain_cli.domain.records.messages import switched
from backpain_cli.domain.records.triage_records import NOTHING_KEPT, TriageKind, TriageRecord, TriageState
from backpain_cli.domain.safety.known_person import known_state
from backpain_cli.domain.terms import Outcome, Region
from backpain_cli.history.store import open_history
from backpain_cli.library.shipped_facts import load_fact_table
from tests.records import session_at

ALL_REGIONS = frozenset(map(str, Region))


def state_of(now: datetime, **circumstances: str) -> TriageState:
    """Return what is kept of a person who answered everything at `now`, with these circumstances and no others."""
    facts = load_fact_table()
    answers = {one.key: "no" for one in facts.circumstances}
    answers |= {key.replace("_", "-"): answer for key, answer in circumstances.items()}
    known = known_state(NOTHING_KEPT, answers, facts, now, now)
    assert known.person is not None
    record = TriageRecord(now, TriageKind.FULL, ALL_REGIONS, Outcome.GO_ON, visit=False, found=())
    return known._replace(records=(record,), person=known.person._replace(age_answered=now, facts_answered=now))


def known(home: Path, **circumstances: str) -> Path:
    """Make the person known in the data folder `home`, with these circumstances and no others; return `home`."""
    now = datetime.now(UTC).astimezone()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    # No bell between the lines that a test reads, and no program that plays tones.
    (home / "settings.json").write_text('{"sound": "off"}', encoding="utf-8")
    with open_history(home) as store:
        if store.triage().records:
            return home
        store.save_triage(state_of(now, **circumstances))
        # Messages after sessions are tested by themselves.
        store.change_care(lambda care: switched(care, now, off=True))
        for days in (30, 31, 32):
            store.save_session(session_at(now - timedelta(days=days)))
    return home
