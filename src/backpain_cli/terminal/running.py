"""Running a session on a real terminal: the owner, the clock, the fitting stage, and the loop between them."""

import signal
import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import NamedTuple, Self, TextIO

from backpain_cli.chart.cell import Mode
from backpain_cli.domain.segment import Cue
from backpain_cli.guide.company import Company
from backpain_cli.guide.session import Ended, Session
from backpain_cli.guide.walk import Stage, walk
from backpain_cli.terminal.clock import MonotonicClock
from backpain_cli.terminal.owner import TerminalOwner
from backpain_cli.terminal.painter import Painter
from backpain_cli.terminal.paper import is_drawable, shows_colors
from backpain_cli.terminal.screen import ASCII, UNICODE, Signs
from backpain_cli.terminal.stages import PlainStage, ScreenStage
from backpain_cli.terminal.step_view import Pictures, StepView


class Run(NamedTuple):
    """How a session went on a terminal."""

    session: Session
    ended_by: int | None
    """The signal that ended it; the process is to die by it once everything is kept."""


def run_session(
    begun: Session,
    *,
    plain: bool,
    speed: int,
    pictures: Pictures,
    company: Sequence[Stage] = (),
    out: TextIO | None = None,
) -> Run:
    """Lead somebody through a session on this terminal, and return how it ended, once the terminal is as it was.

    Args:
        begun: the session as it begins.
        plain: whether to tell it in lines even where a screen could be drawn.
        speed: how many seconds of the plan go by in one second.
        pictures: of the steps, for a wide screen.
        company: what else is led with it: sounds, the journal, the stream of events.
        out: where it is told in lines, whatever could be drawn; None is standard output.
    """
    screen = out is None and not plain and sys.stdin.isatty() and is_drawable(sys.stdout)
    owner = TerminalOwner(screen=screen)
    view: Stage = _screen_stage(owner, pictures) if screen else PlainStage(_lines_to(out or sys.stdout))
    latest = _Latest(begun)
    try:
        with owner:
            stage = Company([latest, view, *company])
            session = walk(begun, clock=MonotonicClock(), inputs=owner, stage=stage, speed=speed)
    except BrokenPipeError:
        return Run(latest.session.after(Ended()), signal.SIGPIPE)
    except OSError:
        if owner.ended_by is None:
            raise
        return Run(latest.session.after(Ended()), owner.ended_by)
    return Run(session, owner.ended_by)


class _Latest:
    """A stage that only remembers, so that a session whose terminal went away is not lost."""

    refreshes = False

    def __init__(self, session: Session) -> None:
        self.session = session

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held."""

    def show(self, session: Session) -> None:
        self.session = session

    def cue(self, cue: Cue) -> None:
        """A cue changes nothing."""

    def redraw(self) -> None:
        """Nothing was drawn."""


def _screen_stage(owner: TerminalOwner, pictures: Pictures) -> ScreenStage:
    encoding = sys.stdout.encoding or "ascii"
    painter = Painter(owner.write, colors=shows_colors(sys.stdout), encoding=encoding)
    signs = _signs(encoding)
    # Fine lines in one colour: they show more than coloured blocks, and are calmer beside the digits.
    view = StepView(pictures, Mode.PATTERNS if signs.halves else Mode.ASCII)
    return ScreenStage(painter, owner.size, signs, view)


def _signs(encoding: str) -> Signs:
    """Return the signs that `encoding` has."""
    try:
        "█▀▄━─".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE


def _lines_to(stream: TextIO) -> Callable[[str], None]:
    def write(line: str) -> None:
        stream.write(f"{line}\n")
        stream.flush()

    return write
