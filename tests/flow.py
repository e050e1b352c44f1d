"""The whole way to the clock without a terminal: questions are answered by a script, and the clock is a trap."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.session import resume as resuming
from backpain_cli.cli.session import start as starting
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import BackpainError
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.screening import Question
from backpain_cli.domain.safety.signs import ScreeningAnswer
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped_safety import load_circumstances, load_sign_table
from backpain_cli.session.events import Event, SessionCommand, TimePassed
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.terminal import owner
from backpain_cli.terminal import prompts as asking
from backpain_cli.terminal import session_runner as running
from backpain_cli.terminal.single_key import PromptEnd, SingleKeyPrompt
from backpain_cli.views import safety
from backpain_cli.views.widgets import Room
from tests.key_h import hurts

_QUESTIONS = load_sign_table()
_WANTED = {one.ask: one.wanted for one in _QUESTIONS.short}
_FLAGS = {flag.ask: flag for group in _QUESTIONS.groups for flag in group.questions if group.counts is None}
_GATES = frozenset(group.ask for group in _QUESTIONS.groups)
_CIRCUMSTANCES = frozenset(text for one in load_circumstances().all for text in (one.ask, one.agreed))
_CODE = re.compile(r"\x1b\[[0-9;]*m")
_FRAMES = str.maketrans("│╭╮╰╯─▸▢", " " * 8)
UNDENIED = frozenset({ScreeningAnswer.YES, ScreeningAnswer.UNSURE})


class Ended(BaseException):
    """The process ended by a signal."""


class _Terminal(io.StringIO):
    """A stream that says of itself whether it is a terminal."""

    def __init__(self, *, real: bool) -> None:
        super().__init__()
        self._real = real

    def isatty(self) -> bool:
        return self._real


@dataclass
class Attempt:
    """One start of the program, and what a person saw of it."""

    code: int | None = None
    """The exit code; None where it ended with an error or a signal."""
    error: BackpainError | None = None
    said: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Every question that one key answers, with its answer."""
    clocks: int = 0
    """How often the clock ran."""
    stopped: bool = False
    """Whether a sign ended the session."""

    def found(self, outcome: Outcome) -> bool:
        """Say whether a sign of that outcome was not denied."""
        return any(
            answer in UNDENIED and ask in _FLAGS and _FLAGS[ask].outcome is outcome for ask, answer in self.asked
        )

    @property
    def left(self) -> bool:
        """Whether a safety question was left without an answer."""
        return any(answer in set(PromptEnd) for _, answer in self.asked)

    @property
    def gates(self) -> int:
        """How many gates of the full screen were answered."""
        return sum(ask in _GATES for ask, _ in self.asked)


class Person:
    """Somebody who answers as if nothing were wrong, but for what is told otherwise."""

    def __init__(self, otherwise: Mapping[Any, str], typed: Mapping[int, str | None]) -> None:
        """Take note of the answers.

        Args:
            otherwise: from a question that one key answers, by its words or its number (from 0), to another answer than
                the usual.
            typed: the same for lines that are typed; None is the end of the input.
        """
        self._otherwise = otherwise
        self._typed = typed
        self._lines = 0
        self._last_line = ""
        self._question = ""
        self.attempt = Attempt()

    def is_asked(self, question: Question) -> None:
        """Read the question."""
        self._question = question.ask

    def press(self, _prompt: str, choices: Mapping[str, str]) -> str:
        """Answer it with a key."""
        usual = (
            str(_WANTED.get(self._question, ScreeningAnswer.NO))
            if ScreeningAnswer.NO in choices.values()
            else next(iter(choices.values()))
        )
        answer = self._otherwise.get(self._question) or self._otherwise.get(len(self.attempt.asked), usual)
        answer = answer if answer in {*choices.values(), *PromptEnd} else usual
        self.attempt.asked.append((self._question, answer))
        return PromptEnd(answer) if answer in set(PromptEnd) else answer

    def type(self, question: str) -> str | None:
        """Type a line; one that was not understood is followed by leaving."""
        again, self._last_line = question == self._last_line, question
        self._lines += 1
        if again and "for more" not in question:
            return "q"
        usual = "y" if "Begin all the same" in question or "Go on with it" in question else ""
        return self._typed.get(self._lines - 1, usual)


def start(
    home: Path,
    begin: Callable[[], int],
    person: Person,
    *,
    happens: Sequence[Event] = (),
    ended_by: int | None = None,
    seen: bool = True,
    trap: Callable[[Attempt], None] = lambda _: None,
) -> Attempt:
    """Start the program once, and return what came of it.

    Args:
        home: the data folder.
        begin: what is started.
        person: who answers.
        happens: what happens once the clock runs.
        ended_by: the signal that ends the session, if one does.
        seen: whether there is a terminal.
        trap: what is called when the clock would begin to run.
    """
    attempt = person.attempt

    def run_on_terminal(session: Session, *, stages: Sequence[Any] = (), **_: Any) -> running.SessionRun:
        attempt.clocks += 1
        trap(attempt)
        for event in happens:
            session = session.after(event)
        attempt.stopped = session.status is SessionStatus.STOPPED
        for one in stages:
            one.show(session)
        return running.SessionRun(session, ended_by, "")

    with _surroundings(home, person, run_on_terminal, seen=seen) as out:
        try:
            attempt.code = int(begin())
        except BackpainError as error:
            attempt.error = error
        except Ended:
            attempt.code = None
        attempt.said = " ".join(_CODE.sub("", out.getvalue()).translate(_FRAMES).split())
    return attempt


@contextmanager
def _surroundings(
    home: Path, person: Person, run_on_terminal: Callable[..., Any], *, seen: bool
) -> Iterator[io.StringIO]:
    question_card = safety.question_card

    def asked(question: Question, room: Room) -> Any:
        person.is_asked(question)
        return question_card(question, room)

    def exit_by_signal(_number: int) -> None:
        raise Ended

    out = _Terminal(real=seen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "BACKPAIN_HOME", str(home))
        patch.setattr(sys, "stdin", _Terminal(real=seen))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", out)
        patch.setattr(safety, "question_card", asked)
        patch.setattr(SingleKeyPrompt, "press", lambda _self, prompt, choices: person.press(prompt, choices))
        patch.setattr(asking, "read_line", lambda question, _console: person.type(question))
        patch.setattr(asking, "ask_note", lambda *_: "")
        patch.setattr(running, "run_on_terminal", run_on_terminal)
        patch.setattr(owner, "exit_by_signal", exit_by_signal)
        yield out


def led(routine: Routine, anatomy: Atlas, options: SessionOptions) -> Callable[[], int]:
    """Return what `backpain routine` does with these options."""

    def begin() -> int:
        with AppContext(options) as context:
            context.atlas = anatomy
            return resuming.resume_chosen(context) if options.resume else starting.start_session(routine, context)

    return begin


TWO_MINUTES = TimePassed(120 * 1_000_000_000)
STOPPED = (TWO_MINUTES, *hurts(SessionCommand.FOUR))
"""It hurts, and the fourth answer."""
