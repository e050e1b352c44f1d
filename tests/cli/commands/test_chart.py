"""`backpain chart` as a person calls it."""

import re
import sys
from pathlib import Path

import pytest

from tests.program import run_process, run_program
from tests.pseudo_terminal import PseudoTerminal


@pytest.mark.parametrize(
    "name", ["gluteus-medius", "Quadratus Lumborum", "gluteus-medius/2", "lumbago", "neck", "erector-spinae"]
)
def test_a_chart_fits_its_page_and_names_what_is_on_it(name: str) -> None:
    done = run_program("chart", name, environment={"COLUMNS": "80"})
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "your left" in done.out
    assert "\x1b" not in done.out
    assert len(lines) > 20


def test_an_ascii_output_gets_letters_only() -> None:
    done = run_program("chart", "levator-scapulae", environment={"PYTHONIOENCODING": "ascii", "COLUMNS": "60"})
    assert done.code == 0
    assert done.out.isascii()
    assert "Levator scapulae" in done.out


def test_a_routine_of_a_shared_name_is_asked_for_by_its_file(tmp_path: Path) -> None:
    done = run_program("chart", "first-twinge", "--describe")
    assert "Gluteus medius, point 1" in " ".join(done.out.split())


def test_the_words_say_what_the_picture_shows() -> None:
    words = " ".join(run_program("chart", "levator-scapulae", "--describe").out.split())
    assert "Full colour: published as mainly felt there" in words
    assert "Mainly felt: neck" in words
    assert "Not a diagnosis" in words


def test_pictures_are_written_to_files(tmp_path: Path) -> None:
    for form, begins in (("svg", b"<svg "), ("png", b"\x89PNG")):
        path = tmp_path / f"picture.{form}"
        done = run_program("chart", "soleus", "--format", form, "--output", str(path))
        assert (done.code, done.out, done.err) == (0, "", "")
        assert path.read_bytes().startswith(begins)
    assert run_program("chart", "soleus", "--format", "svg").out.startswith("<svg ")


def test_a_file_that_cannot_be_made_is_told_with_code_73(tmp_path: Path) -> None:
    done = run_program("chart", "soleus", "--format", "svg", "--output", str(tmp_path / "none" / "x.svg"))
    assert done.code == 73
    assert "cannot be written" in done.err


def test_what_is_unknown_gets_suggestions() -> None:
    done = run_program("chart", "pirixxormus")
    assert (done.code, done.out) == (2, "")
    assert "`piriformis`" in done.err
    assert "Gluteus medius" in run_program("chart", "gluteus-medus", "--describe").out
    assert run_program("chart", "gluteus-medius/9").code == 2
    assert run_program("chart", "soleus", "--output", "x").code == 2


def shown_on_a_terminal(home: Path, arguments: list[str], environment: dict[str, str]) -> bytes:
    """Return what is written after the terminal was asked what it is: the last of the questions is DA1."""
    written = on_a_terminal(home, arguments, environment)
    return written.rpartition(b"\x1b[c")[2]


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("environment", "begins"),
    [
        ({"TERM": "xterm-kitty"}, b"\x1b_Ga=T,f=100,q=2,"),
        ({"TERM": "xterm-ghostty"}, b"\x1b_Ga=T,f=100,q=2,"),
        ({"TERM_PROGRAM": "iTerm.app"}, b"\x1b]1337;File=inline=1;"),
        ({"TERM_PROGRAM": "WezTerm"}, b"\x1b]1337;File=inline=1;"),
    ],
)
def test_a_terminal_that_shows_images_gets_one(tmp_path: Path, environment: dict[str, str], begins: bytes) -> None:
    written = shown_on_a_terminal(tmp_path, ["chart", "soleus"], environment)
    before, begun, _ = written.partition(begins)
    assert begun
    # What must be known first stands above the picture.
    assert b"First: numb between the legs" in before
    assert "Soleus" not in written.decode(errors="replace")


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["chart", "soleus"], {"TERM": "xterm-256color"}),
        (["chart", "soleus"], {"TERM": "tmux-256color", "TMUX": "inside", "KITTY_WINDOW_ID": "1"}),
        (["chart", "soleus"], {"TERM": "xterm-kitty", "TMUX": "inside"}),
        (["chart", "soleus"], {"TERM": "xterm-kitty", "NO_COLOR": "1"}),
        (["chart", "soleus"], {"TERM": "dumb", "KITTY_WINDOW_ID": "1"}),
        (["chart", "soleus", "--format", "terminal"], {"TERM": "xterm-kitty"}),
    ],
)
def test_elsewhere_and_where_it_is_forbidden_the_chart_is_made_of_cells(
    tmp_path: Path, arguments: list[str], environment: dict[str, str]
) -> None:
    written = shown_on_a_terminal(tmp_path, arguments, environment)
    assert b"\x1b_G" not in written
    assert b"\x1b]1337" not in written
    assert b"Soleus" in written


