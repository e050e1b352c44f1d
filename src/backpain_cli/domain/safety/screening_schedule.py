"""When which screen is due, and when a recorded one still counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from backpain_cli.domain.records.sessions import ScreeningKind, ScreeningRecord
from backpain_cli.domain.safety.screening import Screening, start_daily_screening, start_full_screening
from backpain_cli.domain.safety.signs import SignTable
from backpain_cli.domain.terms import Outcome

FULL_SCREENING_VALID_FOR = timedelta(days=14)
"""A full screen is asked again after this time (source M9)."""
ANY_SCREENING_VALID_FOR = timedelta(hours=12)
"""Where no one can be asked, a screen must be younger than this."""


class ScreeningReason(StrEnum):
    """Why a screen is asked, for the person."""

    FIRST = "These questions come before the first session."
    UNKNOWN = "What you answered before can't be read, so all questions are asked."
    OLD = "Two weeks or more have passed, so all questions are asked again."
    NEW_AREA = "This part of the body is new here, so its questions are asked."
    LAST_SAID_STOP = "Last time something spoke against a session, so all questions are asked again."
    ASKED_FOR = "All questions."
    DAILY = "The short questions come before every session."


@dataclass(frozen=True, slots=True, kw_only=True)
class DueScreening:
    """Which questions are asked now."""

    kind: ScreeningKind
    regions: frozenset[str]
    """The regions that are asked for: in a full screen after another area's, only those that were never asked."""
    why: ScreeningReason

    def begin(self, questions: SignTable) -> Screening:
        """Return the screen before its first question."""
        start = start_full_screening if self.kind is ScreeningKind.FULL else start_daily_screening
        return start(questions, self.regions)


def due_screening(screens: Sequence[ScreeningRecord] | None, regions: frozenset[str], now: datetime) -> DueScreening:
    """Return which questions come before a session for `regions`.

    Args:
        screens: what was answered before, in any order; None where the history cannot be read.
        now: with its zone. A record from the future means that a clock was set, and does not count.
    """
    if screens is None:
        return DueScreening(kind=ScreeningKind.FULL, regions=regions, why=ScreeningReason.UNKNOWN)
    past = _past(screens, now)
    if not past:
        return DueScreening(kind=ScreeningKind.FULL, regions=regions, why=ScreeningReason.FIRST)
    if not past[0].outcome.lets_go_on:
        return DueScreening(kind=ScreeningKind.FULL, regions=regions, why=ScreeningReason.LAST_SAID_STOP)
    recent = _asked_in_full(past, now)
    if regions <= recent:
        return DueScreening(kind=ScreeningKind.SHORT, regions=regions, why=ScreeningReason.DAILY)
    asked_once = frozenset[str]().union(*(record.regions for record in past if record.kind is ScreeningKind.FULL))
    if recent and not (regions - recent) & asked_once:
        return DueScreening(kind=ScreeningKind.FULL, regions=regions - recent, why=ScreeningReason.NEW_AREA)
    return DueScreening(kind=ScreeningKind.FULL, regions=regions, why=ScreeningReason.OLD)


def is_screening_valid(screens: Sequence[ScreeningRecord] | None, regions: frozenset[str], now: datetime) -> bool:
    """Return whether a session for `regions` may start without anyone to answer.

    That needs a full screen for all of the regions within 14 days, any screen within 12 hours, and a last one that
    permits a session. A history that cannot be read (None) counts as none.
    """
    past = _past(screens or (), now)
    if not past or not past[0].outcome.lets_go_on or now - past[0].when >= ANY_SCREENING_VALID_FOR:
        return False
    return regions <= _asked_in_full(past, now)


def screening_record(screening: Screening, now: datetime) -> ScreeningRecord | None:
    """Return what is kept of a screen that is over; None where it holds for this moment alone, or is not over.

    What a person took today can wear off within hours, so such a screen is asked again next time.
    """
    outcome = screening.outcome
    if outcome is None or (screening.today and outcome.lets_go_on):
        return None
    return ScreeningRecord(when=now, kind=screening.kind, regions=screening.regions, outcome=outcome)


def stop_record(regions: frozenset[str], when: datetime, outcome: Outcome) -> ScreeningRecord:
    """Return what is kept where a sign ended a session: it speaks against the next one too."""
    return ScreeningRecord(when=when, kind=ScreeningKind.SHORT, regions=regions, outcome=outcome)


def _past(screens: Sequence[ScreeningRecord], now: datetime) -> list[ScreeningRecord]:
    """Return the records that are not from the future, newest first."""
    return sorted((record for record in screens if record.when <= now), key=lambda record: record.when, reverse=True)


def _asked_in_full(past: Sequence[ScreeningRecord], now: datetime) -> frozenset[str]:
    """Return the regions of the full screens since anything last spoke against a session, within 14 days."""
    asked: set[str] = set()
    for record in past:
        if not record.outcome.lets_go_on:
            break
        if record.kind is ScreeningKind.FULL and now - record.when < FULL_SCREENING_VALID_FOR:
            asked |= record.regions
    return frozenset(asked)
