"""An older history becomes the present one whole or not at all, and reading an older one changes nothing."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from backpain_cli.history.database import Database
from backpain_cli.history.errors import HistoryError, NewerHistoryError
from backpain_cli.history.store import open_history
from backpain_cli.history.tables import MIGRATIONS, TABLES, statements
from tests.records import a_screen, a_session

LATER = (
    *MIGRATIONS,
    "CREATE TABLE moods (session INTEGER PRIMARY KEY, mood TEXT NOT NULL);\n"
    "INSERT INTO moods SELECT number, 'calm; or so' FROM sessions;\n",
    "ALTER TABLE moods ADD COLUMN told TEXT;\n",
)
"""The present forms and two that might follow."""
BROKEN = (*MIGRATIONS, "CREATE TABLE moods (session INTEGER);\nINSERT INTO nowhere VALUES (1);\n")


def filled(folder: Path) -> Path:
    with open_history(folder) as store:
        store.save_session(a_session(1))
        store.save_screen(a_screen())
        return store.path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_a_new_history_has_the_newest_form_and_every_table(tmp_path: Path) -> None:
    path = filled(tmp_path)
    assert version_of(path) == len(MIGRATIONS)
    with closing(sqlite3.connect(path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables - {"sqlite_sequence"} == TABLES


@pytest.mark.parametrize("versions", [len(MIGRATIONS) + 1, len(LATER)])
def test_an_older_history_is_brought_up_to_date_by_the_first_save(tmp_path: Path, versions: int) -> None:
    path = filled(tmp_path)
    with open_history(tmp_path, migrations=LATER[:versions]) as store:
        assert store.save_session(a_session(2)) == 2
        assert store.sessions() == [replace(a_session(2), number=2), replace(a_session(1), number=1)]
        assert store.screens() == [a_screen()]
    assert version_of(path) == versions
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT session, mood FROM moods").fetchall() == [(1, "calm; or so")]


def test_reading_an_older_history_answers_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    path = filled(tmp_path)
    older = path.read_bytes()
    with open_history(tmp_path, migrations=LATER) as store:
        assert store.sessions() == [replace(a_session(1), number=1)]
        assert store.everything().screens == (a_screen(),)
        assert store.count_sessions() == 1
    database = Database(tmp_path, LATER)
    with database.reading() as connection:
        assert connection is not None
        assert connection.execute("SELECT mood FROM moods").fetchall() == [("calm; or so",)]
    database.close()
    assert path.read_bytes() == older


def test_the_older_program_leaves_the_newer_history_alone(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with open_history(tmp_path, migrations=LATER) as store:
        store.save_session(a_session(2))
    newer = path.read_bytes()
    with open_history(tmp_path) as store, pytest.raises(NewerHistoryError):
        store.save_session(a_session(3))
    assert path.read_bytes() == newer


def test_a_change_of_form_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path)
    older = path.read_bytes()
    with open_history(tmp_path, migrations=BROKEN) as store:
        with pytest.raises(HistoryError):
            store.save_session(a_session(2))
        with pytest.raises(HistoryError):
            store.sessions()
    assert path.read_bytes() == older
    with open_history(tmp_path) as store:
        assert store.count_sessions() == 1


def test_statements_end_where_sql_says_so_and_not_at_every_semicolon() -> None:
    assert statements("SELECT ';';\n\nSELECT\n 2;") == ["SELECT ';';", "SELECT\n 2;"]
    with pytest.raises(ValueError, match="no end"):
        statements("SELECT 1")
