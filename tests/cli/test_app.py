"""Every command as a person or a program uses it, without a terminal: what is printed where, and the exit code."""

import json
import os
import re
import sys
from pathlib import Path
from zipapp import create_archive

import pytest
from rich.cells import cell_len

from backpain_cli import __version__
from backpain_cli.cli.app import COMMAND_MODULES
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.settings import VARIABLES
from backpain_cli.library.routines.finder import load_shipped_routines
from tests.cases import all_cases
from tests.program import PROGRAM, form_of, run_process, run_program
from tests.sheets import EVERY_SHIPPED
from tests.small_routine import ROUTINE

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCES = str(REPOSITORY / "src")

SHIPPED = EVERY_SHIPPED
MINUTES = {
    "first-twinge": 5,
    "neck-twinge": 5,
    "leg-pain": 10,
    "stronger-back-1": 10,
    "stronger-back-2": 12,
    "desk-break": 3,
}
MINUTES |= {"chair": 10, "bed": 8, "neck-headache": 10, "flare-up": 8}
"""Of those that last no fifteen minutes."""


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_told(option: str) -> None:
    assert run_program(option).out == f"backpain {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["--plain"]])
def test_no_argument_shows_how_to_begin(arguments: list[str]) -> None:
    done = run_program(*arguments)
    assert done.code == 0
    assert "backpain routine lower-back" in done.out


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command(option: str) -> None:
    done = run_program(option)
    assert done.code == 0
    assert all(re.search(rf"^  {command} ", done.out, re.MULTILINE) for command in COMMAND_MODULES)


def test_what_a_command_does_is_told_whole_on_a_narrow_terminal() -> None:
    listed = (
        run_program("--help", environment={"COLUMNS": "80"}).out.partition("Commands:")[2].partition("\nVariables:")[0]
    )
    assert "..." not in listed
    assert len(listed.split("\n")) == len(COMMAND_MODULES) + 2


@all_cases("command", COMMAND_MODULES)
def test_help_names_what_is_typed_and_never_its_type(command: str) -> None:
    shown = run_program(command, "--help").out
    assert not re.search(r"<(?:str|int|float|path|text|TEXT|PATH|INTEGER)>", shown), shown


@all_cases("command", COMMAND_MODULES)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = run_program(command, "-h")
    assert done.code == 0
    assert f"backpain {command}" in done.out.split("Example", 1)[1]


def test_routines_lists_all_that_are_shipped_with_their_muscles_and_tools() -> None:
    done = run_program("routines")
    assert (done.code, done.err) == (0, "")
    for name in SHIPPED:
        assert re.search(rf"^{name}  ", done.out, re.MULTILINE)
    assert "tennis ball" in done.out
    assert "gluteus medius" in done.out


def test_routines_as_json_have_the_documented_shape() -> None:
    routines = form_of("routines")["routines"]
    assert {one["key"] for one in routines} == {*SHIPPED}
    for one in routines:
        assert set(one) == {
            "key", "title", "region", "areas", "minutes", "muscles", "tools", "origin", "pressed", "stretched",
            "occasion", "level", "suits", "not_for", "reviewed",
        }  # fmt: skip
        assert one["minutes"] == MINUTES.get(one["key"], 15)
        assert one["origin"] == "shipped"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_routine_fills_its_minutes_to_the_second(name: str) -> None:
    plan = form_of("routine", name, "--preview")
    assert plan["routine"] == name
    assert plan["seconds"] == 60 * MINUTES.get(name, 15)
    at = 0
    for segment in plan["segments"]:
        assert segment["start"] == at
        at += segment["seconds"]
    assert at == plan["seconds"]
    assert set(plan["segments"][0]) == {
        "start", "seconds", "phase", "kind", "side", "step", "title", "muscle", "point", "entry", "place", "level",
        "optional", "alternates",
    }  # fmt: skip


