"""What a record of a session refuses, and from when on a session counts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from backpain_cli.domain.records.sessions import PainScore, check_moment, check_score
from tests.records import MONDAY, session_at


@pytest.mark.parametrize("score", [-1, 11, -100, 100])
def test_a_score_that_is_not_from_0_to_10_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match=f"whole number from 0 to 10, not {score}"):
        check_score(score)
    for when in ("before", "after"):
        with pytest.raises(ValueError, match=f"whole number from 0 to 10, not {score}"):
            session_at(MONDAY, **{when: (PainScore("neck", "", 4), PainScore("neck", "left", score))})


def test_every_score_from_0_to_10_is_taken() -> None:
    for score in range(11):
        assert check_score(score) == score


def test_a_moment_without_its_zone_is_refused() -> None:
    moment = datetime(2026, 8, 3, 20, 15)
    with pytest.raises(ValueError, match="2026-08-03T20:15:00 has no time zone"):
        check_moment(moment)
    with pytest.raises(ValueError, match="has no time zone"):
        replace(session_at(MONDAY), started=moment)
    with pytest.raises(ValueError, match="has no time zone"):
        replace(session_at(MONDAY), ended=moment)
    assert check_moment(moment.replace(tzinfo=UTC)).utcoffset() is not None


@pytest.mark.parametrize(("practised", "counts"), [(0, False), (59, False), (60, True), (900, True)])
def test_a_session_counts_from_a_minute_on(practised: int, counts: bool) -> None:
    assert session_at(MONDAY, practised=practised).counts is counts
