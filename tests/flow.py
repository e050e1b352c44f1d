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
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.interview import UNSURE, YES, CheckPage, PageAnswer
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped_safety import load_triage_table
from backpain_cli.session.events import Event, SessionCommand, TimePassed
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.terminal import owner
from backpain_cli.terminal import prompts as asking
from backpain_cli.terminal import session_runner as running
from backpain_cli.terminal.card_states import ReadyChoice
from backpain_cli.terminal.page_keys import PageKeyboard
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views.ready_card import ReadyCard, ready_sentences
from tests.interviews import usual_answer
from tests.key_h import hurts

_TABLE = load_triage_table()
_CODE = re.compile(r"\x1b\[[0-9;]*m")
_FRAMES = str.maketrans("│╭╮╰╯─▸▢", " " * 8)


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
    asked: list[tuple[str, tuple[str, ...] | PromptEnd]] = field(default_factory=list)
    """The key of every page, with its answer."""
    notes: str = ""
    """What stood on the pages beside their lines."""
    cards: list[ReadyCard] = field(default_factory=list)
    """The last cards before the clock."""
    plan: Plan | None = None
    """The plan with which the clock ran."""
    clocks: int = 0
    """How often the clock ran."""
    stopped: bool = False
    """Whether a sign ended the session."""

    def found(self, outcome: Outcome) -> bool:
        """Say whether a rung was chosen that has this outcome even where nothing raises it."""
        keys = [key for page, values in self.asked if page in _TABLE.line_by_key for key in values]
        first = {page: _TABLE.line_by_key[page].rungs[0].key for page, values in self.asked if values == (UNSURE,)
                 if page in _TABLE.line_by_key}  # fmt: skip
        rungs = [_TABLE.rung_by_key.get(key) for key in (*keys, *first.values())]
        return any(rung is not None and rung.outcome is outcome for rung in rungs)

    @property
    def released(self) -> bool:
        """Whether a clinician's release was reported."""
        return any(page.startswith("release") and values == (YES,) for page, values in self.asked)

    @property
    def left(self) -> bool:
        """Whether a page was left without an answer."""
        return any(isinstance(values, PromptEnd) for _, values in self.asked)

    @property
    def pages(self) -> list[str]:
        """The keys of the pages that were asked."""
        return [page for page, _ in self.asked]

    @property
    def shown(self) -> str:
        """What the last card before the clock said."""
        return " ".join(" ".join(ready_sentences(card)) for card in self.cards)


class Person:
    """Somebody who answers as if nothing were wrong, but for what is told otherwise."""

    def __init__(self, otherwise: Mapping[Any, Any], typed: Mapping[int, str | None]) -> None:
        """Take note of the answers.

        Args:
            otherwise: from a page, by its key or its number (from 0), to other values than the usual, or to how it is
                left; a whole number stands for the line of that number. `form` chooses the form on the last card, and
                `without` the numbers of optional steps to leave out.
            typed: the same for lines that are typed; None is the end of the input.
        """
        self._otherwise = otherwise
        self._typed = typed
        self._lines = 0
        self._last_line = ""
        self.attempt = Attempt()

    def ask(self, page: CheckPage) -> PageAnswer | PromptEnd:
        """Answer a page."""
        answer = self._otherwise.get(page.key, self._otherwise.get(len(self.attempt.asked), usual_answer(page)))
        if answer == (UNSURE,) and not page.may_be_unsure:
            # The page has no such key.
            answer = usual_answer(page)
        if isinstance(answer, int):
            values = [line.value for line in page.lines]
            answer = (values[answer % len(values)],) if values else (str(answer % 11),)
        self.attempt.asked.append((page.key, answer))
        self.attempt.notes += f"{page.heading} {page.note} "
        return answer if isinstance(answer, PromptEnd) else PageAnswer(tuple(answer))

    def begin(self, card: ReadyCard) -> ReadyChoice | PromptEnd:
        """Begin from the last card."""
        self.attempt.cards.append(card)
        form = self._otherwise.get("form", False)
        if isinstance(form, PromptEnd):
            return form
        left_out = frozenset(self._otherwise.get("without", ()))
        return ReadyChoice(bool(form) and card.gentle is not None, left_out)

    def type(self, question: str) -> str | None:
        """Type a line; one that was not understood is followed by leaving."""
        again, self._last_line = question == self._last_line, question
        self._lines += 1
        if again and "for more" not in question:
            return "q"
        usual = "y" if "Go on with it" in question else ""
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
        attempt.plan = session.plan
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
    def exit_by_signal(_number: int) -> None:
        raise Ended

    out = _Terminal(real=seen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "BACKPAIN_HOME", str(home))
        patch.setattr(sys, "stdin", _Terminal(real=seen))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", out)
        patch.setattr(PageKeyboard, "ask", lambda _self, page: person.ask(page))
        patch.setattr(PageKeyboard, "begin", lambda _self, card: person.begin(card))
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