def test_the_preview_shows_each_start_time() -> None:
    plan = form_of("routine", "neck", "--preview")
    shown = run_program("routine", "neck", "--preview").out
    times = re.findall(r"^ *(\d+:\d\d) ", shown, re.MULTILINE)
    assert times == [f"{one['start'] // 60}:{one['start'] % 60:02d}" for one in plan["segments"]] + ["15:00"]


def test_areas_are_listed_with_their_landmarks() -> None:
    areas = form_of("areas")["areas"]
    assert {"lower-back", "between-the-shoulder-blades", "neck"} <= {one["key"] for one in areas}
    assert all(one["landmarks"] and set(one) == {"key", "name", "aliases", "landmarks", "regions"} for one in areas)
    assert "lower-back" in run_program("areas").out


@pytest.mark.parametrize("written", ["lower-back", "Lower Back", "LUMBAGO", "low back", "small of the back"])
def test_an_area_is_found_by_any_of_its_names(written: str) -> None:
    assert form_of("muscles", written)["areas"] == ["lower-back"]


def test_muscles_of_an_area_come_in_order_of_likelihood() -> None:
    muscles = form_of("muscles", "lower-back")["muscles"]
    zones = [one["zone"] for one in muscles]
    assert zones == sorted(zones)
    assert muscles[0]["key"] == "gluteus-medius"
    assert muscles[0]["relation"] == "referred"
    assert {one["key"] for one in muscles} >= {"quadratus-lumborum", "longissimus-thoracis", "psoas-major"}
    assert all(one["sources"] for one in muscles)


def test_muscles_are_headed_by_what_such_a_list_is_not() -> None:
    shown = run_program("muscles", "lower-back").out
    assert "Published as referring here; not a diagnosis" in shown
    assert "never press this yourself" in shown
    assert re.search(r"stretched: .*lower-back/\d+", shown)


def test_a_press_of_another_point_is_told_as_that() -> None:
    # Its first point is pressed in most routines; what is published as felt in the low back is its third one.
    lines = run_program("muscles", "lower-back").out.splitlines()
    entry = next(line for line in lines if line.startswith("Gluteus medius"))
    assert "another of its points pressed: first-twinge/" in entry


def test_all_muscles_are_listed_without_an_area() -> None:
    assert len(form_of("muscles")["muscles"]) >= 58
    assert "gluteus-medius" in run_program("muscles").out


def test_an_unknown_area_gets_suggestions_and_code_2() -> None:
    done = run_program("muscles", "bottocksss")
    assert (done.code, done.out) == (2, "")
    assert "no pain area called `bottocksss`" in done.err
    assert "`buttock`" in done.err


def test_an_unknown_routine_gets_suggestions_and_code_2() -> None:
    done = run_program("routine", "frist-twnge", "--preview")
    assert (done.code, done.out) == (2, "")
    assert "Did you mean `first-twinge`" in done.err
    assert "whole-back" in done.err


@pytest.mark.parametrize("hostile", ["\x1b[2J", "[/bold]", "%s{0}", "x" * 100_000, "\u202ekcab"])
def test_a_hostile_argument_is_refused_and_shown_escaped(hostile: str) -> None:
    for arguments in (("muscles", hostile), ("routine", hostile, "--preview"), ("checklist", hostile)):
        done = run_program(*arguments)
        # What has a slash in it is taken for a path.
        assert done.code == (66 if "/" in hostile and arguments[0] != "muscles" else 2)
        assert len(done.err) < 2_000
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.out + done.err)


def test_an_argument_that_is_not_utf_8_is_refused() -> None:
    assert run_program("muscles", b"\xff\xfe").code == 2


def test_the_checklist_has_a_box_for_each_turn_and_the_rules() -> None:
    done = run_program("checklist", "lower-back")
    assert (done.code, done.err) == (0, "")
    for wanted in ("Have ready", "[ ]", "your easier side", "your sorer side", "Stop rules", "Avoid", "Afterwards"):
        assert wanted in done.out
    assert done.out.count("[ ]") >= 20


