"""A session that was written down and is taken up again is the same session, paused."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.plan import Plan
from backpain_cli.domain.routine import Sides
from backpain_cli.guide.session import SECOND, Command, Event, Notice, Passed, Session, Status
from backpain_cli.guide.state import session_from, state_of
from tests.plans import check, plan, press, stretch


def three_steps() -> Plan:
    return plan(check(20), press(sides=Sides.BOTH, hold=40), stretch(), press(sides=Sides.LEFT, hold=30))


PASSING = st.integers(min_value=0, max_value=30 * SECOND).map(Passed)
EVENTS = st.lists(st.one_of(PASSING, st.sampled_from(list(Command))), max_size=40)


@given(EVENTS)
def test_what_was_written_down_is_taken_up_again_whole(events: list[Event]) -> None:
    session = Session(plan=three_steps())
    for event in events:
        session = session.after(event)
    written = json.loads(json.dumps(state_of(session)))
    taken_up = session_from(three_steps(), written)
    expected = replace(
        session,
        # What the person ended, or a sign did, stays ended: after an emergency nothing leads on, also not a new start.
        status=session.status if session.is_over and session.status is not Status.BROKEN_OFF else Status.PAUSED,
        notice=Notice.NONE,
        asked_while=None,
        quit_asked_at=None,
        help_shown=False,
        big=False,
        away=0,
        jumps=0,
    )
    assert taken_up == expected


def test_it_goes_on_from_the_second_where_it_was() -> None:
    session = Session(plan=three_steps()).after(Passed(50 * SECOND + 123))
    taken_up = session_from(three_steps(), state_of(session)).after(Command.PAUSE).after(Passed(SECOND))
    assert taken_up.position == 51 * SECOND + 123
    assert taken_up.status is Status.RUNNING


@pytest.mark.parametrize(
    "broken",
    [{"position": -1}, {"position": 10**15}, {"holds": [1, 2]}, {"complaints": [["no such", 1, "", "", 3]]}],
    ids=lambda broken: next(iter(broken)),
)
def test_a_state_that_does_not_fit_the_plan_is_refused(broken: dict[str, object]) -> None:
    state = state_of(Session(plan=three_steps()))
    with pytest.raises((ValueError, TypeError, KeyError)):
        session_from(three_steps(), {**state, **broken})
