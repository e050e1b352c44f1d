"""`backpain checklist` with its files: what is written where, and the exit code when it cannot be."""

import json
import os
from pathlib import Path

import pytest

from backpain_cli.domain.errors import ExitCode
from tests.person import known
from tests.program import PROGRAM, run_process, run_program
from tests.pseudo_terminal import PseudoTerminal

_BEGINNINGS = {
    "markdown": b"# First twinge in the low back: 5 minutes\n",
    "html": b"<!doctype html>\n",
    "pdf": b"%PDF-1.",
}


@pytest.mark.parametrize("form", _BEGINNINGS)
def test_a_sheet_is_written_to_the_file_that_is_named(form: str, tmp_path: Path) -> None:
    kept = tmp_path / "sheet"
    done = run_program("checklist", "first-twinge", "--format", form, "--output", str(kept))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert kept.read_bytes().startswith(_BEGINNINGS[form])


@pytest.mark.parametrize("form", _BEGINNINGS)
def test_a_sheet_goes_to_standard_output_where_no_file_is_named(form: str) -> None:
    done = run_program("checklist", "first-twinge", "--format", form, environment={"PYTHONIOENCODING": "ascii"})
    assert (done.code, done.err) == (0, "")
    assert done.out.encode().startswith(_BEGINNINGS[form])


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_every_form_of_the_sheet_tells_what_to_do_in_an_emergency(form: str) -> None:
    text = " ".join(run_program("checklist", "neck", "--format", form).out.split())
    emergency, doctor = text.index("Do not begin, and call"), text.index("See a doctor today")
    assert emergency < text.index("Call your emergency number: 999, 112, 911") < doctor
    assert emergency < text.index("Do not drive yourself.") < doctor


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_sheet_to_keep_has_room_for_a_name_dates_and_scores(form: str) -> None:
    text = run_program("checklist", "neck", "--format", form).out
    assert all(word in text for word in ("Name", "Date", "Pain before", "Pain after", "from 0 (none) to 10 (worst)"))


@pytest.mark.parametrize("form", _BEGINNINGS)
def test_a_file_that_cannot_be_made_is_told_with_code_73(form: str, tmp_path: Path) -> None:
    nowhere = tmp_path / "missing" / "sheet"
    done = run_program("checklist", "first-twinge", "--format", form, "--output", str(nowhere))
    assert done.code == ExitCode.CANNOT_CREATE
    assert "no such file or directory" in done.err
    assert "Choose another file." in done.err


def test_the_paper_of_a_pdf_can_be_chosen(tmp_path: Path) -> None:
    for paper, width in (("a4", b"595.27"), ("letter", b" 612 ")):
        kept = tmp_path / f"{paper}.pdf"
        done = run_program("checklist", "first-twinge", "--format", "pdf", "--paper", paper, "--output", str(kept))
        assert (done.code, done.err) == (0, "")
        assert width in kept.read_bytes()


@pytest.mark.parametrize(
    ("name", "begins"), [("neck.html", b"<!doctype html>"), ("neck.md", b"# "), ("neck.PDF", b"%PDF")]
)
def test_the_name_of_a_file_says_how_a_sheet_is_written(name: str, begins: bytes, tmp_path: Path) -> None:
    done = run_program("checklist", "first-twinge", "--output", str(tmp_path / name))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--output", "sheet"), "`sheet` does not tell in which format to write the sheet."),
        (("--output", "sheet.md", "--format", "terminal"), "--output needs the format markdown, html or pdf."),
        (("--format", "html", "--paper", "letter"), "--paper works only with --format pdf."),
    ],
)
def test_options_that_do_not_go_together_are_a_wrong_use(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = run_program("checklist", "neck", *arguments, folder=tmp_path)
    assert done.code == ExitCode.USAGE
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.terminal
def test_a_pdf_is_never_written_to_a_terminal(tmp_path: Path) -> None:
    with PseudoTerminal(["checklist", "neck", "--format", "pdf"], home=tmp_path) as terminal:
        assert terminal.wait() == ExitCode.USAGE
    assert b"%PDF" not in terminal.written
    assert b"Add --output FILE." in terminal.written


@pytest.mark.terminal
def test_a_missing_library_for_pdf_is_told_with_code_69(tmp_path: Path) -> None:
    (tmp_path / "typst.py").write_text("raise ModuleNotFoundError('no such module', name='typst')\n")
    done = run_process(
        "checklist", "neck", "--format", "pdf", environment={"PYTHONPATH": str(tmp_path)}, program=PROGRAM
    )
    assert (done.code, done.out) == (ExitCode.UNAVAILABLE, "")
    assert "-m pip install 'typst'" in done.err


def test_the_sheet_as_json_has_every_step_and_no_reason(tmp_path: Path) -> None:
    done = run_program("checklist", "first-twinge", "--json")
    sheet = json.loads(done.out)
    assert (done.code, sheet["version"], sheet["routine"], sheet["is_personal"]) == (0, 1, "first-twinge", False)
    assert sum(step["seconds"] for step in sheet["steps"]) == sheet["minutes"] * 60
    assert all({"number", "title", "do", "turns"} <= step.keys() for step in sheet["steps"])
    assert sheet["emergency"]
    assert "why" not in str(sheet["changes"])
    refused = run_program("checklist", "first-twinge", "--json", "--output", str(tmp_path / "a.html"))
    assert refused.code == ExitCode.USAGE


def test_a_persons_sheet_names_a_sign_as_grave_as_it_is_for_that_person() -> None:
    weak = "One arm, hand, leg or foot newly weak"
    known(Path(os.environ["BACKPAIN_HOME"]), cancer="yes, agreed")
    for arguments, is_emergency in (((), True), (("--for-anybody",), False)):
        text = run_program("checklist", "first-twinge", "--format", "markdown", *arguments).out
        assert (text.index(weak) < text.index("See a doctor today")) == is_emergency
