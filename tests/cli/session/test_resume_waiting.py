"""Sessions that a history did not take wait beside it, and a start asks it once, however many there are."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.profile import PersonProfile
from backpain_cli.cli.session.resume import sessions_to_resume
from backpain_cli.cli.session.run import begun_now
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.sessions import SessionEnding, SessionRecord
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.history.journal import SessionJournal
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.session.snapshot import session_snapshot, start_snapshot
from tests.flow import TWO_MINUTES, Person, led, start
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


def left_behind(home: Path, anatomy: Atlas, *, minute: int = 2, status: SessionStatus = SessionStatus.QUIT) -> None:
    """Leave the journal of a session that was left with the quit key after `minute` minutes, and not kept."""
    routine = find_routine("first-twinge", anatomy)
    begun = begun_now(lay_out(routine), routine, gentle=False, sorer_side="", before=())
    passed = minute * 60 * NS_PER_S
    session = Session(plan=begun.plan, position_ns=passed, practised=passed, status=status)
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
        assert sessions_to_resume(context_of(profile, anatomy)) == []
        # Each asking may take as long as a locked file is waited for.
        assert profile.times == 1
        assert profile.trouble is not None
    assert len(journals(tmp_path)) == 3
    damaged.rename(tmp_path / "set aside")
    with Asked(tmp_path, saves=True) as profile:
        assert sessions_to_resume(context_of(profile, anatomy)) == []
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
        assert sessions_to_resume(context_of(profile, anatomy)) == []
    assert "not in the history" not in run_program(*command).err


def interrupted_twice(home: Path, anatomy: Atlas) -> Path:
    """Leave two sessions that can be taken up again, after one minute and, later, after two."""
    for minute in (1, 2):
        left_behind(known(home), anatomy, minute=minute, status=SessionStatus.PAUSED)
        noted = datetime.now(UTC).timestamp() - 60 * (3 - minute)
        newest = max(journals(home), key=lambda path: path.stat().st_mtime)
        os.utime(newest, (noted, noted))
    return home


class Choosing(Person):
    """Somebody who wants the session that stopped there, and lets go of every other one."""

    def __init__(self, where: str) -> None:
        """Take note of it."""
        super().__init__({}, {})
        self.where = where
        self.offered: list[str] = []

    def type(self, question: str) -> str | None:
        """Type a line."""
        if "Go on with it" not in question:
            return super().type(question)
        self.offered.append(question)
        return "y" if self.where in question else "n"


@pytest.mark.parametrize(("where", "practised"), [("2:00 of", [240]), ("1:00 of", [180, 120])])
def test_each_of_several_interrupted_sessions_is_taken_up_or_let_go(
    tmp_path: Path, anatomy: Atlas, where: str, practised: list[int]
) -> None:
    home = interrupted_twice(tmp_path, anatomy)
    person = Choosing(where)
    routine = find_routine("lower-back", anatomy)
    attempt = start(home, led(routine, anatomy, SessionOptions()), person, happens=[TWO_MINUTES])
    assert attempt.clocks == 1
    # Who wants the newest is asked for no other one, and the other one waits on.
    assert len(person.offered) == len(practised)
    assert len(journals(home)) == 2 - len(practised)
    assert [session.practised for session in kept(home)[:-3]] == practised


@pytest.mark.parametrize(("number", "practised"), [("1", 240), ("2", 180)])
def test_the_option_asks_which_of_several_sessions_is_meant(
    tmp_path: Path, anatomy: Atlas, number: str, practised: int
) -> None:
    home = interrupted_twice(tmp_path, anatomy)
    routine = find_routine("lower-back", anatomy)
    begin = led(routine, anatomy, SessionOptions(resume=True))
    attempt = start(home, begin, Person({}, {0: number}), happens=[TWO_MINUTES])
    assert "stopped at 1:00 of" in attempt.said
    assert (attempt.clocks, kept(home)[0].practised, len(journals(home))) == (1, practised, 1)


def test_where_nobody_can_be_asked_every_interrupted_session_is_named(tmp_path: Path, anatomy: Atlas) -> None:
    home = interrupted_twice(tmp_path, anatomy)
    routine = find_routine("lower-back", anatomy)
    attempt = start(home, led(routine, anatomy, SessionOptions()), Person({}, {}), happens=[TWO_MINUTES], seen=False)
    assert attempt.said.count("A session was interrupted") == 2
    assert len(journals(home)) == 2
