"""What the journal holds at any moment of a session is that session."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.session.run import JournalStage, begun_now, run_and_record
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.domain.settings import Settings
from backpain_cli.history.journal import SessionJournal
from backpain_cli.history.journal_files import read_journal
from backpain_cli.library.settings import load_settings
from backpain_cli.session.events import NS_PER_S, Event, SessionCommand, SessionEnded, TimePassed
from backpain_cli.session.loop import new_session
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.session.snapshot import session_from_snapshot, session_snapshot
from backpain_cli.terminal import session_runner
from backpain_cli.terminal.session_runner import SessionRun
from tests.plans import check, fifteen_minutes, plan, press, stretch
from tests.records import EVENING


def three_steps() -> Plan:
    return plan(check(20), press(sides=StepSides.BOTH, hold=40), stretch(), press(sides=StepSides.LEFT, hold=30))


def begin(folder: Path) -> SessionJournal:
    return SessionJournal.begin(folder, {}, identifier="x", begun=EVENING, meta={})


def in_the_journal(journal: SessionJournal) -> Session:
    journal.flush()
    found = read_journal(journal.path)
    assert found is not None
    return session_from_snapshot(three_steps(), found.state)


SECONDS = st.integers(min_value=1, max_value=3 * NS_PER_S).map(TimePassed)
EVENTS = st.lists(st.one_of(SECONDS, SECONDS, SECONDS, st.sampled_from(list(SessionCommand))), max_size=25)


@given(st.lists(EVENTS, max_size=5))
def test_it_is_taken_up_again_from_any_moment(moments: list[list[Event]]) -> None:
    session = Session(plan=three_steps())
    with TemporaryDirectory() as folder, begin(Path(folder)) as journal:
        stage = JournalStage(journal)
        stage.show(session)
        for events in moments:
            for event in events:
                session = session.after(event)
                stage.show(session)
            assert in_the_journal(journal) == session_from_snapshot(three_steps(), session_snapshot(session))


def test_fifteen_minutes_take_less_than_a_megabyte(tmp_path: Path) -> None:
    laid_out = fifteen_minutes()
    session = Session(plan=laid_out)
    with begin(tmp_path) as journal:
        stage = JournalStage(journal)
        for second in range(901):
            stage.show(session)
            if second % 100 == 0:
                journal.flush()
            session = session.after(TimePassed(NS_PER_S))
        journal.flush()
        assert session.status is SessionStatus.FINISHED
        found = read_journal(journal.path)
        assert found is not None
        lines = journal.path.read_bytes().splitlines()
        assert session_from_snapshot(laid_out, found.state) == session_from_snapshot(
            laid_out, session_snapshot(session)
        )
    assert max(map(len, lines[1:])) * 901 < 1_000_000


@pytest.mark.parametrize("still", [True, False])
def test_a_session_is_still_where_that_is_asked_for_and_nothing_of_it_is_kept(
    monkeypatch: pytest.MonkeyPatch, still: bool
) -> None:
    asked: list[Settings] = []

    def end(session: Session, *, settings: Settings, **_: Any) -> SessionRun:
        asked.append(settings)
        return SessionRun(session.after(SessionEnded()), None, "")

    monkeypatch.setattr(session_runner, session_runner.run_on_terminal.__name__, end)
    laid_out = three_steps()
    begun = begun_now(laid_out, laid_out.routine, gentle=False, sorer_side="", before=())
    with AppContext(SessionOptions(still=still, speed=2)) as context:
        assert run_and_record(begun, new_session(laid_out), context, None) is ExitCode.OK
        context.save_choices()
    assert [settings.reduced_motion for settings in asked] == [still]
    assert not load_settings().reduced_motion
