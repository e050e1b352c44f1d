"""The one loop that joins a session to a clock, to keys and to a stage.

In most seconds of a quarter of an hour nothing happens but that a digit changes. A processor that slept in between has
forgotten all it knew: what it does not touch in such a second costs nothing. So the session stands still until a cue, a
key, or the end of a segment comes, and its stages are only told the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from backpain_cli.domain.plan import Plan
from backpain_cli.guide.events import Away, Command, Ended, Passed
from backpain_cli.guide.session import QUIT_WITHIN, SECOND, Session, Status
from backpain_cli.wording.cues import Cue, CueKind, cue_sheet

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

    def tick(self, position: int) -> None:
        """Show that so many nanoseconds of the plan lie behind now, and that nothing else changed since `show`.

        Who refreshes is told each second, others at least as often as somebody looks around.
        """

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
        watch = _Watch(clock)
        stage.show(session)
        cues.tell(session, stage)
        while not session.is_over:
            session, wait = _through_calm(session, cues.of_segment(session), watch, inputs, stage, speed)
            session = _after_wait(session, wait, speed)
            # Time first, then what happened: the cues of the seconds before a key come before those after it.
            cues.tell(session, stage)
            for each in wait.happened:
                if isinstance(each, Resized):
                    stage.redraw()
                elif isinstance(each, Command | Ended):
                    session = session.after(each)
            stage.show(session)
            cues.tell(session, stage)
    return session


class _Wait(NamedTuple):
    """What a wait for inputs brought; times are real nanoseconds."""

    asked: int | None
    """How long it was to last; None for as long as nothing happens."""
    gap: int
    """How long it lasted by the clock."""
    slept: int
    """How long the machine slept meanwhile."""
    happened: Sequence[Input]


def _is_unusual(asked: int | None, gap: int, slept: int) -> bool:
    """Say whether nobody could follow a wait of that kind to its end; times are real nanoseconds, as in `_Wait`."""
    return slept > MOST_LATE or (asked is not None and gap > asked + MOST_LATE)


class _Watch:
    """Measures waits on a clock, one after the other, so that no time is lost between them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._now, self._asleep = clock.now(), clock.asleep()
        self.gap = self.slept = 0
        """How long the last wait lasted by the clock, and how long the machine slept meanwhile."""

    def wait(self, inputs: Inputs, nanoseconds: int | None) -> Sequence[Input]:
        """Wait for something to happen, at most that long, and return it."""
        happened = inputs.wait(nanoseconds)
        now, asleep = self._clock.now(), self._clock.asleep()
        self.gap, self.slept = now - self._now, max(0, asleep - self._asleep)
        self._now, self._asleep = now, asleep
        return happened


def _through_calm(
    session: Session, cues: Sequence[Cue], watch: _Watch, inputs: Inputs, stage: Stage, speed: int
) -> tuple[Session, _Wait]:
    """Wait until something besides the time changes; return the session before the last wait, and that wait.

    Until then the stage is told the time, each second or as often as a rehearsal of that speed is redrawn.
    """
    change = _next_change(session, cues)
    tick = max(1, -(-speed * QUICKEST_REDRAW // SECOND)) * SECOND if stage.refreshes else LOOK_AROUND * speed
    position = session.position
    while True:
        due: int | None = None
        if change is not None:
            # Where nothing is shown, somebody still looks whether the machine slept or the process was frozen.
            until_tick = tick - position % tick if stage.refreshes else tick
            due = min(change - position, until_tick)
        elif session.quit_asked_at is not None:
            due = max(1, session.quit_asked_at + session.quit_within - session.clock)
        asked = None if due is None else -(-due // speed)
        happened = watch.wait(inputs, asked)
        later = position + watch.gap * speed
        if change is None or later >= change or happened or _is_unusual(asked, watch.gap, watch.slept):
            calm = position - session.position
            wait = _Wait(asked, watch.gap, watch.slept, happened)
            return (session.after(Passed(calm)) if calm else session), wait
        position = later
        stage.tick(position)


def _next_change(session: Session, cues: Sequence[Cue]) -> int | None:
    """Return the nanosecond of the plan at which something else than the time changes; None while time stands still."""
    if session.status is not Status.RUNNING:
        return None
    second = session.position // SECOND
    coming = (cue.at for cue in cues if cue.at > second)
    change = min([*coming, session.segment.end]) * SECOND
    if session.quit_asked_at is not None:
        change = min(change, session.position + max(1, session.quit_asked_at + session.quit_within - session.clock))
    return change


def _after_wait(session: Session, wait: _Wait, speed: int) -> Session:
    """Return the session after a wait, of which the person may not have been there for all."""
    if session.status is not Status.RUNNING:
        # A pause is as long as it was for the person, the machine's sleep included.
        return session.after(Passed((wait.gap + wait.slept) * speed))
    absences = [each.nanoseconds for each in wait.happened if isinstance(each, Absence)]
    if absences or _is_unusual(wait.asked, wait.gap, wait.slept):
        expected = wait.gap if wait.asked is None else wait.asked
        here = max(0, min(wait.gap - sum(absences), expected))
        return session.after(Passed(here * speed)).after(Away(wait.gap - here + wait.slept))
    return session.after(Passed(wait.gap * speed))


class _Cues:
    """Tells each cue once, in order, and opens a step anew when a key led to it."""

    def __init__(self, session: Session) -> None:
        self._sheet = cue_sheet(session.plan)
        self._begin(session)

    def of_segment(self, session: Session) -> Sequence[Cue]:
        """Return the cues of the segment that the session is in."""
        return self._of_plan(session.plan)[session.segment_index]

    def _of_plan(self, plan: Plan) -> Sequence[Sequence[Cue]]:
        if self._sheet.plan is not plan:
            self._sheet = cue_sheet(plan)
        return self._sheet.by_segment

    def _begin(self, session: Session) -> None:
        self._jumps = session.jumps
        self._told = session.position - 1
        self._half_told: set[int] = set()

    def tell(self, session: Session, stage: Stage) -> None:
        if session.jumps != self._jumps:
            self._begin(session)
        if session.position == self._told:
            return
        by_segment = self._of_plan(session.plan)
        # The cues of a segment lie between its start and its end.
        for index in range(session.plan.index_at(self._told // SECOND), session.segment_index + 1):
            for cue in by_segment[index]:
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
