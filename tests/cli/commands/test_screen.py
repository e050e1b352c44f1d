"""`backpain screen` as a person uses it: on a real terminal, key by key, and where nobody can answer."""

import os
import re
import signal
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from backpain_cli.domain.errors import ExitCode
from tests.program import run_program
from tests.pseudo_terminal import PseudoTerminal

LUMBAR = ("screen", "--region", "lumbar")
PROMPT = "y, n, u or q:"


def answer(terminal: PseudoTerminal, *keys: bytes) -> None:
    """Press one key at each of the next questions."""
    for key in keys:
        terminal.until(lambda: bool(re.search(rb"y, n, u or q: $", terminal.written)))
        asked = len(terminal.written)
        terminal.send(key)
        terminal.until(lambda at=asked: len(terminal.written) > at)  # type: ignore[misc]


def answer_no_to_the_end(terminal: PseudoTerminal) -> int:
    """Press n at every question that comes, and return the exit code."""
    while True:
        terminal.until(lambda: bool(re.search(rb"y, n, u or q: $", terminal.written)) or _ended(terminal), seconds=20)
        if _ended(terminal):
            return terminal.wait()
        answer(terminal, b"n")


def _ended(terminal: PseudoTerminal) -> bool:
    if terminal.status is None:
        ended, status = os.waitpid(terminal.process, os.WNOHANG)
        if ended:
            while terminal.read(0):
                pass
            terminal.status = os.waitstatus_to_exitcode(status)
    return terminal.status is not None


def assert_given_back(terminal: PseudoTerminal) -> None:
    """Hold that the terminal's modes are as they were before."""
    assert termios.tcgetattr(terminal.master)[3] == terminal.modes[3]


@pytest.fixture
def lumbar(tmp_path: Path) -> Iterator[PseudoTerminal]:
    with PseudoTerminal(LUMBAR, home=tmp_path, lines=60, environment={"LANG": "en_GB.UTF-8"}) as terminal:
        yield terminal


@pytest.mark.terminal
def test_without_a_sign_a_person_may_go_on_and_is_never_called_fine(lumbar: PseudoTerminal) -> None:
    assert answer_no_to_the_end(lumbar) == ExitCode.OK
    assert "You may go on." in lumbar.flow()
    assert "These questions can miss things." in lumbar.flow()


@pytest.mark.terminal
def test_an_emergency_says_what_to_do_now_and_ends_with_three(lumbar: PseudoTerminal) -> None:
    answer(lumbar, b"y", b"y")

    assert lumbar.wait() == ExitCode.EMERGENCY
    for words in ("GET HELP NOW", "Call 999, or the emergency number of where you are.", "Do not drive yourself"):
        assert words in lumbar.flow()
    assert "go on" not in lumbar.flow()


@pytest.mark.terminal
def test_a_sign_for_a_doctor_says_how_soon_and_ends_with_four(lumbar: PseudoTerminal) -> None:
    answer(lumbar, b"y", *[b"n"] * 6, b"y")
    assert answer_no_to_the_end(lumbar) == ExitCode.SEE_A_DOCTOR_FIRST

    assert "SEE A DOCTOR FIRST" in lumbar.flow()
    assert "today, at night and at weekends too" in lumbar.flow()
    assert "Tell them" in lumbar.flow()
    assert "new weakness of one limb." in lumbar.flow()


@pytest.mark.terminal
def test_pain_that_lasts_goes_on_and_books_a_visit(lumbar: PseudoTerminal) -> None:
    answer(lumbar, *[b"n"] * 8, b"y", b"y")
    assert answer_no_to_the_end(lumbar) == ExitCode.OK
    assert "Book a visit too." in lumbar.flow()


@pytest.mark.terminal
def test_an_unsure_answer_opens_the_questions_with_either_key(tmp_path: Path) -> None:
    for key in (b"u", b"?"):
        with PseudoTerminal(LUMBAR, home=tmp_path, lines=60) as terminal:
            answer(terminal, key)
            terminal.until("when you wipe?")


JUNK = {
    "Enter": b"\r",
    "escape": b"\x1b",
    "an arrow": b"\x1b[C",
    "a paste": b"\x1b[200~n\x1b[201~",
    "several letters at once": b"nn",
    "space": b" ",
    "a digit": b"0",
    "tabulator": b"\t",
    "backspace": b"\x7f",
    "another letter": b"m",
    "no ASCII": b"\xc3\xb1",
    "NUL": b"\x00",
    "all bytes": bytes(byte for byte in range(256) if byte not in {3, 4, 26, 28, 17, 19}),
}


@pytest.mark.terminal
@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_what_is_no_answer_is_asked_again(junk: bytes, lumbar: PseudoTerminal) -> None:
    lumbar.until(PROMPT)
    lumbar.send(junk)

    lumbar.until("Please press one of y, n, u")
    assert "2 of" not in lumbar.flow()
    assert "go on" not in lumbar.flow()


