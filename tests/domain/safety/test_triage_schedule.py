"""When which questions are due, and when a session may begin without them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from backpain_cli.domain.records.sessions import ScreeningKind, ScreeningRecord
from backpain_cli.domain.records.triage_records import (
    NOTHING_KEPT,
    FoundSign,
    PainPattern,
    PersonRecord,
    SignRelease,
    TriageKind,
    TriageRecord,
    TriageState,
    WatchedSign,
)
from backpain_cli.domain.safety.triage_schedule import (
    DueTriage,
    TriageReason,
    due_triage,
    is_emergency_of_today,
    may_begin_unasked,
)
from backpain_cli.domain.terms import Outcome
from tests.cases import all_cases
from tests.interviews import CERVICAL, LUMBAR, TABLE

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
BOTH = LUMBAR | CERVICAL
STOPS = [outcome for outcome in Outcome if not outcome.lets_go_on]


def ago(days: float = 0, hours: float = 0) -> datetime:
    """Return the moment so long before NOW."""
    return NOW - timedelta(days=days, hours=hours)


def record(
    *,
    days: float = 0,
    hours: float = 0,
    kind: TriageKind = TriageKind.FULL,
    regions: frozenset[str] = LUMBAR,
    outcome: Outcome = Outcome.GO_ON,
) -> TriageRecord:
    """Return questions that were answered so long ago."""
    return TriageRecord(ago(days, hours), kind, regions, outcome, visit=False, found=())


def state(*records: TriageRecord, **changes: Any) -> TriageState:
    """Return what is kept of a person who answered everything a day ago, with these records."""
    person = PersonRecord("18-49", ago(1), {}, ago(1))
    whole = TriageState(records, person=person, pain=PainPattern("no", "neither", ago(1)))
    return whole._replace(**changes)


def due(kept: TriageState | None, before: frozenset[str] = LUMBAR, *first: ScreeningRecord) -> DueTriage:
    """Return what is due now."""
    return due_triage(TABLE, kept, first, before, NOW)


@all_cases(
    ("kept", "before", "why"),
    [
        (None, LUMBAR, TriageReason.UNREADABLE),
        (NOTHING_KEPT, LUMBAR, TriageReason.FIRST),
        (state(record(days=1)), LUMBAR, TriageReason.DAILY),
        (state(record(days=13.9)), LUMBAR, TriageReason.DAILY),
        (state(record(days=14)), LUMBAR, TriageReason.OLD),
        (state(record(days=1, kind=TriageKind.DAY), record(days=14)), LUMBAR, TriageReason.OLD),
        (state(record(days=1)), BOTH, TriageReason.NEW_PART),
        (state(record(days=1, kind=TriageKind.PART, regions=BOTH), record(days=2)), BOTH, TriageReason.DAILY),
        # The lines of the one part do not make those of the other last longer.
        (state(record(days=1, kind=TriageKind.PART, regions=BOTH), record(days=14)), BOTH, TriageReason.OLD),
        (state(record(days=1), record(days=2, regions=CERVICAL)), BOTH, TriageReason.DAILY),
        (state(record(days=-0.1), record(days=1)), LUMBAR, TriageReason.UNREADABLE),
        (state(record(days=1, outcome=Outcome.GENTLY)), LUMBAR, TriageReason.DAILY),
        (state(record(hours=1, regions=CERVICAL), record(days=1, outcome=Outcome.DOCTOR_TODAY), record(days=2)), LUMBAR,
         TriageReason.NEW_PART),
    ],
)  # fmt: skip
def test_the_screens_count_for_two_weeks_and_the_body_part_they_are_for(
    kept: TriageState | None, before: frozenset[str], why: TriageReason
) -> None:
    assert due(kept, before).why is why
    assert due(kept, before).screens is (why is not TriageReason.DAILY)


def test_what_is_asked_of_a_new_person_and_on_an_ordinary_day() -> None:
    first, ordinary = due(NOTHING_KEPT), due(state(record(days=1)))
    assert (first.age, first.facts, first.pattern, first.day) == (True, True, True, False)
    assert (ordinary.age, ordinary.facts, ordinary.pattern, ordinary.day) == (False, False, False, True)


@pytest.mark.parametrize("outcome", STOPS)
@pytest.mark.parametrize("kind", TriageKind)
def test_after_a_stop_the_screens_are_asked_again_and_age_and_facts_are_kept(
    outcome: Outcome, kind: TriageKind
) -> None:
    stop = record(hours=1, outcome=outcome, kind=kind)
    found = due(state(stop, record(days=1)))
    assert (found.why, found.stop, found.known) == (TriageReason.AFTER_A_STOP, stop, frozenset())
    assert (found.age, found.facts, found.pattern) == (False, False, True)


def test_the_order_of_records_is_that_of_their_times_in_whatever_zone() -> None:
    stop = record(hours=1, outcome=Outcome.DOCTOR_TODAY)
    earlier = record(hours=2)._replace(when=ago(hours=2).astimezone(timezone(timedelta(hours=10))))
    assert due(state(stop, earlier)).stop == stop


def first_edition(outcome: Outcome, days: float = 1) -> ScreeningRecord:
    """Return a screen of the first edition."""
    return ScreeningRecord(ago(days), ScreeningKind.FULL, LUMBAR, outcome)


def test_a_pass_of_the_first_edition_opens_nothing_and_its_stop_asks_everything() -> None:
    assert due(NOTHING_KEPT, LUMBAR, first_edition(Outcome.GO_ON)).why is TriageReason.FIRST
    stopped = due(state(record(days=2)), LUMBAR, first_edition(Outcome.SEE_A_DOCTOR_FIRST))
    assert (stopped.why, stopped.screens, stopped.stop) == (TriageReason.AFTER_A_STOP, True, None)
    assert due(state(record(days=1)), LUMBAR, first_edition(Outcome.SEE_A_DOCTOR_FIRST, 2)).why is TriageReason.DAILY


@all_cases(
    ("days", "facts", "age"),
    [(181, False, False), (182, True, False), (364, True, False), (365, True, True), (-1, True, True)],
)
def test_facts_count_for_half_a_year_and_the_age_for_a_year(days: float, facts: bool, age: bool) -> None:
    person = PersonRecord("18-49", ago(days), {}, ago(days))
    found = due(state(record(days=1), person=person))
    assert (found.facts, found.age) == (facts, age)


def test_an_age_that_is_not_an_adults_is_asked_again() -> None:
    assert due(state(record(days=1), person=PersonRecord("under-18", ago(1), {}, ago(1)))).age


@all_cases(
    ("key", "days", "is_due"),
    [("A2.5", 6, False), ("A2.5", 7, True), ("P1.3", 0, False), ("P1.3", 1, True), ("A2.5", -1, True)],
)
def test_a_sign_that_goes_on_gently_is_asked_about_after_its_days(key: str, days: float, is_due: bool) -> None:
    sign = WatchedSign(key, ago(30), ago(days), 0)
    assert bool(due(state(record(days=1), watched=(sign,))).watched) is is_due


@all_cases(
    ("given", "confirmed", "is_due"),
    [(6, 6, False), (7, 7, True), (30, 27, False), (40, 28, True), (-1, -1, True)],
)
def test_a_release_is_confirmed_after_seven_days_and_then_every_twenty_eight(
    given: float, confirmed: float, is_due: bool
) -> None:
    release = SignRelease("A8.2", ago(given), ago(confirmed))
    assert bool(due(state(record(days=1), releases=(release,))).releases) is is_due


@all_cases(
    ("hours", "outcome", "is_today"),
    [
        (1, Outcome.EMERGENCY, True),
        (17.9, Outcome.EMERGENCY, True),
        (18.1, Outcome.EMERGENCY, False),
        (-1, Outcome.EMERGENCY, True),
        (1, Outcome.DOCTOR_TODAY, False),
    ],
)
def test_an_emergency_lasts_for_the_day_whatever_was_answered_since(
    hours: float, outcome: Outcome, is_today: bool
) -> None:
    records = [record(hours=0.1), record(hours=hours, outcome=outcome)]
    assert is_emergency_of_today(records, [], NOW) is is_today
    assert is_emergency_of_today([], [first_edition(outcome, hours / 24)], NOW) is is_today


def test_an_emergency_of_the_evening_lasts_over_midnight() -> None:
    midnight = NOW.replace(hour=0, minute=10)
    assert is_emergency_of_today([record(hours=19, outcome=Outcome.EMERGENCY)], [], midnight)


@all_cases(
    ("kept", "may_begin"),
    [
        (lambda: state(record(hours=1)), True),
        (lambda: state(record(hours=11.9)), True),
        (lambda: state(record(hours=12)), False),
        (lambda: state(record(hours=1, kind=TriageKind.DAY), record(days=13)), True),
        (lambda: state(record(hours=1, kind=TriageKind.DAY), record(days=14)), False),
        (lambda: state(record(hours=1, outcome=Outcome.DOCTOR_WITHIN_DAYS)), False),
        (lambda: state(record(hours=1, outcome=Outcome.EMERGENCY), record(hours=2)), False),
        (lambda: state(record(hours=-1)), False),
        (lambda: state(record(hours=1, regions=CERVICAL)), False),
        (lambda: state(record(hours=1), pain=None), False),
        (lambda: state(record(hours=1), watched=(WatchedSign("A2.5", ago(9), ago(9), 0),)), False),
        (lambda: state(record(hours=1), releases=(SignRelease("A8.2", ago(9), ago(9)),)), False),
        (lambda: state(record(hours=1), person=None), False),
        (lambda: NOTHING_KEPT, False),
        (lambda: None, False),
    ],
)
def test_where_nobody_can_be_asked_nothing_but_the_days_page_may_be_due(
    kept: Callable[[], TriageState | None], may_begin: bool
) -> None:
    known = kept()
    assert may_begin_unasked(due(known), known, NOW) is may_begin


def test_a_sign_in_a_session_is_a_stop() -> None:
    sign = record(hours=1, kind=TriageKind.SIGN, outcome=Outcome.EMERGENCY)
    sign = sign._replace(found=(FoundSign("h4", Outcome.EMERGENCY, ""),))
    assert due(state(sign, record(days=1))).stop == sign
