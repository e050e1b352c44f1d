"""What commands that save or describe print as JSON."""

import json
from pathlib import Path

from tests.program import run_program


def test_what_was_saved_added_and_described_is_printed_as_json(tmp_path: Path) -> None:
    saved = json.loads(run_program("log", "neck:left=3", "--json").out)
    assert saved["saved"]["scores"] == [{"area": "neck", "side": "left", "score": 3}]
    described = json.loads(run_program("chart", "neck", "--describe", "--json").out)
    assert described["areas"] == ["neck"]
    assert "Not a diagnosis" in described["description"]
    copy = tmp_path / "copy.json"
    assert run_program("export", str(copy)).code == 0
    added = json.loads(run_program("import", str(copy), "--json").out)["added"]
    assert (added["pain_entries"], added["known"]) == (0, 1)


def test_a_reminder_as_json_writes_a_file_only_where_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "neck.ics"
    arguments = ("remind", "neck", "--at", "8:30pm", "--days", "mon,fri", "--json")
    assert json.loads(run_program(*arguments).out)["output"] is None
    assert not path.exists()
    printed = json.loads(run_program(*arguments, "--output", str(path)).out)
    assert (printed["routine"], printed["at"], printed["output"]) == ("neck", "20:30", str(path))
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_json_of_a_chart_needs_its_description() -> None:
    assert run_program("chart", "neck", "--json").code == 2
