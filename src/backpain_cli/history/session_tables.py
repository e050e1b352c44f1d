"""Sessions in the tables: light columns, details, plan, scores and signs, put in and taken out together."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from backpain_cli.domain.record import COUNTS_FROM_SECONDS, PainScore, ReportedSign, SessionRecord
from backpain_cli.history import rows
from backpain_cli.history.rows import WrongValueError

_COLUMNS = "number, identifier, routine, title, region, areas, started, started_at, ended, ending, practised"


class Condition(NamedTuple):
    """A part of a statement after WHERE, and the values for its question marks."""

    sql: str
    values: tuple[Any, ...]


def within(column: str, since: datetime | None, until: datetime | None) -> Condition:
    """Return the condition that a time in `column` is not before `since`, and is before `until`."""
    parts = [(f"{column} >= ?", since), (f"{column} < ?", until)]
    chosen = [(sql, rows.moment_at(moment)) for sql, moment in parts if moment is not None]
    return Condition(" AND ".join(["1", *(sql for sql, _ in chosen)]), tuple(value for _, value in chosen))


def matching(*, since: datetime | None, until: datetime | None, routine: str, area: str) -> Condition:
    """Return the condition on sessions of that time, routine and area; an empty text is no condition."""
    sql, values = within("started_at", since, until)
    if routine:
        sql, values = f"{sql} AND routine = ?", (*values, routine)
    if area:
        found = "instr(areas, ?) OR EXISTS (SELECT 1 FROM session_scores WHERE session = number AND area = ?)"
        sql, values = f"{sql} AND ({found})", (*values, f" {area} ", area)
    return Condition(sql, values)


def put(
    connection: sqlite3.Connection,
    record: SessionRecord,
    *,
    number: int | None = None,
    plans: dict[int, str] | None = None,
) -> int:
    """Keep a session, in place of the one with the same identifier, and return its number.

    Args:
        connection: in a transaction.
        record: the session; its own number is not looked at.
        number: the number it shall have; the next one where it is None.
        plans: the hashes of plans that were put in before, by the identity of an object that still lives.
    """
    before = connection.execute(
        "SELECT number, plan FROM sessions LEFT JOIN session_details ON session = number WHERE identifier = ?",
        (record.identifier,),
    ).fetchone()
    if before is not None:
        number = int(before[0])
        connection.execute("DELETE FROM sessions WHERE number = ?", (number,))
    marks = ", ".join("?" * 11)
    inserted = connection.execute(
        f"INSERT INTO sessions ({_COLUMNS}) VALUES ({marks})",  # noqa: S608 - the columns' names and marks only
        (number, *rows.session_row(record)),
    ).lastrowid
    if inserted is None:
        raise ValueError("a row without a number")
    if (key := (plans or {}).get(id(record.plan), "")) == "":
        plan = rows.canonical(dict(record.plan))
        key = rows.hash_of(plan)
        connection.execute("INSERT OR IGNORE INTO plans VALUES (?, ?)", (key, plan))
        if plans is not None:
            plans[id(record.plan)] = key
    connection.execute("INSERT INTO session_details VALUES (?, ?, ?)", (inserted, key, rows.details_of(record)))
    connection.executemany(
        "INSERT INTO session_scores VALUES (?, ?, ?, ?, ?, ?)",
        (
            (inserted, when, position, *score)
            for when, scores in (("before", record.before), ("after", record.after))
            for position, score in enumerate(scores)
        ),
    )
    connection.executemany(
        "INSERT INTO signs VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((inserted, position, *sign) for position, sign in enumerate(record.signs)),
    )
    if before is not None and before[1] != key:
        drop_unused_plans(connection)
    return inserted


def drop_unused_plans(connection: sqlite3.Connection) -> None:
    """Delete the plans that no session began with any more."""
    connection.execute("DELETE FROM plans WHERE NOT EXISTS (SELECT 1 FROM session_details WHERE plan = hash)")


def listed(connection: sqlite3.Connection, condition: Condition, most: int | None) -> list[SessionRecord]:
    """Return the sessions that meet `condition`, the newest first, `most` of them at most.

    Raises:
        WrongValueError: a row holds what was never written by us; the message ends with its session.
    """
    limit = -1 if most is None else most
    chosen = f"SELECT number FROM sessions WHERE {condition.sql} ORDER BY number DESC LIMIT ?"  # noqa: S608
    values = (*condition.values, limit)
    scores = _by_session(
        connection,
        f"SELECT session, moment, area, side, score FROM session_scores WHERE session IN ({chosen}) "  # noqa: S608
        "ORDER BY session DESC, moment, position",
        values,
    )
    signs = _by_session(
        connection,
        "SELECT session, complaint, step_number, muscle, side, second FROM signs "  # noqa: S608
        f"WHERE session IN ({chosen}) ORDER BY session DESC, position",
        values,
    )
    columns = ", ".join(f"sessions.{column}" for column in _COLUMNS.split(", "))
    found = connection.execute(
        f"SELECT {columns}, details.plan, details.body FROM sessions "  # noqa: S608
        "LEFT JOIN session_details AS details ON details.session = number "
        f"WHERE number IN ({chosen}) ORDER BY number DESC",
        values,
    )
    plans = _Plans(connection)
    result: list[SessionRecord] = []
    for *row, plan, details in found:
        number = row[0]
        try:
            result.append(
                rows.session_of(
                    row,
                    details=details,
                    plan=plans.of(plan),
                    scores=[_score_with_moment(*each) for each in scores.get(number, [])],
                    signs=[rows.sign_of(each) for each in signs.get(number, [])],
                )
            )
        except WrongValueError as error:
            raise WrongValueError(f"{error} in session {number}") from None
    return result


def has(connection: sqlite3.Connection, identifier: str) -> bool:
    """Say whether there is a session with that identifier."""
    return connection.execute("SELECT 1 FROM sessions WHERE identifier = ?", (identifier,)).fetchone() is not None


def count(connection: sqlite3.Connection, since: datetime | None) -> int:
    """Return how many sessions count; an index alone answers that."""
    sql, values = within("started_at", since, None)
    row = connection.execute(
        f"SELECT count(*) FROM sessions WHERE {sql} AND practised >= ?",  # noqa: S608
        (*values, COUNTS_FROM_SECONDS),
    ).fetchone()
    return int(row[0])


def reported_signs(connection: sqlite3.Connection) -> list[tuple[datetime, ReportedSign]]:
    """Return all signs with the time their session began, the oldest first.

    Raises:
        WrongValueError: a row holds what was never written by us.
    """
    found = connection.execute(
        "SELECT started, complaint, step_number, muscle, side, second FROM signs "
        "JOIN sessions ON number = session ORDER BY session, position"
    )
    return [(rows.moment(started, "start of a session"), rows.sign_of(row)) for started, *row in found]


class _Plans:
    """The plans that sessions began with, each read once however many sessions share it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read: dict[str, Mapping[str, Any]] = {}

    def of(self, key: Any) -> Mapping[str, Any]:
        if key not in self._read:
            row = self._connection.execute("SELECT body FROM plans WHERE hash = ?", (key,)).fetchone()
            if row is None:
                raise WrongValueError("plan that is missing")
            self._read[key] = rows.mapping(rows.parsed(row[0], "plan"), "plan")
        return self._read[key]


# There are few different scores, however long a history is: each is made once, and kept in memory once.
@lru_cache(maxsize=1024, typed=True)
def _score_with_moment(when: Any, area: Any, side: Any, score: Any) -> tuple[str, PainScore]:
    return rows.text(when), rows.score_of((area, side, score))


def _by_session(connection: sqlite3.Connection, sql: str, values: tuple[Any, ...]) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = {}
    for session, *row in connection.execute(sql, values):
        found.setdefault(session, []).append(row)
    return found
