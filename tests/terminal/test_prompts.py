"""An emergency page on a small screen, and the questions after a session."""

import io
import os
import re

import pytest
from rich.text import Text

from backpain_cli.domain.records.sessions import StepEffect, StepOutcome
from backpain_cli.domain.terms import Outcome
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.prompts import ask_step_effects, show_emergency, show_screen_by_screen, steps_to_ask
from backpain_cli.views.outcome_pages import outcome_page
from backpain_cli.wording.outcome_text import emergency_text
from tests.records import step


def screen(columns: int, lines: int) -> tuple[PageConsole, io.StringIO]:
    """Return a console for a screen of that size, and what is written to it."""
    stream = io.StringIO()
    console = PageConsole(stream, {"FORCE_COLOR": "1", "COLUMNS": str(columns), "TERM": "xterm"})
    console.height, console.room = lines, console.room._replace(lines=lines)
    return console, stream


@pytest.mark.parametrize(("lines", "again"), [(12, True), (60, False)])
def test_the_number_to_call_stays_in_view_where_the_emergency_page_is_longer_than_the_screen(
    lines: int, again: bool
) -> None:
    console, stream = screen(40, lines)
    call = "Call 999, or the emergency number of where you are."
    text = emergency_text(["chest pain"], None, "999, or the emergency number of where you are")
    show_emergency(outcome_page(Outcome.EMERGENCY, text, console.room), call, console)
    last = " ".join(stream.getvalue().split("\n")[-5:])
    assert ("999" in last) is again


def asked(typed: str, monkeypatch: pytest.MonkeyPatch, columns: int = 80) -> tuple[list[dict[int, StepEffect]], str]:
    """Return each state of the answers about three steps, and what was shown."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    console, stream = screen(columns, 24)
    steps = [step("Gluteus medius", number=3), step("Psoas", number=4), step("Piriformis", number=5)]
    recent = {"Psoas": [StepEffect.WORSE, StepEffect.SAME, StepEffect.HELPED]}
    states = list(ask_step_effects(steps, recent, console))
    return states, re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())


def test_what_the_steps_did_is_asked_as_rows_of_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    states, shown = asked("1\n0\n3\n", monkeypatch)
    assert states == [{3: StepEffect.HELPED}, {3: StepEffect.HELPED, 5: StepEffect.WORSE}]
    rows = [line for line in shown.replace(": ", ":\n").split("\n") if "(1, 2, 3, 0):" in line]
    assert rows == [
        " 3. Gluteus medius                (1, 2, 3, 0):",
        " 4. Psoas           - = +         (1, 2, 3, 0):",
        " 5. Piriformis                    (1, 2, 3, 0):",
    ]
    assert "- = +" not in asked("0\n0\n0\n", monkeypatch, columns=40)[1]


def test_on_a_narrow_screen_each_key_stays_with_what_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = asked("0\n0\n0\n", monkeypatch, columns=40)[1].splitlines()
    for key, does in (
        ("1", "helped"),
        ("2", "the same"),
        ("3", "worse"),
        ("0", "leave out"),
        ("Enter", "leave out the rest"),
    ):
        assert any(f" {key}  {does}" in line for line in shown), key


LONG = [f"line {number}" for number in range(1, 26)]


@pytest.mark.parametrize(("typed", "prompts"), [("\n" * 9, 2), ("q\n", 1), ("", 1)])
def test_a_page_longer_than_the_screen_is_shown_part_by_part_and_none_of_it_is_missed(
    typed: str, prompts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    console, stream = screen(40, 12)
    show_screen_by_screen(Text("\n".join(LONG)), console)
    shown = [line.strip() for line in stream.getvalue().replace("shows more:", "shows more:\n").split("\n")]
    assert [line for line in shown if line.startswith("line")] == LONG
    assert shown.count("Enter shows more:") == prompts
    # Three parts, as long as each other.
    assert shown.index("Enter shows more:") == 9


def test_a_page_that_fits_is_shown_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    console, stream = screen(40, 12)
    show_screen_by_screen(Text("\n".join(LONG[:11])), console)
    assert [line.strip() for line in stream.getvalue().splitlines()] == LONG[:11]


@pytest.mark.parametrize("typed", ["2\n\n", "2\nq\n", "2\n"])
def test_enter_or_leaving_keeps_what_was_answered_and_asks_no_more(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    states, shown = asked(typed, monkeypatch)
    assert states == [{3: StepEffect.SAME}]
    assert "Piriformis" not in shown


@pytest.mark.parametrize("key", ["h", "s", "w", "n", "4", "11"])
def test_no_key_of_the_session_means_something_else_here(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    states, shown = asked(f"{key}\n\n", monkeypatch)
    assert states == []
    assert "Please press one of 1, 2, 3, 0, Enter; q leaves." in shown


def test_without_input_nothing_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(writing)
    with os.fdopen(reading) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        console, _ = screen(80, 24)
        assert list(ask_step_effects([step()], {}, console)) == []


def test_strength_is_asked_about_too_and_what_was_not_done_is_not() -> None:
    bridge = step("Bridge", number=2, kind="strengthen", muscle="", point="", entry="bridge", level=1, repetitions=8)
    rest = step("Settle", number=3, kind="rest", muscle="", point="")
    skipped = step(number=4, outcome=StepOutcome.SKIPPED)
    assert steps_to_ask([step(), bridge, rest, skipped]) == [step(), bridge]
