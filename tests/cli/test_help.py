import re

import pytest
from typer.testing import CliRunner

from backpain_cli.cli.app import COMMAND_MODULES, build_app

COLORS = {"FORCE_COLOR": "1", "COLUMNS": "100", "NO_COLOR": None, "BACKPAIN_PLAIN": None}
PIPE = {"FORCE_COLOR": None, "CLICOLOR_FORCE": None, "COLUMNS": "100", "NO_COLOR": None, "BACKPAIN_PLAIN": None}


def test_help_on_a_screen_is_a_page_in_groups_with_colours() -> None:
    result = CliRunner().invoke(build_app(), ["--help"], env=COLORS, color=True)
    assert result.exit_code == 0
    assert "\x1b[" in result.output
    for word in ("Begin", "Look up", "Look back", "Don't begin", "Everywhere", "--plain"):
        assert word in result.output


def test_help_in_a_pipe_is_plain_text() -> None:
    result = CliRunner().invoke(build_app(), ["--help"], env=PIPE)
    assert result.output.startswith("Usage: ")
    assert "\x1b" not in result.output


@pytest.mark.parametrize("command", COMMAND_MODULES)
def test_every_command_has_an_example_on_its_page_and_takes_plain(command: str) -> None:
    result = CliRunner().invoke(build_app(command), [command, "--help"], env=COLORS)
    assert result.exit_code == 0
    assert "Examples" in result.output
    assert f"backpain {command}" in result.output.partition("Examples")[2]
    assert "--plain" in result.output
    # What an option takes is named in words, never by a type of a programming language.
    assert not re.search(r"<(?:int|float|text|path|file)\b|\bINTEGER\b", result.output)


@pytest.mark.parametrize("arguments", [["--plain", "areas"], ["areas", "--plain"]])
def test_plain_is_understood_before_and_behind_the_command(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The option sets the variable; it is taken back with the test.
    monkeypatch.setenv("BACKPAIN_PLAIN", "")
    result = CliRunner().invoke(build_app(), arguments)
    assert result.exit_code == 0
    assert "where it is: " in result.output
