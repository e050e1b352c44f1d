"""What the journal holds at any moment of a session is that session."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_cli.cli.session.run import JournalStage
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.steps import Sides
from backpain_cli.history.journal import Journal
from backpain_cli.history.journal_files import read_journal
from backpain_cli.session.events import Command, Event, Passed
from backpain_cli.session.ledger import SECOND
from backpain_cli.session.session import Session, Status
from backpain_cli.session.snapshot import session_from, state_of
from tests.plans import check, fifteen_minutes, plan, press, stretch
from tests.records import EVENING


def three_steps() -> Plan:
    return plan(check(20), press(sides=Sides.BOTH, hold=40), stretch(), press(sides=Sides.LEFT, hold=30))


def begin(folder: Path) -> Journal:
    return Journal.begin(folder, {}, identifier="x", begun=EVENING, meta={})


def in_the_journal(journal: Journal) -> Session:
    journal.settle()
    found = read_journal(journal.path)
    assert found is not None
    return session_from(three_steps(), found.state)


SECONDS = st.integers(min_value=1, max_value=3 * SECOND).map(Passed)
EVENTS = st.lists(st.one_of(SECONDS, SECONDS, SECONDS, st.sampled_from(list(Command))), max_size=25)


@settings(max_examples=60, deadline=None)
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
            assert in_the_journal(journal) == session_from(three_steps(), state_of(session))


def test_fifteen_minutes_take_less_than_a_megabyte(tmp_path: Path) -> None:
    laid_out = fifteen_minutes()
    session = Session(plan=laid_out)
    with begin(tmp_path) as journal:
        stage = JournalStage(journal)
        for second in range(901):
            stage.show(session)
            if second % 100 == 0:
                journal.settle()
            session = session.after(Passed(SECOND))
        journal.settle()
        assert session.status is Status.FINISHED
        found = read_journal(journal.path)
        assert found is not None
        lines = journal.path.read_bytes().splitlines()
        assert session_from(laid_out, found.state) == session_from(laid_out, state_of(session))
    assert max(map(len, lines[1:])) * 901 < 1_000_000
