"""Build the record of a session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from backpain_cli.domain.records.care_records import MoveChange, MoveSetting
from backpain_cli.domain.records.sessions import (
    PainScore,
    SessionEnding,
    SessionRecord,
    StepEffect,
    StepOutcome,
    StepRecord,
)
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus

_ENDINGS = {
    SessionStatus.FINISHED: SessionEnding.FINISHED,
    SessionStatus.QUIT: SessionEnding.LEFT,
    SessionStatus.STOPPED: SessionEnding.STOPPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStart:
    """A session as it began."""

    identifier: str
    plan: Plan
    """As it was begun."""
    form: Mapping[str, Any]
    """The plan in its plain form."""
    routine_hash: str
    gentle: bool
    sorer_side: str
    started: datetime
    before: tuple[PainScore, ...]


class Feedback(NamedTuple):
    """The person's answers after a session; each may be left out."""

    after: tuple[PainScore, ...] = ()
    """The pain afterwards."""
    effects: Mapping[int, StepEffect] = {}
    """What the steps did, by their numbers (from 1)."""
    note: str = ""
    """In the person's own words."""


NO_FEEDBACK = Feedback()


def build_record(
    begun: SessionStart, session: Session, *, ended: datetime, feedback: Feedback = NO_FEEDBACK
) -> SessionRecord:
    """Return the record of `session`.

    Args:
        session: as it is now; one that is not over counts as interrupted.
    """
    routine = begun.plan.routine
    numbers = range(1, session.plan.steps + 1)
    return SessionRecord(
        number=0,
        identifier=begun.identifier,
        routine=routine.key,
        title=routine.title,
        region=routine.region,
        areas=tuple(area.key for area in routine.areas),
        routine_hash=begun.routine_hash,
        plan=begun.form,
        gentle=begun.gentle,
        started=begun.started,
        ended=ended,
        ending=_ENDINGS.get(session.status, SessionEnding.BROKEN_OFF),
        practised=session.practised // NS_PER_S,
        paused=session.paused // NS_PER_S,
        pauses=session.ledger.pauses,
        added=session.plan.added,
        sorer_side=begun.sorer_side,
        before=begun.before,
        after=feedback.after,
        steps=tuple(_step_record(begun.plan, session, number, feedback.effects) for number in numbers),
        signs=session.complaints,
        note=feedback.note,
    )


def easier_moves(session: Session, when: datetime) -> tuple[MoveChange, ...]:
    """Return the levels that a key chose in `session`, as they are kept for the next time."""
    steps = {step.move.key: step for step in session.plan.routine.steps if step.move is not None}
    return tuple(
        MoveChange(when, key, MoveSetting(level, steps[key].number))
        for key, level in session.levels.items()
        if key in steps
    )


def _step_record(begun: Plan, session: Session, number: int, effects: Mapping[int, StepEffect]) -> StepRecord:
    step = begun.routine.steps[number - 1]
    if number in session.stopped:
        outcome = StepOutcome.STOPPED
    elif number in session.completed_steps:
        outcome = StepOutcome.DONE
    elif number in session.skipped:
        outcome = StepOutcome.SKIPPED
    else:
        outcome = StepOutcome.NOT_REACHED
    return StepRecord(
        number=number,
        kind=step.kind,
        title=step.title,
        muscle=step.muscle.key if step.muscle is not None else "",
        point=step.point.key if step.point is not None else "",
        outcome=outcome,
        seconds=session.ledger.practised.get(number, 0) // NS_PER_S,
        planned=step.seconds,
        repeats=session.ledger.repeats.get(number, 0),
        effect=effects.get(number, StepEffect.NOT_ANSWERED),
        entry=step.move.key if step.move is not None else "",
        level=step.level,
        repetitions=step.number,
    )
