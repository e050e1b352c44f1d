"""Lists of moves and stretches, and the page of one of them."""

import re
from typing import Any

import pytest
from rich.text import Text
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered, words

from backpain_cli.domain.anatomy.atlas import Atlas, Exercise
from backpain_cli.domain.anatomy.exercises import all_moves, all_stretches
from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.safety.entry_changes import ChangesByKey, EntryChanges
from backpain_cli.library.shipped_facts import load_fact_table
from backpain_cli.views.exercises import Wanted, exercise_page, exercise_table
from backpain_cli.views.widgets import Room

TABLE = load_fact_table()
NAMES = {one.key: one.name for one in TABLE.circumstances}


def page_of(anatomy: Atlas, exercise: Exercise, room: Room, **more: Any) -> list[str]:
    return rendered(lambda room: exercise_page(anatomy, exercise, NAMES, room, **more), room)


def changes_of(anatomy: Atlas, exercises: list[Exercise], circumstance: str) -> ChangesByKey:
    known = EntryChanges(TABLE, anatomy, [circumstance])
    found = {one.key: known.of_exercise(one) for one in exercises}
    return {key: change for key, change in found.items() if change is not None}


def table(anatomy: Atlas, room: Room, circumstance: str = "", *, command: str = "moves") -> list[str]:
    listed = all_moves(anatomy) if command == "moves" else all_stretches(anatomy)
    wanted = Wanted(circumstances={circumstance: NAMES[circumstance]} if circumstance else {})
    changes = changes_of(anatomy, listed, circumstance) if circumstance else {}
    return rendered(lambda room: exercise_table(anatomy, command, listed, wanted, changes, room), room)


def facts_of(exercise: Exercise) -> list[str]:
    """Return every text about an exercise that its page must have."""
    facts = [exercise.name, exercise.key, *exercise.aliases, exercise.feel, exercise.avoid, exercise.stop]
    if isinstance(exercise, Move):
        facts += [exercise.how, exercise.works, *(level.text for level in exercise.levels)]
        facts += [text for rule in exercise.circumstances for text in (NAMES[rule.of], rule.say)]
    else:
        facts += [exercise.do, exercise.posture, exercise.side_means, f"{exercise.cap} s", *exercise.instead]
    return [*facts, exercise.neutral]


@pytest.mark.parametrize("room", [Room(100), Room(60), Room(40), PIPE, SENTENCES])
def test_every_move_and_stretch_has_all_its_facts_on_its_page(anatomy: Atlas, room: Room) -> None:
    for one in (*all_moves(anatomy), *all_stretches(anatomy)):
        lines = page_of(anatomy, one, room)
        on_page = set(re.findall(r"[\w'-]+", " ".join(lines)))
        missing = {fact for fact in facts_of(one) if not set(re.findall(r"[\w'-]+", fact)) <= on_page}
        assert missing == set(), one.key


@pytest.mark.parametrize("key", ["side-plank", "figure-four", "check-slide-down"])
def test_a_page_fits_every_screen(anatomy: Atlas, key: str) -> None:
    one, becomes = anatomy.exercise_names.get(key), "With a new hip: left out."
    assert_fits_every_screen(lambda room: exercise_page(anatomy, one, NAMES, room, becomes=becomes, with_sources=True))


@pytest.mark.parametrize("command", ["moves", "stretches"])
def test_a_list_fits_every_screen(anatomy: Atlas, command: str) -> None:
    listed = all_moves(anatomy) if command == "moves" else all_stretches(anatomy)
    wanted = Wanted(circumstances={"osteoporosis": NAMES["osteoporosis"]})
    changes = changes_of(anatomy, listed, "osteoporosis")
    assert_fits_every_screen(
        lambda room: exercise_table(anatomy, command, listed, wanted, changes, room, with_sources=True)
    )


def test_what_stops_a_move_is_labelled_stop_and_what_to_avoid_is_labelled_not(anatomy: Atlas) -> None:
    for one in anatomy.moves.values():
        lines = page_of(anatomy, one, PIPE)
        assert [line for line in lines if line.startswith("stop: ")] == ([f"stop: {one.stop}"] if one.stop else [])
        assert [line for line in lines if line.startswith("not: ")] == ([f"not: {one.avoid}"] if one.avoid else [])


def test_the_levels_of_a_move_are_listed_the_easiest_first(anatomy: Atlas) -> None:
    lines = page_of(anatomy, anatomy.moves["side-plank"], PIPE)
    first = lines.index("level 1: at the wall")
    assert lines[first + 1 : first + 3] == ["level 2: floor, from the knees", "level 3: floor, from the feet"]


def test_in_a_pipe_each_move_is_one_line_with_its_kind(anatomy: Atlas) -> None:
    lines = table(anatomy, PIPE)
    for one in all_moves(anatomy):
        (line,) = (line for line in lines if line.startswith(f"{one.key}  "))
        assert "  " in line
    assert sum("  strengthening  " in line for line in lines) == 19


def test_a_list_on_a_screen_is_grouped_by_what_moves_are_for(anatomy: Atlas) -> None:
    lines = [line.strip() for line in table(anatomy, Room(100))]
    places = [lines.index(group) for group in ("Strengthening", "Easy movement", "Check", "Change of place")]
    assert places == sorted(places)


def test_a_narrow_list_says_what_to_do_below_the_name(anatomy: Atlas) -> None:
    lines = " ".join(words(table(anatomy, Room(40))))
    assert "bridge Press both feet down and lift your hips." in lines


def test_with_a_circumstance_what_stays_comes_first_and_what_is_left_out_last(anatomy: Atlas) -> None:
    lines = [line.strip() for line in table(anatomy, Room(120), "neck-history")]
    places = [lines.index(group) for group in ("As they are", "Changed", "Left out")]
    assert places == sorted(places)
    left_out = " ".join(lines[places[2] :])
    assert "nod-holds" in left_out
    assert "bridge" not in left_out
    note = " ".join(words(lines))
    stay, changed, out = (
        int(number) for number in re.findall(r"operation: (\d+) as it is, (\d+) changed, (\d+) left out\.", note)[0]
    )
    assert stay + changed + out == len(all_moves(anatomy))
    assert out == len([key for key in lines[places[2] + 1 :] if re.match(r"[a-z-]+  ", key)])


def test_sentences_say_what_becomes_of_each(anatomy: Atlas) -> None:
    text = " ".join(table(anatomy, SENTENCES, "pregnancy", command="stretches"))
    (sentences,) = re.findall(r" figure-four\. kind: stretch\..*?(?= knee-to)", text)
    assert " with pregnancy: neutral: Sit tall with both feet flat" in sentences


def test_a_list_of_nothing_says_so(anatomy: Atlas) -> None:
    for room in (Room(100), PIPE, SENTENCES):
        lines = rendered(lambda room: exercise_table(anatomy, "moves", [], Wanted(), {}, room), room)
        assert "There is none that fits all of that." in lines


def test_the_picture_stands_beside_the_facts(anatomy: Atlas) -> None:
    picture = Text("PICTURE")
    lines = rendered(
        lambda room: exercise_page(anatomy, anatomy.moves["bridge"], NAMES, room, picture=picture), Room(100)
    )
    (line,) = (line for line in lines if "PICTURE" in line)
    assert "Press both feet down" in line
