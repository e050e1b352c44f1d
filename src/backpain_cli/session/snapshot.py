"""A session as plain values, so that it can be written down at each change and taken up again.

What a key changed in the plan (holds, pressure, a muscle left alone) is kept as what was changed, and done again to the
plan as it was begun.
"""

from collections.abc import Mapping
from typing import Any

from backpain_cli.domain.records.sessions import ComplaintKind, PainScore, ReportedSign, StepEffect
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.plan_changes import halve_pressure, with_hold, without_muscle
from backpain_cli.session.events import TimePassed
from backpain_cli.session.ledger import StepLedger
from backpain_cli.session.recording import Feedback
from backpain_cli.session.session import Session, SessionStatus

_ENDED = {SessionStatus.FINISHED, SessionStatus.QUIT, SessionStatus.STOPPED}


def session_snapshot(session: Session, told: Feedback | None = None) -> dict[str, Any]:
    """Return what has to be known to take up `session` again; whole numbers, texts and lists only.

    Args:
        session: as it stands.
        told: what the person said after it, as far as they were asked.
    """
    after = {} if told is None else {"told": _plain(told)}
    return {
        **after,
        "position": session.position_ns,
        "status": str(session.status),
        "clock": session.elapsed_ns,
        "practised": session.practised,
        "paused": session.paused,
        "done": sorted(session.completed_steps),
        "skipped": sorted(session.skipped),
        "stopped": sorted(session.stopped),
        "complaints": [list(sign) for sign in session.complaints],
        "holds": [segment.seconds for segment in session.plan.segments],
        "practised-in": {str(number): lived for number, lived in session.ledger.practised.items()},
        "repeats": {str(number): times for number, times in session.ledger.repeats.items()},
        "pauses": session.ledger.pauses,
    }


def session_from_snapshot(plan: Plan, state: Mapping[str, Any]) -> Session:
    """Return the session that `state` was taken of, as it was.

    Args:
        plan: the plan as it was begun.
        state: of `state_of`; with `passed`, the nanoseconds that went by since then while nothing else happened.

    Returns:
        the session, paused where it can go on; over where the person ended it, or a sign that needs help now did.

    Raises:
        KeyError, TypeError, ValueError: `state` is not whole, or is of another plan.
    """
    complaints = tuple(_sign(entry) for entry in state["complaints"])
    changed = _with_holds(_with_complaints(plan, complaints), [int(seconds) for seconds in state["holds"]])
    position = int(state["position"])
    if not 0 <= position <= changed.seconds * 1_000_000_000:
        raise ValueError(f"{position} ns lies outside the plan")
    status = SessionStatus(state["status"])
    session = Session(
        plan=changed,
        position_ns=position,
        status=status,
        elapsed_ns=int(state["clock"]),
        practised=int(state["practised"]),
        paused=int(state["paused"]),
        completed_steps=frozenset(map(int, state["done"])),
        skipped=frozenset(map(int, state["skipped"])),
        stopped=frozenset(map(int, state["stopped"])),
        complaints=complaints,
        ledger=StepLedger(
            practised={int(number): int(lived) for number, lived in state["practised-in"].items()},
            repeats={int(number): int(times) for number, times in state["repeats"].items()},
            pauses=int(state["pauses"]),
        ),
    )
    session = session.after(TimePassed(int(state.get("passed", 0))))
    if _needs_help(complaints):
        return session._replace(status=SessionStatus.STOPPED)
    return session if session.status in _ENDED else session._replace(status=SessionStatus.PAUSED)


def _needs_help(complaints: tuple[ReportedSign, ...]) -> bool:
    return any(sign.complaint is ComplaintKind.EMERGENCY for sign in complaints)


def feedback_from_snapshot(state: Mapping[str, Any]) -> Feedback:
    """Return what the person said after the session that `state` was taken of; nothing where they were not asked.

    Raises:
        KeyError, TypeError, ValueError: it is not whole.
    """
    if (told := state.get("told")) is None:
        return Feedback()
    return Feedback(
        after=tuple(PainScore(str(area), str(side), int(score)) for area, side, score in told["after"]),
        effects={int(number): StepEffect(effect) for number, effect in told["effects"].items()},
        note=str(told["note"]),
    )


def _plain(told: Feedback) -> dict[str, Any]:
    return {
        "after": [list(score) for score in told.after],
        "effects": {str(number): str(effect) for number, effect in told.effects.items()},
        "note": told.note,
    }


def _sign(entry: Any) -> ReportedSign:
    complaint, step_number, muscle, side, second = entry
    return ReportedSign(ComplaintKind(complaint), int(step_number), str(muscle), str(side), int(second))


def _with_complaints(plan: Plan, complaints: tuple[ReportedSign, ...]) -> Plan:
    """Return `plan` with the same changes that the answers made to it."""
    for sign in complaints:
        segment = plan.segments[plan.index_at(plan.start_of_step(sign.step_number))]
        if sign.complaint is ComplaintKind.TOO_STRONG:
            plan = halve_pressure(plan, segment)
        elif sign.complaint is ComplaintKind.WARNING:
            plan = without_muscle(plan, segment)
    return plan


def _with_holds(plan: Plan, seconds: list[int]) -> Plan:
    if len(seconds) != len(plan.segments):
        raise ValueError(f"the plan has {len(plan.segments)} segments, the state {len(seconds)}")
    for index, wanted in enumerate(seconds):
        if plan.segments[index].seconds != wanted:
            plan = with_hold(plan, index, wanted)
    return plan
