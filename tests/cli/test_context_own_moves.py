"""A person's own levels and numbers are in every plan of theirs, and never change how long it is."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.domain.records.care_records import MoveChange, MoveSetting
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.history.store import open_history
from tests.person import known
from tests.program import Outcome, run_program
from tests.records import session_at, sign, step

TEXT = """\
backpain: 2
title: My list
region: lumbar
areas: [lower-back]
minutes: 5
steps:
  - {strengthen: bridge, reps: 8-12, level: mine, place: floor, ready: 20s}
  - {strengthen: row, reps: 12, level: 2, place: standing, ready: 20s}
  - {rest: settle, for: rest of the time}
"""
NOW = datetime.now(UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "list.yaml").write_text(TEXT, encoding="utf-8")
    known(tmp_path / "home")
    return tmp_path


def keep(home: Path, *settings: tuple[str, int, int]) -> None:
    changes = tuple(MoveChange(NOW, key, MoveSetting(level, number)) for key, level, number in settings)
    with open_history(home / "home") as store:
        store.change_care(lambda care: care._replace(changes=(*care.changes, *changes)))


def did(home: Path, key: str, level: int, number: int, *, spread: bool = False) -> None:
    entry = step(key, kind="strengthen", muscle="", point="", entry=key, level=level, repetitions=number)
    signs = (sign(complaint=ComplaintKind.WARNING, muscle="", side=""),) if spread else ()
    with open_history(home / "home") as store:
        store.save_session(session_at(NOW - timedelta(days=3), steps=(entry,), signs=signs))


def run(home: Path, *arguments: str) -> Outcome:
    done = run_program(*arguments, environment={"BACKPAIN_HOME": str(home / "home")}, folder=home)
    assert done.code == 0, done.err
    return done


def plan(home: Path, *arguments: str) -> dict[str, Any]:
    form: dict[str, Any] = json.loads(run(home, "routine", "list.yaml", "--preview", "--json", *arguments).out)
    assert form["seconds"] == 300
    return form


def phases(home: Path, *arguments: str) -> list[tuple[str, str, int]]:
    """Return of each segment of the plan its step, what is done and its seconds, but for getting ready."""
    parts = [(one["title"], one["phase"], one["seconds"]) for one in plan(home, *arguments)["segments"]]
    return [part for part in parts if part[1] != "ready"]


def sheet(home: Path) -> str:
    return run(home, "checklist", "list.yaml", "--format", "markdown").out


def test_without_anything_agreed_to_it_is_as_it_is_written(home: Path) -> None:
    assert phases(home) == [("Bridge", "work", 48), ("Row", "work", 48), ("Settle", "hold", 164)]
    assert "8 to 12 times, today 8, 3 s up, 3 s down, level 1" in sheet(home)


def test_ones_own_level_and_number_take_the_rest_of_the_time(home: Path) -> None:
    keep(home, ("bridge", 2, 10), ("row", 3, 8))
    # The level and the number of the row are the routine's own, and nobody went back from them.
    assert phases(home) == [("Bridge", "work", 60), ("Row", "work", 48), ("Settle", "hold", 152)]
    assert "8 to 12 times, today 10, 3 s up, 3 s down, level 2" in sheet(home)
    assert "12 times, 2 s back" in sheet(home)


def test_who_went_back_rests_in_the_same_step(home: Path) -> None:
    did(home, "row", 2, 12)
    keep(home, ("row", 1, 6))
    assert phases(home) == [
        ("Bridge", "work", 48),
        ("Row", "work", 24),
        ("Row", "rest", 24),
        ("Settle", "hold", 164),
    ]
    assert "12 times, today 6" in sheet(home)
    assert "level 2" not in sheet(home)


def test_an_easier_level_for_once_is_kept_nowhere(home: Path) -> None:
    keep(home, ("bridge", 3, 10))
    before = sheet(home)
    assert "level 3" in before
    done = run(home, "routine", "list.yaml", "--level", "1", "--preview")
    assert "5:00" in done.out
    assert sheet(home) == before


def test_a_move_that_sent_pain_further_becomes_movement_until_it_is_taken_back_in(home: Path) -> None:
    did(home, "bridge", 1, 8, spread=True)
    named = [title for title, _, _ in phases(home)]
    assert "Bridge" not in named
    assert [seconds for _, _, seconds in phases(home)] == [68, 48, 164]
    shown = " ".join(run(home, "routine", "list.yaml", "--preview").out.split())
    assert "Let somebody see it. `backpain moves bridge --level 1` takes it back in." in shown
    keep(home, ("bridge", 1, 8))
    assert "Bridge" in [title for title, _, _ in phases(home)]


def test_a_level_is_set_and_taken_back_by_name(home: Path) -> None:
    done = run(home, "moves", "bridge", "--level", "2")
    assert done.out == "Bridge: level 2, 6 times from now on. `--level undo` takes it back.\n"
    assert "level 2" in sheet(home)
    assert run(home, "moves", "hip lift", "--level", "undo").out.startswith("Bridge: level 1, 6 times from now on.")
    assert phases(home) == [("Bridge", "work", 48), ("Row", "work", 48), ("Settle", "hold", 164)]
    assert "level 1" in sheet(home)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bridge", "--level", "4"), "it may be 1, 2, 3 or undo"),
        (("bridge", "--level", "undo"), "Nothing about bridge was changed."),
        (("--level", "1"), "one move with a dose"),
        (("cat-cow", "--level", "1"), "one move with a dose"),
    ],
)
def test_a_level_that_cannot_be_set_is_refused(arguments: tuple[str, ...], said: str, home: Path) -> None:
    done = run_program("moves", *arguments, environment={"BACKPAIN_HOME": str(home / "home")})
    assert (done.code, done.out) == (2, "")
    assert said in " ".join(done.err.split())


def test_a_move_is_shown_with_the_persons_own_level_and_number(home: Path) -> None:
    assert "yours" not in run(home, "moves", "bridge").out
    assert form(home, "bridge")["own"] is None
    did(home, "bridge", 1, 8)
    keep(home, ("bridge", 2, 10))
    assert "yours: level 2, 10 times; `--level undo` takes the last change back\n" in run(home, "moves", "bridge").out
    assert (form(home, "bridge")["own"], form(home, "bridge")["left_out"]) == ({"level": 2, "repetitions": 10}, False)
    assert "Bridge: level 1, 8 times from now on." in run(home, "moves", "bridge", "--level", "undo").out
    assert "yours" not in run(home, "moves", "bridge").out


def test_a_move_without_levels_that_is_left_out_is_taken_back_in_as_its_page_says(home: Path) -> None:
    did(home, "prone-press-up", 0, 5, spread=True)
    page = run(home, "moves", "prone-press-up").out
    assert "yours: left out, because it sent pain further or brought something new; `--level 1` takes it" in page
    assert form(home, "prone-press-up")["left_out"]
    assert "Press-up, hips down: 5 times from now on." in run(home, "moves", "prone-press-up", "--level", "1").out
    assert not form(home, "prone-press-up")["left_out"]
    refused = run_program("moves", "prone-press-up", "--level", "2", environment={"BACKPAIN_HOME": str(home / "home")})
    assert refused.code == 2
    assert "it may be 1 or undo" in refused.err


def test_a_move_is_shown_where_the_history_cannot_be_read_and_that_is_said(home: Path) -> None:
    (home / "home" / "history.sqlite3").write_bytes(b"not a history of ours" * 50)
    shown = run(home, "moves", "bridge")
    assert "how much: 6 to 12 times" in shown.out
    assert "history.sqlite3" in shown.err


def form(home: Path, key: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(home, "moves", key, "--json").out)
    return found