def test_the_checklist_as_markdown_has_boxes_that_can_be_ticked() -> None:
    done = run_program("checklist", "neck", "--format", "markdown")
    assert done.out.startswith("# Neck: 15 minutes\n")
    assert "- [ ] your easier side, 1 minute, pressure 4 to 6 of 10" in done.out
    assert "## Stop rules" in done.out


def test_a_session_without_a_keyboard_does_not_start() -> None:
    done = run_program("routine", "lower-back", typed=b"n\n" * 40)
    assert (done.code, done.out) == (2, "")
    assert "--preview" in done.err


def test_without_a_name_and_without_a_keyboard_the_names_are_told() -> None:
    done = run_program("routine")
    assert done.code == 2
    assert "lower-back" in done.err


@pytest.mark.parametrize(
    "arguments", [("--speed", "0"), ("--speed", "x"), ("--from", "99"), ("--from", "0"), ("--json",), ("--nonsense",)]
)
def test_a_wrong_option_is_refused_with_code_2(arguments: tuple[str, ...]) -> None:
    done = run_program("routine", "neck", *arguments)
    assert done.code == 2
    assert "Traceback" not in done.err


def test_an_own_routine_takes_the_place_of_a_shipped_one_and_this_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "routines"
    folder.mkdir()
    (folder / "neck.yaml").write_text(ROUTINE)
    listed = {one["key"]: one for one in form_of("routines")["routines"]}
    assert listed["neck"]["origin"] == "own"
    assert "in place of the shipped one" in run_program("routines").out
    assert "Your own routine" in run_program("routine", "neck", "--preview").out


def test_a_broken_own_file_never_hides_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "routines"
    folder.mkdir()
    (folder / "good.yaml").write_text(ROUTINE)
    (folder / "broken.yaml").write_text(ROUTINE.replace("press:", "pres:"))
    done = run_program("routines")
    assert done.code == 0
    assert re.search(r"^good  ", done.out, re.MULTILINE)
    assert "broken.yaml:" in done.err
    assert "1 of your own files cannot be used" in done.err


def test_a_path_is_used_as_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(ROUTINE)
    assert form_of("routine", str(path), "--preview")["routine"] == "mine"
    assert run_program("routine", f".{os.sep}mine.yaml", "--preview", folder=tmp_path).code == 0


def test_validate_tells_all_problems_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(ROUTINE)
    (tmp_path / "bad.yaml").write_text(ROUTINE.replace("press:", "pres:").replace("title:", "titel:"))
    done = run_program("validate", str(tmp_path))
    assert done.code == 65
    assert f"{tmp_path}/good.yaml: 0 errors, 3 warnings" in done.out
    assert "did you mean `title`?" in done.out
    assert "did you mean `press`" in done.out
    form = json.loads(run_program("validate", str(tmp_path), "--json").out)
    assert [Path(one["file"]).name for one in form["files"]] == ["bad.yaml", "good.yaml"]
    assert {"severity", "line", "column", "message", "hint"} == set(form["files"][0]["problems"][0])


def test_validate_is_content_with_the_shipped_routines() -> None:
    folder = Path(__file__).parents[2] / "routines"
    done = run_program("validate", str(folder))
    assert done.code == 0
    assert done.out.count(": valid") == len(SHIPPED)


def test_a_missing_file_gives_code_66(tmp_path: Path) -> None:
    assert run_program("validate", str(tmp_path / "none.yaml")).code == 66
    assert run_program("routine", str(tmp_path / "none.yaml"), "--preview").code == 66


@pytest.mark.terminal
def test_a_reader_that_goes_away_ends_the_program_silently() -> None:
    done = run_process("-c", f"{sys.executable} -m backpain_cli muscles | head -1", program=("bash",))
    assert done.err == ""
    assert done.out.count("\n") == 1


