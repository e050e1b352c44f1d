"""The loop, led through whole sessions in a time that only waiting moves."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Sides
from backpain_cli.session.events import Command, Ended, Input, Resized
from backpain_cli.session.ledger import SECOND
from backpain_cli.session.loop import MOST_LATE, begin, walk
from backpain_cli.session.session import Notice, Session, Status
from backpain_cli.wording.cues import CueKind, cue_sheet
from tests.fakes import Asleep, FakeTime, Frozen, Led, Scrapbook, Stopped, in_nanoseconds, lead
from tests.plans import fifteen_minutes, plan, press, routines, small_plan

THREE_DAYS = 3 * 24 * 3600
LEAVE = (Command.QUIT, Command.QUIT)


def assert_each_cue_was_told_once_in_order(led: Led) -> None:
    assert led.cues == list(cue_sheet(led.session.plan))


def assert_each_cue_was_told_on_its_second(led: Led, *, speed: int = 1) -> None:
    for when, cue in led.stage.told:
        assert when == -(-cue.at * SECOND // speed), cue


class TestAWholeSession:
    def test_fifteen_minutes_end_at_exactly_nine_hundred_seconds(self) -> None:
        led = lead(fifteen_minutes())
        assert led.session.status is Status.FINISHED
        assert led.time.passed == 900 * SECOND
        assert led.session.practised == led.session.clock == 900 * SECOND
        assert led.session.done == set(range(1, led.session.plan.steps + 1))

    def test_each_cue_comes_once_in_order_and_on_its_second(self) -> None:
        led = lead(fifteen_minutes())
        assert_each_cue_was_told_once_in_order(led)
        assert_each_cue_was_told_on_its_second(led)

    @settings(max_examples=30, deadline=None)
    @given(drawn=routines(most_steps=5))
    def test_it_is_so_with_every_plan(self, drawn: Routine) -> None:
        led = lead(lay_out(drawn))
        assert led.time.passed == drawn.seconds * SECOND
        assert_each_cue_was_told_once_in_order(led)
        assert_each_cue_was_told_on_its_second(led)

    def test_the_stage_is_entered_and_left_once(self) -> None:
        led = lead(small_plan())
        assert (led.stage.entered, led.stage.left) == (1, 1)

    def test_every_second_is_shown(self) -> None:
        led = lead(small_plan())
        assert [when for when, _ in led.stage.shown] == [second * SECOND for second in range(121)]

    def test_what_is_shown_first_is_the_very_beginning(self) -> None:
        led = lead(small_plan())
        assert (led.stage.shown[0][0], led.stage.shown[0][1].position) == (0, 0)

    def test_what_is_shown_last_is_the_end(self) -> None:
        led = lead(small_plan())
        assert led.stage.last == led.session
        assert led.stage.last.status is Status.FINISHED


class TestWaiting:
    def test_it_is_waited_for_once_a_second(self) -> None:
        led = lead(fifteen_minutes())
        assert len(led.time.waits) == 900

    def test_nothing_wakes_a_pause_but_a_key(self) -> None:
        led = lead(small_plan(), (30.5, Command.PAUSE), (3630.5, Command.PAUSE))
        assert led.time.waits.count(None) == 1
        assert len(led.time.waits) == 120 + 2

    def test_the_question_about_leaving_wakes_a_pause_once_when_it_goes_away(self) -> None:
        led = lead(small_plan(), (30, Command.PAUSE), (40, Command.QUIT), (100, Command.PAUSE))
        assert led.stage.at(41.9).notice is Notice.QUIT_AGAIN
        assert led.stage.at(42).notice is Notice.NONE
        assert led.time.waits.count(None) == 2
        assert led.session.status is Status.FINISHED

    def test_the_question_about_leaving_goes_away_on_time_while_it_runs(self) -> None:
        led = lead(small_plan(), (61.3, Command.QUIT))
        assert led.stage.at(63.2).notice is Notice.QUIT_AGAIN
        assert led.stage.at(63.3).notice is Notice.NONE
        assert led.time.passed == 120 * SECOND

    def test_it_is_shown_at_most_once_a_wake_up(self) -> None:
        keys = [(second + 0.3, command) for second, command in enumerate(Command) if command is not Command.QUIT]
        led = lead(small_plan(), *keys, (20, Frozen(5)), (300, Command.PAUSE))
        assert len(led.stage.shown) <= len(led.time.waits) + 1

    def test_several_things_at_once_are_shown_once(self) -> None:
        led = lead(small_plan(), (30.5, Command.SKIP), (30.5, Command.HELP), (30.5, Resized()))
        assert [when for when, _ in led.stage.shown].count(30_500_000_000) == 1
        assert led.stage.at(30.5).help_shown
        assert led.stage.at(30.5).segment.step_number == 3

    def test_a_clock_that_stands_still_moves_nothing(self) -> None:
        time = StuckTime(for_waits=50)
        stage = Scrapbook(time)
        session = walk(begin(small_plan()), clock=time, inputs=time, stage=stage)
        assert session.status is Status.FINISHED
        assert time.passed == 120 * SECOND
        assert [cue for _, cue in stage.told] == list(cue_sheet(small_plan()))
        assert len(time.waits) == 50 + 120
        assert {shown.position for _, shown in stage.shown[:50]} == {0}


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
        led = lead(small_plan(), (at, Command.PAUSE), (at + 60, Command.PAUSE))
        paused = led.stage.at(at)
        assert (paused.status, paused.position) == (Status.PAUSED, round(at * SECOND))
        assert led.time.passed == 180 * SECOND

    @in_every_phase
    @pytest.mark.parametrize("command", [Command.SKIP, Command.BACK, Command.RESTART])
    def test_a_jump_takes_effect_at_once_and_opens_its_step(self, at: float, command: Command) -> None:
        led = lead(small_plan(), (at, command))
        session = led.stage.at(at)
        number = session.plan.segments[session.plan.index_at(int(at))].step_number
        target = {Command.SKIP: number + 1, Command.BACK: max(1, number - 1), Command.RESTART: number}[command]
        told = [cue for when, cue in led.stage.told if when == round(at * SECOND)]
        if target > session.plan.steps:
            assert session.status is Status.FINISHED
            assert led.time.passed == round(at * SECOND)
            assert [cue.kind for cue in told] == [CueKind.END]
            return
        start = session.plan.start_of_step(target)
        assert session.position == start * SECOND
        assert told == [cue for cue in cue_sheet(session.plan) if cue.at == start]
        assert told[0].kind is CueKind.START
        assert led.time.passed == round(at * SECOND) + (120 - start) * SECOND

    @in_every_phase
    def test_leaving_takes_effect_at_once(self, at: float) -> None:
        led = lead(small_plan(), (at, Command.QUIT), (at + 0.25, Command.QUIT))
        assert led.session.status is Status.LEFT
        assert led.time.passed == led.session.practised == round((at + 0.25) * SECOND)

    @in_every_phase
    def test_the_keys_are_shown_at_once(self, at: float) -> None:
        led = lead(small_plan(), (at, Command.HELP))
        assert led.stage.at(at).help_shown
        assert led.time.passed == 120 * SECOND

    def test_a_longer_hold_makes_the_whole_longer_by_as_much(self) -> None:
        led = lead(small_plan(), (36.5, Command.LONGER), (37, Command.LONGER))
        assert led.session.status is Status.FINISHED
        assert led.time.passed == 130 * SECOND

    def test_a_shorter_hold_makes_the_whole_shorter_by_as_much(self) -> None:
        led = lead(small_plan(), (36.5, Command.SHORTER))
        assert led.time.passed == 115 * SECOND

    def test_the_cues_after_a_changed_hold_come_on_their_new_seconds(self) -> None:
        led = lead(small_plan(), (36.5, Command.LONGER))
        # The hold was told before it became longer, so that its text is the old one.
        told = [(cue.kind, cue.at) for cue in led.cues]
        assert told == [(cue.kind, cue.at) for cue in cue_sheet(led.session.plan)]
        assert_each_cue_was_told_on_its_second(led)

    def test_half_time_is_told_once_even_if_the_hold_is_made_longer_after_it(self) -> None:
        laid_out = plan(press(sides=Sides.LEFT, hold=20))
        led = lead(laid_out, (26, Command.LONGER), (27, Command.LONGER))
        halves = [when for when, cue in led.stage.told if cue.kind is CueKind.HALF and cue.at < 45]
        assert halves == [25 * SECOND]

    def test_half_time_is_told_again_when_the_step_is_done_again(self) -> None:
        laid_out = plan(press(sides=Sides.LEFT, hold=20))
        led = lead(laid_out, (26, Command.RESTART))
        halves = [when for when, cue in led.stage.told if cue.kind is CueKind.HALF]
        assert halves[:2] == [25 * SECOND, 51 * SECOND]

    def test_the_cues_before_a_key_come_before_those_after_it(self) -> None:
        led = lead(small_plan(), (25, Command.SKIP))
        kinds = [(when // SECOND, cue.kind, cue.at) for when, cue in led.stage.told if 20 <= when / SECOND <= 25]
        assert kinds == [(20, CueKind.START, 20), (25, CueKind.FIND, 25), (25, CueKind.START, 55)]

    def test_a_step_that_is_skipped_is_told_no_more_of(self) -> None:
        led = lead(small_plan(), (21, Command.SKIP))
        assert not [cue for cue in led.cues if 20 < cue.at < 55]

    def test_keys_that_take_no_time_are_all_obeyed(self) -> None:
        led = lead(small_plan(), *((3, Command.SKIP) for _ in range(3)))
        assert led.stage.at(3).segment.step_number == 4
        assert led.session.skipped == {1, 2, 3}

    def test_nothing_is_obeyed_after_the_second_quit(self) -> None:
        led = lead(small_plan(), *((3, command) for command in (*LEAVE, Command.SKIP)))
        assert (led.session.status, led.session.position) == (Status.LEFT, 3 * SECOND)


class TestPause:
    @pytest.mark.parametrize("length", [1, 3600, THREE_DAYS])
    def test_after_a_pause_it_goes_on_as_if_nothing_had_been(self, length: int) -> None:
        led = lead(small_plan(), (36.25, Command.PAUSE), (36.25 + length, Command.PAUSE))
        assert led.session.status is Status.FINISHED
        assert (led.session.practised, led.session.paused) == (120 * SECOND, length * SECOND)
        assert led.time.passed == (120 + length) * SECOND
        assert_each_cue_was_told_once_in_order(led)
        for when, cue in led.stage.told:
            assert when == (cue.at + (length if cue.at > 36 else 0)) * SECOND

    def test_nothing_is_told_in_a_pause(self) -> None:
        led = lead(small_plan(), (36.25, Command.PAUSE), (3636.25, Command.PAUSE))
        assert not [cue for when, cue in led.stage.told if 36.25 * SECOND < when < 3636.25 * SECOND]

    def test_a_long_pause_is_no_absence(self) -> None:
        led = lead(small_plan(), (36, Command.PAUSE), (7236, Command.HELP), (7300, Command.PAUSE))
        assert {session.notice for _, session in led.stage.shown} == {Notice.NONE}

    def test_a_machine_that_sleeps_in_a_pause_makes_the_pause_longer(self) -> None:
        led = lead(small_plan(), (36, Command.PAUSE), (40, Asleep(3600)), (46, Command.PAUSE))
        assert led.session.practised == 120 * SECOND
        assert led.session.paused == 3610 * SECOND

    def test_ctrl_z_in_a_pause_makes_the_pause_longer(self) -> None:
        led = lead(small_plan(), (36, Command.PAUSE), (40, Stopped(3600)), (3650, Command.PAUSE))
        assert led.session.practised == 120 * SECOND
        assert led.session.paused == (3650 - 36) * SECOND


class TestALateMachine:
    @pytest.mark.parametrize("late", [0.001, 0.4, 1, 1.999, 2])
    def test_up_to_two_seconds_lose_no_cue_and_tell_none_twice(self, late: float) -> None:
        led = lead(fifteen_minutes(), late=lambda _: late)
        assert led.session.status is Status.FINISHED
        assert_each_cue_was_told_once_in_order(led)
        for when, cue in led.stage.told:
            assert 0 <= when - cue.at * SECOND <= late * SECOND

    def test_lateness_does_not_add_up(self) -> None:
        led = lead(fifteen_minutes(), late=lambda _: 0.3)
        assert 900 * SECOND <= led.time.passed <= 900_300_000_000

    @settings(max_examples=40, deadline=None)
    @given(lateness=st.lists(st.floats(0, 2), min_size=1, max_size=40))
    def test_any_lateness_up_to_two_seconds_loses_no_cue(self, lateness: list[float]) -> None:
        led = lead(small_plan(), late=lambda number: lateness[number % len(lateness)])
        assert_each_cue_was_told_once_in_order(led)
        assert led.session.practised == 120 * SECOND
        assert {session.notice for _, session in led.stage.shown} == {Notice.NONE}

    def test_a_stage_that_takes_its_time_makes_no_second_late(self) -> None:
        time = FakeTime()
        stage = SlowScrapbook(time, seconds=0.4)
        session = walk(begin(small_plan()), clock=time, inputs=time, stage=stage)
        assert session.practised == time.passed - in_nanoseconds(0.4) == 120 * SECOND
        assert [when for when, _ in stage.shown] == [second * SECOND for second in range(121)]
        # Only what is told at the very beginning waits for the first drawing.
        assert [when for when, _ in stage.told[1:]] == [cue.at * SECOND for cue in cue_sheet(small_plan())][1:]

    def test_a_late_wake_up_is_followed_by_a_shorter_wait(self) -> None:
        led = lead(small_plan(), late=lambda number: 0.3 if number == 4 else 0)
        assert led.time.waits[4:7] == [SECOND, 700_000_000, SECOND]


GONE = {"5 s": 5, "1 h": 3600, "3 days": THREE_DAYS}
gone_for = pytest.mark.parametrize("gone", GONE.values(), ids=GONE)


def assert_it_went_on_where_it_was(led: Led) -> None:
    assert led.session.status is Status.FINISHED
    assert led.session.practised == 120 * SECOND
    assert_each_cue_was_told_once_in_order(led)


class TestAbsence:
    @gone_for
    @pytest.mark.parametrize("at", [36.5, 62.25])
    def test_a_frozen_process_pauses_where_it_was_and_says_for_how_long(self, at: float, gone: int) -> None:
        led = lead(small_plan(), (at, Frozen(gone)), (gone + 100, Command.PAUSE))
        paused = led.stage.at(gone + 99)
        assert (paused.status, paused.notice) == (Status.PAUSED, Notice.AWAY)
        # The second that was being waited for may have been lived through or not.
        assert at * SECOND <= paused.position <= (at + 1) * SECOND
        assert (gone - 1) * SECOND <= paused.away <= gone * SECOND
        assert paused.position + paused.away == (at + gone) * SECOND
        assert_it_went_on_where_it_was(led)

    @gone_for
    def test_a_sleep_that_only_the_boot_clock_saw_pauses_and_says_for_how_long(self, gone: int) -> None:
        led = lead(small_plan(), (36.5, Asleep(gone)), (60, Command.PAUSE))
        paused = led.stage.at(59)
        assert (paused.status, paused.notice, paused.away) == (Status.PAUSED, Notice.AWAY, gone * SECOND)
        assert paused.position == 37 * SECOND
        assert_it_went_on_where_it_was(led)
        assert led.session.paused == (gone + 23) * SECOND

    @gone_for
    def test_ctrl_z_pauses_where_it_was_and_says_for_how_long(self, gone: int) -> None:
        led = lead(small_plan(), (43.5, Stopped(gone)), (gone + 60, Command.PAUSE))
        paused = led.stage.at(gone + 59)
        assert (paused.status, paused.notice) == (Status.PAUSED, Notice.AWAY)
        assert (paused.position, paused.away) == (43.5 * SECOND, gone * SECOND)
        assert_it_went_on_where_it_was(led)

    def test_even_the_shortest_stop_is_a_pause(self) -> None:
        led = lead(small_plan(), (36.5, Stopped(0.01)), (60, Command.PAUSE))
        paused = led.stage.at(59)
        assert paused.status is Status.PAUSED
        assert (paused.position, paused.away) == (36.5 * SECOND, SECOND // 100)
        assert_it_went_on_where_it_was(led)

    def test_after_a_stop_all_of_it_is_drawn_anew(self) -> None:
        led = lead(small_plan(), (36.5, Stopped(100)), (200, Command.PAUSE))
        assert led.stage.redrawn == [136_500_000_000]

    def test_a_process_that_was_frozen_over_a_cue_is_noticed(self) -> None:
        led = lead(small_plan(), (44.5, Frozen(3600)), (4000, Command.PAUSE))
        paused = led.stage.at(3999)
        assert (paused.status, paused.notice) == (Status.PAUSED, Notice.AWAY)
        assert paused.position <= 45 * SECOND
        assert paused.away >= 3599 * SECOND
        assert_it_went_on_where_it_was(led)

    @pytest.mark.parametrize("gone", [Frozen(5), Asleep(5), Stopped(5)], ids=["frozen", "asleep", "stopped"])
    @pytest.mark.parametrize("at", [60.5, 65.5, 68.5])
    def test_an_absence_between_two_cues_is_noticed_within_a_second(
        self, at: float, gone: Frozen | Asleep | Stopped
    ) -> None:
        led = lead(small_plan(), (at, gone), (1000, Ended()))
        told = next(when for when, session in led.stage.shown if session.notice is Notice.AWAY)
        back = at * SECOND if isinstance(gone, Asleep) else (at + 5) * SECOND
        assert back <= told <= back + SECOND

    def test_nothing_of_an_absence_counts_as_done(self) -> None:
        led = lead(small_plan(), (19.5, Frozen(3600)), (4000, Ended()))
        assert led.session.done <= {1}
        assert led.session.position <= 20 * SECOND

    @pytest.mark.parametrize(("extra", "notice"), [(0, Notice.NONE), (0.001, Notice.AWAY)])
    def test_a_gap_just_over_the_longest_lateness_is_an_absence(self, extra: float, notice: Notice) -> None:
        late = MOST_LATE / SECOND + extra
        led = lead(small_plan(), (90, Ended()), late=lambda number: late if number == 9 else 0)
        assert led.stage.at(12.5).notice is notice

    def test_a_key_wakes_a_person_who_was_away_up_again(self) -> None:
        led = lead(small_plan(), (36.5, Asleep(3600)), (50, Command.HELP), (51, Command.PAUSE))
        assert led.stage.at(50).status is Status.PAUSED
        assert led.stage.at(51).status is Status.RUNNING
        assert led.stage.at(51).notice is Notice.NONE

    def test_the_keys_pressed_at_waking_are_obeyed_after_the_pause(self) -> None:
        led = lead(small_plan(), (36.5, Frozen(3600)), (36.9, Command.SKIP), (4000, Command.PAUSE))
        paused = led.stage.at(3999)
        assert (paused.status, paused.position) == (Status.PAUSED, 55 * SECOND)
        assert led.session.skipped == {2}

    def test_short_sleeps_of_the_machine_are_no_absence(self) -> None:
        led = lead(small_plan(), (36.5, Asleep(1.5)))
        assert {session.notice for _, session in led.stage.shown} == {Notice.NONE}
        assert led.time.passed == 120 * SECOND

    def test_two_absences_are_told_each_for_itself(self) -> None:
        led = lead(small_plan(), (36.5, Asleep(3600)), (50, Command.PAUSE), (60.5, Asleep(7200)), (80, Command.PAUSE))
        assert led.stage.at(49).away == 3600 * SECOND
        assert led.stage.at(79).away == 7200 * SECOND
        assert_it_went_on_where_it_was(led)


class TestTheEnd:
    @in_every_phase
    def test_a_signal_ends_it_at_once(self, at: float) -> None:
        led = lead(small_plan(), (at, Ended()))
        assert led.session.status is Status.BROKEN_OFF
        assert led.time.passed == led.session.position == led.session.practised == round(at * SECOND)
        assert led.stage.left == 1

    def test_a_signal_ends_a_pause(self) -> None:
        led = lead(small_plan(), (36, Command.PAUSE), (4000, Ended()))
        assert (led.session.status, led.session.position) == (Status.BROKEN_OFF, 36 * SECOND)

    def test_many_signals_are_as_one(self) -> None:
        led = lead(small_plan(), *((36, Ended()) for _ in range(20)))
        assert led.session.status is Status.BROKEN_OFF
        assert len(led.stage.shown) == len(led.time.waits) + 1

    def test_a_stage_that_breaks_is_left_all_the_same(self) -> None:
        time = FakeTime()
        stage = Scrapbook(time, breaks_at=3)
        with pytest.raises(RuntimeError, match="the stage broke"):
            walk(begin(small_plan()), clock=time, inputs=time, stage=stage)
        assert (stage.entered, stage.left) == (1, 1)
        assert time.passed == 17 * SECOND


class TestResize:
    def test_another_size_is_drawn_at_once_and_changes_nothing(self) -> None:
        led = lead(small_plan(), (36.5, Resized()), (90, Resized()))
        assert led.stage.redrawn == [36_500_000_000, 90 * SECOND]
        assert led.stage.at(36.5).position == 36_500_000_000
        assert led.time.passed == 120 * SECOND
        assert_each_cue_was_told_once_in_order(led)
        assert_each_cue_was_told_on_its_second(led)

    def test_another_size_is_drawn_in_a_pause_and_leaves_it_a_pause(self) -> None:
        led = lead(small_plan(), (36, Command.PAUSE), (50, Resized()), (60, Command.PAUSE))
        assert led.stage.at(50).status is Status.PAUSED
        assert led.stage.shown[[when for when, _ in led.stage.shown].index(50 * SECOND)][1].position == 36 * SECOND

    def test_a_storm_of_sizes_loses_no_time(self) -> None:
        led = lead(small_plan(), *((36 + number / 100, Resized()) for number in range(500)))
        assert led.time.passed == 120 * SECOND
        assert_each_cue_was_told_once_in_order(led)


class TestSpeed:
    @pytest.mark.parametrize("speed", [2, 3, 7, 20, 60])
    def test_a_rehearsal_ends_when_it_should(self, speed: int) -> None:
        led = lead(fifteen_minutes(), speed=speed)
        assert led.session.status is Status.FINISHED
        assert led.session.practised == 900 * SECOND
        assert 0 <= led.time.passed * speed - 900 * SECOND < speed

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
        led = lead(fifteen_minutes(), (5, Command.QUIT), (8, Command.QUIT), (9.9, Command.QUIT), speed=20)
        assert (led.session.status, led.time.passed) == (Status.LEFT, 9_900_000_000)

    def test_an_absence_from_a_rehearsal_is_told_in_real_time(self) -> None:
        led = lead(fifteen_minutes(), (5.03, Stopped(3600)), (4000, Ended()), speed=20)
        assert led.session.notice is Notice.AWAY
        assert led.session.away == 3600 * SECOND
        assert led.session.position == 100.6 * SECOND

    def test_a_pause_in_a_rehearsal_takes_nothing_away(self) -> None:
        led = lead(small_plan(), (2, Command.PAUSE), (100, Command.PAUSE), speed=20)
        assert led.session.practised == 120 * SECOND
        assert led.time.passed == 104 * SECOND
        assert_each_cue_was_told_once_in_order(led)


class TestFromAStep:
    @pytest.mark.parametrize("number", [1, 2, 3, 4])
    def test_it_begins_with_that_step_and_its_cues(self, number: int) -> None:
        led = lead(small_plan(), from_step=number)
        start = led.session.plan.start_of_step(number)
        assert led.stage.shown[0][1].position == start * SECOND
        assert led.cues == [cue for cue in cue_sheet(led.session.plan) if cue.at >= start]
        assert all(when == (cue.at - start) * SECOND for when, cue in led.stage.told)
        assert led.time.passed == led.session.practised == (120 - start) * SECOND
        assert led.session.done == set(range(number, 5))

    def test_one_can_go_back_from_there(self) -> None:
        led = lead(small_plan(), (1.5, Command.BACK), from_step=3)
        assert led.stage.at(1.5).segment.step_number == 2
        assert led.session.done == {2, 3, 4}


KEYS = st.sampled_from([command for command in Command if command is not Command.QUIT])


class TestAnything:
    @settings(max_examples=60, deadline=None)
    @given(drawn=routines(most_steps=4), keys=st.lists(st.tuples(st.floats(0, 200), KEYS), max_size=15))
    def test_no_keys_make_it_busy_lose_time_or_tell_cues_out_of_order(
        self, drawn: Routine, keys: list[tuple[float, Command]]
    ) -> None:
        # Whatever is pressed, something ends it: nobody waits for ever in a pause.
        led = lead(lay_out(drawn), *keys, (5000, Ended()))
        session = led.session
        assert session.practised + session.paused == session.clock == led.time.passed
        assert len(led.stage.shown) <= len(led.time.waits) + 1
        ticks = session.practised // SECOND
        assert len(led.time.waits) <= ticks + 3 * len(keys) + len(session.plan.segments) * (len(keys) + 1) + 1
        for (one_at, one), (other_at, other) in pairwise(led.stage.told):
            assert one_at <= other_at
            assert one.at <= other.at or other.kind is CueKind.START
        for when, cue in led.stage.told:
            assert led.stage.at(when / SECOND + 1e-6).plan.seconds >= cue.at

    @settings(max_examples=40, deadline=None)
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
        led = lead(small_plan(), *happenings, (200_000, Ended()))
        slept = led.time.asleep()
        assert led.session.practised == led.session.position <= led.time.passed
        assert led.session.clock <= led.time.passed + slept
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
