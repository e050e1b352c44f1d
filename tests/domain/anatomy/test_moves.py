"""What the vocabulary of moves refuses: doses that cannot be counted, and entries that cannot be read or adapted."""

from typing import Any

import pytest

from backpain_cli.domain.anatomy.moves import (
    DoseUnit,
    Move,
    MoveAction,
    MoveDose,
    MoveGroup,
    MoveLevel,
    MoveRule,
    MoveSides,
    PaceWord,
)
from backpain_cli.domain.terms import Place
from tests.cases import all_cases

PACE = {PaceWord.UP: 3, PaceWord.DOWN: 3}
LEVELS = (
    MoveLevel("as high as is easy", Place.FLOOR, "bridge"),
    MoveLevel("heels further away", Place.FLOOR, "bridge"),
    MoveLevel("on a bench", Place.STEP),
)


def dose(**changed: Any) -> MoveDose:
    """Return six to twelve repetitions of six seconds, with some fields changed."""
    return MoveDose(**{"unit": DoseUnit.REPETITIONS, "times": (6, 12), "pace": PACE, **changed})


def move(**changed: Any) -> Move:
    """Return a strengthening move with some fields changed."""
    fields: dict[str, Any] = {
        "key": "bridge",
        "group": MoveGroup.STRENGTHEN,
        "name": "Bridge",
        "picture": "bridge",
        "place": Place.FLOOR,
        "also": (Place.BED,),
        "how": "Press both feet down and lift your hips. Come down slowly.",
        "neutral": "Squeeze your buttocks.",
        "levels": LEVELS,
        "dose": dose(),
        "sources": ("S185",),
    }
    return Move(**{**fields, **changed})


def rule(action: MoveAction, **changed: Any) -> tuple[MoveRule, ...]:
    return (MoveRule("pregnancy", action, **changed),)


@all_cases(
    ("given", "each"),
    [
        (dose(), 6),
        (dose(unit=DoseUnit.HOLDS, times=(3, 6), seconds=(8, 15), pace={}), 8),
        (dose(unit=DoseUnit.TIME, times=(1, 1), seconds=(60, 180), pace={}), 60),
    ],
)
def test_a_dose_says_how_long_one_repetition_one_hold_or_all_of_it_lasts(given: MoveDose, each: int) -> None:
    assert given.each_s == each


@all_cases(
    ("changed", "why"),
    [
        ({"times": (0, 6)}, "at least 1"),
        ({"times": (12, 6)}, "at least 1"),
        ({"times": (6, 31)}, "at most 30"),
        ({"seconds": (9, 8)}, "shortest to its longest"),
        ({"pace": {}}, "repetitions have a pace"),
        ({"seconds": (5, 5)}, "no seconds"),
        ({"unit": DoseUnit.HOLDS}, "no pace"),
        ({"unit": DoseUnit.HOLDS, "pace": {}}, "have seconds"),
        ({"pace": {PaceWord.UP: 16}}, "1 to 15 s"),
        ({"pace": {PaceWord.UP: 0, PaceWord.DOWN: 3}}, "1 to 15 s"),
        ({"pace": dict.fromkeys((PaceWord.UP, PaceWord.HOLD, PaceWord.DOWN, PaceWord.IN, PaceWord.OUT), 2)}, "four"),
        ({"unit": DoseUnit.HOLDS, "pace": {}, "seconds": (1, 5)}, "holds are up to 15, of 2 to 60 s"),
        ({"unit": DoseUnit.HOLDS, "pace": {}, "seconds": (5, 61)}, "holds are up to 15, of 2 to 60 s"),
        ({"unit": DoseUnit.HOLDS, "pace": {}, "seconds": (5, 5), "times": (5, 16)}, "holds are up to 15"),
        ({"unit": DoseUnit.TIME, "pace": {}, "seconds": (4, 20), "times": (1, 1)}, "5 to 300 s"),
        ({"unit": DoseUnit.TIME, "pace": {}, "seconds": (5, 301), "times": (1, 1)}, "5 to 300 s"),
        ({"unit": DoseUnit.TIME, "pace": {}, "seconds": (20, 30), "times": (1, 2)}, "once"),
    ],
)
def test_a_dose_that_cannot_be_counted_or_is_too_much_is_refused(changed: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        dose(**changed)


def test_a_move_is_spoken_by_its_first_sentence() -> None:
    assert move().first_sentence == "Press both feet down and lift your hips."


def test_the_places_of_a_move_are_its_own_those_of_its_levels_and_the_others_each_once() -> None:
    assert move().places == (Place.FLOOR, Place.STEP, Place.BED)


@all_cases(
    ("changed", "why"),
    [
        ({"sources": ()}, "needs a source"),
        ({"sides": ()}, "through the sides"),
        ({"how": "Lift your hips"}, "sentences of at most 25 words"),
        ({"how": f"Lift {'slowly ' * 24}up."}, "sentences of at most 25 words"),
        ({"levels": LEVELS[:2]}, "what strengthens has 3 levels"),
        ({"group": MoveGroup.MOVE}, "all else has none"),
        ({"place": Place.STANDING}, "those of the first level"),
        ({"picture": "sitting"}, "those of the first level"),
        ({"dose": None}, "has a dose"),
        ({"group": MoveGroup.CHECK, "levels": ()}, "all else has none"),
        ({"circumstances": rule(MoveAction.LEVEL)}, "goes with `level` alone"),
        ({"circumstances": rule(MoveAction.LEVEL, highest=3)}, "below the last"),
        ({"circumstances": rule(MoveAction.GENTLER, highest=1)}, "goes with `level` alone"),
        ({"circumstances": rule(MoveAction.GENTLER, highest=5)}, "goes with `level` alone"),
        ({"circumstances": rule(MoveAction.REMIND)}, "a reminder is a sentence"),
        ({"circumstances": rule(MoveAction.REMIND, say="Slowly")}, "a reminder is a sentence"),
        ({"circumstances": rule(MoveAction.NEUTRAL), "neutral": ""}, "no neutral choice"),
        ({"circumstances": rule(MoveAction.DROP, instead="cat-cow")}, "only what is seated"),
        ({"circumstances": rule(MoveAction.SEATED, instead="cat-cow")}, "is a sentence in `say`"),
    ],
)
def test_a_move_that_could_not_be_read_done_or_adapted_is_refused(changed: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        move(**changed)


@all_cases(
    "changed",
    [
        {"sides": (MoveSides.EACH,)},
        {"group": MoveGroup.MOVE, "levels": ()},
        {"group": MoveGroup.CHANGE, "levels": (), "dose": None},
        {"circumstances": rule(MoveAction.LEVEL, highest=2)},
        {"circumstances": rule(MoveAction.SEATED, instead="cat-cow", say="Sit.")},
        {"circumstances": rule(MoveAction.NEUTRAL)},
        {"circumstances": rule(MoveAction.REMIND, say="Slowly.")},
    ],
)
def test_what_can_be_done_and_adapted_is_taken(changed: dict[str, Any]) -> None:
    assert move(**changed).key == "bridge"
