"""Sessions, scores, signs, plans in the tables."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from backpain_cli.domain.records.sessions import (
    MIN_COUNTED_SESSION_S,
    ComplaintKind,
    PainEntry,
    PainScore,
    ReportedSign,
    ScreeningKind,
    ScreeningRecord,
    SessionEnding,
    SessionRecord,
    StepEffect,
    StepOutcome,
    StepRecord,
    check_moment,
)
from backpain_cli.domain.terms import Outcome

SqlRow = Sequence[Any]

RowWord = TypeVar("RowWord", bound=StrEnum)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_MICROSECOND = timedelta(microseconds=1)


class WrongRowValueError(ValueError):
    """A value that was never written by us."""


def moment_at(moment: datetime) -> int:
    """Return microseconds since 1970 in UTC, to sort and to find by."""
    return (moment - _EPOCH) // _MICROSECOND


def canonical(plain: Any) -> str:
    """Return plain values as the one JSON text that equal values have."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal digits."""
    import hashlib  # it loads OpenSSL, and many questions read no plan

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def session_row(record: SessionRecord) -> tuple[Any, ...]:
    """Return the light columns but the number: what lists and counts need."""
    return (
        record.identifier,
        record.routine,
        record.title,
        record.region,
        _words(record.areas),
        record.started.isoformat(),
        moment_at(record.started),
        record.ended.isoformat(),
        str(record.ending),
        record.practised,
    )


def details_of(record: SessionRecord) -> str:
    """Return the rest of a session as JSON, but for scores, signs and the plan, which have tables of their own."""
    return canonical(
        {
            "routine_hash": record.routine_hash,
            "gentle": record.gentle,
            "paused": record.paused,
            "pauses": record.pauses,
            "added": record.added,
            "sorer_side": record.sorer_side,
            "note": record.note,
            "steps": [list(step) for step in record.steps],
        }
    )


def session_of(
    row: SqlRow,
    *,
    details: str,
    plan: Mapping[str, Any],
    scores: Iterable[tuple[str, PainScore]],
    signs: Iterable[ReportedSign],
) -> SessionRecord:
    """Return the session of these columns (number, then those of `session_row`) with its scores and signs.

    Raises:
        WrongValueError: something in it was never written by us.
    """
    number, identifier, routine, title, region, areas, started, _, ended, ending, practised = row
    more = mapping(parsed(details, "details"), "details")
    listed = list(scores)
    return SessionRecord(
        number=whole(number, "number"),
        identifier=text(identifier),
        routine=text(routine),
        title=text(title),
        region=text(region),
        areas=tuple(text(areas).split()),
        routine_hash=text(more.get("routine_hash")),
        plan=plan,
        gentle=more.get("gentle") is True,
        started=moment(started, "start"),
        ended=moment(ended, "end"),
        ending=word(SessionEnding, ending, "ending"),
        practised=whole(practised, "practised seconds"),
        paused=whole(more.get("paused"), "paused seconds"),
        pauses=whole(more.get("pauses"), "number of pauses"),
        added=whole(more.get("added"), "added seconds"),
        sorer_side=text(more.get("sorer_side")),
        before=tuple(score for when, score in listed if when == "before"),
        after=tuple(score for when, score in listed if when == "after"),
        steps=_steps_of(more.get("steps")),
        signs=tuple(signs),
        note=text(more.get("note")),
    )


def _steps_of(plain: Any) -> tuple[StepRecord, ...]:
    try:
        return tuple([_known_step(*values) for values in items(plain, "steps")])
    except TypeError:
        raise WrongRowValueError("step with too many values, too few, or values inside values") from None


# In a long history most steps went as they did before: each of those is made once, and kept in memory once.
@lru_cache(maxsize=4096, typed=True)
def _known_step(
    number: Any,
    kind: Any,
    title: Any,
    muscle: Any,
    point: Any,
    outcome: Any,
    seconds: Any,
    planned: Any,
    repeats: Any,
    effect: Any,
) -> StepRecord:
    return StepRecord(
        number=whole(number, "number of a step"),
        kind=text(kind),
        title=text(title),
        muscle=text(muscle),
        point=text(point),
        outcome=word(StepOutcome, outcome, "outcome of a step"),
        seconds=whole(seconds, "seconds of a step"),
        planned=whole(planned, "planned seconds of a step"),
        repeats=whole(repeats, "repeats of a step"),
        effect=word(StepEffect, effect, "effect of a step"),
    )


def score_of(row: SqlRow) -> PainScore:
    """Return the score of area, side and score.

    Raises:
        WrongValueError: it is no score.
    """
    area, side, score = row
    value = whole(score, "pain score")
    if not 0 <= value <= 10:
        raise WrongRowValueError(f"pain score of {value}")
    return PainScore(area=text(area), side=text(side), score=value)


def sign_of(row: SqlRow) -> ReportedSign:
    """Return the sign of complaint, step number, muscle, side and second.

    Raises:
        WrongValueError: something in it was never written by us.
    """
    complaint, step_number, muscle, side, second = row
    return ReportedSign(
        complaint=word(ComplaintKind, complaint, "complaint"),
        step_number=whole(step_number, "step of a sign"),
        muscle=text(muscle),
        side=text(side),
        second=whole(second, "second of a sign"),
    )


def pain_entry_of(row: SqlRow, scores: Iterable[PainScore]) -> PainEntry:
    """Return the entry of identifier, time and note, with its scores.

    Raises:
        WrongValueError: something in it was never written by us.
    """
    identifier, noted, note = row
    return PainEntry(
        identifier=text(identifier), when=moment(noted, "time of a pain score"), scores=tuple(scores), note=text(note)
    )


