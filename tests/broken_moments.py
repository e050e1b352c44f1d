"""Fast sessions on a terminal of their own, killed at some moment; and what the next start makes of them."""

import os
import random
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from backpain_cli.domain.records.sessions import StepOutcome
from tests.hurried import ROOT
from tests.pseudo_terminal import PseudoTerminal
from tests.whole import BROKEN_OFF, a_session, answer, journals, kept, told, until_told

SPEED = 60
"""Seconds of the plan in one second: what is a second in life is this many seconds of the plan."""
LED = f"""
import os
import sys
from contextlib import closing
from pathlib import Path

from backpain_cli.cli.session.run import begun_now; from backpain_cli.cli.session.run import journal_of
from backpain_cli.cli.session.run import JournalStage
from backpain_cli.cli.context import AppContext
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.settings import Settings
from backpain_cli.session.loop import new_session
from backpain_cli.library.shipped import load_atlas
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.audio.processes import AudioShutdown
from backpain_cli.terminal.session_runner import run_on_terminal
from backpain_cli.views.session_pictures import StepPictures
from tests.broken_moments import Witness

routine = find_routine("first-twinge", load_atlas())
plan = lay_out(routine)
begun = begun_now(plan, routine, gentle=False, sorer_side="right", before=())
with AppContext() as context, journal_of(begun, context) as journal:
    run_on_terminal(
        new_session(plan, speed={SPEED}),
        plain=False,
        speed={SPEED},
        pictures=StepPictures(load_picture_data, routine.key),
        settings=Settings(),
        texts=context.in_session_texts,
        audio=AudioShutdown(),
        sound="off",
        stages=[Witness(Path(sys.argv[1])), JournalStage(journal)],
    )
"""


class Moment(NamedTuple):
    """How a session stood when it was shown last."""

    position: int
    """Seconds of the plan that lay behind."""
    done: frozenset[int]
    """Numbers of the steps that were completed."""


class Witness:
    """A stage that notes how the session stands, in a file that a kill leaves whole."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def __enter__(self) -> "Witness":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def show(self, session: object) -> None:
        """Note it."""
        done = " ".join(map(str, sorted(session.completed_steps)))  # type: ignore[attr-defined]
        position = session.position_ns // 10**9  # type: ignore[attr-defined]
        os.write(self._descriptor, f"{position} {done}\n".encode())

    def cue(self, cue: object) -> None:
        """A cue changes nothing."""

    def redraw(self) -> None:
        """Nothing was drawn."""


def killed_after(seconds: float, home: Path, notes: Path) -> Moment:
    """Run a session, kill it so long after it began, and return how it stood."""
    program = (sys.executable, "-c", LED, str(notes))
    with PseudoTerminal([], home=home, program=program, environment={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.until(lambda: notes.exists() and notes.stat().st_size > 0)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            terminal.read(max(0.0, deadline - time.monotonic()))
        os.kill(terminal.process, signal.SIGKILL)
        terminal.wait()
    position, *done = notes.read_text().splitlines()[-1].split()
    return Moment(int(position), frozenset(map(int, done)))


def moments(number: int, seed: int) -> Iterator[float]:
    """Yield random moments of a session of five minutes at that speed, in seconds."""
    chosen = random.Random(seed)  # noqa: S311 - moments, not secrets
    for _ in range(number):
        yield chosen.uniform(0.05, 300 / SPEED - 0.2)


def check_next_start(home: Path, stood: Moment, *, resumes_with: tuple[str, ...] | None) -> int:
    """Start the program anew, and hold that it goes on where the session was; return how many seconds were lost.

    Args:
        home: the data of the person.
        stood: how the session stood when it was killed.
        resumes_with: arguments that take it up at once; None answers the offer.
    """
    before = len(kept(home))
    arguments = resumes_with or ()
    with a_session(home, *arguments, routine="" if resumes_with else "first-twinge", speed=1) as terminal:
        if resumes_with is None:
            until_told(terminal, "Go on with it?")
            assert BROKEN_OFF in told(terminal)
            answer(terminal, "q leaves):", b"y\n")
        else:
            until_told(terminal, "stopped at")
        match = re.search(r"stopped at (\d+):(\d\d) of 5:00", told(terminal))
        assert match is not None, told(terminal)
        found = int(match[1]) * 60 + int(match[2])
        assert stood.position - SPEED <= found <= stood.position + SPEED, (stood, found)
        terminal.begin()
        terminal.until("step ")
        terminal.send(b"qq")
        assert terminal.finish() == 0
    sessions = kept(home)
    assert len(sessions) == before + 1
    assert journals(home) == []
    done = {step.number for step in sessions[0].steps if step.outcome is StepOutcome.DONE}
    lost = stood.done - done
    plan = sessions[0].steps
    # A step that was completed within the last second may be the one that goes on.
    assert all(found <= sum(step.planned for step in plan[:number]) <= found + SPEED for number in lost), (stood, done)
    assert sessions[0].practised >= found - 1
    return stood.position - found
