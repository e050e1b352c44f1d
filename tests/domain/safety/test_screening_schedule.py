"""When the full screen is due, when the daily one, and when a recorded one counts where nobody can be asked."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from backpain_cli.domain.records.sessions import ScreeningKind, ScreeningRecord
from backpain_cli.domain.safety.screening import start_full_screening
from backpain_cli.domain.safety.screening_schedule import (
    ScreeningReason,
    due_screening,
    is_screening_valid,
    screening_record,
)
from backpain_cli.domain.safety.signs import ScreeningAnswer
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped_safety import load_sign_table
from tests.cases import all_cases
from tests.screens import answered

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
LUMBAR, CERVICAL = frozenset({"lumbar"}), frozenset({"cervical"})
BOTH = LUMBAR | CERVICAL
QUESTIONS = load_sign_table()


def screen(
    *,
    days: float = 0,
    hours: float = 0,
    kind: ScreeningKind = ScreeningKind.FULL,
    regions: frozenset[str] = LUMBAR,
    outcome: Outcome = Outcome.GO_ON,
) -> ScreeningRecord:
    """Return a screen that was answered so long ago."""
    return ScreeningRecord(when=NOW - timedelta(days=days, hours=hours), kind=kind, regions=regions, outcome=outcome)


def test_at_first_use_everything_is_asked() -> None:
    first = due_screening([], LUMBAR, NOW)

    assert (first.kind, first.regions, first.why) == (ScreeningKind.FULL, LUMBAR, ScreeningReason.FIRST)


def test_a_history_that_cannot_be_read_asks_everything() -> None:
    assert due_screening(None, LUMBAR, NOW).why is ScreeningReason.UNKNOWN
    assert due_screening(None, LUMBAR, NOW).kind is ScreeningKind.FULL


@pytest.mark.parametrize(
    ("days", "kind"),
    [(1, ScreeningKind.SHORT), (13, ScreeningKind.SHORT), (14, ScreeningKind.FULL), (15, ScreeningKind.FULL)],
)
def test_the_full_screen_lasts_less_than_fourteen_days(days: int, kind: ScreeningKind) -> None:
    assert due_screening([screen(days=days)], LUMBAR, NOW).kind is kind


def test_daily_screens_do_not_make_a_full_one_last_longer() -> None:
    records = [screen(days=1, kind=ScreeningKind.SHORT), screen(days=14)]

    assert due_screening(records, LUMBAR, NOW).why is ScreeningReason.OLD


def test_a_screen_from_the_future_does_not_count_because_a_clock_was_set() -> None:
    assert due_screening([screen(days=-1)], LUMBAR, NOW).why is ScreeningReason.FIRST


def test_a_new_area_asks_its_own_questions_alone() -> None:
    new = due_screening([screen(days=1)], BOTH, NOW)

    assert (new.kind, new.regions, new.why) == (ScreeningKind.FULL, CERVICAL, ScreeningReason.NEW_AREA)


def test_an_area_whose_questions_are_old_asks_for_all_again() -> None:
    records = [screen(days=1), screen(days=20, regions=CERVICAL)]

    assert (due_screening(records, BOTH, NOW).why, due_screening(records, BOTH, NOW).regions) == (
        ScreeningReason.OLD,
        BOTH,
    )


def test_two_full_screens_cover_both_of_their_areas() -> None:
    records = [screen(days=1), screen(days=2, regions=CERVICAL)]

    assert due_screening(records, BOTH, NOW).kind is ScreeningKind.SHORT


@pytest.mark.parametrize("outcome", [Outcome.EMERGENCY, Outcome.SEE_A_DOCTOR_FIRST])
@pytest.mark.parametrize("kind", ScreeningKind)
def test_after_an_outcome_that_stopped_everything_is_asked_again(outcome: Outcome, kind: ScreeningKind) -> None:
    records = [screen(hours=1, outcome=outcome, kind=kind), screen(days=1)]

    assert due_screening(records, LUMBAR, NOW).why is ScreeningReason.LAST_SAID_STOP
    assert due_screening(records, CERVICAL, NOW).regions == CERVICAL


def test_a_full_screen_before_one_that_stopped_never_counts_again() -> None:
    records = [
        screen(hours=1, regions=CERVICAL),
        screen(days=1, outcome=Outcome.SEE_A_DOCTOR_FIRST),
        screen(days=2),
    ]

    assert due_screening(records, LUMBAR, NOW).kind is ScreeningKind.FULL
    assert not is_screening_valid(records, LUMBAR, NOW)


def test_a_visit_to_book_does_not_ask_everything_again() -> None:
    assert (
        due_screening([screen(days=1, outcome=Outcome.GO_ON_AND_BOOK_A_VISIT)], LUMBAR, NOW).kind is ScreeningKind.SHORT
    )


def test_screens_are_ordered_by_their_time_in_whatever_zone_they_were_answered() -> None:
    zone = timezone(timedelta(hours=10))
    stopped = screen(hours=1, outcome=Outcome.SEE_A_DOCTOR_FIRST)
    earlier = screen(hours=2)._replace(when=(NOW - timedelta(hours=2)).astimezone(zone))

    assert due_screening([earlier, stopped], LUMBAR, NOW).why is ScreeningReason.LAST_SAID_STOP


@all_cases(
    ("records", "valid"),
    [
        ([screen(hours=1)], True),
        ([screen(hours=11.9)], True),
        ([screen(hours=12)], False),
        ([screen(hours=1, kind=ScreeningKind.SHORT), screen(days=13)], True),
        ([screen(hours=1, kind=ScreeningKind.SHORT), screen(days=14)], False),
        ([screen(hours=1, kind=ScreeningKind.SHORT)], False),
        ([screen(hours=1, outcome=Outcome.SEE_A_DOCTOR_FIRST)], False),
        ([screen(hours=1, outcome=Outcome.EMERGENCY), screen(hours=2)], False),
        ([screen(hours=-1)], False),
        ([screen(hours=1, regions=CERVICAL)], False),
        ([], False),
        (None, False),
    ],
)
def test_where_nobody_can_be_asked_a_screen_must_be_full_recent_and_good(
    records: list[ScreeningRecord] | None, valid: bool
) -> None:
    assert is_screening_valid(records, LUMBAR, NOW) is valid


def test_what_is_kept_of_a_screen_is_when_which_and_the_outcome_alone() -> None:
    asked = answered(QUESTIONS, {"steadily-worse"}, regions=LUMBAR)

    assert screening_record(asked, NOW) == ScreeningRecord(
        when=NOW, kind=ScreeningKind.FULL, regions=LUMBAR, outcome=Outcome.SEE_A_DOCTOR_FIRST
    )


def test_a_screen_that_is_not_over_leaves_no_record() -> None:
    assert screening_record(start_full_screening(QUESTIONS, LUMBAR).after(ScreeningAnswer.NO), NOW) is None


def test_a_screen_that_holds_for_today_alone_is_asked_again_next_time() -> None:
    assert screening_record(answered(QUESTIONS, {"dulled-today"}, regions=LUMBAR), NOW) is None
    assert screening_record(answered(QUESTIONS, {"dulled-today", "chest-pain"}, regions=LUMBAR), NOW) is not None
