"""The loop, led through whole sessions in a time that only waiting moves."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.session.events import NS_PER_S, Input, Resized, SessionCommand, SessionEnded
from backpain_cli.session.loop import MAX_WAKE_DELAY_NS, new_session, run_loop
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice, SessionStatus
from backpain_cli.wording.cue_kinds import CueKind
from backpain_cli.wording.cues import cue_sheet
from tests.fakes import Asleep, FakeTime, Frozen, Led, Scrapbook, Stopped, in_nanoseconds, lead
from tests.plans import fifteen_minutes, plan, press, routines, small_plan

THREE_DAYS = 3 * 24 * 3600
LEAVE = (SessionCommand.QUIT, SessionCommand.QUIT)


def assert_each_cue_was_told_once_in_order(led: Led) -> None:
    assert led.cues == list(cue_sheet(led.session.plan))


def assert_each_cue_was_told_on_its_second(led: Led, *, speed: int = 1) -> None:
    for when, cue in led.stage.told:
        assert when == -(-cue.at * NS_PER_S // speed), cue


class TestAWholeSession:
    def test_fifteen_minutes_end_at_exactly_nine_hundred_seconds(self) -> None:
        led = lead(fifteen_minutes())
        assert led.session.status is SessionStatus.FINISHED
        assert led.time.passed == 900 * NS_PER_S
        assert led.session.practised == led.session.elapsed_ns == 900 * NS_PER_S
        assert led.session.completed_steps == set(range(1, led.session.plan.steps + 1))

    def test_each_cue_comes_once_in_order_and_on_its_second(self) -> None:
        led = lead(fifteen_minutes())
        assert_each_cue_was_told_once_in_order(led)
        assert_each_cue_was_told_on_its_second(led)

    @given(drawn=routines(most_steps=5))
    def test_it_is_so_with_every_plan(self, drawn: Routine) -> None:
        led = lead(lay_out(drawn))
        assert led.time.passed == drawn.seconds * NS_PER_S
        assert_each_cue_was_told_once_in_order(led)
        assert_each_cue_was_told_on_its_second(led)

    def test_the_stage_is_entered_and_left_once(self) -> None:
        led = lead(small_plan())
        assert (led.stage.entered, led.stage.left) == (1, 1)

    def test_every_second_is_shown(self) -> None:
        led = lead(small_plan())
        assert [when for when, _ in led.stage.shown] == [second * NS_PER_S for second in range(121)]

    def test_what_is_shown_first_is_the_very_beginning(self) -> None:
        led = lead(small_plan())
        assert (led.stage.shown[0][0], led.stage.shown[0][1].position_ns) == (0, 0)

    def test_what_is_shown_last_is_the_end(self) -> None:
        led = lead(small_plan())
        assert led.stage.last == led.session
        assert led.stage.last.status is SessionStatus.FINISHED


class TestWaiting:
    def test_it_is_waited_for_once_a_second(self) -> None:
        led = lead(fifteen_minutes())
        assert len(led.time.waits) == 900

    def test_a_pause_shows_its_seconds_and_after_ten_minutes_its_minutes(self) -> None:
        led = lead(small_plan(), (30.5, SessionCommand.PAUSE), (3630.5, SessionCommand.PAUSE))
        assert led.stage.at(72.5).standing_ns == 42 * NS_PER_S
        assert len(led.time.waits) == 120 + 600 + 50 + 1

    def test_nothing_but_a_key_wakes_the_question_about_what_hurts(self) -> None:
        led = lead(small_plan(), (30.5, SessionCommand.HURTS), (3630.5, SessionCommand.ZERO))
        assert led.time.waits.count(None) == 1
        assert len(led.time.waits) == 120 + 2

    def test_the_question_about_leaving_goes_away_on_time_in_a_pause(self) -> None:
        led = lead(small_plan(), (30, SessionCommand.PAUSE), (40, SessionCommand.QUIT), (100, SessionCommand.PAUSE))
        assert led.stage.at(41.9).notice is Notice.QUIT_AGAIN
        assert led.stage.at(42).notice is Notice.NONE
        assert led.session.status is SessionStatus.FINISHED

    def test_the_question_about_leaving_goes_away_on_time_while_it_runs(self) -> None:
        led = lead(small_plan(), (61.3, SessionCommand.QUIT))
        assert led.stage.at(63.2).notice is Notice.QUIT_AGAIN
        assert led.stage.at(63.3).notice is Notice.NONE
        assert led.time.passed == 120 * NS_PER_S

    def test_it_is_shown_at_most_once_a_wake_up(self) -> None:
        keys = [
            (second + 0.3, command)
            for second, command in enumerate(SessionCommand)
            if command is not SessionCommand.QUIT
        ]
        led = lead(small_plan(), *keys, (20, Frozen(5)), (300, SessionCommand.PAUSE))
        assert len(led.stage.shown) <= len(led.time.waits) + 1

    def test_several_things_at_once_are_shown_once(self) -> None:
        led = lead(small_plan(), (30.5, SessionCommand.SKIP), (30.5, SessionCommand.HELP), (30.5, Resized()))
        assert [when for when, _ in led.stage.shown].count(30_500_000_000) == 1
        assert led.stage.at(30.5).help_shown
        assert led.stage.at(30.5).segment.step_number == 3

    def test_a_clock_that_stands_still_moves_nothing(self) -> None:
        time = StuckTime(for_waits=50)
        stage = Scrapbook(time)
        session = run_loop(new_session(small_plan()), clock=time, inputs=time, stage=stage)
        assert session.status is SessionStatus.FINISHED
        assert time.passed == 120 * NS_PER_S
        assert [cue for _, cue in stage.told] == list(cue_sheet(small_plan()))
        assert len(time.waits) == 50 + 120
        assert {shown.position_ns for _, shown in stage.shown[:50]} == {0}


class StuckTime(FakeTime):
    """A time in which the first waits return at once, with nothing, and the clock stands still."""

    def __init__(self, *, for_waits: int) -> None:
        super().__init__()
        self._stuck_for = for_waits

    def wait(self, nanoseconds: int | None) -> Sequence[Input]:
        if len(self.waits) < self._stuck_for:
            self.waits.append(nanoseconds)
            return []
        return super().wait(nanoseconds)


class SlowScrapbook(Scrapbook):
    """A stage on which each drawing takes so many seconds."""

    def __init__(self, time: FakeTime, *, seconds: float) -> None:
        super().__init__(time)
        self._takes = in_nanoseconds(seconds)

    def show(self, session: Session) -> None:
        super().show(session)
        self.time.pass_by(self._takes)


# A second and a half into each kind of segment of the small plan.
IN_EVERY_PHASE = {"check": 1.5, "ready": 21.5, "find": 26.5, "hold": 36.5, "change": 81.5, "rest": 106.5}
in_every_phase = pytest.mark.parametrize("at", IN_EVERY_PHASE.values(), ids=IN_EVERY_PHASE)


class TestKeys:
    @in_every_phase
    def test_a_pause_takes_effect_at_once(self, at: float) -> None:
        led = lead(small_plan(), (at, SessionCommand.PAUSE), (at + 60, SessionCommand.PAUSE))
        paused = led.stage.at(at)
        assert (paused.status, paused.position_ns) == (SessionStatus.PAUSED, round(at * NS_PER_S))
        assert led.time.passed == 180 * NS_PER_S

    @in_every_phase
    @pytest.mark.parametrize("command", [SessionCommand.SKIP, SessionCommand.BACK, SessionCommand.RESTART])
    def test_a_jump_takes_effect_at_once_and_opens_its_step(self, at: float, command: SessionCommand) -> None:
        led = lead(small_plan(), (at, command))
        session = led.stage.at(at)
        number = session.plan.segments[session.plan.index_at(int(at))].step_number
        target = {
            SessionCommand.SKIP: number + 1,
            SessionCommand.BACK: max(1, number - 1),
            SessionCommand.RESTART: number,
        }[command]
        told = [cue for when, cue in led.stage.told if when == round(at * NS_PER_S)]
        if target > session.plan.steps:
            # The last step is only skipped if Enter says so.
            assert session.notice is Notice.LAST_STEP
            led = lead(small_plan(), (at, command), (at, SessionCommand.ENTER))
            assert led.session.status is SessionStatus.FINISHED
            assert led.time.passed == round(at * NS_PER_S)
            assert [cue.kind for when, cue in led.stage.told if when == led.time.passed] == [CueKind.END]
            return
        start = session.plan.start_of_step(target)
        assert session.position_ns == start * NS_PER_S
        assert told == [cue for cue in cue_sheet(session.plan) if cue.at == start]
        assert told[0].kind is CueKind.START
        assert led.time.passed == round(at * NS_PER_S) + (120 - start) * NS_PER_S

    @in_every_phase
    def test_leaving_takes_effect_at_once(self, at: float) -> None:
        led = lead(small_plan(), (at, SessionCommand.QUIT), (at + 0.25, SessionCommand.QUIT))
        assert led.session.status is SessionStatus.QUIT
        assert led.time.passed == led.session.practised == round((at + 0.25) * NS_PER_S)

    @in_every_phase
    def test_the_keys_are_shown_at_once(self, at: float) -> None:
        led = lead(small_plan(), (at, SessionCommand.HELP))
        assert led.stage.at(at).help_shown
        assert led.time.passed == 120 * NS_PER_S

    def test_a_longer_hold_makes_the_whole_longer_by_as_much(self) -> None:
        led = lead(small_plan(), (36.5, SessionCommand.LENGTHEN_HOLD), (37, SessionCommand.LENGTHEN_HOLD))
        assert led.session.status is SessionStatus.FINISHED
        assert led.time.passed == 130 * NS_PER_S

    def test_a_shorter_hold_makes_the_whole_shorter_by_as_much(self) -> None:
        led = lead(small_plan(), (36.5, SessionCommand.SHORTEN_HOLD))
        assert led.time.passed == 115 * NS_PER_S

    def test_the_cues_after_a_changed_hold_come_on_their_new_seconds(self) -> None:
        led = lead(small_plan(), (36.5, SessionCommand.LENGTHEN_HOLD))
        # The hold was told before it became longer, so that its text is the old one.
        told = [(cue.kind, cue.at) for cue in led.cues]
        assert told == [(cue.kind, cue.at) for cue in cue_sheet(led.session.plan)]
        assert_each_cue_was_told_on_its_second(led)

    def test_half_time_is_told_once_even_if_the_hold_is_made_longer_after_it(self) -> None:
        laid_out = plan(press(sides=StepSides.LEFT, hold=50))
        led = lead(laid_out, (41, SessionCommand.LENGTHEN_HOLD), (42, SessionCommand.LENGTHEN_HOLD))
        halves = [when for when, cue in led.stage.told if cue.kind is CueKind.HALF and cue.at < 75]
        assert halves == [40 * NS_PER_S]

    def test_half_time_is_told_again_when_the_step_is_done_again(self) -> None:
        laid_out = plan(press(sides=StepSides.LEFT, hold=50))
        led = lead(laid_out, (41, SessionCommand.RESTART))
        halves = [when for when, cue in led.stage.told if cue.kind is CueKind.HALF]
        assert halves[:2] == [40 * NS_PER_S, 81 * NS_PER_S]

    def test_the_cues_before_a_key_come_before_those_after_it(self) -> None:
        led = lead(small_plan(), (25, SessionCommand.SKIP))
        kinds = [(when // NS_PER_S, cue.kind, cue.at) for when, cue in led.stage.told if 20 <= when / NS_PER_S <= 25]
        assert kinds == [(20, CueKind.START, 20), (25, CueKind.FIND, 25), (25, CueKind.START, 55)]

    def test_a_step_that_is_skipped_is_told_no_more_of(self) -> None:
        led = lead(small_plan(), (21, SessionCommand.SKIP))
        assert not [cue for cue in led.cues if 20 < cue.at < 55]

    def test_keys_that_take_no_time_are_all_obeyed(self) -> None:
        led = lead(small_plan(), *((3, SessionCommand.SKIP) for _ in range(3)))
        assert led.stage.at(3).segment.step_number == 4
        assert led.session.skipped == {1, 2, 3}

    def test_nothing_is_obeyed_after_the_second_quit(self) -> None:
        led = lead(small_plan(), *((3, command) for command in (*LEAVE, SessionCommand.SKIP)))
        assert (led.session.status, led.session.position_ns) == (SessionStatus.QUIT, 3 * NS_PER_S)


class TestPause:
    @pytest.mark.parametrize("length", [1, 3600, THREE_DAYS])
    def test_after_a_pause_it_goes_on_as_if_nothing_had_been(self, length: int) -> None:
        led = lead(small_plan(), (36.25, SessionCommand.PAUSE), (36.25 + length, SessionCommand.PAUSE))
        assert led.session.status is SessionStatus.FINISHED
        assert (led.session.practised, led.session.paused) == (120 * NS_PER_S, length * NS_PER_S)
        assert led.time.passed == (120 + length) * NS_PER_S
        assert_each_cue_was_told_once_in_order(led)
        for when, cue in led.stage.told:
            assert when == (cue.at + (length if cue.at > 36 else 0)) * NS_PER_S

    def test_nothing_is_told_in_a_pause(self) -> None:
        led = lead(small_plan(), (36.25, SessionCommand.PAUSE), (3636.25, SessionCommand.PAUSE))
        assert not [cue for when, cue in led.stage.told if 36.25 * NS_PER_S < when < 3636.25 * NS_PER_S]

    def test_a_long_pause_is_no_absence(self) -> None:
        led = lead(small_plan(), (36, SessionCommand.PAUSE), (7236, SessionCommand.HELP), (7300, SessionCommand.PAUSE))
        assert {session.notice for _, session in led.stage.shown} == {Notice.NONE}

    def test_a_machine_that_sleeps_in_a_pause_makes_the_pause_longer(self) -> None:
        led = lead(small_plan(), (36, SessionCommand.PAUSE), (40, Asleep(3600)), (46, SessionCommand.PAUSE))
        assert led.session.practised == 120 * NS_PER_S
        assert led.session.paused == 3610 * NS_PER_S

    def test_ctrl_z_in_a_pause_makes_the_pause_longer(self) -> None:
        led = lead(small_plan(), (36, SessionCommand.PAUSE), (40, Stopped(3600)), (3650, SessionCommand.PAUSE))
        assert led.session.practised == 120 * NS_PER_S
        assert led.session.paused == (3650 - 36) * NS_PER_S


class TestALateMachine:
    @pytest.mark.parametrize("late", [0.001, 0.4, 1, 1.999, 2])
    def test_up_to_two_seconds_lose_no_cue_and_tell_none_twice(self, late: float) -> None:
        led = lead(fifteen_minutes(), late=lambda _: late)
        assert led.session.status is SessionStatus.FINISHED
        assert_each_cue_was_told_once_in_order(led)
        for when, cue in led.stage.told:
            assert 0 <= when - cue.at * NS_PER_S <= late * NS_PER_S

    def test_lateness_does_not_add_up(self) -> None:
        led = lead(fifteen_minutes(), late=lambda _: 0.3)
        assert 900 * NS_PER_S <= led.time.passed <= 900_300_000_000

    @given(lateness=st.lists(st.floats(0, 2), min_size=1, max_size=40))
    def test_any_lateness_up_to_two_seconds_loses_no_cue(self, lateness: list[float]) -> None:
        led = lead(small_plan(), late=lambda number: lateness[number % len(lateness)])
        assert_each_cue_was_told_once_in_order(led)
        assert led.session.practised == 120 * NS_PER_S
        assert {session.notice for _, session in led.stage.shown} == {Notice.NONE}

    def test_a_stage_that_takes_its_time_makes_no_second_late(self) -> None:
        time = FakeTime()
        stage = SlowScrapbook(time, seconds=0.4)
        session = run_loop(new_session(small_plan()), clock=time, inputs=time, stage=stage)
        assert session.practised == time.passed - in_nanoseconds(0.4) == 120 * NS_PER_S
        assert [when for when, _ in stage.shown] == [second * NS_PER_S for second in range(121)]
        # Only what is told at the very beginning waits for the first drawing.
        assert [when for when, _ in stage.told[1:]] == [cue.at * NS_PER_S for cue in cue_sheet(small_plan())][1:]

    def test_a_late_wake_up_is_followed_by_a_shorter_wait(self) -> None:
        led = lead(small_plan(), late=lambda number: 0.3 if number == 4 else 0)
        assert led.time.waits[4:7] == [NS_PER_S, 700_000_000, NS_PER_S]


GONE = {"5 s": 5, "1 h": 3600, "3 days": THREE_DAYS}
gone_for = pytest.mark.parametrize("gone", GONE.values(), ids=GONE)


def assert_it_went_on_where_it_was(led: Led) -> None:
    assert led.session.status is SessionStatus.FINISHED
    assert led.session.practised == 120 * NS_PER_S
    assert_each_cue_was_told_once_in_order(led)


class TestAbsence:
    @gone_for
    @pytest.mark.parametrize("at", [36.5, 62.25])
    def test_a_frozen_process_pauses_where_it_was_and_says_for_how_long(self, at: float, gone: int) -> None:
        led = lead(small_plan(), (at, Frozen(gone)), (gone + 100, SessionCommand.PAUSE))
        paused = led.stage.at(gone + 99)
        assert (paused.status, paused.notice) == (SessionStatus.PAUSED, Notice.AWAY)
        # The second that was being waited for may have been lived through or not.
        assert at * NS_PER_S <= paused.position_ns <= (at + 1) * NS_PER_S
        assert (gone - 1) * NS_PER_S <= paused.absence_ns <= gone * NS_PER_S
        assert paused.position_ns + paused.absence_ns == (at + gone) * NS_PER_S
        assert_it_went_on_where_it_was(led)

    @gone_for
    def test_a_sleep_that_only_the_boot_clock_saw_pauses_and_says_for_how_long(self, gone: int) -> None:
        led = lead(small_plan(), (36.5, Asleep(gone)), (60, SessionCommand.PAUSE))
        paused = led.stage.at(59)
        assert (paused.status, paused.notice, paused.absence_ns) == (SessionStatus.PAUSED, Notice.AWAY, gone * NS_PER_S)
        assert paused.position_ns == 37 * NS_PER_S
        assert_it_went_on_where_it_was(led)
        assert led.session.paused == (gone + 23) * NS_PER_S

    @gone_for
    def test_ctrl_z_pauses_where_it_was_and_says_for_how_long(self, gone: int) -> None:
        led = lead(small_plan(), (43.5, Stopped(gone)), (gone + 60, SessionCommand.PAUSE))
        paused = led.stage.at(gone + 59)
        assert (paused.status, paused.notice) == (SessionStatus.PAUSED, Notice.AWAY)
        assert (paused.position_ns, paused.absence_ns) == (43.5 * NS_PER_S, gone * NS_PER_S)
        assert_it_went_on_where_it_was(led)

    def test_even_the_shortest_stop_is_a_pause(self) -> None:
        led = lead(small_plan(), (36.5, Stopped(0.01)), (60, SessionCommand.PAUSE))
        paused = led.stage.at(59)
        assert paused.status is SessionStatus.PAUSED
        assert (paused.position_ns, paused.absence_ns) == (36.5 * NS_PER_S, NS_PER_S // 100)
        assert_it_went_on_where_it_was(led)

    def test_after_a_stop_all_of_it_is_drawn_anew(self) -> None:
        led = lead(small_plan(), (36.5, Stopped(100)), (200, SessionCommand.PAUSE))
        assert led.stage.redrawn == [136_500_000_000]

    def test_a_process_that_was_frozen_over_a_cue_is_noticed(self) -> None:
        led = lead(small_plan(), (44.5, Frozen(3600)), (4000, SessionCommand.PAUSE))
        paused = led.stage.at(3999)
        assert (paused.status, paused.notice) == (SessionStatus.PAUSED, Notice.AWAY)
        assert paused.position_ns <= 45 * NS_PER_S
        assert paused.absence_ns >= 3599 * NS_PER_S
        assert_it_went_on_where_it_was(led)

    @pytest.mark.parametrize("gone", [Frozen(5), Asleep(5), Stopped(5)], ids=["frozen", "asleep", "stopped"])
    @pytest.mark.parametrize("at", [60.5, 65.5, 68.5])
    def test_an_absence_between_two_cues_is_noticed_within_a_second(
        self, at: float, gone: Frozen | Asleep | Stopped
    ) -> None:
        led = lead(small_plan(), (at, gone), (1000, SessionEnded()))
        told = next(when for when, session in led.stage.shown if session.notice is Notice.AWAY)
        back = at * NS_PER_S if isinstance(gone, Asleep) else (at + 5) * NS_PER_S
        assert back <= told <= back + NS_PER_S

    def test_nothing_of_an_absence_counts_as_done(self) -> None:
        led = lead(small_plan(), (19.5, Frozen(3600)), (4000, SessionEnded()))
        assert led.session.completed_steps <= {1}
        assert led.session.position_ns <= 20 * NS_PER_S

    @pytest.mark.parametrize(("extra", "notice"), [(0, Notice.NONE), (0.001, Notice.AWAY)])
    def test_a_gap_just_over_the_longest_lateness_is_an_absence(self, extra: float, notice: Notice) -> None:
        late = MAX_WAKE_DELAY_NS / NS_PER_S + extra
        led = lead(small_plan(), (90, SessionEnded()), late=lambda number: late if number == 9 else 0)
        assert led.stage.at(12.5).notice is notice

    def test_a_key_wakes_a_person_who_was_away_up_again(self) -> None:
        led = lead(small_plan(), (36.5, Asleep(3600)), (50, SessionCommand.HELP), (51, SessionCommand.PAUSE))
        assert led.stage.at(50).status is SessionStatus.PAUSED
        assert led.stage.at(51).status is SessionStatus.RUNNING
        assert led.stage.at(51).notice is Notice.NONE

    def test_the_keys_pressed_at_waking_are_obeyed_after_the_pause(self) -> None:
        led = lead(small_plan(), (36.5, Frozen(3600)), (36.9, SessionCommand.SKIP), (4000, SessionCommand.PAUSE))
        paused = led.stage.at(3999)
        assert (paused.status, paused.position_ns) == (SessionStatus.PAUSED, 55 * NS_PER_S)
        assert led.session.skipped == {2}

    def test_short_sleeps_of_the_machine_are_no_absence(self) -> None:
        led = lead(small_plan(), (36.5, Asleep(1.5)))
        assert {session.notice for _, session in led.stage.shown} == {Notice.NONE}
        assert led.time.passed == 120 * NS_PER_S

    def test_two_absences_are_told_each_for_itself(self) -> None:
        led = lead(
            small_plan(),
            (36.5, Asleep(3600)),
            (50, SessionCommand.PAUSE),
            (60.5, Asleep(7200)),
            (80, SessionCommand.PAUSE),
        )
        assert led.stage.at(49).absence_ns == 3600 * NS_PER_S
        assert led.stage.at(79).absence_ns == 7200 * NS_PER_S
        assert_it_went_on_where_it_was(led)


class TestTheEnd:
    @in_every_phase
    def test_a_signal_ends_it_at_once(self, at: float) -> None:
        led = lead(small_plan(), (at, SessionEnded()))
        assert led.session.status is SessionStatus.INTERRUPTED
        assert led.time.passed == led.session.position_ns == led.session.practised == round(at * NS_PER_S)
        assert led.stage.left == 1

    def test_a_signal_ends_a_pause(self) -> None:
        led = lead(small_plan(), (36, SessionCommand.PAUSE), (4000, SessionEnded()))
        assert (led.session.status, led.session.position_ns) == (SessionStatus.INTERRUPTED, 36 * NS_PER_S)

    def test_many_signals_are_as_one(self) -> None:
        led = lead(small_plan(), *((36, SessionEnded()) for _ in range(20)))
        assert led.session.status is SessionStatus.INTERRUPTED
        assert len(led.stage.shown) == len(led.time.waits) + 1

    def test_a_stage_that_breaks_is_left_all_the_same(self) -> None:
        time = FakeTime()
        stage = Scrapbook(time, breaks_at=3)
        with pytest.raises(RuntimeError, match="the stage broke"):
            run_loop(new_session(small_plan()), clock=time, inputs=time, stage=stage)
        assert (stage.entered, stage.left) == (1, 1)
        assert time.passed == 18 * NS_PER_S


class TestResize:
    def test_another_size_is_drawn_at_once_and_changes_nothing(self) -> None:
        led = lead(small_plan(), (36.5, Resized()), (90, Resized()))
        assert led.stage.redrawn == [36_500_000_000, 90 * NS_PER_S]
        assert led.stage.at(36.5).position_ns == 36_500_000_000
        assert led.time.passed == 120 * NS_PER_S
        assert_each_cue_was_told_once_in_order(led)
        assert_each_cue_was_told_on_its_second(led)

    def test_another_size_is_drawn_in_a_pause_and_leaves_it_a_pause(self) -> None:
        led = lead(small_plan(), (36, SessionCommand.PAUSE), (50, Resized()), (60, SessionCommand.PAUSE))
        assert led.stage.at(50).status is SessionStatus.PAUSED
        assert (
            led.stage.shown[[when for when, _ in led.stage.shown].index(50 * NS_PER_S)][1].position_ns == 36 * NS_PER_S
        )

    def test_a_storm_of_sizes_loses_no_time(self) -> None:
        led = lead(small_plan(), *((36 + number / 100, Resized()) for number in range(500)))
        assert led.time.passed == 120 * NS_PER_S
        assert_each_cue_was_told_once_in_order(led)


class TestSpeed:
    @pytest.mark.parametrize("speed", [2, 3, 7, 20, 60])
    def test_a_rehearsal_ends_when_it_should(self, speed: int) -> None:
        led = lead(fifteen_minutes(), speed=speed)
        assert led.session.status is SessionStatus.FINISHED
        assert led.session.practised == 900 * NS_PER_S
        assert 0 <= led.time.passed * speed - 900 * NS_PER_S < speed

    @pytest.mark.parametrize("speed", [2, 3, 7, 20, 60])
    def test_a_rehearsal_tells_each_cue_once_in_order_and_on_its_second(self, speed: int) -> None:
        led = lead(fifteen_minutes(), speed=speed)
        assert_each_cue_was_told_once_in_order(led)
        assert_each_cue_was_told_on_its_second(led, speed=speed)

    def test_a_rehearsal_at_twenty_is_not_drawn_more_often_than_ten_times_a_second(self) -> None:
        led = lead(fifteen_minutes(), speed=20)
        cues = {cue.at for cue in cue_sheet(led.session.plan)}
        assert len(led.stage.shown) <= 1 + 450 + len(cues) + len(led.session.plan.segments)
        assert len(led.stage.shown) >= 450

    def test_leaving_a_rehearsal_still_needs_two_presses_within_two_real_seconds(self) -> None:
        led = lead(
            fifteen_minutes(), (5, SessionCommand.QUIT), (8, SessionCommand.QUIT), (9.9, SessionCommand.QUIT), speed=20
        )
        assert (led.session.status, led.time.passed) == (SessionStatus.QUIT, 9_900_000_000)

    def test_an_absence_from_a_rehearsal_is_told_in_real_time(self) -> None:
        led = lead(fifteen_minutes(), (5.03, Stopped(3600)), (4000, SessionEnded()), speed=20)
        assert led.session.notice is Notice.AWAY
        assert led.session.absence_ns == 3600 * NS_PER_S
        assert led.session.position_ns == 100.6 * NS_PER_S

    def test_a_pause_in_a_rehearsal_takes_nothing_away(self) -> None:
        led = lead(small_plan(), (2, SessionCommand.PAUSE), (100, SessionCommand.PAUSE), speed=20)
        assert led.session.practised == 120 * NS_PER_S
        assert led.time.passed == 104 * NS_PER_S
        assert_each_cue_was_told_once_in_order(led)


class TestFromAStep:
    @pytest.mark.parametrize("number", [1, 2, 3, 4])
    def test_it_begins_with_that_step_and_its_cues(self, number: int) -> None:
        led = lead(small_plan(), from_step=number)
        start = led.session.plan.start_of_step(number)
        assert led.stage.shown[0][1].position_ns == start * NS_PER_S
        assert led.cues == [cue for cue in cue_sheet(led.session.plan) if cue.at >= start]
        assert all(when == (cue.at - start) * NS_PER_S for when, cue in led.stage.told)
        assert led.time.passed == led.session.practised == (120 - start) * NS_PER_S
        assert led.session.completed_steps == set(range(number, 5))

    def test_one_can_go_back_from_there(self) -> None:
        led = lead(small_plan(), (1.5, SessionCommand.BACK), from_step=3)
        assert led.stage.at(1.5).segment.step_number == 2
        assert led.session.completed_steps == {2, 3, 4}


KEYS = st.sampled_from([command for command in SessionCommand if command is not SessionCommand.QUIT])


class TestAnything:
    @given(drawn=routines(most_steps=4), keys=st.lists(st.tuples(st.floats(0, 200), KEYS), max_size=15))
    def test_no_keys_make_it_busy_lose_time_or_tell_cues_out_of_order(
        self, drawn: Routine, keys: list[tuple[float, SessionCommand]]
    ) -> None:
        # Whatever is pressed, something ends it: nobody waits for ever in a pause.
        led = lead(lay_out(drawn), *keys, (1000, SessionEnded()))
        session = led.session
        assert session.practised + session.paused == session.elapsed_ns == led.time.passed
        assert len(led.stage.shown) <= len(led.time.waits) + 1
        ticks = session.elapsed_ns // NS_PER_S
        assert len(led.time.waits) <= ticks + 3 * len(keys) + len(session.plan.segments) * (len(keys) + 1) + 1
        for (one_at, one), (other_at, other) in pairwise(led.stage.told):
            assert one_at <= other_at
            assert one.at <= other.at or other.kind is CueKind.START
        for when, cue in led.stage.told:
            assert led.stage.at(when / NS_PER_S + 1e-6).plan.seconds >= cue.at

    @given(
        st.lists(
            st.tuples(
                st.floats(0, 100),
                st.one_of(
                    st.builds(Frozen, st.floats(0, 10_000)),
                    st.builds(Asleep, st.floats(0, 10_000)),
                    st.builds(Stopped, st.floats(0, 10_000)),
                ),
            ),
            max_size=6,
        )
    )
    def test_whatever_the_machine_does_no_time_is_practised_that_did_not_pass(
        self, happenings: list[tuple[float, Frozen | Asleep | Stopped]]
    ) -> None:
        led = lead(small_plan(), *happenings, (200_000, SessionEnded()))
        slept = led.time.asleep()
        assert led.session.practised == led.session.position_ns <= led.time.passed
        assert led.session.elapsed_ns <= led.time.passed + slept
        assert len({cue.at for cue in led.cues if cue.kind is CueKind.HALF}) == len(
            [cue for cue in led.cues if cue.kind is CueKind.HALF]
        )


def test_a_hold_is_a_hold_on_the_stage_until_its_last_nanosecond() -> None:
    led = lead(small_plan())
    assert led.stage.at(54.9).segment.phase is Phase.HOLD
    assert led.stage.at(54.9).seconds_left_in_segment == 1
    assert led.stage.at(55).segment.phase is Phase.READY


def test_the_same_plan_can_be_walked_twice() -> None:
    laid_out: Plan = small_plan()
    assert lead(laid_out).session == lead(laid_out).session


class _Moving(Scrapbook):
    """Moves four times a second in two of its seconds."""

    def __init__(self, time: FakeTime) -> None:
        super().__init__(time)
        self.frames: list[int] = []

    def frames_per_s(self, session: Session) -> int:
        return 4 if 10 <= session.position_ns // NS_PER_S < 12 else 1

    def animate(self, session: Session) -> None:
        self.frames.append(session.position_ns)


def test_within_a_second_only_what_moves_is_shown_and_no_second_is_late() -> None:
    time = FakeTime()
    stage = _Moving(time)
    session = run_loop(new_session(small_plan()), clock=time, inputs=time, stage=stage)
    quarter = NS_PER_S // 4
    assert stage.frames == [10 * NS_PER_S + quarter * number for number in (1, 2, 3, 5, 6, 7)]
    assert session.status is SessionStatus.FINISHED
    assert time.passed == session.plan.seconds * NS_PER_S
