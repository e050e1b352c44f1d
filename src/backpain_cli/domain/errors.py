"""Errors, each with a message for the user and an exit code."""

import shlex
import sys
from enum import IntEnum, StrEnum
from typing import NamedTuple

from backpain_cli.domain.text import escape_for_terminal


class ExitCode(IntEnum):
    """How the program ends; documented in the README, and stable."""

    OK = 0
    USAGE = 2
    """An unknown command, option or name; or a session was asked for where no one can answer."""
    EMERGENCY = 3
    """A sign that needs help now: no session."""
    SEE_A_DOCTOR_FIRST = 4
    """A sign that a doctor should see before any session."""
    DATA = 65
    """A routine file is wrong."""
    NO_INPUT = 66
    """A file is missing, unreadable or not a regular file."""
    UNAVAILABLE = 69
    """Something outside the program that was asked for is missing."""
    INTERNAL = 70
    """A bug of ours."""
    CANNOT_CREATE = 73
    """An output file or folder cannot be made."""
    IO = 74
    """Reading or writing failed."""
    TRY_AGAIN = 75
    """Another process has the history locked."""
    NO_PERMISSION = 77
    """The system does not permit it."""
    TOO_NEW = 78
    """A newer version of the program has written it; nothing was changed."""


class BackpainError(Exception):
    """A problem with a sentence for the person, a way out, and an exit code.

    Args:
        message: what is wrong, one or more full lines.
        hint: what to do about it; may be empty.
        exit_code: how the program ends unless the error is handled.
    """

    def __init__(self, message: str, *, hint: str = "", exit_code: ExitCode = ExitCode.DATA) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


class Severity(StrEnum):
    """Whether a file with this problem can be used all the same."""

    ERROR = "error"
    WARNING = "warning"


class Problem(NamedTuple):
    """One thing that is wrong in a file, and where."""

    source: str
    """The file's name as it was given."""
    line: int
    """Counted from 1; 0 where the problem is the file itself."""
    column: int
    """Counted from 1, in characters; 0 where the problem is the file itself."""
    message: str
    """What is wrong."""
    hint: str = ""
    """What to do about it."""
    excerpt: str = ""
    """The line itself, made safe to show."""
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """`FILE:LINE:COLUMN`, or the file alone where it has no line."""
        source = escape_for_terminal(self.source)
        return f"{source}:{self.line}:{self.column}" if self.line else source

    @property
    def sentence(self) -> str:
        """What is wrong, and what to do about it."""
        hint = self.hint[:1].lower() + self.hint[1:] if self.hint[1:2].islower() else self.hint
        return f"{self.message}; {hint}" if hint else self.message

    def lines(self) -> list[str]:
        """Return the problem as people read it: place and sentence, then the line with a mark below it."""
        warning = "warning: " if self.severity is Severity.WARNING else ""
        lines = [f"{self.place}: {warning}{self.sentence}"]
        if self.excerpt:
            lines += [f"    {self.excerpt}", "    " + " " * min(self.column - 1, len(self.excerpt)) + "^"]
        return lines


def file_problem(source: str, message: str, hint: str) -> Problem:
    """Return an error of the file itself, at none of its lines."""
    return Problem(source=source, line=0, column=0, message=message, hint=hint)


MAX_REPORTED_PROBLEMS = 20


def problems_text(problems: list[Problem]) -> str:
    """Return `problems` as one text, the first twenty in full and the rest as a number."""
    # Warnings must not push an error out of sight; sorting keeps the order of the file among the others.
    ordered = sorted(problems, key=lambda problem: problem.severity is Severity.WARNING)
    lines = [line for problem in ordered[:MAX_REPORTED_PROBLEMS] for line in problem.lines()]
    if (more := len(problems) - MAX_REPORTED_PROBLEMS) > 0:
        lines.append(f"... and {more} more")
    return "\n".join(lines)


class InvalidFileError(BackpainError):
    """A file that cannot be used, with everything that is wrong in it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems_text(problems), exit_code=ExitCode.DATA)
        self.problems = problems


class UnreadableFileError(BackpainError):
    """A file that is missing, cannot be read, or is not a regular file."""

    def __init__(self, message: str, *, hint: str = "", exit_code: ExitCode = ExitCode.NO_INPUT) -> None:
        super().__init__(message, hint=hint, exit_code=exit_code)


class MissingExtraError(BackpainError):
    """Something that a library of an extra makes, where that library is not installed."""

    def __init__(self, what: str, requirement: str, otherwise: str = "") -> None:
        """Say that `what`, as `Making a PDF`, needs a package; `otherwise` is what can be done without it.

        Args:
            what: the beginning of the sentence.
            requirement: the package as pip knows it. The program itself may be in no index, so the hint names what the
                extra brings, and the Python that runs here.
            otherwise: a sentence.
        """
        hint = (
            f"Install it with: {shlex.quote(sys.executable or 'python3')} -m pip install '{requirement}'. {otherwise}"
        )
        super().__init__(f"{what} needs the package {requirement}.", hint=hint.strip(), exit_code=ExitCode.UNAVAILABLE)


class UnknownNameError(BackpainError):
    """A muscle, area, routine or step that does not exist."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint, exit_code=ExitCode.USAGE)
