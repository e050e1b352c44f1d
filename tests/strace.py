"""A small program under strace, in which one system call fails or is the last one."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]

HEAD = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from backpain_cli.history.errors import HistoryError
from backpain_cli.history.store import open_history
from tests.records import a_session
# Whatever is imported late is imported now: the faults are for what the store does.
import backpain_cli.domain.text, sqlite3
folder = Path(sys.argv[2])
def say(text):
    sys.stdout.write(text + "\\n")
    sys.stdout.flush()
try:
"""
TAIL = """
except HistoryError as error:
    say(f"refused {int(error.exit_code)} {error.message}")
say("end")
"""
SAVE = """
    say(f"saved {open_history(folder).save_session(a_session(int(sys.argv[3])))}")
"""


class Run(NamedTuple):
    """What became of it."""

    code: int
    """Below zero where a signal ended it."""
    said: list[str]
    error: str


def needs_strace() -> None:
    """Skip the test where strace is missing or may not trace."""
    if shutil.which("strace") is None:
        pytest.skip("there is no strace here")
    if subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace may not trace here")


def run(folder: Path, *arguments: object, body: str = SAVE, inject: Sequence[str] = (), log: Path | None = None) -> Run:
    """Run `body` with the store in `folder`; each of `inject` is what strace calls an injection.

    Only calls on files inside `folder` are met: `--trace-path` sees to that.
    """
    program = [sys.executable, "-B", "-c", f"{HEAD}{body.rstrip()}{TAIL}", str(ROOT), str(folder)]
    command = [*program, *(str(argument) for argument in arguments)]
    if inject or log is not None:
        # Opened files are known by the path they were opened with, so it must be the one without links.
        paths = [folder.resolve(), *(folder.resolve() / name for name in NAMES)]
        tracing = ["-f", "-o", str(log or "/dev/null"), *(word for path in paths for word in ("-P", str(path)))]
        command = ["strace", *tracing, *(f"--inject={each}" for each in inject), *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env={"LC_ALL": "C.UTF-8"})
    return Run(code=done.returncode, said=done.stdout.splitlines(), error=done.stderr)


NAMES = ("history.sqlite3", "history.sqlite3-journal", "history.checked")
