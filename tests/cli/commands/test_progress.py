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
from tests.records import scores, session_at


def in_progress(home: Path, *sessions: SessionRecord) -> tuple[str, bool]:
    """Return the message on the page of progress, and whether the plan is offered there."""
    now = datetime.now(UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BACKPAIN_HOME", str(home))
        with AppContext() as context:
            for session in sessions:
                context.history.save_session(session)
            return message_in_progress(context, kept(home), now)


def test_in_progress_a_message_is_shown_once_and_kept(tmp_path: Path) -> None:
    home, session = listening(tmp_path), session_at(datetime.now(UTC) - timedelta(days=1))
    message, offers_plan = in_progress(home, session)
    assert (message[:4], offers_plan) == ("Hurt", False)
    assert set(kept(home).shown) == {"E1"}
    assert in_progress(home) == ("", False)


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


def test_who_began_long_ago_and_is_no_better_is_told_to_ask_once(tmp_path: Path) -> None:
    home, now = (
        listening(tmp_path, with_shown(NO_CARE, "E1", datetime.now(UTC) - timedelta(days=400))),
        datetime.now(UTC),
    )
    first, lately = (session_at(now - timedelta(days=days), before=scores("lower-back=6")) for days in (500, 2))
    message, _ = in_progress(home, first, lately)
    assert message.startswith("Not better in two weeks, or worse at any time?")
    with open_history(home) as store:
        store.change_care(lambda care: with_shown(care, "E12", now - timedelta(days=30)))
    assert "two weeks" not in in_progress(home)[0]
