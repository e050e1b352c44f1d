"""The documents say what the program does: names, commands, examples, messages and outputs in them are tried here."""

import json
import os
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.cli.app import COMMAND_MODULES, build_app, run
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.records.sessions import NO_PERSONAL_DATA, ScreeningKind, ScreeningRecord
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import Outcome
from backpain_cli.export.history_json import export_personal_data
from backpain_cli.history.store import open_history
from backpain_cli.library.routines.format import OLDEST_FORMAT, kinds_since
from backpain_cli.paths import keys_of_shipped
from backpain_cli.views.session_text import KEY_HELP
from tests.cases import all_cases
from tests.files import problems_of, read, routine_of
from tests.records import MONDAY, a_care, a_triage, a_walk, noted, session

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
USING = ROOT / "docs" / "using.md"
MAX_README_WORDS = 720
"""Read in two to three minutes; whatever needs longer goes to docs/."""
WRITING_ROUTINES = ROOT / "docs" / "writing-routines.md"
JSON = ROOT / "docs" / "json.md"
DOCUMENTS = (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))

RUN_LINE = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/backpain routine lower-back"
TEST_LINE = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest"
TEST_MARKER = "<!-- test command -->"


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def blocks(document: Path, language: str) -> list[str]:
    """Return the fenced blocks of that language, without their fences."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(document), re.DOTALL | re.MULTILINE)


def table_column(text: str) -> list[str]:
    """Return the first cells of all table rows."""
    return re.findall(r"^\| ([^|]+?) \|", text, re.MULTILINE)


COMPLETE_ROUTINES = [block for block in blocks(WRITING_ROUTINES, "yaml") if block.startswith("backpain: 2\n")]
STEP_SNIPPETS = [block for block in blocks(WRITING_ROUTINES, "yaml") if block.startswith("  - ")]


def examples_in_documents() -> Iterator[str]:
    """Yield every command line of ours in a block of commands, and every whole one within a sentence."""
    for document in DOCUMENTS:
        for block in (*blocks(document, "sh"), *blocks(document, "console")):
            for line in block.splitlines():
                # Not the one that writes to the shell's own files.
                if line.startswith(("backpain ", "$ backpain ")) and "--install-completion" not in line:
                    yield line.removeprefix("$ ")
        for told in re.findall(r"`(backpain [^`\n]+)`", text_of(document)):
            # Words in capitals stand for something else, and a command alone is only its name.
            if len(told.split()) > 2 and not re.search(r"\b[A-Z]{2,}\b", told):
                yield told


def examples_in_help() -> Iterator[str]:
    """Yield every command line in the help of the program and of its commands."""
    app = build_app()
    yield from re.findall(r"^ *(backpain .+)$", str(app.info.help), re.MULTILINE)
    for command in app.registered_commands:
        paragraphs = (command.callback.__doc__ or "").split("\n\n") if command.callback else []
        for paragraph in paragraphs:
            told = " ".join(paragraph.split())
            if told.startswith(("Example: ", "Examples: ")):
                yield from told.partition(": ")[2].split("; ")


EXAMPLES = sorted({*examples_in_documents(), *examples_in_help()})


OPTIONS = sorted(
    {told for document in DOCUMENTS for told in re.findall(r"`(?:backpain [^`]*)?(--[a-z-]+)`", text_of(document))}
)


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where the examples' files are: a routine, also in `routines/`, hand-outs, and an export without anything."""
    for folder in (tmp_path, tmp_path / "routines"):
        folder.mkdir(exist_ok=True)
        (folder / "my-back.yaml").write_text(COMPLETE_ROUTINES[0], encoding="utf-8")
    for name in ("hand-out.txt", "notes.md"):
        (tmp_path / name).write_text("# Anna\n\nBridge 3 x 10\n\nHeat pack 15 min\n", encoding="utf-8")
    (tmp_path / "backpain.json").write_text("".join(export_personal_data(NO_PERSONAL_DATA)), encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def arguments_of(example: str) -> list[str]:
    """Return what the shell would hand to the program; where the output goes is left out."""
    program, *arguments = shlex.split(example.partition(" > ")[0])
    assert program == "backpain"
    return arguments


# The README


def test_the_two_commands_stand_alone_and_word_for_word() -> None:
    alone = [block.removesuffix("\n") for block in blocks(README, "sh")]
    assert alone == [RUN_LINE, TEST_LINE]


def test_the_test_command_is_the_one_that_the_gate_takes_from_the_readme() -> None:
    gate = text_of(ROOT / ".ci" / "run")
    assert f"\n{TEST_MARKER}\n```sh\n{TEST_LINE}\n```\n" in text_of(README)
    assert text_of(README).count(TEST_MARKER) == 1
    assert TEST_MARKER in gate
    assert "README.md" in gate
    # A copy of its own would go stale.
    assert TEST_LINE not in gate


@all_cases("command", COMMAND_MODULES)
def test_the_commands_are_described_in_one_document(command: str) -> None:
    assert re.search(rf"backpain {command}\b", text_of(USING))


@pytest.mark.parametrize("routine", keys_of_shipped())
def test_every_shipped_routine_is_named(routine: str) -> None:
    assert f"`{routine}`" in text_of(USING)


def test_the_readme_is_short() -> None:
    assert len(text_of(README).split()) <= MAX_README_WORDS


def test_every_key_of_a_session_is_described_as_the_program_does() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text_of(USING), re.MULTILINE)
    assert [row for row in rows if row in KEY_HELP] == list(KEY_HELP)