@pytest.mark.terminal
@pytest.mark.parametrize("ending", [b"q", b"\x04"], ids=["quit", "end of input"])
@pytest.mark.parametrize("before", [0, 1, 5])
def test_leaving_is_no_answer_and_keeps_nothing(ending: bytes, before: int, lumbar: PseudoTerminal) -> None:
    answer(lumbar, *[b"n"] * before)
    answer(lumbar, ending)

    assert lumbar.wait() == ExitCode.USAGE
    assert "nothing is kept" in lumbar.flow()
    assert "go on" not in lumbar.flow()


@pytest.mark.terminal
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_ends_the_questions_and_gives_the_terminal_back(
    number: signal.Signals, lumbar: PseudoTerminal
) -> None:
    lumbar.until(PROMPT)
    assert termios.tcgetattr(lumbar.master)[3] != lumbar.modes[3]
    os.kill(lumbar.process, number)

    assert lumbar.wait() == -number
    assert_given_back(lumbar)


@pytest.mark.terminal
def test_the_terminal_is_as_it_was_once_the_questions_are_over(lumbar: PseudoTerminal) -> None:
    answer(lumbar, b"y", b"y")
    lumbar.wait()

    assert_given_back(lumbar)


@pytest.mark.terminal
def test_a_closed_window_ends_the_questions(tmp_path: Path) -> None:
    with PseudoTerminal(LUMBAR, home=tmp_path) as terminal:
        terminal.until(PROMPT)
        os.close(terminal.master)
        terminal.master = -1
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            ended, status = os.waitpid(terminal.process, os.WNOHANG)
            if ended:
                terminal.status = os.waitstatus_to_exitcode(status)
                break
            time.sleep(0.02)
        assert terminal.status in {-signal.SIGHUP, ExitCode.USAGE, ExitCode.IO}


@pytest.mark.terminal
def test_a_key_that_is_held_down_answers_one_question_only(lumbar: PseudoTerminal) -> None:
    lumbar.until(PROMPT)
    for _ in range(25):
        lumbar.send(b"n")
        lumbar.read(0.03)
        assert lumbar.written.count(b": no") <= 1

    lumbar.until(lambda: lumbar.written.count(b"y, n, u or q: ") == 2)
    assert lumbar.written.count(b": no") == 1


@pytest.mark.terminal
@pytest.mark.parametrize(("columns", "lines"), [(20, 24), (40, 12), (120, 40)])
def test_every_question_fits_the_width(columns: int, lines: int, tmp_path: Path) -> None:
    with PseudoTerminal(LUMBAR, home=tmp_path, columns=columns, lines=lines) as terminal:
        answer_no_to_the_end(terminal)
    # Colours, and what is asked of the terminal before the first question.
    codes = rb"\x1b\[[0-9;]*[a-z]|\x1b[\]_].*?\x1b\\"
    for line in re.sub(codes, b"", terminal.written).decode().splitlines():
        assert len(line.rstrip("\r")) <= columns


@pytest.mark.terminal
def test_on_a_dumb_terminal_there_is_not_one_control_code(tmp_path: Path) -> None:
    with PseudoTerminal(LUMBAR, home=tmp_path, lines=60, environment={"TERM": "dumb"}) as terminal:
        answer(terminal, b"y", b"y")
        assert terminal.wait() == ExitCode.EMERGENCY
        assert b"\x1b" not in terminal.written
        assert "GET HELP NOW" in terminal.flow()


def test_without_a_terminal_the_questions_are_printed_and_nobody_passes() -> None:
    done = run_program(*LUMBAR, typed=b"n\n" * 40)

    assert done.code == ExitCode.USAGE
    assert "between your legs" in done.out
    assert "electric shock" not in done.out
    assert "The questions need a terminal with a keyboard." in done.err
    assert "go on" not in done.out


def test_without_a_region_all_regions_are_asked_for() -> None:
    assert "electric shock" in run_program("screen").out


def test_an_unknown_region_is_refused() -> None:
    assert run_program("screen", "--region", "belly").code == ExitCode.USAGE


def test_json_goes_with_show_alone() -> None:
    assert run_program("screen", "--json").code == ExitCode.USAGE
    assert run_program("screen", "--show", "--edit").code == ExitCode.USAGE


def test_show_says_what_is_kept() -> None:
    done = run_program("screen", "--show")

    assert done.code == ExitCode.OK
    assert "None is kept." in done.out
    assert "`backpain screen --edit` asks." in done.out


@pytest.mark.terminal
def test_about_a_person_only_what_is_not_denied_is_told_back(tmp_path: Path) -> None:
    with PseudoTerminal(("screen", "--edit"), home=tmp_path, lines=80) as terminal:
        answer(terminal, b"n", b"n", b"y", b"y", b"n", b"n", b"n", b"n", b"n")
        assert answer_no_to_the_end(terminal) == ExitCode.OK
        assert "blood thinners or a bleeding disorder yes" in terminal.flow()
        assert "To everything else: no." in terminal.flow()
