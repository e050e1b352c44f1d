"""The ways of a person through the whole program: as a stranger, on an ordinary day, and after a session."""

import os
import signal
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.sessions import SessionEnding, StepEffect, StepOutcome
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.history.store import open_history
from tests.person import known
from tests.pseudo_terminal import ENTER_SCREEN
from tests.sheets import shipped
from tests.whole import (
    AFTERWARDS,
    AGAIN_CARD,
    a_session,
    answer,
    journals,
    kept,
    shown_session,
    told,
    told_before,
    unasked,
)

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal"),
]


class WorkedOn(NamedTuple):
    """A step that works on a muscle, as it is asked for after the session."""

    step: str
    """Its number and title."""
    time: str

    @property
    def question(self) -> str:
        return f"{self.step} (1, 2, 3, 0):"


def worked_on(anatomy: Atlas) -> list[WorkedOn]:
    """Return the steps of the routine that work on a muscle."""
    plan = lay_out(shipped("first-twinge", anatomy))
    seconds = Counter[int]()
    for segment in plan.segments:
        seconds[segment.step_number] += segment.seconds
    return [
        WorkedOn(f"{number}. {step.title}", clock_text(seconds[number]))
        for number, step in enumerate(plan.routine.steps, start=1)
        if step.muscle is not None
    ]


def test_a_stranger_is_asked_everything_once_and_finds_the_whole_session_in_the_history(
    tmp_path: Path, anatomy: Atlas
) -> None:
    pressed, stretched = worked_on(anatomy)
    with a_session(tmp_path / "home") as terminal:
        terminal.begin()
        assert "These questions come before the first session." in told_before(terminal)
        answer(terminal, "Enter skips it:", b"4\n")
        terminal.until("How are you with it?")
        terminal.press(b"4g")
        answer(terminal, "o turns these messages off:", b"\n")
        assert "Sleep and pain pull on each other" in told(terminal)
        answer(terminal, pressed.question, b"1")
        answer(terminal, stretched.question, b"3")
        answer(terminal, "Enter leaves it out:", b"On the rug.\n")
        assert terminal.wait() == 0
        assert "Saved as session 1." in told(terminal)
    with open_history(tmp_path / "home") as store:
        care = store.care()
    assert (set(care.shown), len(care.asked), care.is_off) == ({"E8"}, 1, False)
    shown = shown_session(tmp_path / "home")
    assert "practised: 5 minutes" in shown
    assert "lower-back:right 4, then 4" in shown
    assert f"{pressed.step} done {pressed.time} - - helped" in shown
    assert f"{stretched.step} done {stretched.time} - - worse" in shown
    assert "note: On the rug." in shown
    assert journals(tmp_path / "home") == []


def test_one_key_takes_the_gentler_form_where_several_spots_are_pressed(tmp_path: Path) -> None:
    with a_session(tmp_path / "home", routine="lower-back", speed=1) as terminal:
        terminal.begin(form=b"f")
        terminal.until("step 1 of")
        terminal.send(b"qq")
        assert terminal.finish() == 0
    assert "the gentler form" in shown_session(tmp_path / "home")


def test_on_an_ordinary_day_only_the_short_questions_come(tmp_path: Path) -> None:
    with a_session(known(tmp_path)) as terminal:
        terminal.begin()
        assert "A few questions come before every session." in told_before(terminal)
        assert b"How old are you?" not in terminal.written
        assert terminal.finish() == 0
    assert kept(tmp_path)[0].ending is SessionEnding.FINISHED


def test_a_second_session_of_the_day_asks_first_and_a_third_ends_with_four(tmp_path: Path) -> None:
    for number in (1, 2):
        with a_session(known(tmp_path)) as terminal:
            terminal.begin()
            assert (b"Begin all the same" in terminal.written) is (number == 2)
            assert terminal.finish() == 0
    with a_session(tmp_path) as terminal:
        assert terminal.wait() == 4
        assert "You have had two sessions today" in told(terminal)
        assert ENTER_SCREEN not in terminal.written
    done = unasked(tmp_path)
    assert done.code == 4, done
    assert "You have had two sessions today" in " ".join(done.err.split())
    assert len(kept(tmp_path)) == 5


@pytest.mark.parametrize(
    ("answered", "ending"),
    [(0, signal.SIGINT), (1, signal.SIGKILL), (2, signal.SIGINT), (3, signal.SIGHUP)],
    ids=["pain", "first step", "second step", "note"],
)
def test_whatever_ends_the_questions_after_a_session_each_answer_given_is_kept(
    tmp_path: Path, anatomy: Atlas, answered: int, ending: signal.Signals
) -> None:
    pressed, stretched = worked_on(anatomy)
    answers = [
        ("Enter skips it:", b"3\n"),
        (pressed.question, b"1"),
        (stretched.question, b"3"),
        ("Enter leaves it out:", b"A note.\n"),
    ]
    with a_session(known(tmp_path)) as terminal:
        terminal.begin()
        for question, keys in answers[:answered]:
            answer(terminal, question, keys)
        answer(terminal, answers[answered][0], b"\x03" if ending is signal.SIGINT else b"")
        if ending is not signal.SIGINT:
            os.kill(terminal.process, ending)
        assert terminal.wait(seconds=3) == -ending
    # The next start offers no session that was done to its end, and makes nothing of it worse.
    with a_session(tmp_path) as terminal:
        terminal.until_card(AGAIN_CARD)
        assert "interrupted" not in told(terminal)
    assert journals(tmp_path) == []
    session = kept(tmp_path)[0]
    assert session.ending is SessionEnding.FINISHED
    assert [score.score for score in session.after] == [3][:answered]
    effects = [step.effect for step in session.steps if step.effect]
    assert effects == [StepEffect.HELPED, StepEffect.WORSE][: max(0, answered - 1)]
    assert {step.outcome for step in session.steps} == {StepOutcome.DONE}
    assert len(kept(tmp_path)) == 4


def test_who_keeps_nothing_is_not_asked_for_what_would_be_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with a_session(home, "--no-save") as terminal:
        terminal.begin()
        answer(terminal, "Enter skips it:", b"3\n")
        assert terminal.wait() == 0
        assert AFTERWARDS in told(terminal)
        assert "A note for yourself" not in told(terminal)
        assert "Saved" not in told(terminal)
    assert not home.exists(), [str(path) for path in home.rglob("*")]


CLOCK_OF = """
from datetime import UTC, datetime

import backpain_cli.cli.session.finish as saving
from tests.hurried import main


class SetMeanwhile(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime({year}, 1, 1, 12, tzinfo=UTC)


saving.datetime = SetMeanwhile
main()
"""


@pytest.mark.parametrize("year", [1970, 2100])
def test_a_clock_that_is_set_during_a_session_changes_neither_its_length_nor_its_place(
    tmp_path: Path, year: int
) -> None:
    program = (sys.executable, "-c", CLOCK_OF.format(year=year))
    with a_session(known(tmp_path), program=program) as terminal:
        terminal.begin()
        assert terminal.finish() == 0
        assert "Saved as session 4." in told(terminal)
    session = kept(tmp_path)[0]
    assert session.ended.year == year
    assert (session.number, session.practised, session.ending) == (4, 300, SessionEnding.FINISHED)
    assert "practised: 5 minutes" in shown_session(tmp_path, 4)
