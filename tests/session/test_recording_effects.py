"""However often a step is begun anew, no spot is held more than twice in a session."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.limits import MAX_HOLDS_PER_SPOT
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.session.events import NS_PER_S, Event, SessionCommand, TimePassed
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice


@pytest.fixture(scope="module")
def laid_out(anatomy: Atlas) -> Plan:
    return lay_out(find_routine("lower-back", anatomy), sorer=Side.RIGHT)


def first_press(laid_out: Plan) -> int:
    return next(n for n, step in enumerate(laid_out.routine.steps, start=1) if step.kind is StepKind.PRESS)


def at_the_end_of(laid_out: Plan, number: int) -> Session:
    start, end = laid_out.start_of_step(number), laid_out.end_of_step(number)
    return Session(plan=laid_out, position_ns=start * NS_PER_S).after(TimePassed((end - start - 1) * NS_PER_S))


def after(session: Session, *events: Event) -> Session:
    for event in events:
        session = session.after(event)
    return session


def test_a_press_may_be_done_once_more_and_not_twice(laid_out: Plan) -> None:
    number = first_press(laid_out)
    whole = TimePassed((laid_out.routine.steps[number - 1].seconds - 1) * NS_PER_S)
    once_more = at_the_end_of(laid_out, number).after(SessionCommand.RESTART)
    assert once_more.segment.phase is Phase.READY
    thrice = after(once_more, whole, SessionCommand.RESTART)
    assert thrice.notice is Notice.ENOUGH
    assert thrice.segment.phase is Phase.HOLD


def test_going_back_to_it_is_the_same(laid_out: Plan) -> None:
    number = first_press(laid_out)
    whole = TimePassed((laid_out.routine.steps[number - 1].seconds - 1) * NS_PER_S)
    behind = after(at_the_end_of(laid_out, number), SessionCommand.RESTART, whole, TimePassed(3 * NS_PER_S))
    assert behind.segment.step_number == number + 1
    assert behind.after(SessionCommand.BACK).notice is Notice.ENOUGH


def test_putting_the_ball_right_costs_nothing(laid_out: Plan) -> None:
    number = first_press(laid_out)
    session = Session(plan=laid_out, position_ns=laid_out.start_of_step(number) * NS_PER_S).after(
        TimePassed(10 * NS_PER_S)
    )
    assert session.after(SessionCommand.RESTART).notice is Notice.NONE


def test_what_is_not_pressed_may_be_done_as_often_as_one_likes(laid_out: Plan) -> None:
    session = Session(plan=laid_out)
    for _ in range(10):
        session = after(session, TimePassed(20 * NS_PER_S), SessionCommand.RESTART)
        assert session.notice is Notice.NONE


@given(
    st.lists(
        st.one_of(
            st.sampled_from([SessionCommand.RESTART, SessionCommand.BACK, SessionCommand.SKIP]),
            st.integers(1, 120).map(lambda seconds: TimePassed(seconds * NS_PER_S)),
        ),
        max_size=80,
    )
)
def test_no_keys_lead_to_more_than_two_holds_of_a_spot(laid_out: Plan, events: list[Event]) -> None:
    session = after(Session(plan=laid_out), *events)
    for number, step in enumerate(laid_out.routine.steps, start=1):
        if step.kind is StepKind.PRESS:
            lived = session.ledger.practised.get(number, 0) / NS_PER_S
            # To get ready and find the spot belongs to a step's time, and may come once more.
            assert lived <= MAX_HOLDS_PER_SPOT * step.seconds + step.ready + step.find
