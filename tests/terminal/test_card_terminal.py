"""Keys on a real terminal: what was not meant for what is shown is no answer, and the terminal is given back."""

import os
import shlex
import signal
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backpain_cli.terminal.card_terminal import NO_KEY, SAME_KEY, KeyTimes
from tests.cases import all_cases, collect_failures
from tests.pseudo_terminal import ENTER_SCREEN, HIDE_CURSOR, LEAVE_SCREEN, SHOW_CURSOR, PseudoTerminal

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "tests.question_pages")


@all_cases(
    ("turned_by", "presses", "counted"),
    [
        # Each press: seconds after the page has turned, and the key.
        ("0", [(0.1, "3"), (0.39, "3"), (0.41, "3")], [NO_KEY, NO_KEY, "3"]),
        ("0", [(0.9, "0")], [SAME_KEY]),
        ("0", [(1.01, "0")], ["0"]),
        ("0", [(0.5, "0"), (1.4, "0"), (2.5, "0")], [SAME_KEY, SAME_KEY, "0"]),
        ("0", [(0.5 + 0.03 * number, "0") for number in range(200)], [SAME_KEY] * 200),
        ("0", [(0.5, "3"), (0.6, "0")], ["3", "0"]),
        ("→", [(0.6, "g")], ["g"]),
        (NO_KEY, [(0.2, "0"), (0.5, "0")], [NO_KEY, "0"]),
    ],
)
def test_a_key_counts_once_it_can_have_been_meant(
    turned_by: str, presses: list[tuple[float, str]], counted: list[str]
) -> None:
    now = [0.0]
    times = KeyTimes(lambda: now[0])
    times.counted(turned_by)
    times.turned_by(turned_by)
    times.page_shown()
    found = []
    for now[0], key in presses:
        found.append(times.counted(key))
    assert found == counted


@all_cases(
    ("presses", "held"),
    [
        ([0.0, 0.5, 0.53, 0.56], [False, False, True, True]),
        ([0.0, 0.25, 0.34, 0.43], [False, False, True, True]),
        ([0.0, 0.3, 0.6, 0.9], [False, False, False, False]),
        ([0.0, 0.05, 1.0, 1.05], [False, False, False, False]),
    ],
)
def test_a_key_is_held_down_if_it_comes_faster_than_a_finger(presses: list[float], held: list[bool]) -> None:
    now = [0.0]
    times = KeyTimes(lambda: now[0])
    found = []
    for now[0] in presses:
        times.counted("3")
        found.append(times.is_held)
    assert found == held


@contextmanager
def asking(home: Path, *pages: str, columns: int = 80, lines: int = 24) -> Iterator[PseudoTerminal]:
    """Yield a terminal on which these pages are asked; their answers are printed at the end."""
    with PseudoTerminal(
        pages, home=home, columns=columns, lines=lines, program=PROGRAM,
        environment={"PYTHONPATH": str(ROOT)},
    ) as terminal:  # fmt: skip
        terminal.until("leave")
        pause(terminal, 0.6)
        yield terminal


