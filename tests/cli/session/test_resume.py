"""A session that something broke off: what is kept of it, and how the next start goes on with it."""

import os
import shutil
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backpain_cli.domain.records.sessions import SessionEnding, StepOutcome
from backpain_cli.history.journal_files import running_sessions
from backpain_cli.history.store import open_history
from tests.broken_moments import check_next_start, killed_after
from tests.person import known, state_of
from tests.program import run_program
from tests.whole import AGAIN_CARD, BROKEN_OFF, DAY_CARD, a_session, answer, journals, kept, told, unasked, until_told

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal"),
]


def break_off(home: Path, number: signal.Signals) -> None:
    """Begin a session and end it by a signal in its third step."""
    with a_session(home, speed=60) as terminal:
        terminal.begin()
        terminal.until("step 3 of")
        # The screen is drawn before the journal is written, which a kill between the two would leave in step 2.
        terminal.until(lambda: {1, 2} <= set(running_sessions(home)[0].state["done"]))
        os.kill(terminal.process, number)
        assert terminal.wait(seconds=5) == -number


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_keeps_the_session_as_broken_off_and_the_next_start_offers_it(
    tmp_path: Path, number: signal.Signals
) -> None:
    break_off(known(tmp_path), number)
    (session, *_) = kept(tmp_path)
    assert session.ending is SessionEnding.BROKEN_OFF
    assert [step.outcome for step in session.steps[:2]] == [StepOutcome.DONE] * 2
    with a_session(tmp_path) as terminal:
        until_told(terminal, f"{BROKEN_OFF} First twinge in the low back")
        until_told(terminal, "Go on with it? Type y or n")


def test_who_takes_it_up_again_has_one_session_done_to_its_end(tmp_path: Path) -> None:
    break_off(known(tmp_path), signal.SIGTERM)
    with a_session(tmp_path) as terminal:
        answer(terminal, "q leaves):", b"y\n")
        terminal.begin()
        assert terminal.finish() == 0
    session = kept(tmp_path)[0]
    assert len(kept(tmp_path)) == 4
    assert session.ending is SessionEnding.FINISHED
    assert {step.outcome for step in session.steps} == {StepOutcome.DONE}
    assert session.practised == 300
    assert journals(tmp_path) == []


def test_a_killed_session_is_taken_up_again_by_its_option(tmp_path: Path) -> None:
    break_off(known(tmp_path), signal.SIGKILL)
    assert len(kept(tmp_path)) == 3
    with a_session(tmp_path, "--resume", routine="") as terminal:
        terminal.begin()
        assert terminal.finish() == 0
    session = kept(tmp_path)[0]
    assert session.ending is SessionEnding.FINISHED
    assert {step.outcome for step in session.steps} == {StepOutcome.DONE}
    assert abs(session.practised - 300) <= 60
    done = run_program("routine", "--resume", environment={"BACKPAIN_HOME": str(tmp_path)})
    assert done.code == 2


def test_who_does_not_want_it_keeps_it_as_it_was_and_begins_anew(tmp_path: Path) -> None:
    break_off(known(tmp_path), signal.SIGKILL)
    with a_session(tmp_path) as terminal:
        answer(terminal, "q leaves):", b"n\n")
        terminal.until_card(DAY_CARD)
        assert [session.ending for session in kept(tmp_path)][:2] == [SessionEnding.BROKEN_OFF, SessionEnding.FINISHED]
        assert journals(tmp_path) == []
    with a_session(tmp_path) as terminal:
        terminal.until_card(DAY_CARD)
        assert BROKEN_OFF not in told(terminal)


def test_a_plan_that_fits_no_more_is_told_once_and_kept_as_it_was(tmp_path: Path) -> None:
    break_off(known(tmp_path), signal.SIGKILL)
    with open_history(tmp_path) as store:
        now = datetime.now(UTC).astimezone()
        store.save_triage(state_of(now, blood_thinners="yes, agreed"))
    with a_session(tmp_path) as terminal:
        terminal.begin(lines={"Go on with it?": b"y"})
        assert terminal.wait() == 4
        assert "What is known of you has changed since" in told(terminal)
        assert "What was done of it is kept." in told(terminal)
    assert [session.ending for session in kept(tmp_path)][:2] == [SessionEnding.BROKEN_OFF, SessionEnding.FINISHED]
    assert journals(tmp_path) == []
    with a_session(tmp_path) as terminal:
        terminal.until_card(DAY_CARD)
        assert BROKEN_OFF not in told(terminal)


