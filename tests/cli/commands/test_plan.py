"""`backpain plan`: what is asked for, shown, saved and begun; what is refused, and what to do then."""

import json
import re
from pathlib import Path

import pytest

from backpain_cli.domain.errors import ExitCode
from tests.person import known
from tests.program import run_program
from tests.pseudo_terminal import PseudoTerminal


def test_a_plan_is_a_table_of_its_steps_with_the_commands_that_use_it() -> None:
    done = run_program("plan", "lower", "back")
    lines = done.out.splitlines()
    assert done.code == 0
    assert lines[0].startswith("First: numb between the legs")
    assert "Plan: lower back, 15:00," in lines[1]
    assert "Slide a hand down" in done.out
    assert lines[-1].split()[0] == "14:50"


def test_the_same_words_have_the_same_plan_and_a_name_of_ours_is_no_other() -> None:
    assert run_program("plan", "lower", "back").out == run_program("plan", "lower-back").out


@pytest.mark.parametrize("minutes", ["3", "7", "10"])
def test_a_plan_lasts_exactly_as_long_as_there_is_time(minutes: str) -> None:
    plan = json.loads(run_program("plan", "neck", "--minutes", minutes, "--json").out)
    assert sum(one["seconds"] for one in plan["segments"]) == int(minutes) * 60
    assert plan["first"]["text"]


def test_each_step_is_explained_with_its_figures_and_their_source() -> None:
    done = run_program("plan", "lower", "back", "--explain")
    said = " ".join(done.out.split())
    assert "Gluteus medius 34 to 45 % of people with low back pain had an active point here (S28)" in said
    # A study found that muscle in low back pain; its map is of other places.
    assert "Gluteus medius Published map" not in said
    assert "Published map of its muscle: mainly lower back (" in said
    assert "Slide a hand down The same movement before and after" in said
    assert "Our routine lower-back, 15 minutes, is worth 113 for the same." in done.out
    assert "less" in done.out.partition("a plan with it")[2]


