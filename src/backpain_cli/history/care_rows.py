"""Walks, and what else is kept of a person's care, in the tables."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from backpain_cli.codec import DecodeError, DecodeProblem
from backpain_cli.domain.records.care_records import MAX_WALK_MINUTES, NO_CARE, CareState, Walk, merged_care
from backpain_cli.domain.records.sessions import check_storable
from backpain_cli.history.session_rows import VALUES, moment_at, parse_body, within


def insert_walks(connection: sqlite3.Connection, walks: Iterable[Walk]) -> int:
    """Insert the walks that are not there yet, and return how many those were.

    Raises:
        ValueError: the minutes are not from 1 to 600, or a time cannot be stored.
    """
    rows = []
    for walk in walks:
        if not 1 <= walk.minutes <= MAX_WALK_MINUTES:
            raise ValueError(f"a walk has 1 to {MAX_WALK_MINUTES} minutes, not {walk.minutes!r}")
        when = check_storable(walk.when)
        rows.append((walk.identifier, when.isoformat(), moment_at(when), walk.minutes))
    sql = "INSERT OR IGNORE INTO walks (identifier, walked, walked_at, minutes) VALUES (?, ?, ?, ?)"
    return connection.executemany(sql, rows).rowcount if rows else 0


def select_walks(connection: sqlite3.Connection, since: datetime | None, until: datetime | None) -> list[Walk]:
    """Return the walks, the one that was noted last first.

    Raises:
        DecodeError: a row holds what was never written by us.
    """
    sql, values = within("walked_at", since, until)
    found = connection.execute(
        f"SELECT identifier, walked, minutes FROM walks WHERE {sql} ORDER BY number DESC",  # noqa: S608 - our own names
        values,
    )
    rows = [dict(zip(Walk._fields, row, strict=True)) for row in found]
    return list(VALUES.decode(tuple[Walk, ...], rows))


def select_care(connection: sqlite3.Connection) -> CareState:
    """Return what else is kept of the person's care.

    Raises:
        DecodeError: the row holds what was never written by us.
    """
    row = connection.execute("SELECT body FROM care").fetchone()
    if row is None:
        return NO_CARE
    try:
        return VALUES.decode(CareState, parse_body("body", row[0]))
    except DecodeError as error:
        raise DecodeError(DecodeProblem(("care", *path), message) for path, message in error.problems) from None


def replace_care(connection: sqlite3.Connection, care: CareState) -> None:
    """Put `care` in the place of what was there.

    Raises:
        ValueError: a time cannot be stored.
    """
    moments = [*care.shown.values(), *care.asked, *(change.when for change in care.changes)]
    moments += [one.noted for one in (care.goal, care.began) if one is not None]
    for moment in (*moments, *([care.switched] if care.switched is not None else [])):
        check_storable(moment)
    connection.execute("INSERT OR REPLACE INTO care VALUES (1, ?)", (VALUES.canonical(care).decode(),))


def merge_care(connection: sqlite3.Connection, given: CareState) -> None:
    """Add what an import has to what is kept.

    Raises:
        ValueError: a time cannot be stored.
    """
    kept = select_care(connection)
    if (merged := merged_care(kept, given)) != kept:
        replace_care(connection, merged)
