"""What is asked for a new routine: its title, where it hurts, its minutes, and one step after the other."""

import os
import re
import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer
from rich.text import Text

from backpain_cli.cli.context import can_ask
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import say, signals_as_exceptions
from backpain_cli.cli.routine_files import areas_named
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.names import normalize_name
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.library.routines import format as table
from backpain_cli.library.routines.handout_routine import lasting_s, minutes_to_fill
from backpain_cli.library.routines.handouts import Handout, read_handout
from backpain_cli.library.routines.reader import parse_minutes

if TYPE_CHECKING:
    from backpain_cli.cli.context import AppContext
    from backpain_cli.domain.anatomy.atlas import Exercise

STEPS_SOURCE = "your steps"
_TAKES_BACK = "u"


class NewRoutine(NamedTuple):
    """What is known of a new routine; what is empty is asked for."""

    file: Path | None
    like: str
    """The routine to begin with."""
    title: str
    areas: tuple[str, ...]
    minutes: str
    steps: tuple[str, ...]

    @property
    def path(self) -> Path:
        """The file, which is called as the routine is where no other name was given."""
        name = f"my-{_file_name(Path(self.like).stem)}" if self.like else _file_name(self.title)
        return self.file or Path(f"{name}.yaml")

    @property
    def as_typed(self) -> str:
        """The command that writes it."""
        options = [("--title", self.title), *(("--area", one) for one in self.areas), ("--minutes", self.minutes)]
        options += [("--step", one) for one in self.steps]
        given = [f"{name} {shlex.quote(value)}" for name, value in options if value]
        return " ".join(["backpain new", *([shlex.quote(str(self.file))] if self.file else []), *given])


def _file_name(title: str) -> str:
    words = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in title)
    return normalize_name(words)[:40].strip("-") or "my-routine"


def read_typed_steps(lines: tuple[str, ...], context: "AppContext") -> Handout:
    """Return the steps that lines mean."""
    return read_handout("\n".join(lines), source=STEPS_SOURCE, atlas=context.atlas, has_title=False)


def checked_minutes(written: str) -> str:
    """Return minutes as a routine file has them; empty where none are given.

    Raises:
        UsageError: they are no time that a routine may last.
    """
    if not written:
        return ""
    try:
        parse_minutes(written)
    except ValueError as error:
        raise UsageError(f"--minutes: `{escape_for_terminal(written, most=40)}` {error}.") from None
    return f'"{written}"' if ":" in written else written


def asked_routine(wanted: NewRoutine, context: "AppContext") -> NewRoutine:
    """Ask for what is not known.

    Raises:
        UsageError: there is no terminal to ask on.
        typer.Exit: the person left; nothing was written.
    """
    if not can_ask():
        if wanted.title and wanted.steps:
            return wanted
        hint = 'Give --title and --step, as `--title Mornings --step "bridge 3 x 10"`, or --from ROUTINE.'
        raise UsageError("There is no terminal to ask on.", hint)
    wanted = wanted._replace(title=wanted.title or _asked_title(wanted, context))
    if wanted.steps:
        return wanted
    areas = wanted.areas or _asked_areas(context)
    wanted = wanted._replace(areas=areas, minutes=wanted.minutes or _asked_minutes(context))
    return _StepQuestions(wanted, context).ask()


def say_what_was_typed(wanted: NewRoutine, context: "AppContext") -> None:
    """Say which command writes the routine, as nothing was written; nothing where no step was typed."""
    if wanted.steps:
        say("Nothing was written. This writes what you typed:", context.console, gap=True)
        # In one piece, so that it can be copied.
        context.console.page(Text(escape_for_terminal(wanted.as_typed), no_wrap=True, overflow="ignore"))


def _left_alone(context: "AppContext") -> typer.Exit:
    say("Nothing was written.", context.console)
    return typer.Exit(ExitCode.OK)


def _asked_title(wanted: NewRoutine, context: "AppContext") -> str:
    from backpain_cli.terminal.prompts import ask_note

    while title := ask_note("What is it called? (Enter alone leaves)", context.console):
        if not os.path.lexists(path := wanted._replace(title=title).path):
            return title
        shown = escape_for_terminal(str(path))
        say(f"{shown} exists already, and stays as it is. Another title?", context.console, style="caution")
    raise _left_alone(context)


