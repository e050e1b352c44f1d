"""Owner, clock, stage and loop together."""

import signal
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TextIO

from backpain_cli.audio.audio_stage import audio_stage_for
from backpain_cli.audio.processes import AudioShutdown
from backpain_cli.domain.safety.in_session import InSessionTexts
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.terms import OutputMode
from backpain_cli.pictures.scene import Scene
from backpain_cli.session.events import NS_PER_S, SessionCommand, SessionEnded, TimePassed
from backpain_cli.session.loop import run_loop
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.session.stages import Stage, StageGroup
from backpain_cli.terminal.capabilities import capabilities
from backpain_cli.terminal.console import PageConsole, output_mode, reduces_motion
from backpain_cli.terminal.keep_awake import KeepAwake
from backpain_cli.terminal.keys import SessionKeyReader
from backpain_cli.terminal.owner import TerminalOwner
from backpain_cli.terminal.painter import RegionPainter
from backpain_cli.terminal.pictures import cell_mode, picture_colors
from backpain_cli.terminal.plain_stage import PlainStage
from backpain_cli.terminal.screen_pictures import screen_pictures
from backpain_cli.terminal.screen_stage import ScreenStage
from backpain_cli.views.charts import PictureView, TruePicture
from backpain_cli.views.session_pictures import StepPictures
from backpain_cli.wording.cues import Cue

_BOOT_CLOCK = getattr(time, "CLOCK_BOOTTIME", None)


class MonotonicClock:
    """Time that cannot be set; on Linux it also knows how long the machine slept."""

    def now(self) -> int:
        """Return nanoseconds since some moment; stops while the machine sleeps."""
        return time.monotonic_ns()

    def asleep(self) -> int:
        """Return nanoseconds that the machine has slept since some moment; always 0 where that is not known."""
        if _BOOT_CLOCK is None:
            return 0
        return time.clock_gettime_ns(_BOOT_CLOCK) - time.clock_gettime_ns(time.CLOCK_MONOTONIC)


class SessionRun(NamedTuple):
    """How a session went on a terminal."""

    session: Session
    ended_by: int | None
    """The signal that ended it; the process is to die by it once everything is saved."""
    trouble: str
    """What could not be heard, in sentences; empty where nothing is known to be wrong."""


def run_on_terminal(
    begun: Session,
    *,
    plain: bool,
    speed: int,
    pictures: StepPictures,
    settings: Settings,
    texts: InSessionTexts,
    audio: AudioShutdown,
    sound: str = "",
    stages: Sequence[Stage] = (),
    out: TextIO | None = None,
    mark: str = "",
) -> SessionRun:
    """Run a session on this terminal, and return how it ended once the terminal is restored.

    Args:
        begun: the session as it begins.
        plain: whether to show it in lines even where a screen could be drawn.
        speed: how many seconds of the plan pass in one second.
        pictures: of the steps, for a wide screen.
        settings: what the person prefers.
        texts: the stop rules and the words of the key h.
        audio: closes the sound; it is entered already, before the terminal is taken.
        sound: a choice of `Sound` for this once; empty for the preferred one.
        stages: others that follow the session: the journal, the stream of events.
        out: where it is written in lines, whatever could be drawn; None is standard output.
        mark: what every screen says of itself; empty for a session.
    """
    # Forced colours make a console of a pipe, but no screen: only a terminal has one.
    on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    screen = out is None and not plain and on_terminal and output_mode(sys.stdout) is OutputMode.SCREEN
    owner = TerminalOwner(SessionKeyReader(), screen=screen)
    lines = _lines_to(out or sys.stdout)
    moves = not settings.reduced_motion and not reduces_motion() and speed == 1
    view: Stage = PlainStage(lines, texts)
    if screen:
        view = _screen_stage(owner, pictures, texts, moves=moves, flash=settings.flash and moves, mark=mark)
    # A bell is for a terminal, not for a file or another program.
    ring = owner.write if out is None and sys.stdout.isatty() else lambda _: True
    ear = audio_stage_for(sound, settings, ring, texts=texts, report=None if screen else lines, speed=speed)
    audio.of(ear)
    latest = _Latest(begun)
    try:
        with owner:
            stage = StageGroup([latest, view, ear, KeepAwake(enabled=speed == 1), *stages])
            session = run_loop(begun, clock=MonotonicClock(), inputs=owner, stage=stage, speed=speed)
    except BrokenPipeError:
        run = SessionRun(latest.session.after(SessionEnded()), signal.SIGPIPE, ear.trouble)
    except OSError:
        if owner.ended_by is None:
            raise
        run = SessionRun(latest.session.after(SessionEnded()), owner.ended_by, ear.trouble)
    else:
        run = SessionRun(session, owner.ended_by, ear.trouble)
    if run.ended_by is None and run.session.status is SessionStatus.FINISHED:
        audio.wait_for_end()
    else:
        ear.close()
    return run


class _Latest(Stage):
    """Remembers the session as it was seen last, so that one whose terminal went away is not lost."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def show(self, session: Session) -> None:
        self.session = session

    def cue(self, cue: Cue) -> None:
        # The session is shown after its cues; whatever breaks with them comes at their second.
        since = cue.at * NS_PER_S - self.session.position_ns
        if since > 0 and self.session.status is SessionStatus.RUNNING:
            self.session = self.session.after(TimePassed(since))


def _screen_stage(
    owner: TerminalOwner[SessionCommand],
    pictures: StepPictures,
    texts: InSessionTexts,
    *,
    moves: bool,
    flash: bool,
    mark: str,
) -> ScreenStage:
    # Asked before the owner reads the keys.
    capabilities(full_screen=True)
    console = PageConsole()
    mode, colors = cell_mode(console), picture_colors(console)

    images = screen_pictures(console, owner.write)
    pictures.two_frames = moves and images is not None and images.keeps_pictures

    def draw(scene: Scene, columns: int, lines: int) -> PictureView | TruePicture:
        if images is not None and images.can_show(scene):
            return TruePicture(scene)
        return PictureView(scene, columns, lines, mode, colors)

    painter = RegionPainter(console, owner.write)
    return ScreenStage(
        painter, owner.size, texts, ascii_only=console.room.ascii, pictures=pictures, draw=draw, images=images,
        moves=moves, flash=flash, mark=mark,
    )  # fmt: skip


def _lines_to(stream: TextIO) -> Callable[[str], None]:
    def write(line: str) -> None:
        stream.write(f"{line}\n")
        stream.flush()

    return write
