"""Which questions are due before a session, and whether one may begin without them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backpain_cli.domain.records.sessions import ScreeningRecord
from backpain_cli.domain.records.triage_records import (
    KeptFact,
    SignRelease,
    TriageKind,
    TriageRecord,
    TriageState,
    WatchedSign,
)
from backpain_cli.domain.safety.known_person import present_person
from backpain_cli.domain.safety.person_facts import AgeBand
from backpain_cli.domain.safety.sign_table import TriageTable
from backpain_cli.domain.terms import Outcome

SCREENS_VALID_FOR = timedelta(days=14)
"""Screens A and B are asked again after this time (source M9)."""
WITHOUT_KEYBOARD_FOR = timedelta(hours=12)
"""Where no one can be asked, the last answers must be younger than this."""
AGE_VALID_FOR = timedelta(days=365)
FACTS_VALID_FOR = timedelta(days=182)
PREGNANCY_VALID_FOR = timedelta(days=28)
_A_DAY = timedelta(days=1)
_RELEASE_FIRST, _RELEASE_LATER = timedelta(days=7), timedelta(days=28)


class TriageReason(StrEnum):
    """Why these questions are asked, for the person."""

    FIRST = "These questions come before the first session."
    UNREADABLE = "What you answered before can't be read, so all questions are asked."
    OLD = "Two weeks or more have passed, so all questions are asked again."
    NEW_PART = "This part of the body is new here, so its questions are asked."
    AFTER_A_STOP = "Last time something spoke against a session, so all questions are asked again."
    ASKED_FOR = "All questions."
    DAILY = "A few questions come before every session."
    SHORT = "A few questions first, for what must not wait."
    AFTER_SHORT = "So far only a few questions were asked, so now come all of them."


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTriage:
    """Which questions are asked now."""

    before: frozenset[str]
    """The regions that the session is for."""
    why: TriageReason
    screens: bool = True
    """Whether screens A and B are asked."""
    known: frozenset[str] = frozenset()
    """Regions whose lines were asked lately and are left out; empty for none."""
    age: bool = True
    facts: bool = True
    pregnancy: bool = False
    """Whether it is asked if the pregnancy goes on."""
    pattern: bool = True
    """Whether it is asked where the pain runs and what makes it worse."""
    day: bool = False
    """Whether the day's page is asked."""
    stop: TriageRecord | None = None
    """The last record, if it spoke against a session and its signs are known."""
    watched: tuple[WatchedSign, ...] = ()
    """The signs of which it is asked how they are."""
    releases: tuple[SignRelease, ...] = ()
    """The releases that are to be confirmed."""
    again: str = ""
    """Why it is asked first whether a session begins now at all, as after another one today; empty: it is not."""
    session: bool = True
    """Whether it is asked how the pain is today; not where no session follows."""
    ladders: tuple[str, ...] = ()
    """Keys of lines whose ladders are asked at once, and nothing else: after a sign in a session."""
    short: bool = False
    """Whether screen A and a few lines for all facts are enough, as before five minutes in which nothing is pressed."""

    @property
    def is_first(self) -> bool:
        """Whether nothing is known yet that still counts."""
        return self.why in {TriageReason.FIRST, TriageReason.UNREADABLE}


