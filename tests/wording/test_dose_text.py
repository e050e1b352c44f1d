"""How much is done, in words; a side is always the person's own."""

import pytest

from backpain_cli.domain.anatomy.moves import PaceWord
from backpain_cli.domain.routine.doses import CountedDose, PacePart
from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.terms import Side
from backpain_cli.wording.dose_text import counted_pace, pace_verb, rest_sentence
from tests.counted import counted_plan


def test_a_pace_to_both_sides_says_whose_they_are() -> None:
    dose = CountedDose(4, (PacePart(PaceWord.LEFT, 2), PacePart(PaceWord.RIGHT, 2)))
    assert counted_pace(dose) == "2 s to your left, 2 s to your right"
    assert [pace_verb(part.word) for part in dose.pace] == ["Your left", "Your right"]


@pytest.mark.parametrize(
    ("side", "said"),
    [
        (Side.LEFT, "Rest. Your left is next, round 2 of 2."),
        (Side.EASIER, "Rest. Your easier side is next, round 2 of 2."),
        (Side.NONE, "Rest. Round 2 of 2 comes next."),
    ],
)
def test_a_rest_says_what_comes_after_it(side: Side, said: str) -> None:
    segments = counted_plan().segments
    rest = next(one for one in segments if one.phase is Phase.REST)
    assert rest_sentence(segments, rest._replace(side=side)) == said
