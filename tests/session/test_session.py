"""The session as a value: what each event does to it, and what no sequence of events can do."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from backpain_cli.domain.records.care_records import MoveChange, MoveSetting
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.domain.terms import Side
from backpain_cli.session.events import NS_PER_S, Away, Event, SessionCommand, SessionEnded, TimePassed
from backpain_cli.session.recording import easier_moves
from backpain_cli.session.session import MIN_HOLD_S, Session
from backpain_cli.session.session_state import QUIT_WITHIN_NS, Notice, SessionStatus
from backpain_cli.session.snapshot import session_from_snapshot, session_snapshot
from tests.cases import all_cases
from tests.counted import counted_at, hard_plan
from tests.plans import plan, press, routines, small_plan, sorer_sides, step, stretch

HARMLESS = [command for command in SessionCommand if command is not SessionCommand.QUIT]


def seconds(number: float) -> TimePassed:
    return TimePassed(round(number * NS_PER_S))


def begun(laid_out: Plan | None = None, *, at: float = 0) -> Session:
    session = Session(plan=laid_out or small_plan())
    return session.after(seconds(at)) if at else session


def after(session: Session, *events: Event) -> Session:
    for event in events:
        session = session.after(event)
    return session


def done_and_skipped(session: Session) -> tuple[set[int], set[int]]:
    return set(session.completed_steps), set(session.skipped)


class TestTime:
    def test_a_new_session_runs_and_has_everything_before_it(self) -> None:
        session = begun()
        assert session.status is SessionStatus.RUNNING
        assert (session.position_ns, session.seconds_left, session.total_ns) == (0, 120, 120 * NS_PER_S)
        assert (session.practised, session.paused, session.elapsed_ns, session.seek_count) == (0, 0, 0, 0)
        assert (session.completed_steps, session.skipped) == (frozenset(), frozenset())

    def test_time_moves_the_position(self) -> None:
        session = begun().after(seconds(21.5))
        assert session.position_ns == session.practised == session.elapsed_ns == 21_500_000_000
        assert session.segment.phase is Phase.READY
        assert session.total_ns - session.position_ns == 98_500_000_000

    def test_time_in_pieces_is_the_same_as_time_in_one(self) -> None:
        pieces = begun()
        for _ in range(3 * 17):
            pieces = pieces.after(TimePassed(NS_PER_S // 3))
        assert pieces == begun().after(TimePassed(NS_PER_S // 3 * 3 * 17))

    def test_a_border_belongs_to_what_begins_there(self) -> None:
        assert begun(at=20).segment.step_number == 2
        assert begun().after(TimePassed(20 * NS_PER_S - 1)).segment.step_number == 1

    def test_time_that_goes_back_is_refused(self) -> None:
        with pytest.raises(ValueError, match="cannot go back: -1 ns"):
            begun(at=5).after(TimePassed(-1))

    def test_the_end_comes_with_the_last_nanosecond(self) -> None:
        almost = begun().after(TimePassed(120 * NS_PER_S - 1))
        assert (almost.status, almost.seconds_left) == (SessionStatus.RUNNING, 1)
        ended = almost.after(TimePassed(1))
        assert (ended.status, ended.position_ns, ended.seconds_left) == (SessionStatus.FINISHED, 120 * NS_PER_S, 0)
        assert ended.completed_steps == {1, 2, 3, 4}

    def test_time_after_the_end_is_not_practised(self) -> None:
        ended = begun().after(seconds(500))
        assert (ended.status, ended.position_ns) == (SessionStatus.FINISHED, 120 * NS_PER_S)
        assert ended.practised == 120 * NS_PER_S

    @pytest.mark.parametrize(
        ("nanoseconds", "shown"),
        [
            (0, 20),
            (1, 20),
            (NS_PER_S - 1, 20),
            (NS_PER_S, 19),
            (19 * NS_PER_S, 1),
            (20 * NS_PER_S - 1, 1),
            (20 * NS_PER_S, 5),
        ],
    )
    def test_the_seconds_shown_are_rounded_up(self, nanoseconds: int, shown: int) -> None:
        assert begun().after(TimePassed(nanoseconds)).seconds_left_in_segment == shown

    def test_the_first_instant_shows_all_and_only_the_end_shows_nothing(self) -> None:
        assert (begun().seconds_left, begun().seconds_left_in_segment) == (120, 20)
        ended = begun(at=120)
        assert (ended.seconds_left, ended.seconds_left_in_segment) == (0, 0)


class TestPause:
    def test_a_paused_session_ignores_time(self) -> None:
        paused = begun(at=30).after(SessionCommand.PAUSE)
        later = paused.after(seconds(3600))
        assert (later.position_ns, later.practised) == (paused.position_ns, paused.practised)
        assert later.paused == 3600 * NS_PER_S
        assert later.elapsed_ns == 3630 * NS_PER_S
        assert later.status is SessionStatus.PAUSED

    def test_after_a_pause_it_goes_on_where_it_was(self) -> None:
        session = after(begun(at=30), SessionCommand.PAUSE, seconds(3600), SessionCommand.PAUSE, seconds(1))
        assert (session.status, session.position_ns) == (SessionStatus.RUNNING, 31 * NS_PER_S)
        assert session.paused == 3600 * NS_PER_S

    def test_only_the_pause_key_ends_a_pause(self) -> None:
        for command in HARMLESS:
            session = after(begun(at=30), SessionCommand.PAUSE, command)
            assert (session.status is SessionStatus.PAUSED) is (command is not SessionCommand.PAUSE), command

    def test_a_pause_finishes_no_step(self) -> None:
        session = after(begun(at=19), SessionCommand.PAUSE, seconds(1000))
        assert session.completed_steps == frozenset()


class TestAway:
    @pytest.mark.parametrize("gone", [5, 3600, 3 * 24 * 3600])
    def test_being_away_pauses_and_says_for_how_long(self, gone: int) -> None:
        session = begun(at=30).after(Away(gone * NS_PER_S))
        assert (session.status, session.notice) == (SessionStatus.PAUSED, Notice.AWAY)
        assert session.absence_ns == gone * NS_PER_S

    def test_being_away_counts_as_a_pause_and_nothing_else(self) -> None:
        before = begun(at=30)
        session = before.after(Away(3600 * NS_PER_S))
        assert (session.position_ns, session.practised, session.completed_steps) == (
            before.position_ns,
            before.practised,
            before.completed_steps,
        )
        assert session.paused == 3600 * NS_PER_S
        assert session.elapsed_ns == 3630 * NS_PER_S

    def test_who_goes_on_is_no_longer_told_of_it(self) -> None:
        session = after(begun(at=30), Away(3600 * NS_PER_S), SessionCommand.PAUSE)
        assert (session.status, session.notice, session.absence_ns) == (SessionStatus.RUNNING, Notice.NONE, 0)
        assert session.paused == 3600 * NS_PER_S

    def test_it_is_told_until_a_key_is_pressed(self) -> None:
        session = after(begun(at=30), Away(3600 * NS_PER_S), seconds(600))
        assert (session.notice, session.absence_ns) == (Notice.AWAY, 3600 * NS_PER_S)

    def test_being_away_in_a_pause_adds_to_the_pause(self) -> None:
        session = after(begun(at=30), SessionCommand.PAUSE, seconds(10), Away(50 * NS_PER_S))
        assert (session.status, session.paused) == (SessionStatus.PAUSED, 60 * NS_PER_S)

    @pytest.mark.parametrize("status", [[], [SessionCommand.PAUSE]], ids=["running", "paused"])
    def test_an_absence_of_less_than_no_time_is_refused(self, status: list[SessionCommand]) -> None:
        with pytest.raises(ValueError, match="cannot go back: -1 ns"):
            after(begun(at=30), *status).after(Away(-1))

    def test_a_question_about_leaving_does_not_outlive_an_absence(self) -> None:
        session = after(begun(at=30), SessionCommand.QUIT, Away(NS_PER_S), SessionCommand.QUIT)
        assert (session.status, session.notice) == (SessionStatus.PAUSED, Notice.QUIT_AGAIN)


class TestJumps:
    @pytest.mark.parametrize("at", [20, 20.5, 34.999, 54.5])
    def test_skip_goes_to_the_start_of_the_next_step(self, at: float) -> None:
        session = begun(at=at).after(SessionCommand.SKIP)
        assert session.position_ns == 55 * NS_PER_S
        assert done_and_skipped(session) == ({1}, {2})
        assert session.seek_count == 1

    def test_what_is_skipped_is_not_practised(self) -> None:
        session = after(begun(at=20), SessionCommand.SKIP, SessionCommand.SKIP, seconds(3))
        assert session.practised == 23 * NS_PER_S
        assert session.skipped == {2, 3}

    def test_skip_in_the_last_step_asks_and_only_enter_ends_it(self) -> None:
        asked = begun(at=110).after(SessionCommand.SKIP)
        assert (asked.status, asked.notice) == (SessionStatus.RUNNING, Notice.LAST_STEP)
        for other in (SessionCommand.SKIP, SessionCommand.PAUSE, SessionCommand.UNKNOWN):
            assert not asked.after(other).is_over
        assert not after(asked, SessionCommand.PAUSE, SessionCommand.ENTER).is_over
        session = asked.after(SessionCommand.ENTER)
        assert (session.status, session.position_ns) == (SessionStatus.FINISHED, session.total_ns)
        assert done_and_skipped(session) == ({1, 2, 3}, {4})
        assert session.practised == 110 * NS_PER_S

    def test_a_session_of_which_nothing_was_done_was_left(self) -> None:
        skips = [SessionCommand.SKIP] * 10
        session = after(begun(at=1), *skips, SessionCommand.ENTER)
        assert (session.status, session.completed_steps) == (SessionStatus.QUIT, frozenset())
        assert session.skipped == {1, 2, 3, 4}

    @pytest.mark.parametrize("at", [55, 55.5, 80, 104.999])
    def test_back_goes_to_the_start_of_the_step_before(self, at: float) -> None:
        assert begun(at=at).after(SessionCommand.BACK).position_ns == 20 * NS_PER_S

    @pytest.mark.parametrize("at", [0, 0.5, 19.999])
    def test_back_in_the_first_step_goes_to_its_start(self, at: float) -> None:
        session = begun(at=at).after(SessionCommand.BACK)
        assert (session.position_ns, session.status) == (0, SessionStatus.RUNNING)

    @pytest.mark.parametrize(("at", "start"), [(0, 0), (19.9, 0), (20, 20), (54.9, 20), (100, 55), (119, 105)])
    def test_again_goes_to_the_start_of_this_step(self, at: float, start: int) -> None:
        assert begun(at=at).after(SessionCommand.RESTART).position_ns == start * NS_PER_S

    @pytest.mark.parametrize("command", [SessionCommand.SKIP, SessionCommand.BACK, SessionCommand.RESTART])
    def test_a_jump_takes_no_time_and_leaves_a_pause_a_pause(self, command: SessionCommand) -> None:
        paused = begun(at=60).after(SessionCommand.PAUSE)
        session = paused.after(command)
        assert session.status is SessionStatus.PAUSED
        assert (session.elapsed_ns, session.practised, session.paused) == (
            paused.elapsed_ns,
            paused.practised,
            paused.paused,
        )

    def test_what_is_repeated_is_practised_again(self) -> None:
        session = after(begun(at=30), SessionCommand.RESTART, seconds(10))
        assert (session.position_ns, session.practised) == (30 * NS_PER_S, 40 * NS_PER_S)

    def test_a_skipped_step_that_is_done_afterwards_is_done(self) -> None:
        session = after(begun(at=20), SessionCommand.SKIP, SessionCommand.BACK)
        assert session.skipped == {2}
        session = session.after(seconds(35))
        assert done_and_skipped(session) == ({1, 2}, set())

    def test_a_done_step_that_is_skipped_the_second_time_stays_done(self) -> None:
        session = after(begun(at=55), SessionCommand.BACK, seconds(3), SessionCommand.SKIP)
        assert done_and_skipped(session) == ({1, 2}, set())

    def test_a_step_that_was_begun_again_is_not_done_before_its_end(self) -> None:
        session = after(begun(at=19), SessionCommand.RESTART, seconds(19))
        assert session.completed_steps == frozenset()
        assert session.after(seconds(1)).completed_steps == {1}

    def test_several_steps_that_end_at_once_are_all_done(self) -> None:
        assert begun(at=104).completed_steps == {1, 2}
        assert begun(at=105).completed_steps == {1, 2, 3}

    def test_steps_before_the_one_it_began_with_are_neither_done_nor_skipped(self) -> None:
        session = Session(plan=small_plan(), position_ns=55 * NS_PER_S).after(seconds(50))
        assert done_and_skipped(session) == ({3}, set())


class TestLongerAndShorter:
    def test_plus_makes_the_present_hold_and_the_whole_five_seconds_longer(self) -> None:
        session = begun(at=36).after(SessionCommand.LENGTHEN_HOLD)
        assert (session.segment.seconds, session.plan.seconds, session.plan.added) == (25, 125, 5)
        assert session.position_ns == 36 * NS_PER_S
        assert session.seconds_left_in_segment == 24
        assert session.total_ns - session.position_ns == 89 * NS_PER_S

    def test_minus_makes_the_present_hold_and_the_whole_five_seconds_shorter(self) -> None:
        session = begun(at=36).after(SessionCommand.SHORTEN_HOLD)
        assert (session.segment.seconds, session.plan.seconds, session.plan.added) == (15, 115, -5)
        assert session.position_ns == 36 * NS_PER_S

    def test_a_hold_does_not_get_longer_than_its_cap(self) -> None:
        session = begun(plan(press(sides=StepSides.LEFT, hold=60, cap=67)), at=20)
        session = after(session, SessionCommand.LENGTHEN_HOLD, SessionCommand.LENGTHEN_HOLD)
        assert (session.segment.seconds, session.notice) == (67, Notice.NONE)
        assert session.after(SessionCommand.LENGTHEN_HOLD).segment.seconds == 67
        assert session.after(SessionCommand.LENGTHEN_HOLD).notice is Notice.AT_CAP

    def test_a_hold_does_not_get_shorter_than_the_shortest(self) -> None:
        session = after(begun(at=36), SessionCommand.SHORTEN_HOLD, SessionCommand.SHORTEN_HOLD)
        assert (session.segment.seconds, session.notice) == (MIN_HOLD_S, Notice.NONE)
        session = session.after(SessionCommand.SHORTEN_HOLD)
        assert (session.segment.seconds, session.notice) == (MIN_HOLD_S, Notice.AT_SHORTEST)

    @pytest.mark.parametrize(
        ("spent", "cut"), [(14, True), (14.999, True), (15, False), (15.001, False), (19.999, False)]
    )
    def test_a_hold_is_never_cut_below_what_was_spent(self, spent: float, cut: bool) -> None:
        before = begun(at=35 + spent)
        session = before.after(SessionCommand.SHORTEN_HOLD)
        assert session.segment.seconds == (15 if cut else 20)
        assert session.notice is (Notice.NONE if cut else Notice.AT_SHORTEST)
        assert session.position_ns == before.position_ns
        assert session.segment.step_number == 2

    @pytest.mark.parametrize("hold", [3, 4, 5, 9])
    def test_a_very_short_hold_can_be_made_longer(self, hold: int) -> None:
        session = begun(plan(press(sides=StepSides.LEFT, hold=hold)), at=15).after(SessionCommand.LENGTHEN_HOLD)
        assert (session.segment.seconds, session.notice) == (hold + 5, Notice.NONE)

    def test_a_hold_with_a_very_low_cap_can_be_made_as_long_as_that(self) -> None:
        session = begun(plan(press(sides=StepSides.LEFT, hold=5, cap=8)), at=15).after(SessionCommand.LENGTHEN_HOLD)
        assert (session.segment.seconds, session.notice) == (8, Notice.NONE)

    @all_cases("at", [0, 10, 20, 25, 34.9, 55, 80, 84.9, 105])
    @all_cases("command", [SessionCommand.LENGTHEN_HOLD, SessionCommand.SHORTEN_HOLD])
    def test_what_is_no_hold_cannot_be_changed(self, at: float, command: SessionCommand) -> None:
        before = begun(at=at)
        session = before.after(command)
        assert session.plan == before.plan
        assert session.notice is Notice.NO_HOLD

    @pytest.mark.parametrize("kind", [StepKind.CHECK, StepKind.MOVE, StepKind.REST])
    def test_a_check_a_move_and_a_rest_are_no_holds(self, kind: StepKind) -> None:
        session = begun(plan(step(kind, hold=30, cap=90)), at=3).after(SessionCommand.LENGTHEN_HOLD)
        assert (session.plan.added, session.notice) == (0, Notice.NO_HOLD)

    def test_longer_and_shorter_work_in_a_pause(self) -> None:
        session = after(begun(at=36), SessionCommand.PAUSE, SessionCommand.LENGTHEN_HOLD)
        assert (session.status, session.plan.added) == (SessionStatus.PAUSED, 5)

    def test_a_longer_hold_ends_later_by_itself(self) -> None:
        session = after(begun(at=54), SessionCommand.LENGTHEN_HOLD, seconds(5))
        assert session.segment.step_number == 2
        assert session.completed_steps == {1}
        session = session.after(seconds(1))
        assert session.segment.step_number == 3
        assert session.completed_steps == {1, 2}

    def test_the_changed_hold_is_kept_when_the_step_is_done_again(self) -> None:
        session = after(begun(at=36), SessionCommand.LENGTHEN_HOLD, SessionCommand.RESTART, seconds(15))
        assert (session.segment.phase, session.segment.seconds) == (Phase.HOLD, 25)

    @pytest.mark.parametrize(
        ("at", "command"), [(55 + 6, SessionCommand.SHORTEN_HOLD), (10, SessionCommand.LENGTHEN_HOLD)]
    )
    def test_what_was_told_of_one_hold_is_not_told_in_the_next(self, at: float, command: SessionCommand) -> None:
        laid_out = plan(step(StepKind.CHECK, hold=20, cap=20), press(sides=StepSides.LEFT, hold=20), stretch(hold=10))
        session = begun(laid_out, at=at).after(command)
        assert session.notice is not Notice.NONE
        later = session.after(TimePassed(session.segment.end * NS_PER_S - session.position_ns + 20 * NS_PER_S))
        assert later.notice is Notice.NONE

    @pytest.mark.parametrize(
        ("at", "commands", "notice"),
        [
            (3, [SessionCommand.LENGTHEN_HOLD], Notice.NO_HOLD),
            (36, [SessionCommand.SHORTEN_HOLD] * 3, Notice.AT_SHORTEST),
            (36, [SessionCommand.LENGTHEN_HOLD] * 15, Notice.AT_CAP),
        ],
    )
    def test_what_is_told_of_a_segment_is_told_until_its_last_nanosecond(
        self, at: float, commands: list[SessionCommand], notice: Notice
    ) -> None:
        session = after(begun(at=at), *commands)
        assert session.notice is notice
        left = session.segment.end * NS_PER_S - session.position_ns
        assert session.after(TimePassed(left - 1)).notice is notice
        assert session.after(TimePassed(left)).notice is Notice.NONE

    def test_an_absence_is_told_beyond_its_segment_and_a_question_about_leaving_too(self) -> None:
        asked = after(begun(at=54), SessionCommand.QUIT, seconds(1.5))
        assert (asked.segment.step_number, asked.notice) == (3, Notice.QUIT_AGAIN)
        gone = after(begun(at=54), Away(3600 * NS_PER_S), seconds(60))
        assert gone.notice is Notice.AWAY

    def test_a_cap_is_told_of_no_other_step(self) -> None:
        laid_out = plan(press(sides=StepSides.LEFT, hold=30, cap=30), stretch(sides=StepSides.LEFT, cap=60))
        session = begun(laid_out, at=40).after(SessionCommand.LENGTHEN_HOLD)
        assert session.notice is Notice.AT_CAP
        assert session.after(seconds(15)).notice is Notice.NONE


class TestASpot:
    """In the small plan the press lasts from 20 to 55, its hold from 35; a stretch follows."""

    def test_a_press_is_done_again_once_and_not_twice(self) -> None:
        session = after(begun(at=54), SessionCommand.RESTART, seconds(34))
        assert (session.position_ns, session.notice) == (54 * NS_PER_S, Notice.NONE)

        for key in (SessionCommand.RESTART, SessionCommand.BACK):
            assert (session.after(key).position_ns, session.after(key).notice) == (54 * NS_PER_S, Notice.ENOUGH)

    def test_no_way_back_leads_through_it_a_third_time(self) -> None:
        session = after(begun(at=54), SessionCommand.RESTART, seconds(40))
        assert session.segment.step_number == 3

        assert session.after(SessionCommand.BACK).notice is Notice.ENOUGH
        assert session.after(SessionCommand.RESTART).position_ns == 55 * NS_PER_S

    @given(
        st.lists(
            st.tuples(st.integers(1, 30), st.sampled_from([SessionCommand.BACK, SessionCommand.RESTART])), max_size=60
        )
    )
    def test_no_keys_press_a_spot_for_longer_than_two_turns(self, keys: list[tuple[int, SessionCommand]]) -> None:
        session = begun(at=0)
        for passed, key in keys:
            session = after(session, seconds(passed), key)
        session = session.after(seconds(120))

        assert session.ledger.practised.get(2, 0) <= (2 * 35 + 15) * NS_PER_S


class TestQuit:
    def test_the_first_press_only_asks(self) -> None:
        session = begun(at=30).after(SessionCommand.QUIT)
        assert (session.status, session.notice) == (SessionStatus.RUNNING, Notice.QUIT_AGAIN)

    @pytest.mark.parametrize("between", [0, 1, NS_PER_S, QUIT_WITHIN_NS - 1])
    def test_a_second_press_within_two_seconds_leaves(self, between: int) -> None:
        session = after(begun(at=30), SessionCommand.QUIT, TimePassed(between), SessionCommand.QUIT)
        assert session.status is SessionStatus.QUIT

    @pytest.mark.parametrize("between", [QUIT_WITHIN_NS, QUIT_WITHIN_NS + 1, 60 * NS_PER_S])
    def test_a_second_press_after_two_seconds_asks_again(self, between: int) -> None:
        session = after(begun(at=30), SessionCommand.QUIT, TimePassed(between), SessionCommand.QUIT)
        assert (session.status, session.notice) == (SessionStatus.RUNNING, Notice.QUIT_AGAIN)
        assert session.after(SessionCommand.QUIT).status is SessionStatus.QUIT

    def test_two_seconds_are_two_seconds(self) -> None:
        assert QUIT_WITHIN_NS == 2 * NS_PER_S

    def test_the_question_goes_away_by_itself(self) -> None:
        session = after(begun(at=30), SessionCommand.QUIT, TimePassed(QUIT_WITHIN_NS - 1))
        assert session.notice is Notice.QUIT_AGAIN
        assert session.after(TimePassed(1)).notice is Notice.NONE

    @all_cases("command", HARMLESS)
    def test_any_other_key_takes_it_back(self, command: SessionCommand) -> None:
        session = after(begun(at=36), SessionCommand.QUIT, command)
        assert session.quit_asked_at is None
        assert session.notice is not Notice.QUIT_AGAIN
        assert session.after(SessionCommand.QUIT).status is not SessionStatus.QUIT

    def test_it_works_in_a_pause_and_there_too_within_two_seconds(self) -> None:
        paused = after(begun(at=30), SessionCommand.PAUSE, seconds(100))
        assert after(paused, SessionCommand.QUIT, seconds(1.9), SessionCommand.QUIT).status is SessionStatus.QUIT
        assert after(paused, SessionCommand.QUIT, seconds(2), SessionCommand.QUIT).status is SessionStatus.PAUSED

    def test_what_was_done_stays_known_to_who_left(self) -> None:
        session = after(begun(at=30), SessionCommand.QUIT, SessionCommand.QUIT)
        assert session.position_ns == session.practised == 30 * NS_PER_S
        assert session.completed_steps == {1}


class TestKeysShown:
    def test_help_shows_the_keys_and_hides_them(self) -> None:
        session = begun().after(SessionCommand.HELP)
        assert session.help_shown
        assert not session.after(SessionCommand.HELP).help_shown

    def test_a_key_that_means_nothing_shows_the_keys_and_never_hides_them(self) -> None:
        session = begun().after(SessionCommand.UNKNOWN)
        assert session.help_shown
        assert session.after(SessionCommand.UNKNOWN).help_shown

    @pytest.mark.parametrize("command", [SessionCommand.HELP, SessionCommand.UNKNOWN])
    def test_the_keys_change_nothing_else(self, command: SessionCommand) -> None:
        before = begun(at=30)
        after = before.after(command)._replace(help_shown=False, help_until=None)
        assert after._replace(notice=Notice.NONE, layout_named=False) == before

    def test_the_first_key_that_means_nothing_is_said_to_be_none_as_long_as_the_keys_are_shown(self) -> None:
        first = begun(at=30).after(SessionCommand.UNKNOWN)
        assert first.notice is Notice.NOT_A_KEY
        later = first.after(TimePassed(8 * NS_PER_S))
        assert later.notice is Notice.NONE
        again = later.after(SessionCommand.UNKNOWN)
        assert (again.notice, again.help_shown) == (Notice.NONE, True)

    def test_a_digit_shows_the_keys_and_is_not_said_to_be_none(self) -> None:
        shown = begun(at=30).after(SessionCommand.ONE)
        assert (shown.notice, shown.help_shown) == (Notice.NONE, True)

    def test_those_that_were_not_asked_for_go_away_by_themselves_also_in_a_pause(self) -> None:
        for session in (begun(at=30), begun(at=30).after(SessionCommand.PAUSE)):
            shown = session.after(SessionCommand.UNKNOWN)
            assert shown.after(TimePassed(8 * NS_PER_S - 1)).help_shown
            assert not shown.after(TimePassed(8 * NS_PER_S)).help_shown

    def test_those_that_were_asked_for_stay(self) -> None:
        asked = begun(at=30).after(SessionCommand.HELP)
        assert asked.after(TimePassed(60 * NS_PER_S)).help_shown
        assert asked.after(SessionCommand.UNKNOWN).after(TimePassed(60 * NS_PER_S)).help_shown


ENDINGS: dict[str, Callable[[], Session]] = {
    "finished": lambda: begun(at=120),
    "skipped to the end": lambda: after(begun(at=110), SessionCommand.SKIP, SessionCommand.ENTER),
    "left": lambda: after(begun(at=30), SessionCommand.QUIT, SessionCommand.QUIT),
    "broken off": lambda: begun(at=30).after(SessionEnded()),
    "broken off in a pause": lambda: after(begun(at=30), SessionCommand.PAUSE, SessionEnded()),
}


class TestOver:
    @all_cases("ending", ENDINGS)
    @all_cases("event", [*SessionCommand, TimePassed(NS_PER_S), Away(NS_PER_S), SessionEnded()], ids=str)
    def test_over_is_over(self, ending: str, event: Event) -> None:
        session = ENDINGS[ending]()
        assert session.is_over
        assert session.after(event) is session

    def test_a_signal_breaks_it_off_where_it_is(self) -> None:
        session = begun(at=30).after(SessionEnded())
        assert (session.status, session.position_ns, session.practised) == (
            SessionStatus.INTERRUPTED,
            30 * NS_PER_S,
            30 * NS_PER_S,
        )

    @pytest.mark.parametrize("status", [SessionStatus.RUNNING, SessionStatus.PAUSED])
    def test_one_that_runs_or_waits_is_not_over(self, status: SessionStatus) -> None:
        assert not begun()._replace(status=status).is_over


def times_of(session: Session) -> dict[str, object]:
    named = ("position_ns", "elapsed_ns", "practised", "paused", "seek_count", "absence_ns", "quit_within")
    derived = ("total_ns", "segment_index", "seconds_left_in_segment", "seconds_left")
    return {name: getattr(session, name) for name in (*named, *derived)}


def assert_it_holds(session: Session) -> None:
    """Assert what must hold of each session, whatever happened to it."""
    assert 0 <= session.position_ns <= session.total_ns
    assert session.total_ns == session.plan.seconds * NS_PER_S
    assert session.practised >= 0
    assert session.practised + session.paused <= session.elapsed_ns
    assert not session.completed_steps & session.skipped
    assert session.completed_steps | session.skipped <= set(range(1, session.plan.steps + 1))
    assert session.segment is session.plan.segments[session.segment_index]
    assert session.segment.start * NS_PER_S <= session.position_ns <= session.segment.end * NS_PER_S
    assert (session.status is SessionStatus.FINISHED) is (session.position_ns == session.total_ns)
    assert (session.seconds_left_in_segment == 0) is (session.position_ns == session.total_ns)
    assert session.seconds_left_in_segment <= session.segment.seconds
    assert session.plan.seconds == session.plan.routine.seconds + session.plan.added
    assert (session.quit_asked_at is not None) is (session.notice is Notice.QUIT_AGAIN) or session.is_over
    for name, value in times_of(session).items():
        assert type(value) is int, name
    for segment, planned in zip(session.plan.segments, lay_out_anew(session.plan).segments, strict=True):
        assert (segment.phase, segment.side, segment.step_number) == (planned.phase, planned.side, planned.step_number)
        if segment.phase is not Phase.HOLD or not segment.step.is_hold:
            assert segment.seconds == planned.seconds
        else:
            shortest = min(MIN_HOLD_S, planned.seconds)
            assert shortest <= segment.seconds <= max(segment.step.cap, planned.seconds)


def lay_out_anew(plan_before: Plan) -> Plan:
    sides = {segment.side for segment in plan_before.segments}
    sorer = None if sides & {Side.EASIER, Side.SORER} else Side.RIGHT
    anew = lay_out(plan_before.routine, sorer=sorer)
    if [segment.side for segment in anew.segments] != [segment.side for segment in plan_before.segments]:
        anew = lay_out(plan_before.routine, sorer=Side.LEFT)
    return anew


class SessionMachine(RuleBasedStateMachine):
    """Any events in any order, beside a model that only adds up."""

    def __init__(self) -> None:
        super().__init__()
        self.session = begun()
        self.model_clock = 0
        self.model_paused = 0
        self.model_practised_at_most = 0

    @initialize(drawn=routines(most_steps=5), sorer=sorer_sides())
    def begin(self, drawn: Routine, sorer: Side | None) -> None:
        self.session = Session(plan=lay_out(drawn, sorer=sorer))

    def happen(self, event: Event) -> Session:
        """Let `event` happen, and return the session as it was before."""
        before = self.session
        self.session = before.after(event)
        return before

    @rule(nanoseconds=st.one_of(st.integers(0, 3 * NS_PER_S), st.integers(0, 40 * NS_PER_S)))
    def time_passes(self, nanoseconds: int) -> None:
        before = self.happen(TimePassed(nanoseconds))
        if before.is_over:
            return
        self.model_clock += nanoseconds
        if before.status is SessionStatus.PAUSED:
            self.model_paused += nanoseconds
            assert self.session.position_ns == before.position_ns
        else:
            self.model_practised_at_most += nanoseconds
            assert self.session.position_ns == min(before.position_ns + nanoseconds, before.total_ns)
            ends = {number: before.plan.end_of_step(number) * NS_PER_S for number in range(1, before.plan.steps + 1)}
            ended = {number for number, end in ends.items() if before.position_ns < end <= self.session.position_ns}
            assert self.session.completed_steps == before.completed_steps | ended
            assert self.session.skipped == before.skipped - ended
        assert self.session.plan is before.plan

    @rule(nanoseconds=st.integers(0, 10**15))
    def somebody_is_away(self, nanoseconds: int) -> None:
        before = self.happen(Away(nanoseconds))
        if before.is_over:
            return
        self.model_clock += nanoseconds
        self.model_paused += nanoseconds
        assert (self.session.status, self.session.absence_ns) == (SessionStatus.PAUSED, nanoseconds)
        assert (self.session.position_ns, self.session.completed_steps) == (before.position_ns, before.completed_steps)

    @rule()
    def pause_is_pressed(self) -> None:
        before = self.happen(SessionCommand.PAUSE)
        if not before.is_over:
            assert {before.status, self.session.status} == {SessionStatus.RUNNING, SessionStatus.PAUSED}
            assert self.session.position_ns == before.position_ns

    @rule()
    def skip_is_pressed(self) -> None:
        before = self.happen(SessionCommand.SKIP)
        if before.is_over:
            return
        number = before.segment.step_number
        if number == before.plan.steps:
            assert (self.session.position_ns, self.session.notice) == (before.position_ns, Notice.LAST_STEP)
            return
        assert self.session.position_ns == before.plan.end_of_step(number) * NS_PER_S
        assert self.session.skipped == before.skipped | ({number} - before.completed_steps)
        assert self.session.completed_steps == before.completed_steps

    @rule()
    def back_is_pressed(self) -> None:
        before = self.happen(SessionCommand.BACK)
        self.it_is_at_step(max(1, before.segment.step_number - 1), before)

    @rule()
    def again_is_pressed(self) -> None:
        before = self.happen(SessionCommand.RESTART)
        self.it_is_at_step(before.segment.step_number, before)

    def it_is_at_step(self, number: int, before: Session) -> None:
        if before.is_over:
            return
        if self.session.notice is Notice.ENOUGH:
            assert self.session.position_ns == before.position_ns
        else:
            assert self.session.position_ns == before.plan.start_of_step(number) * NS_PER_S

    @rule(command=st.sampled_from([SessionCommand.LENGTHEN_HOLD, SessionCommand.SHORTEN_HOLD]))
    def the_hold_is_changed(self, command: SessionCommand) -> None:
        before = self.happen(command)
        if before.is_over:
            return
        change = self.session.plan.seconds - before.plan.seconds
        assert change == self.session.plan.added - before.plan.added
        assert self.session.segment.seconds - before.segment.seconds == change
        assert (0 <= change <= 5) if command is SessionCommand.LENGTHEN_HOLD else change in {0, -5}
        assert (change == 0) is (self.session.notice is not Notice.NONE)
        assert self.session.position_ns == before.position_ns
        assert self.session.segment_index == before.segment_index
        assert self.session.position_ns < self.session.segment.end * NS_PER_S

    @rule(command=st.sampled_from([SessionCommand.HELP, SessionCommand.UNKNOWN]))
    def the_keys_are_asked_for(self, command: SessionCommand) -> None:
        before = self.happen(command)
        assert (self.session.position_ns, self.session.status) == (before.position_ns, before.status)

    # One that is left is soon over, so that this must not happen too often.
    @precondition(lambda self: self.session.quit_asked_at is None)
    @rule()
    def quit_is_pressed(self) -> None:
        before = self.happen(SessionCommand.QUIT)
        if not before.is_over:
            assert (self.session.status, self.session.notice) == (before.status, Notice.QUIT_AGAIN)

    @precondition(lambda self: self.session.quit_asked_at is not None)
    @rule()
    def quit_is_pressed_once_more(self) -> None:
        before = self.happen(SessionCommand.QUIT)
        assert before.is_over or self.session.status is SessionStatus.QUIT

    @invariant()
    def it_holds(self) -> None:
        assert_it_holds(self.session)

    @invariant()
    def time_is_kept_account_of(self) -> None:
        assert self.session.elapsed_ns == self.model_clock
        assert self.session.paused == self.model_paused
        assert self.session.practised <= self.model_practised_at_most
        if self.session.status is not SessionStatus.FINISHED:
            assert self.session.practised == self.model_practised_at_most


TestAnySequenceOfEvents = SessionMachine.TestCase
TestAnySequenceOfEvents.settings = settings(stateful_step_count=40)


class TestAnyPlan:
    @given(routines(), st.lists(st.integers(0, 60 * NS_PER_S), max_size=60))
    def test_practised_is_what_passed_of_the_plan(self, drawn: Routine, pieces: list[int]) -> None:
        session = Session(plan=lay_out(drawn))
        for piece in pieces:
            session = session.after(TimePassed(piece))
        assert session.practised == session.position_ns == min(sum(pieces), session.total_ns)

    @given(
        routines(),
        st.lists(st.sampled_from([SessionCommand.SKIP, SessionCommand.BACK, SessionCommand.RESTART]), max_size=30),
    )
    def test_jumps_alone_only_reach_starts_of_steps_and_the_end(
        self, drawn: Routine, commands: list[SessionCommand]
    ) -> None:
        session = Session(plan=lay_out(drawn))
        starts = {session.plan.start_of_step(number) * NS_PER_S for number in range(1, session.plan.steps + 1)}
        for command in commands:
            session = session.after(command)
            assert session.position_ns in {*starts, session.total_ns}
        assert session.practised == 0
        assert session.completed_steps == frozenset()

    @given(
        routines(),
        st.lists(
            st.one_of(
                st.integers(0, 90 * NS_PER_S).map(TimePassed),
                st.integers(0, 90 * NS_PER_S).map(Away),
                st.sampled_from(
                    [SessionCommand.PAUSE, SessionCommand.SKIP, SessionCommand.BACK, SessionCommand.RESTART]
                ),
                st.sampled_from([SessionCommand.HURTS, SessionCommand.ONE, SessionCommand.TWO, SessionCommand.ZERO]),
            ),
            max_size=40,
        ),
    )
    def test_practised_paused_and_skipped_time_add_up(self, drawn: Routine, events: list[Event]) -> None:
        session = Session(plan=lay_out(drawn))
        skipped = 0  # less what is done once more
        for event in events:
            before, session = session, session.after(event)
            if isinstance(event, SessionCommand):
                skipped += session.position_ns - before.position_ns
            assert 0 <= session.position_ns <= session.total_ns
            assert session.position_ns == session.practised + skipped
            if not session.is_over:
                assert session.elapsed_ns == session.practised + session.paused

    def test_no_time_of_a_session_is_a_fraction(self) -> None:
        session = after(
            begun(at=36.5), SessionCommand.LENGTHEN_HOLD, SessionCommand.PAUSE, Away(NS_PER_S), SessionCommand.QUIT
        )
        assert {type(value) for value in times_of(session).values()} == {int}
        assert type(session.quit_asked_at) is int
        assert set(session._fields) >= {"position_ns", "elapsed_ns", "practised", "paused", "absence_ns"}


class TestAnEasierForm:
    def in_the_bridge(self) -> Session:
        return Session(plan=hard_plan(), position_ns=50 * NS_PER_S)

    def test_words_and_level_change_and_no_second_does(self) -> None:
        session = self.in_the_bridge()
        eased = session.after(SessionCommand.EASIER)
        assert (session.segment.step.level, eased.segment.step.level) == (3, 2)
        assert "Level 2: heels further away." in eased.segment.step.how
        assert [one.seconds for one in eased.plan.segments] == [one.seconds for one in session.plan.segments]
        assert eased.position_ns == session.position_ns
        assert eased.notice is Notice.EASIER
        assert eased.levels == {"bridge": 2}
        assert eased.plan.added == 0

    def test_it_goes_down_to_the_first_level_and_then_says_so(self) -> None:
        session = self.in_the_bridge()
        for level, notice in ((2, Notice.EASIER), (1, Notice.EASIER), (1, Notice.EASIEST)):
            session = session.after(SessionCommand.EASIER)
            assert (session.segment.step.level, session.notice) == (level, notice)

    def test_where_no_easier_form_is_done_in_the_same_place_nothing_changes(self) -> None:
        dog = counted_at("Bird dog", Phase.WORK)
        assert dog.segment.step.level == 2
        assert dog.after(SessionCommand.EASIER).plan is dog.plan
        assert dog.after(SessionCommand.EASIER).notice is Notice.EASIEST
        assert dog.after(SessionCommand.EASIER).levels == {}

    def test_it_is_taken_up_again(self) -> None:
        eased = self.in_the_bridge().after(SessionCommand.EASIER).after(TimePassed(NS_PER_S))
        again = session_from_snapshot(hard_plan(), json.loads(json.dumps(session_snapshot(eased))))
        assert again.segment.step == eased.segment.step
        assert again.levels == {"bridge": 2}

    def test_it_is_kept_with_the_repetitions_of_the_step(self) -> None:
        when = datetime(2026, 8, 3, 20, 15, tzinfo=UTC)
        eased = self.in_the_bridge().after(SessionCommand.EASIER)
        assert easier_moves(eased, when) == (MoveChange(when, "bridge", MoveSetting(2, 8)),)
        assert easier_moves(self.in_the_bridge(), when) == ()
