"""`backpain screen` as a person uses it: on a real terminal, key by key, and where nobody can answer."""

import json
import os
import signal
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.records.triage_records import NOTHING_KEPT
from backpain_cli.history.store import open_history
from tests.hurried import HURRIED, hurried
from tests.program import run_program
from tests.pseudo_terminal import PseudoTerminal
from tests.whole import AGE_CARD, told

LUMBAR = ("screen", "--region", "lumbar")


def answer(terminal: PseudoTerminal, *keys: bytes) -> None:
    """Press one key after the other on the cards."""
    for key in keys:
        terminal.until_card()
        terminal.press(key)


WELL = (b"2", *[b"0"] * 4, b"4", b"0", b"3", b"0")
"""The keys of a person of 18 to 49 who is well."""


def assert_given_back(terminal: PseudoTerminal) -> None:
    """Hold that the terminal's modes are as they were before."""
    assert termios.tcgetattr(terminal.master)[3] == terminal.modes[3]


@pytest.fixture
def lumbar(tmp_path: Path) -> Iterator[PseudoTerminal]:
    with hurried_screen(tmp_path) as terminal:
        yield terminal


def hurried_screen(home: Path, *arguments: str, **more: Any) -> PseudoTerminal:
    """Return `backpain screen` for the low back on a terminal, where keys count at once."""
    variables = {"LANG": "en_GB.UTF-8", **hurried(1), **more.pop("environment", {})}
    command = arguments or LUMBAR
    return PseudoTerminal(command, home=home, environment=variables, program=HURRIED, **{"lines": 60, **more})


@pytest.mark.terminal
def test_without_a_sign_a_person_may_go_on_and_is_never_called_fine(lumbar: PseudoTerminal) -> None:
    answer(lumbar, *WELL)
    assert lumbar.wait() == ExitCode.OK
    assert "You may go on." in lumbar.flow()
    assert "fine" not in lumbar.flow()


@pytest.mark.terminal
def test_an_emergency_says_what_to_do_now_and_ends_with_three(lumbar: PseudoTerminal) -> None:
    answer(lumbar, b"2", b"1", b"g", b"1")
    assert lumbar.wait() == ExitCode.EMERGENCY
    for words in ("GET HELP NOW", "Call 999, or the emergency number of where you are.", "Sit or lie down"):
        assert words in lumbar.flow()
    assert "go on" not in told(lumbar)
    assert "q leave" not in told(lumbar)


@pytest.mark.terminal
@pytest.mark.parametrize(("rung", "words"), [(b"2", "SEE A DOCTOR TODAY"), (b"3", "SEE A DOCTOR IN THE NEXT DAYS")])
def test_a_sign_for_a_doctor_says_how_soon_and_ends_with_four(rung: bytes, words: str, lumbar: PseudoTerminal) -> None:
    answer(lumbar, b"2", b"5", b"g", rung, *WELL[2:])
    if rung == b"3":
        # That sign can be released by a clinician, and nobody has looked.
        answer(lumbar, b"2")
    assert lumbar.wait() == ExitCode.SEE_A_DOCTOR_FIRST
    assert words in lumbar.flow()


@pytest.mark.terminal
def test_pain_that_lasts_goes_on_and_books_a_visit(lumbar: PseudoTerminal) -> None:
    answer(lumbar, *WELL[:4], b"3", b"g", *WELL[5:])
    assert lumbar.wait() == ExitCode.OK
    assert "Book a visit" in lumbar.flow()


@pytest.mark.terminal
def test_somebody_under_age_is_told_whom_to_show_the_pain(lumbar: PseudoTerminal) -> None:
    answer(lumbar, b"1")
    assert lumbar.wait() == ExitCode.SEE_A_DOCTOR_FIRST
    assert "This guide is for adults." in lumbar.flow()


@pytest.mark.terminal
def test_not_sure_on_a_ladder_takes_the_gravest(lumbar: PseudoTerminal) -> None:
    answer(lumbar, b"2", b"4", b"g", b"u")
    assert lumbar.wait() == ExitCode.EMERGENCY


@pytest.mark.terminal
@pytest.mark.parametrize(("ending", "code"), [(b"q", ExitCode.USAGE), (b"\x04", ExitCode.USAGE)])
@pytest.mark.parametrize("before", [0, 1, 5])
def test_leaving_is_no_answer_and_keeps_nothing(
    ending: bytes, code: ExitCode, before: int, lumbar: PseudoTerminal, tmp_path: Path
) -> None:
    answer(lumbar, *WELL[:before])
    answer(lumbar, ending)
    assert lumbar.wait() == code
    assert "What is kept stays as it was." in lumbar.flow()
    assert "go on." not in lumbar.flow()
    with open_history(tmp_path) as store:
        assert store.triage() == NOTHING_KEPT


@pytest.mark.terminal
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_ends_the_questions_and_gives_the_terminal_back(
    number: signal.Signals, lumbar: PseudoTerminal
) -> None:
    lumbar.until_card(AGE_CARD)
    assert termios.tcgetattr(lumbar.master)[3] != lumbar.modes[3]
    os.kill(lumbar.process, number)

    assert lumbar.wait() == -number
    assert_given_back(lumbar)


@pytest.mark.terminal
def test_the_terminal_is_as_it_was_once_the_questions_are_over(lumbar: PseudoTerminal) -> None:
    answer(lumbar, b"1")
    lumbar.wait()

    assert_given_back(lumbar)


@pytest.mark.terminal
def test_a_closed_window_ends_the_questions(tmp_path: Path) -> None:
    with hurried_screen(tmp_path) as terminal:
        terminal.until_card(AGE_CARD)
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
def test_on_a_dumb_terminal_there_is_not_one_control_code(tmp_path: Path) -> None:
    with hurried_screen(tmp_path, environment={"TERM": "dumb"}) as terminal:
        for number, typed in enumerate((b"2\n", b"1\n", b"g\n", b"1\n"), start=1):
            terminal.until(lambda number=number: terminal.written.count(b"Your answer:") == number)  # type: ignore[misc]
            terminal.send(typed)
        assert terminal.wait() == ExitCode.EMERGENCY
        assert b"\x1b" not in terminal.written
        assert "GET HELP NOW" in terminal.flow()


def test_without_a_terminal_the_questions_are_printed_and_nobody_passes() -> None:
    done = run_program(*LUMBAR, typed=b"n\n" * 40)

    assert done.code == ExitCode.USAGE
    assert "between the legs" in done.out
    assert "when you bend your neck" not in done.out
    assert "The questions need a terminal with a keyboard." in done.err
    assert "go on" not in done.out


def test_without_a_region_all_regions_are_asked_for() -> None:
    assert "when you bend your neck" in run_program("screen").out


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
    with hurried_screen(tmp_path, "screen", "--edit") as terminal:
        answer(terminal, b"2", b"1", b"g", b"1", b"0", b"0", b"0", b"3")
        assert terminal.wait() == ExitCode.OK
        assert "I take blood thinners" in terminal.flow()
        assert "To every other question: no." in terminal.flow()
    shown = json.loads(run_program("screen", "--show", "--json", environment={"BACKPAIN_HOME": str(tmp_path)}).out)
    assert shown["circumstances"]["blood-thinners"] == "yes"
    assert shown["triage"]["person"]["facts"]["thinners"]["choices"] == ["antiplatelet"]
    # Facts alone are no screen.
    assert shown["screens"] == []
