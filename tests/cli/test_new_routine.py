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


def asked(
    tmp_path: Path, *pairs: tuple[str, bytes], file: str = "mine.yaml", environment: dict[str, str] | None = None
) -> tuple[int, str]:
    """Answer the questions of `new` in that folder; return the exit code, and what was shown."""
    arguments = ["new", str(tmp_path / file)] if file else ["new"]
    with PseudoTerminal(
        arguments, home=tmp_path / "home", columns=160, lines=50, program=PROGRAM, environment=environment
    ) as terminal:
        for question, answer in pairs:
            terminal.until(question)
            terminal.send(answer)
        code = terminal.wait()
        return code, terminal.flow()


HEAD = (("What is it called?", b"Mornings\n"), ("Where does it hurt?", b"neck, left buttock\n"), ("neck, buttock", b""))


@pytest.mark.terminal
def test_the_time_to_change_place_is_counted_and_other_minutes_are_offered(tmp_path: Path) -> None:
    code, shown = asked(
        tmp_path,
        *HEAD,
        ("How many minutes?", b"5\n"),
        ("1.", b"march 60s\n"),
        ("1:00 so far, 4:00 left", b"bridge 3 x 10\n"),
        ("6:00 so far with 50 s to change place, 1:00 too long", b"\n"),
        ("Make it 6.5 minutes?", b"n\n"),
        ("3.", b"u\n"),
        ("Taken back: bridge 3 x 10. 1:00 so far, 4:00 left", b"\n"),
        ("Make it 1.5 minutes?", b"n\n"),
        ("2.", b"bridge 3 x 10\n"),
        ("1:00 too long", b"\n"),
        ("Make it 6.5 minutes?", b"y\n"),
    )
    assert code == 0
    assert "valid" in shown
    assert "minutes: 6.5\n" in (tmp_path / "mine.yaml").read_text(encoding="utf-8")


@pytest.mark.terminal
@pytest.mark.parametrize("at", [2, 3, 4, 5])
def test_the_end_of_the_input_loses_nothing_that_was_typed(at: int, tmp_path: Path) -> None:
    pairs = (*HEAD[:2], ("How many minutes?", b"3\n"), ("1.", b"bridge 3 x 10\n"), ("2.", b"\n"), ("Make it", b""))
    # Where Enter alone goes on, so does it.
    more = {2: [("1.", b"\x04")], 4: [("Make it", b"\x04")]}.get(at, [])
    code, shown = asked(tmp_path, *pairs[:at], (pairs[at][0], b"\x04"), *more)
    if at < 4:
        assert (code, (tmp_path / "mine.yaml").exists()) == (0, False)
        assert "Nothing was written." in shown
    else:
        assert code == 65
        assert "reps: 10" in (tmp_path / "mine.yaml").read_text(encoding="utf-8")


@pytest.mark.terminal
@pytest.mark.parametrize("at", range(6))
def test_a_signal_at_any_question_leaves_no_file_and_says_what_writes_the_steps(at: int, tmp_path: Path) -> None:
    pairs = (
        *HEAD[:2], ("How many minutes?", b"3\n"), ("1.", b"bridge 3 x 10\n"), ("2.", b"\n"), ("Make it", b""),
    )  # fmt: skip
    code, shown = asked(tmp_path, *pairs[:at], (pairs[at][0], b"\x03"))
    assert code == -2
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".yaml"] == []
    written = f"backpain new {tmp_path / 'mine.yaml'} --title Mornings --area neck --area buttock --minutes 3"
    assert (f"{written} --step 'bridge 3 x 10'" in shown) is (at > 3)


@pytest.mark.terminal
def test_a_title_whose_file_exists_is_asked_again(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    taken = tmp_path / "mornings.yaml"
    taken.write_text("kept", encoding="utf-8")
    with PseudoTerminal(
        ["-c", "cd $0 && exec $1 -m backpain_cli new", str(tmp_path), PROGRAM[0]], home=tmp_path / "home",
        program=("sh",), columns=120,
    ) as terminal:  # fmt: skip
        for question, answer in (
            ("What is it called?", b"Mornings\n"),
            ("mornings.yaml exists already", b"Evenings\n"),
            ("Where does it hurt?", b"\n"),
            ("How many minutes?", b"\n"),
            ("1.", b"bridge 3 x 10\n"),
            ("so far", b"\n"),
        ):
            terminal.until(question)
            terminal.send(answer)
        assert terminal.wait() == 0
    assert taken.read_text(encoding="utf-8") == "kept"
    assert "Evenings" in (tmp_path / "evenings.yaml").read_text(encoding="utf-8")


@pytest.mark.terminal
def test_what_was_typed_is_said_where_the_file_was_made_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    with PseudoTerminal(["new", str(path)], home=tmp_path / "home", columns=160, program=PROGRAM) as terminal:
        for question, answer in (*HEAD, ("How many minutes?", b"\n"), ("1.", b"bridge 3 x 10\n")):
            terminal.until(question)
            terminal.send(answer)
        terminal.until("so far")
        path.write_text("another's", encoding="utf-8")
        terminal.send(b"\n")
        assert terminal.wait() == 73
        assert "--step 'bridge 3 x 10'" in terminal.flow()
    assert path.read_text(encoding="utf-8") == "another's"
