"""Where the modules of POSIX systems are missing, as on Windows: all but a session works, and nothing is a "bug"."""

import os
from pathlib import Path

import pytest

from backpain_cli.domain.errors import ExitCode
from tests.cases import all_cases
from tests.program import Outcome, run_process

REPOSITORY = Path(__file__).resolve().parents[2]
HIDING = """\
import os, signal, sys

for name in ("fcntl", "termios", "tty", "pwd", "grp", "resource"):
    sys.modules[name] = None
for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "getuid", "geteuid", "fchmod", "mkfifo"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGHUP", "SIGQUIT", "SIGPIPE", "SIGTSTP", "SIGCONT", "SIGWINCH", "pthread_sigmask"):
    if hasattr(signal, name):
        delattr(signal, name)
"""
"""Run by Python before all else."""
WORKING = (
    ("areas",),
    ("muscles", "neck"),
    ("checklist", "neck"),
    ("checklist", "neck", "--format", "html"),
    ("validate", str(REPOSITORY / "routines" / "neck.yaml")),
    ("routine", "neck", "--preview"),
    ("log", "neck=3"),
    ("history",),
    ("progress",),
    ("export", "-"),
    ("screen", "--show"),
    ("voice",),
    ("forget", "--yes"),
)
pytestmark = pytest.mark.terminal


def without_posix(home: Path, *arguments: str) -> Outcome:
    """Return what a command does where there are no modules of POSIX."""
    (home / "sitecustomize.py").write_text(HIDING)
    path = os.pathsep.join([str(home), str(REPOSITORY / "src")])
    return run_process(*arguments, environment={"PYTHONPATH": path, "BACKPAIN_HOME": str(home / "data")})


@all_cases("arguments", WORKING, ids=[" ".join(one) for one in WORKING])
def test_all_but_a_session_works(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = without_posix(tmp_path, *arguments)
    assert (done.code, "bug" in done.err) == (0, False), done.err


def test_what_is_noted_is_there_afterwards(tmp_path: Path) -> None:
    without_posix(tmp_path, "log", "neck=3")
    assert "neck" in without_posix(tmp_path, "history").out
    copy = tmp_path / "copy.json"
    copy.write_text(without_posix(tmp_path, "export", "-").out)
    assert without_posix(tmp_path, "import", str(copy)).code == 0


def test_a_session_says_what_it_needs(tmp_path: Path) -> None:
    done = without_posix(tmp_path, "routine", "neck", "--demo")
    assert (done.code, done.out) == (ExitCode.UNAVAILABLE, "")
    assert "A guided session needs Linux or macOS." in done.err
