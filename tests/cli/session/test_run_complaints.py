"""What goes wrong is told in lines that fit the terminal, with every word and path in one piece."""

import os
from pathlib import Path

import pytest

from tests.program import run_program
from tests.pseudo_terminal import PseudoTerminal

pytestmark = pytest.mark.terminal

COLUMNS = 40
WRONG = "backpain: 1\ntitle: x\nregion: lumber\nareas: [lower-back]\nminutes: 15\nsteps: []\n"


def complaint(*arguments: str, home: Path) -> list[str]:
    """Return what the program writes on a terminal that is 40 columns wide, line by line, colours left out."""
    with PseudoTerminal(
        arguments, home=home, columns=COLUMNS, environment={"NO_COLOR": "1", "TERM": "dumb"}
    ) as terminal:
        terminal.wait()
        return terminal.written.decode().replace("\r\n", "\n").splitlines()


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_on_a_narrow_terminal_words_are_kept_whole_and_a_file_is_shown_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "my-back.yaml"
    file.write_text(WRONG, encoding="utf-8")
    lines = complaint("routine", str(file), "--preview", home=tmp_path)
    assert f"{file}:3:9:" in lines
    assert lines[lines.index("    region: lumber") + 1] == "            ^"
    others = [line for line in lines if str(file) not in line]
    assert others
    assert max(map(len, others)) <= COLUMNS
    words = " ".join(lines).split()
    piped = run_program("routine", str(file), "--preview").err
    assert words == piped.split()
    assert piped.startswith(f"Error: {file}:3:9: `region: lumber` is not known; did you mean `lumbar`?\n")
