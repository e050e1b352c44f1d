"""On the page of progress a message is shown once, at most one a day, and never where a doctor should look first."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backpain_cli.cli.commands.progress import message_in_progress
from backpain_cli.cli.context import AppContext
from backpain_cli.domain.records.care_records import NO_CARE
from backpain_cli.domain.records.messages import with_shown
from backpain_cli.domain.records.sessions import SessionRecord
from backpain_cli.domain.records.triage_records import TriageKind, TriageRecord
from backpain_cli.domain.terms import Outcome
from backpain_cli.history.store import open_history
from tests.cli.session.test_message_after import kept, listening
from tests.records import session_at


def in_progress(home: Path, *sessions: SessionRecord) -> tuple[str, bool]:
    """Return the message on the page of progress, and whether the plan is offered there."""
    now = datetime.now(UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BACKPAIN_HOME", str(home))
        with AppContext() as context:
            return message_in_progress(context, sessions, [], kept(home), now, in_all=len(sessions))


def test_in_progress_a_message_is_shown_once_and_kept(tmp_path: Path) -> None:
    home, session = listening(tmp_path), session_at(datetime.now(UTC) - timedelta(days=1))
    message, offers_plan = in_progress(home, session)
    assert (message[:4], offers_plan) == ("Hurt", False)
    assert set(kept(home).shown) == {"E1"}
    assert in_progress(home, session, session) == ("", False)


def test_in_progress_the_plan_is_offered_after_a_bad_day(tmp_path: Path) -> None:
    home = listening(tmp_path, with_shown(NO_CARE, "E6", datetime.now(UTC) - timedelta(days=2)))
    assert in_progress(home, session_at(datetime.now(UTC)))[1]


def test_in_progress_a_message_waits_for_a_doctors_word(tmp_path: Path) -> None:
    home = listening(tmp_path)
    with open_history(home) as store:
        now = datetime.now(UTC)
        store.add_triage_record(TriageRecord(now, TriageKind.DAY, frozenset(), Outcome.DOCTOR_TODAY, False, ()))
    assert in_progress(home, session_at(datetime.now(UTC))) == ("", False)
    assert kept(home) == NO_CARE
