"""Deleting for good: rows of a time, and the files beside the history that are about a person too."""

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from backpain_cli.domain.records.sessions import DeletionCounts
from backpain_cli.files import sync_folder
from backpain_cli.history.errors import of_system
from backpain_cli.history.journal_files import is_locked
from backpain_cli.history.session_rows import drop_unused_plans, within
from backpain_cli.paths import CRASH_FOLDER, JOURNAL_FOLDER

_TABLES = (
    ("sessions", "started_at"),
    ("pain_entries", "noted_at"),
    ("screens", "answered_at"),
    ("circumstances", "told_at"),
    ("taken_back", "taken_at"),
)


def count_deletable(
    connection: sqlite3.Connection | None, since: datetime | None, until: datetime | None
) -> DeletionCounts:
    """Return how much in the tables is of that time; the files beside them are not counted."""
    if connection is None:
        return DeletionCounts(*(0 for _ in DeletionCounts._fields))
    found: list[int] = []
    for table, column in _TABLES:
        sql, values = within(column, since, until)
        row = connection.execute(f"SELECT count(*) FROM {table} WHERE {sql}", values).fetchone()  # noqa: S608
        found.append(int(row[0]))
    sessions, pain_entries, screens, circumstances, taken_back = found
    return DeletionCounts(sessions, pain_entries, screens, circumstances, taken_back, journals=0, crash_logs=0)


def delete_rows(connection: sqlite3.Connection, since: datetime | None, until: datetime | None) -> None:
    """Delete the rows of that time, in the transaction that is open; SQLite writes zeros over them."""
    for table, column in _TABLES:
        sql, values = within(column, since, until)
        connection.execute(f"DELETE FROM {table} WHERE {sql}", values)  # noqa: S608 - our own names
    drop_unused_plans(connection)
    if since is None and until is None:
        # Who begins anew counts from 1 again; how many sessions there were is nobody's business either.
        connection.execute("DELETE FROM sqlite_sequence")


def files_within(folder: Path, since: datetime | None, until: datetime | None) -> tuple[list[Path], list[Path]]:
    """Return the journals that no running session holds, and the crash logs, last written in that time."""
    journals = [path for path in _written_within(folder / JOURNAL_FOLDER, since, until) if not is_locked(path)]
    return journals, _written_within(folder / CRASH_FOLDER, since, until)


def delete_files(folder: Path, since: datetime | None, until: datetime | None) -> tuple[int, int]:
    """Delete those journals and crash logs, and return how many there were of each.

    Raises:
        HistoryError: one cannot be deleted.
    """
    journals, crash_logs = files_within(folder, since, until)
    for path in (*journals, *crash_logs):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise of_system(error, path, making=True) from error
    for parent in {path.parent for path in (*journals, *crash_logs)}:
        with suppress(OSError):
            sync_folder(parent)
    return len(journals), len(crash_logs)


def _written_within(folder: Path, since: datetime | None, until: datetime | None) -> list[Path]:
    found: list[Path] = []
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            status = path.lstat()
            written = datetime.fromtimestamp(status.st_mtime, UTC)
            if (since is None or written >= since) and (until is None or written < until):
                found.append(path)
    return found
