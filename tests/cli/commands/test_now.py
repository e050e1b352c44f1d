"""`backpain now`: what it asks, begins and prints, and what it never leads to."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.session.start import start_session
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.safety.interview import NO, SHORT_FACTS
from backpain_cli.history.store import open_history
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.routines.short_plans import load_short_plans, short_routine
from tests.flow import Attempt, Person, led, start
from tests.person import known
from tests.program import run_program
from tests.pseudo_terminal import PseudoTerminal

Answers = Mapping[str, tuple[str, ...]]


def begin(home: Path, anatomy: Atlas, otherwise: Answers | None = None, *, key: str = "back-lying") -> Attempt:
    """Begin a plan of `now` and return what came of it."""
    plan = next(one for one in load_short_plans() if one.key == key)

    def begun() -> int:
        with AppContext(SessionOptions()) as context:
            context.atlas = anatomy
            return start_session(short_routine(plan, anatomy), context, short=True)

    return start(home, begun, Person(otherwise or {}, {}))


def test_a_stranger_is_let_on_after_three_pages(tmp_path: Path, anatomy: Atlas) -> None:
    done = begin(tmp_path, anatomy)
    assert done.clocks == 1
    assert done.pages == ["age", "A-1", SHORT_FACTS]
    assert done.cards[0].gentle is None


@pytest.mark.parametrize(
    ("ticked", "code"),
    [({"A-1": ("A1",), "A1": ("A1.1",)}, ExitCode.EMERGENCY), ({"A-1": ("A8",), "A8": ("A8.2",)}, ExitCode(4))],
)
def test_a_sign_ends_it_and_stands_before_the_next_session(
    tmp_path: Path, anatomy: Atlas, ticked: dict[str, tuple[str, ...]], code: ExitCode
) -> None:
    done = begin(tmp_path, anatomy, {**ticked, "release:A8.2": (NO,)})
    assert (done.code, done.clocks) == (code, 0)
    routine = next(one for one in load_shipped_routines(anatomy) if one.key == "first-twinge")
    after = start(tmp_path, led(routine, anatomy, SessionOptions()), Person({"stop": ("still",)}, {}))
    assert (after.code, after.clocks) == (code, 0)
    assert after.pages == ["stop"]
    again = begin(tmp_path, anatomy, {"stop": ("still",)})
    assert (again.code, again.clocks) == (code, 0)


def test_it_is_no_way_around_the_questions_of_another_session(tmp_path: Path, anatomy: Atlas) -> None:
    assert begin(tmp_path, anatomy).clocks == 1
    routine = next(one for one in load_shipped_routines(anatomy) if one.key == "first-twinge")
    done = start(tmp_path, led(routine, anatomy, SessionOptions()), Person({}, {}))
    assert {"A-1", "facts-1", "facts-2", "B-1", "pain:P1", "pain:P2"} <= {*done.pages}
    assert "age" not in done.pages


def test_without_a_keyboard_nothing_begins_on_the_few_answers(tmp_path: Path, anatomy: Atlas) -> None:
    assert begin(tmp_path, anatomy).clocks == 1
    routine = next(one for one in load_shipped_routines(anatomy) if one.key == "first-twinge")
    done = start(tmp_path, led(routine, anatomy, SessionOptions()), Person({}, {}), seen=False)
    assert done.clocks == 0
    assert done.error is not None


def test_a_sheet_is_for_anybody_as_long_as_no_facts_were_asked(
    tmp_path: Path, anatomy: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path, anatomy)
    monkeypatch.setenv("BACKPAIN_HOME", str(tmp_path))
    with open_history(tmp_path) as store:
        assert store.triage().person is not None
    done = run_program("checklist", "first-twinge")
    assert "For anybody: not adapted to one person." in done.out


def test_a_fact_opens_all_questions_and_what_holds_is_left_out(tmp_path: Path, anatomy: Atlas) -> None:
    facts = {SHORT_FACTS: ("pregnant",), "facts-1": ("pregnant",), "fact:pregnant:agreed": ("agreed",)}
    done = begin(tmp_path, anatomy, facts)
    assert {"facts-1", "facts-2", "B-1", "pain:P1"} <= {*done.pages}
    assert done.cards[0].changes


def test_whom_we_know_is_asked_one_page(tmp_path: Path, anatomy: Atlas) -> None:
    done = begin(known(tmp_path), anatomy, key="neck-sitting")
    assert (done.clocks, done.pages) == (1, ["day"])


def test_without_a_terminal_it_says_what_to_type() -> None:
    done = run_program("now")
    assert done.code == ExitCode.USAGE
    assert "Type `backpain now` in a terminal." in done.err
    done = run_program("now", "neck-lying")
    assert "`backpain now neck-lying --preview`" in done.err


def test_an_unknown_plan_is_answered_with_those_there_are() -> None:
    done = run_program("now", "knee")
    assert done.code == ExitCode.USAGE
    assert "neck-lying, neck-sitting" in done.err
    assert run_program("now", "neck-lying", "--preview", "--checklist").code == ExitCode.USAGE


def test_its_plan_and_its_sheet_can_be_looked_at() -> None:
    assert "1. Slow breathing" in run_program("now", "back-lying", "--preview").out
    assert "Now: back, lying" in run_program("now", "back-lying", "--checklist").out


@pytest.mark.terminal
def test_it_leads_to_the_first_breath_on_a_small_terminal(tmp_path: Path) -> None:
    with PseudoTerminal(["now"], home=tmp_path, columns=40, lines=12) as terminal:
        terminal.until("Breathe out slowly.")
        terminal.begin(otherwise={"Where is it?": b"3", "part 1 of": b"g"})
        terminal.until("Slow breathing")
        terminal.until("breath 1 of 6")


@pytest.mark.terminal
def test_it_leads_to_the_first_breath_in_plain_lines_without_colours(tmp_path: Path) -> None:
    plain = {"TERM": "dumb", "NO_COLOR": "1"}
    with PseudoTerminal(["now"], home=tmp_path, environment=plain) as terminal:
        terminal.until("Breathe out slowly.")
        terminal.begin(otherwise={"Where is it?": b"3"})
        terminal.until("Breathe in for 4")
        assert b"\x1b[3" not in terminal.written
