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


@pytest.mark.parametrize(("typed", "says"), [(b" \n\n", "is empty"), (b"# A\n## B\n", "there is no step in it")])
def test_an_empty_handout_and_one_of_headings_are_refused(typed: bytes, says: str) -> None:
    made = run_program("import-routine", "-", typed=typed)
    assert (made.code, made.out) == (65, "")
    assert f"standard input: {says}; write an exercise a line, as `bridge 3 x 10`" in made.err


@pytest.mark.parametrize("data", [b"Bridge 10\n\x00\x01\xff", "Bridge 10".encode("utf-16"), b"Bridge 10\n" * 200_000])
def test_what_is_no_text_of_a_handout_is_refused_at_once(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "hand-out.txt").write_bytes(data)
    made = run_program("import-routine", "hand-out.txt", "-o", "new.yaml", folder=tmp_path)
    assert made.code == 65
    assert "hand-out.txt" in made.err
    assert not (tmp_path / "new.yaml").exists()


_DESCRIBED = """Low back\r
\r
1)\tKnee rolls\r
Roll your knees from side to side. Repeat 10\u00a0times.\r
2)\tBridge \u2013 3\u00a0\u00d7\u00a010\r
\u2022 \u201cLift your hips\u201d\r
"""


def test_a_described_handout_becomes_a_routine_that_can_be_previewed(tmp_path: Path) -> None:
    (tmp_path / "hand-out.txt").write_text(_DESCRIBED, encoding="utf-8", newline="")
    made = run_program("import-routine", "hand-out.txt", "-o", "new.yaml", folder=tmp_path)
    assert made.code == 0, made.err
    assert " 3-4  Knee rolls" in made.out
    text = (tmp_path / "new.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Made from hand-out.txt by `backpain import-routine`.\n")
    assert "  # line 4: Roll your knees from side to side. Repeat 10 times.\n" in text
    assert run_program("validate", "new.yaml", folder=tmp_path).code == 0
    assert "Bridge" in run_program("routine", "new.yaml", "--preview", folder=tmp_path).out


