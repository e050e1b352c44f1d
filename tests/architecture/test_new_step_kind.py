"""A new kind of step is found by the type checker in each place that has to know of it, never by a person."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import backpain_cli

SOURCE = Path(backpain_cli.__file__).parent
CONFIGURATION = Path(__file__).parents[2] / "pyproject.toml"
PLACES = {
    "its traits": "KIND_TRAITS = ",
    "its layout in time": "def lay_out(",
    "its cues": "def easing_phrase(",
    "its word on the screen": 'return "Rest"',
    "its fields in a file": "class StepReader",
}
"""What has to know of every kind, each with a part of the text of its module."""


def add_a_kind(folder: Path) -> None:
    """Copy the program into `folder`, with one more kind of step."""
    shutil.copytree(SOURCE, folder / "src" / "backpain_cli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CONFIGURATION, folder)
    (declared,) = (path for path in (folder / "src").rglob("*.py") if "class StepKind(" in path.read_text("utf-8"))
    before = declared.read_text("utf-8")
    assert before.count('    REST = "rest"\n') == 1
    declared.write_text(before.replace('    REST = "rest"\n', '    REST = "rest"\n    COUNT = "count"\n'), "utf-8")


@pytest.mark.slow
def test_the_type_checker_finds_every_place_that_has_to_know_of_a_new_kind(tmp_path: Path) -> None:
    add_a_kind(tmp_path)
    command = [sys.executable, "-m", "mypy", "src", "--cache-dir", str(tmp_path / "cache"), "--no-error-summary"]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    found = {line.partition(":")[0] for line in checked.stdout.splitlines() if 'expected "Never"' in line}
    assert checked.returncode == 1, checked.stdout + checked.stderr
    for what, part in PLACES.items():
        modules = {
            str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.py") if part in path.read_text("utf-8")
        }
        assert modules, what
        assert modules <= found, f"{what}: {checked.stdout}"


def test_no_table_of_step_kinds_is_written_out() -> None:
    # mypy doesn't miss a member in a written table; one that is made of all members by a `match` can lack none.
    written = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Dict)
        and any(key is not None and ast.unparse(key).startswith("StepKind.") for key in node.keys)
    ]
    assert written == []
