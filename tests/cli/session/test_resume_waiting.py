"""Sessions that a history did not take wait beside it, and a start asks it once, however many there are."""

from pathlib import Path

import pytest

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.profile import PersonProfile
from backpain_cli.cli.session.resume import newest_to_resume
from backpain_cli.cli.session.run import begun_now
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.sessions import SessionEnding, SessionRecord
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.history.journal import SessionJournal
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session, SessionStatus
from backpain_cli.session.snapshot import session_snapshot, start_snapshot
from tests.person import known
from tests.program import run_program
from tests.whole import journals, kept


class Asked(PersonProfile):
    """A profile that counts how often a session is brought to it."""

    times = 0

    def keep_session(self, record: SessionRecord) -> int:
        """Count it, and keep it if the history takes it."""
        self.times += 1
        return super().keep_session(record)


def context_of(profile: PersonProfile, anatomy: Atlas) -> AppContext:
    """Return a context with this profile."""
    context = AppContext()
    context.profile, context.atlas = profile, anatomy
    return context


def left_behind(home: Path, anatomy: Atlas) -> None:
    """Leave the journal of a session that was left with the quit key after two minutes, and not kept."""
    routine = find_routine("first-twinge", anatomy)
    begun = begun_now(lay_out(routine), routine, gentle=False, sorer_side="", before=())
    session = Session(plan=begun.plan, position_ns=120 * NS_PER_S, practised=120 * NS_PER_S, status=SessionStatus.QUIT)
    with SessionJournal.begin(
        home, begun.form, identifier=begun.identifier, begun=begun.started, meta=start_snapshot(begun)
    ) as journal:
        journal.note(session_snapshot(session))


def test_sessions_wait_while_the_history_is_damaged_and_all_of_them_are_kept_once_it_is_gone(
    tmp_path: Path, anatomy: Atlas
) -> None:
    for _ in range(3):
        left_behind(tmp_path, anatomy)
    damaged = tmp_path / "history.sqlite3"
    damaged.write_bytes(b"no history " * 500)
    with Asked(tmp_path, saves=True) as profile:
        assert newest_to_resume(context_of(profile, anatomy)) is None
        # Each asking may take as long as a locked file is waited for.
        assert profile.times == 1
        assert profile.trouble is not None
    assert len(journals(tmp_path)) == 3
    damaged.rename(tmp_path / "set aside")
    with Asked(tmp_path, saves=True) as profile:
        assert newest_to_resume(context_of(profile, anatomy)) is None
        assert profile.trouble is None
    assert [session.ending for session in kept(tmp_path)] == [SessionEnding.LEFT] * 3
    assert journals(tmp_path) == []


@pytest.mark.parametrize("command", [("history",), ("history", "--json"), ("export", "-")])
def test_what_waits_beside_the_history_is_told_where_it_is_missed(
    tmp_path: Path, anatomy: Atlas, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("BACKPAIN_HOME", str(known(tmp_path)))
    assert "not in the history" not in run_program(*command).err
    left_behind(tmp_path, anatomy)
    assert "One session is not in the history yet" in " ".join(run_program(*command).err.split())
    left_behind(tmp_path, anatomy)
    assert "2 sessions are not in the history yet" in " ".join(run_program(*command).err.split())
    with PersonProfile(tmp_path, saves=True) as profile:
        assert newest_to_resume(context_of(profile, anatomy)) is None
    assert "not in the history" not in run_program(*command).err
