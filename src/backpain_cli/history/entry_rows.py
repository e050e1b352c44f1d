"""Pain entries, screenings, circumstances in the tables; imports."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from itertools import groupby

from backpain_cli.domain.records.sessions import (
    MIN_COUNTED_SESSION_S,
    ImportCounts,
    PainEntry,
    PersonalData,
    ScreeningRecord,
    check_score,
    check_storable,
)
from backpain_cli.history.care_rows import insert_walks, merge_care
from backpain_cli.history.session_rows import VALUES, insert_session, moment_at, spaced, within
from backpain_cli.history.triage_rows import merge_triage


def first_time(connection: sqlite3.Connection, sql: str, *values: int) -> datetime | None:
    """Return the time in the first row that `sql` finds, or None.

    Raises:
        DecodeError: it was never written by us.
    """
    found = connection.execute(sql, values).fetchone()
    return None if found is None else VALUES.decode(datetime, found[0])


def first_session(connection: sqlite3.Connection) -> datetime | None:
    """Return when the first session that counts began, or None."""
    sql = "SELECT started FROM sessions WHERE practised >= ? ORDER BY started_at LIMIT 1"
    return first_time(connection, sql, MIN_COUNTED_SESSION_S)


def insert_pain_entry(connection: sqlite3.Connection, entry: PainEntry) -> None:
    """Insert an entry in place of the one with the same identifier.

    Raises:
        ValueError: a score is not from 0 to 10, or the time cannot be stored.
    """
    for score in entry.scores:
        check_score(score.score)
    check_storable(entry.when)
    known = connection.execute("SELECT number FROM pain_entries WHERE identifier = ?", (entry.identifier,)).fetchone()
    number = None if known is None else int(known[0])
    connection.execute("DELETE FROM pain_entries WHERE number = ?", (number,))
    inserted = connection.execute(
        "INSERT INTO pain_entries VALUES (?, ?, ?, ?, ?)",
        (number, entry.identifier, entry.when.isoformat(), moment_at(entry.when), entry.note),
    ).lastrowid
    rows = [(inserted, position, *score) for position, score in enumerate(entry.scores)]
    connection.executemany("INSERT INTO pain_scores VALUES (?, ?, ?, ?, ?)", rows)


def select_pain_entries(
    connection: sqlite3.Connection, since: datetime | None, until: datetime | None, area: str
) -> list[PainEntry]:
    """Return what was noted without a session, the newest first; an empty `area` narrows nothing.

    Raises:
        DecodeError: a row holds what was never written by us.
    """
    sql, values = within("noted_at", since, until)
    if area:
        sql += " AND EXISTS (SELECT 1 FROM pain_scores WHERE entry = number AND area = ?)"
        values = (*values, area)
    scores = connection.execute("SELECT entry, area, side, score FROM pain_scores ORDER BY entry, position")
    by_entry = {entry: [row[1:] for row in group] for entry, group in groupby(scores, lambda row: row[0])}
    found = connection.execute(
        f"SELECT number, identifier, noted, note FROM pain_entries WHERE {sql} ORDER BY number DESC",  # noqa: S608
        values,
    )
    rows = [
        {"identifier": identifier, "when": noted, "scores": by_entry.get(number, []), "note": note}
        for number, identifier, noted, note in found
    ]
    return list(VALUES.decode(tuple[PainEntry, ...], rows))


def insert_screening(connection: sqlite3.Connection, record: ScreeningRecord) -> bool:
    """Insert a screening; True where it was not there yet.

    Raises:
        ValueError: the time cannot be stored.
    """
    check_storable(record.when)
    inserted = connection.execute(
        "INSERT OR IGNORE INTO screens (answered, answered_at, kind, regions, outcome) VALUES (?, ?, ?, ?, ?)",
        (
            record.when.isoformat(),
            moment_at(record.when),
            record.kind,
            spaced(sorted(map(str, record.regions))),
            record.outcome,
        ),
    )
    return inserted.rowcount > 0


def select_screenings(connection: sqlite3.Connection) -> list[ScreeningRecord]:
    """Return the outcomes of all screenings, the newest first.

    Raises:
        DecodeError: a row holds what was never written by us.
    """
    found = connection.execute("SELECT answered, kind, regions, outcome FROM screens ORDER BY number DESC")
    rows = [dict(zip(ScreeningRecord._fields, row, strict=True)) for row in found]
    return list(VALUES.decode(tuple[ScreeningRecord, ...], rows))


def replace_circumstances(connection: sqlite3.Connection, answers: Mapping[str, str], when: datetime) -> None:
    """Put these answers in place of all that were there.

    Raises:
        ValueError: the time cannot be stored.
    """
    answered, answered_at = check_storable(when).isoformat(), moment_at(when)
    connection.execute("DELETE FROM circumstances")
    rows = [(key, answer, answered, answered_at) for key, answer in answers.items()]
    connection.executemany("INSERT INTO circumstances VALUES (?, ?, ?, ?)", rows)


def readmit_muscle(connection: sqlite3.Connection, muscle: str, when: datetime) -> None:
    """Write down when the person let a muscle be pressed again after signs.

    Raises:
        ValueError: the time cannot be stored.
    """
    row = (muscle, check_storable(when).isoformat(), moment_at(when))
    connection.execute("INSERT OR REPLACE INTO taken_back VALUES (?, ?, ?)", row)


_END_OF_KEPT_NUMBERS = 10**8
"""The sessions that come after those of an import are counted on, and must be numbers that an import takes."""


def insert_missing(connection: sqlite3.Connection, data: PersonalData) -> ImportCounts:
    """Insert what is not there yet, and return how much that was.

    Raises:
        ValueError: a score or a time cannot be stored.
    """
    known_sessions = _identifiers(connection, "sessions")
    known_entries = _identifiers(connection, "pain_entries")
    fresh = {each.identifier: each for each in data.sessions if each.identifier not in known_sessions}
    taken = {int(row[0]) for row in connection.execute("SELECT number FROM sessions")}
    numbers = [each.number for each in fresh.values()]
    in_range = all(0 < number < _END_OF_KEPT_NUMBERS for number in numbers)
    keeps = in_range and len(set(numbers)) == len(numbers) and not taken & set(numbers)
    plans: dict[int, str] = {}
    for record in fresh.values() if keeps else sorted(fresh.values(), key=lambda each: each.number):
        insert_session(connection, record, number=record.number if keeps else None, plans=plans)
    entries = {each.identifier: each for each in data.pain_entries if each.identifier not in known_entries}
    for entry in entries.values():
        insert_pain_entry(connection, entry)
    screens = sum(insert_screening(connection, record) for record in data.screens)
    known_muscles = {
        str(muscle): int(at) for muscle, at in connection.execute("SELECT muscle, taken_at FROM taken_back")
    }
    newer = {
        muscle: when
        for muscle, when in data.readmitted_muscles.items()
        if moment_at(when) > known_muscles.get(muscle, -(2**63))
    }
    for muscle, when in newer.items():
        readmit_muscle(connection, muscle, when)
    screens += merge_triage(connection, data.triage)
    walks = insert_walks(connection, data.walks)
    merge_care(connection, data.care)
    given = len(data.sessions) + len(data.pain_entries) + len(data.screens) + len(data.triage.records) + len(data.walks)
    return ImportCounts(
        sessions=len(fresh),
        pain_entries=len(entries),
        screens=screens,
        circumstances=_replace_older_circumstances(connection, data),
        taken_back=len(newer),
        known=given - len(fresh) - len(entries) - screens - walks,
        walks=walks,
    )


def _replace_older_circumstances(connection: sqlite3.Connection, data: PersonalData) -> int:
    answered_at = data.circumstances_answered_at
    if answered_at is None:
        return 0
    present = connection.execute("SELECT max(told_at) FROM circumstances").fetchone()[0]
    if present is not None and present >= moment_at(answered_at):
        return 0
    replace_circumstances(connection, data.circumstances, answered_at)
    return len(data.circumstances)


def _identifiers(connection: sqlite3.Connection, table: str) -> set[str]:
    return {str(row[0]) for row in connection.execute(f"SELECT identifier FROM {table}")}  # noqa: S608 - our own name
