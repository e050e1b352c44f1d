"""One plan for one person: whatever shows the steps of a routine shows the same ones."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from icalendar import Calendar

from backpain_cli.audio import speech_programs
from backpain_cli.cli.app import run
from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.safety.adaptation import unadapted
from backpain_cli.domain.terms import Place
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.wording.phrases import place_phrase
from backpain_cli.wording.sheet_text import SHEET_HEADINGS
from tests import pdf_text
from tests.adapted import adapted_for
from tests.person import known
from tests.program import run_program

NAME = "whole-back"
"""A routine that presses; as a chart, its name means nothing else."""
BLOOD_CLOT = {"blood_clot": "yes", "blood_thinners": "yes"}
"""With these answers nothing is pressed before a doctor agrees."""
OPERATED = {"recent_operation": "yes"}
"""With this answer no routine begins before a doctor agreed."""
_PLACES = "|".join(sorted((place_phrase(place) for place in Place), key=len, reverse=True))


class Shown(NamedTuple):
    """What came of one command."""

    code: int
    text: str
    """What it printed or wrote; empty where it wrote no file."""
    err: str


class Runner:
    """Runs the program in this process."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._capture = capture
        self._patch = patch

    def printed(self, *arguments: str) -> Shown:
        """Return what a command prints."""
        code = run(list(arguments))
        done = self._capture.readouterr()
        return Shown(code, done.out, done.err)

    def written(self, name: str, *arguments: str) -> Shown:
        """Return what a command writes to the file of that name."""
        path = self.folder / name
        code = run([*arguments, "--output", str(path)])
        done = self._capture.readouterr()
        assert done.out == ""
        if not path.exists():
            return Shown(code, "", done.err)
        data = path.read_bytes()
        return Shown(code, "\n".join(pdf_text.pages_of(data)) if name.endswith(".pdf") else data.decode(), done.err)

    def spoken(self, *arguments: str) -> Shown:
        """Return what a speech program is given while a sound file is made."""
        texts: list[str] = []

        class Listener:
            trouble = ""

            def __call__(self, text: str) -> bytes:
                texts.append(text)
                return b""

        path = self.folder / "session.wav"
        self._patch.setattr(speech_programs, "speech_writer", lambda _: Listener())
        code = run([*arguments, "--export-audio", str(path)])
        assert path.exists() == (code == ExitCode.OK)
        return Shown(code, "\n".join(texts), self._capture.readouterr().err)

    def practised(self, *arguments: str) -> Shown:
        """Return the lines of a session that nobody is asked about."""
        done = run_program(*arguments, "--plain", "--speed", "1000", "--no-save")
        return Shown(done.code, done.out, done.err)


class View(NamedTuple):
    """One output of a routine, and how its steps are read from it."""

    show: Callable[..., Shown]
    titles: Callable[[str], Sequence[str]]
    begins_with: int = 1
    """The number of the first step that it names."""


def found(pattern: str) -> Callable[[str], Sequence[str]]:
    """Return what finds the titles of steps by a pattern."""
    return lambda text: [unescape(title) for title in re.findall(pattern, text, re.MULTILINE)]


def steps_of_reminder(text: str) -> Sequence[str]:
    """Return the titles in the description of an event, without how often each is done."""
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return re.findall(r"^\d+\. ([^:\n]+)", str(event["DESCRIPTION"]), re.MULTILINE)


def steps_of_json(text: str) -> Sequence[str]:
    """Return the titles of the segments, each step once."""
    return list(dict(re.findall(r'"step": (\d+),\s+"title": "(.+)"', text)).values())


SHEETS = {
    "terminal": View(
        lambda runner, *more: runner.printed("checklist", NAME, *more), found(rf"^\d+\. (.+)  (?:{_PLACES})$")
    ),
    "Markdown": View(
        lambda runner, *more: runner.written("sheet.md", "checklist", NAME, *more), found(r"^### \d+\. (.+) \(from ")
    ),
    "HTML": View(
        lambda runner, *more: runner.written("sheet.html", "checklist", NAME, *more),
        found(r"<h3 .*?</span> (.+) <small>"),
    ),
    "PDF": View(
        lambda runner, *more: runner.written("sheet.pdf", "checklist", NAME, *more),
        # The list of changes names steps, too, but before.
        lambda text: found(rf"(?<!\d)\d+ ([A-Z][\w ,-]+?) (?:{_PLACES})")(text.partition("Each step in full")[2]),
    ),
}
VIEWS = {
    **SHEETS,
    "preview": View(
        lambda runner: runner.printed("routine", NAME, "--preview"),
        # Each segment names its step.
        lambda text: list(dict(re.findall(r"^ *\d+:\d\d +\d+ s .*  (\d+)\. (.+)$", text, re.MULTILINE)).values()),
    ),
    "preview as JSON": View(lambda runner: runner.printed("routine", NAME, "--preview", "--json"), steps_of_json),
    "sound file": View(lambda runner: runner.spoken("routine", NAME), found(r"^Next: ([^,.]+)"), begins_with=2),
    "calendar": View(
        lambda runner: runner.written("days.ics", "remind", NAME, "--at", "20:30"),
        steps_of_reminder,
    ),
    "session": View(
        lambda runner: runner.practised("routine", NAME), found(r"^\d+:\d\d Step \d+ of \d+, [^.]+\. ([^,.]+)")
    ),
}
"""All outputs that name the steps of a routine."""
QUICK_SHEETS = [name for name in SHEETS if name != "PDF"]
"""Setting a PDF takes seconds; it is made of the same sheet."""


