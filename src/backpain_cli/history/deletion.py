"""Deleting for good: rows of a time, and the files beside the history that are about a person too."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from backpain_cli.domain.records.care_records import Walk
from backpain_cli.domain.records.sessions import NOTHING_DELETED, DeletionCounts, PainEntry, SessionRecord
from backpain_cli.files import sync_folder
from backpain_cli.history.care_rows import select_care
from backpain_cli.history.errors import of_system
from backpain_cli.history.journal_files import is_locked
from backpain_cli.history.session_rows import Condition, drop_unused_plans, within
from backpain_cli.history.triage_rows import select_triage, standing_stop
from backpain_cli.paths import CRASH_FOLDER, JOURNAL_FOLDER

_TABLES = (
    ("sessions", "started_at"),
    ("pain_entries", "noted_at"),
    ("screens", "answered_at"),
    ("triages", "answered_at"),
    ("walks", "walked_at"),
)
"""What happened at a time, and when that was."""
_ABOUT_THE_PERSON = ("circumstances", "taken_back", "triage_answers", "care")
"""What holds until it is answered again: it stays when only some days are deleted."""


def count_deletable(
    connection: sqlite3.Connection | None, since: datetime | None, until: datetime | None
) -> DeletionCounts:
    """Return how much in the tables is of that time; the files beside them are not counted."""
    if connection is None:
        return NOTHING_DELETED
    found = {}
    for table, column in _TABLES:
        sql, values = _within(connection, table, column, since, until)
        row = connection.execute(f"SELECT count(*) FROM {table} WHERE {sql}", values).fetchone()  # noqa: S608
        found[table] = int(row[0])
    counted = NOTHING_DELETED._replace(
        sessions=found["sessions"],
        pain_entries=found["pain_entries"],
        screens=found["screens"] + found["triages"],
        walks=found["walks"],
    )
    if since is not None or until is not None:
        return counted
    circumstances, taken_back = (
        int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
        for table in ("circumstances", "taken_back")
    )
    kept, care = select_triage(connection), select_care(connection)
    person = 0 if kept.person is None else len(kept.person.facts) + bool(kept.person.age)
    return counted._replace(
        circumstances=circumstances + person + (kept.pain is not None),
        taken_back=taken_back,
        signs=len(kept.watched) + len(kept.releases),
        care=len(care.shown) + len(care.changes) + (care.goal is not None) + (care.began is not None),
    )


def delete_rows(connection: sqlite3.Connection, since: datetime | None, until: datetime | None) -> None:
    """Delete the rows of that time, in the transaction that is open; SQLite writes zeros over them.

    Only a deletion of everything, without `since` and `until`, takes what is known about the person too.
    """
    conditions = [(table, _within(connection, table, column, since, until)) for table, column in _TABLES]
    for table, (sql, values) in conditions:
        connection.execute(f"DELETE FROM {table} WHERE {sql}", values)  # noqa: S608 - our own names
    drop_unused_plans(connection)
    if since is None and until is None:
        for table in _ABOUT_THE_PERSON:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        # Who begins again counts from 1; how many sessions there were is nobody's business either.
        connection.execute("DELETE FROM sqlite_sequence")


def delete_chosen(
    connection: sqlite3.Connection,
    sessions: Iterable[SessionRecord],
    pain: Iterable[PainEntry],
    walks: Iterable[Walk],
) -> DeletionCounts:
    """Delete the rows of these, in the transaction that is open, and return how many there were."""
    found = []
    for table, chosen in (("sessions", sessions), ("pain_entries", pain), ("walks", walks)):
        keys = [(one.identifier,) for one in chosen]
        deleted = connection.executemany(f"DELETE FROM {table} WHERE identifier = ?", keys)  # noqa: S608 - our own names
        found.append(max(deleted.rowcount, 0))
    drop_unused_plans(connection)
    return NOTHING_DELETED._replace(sessions=found[0], pain_entries=found[1], walks=found[2])


def _within(
    connection: sqlite3.Connection, table: str, column: str, since: datetime | None, until: datetime | None
) -> Condition:
    sql, values = within(column, since, until)
    if table == "triages" and (since or until) and (stop := standing_stop(connection)) is not None:
        # To delete a day must not open the way to a session that its answers closed.
        return Condition(f"{sql} AND number != ?", (*values, stop))
    return Condition(sql, values)


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
    _delete_paths((*journals, *crash_logs))
    return len(journals), len(crash_logs)


def delete_journals(folder: Path, sessions: Iterable[SessionRecord]) -> int:
    """Delete the journals of these sessions that no running session holds, and return how many there were.

    Raises:
        HistoryError: one cannot be deleted.
    """
    identifiers = {session.identifier for session in sessions}
    journals = [path for path in files_within(folder, None, None)[0] if path.stem in identifiers]
    _delete_paths(journals)
    return len(journals)


def _delete_paths(paths: Sequence[Path]) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise of_system(error, path, making=True) from error
    for parent in {path.parent for path in paths}:
        with suppress(OSError):
            sync_folder(parent)


def _written_within(folder: Path, since: datetime | None, until: datetime | None) -> list[Path]:
    found: list[Path] = []
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            status = path.lstat()
            written = datetime.fromtimestamp(status.st_mtime, UTC)
            if (since is None or written >= since) and (until is None or written < until):
                found.append(path)
    return found
