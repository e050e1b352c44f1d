"""What can go wrong with the history: each with the file, what became of it, and a way out.

Nothing of what was stored is ever changed to get out of such a case. A session can be run all the same; it is
only not saved, and what cannot be read counts as unknown, never as nothing.
"""

import errno
import shlex
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.files import module_if_any

_UNCHANGED = "Nothing in it was changed."
_LONGEST_PATH = 4096
_PERMISSION = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_PATH = frozenset({errno.ENOTDIR, errno.ENAMETOOLONG})


class HistoryError(BackpainError):
    """The history cannot be read or written."""


class DamagedHistoryError(HistoryError):
    """What is in the file is not what was written into it. It is never touched."""

    def __init__(self, path: Path, reason: str) -> None:
        rescue = f"sqlite3 {shlex.quote(str(path))} .recover | sqlite3 rescued.sqlite3"
        super().__init__(
            f"The history in {shown_path(path)} is damaged: {reason}.",
            # Debian builds its sqlite3 without .recover; .dump would undo itself at the first damaged page.
            hint=f"{_UNCHANGED} Keep a copy. With the sqlite3 of sqlite.org, "
            f"`{escape_for_terminal(rescue, most=_LONGEST_PATH)}` rescues what is left; then put that in its place.",
            exit_code=ExitCode.IO,
        )


class ForeignHistoryError(HistoryError):
    """In the place of the history lies something else. It is never touched."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"The history cannot be used: {shown_path(path)} is {what}.",
            hint=f"{_UNCHANGED} Move it elsewhere, or name another folder with BACKPAIN_HOME.",
            exit_code=ExitCode.IO,
        )


class NewerHistoryError(HistoryError):
    """A newer version of the program has written the file. It is never touched."""

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(
            f"The history in {shown_path(path)} was written by a newer version of backpain (its form is {version}).",
            hint=f"{_UNCHANGED} Update backpain, or name another folder with BACKPAIN_HOME.",
            exit_code=ExitCode.TOO_NEW,
        )


class LockedHistoryError(HistoryError):
    """Another process holds the file for longer than anybody should wait."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The history in {shown_path(path)} is in use by another program.",
            hint="Try again, or end the other backpain (or the program that has the file open) first.",
            exit_code=ExitCode.TRY_AGAIN,
        )


class HistoryInputOutputError(HistoryError):
    """The disk is full, or fails."""

    def __init__(self, path: Path, reason: str, *, hint: str = "Make room or check the disk, then try again.") -> None:
        super().__init__(
            f"The history in {shown_path(path)} cannot be read or written: {reason}.",
            hint=f"What was saved before is as it was. {hint}",
            exit_code=ExitCode.IO,
        )


class HistoryNotPermittedError(HistoryError):
    """The system does not permit to read or to write it."""

    def __init__(self, path: Path, *, reading: bool) -> None:
        super().__init__(
            f"The history in {shown_path(path)} may not be {'read' if reading else 'written'}.",
            hint="Change the permissions of the file and its folder, or name another folder with BACKPAIN_HOME.",
            exit_code=ExitCode.NO_PERMISSION,
        )


class HistoryNotCreatedError(HistoryError):
    """The folder or the file cannot be made."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The history cannot be begun in {shown_path(path)}: {reason}.",
            hint="Check the path, or name another folder with BACKPAIN_HOME.",
            exit_code=ExitCode.CANNOT_CREATE,
        )


def shown_path(path: Path) -> str:
    """Return `path` as it may be shown, whole even where it is long."""
    return escape_for_terminal(str(path), most=_LONGEST_PATH)


def of_system(error: OSError | ValueError, path: Path, *, making: bool = False) -> HistoryError:
    """Return the error to show for what the system said about `path`, which was to be made or to be looked at."""
    number = error.errno if isinstance(error, OSError) else None
    if number in _PERMISSION:
        return HistoryNotPermittedError(path, reading=not making)
    if number in _FULL:
        return HistoryInputOutputError(path, "the disk is full")
    reason = (error.strerror or "unknown reason").lower() if isinstance(error, OSError) else "no path can be like that"
    # Where the path itself is wrong, no disk need be checked.
    making = making or number is None or number in _NO_PATH
    return HistoryNotCreatedError(path, reason) if making else HistoryInputOutputError(path, reason)


@contextmanager
def reported_errors(path: Path, *, reading: bool) -> Iterator[None]:
    """Raise what goes wrong with the database at `path` inside as a `HistoryError`; a bug of ours stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_database(error, path, reading=reading) from error
    except OSError as error:
        raise of_system(error, path, making=not reading) from error


def _of_database(error: sqlite3.Error, path: Path, *, reading: bool) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # The module sqlite3 was called wrongly, or a value is none that can be stored.
        return error
    match code & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return DamagedHistoryError(path, "it is not a database")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_FORMAT:
            return DamagedHistoryError(path, "parts of it are missing or overwritten")
        case sqlite3.SQLITE_ERROR if "no such" in str(error):
            return DamagedHistoryError(path, f"there is {escape_for_terminal(str(error))} in it")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            if _has_locks(path.parent):
                return LockedHistoryError(path)
            hint = "Keep it on a disk that locks files, with BACKPAIN_HOME; many network disks do not."
            return HistoryInputOutputError(path, "its disk does not lock files", hint=hint)
        case sqlite3.SQLITE_READONLY if code == sqlite3.SQLITE_READONLY_DBMOVED:
            return HistoryInputOutputError(path, "it was moved or deleted meanwhile", hint="Try again.")
        case sqlite3.SQLITE_READONLY if reading:
            reason = "a save was interrupted, and the file may not be written to undo it"
            return HistoryInputOutputError(path, reason, hint="Permit to write the file and its folder once.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return HistoryNotPermittedError(path, reading=reading)
        case sqlite3.SQLITE_CANTOPEN:
            return _of_opening(path, reading=reading)
        case sqlite3.SQLITE_FULL:
            return HistoryInputOutputError(path, "the disk is full")
        case sqlite3.SQLITE_IOERR:
            return HistoryInputOutputError(path, "the disk reports an input/output error")
        case _:
            return error


def _has_locks(folder: Path) -> bool:
    """Say whether files in `folder` can be locked; where that cannot be tried, they can."""
    locks = module_if_any("fcntl")

    # Not tried on the database: to close it anywhere in a process lets go of all locks that the process has on it.
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            if locks is not None:
                # The kind of lock that SQLite takes.
                locks.lockf(file, locks.LOCK_EX | locks.LOCK_NB)
    except OSError as error:
        return error.errno not in {errno.ENOLCK, errno.EOPNOTSUPP}
    return True


def _of_opening(path: Path, *, reading: bool) -> HistoryError:
    """Return the error for a file, or the journal beside it, that cannot be opened; the database does not say why."""
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        return of_system(error, path)
    if not reading:
        return HistoryNotPermittedError(path, reading=False)
    return HistoryInputOutputError(path, "it cannot be opened")
