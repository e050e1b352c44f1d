"""Walks: one or two minutes more after three that had settled, a step back after a week without, and no blame."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.records.care_records import Walk
from backpain_cli.domain.records.sessions import PainEntry
from backpain_cli.domain.records.walking import LONGEST_OFFERED_MIN, WalkingAdvice, walking_advice
from tests.records import scores

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)


def ago(days: float, minutes: int = 10) -> Walk:
    """Return a walk so many days ago."""
    return Walk(f"{days}", NOW - timedelta(days=days), minutes)


def entry(days: float, score: int) -> PainEntry:
    return PainEntry(f"{days}", NOW - timedelta(days=days), scores(f"lower-back={score}"), "")


def advice(*walks: Walk, entries: tuple[PainEntry, ...] = ()) -> WalkingAdvice:
    found = walking_advice(walks, [], entries, NOW)
    assert found is not None
    return found


def test_without_a_walk_nothing_is_said() -> None:
    assert walking_advice([], [], [], NOW) is None
    assert walking_advice([ago(-1)], [], [], NOW) is None


@pytest.mark.parametrize(
    ("walks", "offers"),
    [
        ([ago(1), ago(3), ago(5)], (11, 12)),
        ([ago(1), ago(3)], ()),
        ([ago(0.1), ago(3), ago(5)], ()),
        ([ago(0.1), ago(1), ago(3), ago(5)], (11, 12)),
        ([ago(1), ago(3), ago(9)], ()),
        ([ago(1, 12), ago(3), ago(5), ago(6)], ()),
        ([ago(1, 9), ago(3), ago(5)], (10, 11)),
        ([ago(1, 29), ago(2, 29), ago(3, 29)], (30,)),
        ([ago(1, 30), ago(2, 30), ago(3, 30)], ()),
    ],
)
def test_a_minute_or_two_more_is_offered_after_three_walks_in_a_week(
    walks: list[Walk], offers: tuple[int, ...]
) -> None:
    assert advice(*walks).offers == offers


def test_a_worse_day_after_a_walk_takes_the_offer_back() -> None:
    usual = tuple(entry(days, 3) for days in (20, 15, 10, 8))
    walks = (ago(1.5), ago(3.5), ago(5.5))
    calm = advice(*walks, entries=(*usual, entry(0.5, 3), entry(2.5, 4), entry(4.5, 3)))
    assert (calm.offers, calm.is_known, calm.has_hurt) == ((11, 12), True, False)
    worse = advice(*walks, entries=(*usual, entry(0.5, 3), entry(2.5, 5), entry(4.5, 3)))
    assert (worse.offers, worse.has_hurt) == ((), True)
    assert not advice(*walks, entries=usual).is_known


@pytest.mark.parametrize(
    ("days", "minutes", "expected", "had_pause"),
    [
        (6.5, 10, 10, False),
        (7.5, 10, 8, True),
        (15, 10, 6, True),
        (100, 10, 3, True),
        (10, 2, 2, True),
        (10, 3, 3, True),
    ],
)
def test_a_week_without_a_walk_goes_one_step_back(days: float, minutes: int, expected: int, had_pause: bool) -> None:
    found = advice(ago(days, minutes))
    assert (found.minutes, found.had_pause) == (expected, had_pause)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 600)), min_size=1, max_size=30))
def test_no_offer_is_longer_than_half_an_hour_or_by_more_than_two_minutes(course: list[tuple[int, int]]) -> None:
    found = advice(*(ago(days / 10, minutes) for days, minutes in course))
    assert all(found.minutes < offer <= min(LONGEST_OFFERED_MIN, found.minutes + 2) for offer in found.offers)
    assert found.minutes >= 1
