"""Sessions, scores, signs, plans in the tables.

A row that was changed by hand may hold anything. Text is taken as it is, since views escape it; what is not a number,
moment or known word is damage, and is reported with its place.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from backpain_cli.codec import Codec, DecodeError, DecodeProblem, Read, Write, as_list
from backpain_cli.domain.records.sessions import (
    MIN_COUNTED_SESSION_S,
    Key,
    PainScore,
    ReportedSign,
    SessionRecord,
    StepRecord,
    check_score,
    check_storable,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_COLUMNS = ("number", "identifier", "routine", "title", "region", "areas", "started", "ended", "ending", "practised")
"""The columns that lists and counts need; there is also `started_at`, the same as `started`, to sort by."""
_DETAILS = ("routine_hash", "gentle", "paused", "pauses", "added", "sorer_side", "steps", "note")
"""What only a single session needs, as JSON; scores, signs and the plan have tables of their own."""


class Condition(NamedTuple):
    """A part of a statement after WHERE, and the values for its question marks."""

    sql: str
    values: tuple[Any, ...]


def within(column: str, since: datetime | None, until: datetime | None) -> Condition:
    """Return the condition that a time in `column` is not before `since`, and is before `until`."""
    parts = [(f"{column} >= ?", since), (f"{column} < ?", until)]
    chosen = [(sql, moment_at(moment)) for sql, moment in parts if moment is not None]
    return Condition(" AND ".join(["1", *(sql for sql, _ in chosen)]), tuple(value for _, value in chosen))


class SessionFilter(NamedTuple):
    """Which sessions are wanted; an empty text or None narrows nothing."""

    since: datetime | None = None
    until: datetime | None = None
    routine: str = ""
    area: str = ""
    """Of the routine, or of a score."""
    number: int | None = None

    @property
    def condition(self) -> Condition:
        """The condition on a row of `sessions`."""
        sql, values = within("started_at", self.since, self.until)
        if self.routine:
            sql, values = f"{sql} AND routine = ?", (*values, self.routine)
        if self.area:
            found = "instr(areas, ?) OR EXISTS (SELECT 1 FROM session_scores WHERE session = number AND area = ?)"
            sql, values = f"{sql} AND ({found})", (*values, f" {self.area} ", self.area)
        if self.number is not None:
            sql, values = f"{sql} AND number = ?", (*values, self.number)
        return Condition(sql, values)


def insert_session(
    connection: sqlite3.Connection,
    record: SessionRecord,
    *,
    number: int | None = None,
    plans: dict[int, str] | None = None,
) -> int:
    """Insert a session, in place of the one with the same identifier, and return its number.

    Args:
        connection: in a transaction.
        record: the session; its own number is not used.
        number: its new number; the next one where it is None.
        plans: the hashes of plans that were inserted before, by the identity of an object that still lives.

    Raises:
        ValueError: a time cannot be stored.
    """
    check_storable(record.started)
    check_storable(record.ended)
    before = connection.execute(
        "SELECT number, plan FROM sessions LEFT JOIN session_details ON session = number WHERE identifier = ?",
        (record.identifier,),
    ).fetchone()
    if before is not None:
        number = int(before[0])
        connection.execute("DELETE FROM sessions WHERE number = ?", (number,))
    columns = {name: VALUES.encode(getattr(record, name)) for name in _COLUMNS}
    columns |= {"number": number, "started_at": moment_at(record.started), "areas": spaced(record.areas)}
    inserted = connection.execute(
        f"INSERT INTO sessions ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",  # noqa: S608 - our names
        tuple(columns.values()),
    ).lastrowid
    if inserted is None:
        raise ValueError("a row without a number")
    if (key := (plans or {}).get(id(record.plan), "")) == "":
        import hashlib  # it loads OpenSSL, and only saving needs it

        plan = VALUES.canonical(record.plan)
        key = hashlib.sha256(plan).hexdigest()
        connection.execute("INSERT OR IGNORE INTO plans VALUES (?, ?)", (key, plan.decode()))
        if plans is not None:
            plans[id(record.plan)] = key
    details = VALUES.canonical({name: getattr(record, name) for name in _DETAILS}).decode()
    connection.execute("INSERT INTO session_details VALUES (?, ?, ?)", (inserted, key, details))
    for moment, scores in (("before", record.before), ("after", record.after)):
        rows = [(inserted, moment, position, *score) for position, score in enumerate(scores)]
        connection.executemany("INSERT INTO session_scores VALUES (?, ?, ?, ?, ?, ?)", rows)
    signs = [(inserted, position, *sign) for position, sign in enumerate(record.signs)]
    connection.executemany("INSERT INTO signs VALUES (?, ?, ?, ?, ?, ?, ?)", signs)
    if before is not None and before[1] != key:
        drop_unused_plans(connection)
    return inserted


def drop_unused_plans(connection: sqlite3.Connection) -> None:
    """Delete the plans that no session began with any more."""
    connection.execute("DELETE FROM plans WHERE NOT EXISTS (SELECT 1 FROM session_details WHERE plan = hash)")


def select_sessions(connection: sqlite3.Connection, wanted: SessionFilter, most: int | None) -> list[SessionRecord]:
    """Return the sessions that are `wanted`, the newest first, `most` of them at most.

    Raises:
        DecodeError: a row holds what was never written by us; the path begins with its session.
    """
    sql, values = wanted.condition
    chosen = f"SELECT number FROM sessions WHERE {sql} ORDER BY number DESC LIMIT ?"  # noqa: S608
    values = (*values, -1 if most is None else most)
    scores = {
        moment: _by_session(
            connection,
            f"SELECT session, area, side, score FROM session_scores WHERE session IN ({chosen}) "  # noqa: S608
            "AND moment = ? ORDER BY session DESC, position",
            (*values, moment),
        )
        for moment in ("before", "after")
    }
    signs = _by_session(
        connection,
        "SELECT session, complaint, step_number, muscle, side, second FROM signs "  # noqa: S608
        f"WHERE session IN ({chosen}) ORDER BY session DESC, position",
        values,
    )
    found = connection.execute(
        f"SELECT details.plan, body, {', '.join(_COLUMNS)} FROM sessions "  # noqa: S608
        "LEFT JOIN session_details AS details ON details.session = number "
        f"WHERE number IN ({chosen}) ORDER BY number DESC",
        values,
    )
    plans = _Plans(connection)
    result: list[SessionRecord] = []
    for plan, body, number, *columns in found:
        try:
            row = parse_body("details", body)
            row.update(zip(_COLUMNS, (number, *columns), strict=True))
            row.update(plan=plans.of(plan), signs=signs.get(number, []))
            row.update({moment: by_session.get(number, []) for moment, by_session in scores.items()})
            result.append(VALUES.decode(SessionRecord, row))
        except DecodeError as error:
            place = f"session {number}"
            raise DecodeError(DecodeProblem((place, *path), message) for path, message in error.problems) from None
    return result


def count_sessions(connection: sqlite3.Connection, since: datetime | None, without: str) -> int:
    """Return how many sessions count, but for those of routines whose key begins with `without`, if it is not empty."""
    sql, values = within("started_at", since, None)
    if without:
        sql, values = f"{sql} AND routine NOT GLOB ?", (*values, f"{without}*")
    counted = f"SELECT count(*) FROM sessions WHERE {sql} AND practised >= ?"  # noqa: S608
    return int(connection.execute(counted, (*values, MIN_COUNTED_SESSION_S)).fetchone()[0])


def select_signs(connection: sqlite3.Connection) -> list[tuple[datetime, ReportedSign]]:
    """Return all signs with the time their session began, the oldest first.

    Raises:
        DecodeError: a row holds what was never written by us.
    """
    found = connection.execute(
        "SELECT started, complaint, step_number, muscle, side, second FROM signs "
        "JOIN sessions ON number = session ORDER BY session, position"
    )
    rows = [[started, sign] for started, *sign in found]
    return list(VALUES.decode(tuple[tuple[datetime, ReportedSign], ...], rows))


class _Plans:
    """The plans that sessions began with, each read once however many sessions share it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read: dict[str, Mapping[str, Any]] = {}

    def of(self, key: Any) -> Mapping[str, Any]:
        if key not in self._read:
            row = self._connection.execute("SELECT body FROM plans WHERE hash = ?", (key,)).fetchone()
            self._read[key] = parse_body("plan", None if row is None else row[0])
        return self._read[key]


