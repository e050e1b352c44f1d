"""Homes that are missing, wrong, full or cannot be written: what can be done is done, and the rest is told."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hurried import HURRIED
from tests.person import known
from tests.program import PROGRAM, run_process
from tests.pseudo_terminal import ENTER_SCREEN
from tests.whole import a_session, cards, told, told_before

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(sys.platform != "linux", reason="the folders are those of Linux"),
]


def run_at(home: str | None, working: Path, *arguments: str, data: str = "") -> tuple[int, str]:
    """Run the program with that HOME (None: without one) and XDG_DATA_HOME; return its exit code and what it said."""
    working.mkdir(exist_ok=True)
    left_out = {"BACKPAIN_HOME", "HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"}
    variables = {name: value for name, value in os.environ.items() if name not in left_out}
    variables |= ({} if home is None else {"HOME": home}) | ({"XDG_DATA_HOME": data} if data else {})
    done = subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, check=False, cwd=working, env=variables, text=True, timeout=60
    )
    assert list(working.iterdir()) == []
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("home", [None, "", "relative", "/nowhere/at/all"])
def test_without_a_home_everything_is_shown_and_nothing_is_made_in_the_working_folder(
    tmp_path: Path, home: str | None
) -> None:
    for command in (("areas",), ("routines",), ("routine", "neck", "--preview")):
        assert run_at(home, tmp_path / "working", *command)[0] == 0


def test_a_home_that_is_missing_is_made_and_what_is_kept_there_is_private(tmp_path: Path) -> None:
    code, _ = run_at(str(tmp_path / "none" / "yet"), tmp_path / "working", "log", "neck=3")
    assert code == 0
    kept = tmp_path / "none" / "yet" / ".local" / "share" / "backpain"
    assert (kept / "history.sqlite3").stat().st_mode & 0o777 == 0o600
    assert kept.stat().st_mode & 0o777 == 0o700


def test_a_home_that_is_a_device_is_told_with_what_to_do(tmp_path: Path) -> None:
    code, said = run_at("/dev/null", tmp_path / "working", "log", "neck=3")
    assert code == 73
    assert "cannot be begun in /dev/null/.local/share/backpain/history.sqlite3: not a directory" in said
    assert "name another folder with BACKPAIN_HOME" in said


def test_a_relative_folder_for_data_is_not_taken(tmp_path: Path) -> None:
    code, _ = run_at(str(tmp_path), tmp_path / "working", "log", "neck=3", data="relative")
    assert code == 0
    assert (tmp_path / ".local" / "share" / "backpain" / "history.sqlite3").exists()


def in_a_namespace(script: str) -> tuple[str, ...]:
    """Return the beginning of a command that runs what follows after `script`, with disks of its own.

    Skips the test where there can be none.
    """
    if (
        shutil.which("unshare") is None
        or subprocess.run(
            ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("no disk may be mounted here")
    return ("unshare", "-rm", "sh", "-ec", f'{script}; exec "$@"', "sh")


READING = {
    "history": "finished",
    "history show 1": "1. Lower back",
    "history --json": '"sessions"',
    "history --csv": "kind,number",
    "progress": "How the steps felt",
    "export -": '"kind": "everything"',
    "screen --show": "Questions before a session",
    "routines": "neck",
    "routine neck --preview": "   the end",
    "checklist neck": "[ ]",
    "muscles lower-back": "felt here",
}


@pytest.mark.parametrize(("command", "shown"), READING.items())
def test_whatever_only_reads_works_in_a_home_that_cannot_be_written(tmp_path: Path, command: str, shown: str) -> None:
    home = known(tmp_path / "home")
    read_only = in_a_namespace(f"mount --bind '{home}' '{home}'; mount -o remount,ro,bind '{home}'")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    done = run_process(*command.split(), environment={"BACKPAIN_HOME": str(home)}, program=(*read_only, *PROGRAM))
    assert done.code == 0, done
    assert shown in done.out
    assert "rror" not in done.err
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_a_session_runs_on_a_disk_that_is_full_and_says_that_it_was_not_saved(tmp_path: Path) -> None:
    home, original = tmp_path / "home", known(tmp_path / "original")
    home.mkdir()
    full = in_a_namespace(
        f"mount -t tmpfs -o size=400k none '{home}'; cp -r '{original}'/. '{home}'; "
        f"dd if=/dev/zero of='{home}/fill' bs=1k 2>/dev/null || true"
    )
    with a_session(home, program=(*full, *HURRIED)) as terminal:
        terminal.begin()
        terminal.until(lambda: ENTER_SCREEN in terminal.written)
        # It is full only once something is written: the answers, which come before the session.
        # It is on the last card: what is said above the cards is hidden by them.
        assert "cannot be resumed" not in told_before(terminal)
        assert re.search(r"cannot be resumed:.+the\W+disk\W+is\W+full", cards(terminal))
        assert terminal.finish() == 0
        assert "Nothing of this session was saved." in told(terminal)
