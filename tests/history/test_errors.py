"""Whatever SQLite or the system answers, the person is told what it means for the history, with the documented code."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from backpain_cli.domain.errors import ExitCode
from backpain_cli.history.errors import HistoryError, reported_errors
from backpain_cli.history.journal import SessionJournal, discard_journal
from backpain_cli.history.journal_files import unfinished_sessions
from backpain_cli.history.store import open_history
from tests.history.test_journal import begin
from tests.records import EVENING, a_session

ANSWERS = [
    ("SQLITE_NOTADB", True, ExitCode.IO, "not a database"),
    ("SQLITE_CORRUPT_INDEX", False, ExitCode.IO, "missing or overwritten"),
    ("SQLITE_BUSY", True, ExitCode.TRY_AGAIN, "in use by another program"),
    ("SQLITE_BUSY_SNAPSHOT", False, ExitCode.TRY_AGAIN, "in use by another program"),
    ("SQLITE_READONLY_DBMOVED", False, ExitCode.IO, "moved or deleted"),
    ("SQLITE_READONLY_ROLLBACK", True, ExitCode.IO, "a save was interrupted"),
    ("SQLITE_READONLY", False, ExitCode.NO_PERMISSION, "may not be written"),
    ("SQLITE_PERM", True, ExitCode.NO_PERMISSION, "may not be read"),
    ("SQLITE_FULL", False, ExitCode.IO, "disk is full"),
    ("SQLITE_IOERR_FSYNC", False, ExitCode.IO, "input/output error"),
    ("SQLITE_CANTOPEN", True, ExitCode.IO, "cannot be opened"),
    ("SQLITE_CANTOPEN", False, ExitCode.NO_PERMISSION, "may not be written"),
]


@pytest.mark.parametrize(("name", "reading", "code", "sentence"), ANSWERS)
def test_each_answer_of_sqlite_has_its_sentence_and_its_code(
    tmp_path: Path, name: str, reading: bool, code: ExitCode, sentence: str
) -> None:
    path = tmp_path / "history.sqlite3"
    path.touch()
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = getattr(sqlite3, name)
    with pytest.raises(HistoryError, match=sentence) as caught, reported_errors(path, reading=reading):
        raise error
    assert caught.value.exit_code is code
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_gone_when_it_is_to_be_opened_is_told(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    with pytest.raises(HistoryError, match="no such file"), reported_errors(tmp_path / "history.sqlite3", reading=True):
        raise error


@pytest.mark.parametrize("error", [sqlite3.ProgrammingError("called wrongly"), sqlite3.IntegrityError("a check")])
def test_a_bug_of_ours_stays_one(tmp_path: Path, error: sqlite3.Error) -> None:
    if isinstance(error, sqlite3.IntegrityError):
        error.sqlite_errorcode = sqlite3.SQLITE_CONSTRAINT_CHECK
    with pytest.raises(type(error)), reported_errors(tmp_path / "history.sqlite3", reading=False):
        raise error


@pytest.mark.parametrize(
    ("number", "reading", "code"),
    [
        (errno.EACCES, True, ExitCode.NO_PERMISSION),
        (errno.EROFS, False, ExitCode.NO_PERMISSION),
        (errno.ENOSPC, False, ExitCode.IO),
        (errno.EDQUOT, False, ExitCode.IO),
        (errno.EIO, True, ExitCode.IO),
        (errno.ENOTDIR, False, ExitCode.CANNOT_CREATE),
        (errno.ENOTDIR, True, ExitCode.CANNOT_CREATE),
    ],
)
def test_each_answer_of_the_system_has_its_code(tmp_path: Path, number: int, reading: bool, code: ExitCode) -> None:
    with pytest.raises(HistoryError) as caught, reported_errors(tmp_path / "history.sqlite3", reading=reading):
        raise OSError(number, os.strerror(number))
    assert caught.value.exit_code is code


@pytest.mark.parametrize("steps", ["5", "[5]", "[[1]]", '[[1,"press","T","m","p","done",[],1,1,""]]', "null"])
def test_steps_that_nobody_wrote_are_told_with_their_session(tmp_path: Path, steps: str) -> None:
    with open_history(tmp_path) as store:
        store.save_session(a_session())
    with sqlite3.connect(tmp_path / "history.sqlite3") as connection:
        connection.execute(f"UPDATE session_details SET body = json_set(body, '$.steps', json('{steps}'))")  # noqa: S608
    connection.close()
    with open_history(tmp_path) as store, pytest.raises(HistoryError, match=r"session 1\.steps"):
        store.sessions()


def test_a_journal_that_cannot_be_written_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path).leave()
    (left,) = unfinished_sessions(tmp_path)

    def fails(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "ftruncate", fails)
        patched.setattr(os, "fsync", fails)
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(HistoryError, match="disk is full"):
            SessionJournal.resume(left)
        with pytest.raises(HistoryError, match="disk is full"):
            SessionJournal.begin(tmp_path, {}, identifier="another", begun=EVENING, meta={})
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", fails)
        with pytest.raises(HistoryError, match="disk is full"):
            discard_journal(left)
    left.path.write_bytes(b"no journal")
    with pytest.raises(HistoryError, match="not a journal any more"):
        SessionJournal.resume(left)