def screen_row(record: ScreeningRecord) -> tuple[Any, ...]:
    """Return all columns of a screen but the number."""
    return (
        record.when.isoformat(),
        moment_at(record.when),
        str(record.kind),
        _words(sorted(str(region) for region in record.regions)),
        str(record.outcome),
    )


def screen_of(row: SqlRow) -> ScreeningRecord:
    """Return the screen of time, kind, regions and outcome.

    Raises:
        WrongValueError: something in it was never written by us.
    """
    answered, kind, regions, outcome = row
    return ScreeningRecord(
        when=moment(answered, "time of a screen"),
        kind=word(ScreeningKind, kind, "kind of a screen"),
        regions=frozenset(text(regions).split()),
        outcome=word(Outcome, outcome, "outcome of a screen"),
    )


def _words(keys: Iterable[str]) -> str:
    """Return keys, which have no spaces, with a space around each, so that one is found by ` key `."""
    return "".join(f" {key}" for key in keys) + " "


def text(value: Any) -> str:
    """Return a value as text, whatever it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return "" if value is None else str(value)


def whole(value: Any, what: str) -> int:
    """Return a whole number, or raise WrongValueError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongRowValueError(f"{what} that is not a whole number: {value!r:.80}")
    return value


def moment(value: Any, what: str) -> datetime:
    """Return an aware time, or raise WrongValueError."""
    try:
        return check_moment(datetime.fromisoformat(text(value)))
    except ValueError:
        raise WrongRowValueError(f"{what} that is no time: {value!r:.80}") from None


def word(kind: type[RowWord], value: Any, what: str) -> RowWord:
    """Return one of a closed set of words, or raise WrongValueError."""
    try:
        return kind(text(value))
    except ValueError:
        raise WrongRowValueError(f"{what} that nobody knows: {value!r:.80}") from None


def parsed(value: Any, what: str) -> Any:
    """Return what a JSON text says, or raise WrongValueError."""
    try:
        return json.loads(text(value))
    except (ValueError, RecursionError):
        raise WrongRowValueError(f"{what} that are not JSON") from None


def mapping(value: Any, what: str) -> dict[str, Any]:
    """Return a dictionary, or raise WrongValueError."""
    if not isinstance(value, dict):
        raise WrongRowValueError(f"{what} that are not named values")
    return value


def items(value: Any, what: str) -> list[Any]:
    """Return a list, or raise WrongValueError."""
    if not isinstance(value, list):
        raise WrongRowValueError(f"{what} that is not a list")
    return value


_COLUMNS = "number, identifier, routine, title, region, areas, started, started_at, ended, ending, practised"


class Condition(NamedTuple):
    """A part of a statement after WHERE, and the values for its question marks."""

    sql: str
    values: tuple[Any, ...]


def within(column: str, since: datetime | None, until: datetime | None) -> Condition:
    """Return the condition that a time in `column` is not before `since`, and is before `until`."""
    parts = [(f"{column} >= ?", since), (f"{column} < ?", until)]
    chosen = [(sql, moment_at(moment)) for sql, moment in parts if moment is not None]
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
        (number, *session_row(record)),
    ).lastrowid
    if inserted is None:
        raise ValueError("a row without a number")
    if (key := (plans or {}).get(id(record.plan), "")) == "":
        plan = canonical(dict(record.plan))
        key = hash_of(plan)
        connection.execute("INSERT OR IGNORE INTO plans VALUES (?, ?)", (key, plan))
        if plans is not None:
            plans[id(record.plan)] = key
    connection.execute("INSERT INTO session_details VALUES (?, ?, ?)", (inserted, key, details_of(record)))
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
                session_of(
                    row,
                    details=details,
                    plan=plans.of(plan),
                    scores=[_score_with_moment(*each) for each in scores.get(number, [])],
                    signs=[sign_of(each) for each in signs.get(number, [])],
                )
            )
        except WrongRowValueError as error:
            raise WrongRowValueError(f"{error} in session {number}") from None
    return result


def has(connection: sqlite3.Connection, identifier: str) -> bool:
    """Say whether there is a session with that identifier."""
    return connection.execute("SELECT 1 FROM sessions WHERE identifier = ?", (identifier,)).fetchone() is not None


def count(connection: sqlite3.Connection, since: datetime | None) -> int:
    """Return how many sessions count; an index alone answers that."""
    sql, values = within("started_at", since, None)
    row = connection.execute(
        f"SELECT count(*) FROM sessions WHERE {sql} AND practised >= ?",  # noqa: S608
        (*values, MIN_COUNTED_SESSION_S),
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
    return [(moment(started, "start of a session"), sign_of(row)) for started, *row in found]


class _Plans:
    """The plans that sessions began with, each read once however many sessions share it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read: dict[str, Mapping[str, Any]] = {}

    def of(self, key: Any) -> Mapping[str, Any]:
        if key not in self._read:
            row = self._connection.execute("SELECT body FROM plans WHERE hash = ?", (key,)).fetchone()
            if row is None:
                raise WrongRowValueError("plan that is missing")
            self._read[key] = mapping(parsed(row[0], "plan"), "plan")
        return self._read[key]


# There are few different scores, however long a history is: each is made once, and kept in memory once.
@lru_cache(maxsize=1024, typed=True)
def _score_with_moment(when: Any, area: Any, side: Any, score: Any) -> tuple[str, PainScore]:
    return text(when), score_of((area, side, score))


def _by_session(connection: sqlite3.Connection, sql: str, values: tuple[Any, ...]) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = {}
    for session, *row in connection.execute(sql, values):
        found.setdefault(session, []).append(row)
    return found