def test_who_does_not_want_it_is_not_asked_again_where_the_history_does_not_take_it(tmp_path: Path) -> None:
    break_off(known(tmp_path), signal.SIGKILL)
    whole = tmp_path / "whole"
    shutil.copy(tmp_path / "history.sqlite3", whole)
    _damage(tmp_path)
    with a_session(tmp_path) as terminal:
        answer(terminal, "q leaves):", b"n\n")
        terminal.until_card(AGAIN_CARD)
    with a_session(tmp_path) as terminal:
        terminal.until_card(AGAIN_CARD)
        assert BROKEN_OFF not in told(terminal)
    assert len(journals(tmp_path)) == 1
    shutil.copy(whole, tmp_path / "history.sqlite3")
    with a_session(tmp_path) as terminal:
        terminal.until_card(DAY_CARD)
    session = kept(tmp_path)[0]
    assert session.ending is SessionEnding.BROKEN_OFF
    assert [step.outcome for step in session.steps[:2]] == [StepOutcome.DONE] * 2
    assert journals(tmp_path) == []


def test_who_leaves_at_the_offer_is_offered_it_again(tmp_path: Path) -> None:
    break_off(known(tmp_path), signal.SIGKILL)
    for _ in range(2):
        with a_session(tmp_path) as terminal:
            answer(terminal, "q leaves):", b"q\n")
            assert terminal.wait() == 0
            assert "No session was started." in told(terminal)
    assert len(journals(tmp_path)) == 1


def test_a_session_that_was_ended_for_an_emergency_is_never_offered_again(tmp_path: Path) -> None:
    home = known(tmp_path)
    with a_session(home, speed=1) as terminal:
        terminal.begin()
        terminal.until("step 1 of")
        _damage(home)
        terminal.send(b"h")
        terminal.until("Let go. What is it?")
        time.sleep(0.6)
        terminal.send(b"4")
        assert terminal.wait() == 3
    assert len(journals(home)) == 1
    with a_session(home) as terminal:
        terminal.until_card(AGAIN_CARD)
        assert BROKEN_OFF not in told(terminal)


def test_nobody_is_offered_anything_where_no_trace_is_wanted(tmp_path: Path) -> None:
    break_off(known(tmp_path), signal.SIGKILL)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with a_session(tmp_path, "--no-save") as terminal:
        terminal.begin()
        assert BROKEN_OFF.encode() not in terminal.written
        assert terminal.finish() == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    done = run_program("routine", "--resume", "--no-save", environment={"BACKPAIN_HOME": str(tmp_path)})
    assert done.code == 2
    assert "already saved" in done.err


def test_where_nobody_can_be_asked_it_is_told_and_left(tmp_path: Path) -> None:
    break_off(known(tmp_path), signal.SIGKILL)
    done = unasked(tmp_path)
    assert done.code == 0, done
    assert BROKEN_OFF in " ".join(done.err.split())
    assert len(journals(tmp_path)) == 1


def _damage(home: Path) -> None:
    for path in home.glob("history*"):
        if path.suffix != ".checked":
            path.write_bytes(b"no history " * 500)


def test_two_terminals_at_once_keep_both_sessions(tmp_path: Path) -> None:
    known(tmp_path)
    with a_session(tmp_path, speed=60) as first, a_session(tmp_path, speed=60) as second:
        first.begin()
        first.until("step 1 of")
        second.begin()
        # The one that runs is not taken for one that was broken off.
        assert BROKEN_OFF.encode() not in second.written
        assert first.finish() == 0
        assert second.finish() == 0
    assert [session.ending for session in kept(tmp_path)][:2] == [SessionEnding.FINISHED] * 2
    assert journals(tmp_path) == []


def test_only_one_of_two_terminals_takes_up_a_session(tmp_path: Path) -> None:
    break_off(known(tmp_path), signal.SIGKILL)
    with (
        a_session(tmp_path, "--resume", routine="", speed=1) as first,
        a_session(tmp_path, "--resume", routine="", speed=1) as second,
    ):
        for terminal in (first, second):
            terminal.begin()
            if terminal is first:
                terminal.until("step 3 of")
        assert second.wait() == 75
        assert "resumed in another terminal" in told(second)
        first.send(b"qq")
        assert first.finish() == 0
    assert len(kept(tmp_path)) == 4


@pytest.mark.parametrize("resumes_with", [None, ("--resume",)], ids=["offered", "asked for"])
@pytest.mark.parametrize("seconds", [1.1, 3.3])
def test_a_session_killed_at_any_moment_goes_on_where_it_was(
    tmp_path: Path, seconds: float, resumes_with: tuple[str, ...] | None
) -> None:
    # At 200 random moments: tests/slow/test_session_kills.py.
    home = known(tmp_path / "home")
    check_next_start(home, killed_after(seconds, home, tmp_path / "notes"), resumes_with=resumes_with)
