"""A new routine: what is asked for it, its file, and the editor."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from backpain_cli.cli.context import can_ask
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import say, write_output
from backpain_cli.cli.routine_files import areas_named, checked_text, show_problems
from backpain_cli.domain.errors import BackpainError, ExitCode, Problem, Severity
from backpain_cli.domain.names import normalize_name
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.library.routines.handout_routine import handout_yaml, minutes_field
from backpain_cli.library.routines.handouts import Handout, read_handout
from backpain_cli.library.routines.new_file import text_of_routine, top_comment
from backpain_cli.library.routines.reader import parse_minutes

if TYPE_CHECKING:
    from backpain_cli.cli.context import AppContext
    from backpain_cli.domain.anatomy.atlas import Exercise

_SOURCE = "your steps"


class NewRoutine(NamedTuple):
    """What is known of a new routine; what is empty is asked for."""

    file: Path | None
    like: str
    """The routine to begin with."""
    title: str
    areas: tuple[str, ...]
    minutes: str
    steps: tuple[str, ...]


def write_new_routine(wanted: NewRoutine, context: "AppContext") -> tuple[Path, ExitCode]:
    """Write the file, show what is wrong with it, and return its path and how the program ends.

    Raises:
        BackpainError: there is nobody to ask, a name or a length is wrong, or the file exists or cannot be made.
    """
    left_out: tuple[Problem, ...] = ()
    if wanted.file is not None:
        _refuse_existing(wanted.file)
    if wanted.like:
        path = wanted.file or Path(f"my-{_file_name(Path(wanted.like).stem)}.yaml")
        text = text_of_routine(wanted.like, path, context.atlas)
    else:
        wanted = _asked(wanted, context)
        path = wanted.file or Path(f"{_file_name(wanted.title)}.yaml")
        handout = _read("\n".join(wanted.steps), context)
        left_out = handout.left_out
        text = handout_yaml(
            handout,
            context.atlas,
            title=wanted.title,
            areas=areas_named(wanted.areas, context),
            comment=top_comment(path),
            minutes=_minutes(wanted.minutes),
        )
    write_output([text.encode()], path, new=True)
    shown = escape_for_terminal(str(path))
    problems = checked_text(text, shown, context)
    say(f"Written to {shown}. `backpain routine {shown} --preview` shows it.", context.console)
    _show(shown, left_out, problems, context)
    is_wrong = any(one.severity is Severity.ERROR for one in (*left_out, *problems))
    return path, ExitCode.DATA if is_wrong else ExitCode.OK


def _show(shown: str, left_out: tuple[Problem, ...], problems: list[Problem], context: "AppContext") -> None:
    files = [(_SOURCE, left_out)] if left_out else []
    show_problems([*files, (shown, problems)], context.console)


def _refuse_existing(path: Path) -> None:
    """Refuse a file that exists before anything is asked for it."""
    if os.path.lexists(path):
        shown = escape_for_terminal(str(path))
        raise BackpainError(
            f"{shown} exists already.",
            hint="Choose another file; nothing was overwritten.",
            exit_code=ExitCode.CANNOT_CREATE,
        )


def _file_name(title: str) -> str:
    words = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in title)
    return normalize_name(words)[:40].strip("-") or "my-routine"


def _read(text: str, context: "AppContext") -> Handout:
    return read_handout(text, source=_SOURCE, atlas=context.atlas, has_title=False)


def _minutes(written: str) -> str:
    if not written:
        return ""
    try:
        parse_minutes(written)
    except ValueError as error:
        raise UsageError(f"--minutes: `{escape_for_terminal(written, most=40)}` {error}.") from None
    return f'"{written}"' if ":" in written else written


# Questions


def _asked(wanted: NewRoutine, context: "AppContext") -> NewRoutine:
    """Ask for what is not known.

    Raises:
        UsageError: there is no terminal to ask on.
        typer.Exit: the person left; nothing was written.
    """
    from backpain_cli.terminal.prompts import ask_note

    if not can_ask():
        if wanted.title and wanted.steps:
            return wanted
        hint = 'Give --title and --step, as `--title Mornings --step "bridge 3 x 10"`, or --from ROUTINE.'
        raise UsageError("There is no terminal to ask on.", hint)
    title = wanted.title or ask_note("What is it called? (Enter alone leaves)", context.console)
    if not title:
        raise _left_alone(context)
    wanted = wanted._replace(title=title)
    _refuse_existing(wanted.file or Path(f"{_file_name(title)}.yaml"))
    if not wanted.steps:
        wanted = wanted._replace(
            areas=wanted.areas or _asked_areas(context), minutes=wanted.minutes or _asked_minutes(context)
        )
        wanted = wanted._replace(steps=_asked_steps(wanted, context))
    return wanted


def _left_alone(context: "AppContext") -> typer.Exit:
    say("Nothing was written.", context.console)
    return typer.Exit(ExitCode.OK)


def _asked_areas(context: "AppContext") -> tuple[str, ...]:
    from backpain_cli.terminal.line_completion import read_completed_line

    while words := read_completed_line(
        "Where does it hurt? (Tab completes)", tuple(context.atlas.areas), context.console
    ):
        try:
            return areas_named([one.strip() for one in words.split(" and ")], context)
        except BackpainError as error:
            say(f"{error.message} {error.hint}", context.console, style="caution")
    return ()


def _asked_minutes(context: "AppContext") -> str:
    from backpain_cli.terminal.prompts import ask_note

    while words := ask_note("How many minutes? (Enter alone: as long as the steps take)", context.console):
        try:
            _minutes(words)
        except UsageError as error:
            say(error.message.removeprefix("--minutes: "), context.console, style="caution")
        else:
            return words
    return ""


def _asked_steps(wanted: NewRoutine, context: "AppContext") -> tuple[str, ...]:
    """Ask for one step after the other, and say after each what it is and how much time is left."""
    from backpain_cli.terminal.line_completion import read_completed_line
    from backpain_cli.views.handout_page import fields_text

    say("One step a line, as: bridge 3 x 10; hamstring stretch 30s each side. Tab completes, Enter alone ends.",
        context.console)  # fmt: skip
    all_exercises: list[Exercise] = [*context.atlas.stretches.values(), *context.atlas.moves.values()]
    names = sorted(one.name for one in all_exercises)
    steps: list[str] = []
    while line := read_completed_line(f"{len(steps) + 1}.", names, context.console):
        handout = _read(line, context)
        if not handout.steps:
            near = context.atlas.exercise_names.did_you_mean(line)
            said = handout.left_out[0].sentence if handout.left_out else "add how much is done, as `10 reps` or `30s`"
            say(f"  {near or said}", context.console, style="caution")
            continue
        steps.append(line)
        seconds = sum(one.seconds for one in _read("\n".join(steps), context).steps)
        left = f", {_left(seconds, wanted.minutes)}" if wanted.minutes else ""
        say(f"  {fields_text(handout.steps[0].fields)}: {clock_text(seconds)} so far{left}", context.console)
    if not steps:
        raise _left_alone(context)
    return tuple(steps)


def _left(seconds: int, minutes: str) -> str:
    left = parse_minutes(minutes) - seconds
    return (
        f"{clock_text(left)} left" if left >= 0 else f"{clock_text(-left)} too long: {minutes_field(seconds)} minutes"
    )


# Editor


def editor_command() -> list[str]:
    """Return the person's editor as arguments.

    Raises:
        BackpainError: none is set.
    """
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        hint = "Set EDITOR, as `export EDITOR=nano`, or leave --edit out."
        raise BackpainError("No editor is set.", hint=hint, exit_code=ExitCode.UNAVAILABLE)
    return command


def edit_file(path: Path, editor: list[str], context: "AppContext") -> ExitCode:
    """Open the file in the editor, then show what is wrong with it, and return how the program ends.

    Raises:
        BackpainError: the editor cannot be started.
    """
    from backpain_cli.library.routines.validation import validate_files

    try:
        subprocess.run([*editor, str(path)], check=False)  # noqa: S603 - the person's own editor
    except OSError as error:
        hint = f"{escape_for_terminal(str(path))} is written; check VISUAL or EDITOR."
        reason = (error.strerror or "unknown reason").lower()
        raise BackpainError(
            f"{escape_for_terminal(editor[0])} cannot be started: {reason}.", hint=hint, exit_code=ExitCode.UNAVAILABLE
        ) from None
    report = validate_files([path], context.atlas)
    show_problems([(one.name, one.problems) for one in report.files], context.console)
    return report.exit_code
