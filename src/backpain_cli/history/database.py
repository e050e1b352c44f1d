"""The SQLite file: opened late, looked at before it is trusted, and written in whole transactions.

Rollback journal and `synchronous=EXTRA`, not the write-ahead log: a few rows a day are written, and a history must be
readable on a disk that cannot be written, and safe in a home that lies on the network.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from backpain_cli.files import (
    PRIVATE_FILE,
    FileKind,
    create_private,
    file_kind,
    make_private_folder,
)
from backpain_cli.history.checked_mark import is_checked, remember_checked
from backpain_cli.history.errors import (
    DamagedHistoryError,
    ForeignHistoryError,
    HistoryError,
    HistoryInputOutputError,
    NewerHistoryError,
    of_system,
    reported_errors,
    shown_path,
)
from backpain_cli.history.tables import APPLICATION, MIGRATIONS, TABLES, Migration, migrate
from backpain_cli.paths import HISTORY_FILE

BUSY_SECONDS = 10.0
"""How long to wait for another process; a save takes a few hundredths of a second."""

_SETTINGS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    # The name of the journal is taken away durably too: what was said to be saved survives a power cut.
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    # Nothing of a person's is written to a folder for temporary files.
    "PRAGMA temp_store = MEMORY",
)

_NOT_A_HISTORY = {
    FileKind.DANGLING_LINK: "a link that leads nowhere",
    FileKind.FOLDER: "a folder",
    FileKind.OTHER: "not a regular file",
}


class Database:
    """The file in `folder`; made private at the first write, and never before."""

    def __init__(self, folder: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self.folder = folder
        self.path = folder / HISTORY_FILE
        self._migrations = migrations
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._read: sqlite3.Connection | None = None
        self._was_there = False
        self.remark = ""
        """What the person should know although all went well; empty where that is nothing."""

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._identity = None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """Give a connection that sees one unchanging state, or None where nothing was ever saved.

        A reading inside a reading sees the same state.

        Raises:
            HistoryError: the history is there and cannot be read.
        """
        if self._read is not None:
            yield self._read
            return
        if self._kind() is not FileKind.REGULAR:
            self.close()
            yield None
            return
        with reported_errors(self.path, reading=True):
            connection = self._opened()
            connection.execute("BEGIN")
            copy: sqlite3.Connection | None = None
            try:
                version = self._version_of(connection)
                if version < len(self._migrations):
                    copy = self._upgraded(connection, version)
                self._read = copy or connection
                yield self._read
            finally:
                self._read = None
                _roll_back(connection)
                if copy is not None:
                    copy.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection in a transaction that is committed at the end, or not at all.

        Say that something is saved only after this has ended without an error.

        Raises:
            HistoryError: the history cannot be written.
        """
        if self._kind() is FileKind.MISSING:
            self.close()
            with reported_errors(self.folder, reading=False):
                make_private_folder(self.folder)
            with reported_errors(self.path, reading=False):
                create_private(self.path)
            if self._was_there:
                self.remark = f"The history in {shown_path(self.path)} is gone; a new one was begun."
        with reported_errors(self.path, reading=False):
            connection = self._opened()
            self._make_private()
            was_checked = is_checked(self.folder, self.path)
            connection.execute("BEGIN IMMEDIATE")
            try:
                version = self._version_of(connection)
                if version < len(self._migrations):
                    migrate(connection, version, self._migrations)
                yield connection
                connection.execute("COMMIT")
            finally:
                _roll_back(connection)
            if self._identity != _identity_of(self.path):
                raise HistoryInputOutputError(self.path, "it was moved or deleted meanwhile", hint="Try again.")
            if was_checked:
                remember_checked(self.folder, self.path)

    def shrink(self) -> None:
        """Write the file again without what was deleted.

        Raises:
            HistoryError: it cannot be done; what was deleted is overwritten with zeros all the same.
        """
        if self._kind() is not FileKind.REGULAR:
            return
        with reported_errors(self.path, reading=False):
            self._opened().execute("VACUUM")
            remember_checked(self.folder, self.path)

    def refusal(self) -> HistoryError | None:
        """Return why nothing could be saved now, or None where nothing speaks against it; nothing is made for that."""
        try:
            with self.reading():
                pass
            place = self.folder
            while not place.exists() and place != place.parent:
                place = place.parent
            _check_writable(place, self.folder)
            if self.path.exists():
                _check_writable(self.path, self.path)
        except HistoryError as error:
            return error
        except (OSError, ValueError) as error:
            return of_system(error, self.folder, making=True)
        return None

    def _kind(self) -> FileKind:
        """Return what is in the place of the file: nothing, an empty file, or one with something in it.

        Raises:
            HistoryError: it is anything else, or the system does not permit to look.
        """
        try:
            kind = file_kind(self.path)
        except (OSError, ValueError) as error:
            raise of_system(error, self.path) from error
        if (found := _NOT_A_HISTORY.get(kind)) is not None:
            raise ForeignHistoryError(self.path, found)
        return kind

    def _opened(self) -> sqlite3.Connection:
        identity = _identity_of(self.path)
        if self._connection is not None and identity == self._identity:
            return self._connection
        self.close()
        # Mode rw: SQLite never makes the file, because it would ask the umask for its mode.
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
        try:
            # The rest is not lost where something is not UTF-8; views escape what does not belong.
            connection.text_factory = partial(str, encoding="utf-8", errors="backslashreplace")
            for setting in _SETTINGS:
                connection.execute(setting)
            self._version_of(connection)
            if not is_checked(self.folder, self.path):
                self._check(connection)
            connection.execute("PRAGMA journal_mode = DELETE")
        except BaseException:
            connection.close()
            raise
        self._connection, self._identity, self._was_there = connection, identity, True
        return connection

    def _version_of(self, connection: sqlite3.Connection) -> int:
        """Return the form of the file, 0 for one that is empty.

        Raises:
            HistoryError: it is another program's, newer than this program, or tables are missing.
        """
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        tables = {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not application and not version and not tables and self.path.stat().st_size == 0:
            return 0
        if application != APPLICATION:
            raise ForeignHistoryError(self.path, "another program's database")
        if version > len(self._migrations):
            raise NewerHistoryError(self.path, version)
        if version < 1:
            raise DamagedHistoryError(self.path, "the number of its form is missing")
        if version >= len(MIGRATIONS) and (missing := TABLES - tables):
            raise DamagedHistoryError(self.path, f"it has no table {', '.join(sorted(missing))}")
        return version

    def _check(self, connection: sqlite3.Connection) -> None:
        """Hold that no page is damaged: a count over overwritten pages succeeds, and would be wrong.

        Raises:
            DamagedHistoryError: one is.
        """
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found is None or found[0] != "ok":
            raise DamagedHistoryError(self.path, "parts of it are missing or overwritten")
        remember_checked(self.folder, self.path)

    def _make_private(self) -> None:
        # A disk without modes, or another owner: the file is as private as its place.
        with suppress(OSError):
            if self.path.stat().st_mode & 0o077:
                self.path.chmod(PRIVATE_FILE)
            if not self.remark and self.folder.stat().st_mode & stat.S_IWOTH:
                # Not tightened: it may be a folder that the person shares on purpose (docs/decisions.md).
                place = shown_path(self.folder)
                self.remark = (
                    f"Others can write in {place}, where your health data is. `chmod 700 {place}` keeps them out."
                )

    def _upgraded(self, connection: sqlite3.Connection, version: int) -> sqlite3.Connection:
        """Return a copy in memory that has the present form: reading changes no file, and works on a read-only disk."""
        copy = sqlite3.connect(":memory:", isolation_level=None)
        try:
            copy.text_factory = connection.text_factory
            connection.backup(copy)
            migrate(copy, version, self._migrations)
        except BaseException:
            copy.close()
            raise
        return copy


def _roll_back(connection: sqlite3.Connection) -> None:
    """Take back what was not committed; SQLite has done so itself after some errors."""
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def _identity_of(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _check_writable(place: Path, wanted: Path) -> None:
    if not place.exists() or not os.access(place, os.W_OK | (os.X_OK if place.is_dir() else 0)):
        raise of_system(PermissionError(13, "Permission denied"), wanted, making=True)
