"""Pages before a session: they fit the screen, and nothing of them is lost or shown before it can be read."""

import io
import os
import re

import pytest
from rich.console import RenderableType

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.sessions import StepEffect
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.prompts import ask_step_effects, question_pages, show_emergency
from backpain_cli.views.safety import Section, emergency_panel, ready_sections, section_cards, stop_section
from tests.cases import all_cases
from tests.records import step
from tests.screens import IN_SESSION, SAFETY_TEXTS

SIZES = {"120x40": (120, 40), "80x24": (80, 24), "40x12": (40, 12), "20x6": (20, 6)}


def screen(columns: int, lines: int) -> tuple[PageConsole, io.StringIO]:
    """Return a console for a screen of that size, and what is written to it."""
    stream = io.StringIO()
    console = PageConsole(stream, {"FORCE_COLOR": "1", "COLUMNS": str(columns), "TERM": "xterm"})
    console.height, console.room = lines, console.room._replace(lines=lines)
    return console, stream


def texts(page: RenderableType, console: PageConsole) -> list[str]:
    """Return the lines of a page without its frames, empty ones left out."""
    lines = ["".join(part.text for part in line) for line in console.render_lines(page, pad=False)]
    return [text for line in lines if (text := line.strip(" │╭╮╰╯─"))]


@all_cases("size", SIZES)
@all_cases("key", ["lower-back", "whole-back", "neck"])
def test_every_page_before_a_session_fits_the_screen_with_its_question(size: str, key: str, anatomy: Atlas) -> None:
    columns, lines = SIZES[size]
    console, _ = screen(columns, lines)
    plan = lay_out(next(one for one in load_shipped_routines(anatomy) if one.key == key))
    sections = [stop_section(IN_SESSION), *ready_sections(plan, {})]
    pages = question_pages(sections, console)
    assert all(len(console.render_lines(page, pad=False)) + 3 <= lines for page in pages)
    # In between a heading comes again where its list goes on.
    shown = iter(" ".join(text for page in pages for text in texts(page, console)).split())
    whole = " ".join(texts(section_cards(sections, console.room), console)).split()
    assert [word for word in whole if word not in shown] == []


def test_a_stop_rule_is_not_torn_apart_where_a_page_has_room_for_it() -> None:
    console, _ = screen(40, 10)
    sections = [Section("Rules", ("one " * 12, "two " * 12, "three " * 12))]
    pages = question_pages(sections, console)
    assert [{*" ".join(texts(page, console)).split()} for page in pages] == [
        {"Rules", "-", "one", "two"},
        {"Rules", "-", "three"},
    ]


@pytest.mark.parametrize(("lines", "again"), [(12, True), (60, False)])
def test_the_number_to_call_stays_in_view_where_the_emergency_page_is_longer_than_the_screen(
    lines: int, again: bool
) -> None:
    console, stream = screen(40, lines)
    call = "Call 999, or the emergency number of where you are."
    show_emergency(emergency_panel(SAFETY_TEXTS, console.room, call=call), call, console)
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
