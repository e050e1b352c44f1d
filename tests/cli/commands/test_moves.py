"""Moves, stretches and points as a person looks them up."""

import json
import re
from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import ExitCode
from tests.cases import all_cases
from tests.program import form_of, page_of, run_program


def keys_of(form: dict[str, Any], command: str) -> set[str]:
    return {one["key"] for one in form[command]}


@all_cases("written", ["bird-dog", "Bird Dog", "bird_dog", "opposite arm and leg", "four-point reach"])
def test_a_move_is_found_by_any_of_its_names(written: str) -> None:
    assert form_of("moves", *written.split())["key"] == "bird-dog"


@all_cases(("command", "name"), [("moves", "figure-four"), ("stretches", "bridge"), ("moves", "cat-cow")])
def test_both_commands_show_both_moves_and_stretches(command: str, name: str) -> None:
    assert form_of(command, name)["key"] == name


def test_a_move_as_json_has_every_field(anatomy: Atlas) -> None:
    form = form_of("moves", "bird-dog")
    assert form["entry"] == "move"
    assert [level["place"] for level in form["levels"]] == ["standing", "hands-and-knees", "hands-and-knees"]
    assert form["dose"]["pace"] == {"out": 3, "back": 3}
    assert form["places"] == ["standing", "hands-and-knees"]
    assert set(form["sources"]) == set(anatomy.moves["bird-dog"].sources)
    assert "with" not in form
    assert form_of("stretches", "figure-four")["entry"] == "stretch"


def test_a_list_has_every_move_and_says_what_it_was_narrowed_to(anatomy: Atlas) -> None:
    form = form_of("moves")
    assert keys_of(form, "moves") >= {*anatomy.moves}
    assert (form["areas"], form["muscles"], form["place"], form["circumstances"]) == ([], [], None, [])
    form = form_of("moves", "--area", "lower back", "--muscle", "glute med", "--place", "wall", "--with", "pregnancy")
    assert (form["areas"], form["muscles"]) == (["lower-back"], ["gluteus-medius"])
    assert (form["place"], form["circumstances"]) == ("wall", ["pregnancy"])
    assert keys_of(form, "moves") == {"side-plank"}
    assert form["moves"][0]["with"] == {"action": "level", "text": "level 1 at most"}


@all_cases("words", [("lower", "back"), ("lower-back",), ("lumbago",), ("--area", "lower back")])
def test_words_for_where_it_hurts_are_understood_with_and_without_the_option(words: tuple[str, ...]) -> None:
    form = form_of("moves", *words)
    assert form["areas"] == ["lower-back"]
    assert "bridge" in keys_of(form, "moves")
    assert form["first"]["text"].startswith("First: numb between the legs")


def test_a_muscle_by_itself_narrows_the_list() -> None:
    form = form_of("stretches", "gluteus", "medius")
    assert form["muscles"] == ["gluteus-medius"]
    assert keys_of(form, "stretches") >= {"leg-across"}


def test_points_are_found_by_key_muscle_or_place(anatomy: Atlas) -> None:
    assert form_of("points", "gluteus-medius/2")["key"] == form_of("points", "Gluteus Medius/2")["key"]
    assert form_of("points", "gluteus-medius/2")["muscle"] == "gluteus-medius"
    assert keys_of(form_of("points", "soleus"), "points") == {point.key for point in anatomy.muscles["soleus"].points}
    assert all(
        any(zone["area"] == "neck" for zone in (*one["essential"], *one["spillover"]))
        for one in form_of("points", "neck")["points"]
    )
    every = {point.key for muscle in anatomy.muscles.values() for point in muscle.points}
    assert keys_of(form_of("points"), "points") == every


def test_what_becomes_of_entries_is_said_in_words() -> None:
    shown = page_of("moves", "--with", "osteoporosis", "--with", "new knee")
    assert "With weak bones, an old spine fracture or long steroid use and a new knee: " in shown
    assert "backpain screen" in shown
    page = page_of("moves", "nod-holds", "--with", "neck-history")
    assert "With a stroke, a neck artery's trouble or a neck operation: left out" in page
    assert "as it is" in page_of("moves", "row", "--with", "pregnancy")
    assert "With a blood clot in the last 6 months: left out" in page_of("points", "soleus/1", "--with", "blood-clot")
    assert "With pregnancy: not pressed by anybody" in page_of("points", "scalenes/1", "--with", "pregnant")


