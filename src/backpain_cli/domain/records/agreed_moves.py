"""How a person does our moves: what they agreed to, what of it is in force, and which moves are left out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.records.care_records import MoveChange, MoveSetting
from backpain_cli.domain.records.progression import FIRST_ON_NEXT_LEVEL, MoveReport, is_left_out, reports_of
from backpain_cli.domain.records.sessions import SessionRecord
from backpain_cli.domain.routine.own_doses import OwnDose


class OwnMoves(NamedTuple):
    """How a person does our moves, in routines of any file."""

    doses: Mapping[str, OwnDose] = MappingProxyType({})
    """By key of the move; one for which nothing was agreed to is missing."""
    left_out: frozenset[str] = frozenset()
    """Keys of the moves that are not done."""


AS_WRITTEN = OwnMoves()


class MadeChange(NamedTuple):
    """A change, and how the move was done until then."""

    change: MoveChange
    before: MoveSetting


def first_setting(move: Move) -> MoveSetting:
    """Return how a move is begun with: on its first level, with the first number of its dose."""
    return MoveSetting(1, move.dose.times[0] if move.dose is not None else 0)


def changes_in_force(move: Move, reports: Sequence[MoveReport], changes: Iterable[MoveChange]) -> list[MadeChange]:
    """Return the changes of a move in force, the oldest first: without those taken back, and what stayed as it was.

    Args:
        move: one of ours.
        reports: of the sessions in which it was done, the oldest first.
        changes: of all moves, the oldest first.
    """
    in_force: list[MadeChange] = []
    since, agreed = None, first_setting(move)
    for change in changes:
        if change.key != move.key:
            continue
        done = [one.setting for one in reports if one.when < change.when and (since is None or one.when > since)]
        before = done[-1] if done else agreed
        if in_force and change.setting == in_force[-1].before:
            in_force.pop()
        elif change.setting != before:
            in_force.append(MadeChange(change, before))
        since, agreed = change.when, change.setting
    return in_force


def present_setting(move: Move, reports: Sequence[MoveReport], changes: Iterable[MoveChange]) -> MoveSetting:
    """Return how a move is done now: as last agreed to, else as it was last done, else as it is begun with."""
    agreed = [change.setting for change in changes if change.key == move.key]
    return (agreed or [report.setting for report in reports] or [first_setting(move)])[-1]


def undone(
    move: Move, reports: Sequence[MoveReport], changes: Sequence[MoveChange], now: datetime
) -> MoveChange | None:
    """Return the change that takes the last one of a move in force back; None where there is none."""
    in_force = changes_in_force(move, reports, changes)
    return MoveChange(now, move.key, in_force[-1].before) if in_force else None


def level_change(
    move: Move, level: int, reports: Sequence[MoveReport], changes: Iterable[MoveChange], now: datetime
) -> MoveChange:
    """Return the change to a level that the person chooses: a higher one begins with few repetitions or holds."""
    present = present_setting(move, reports, changes)
    repetitions = present.repetitions
    if level > present.level and move.dose is not None:
        repetitions = min(FIRST_ON_NEXT_LEVEL, move.dose.times[0])
    return MoveChange(now, move.key, MoveSetting(level, repetitions))


class MoveCourse(NamedTuple):
    """How a move went on over the sessions in which it was done."""

    key: str
    name: str
    sessions: int
    first: MoveSetting
    """As it was done the first time."""
    now: MoveSetting
    """As it is done now."""
    left_out: bool


def move_courses(
    moves: Mapping[str, Move], changes: Sequence[MoveChange], sessions: Sequence[SessionRecord]
) -> list[MoveCourse]:
    """Return how each move with levels or a number went on, what was done most often first."""
    found = []
    for key in sorted({step.entry for session in sessions for step in session.steps} & {*moves}):
        reports = reports_of(key, sessions, ())
        now = present_setting(moves[key], reports, changes)
        if reports and (moves[key].levels or now.repetitions):
            is_out = is_left_out(key, reports, changes)
            found.append(MoveCourse(key, moves[key].name, len(reports), reports[0].setting, now, is_out))
    return sorted(found, key=lambda one: -one.sessions)


def own_moves(moves: Mapping[str, Move], changes: Sequence[MoveChange], sessions: Sequence[SessionRecord]) -> OwnMoves:
    """Return how the person does our moves.

    Args:
        moves: all of ours, by key.
        changes: of all moves, the oldest first.
        sessions: since before the first of them, and since the first sign that a move sent pain further.
    """
    signed = {(session.identifier, sign.step_number) for session in sessions for sign in session.signs}
    done = {step.entry for session in sessions for step in session.steps if (session.identifier, step.number) in signed}
    doses, left_out = {}, set()
    for key in sorted({*(change.key for change in changes), *done} & {*moves}):
        reports = reports_of(key, sessions, ())
        if is_left_out(key, reports, changes):
            left_out.add(key)
        if in_force := changes_in_force(moves[key], reports, changes):
            doses[key] = _own_dose(in_force)
    return OwnMoves(doses, frozenset(left_out))


def _own_dose(in_force: Sequence[MadeChange]) -> OwnDose:
    """Return the last setting, and in what it is below what was done at some time before."""
    level, repetitions = in_force[-1].change.setting
    return OwnDose(
        level,
        repetitions,
        lowers_level=level < max(one.before.level for one in in_force),
        lowers_number=repetitions < max(one.before.repetitions for one in in_force),
    )
