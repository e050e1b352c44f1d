"""The loop of clock, inputs and stage."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from backpain_cli.domain.routine.plan import Plan
from backpain_cli.session.events import (
    NS_PER_S,
    Absence,
    Away,
    Input,
    Resized,
    SessionCommand,
    SessionEnded,
    TimePassed,
)
from backpain_cli.session.hurts import seconds_to_wait
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import QUIT_WITHIN_NS, SessionStatus
from backpain_cli.session.stages import Stage
from backpain_cli.wording.cue_kinds import CueKind
from backpain_cli.wording.cues import Cue, cue_sheet

MAX_WAKE_DELAY_NS = 2 * NS_PER_S
"""A machine may be this late and the person still follows; after more, they could not."""
MIN_REDRAW_NS = NS_PER_S // 10
"""A rehearsal redraws no more often than this."""


class Clock(Protocol):
    """Time that never goes back."""

    def now(self) -> int:
        """Return nanoseconds since some moment; may stop while the machine sleeps."""

    def asleep(self) -> int:
        """Return nanoseconds that the machine has slept since some moment, or always 0 where that is not known."""


class Inputs(Protocol):
    """What can happen from outside."""

    def wait(self, nanoseconds: int | None) -> Sequence[Input]:
        """Return as soon as something happens, with all of it; with nothing after `nanoseconds` (None: never)."""


def new_session(plan: Plan, *, speed: int = 1, from_step: int = 1, big: bool = False) -> Session:
    """Return a session that begins with the step of that number (from 1), `speed` times as fast as in life."""
    start = plan.start_of_step(from_step) * NS_PER_S
    return Session(plan=plan, position_ns=start, quit_within=QUIT_WITHIN_NS * speed, floor_view=big)


def run_loop(session: Session, *, clock: Clock, inputs: Inputs, stage: Stage, speed: int = 1) -> Session:
    """Run `session` from its position to its end, and return it as it ended.

    Args:
        speed: how many seconds of the plan pass in one second.
    """
    with stage:
        watch = _Watch(clock)
        stage.show(session)
        # Making the cues takes a while, for which the first screen does not wait.
        cues = _Cues(session)
        cues.give(session, stage)
        while not session.is_over:
            moment = session.position_ns // NS_PER_S, session.status
            frames = stage.frames_per_s(session)
            wait = watch.wait(inputs, _until_next(session, cues.of_segment(session), speed, frames))
            session = _after_wait(session, wait, speed)
            if frames > 1 and not wait.happened and moment == (session.position_ns // NS_PER_S, session.status):
                stage.animate(session)
                continue
            # Time first, then what happened: the cues of the seconds before a key come before those after it.
            cues.give(session, stage)
            for each in wait.happened:
                if isinstance(each, Resized):
                    stage.redraw()
                elif isinstance(each, SessionCommand | SessionEnded):
                    session = session.after(each)
            stage.show(session)
            cues.give(session, stage)
    return session


class _Wait(NamedTuple):
    """What a wait for inputs brought; times are real nanoseconds."""

    asked: int | None
    """How long after the last wait it was to end; None for as long as nothing happens."""
    gap: int
    """How long after the last wait it ended, by the clock."""
    slept: int
    """How long the machine slept meanwhile."""
    happened: Sequence[Input]

    @property
    def is_absence(self) -> bool:
        """Whether the person could not follow it to its end."""
        if any(isinstance(each, Absence) for each in self.happened):
            return True
        return self.slept > MAX_WAKE_DELAY_NS or (self.asked is not None and self.gap > self.asked + MAX_WAKE_DELAY_NS)


class _Watch:
    """Measures waits on a clock, one after the other, so that no time is lost between them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._now, self._asleep = clock.now(), clock.asleep()

    def wait(self, inputs: Inputs, asked: int | None) -> _Wait:
        """Wait for something to happen, until `asked` nanoseconds after the last wait (None: for ever)."""
        since = self._clock.now() - self._now
        happened = inputs.wait(None if asked is None else max(1, asked - since))
        now, asleep = self._clock.now(), self._clock.asleep()
        wait = _Wait(asked, now - self._now, max(0, asleep - self._asleep), happened)
        self._now, self._asleep = now, asleep
        return wait


def _until_next(session: Session, cues: Sequence[Cue], speed: int, frames: int) -> int | None:
    """Return the real nanoseconds to the next frame to show, the next cue, or the end of what is shown for a while.

    None while time alone changes nothing: while it is asked what hurts.
    """
    due: list[int] = []
    if session.status is SessionStatus.RUNNING:
        # A rehearsal passes over seconds, but over no cue.
        seconds = max(1, -(-speed * MIN_REDRAW_NS // NS_PER_S))
        second = session.position_ns // NS_PER_S
        coming = [cue.at for cue in cues if cue.at > second]
        next_at = min([second + seconds - second % seconds, session.segment.end, *coming])
        due.append(next_at * NS_PER_S - session.position_ns)
        frame_ns = NS_PER_S // frames
        due.append(frame_ns - session.position_ns % frame_ns if frames > 1 else due[0])
    elif not session.is_asking:
        shown_every = NS_PER_S if session.standing_ns < 10 * 60 * NS_PER_S else 60 * NS_PER_S
        due.append(shown_every - session.standing_ns % shown_every)
    if session.question is not None and seconds_to_wait(session):
        waited_ns = session.elapsed_ns - session.question.since
        due.append(NS_PER_S - waited_ns % NS_PER_S)
    if session.quit_asked_at is not None:
        due.append(max(1, session.quit_asked_at + session.quit_within - session.elapsed_ns))
    if session.help_until is not None:
        due.append(max(1, session.help_until - session.elapsed_ns))
    return -(-min(due) // speed) if due else None


def _after_wait(session: Session, wait: _Wait, speed: int) -> Session:
    """Return the session after a wait, of which the person may not have been there for all."""
    if session.status is not SessionStatus.RUNNING:
        # A pause is as long as it was for the person, the machine's sleep included.
        return session.after(TimePassed((wait.gap + wait.slept) * speed))
    if wait.is_absence:
        stopped = sum(each.nanoseconds for each in wait.happened if isinstance(each, Absence))
        expected = wait.gap if wait.asked is None else wait.asked
        here = max(0, min(wait.gap - stopped, expected))
        return session.after(TimePassed(here * speed)).after(Away(wait.gap - here + wait.slept))
    return session.after(TimePassed(wait.gap * speed))


class _Cues:
    """Gives each cue once, in order, and begins a step again after a jump to it."""

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
        self._jumps = session.seek_count
        self._given_up_to_ns = session.position_ns - 1
        self._halves_given: set[int] = set()

    def give(self, session: Session, stage: Stage) -> None:
        if session.seek_count != self._jumps:
            self._begin(session)
        if session.position_ns == self._given_up_to_ns:
            return
        by_segment = self._of_plan(session.plan)
        # The cues of a segment lie between its start and its end.
        for index in range(session.plan.index_at(self._given_up_to_ns // NS_PER_S), session.segment_index + 1):
            for cue in by_segment[index]:
                if self._given_up_to_ns < cue.at * NS_PER_S <= session.position_ns and self._is_news(index, cue):
                    stage.cue(cue)
        self._given_up_to_ns = session.position_ns

    def _is_news(self, segment: int, cue: Cue) -> bool:
        """True if `cue` is still to be given: a hold made longer has a second half time, which is not."""
        if cue.kind is not CueKind.HALF:
            return True
        if segment in self._halves_given:
            return False
        self._halves_given.add(segment)
        return True