def test_what_is_left_out_is_out_and_a_side_that_is_named_counts() -> None:
    plan = json.loads(run_program("plan", "left", "buttock", "--without", "piriformis", "--json").out)
    titles = {one["title"] for one in plan["segments"]}
    assert "Piriformis" not in titles
    assert run_program("plan", "neck", "--sorer", "up").code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--tools", "sofa"], "--tools: `sofa` is unknown."),
        (["--places", "garden"], "--places: `garden` is unknown."),
        (["--minutes", "2"], "--minutes: `2` must be 3 to 30"),
        (["--run", "--json"], "cannot be combined"),
        (
            ["--places", "standing", "--tools", "none"],
            "do not fill 15 minutes: each has a longest dose, and standing has a limit. "
            "You could drop --tools, or drop --places, or ask for --minutes 9.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(options: list[str], says: str) -> None:
    done = run_program("plan", "neck", *options)
    assert done.code == ExitCode.USAGE
    assert says in " ".join(done.err.split())


@pytest.mark.parametrize(
    "options",
    [
        ("neck", "--places", "standing", "--tools", "none"),
        ("throat", "--places", "standing", "--tools", "wall", "--minutes", "30"),
        ("head", "--places", "standing", "--tools", "wall,chair", "--minutes", "23.5", "--sorer", "left"),
        ("chest", "--places", "standing", "--tools", "ball", "--minutes", "20", "--without", "walk"),
    ],
)
def test_what_a_refusal_offers_is_true(options: tuple[str, ...]) -> None:
    refused = run_program("plan", *options)
    assert refused.code == ExitCode.USAGE
    offered = " ".join(refused.err.split()).partition("You could ")[2].removesuffix(".").split(", or ")
    assert offered != [""]
    for way in offered:
        dropped, _, minutes = way.partition("ask for --minutes ")
        easier = [*options]
        for name in re.findall("--[a-z]+", dropped):
            at = easier.index(name)
            del easier[at : at + 2]
        assert run_program("plan", *easier, *(["--minutes", minutes] if minutes else [])).code == ExitCode.OK
        if minutes:
            longer = str(int(minutes) + 1)
            assert run_program("plan", *easier, "--minutes", longer).code == ExitCode.USAGE


def test_who_can_only_sit_needs_no_chair_in_the_list_of_tools() -> None:
    done = run_program("plan", "neck", "--places", "sitting", "--tools", "none", "--minutes", "20")
    assert done.code == ExitCode.OK
    assert "standing" not in done.out


def test_a_plan_of_half_a_minute_more_is_saved_and_valid(tmp_path: Path) -> None:
    home = {"BACKPAIN_HOME": str(tmp_path)}
    done = run_program("plan", "jaw", "--minutes", "3.5", "--save", "jaw", environment=home)
    path = tmp_path / "routines" / "jaw.yaml"
    assert done.code == ExitCode.OK
    assert "3:30" in done.out
    assert "Made by `backpain plan jaw --minutes 3.5`." in path.read_text(encoding="utf-8")
    assert run_program("validate", str(path)).code == ExitCode.OK


def test_a_plan_filled_with_movement_nearby_says_so() -> None:
    done = run_program("plan", "throat", "--places", "floor", "--tools", "none")
    said = " ".join(done.out.split())
    assert "No point that may be pressed is published for throat: there are stretches, movement and strength." in said
    assert "it has less pressing" in said
    assert "some are longer, come twice, or are for the parts beside it" in said


def test_where_something_may_be_pressed_nothing_is_said_of_points() -> None:
    plan = json.loads(run_program("plan", "neck", "and", "groin", "--json").out)
    assert plan["never_pressed"] == ["groin"]
    assert "No point" not in run_program("plan", "neck").out


def test_a_person_who_must_not_lie_flat_breathes_on_the_chair_and_is_compared_with_their_own_routine(
    tmp_path: Path,
) -> None:
    home = {"BACKPAIN_HOME": str(known(tmp_path / "mine", pregnancy="yes", osteoporosis="yes"))}
    usual = run_program("plan", "lower", "back", "--explain").out
    mine = run_program("plan", "lower", "back", "--explain", environment=home).out
    assert "Slow breathing" in mine
    worths = [re.findall(r"lower-back, 15 minutes, is worth ([0-9]+)", one) for one in (mine, usual)]
    assert int(worths[0][0]) < int(worths[1][0])


def test_who_does_not_go_down_has_no_step_on_the_floor(tmp_path: Path) -> None:
    home = {"BACKPAIN_HOME": str(known(tmp_path / "mine", pregnancy="yes"))}
    done = run_program("plan", "lower back", "--preview", environment=home)
    assert done.code == 0
    assert "Go down" not in done.out
    assert "on the chair instead" not in done.out
    refused = run_program("plan", "lower back", "--places", "floor", environment=home)
    assert refused.code != 0
    assert "--places" in refused.err


def test_more_places_than_a_plan_can_be_for_are_refused() -> None:
    done = run_program("plan", "neck", "head", "mid-back", "lower-back", "buttock")
    assert done.code == ExitCode.USAGE
    assert "at most 4" in done.err


def test_a_sign_that_is_typed_is_answered_first() -> None:
    done = run_program("plan", "numb", "between", "my", "legs")
    assert done.code == ExitCode.EMERGENCY
    assert "Plan:" not in done.out


def test_without_words_and_without_a_terminal_it_says_what_to_type() -> None:
    done = run_program("plan")
    assert done.code == ExitCode.USAGE
    assert "backpain plan lower back" in done.err


def test_a_plan_is_saved_as_a_routine_that_is_valid_says_how_it_was_made_and_is_never_overwritten(
    tmp_path: Path,
) -> None:
    home = {"BACKPAIN_HOME": str(tmp_path)}
    saved = run_program("plan", "neck", "--minutes", "10", "--save", "my-neck", environment=home)
    path = tmp_path / "routines" / "my-neck.yaml"
    text = path.read_text(encoding="utf-8")
    assert saved.code == 0
    assert "Made by `backpain plan neck --minutes 10`." in text
    assert run_program("validate", str(path)).code == 0
    assert run_program("routine", "my-neck", "--preview", environment=home).code == 0
    again = run_program("plan", "lower", "back", "--save", "my-neck", environment=home)
    assert (again.code, path.read_text(encoding="utf-8")) == (ExitCode.CANNOT_CREATE, text)
    assert run_program("plan", "neck", "--save", "../x", environment=home).code == ExitCode.USAGE


def test_what_lies_in_the_way_of_a_saved_plan_stays(tmp_path: Path) -> None:
    folder = tmp_path / "routines"
    folder.mkdir()
    # It leads nowhere, so that no list of routines has it.
    (folder / "my-neck.yaml").symlink_to(tmp_path / "notes.yaml")
    done = run_program("plan", "neck", "--save", "my-neck", environment={"BACKPAIN_HOME": str(tmp_path)})
    assert done.code == ExitCode.CANNOT_CREATE
    assert (folder / "my-neck.yaml").is_symlink()
    assert not (tmp_path / "notes.yaml").exists()


def test_the_sheet_of_a_plan_begins_with_its_steps() -> None:
    done = run_program("plan", "neck", "--checklist")
    assert done.code == 0
    assert "Plan: neck" in done.out
    assert "Look over your shoulder" in done.out


def test_a_session_of_a_plan_asks_the_safety_questions_first() -> None:
    done = run_program("plan", "neck", "--run")
    assert done.code == ExitCode.USAGE
    assert "`backpain plan neck --run` in a terminal" in " ".join(done.err.split())


def test_answers_about_the_person_count(tmp_path: Path) -> None:
    usual = json.loads(run_program("plan", "lower", "back", "--json").out)
    home = {"BACKPAIN_HOME": str(known(tmp_path, blood_clot="yes"))}
    mine = json.loads(run_program("plan", "lower", "back", "--json", environment=home).out)
    assert any(one["kind"] == "press" for one in usual["segments"])
    assert not any(one["kind"] == "press" for one in mine["segments"])
    assert sum(one["seconds"] for one in mine["segments"]) == 900


@pytest.mark.terminal
def test_without_words_it_asks_step_by_step_and_says_what_it_understood(tmp_path: Path) -> None:
    with PseudoTerminal(["plan"], home=tmp_path, columns=100, lines=70) as terminal:
        for question, typed in (
            ("Where does it hurt?", b"my xyzzy\n"),
            ("xyzzy`", b"left buttock\n"),
            ("How many minutes", b"99\n"),
            ("Please type one of", b"7\n"),
            ("What have you got?", b"1\n"),
            ("Where can you be?", b"1\n"),
        ):
            terminal.until(question)
            terminal.send(typed)
        assert terminal.wait() == 0
        said = terminal.flow()
        assert "For: buttock." in said
        assert "`backpain plan buttock --minutes 7 --tools wall,chair --places standing,sitting --sorer left`" in said
        assert "buttock" in said.rpartition("sorer left`.")[2]
        assert "Which side" not in said


@pytest.mark.terminal
@pytest.mark.parametrize("before", [[], [b"neck\n"], [b"neck\n", b"\n", b"\n", b"\n"]])
def test_q_leaves_at_every_question_and_nothing_is_made(tmp_path: Path, before: list[bytes]) -> None:
    with PseudoTerminal(["plan"], home=tmp_path) as terminal:
        for number, typed in enumerate([*before, b"q\n"]):
            terminal.until(["(q leaves)", "How many", "Which side", "What have", "Where can"][number])
            terminal.send(typed)
        assert terminal.wait() == 0
        assert "Plan: neck" not in terminal.text()


@pytest.mark.terminal
def test_words_that_are_a_sign_end_the_questions_about_a_plan(tmp_path: Path) -> None:
    with PseudoTerminal(["plan"], home=tmp_path) as terminal:
        terminal.until("(q leaves)")
        terminal.send(b"chest pain\n")
        assert terminal.wait() == ExitCode.EMERGENCY
        assert "How many" not in terminal.text()