@pytest.mark.terminal
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [(), ("--version",), ("areas",), ("checklist", "neck"), ("routines", "--json")])
def test_an_output_that_fails_is_told_with_code_74(arguments: tuple[str, ...]) -> None:
    quoted = " ".join([sys.executable, "-m", "backpain_cli", *arguments])
    done = run_process("-c", f"{quoted} > /dev/full", program=("bash",))
    assert done.code == 74
    assert "cannot be written" in done.err
    assert "Traceback" not in done.err


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("redirection", "code"), [("<&-", 0), ("2>&-", 0), (">&-", ExitCode.IO), ("<&- >&- 2>&-", ExitCode.IO)]
)
def test_closed_streams_break_nothing_and_an_output_that_is_lost_is_reported(redirection: str, code: int) -> None:
    done = run_process("-c", f"{sys.executable} -m backpain_cli areas {redirection}", program=("bash",))
    assert done.code == code
    assert "Traceback" not in done.err
    assert ("cannot be written" in done.err) is (redirection == ">&-")


@pytest.mark.terminal
def test_without_its_libraries_it_says_which_one_is_missing() -> None:
    done = run_process(
        "-S", "-m", "backpain_cli", "areas", program=(sys.executable,), environment={"PYTHONPATH": SOURCES}
    )
    assert (done.code, done.out) == (ExitCode.UNAVAILABLE, "")
    assert done.err == "Error: the package typer is missing. Installing backpain with pip brings it.\n"


@pytest.mark.terminal
def test_in_a_zip_file_it_says_that_it_has_to_be_installed(tmp_path: Path) -> None:
    target = tmp_path / "backpain.pyz"
    main = "backpain_cli.__main__:main"
    create_archive(SOURCES, target, main=main, filter=lambda path: path.suffix in {"", ".py"})
    done = run_process(str(target), "muscles", "neck", program=(sys.executable,))
    assert (done.code, done.out) == (ExitCode.UNAVAILABLE, "")
    assert "cannot read its data in a zip file" in done.err


def test_help_shows_the_commands_one_command_or_the_nearest_name() -> None:
    assert run_program("help").out == run_program("--help").out
    assert run_program("help", "muscles").out == run_program("muscles", "--help").out
    wrong = run_program("help", "mucles")
    assert (wrong.code, wrong.out) == (2, "")
    assert "Did you mean `muscles`" in wrong.err


@all_cases("command", COMMAND_MODULES)
def test_an_example_has_a_line_of_its_own_however_narrow_it_is(command: str) -> None:
    for columns in ("40", "80"):
        shown = run_program(command, "--help", environment={"COLUMNS": columns}).out
        examples = shown.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()
        assert examples
        assert all(line.startswith("  backpain ") for line in examples), examples


def test_the_variables_are_listed_in_help_and_in_the_documents() -> None:
    listed = run_program("--help").out
    document = (REPOSITORY / "docs" / "using.md").read_text(encoding="utf-8")
    for names in VARIABLES:
        assert names in listed
        assert all(f"`{name}`" in document for name in names.split(", ")), names


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1"])
def test_every_encoding_gets_an_answer(encoding: str) -> None:
    for arguments in (
        ("routines",),
        ("muscles", "neck"),
        ("checklist", "lower-back"),
        ("routine", "neck", "--preview"),
    ):
        done = run_program(*arguments, environment={"PYTHONIOENCODING": encoding})
        assert (done.code, done.err) == (0, "")
        assert done.out


@pytest.mark.parametrize("columns", ["0", "-5", "abc", "99999", "1", "20", "40", "300"])
def test_a_strange_width_is_brought_within_limits(columns: str) -> None:
    for arguments in (("routines",), ("areas",), ("muscles", "lower-back"), ("checklist", "neck")):
        done = run_program(*arguments, environment={"COLUMNS": columns, "FORCE_COLOR": "1"})
        assert done.code == 0
        asked = int(columns) if columns.isdigit() and int(columns) else 100
        text = re.sub(r"\x1b\[[0-9;]*m", "", done.out)
        assert max(cell_len(line.rstrip()) for line in text.splitlines()) <= max(20, min(asked, 140))


