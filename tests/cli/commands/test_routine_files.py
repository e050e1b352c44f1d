"""Routine files from the outside: standard input, a sum that is off, files that are no routines."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.cli import file_mending
from backpain_cli.cli.app import run
from tests.files import routine_with
from tests.program import run_program
from tests.small_routine import ROUTINE


def given(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let standard input hold that text."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_every_command_that_reads_a_routine_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for command in (["validate", "-"], ["routine", "-", "--preview"], ["checklist", "-"], ["chart", "-", "--describe"]):
        given(ROUTINE, monkeypatch)
        assert run(command) == 0, command
        assert "no such file" not in capfd.readouterr().err


def test_an_export_is_read_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["log", "neck=3"]) == 0
    capfd.readouterr()
    assert run(["export", "-"]) == 0
    given(capfd.readouterr().out, monkeypatch)
    assert run(["import", "-"]) == 0
    assert "had been there already" in capfd.readouterr().out


def test_an_error_in_standard_input_names_it_and_the_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    given(routine_with("for: 20s", "for: soon"), monkeypatch)
    assert run(["validate", "-"]) == 65
    assert "standard input:8:10: error: `for: soon`" in capfd.readouterr().out


def test_a_hyphen_is_standard_output_for_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["chart", "lower-back", "--format", "svg", "--output", "-"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"<svg")
    assert list(tmp_path.glob("-")) == []


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_that_presses_most_of_its_time_is_noticed_when_it_is_checked_and_used_without_a_word(
    version: int, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(routine_with("backpain: 1", f"backpain: {version}"))
    checked = run_program("validate", str(path))
    assert checked.code == 0
    assert "mine.yaml:9:5: warning: pressing takes 60 of 120 s" in checked.out
    used = run_program("routine", str(path), "--preview")
    assert used.code == 0
    assert "at most 47 per cent" not in used.out + used.err
    assert "Pressing 1:00 (50 %), stretching 0:40, checks 0:20." in used.out


def test_a_preview_shows_the_steps_whose_sum_is_off(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.yaml"
    for hold, verdict in (("40s", "5 s missing for 2:00"), ("50s", "5 s too many for 2:00")):
        path.write_text(routine_with("hold: 45s", f"hold: {hold}"))
        assert run(["routine", str(path), "--preview"]) == 65
        out, err = capfd.readouterr()
        assert verdict in out
        assert "2. Gluteus medius" in out
        assert "too" in err


def test_a_session_does_not_begin_with_a_sum_that_is_off(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(routine_with("hold: 45s", "hold: 40s"))
    assert run(["routine", str(path)]) == 65
    out, err = capfd.readouterr()
    assert out == ""
    assert "5 s too short" in err


def test_a_hint_names_a_file_by_its_path_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for given_path in ("my-back.yaml", "my back.yaml"):
        Path(given_path).write_text(ROUTINE)
        given("", monkeypatch)
        assert run(["routine", given_path]) == 2
        shown = f"'{given_path}'" if " " in given_path else given_path
        assert f"backpain routine {shown} --preview" in " ".join(capfd.readouterr().err.split())


def test_optional_steps_are_left_out_and_their_seconds_stay(capfd: pytest.CaptureFixture[str]) -> None:
    path = str(Path(__file__).parents[2] / "data" / "format-2" / "desk-break.yaml")
    assert run(["routine", path, "--preview"]) == 0
    assert "3:00, 8 steps" in capfd.readouterr().out
    assert run(["routine", path, "--preview", "--without-optional"]) == 0
    shorter = capfd.readouterr().out
    assert "3:00, 7 steps" in shorter
    assert "Stand up and sit down" not in shorter


def test_an_older_file_is_printed_in_the_newest_format(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    given(ROUTINE, monkeypatch)
    assert run(["upgrade", "-"]) == 0
    printed = capfd.readouterr()
    assert printed.out == ROUTINE.replace("backpain: 1", "backpain: 2")
    assert "easy movement" in printed.err


def test_a_file_that_is_wrong_in_the_newest_format_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    given(routine_with("  - stretch: figure-four\n", "  - stretch: figure-four\n    place: floor\n"), monkeypatch)
    assert run(["upgrade", "-"]) == 65
    assert "is not where our figure four" in capfd.readouterr().err


def test_a_file_is_mended_after_its_change_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    wrong = b"\xef\xbb\xbf# mine\n" + routine_with("hold: 45s", "hold: 35s").replace("lumbar", "lumbr").encode()
    path.write_bytes(wrong)
    asked = run_program("validate", str(path), "--fix")
    assert asked.code == 2
    assert "-region: lumbr\n+region: lumbar" in asked.err
    assert path.read_bytes() == wrong
    done = run_program("validate", str(path), "--fix", "--yes")
    assert done.code == 0
    assert done.out.splitlines()[-1] == f"{path}: 0 errors, 1 warning"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf# mine\nbackpain")
    again = run_program("validate", str(path), "--fix")
    assert "nothing that can be mended" in again.err


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.yaml"
    text = routine_with("hold: 45s", "hold: 35s")
    path.write_text(text)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert run_program("validate", str(path), "--fix", "--yes").code == 74
    assert path.read_text() == text
    assert list(tmp_path.iterdir()) == [path]


def test_standard_input_cannot_be_mended_and_json_is_for_problems_alone() -> None:
    assert run_program("validate", "-", "--fix", typed=b"x").code == 2
    assert run_program("validate", "x.yaml", "--fix", "--json").code == 2


SHORT = routine_with("hold: 45s", "hold: 35s")


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(SHORT)
    path.chmod(0o444)
    done = run_program("validate", str(path), "--fix", "--yes")
    assert done.code == 77
    assert "is read-only" in done.err
    assert path.read_text() == SHORT


def test_a_link_stays_a_link_and_the_mode_of_its_file_stays(tmp_path: Path) -> None:
    path, link = tmp_path / "mine.yaml", tmp_path / "link.yaml"
    path.write_text(SHORT)
    path.chmod(0o640)
    link.symlink_to("mine.yaml")
    assert run_program("validate", str(link), "--fix", "--yes").code == 0
    assert link.is_symlink()
    assert "- rest: Rest, and breathe easily." in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("moment", ["before it is read", "while it is mended"])
def test_what_changes_meanwhile_is_not_overwritten(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(SHORT)
    name = "read_text" if moment == "before it is read" else "mended"
    change = getattr(file_mending, name)

    def changed(*arguments: Any, **named: Any) -> Any:
        if name == "mended":
            path.write_text("another's")
        found = change(*arguments, **named)
        path.write_text("another's")
        return found

    monkeypatch.setattr(file_mending, name, changed)
    done = run_program("validate", str(path), "--fix", "--yes")
    assert done.code == 75
    assert "was changed meanwhile" in done.err
    assert path.read_text() == "another's"


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"- a\n", b"\x00\x01", b"a: [", b"\xff\xfe"])
def test_what_is_no_routine_stays_as_it_is(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(content)
    assert run_program("validate", str(path), "--fix", "--yes").code == 65
    assert path.read_bytes() == content


def test_a_very_long_line_is_shown_in_part(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"{SHORT.rstrip()}  # {'long ' * 20_000}\n")
    done = run_program("validate", str(path), "--fix", "--yes")
    assert "..." in done.err
    assert max(map(len, done.err.splitlines())) < 400
    assert "long " * 20_000 in path.read_text()
