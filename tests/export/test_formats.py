"""The registry of file formats, and what its templates make of a text."""

import sys
from pathlib import Path

import jinja2
import pytest

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.export.formats import FORMATS, Content, FileFormat, format_for, render_template


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: f"{row.content}-{row.name}")
def test_every_format_has_a_writer_and_is_chosen_by_its_name_and_its_endings(row: FileFormat) -> None:
    assert callable(row.load_writer())
    assert format_for(row.content, None, row.name) is row
    for suffix in row.suffixes:
        assert format_for(row.content, Path(f"pain{suffix.upper()}")) is row


@pytest.mark.parametrize("name", ["pain.doc", "pain", ".md"])
def test_an_ending_that_chooses_no_format_is_an_error_that_lists_those_that_do(name: str) -> None:
    with pytest.raises(BackpainError) as caught:
        format_for(Content.REPORT, Path(name))
    assert caught.value.exit_code is ExitCode.USAGE
    assert f"`{name}`" in str(caught.value)
    assert ".md, .html or .pdf" in caught.value.hint


def test_a_missing_library_is_an_error_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "backpain_cli.export.pdf", raising=False)
    # What `None` in this place means to Python: there is no such module.
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(BackpainError) as caught:
        format_for(Content.CHECKLIST, None, "pdf").load_writer()
    assert caught.value.exit_code is ExitCode.UNAVAILABLE
    assert "-m pip install 'typst'" in caught.value.hint


def test_a_missing_module_of_ours_is_not_blamed_on_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "backpain_cli.export.pdf", raising=False)
    monkeypatch.setitem(sys.modules, "backpain_cli.export.doctor_report_files", None)
    with pytest.raises(ImportError):
        format_for(Content.REPORT, None, "pdf").load_writer()


def test_a_value_that_a_template_needs_is_never_left_out_in_silence() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render_template("report.html")
