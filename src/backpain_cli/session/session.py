"""One run of a plan as an immutable value; the passing of time is an event.

No clock, thread or terminal is involved: `session.after(event)` returns the next session. Times are integers of
nanoseconds, so that nothing is lost in rounding.
"""

from enum import StrEnum
from typing import NamedTuple, assert_never

from backpain_cli.domain.records.sessions import ComplaintKind, ReportedSign
from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.routine.plan_changes import halve_pressure, with_hold, without_muscle
from backpain_cli.domain.terms import Side
from backpain_cli.session.events import HELP_WITHIN, NS_PER_S, Away, Event, SessionCommand, SessionEnded, TimePassed
from backpain_cli.session.ledger import StepLedger

QUIT_WITHIN_NS = 2 * NS_PER_S
"""The second press of the quit key counts within this time."""
ADJUST_S = 5
MIN_HOLD_S = 10


class SessionStatus(StrEnum):
    """What a session is doing."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    QUIT = "left"
    INTERRUPTED = "broken off"
    """A signal or a lost terminal ended it."""
    STOPPED = "stopped"
    """A sign that needs help now ended it."""


class Notice(StrEnum):
    """What there is to say about the last key."""

    NONE = ""
    AT_CAP = "at cap"
    AT_SHORTEST = "at shortest"
    NO_HOLD = "no hold"
    ENOUGH = "enough"
    """A spot is not pressed a third time."""
    QUIT_AGAIN = "quit again"
    AWAY = "away"
    HURTS = "hurts"
    PRESSURE_HALVED = "eased"
    STEP_ENDED = "step ended"


_OF_ONE_SEGMENT = frozenset({Notice.AT_CAP, Notice.AT_SHORTEST, Notice.NO_HOLD, Notice.PRESSURE_HALVED, Notice.ENOUGH})
_ANSWERS = {SessionCommand[kind.name]: kind for kind in ComplaintKind}


class Session(NamedTuple):
    """The position in a plan, and how it was reached."""

    plan: Plan
    position_ns: int = 0
    """Nanoseconds of the plan that lie behind."""
    status: SessionStatus = SessionStatus.RUNNING
    elapsed_ns: int = 0
    """Nanoseconds since the session began, pauses included; for the quit key and for notices."""
    practised: int = 0
    """Nanoseconds of the plan that were practised: neither skipped nor paused. What was repeated counts again."""
    paused: int = 0
    """Nanoseconds spent in pauses, being away included."""
    standing_ns: int = 0
    """Nanoseconds of the present pause."""
    completed_steps: frozenset[int] = frozenset()
    """Numbers of the steps whose end came by itself."""
    skipped: frozenset[int] = frozenset()
    """Numbers of the steps that were skipped and not done afterwards."""
    seek_count: int = 0
    """How often the position changed by a key; each one begins its step again."""
    notice: Notice = Notice.NONE
    absence_ns: int = 0
    """Of the last absence, while its notice is shown."""
    quit_asked_at: int | None = None
    """The `elapsed_ns` when quit was first pressed, while it can still be confirmed."""
    quit_within: int = QUIT_WITHIN_NS
    """Nanoseconds for which it can be confirmed; longer in a rehearsal, whose time runs faster."""
    status_before_question: SessionStatus | None = None
    """While it is asked what hurts: the status before the question."""
    complaints: tuple[ReportedSign, ...] = ()
    """What was answered, in order."""
    stopped: frozenset[int] = frozenset()
    """Numbers of the steps that a sign ended."""
    ledger: StepLedger = StepLedger()
    """How long each step was practised, and how often it was begun again."""
    help_shown: bool = False
    help_until: int | None = None
    """When they go away by themselves, in `elapsed_ns`; None for those that were asked for."""
    floor_view: bool = False

    @property
    def is_over(self) -> bool:
        """True once nothing can change any more."""
        return self.status not in {SessionStatus.RUNNING, SessionStatus.PAUSED}

    @property
    def is_asking(self) -> bool:
        """Whether it is asked what hurts; nothing goes on before the answer."""
        return self.status_before_question is not None

    @property
    def total_ns(self) -> int:
        """Nanoseconds of the complete plan."""
        return self.plan.seconds * NS_PER_S

    @property
    def segment_index(self) -> int:
        """The number (from 0) of the present segment."""
        return self.plan.index_at(self.position_ns // NS_PER_S)

    @property
    def segment(self) -> Segment:
        """The present segment; the last one once it is over."""
        return self.plan.segments[self.segment_index]

    @property
    def seconds_left_in_segment(self) -> int:
        """Whole seconds to show: the segment's full length at its first instant, 0 only at the very end."""
        return -((self.position_ns - self.segment.end * NS_PER_S) // NS_PER_S)

    @property
    def seconds_left(self) -> int:
        """Whole seconds of the plan still to come, rounded up."""
        return -((self.position_ns - self.total_ns) // NS_PER_S)

    def after(self, event: Event) -> "Session":
        """Return the session after `event`; one that is over stays as it is."""
        if self.is_over:
            return self
        match event:
            case TimePassed(nanoseconds) | Away(nanoseconds) if nanoseconds < 0:
                raise ValueError(f"time cannot go back: {nanoseconds} ns")
            case TimePassed(nanoseconds):
                return self._passed(nanoseconds)
            case Away(nanoseconds):
                return self._away(nanoseconds)
            case SessionEnded():
                return self._replace(status=SessionStatus.INTERRUPTED)
            case SessionCommand():
                return self._commanded(event)
            case _:
                assert_never(event)

    def _passed(self, nanoseconds: int) -> "Session":
        later = self._replace(elapsed_ns=self.elapsed_ns + nanoseconds)
        if self.quit_asked_at is not None and later.elapsed_ns - self.quit_asked_at >= self.quit_within:
            later = later._replace(quit_asked_at=None, notice=Notice.HURTS if self.is_asking else Notice.NONE)
        if self.help_until is not None and later.elapsed_ns >= self.help_until:
            later = later._replace(help_shown=False, help_until=None)
        if self.status is SessionStatus.PAUSED:
            return later._replace(paused=self.paused + nanoseconds, standing_ns=self.standing_ns + nanoseconds)
        position_ns, segment = self.position_ns + nanoseconds, self.segment
        if position_ns >= segment.end * NS_PER_S:
            return later._past_an_end(min(position_ns, self.total_ns))
        return later._replace(
            position_ns=position_ns,
            practised=self.practised + nanoseconds,
            ledger=self.ledger.add_time(segment.step_number, nanoseconds),
        )

    def _past_an_end(self, position: int) -> "Session":
        index = self.plan.index_at(position // NS_PER_S)
        passed = range(self.segment.step_number, self.plan.segments[index].step_number + 1)
        done = {n for n in passed if self.position_ns < self.plan.end_of_step(n) * NS_PER_S <= position}
        return self._replace(
            notice=Notice.NONE if self.notice in _OF_ONE_SEGMENT and index != self.segment_index else self.notice,
            position_ns=position,
            practised=self.practised + position - self.position_ns,
            completed_steps=self.completed_steps | done,
            skipped=self.skipped - self.completed_steps - done,
            ledger=self.ledger.with_time(self.plan, self.position_ns, position),
            status=SessionStatus.FINISHED if position == self.total_ns else SessionStatus.RUNNING,
        )

    def _away(self, nanoseconds: int) -> "Session":
        return self._replace(
            status=SessionStatus.PAUSED,
            elapsed_ns=self.elapsed_ns + nanoseconds,
            paused=self.paused + nanoseconds,
            standing_ns=nanoseconds,
            absence_ns=nanoseconds,
            # What hurts is still to be answered, however long the person was gone.
            notice=Notice.HURTS if self.is_asking else Notice.AWAY,
            quit_asked_at=None,
            ledger=self.ledger.with_pause() if self.status is SessionStatus.RUNNING else self.ledger,
        )

    def _commanded(self, command: SessionCommand) -> "Session":
        # Any other key takes the question back, and has its own notice or none.
        calm = self._replace(quit_asked_at=None, notice=Notice.NONE)
        if self.is_asking and command is not SessionCommand.QUIT:
            return calm._answered(command)
        match command:
            case SessionCommand.QUIT:
                return self._quit()
            case SessionCommand.PAUSE:
                return calm._replace(absence_ns=0)._pause()
            case SessionCommand.HURTS:
                calm = calm._replace(absence_ns=0, help_shown=False, help_until=None)
                asked = calm._replace(status_before_question=self.status, notice=Notice.HURTS)
                return asked._pause() if self.status is SessionStatus.RUNNING else asked
            case SessionCommand.SKIP:
                return calm._skip()
            case SessionCommand.BACK | SessionCommand.RESTART:
                return calm._go_back_to(max(1, self.segment.step_number - (command is SessionCommand.BACK)))
            case SessionCommand.LENGTHEN_HOLD | SessionCommand.SHORTEN_HOLD:
                return calm._adjust(ADJUST_S if command is SessionCommand.LENGTHEN_HOLD else -ADJUST_S)
            case SessionCommand.BIG:
                return calm._replace(floor_view=not self.floor_view)
            case SessionCommand.HELP:
                return calm._replace(help_shown=not self.help_shown, help_until=None)
            case SessionCommand.UNKNOWN | SessionCommand.MISTAKE | SessionCommand.TOO_STRONG:
                return calm._show_keys()
            case SessionCommand.WARNING | SessionCommand.EMERGENCY:
                return calm._show_keys()
            case _:
                assert_never(command)

    def _show_keys(self) -> "Session":
        until = self.elapsed_ns + HELP_WITHIN * self.quit_within
        return self if self.help_shown and self.help_until is None else self._replace(help_shown=True, help_until=until)

    def _pause(self) -> "Session":
        if self.status is SessionStatus.PAUSED:
            return self._replace(status=SessionStatus.RUNNING)
        return self._replace(status=SessionStatus.PAUSED, standing_ns=0, ledger=self.ledger.with_pause())

    def _answered(self, command: SessionCommand) -> "Session":
        """Return the session after a key while it is asked what hurts; only an answer ends the question."""
        before = self.status_before_question or SessionStatus.PAUSED
        if command is SessionCommand.MISTAKE:
            return self._replace(status_before_question=None, status=before)
        if (complaint := _ANSWERS.get(command)) is None:
            return self._replace(notice=Notice.HURTS)
        answered = self._replace(status_before_question=None, complaints=(*self.complaints, self._sign(complaint)))
        if complaint is ComplaintKind.TOO_STRONG:
            return answered._replace(
                plan=halve_pressure(self.plan, self.segment), status=before, notice=Notice.PRESSURE_HALVED
            )
        stopped = self.stopped | {self.segment.step_number}
        if complaint is ComplaintKind.WARNING:
            # It stays paused, so that what hurts can settle; the muscle is not pressed again in this session.
            rested = answered._replace(plan=without_muscle(self.plan, self.segment), stopped=stopped)
            return rested._skip()._replace(notice=Notice.STEP_ENDED)
        return answered._replace(status=SessionStatus.STOPPED, stopped=stopped)

    def _sign(self, complaint: ComplaintKind) -> ReportedSign:
        segment = self.segment
        return ReportedSign(
            complaint=complaint,
            step_number=segment.step_number,
            muscle=segment.step.muscle.key if segment.step.muscle is not None else "",
            side=segment.side if segment.side in {Side.LEFT, Side.RIGHT} else "",
            second=self.position_ns // NS_PER_S,
        )

    def _quit(self) -> "Session":
        if self.quit_asked_at is not None and self.elapsed_ns - self.quit_asked_at < self.quit_within:
            return self._replace(status=SessionStatus.QUIT)
        return self._replace(quit_asked_at=self.elapsed_ns, notice=Notice.QUIT_AGAIN)

    def _skip(self) -> "Session":
        number = self.segment.step_number
        skipped = self.skipped | ({number} - self.completed_steps - self.stopped)
        if number < self.plan.steps:
            return self._jump_to(number + 1)._replace(skipped=skipped)
        ended = self._replace(position_ns=self.total_ns, seek_count=self.seek_count + 1, skipped=skipped)
        return ended._replace(status=SessionStatus.FINISHED)

    def _go_back_to(self, number: int) -> "Session":
        """Return the session at that step, unless a press would come a third time on the way back to here."""
        for again in range(number, self.segment.step_number + 1):
            step = self.plan.routine.steps[again - 1]
            # While one gets ready and finds the spot for the second time, nothing was pressed twice yet.
            once = self.plan.end_of_step(again) - self.plan.start_of_step(again) + step.ready + step.find
            if step.traits.presses and self.ledger.pressed_ns(self.plan, step) > once * NS_PER_S:
                return self._replace(notice=Notice.ENOUGH)
        return self._jump_to(number)

    def _jump_to(self, number: int) -> "Session":
        return self._replace(
            position_ns=self.plan.start_of_step(number) * NS_PER_S,
            seek_count=self.seek_count + 1,
            ledger=self.ledger.with_start_of(number),
        )

    def _adjust(self, seconds: int) -> "Session":
        segment = self.segment
        if segment.phase is not Phase.HOLD or not segment.step.is_hold:
            return self._replace(notice=Notice.NO_HOLD)
        wanted_s = min(segment.seconds + seconds, segment.step.cap)
        if seconds > 0 and wanted_s <= segment.seconds:
            return self._replace(notice=Notice.AT_CAP)
        spent_ns = self.position_ns - segment.start * NS_PER_S
        if seconds < 0 and (wanted_s < MIN_HOLD_S or wanted_s * NS_PER_S <= spent_ns):
            return self._replace(notice=Notice.AT_SHORTEST)
        return self._replace(plan=with_hold(self.plan, self.segment_index, wanted_s))
