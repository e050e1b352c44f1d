"""Walks and the rest of a person's care are kept, changed and put together with those of an import."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from backpain_cli.domain.records.care_records import NO_CARE, CareState, Goal, MoveChange, MoveSetting
from backpain_cli.domain.records.sessions import NO_PERSONAL_DATA
from backpain_cli.history.errors import DamagedHistoryError
from backpain_cli.history.store import open_history
from tests.records import EVENING, a_care, a_walk

LATER = EVENING + timedelta(days=1)


def test_walks_are_kept_once_and_can_be_deleted(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        for day in (0, 1, 1, 2):
            store.save_walk(a_walk(day, 10 + day))
        assert store.walks() == [a_walk(2, 12), a_walk(1, 11), a_walk(0, 10)]
        assert store.walks(since=a_walk(1).when, until=a_walk(2).when) == [a_walk(1, 11)]
        numbers = store.walk_numbers()
        assert sorted(numbers) == sorted({a_walk(day).identifier for day in (0, 1, 2)})
        assert store.delete(walks=[a_walk(1)]).walks == 1
        assert store.walks() == [a_walk(2, 12), a_walk(0, 10)]
        assert store.forget(since=a_walk(2).when).walks == 1
        assert store.walks() == [a_walk(0, 10)]


@pytest.mark.parametrize("minutes", [0, -5, 601])
def test_a_walk_has_one_to_600_minutes(minutes: int, tmp_path: Path) -> None:
    with open_history(tmp_path) as store, pytest.raises(ValueError, match="1 to 600 minutes"):
        store.save_walk(a_walk(minutes=minutes))


def test_a_change_is_made_to_what_another_process_has_kept_meanwhile(tmp_path: Path) -> None:
    with open_history(tmp_path) as first, open_history(tmp_path) as second:
        assert first.care() == NO_CARE
        second.change_care(lambda care: care._replace(shown={"E1": EVENING}))
        first.change_care(lambda care: care._replace(goal=Goal("walk to the sea", EVENING)))
        assert second.care() == CareState(shown={"E1": EVENING}, goal=Goal("walk to the sea", EVENING))


def test_some_days_are_forgotten_without_what_is_known_of_the_person(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        store.save_walk(a_walk())
        store.change_care(lambda _: a_care())
        store.forget(since=a_walk().when - timedelta(days=1), until=a_walk().when + timedelta(days=1))
        assert (store.walks(), store.care()) == ([], a_care())


def test_an_import_adds_what_is_newer_and_loses_nothing(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        store.change_care(lambda _: a_care())
        change = MoveChange(LATER, "bridge", MoveSetting(2, 7))
        given = CareState(
            {"E1": LATER}, False, LATER, (LATER,), Goal("older", EVENING - timedelta(days=1)), None, (change,)
        )
        store.add_all(NO_PERSONAL_DATA._replace(care=given, walks=(a_walk(),)))
        assert store.care() == a_care()._replace(
            shown={"E1": LATER, "E3": EVENING + timedelta(days=2)},
            is_off=False,
            switched=LATER,
            asked=(EVENING, LATER),
            changes=(*a_care().changes, change),
        )
        assert store.walks() == [a_walk()]


def test_a_row_that_was_changed_by_hand_is_reported_with_its_place(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        store.change_care(lambda _: a_care())
    with closing(sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)) as connection:
        connection.execute("UPDATE care SET body = ?", ('{"shown": {"E1": "yesterday"}}',))
    with open_history(tmp_path) as store, pytest.raises(DamagedHistoryError, match=r"care.shown.E1"):
        store.care()
