"""The list of many own routines comes from what was read before, and never from what has changed since."""

import json
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.routine import Routine
from backpain_cli.library import routines
from backpain_cli.library.routines import load_all
from backpain_cli.library.seen import FEWEST_KEPT
from tests.files import ROUTINE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the own folder with as many routines as are remembered."""
    own = tmp_path / "routines"
    own.mkdir()
    for number in range(FEWEST_KEPT):
        (own / f"own-{number}.yaml").write_text(ROUTINE)
    return own


def titles(anatomy: Anatomy) -> dict[str, str]:
    return {routine.key: routine.title for routine in load_all(anatomy).routines}


def test_what_was_read_once_is_not_read_again(folder: Path, anatomy: Anatomy, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_all(anatomy)

    def refuse(*_: object) -> None:
        raise AssertionError("a file that has not changed was read again")

    monkeypatch.setattr(routines, "load_file", refuse)
    assert load_all(anatomy) == first
    assert len(first.routines) == FEWEST_KEPT + 6
    assert folder.exists()


def test_a_changed_file_is_read_again(folder: Path, anatomy: Anatomy) -> None:
    load_all(anatomy)
    (folder / "own-3.yaml").write_text(ROUTINE.replace("title: Lower back", "title: Something else"))
    assert titles(anatomy)["own-3"] == "Something else"
    (folder / "own-4.yaml").unlink()
    assert "own-4" not in titles(anatomy)
    (folder / "own-5.yaml").write_text("rubbish")
    shelf = load_all(anatomy)
    assert "own-5" not in {routine.key for routine in shelf.routines}
    assert shelf.broken


def test_a_file_that_changes_while_it_is_read_is_read_again(
    folder: Path, anatomy: Anatomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_file = routines.load_file

    def read_and_change(path: Path, *more: Any) -> Routine:
        routine = load_file(path, *more)
        if path.stem == "own-3":
            path.write_text(ROUTINE.replace("title: Lower back", "title: Somebody just saved it"))
        return routine

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(routines, "load_file", read_and_change)
        assert titles(anatomy)["own-3"] == "Lower back"
    assert titles(anatomy)["own-3"] == "Somebody just saved it"
    assert folder.exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"made by": 1, "files": {}}', "\x00\xff"])
def test_a_damaged_memory_is_ignored_and_made_anew(folder: Path, anatomy: Anatomy, tmp_path: Path, damage: str) -> None:
    wanted = titles(anatomy)
    kept = tmp_path / "cache" / "routines.json"
    kept.write_text(damage, encoding="utf-8")
    assert titles(anatomy) == wanted
    assert len(json.loads(kept.read_text())["files"]) == FEWEST_KEPT
    assert folder.exists()


def test_wrong_entries_are_read_from_their_files(folder: Path, anatomy: Anatomy, tmp_path: Path) -> None:
    wanted = titles(anatomy)
    kept = tmp_path / "cache" / "routines.json"
    memory = json.loads(kept.read_text())
    for number, path in enumerate(sorted(memory["files"])):
        memory["files"][path][1] = [None, [], {}, ["x"], "text", 3][number % 6]
    kept.write_text(json.dumps(memory))
    assert titles(anatomy) == wanted
    assert folder.exists()


def test_a_few_routines_leave_nothing_behind(anatomy: Anatomy, tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "mine.yaml").write_text(ROUTINE)
    load_all(anatomy)
    assert not (tmp_path / "cache").exists()


def test_a_folder_that_cannot_be_written_only_makes_it_slower(folder: Path, anatomy: Anatomy, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert len(titles(anatomy)) == FEWEST_KEPT + 6
    assert folder.exists()
