"""How a move goes on: when more may be offered, when less, and when it is left out. Nothing changes by itself.

All numbers are judgement, on the advice of S185, S73 and S187: a little more every few days, and less after a bad one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple

from backpain_cli.domain.records.care_records import MoveChange, MoveSetting
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import PainEntry, PainScore, SessionRecord, StepEffect, StepOutcome

GOOD_SESSIONS = 3
MORE = (1, 2)
"""Repetitions that are offered more."""
FIRST_ON_NEXT_LEVEL = 6
LAST_FROM_65, USUAL_LAST = 15, 12
WORSE = 2
"""Points. A pain that rises by more during a move, or by as much for more than a day, is too much."""
_NEXT_DAY, _A_DAY, _LATEST = timedelta(hours=12), timedelta(hours=24), timedelta(hours=72)
"""After a session: from when a score is one of the next day, from when one is more than a day later, and until when."""
NO_GAIN_WITHIN = timedelta(days=14)
REST_BETWEEN_LOADS = timedelta(hours=48)
"""Of the same muscles, on levels 2 and 3 (source S73)."""
LOADING_LEVEL = 2


class MoveLimits(NamedTuple):
    """Within what a move may be changed for this person."""

    first: int
    """Repetitions to begin with."""
    last: int
    """The most of them."""
    highest_level: int


def limits_of(first: int, last: int, levels: int, *, is_from_65: bool) -> MoveLimits:
    """Return the limits of a move of that dose; from 65 it goes to 15 where it goes to 12 for others."""
    return MoveLimits(first, LAST_FROM_65 if is_from_65 and last == USUAL_LAST else last, levels)


class Recovery(StrEnum):
    """How the pain was on the days after a session."""

    SETTLED = "settled"
    WORSE = "worse"
    UNKNOWN = "unknown"


class MoveReport(NamedTuple):
    """How a move went in one session."""

    when: datetime
    setting: MoveSetting
    in_full: bool
    start: int | None
    """The pain before the session; None: not known."""
    highest: int | None
    """The pain right after it; None: not known."""
    hurt: bool
    """Whether the person said so."""
    spread: bool
    """Whether pain went further down a limb, or numbness or weakness was new."""
    recovery: Recovery

    @property
    def was_bad(self) -> bool:
        """Whether it calls for less."""
        return self.hurt or self.recovery is Recovery.WORSE

    @property
    def went_well(self) -> bool:
        """Whether it was done in full without much pain, as far as that day goes; what is not known never was."""
        if self.start is None or self.highest is None or self.was_bad or self.spread:
            return False
        return self.in_full and self.highest <= self.start + WORSE

    @property
    def was_good(self) -> bool:
        """Whether it speaks for more: it went well, and had settled by the next day."""
        return self.went_well and self.recovery is Recovery.SETTLED


class OfferKind(IntEnum):
    """What is offered, what presses most first."""

    LEAVE_OUT = 0
    """Nothing to choose: it is left out until the person takes it back, and somebody should see them."""
    LEVEL_DOWN = 1
    FEWER = 2
    ASK_CLINICIAN = 3
    NEXT_LEVEL = 4
    MORE = 5


class MoveOffer(NamedTuple):
    """What is offered for one move."""

    key: str
    kind: OfferKind
    choices: tuple[MoveSetting, ...] = ()
    """One of them may be taken; empty where there is nothing to choose."""


def setting_of(key: str, limits: MoveLimits, changes: Iterable[MoveChange]) -> MoveSetting:
    """Return how the move of that key is done now: as last agreed to, never beyond its limits."""
    agreed = [change.setting for change in changes if change.key == key]
    if not agreed:
        return MoveSetting(1, limits.first)
    level, repetitions = agreed[-1]
    return MoveSetting(max(1, min(level, limits.highest_level)), max(1, min(repetitions, limits.last)))


def is_left_out(key: str, reports: Iterable[MoveReport], changes: Iterable[MoveChange]) -> bool:
    """Return whether the move of that key is left out: it sent pain down a limb, and was not taken back since."""
    return any(report.spread for report in _since_change(key, reports, changes))


def offer_for(
    key: str, limits: MoveLimits, reports: Sequence[MoveReport], changes: Sequence[MoveChange], now: datetime
) -> MoveOffer | None:
    """Return what is offered for a move after a session, or None.

    Args:
        key: of the move.
        limits: of the move for this person.
        reports: of the sessions in which it was done, the oldest first.
        changes: of all moves, the oldest first.
        now: with its zone.
    """
    lately = _since_change(key, reports, changes)
    if not lately:
        return None
    if is_left_out(key, reports, changes):
        return MoveOffer(key, OfferKind.LEAVE_OUT)
    done = lately[-1].setting
    has_changed = any(change.key == key for change in changes)
    # Until something was agreed to, it is done as the routine has it.
    setting = setting_of(key, limits, changes) if has_changed else done
    judged = [report for report in lately if now - report.when >= _NEXT_DAY]
    today = lately[len(judged) :]
    if (bad := _last_bad(judged, today)) is not None:
        if done.level == setting.level:
            setting = min(setting, done)
        earlier = [report for report in reports if report.when < bad.when]
        return _less(key, setting, is_second=bool(earlier) and earlier[-1].was_bad)
    if len(judged) >= GOOD_SESSIONS and all(report.was_good for report in judged[-GOOD_SESSIONS:]):
        return _more(key, setting, limits) if all(report.went_well for report in today) else None
    if len(lately) >= GOOD_SESSIONS and now - lately[0].when >= NO_GAIN_WITHIN and _more(key, setting, limits):
        return MoveOffer(key, OfferKind.ASK_CLINICIAN)
    return None


def most_pressing(offers: Iterable[MoveOffer | None]) -> MoveOffer | None:
    """Return the one offer that is made: one thing changes at a time."""
    return min((offer for offer in offers if offer is not None), key=lambda offer: offer.kind, default=None)


def _last_bad(judged: Sequence[MoveReport], today: Sequence[MoveReport]) -> MoveReport | None:
    """Return the report that calls for less: the last one, or the one before those of today if its next day was worse.

    That a next day was worse is known only at the session after it.
    """
    last = (today or judged)[-1]
    if last.was_bad:
        return last
    return judged[-1] if today and judged and judged[-1].recovery is Recovery.WORSE else None


def _less(key: str, setting: MoveSetting, *, is_second: bool) -> MoveOffer | None:
    if setting.level > 1 and (is_second or setting.repetitions < 2):
        return MoveOffer(key, OfferKind.LEVEL_DOWN, (MoveSetting(setting.level - 1, setting.repetitions),))
    if setting.repetitions < 2:
        return MoveOffer(key, OfferKind.ASK_CLINICIAN)
    return MoveOffer(key, OfferKind.FEWER, (MoveSetting(setting.level, setting.repetitions // 2),))


def _more(key: str, setting: MoveSetting, limits: MoveLimits) -> MoveOffer | None:
    more = tuple(
        MoveSetting(setting.level, setting.repetitions + extra)
        for extra in MORE
        if setting.repetitions + extra <= limits.last
    )
    if more:
        return MoveOffer(key, OfferKind.MORE, more)
    if setting.level < limits.highest_level:
        first = min(FIRST_ON_NEXT_LEVEL, limits.last)
        return MoveOffer(key, OfferKind.NEXT_LEVEL, (MoveSetting(setting.level + 1, first),))
    return None


def _since_change(key: str, reports: Iterable[MoveReport], changes: Iterable[MoveChange]) -> list[MoveReport]:
    changed = max((change.when for change in changes if change.key == key), default=None)
    return [report for report in reports if changed is None or report.when > changed]


def reports_of(key: str, sessions: Iterable[SessionRecord], entries: Sequence[PainEntry]) -> list[MoveReport]:
    """Return how the move of that key went in each session in which it was begun, the oldest first."""
    # A sign is one however short the session was.
    ordered = sorted((one for one in sessions if one.counts or one.signs), key=lambda one: one.started)
    found = []
    for session in ordered:
        steps = [step for step in session.steps if step.entry == key and step.outcome is not StepOutcome.NOT_REACHED]
        if not steps:
            continue
        numbers = {step.number for step in steps}
        complaints = {sign.complaint for sign in session.signs if sign.step_number in numbers}
        start = _highest(session.before)
        found.append(
            MoveReport(
                when=session.started,
                setting=MoveSetting(max(1, steps[-1].level), steps[-1].repetitions),
                in_full=all(step.outcome is StepOutcome.DONE for step in steps),
                start=start,
                highest=_highest(session.after),
                hurt=any(step.effect is StepEffect.WORSE or step.outcome is StepOutcome.STOPPED for step in steps)
                or ComplaintKind.TOO_STRONG in complaints,
                spread=any(complaint.is_sharp or complaint is ComplaintKind.EMERGENCY for complaint in complaints),
                recovery=_recovery(session.started, start, ordered, entries),
            )
        )
    return found


def _recovery(
    when: datetime, start: int | None, sessions: Iterable[SessionRecord], entries: Iterable[PainEntry]
) -> Recovery:
    """Return how the pain was 12 to 72 hours later: worse if it was up by 2 after more than a day."""
    if start is None:
        return Recovery.UNKNOWN
    given = [(one.started, one.before) for one in sessions] + [(one.when, one.scores) for one in entries]
    later = [
        (moment - when, score) for moment, scores in given
        if _NEXT_DAY <= moment - when <= _LATEST and (score := _highest(scores)) is not None
    ]  # fmt: skip
    if any(score >= start + WORSE for after, score in later if after > _A_DAY):
        return Recovery.WORSE
    return Recovery.SETTLED if any(score < start + WORSE for _, score in later) else Recovery.UNKNOWN


def _highest(scores: Iterable[PainScore]) -> int | None:
    return max((score.score for score in scores), default=None)


def rested_from(
    planned: Mapping[str, frozenset[str]],
    muscles_of: Mapping[str, frozenset[str]],
    sessions: Iterable[SessionRecord],
    now: datetime,
) -> datetime | None:
    """Return from when on the muscles of a plan have rested for 48 hours; None if they have now.

    Args:
        planned: muscles of each move of the plan that is done on level 2 or 3, by its key.
        muscles_of: muscles of all moves, by key.
        sessions: of the last days.
        now: with its zone.
    """
    loaded = frozenset[str]().union(*planned.values())
    busy = [
        one.ended
        for one in sessions
        for step in one.steps
        if step.level >= LOADING_LEVEL
        and step.outcome in {StepOutcome.DONE, StepOutcome.STOPPED}
        and muscles_of.get(step.entry, frozenset()) & loaded
    ]
    ready = max(busy, default=now - REST_BETWEEN_LOADS) + REST_BETWEEN_LOADS
    return ready if ready > now else None