def _asked_areas(context: "AppContext") -> tuple[str, ...]:
    from backpain_cli.terminal.line_completion import read_completed_line

    question = "Where does it hurt? (Tab completes; Enter alone: where the steps are for)"
    while words := read_completed_line(question, tuple(context.atlas.areas), context.console):
        try:
            found = areas_named(filter(None, map(str.strip, re.split(r" and |[,;]", words))), context)
        except BackpainError as error:
            say(f"{error.message} {error.hint}", context.console, style="caution")
        else:
            say(f"  {', '.join(context.atlas.areas[key].name.lower() for key in found)}", context.console)
            return found
    return ()


def _asked_minutes(context: "AppContext") -> str:
    from backpain_cli.terminal.prompts import ask_note

    while words := ask_note("How many minutes? (Enter alone: as long as the steps take)", context.console):
        try:
            checked_minutes(words)
        except UsageError as error:
            say(error.message.removeprefix("--minutes: "), context.console, style="caution")
        else:
            return words
    return ""


class _StepQuestions:
    """Asks for one step after the other, and says after each what it is and how much time is left."""

    def __init__(self, wanted: NewRoutine, context: "AppContext") -> None:
        self._wanted, self._context = wanted, context

    def ask(self) -> NewRoutine:
        """Return the routine with its steps, and with other minutes where the person takes those that fit.

        A signal ends the process, once the command that writes the steps so far was said.

        Raises:
            typer.Exit: there was no step.
        """
        self._say(
            "One step a line, as: bridge 3 x 10; hamstring stretch 30s each side. Tab completes, "
            f"{_TAKES_BACK} takes the last one back, Enter alone ends."
        )
        with signals_as_exceptions():
            try:
                while (line := self._line()) or not self._is_over():
                    self._take(line)
            except KeyboardInterrupt:
                # The terminal may be gone.
                with suppress(OSError):
                    say_what_was_typed(self._wanted, self._context)
                raise
        if not self._wanted.steps:
            raise _left_alone(self._context)
        return self._wanted

    def _line(self) -> str | None:
        from backpain_cli.terminal.line_completion import read_completed_line

        atlas = self._context.atlas
        exercises: list[Exercise] = [*atlas.stretches.values(), *atlas.moves.values()]
        names = sorted(one.name for one in exercises)
        return read_completed_line(f"{len(self._wanted.steps) + 1}.", names, self._context.console)

    def _take(self, line: str | None) -> None:
        from backpain_cli.views.handout_page import fields_text

        if not line:
            return
        steps = self._wanted.steps
        if line == _TAKES_BACK:
            self._wanted = self._wanted._replace(steps=steps[:-1])
            self._say(f"  {f'Taken back: {steps[-1]}.' if steps else 'There is none.'} {self._time()}")
            return
        one = read_typed_steps((line,), self._context)
        if not one.steps:
            near = self._context.atlas.exercise_names.did_you_mean(line)
            said = one.left_out[0].sentence if one.left_out else "add how much is done, as `10 reps` or `30s`"
            self._say(f"  {near or said}", style="caution")
            return
        self._wanted = self._wanted._replace(steps=(*steps, line))
        own = "" if one.steps[0].entry or one.steps[0].fields.get("press") else ", in your words"
        self._say(f"  {fields_text(one.steps[0].fields)}{own}: {self._time()}")

    def _time(self) -> str:
        """Return how long it lasts so far, and what is left."""
        handout = read_typed_steps(self._wanted.steps, self._context)
        seconds = lasting_s(handout)
        said = f"{clock_text(seconds)} so far"
        if changes := seconds - sum(one.seconds for one in handout.steps):
            said += f" with {changes} s to change place"
        if not self._wanted.minutes:
            return said
        left = parse_minutes(self._wanted.minutes) - seconds
        return f"{said}, {clock_text(left)} left" if left >= 0 else f"{said}, {clock_text(-left)} too long"

    def _is_over(self) -> bool:
        """Return whether the steps fill the minutes, or are to stay as they are; the person may take other minutes."""
        from backpain_cli.terminal.prompts import ask_choice

        minutes, handout = self._wanted.minutes, read_typed_steps(self._wanted.steps, self._context)
        least, most = table.FILLED_S
        if not handout.steps or not minutes or least <= parse_minutes(minutes) - lasting_s(handout) <= most:
            return True
        fitting = minutes_to_fill(handout)
        question = f"{self._time()}. Make it {fitting} minutes? y, or n for more steps; then Enter:"
        answer = ask_choice(question, {"y": "y", "yes": "y", "n": "n", "no": "n"}, self._context.console)
        if answer == "y":
            self._wanted = self._wanted._replace(minutes=fitting)
        # At the end of the input it is written as it is: nothing that was typed is lost.
        return answer != "n"

    def _say(self, text: str, style: str = "") -> None:
        say(text, self._context.console, style=style)
