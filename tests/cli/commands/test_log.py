"""A walk, a goal and the day the pain began are noted beside scores, and a walk can be taken back like a score."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from backpain_cli.history.store import open_history
from backpain_cli.paths import data_folder
from tests.program import run_program


def test_a_walk_is_kept_listed_and_taken_back(tmp_path: Path) -> None:
    assert "a walk of 10 minutes" in run_program("log", "--walk", "10", "--at", "2026-11-01T12:00").out
    assert "lower-back=3, a walk of 1 minute." in run_program("log", "lower-back=3", "--walk", "1").out
    listed = run_program("history").out
    assert "w1  2026-11-01 12:00  10 minutes" in listed
    assert "w2" in listed
    assert len(json.loads(run_program("history", "--json").out)["walks"]) == 2
    assert json.loads(run_program("history", "--area", "lower-back", "--json").out)["walks"] == []
    gone = run_program("history", "delete", "w1", "--yes")
    assert "Deleted: 1 walk." in gone.out
    with open_history(data_folder()) as store:
        assert [walk.minutes for walk in store.walks()] == [1]
    assert run_program("history", "delete", "w1", "--yes").code == 2


def test_the_newest_entry_is_undone_be_it_a_walk_or_a_score() -> None:
    run_program("log", "neck=3", "--at", "2026-11-02T12:00")
    run_program("log", "--walk", "8", "--at", "2026-11-03T12:00")
    assert "8 minutes" in run_program("log", "--undo", "--yes").out
    assert "neck 3" in run_program("log", "--undo", "--yes").out
    assert "There is no entry to undo." in run_program("log", "--undo", "--yes").out


def test_a_goal_is_kept_in_the_persons_words_shown_and_taken_back() -> None:
    run_program("log", "--goal", "  carry my [bold]grandson[/] up the stairs ")
    run_program("log", "lower-back=4")
    assert "Your goal: carry my [bold]grandson[/] up the stairs" in run_program("progress").out
    assert json.loads(run_program("progress", "--json").out)["goal"] == "carry my [bold]grandson[/] up the stairs"
    assert "no goal any more" in run_program("log", "--goal", "").out
    assert "Your goal" not in run_program("progress").out


def test_the_day_the_pain_began_is_kept_and_taken_back() -> None:
    run_program("log", "--began", "2026-11-03")
    with open_history(data_folder()) as store:
        began = store.care().began
    assert began is not None
    assert str(began.day) == "2026-11-03"
    run_program("log", "--began", "")
    with open_history(data_folder()) as store:
        began = store.care().began
    assert began is not None
    assert began.day is None


def test_progress_says_what_may_come_next() -> None:
    now = datetime.now().astimezone()
    for days in (1, 2, 3):
        day = now.fromtimestamp(now.timestamp() - days * 86_400).strftime("%Y-%m-%dT%H:%M")
        run_program("log", "--walk", "10", "--at", day)
    shown = run_program("progress").out
    assert "Walking: 10 minutes, 3 times in the last seven days." in shown
    assert "If all had settled by the next day, try 11 or 12" in shown
    assert json.loads(run_program("progress", "--json").out)["walking"]["offers"] == [11, 12]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--walk", "0"),
        ("--walk", "601"),
        ("--walk", "ten"),
        ("--goal", "x" * 201),
        ("--goal", "a\x1b[31mb"),
        ("--began", "someday"),
        ("--began", "2999-01-01"),
        ("--note", "--walk", "5"),
        ("--undo", "--walk", "5"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_kept(arguments: tuple[str, ...]) -> None:
    assert run_program("log", *arguments).code == 2
    assert not (data_folder() / "history.sqlite3").exists()


def test_json_says_what_was_kept() -> None:
    told = json.loads(run_program("log", "--walk", "5", "--goal", "swim", "--json").out)
    assert (told["saved"], told["walk"]["minutes"], told["goal"]["text"], told["began"]) == (None, 5, "swim", None)
    assert "walk" not in json.loads(run_program("log", "neck=1", "--json").out)
