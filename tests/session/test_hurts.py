"""The key for `it hurts`: the time stands at once, and each answer leads where it must."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.routine.doses import HoldSeries
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.domain.safety.in_session import HurtsPage
from backpain_cli.domain.terms import Outcome, Place, Region, Side
from backpain_cli.session.events import NS_PER_S, Away, Event, SessionCommand, TimePassed
from backpain_cli.session.hurts import ANSWERS, seconds_to_wait
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice, SessionStatus
from backpain_cli.session.snapshot import session_from_snapshot, session_snapshot
from backpain_cli.wording.phrases import pressure_phrase
from tests.cases import all_cases
from tests.counted import counted_at, counted_plan
from tests.key_h import hurts
from tests.plans import check, muscle, plan, press, rest, small_plan, step, stretch, technique, trigger_point

ZERO, ONE, TWO, THREE, FOUR = (SessionCommand(str(digit)) for digit in range(5))
HURTS, ENTER, UP, DOWN = SessionCommand.HURTS, SessionCommand.ENTER, SessionCommand.UP, SessionCommand.DOWN
DIGITS = {ZERO, ONE, TWO, THREE, FOUR}
NO_ANSWERS = [one for one in SessionCommand if one not in {*DIGITS, SessionCommand.QUIT}]
PAGES = {
    HurtsPage.CHOICE: hurts(),
    HurtsPage.SETTLING: hurts(TWO),
    HurtsPage.SETTLED: hurts(TWO, 30),
    HurtsPage.RESTING: hurts(THREE),
    HurtsPage.RESTED: hurts(THREE, 120),
}
"""How one comes to each page."""
NECK = muscle("Trapezius", regions=(Region.CERVICAL,))
HIP = muscle("Gluteus medius")


def seconds(number: float) -> TimePassed:
    return TimePassed(round(number * NS_PER_S))


def after(session: Session, *events: Event) -> Session:
    for event in events:
        session = session.after(event)
    return session


def at(second: float, laid_out: Plan | None = None) -> Session:
    return Session(plan=laid_out or small_plan()).after(seconds(second))


def page_of(session: Session) -> HurtsPage | None:
    return None if session.question is None else session.question.page


def reported(session: Session) -> list[ComplaintKind]:
    return [one.complaint for one in session.complaints]


class TestTheQuestion:
    @all_cases("second", [0, 10, 22, 30, 40, 57, 70, 82, 90, 110], ids=str)
    def test_it_can_be_asked_in_every_phase_and_stops_the_time(self, second: int) -> None:
        asked = after(at(second), HURTS, seconds(100))
        assert (asked.status, asked.notice, page_of(asked)) == (SessionStatus.PAUSED, Notice.HURTS, HurtsPage.CHOICE)
        assert asked.position_ns == second * NS_PER_S
        assert asked.paused == 100 * NS_PER_S

    def test_it_can_be_asked_in_a_pause_and_the_pause_stays(self) -> None:
        session = after(at(40), SessionCommand.PAUSE, *hurts(ONE))
        assert (session.status, session.notice) == (SessionStatus.PAUSED, Notice.PRESSURE_HALVED)

    @pytest.mark.parametrize("page", PAGES)
    @all_cases("command", NO_ANSWERS)
    def test_no_other_key_answers_any_page(self, page: HurtsPage, command: SessionCommand) -> None:
        asked = after(at(40), *PAGES[page], seconds(2))
        still = asked.after(command)
        wanted = HurtsPage.CHOICE if command is HURTS else page
        assert (page_of(still), still.status, still.position_ns) == (wanted, SessionStatus.PAUSED, asked.position_ns)
        assert still.complaints == asked.complaints

    @pytest.mark.parametrize("page", PAGES)
    @all_cases("digit", DIGITS)
    def test_a_digit_that_is_not_on_the_page_answers_nothing(self, page: HurtsPage, digit: SessionCommand) -> None:
        asked = after(at(40), *PAGES[page], seconds(2))
        assert (after(asked, digit) != asked) == (digit in ANSWERS[page])

    @pytest.mark.parametrize("page", PAGES)
    def test_every_page_can_be_left_with_the_quit_key_twice(self, page: HurtsPage) -> None:
        once = after(at(40), *PAGES[page], seconds(2), SessionCommand.QUIT)
        assert once.notice is Notice.QUIT_AGAIN
        assert once.after(SessionCommand.QUIT).status is SessionStatus.QUIT
        # A quit key that is taken back asks again.
        later = once.after(seconds(3))
        assert later.question is not None
        assert later.notice is later.question.notice

    @pytest.mark.parametrize("page", PAGES)
    def test_h_asks_again_what_it_is_on_every_page(self, page: HurtsPage) -> None:
        again = after(at(40), *PAGES[page], seconds(2), HURTS)
        assert page_of(again) is HurtsPage.CHOICE
        assert after(again, seconds(1), FOUR).ended_by is ComplaintKind.EMERGENCY

    def test_who_was_away_is_still_asked(self) -> None:
        session = after(at(40), HURTS, Away(3600 * NS_PER_S))
        assert (page_of(session), session.notice) == (HurtsPage.CHOICE, Notice.HURTS)

    def test_an_answer_that_was_not_asked_for_only_shows_the_keys(self) -> None:
        for digit in DIGITS:
            session = at(40).after(digit)
            assert session.help_shown
            assert (session.status, session.position_ns, session.complaints) == (
                SessionStatus.RUNNING,
                40 * NS_PER_S,
                (),
            )

    @given(st.lists(st.sampled_from([one for one in NO_ANSWERS if one is not ENTER])))
    def test_nothing_but_an_answer_lets_the_time_go_on(self, commands: list[SessionCommand]) -> None:
        session = at(40).after(HURTS)
        for command in commands:
            session = after(session, command, seconds(1))
        assert (session.position_ns, session.is_asking) == (40 * NS_PER_S, True)


class TestHeldKeys:
    def test_a_key_held_down_answers_one_page_only(self) -> None:
        session = after(at(40), *hurts(THREE))
        for _ in range(150):
            session = after(session, seconds(1 / 30), THREE)
        assert page_of(session) is HurtsPage.RESTING
        assert after(session, seconds(1.1), THREE).ended_by is ComplaintKind.EMERGENCY

    def test_a_key_that_came_with_the_page_or_just_after_it_is_no_answer(self) -> None:
        asked = at(40).after(HURTS)
        for wait in (0, 0.3):
            assert after(asked, seconds(wait), FOUR).is_asking
        assert after(asked, seconds(0.5), FOUR).status is SessionStatus.STOPPED

    def test_a_rehearsal_waits_as_long_as_life_does(self) -> None:
        fast = Session(plan=small_plan(), quit_within=20 * 2 * NS_PER_S).after(seconds(40))
        asked = fast.after(HURTS)
        assert after(asked, seconds(20 * 0.3), FOUR).is_asking
        assert after(asked, seconds(20 * 0.5), FOUR).status is SessionStatus.STOPPED


class TestArrows:
    def test_enter_without_an_arrow_answers_nothing(self) -> None:
        assert after(at(40), *hurts(ENTER)).is_asking

    @pytest.mark.parametrize(("arrows", "digit"), [(1, ONE), (2, TWO), (3, THREE), (4, FOUR), (5, ZERO), (9, ZERO)])
    def test_the_arrows_and_enter_answer_as_the_digit_does(self, arrows: int, digit: SessionCommand) -> None:
        by_arrows = after(at(40), *hurts(), seconds(1), *[DOWN] * arrows, ENTER)
        by_digit = after(at(40), *hurts(digit))
        assert by_arrows.complaints == by_digit.complaints
        assert (page_of(by_arrows), by_arrows.status, by_arrows.plan) == (
            page_of(by_digit),
            by_digit.status,
            by_digit.plan,
        )

    def test_up_begins_with_the_last_answer_and_an_arrow_alone_is_none(self) -> None:
        session = after(at(40), *hurts(), seconds(1), UP)
        assert session.question is not None
        assert session.question.chosen == 4
        assert session.complaints == ()


class TestNothingOfThese:
    def test_it_goes_on_at_the_start_of_the_hold(self) -> None:
        before = at(40)
        session = after(before, *hurts(ZERO))
        assert (session.status, session.plan, session.complaints) == (SessionStatus.RUNNING, before.plan, ())
        assert session.position_ns == before.segment.start * NS_PER_S
        assert session.segment.phase is Phase.HOLD

    @all_cases("second", [10, 22, 27], ids=str)
    def test_outside_of_a_hold_it_goes_on_where_it_was(self, second: int) -> None:
        assert at(second).segment.phase is not Phase.HOLD or not at(second).segment.step.is_hold
        assert after(at(second), *hurts(ZERO)).position_ns == second * NS_PER_S

    def test_no_spot_is_pressed_a_third_time_that_way(self) -> None:
        session = at(54.9, plan(check(20), press(sides=StepSides.LEFT, hold=40)))
        for _ in range(20):
            session = after(session, *hurts(ZERO), seconds(15))
        # Two turns with getting ready and finding the spot, which is as much as going back by key allows.
        assert session.ledger.practised[2] <= 2 * 55 * NS_PER_S


class TestTooStrong:
    def test_it_goes_on_with_half_the_pressure_and_thirty_seconds_on_both_sides(self) -> None:
        laid_out = plan(check(20), press(sides=StepSides.BOTH, hold=60))
        before = at(50, laid_out)
        session = after(before, *hurts(ONE))
        assert session.status is SessionStatus.RUNNING
        pressures = {segment.step.pressure for segment in session.plan.segments if segment.step_number == 2}
        assert pressures == {(2, 3)}
        holds = [one for one in session.plan.segments if one.step_number == 2 and one.phase is Phase.HOLD]
        assert [one.seconds for one in holds] == [30, 30]
        assert session.position_ns == before.position_ns
        assert "2 to 3" in pressure_phrase(holds[1].step)

    def test_what_was_held_longer_already_ends_that_side(self) -> None:
        laid_out = plan(check(20), press(sides=StepSides.BOTH, hold=60))
        first = next(one for one in laid_out.segments if one.phase is Phase.HOLD and one.step_number == 2)
        session = after(at(first.start + 45.5, laid_out), *hurts(ONE))
        assert (session.segment.phase, session.segment.side, session.status) == (
            Phase.CHANGE,
            Side.RIGHT,
            SessionStatus.RUNNING,
        )
        assert session.notice is Notice.PRESSURE_HALVED

    @pytest.mark.parametrize(
        ("second", "reps"),
        # Of eight, of six seconds each: one that was begun is done to its end, and of an odd number less than half.
        [(0, 4), (0.5, 4), (1, 4), (6, 4), (7, 5), (18, 5), (19, 6), (41, 7), (43, 8), (47, 8)],
    )
    def test_of_counted_work_half_of_the_repetitions_that_are_left_are_done(self, second: float, reps: int) -> None:
        before = counted_at("Bridge", Phase.WORK, second)
        session = after(before, *hurts(ONE))
        assert (session.segment.reps, session.position_ns) == (reps, before.position_ns)
        assert (session.notice, session.status) == (Notice.REPETITIONS_HALVED, SessionStatus.RUNNING)
        assert session.plan.added == 6 * (reps - 8)
        assert session.after(SessionCommand.LENGTHEN_HOLD).notice is Notice.AT_CAP

    def test_where_half_of_what_is_left_is_none_the_work_is_done(self) -> None:
        session = after(counted_at("Bridge", Phase.WORK, 42), *hurts(ONE))
        assert (session.segment.step_number, session.notice) == (3, Notice.SPOT_LEFT)
        assert 2 in session.completed_steps
        assert 2 not in session.stopped

    def test_each_side_and_each_round_that_comes_has_half_too_and_at_least_one(self) -> None:
        session = after(counted_at("Clamshell", Phase.READY), *hurts(ONE))
        work = [one.reps for one in session.plan.segments if one.step.title == "Clamshell" and one.phase is Phase.WORK]
        assert work == [1, 1, 1, 1]

    def test_counted_work_that_is_too_strong_again_ends(self) -> None:
        session = after(counted_at("Bridge", Phase.WORK, 4), *hurts(ONE), seconds(2), *hurts(ONE))
        assert (session.segment.step_number, session.notice, set(session.stopped)) == (3, Notice.SPOT_LEFT, {2})

    def test_what_was_halved_is_so_after_it_is_resumed(self) -> None:
        session = after(counted_at("Clamshell", Phase.WORK, 5), *hurts(ONE))
        again = session_from_snapshot(counted_plan(), json.loads(json.dumps(session_snapshot(session))))
        assert again.plan == session.plan

    @pytest.mark.parametrize(
        ("second", "holds", "phase"),
        # Of two on each side, of eight seconds each: one that was held longer than half of that is over.
        [(0, [4, 4, 4, 4], Phase.HOLD), (3.5, [4, 4, 4, 4], Phase.HOLD), (5, [5, 4, 4, 4], Phase.PAUSE)],
    )
    def test_in_a_series_each_hold_from_there_on_is_half_as_long(
        self, second: float, holds: list[int], phase: Phase
    ) -> None:
        session = after(counted_at("Side plank", Phase.HOLD, second), *hurts(ONE))
        of_step = [one for one in session.plan.segments if one.step.title == "Side plank"]
        assert [one.seconds for one in of_step if one.phase is Phase.HOLD] == holds
        # The pauses stay.
        assert [one.seconds for one in of_step if one.phase is Phase.PAUSE] == [4, 4]
        assert (session.segment.phase, session.notice) == (phase, Notice.HOLDS_HALVED)
        assert session.plan.added == sum(holds) - 32

    def test_what_was_halved_in_a_series_is_told_to_the_end_of_the_step_and_no_key_makes_it_longer(self) -> None:
        session = after(counted_at("Side plank", Phase.HOLD, 1), *hurts(ONE))
        end = session.plan.end_of_step(4) * NS_PER_S
        assert session.after(SessionCommand.LENGTHEN_HOLD).notice is Notice.AT_CAP
        assert session.after(TimePassed(end - session.position_ns - 1)).notice is Notice.HOLDS_HALVED
        assert session.after(TimePassed(end - session.position_ns)).notice is Notice.NONE

    def test_a_series_in_a_pause_or_before_it_is_halved_too_and_again_too_strong_it_ends(self) -> None:
        session = after(counted_at("Side plank", Phase.PAUSE, 1), *hurts(ONE))
        holds = [one.seconds for one in session.plan.segments if one.step_number == 4 and one.phase is Phase.HOLD]
        assert (holds, session.segment.phase) == ([8, 4, 4, 4], Phase.PAUSE)
        session = after(session, seconds(2), *hurts(ONE))
        assert (session.segment.step_number, session.notice, set(session.stopped)) == (5, Notice.SPOT_LEFT, {4})

    def test_the_last_hold_of_a_series_that_was_long_enough_ends_it(self) -> None:
        session = after(counted_at("Side plank", Phase.HOLD, 6, number=3), *hurts(ONE))
        assert (session.segment.step_number, session.notice) == (5, Notice.SPOT_LEFT)
        assert 4 in session.completed_steps

    def test_a_series_that_was_halved_is_so_after_it_is_resumed(self) -> None:
        session = after(counted_at("Side plank", Phase.HOLD, 5), *hurts(ONE))
        again = session_from_snapshot(counted_plan(), json.loads(json.dumps(session_snapshot(session))))
        assert again.plan == session.plan

    def test_long_holds_of_a_series_are_no_longer_than_thirty_seconds(self) -> None:
        series = stretch(sides=StepSides.NONE, hold=60)._replace(series=HoldSeries(2, 60, 5), hold=60)
        laid_out = plan(check(20), series)
        session = after(at(30, laid_out), *hurts(ONE))
        holds = [one.seconds for one in session.plan.segments if one.step_number == 2 and one.phase is Phase.HOLD]
        assert holds == [30, 30]

    def test_where_nothing_is_held_or_counted_the_plan_stays(self) -> None:
        before = counted_at("Settle", Phase.HOLD, 3)
        session = after(before, *hurts(ONE))
        assert (session.plan, session.position_ns, session.notice) == (before.plan, before.position_ns, Notice.SMALLER)
        assert session.status is SessionStatus.RUNNING

    def test_breathing_goes_on_without_its_rhythm_in_the_same_seconds(self) -> None:
        before = counted_at("Slow breathing", Phase.HOLD, 6)
        assert "hold for 7" in before.segment.step.do
        session = after(before, *hurts(ONE))
        assert (session.position_ns, session.notice) == (before.position_ns, Notice.BREATHE_FREELY)
        assert [one.seconds for one in session.plan.segments] == [one.seconds for one in before.plan.segments]
        assert (session.segment.beats, session.segment.step.do) == ((), "Breathe softly, as it comes.")
        assert session.segment.step.title == "Slow breathing"
        again = session_from_snapshot(counted_plan(), json.loads(json.dumps(session_snapshot(session))))
        assert again.plan == session.plan
        ended = after(session, seconds(2), *hurts(ONE))
        assert (ended.segment.step_number, ended.notice) == (7, Notice.SPOT_LEFT)

    @pytest.mark.parametrize("second", [38, 39, 45, 45.5])
    def test_a_hold_that_was_long_enough_ends_its_step_and_no_other(self, second: float) -> None:
        laid_out = plan(check(20), press(sides=StepSides.LEFT, hold=60), stretch(), rest(20))
        hold = next(one for one in laid_out.segments if one.phase is Phase.HOLD and one.step_number == 2)
        session = after(at(hold.start + second, laid_out), *hurts(ONE))
        assert (session.segment.step_number, set(session.completed_steps)) == (3, {1, 2})

    def test_no_key_makes_that_hold_longer_again(self) -> None:
        session = after(at(40, plan(check(20), press(hold=60))), *hurts(ONE), SessionCommand.LENGTHEN_HOLD)
        assert (session.notice, session.segment.seconds) == (Notice.AT_CAP, 30)

    def test_the_second_time_at_a_spot_the_step_ends(self) -> None:
        laid_out = plan(check(20), press(sides=StepSides.BOTH, hold=60), stretch())
        session = after(at(40, laid_out), *hurts(ONE), seconds(2), *hurts(ONE))
        assert (session.segment.step_number, session.status) == (3, SessionStatus.RUNNING)
        assert (session.notice, set(session.stopped)) == (Notice.SPOT_LEFT, {2})
        assert reported(session) == [ComplaintKind.TOO_STRONG] * 2

    def test_the_same_spot_in_a_later_step_counts_as_the_second_time(self) -> None:
        laid_out = plan(*[press(hold=30)._replace(point=trigger_point(pressed=technique()))] * 2, stretch())
        second = laid_out.start_of_step(2) + 20
        session = after(at(5, laid_out), *hurts(ONE), seconds(second), *hurts(ONE))
        assert session.segment.step_number == 3

    def test_it_is_told_until_the_segment_ends(self) -> None:
        session = after(at(40), *hurts(ONE))
        assert session.after(seconds(5)).notice is Notice.PRESSURE_HALVED
        assert session.after(seconds(20)).notice is Notice.NONE


class TestSharp:
    def test_it_waits_thirty_seconds_and_asks_whether_it_has_gone(self) -> None:
        session = after(at(40), *hurts(TWO))
        assert (page_of(session), seconds_to_wait(session)) == (HurtsPage.SETTLING, 30)
        assert seconds_to_wait(after(session, seconds(12.5))) == 18
        assert page_of(after(session, seconds(29.9))) is HurtsPage.SETTLING
        assert page_of(after(session, seconds(30))) is HurtsPage.SETTLED

    def test_gone_it_goes_on_with_the_next_step_on_neither_side(self) -> None:
        laid_out = plan(check(20), press(sides=StepSides.BOTH, hold=40), stretch())
        session = after(at(50, laid_out), *hurts(TWO, 30, ONE))
        assert (session.segment.step_number, session.status) == (3, SessionStatus.RUNNING)
        assert session.notice is Notice.STEP_ENDED
        assert (set(session.stopped), set(session.skipped), set(session.completed_steps)) == ({2}, set(), {1})

    def test_nothing_more_is_pressed_in_its_region_and_all_else_is(self) -> None:
        low, high = muscle("Quadratus"), muscle("Rhomboids", regions=(Region.THORACIC,))
        presses = [
            step(StepKind.PRESS, title=of.english, hold=60, sides=StepSides.BOTH, of=of, pressure=(4, 6))
            for of in (low, high, low)
        ]
        laid_out = plan(press(hold=30), *presses)
        session = after(at(20, laid_out), *hurts(TWO, 30, ONE))
        kinds = [one.kind for one in session.plan.routine.steps]
        assert kinds[:4] == [StepKind.REST, StepKind.REST, StepKind.PRESS, StepKind.REST]
        assert session.plan.seconds == laid_out.seconds
        # Not by going back either.
        assert not after(session, SessionCommand.BACK).segment.step.traits.presses

    def test_where_the_muscle_is_not_known_nothing_is_pressed_at_all(self) -> None:
        own = step(StepKind.PRESS, title="Mine", hold=30, pressure=(2, 3))
        high = step(
            StepKind.PRESS, title="High", hold=30, pressure=(2, 3), of=muscle("Rhomboids", regions=(Region.THORACIC,))
        )
        session = after(at(10, plan(own, high)), *hurts(TWO, 30, ONE))
        assert not any(one.traits.presses for one in session.plan.routine.steps)

    def test_not_gone_the_session_ends_and_says_what_is_asked_now(self) -> None:
        session = after(at(40), *hurts(TWO, 30, TWO))
        assert (session.status, session.ended_by) == (SessionStatus.STOPPED, ComplaintKind.SHARP_STAYED)
        assert ComplaintKind.SHARP_STAYED.opens == ("P2", "A5")
        assert ComplaintKind.SHARP_STAYED.outcome is Outcome.DOCTOR_TODAY
        (sign,) = session.complaints
        assert (sign.step_number, sign.muscle, sign.side, sign.second) == (2, "gluteus-medius", "left", 40)

    def test_in_the_last_step_the_session_is_over(self) -> None:
        session = after(at(110), *hurts(TWO, 30, ONE))
        assert session.status is SessionStatus.FINISHED
        assert set(session.stopped) == {4}

    def test_once_it_was_told_no_slip_of_the_finger_leads_back_to_the_spot(self) -> None:
        for page in (HurtsPage.SETTLING, HurtsPage.SETTLED):
            for digit in (ZERO, ONE, TWO):
                session = after(at(40), *PAGES[page], seconds(2), *hurts(digit))
                assert page_of(session) is page
                assert reported(session) == [ComplaintKind.SHARP]


class TestLightHeaded:
    def test_it_counts_two_minutes_and_asks_whether_it_has_gone(self) -> None:
        session = after(at(40), *hurts(THREE))
        assert (page_of(session), seconds_to_wait(session)) == (HurtsPage.RESTING, 120)
        assert page_of(after(session, seconds(119.9))) is HurtsPage.RESTING
        assert page_of(after(session, seconds(120))) is HurtsPage.RESTED

    def test_gone_it_goes_on_seated_without_neck_work_when_the_person_does(self) -> None:
        at_table = step(StepKind.PRESS, title="Hand", hold=60, of=HIP, pressure=(2, 3))._replace(place=Place.SITTING)
        neck = step(StepKind.PRESS, title="Neck", hold=60, of=NECK, pressure=(2, 3))._replace(place=Place.SITTING)
        laid_out = plan(press(hold=30), at_table, neck, stretch(), rest(30))
        session = after(at(5, laid_out), *hurts(THREE, 120, ONE))
        assert (session.status, session.notice, session.segment.step_number) == (
            SessionStatus.PAUSED,
            Notice.SEATED,
            2,
        )
        assert {one.place for one in session.plan.routine.steps} == {Place.SITTING}
        kinds = [one.kind for one in session.plan.routine.steps]
        assert kinds[:5] == [StepKind.MOVE, StepKind.PRESS, StepKind.MOVE, StepKind.MOVE, StepKind.MOVE]
        assert session.plan.seconds == laid_out.seconds

    def test_a_second_time_ends_the_session_even_where_it_has_gone(self) -> None:
        once = after(at(5, plan(press(hold=30), check(60), rest(30))), *hurts(THREE, 120, ONE), SessionCommand.PAUSE)
        twice = after(once, seconds(3), *hurts(THREE, 120, ONE))
        assert (twice.status, twice.ended_by) == (SessionStatus.STOPPED, ComplaintKind.LIGHT_HEADED)
        assert ComplaintKind.LIGHT_HEADED.outcome is None

    def test_not_gone_it_ends_with_a_doctor_today(self) -> None:
        session = after(at(40), *hurts(THREE, 120, TWO))
        assert session.ended_by is ComplaintKind.LIGHT_HEADED_STAYED
        assert ComplaintKind.LIGHT_HEADED_STAYED.outcome is Outcome.DOCTOR_TODAY

    @pytest.mark.parametrize(
        ("minutes_since", "ended_by"),
        [(1, ComplaintKind.EMERGENCY), (7.9, ComplaintKind.EMERGENCY), (8.1, ComplaintKind.LIGHT_HEADED_STAYED)],
    )
    def test_within_ten_minutes_of_neck_work_not_gone_is_an_emergency(
        self, minutes_since: float, ended_by: ComplaintKind
    ) -> None:
        neck = step(StepKind.PRESS, title="Neck", hold=30, of=NECK, pressure=(2, 3))
        laid_out = plan(neck, *[step(StepKind.PRESS, title=f"{n}", hold=60, of=HIP) for n in range(12)])
        # The two minutes of rest count.
        session = after(
            at(30, laid_out), seconds(60 * minutes_since), HURTS, seconds(1), THREE, seconds(120), seconds(0.5), TWO
        )
        assert session.ended_by is ended_by

    def test_movement_in_a_routine_for_the_neck_is_neck_work(self) -> None:
        neck = step(StepKind.PRESS, title="Neck", hold=30, of=NECK, pressure=(2, 3))
        session = after(at(20, plan(check(40), neck)), *hurts(THREE, 120, TWO))
        assert session.ended_by is ComplaintKind.EMERGENCY

    @pytest.mark.parametrize("page", [HurtsPage.RESTING, HurtsPage.RESTED])
    @pytest.mark.parametrize("answers", [(THREE,), (HURTS, seconds(1), TWO), (HURTS, seconds(1), FOUR)])
    def test_now_something_else_is_an_emergency(self, page: HurtsPage, answers: tuple[Event, ...]) -> None:
        session = after(at(40), *PAGES[page], seconds(2), *answers)
        assert session.ended_by is ComplaintKind.EMERGENCY
        assert reported(session) == [ComplaintKind.LIGHT_HEADED, ComplaintKind.EMERGENCY]

    def test_light_headed_after_something_sharp_both_have_to_go(self) -> None:
        session = after(at(40), *hurts(TWO), seconds(5), *hurts(THREE, 120, ONE))
        assert page_of(session) is HurtsPage.SETTLED
        assert after(session, seconds(1), TWO).ended_by is ComplaintKind.SHARP_STAYED
        assert after(session, seconds(1.1), ONE).notice is Notice.STEP_ENDED


class TestEmergency:
    @pytest.mark.parametrize("second", [0, 22, 30, 40, 57, 82, 110], ids=str)
    def test_it_ends_the_session_at_once_in_every_phase(self, second: int) -> None:
        session = after(at(second), *hurts(FOUR))
        assert (session.status, session.is_over) == (SessionStatus.STOPPED, True)
        assert session.ended_by is ComplaintKind.EMERGENCY
        assert ComplaintKind.EMERGENCY.outcome is Outcome.EMERGENCY

    @given(st.lists(st.sampled_from(list(SessionCommand))))
    def test_nothing_leads_on_from_there(self, commands: list[SessionCommand]) -> None:
        ended = after(at(40), *hurts(FOUR))
        assert after(ended, *commands, seconds(100)) == ended


class TestTheLedger:
    def test_each_step_has_the_time_that_was_lived_through_in_it(self) -> None:
        session = at(120)
        assert {number: lived // NS_PER_S for number, lived in session.ledger.practised.items()} == {
            1: 20,
            2: 35,
            3: 50,
            4: 15,
        }
        assert sum(session.ledger.practised.values()) == session.practised

    def test_what_is_repeated_counts_again(self) -> None:
        session = after(at(50), SessionCommand.RESTART, seconds(10), SessionCommand.BACK, seconds(5))
        assert dict(session.ledger.repeats) == {2: 1, 1: 1}
        assert session.ledger.practised[2] == 40 * NS_PER_S
        assert sum(session.ledger.practised.values()) == session.practised

    def test_skipping_ahead_begins_nothing_anew(self) -> None:
        assert dict(after(at(5), SessionCommand.SKIP).ledger.repeats) == {}

    def test_each_pause_counts_once(self) -> None:
        session = after(
            at(5),
            SessionCommand.PAUSE,
            SessionCommand.PAUSE,
            Away(9 * NS_PER_S),
            SessionCommand.PAUSE,
            SessionCommand.HURTS,
        )
        assert session.ledger.pauses == 3