def test_a_pipe_gets_no_image_and_an_image_can_be_asked_for() -> None:
    assert "\x1b" not in run_program("chart", "soleus", environment={"TERM": "xterm-kitty"}).out
    assert run_program("chart", "soleus", "--format", "kitty").out.startswith("\x1b_Ga=T,")
    assert run_program("chart", "soleus", "--format", "sixel").out.startswith("\x1bP0;1q")


@pytest.mark.terminal
def test_sixels_hold_the_words_of_a_chart_and_where_nothing_draws_letters_they_stand_below() -> None:
    with_letters = run_program("chart", "soleus", "--format", "sixel").out
    assert with_letters.rstrip().endswith("\x1b\\")
    without = run_process("chart", "soleus", "--format", "sixel", program=WITHOUT_RESVG).out
    picture, end, words = without.partition("\x1b\\")
    assert picture.startswith("\x1bP0;1q")
    assert end
    assert "seen from behind, your left is on the left of the body." in words.lower()
    assert "Soleus" in words


WITHOUT_RESVG = (
    sys.executable,
    "-c",
    "import importlib.util as u; find = u.find_spec;"
    "u.find_spec = lambda name, *others: None if name == 'resvg_py' else find(name, *others);"
    "from backpain_cli.__main__ import main; main()",
)


@pytest.mark.terminal
def test_a_sixel_picture_is_as_high_as_the_lines_that_it_may_take(tmp_path: Path) -> None:
    heights = []
    for lines in (24, 48):
        written = on_a_terminal(tmp_path, ["chart", "soleus", "--format", "sixel"], {}, lines=lines)
        found = re.search(rb'\x1bP0;1q"1;1;\d+;(\d+)', written)
        assert found
        heights.append(int(found[1]))
    assert heights[0] < 24 * 16
    assert heights[0] * 2 <= heights[1] < 48 * 16


def on_a_terminal(home: Path, arguments: list[str], environment: dict[str, str], *, lines: int = 24) -> bytes:
    """Return what the program writes to a terminal with that environment."""
    unset = {"TMUX": "", "STY": "", "TERM_PROGRAM": "", "LC_TERMINAL": "", "KITTY_WINDOW_ID": "", "COLORTERM": ""}
    with PseudoTerminal(arguments, home=home, lines=lines, environment=unset | environment) as terminal:
        # An image is no text: what it would look like on a simulated screen does not matter.
        terminal._stream = Nowhere()
        assert terminal.wait() == 0
        return terminal.written


class Nowhere:
    """A screen that nobody looks at."""

    def feed(self, data: bytes) -> None:
        """Take `data` and leave it."""


@pytest.mark.parametrize(("name", "begins"), [("soleus.svg", b"<svg"), ("soleus.png", b"\x89PNG")])
def test_the_name_of_a_file_says_what_a_chart_is_drawn_as(name: str, begins: bytes, tmp_path: Path) -> None:
    done = run_program("chart", "soleus", "--output", str(tmp_path / name))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["lower-back", "erector-spinae", "neck", "routines/whole-back.yaml"])
def test_long_names_below_a_chart_go_on_in_a_line_of_their_own(name: str) -> None:
    narrow, wide = (run_program("chart", name, environment={"COLUMNS": columns}) for columns in ("40", "120"))
    assert (narrow.code, narrow.err) == (0, "")
    assert max(map(len, narrow.out.splitlines())) <= 40
    for line in wide.out.splitlines():
        # The names below the chart stand after ten columns for their colours and signs.
        if line[:3] == "   " and len(line) > 11 and line[11].isupper() and len(line[11:].rstrip()) > 29:
            assert line[11:].rstrip() in " ".join(narrow.out.split())
