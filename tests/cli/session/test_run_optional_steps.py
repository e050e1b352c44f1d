"""Optional steps that are left out, on the card before a session and in it: what is kept of that, also after a kill."""

import os
import signal
from pathlib import Path

import pytest

from backpain_cli.domain.records.sessions import SessionEnding, StepOutcome
from backpain_cli.history.journal_files import running_sessions
from tests.optional import FILE
from tests.person import known
from tests.whole import a_session, journals, kept

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal"),
]
DONE, SKIPPED = StepOutcome.DONE, StepOutcome.SKIPPED


def test_a_step_that_was_skipped_stays_left_out_after_a_kill_and_its_time_is_practised_at_the_end(
    tmp_path: Path,
) -> None:
    with a_session(known(tmp_path), routine=str(FILE), speed=20) as terminal:
        terminal.begin()
        terminal.until("step 2 of 5")
        terminal.send(b"n")
        terminal.until(lambda: running_sessions(tmp_path)[0].state["skipped"] == [2])
        terminal.until("step 3 of 5")
        os.kill(terminal.process, signal.SIGKILL)
        terminal.wait(seconds=5)
    with a_session(tmp_path, "--resume", routine="") as terminal:
        terminal.begin()
        assert terminal.finish() == 0
    session = kept(tmp_path)[0]
    assert session.ending is SessionEnding.FINISHED
    assert [one.outcome for one in session.steps] == [DONE, SKIPPED, DONE, DONE, DONE]
    spent = session.steps[1].seconds
    # A whole second is begun where a step is left out; what passed after the last note in the journal is lost.
    assert session.steps[4].seconds == 117 + 40 - spent
    assert (session.added, session.steps[4].planned) == (0, 117)
    assert journals(tmp_path) == []


def test_a_step_that_was_left_out_on_the_card_is_in_no_record_and_another_may_be_skipped(tmp_path: Path) -> None:
    with a_session(known(tmp_path), routine=str(FILE), speed=20) as terminal:
        terminal.begin(form=b"2")
        terminal.until("step 2 of 4")
        terminal.until(lambda: running_sessions(tmp_path)[0].state["done"] == [1])
        os.kill(terminal.process, signal.SIGKILL)
        terminal.wait(seconds=5)
    with a_session(tmp_path, "--resume", routine="", speed=40) as terminal:
        terminal.begin()
        terminal.until("step 2 of 4")
        terminal.send(b"n")
        terminal.until("step 3 of 4")
        assert terminal.finish() == 0
    session = kept(tmp_path)[0]
    assert session.ending is SessionEnding.FINISHED
    assert [one.title for one in session.steps] == [
        "Stand up twice",
        "Stand up and sit down",
        "Slow breathing",
        "Settle",
    ]
    assert [one.outcome for one in session.steps] == [DONE, SKIPPED, DONE, DONE]
    assert session.steps[3].seconds == session.steps[3].planned == 180
    assert session.added == session.steps[1].seconds - 40
