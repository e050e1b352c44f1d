"""The questions before a session in the tables: records, and what is watched, released and known of the person."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar

from backpain_cli.codec import DecodeError, DecodeProblem
from backpain_cli.domain.records.sessions import check_storable
from backpain_cli.domain.records.triage_records import PersonRecord, TriageRecord, TriageState
from backpain_cli.history.session_rows import VALUES, moment_at, parse_body

_Record = TypeVar("_Record")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def select_triage(connection: sqlite3.Connection) -> TriageState:
    """Return all that is kept of the questions.

    Records are in the order of their times, not of saving: an older one that is imported later hides no stop.

    Raises:
        DecodeError: a row holds what was never written by us.
    """
    found = connection.execute("SELECT number, body FROM triages ORDER BY answered_at DESC, number DESC")
    records = tuple(_decode(TriageRecord, f"triage {number}", body) for number, body in found)
    row = connection.execute("SELECT body FROM triage_answers").fetchone()
    kept = TriageState() if row is None else _decode(TriageState, "triage_answers", row[0])
    return kept._replace(records=records)


def save_triage(connection: sqlite3.Connection, state: TriageState) -> int:
    """Add the records that are not there yet, replace all else, and return how many were added.

    Raises:
        ValueError: a time cannot be stored.
    """
    added = insert_triage_records(connection, state.records)
    _replace_answers(connection, state)
    return added


def insert_triage_records(connection: sqlite3.Connection, records: Iterable[TriageRecord]) -> int:
    """Add the records that are not there yet, and return how many that were.

    Raises:
        ValueError: a time cannot be stored.
    """
    rows = [
        (moment_at(check_storable(record.when)), VALUES.canonical(record).decode())
        for record in sorted(records, key=lambda one: one.when)
    ]
    return (
        connection.executemany("INSERT OR IGNORE INTO triages (answered_at, body) VALUES (?, ?)", rows).rowcount
        if rows
        else 0
    )


def merge_triage(connection: sqlite3.Connection, given: TriageState) -> int:
    """Add what an import has to what is kept, and return how many records were added.

    Of age, facts and pain the newer answers are kept. What is watched is watched still. Only the side that was asked
    last says what is released: a release that was taken back never comes back from an older export.

    Raises:
        ValueError: a time cannot be stored.
    """
    kept = select_triage(connection)
    pain = max(filter(None, (kept.pain, given.pain)), key=lambda one: one.answered, default=None)
    watched = {one.key: one for one in kept.watched}
    for one in given.watched:
        if one.key not in watched or one.asked > watched[one.key].asked:
            watched[one.key] = one
    releases = given.releases if _asked_last(given) > _asked_last(kept) else kept.releases
    merged = TriageState((), tuple(watched.values()), releases, _newer_person(kept.person, given.person), pain)
    if merged != kept._replace(records=()):
        _replace_answers(connection, merged)
    return insert_triage_records(connection, given.records)


def standing_stop(connection: sqlite3.Connection) -> int | None:
    """Return the number of the newest record if its outcome lets no session begin, else None."""
    records = select_triage(connection).records
    if not records or records[0].outcome.lets_go_on:
        return None
    return int(connection.execute("SELECT number FROM triages ORDER BY answered_at DESC, number DESC").fetchone()[0])


def _decode(kind: type[_Record], place: str, body: Any) -> _Record:
    try:
        return VALUES.decode(kind, parse_body("body", body))
    except DecodeError as error:
        raise DecodeError(DecodeProblem((place, *path), message) for path, message in error.problems) from None


def _asked_last(state: TriageState) -> datetime:
    """Return when the questions were answered last."""
    return max((record.when for record in state.records), default=_LONG_AGO)


def _newer_person(kept: PersonRecord | None, given: PersonRecord | None) -> PersonRecord | None:
    if kept is None or given is None:
        return kept or given
    person = kept
    if (given.age_answered or _LONG_AGO) > (kept.age_answered or _LONG_AGO):
        person = person._replace(age=given.age, age_answered=given.age_answered)
    if (given.facts_answered or _LONG_AGO) > (kept.facts_answered or _LONG_AGO):
        person = person._replace(facts=given.facts, facts_answered=given.facts_answered)
    return person


def _replace_answers(connection: sqlite3.Connection, state: TriageState) -> None:
    moments = [moment for one in state.watched for moment in (one.since, one.asked)]
    moments += [moment for one in state.releases for moment in (one.given, one.confirmed)]
    if state.person is not None:
        moments += filter(None, (state.person.age_answered, state.person.facts_answered))
        moments += [fact.answered for fact in state.person.facts.values()]
    for moment in (*moments, *([state.pain.answered] if state.pain else [])):
        check_storable(moment)
    body = VALUES.canonical(state._replace(records=())).decode()
    connection.execute("INSERT OR REPLACE INTO triage_answers VALUES (1, ?)", (body,))
