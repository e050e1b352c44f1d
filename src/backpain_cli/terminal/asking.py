"""Asking at the keyboard, line by line. Nothing that is not a documented answer ever counts as one."""

import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum

from backpain_cli.domain.text import first_forbidden
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import Row, paragraph, row, wrapped


class Answer(StrEnum):
    """How a question ended."""

    YES = "yes"
    NO = "no"
    LEFT = "left"
    """The person pressed the quit key: no answer, and no session."""
    ENDED = "ended"
    """The input came to its end: no answer, and no session."""


_ANSWERS = {"y": Answer.YES, "yes": Answer.YES, "n": Answer.NO, "no": Answer.NO, "q": Answer.LEFT, "quit": Answer.LEFT}


def ask_yes_or_no(question: str, paper: Paper) -> Answer:
    """Ask until the answer is y, n or q, or there is no more input. Enter alone is asked again."""
    while True:
        answer = typed_line(f"{question} Type y or n, then Enter (q leaves):", paper)
        if answer is None:
            return Answer.ENDED
        if (known := _ANSWERS.get(answer)) is not None:
            return known
        paper.print(paragraph("Please type y for yes or n for no; this needs an answer.", paper.width, style="notice"))


def ask_choice(question: str, choices: dict[str, str], paper: Paper) -> str | None:
    """Ask until the answer is one of the keys of `choices`, and return what it stands for; None: q or no input."""
    while True:
        answer = typed_line(question, paper)
        if answer is None or (answer in {"q", "quit"} and answer not in choices):
            return None
        if answer in choices:
            return choices[answer]
        known = ", ".join(key or "Enter" for key in choices)
        paper.print(paragraph(f"Please type one of: {known}; q leaves.", paper.width, style="notice"))


def ask_from_list(question: str, names: Sequence[str], rows: Iterable[Row], paper: Paper) -> str | None:
    """Show `rows`, and ask for one of `names` by number or name; None: q or no input."""
    paper.print(rows)
    numbers = {str(number): name for number, name in enumerate(names, start=1)}
    return ask_choice(question, numbers | {name: name for name in names}, paper)


LONGEST_NOTE = 500


def ask_note(question: str, paper: Paper) -> str:
    """Ask for a line in the person's own words, and return it as it was typed; empty where there is none.

    What must not reach a terminal is asked for again without it.
    """
    while True:
        note = _typed(question, paper)
        if not note:
            return ""
        if len(note) <= LONGEST_NOTE and first_forbidden(note) is None:
            return note
        said = f"Ordinary letters and signs only, {LONGEST_NOTE} at most, please."
        paper.print(paragraph(said, paper.width, style="notice"))


def typed_line(question: str, paper: Paper) -> str | None:
    """Return a line that was typed, trimmed and in small letters; None at the end of the input."""
    line = _typed(question, paper)
    return None if line is None else line.casefold()


def _typed(question: str, paper: Paper) -> str | None:
    *rows, last = wrapped(question, paper.width - 4)
    paper.print(row(line, "strong") for line in rows)
    paper.stream.write(f"{last} ")
    paper.stream.flush()
    try:
        line = sys.stdin.readline()
    except (OSError, UnicodeDecodeError):
        line = ""
    if not line:
        paper.stream.write("\n")
        return None
    return line.strip()
