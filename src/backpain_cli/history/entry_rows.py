"""Pain without a session, screens, circumstances and muscles taken back in the tables, and adding all of an import."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from backpain_cli.domain.records.sessions import (
    ImportCounts,
    PainEntry,
    PersonalData,
    ScreeningRecord,
    check_moment,
    check_score,
)
from backpain_cli.history import session_rows as rows
from backpain_cli.history import session_rows as session_tables


def put_pain(connection: sqlite3.Connection, entry: PainEntry) -> None:
    """Keep an entry in place of the one with the same identifier.

    Raises:
        ValueError: a score is not from 0 to 10, or the time does not tell its zone.
    """
    for score in entry.scores:
        check_score(score.score)
    check_moment(entry.when)
    known = connection.execute("SELECT number FROM pain_entries WHERE identifier = ?", (entry.identifier,)).fetchone()
    number = None if known is None else int(known[0])
    connection.execute("DELETE FROM pain_entries WHERE number = ?", (number,))
    inserted = connection.execute(
        "INSERT INTO pain_entries VALUES (?, ?, ?, ?, ?)",
        (number, entry.identifier, entry.when.isoformat(), rows.moment_at(entry.when), entry.note),
    ).lastrowid
    connection.executemany(
        "INSERT INTO pain_scores VALUES (?, ?, ?, ?, ?)",
        ((inserted, position, *score) for position, score in enumerate(entry.scores)),
    )


def put_screen(connection: sqlite3.Connection, record: ScreeningRecord) -> bool:
    """Keep a screen, and say whether it was not there yet.

    Raises:
        ValueError: the time does not tell its zone.
    """
    check_moment(record.when)
    inserted = connection.execute(
        "INSERT OR IGNORE INTO screens (answered, answered_at, kind, regions, outcome) VALUES (?, ?, ?, ?, ?)",
        rows.screen_row(record),
    )
    return inserted.rowcount > 0


def put_circumstances(connection: sqlite3.Connection, answers: Mapping[str, str], when: datetime) -> None:
    """Keep these answers in place of all that were there.

    Raises:
        ValueError: the time does not tell its zone.
    """
    told, told_at = check_moment(when).isoformat(), rows.moment_at(when)
    connection.execute("DELETE FROM circumstances")
    connection.executemany(
        "INSERT INTO circumstances VALUES (?, ?, ?, ?)",
        ((modifier, answer, told, told_at) for modifier, answer in answers.items()),
    )


def put_taken_back(connection: sqlite3.Connection, muscle: str, when: datetime) -> None:
    """Keep when a muscle was taken back in.

    Raises:
        ValueError: the time does not tell its zone.
    """
    check_moment(when)
    connection.execute(
        "INSERT OR REPLACE INTO taken_back VALUES (?, ?, ?)", (muscle, when.isoformat(), rows.moment_at(when))
    )


def add_all(connection: sqlite3.Connection, everything: PersonalData) -> ImportCounts:
    """Add what is not there yet, and return how much that was.

    Raises:
        ValueError: a score or a time is none that can be kept.
    """
    known_sessions = _identifiers(connection, "sessions")
    known_entries = _identifiers(connection, "pain_entries")
    fresh = {each.identifier: each for each in everything.sessions if each.identifier not in known_sessions}
    taken = {int(row[0]) for row in connection.execute("SELECT number FROM sessions")}
    numbers = [each.number for each in fresh.values()]
    keeps = min(numbers, default=0) > 0 and len(set(numbers)) == len(numbers) and not taken & set(numbers)
    plans: dict[int, str] = {}
    for record in fresh.values() if keeps else sorted(fresh.values(), key=lambda each: each.number):
        session_tables.put(connection, record, number=record.number if keeps else None, plans=plans)
    entries = {each.identifier: each for each in everything.pain_entries if each.identifier not in known_entries}
    for entry in entries.values():
        put_pain(connection, entry)
    screens = sum(put_screen(connection, record) for record in everything.screens)
    taken_back = 0
    known_muscles = {
        str(muscle): int(at) for muscle, at in connection.execute("SELECT muscle, taken_at FROM taken_back")
    }
    for muscle, when in everything.readmitted_muscles.items():
        if rows.moment_at(when) > known_muscles.get(muscle, -(2**63)):
            put_taken_back(connection, muscle, when)
            taken_back += 1
    given = len(everything.sessions) + len(everything.pain_entries) + len(everything.screens)
    return ImportCounts(
        sessions=len(fresh),
        pain_entries=len(entries),
        screens=screens,
        circumstances=_add_circumstances(connection, everything),
        taken_back=taken_back,
        known=given - len(fresh) - len(entries) - screens,
    )


def _add_circumstances(connection: sqlite3.Connection, everything: PersonalData) -> int:
    told = everything.circumstances_answered_at
    if told is None:
        return 0
    present = connection.execute("SELECT max(told_at) FROM circumstances").fetchone()[0]
    if present is not None and present >= rows.moment_at(told):
        return 0
    put_circumstances(connection, everything.circumstances, told)
    return len(everything.circumstances)


def _identifiers(connection: sqlite3.Connection, table: str) -> set[str]:
    return {str(row[0]) for row in connection.execute(f"SELECT identifier FROM {table}")}  # noqa: S608 - our own name
