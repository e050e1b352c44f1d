"""What is kept of a session is what happened in it."""

from datetime import UTC, datetime, timedelta, timezone

from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import PainScore, SessionEnding, StepEffect, StepOutcome
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.session.events import NS_PER_S, Event, SessionCommand, SessionEnded, TimePassed
from backpain_cli.session.recording import Feedback, SessionStart, build_record
from backpain_cli.session.session import Session
from tests.key_h import hurts
from tests.plans import check, plan, press, stretch

STARTED = datetime(2026, 11, 26, 8, 0, tzinfo=timezone(timedelta(hours=1)))
ENDED = datetime(2026, 11, 26, 7, 20, tzinfo=UTC)


def laid_out() -> Plan:
    return plan(check(20), press(sides=StepSides.BOTH, hold=40), stretch(), press(sides=StepSides.LEFT, hold=30))


def begun() -> SessionStart:
    return SessionStart(
        identifier="4c0f8a52-7f0e-4f7a-9a57-0d2d3f6f2c11",
        plan=laid_out(),
        form={"version": 1},
        routine_hash="ab" * 32,
        gentle=True,
        sorer_side="left",
        started=STARTED,
        before=(PainScore("lower-back", "both", 6),),
    )


def lived(*events: Event) -> Session:
    session = Session(plan=laid_out())
    for event in events:
        session = session.after(event)
    return session


def seconds(number: float) -> TimePassed:
    return TimePassed(round(number * NS_PER_S))


def test_each_step_has_what_became_of_it() -> None:
    session = lived(
        seconds(30),
        SessionCommand.BACK,
        seconds(25),
        SessionCommand.SKIP,
        seconds(3),
        *hurts(SessionCommand.TWO, 30, SessionCommand.ONE),
        SessionEnded(),
    )
    record = build_record(begun(), session, ended=ENDED, feedback=Feedback(effects={1: StepEffect.HELPED}))
    told = {step.number: (step.outcome, step.seconds, step.repeats, step.effect) for step in record.steps}
    assert told[1] == (StepOutcome.DONE, 40, 1, StepEffect.HELPED)
    assert told[2] == (StepOutcome.SKIPPED, 15, 0, StepEffect.NOT_ANSWERED)
    assert told[3] == (StepOutcome.STOPPED, 3, 0, StepEffect.NOT_ANSWERED)
    assert told[4] == (StepOutcome.NOT_REACHED, 0, 0, StepEffect.NOT_ANSWERED)
    assert record.ending is SessionEnding.BROKEN_OFF
    assert [sign.complaint for sign in record.signs] == [ComplaintKind.SHARP]
    assert record.pauses == 1


def test_how_it_ended_is_kept() -> None:
    assert build_record(begun(), lived(seconds(1000)), ended=ENDED).ending is SessionEnding.FINISHED
    left = lived(seconds(10), SessionCommand.QUIT, SessionCommand.QUIT)
    assert build_record(begun(), left, ended=ENDED).ending is SessionEnding.LEFT
    stopped = lived(seconds(10), *hurts(SessionCommand.FOUR))
    assert build_record(begun(), stopped, ended=ENDED).ending is SessionEnding.STOPPED
    assert build_record(begun(), lived(seconds(10)), ended=ENDED).ending is SessionEnding.BROKEN_OFF


def test_who_left_within_a_minute_had_no_session() -> None:
    assert not build_record(begun(), lived(seconds(59)), ended=ENDED).counts
    assert build_record(begun(), lived(seconds(60)), ended=ENDED).counts


def test_the_time_of_day_keeps_its_zone_and_lengths_come_from_the_session() -> None:
    session = lived(seconds(30), SessionCommand.PAUSE, seconds(12.9), SessionCommand.PAUSE, seconds(20))
    record = build_record(
        begun(), session, ended=ENDED, feedback=Feedback(after=(PainScore("lower-back", "both", 4),), note="Better.")
    )
    assert record.started.utcoffset() == timedelta(hours=1)
    assert (record.practised, record.paused, record.pauses) == (50, 12, 1)
    assert (record.before[0].score, record.after[0].score, record.note) == (6, 4, "Better.")
