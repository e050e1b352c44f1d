"""The one loop that joins a session to a clock, to keys and to a stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from backpain_cli.domain.plan import Plan
from backpain_cli.domain.segment import Cue, CueKind
from backpain_cli.guide.events import Away, Command, Ended, Passed
from backpain_cli.guide.session import QUIT_WITHIN, SECOND, Session, Status

MOST_LATE = 2 * SECOND
"""A machine may be this late and the person still follows; anything more means that nobody could."""
LOOK_AROUND = 2 * SECOND
"""Where nothing is drawn, the loop wakes up this often to see whether anybody can follow."""
QUICKEST_REDRAW = SECOND // 10
"""A rehearsal redraws no more often than this."""


@dataclass(frozen=True, slots=True)
class Absence:
    """The process was stopped and goes on again."""

    nanoseconds: int
    """How long it was stopped."""


@dataclass(frozen=True, slots=True)
class Resized:
    """The terminal has another size, or must be drawn anew."""


Input = Command | Absence | Resized | Ended


class Clock(Protocol):
    """Time that never goes back."""

    def now(self) -> int:
        """Return nanoseconds since some moment; may stand still while the machine sleeps."""

    def asleep(self) -> int:
        """Return nanoseconds that the machine has slept since some moment, or always 0 where that is not known."""


class Inputs(Protocol):
    """What can happen from outside."""

    def wait(self, nanoseconds: int | None) -> Sequence[Input]:
        """Return as soon as something happens, with all of it; with nothing after `nanoseconds` (None: never)."""


class Stage(Protocol):
    """Where a session is shown."""

    @property
    def refreshes(self) -> bool:
        """Whether it shows every second; otherwise it is only given cues and changes."""

    def __enter__(self) -> Self:
        """Begin to show."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop showing."""

    def show(self, session: Session) -> None:
        """Show how the session stands now."""

    def cue(self, cue: Cue) -> None:
        """Tell a cue, on its second."""

    def redraw(self) -> None:
        """Forget what was drawn; the next `show` draws all of it."""


def begin(plan: Plan, *, speed: int = 1, from_step: int = 1, big: bool = False) -> Session:
    """Return a session that begins with the step of that number (from 1), `speed` times as fast as in life."""
    start = plan.start_of_step(from_step) * SECOND
    return Session(plan=plan, position=start, quit_within=QUIT_WITHIN * speed, big=big)


def walk(session: Session, *, clock: Clock, inputs: Inputs, stage: Stage, speed: int = 1) -> Session:
    """Lead somebody through `session` from where it stands, and return how it ended.

    Args:
        session: of `begin`, or one that is taken up again.
        clock: the time.
        inputs: keys, signals, changes of size.
        stage: where it is shown.
        speed: how many seconds of the plan go by in one second.
    """
    cues = _Cues(session)
    with stage:
        before, slept_before = clock.now(), clock.asleep()
        stage.show(session)
        cues.tell(session, stage)
        while not session.is_over:
            due = _due(session, stage, speed)
            happened = inputs.wait(None if due is None else -(-due // speed))
            now, slept = clock.now(), clock.asleep()
            session = _after_time(
                session, gap=now - before, slept=slept - slept_before, due=due, speed=speed, happened=happened
            )
            before, slept_before = now, slept
            # Time first, then what happened: the cues of the seconds before a key come before those after it.
            cues.tell(session, stage)
            for each in happened:
                if isinstance(each, Resized):
                    stage.redraw()
                elif isinstance(each, Command | Ended):
                    session = session.after(each)
            stage.show(session)
            cues.tell(session, stage)
    return session


def _due(session: Session, stage: Stage, speed: int) -> int | None:
    """Return nanoseconds of plan time until something has to be shown or told; None while nothing will be."""
    due: list[int] = []
    if session.quit_asked_at is not None:
        due.append(max(1, session.quit_asked_at + session.quit_within - session.clock))
    if session.status is Status.RUNNING:
        if not stage.refreshes:
            # Nothing is shown, and still somebody looks whether the machine slept or the process was frozen.
            due.append(LOOK_AROUND * speed)
        tick = max(1, -(-speed * QUICKEST_REDRAW // SECOND)) * SECOND
        if stage.refreshes:
            due.append(tick - session.position % tick)
        if not stage.refreshes or tick > SECOND:
            # Cues and ends lie on whole seconds: who looks at each of them misses none.
            second = session.position // SECOND
            coming = (cue.at for cue in session.plan.cues_of(session.segment_index) if cue.at > second)
            due.append(min([*coming, session.segment.end]) * SECOND - session.position)
    return min(due) if due else None


def _after_time(
    session: Session, *, gap: int, slept: int, due: int | None, speed: int, happened: Sequence[Input]
) -> Session:
    """Return the session after `gap` real nanoseconds, of which the person may not have been there for all."""
    slept = max(0, slept)
    if session.status is not Status.RUNNING:
        # A pause is as long as it was for the person, the machine's sleep included.
        return session.after(Passed((gap + slept) * speed))
    absences = [each.nanoseconds for each in happened if isinstance(each, Absence)]
    expected = gap if due is None else -(-due // speed)
    if absences or slept > MOST_LATE or gap > expected + MOST_LATE:
        here = max(0, min(gap - sum(absences), expected))
        return session.after(Passed(here * speed)).after(Away(gap - here + slept))
    return session.after(Passed(gap * speed))


class _Cues:
    """Tells each cue once, in order, and opens a step anew when a key led to it."""

    def __init__(self, session: Session) -> None:
        self._begin(session)

    def _begin(self, session: Session) -> None:
        self._jumps = session.jumps
        self._told = session.position - 1
        self._half_told: set[int] = set()

    def tell(self, session: Session, stage: Stage) -> None:
        if session.jumps != self._jumps:
            self._begin(session)
        if session.position == self._told:
            return
        plan = session.plan
        # The cues of a segment lie between its start and its end.
        for index in range(plan.index_at(self._told // SECOND), session.segment_index + 1):
            for cue in plan.cues_of(index):
                if self._told < cue.at * SECOND <= session.position and self._is_news(index, cue):
                    stage.cue(cue)
        self._told = session.position

    def _is_news(self, segment: int, cue: Cue) -> bool:
        """Say whether `cue` is still to be told: a hold made longer has a second half time, which is not told."""
        if cue.kind is not CueKind.HALF:
            return True
        if segment in self._half_told:
            return False
        self._half_told.add(segment)
        return True
