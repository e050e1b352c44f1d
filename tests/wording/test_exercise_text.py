"""Moves, stretches and points in words."""

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.exercises import all_moves, all_stretches
from backpain_cli.domain.anatomy.moves import MoveAction, MoveRule
from backpain_cli.domain.safety.entry_changes import EntryChange
from backpain_cli.domain.safety.plan_rules import RuleAction
from backpain_cli.library.shipped import load_atlas
from backpain_cli.wording.exercise_text import (
    change_phrase,
    dose_in_signs,
    dose_phrase,
    kind_phrase,
    pace_phrase,
    point_change_phrase,
    rule_phrase,
    what_to_do,
    works_phrase,
)


@pytest.mark.parametrize(
    ("key", "phrase"),
    [
        ("bridge", "6 to 12 times, 6 s each"),
        ("shoulder-rolls", "8 times, 3 s each"),
        ("bird-dog", "4 to 8 times on each side in turn, 6 s each"),
        ("clamshell", "6 to 12 times on each side, 4 s each"),
        ("nerve-slider-leg", "5 to 10 times on the sorer side, 4 s each"),
        ("side-plank", "3 to 6 holds on each side, 8 to 15 s each"),
        ("scapular-squeeze", "5 to 10 holds, 5 s each"),
        ("arm-swings", "20 s"),
        ("walk", "60 to 180 s"),
        ("check-sit-stand", ""),
        ("figure-four", "30 seconds on each side"),
        ("belly-breathing", "1 minute"),
    ],
)
def test_how_much_is_said_in_words(key: str, phrase: str, anatomy: Atlas) -> None:
    assert dose_phrase(anatomy.exercise_names.get(key)) == phrase


@pytest.mark.parametrize(
    ("key", "brief"),
    [
        ("bridge", "6–12 × 6 s"),
        ("bird-dog", "4–8 × 6 s a side"),
        ("nerve-slider-leg", "5–10 × 4 s"),
        ("side-plank", "3–6 × 8–15 s a side"),
        ("scapular-squeeze", "5–10 × 5 s"),
        ("arm-swings", "20 s"),
        ("walk", "60–180 s"),
        ("check-sit-stand", ""),
        ("figure-four", "30 s a side"),
        ("belly-breathing", "60 s"),
    ],
)
def test_in_a_narrow_column_how_much_is_said_in_signs(key: str, brief: str, anatomy: Atlas) -> None:
    assert dose_in_signs(anatomy.exercise_names.get(key)) == brief


def test_the_pace_is_said_phase_by_phase(anatomy: Atlas) -> None:
    dose = anatomy.moves["sit-to-stand"].dose
    assert dose is not None
    assert pace_phrase(dose) == "2 s up, 3 s down"
    held = anatomy.moves["side-plank"].dose
    assert held is not None
    assert pace_phrase(held) == ""


def test_what_an_exercise_works_is_muscles_by_name_then_plain_words(anatomy: Atlas) -> None:
    assert works_phrase(anatomy, anatomy.moves["wall-squat"]) == "gluteus maximus, front of the thigh"
    assert works_phrase(anatomy, anatomy.moves["walk"]) == "the whole body"
    assert works_phrase(anatomy, anatomy.stretches["chin-to-armpit"]) == "levator scapulae"


def test_every_exercise_has_a_kind_and_a_sentence_of_what_to_do(anatomy: Atlas) -> None:
    for one in (*all_moves(anatomy), *all_stretches(anatomy)):
        assert what_to_do(one).endswith("."), one.key
        assert kind_phrase(one), one.key
    assert kind_phrase(anatomy.moves["march"]) == kind_phrase(anatomy.stretches["cat-cow"]) == "easy movement"


@pytest.mark.parametrize(
    ("rule", "phrase"),
    [
        (MoveRule("x", MoveAction.REFUSE), "left out"),
        (MoveRule("x", MoveAction.REFUSE, unless_agreed=True), "left out until a doctor agrees"),
        (MoveRule("x", MoveAction.LEVEL, highest=2), "level 2 at most"),
        (MoveRule("x", MoveAction.SEATED, instead="cat-cow"), "on a chair, as cat-cow"),
        (MoveRule("x", MoveAction.GENTLER, say="Use a high seat."), "gentler, half as much. Use a high seat."),
        (MoveRule("x", MoveAction.REMIND, say="Keep your head still."), "Keep your head still."),
    ],
)
def test_a_rule_of_a_move_is_said_in_words(rule: MoveRule, phrase: str) -> None:
    assert rule_phrase(rule) == phrase
    assert change_phrase(load_atlas().moves["bridge"], EntryChange(rule.action, rule=rule)) == phrase


def test_every_action_has_words_of_its_own(anatomy: Atlas) -> None:
    bridge = anatomy.moves["bridge"]
    phrases = {str(action): change_phrase(bridge, EntryChange(action, "Why.")) for action in (*RuleAction, *MoveAction)}
    assert all(phrase.endswith(". Why.") for phrase in phrases.values())
    assert len(set(phrases.values())) == len(phrases)
    assert change_phrase(bridge, None) == "as it is"


def test_a_neutral_choice_is_said_in_its_words(anatomy: Atlas) -> None:
    stretch, move = anatomy.stretches["figure-four"], anatomy.moves["open-book"]
    assert change_phrase(stretch, EntryChange(RuleAction.NEUTRAL, "Why.")) == f"neutral: {stretch.neutral} Why."
    own = EntryChange(MoveAction.NEUTRAL, rule=MoveRule("x", MoveAction.NEUTRAL))
    assert change_phrase(move, own) == f"neutral: {move.neutral}"


def test_a_point_that_is_never_pressed_is_not_called_as_it_is(anatomy: Atlas) -> None:
    never, pressed = (anatomy.muscles[key].points[0] for key in ("scalenes", "soleus"))
    assert point_change_phrase(never, None) == "not pressed by anybody"
    assert point_change_phrase(pressed, None) == "as it is"
