"""The key for `it hurts`: the hold stops at once, and each answer leads where it must."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.records.sessions import ComplaintKind
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.domain.terms import Side
from backpain_cli.session.events import NS_PER_S, Away, Event, SessionCommand, TimePassed
from backpain_cli.session.session import Notice, Session, SessionStatus
from backpain_cli.wording.phrases import pressure_phrase
from tests.cases import all_cases
from tests.plans import check, muscle, plan, press, small_plan, step, stretch

ANSWERS = {
    SessionCommand.TOO_STRONG: ComplaintKind.TOO_STRONG,
    SessionCommand.WARNING: ComplaintKind.WARNING,
    SessionCommand.EMERGENCY: ComplaintKind.EMERGENCY,
}
ENDING = {*ANSWERS, SessionCommand.MISTAKE}
NO_ANSWERS = [command for command in SessionCommand if command not in {*ENDING, SessionCommand.QUIT}]


def seconds(number: float) -> TimePassed:
    return TimePassed(round(number * NS_PER_S))


def after(session: Session, *events: Event) -> Session:
    for event in events:
        session = session.after(event)
    return session


def at(second: float, laid_out: Plan | None = None) -> Session:
    return Session(plan=laid_out or small_plan()).after(seconds(second))


class TestTheQuestion:
    @all_cases("second", [0, 10, 22, 30, 40, 57, 70, 82, 90, 110], ids=str)
    def test_it_can_be_asked_in_every_phase_and_stops_the_time(self, second: int) -> None:
        asked = after(at(second), SessionCommand.HURTS, seconds(100))
        assert (asked.status, asked.notice, asked.is_asking) == (SessionStatus.PAUSED, Notice.HURTS, True)
        assert asked.position_ns == second * NS_PER_S
        assert asked.paused == 100 * NS_PER_S

    def test_it_can_be_asked_in_a_pause_and_the_pause_stays(self) -> None:
        session = after(at(40), SessionCommand.PAUSE, SessionCommand.HURTS, SessionCommand.TOO_STRONG)
        assert (session.status, session.notice) == (SessionStatus.PAUSED, Notice.PRESSURE_HALVED)

    @all_cases("command", NO_ANSWERS)
    def test_no_other_key_answers_it(self, command: SessionCommand) -> None:
        asked = at(40).after(SessionCommand.HURTS)
        still = asked.after(command)
        assert (still.is_asking, still.status, still.position_ns) == (True, SessionStatus.PAUSED, asked.position_ns)
        assert still.notice is Notice.HURTS

    def test_who_was_away_is_still_asked(self) -> None:
        session = after(at(40), SessionCommand.HURTS, Away(3600 * NS_PER_S))
        assert (session.is_asking, session.notice) == (True, Notice.HURTS)

    def test_one_can_leave_from_it_with_the_quit_key_twice(self) -> None:
        session = after(at(40), SessionCommand.HURTS, SessionCommand.QUIT, SessionCommand.QUIT)
        assert session.status is SessionStatus.QUIT

    def test_a_quit_key_that_is_taken_back_asks_again(self) -> None:
        asked = after(at(40), SessionCommand.HURTS, SessionCommand.QUIT)
        assert asked.notice is Notice.QUIT_AGAIN
        assert asked.after(seconds(3)).notice is Notice.HURTS

    def test_pressed_by_mistake_it_goes_on_as_before(self) -> None:
        before = at(40)
        session = after(before, SessionCommand.HURTS, seconds(5), SessionCommand.MISTAKE)
        assert (session.status, session.position_ns, session.plan) == (
            SessionStatus.RUNNING,
            before.position_ns,
            before.plan,
        )
        assert session.complaints == ()

    @pytest.mark.parametrize("command", ANSWERS)
    def test_an_answer_that_was_not_asked_for_only_shows_the_keys(self, command: SessionCommand) -> None:
        before = at(40)
        session = before.after(command)
        assert session.help_shown
        assert (session.status, session.position_ns, session.complaints) == (
            SessionStatus.RUNNING,
            before.position_ns,
            (),
        )

    @given(
        st.lists(
            st.sampled_from([command for command in SessionCommand if command not in ENDING | {SessionCommand.QUIT}])
        )
    )
    def test_nothing_but_an_answer_lets_the_time_go_on(self, commands: list[SessionCommand]) -> None:
        session = at(40).after(SessionCommand.HURTS)
        for command in commands:
            session = after(session, command, seconds(1))
        assert (session.position_ns, session.is_asking) == (40 * NS_PER_S, True)


class TestTooStrong:
    def test_it_goes_on_with_half_the_pressure_on_both_sides_and_the_time_stays(self) -> None:
        laid_out = plan(check(20), press(sides=StepSides.BOTH, hold=40))
        before = at(50, laid_out)
        session = after(before, SessionCommand.HURTS, SessionCommand.TOO_STRONG)
        assert session.status is SessionStatus.RUNNING
        pressures = {segment.step.pressure for segment in session.plan.segments if segment.step_number == 2}
        assert pressures == {(2, 3)}
        assert session.plan.seconds == laid_out.seconds
        assert session.position_ns == before.position_ns
        hold = next(one for one in session.plan.segments if one.phase is Phase.HOLD and one.side is Side.RIGHT)
        assert "2 to 3" in pressure_phrase(hold.step)

    def test_pressing_again_never_asks_for_nothing(self) -> None:
        session = at(40)
        for _ in range(5):
            session = after(session, SessionCommand.HURTS, SessionCommand.TOO_STRONG)
        assert session.segment.step.pressure == (1, 1)
        assert [sign.complaint for sign in session.complaints] == [ComplaintKind.TOO_STRONG] * 5

    def test_it_is_told_until_the_segment_ends(self) -> None:
        session = after(at(40), SessionCommand.HURTS, SessionCommand.TOO_STRONG)
        assert session.after(seconds(5)).notice is Notice.PRESSURE_HALVED
        assert session.after(seconds(20)).notice is Notice.NONE


class TestWarning:
    def test_the_step_ends_with_its_other_side_and_waits(self) -> None:
        laid_out = plan(check(20), press(sides=StepSides.BOTH, hold=40), stretch())
        session = after(at(50, laid_out), SessionCommand.HURTS, SessionCommand.WARNING)
        assert (session.segment.step_number, session.status) == (3, SessionStatus.PAUSED)
        assert session.notice is Notice.STEP_ENDED
        assert (set(session.stopped), set(session.skipped), set(session.completed_steps)) == ({2}, set(), {1})
        assert session.after(SessionCommand.PAUSE).status is SessionStatus.RUNNING

    def test_the_muscle_is_not_pressed_again_and_the_time_stays(self) -> None:
        of = muscle("Gluteus medius")
        again = step(
            StepKind.PRESS, title="Gluteus medius again", hold=60, sides=StepSides.BOTH, of=of, pressure=(4, 6)
        )
        laid_out = plan(press(hold=30), stretch(), again)
        session = after(at(20, laid_out), SessionCommand.HURTS, SessionCommand.WARNING)
        last = [one for one in session.plan.segments if one.step_number == 3]
        assert [(one.step.kind, one.seconds, one.side) for one in last] == [(StepKind.REST, 120, Side.NONE)]
        assert last[0].step.pressure is None
        assert session.plan.seconds == laid_out.seconds

    def test_what_it_was_is_noted(self) -> None:
        (sign,) = after(at(40), SessionCommand.HURTS, SessionCommand.WARNING).complaints
        assert sign == (ComplaintKind.WARNING, 2, "gluteus-medius", "left", 40)

    def test_in_the_last_step_the_session_is_over(self) -> None:
        session = after(at(110), SessionCommand.HURTS, SessionCommand.WARNING)
        assert session.status is SessionStatus.FINISHED
        assert set(session.stopped) == {4}


class TestEmergency:
    @pytest.mark.parametrize("second", [0, 22, 30, 40, 57, 82, 110], ids=str)
    def test_it_ends_the_session_at_once_in_every_phase(self, second: int) -> None:
        session = after(at(second), SessionCommand.HURTS, SessionCommand.EMERGENCY)
        assert (session.status, session.is_over) == (SessionStatus.STOPPED, True)
        assert session.complaints[-1].complaint is ComplaintKind.EMERGENCY

    @given(st.lists(st.sampled_from(list(SessionCommand))))
    def test_nothing_leads_on_from_there(self, commands: list[SessionCommand]) -> None:
        ended = after(at(40), SessionCommand.HURTS, SessionCommand.EMERGENCY)
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
