"""A new routine on a terminal: asked line by line, with completion and the time that is left."""

from pathlib import Path

import pytest

from tests.pseudo_terminal import PROGRAM, PseudoTerminal


@pytest.mark.terminal
def test_a_person_is_asked_line_by_line_and_what_is_no_step_is_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    with PseudoTerminal(["new", str(path)], home=tmp_path / "home", columns=120, program=PROGRAM) as terminal:
        for question, answer in (
            ("What is it called?", b"Mornings\n"),
            ("Where does it hurt?", b"nowhere at all\n"),
            ("There is no area called", b"neck\n"),
            ("How many minutes?", b"soon\n"),
            ("must be minutes", b"3\n"),
            ("1.", b"wobble\n"),
            ("no step that is known", b"Hams\t 30s each side\n"),
            ("1:10 so far, 1:50 left", b"\n"),
        ):
            terminal.until(question)
            terminal.send(answer)
        assert terminal.wait() == 0
        assert "0 errors, 1 warning" in terminal.text()
    text = path.read_text(encoding="utf-8")
    assert "  - stretch: hamstring\n    hold: 30s\n    sides: both\n" in text
    assert "minutes: 3\n" in text
    assert "areas: [neck]" in text