def test_sources_are_shown_where_they_are_asked_for(anatomy: Atlas) -> None:
    reference = anatomy.sources["S187"].reference
    for arguments in (("moves", "bridge"), ("moves",)):
        assert reference not in page_of(*arguments)
        assert reference in " ".join(page_of(*arguments, "--sources").split())
    assert "M9  " in page_of("points", "soleus/1", "--sources")
    assert "S73  " in page_of("stretches", "--sources")


@pytest.mark.parametrize(
    ("arguments", "message", "near"),
    [
        (("moves", "brigde"), "There is no move or stretch called `brigde`.", "`bridge`"),
        (("stretches", "figure", "fuor"), "There is no move or stretch called `figure fuor`.", "`figure-four`"),
        (("points", "xyzzyx"), "There is no point called `xyzzyx`.", "`backpain points` lists them all."),
        (("moves", "--with", "pregancy"), "There is no circumstance called `pregancy`.", "`pregnancy`"),
        (("moves", "--with", "x"), "There is no circumstance called `x`.", "There are under-18, over-65,"),
        (("moves", "--area", "bottocksss"), "There is no pain area called `bottocksss`.", "`buttock`"),
        (("moves", "--muscle", "gluteus-meidus-x"), "There is no muscle", "`gluteus-medius`"),
        (("moves", "neck", "--area", "neck"), "Say it once: `neck`, or --area.", ""),
        (("moves", "soleus", "--muscle", "soleus"), "Say it once: `soleus`, or --muscle.", ""),
        (("moves", "--place", "flor"), "flor", "floor"),
    ],
)
def test_what_is_not_known_is_answered_with_what_is(arguments: tuple[str, ...], message: str, near: str) -> None:
    done = run_program(*arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert near in done.err


@pytest.mark.parametrize("command", ["moves", "stretches", "points"])
def test_a_sign_among_the_words_is_answered_first(command: str) -> None:
    alone = run_program(command, "crushing", "chest", "pain", "and", "short", "of", "breath")
    assert "Call your emergency number" in alone.out
    only = run_program(command, "can't", "pee")
    assert only.code == ExitCode.EMERGENCY
    assert "emergency" in only.out
    assert len(only.out.splitlines()) == 1
    form = json.loads(run_program(command, "can't", "pee", "--json").out)
    assert form["first"]["outcome"] == "emergency"


@pytest.mark.parametrize("command", ["moves", "stretches", "points"])
def test_plain_output_is_a_sentence_an_entry(command: str) -> None:
    done = run_program(command, "neck", environment={"BACKPAIN_PLAIN": "1", "COLUMNS": "80"})
    assert done.code == 0
    entries = keys_of(form_of(command, "neck"), command)
    sentences = " ".join(done.out.split())
    for key in entries:
        assert re.search(rf" {key}\. (?:kind|class): [^:]+ (?:what to do|where): ", sentences), key


@pytest.mark.parametrize("command", ["moves", "stretches", "points"])
def test_a_list_of_nothing_says_so(command: str) -> None:
    assert "There is none that fits all of that." in page_of(command, "--area", "knee", "--place", "doorway")


@all_cases(
    ("command", "typed", "offered"),
    [
        ("moves", "bri", "bridge"),
        ("moves", "cat", "cat-cow"),
        ("stretches", "fig", "figure-four"),
        ("points", "soleus/", "soleus/1"),
        ("moves --with", "preg", "pregnancy"),
        ("moves --area", "lower-b", "lower-back"),
        ("stretches --muscle", "sole", "soleus"),
    ],
)
def test_names_are_completed(command: str, typed: str, offered: str) -> None:
    line = f"backpain {command} {typed}"
    asked = {
        "_BACKPAIN_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(line.split()),
        "COMP_CWORD": str(line.count(" ")),
    }
    assert offered in run_program(environment=asked).out.split()


@all_cases(
    ("line", "offered"),
    [
        ("moves bird", "bird-dog\tBird dog"),
        ("stretches figure", "figure-four\tFigure four, sitting"),
        ("moves --with osteo", "osteoporosis\tweak bones, an old spine fracture or long steroid use"),
    ],
)
def test_shells_that_can_show_it_get_a_name_beside_each_key(line: str, offered: str) -> None:
    asked = {
        "_BACKPAIN_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_ARGS": f"backpain {line}",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    assert offered in run_program(environment=asked).out


def test_muscles_name_the_moves_that_work_them() -> None:
    assert form_of("muscle", "gluteus-minimus")["moves"] == ["clamshell", "side-leg-lift"]
    assert form_of("muscle", "soleus")["moves"] == []
    assert "moves that work it: clamshell, side leg lift" in page_of("muscle", "gluteus-minimus")
    (row,) = (line for line in page_of("muscles").splitlines() if line.startswith("gluteus-minimus "))
    assert row.endswith("clamshell, side-leg-lift")
    (listed,) = (one for one in form_of("muscles", "buttock")["muscles"] if one["key"] == "gluteus-minimus")
    assert listed["moves"] == ["clamshell", "side-leg-lift"]
    (row,) = (line for line in page_of("muscles", "buttock").splitlines() if line.startswith("Gluteus minimus "))
    assert row.endswith("clamshell, side-leg-lift")
    parts = form_of("muscle", "glutes")["muscles"]
    assert {one["key"]: one["moves"] for one in parts}["gluteus-minimus"] == ["clamshell", "side-leg-lift"]


@all_cases(
    ("typed", "key"),
    [
        ("hip bridge", "bridge"),
        ("glute bridges", "bridge"),
        ("clam shells", "clamshell"),
        ("step ups", "step-up"),
        ("wall push ups", "wall-press-up"),
        ("side leg raises", "side-leg-lift"),
        ("heel lifts", "heel-raise"),
        ("scapular retraction", "scapular-squeeze"),
        ("neck isometrics", "neck-holds"),
        ("marching", "march"),
        ("cobra pose", "prone-press-up"),
        ("nerve flossing", "nerve-slider-leg"),
        ("legs on a chair", "ninety-ninety-rest"),
        ("lying face down", "prone-lying"),
        ("log roll", "get-up-bed"),
        ("doorway stretch", "doorway-chest"),
        ("pec stretch", "doorway-chest"),
        ("neck retraction", "chin-tuck"),
        ("levator scapulae stretch", "chin-to-armpit"),
        ("upper trap stretch", "ear-to-shoulder"),
        ("bear hug", "self-hug"),
        ("hug knees", "knees-to-chest"),
        ("windshield wipers", "knees-side-to-side"),
        ("diaphragmatic breathing", "belly-breathing"),
        ("piriformis stretch", "figure-four"),
        ("IT band stretch", "leg-across"),
        ("groin stretch", "butterfly"),
    ],
)
def test_everyday_names_find_the_exercise(typed: str, key: str) -> None:
    assert form_of("moves", *typed.split())["key"] == key


@all_cases(
    ("typed", "says", "near"),
    [
        ("plank", "face down, on forearms and toes", "side-plank"),
        ("supermans", "lifts arms and legs at once", "chest-lift"),
        ("wall angels", "with the back against the wall", "wall-slide"),
        ("sit ups", "bends the back", "heel-slides"),
        ("neck rolls", "never rolled in circles", "neck-turns"),
        ("foam roller", "No roller is used here", "chest-over-chair-back"),
        ("single leg bridge", "Level 3 of the bridge", "bridge"),
    ],
)
def test_what_is_another_exercise_is_not_taken_for_one_of_ours(typed: str, says: str, near: str) -> None:
    done = run_program("stretches", *typed.split())
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert f"`{typed}` is none of these exercises." in done.err
    assert says in done.err
    assert f"`backpain stretches {near}`" in done.err
