"""What is offered for the moves of a session after it: at most one thing, and nothing that would change nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.records.care_records import MoveChange, MoveSetting
from backpain_cli.domain.records.progression import (
    USUAL_LAST,
    MoveLimits,
    MoveOffer,
    OfferKind,
    limits_of,
    most_pressing,
    offer_for,
    reports_of,
)
from backpain_cli.domain.records.sessions import PainEntry, SessionRecord
from backpain_cli.domain.routine.own_doses import OwnDose, number_written, with_own_doses
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.safety.fact_table import FactTable, HeldCircumstances
from backpain_cli.domain.safety.move_rules import move_rules
from backpain_cli.domain.safety.plan_rules import RuleAction

_UP = frozenset({OfferKind.NEXT_LEVEL, OfferKind.MORE})


class PersonsCourse(NamedTuple):
    """How it went for a person until now."""

    sessions: Sequence[SessionRecord]
    """The last one included."""
    entries: Sequence[PainEntry]
    changes: Sequence[MoveChange]
    held: HeldCircumstances
    is_from_65: bool


def offer_after(
    routine: Routine, course: PersonsCourse, table: FactTable, now: datetime, *, may_go_up: bool
) -> MoveOffer | None:
    """Return what is offered after a session, or None.

    Args:
        routine: as it was done.
        course: of the person.
        table: has the rules about what holds for the person.
        now: with its zone.
        may_go_up: whether more may be offered at all.
    """
    first_steps: dict[str, tuple[int, Move]] = {}
    for at, step in enumerate(routine.steps):
        if step.move is not None:
            first_steps.setdefault(step.move.key, (at, step.move))
    found = []
    for key, (at, move) in first_steps.items():
        step, reports = routine.steps[at], reports_of(key, course.sessions, course.entries)
        limits = _limits(step, move, is_from_65=course.is_from_65)
        offer = offer_for(key, limits, reports, course.changes, now)
        if offer is None or (offer.kind in _UP and not may_go_up):
            continue
        found.append(_within_routine(offer, at, routine, course.held, table))
    return most_pressing(found)


def _limits(step: Step, move: Move, *, is_from_65: bool) -> MoveLimits:
    """Return the limits of a move in this routine: where it has no more repetitions, the next level comes after them.

    From 65 that takes 15 of them, also where the routine has fewer.
    """
    first, last = move.dose.times if move.dose is not None else (0, 0)
    limits = limits_of(first, last, len(move.levels), is_from_65=is_from_65)
    written = number_written(step)
    if written is None or limits.last > USUAL_LAST >= last:
        return limits
    return limits._replace(last=min(limits.last, written.most))


def _within_routine(
    offer: MoveOffer, at: int, routine: Routine, held: HeldCircumstances, table: FactTable
) -> MoveOffer | None:
    """Return `offer` with the choices that change the step of that index, or what comes in its place."""
    if offer.kind not in {*_UP, OfferKind.LEVEL_DOWN}:
        return offer
    choices = tuple(_effective(offer, at, routine, held, table))
    if choices:
        return offer._replace(choices=choices)
    if offer.kind is not OfferKind.LEVEL_DOWN:
        return None
    # The place of the step has no easier form.
    level, number = routine.steps[at].level, offer.choices[0].repetitions // 2
    if not number:
        return MoveOffer(offer.key, OfferKind.ASK_CLINICIAN)
    return MoveOffer(offer.key, OfferKind.FEWER, (MoveSetting(level, number),))


def _effective(
    offer: MoveOffer, at: int, routine: Routine, held: HeldCircumstances, table: FactTable
) -> Iterator[MoveSetting]:
    step = routine.steps[at]
    for choice in offer.choices:
        own = OwnDose(*choice, lowers_level=True, lowers_number=True)
        changed = with_own_doses(routine, {offer.key: own}).steps[at]
        is_limited = any(rule.action is RuleAction.GENTLER for rule in move_rules(changed, held, table))
        if offer.kind is OfferKind.MORE:
            takes = changed.number == choice.repetitions > step.number and not is_limited
        elif offer.kind is OfferKind.NEXT_LEVEL:
            takes = changed.level == choice.level and not is_limited
        else:
            takes = changed.level == choice.level
        if takes:
            yield choice