def test_nothing_is_written_but_where_it_should_be(tmp_path: Path) -> None:
    for arguments in (("routines",), ("areas",), ("muscles",), ("checklist", "neck"), ("routine", "neck", "--preview")):
        assert run_program(*arguments, folder=tmp_path).code == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("variable", [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_pipe_gets_no_codes(variable: tuple[str, str]) -> None:
    assert "\x1b" not in run_program("routines", environment=dict([variable])).out
    assert "\x1b" not in run_program("routines").out
    assert "\x1b[" in run_program("routines", environment={"FORCE_COLOR": "1"}).out
    both = {"FORCE_COLOR": "1", "NO_COLOR": "1"}
    assert "\x1b" not in run_program("routines", environment=both).out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_names_are_completed_in_every_shell(shell: str) -> None:
    asked = {
        "_BACKPAIN_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "backpain routine lo",
        "COMP_CWORD": "2",
        "_TYPER_COMPLETE_ARGS": "backpain routine lo",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    assert "lower-back" in run_program(environment=asked).out
    asked |= {"COMP_WORDS": "backpain muscles betw", "_TYPER_COMPLETE_ARGS": "backpain muscles betw"}
    assert "between-the-shoulder-blades" in run_program(environment=asked).out


@pytest.mark.terminal
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.skipif(os.name != "posix", reason="these are shells of POSIX")
def test_completion_is_installed_for_each_shell_in_the_home_of_the_person(shell: str, tmp_path: Path) -> None:
    # It is installed for the shell that the program was started from, which is known by its name alone.
    home, started_from = tmp_path / "home", tmp_path / shell
    home.mkdir()
    started_from.symlink_to("/bin/sh")
    within = (str(started_from), "-c", '"$@"; exit $?', shell, *PROGRAM)
    done = run_process("--install-completion", environment={"HOME": str(home)}, program=within)
    assert (done.code, done.err) == (0, "")
    assert f"{shell} completion installed" in done.out
    written = [path.read_text(encoding="utf-8") for path in home.rglob("*") if path.is_file()]
    assert any(f"_BACKPAIN_COMPLETE=complete_{shell}" in text for text in written)


@pytest.mark.parametrize("command", ["routine", "checklist"])
@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_shells_that_can_show_it_get_the_title_of_each_routine(
    shell: str, command: str, tmp_path: Path, anatomy: Atlas
) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "mine.yaml").touch()
    line = f"backpain {command} "
    asked = {
        "BACKPAIN_HOME": str(tmp_path),
        "_BACKPAIN_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    offered = run_program(environment=asked).out
    titles = {routine.key: routine.title for routine in load_shipped_routines(anatomy)} | {"mine": "your own"}
    for key, title in titles.items():
        assert (f"{key}\t{title}" if shell == "fish" else f'"{key}":"{title}"') in offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        (("log", "low"), ["lower-ribs=", "lower-back=", "lower-leg="]),
        (("log", "neck", ":", "l"), [f"left={score}" for score in range(11)]),
        (("log", "neck", ":"), ["left=", "right=", "both="]),
        (("log", "neck", "=", "1"), ["1", "10"]),
        (("log", "neck", ":", "left", "=", "7"), ["7"]),
        (("log", "neck", "=", "3", "should"), [f"shoulder-blade={score}" for score in range(11)]),
    ],
)
def test_bash_completes_what_follows_the_signs_at_which_it_breaks_words(
    line: tuple[str, ...], offered: list[str]
) -> None:
    # bash joins its words with line breaks, and completes the last of them.
    environment = {
        "_BACKPAIN_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(["backpain", *line]),
        "COMP_CWORD": str(len(line)),
    }
    done = run_program(environment=environment)
    assert sorted(done.out.split()) == sorted(offered)
