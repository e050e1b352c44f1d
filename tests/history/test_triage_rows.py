"""What is kept of the questions before a session: added, replaced, merged, and damage told."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from backpain_cli.domain.records.sessions import NO_PERSONAL_DATA
from backpain_cli.domain.records.triage_records import PersonRecord, SignRelease, TriageState
from backpain_cli.domain.terms import Outcome
from backpain_cli.history.errors import DamagedHistoryError
from backpain_cli.history.store import HistoryStore, open_history
from tests.records import EVENING, a_triage, a_triage_record

A_DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[HistoryStore]:
    with open_history(tmp_path) as opened:
        yield opened


def brought(store: HistoryStore, state: TriageState) -> TriageState:
    """Import `state`, and return what is kept then."""
    store.add_all(NO_PERSONAL_DATA._replace(triage=state))
    return store.triage()


def test_saving_adds_records_and_replaces_the_rest(store: HistoryStore) -> None:
    assert store.triage() == TriageState()
    store.save_triage(a_triage())
    assert store.triage() == a_triage()
    store.save_triage(TriageState(records=(a_triage_record(3), a_triage_record(2))))
    assert store.triage() == TriageState(records=tuple(map(a_triage_record, (3, 2, 1))))


def test_a_record_more_leaves_the_rest(store: HistoryStore) -> None:
    store.save_triage(a_triage())
    store.add_triage_record(a_triage_record(9))
    store.add_triage_record(a_triage_record(9))
    assert store.triage() == a_triage()._replace(records=tuple(map(a_triage_record, (9, 2, 1))))


def test_a_time_without_its_zone_is_not_kept(store: HistoryStore) -> None:
    naive = datetime(2026, 1, 1)
    for state in (
        TriageState(records=(a_triage_record()._replace(when=naive),)),
        a_triage()._replace(releases=(SignRelease("A5.2", EVENING, naive),)),
        TriageState(person=PersonRecord("50-59", naive, {}, None)),
    ):
        with pytest.raises(ValueError, match="zone"):
            store.save_triage(state)
    assert store.triage() == TriageState()


def test_an_older_record_that_is_imported_hides_no_stop(store: HistoryStore) -> None:
    stop = a_triage_record(5, Outcome.EMERGENCY)
    store.add_triage_record(stop)
    assert brought(store, TriageState(records=(a_triage_record(1),))).records == (stop, a_triage_record(1))


def test_a_release_that_was_taken_back_does_not_come_back_from_an_older_export(store: HistoryStore) -> None:
    store.save_triage(a_triage()._replace(records=(a_triage_record(5),), releases=()))
    assert brought(store, a_triage()).releases == ()
    later = a_triage()._replace(records=(a_triage_record(6),))
    assert brought(store, later).releases == a_triage().releases


def test_of_the_answers_the_newer_ones_are_kept_and_nothing_watched_is_lost(store: HistoryStore) -> None:
    known = a_triage()
    store.save_triage(known)
    assert known.person is not None
    assert known.pain is not None
    facts = known.person._replace(age="60-64", facts={}, facts_answered=EVENING + A_DAY)
    older = known.pain._replace(limb="no", answered=EVENING - A_DAY)
    seen_later = known.watched[0]._replace(same=3, asked=EVENING + 30 * A_DAY)
    another = known.watched[0]._replace(key="C2.2")
    merged = brought(store, TriageState(watched=(another, seen_later), person=facts, pain=older))
    assert merged.person == known.person._replace(facts={}, facts_answered=EVENING + A_DAY)
    assert merged.pain == known.pain
    assert merged.watched == (seen_later, another)


@pytest.mark.parametrize("table", ["triages", "triage_answers"])
@pytest.mark.parametrize("body", ['{"when": 1}', "[]", "nothing"])
def test_a_row_that_was_never_written_by_us_is_damage(store: HistoryStore, table: str, body: str) -> None:
    store.save_triage(a_triage())
    store.close()
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute(f"UPDATE {table} SET body = ? WHERE number = 1", (body,))  # noqa: S608 - our own names
    with pytest.raises(DamagedHistoryError, match="triage"):
        store.triage()
