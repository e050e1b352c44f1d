"""The chart beside the words of `muscle`, `muscles` and `routine --preview`, as a person's terminal shows it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import run_program
from tests.pseudo_terminal import COLOR_CODE, PseudoTerminal

PAGES = [["muscle", "gluteus-medius"], ["muscles", "lower-back"], ["routine", "lower-back", "--preview"]]
CHART = "seen from behind"
"""What stands on a chart only."""


def written(home: Path, arguments: list[str], columns: int, **environment: str) -> str:
    """Return what the program writes to a terminal of that width, line by line."""
    with PseudoTerminal(arguments, home=home, columns=columns, lines=40, environment=environment) as terminal:
        assert terminal.wait() == 0
        return terminal.written.decode().replace("\r\n", "\n")


@pytest.mark.terminal
@pytest.mark.parametrize("arguments", PAGES, ids=lambda arguments: arguments[0])
def test_a_wide_terminal_shows_the_chart_beside_the_words(tmp_path: Path, arguments: list[str]) -> None:
    lines = plain(written(tmp_path, arguments, 140, NO_COLOR="1")).splitlines()
    start = 0 if arguments[0] == "muscle" else 103
    beside = "\n".join(line[start : start + 36] for line in lines)
    assert all(word in beside for word in (CHART, "your left", "your right", "L4"))
    assert max(map(len, lines)) <= 140


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("arguments", "columns", "environment"),
    [
        (PAGES[0], 79, {}),
        (PAGES[1], 129, {}),
        (PAGES[2], 139, {}),
        *(
            (arguments, 120, environment)
            for arguments in PAGES
            for environment in ({"TERM": "dumb"}, {"COLUMNS": "79"})
        ),
    ],
)
def test_where_there_is_no_room_or_nothing_to_draw_with_there_are_only_words(
    tmp_path: Path, arguments: list[str], columns: int, environment: dict[str, str]
) -> None:
    assert CHART not in written(tmp_path, arguments, columns, **environment)


@pytest.mark.parametrize("arguments", PAGES, ids=lambda arguments: arguments[0])
def test_pipes_and_programs_get_no_chart(arguments: list[str]) -> None:
    assert CHART not in run_program(*arguments, environment={"COLUMNS": "120"}).out
    assert CHART not in run_program(*arguments, environment={"COLUMNS": "120", "FORCE_COLOR": "1"}).out
    assert CHART not in run_program(*arguments, "--json").out


@pytest.mark.terminal
@pytest.mark.parametrize("arguments", PAGES, ids=lambda arguments: arguments[0])
def test_nothing_that_draws_is_imported_where_nothing_is_drawn(arguments: list[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "backpain_cli", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "backpain_cli.terminal" in done.stderr
    assert "backpain_cli.pictures.render" not in done.stderr


@pytest.mark.terminal
def test_colours_are_used_where_they_are_wanted(tmp_path: Path) -> None:
    assert "\x1b[38;2;" in written(tmp_path, PAGES[0], 120, COLORTERM="truecolor")
    assert ";5;" in written(tmp_path, PAGES[0], 120, COLORTERM="")
    assert not COLOR_CODE.search(written(tmp_path, PAGES[0], 120, NO_COLOR="1").encode())


@pytest.mark.terminal
def test_a_list_of_all_muscles_has_no_chart(tmp_path: Path) -> None:
    assert CHART not in written(tmp_path, ["muscles"], 120)


def plain(text: str) -> str:
    """Return `text` without the codes of its styles."""
    pieces = text.split("\x1b[")
    return pieces[0] + "".join(piece.partition("m")[2] for piece in pieces[1:])