def pause(terminal: PseudoTerminal, seconds: float) -> None:
    """Let time pass, while what is written is shown."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        terminal.read(left)


def hold(terminal: PseudoTerminal, key: bytes, seconds: float) -> None:
    """Hold a key down, as a terminal sends it."""
    terminal.send(key)
    pause(terminal, 0.5)
    for _ in range(int(seconds / 0.04)):
        terminal.send(key)
        pause(terminal, 0.04)


def answers_after(terminal: PseudoTerminal, key: bytes) -> str:
    """Press the key that answers the last page, and return the answers that the program printed at its end."""
    terminal.send(key)
    assert terminal.wait() == 0
    return terminal.flow()


@pytest.mark.terminal
def test_a_page_after_the_other_is_answered_by_one_key_each(tmp_path: Path) -> None:
    with asking(tmp_path, "age", "short", "ladder", "score", "limb") as terminal:
        for key, then in ((b"2", "3 of 8"), (b"0", "first that fits"), (b"u", "How strong"), (b"x", "run down")):
            terminal.send(key)
            terminal.until(then)
            pause(terminal, 0.6)
        assert "[18 to 49] [] [unsure] [10] [arm]" in answers_after(terminal, b"1")
        assert terminal.written.count(ENTER_SCREEN) == terminal.written.count(LEAVE_SCREEN) == 1


@pytest.mark.terminal
def test_space_begins_the_session_in_the_form_that_was_chosen(tmp_path: Path) -> None:
    with asking(tmp_path, "limb", "ready") as terminal:
        terminal.send(b"0")
        terminal.until("Neck, 15 minutes")
        pause(terminal, 0.6)
        for key, then in ((b"f", "full form"), (b"?", "Numb: stop."), (b" ", "Sharp: stop.")):
            terminal.send(key)
            terminal.until(then)
            pause(terminal, 0.6)
        terminal.send(b"\r0")
        pause(terminal, 1.2)
        assert "[no] [True]" in answers_after(terminal, b" ")


NOT_MEANT = (
    b"\r", b"\n", b"\x1b", b" ", b"\t", b"00", b"0\r", b"\x1b[200~0\n0\n\x1b[201~", b"0" * 500, b"\x1b[A", b"\xff",
    b"\x1b[<0;5;5M", b"\x1b]11;rgb:00/00/00\x1b\\", "ц".encode(), "０".encode(), "٠".encode(),
)  # fmt: skip


@pytest.mark.terminal
def test_what_was_not_meant_is_no_answer(tmp_path: Path) -> None:
    with asking(tmp_path, "short") as terminal, collect_failures() as failures:
        for keys in NOT_MEANT:
            with failures.case(keys):
                terminal.send(keys)
                pause(terminal, 0.4)
                assert "Which of these are true of you?" in terminal.text() and "■" not in terminal.text()
        terminal.send(b"5")
        terminal.until("1 line ticked")
        assert "[F5]" in answers_after(terminal, b"g")


@pytest.mark.terminal
def test_a_key_that_is_held_down_answers_one_page_only(tmp_path: Path) -> None:
    with asking(tmp_path, "short", "ticks", "score") as terminal:
        hold(terminal, b"0", 3)
        assert "Right now" in terminal.text()
        terminal.until("Let go of it for a second first")
        pause(terminal, 1.2)
        assert "[] [left]" in answers_after(terminal, b"q")


@pytest.mark.terminal
def test_a_key_that_is_held_down_answers_no_page_of_the_next_keyboard_either(tmp_path: Path) -> None:
    with asking(tmp_path, "limb", "reopened", "limb") as terminal:
        hold(terminal, b"1", 2)
        terminal.until("Let go of it for a second first")
        assert terminal.written.count(ENTER_SCREEN) == 2
        pause(terminal, 1.2)
        assert "[arm] [leg]" in answers_after(terminal, b"2")


@pytest.mark.terminal
def test_a_line_whose_key_is_held_down_stays_ticked(tmp_path: Path) -> None:
    with asking(tmp_path, "short") as terminal:
        hold(terminal, b"4", 1)
        terminal.until("1 line ticked")
        assert "[F4]" in answers_after(terminal, b"g")


@pytest.mark.terminal
def test_what_was_typed_ahead_answers_nothing(tmp_path: Path) -> None:
    with asking(tmp_path, "age", "short", "score") as terminal:
        terminal.send(b"2050")
        terminal.until("Several keys")
        terminal.send(b"2")
        terminal.until("3 of 8")
        for key in (b"0", b"5", b"1"):
            terminal.send(key)
            pause(terminal, 0.02)
        pause(terminal, 1)
        assert "Which of these are true of you?" in terminal.text() and "■" not in terminal.text()


@pytest.mark.terminal
def test_the_window_may_change_its_size_and_the_ticks_stay(tmp_path: Path) -> None:
    with asking(tmp_path, "ticks", columns=120, lines=40) as terminal:
        terminal.send(b"8")
        terminal.until("■ A800")
        terminal.resize(40, 12)
        terminal.until("part 1 of 8")
        assert "A100" in terminal.text() and "■" not in terminal.text()
        pause(terminal, 0.6)
        for number in range(2, 9):
            terminal.send(b"0")
            terminal.until(f"part {number} of 8")
            pause(terminal, 1.2)
        assert "■ A800" in terminal.text()
        terminal.send(b"0")
        terminal.until("Something is ticked")
        assert "[A8]" in answers_after(terminal, b"\x1b[C")


@pytest.mark.terminal
def test_a_window_too_small_for_a_page_gets_lines(tmp_path: Path) -> None:
    with asking(tmp_path, "age", "ladder") as terminal:
        terminal.send(b"2")
        terminal.until("first that fits")
        terminal.resize(24, 6)
        terminal.until("Your answer:")
        assert terminal.written.count(ENTER_SCREEN) == terminal.written.count(LEAVE_SCREEN) == 1
        assert "[R3]" in answers_after(terminal, b"3\n")


@pytest.mark.terminal
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_gives_the_terminal_back_and_ends_the_program(number: signal.Signals, tmp_path: Path) -> None:
    with asking(tmp_path, "short") as terminal:
        os.kill(terminal.process, number)
        assert terminal.wait() == -number
        assert terminal.written.endswith(LEAVE_SCREEN) and SHOW_CURSOR in terminal.written
        assert termios.tcgetattr(terminal.master) == terminal.modes


@pytest.mark.terminal
def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_comes_back_with_the_ticks(tmp_path: Path) -> None:
    shell = ["bash", "--norc", "--noprofile", "-i"]
    environment = {"PS1": "shell> ", "PYTHONPATH": str(ROOT)}
    with PseudoTerminal([], home=tmp_path, program=shell, environment=environment) as terminal:
        terminal.until("shell>")
        terminal.send(f"{shlex.join(PROGRAM)} short\n".encode())
        terminal.until("of 8")
        pause(terminal, 0.6)
        terminal.send(b"3")
        terminal.until("1 line ticked")
        terminal.send(b"\x1a")
        terminal.until("Stopped")
        assert terminal.written.count(LEAVE_SCREEN) == 1
        assert terminal.written.rfind(SHOW_CURSOR) > terminal.written.rfind(HIDE_CURSOR)
        terminal.send(b"stty -a | grep -o ' echo ' && echo usa''ble\n")
        terminal.until("usable")
        terminal.send(b"fg\n")
        terminal.until(lambda: terminal.written.count(ENTER_SCREEN) > 1)
        terminal.until("1 line ticked")
        pause(terminal, 0.6)
        terminal.send(b"g")
        terminal.until("[F3]")


@pytest.mark.terminal
def test_the_end_of_the_input_is_no_answer(tmp_path: Path) -> None:
    with asking(tmp_path, "short") as terminal:
        assert "[ended]" in answers_after(terminal, b"\x04")


@pytest.mark.terminal
def test_a_dumb_terminal_gets_lines_and_drops_what_was_typed_ahead(tmp_path: Path) -> None:
    with PseudoTerminal(
        ("short", "score"), home=tmp_path, program=PROGRAM,
        environment={"PYTHONPATH": str(ROOT), "TERM": "dumb"},
    ) as terminal:  # fmt: skip
        terminal.until("Your answer:")
        terminal.send(b"0\n5\n7\n")
        terminal.until("How strong is it now?")
        pause(terminal, 0.5)
        assert "[] [4]" in answers_after(terminal, b"4\n")
        assert b"\x1b" not in terminal.written
