"""The chart beside the words of `muscle`, `muscles` and `routine --preview`, as a person's terminal shows it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from backpain_cli.pictures.render.placeholders import PLACEHOLDER
from tests.pictures.render.test_placeholders import PASSED_ON, passed_on
from tests.program import run_program
from tests.pseudo_terminal import COLOR_CODE, PseudoTerminal
from tests.terminal.test_screen_pictures import needs_png
from tests.terminal.test_tmux import KITTY as TMUX_KITTY
from tests.terminal.test_tmux import XTERM as TMUX_XTERM
from tests.terminal.test_tmux import environment_with

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
    start = 0 if arguments[0] == "muscle" else 104
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


KITTY = {"TERM": "xterm-kitty", "COLORTERM": "truecolor"}
ITERM2 = {"TERM_PROGRAM": "iTerm.app"}
SHOWN = {"kitty": (KITTY, b"\x1b_Ga=T,f=100,"), "iterm2": (ITERM2, b"\x1b]1337;File=inline=1;")}


def raw(home: Path, arguments: list[str], environment: dict[str, str], *, columns: int = 140, lines: int = 40) -> bytes:
    with PseudoTerminal(arguments, home=home, columns=columns, lines=lines, environment=environment) as terminal:
        assert terminal.wait() == 0
        return terminal.written


@needs_png
@pytest.mark.terminal
@pytest.mark.parametrize("kind", SHOWN)
@pytest.mark.parametrize("arguments", PAGES, ids=lambda arguments: arguments[0])
def test_where_the_terminal_takes_true_pictures_the_chart_beside_the_words_is_one(
    tmp_path: Path, arguments: list[str], kind: str
) -> None:
    environment, opening = SHOWN[kind]
    data = raw(tmp_path, arguments, environment)
    assert data.count(opening) == 1
    (saved, up, picture) = re.findall(rb"(\x1b7)\x1b\[(\d+)A(\x1b[^\n]*?)\x1b8", data)[0]
    assert saved and opening in picture and 8 < int(up) <= 18
    # There were so many lines before it that it lies on the screen, and the cursor is where it was.
    assert data[: data.index(opening)].count(b"\n") >= int(up)
    words = [line for line in plain(data.decode().replace("\r\n", "\n")).splitlines() if line.strip()]
    assert CHART not in "".join(words)
    assert words[-1].startswith("backpain ")
    assert max(len(re.sub(r"\x1b[78_\]].*", "", line)) for line in words) <= 140


@needs_png
@pytest.mark.terminal
@pytest.mark.parametrize(
    ("columns", "lines", "environment"),
    [(79, 40, {}), (140, 15, {}), (140, 40, {"NO_COLOR": "1"}), (140, 40, {"BACKPAIN_PLAIN": "1"})],
)
def test_a_small_terminal_and_one_without_colours_get_no_true_picture(
    tmp_path: Path, columns: int, lines: int, environment: dict[str, str]
) -> None:
    assert b"\x1b_Ga=T" not in raw(tmp_path, PAGES[0], KITTY | environment, columns=columns, lines=lines)


@needs_png
@pytest.mark.terminal
@pytest.mark.parametrize("arguments", [PAGES[0], ["chart", "gluteus-medius"]], ids=lambda arguments: arguments[0])
@pytest.mark.parametrize(("passing", "client"), [("on", TMUX_KITTY), ("off", TMUX_KITTY), ("on", TMUX_XTERM)])
def test_within_tmux_a_picture_is_text_where_its_terminal_can_draw_that_and_else_cells(
    tmp_path: Path, arguments: list[str], passing: str, client: str
) -> None:
    tmux = environment_with(tmp_path, f"printf '%s\\n' '{passing} @3' '{client}'")
    data = raw(tmp_path / "home", arguments, tmux | {"TERM": "tmux-256color"}, columns=120)
    if passing == "on" and client == TMUX_KITTY:
        assert b"U=1" in passed_on(b"".join(re.findall(PASSED_ON, data)))
        assert data.decode().count(PLACEHOLDER) > 200
    else:
        assert b"\x1bP" not in data
        assert PLACEHOLDER not in data.decode()
    # Nothing that tmux would take for a title.
    assert b"\x1b_G" not in re.sub(PASSED_ON, b"", data)
