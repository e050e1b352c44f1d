from pathlib import Path

import pytest

from backpain_cli.domain.routine.routine import RoutineOrigin, RoutineSummary, routine_for
from backpain_cli.domain.terms import Region
from tests.program import run_process
from tests.pseudo_terminal import PseudoTerminal


def _routine(key: str, *areas: str) -> RoutineSummary:
    return RoutineSummary(key, key, Region.LUMBAR, areas, 15, (), (), RoutineOrigin.SHIPPED)


def test_an_area_gets_the_routine_that_names_it_earliest() -> None:
    whole, lower = _routine("whole", "neck", "lower-back", "buttock"), _routine("lower", "lower-back", "buttock")
    assert routine_for("lower-back", [whole, lower]) is lower
    assert routine_for("neck", [whole, lower]) is whole
    assert routine_for("jaw", [whole, lower]) is None


def test_of_two_that_name_it_first_the_one_for_fewer_areas_is_meant() -> None:
    whole, lower = _routine("whole", "lower-back", "neck", "buttock"), _routine("lower", "lower-back")
    assert routine_for("lower-back", [whole, lower]) is lower


@pytest.mark.terminal
@pytest.mark.parametrize("arguments", [[], ["routine"]])
def test_home_shows_the_body_and_a_key_runs_the_command_of_the_chosen_area(
    tmp_path: Path, arguments: list[str]
) -> None:
    with PseudoTerminal(arguments, home=tmp_path) as terminal:
        terminal.until("where does it hurt?")
        terminal.until("your left")
        terminal.send(b"\x1b[A")
        terminal.until("Front of the chest ")
        terminal.send(b"m")
        assert terminal.wait() == 0
        assert b"Muscles published as felt in: front of the chest" in terminal.written


@pytest.mark.terminal
def test_a_plan_for_the_chosen_area_comes_to_the_same_questions(tmp_path: Path) -> None:
    with PseudoTerminal(["routine"], home=tmp_path) as terminal:
        terminal.until("made for here")
        terminal.send(b"a")
        terminal.until("How old are you?")
        terminal.press(b"q")
        terminal.wait()
        assert b"Plan: lower back" in terminal.written
        assert b"No session was started" in terminal.written


def test_in_a_pipe_a_plan_is_named_where_a_routine_is_asked_for() -> None:
    assert "backpain plan" in run_process("routine").err
    assert "backpain plan" in run_process().out


class SixelTerminal(PseudoTerminal):
    answer = b"\x1b[6;20;10t\x1b[?62;4;22c"


@pytest.mark.terminal
def test_the_body_names_its_sides_on_a_terminal_with_sixels_too(tmp_path: Path) -> None:
    with SixelTerminal([], home=tmp_path) as terminal:
        terminal.until("where does it hurt?")
        terminal.until("your left")
        terminal.send(b"q")
        assert terminal.wait() == 0


@pytest.mark.terminal
def test_enter_at_home_comes_to_the_questions_and_never_to_the_clock(tmp_path: Path) -> None:
    with PseudoTerminal([], home=tmp_path) as terminal:
        terminal.until("where does it hurt?")
        terminal.send(b"\n")
        terminal.until("How old are you?")
        terminal.press(b"q")
        terminal.wait()
        assert b"No session was started" in terminal.written


@pytest.mark.terminal
def test_home_is_drawn_in_the_theme_that_is_saved(tmp_path: Path) -> None:
    assert run_process("--theme", "light", "areas").code == 0
    with PseudoTerminal([], home=tmp_path, environment={"COLORTERM": "truecolor"}) as terminal:
        terminal.until("where does it hurt?")
        terminal.send(b"q")
        assert terminal.wait() == 0
        # The quiet text of the light theme, #57606a.
        assert b"38;2;87;96;106" in terminal.written


@pytest.mark.terminal
def test_plain_output_and_a_small_terminal_have_the_short_text_instead(tmp_path: Path) -> None:
    for arguments, columns, environment in (
        (["--plain"], 80, {}),
        ([], 59, {}),
        ([], 80, {"BACKPAIN_PLAIN": "1"}),
        ([], 80, {"TERM": "dumb"}),
    ):
        with PseudoTerminal(arguments, home=tmp_path, columns=columns, environment=environment) as terminal:
            assert terminal.wait() == 0
            assert "where does it hurt?" not in terminal.flow()
            assert "get medical help now" in terminal.flow()


@pytest.mark.terminal
def test_words_typed_at_home_find_the_place_and_a_sign_is_answered_first(tmp_path: Path) -> None:
    with PseudoTerminal([], home=tmp_path) as terminal:
        terminal.until("where does it hurt?")
        terminal.send(b"/")
        terminal.until("end the search")
        for words in ("left ", "sholder ", "blade"):
            terminal.send(words.encode())
            terminal.until(f"{words.strip()}_" if words == "blade" else words)
        terminal.send(b"\r")
        terminal.send(b"m")
        assert terminal.wait() == 0
        assert b"Muscles published as felt in: shoulder blade" in terminal.written
    for typed, found in ((b"/bad day", "a routine for a bad day"), (b"/glute bridge", "how it is done")):
        with PseudoTerminal([], home=tmp_path) as terminal:
            terminal.until("where does it hurt?")
            terminal.send(typed)
            terminal.until(found)
            terminal.send(b"\r")
            terminal.until("Flare-up day" if b"day" in typed else "level 3 one heel lifted")
    with PseudoTerminal([], home=tmp_path) as terminal:
        terminal.until("where does it hurt?")
        terminal.send(b"/cant pee")
        terminal.until("If this is you now")
        terminal.send(b"\r")
        assert terminal.wait() == 3
