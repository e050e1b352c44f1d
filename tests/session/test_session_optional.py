"""An optional step that is skipped: its seconds go to the rest of the time, or make the plan shorter."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.records.sessions import SessionEnding, StepOutcome
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.own_doses import MOST_FILLED_S, without_optional
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.history.plan_snapshot import plan_from_snapshot, plan_snapshot
from backpain_cli.library.shipped import load_atlas
from backpain_cli.session.events import NS_PER_S, Event, SessionCommand, SessionEnded, TimePassed
from backpain_cli.session.recording import SessionStart, build_record
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice, SessionStatus
from backpain_cli.session.snapshot import session_from_snapshot, session_snapshot
from backpain_cli.wording.cues import cue_sheet
from tests.key_h import hurts
from tests.optional import optional_at, optional_plan, optional_routine
from tests.plans import check, press, rest, routine, step
from tests.records import EVENING

SKIP, BACK, PAUSE, RESTART = SessionCommand.SKIP, SessionCommand.BACK, SessionCommand.PAUSE, SessionCommand.RESTART


def after(session: Session, *events: Event) -> Session:
    for event in events:
        session = session.after(event)
    return session


def seconds_of(plan: Plan) -> list[int]:
    """Return how long each step is."""
    numbers = range(1, plan.steps + 1)
    return [plan.end_of_step(number) - plan.start_of_step(number) for number in numbers]


def begun_with(plan: Plan) -> SessionStart:
    """Return the start of a session with `plan`."""
    return SessionStart(
        identifier="", plan=plan, form=plan_snapshot(plan), routine_hash="", gentle=False, sorer_side="",
        started=EVENING, before=(),
    )  # fmt: skip


def to_its_end(session: Session) -> Session:
    return session.after(TimePassed(session.total_ns - session.position_ns))


def test_what_is_left_of_it_goes_to_the_rest_of_the_time() -> None:
    session = after(optional_at(24.5), SKIP)
    assert seconds_of(session.plan) == [20, 4, 63, 30, 153]
    assert (session.plan.seconds, session.plan.added) == (270, 0)
    assert (session.segment.step_number, session.position_ns) == (3, 24 * NS_PER_S)
    assert (session.notice, session.skipped) == (Notice.LEFT_OUT, frozenset({2}))


def test_the_seconds_that_are_shown_do_not_change_where_the_rest_takes_all() -> None:
    before = optional_at(24.5)
    assert after(before, SKIP).seconds_left == before.seconds_left == 246


def test_more_than_three_minutes_of_rest_make_the_plan_shorter() -> None:
    session = after(optional_at(20), SKIP, SKIP)
    assert seconds_of(session.plan) == [20, 0, 0, 30, MOST_FILLED_S]
    assert (session.plan.seconds, session.plan.added) == (230, -40)
    assert session.seconds_left == 210


def test_it_is_as_if_it_had_been_left_out_before_the_session() -> None:
    before = lay_out(without_optional(optional_routine()))
    in_it = after(optional_at(20), SKIP, SKIP).plan
    assert before.seconds == in_it.seconds
    assert [one for one in seconds_of(in_it) if one] == seconds_of(before)


def test_back_at_it_its_seconds_are_there_again() -> None:
    session = after(optional_at(45), SKIP, TimePassed(8 * NS_PER_S), SKIP, BACK)
    assert (session.segment.step_number, seconds_of(session.plan)) == (3, [20, 25, 63, 30, 132])
    session = session.after(BACK)
    assert session.plan == optional_plan()
    assert (session.segment.step_number, session.position_ns) == (2, 20 * NS_PER_S)


def test_a_hold_that_was_made_longer_is_so_again() -> None:
    longer = after(optional_at(31), SessionCommand.LENGTHEN_HOLD)
    back = after(longer, SKIP, BACK)
    assert back.plan == longer.plan
    assert back.plan.added == 5


def test_the_step_after_it_is_done_again_without_it() -> None:
    session = after(optional_at(24), SKIP, TimePassed(9 * NS_PER_S), RESTART)
    assert (session.segment.step_number, session.position_ns) == (3, 24 * NS_PER_S)
    assert seconds_of(session.plan)[1] == 4


def test_it_is_left_out_in_a_pause_and_the_pause_goes_on() -> None:
    session = after(optional_at(24.5), PAUSE, SKIP, TimePassed(NS_PER_S))
    assert (session.status, session.position_ns) == (SessionStatus.PAUSED, 24 * NS_PER_S)
    assert session.plan.seconds == 270


def test_a_step_that_is_not_optional_falls_away_as_before() -> None:
    session = after(optional_at(130), SKIP)
    assert session.plan == optional_plan()
    assert session.notice is Notice.NONE


def test_one_that_was_done_already_is_not_taken_away() -> None:
    session = after(optional_at(20), TimePassed(45 * NS_PER_S), BACK, SKIP)
    assert session.plan == optional_plan()
    assert session.skipped == frozenset()


def test_behind_the_rest_of_the_time_it_makes_the_plan_shorter() -> None:
    filler = rest(60)._replace(fills_rest=True)
    plan = lay_out(routine(check(20), filler, step(StepKind.MOVE, hold=40)._replace(optional=True), rest(60)))
    session = after(Session(plan=plan, position_ns=90 * NS_PER_S), SKIP)
    assert seconds_of(session.plan) == [20, 60, 10, 60]
    assert (session.plan.added, session.plan.seconds) == (-30, 150)


def test_without_a_rest_of_the_time_it_makes_the_plan_shorter() -> None:
    plan = lay_out(routine(check(20), step(StepKind.MOVE, hold=40)._replace(optional=True), rest(60)))
    session = after(Session(plan=plan, position_ns=20 * NS_PER_S), SKIP)
    assert session.plan.seconds == 80
    assert to_its_end(session).status is SessionStatus.FINISHED


def test_a_spot_that_has_had_enough_stays_left_out() -> None:
    spot = press(sides=StepSides.LEFT, hold=30)
    plan = lay_out(routine(spot, spot._replace(optional=True), rest(60)._replace(fills_rest=True)))
    session = Session(plan=plan)
    session = after(session, TimePassed(85 * NS_PER_S), RESTART, TimePassed(25 * NS_PER_S), SKIP)
    assert seconds_of(session.plan)[1] == 25
    refused = session.after(BACK)
    assert refused.notice is Notice.ENOUGH
    assert refused.plan == session.plan


def test_light_headed_after_it_all_is_seated_and_its_seconds_come_back_as_one() -> None:
    session = after(optional_at(24), SKIP, *hurts(SessionCommand.THREE, 121, SessionCommand.ONE))
    assert session.segment.step_number == 4
    assert seconds_of(session.plan) == [20, 4, 63, 30, 153]
    back = after(session, BACK, BACK)
    assert seconds_of(back.plan) == [20, 40, 63, 30, 117]
    assert back.plan.added == 0


def test_nothing_is_said_of_what_was_left_out() -> None:
    session = after(optional_at(20), SKIP, SKIP)
    sheet = cue_sheet(session.plan)
    empty = [cues for cues, one in zip(sheet.by_segment, session.plan.segments, strict=True) if not one.seconds]
    assert empty == [()] * 6
    assert {cue.at for cue in sheet} <= set(range(session.plan.seconds + 1))


def test_it_ends_exactly_at_its_end_and_the_record_says_what_was_left_out() -> None:
    session = to_its_end(after(optional_at(0), TimePassed(24 * NS_PER_S), SKIP))
    assert (session.status, session.practised) == (SessionStatus.FINISHED, 270 * NS_PER_S)
    begun = begun_with(optional_plan())
    record = build_record(begun, session, ended=EVENING)
    assert (record.ending, record.practised, record.added) == (SessionEnding.FINISHED, 270, 0)
    assert [(one.outcome, one.seconds) for one in record.steps] == [
        (StepOutcome.DONE, 20), (StepOutcome.SKIPPED, 4), (StepOutcome.DONE, 63), (StepOutcome.DONE, 30),
        (StepOutcome.DONE, 153),
    ]  # fmt: skip


def test_a_record_of_a_shorter_session_says_how_much_shorter() -> None:
    session = to_its_end(after(optional_at(20), SKIP, SKIP))
    begun = begun_with(optional_plan())
    assert build_record(begun, session, ended=EVENING).added == -40


def test_what_was_left_out_before_the_session_is_in_no_record_and_no_journal_needs_to_know_it() -> None:
    plan = lay_out(without_optional(optional_routine(), {3}))
    kept = plan_from_snapshot(json.loads(json.dumps(plan_snapshot(plan))), load_atlas())
    assert kept == plan
    assert (kept.seconds, kept.added, seconds_of(kept)) == (270, 0, [20, 40, 30, 180])
    session = after(Session(plan=plan), TimePassed(20 * NS_PER_S), SKIP)
    assert (session.plan.seconds, session.plan.added) == (230, -40)
    taken_up = session_from_snapshot(kept, json.loads(json.dumps(session_snapshot(session))))
    assert taken_up.plan == session.plan
    begun = begun_with(plan)
    record = build_record(begun, to_its_end(session), ended=EVENING)
    assert [one.outcome for one in record.steps] == [StepOutcome.DONE, StepOutcome.SKIPPED] + [StepOutcome.DONE] * 2


EVENTS = st.lists(
    st.one_of(
        st.integers(min_value=0, max_value=40 * NS_PER_S).map(TimePassed),
        st.sampled_from([SKIP, BACK, PAUSE, RESTART]),
        st.sampled_from(list(SessionCommand)),
    ),
    max_size=40,
)  # fmt: skip


@given(EVENTS)
def test_whatever_is_pressed_the_plan_is_whole_and_is_taken_up_again_as_it_was(events: list[Event]) -> None:
    session = after(Session(plan=optional_plan()), *events)
    plan = session.plan
    assert 0 <= session.position_ns <= session.total_ns
    filler = plan.segments[-1]
    assert 0 < filler.seconds <= MOST_FILLED_S
    assert all(one.step_number < session.segment.step_number for one in plan.left_out)
    taken_up = session_from_snapshot(optional_plan(), json.loads(json.dumps(session_snapshot(session))))
    assert taken_up.plan == plan
    if not session.is_over and not session.is_asking:
        back = after(session, *[BACK] * plan.steps)
        again = after(taken_up, *[BACK] * plan.steps)
        assert again.plan == back.plan
        if back.segment.step_number == 1:
            assert back.plan.left_out == ()


def test_after_a_crash_it_goes_on_without_it() -> None:
    session = after(optional_at(24.5), SKIP, TimePassed(3 * NS_PER_S), SessionEnded())
    taken_up = session_from_snapshot(optional_plan(), session_snapshot(session))
    assert taken_up.status is SessionStatus.PAUSED
    assert taken_up.plan == session.plan
    assert after(taken_up, BACK).plan == optional_plan()


@pytest.mark.parametrize("left_out", [[[9, [5]]], [[0, [5]]], [[5, [117]]], [[2, [0, 30]]], [[2, []]]], ids=str)
def test_a_journal_that_leaves_out_what_cannot_be_is_refused(left_out: list[object]) -> None:
    state = session_snapshot(Session(plan=optional_plan()))
    with pytest.raises(ValueError, match="cannot have been left out"):
        session_from_snapshot(optional_plan(), {**state, "left-out": left_out})


def test_only_what_was_left_out_has_segments_without_time() -> None:
    state = session_snapshot(after(optional_at(20), SKIP))
    with pytest.raises(ValueError, match="a segment starts at"):
        session_from_snapshot(optional_plan(), {**state, "left-out": []})
    segments = tuple(
        one._replace(seconds=0, start=20) if one.step_number == 2 else one for one in optional_plan().segments
    )
    with pytest.raises(ValueError, match="a segment starts at"):
        replace(optional_plan(), segments=segments)
