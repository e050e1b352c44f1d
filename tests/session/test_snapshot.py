"""A session that was written down and is taken up again is the same session, paused unless it was over."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.records.sessions import PainScore, StepEffect
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.session.events import NS_PER_S, Event, SessionCommand, SessionEnded, TimePassed
from backpain_cli.session.recording import Feedback
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice, SessionStatus
from backpain_cli.session.snapshot import (
    feedback_from_snapshot,
    session_from_snapshot,
    session_snapshot,
)
from tests.key_h import hurts
from tests.plans import check, plan, press, stretch


def three_steps() -> Plan:
    return plan(check(20), press(sides=StepSides.BOTH, hold=40), stretch(), press(sides=StepSides.LEFT, hold=30))


PASSING = st.integers(min_value=0, max_value=30 * NS_PER_S).map(TimePassed)
EVENTS = st.lists(st.one_of(PASSING, st.sampled_from(list(SessionCommand))), max_size=40)


@given(EVENTS)
def test_what_was_written_down_is_taken_up_again_whole(events: list[Event]) -> None:
    session = Session(plan=three_steps())
    for event in events:
        session = session.after(event)
    written = json.loads(json.dumps(session_snapshot(session)))
    taken_up = session_from_snapshot(three_steps(), written)
    expected = session._replace(
        # What the person ended, or a sign did, stays ended: after an emergency nothing leads on, also not a new start.
        status=session.status
        if session.is_over and session.status is not SessionStatus.INTERRUPTED
        else SessionStatus.PAUSED,
        notice=Notice(session.question.page.value) if session.question is not None else Notice.NONE,
        quit_asked_at=None,
        help_shown=False,
        help_until=None,
        floor_view=False,
        absence_ns=0,
        standing_ns=0,
        seek_count=0,
    )
    assert taken_up == expected


def test_what_broke_off_can_go_on_and_what_a_person_or_a_sign_ended_cannot() -> None:
    begun = Session(plan=three_steps()).after(TimePassed(50 * NS_PER_S))
    assert (
        session_from_snapshot(three_steps(), session_snapshot(begun.after(SessionEnded()))).status
        is SessionStatus.PAUSED
    )
    for commands in ([SessionCommand.QUIT] * 2, hurts(SessionCommand.FOUR)):
        ended = begun
        for command in commands:
            ended = ended.after(command)
        assert ended.is_over
        assert session_from_snapshot(three_steps(), session_snapshot(ended)).status is ended.status


def test_what_was_said_after_it_is_written_down_with_it() -> None:
    told = Feedback((PainScore("lower-back", "left", 0),), {3: StepEffect.WORSE, 12: StepEffect.HELPED}, "é\nnote")
    session = Session(plan=three_steps())
    assert feedback_from_snapshot(json.loads(json.dumps(session_snapshot(session, told)))) == told
    assert feedback_from_snapshot(session_snapshot(session)) == Feedback()


def test_it_goes_on_from_the_second_where_it_was() -> None:
    session = Session(plan=three_steps()).after(TimePassed(50 * NS_PER_S + 123))
    taken_up = (
        session_from_snapshot(three_steps(), session_snapshot(session))
        .after(SessionCommand.PAUSE)
        .after(TimePassed(NS_PER_S))
    )
    assert taken_up.position_ns == 51 * NS_PER_S + 123
    assert taken_up.status is SessionStatus.RUNNING


@given(EVENTS, PASSING)
def test_time_that_passed_since_then_is_added(events: list[Event], passing: TimePassed) -> None:
    session = Session(plan=three_steps())
    for event in events:
        session = session.after(event)
    if session.status is SessionStatus.RUNNING:
        later = session_from_snapshot(three_steps(), session_snapshot(session.after(passing)))
        assert (
            session_from_snapshot(three_steps(), session_snapshot(session) | {"passed": passing.nanoseconds}) == later
        )


@pytest.mark.parametrize(
    "broken",
    [
        {"status": "no such"},
        {"position": -1},
        {"passed": -1},
        {"position": 10**15},
        {"holds": [1, 2]},
        {"complaints": [["no such", 1, "", "", 3]]},
    ],
    ids=lambda broken: next(iter(broken)),
)
def test_a_state_that_does_not_fit_the_plan_is_refused(broken: dict[str, object]) -> None:
    state = session_snapshot(Session(plan=three_steps()))
    with pytest.raises(ValueError, match=r"outside the plan|segments|must be one of|time cannot go back"):
        session_from_snapshot(three_steps(), {**state, **broken})


def test_everything_that_is_wrong_with_a_state_is_reported_at_once() -> None:
    state = session_snapshot(Session(plan=three_steps()))
    del state["pauses"]
    with pytest.raises(ValueError, match="pauses: is missing") as caught:
        session_from_snapshot(three_steps(), {**state, "done": [1, "2"], "extra": 0})
    assert "done[1]: must be an integer, not text" in str(caught.value)
    assert "extra: is not a field" in str(caught.value)


def test_a_state_has_the_names_that_the_journals_of_the_first_edition_have() -> None:
    state = session_snapshot(Session(plan=three_steps()).after(TimePassed(NS_PER_S)))
    assert set(state) == {
        "position", "status", "clock", "practised", "paused", "done", "skipped", "stopped", "complaints", "holds",
        "practised-in", "repeats", "pauses", "told", "given-up", "passed", "question", "neck-work-at",
        "levels", "left-out",
    }  # fmt: skip
    assert state["practised-in"] == {"1": NS_PER_S}
