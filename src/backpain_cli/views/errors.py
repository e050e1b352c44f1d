"""An error as a person sees it: what is wrong, and what to do about it."""

import re
from itertools import groupby
from textwrap import wrap

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.errors import BackpainError, InvalidFileError
from backpain_cli.domain.terms import OutputMode
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.views.routines import validation_page
from backpain_cli.views.widgets import Room, chip

_INDENT = 9
"""How far the hint is below the sentence: the chip and its gap."""


def error_page(error: BackpainError, room: Room) -> RenderableType:
    """Return `error` with its hint; on a screen names are bold, and what is wrong in a file is marked."""
    if not room.is_screen:
        texts = [*f"Error: {error.message}".split("\n"), *([error.hint] if error.hint else [])]
        # A line of a file is shown as it is, because what is wrong in it is marked below.
        fits = room.mode is OutputMode.PIPE
        lines = [line for text in texts for line in ([text] if fits or text[:1] == " " else _broken(text, room))]
        return Group(*(Text(line, no_wrap=True, overflow="ignore") for line in lines))
    label = chip(room, "error", "tile.stop").append("  ")
    label.no_wrap, label.overflow = True, "ignore"
    if isinstance(error, InvalidFileError):
        by_file = groupby(error.problems, key=lambda problem: problem.source)
        files = [(escape_for_terminal(source), list(problems)) for source, problems in by_file]
        return Group(label.append("This file cannot be used."), validation_page(files, room))
    sentence = _marked("\n".join(_broken(error.message, room, _INDENT)).removeprefix(" " * _INDENT), "strong")
    hint = _broken(error.hint, room, _INDENT)
    if len(hint) > 1:
        hint = [line.removeprefix(" " * _INDENT) for line in hint]
    return Group(label.append_text(sentence), *([_marked("\n".join(hint), "command")] if error.hint else []))


def _broken(text: str, room: Room, indent: int = 0) -> list[str]:
    """Return the lines of `text`, the first one pushed in; a path stays in one piece, so that it can be copied."""
    return wrap(text, room.columns, initial_indent=" " * indent, break_long_words=False, break_on_hyphens=False)


def _marked(text: str, style: str) -> Text:
    """Return `text` with what is in backticks in that style instead."""
    marked = Text(no_wrap=True, overflow="ignore")
    for number, part in enumerate(re.split(r"`([^`]*)`", text)):
        marked.append(part, style if number % 2 else "")
    return marked
