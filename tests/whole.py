"""Whole sessions of the real program: begun, led and kept as a person has them, only faster."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backpain_cli.domain.records.sessions import SessionRecord
from backpain_cli.history.store import open_history
from tests.hurried import HURRIED, hurried
from tests.program import Outcome, run_process, run_program
from tests.pseudo_terminal import ENTER_SCREEN, LEAVE_SCREEN, PseudoTerminal

AFTERWARDS = "How strong is the pain after the session"
BROKEN_OFF = "A session was interrupted:"
AGE_CARD, DAY_CARD, AGAIN_CARD = "How old are you?", "Since last time, is any of this new?", "Begin all the same."
"""Words of the card that comes first: for somebody new, on another day, and after a session today."""
_CODE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def a_session(
    home: Path,
    *arguments: str,
    routine: str = "first-twinge",
    speed: int = 300,
    environment: Mapping[str, str] | None = None,
    output: Path | None = None,
    program: tuple[str, ...] = HURRIED,
) -> PseudoTerminal:
    """Return the program, led through `routine` on a terminal of its own, so many times as fast as in life."""
    return PseudoTerminal(
        ["routine", *([routine] if routine else []), "--sound", "off", *arguments],
        home=home,
        lines=60,
        environment={**hurried(speed), **(environment or {})},
        program=program,
        output=output,
    )


def told(terminal: PseudoTerminal) -> str:
    """Return what was written in lines, as one line: before the session's screen was taken, or after it was left."""
    lines = terminal.written.rpartition(LEAVE_SCREEN)[2].decode(errors="replace")
    return " ".join(_CODE.sub("", lines).split())


def told_before(terminal: PseudoTerminal) -> str:
    """Return what was written in lines before the last screen was taken, beside the cards, as one line."""
    parts = terminal.written.rpartition(ENTER_SCREEN)[0].split(LEAVE_SCREEN)
    lines = b" ".join(part.partition(ENTER_SCREEN)[0] for part in parts).decode(errors="replace")
    return " ".join(_CODE.sub("", lines).split())


def cards(terminal: PseudoTerminal) -> str:
    """Return what was written on the cards of questions before a session, as one line."""
    screens = terminal.written.rpartition(ENTER_SCREEN)[0].split(ENTER_SCREEN)[1:]
    lines = b" ".join(screen.partition(LEAVE_SCREEN)[0] for screen in screens).decode(errors="replace")
    return " ".join(_CODE.sub(" ", lines).split())


def until_told(terminal: PseudoTerminal, wanted: str, *, seconds: float = 20) -> None:
    """Read until `wanted` is told."""
    terminal.until(lambda: wanted in told(terminal), seconds=seconds)


def answer(terminal: PseudoTerminal, wanted: str, keys: bytes) -> None:
    """Wait for a question and answer it; a key without Enter counts only once the keyboard was at rest."""
    terminal.until(lambda: wanted in told(terminal).rpartition(": ")[2] or told(terminal).endswith(wanted))
    while terminal.read(0.2):
        pass
    terminal.send(keys)


def kept(home: Path) -> list[SessionRecord]:
    """Return the sessions in the history of `home`, the newest first."""
    with open_history(home) as store:
        return store.sessions()


def journals(home: Path) -> list[Path]:
    """Return the journals that lie in `home`."""
    return sorted((home / "journals").glob("*")) if home.exists() else []


def shown_session(home: Path, number: int = 1) -> str:
    """Return what `backpain history show` says of a session, as one line."""
    done = run_program("history", "show", str(number), environment={"BACKPAIN_HOME": str(home)})
    assert done.code == 0, done
    return " ".join(done.out.split())


def unasked(home: Path, *arguments: str, typed: bytes = b"", speed: int = 200) -> Outcome:
    """Lead a session where there is no terminal, with `typed` coming through a pipe."""
    variables = {**hurried(speed), "BACKPAIN_HOME": str(home)}
    return run_process("routine", "first-twinge", *arguments, typed=typed, environment=variables, program=HURRIED)


def json_lines(text: str) -> list[dict[str, Any]]:
    """Return the objects in `text`, one a line."""
    return [json.loads(line) for line in text.splitlines()]
