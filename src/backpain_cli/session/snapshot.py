"""A session as plain values and back, so that it can be written down at each change and resumed.

What a key changed in the plan (holds, pressure, what is left out) is written as what was changed, and done again to
the plan as it was when the session began.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, TypeVar, assert_never

from backpain_cli.codec import Codec, as_list
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import PainScore, ReportedSign
from backpain_cli.domain.routine.plan import OmittedStep, Plan
from backpain_cli.domain.routine.plan_changes import (
    ease_step,
    seated,
    with_highest_level,
    with_hold,
    without_muscle,
    without_region,
)
from backpain_cli.session.events import NS_PER_S, TimePassed
from backpain_cli.session.ledger import StepLedger
from backpain_cli.session.recording import NO_FEEDBACK, Feedback, SessionStart
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import HurtsQuestion, Notice, SessionStatus

_ENDED = {SessionStatus.FINISHED, SessionStatus.QUIT, SessionStatus.STOPPED}
_CODEC = Codec({kind: as_list(kind) for kind in (ReportedSign, PainScore, OmittedStep)})
_JOURNAL_KEYS = {"feedback": "told"}
"""Journals keep the key of the first version."""
_Kept = TypeVar("_Kept")
GIVEN_UP = "given-up"
"""The key in a snapshot of a session that must not be resumed."""


class _State(NamedTuple):
    """A session as it is written down; times are nanoseconds but for the seconds of `holds`."""

    position: int
    status: SessionStatus
    clock: int
    practised: int
    paused: int
    done: frozenset[int]
    skipped: frozenset[int]
    stopped: frozenset[int]
    complaints: tuple[ReportedSign, ...]
    holds: tuple[int, ...]
    """The seconds of each segment of the plan."""
    practised_in: Mapping[int, int]
    repeats: Mapping[int, int]
    pauses: int
    feedback: Feedback | None = None
    given_up: bool = False
    passed: int = 0
    """What passed afterwards while nothing else happened: a note of its own in older journals."""
    question: HurtsQuestion | None = None
    """What was asked after the key h; older journals have none, and ask again."""
    neck_work_at: int | None = None
    levels: Mapping[str, int] = {}
    """Of moves that were made easier; older journals have none."""
    left_out: tuple[OmittedStep, ...] = ()
    """Optional steps that were left out, whose segments may have no seconds; older journals have none."""


class _Start(NamedTuple):
    """How a session began, without what a journal has in fields of its own."""

    routine_hash: str
    gentle: bool
    sorer_side: str
    before: tuple[PainScore, ...]


def session_snapshot(session: Session, feedback: Feedback | None = None, *, given_up: bool = False) -> dict[str, Any]:
    """Return what has to be known to resume `session`, as plain values.

    Args:
        given_up: whether it must not be resumed: it waits only to be recorded.
    """
    return _encoded(
        _State(
            position=session.position_ns,
            status=session.status,
            clock=session.elapsed_ns,
            practised=session.practised,
            paused=session.paused,
            done=session.completed_steps,
            skipped=session.skipped,
            stopped=session.stopped,
            complaints=session.complaints,
            holds=tuple(segment.seconds for segment in session.plan.segments),
            practised_in=session.ledger.practised,
            repeats=session.ledger.repeats,
            pauses=session.ledger.pauses,
            feedback=feedback,
            given_up=given_up,
            question=session.question,
            neck_work_at=session.neck_work_at,
            levels=session.levels,
            left_out=session.plan.left_out,
        )
    )


def session_from_snapshot(plan: Plan, snapshot: Mapping[str, Any]) -> Session:
    """Return the session that `snapshot` was taken of, with the `plan` it began with.

    It is paused where it can go on, on the same page if something was asked, and over where the person or what they
    reported ended it.

    Raises:
        ValueError: something in `snapshot` is missing or wrong, or it is of another plan.
    """
    state = _decoded(_State, snapshot)
    changed = replace(_with_complaints(plan, state.complaints), left_out=state.left_out)
    changed = _with_holds(changed, state.holds)
    for key, level in state.levels.items():
        changed = with_highest_level(changed, key, level)
    if not 0 <= state.position <= changed.seconds * NS_PER_S:
        raise ValueError(f"{state.position} ns is outside the plan")
    session = Session(
        plan=changed,
        position_ns=state.position,
        status=state.status,
        elapsed_ns=state.clock,
        practised=state.practised,
        paused=state.paused,
        completed_steps=state.done,
        skipped=state.skipped,
        stopped=state.stopped,
        complaints=state.complaints,
        ledger=StepLedger(state.practised_in, state.repeats, state.pauses),
        question=state.question,
        notice=state.question.notice if state.question is not None else Notice.NONE,
        neck_work_at=state.neck_work_at,
        levels=state.levels,
    )
    session = session.after(TimePassed(state.passed))
    if any(sign.complaint is ComplaintKind.EMERGENCY for sign in state.complaints):
        return session._replace(status=SessionStatus.STOPPED)
    return session if session.status in _ENDED else session._replace(status=SessionStatus.PAUSED)


def feedback_from_snapshot(snapshot: Mapping[str, Any]) -> Feedback:
    """Return what the person reported after the session; nothing where they were not asked.

    Raises:
        ValueError: something in `snapshot` is missing or wrong.
    """
    return _decoded(_State, snapshot).feedback or NO_FEEDBACK


def start_snapshot(start: SessionStart) -> dict[str, Any]:
    """Return what has to be known of how a session began, besides its plan, identifier and time."""
    return _encoded(_Start(start.routine_hash, start.gentle, start.sorer_side, start.before))


def start_from_snapshot(
    snapshot: Mapping[str, Any], *, identifier: str, started: datetime, plan: Plan, plan_values: Mapping[str, Any]
) -> SessionStart:
    """Return how a session began.

    Raises:
        ValueError: something in `snapshot` is missing or wrong.
    """
    begun = _decoded(_Start, snapshot)._asdict()
    return SessionStart(identifier=identifier, plan=plan, form=plan_values, started=started, **begun)


def _encoded(record: object) -> dict[str, Any]:
    # Journals have hyphens where names have underscores.
    return {_JOURNAL_KEYS.get(name, name.replace("_", "-")): value for name, value in _CODEC.encode(record).items()}


def _decoded(kind: type[_Kept], snapshot: Mapping[str, Any]) -> _Kept:
    names = {key: name for name, key in _JOURNAL_KEYS.items()}
    return _CODEC.decode(kind, {names.get(key, key.replace("-", "_")): value for key, value in snapshot.items()})


def _with_complaints(plan: Plan, complaints: tuple[ReportedSign, ...]) -> Plan:
    """Return `plan` with the same changes that the answers made to it."""
    for sign in complaints:
        segment = plan.segments[plan.index_at(plan.start_of_step(sign.step_number))]
        match sign.complaint:
            case ComplaintKind.TOO_STRONG:
                plan = ease_step(plan, segment)
            case ComplaintKind.WARNING:
                plan = without_muscle(plan, segment)
            case ComplaintKind.SHARP | ComplaintKind.SHARP_STAYED:
                plan = without_region(plan, segment)
            case ComplaintKind.LIGHT_HEADED | ComplaintKind.LIGHT_HEADED_STAYED:
                plan = seated(plan)
            case ComplaintKind.EMERGENCY:
                return plan
            case _:
                assert_never(sign.complaint)
    return plan


def _with_holds(plan: Plan, seconds: tuple[int, ...]) -> Plan:
    if len(seconds) != len(plan.segments):
        raise ValueError(f"the plan has {len(plan.segments)} segments, the snapshot {len(seconds)}")
    for index, wanted in enumerate(seconds):
        if plan.segments[index].seconds != wanted:
            plan = with_hold(plan, index, wanted)
    return plan
