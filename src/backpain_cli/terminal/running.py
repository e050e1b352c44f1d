"""Running a session on a real terminal: the owner, the clock, the fitting stage, and the loop between them."""

import signal
import sys

from backpain_cli.chart.cell import Mode
from backpain_cli.domain.plan import Plan
from backpain_cli.guide.session import Session
from backpain_cli.guide.walk import Stage, walk
from backpain_cli.terminal.clock import MonotonicClock
from backpain_cli.terminal.owner import TerminalOwner, die_by
from backpain_cli.terminal.painter import Painter
from backpain_cli.terminal.paper import is_drawable, shows_colors
from backpain_cli.terminal.plain_stage import PlainStage
from backpain_cli.terminal.screen import ASCII, UNICODE, Signs
from backpain_cli.terminal.stages import ScreenStage
from backpain_cli.terminal.step_view import Pictures, StepView


def run_session(plan: Plan, *, plain: bool, speed: int, from_step: int, pictures: Pictures) -> Session:
    """Lead somebody through `plan` on this terminal, and return how it ended.

    Where a signal, a closed window or a reader that went away ended it, the process ends by that signal instead,
    once the terminal is as it was.
    """
    screen = is_drawable(sys.stdout) and not plain
    owner = TerminalOwner(screen=screen)
    try:
        with owner:
            stage: Stage = _screen_stage(owner, pictures) if screen else PlainStage(_write_line)
            session = walk(plan, clock=MonotonicClock(), inputs=owner, stage=stage, speed=speed, from_step=from_step)
    except BrokenPipeError:
        die_by(signal.SIGPIPE)
        raise
    except OSError:
        if owner.ended_by is not None:
            die_by(owner.ended_by)
        raise
    if owner.ended_by is not None:
        die_by(owner.ended_by)
    return session


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


def _write_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
