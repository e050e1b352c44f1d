"""What is remembered of a person: sessions, pain scores, screens, circumstances, signs.

Reading a history that is not there gives empty answers and makes nothing; the first save makes the folder and the file.
When a method that saves has returned, what it was given is on the disk.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from backpain_cli.domain.records.sessions import (
    NO_PERSONAL_DATA,
    DeletionCounts,
    ImportCounts,
    PainEntry,
    PersonalData,
    ReportedSign,
    ScreeningRecord,
    SessionRecord,
)
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.history import deletion as forgetting
from backpain_cli.history import entry_rows as entry_tables
from backpain_cli.history import session_rows as rows
from backpain_cli.history import session_rows as session_tables
from backpain_cli.history.database import Database
from backpain_cli.history.errors import DamagedHistoryError, HistoryError
from backpain_cli.history.session_rows import WrongRowValueError, matching, within
from backpain_cli.history.tables import MIGRATIONS, Migration


def open_history(folder: Path, *, migrations: Sequence[Migration] = MIGRATIONS) -> "HistoryStore":
    """Return the store in `folder`, a person's data folder. Nothing is made or opened yet.

    Args:
        folder: where it lies; need not exist.
        migrations: the forms it knows, for tests of how an older one becomes the present one.
    """
    return HistoryStore(Database(folder, migrations))


class HistoryStore:
    """All that is remembered. Each method raises a `HistoryError` where the file can't be read or written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; a later call opens it again."""
        self._database.close()

    @property
    def path(self) -> Path:
        """The file, which may not be there yet."""
        return self._database.path

    @property
    def remark(self) -> str:
        """What the person should be told although a save went well, such as that the file was deleted meanwhile."""
        return self._database.remark

    def refusal(self) -> HistoryError | None:
        """Return why a session would not be saved now, or None; nothing is made or changed to find out."""
        return self._database.refusal()

    def save_session(self, record: SessionRecord) -> int:
        """Keep a session and return its number; one that has the same identifier is replaced and keeps its own."""
        with self._database.writing() as connection:
            return session_tables.put(connection, record)

    def sessions(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        routine: str = "",
        area: str = "",
        most: int | None = None,
    ) -> list[SessionRecord]:
        """Return sessions, the newest first by their number.

        Args:
            since: those that began then or later.
            until: those that began before that.
            routine: key of the routine; all where it is empty.
            area: key of a pain area, of the routine or of a score; all where it is empty.
            most: no more than that many.
        """
        with self._reading() as connection:
            if connection is None:
                return []
            condition = matching(since=since, until=until, routine=routine, area=area)
            return session_tables.listed(connection, condition, most)

    def session(self, number: int) -> SessionRecord | None:
        """Return the session of that number, or None."""
        with self._reading() as connection:
            if connection is None:
                return None
            found = session_tables.listed(connection, session_tables.Condition("number = ?", (number,)), 1)
            return found[0] if found else None

    def has_session(self, identifier: str) -> bool:
        """Say whether the session with that UUID is kept."""
        with self._reading() as connection:
            return connection is not None and session_tables.has(connection, identifier)

    def count_sessions(self, *, since: datetime | None = None) -> int:
        """Return how many sessions count that began at `since` or later."""
        with self._reading() as connection:
            return 0 if connection is None else session_tables.count(connection, since)

    def save_pain(self, entry: PainEntry) -> None:
        """Keep pain that was noted without a session; one that has the same identifier is replaced.

        Raises:
            ValueError: a score is not from 0 to 10, or the time does not tell its zone.
        """
        with self._database.writing() as connection:
            entry_tables.put_pain(connection, entry)

    def pain_entries(
        self, *, since: datetime | None = None, until: datetime | None = None, area: str = ""
    ) -> list[PainEntry]:
        """Return what was noted without a session, the newest first."""
        with self._reading() as connection:
            if connection is None:
                return []
            sql, values = within("noted_at", since, until)
            if area:
                sql += " AND EXISTS (SELECT 1 FROM pain_scores WHERE entry = number AND area = ?)"
                values = (*values, area)
            scores = connection.execute("SELECT entry, area, side, score FROM pain_scores ORDER BY entry, position")
            by_entry = {
                entry: [rows.score_of(row[1:]) for row in group] for entry, group in groupby(scores, lambda row: row[0])
            }
            found = connection.execute(
                f"SELECT number, identifier, noted, note FROM pain_entries WHERE {sql} ORDER BY number DESC",  # noqa: S608
                values,
            )
            return [rows.pain_entry_of(row[1:], by_entry.get(row[0], [])) for row in found]

    def save_screen(self, record: ScreeningRecord) -> None:
        """Keep the outcome of a screen."""
        with self._database.writing() as connection:
            entry_tables.put_screen(connection, record)

    def screens(self) -> list[ScreeningRecord]:
        """Return the outcomes of all screens, the newest first."""
        with self._reading() as connection:
            if connection is None:
                return []
            found = connection.execute("SELECT answered, kind, regions, outcome FROM screens ORDER BY number DESC")
            return [rows.screen_of(row) for row in found]

    def circumstances(self) -> dict[str, str]:
        """Return the answers about a person's circumstances, by the key of the modifier."""
        with self._reading() as connection:
            if connection is None:
                return {}
            found = connection.execute("SELECT modifier, answer FROM circumstances ORDER BY rowid")
            return {rows.text(modifier): rows.text(answer) for modifier, answer in found}

    def circumstances_answered_at(self) -> datetime | None:
        """Return when those answers were given, or None where none were."""
        with self._reading() as connection:
            if connection is None:
                return None
            row = connection.execute("SELECT told FROM circumstances LIMIT 1").fetchone()
            return None if row is None else rows.moment(row[0], "time of the circumstances")

    def save_circumstances(self, answers: Mapping[str, str], when: datetime) -> None:
        """Keep these answers in place of all that were there."""
        with self._database.writing() as connection:
            entry_tables.put_circumstances(connection, answers, when)

    def reported_signs(self) -> list[tuple[datetime, ReportedSign]]:
        """Return every sign of every session with the time the session began, the oldest first."""
        with self._reading() as connection:
            return [] if connection is None else session_tables.reported_signs(connection)

    def taken_back(self) -> dict[str, datetime]:
        """Return the muscles that the person took back in after signs, and when."""
        with self._reading() as connection:
            if connection is None:
                return {}
            found = connection.execute("SELECT muscle, taken FROM taken_back ORDER BY rowid")
            return {rows.text(muscle): rows.moment(taken, "time of a muscle taken back") for muscle, taken in found}

    def take_back(self, muscle: str, when: datetime) -> None:
        """Keep that the person took the muscle of that key back in."""
        with self._database.writing() as connection:
            entry_tables.put_taken_back(connection, muscle, when)

    def everything(self) -> PersonalData:
        """Return all that is remembered."""
        with self._reading() as connection:
            if connection is None:
                return NO_PERSONAL_DATA
            return PersonalData(
                sessions=tuple(reversed(self.sessions())),
                pain_entries=tuple(reversed(self.pain_entries())),
                screens=tuple(reversed(self.screens())),
                circumstances=self.circumstances(),
                circumstances_answered_at=self.circumstances_answered_at(),
                readmitted_muscles=self.taken_back(),
            )

    def add_all(self, everything: PersonalData) -> ImportCounts:
        """Add what is not there yet, in one transaction: all of it or, where anything is wrong, nothing.

        Sessions and pain entries are known by their identifier, screens by all they say. Sessions keep their numbers
        where none is taken, otherwise they get the next ones in their order. Circumstances replace the present ones
        only if they were told later.
        """
        with self._database.writing() as connection:
            return entry_tables.add_all(connection, everything)

    def would_forget(self, *, since: datetime | None = None, until: datetime | None = None) -> DeletionCounts:
        """Return how much `forget` would delete."""
        journals, crash_logs = forgetting.files_within(self._database.folder, since, until)
        with self._reading() as connection:
            counted = forgetting.count_deletable(connection, since, until)
        return counted._replace(journals=len(journals), crash_logs=len(crash_logs))

    def forget(self, *, since: datetime | None = None, until: datetime | None = None) -> DeletionCounts:
        """Delete for good what is from `since` on and before `until`; everything where neither is given.

        Afterwards no byte of it is in any file of the folder, but for the journal of a session that runs now.
        """
        with self._reading() as connection:
            counted = forgetting.count_deletable(connection, since, until)
        if connection is not None:
            with self._database.writing() as writable:
                counted = forgetting.count_deletable(writable, since, until)
                forgetting.delete_rows(writable, since, until)
            self._database.shrink()
        journals, crash_logs = forgetting.delete_files(self._database.folder, since, until)
        return counted._replace(journals=journals, crash_logs=crash_logs)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        try:
            with self._database.reading() as connection:
                yield connection
        except WrongRowValueError as error:
            raise DamagedHistoryError(self.path, f"there is a {escape_for_terminal(str(error))}") from error
