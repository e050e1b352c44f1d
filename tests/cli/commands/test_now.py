"""`backpain now`: what it asks, begins and prints, and what it never leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
import typer

from backpain_cli.cli.commands.now import now
from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.session.start import start_session
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.safety.interview import NO, SHORT_FACTS
from backpain_cli.domain.safety.sign_table import LinePage
from backpain_cli.history.store import open_history
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.routines.short_plans import load_short_plans, short_routine
from backpain_cli.library.shipped_safety import load_triage_table
from backpain_cli.session.events import Event, SessionEnded
from tests.cases import all_cases
from tests.flow import TWO_MINUTES, Attempt, Person, led, start
from tests.person import known
from tests.program import run_program
from tests.pseudo_terminal import PseudoTerminal
from tests.records import moment, session_at
from tests.whole import journals

Answers = Mapping[str, tuple[str, ...]]
NOTHING_TYPED: Mapping[int, str | None] = MappingProxyType({})


def begin(home: Path, anatomy: Atlas, otherwise: Answers | None = None, *, key: str = "back-lying") -> Attempt:
    """Begin a plan of `now` and return what came of it."""
    plan = next(one for one in load_short_plans() if one.key == key)

    def begun() -> int:
        with AppContext(SessionOptions()) as context:
            context.atlas = anatomy
            return start_session(short_routine(plan, anatomy), context)

    return start(home, begun, Person(otherwise or {}, {}))


def typed(
    home: Path,
    otherwise: Answers | None = None,
    lines: Mapping[int, str | None] = NOTHING_TYPED,
    *,
    words: Sequence[str] = ("back-lying",),
    happens: Sequence[Event] = (),
    ended_by: int | None = None,
) -> Attempt:
    """Do what `backpain now` does, typed in a terminal."""

    def begun() -> int:
        with pytest.raises(typer.Exit) as ending:
            now([*words], preview=False, checklist=False, plain=False)
        return ending.value.exit_code

    return start(home, begun, Person(otherwise or {}, lines), happens=happens, ended_by=ended_by)


def broken_off(home: Path, otherwise: Answers | None = None) -> Attempt:
    """Begin it, and lose the terminal after two minutes."""
    return typed(home, otherwise, happens=(TWO_MINUTES, SessionEnded()), ended_by=15)


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


@pytest.mark.parametrize(
    "rung",
    [
        rung.key
        for line in load_triage_table().lines
        for rung in line.rungs
        if line.page is LinePage.A and not rung.outcome.lets_go_on
    ],
)
def test_every_sign_that_ends_it_comes_first_before_any_other_session(
    rung: str, tmp_path: Path, anatomy: Atlas
) -> None:
    line = rung.partition(".")[0]
    done = begin(tmp_path, anatomy, {"A-1": (line,), line: (rung,), f"release:{rung}": (NO,)})
    assert done.clocks == 0
    routine = next(one for one in load_shipped_routines(anatomy) if one.key == "neck")
    after = start(tmp_path, led(routine, anatomy, SessionOptions()), Person({"stop": ("still",)}, {}))
    assert (after.code, after.clocks, after.pages) == (done.code, 0, ["stop"])


def test_a_sign_with_which_it_goes_on_gently_spares_that_part_in_other_sessions_too(
    tmp_path: Path, anatomy: Atlas
) -> None:
    assert begin(tmp_path, anatomy, {"A-1": ("A2",), "A2": ("A2.5",)}).clocks == 1
    routine = next(one for one in load_shipped_routines(anatomy) if one.key == "lower-back")
    done = start(tmp_path, led(routine, anatomy, SessionOptions()), Person({"again": ("yes",)}, {}))
    assert done.plan is not None
    assert not [step for step in done.plan.routine.steps if step.traits.presses]


def test_an_interrupted_one_is_offered_again_and_goes_on_after_the_few_questions(tmp_path: Path) -> None:
    broken_off(tmp_path)
    done = typed(tmp_path, words=())
    assert (done.clocks, done.code) == (1, ExitCode.OK)
    assert "Now: back, lying" in done.said
    assert done.pages[:3] == ["day", "A-1", SHORT_FACTS]
    with open_history(tmp_path) as store:
        assert len(store.sessions()) == 1


def test_an_interrupted_one_that_is_declined_is_kept_and_another_begins(tmp_path: Path) -> None:
    broken_off(tmp_path)
    declined = typed(tmp_path, {"again": ("yes",)}, {0: "n"}, words=("neck-sitting",))
    assert declined.clocks == 1
    assert declined.plan is not None
    assert declined.plan.routine.key == "now-neck-sitting"
    assert not journals(tmp_path)
    with open_history(tmp_path) as store:
        assert {one.routine for one in store.sessions()} == {"now-back-lying", "now-neck-sitting"}


def test_a_question_about_an_interrupted_one_can_be_left(tmp_path: Path) -> None:
    broken_off(tmp_path)
    left = typed(tmp_path, {}, {0: "q"})
    assert (left.clocks, left.code) == (0, ExitCode.OK)
    assert len(journals(tmp_path)) == 1


@pytest.mark.parametrize(
    "answers",
    [
        {SHORT_FACTS: ("thinners",), "facts-1": ("thinners",), "fact:thinners:kind": ("other",)},
        {"A-1": ("A2",), "A2": ("A2.5",)},
        {"day": ("6",), "day:6": ("somebody-else",)},
        {"day": ("7",)},
    ],
)
def test_an_interrupted_one_does_not_go_on_where_other_things_are_true(tmp_path: Path, answers: Answers) -> None:
    broken_off(tmp_path)
    done = typed(tmp_path, answers)
    assert (done.clocks, done.code) == (0, ExitCode.SEE_A_DOCTOR_FIRST)
    assert "What was done of it is kept." in done.said


def test_an_interrupted_session_of_another_kind_waits(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    routine = next(one for one in load_shipped_routines(anatomy) if one.key == "lower-back")
    started = led(routine, anatomy, SessionOptions())
    start(home, started, Person({}, {}), happens=(TWO_MINUTES, SessionEnded()), ended_by=15)
    done = typed(home, {"again": ("yes",)})
    assert done.clocks == 1
    assert done.plan is not None
    assert done.plan.routine.is_short_plan
    assert [path for path in journals(home) if "lower-back" in path.read_text(encoding="utf-8")]


def test_it_is_none_of_the_first_three_sessions_that_are_gentler(tmp_path: Path, anatomy: Atlas) -> None:
    with open_history(tmp_path) as store:
        for day in range(3):
            store.save_session(replace(session_at(moment(day)), routine="now-back-lying"))
    routine = next(one for one in load_shipped_routines(anatomy) if one.key == "lower-back")
    done = start(tmp_path, led(routine, anatomy, SessionOptions()), Person({}, {}))
    assert "Your first 3 sessions are offered in a gentler form" in done.shown
    with open_history(tmp_path) as store:
        for day in range(3, 6):
            store.save_session(session_at(moment(day)))
    done = start(tmp_path, led(routine, anatomy, SessionOptions()), Person({}, {0: "n"}))
    assert done.cards[0].gentle is None


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


def test_words_that_mean_no_plan_are_answered_with_what_there_is() -> None:
    done = run_program("now", "wibble")
    assert done.code == ExitCode.USAGE
    assert "There is no pain area called `wibble`." in done.err
    done = run_program("now", "neck", "--preview")
    assert done.code == ExitCode.USAGE
    assert "Name it: neck-lying, neck-sitting." in done.err
    assert run_program("now", "neck-lying", "--preview", "--checklist").code == ExitCode.USAGE


@all_cases(
    ("words", "key"),
    [
        ("neck lying", "neck-lying"),
        ("Back-Sitting", "back-sitting"),
        ("stiff neck sitting", "neck-sitting"),
        ("lying lower back", "back-lying"),
        ("between the shoulder blades lying", "neck-lying"),
        ("left buttock sitting", "back-sitting"),
        ("forearm lying", "neck-lying"),
        ("neck and lower back lying", "anywhere-lying"),
        ("chest wall sitting", "anywhere-sitting"),
    ],
)
def test_words_lead_to_the_plan_for_that_place(words: str, key: str) -> None:
    title = next(plan.title for plan in load_short_plans() if plan.key == key)
    assert title in run_program("now", *words.split(), "--preview").out


@all_cases(
    ("words", "code", "said"),
    [
        ("chest pain", 3, "your emergency number"),
        ("can't pee", 3, "Go to an emergency department now."),
        ("neck and worst headache ever", 3, "your emergency number"),
        ("lower back fever", 4, "See a doctor today"),
    ],
)
def test_a_sign_among_the_words_is_answered_and_leads_to_no_session(words: str, code: int, said: str) -> None:
    done = run_program("now", *words.split(), "--preview")
    assert done.code == code
    assert said in done.err + done.out
    assert "Slow breathing" not in done.out


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
