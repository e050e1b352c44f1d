"""However often a step is begun anew, no spot is held more than twice in a session."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Anatomy
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.limits import MOST_HOLDS_OF_A_SPOT
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.session.events import Command, Event, Passed
from backpain_cli.session.ledger import SECOND
from backpain_cli.session.session import Notice, Session


@pytest.fixture(scope="module")
def laid_out(anatomy: Anatomy) -> Plan:
    return lay_out(find_routine("lower-back", anatomy), sorer=Side.RIGHT)


def first_press(laid_out: Plan) -> int:
    return next(n for n, step in enumerate(laid_out.routine.steps, start=1) if step.kind is StepKind.PRESS)


def at_the_end_of(laid_out: Plan, number: int) -> Session:
    start, end = laid_out.start_of_step(number), laid_out.end_of_step(number)
    return Session(plan=laid_out, position=start * SECOND).after(Passed((end - start - 1) * SECOND))


def after(session: Session, *events: Event) -> Session:
    for event in events:
        session = session.after(event)
    return session


def test_a_press_may_be_done_once_more_and_not_twice(laid_out: Plan) -> None:
    number = first_press(laid_out)
    whole = Passed((laid_out.routine.steps[number - 1].seconds - 1) * SECOND)
    once_more = at_the_end_of(laid_out, number).after(Command.RESTART)
    assert once_more.segment.phase is Phase.READY
    thrice = after(once_more, whole, Command.RESTART)
    assert thrice.notice is Notice.ENOUGH
    assert thrice.segment.phase is Phase.HOLD


def test_going_back_to_it_is_the_same(laid_out: Plan) -> None:
    number = first_press(laid_out)
    whole = Passed((laid_out.routine.steps[number - 1].seconds - 1) * SECOND)
    behind = after(at_the_end_of(laid_out, number), Command.RESTART, whole, Passed(3 * SECOND))
    assert behind.segment.step_number == number + 1
    assert behind.after(Command.BACK).notice is Notice.ENOUGH


def test_putting_the_ball_right_costs_nothing(laid_out: Plan) -> None:
    number = first_press(laid_out)
    session = Session(plan=laid_out, position=laid_out.start_of_step(number) * SECOND).after(Passed(10 * SECOND))
    assert session.after(Command.RESTART).notice is Notice.NONE


def test_what_is_not_pressed_may_be_done_as_often_as_one_likes(laid_out: Plan) -> None:
    session = Session(plan=laid_out)
    for _ in range(10):
        session = after(session, Passed(30 * SECOND), Command.RESTART)
        assert session.notice is Notice.NONE


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([Command.RESTART, Command.BACK, Command.SKIP]),
            st.integers(1, 120).map(lambda seconds: Passed(seconds * SECOND)),
        ),
        max_size=80,
    )
)
def test_no_keys_lead_to_more_than_two_holds_of_a_spot(laid_out: Plan, events: list[Event]) -> None:
    session = after(Session(plan=laid_out), *events)
    for number, step in enumerate(laid_out.routine.steps, start=1):
        if step.kind is StepKind.PRESS:
            lived = session.ledger.practised.get(number, 0) / SECOND
            # To get ready and find the spot belongs to a step's time, and may come once more.
            assert lived <= MOST_HOLDS_OF_A_SPOT * step.seconds + step.ready + step.find