def test_the_exit_codes_that_can_happen_are_listed_and_no_other() -> None:
    listed = {int(code) for code in table_column(text_of(USING)) if code.isdigit()}
    sources = "".join(text_of(path) for path in (ROOT / "src").rglob("*.py"))
    can_happen = {code.value for code in ExitCode if f"ExitCode.{code.name}" in sources}
    assert listed == can_happen
    assert "128+n" in table_column(text_of(USING))


# Every document


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_is_plainly_written_and_promises_nothing(document: Path) -> None:
    text = text_of(document)
    assert "\N{EM DASH}" not in text
    assert not re.findall(r"\b(?:cures?|heals?|realigns?|toxins?|pain-free|guarantee[ds]?)\b", text, re.IGNORECASE)
    # A row of a table cannot be broken.
    assert max(len(line) for line in text.splitlines() if not line.startswith("| ")) <= 140


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_links_only_to_what_is_there(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", text_of(document))
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_cites_only_sources_that_we_have(document: Path, anatomy: Atlas) -> None:
    without_identifiers = re.sub(r"DOI \S+", "", text_of(document))
    cited = set(re.findall(r"\b[SM]\d+\b", without_identifiers))
    assert cited <= set(anatomy.sources)


# Examples


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_understood_by_the_program(example: str, at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = arguments_of(example)
    if arguments[0] == "voice" or "--export-audio" in arguments:
        # Tests do not talk to people; without the machine's programs it is quick, too.
        monkeypatch.setenv("PATH", "")
    elif arguments[0] in {"routine", "now"}:
        # A session needs somebody at a keyboard; its preview looks at all the other options just the same.
        arguments += ["--preview"] if len(arguments) > 1 and "--demo" not in arguments else ["--help"]
    if (arguments[0] == "screen" and "--show" not in arguments) or "delete" in arguments or "--undo" in arguments:
        # The same: the questions want somebody who answers.
        arguments += ["--help"]
    if arguments == ["new"]:
        arguments += ["--help"]
    assert run(arguments) == ExitCode.OK


@pytest.fixture
def help_texts(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the help of the program and of all its commands."""
    for arguments in (["--help"], *([command, "--help"] for command in COMMAND_MODULES)):
        run(arguments)
    return capsys.readouterr().out


@all_cases("option", OPTIONS)
def test_an_option_that_a_document_names_is_there(option: str, help_texts: str) -> None:
    assert re.search(rf"^  (?:-\w, |--\w+ / )?{option}\b", help_texts, re.MULTILINE)


@pytest.mark.terminal
def test_the_shell_completes_the_name_of_a_routine_as_the_readme_says() -> None:
    # The shell's completion starts the program without arguments, and says in the environment what was typed.
    asked = {"_BACKPAIN_COMPLETE": "complete_bash", "COMP_WORDS": "backpain routine lo", "COMP_CWORD": "2"}
    program = [
        sys.executable,
        "-c",
        "import sys; sys.argv = ['backpain']; from backpain_cli.__main__ import main; main()",
    ]
    answer = subprocess.run(program, env=os.environ | asked, capture_output=True, text=True, check=True, timeout=30)
    assert answer.stdout.split() == ["lower-back"]


@all_cases("command", COMMAND_MODULES)
def test_the_help_of_every_command_has_an_example_of_it(command: str) -> None:
    assert any(arguments_of(example)[0] == command for example in examples_in_help())


CONSOLES = [
    (command.partition("\n")[0], command.partition("\n")[2])
    for document in DOCUMENTS
    for block in blocks(document, "console")
    for command in block.removeprefix("$ ").split("\n$ ")
]


@pytest.mark.parametrize(("command", "shown"), CONSOLES, ids=[command for command, _ in CONSOLES])
def test_shown_output_is_real_and_in_its_order(
    command: str, shown: str, at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (at_home / "routines" / "my-back.yaml").unlink()
    assert run(arguments_of(command)) == ExitCode.OK
    printed = iter(capsys.readouterr().out.splitlines())
    lines = [line for line in shown.splitlines() if line != "..."]
    assert lines
    assert [line for line in lines if line not in printed] == []


# Writing routines


@pytest.mark.parametrize("routine", COMPLETE_ROUTINES)
def test_a_complete_example_of_a_routine_is_read_without_errors_and_warnings(routine: str, anatomy: Atlas) -> None:
    assert read(routine, anatomy)[1] == []


def test_there_is_a_complete_example_and_there_are_steps() -> None:
    assert COMPLETE_ROUTINES
    assert STEP_SNIPPETS


@pytest.mark.parametrize("snippet", STEP_SNIPPETS)
def test_an_example_of_steps_is_right_but_for_the_minutes_that_it_does_not_fill(snippet: str, anatomy: Atlas) -> None:
    head = "backpain: 1\ntitle: T\nregion: lumbar\nareas: [lower-back]\nminutes: 60\nsteps:\n"
    messages = [problem.message for problem in problems_of(head + snippet, anatomy)]
    assert len(messages) == 1
    assert messages[0].startswith("the steps last ")


def test_the_example_of_defaults_is_understood(anatomy: Atlas) -> None:
    [defaults] = [block for block in blocks(WRITING_ROUTINES, "yaml") if block.startswith("defaults:")]
    routine, _ = read(routine_of("press: gluteus-medius, sides: left, hold: 40s", head=defaults), anatomy)
    assert routine.steps[0].ready == 10
    assert routine.steps[0].change == 8


@pytest.mark.parametrize("kind", kinds_since(OLDEST_FORMAT))
def test_every_line_that_a_step_may_have_is_described(kind: StepKind, anatomy: Atlas) -> None:
    [problem] = problems_of(routine_of(f"{kind}: gluteus-medius, do: X, for: 60s, 0zz: 1"), anatomy)[-1:]
    assert problem.message.startswith("`0zz` is not known")
    known = problem.hint.removeprefix("known here: ").split(", ")
    row, *_ = re.findall(rf"^\| `{kind}` \|.*$", text_of(WRITING_ROUTINES), re.MULTILINE)
    shared = text_of(WRITING_ROUTINES).partition("Every step may also have these")[2].partition("## Time")[0]
    assert [name for name in known if f"`{name}`" not in row + shared] == []


def test_the_tables_of_every_line_are_those_of_the_format() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "routine_format.py"))
    page = text_of(WRITING_ROUTINES)
    assert script["written"](page) == page, "run `python scripts/routine_format.py`"


def test_the_numbers_of_the_atlas_are_those_of_the_data(anatomy: Atlas) -> None:
    points = sum(len(muscle.points) for muscle in anatomy.muscles.values())
    assert f"\n{len(anatomy.muscles)} muscles with {points} points, each with" in text_of(USING)
    exercises = len(anatomy.moves) + len(anatomy.stretches)
    assert f"\n{exercises} moves, stretches and ways of breathing, each with" in text_of(USING)


def test_the_tables_of_the_mix_are_those_of_the_routines() -> None:
    page = text_of(ROOT / "docs" / "routines.md")
    script = runpy.run_path(str(ROOT / "scripts" / "routine_mix.py"))
    assert script["written"](page) == page, "run `python scripts/routine_mix.py`"
    assert [key for key in keys_of_shipped() if f"\n| `{key}` |" not in page] == []


def test_every_line_of_the_head_is_described(anatomy: Atlas) -> None:
    [problem] = problems_of(routine_of("rest: X, for: 60s", head="0zz: 1"), anatomy)
    known = problem.hint.removeprefix("known here: ").split(", ")
    head = text_of(WRITING_ROUTINES).partition("## The head")[2].partition("## Steps")[0]
    assert [name for name in known if not re.search(rf"^\| `{name}(: 1)?` \|", head, re.MULTILINE)] == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("press: gluteus-medius", "press: gluteus-medias"),
        ("for: 15s", "for: 35s"),
        ("sides: sorer only", "sides: sorer only\n    hold: 2m"),
    ],
)
def test_a_message_in_the_document_is_what_the_program_says(right: str, wrong: str, anatomy: Atlas) -> None:
    [problem] = problems_of(COMPLETE_ROUTINES[0].replace(right, wrong), anatomy)
    told = "\n".join(problem.lines()).replace("mine.yaml:", "my-back.yaml:", 1)
    assert f"{told}\n" in blocks(WRITING_ROUTINES, "text")


# JSON


def is_part_of(example: Any, real: Any) -> bool:
    """Say whether `example` is `real` with some elements of lists left out."""
    if isinstance(example, dict):
        return (
            isinstance(real, dict)
            and example.keys() == real.keys()
            and all(is_part_of(value, real[key]) for key, value in example.items())
        )
    if isinstance(example, list):
        return isinstance(real, list) and all(any(is_part_of(one, other) for other in real) for one in example)
    return type(example) is type(real) and bool(example == real)


CONTRACTS = list(zip(blocks(JSON, "sh"), blocks(JSON, "json"), strict=True))


@pytest.mark.parametrize(("command", "example"), CONTRACTS, ids=[command.strip() for command, _ in CONTRACTS])
def test_an_example_of_json_is_part_of_what_the_program_prints(
    command: str, example: str, at_home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with open_history(at_home) as store:
        store.save_session(session(0, note="stiff after a long drive"))
        store.save_pain(noted(2, "neck:left=3"))
        store.save_screen(ScreeningRecord(MONDAY, ScreeningKind.FULL, frozenset({"lumbar"}), Outcome.GO_ON))
        if "--preview" not in command:
            # With this answer alone no plan follows, because the other ones count as unsure.
            store.save_circumstances({"blood-thinners": "no"}, MONDAY)
            store.save_triage(a_triage())
        store.take_back("piriformis", MONDAY)
        store.save_walk(a_walk())
        store.change_care(lambda _: a_care())
    wrong = COMPLETE_ROUTINES[0].replace("gluteus-medius", "gluteus-medias")
    (at_home / "my-back.yaml").write_text(wrong, encoding="utf-8")
    run(arguments_of(command.strip()))
    assert is_part_of(json.loads(example), json.loads(capfd.readouterr().out))