@pytest.fixture
def runner(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runner:
    return Runner(tmp_path, capsys, monkeypatch)


@pytest.fixture
def routine(anatomy: Atlas) -> Routine:
    return find_routine(NAME, anatomy)


def titles_for(routine: Routine, *facts: str) -> list[str]:
    """Return the titles of the steps for a person of whom these facts are true, and no others."""
    return [step.title for step in adapted_for(routine, *facts).routine.steps]


def assert_names(view: View, shown: Shown, titles: Sequence[str]) -> None:
    """Check that an output names exactly these steps, the first word of a title with a comma standing for it."""
    assert shown.code == ExitCode.OK, shown.err
    expected = [title.partition(",")[0] for title in titles[view.begins_with - 1 :]]
    named = [title.partition(",")[0] for title in view.titles(shown.text)]
    if view is VIEWS["sound file"]:
        # After a short step the next one is not named in advance.
        rest = iter(expected)
        assert named
        assert all(title in rest for title in named)
    else:
        assert named == expected


# The PDF's steps for this person are compared below, together with those of the hand-out.
@pytest.mark.parametrize("name", [name for name in VIEWS if name != "PDF"])
def test_a_saved_answer_that_drops_presses_drops_them_in_every_output(
    name: str, runner: Runner, routine: Routine
) -> None:
    known(runner.folder, **BLOOD_CLOT)
    pressed = {step.title for step in routine.steps if step.kind is StepKind.PRESS}
    titles = titles_for(routine, "clot", "thinners=other")
    assert pressed
    assert not pressed & set(titles)
    assert_names(VIEWS[name], VIEWS[name].show(runner), titles)


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "PDF"])
def test_the_same_outputs_press_for_a_person_whose_answers_ask_for_no_change(
    name: str, runner: Runner, routine: Routine
) -> None:
    known(runner.folder)
    shown = VIEWS[name].show(runner)
    assert_names(VIEWS[name], shown, [step.title for step in routine.steps])
    assert says(shown.text, audience(name, SHEET_HEADINGS.unchanged)) == (name in SHEETS)


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_says_what_was_left_out_and_never_why_and_a_hand_out_presses_whatever_is_saved(
    name: str, runner: Runner, routine: Routine
) -> None:
    known(runner.folder, **BLOOD_CLOT)
    adapted, handed_out = SHEETS[name].show(runner), SHEETS[name].show(runner, "--for-anybody")
    assert_names(SHEETS[name], adapted, titles_for(routine, "clot", "thinners=other"))
    assert says(adapted.text, audience(name, SHEET_HEADINGS.adapted))
    assert says(adapted.text, "Slow movement instead: 5. Gluteus medius; 6. Longissimus thoracis;")
    assert_names(SHEETS[name], handed_out, [step.title for step in routine.steps])
    assert says(handed_out.text, audience(name, SHEET_HEADINGS.for_anybody))
    # The cautions of every sheet name conditions: they are the same for everybody, and tell nothing of anybody.
    for word in ("clot", "thinners"):
        assert adapted.text.count(word) == handed_out.text.count(word)
    assert ("If you bleed easily" in adapted.err) == (name != "terminal")
    assert handed_out.err == ""


@pytest.mark.parametrize("name", QUICK_SHEETS)
def test_without_saved_answers_a_sheet_is_for_anybody(name: str, runner: Runner, routine: Routine) -> None:
    shown = SHEETS[name].show(runner)
    assert_names(SHEETS[name], shown, [step.title for step in routine.steps])
    assert says(shown.text, audience(name, SHEET_HEADINGS.for_anybody))
    assert shown.err == ""


@pytest.mark.parametrize("name", VIEWS)
def test_a_routine_that_is_not_for_this_person_ends_with_4_and_without_a_plan(name: str, runner: Runner) -> None:
    known(runner.folder, **OPERATED)
    shown = VIEWS[name].show(runner)
    text = " ".join(f"{shown.text} {shown.err}".split())
    assert "After an operation or a broken bone, please ask your doctor first." in text
    if name == "preview":
        # A look shows the plan all the same, below the reason.
        assert shown.code == ExitCode.OK
        assert text.index("No session now.") < text.index("19 steps")
        return
    assert shown.code == ExitCode.SEE_A_DOCTOR_FIRST
    assert ("`backpain screen --edit` asks about you again" in text) == (name != "session")
    assert "First check" not in text
    assert ("--for-anybody prints the sheet as a hand-out." in text) == (name in SHEETS)


