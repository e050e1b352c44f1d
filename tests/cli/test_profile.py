"""A history that can't be written, can't be read, or is newer: said before the session, which runs all the same."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from backpain_cli.domain.records.sessions import SessionEnding, StepEffect
from tests.hurried import HURRIED
from tests.person import known
from tests.pseudo_terminal import ENTER_SCREEN
from tests.whole import AGAIN_CARD, a_session, answer, cards, journals, kept, told, told_before

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal"),
]


def overwrite(path: Path) -> None:
    path.write_bytes(b"This is no history. " * 500)


def overwrite_pages(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 8192)


def make_newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()


TROUBLES: dict[str, tuple[Callable[[Path], None], str]] = {
    "text": (overwrite, "is damaged: it is not a database"),
    "pages": (overwrite_pages, "is damaged"),
    "newer": (make_newer, "newer"),
}


@pytest.mark.parametrize(("harm", "words"), TROUBLES.values(), ids=TROUBLES.keys())
def test_a_history_in_trouble_is_told_before_the_session_and_stays_as_it_is(
    tmp_path: Path, harm: Callable[[Path], None], words: str
) -> None:
    path = known(tmp_path) / "history.sqlite3"
    whole = tmp_path / "whole"
    shutil.copy(path, whole)
    harm(path)
    found = path.read_bytes()
    with a_session(tmp_path) as terminal:
        terminal.begin()
        before = told_before(terminal)
        # Unknown counts as unknown: every question, and whether to begin at all. One spot alone has no gentler form.
        for wanted in (
            words,
            "This session will not be saved.",
            "What you answered before can't be read, so all questions are asked.",
        ):
            assert wanted in before
        assert b"Begin all the same." in terminal.written
        assert b"gentler form" not in terminal.written
        # A long path goes on in the next line.
        assert str(path) in before.replace(" ", "")
        answer(terminal, "Enter skips it:", b"3\n")
        answer(terminal, "(1, 2, 3, 0):", b"1")
        answer(terminal, "(1, 2, 3, 0):", b"\n")
        answer(terminal, "Enter leaves it out:", b"Kept anyway.\n")
        assert terminal.wait() == 0
        after = told(terminal)
    assert before.count(words) == 1
    assert words not in after
    assert "This session is not in the history yet. It waits in" in after
    assert path.read_bytes() == found
    # Once the history is back, the session goes there, with all that was said.
    shutil.copy(whole, path)
    with a_session(tmp_path) as terminal:
        terminal.until_card(AGAIN_CARD)
    session = kept(tmp_path)[0]
    assert session.ending is SessionEnding.FINISHED
    assert [score.score for score in session.after] == [3]
    assert StepEffect.HELPED in {step.effect for step in session.steps}
    assert session.note == "Kept anyway."
    assert journals(tmp_path) == []


def test_a_home_that_cannot_be_written_is_told_before_a_session_which_runs(tmp_path: Path) -> None:
    home = known(tmp_path / "home")
    place = f"mount --bind '{home}' '{home}' && mount -o remount,ro,bind '{home}'"
    if (
        shutil.which("unshare") is None
        or subprocess.run(["unshare", "-rm", "sh", "-ec", place], capture_output=True, check=False).returncode
    ):
        pytest.skip("no disk can be made read-only here")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    program = ("unshare", "-rm", "sh", "-ec", f'{place}; exec "$@"', "sh", *HURRIED)
    with a_session(home, "--flash", program=program) as terminal:
        terminal.begin()
        terminal.until(lambda: ENTER_SCREEN in terminal.written)
        said = told_before(terminal)
        assert "This session will not be saved." in said
        # On the last card too: what is told above the cards is hidden by them.
        assert terminal.written.count(b"This session will not be saved.") == 2
        assert "cannot be resumed" not in said
        assert cards(terminal).count("cannot be resumed") == 1
        # A choice is kept; where that cannot be, it holds for this session.
        assert "What you chose holds for this time only." in said
        assert terminal.finish() == 0
        assert "Nothing of this session was saved." in told(terminal)
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_a_history_that_is_deleted_during_a_session_is_begun_anew_and_that_is_told_once(tmp_path: Path) -> None:
    with a_session(known(tmp_path), speed=60) as terminal:
        terminal.begin()
        terminal.until("step 1 of")
        (tmp_path / "history.sqlite3").unlink()
        assert terminal.finish() == 0
        assert told(terminal).count("is gone; a new one was begun") == 1
        assert "Saved as session 1." in told(terminal)


FULL = """
import os
from tests.hurried import main

write = os.write

def full(descriptor, data):
    if bytes(data).startswith(b'{"state":'):
        raise OSError(28, "No space left on device")
    return write(descriptor, data)

os.write = full
main()
"""


def test_a_journal_that_fails_is_told_once_after_the_session(tmp_path: Path) -> None:
    with a_session(known(tmp_path), program=(sys.executable, "-c", FULL)) as terminal:
        terminal.begin()
        assert terminal.finish() == 0
        assert told(terminal).count("The journal of this session could not be written on: no space left on") == 1
        assert "Saved as session 4." in told(terminal)