def due_triage(
    table: TriageTable,
    state: TriageState | None,
    first_edition: Sequence[ScreeningRecord],
    before: frozenset[str],
    now: datetime,
) -> DueTriage:
    """Return which questions come before a session for the regions `before`.

    Args:
        table: all signs.
        state: what is kept; None where it cannot be read.
        first_edition: screens that the first edition kept; one that let go on opens nothing.
        before: from `regions_before`.
        now: with its zone.
    """
    if state is None:
        return DueTriage(before=before, why=TriageReason.UNREADABLE)
    person = present_person(state.person, now)
    due = DueTriage(
        before=before,
        why=TriageReason.FIRST,
        age=person is None
        or person.age in {"", AgeBand.UNDER_18}
        or not _is_fresh(person.age_answered, AGE_VALID_FOR, now),
        facts=person is None or not _is_fresh(person.facts_answered, FACTS_VALID_FOR, now),
        pregnancy=person is not None and _is_pregnancy_due(person.facts, now),
        pattern=state.pain is None,
        watched=tuple(one for one in state.watched if _is_watch_due(table, one, now)),
        releases=tuple(one for one in state.releases if _is_release_due(one, now)),
    )
    if not state.records:
        return due
    due = replace(due, day=True)
    newest = state.records[0]
    stopped_before = [record.when for record in first_edition if not record.outcome.lets_go_on]
    if max([newest.when, *stopped_before]) > now:
        return replace(due, why=TriageReason.UNREADABLE)
    if not newest.outcome.lets_go_on:
        return replace(due, why=TriageReason.AFTER_A_STOP, stop=newest, pattern=True)
    if any(when >= newest.when for when in stopped_before):
        return replace(due, why=TriageReason.AFTER_A_STOP, pattern=True)
    asked = _asked_lately(state.records, now)
    if before <= asked:
        return replace(due, why=TriageReason.DAILY, screens=False)
    if not any(record.kind is TriageKind.FULL for record in state.records):
        return replace(due, why=TriageReason.AFTER_SHORT)
    return replace(due, why=TriageReason.NEW_PART if asked else TriageReason.OLD, known=asked)


def due_before_short_plan(due: DueTriage) -> DueTriage:
    """Return which of the questions that are due before a session come before a plan of `backpain now`.

    All of screen A is asked again where any of its lines is due. After a stop all questions are.
    """
    if due.why is TriageReason.AFTER_A_STOP:
        return due
    return replace(due, why=TriageReason.SHORT if due.screens else due.why, known=frozenset(), short=True)


def is_emergency_of_today(
    records: Iterable[TriageRecord], first_edition: Iterable[ScreeningRecord], now: datetime
) -> bool:
    """Return whether an emergency was reported on this calendar day or within 12 hours; then no session begins.

    One from the day ahead counts too: the clock was set back.
    """
    moments = [one.when for one in records if one.outcome is Outcome.EMERGENCY]
    moments += [one.when for one in first_edition if one.outcome is Outcome.EMERGENCY]
    return any(
        when.astimezone(now.tzinfo).date() == now.date() or -_A_DAY < now - when < WITHOUT_KEYBOARD_FOR
        for when in moments
    )


def may_begin_unasked(due: DueTriage, state: TriageState | None, now: datetime) -> bool:
    """Return whether a session may begin where no one can be asked: nothing but the day's page is due, for 12 hours."""
    asks = (due.screens, due.age, due.facts, due.pregnancy, due.pattern, due.watched, due.releases)
    return not any(asks) and state is not None and now - state.records[0].when < WITHOUT_KEYBOARD_FOR


def _is_fresh(answered: datetime | None, valid_for: timedelta, now: datetime) -> bool:
    return answered is not None and timedelta() <= now - answered < valid_for


def _is_pregnancy_due(facts: Mapping[str, KeptFact], now: datetime) -> bool:
    return "pregnant" in facts and not _is_fresh(facts["pregnant"].answered, PREGNANCY_VALID_FOR, now)


def _is_watch_due(table: TriageTable, sign: WatchedSign, now: datetime) -> bool:
    """Return whether it is asked how a sign is: after its days, counted by the calendar."""
    rung = table.rung_by_key.get(sign.key)
    days = 0 if rung is None else rung.asked_again_days
    return not 0 <= (now.date() - sign.asked.astimezone(now.tzinfo).date()).days < days


def _is_release_due(release: SignRelease, now: datetime) -> bool:
    first = release.confirmed == release.given
    return not _is_fresh(release.confirmed, _RELEASE_FIRST if first else _RELEASE_LATER, now)


def _asked_lately(records: Sequence[TriageRecord], now: datetime) -> frozenset[str]:
    """Return the regions whose lines were asked within 14 days, and since anything last spoke against a session."""
    asked: set[str] = set()
    has_full = False
    for record in records:
        if not record.outcome.lets_go_on or now - record.when >= SCREENS_VALID_FOR:
            break
        if record.kind in {TriageKind.FULL, TriageKind.PART}:
            asked |= record.regions
        has_full = has_full or record.kind is TriageKind.FULL
    return frozenset(asked) if has_full else frozenset()
