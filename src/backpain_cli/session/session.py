"""One run of a plan as an immutable value; the passing of time is an event.

No clock, thread or terminal is involved: `session.after(event)` returns the next session. Times are integers of
nanoseconds, so that nothing is lost in rounding.
"""

from typing import assert_never

from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.routine.plan_changes import (
    is_neck_work,
    with_easier_form,
    with_hold,
    with_left_out_again,
    without_rest_of_step,
)
from backpain_cli.session import hurts
from backpain_cli.session.events import HELP_WITHIN, NS_PER_S, Away, Event, SessionCommand, SessionEnded, TimePassed
from backpain_cli.session.session_state import Notice, SessionState, SessionStatus

ADJUST_S = 5
MIN_HOLD_S = 10
_OF_ONE_SEGMENT = frozenset(
    {
        Notice.AT_CAP, Notice.AT_SHORTEST, Notice.NO_HOLD, Notice.PRESSURE_HALVED, Notice.REPETITIONS_HALVED,
        Notice.BREATHE_FREELY, Notice.SMALLER, Notice.ENOUGH, Notice.NOT_A_KEY, Notice.EASIER, Notice.EASIEST,
        Notice.LEFT_OUT,
    }
)  # fmt: skip


class Session(SessionState):
    """A session, and what becomes of it."""

    __slots__ = ()

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
            later = later._replace(quit_asked_at=None, notice=self._notice_of_question)
        if self.help_until is not None and later.elapsed_ns >= self.help_until:
            notice = Notice.NONE if later.notice is Notice.NOT_A_KEY else later.notice
            later = later._replace(help_shown=False, help_until=None, notice=notice)
        if self.status is SessionStatus.PAUSED:
            return hurts.waited(
                later._replace(paused=self.paused + nanoseconds, standing_ns=self.standing_ns + nanoseconds)
            )
        position_ns, segment = self.position_ns + nanoseconds, self.segment
        if position_ns >= segment.end * NS_PER_S:
            return later._past_an_end(min(position_ns, self.total_ns))
        return later._replace(
            position_ns=position_ns,
            neck_work_at=later.elapsed_ns if is_neck_work(segment.step, self.plan.routine) else self.neck_work_at,
            practised=self.practised + nanoseconds,
            ledger=self.ledger.add_time(segment.step_number, nanoseconds),
        )

    def _past_an_end(self, position: int) -> "Session":
        index = self.plan.index_at(position // NS_PER_S)
        passed = range(self.segment.step_number, self.plan.segments[index].step_number + 1)
        through = self.plan.segments[self.segment_index : index + 1]
        is_at_neck = any(is_neck_work(one.step, self.plan.routine) for one in through)
        done = {n for n in passed if self.position_ns < self.plan.end_of_step(n) * NS_PER_S <= position}
        return self._replace(
            notice=Notice.NONE if self._forgets_notice(index) else self.notice,
            position_ns=position,
            neck_work_at=self.elapsed_ns if is_at_neck else self.neck_work_at,
            practised=self.practised + position - self.position_ns,
            completed_steps=self.completed_steps | done,
            skipped=self.skipped - self.completed_steps - done,
            ledger=self.ledger.with_time(self.plan, self.position_ns, position),
            status=SessionStatus.FINISHED if position == self.total_ns else SessionStatus.RUNNING,
        )

    def _forgets_notice(self, index: int) -> bool:
        """Return whether what was said of the last key no longer holds in the segment of that index."""
        if self.notice is Notice.HOLDS_HALVED:
            # Its holds are over in a few seconds.
            return self.plan.segments[index].step_number != self.segment.step_number
        return self.notice in _OF_ONE_SEGMENT and index != self.segment_index

    def _away(self, nanoseconds: int) -> "Session":
        away = self._replace(
            status=SessionStatus.PAUSED,
            elapsed_ns=self.elapsed_ns + nanoseconds,
            paused=self.paused + nanoseconds,
            standing_ns=nanoseconds,
            absence_ns=nanoseconds,
            # What hurts is still to be answered, however long the person was gone.
            notice=self._notice_of_question or Notice.AWAY,
            quit_asked_at=None,
            ledger=self.ledger.with_pause() if self.status is SessionStatus.RUNNING else self.ledger,
        )
        return hurts.waited(away)

    @property
    def _notice_of_question(self) -> Notice:
        return Notice.NONE if self.question is None else self.question.notice

    def _commanded(self, command: SessionCommand) -> "Session":
        # Any other key takes the question back, and has its own notice or none.
        calm = self._replace(quit_asked_at=None, notice=Notice.NONE)
        if self.is_asking and command is not SessionCommand.QUIT:
            return hurts.answered_by(calm, command)
        match command:
            case SessionCommand.QUIT:
                return self._quit()
            case SessionCommand.PAUSE:
                return calm._replace(absence_ns=0)._pause()
            case SessionCommand.HURTS:
                return hurts.asked(calm)
            case SessionCommand.SKIP | SessionCommand.RIGHT:
                is_last = self.segment.step_number == self.plan.steps
                return calm._replace(notice=Notice.LAST_STEP) if is_last else calm._leave_out()
            case SessionCommand.BACK | SessionCommand.LEFT:
                return calm._go_back_to(max(1, self.segment.step_number - 1))
            case SessionCommand.RESTART:
                return calm._go_back_to(self.segment.step_number)
            case SessionCommand.LENGTHEN_HOLD | SessionCommand.SHORTEN_HOLD:
                return calm._adjust(longer=command is SessionCommand.LENGTHEN_HOLD)
            case SessionCommand.EASIER:
                return calm._ease()
            case SessionCommand.BIG:
                return calm._replace(floor_view=not self.floor_view)
            case SessionCommand.HELP:
                return calm._replace(help_shown=not self.help_shown, help_until=None)
            case SessionCommand.UP | SessionCommand.DOWN:
                return calm
            case SessionCommand.ENTER if self.notice is Notice.LAST_STEP:
                return calm.skip()
            case SessionCommand.UNKNOWN if not self.layout_named:
                return calm._replace(notice=Notice.NOT_A_KEY, layout_named=True)._show_keys()
            case SessionCommand.UNKNOWN | SessionCommand.ENTER | SessionCommand.ZERO | SessionCommand.ONE:
                return calm._show_keys()
            case SessionCommand.TWO | SessionCommand.THREE | SessionCommand.FOUR:
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

    def _quit(self) -> "Session":
        if self.quit_asked_at is not None and self.elapsed_ns - self.quit_asked_at < self.quit_within:
            return self._replace(status=SessionStatus.QUIT)
        return self._replace(quit_asked_at=self.elapsed_ns, notice=Notice.QUIT_AGAIN)

    def _go_back_to(self, number: int) -> "Session":
        """Return the session at that step, unless a press would come a third time on the way back to here."""
        back = self._replace(plan=with_left_out_again(self.plan, number))
        if any(map(back.had_its_turns, range(number, self.segment.step_number + 1))):
            return self._replace(notice=Notice.ENOUGH)
        return back.jump_to(number)

    def _leave_out(self) -> "Session":
        """Return the session at the next step; what is left of an optional one goes to the rest of the time."""
        number, skipped = self.segment.step_number, self.skip()
        if not self.segment.step.optional or number in self.completed_steps:
            return skipped
        plan = without_rest_of_step(self.plan, self.position_ns // NS_PER_S)
        at = plan.start_of_step(number + 1) * NS_PER_S
        return skipped._replace(plan=plan, position_ns=at, notice=Notice.LEFT_OUT)

    def _ease(self) -> "Session":
        """Return the session with an easier form of the present move, if it has one."""
        plan, move = with_easier_form(self.plan, self.segment), self.segment.step.move
        if plan is None or move is None:
            return self._replace(notice=Notice.EASIEST)
        level = plan.segments[self.segment_index].step.level
        return self._replace(plan=plan, notice=Notice.EASIER, levels={**self.levels, move.key: level})

    def _adjust(self, *, longer: bool) -> "Session":
        """Return the session with five seconds more or less of the present hold, or one repetition."""
        segment, rep_s = self.segment, self.segment.step.rep_s
        is_held = segment.phase is Phase.HOLD and (segment.step.is_hold or segment.step.series is not None)
        if not is_held and segment.phase is not Phase.WORK:
            return self._replace(notice=Notice.NO_HOLD)
        least_s = rep_s or (ADJUST_S if segment.step.series is not None else MIN_HOLD_S)
        seconds = (rep_s or ADJUST_S) * (1 if longer else -1)
        wanted_s = min(segment.seconds + seconds, self.longest_hold_s)
        if longer and wanted_s <= segment.seconds:
            return self._replace(notice=Notice.AT_CAP)
        spent_ns = self.position_ns - segment.start * NS_PER_S
        if not longer and (wanted_s < least_s or wanted_s * NS_PER_S <= spent_ns):
            return self._replace(notice=Notice.AT_SHORTEST)
        return self._replace(plan=with_hold(self.plan, self.segment_index, wanted_s))
