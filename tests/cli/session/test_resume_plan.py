"""A session of a plan that something broke off goes on where it was, and is kept as what it is."""

import json
import os
import signal
from pathlib import Path

import pytest

from backpain_cli.domain.records.sessions import SessionEnding, StepOutcome
from tests.hurried import HURRIED, hurried
from tests.person import known
from tests.program import Outcome, run_program
from tests.pseudo_terminal import PseudoTerminal
from tests.whole import BROKEN_OFF, a_session, journals, kept, shown_session, told, until_told

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal"),
]
PLAN = ("plan", "neck", "--minutes", "5", "--run")


def begun(home: Path, *command: str, speed: int = 60) -> PseudoTerminal:
    """Return the program with a session that goes by many times as fast."""
    return PseudoTerminal(command, home=home, columns=100, lines=30, environment=hurried(speed), program=HURRIED)


def killed_in_the_middle(home: Path) -> None:
    with begun(known(home), *PLAN) as terminal:
        terminal.begin()
        terminal.until("step 3 of")
        os.kill(terminal.process, signal.SIGKILL)
        assert terminal.wait(seconds=5) == -signal.SIGKILL


def asked(home: Path, *arguments: str) -> Outcome:
    done = run_program(*arguments, environment={"BACKPAIN_HOME": str(home)})
    assert done.code == 0, done
    return done


def test_a_plan_that_was_killed_goes_on_where_it_was_and_is_one_session(tmp_path: Path) -> None:
    killed_in_the_middle(tmp_path)
    with a_session(tmp_path, "--resume", routine="") as terminal:
        terminal.begin()
        assert terminal.finish() == 0
        assert "Plan: neck, begun at" in terminal.written.decode(errors="replace")
    session = kept(tmp_path)[0]
    assert (session.title, session.ending) == ("Plan: neck", SessionEnding.FINISHED)
    assert {step.outcome for step in session.steps} == {StepOutcome.DONE}
    assert abs(session.practised - 300) <= 60
    assert journals(tmp_path) == []


def test_the_next_plan_offers_the_one_that_was_broken_off(tmp_path: Path) -> None:
    killed_in_the_middle(tmp_path)
    with begun(tmp_path, *PLAN) as terminal:
        until_told(terminal, f"{BROKEN_OFF} Plan: neck")
        until_told(terminal, "Go on with it? Type y or n")


def test_a_plan_is_in_the_history_the_progress_and_an_export_as_what_it_is(tmp_path: Path) -> None:
    with begun(known(tmp_path / "one"), *PLAN, speed=300) as terminal:
        terminal.begin()
        assert terminal.finish() == 0
        assert "Saved as session 4." in told(terminal)
        hints = [line for line in told(terminal).split("`") if line.startswith("backpain ")]
    assert all(
        hint.split()[1] in {"history", "progress", "plan", "routine", "remind", "log", "learn"} for hint in hints
    )
    home = tmp_path / "one"
    assert "Plan: neck" in shown_session(home, 4)
    assert "plan-neck" in asked(home, "history").out
    (newest, *_) = json.loads(asked(home, "history", "--json").out)["sessions"]
    assert (newest["title"], newest["routine"]) == ("Plan: neck", "plan-neck")
    assert "neck" in asked(home, "progress").out.lower()
    copy = tmp_path / "copy.json"
    asked(home, "export", str(copy))
    asked(tmp_path / "two", "import", str(copy))
    assert kept(tmp_path / "two")[0] == kept(home)[0]
    assert asked(tmp_path / "two", "history", "show", "4").out == asked(home, "history", "show", "4").out
