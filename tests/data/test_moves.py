"""The shipped moves as a whole: complete, sourced, plainly worded, and never more permissive than their sources."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.moves import DoseUnit, Move, MoveAction, MoveGroup, MoveSides
from backpain_cli.domain.anatomy.records import Stretch
from backpain_cli.domain.names import normalize_name
from backpain_cli.domain.terms import Place
from backpain_cli.library.shipped import circumstance_keys, load_atlas, load_picture_data
from tests.cases import all_cases
from tests.data.test_anatomy import FORBIDDEN_WORDS, LATIN_WORDS, words_of
from tests.reading_grade import reading_grade

MOVES: dict[str, Move] = dict(load_atlas().moves)
STRENGTHENING = {key: move for key, move in MOVES.items() if move.group is MoveGroup.STRENGTHEN}
each_move = all_cases("key", MOVES)

BEGINNINGS = set(
    words_of("""
    Bend Bow Breathe Circle Draw Flatten Go Hold Lean Lie Lift Look Nod Open Press Pull Push Put Raise Reach Rise
    Rock Roll Round Shift Sit Slide Step Straighten Swing Take Turn
    """)
)
"""The verbs with which a move begins."""


def texts_of(move: Move) -> list[str]:
    """Return every text of a move that a person reads, but for its name and aliases."""
    levels = [level.text for level in move.levels]
    said = [rule.say for rule in move.circumstances]
    return [text for text in (move.how, move.feel, move.avoid, move.stop, move.neutral, *levels, *said) if text]


def pictures_of(move: Move) -> Iterator[str]:
    yield move.picture
    yield from (level.picture for level in move.levels if level.picture)


@pytest.fixture(scope="module")
def anatomy() -> Atlas:
    return load_atlas()


def test_all_moves_are_there() -> None:
    assert Counter(move.group for move in MOVES.values()) == {"strengthen": 19, "move": 22, "check": 6, "change": 8}


def test_keys_names_and_aliases_are_unique_over_moves_and_stretches(anatomy: Atlas) -> None:
    entries: list[Move | Stretch] = [*MOVES.values(), *anatomy.stretches.values()]
    names = Counter(
        name for entry in entries for name in {normalize_name(one) for one in (entry.key, entry.name, *entry.aliases)}
    )
    assert {name for name, times in names.items() if times > 1} == set()


@each_move
def test_every_name_and_alias_of_a_move_finds_that_move_alone(key: str, anatomy: Atlas) -> None:
    for name in (key, MOVES[key].name, *MOVES[key].aliases):
        assert anatomy.move_names.get(name).key == key, name
        assert anatomy.stretch_names.find(name) is None, name


@each_move
def test_what_a_move_names_exists(key: str, anatomy: Atlas) -> None:
    move = MOVES[key]
    assert set(move.muscles) <= set(anatomy.muscles)
    assert set(move.areas) <= set(anatomy.areas)
    assert set(move.sources) <= set(anatomy.sources)
    assert {rule.of for rule in move.circumstances} <= set(circumstance_keys().values())
    instead = {rule.instead for rule in move.circumstances if rule.instead}
    assert instead <= {*MOVES, *anatomy.stretches}
    assert all(Place.SITTING in (MOVES.get(one) or anatomy.stretches[one]).places for one in instead)


@each_move
def test_nothing_is_named_twice(key: str) -> None:
    move = MOVES[key]
    for names in (
        move.aliases, move.muscles, move.areas, move.also, move.sides, move.sources,
        [rule.of for rule in move.circumstances],
    ):  # fmt: skip
        assert len(set(names)) == len(names)
    assert not set(move.also) & {move.place, *(level.place for level in move.levels)}


def test_every_picture_of_a_move_is_drawn() -> None:
    drawn = {posture["key"] for posture in load_picture_data()["postures"]}
    named = {picture for move in MOVES.values() for picture in pictures_of(move)}
    assert named - drawn == set()


@each_move
def test_the_texts_of_a_move_are_short(key: str) -> None:
    move = MOVES[key]
    limits = {"feel": 15, "avoid": 12, "stop": 20, "neutral": 15}
    for name, most in limits.items():
        text = getattr(move, name)
        assert not text or (text.endswith(".") and len(text.split()) <= most), name
    assert all(len(level.text.split()) <= 9 for level in move.levels)


def test_what_to_do_begins_with_a_verb() -> None:
    assert {move.how.split()[0] for move in MOVES.values()} == BEGINNINGS


def test_moves_are_easy_to_read() -> None:
    assert reading_grade([text for move in MOVES.values() for text in texts_of(move)]) <= 5
    hard = {
        key: round(grade, 1)
        for key, move in MOVES.items()
        if (grade := reading_grade([move.how, move.feel, move.avoid, move.neutral])) > 7
    }
    assert hard == {}


@each_move
def test_no_text_promises_or_uses_latin(key: str) -> None:
    for text in (MOVES[key].name, *texts_of(MOVES[key])):
        assert not FORBIDDEN_WORDS.search(text), text
        assert not LATIN_WORDS.search(text), text


# Levels and dose


@all_cases("key", STRENGTHENING)
def test_the_levels_of_a_move_differ_in_words_and_share_its_dose(key: str) -> None:
    move = STRENGTHENING[key]
    assert len({level.text for level in move.levels}) == len(move.levels)
    assert not any(re.search(r"\b(?:seconds?|times|x)\b|\d s\b", level.text) for level in move.levels)
    assert move.dose is not None
    assert move.dose.unit is not DoseUnit.TIME


@all_cases(
    ("key", "times", "each"),
    [
        ("bridge", (6, 12), 6),
        ("bird-dog", (4, 8), 6),
        ("heel-slides", (4, 8), 4),
        ("clamshell", (6, 12), 4),
        ("sit-to-stand", (6, 12), 5),
        ("side-plank", (3, 6), 8),
        ("scapular-squeeze", (5, 10), 5),
        ("shoulder-rolls", (8, 8), 3),
        ("cat-cow-kneeling", (5, 10), 6),
        ("ninety-ninety-rest", (1, 1), 60),
    ],
)
def test_a_dose_is_the_published_one(key: str, times: tuple[int, int], each: int) -> None:
    dose = MOVES[key].dose
    assert dose is not None
    assert (dose.times, dose.each_s) == (times, each)


@all_cases(("key", "longest"), [("prone-lying", 180), ("ninety-ninety-rest", 300)])
def test_rest_on_the_floor_has_a_longest_time_of_its_own(key: str, longest: int) -> None:
    dose = MOVES[key].dose
    assert dose is not None
    assert dose.seconds[1] == longest


def test_one_side_after_the_other_or_in_turn_is_said_where_a_move_has_sides() -> None:
    sided = {key for key, move in MOVES.items() if move.sides != (MoveSides.NONE,)}
    assert sided == set(
        words_of("""
        bridge bird-dog heel-slides side-plank step-up clamshell side-leg-lift nerve-slider-leg nerve-slider-arm
        open-book
        """)
    )


# Whom a move is not for


def test_after_an_operation_everything_but_a_change_of_place_waits_for_a_yes() -> None:
    waiting = {
        key
        for key, move in MOVES.items()
        for rule in move.circumstances
        if (rule.of, rule.action, rule.unless_agreed) == ("recent-operation", MoveAction.REFUSE, True)
    }
    assert waiting == {key for key, move in MOVES.items() if move.group is not MoveGroup.CHANGE}


@all_cases("key", STRENGTHENING)
def test_nothing_strains_with_a_widened_artery_before_a_doctor_agrees(key: str) -> None:
    (rule,) = (rule for rule in MOVES[key].circumstances if rule.of == "aneurysm")
    assert (rule.action, rule.unless_agreed) == (MoveAction.DROP, True)


@each_move
def test_a_move_that_loads_or_moves_the_neck_stops_at_its_signs(key: str) -> None:
    move = MOVES[key]
    if "neck" in {*move.areas} and move.group is not MoveGroup.CHANGE and re.search(r"[Hh]ead|Nod", move.how):
        assert "Dizziness" in move.stop


@each_move
def test_a_move_of_the_low_back_or_leg_stops_when_pain_moves_down_the_leg(key: str) -> None:
    move = MOVES[key]
    if "lower-back" in move.areas:
        assert "down the leg" in move.stop


@all_cases(
    ("key", "circumstance", "action"),
    [
        ("bridge", "pregnancy", "seated"),
        ("bird-dog", "osteoporosis", "level"),
        ("side-plank", "head-low", "level"),
        ("clamshell", "hip-replacement", "refuse"),
        ("heel-raise", "blood-clot", "refuse"),
        ("ankle-pumps", "blood-clot", "refuse"),
        ("nod-holds", "neck-history", "refuse"),
        ("neck-holds", "rheumatoid-arthritis", "refuse"),
        ("head-rolls-lying", "neck-history", "refuse"),
        ("nerve-slider-leg", "numb-skin", "refuse"),
        ("prone-press-up", "pregnancy", "drop"),
        ("prone-press-up", "spinal-stenosis", "drop"),
        ("prone-lying", "pregnancy", "drop"),
        ("standing-back-bend", "spinal-stenosis", "drop"),
        ("chest-over-chair-back", "aneurysm", "drop"),
        ("bottom-to-heels", "knee-replacement", "drop"),
        ("cat-cow-kneeling", "osteoporosis", "neutral"),
        ("open-book", "osteoporosis", "neutral"),
        ("ninety-ninety-rest", "pregnancy", "neutral"),
        ("side-arm-raise", "pain-down-a-limb", "neutral"),
    ],
)
def test_a_move_is_changed_for_whom_it_must_be(key: str, circumstance: str, action: str) -> None:
    assert [rule.action for rule in MOVES[key].circumstances if rule.of == circumstance] == [action]


def test_every_lying_move_but_those_on_the_arms_is_done_on_a_bed_too() -> None:
    lying = {
        key
        for key, move in MOVES.items()
        if any(place.basic is Place.FLOOR and place is not Place.HANDS_AND_KNEES for place in move.places)
    }
    assert {key for key in lying if Place.BED not in MOVES[key].places} == {
        "side-plank", "prone-press-up", "wall-press-up"
    }  # fmt: skip


def test_exercises_that_are_none_of_ours_have_names_of_their_own_and_name_ours(anatomy: Atlas) -> None:
    seen: set[str] = set()
    for other in anatomy.other_exercises.values():
        names = {normalize_name(name) for name in (other.key, *other.aliases)}
        assert names.isdisjoint(seen), other.key
        seen |= names
        assert other.near
        assert set(other.near) <= {*MOVES, *anatomy.stretches}, other.key
        assert other.text.endswith(".")
        for name in names:
            assert anatomy.exercise_names.find(name) is None, name
            assert anatomy.other_exercise_names.get(name) is other
