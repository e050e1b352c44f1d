from pathlib import Path
from typing import Any

import pytest

from backpain_cli.cli.app import run
from backpain_cli.domain.errors import ExitCode
from backpain_cli.session.events import SessionEnded
from backpain_cli.session.session import Session
from backpain_cli.terminal import session_runner
from backpain_cli.terminal.session_runner import SessionRun


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Return what each session that a terminal was to run was started with; it ends at once."""
    calls: list[dict[str, Any]] = []

    def play(session: Session, **options: Any) -> SessionRun:
        calls.append({"session": session, **options})
        return SessionRun(session.after(SessionEnded()), None, "")

    monkeypatch.setattr(session_runner, session_runner.run_on_terminal.__name__, play)
    return calls


def test_a_demonstration_asks_nothing_runs_fast_says_what_it_is_and_saves_nothing(
    played: list[dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert run(["routine", "neck", "--demo"]) == ExitCode.OK
    (call,) = played
    assert call["speed"] == 20
    assert "DEMONSTRATION" in call["mark"]
    assert call["sound"] == "off"
    assert call["session"].plan.routine.key == "neck"
    assert not call.get("stages")
    assert sorted(tmp_path.rglob("*")) == before
    said = capsys.readouterr().err
    assert "Nothing is saved" in said
    assert "backpain routine neck" in said


@pytest.mark.parametrize(
    "other", [["--preview"], ["--speed", "2"], ["--export-audio", "neck.wav"], ["--events"], ["--resume"]]
)
def test_a_demonstration_is_nothing_else_at_the_same_time(played: list[dict[str, Any]], other: list[str]) -> None:
    assert run(["routine", "neck", "--demo", *other]) == ExitCode.USAGE
    assert played == []


def test_a_demonstration_is_still_where_that_is_asked_for(played: list[dict[str, Any]]) -> None:
    assert run(["routine", "neck", "--demo", "--still"]) == ExitCode.OK
    assert run(["routine", "neck", "--demo"]) == ExitCode.OK
    assert [call["settings"].reduced_motion for call in played] == [True, False]