def parse_body(name: str, body: Any) -> dict[str, Any]:
    """Return the JSON object in a column, which is called `name` in messages.

    Raises:
        DecodeError: it is none.
    """
    try:
        values = json.loads(_text(body))
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise DecodeError([DecodeProblem((name,), "is missing" if body is None else "is not a JSON object")])
    return values


def _by_session(connection: sqlite3.Connection, sql: str, values: tuple[Any, ...]) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = {}
    for session, *row in connection.execute(sql, values):
        found.setdefault(session, []).append(row)
    return found


def moment_at(moment: datetime) -> int:
    """Return microseconds since 1970 in UTC, to sort and to find by."""
    return (moment - _EPOCH) // _MICROSECOND


def spaced(keys: Iterable[str]) -> str:
    """Return keys, which have no spaces, with a space around each, so that one is found by ` key `."""
    return "".join(f" {key}" for key in keys) + " "


def _text(value: Any) -> str:
    """Return a value as text, whatever it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return "" if value is None else str(value)


_TEXTS = Codec({str: (_text, str)})
_read_score, _ = as_list(PainScore, _TEXTS)
_read_step, _ = as_list(StepRecord, _TEXTS)
_NO_MOVE = ("", 0, 0)
"""The last fields of a step without a move, which are not written, as earlier forms had none."""


def _checked_score(values: Any) -> PainScore:
    score: PainScore = _read_score(values)
    check_score(score.score)
    return score


def _step_of(values: Any) -> StepRecord:
    is_short = isinstance(values, list) and len(values) == len(StepRecord._fields) - len(_NO_MOVE)
    step: StepRecord = _read_step([*values, *_NO_MOVE] if is_short else values)
    return step


def _read_once(read: Read) -> tuple[Read, Write]:
    """Return how lists of fields are read: equal ones give one object, as there are few in even a long history."""
    known = lru_cache(maxsize=4096, typed=True)(lambda *values: read(list(values)))

    def read_list(values: Any) -> Any:
        try:
            return known(*values)
        except TypeError:  # not a list, or there are lists in it
            return read(values)

    return read_list, list


VALUES = Codec(
    {
        str: (_text, str),
        PainScore: _read_once(_checked_score),
        StepRecord: (_read_once(_step_of)[0], lambda step: list(step) if step.entry else list(step)[: -len(_NO_MOVE)]),
        ReportedSign: as_list(ReportedSign, _TEXTS),
        tuple[Key, ...]: (lambda keys: tuple(_text(keys).split()), spaced),
        frozenset[Key]: (lambda keys: frozenset(_text(keys).split()), spaced),
        Mapping[str, Any]: (lambda plan: plan, dict),
    }
)
"""Values of rows: keys are separated by spaces, and what has many fields is the list of them."""