@pytest.mark.parametrize("name", QUICK_SHEETS)
def test_a_hand_out_is_printed_for_a_person_who_must_not_begin(name: str, runner: Runner, routine: Routine) -> None:
    known(runner.folder, **OPERATED)
    shown = SHEETS[name].show(runner, "--for-anybody")
    assert_names(SHEETS[name], shown, [step.title for step in routine.steps])


@pytest.mark.parametrize("name", [name for name in VIEWS if name not in {"PDF", "session"}])
def test_answers_that_cannot_be_read_are_reported_and_nothing_passes_for_adapted(
    name: str, runner: Runner, routine: Routine
) -> None:
    damaged = b"no history " * 500
    (runner.folder / "history.sqlite3").write_bytes(damaged)
    shown = VIEWS[name].show(runner)
    assert "is damaged: it is not a database." in " ".join(shown.err.split())
    assert (runner.folder / "history.sqlite3").read_bytes() == damaged
    if name == "sound file":
        # It cannot show that it is for anybody, so there is none.
        assert (shown.code, shown.text) == (ExitCode.IO, "")
        return
    assert_names(VIEWS[name], shown, [step.title for step in routine.steps])
    assert "this is for anybody, not adapted to you." in " ".join(shown.err.split())
    assert not says(shown.text, audience(name, SHEET_HEADINGS.adapted))
    assert not says(shown.text, audience(name, SHEET_HEADINGS.unchanged))
    assert says(shown.text, audience(name, SHEET_HEADINGS.for_anybody)) == (name in SHEETS)


def test_a_chart_of_a_routine_shows_what_the_person_presses(runner: Runner) -> None:
    written = runner.printed("chart", NAME, "--describe")
    assert "Gluteus medius, point 1" in written.text
    known(runner.folder, **BLOOD_CLOT)
    adapted = runner.printed("chart", NAME, "--describe")
    assert adapted.code == ExitCode.OK
    assert ", point " not in adapted.text
    assert "step 5, Gluteus medius: slow movement instead" in adapted.err


def test_a_chart_of_a_muscle_is_the_same_for_everybody(runner: Runner) -> None:
    written = runner.printed("chart", "gluteus-medius", "--describe")
    known(runner.folder, **OPERATED)
    assert runner.printed("chart", "gluteus-medius", "--describe") == written


def test_a_reminder_says_for_whom_its_steps_are(runner: Runner) -> None:
    def description() -> str:
        [event] = Calendar.from_ical(VIEWS["calendar"].show(runner).text).walk("VEVENT")
        return str(event["DESCRIPTION"])

    assert "The steps for anybody, not adapted to you:" in description()
    known(runner.folder, **BLOOD_CLOT)
    assert "The steps, adapted to you:" in description()


def test_a_refused_routine_has_no_plan(routine: Routine) -> None:
    refused = unadapted(routine)._replace(refused="Ask your doctor first.")
    with pytest.raises(BackpainError, match="Ask your doctor first") as caught:
        plan_for(refused)
    assert caught.value.exit_code is ExitCode.SEE_A_DOCTOR_FIRST


def test_for_a_new_person_nothing_is_opened(routine: Routine) -> None:
    with AppContext() as context:
        assert adapted_routine(routine, context) == unadapted(routine)
    assert "profile" not in vars(context)


def audience(name: str, sentence: str) -> str:
    """Return the words for whom a sheet is: on paper the beginning of the sentence, else all of it."""
    return f"{sentence.partition('.')[0].partition(':')[0]}." if name == "PDF" else sentence


def says(text: str, sentence: str) -> bool:
    """True if `text` has the sentence, however it is broken into lines or escaped."""
    return sentence in " ".join(unescape(text).replace("\\`", "`").split())


@pytest.mark.terminal
@pytest.mark.parametrize("arguments", [("routine", "lower-back", "--preview"), ("progress",), ("history",)])
def test_what_a_known_person_looks_up_imports_no_questions(tmp_path: Path, arguments: Sequence[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "backpain_cli", *arguments]
    surroundings = os.environ | {"BACKPAIN_HOME": str(known(tmp_path))}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings)
    assert "backpain_cli.history.store" in done.stderr
    for module in ("interview", "triage_answers", "triage_schedule", "in_session", "sign_table"):
        assert f"backpain_cli.domain.safety.{module}" not in done.stderr
    assert "backpain_cli.cli.session" not in done.stderr