def test_the_json_has_each_line_with_its_step() -> None:
    made = run_program("import-routine", "-", "--json", typed=_HANDOUT)
    document = json.loads(made.out)
    assert document["steps"][0] == {
        "line": 3,
        "lines": [3],
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


def test_a_new_routine_is_made_of_options_where_nobody_can_be_asked(tmp_path: Path) -> None:
    made = run_program(
        "new", "--title", "My mornings", "--area", "low back", "--step", "bridge 3 x 10", folder=tmp_path
    )
    assert made.code == 0, made.err
    text = (tmp_path / "my-mornings.yaml").read_text(encoding="utf-8")
    assert "`backpain schema --output backpain.schema.json`" in text
    assert "  - strengthen: bridge\n    reps: 10\n    rounds: 3\n" in text
    assert run_program("validate", "my-mornings.yaml", folder=tmp_path).out == "my-mornings.yaml: valid\n"


def test_without_a_terminal_and_without_steps_the_options_are_named(tmp_path: Path) -> None:
    made = run_program("new", folder=tmp_path)
    assert made.code == 2
    assert "--step" in made.err
    assert not list(tmp_path.iterdir())


def test_a_new_routine_begins_with_a_shipped_one_and_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    assert run_program("new", str(path), "--from", "lower-back").code == 0
    shipped = (Path(__file__).parents[3] / "routines" / "lower-back.yaml").read_text(encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    assert text.endswith(shipped)
    again = run_program("new", str(path), "--from", "neck")
    assert again.code == 73
    assert path.read_text(encoding="utf-8") == text


def test_the_schema_is_named_in_a_new_file_where_it_lies_beside_it(tmp_path: Path) -> None:
    assert run_program("schema", "--output", "backpain.schema.json", folder=tmp_path).code == 0
    assert run_program("new", "mine.yaml", "--title", "T", "--step", "bridge 10", folder=tmp_path).code == 0
    first = (tmp_path / "mine.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=backpain.schema.json"
    schema = json.loads((tmp_path / "backpain.schema.json").read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_minutes_that_the_steps_do_not_fill_are_shown_at_once(tmp_path: Path) -> None:
    made = run_program("new", "--title", "T", "--step", "bridge 10", "--minutes", "20", folder=tmp_path)
    assert made.code == 65
    assert "t.yaml:" in made.err
    assert run_program("new", "--title", "U", "--step", "bridge 10", "--minutes", "soon", folder=tmp_path).code == 2


def test_the_editor_is_opened_and_what_it_leaves_is_checked(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i.old 's/bridge/bridgge/' \"$1\"\n", encoding="utf-8")
    editor.chmod(0o700)
    arguments = ("new", "mine.yaml", "--edit", "--title", "T", "--step", "bridge 10")
    made = run_program(*arguments, folder=tmp_path, environment={"EDITOR": str(editor), "VISUAL": ""})
    assert made.code == 65
    assert "there is no move `bridgge`" in made.err
    without = run_program("new", "b.yaml", "--edit", folder=tmp_path, environment={"EDITOR": "", "VISUAL": ""})
    assert without.code == 69
    missing = run_program(
        "new", "c.yaml", *arguments[2:], folder=tmp_path, environment={"EDITOR": "/no/such/editor", "VISUAL": ""}
    )
    assert missing.code == 69
    assert (tmp_path / "c.yaml").exists()


def test_a_step_that_is_not_understood_is_named_and_stays_as_a_comment(tmp_path: Path) -> None:
    made = run_program("new", "--title", "T", "--step", "wobble", "--step", "bridge 10", folder=tmp_path)
    assert "your steps:1:1: warning: this is no step that is known here" in made.err
    assert "# line 1, not taken: wobble" in (tmp_path / "t.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "-"), "A new routine needs a file."),
        (("new", "--from", "neck", "--title", "T"), "--from takes the routine as it is"),
        (("new", "none/a.yaml", "--title", "T", "--step", "bridge 10"), "none is not a folder."),
        (("new", "--title", "T", "--area", "loer bak", "--step", "bridge 10"), "There is no area called `loer bak`."),
        (("new", "--title", "T", "--minutes", "soon"), "--minutes: `soon`"),
    ],
)
def test_what_goes_with_nothing_else_is_refused_before_anything_is_asked(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    made = run_program(*arguments, folder=tmp_path)
    assert made.code in {2, 73}
    assert said in made.err
    assert not list(tmp_path.iterdir())


def test_a_long_title_is_kept_as_it_is_and_a_path_with_spaces_is_quoted(tmp_path: Path) -> None:
    title = "Mornings " * 12
    made = run_program("new", "my hips.yaml", "--title", title, "--step", "bridge 10", folder=tmp_path)
    assert "`backpain routine 'my hips.yaml' --preview`" in made.out + made.err
    assert f'title: "{title}"' in (tmp_path / "my hips.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("quoted", [False, True])
def test_an_editor_may_have_spaces_and_arguments_and_how_it_failed_is_said(quoted: bool, tmp_path: Path) -> None:
    editor = tmp_path / "my editor"
    editor.write_text("#!/bin/sh\nexit 7\n", encoding="utf-8")
    editor.chmod(0o700)
    variables = {"EDITOR": f"'{editor}' --wait" if quoted else str(editor), "VISUAL": ""}
    arguments = ("new", "a.yaml", "--edit", "--title", "T", "--step", "bridge 10")
    made = run_program(*arguments, folder=tmp_path, environment=variables)
    assert made.code == 0
    assert "ended with status 7." in made.out + made.err


def test_an_editor_with_a_quote_without_an_end_is_named_before_anything_is_written(tmp_path: Path) -> None:
    arguments = ("new", "a.yaml", "--edit", "--title", "T", "--step", "bridge 10")
    made = run_program(*arguments, folder=tmp_path, environment={"EDITOR": "vi 'x", "VISUAL": ""})
    assert made.code == 69
    assert "has a quote without an end" in made.err
    assert not list(tmp_path.iterdir())
