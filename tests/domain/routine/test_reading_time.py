"""How many words there is time to read, and for how long a text stays."""

import pytest

from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.routine.reading_time import reading_seconds, words_in
from tests.counted import counted_plan


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, 6), (5, 6), (7, 9), (10, 13), (30, 39), (34, 44), (35, 45), (60, 45)]
)
def test_there_is_time_for_a_third_of_what_can_be_read(seconds: int, words: int) -> None:
    assert words_in(seconds) == words


def test_the_holds_of_a_series_and_the_pauses_between_them_count_together() -> None:
    plan = counted_plan()
    series = [one for one in plan.segments if one.step.series is not None]
    held = [one for one in series if one.phase in {Phase.HOLD, Phase.PAUSE}]
    assert len(held) > 2
    of_side = sum(one.seconds for one in held if one.side is held[0].side)
    assert {reading_seconds(plan, one) for one in held if one.side is held[0].side} == {of_side}
    assert all(reading_seconds(plan, one) == one.seconds for one in series if one not in held)
