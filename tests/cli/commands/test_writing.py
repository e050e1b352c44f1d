"""Writing routines: from a hand-out, from nothing, from another routine; the schema for editors."""

import json
from pathlib import Path

import pytest

from tests.program import run_program

_HANDOUT = b"# Anna\n\n1. Bridge 3 x 10\n2. Knee to chest 30s each side\n3. Heat pack 15 min\n"


def test_a_handout_becomes_a_routine_on_standard_output_that_is_valid(tmp_path: Path) -> None:
    made = run_program("import-routine", "-", typed=_HANDOUT)
    assert made.code == 0
    assert "standard input:5:1: warning: this cannot be taken as a step" in made.err
    path = tmp_path / "anna.yaml"
    path.write_text(made.out, encoding="utf-8")
    assert run_program("validate", str(path)).out == f"{path}: valid\n"


def test_a_handout_is_written_to_a_new_file_and_never_over_one(tmp_path: Path) -> None:
    source, path = tmp_path / "hand-out.md", tmp_path / "anna.yaml"
    source.write_bytes(_HANDOUT)
    made = run_program("import-routine", str(source), "--output", str(path), "--title", "Mine", "--area", "low back")
    assert made.code == 0, made.err
    text = path.read_text(encoding="utf-8")
    assert 'title: "Mine"' in text
    assert "# heading: Anna" in text
    assert "areas: [lower-back]" in text
    again = run_program("import-routine", str(source), "--output", str(path))
    assert again.code == 73
    assert "there is a file of that name already" in again.err
    assert path.read_text(encoding="utf-8") == text


def test_lines_that_cannot_be_taken_are_errors_all_at_once() -> None:
    made = run_program("import-routine", "-", typed=b"Chin to chest 90s\nBridge 10\nBall on piriformis 3 minutes\n")
    assert made.code == 65
    assert "standard input:1:1: error" in made.err
    assert "standard input:3:1: error" in made.err
    assert "strengthen: bridge" in made.out


def test_a_handout_without_any_step_is_refused_with_each_of_its_lines() -> None:
    made = run_program("import-routine", "-", typed=b"Dear Anna,\nhave a nice week.\nBye\n")
    assert (made.code, made.out) == (65, "")
    assert "standard input:2:1" in made.err
    assert "standard input:3:1" in made.err


def test_the_json_has_each_line_with_its_step() -> None:
    made = run_program("import-routine", "-", "--json", typed=_HANDOUT)
    document = json.loads(made.out)
    assert document["steps"][0] == {
        "line": 3,
        "written": "Bridge 3 x 10",
        "step": {"strengthen": "bridge", "reps": "10", "rounds": "3"},
        "seconds": 250,
    }
    assert [one["line"] for one in document["left_out"]] == [5]
    assert document["problems"] == []


@pytest.mark.parametrize("arguments", [["missing.txt"], ["."]])
def test_a_handout_that_cannot_be_read_is_named(arguments: list[str], tmp_path: Path) -> None:
    made = run_program("import-routine", *arguments, folder=tmp_path)
    assert made.code == 66
    assert arguments[0] in made.err


def test_an_area_that_does_not_exist_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    made = run_program("import-routine", "-", "-o", str(tmp_path / "a.yaml"), "--area", "loer bak", typed=_HANDOUT)
    assert made.code == 2
    assert not list(tmp_path.iterdir())
