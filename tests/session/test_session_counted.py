"""Counted work, series and breathing while a session runs: what is shown and said is true, to the second."""

from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.history.plan_snapshot import PlanSnapshotError, plan_from_snapshot, plan_snapshot
from backpain_cli.session.events import NS_PER_S, SessionCommand, TimePassed
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice, SessionStatus
from backpain_cli.session.snapshot import session_from_snapshot, session_snapshot
from backpain_cli.wording.cue_kinds import BEATS, CueKind
from backpain_cli.wording.cues import cue_sheet
from tests.files import read

EXAMPLE = Path(__file__).parents[1] / "data" / "format-2" / "example.yaml"
_LIKE_A_PERSON = [SessionCommand.LENGTHEN_HOLD, SessionCommand.LENGTHEN_HOLD, SessionCommand.SHORTEN_HOLD]


@pytest.fixture
def plan(anatomy: Atlas) -> Plan:
    return lay_out(read(EXAMPLE.read_text(encoding="utf-8"), anatomy)[0])


def _at(plan: Plan, phase: Phase, number: int) -> Session:
    """Return a session one second into the first segment of that phase in the step of that number."""
    segment = next(one for one in plan.segments if one.phase is phase and one.step_number == number)
    return Session(plan=plan).after(TimePassed((segment.start + 1) * NS_PER_S))


def test_a_key_adds_or_takes_one_repetition(plan: Plan) -> None:
    session = _at(plan, Phase.WORK, 2)
    assert session.segment.reps == 8
    longer = session.after(SessionCommand.LENGTHEN_HOLD)
    assert (longer.segment.reps, longer.segment.seconds, longer.plan.added) == (9, 54, 6)
    shorter = session.after(SessionCommand.SHORTEN_HOLD)
    assert (shorter.segment.reps, shorter.plan.added) == (7, -6)
    assert shorter.plan.seconds == plan.seconds - 6


def test_a_key_adds_one_on_each_side_where_the_sides_take_turns(plan: Plan) -> None:
    session = _at(plan, Phase.WORK, 3).after(SessionCommand.LENGTHEN_HOLD)
    assert (session.segment.reps, session.segment.seconds) == (6, 72)


def test_what_was_done_is_not_taken_away_and_one_repetition_stays(plan: Plan) -> None:
    session = _at(plan, Phase.WORK, 2)
    for _ in range(20):
        session = session.after(SessionCommand.SHORTEN_HOLD)
    assert (session.segment.reps, session.notice) == (1, Notice.AT_SHORTEST)


def test_there_is_a_most(plan: Plan) -> None:
    session = _at(plan, Phase.WORK, 2)
    for _ in range(40):
        session = session.after(SessionCommand.LENGTHEN_HOLD)
    assert session.segment.reps == 30
    assert session.notice is Notice.AT_CAP


def test_a_hold_of_a_series_is_five_seconds_longer(plan: Plan) -> None:
    session = _at(plan, Phase.HOLD, 4).after(SessionCommand.LENGTHEN_HOLD)
    assert session.segment.seconds == 13


@pytest.mark.parametrize("phase", [Phase.READY, Phase.PAUSE])
def test_nothing_else_is_made_longer(plan: Plan, phase: Phase) -> None:
    assert _at(plan, phase, 4).after(SessionCommand.LENGTHEN_HOLD).notice is Notice.NO_HOLD


@pytest.mark.parametrize(
    "command", [SessionCommand.SKIP, SessionCommand.BACK, SessionCommand.RESTART, SessionCommand.HURTS]
)
@pytest.mark.parametrize(("phase", "number"), [(Phase.WORK, 2), (Phase.PAUSE, 4), (Phase.HOLD, 6)])
def test_every_key_works_in_every_part(plan: Plan, command: SessionCommand, phase: Phase, number: int) -> None:
    session = _at(plan, phase, number).after(command)
    assert not session.is_over
    wanted = {SessionCommand.SKIP: number + 1, SessionCommand.BACK: number - 1}.get(command, number)
    assert session.segment.step_number == wanted


def test_it_ends_exactly_at_its_end(plan: Plan) -> None:
    session = Session(plan=plan)
    for _ in range(plan.seconds):
        session = session.after(TimePassed(NS_PER_S))
    assert session.status is SessionStatus.FINISHED
    assert session.completed_steps == frozenset(range(1, 9))


def test_a_session_with_another_number_of_repetitions_is_resumed_as_it_was(plan: Plan, anatomy: Atlas) -> None:
    session = _at(plan, Phase.WORK, 2)
    for command in _LIKE_A_PERSON:
        session = session.after(command)
    kept = plan_from_snapshot(plan_snapshot(plan), anatomy)
    assert kept == plan
    resumed = session_from_snapshot(kept, session_snapshot(session))
    assert resumed.plan == session.plan
    assert resumed.position_ns == session.position_ns


def test_a_kept_plan_with_half_a_repetition_is_refused(plan: Plan, anatomy: Atlas) -> None:
    values = plan_snapshot(plan)
    index = next(at for at, one in enumerate(plan.segments) if one.phase is Phase.WORK)
    values["segments"][index][3] += 1
    with pytest.raises(PlanSnapshotError, match="repetitions"):
        plan_from_snapshot(values, anatomy)


def test_every_beat_is_sounded_on_its_second_and_the_first_part_of_each_alone_is_the_upper(plan: Plan) -> None:
    for segment, cues in zip(plan.segments, cue_sheet(plan).by_segment, strict=True):
        if not segment.beats:
            assert not BEATS & {cue.kind for cue in cues}
            continue
        at = {cue.at for cue in cues}
        assert {segment.start + beat.offset_s for beat in segment.beats} <= at
        upper = {cue.at for cue in cues if cue.kind is CueKind.BEAT}
        assert upper <= {segment.start + beat.offset_s for beat in segment.beats if beat.word == segment.beats[0].word}


def test_it_is_said_how_often_how_fast_how_many_are_left_and_which_is_the_last(plan: Plan) -> None:
    said = [cue.text for cue in cue_sheet(plan) if cue.text]
    assert any("Eight times. Three seconds up, three down." in text for text in said)
    assert "Four more." in said
    assert any(text.startswith("Five times each side, in turn") for text in said)
    assert "Last one." in said
    assert "Let go." in said
    assert any("In four, out six." in text for text in said)
