from itertools import pairwise

import pytest

from backpain_cli.domain.anatomy.moves import PaceWord
from backpain_cli.domain.routine.doses import (
    LET_GO,
    Beat,
    BreathingPattern,
    CountedDose,
    HoldSeries,
    PacePart,
    breath_beats,
    counted_beats,
)

UP_AND_DOWN = (PacePart(PaceWord.UP, 3), PacePart(PaceWord.DOWN, 2))


def test_every_part_of_every_repetition_has_its_second() -> None:
    beats = counted_beats(CountedDose(2, UP_AND_DOWN), 10, alternates=False)
    assert beats == (Beat(0, 3, "up", 1), Beat(3, 2, "down", 1), Beat(5, 3, "up", 2), Beat(8, 2, "down", 2))


def test_sides_that_take_turns_count_each_number_twice() -> None:
    beats = counted_beats(CountedDose(2, UP_AND_DOWN), 20, alternates=True)
    assert [(beat.number, beat.is_second_side) for beat in beats if beat.word == "up"] == [
        (1, False),
        (1, True),
        (2, False),
        (2, True),
    ]


@pytest.mark.parametrize(
    ("pattern", "seconds", "breaths", "left"),
    [
        (BreathingPattern(4, 0, 6), 60, 6, 0),
        (BreathingPattern(4, 7, 8), 60, 3, 3),
        (BreathingPattern(2, 0, 3), 4, 0, 4),
    ],
)
def test_complete_breaths_come_first_and_what_is_left_is_to_let_go(
    pattern: BreathingPattern, seconds: int, breaths: int, left: int
) -> None:
    beats = breath_beats(pattern, seconds)
    assert max(beat.number for beat in beats) == breaths
    assert sum(beat.seconds for beat in beats) == seconds
    assert [beat.seconds for beat in beats if beat.word == LET_GO] == ([left] if left else [])
    for before, after in pairwise(beats):
        assert before.offset_s + before.seconds == after.offset_s


def test_a_breath_that_is_not_held_lasts_as_long_and_its_out_breath_takes_the_time() -> None:
    pattern = BreathingPattern(4, 7, 8)
    assert pattern.without_hold == BreathingPattern(4, 0, 15)
    assert pattern.without_hold.breath_s == pattern.breath_s
    assert (pattern.written, pattern.without_hold.written) == ("4-7-8", "4-15")


def test_a_series_has_a_pause_between_two_holds_and_none_after_the_last() -> None:
    assert HoldSeries(10, 5, 3).total_s == 77
    assert HoldSeries(1, 5, 3).total_s == 5
