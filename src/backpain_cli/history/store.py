"""What is remembered of a person: sessions, pain scores, screens, circumstances, signs.

Reading a history that is not there gives empty answers and makes nothing; the first save makes the folder and the file.
When a method that saves has returned, what it was given is on the disk.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar

from backpain_cli.codec import DecodeError
from backpain_cli.domain.records.care_records import NO_CARE, CareState, Walk
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
from backpain_cli.domain.records.triage_records import TriageRecord, TriageState
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.history import care_rows, entry_rows, session_rows, triage_rows
from backpain_cli.history import deletion as forgetting
from backpain_cli.history.database import Database
from backpain_cli.history.errors import DamagedHistoryError, HistoryError
from backpain_cli.history.session_rows import VALUES, SessionFilter
from backpain_cli.history.tables import MIGRATIONS, Migration

_Found = TypeVar("_Found")


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

    def __exit__(self, *_: object) -> None:
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
        """A remark for the person although a save went well, such as that the file was deleted meanwhile."""
        return self._database.remark

    def refusal(self) -> HistoryError | None:
        """Return why a session would not be saved now, or None; nothing is made or changed to find out."""
        return self._database.refusal()

    def save_session(self, record: SessionRecord) -> int:
        """Keep a session and return its number; one that has the same identifier is replaced and keeps its own."""
        with self._database.writing() as connection:
            return session_rows.insert_session(connection, record)

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
        wanted = SessionFilter(since=since, until=until, routine=routine, area=area)
        return self._read(lambda connection: session_rows.select_sessions(connection, wanted, most), [])

    def session(self, number: int) -> SessionRecord | None:
        """Return the session of that number, or None."""
        wanted = SessionFilter(number=number)
        found: list[SessionRecord] = self._read(lambda opened: session_rows.select_sessions(opened, wanted, 1), [])
        return found[0] if found else None

    def has_session(self, identifier: str) -> bool:
        """Say whether the session with that UUID is kept."""
        sql = "SELECT 1 FROM sessions WHERE identifier = ?"
        return self._read(lambda connection: connection.execute(sql, (identifier,)).fetchone(), None) is not None

    def count_sessions(self, *, since: datetime | None = None, without: str = "") -> int:
        """Return how many sessions count that began at `since` or later.

        Args:
            since: all where it is None.
            without: so begin the keys of routines whose sessions do not count; none where it is empty.
        """
        return self._read(lambda connection: session_rows.count_sessions(connection, since, without), 0)

    def first_session(self) -> datetime | None:
        """Return when the first session that counts began, or None."""
        return self._read(entry_rows.first_session, None)

    def save_pain(self, entry: PainEntry) -> None:
        """Keep pain that was noted without a session; one that has the same identifier is replaced.

        Raises:
            ValueError: a score is not from 0 to 10, or the time does not tell its zone.
        """
        with self._database.writing() as connection:
            entry_rows.insert_pain_entry(connection, entry)

    def pain_entries(
        self, *, since: datetime | None = None, until: datetime | None = None, area: str = ""
    ) -> list[PainEntry]:
        """Return what was noted without a session, the newest first."""
        return self._read(lambda connection: entry_rows.select_pain_entries(connection, since, until, area), [])

    def pain_numbers(self) -> dict[str, int]:
        """Return the number of each pain entry, by which it is deleted, by identifier."""
        sql = "SELECT identifier, number FROM pain_entries"
        return self._read(lambda connection: dict(connection.execute(sql)), {})

    def save_walk(self, walk: Walk) -> None:
        """Keep a walk.

        Raises:
            ValueError: its minutes are not from 1 to 600, or the time does not tell its zone.
        """
        with self._database.writing() as connection:
            care_rows.insert_walks(connection, [walk])

    def walks(self, *, since: datetime | None = None, until: datetime | None = None) -> list[Walk]:
        """Return the walks, the one that was noted last first."""
        return self._read(lambda connection: care_rows.select_walks(connection, since, until), [])

    def walk_numbers(self) -> dict[str, int]:
        """Return the number of each walk, by which it is deleted, by identifier."""
        return self._read(lambda connection: dict(connection.execute("SELECT identifier, number FROM walks")), {})

    def care(self) -> CareState:
        """Return what is kept of the person's care but for the walks."""
        return self._read(care_rows.select_care, NO_CARE)

    def change_care(self, change: Callable[[CareState], CareState]) -> None:
        """Keep what `change` makes of what is kept now; what another process has kept meanwhile is not lost."""
        with self._database.writing() as connection:
            care_rows.replace_care(connection, change(care_rows.select_care(connection)))

    def delete(
        self,
        *,
        sessions: Sequence[SessionRecord] = (),
        pain: Sequence[PainEntry] = (),
        walks: Sequence[Walk] = (),
    ) -> DeletionCounts:
        """Delete these for good, with the journals of those sessions, and return how much that was."""
        with self._database.writing() as connection:
            counted = forgetting.delete_chosen(connection, sessions, pain, walks)
        self._database.shrink()
        journals = forgetting.delete_journals(self._database.folder, sessions)
        return counted._replace(journals=journals)

    def save_screen(self, record: ScreeningRecord) -> None:
        """Keep the outcome of a screen."""
        with self._database.writing() as connection:
            entry_rows.insert_screening(connection, record)

    def screens(self) -> list[ScreeningRecord]:
        """Return the outcomes of all screens, the newest first."""
        return self._read(entry_rows.select_screenings, [])

    def triage(self) -> TriageState:
        """Return all that is kept of the questions before a session; its records by their times."""
        return self._read(triage_rows.select_triage, TriageState())

    def save_triage(self, state: TriageState) -> None:
        """Add the records that are not there yet, and keep the rest in place of what was there."""
        with self._database.writing() as connection:
            triage_rows.save_triage(connection, state)

    def add_triage_record(self, record: TriageRecord) -> None:
        """Keep one record more, and leave the rest as it is."""
        with self._database.writing() as connection:
            triage_rows.insert_triage_records(connection, [record])

    def circumstances(self) -> dict[str, str]:
        """Return the answers about a person's circumstances, by the key of the modifier."""
        sql = "SELECT modifier, answer FROM circumstances ORDER BY rowid"
        return self._read(lambda connection: VALUES.decode(dict[str, str], dict(connection.execute(sql))), {})

    def circumstances_answered_at(self) -> datetime | None:
        """Return when those answers were given, or None where none were."""
        sql = "SELECT told FROM circumstances LIMIT 1"
        return self._read(lambda connection: entry_rows.first_time(connection, sql), None)

    def save_circumstances(self, answers: Mapping[str, str], when: datetime) -> None:
        """Keep these answers in place of all that were there."""
        with self._database.writing() as connection:
            entry_rows.replace_circumstances(connection, answers, when)

    def reported_signs(self) -> list[tuple[datetime, ReportedSign]]:
        """Return every sign of every session with the time the session began, the oldest first."""
        return self._read(session_rows.select_signs, [])

    def taken_back(self) -> dict[str, datetime]:
        """Return the muscles that the person took back in after signs, and when."""
        sql = "SELECT muscle, taken FROM taken_back ORDER BY rowid"
        return self._read(lambda connection: VALUES.decode(dict[str, datetime], dict(connection.execute(sql))), {})

    def take_back(self, muscle: str, when: datetime) -> None:
        """Keep that the person took the muscle of that key back in."""
        with self._database.writing() as connection:
            entry_rows.readmit_muscle(connection, muscle, when)

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
                triage=self.triage(),
                walks=tuple(reversed(self.walks())),
                care=self.care(),
            )

    def add_all(self, everything: PersonalData) -> ImportCounts:
        """Add what is not there yet, in one transaction: all of it or, where anything is wrong, nothing.

        Sessions, pain entries and walks are known by their identifier, screens and records of questions by all they
        say. Sessions keep their numbers where none is taken, otherwise they get the next ones in their order.
        Circumstances replace the present ones only if they were given later.
        """
        with self._database.writing() as connection:
            return entry_rows.insert_missing(connection, everything)

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

    def _read(self, select: Callable[[sqlite3.Connection], _Found], missing: _Found) -> _Found:
        """Return what `select` finds, or `missing` where nothing was ever saved."""
        with self._reading() as connection:
            return missing if connection is None else select(connection)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        try:
            with self._database.reading() as connection:
                yield connection
        except DecodeError as error:
            raise DamagedHistoryError(self.path, escape_for_terminal(str(error.problems[0]))) from error
