"""A new routine: its file, what is wrong with it, and the editor."""

import os
import shlex
import subprocess
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import say, write_output
from backpain_cli.cli.routine_files import areas_named, checked_text, show_problems
from backpain_cli.cli.routine_questions import (
    STEPS_SOURCE,
    NewRoutine,
    asked_routine,
    checked_minutes,
    read_typed_steps,
    say_what_was_typed,
)
from backpain_cli.domain.errors import BackpainError, ExitCode, Problem, Severity
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.files import STANDARD_STREAM
from backpain_cli.library.routines.handout_routine import handout_yaml
from backpain_cli.library.routines.new_file import text_of_routine, top_comment

if TYPE_CHECKING:
    from backpain_cli.cli.context import AppContext


def write_new_routine(wanted: NewRoutine, context: "AppContext") -> tuple[Path, ExitCode]:
    """Write the file, show what is wrong with it, and return its path and how the program ends.

    Raises:
        BackpainError: there is nobody to ask, a name or a length is wrong, or the file exists or cannot be made.
    """
    left_out: tuple[Problem, ...] = ()
    _check_wanted(wanted, context)
    if wanted.like:
        path = wanted.path
        text = text_of_routine(wanted.like, path, context.atlas)
        write_output([text.encode()], path, new=True)
    else:
        was_asked, wanted = not wanted.steps, asked_routine(wanted, context)
        path = wanted.path
        handout = read_typed_steps(wanted.steps, context)
        left_out = handout.left_out
        text = handout_yaml(
            handout,
            context.atlas,
            title=wanted.title,
            areas=areas_named(wanted.areas, context),
            comment=top_comment(path),
            minutes=checked_minutes(wanted.minutes),
        )
        try:
            write_output([text.encode()], path, new=True)
        except BackpainError:
            if was_asked:
                say_what_was_typed(wanted, context)
            raise
    shown = escape_for_terminal(str(path))
    problems = checked_text(text, shown, context)
    typed = escape_for_terminal(shlex.quote(str(path)))
    say(f"Written to {shown}. `backpain routine {typed} --preview` shows it.", context.console)
    _show(shown, left_out, problems, context)
    is_wrong = any(one.severity is Severity.ERROR for one in (*left_out, *problems))
    return path, ExitCode.DATA if is_wrong else ExitCode.OK


def _show(shown: str, left_out: tuple[Problem, ...], problems: list[Problem], context: "AppContext") -> None:
    files = [(STEPS_SOURCE, left_out)] if left_out else []
    show_problems([*files, (shown, problems)], context.console)


def _check_wanted(wanted: NewRoutine, context: "AppContext") -> None:
    """Check what is known before anything is asked.

    Raises:
        BackpainError: something is wrong, goes with nothing else, or its file exists.
    """
    if wanted.like and (wanted.title or wanted.areas or wanted.minutes or wanted.steps):
        hint = "Change these in the file, or leave --from out."
        raise UsageError("--from takes the routine as it is: no --title, --area, --minutes or --step.", hint)
    if wanted.file == STANDARD_STREAM:
        raise UsageError("A new routine needs a file.", "Name one, as my-hips.yaml, or leave it out.")
    areas_named(wanted.areas, context)
    checked_minutes(wanted.minutes)
    if wanted.file is None and not wanted.title and not wanted.like:
        return
    path, folder = wanted.path, wanted.path.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        shown, why = escape_for_terminal(str(folder)), "cannot be written to" if folder.is_dir() else "is not a folder"
        raise BackpainError(f"{shown} {why}.", hint="Choose another file.", exit_code=ExitCode.CANNOT_CREATE)
    if os.path.lexists(path):
        shown = escape_for_terminal(str(path))
        raise BackpainError(
            f"{shown} exists already.",
            hint="Choose another file; nothing was overwritten.",
            exit_code=ExitCode.CANNOT_CREATE,
        )


# Editor


def editor_command() -> list[str]:
    """Return the person's editor as arguments.

    Raises:
        BackpainError: none is set.
    """
    written = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if which(written):
        # A path with spaces is one word.
        return [written]
    try:
        command = shlex.split(written)
    except ValueError:
        shown = escape_for_terminal(written, most=60)
        message, hint = f"The editor `{shown}` has a quote without an end.", "Correct VISUAL or EDITOR."
        raise BackpainError(message, hint=hint, exit_code=ExitCode.UNAVAILABLE) from None
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
        code = subprocess.run([*editor, str(path)], check=False).returncode  # noqa: S603 - the person's own editor
    except OSError as error:
        hint = f"{escape_for_terminal(str(path))} is written; check VISUAL or EDITOR."
        reason = (error.strerror or "unknown reason").lower()
        raise BackpainError(
            f"{escape_for_terminal(editor[0])} cannot be started: {reason}.", hint=hint, exit_code=ExitCode.UNAVAILABLE
        ) from None
    if code:
        say(f"{escape_for_terminal(editor[0])} ended with status {code}.", context.console, style="caution")
    report = validate_files([path], context.atlas)
    show_problems([(one.name, one.problems) for one in report.files], context.console)
    return report.exit_code
