"""A time that only waiting moves, and a stage that keeps what it was given."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from backpain_cli.domain.routine.plan import Plan
from backpain_cli.session.events import NS_PER_S, Absence, Input, Resized
from backpain_cli.session.loop import new_session, run_loop
from backpain_cli.session.session import Session
from backpain_cli.session.stages import Stage
from backpain_cli.wording.cues import Cue


@dataclass(frozen=True, slots=True)
class Frozen:
    """The process, or the whole machine, stands still while the clock goes on; nothing tells of it."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Asleep:
    """The machine sleeps, and the clock stands still with it; only `asleep` tells of it."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Stopped:
    """Ctrl-Z: the process is stopped while the clock goes on, and hears of it when it goes on itself."""

    seconds: float


Happening = Input | Frozen | Asleep | Stopped


def in_nanoseconds(seconds: float) -> int:
    """Return seconds as whole nanoseconds."""
    return round(seconds * NS_PER_S)


class FakeTime:
    """Clock and inputs at once: waiting is what moves time, and what is in the script happens meanwhile.

    A loop that waits for ever when the script is at its end fails, and so does one that waits very often.
    """

    def __init__(
        self,
        script: Iterable[tuple[float, Happening]] = (),
        *,
        late: Callable[[int], float] = lambda _: 0,
        most_waits: int = 20_000,
    ) -> None:
        """Begin at an odd moment, as clocks do.

        Args:
            script: what happens, each with its second since the beginning; what has one and the same second
                is reported together.
            late: from the number of a wait (from 0) to the seconds by which it returns too late.
            most_waits: how often the loop may wait before it counts as a busy one.
        """
        self._origin = 7_654_321_987_654_321
        self._now = self._origin
        self._slept = 0
        self._script = sorted(((in_nanoseconds(second), what) for second, what in script), key=lambda pair: pair[0])
        self._late = late
        self._most_waits = most_waits
        self.waits: list[int | None] = []
        """What each wait was asked for, in nanoseconds."""

    @property
    def passed(self) -> int:
        """Nanoseconds that went by on the clock since the beginning."""
        return self._now - self._origin

    def now(self) -> int:
        """Return the time of the clock, in nanoseconds."""
        return self._now

    def pass_by(self, nanoseconds: int) -> None:
        """Let time pass without a wait, as when something takes its time."""
        self._now += nanoseconds

    def asleep(self) -> int:
        """Return for how many nanoseconds the machine slept."""
        return self._slept

    def wait(self, nanoseconds: int | None) -> Sequence[Input]:
        """Let time pass until something in the script happens, or until it was long enough."""
        late = in_nanoseconds(self._late(len(self.waits)))
        self.waits.append(nanoseconds)
        assert len(self.waits) <= self._most_waits, "a busy loop"
        assert nanoseconds is None or nanoseconds > 0, "a wait for nothing, or for less"
        until = None if nanoseconds is None else self.passed + nanoseconds
        while self._script and (until is None or self._script[0][0] <= until):
            at, what = self._script.pop(0)
            self._now = max(self._now, self._origin + at)
            match what:
                case Frozen(seconds):
                    self._now += in_nanoseconds(seconds)
                case Asleep(seconds):
                    self._slept += in_nanoseconds(seconds)
                case Stopped(seconds):
                    self._now += in_nanoseconds(seconds)
                    self.pass_by(late)
                    return [Absence(in_nanoseconds(seconds)), Resized()]
                case _:
                    return [what, *self._also_at(at, late)]
        assert until is not None, "nothing would ever wake this loop again"
        self._now = max(self._now, self._origin + until)
        self.pass_by(late)
        return []

    def _also_at(self, at: int, late: int) -> list[Input]:
        together: list[Input] = []
        while self._script and self._script[0][0] == at:
            also = self._script[0][1]
            if isinstance(also, Frozen | Asleep | Stopped):
                break
            together.append(also)
            self._script.pop(0)
        self.pass_by(late)
        return together


@dataclass
class Scrapbook(Stage):
    """A stage that keeps everything it was given, with the nanosecond since the beginning at which it was given."""

    time: FakeTime
    shown: list[tuple[int, Session]] = field(default_factory=list)
    told: list[tuple[int, Cue]] = field(default_factory=list)
    redrawn: list[int] = field(default_factory=list)
    entered: int = 0
    left: int = 0
    breaks_at: int | None = None
    """The number of cues after which telling one more breaks."""

    def __enter__(self) -> Self:
        """Count."""
        self.entered += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Count."""
        self.left += 1

    def show(self, session: Session) -> None:
        """Keep the session."""
        self.shown.append((self.time.passed, session))

    def cue(self, cue: Cue) -> None:
        """Keep the cue."""
        if self.breaks_at is not None and len(self.told) >= self.breaks_at:
            raise RuntimeError("the stage broke")
        self.told.append((self.time.passed, cue))

    def redraw(self) -> None:
        """Keep that it was asked for."""
        self.redrawn.append(self.time.passed)

    @property
    def last(self) -> Session:
        """What was shown last."""
        return self.shown[-1][1]

    def at(self, second: float) -> Session:
        """Return what stood on the stage at that second since the beginning, everything of that second included."""
        return [session for when, session in self.shown if when <= in_nanoseconds(second)][-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """How it went when somebody was led through a plan."""

    session: Session
    time: FakeTime
    stage: Scrapbook

    @property
    def cues(self) -> list[Cue]:
        """The cues that were told, in order."""
        return [cue for _, cue in self.stage.told]


def lead(
    plan: Plan,
    *script: tuple[float, Happening],
    speed: int = 1,
    from_step: int = 1,
    late: Callable[[int], float] = lambda _: 0,
) -> Led:
    """Walk through `plan` in a fake time in which the script happens."""
    time = FakeTime(script, late=late)
    stage = Scrapbook(time)
    session = run_loop(
        new_session(plan, speed=speed, from_step=from_step), clock=time, inputs=time, stage=stage, speed=speed
    )
    return Led(session=session, time=time, stage=stage)
