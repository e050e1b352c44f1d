"""Printing rows of styled text: with colours on a terminal that has them, as plain text everywhere else."""

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO

from backpain_cli.terminal.console import is_plain
from backpain_cli.terminal.spans import Row, paragraph, width_of
from backpain_cli.terminal.theme import code_of

NARROWEST, WIDEST = 20, 100
_USUAL_LINES = 24


def shows_colors(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether colours are wanted on `stream`: NO_COLOR, FORCE_COLOR, TERM=dumb and pipes are respected."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return is_drawable(stream, environment)


def is_drawable(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether `stream` is a terminal that understands more than lines, and nobody asked for lines only."""
    return not is_plain(stream, environment)


def page_width(stream: TextIO, environment: Mapping[str, str] = os.environ) -> int:
    """Return how many cells text may be wide: the terminal's, within 20 and 100; 80 where there is none."""
    columns = environment.get("COLUMNS", "")
    width = int(columns) if columns.isascii() and columns.isdigit() and len(columns) < 6 else 0
    if not width:
        try:
            width = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):
            width = 0
    return max(NARROWEST, min(width or 80, WIDEST))


def page_lines(stream: TextIO) -> int:
    """Return how many lines the screen behind `stream` has; 24 where there is none."""
    try:
        return os.get_terminal_size(stream.fileno()).lines or _USUAL_LINES
    except (OSError, ValueError):
        return _USUAL_LINES


class Paper:
    """A stream that rows are printed to."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Print to `stream`, by default standard output."""
        self.stream = sys.stdout if stream is None else stream
        self.colors = shows_colors(self.stream)
        self.drawable = is_drawable(self.stream)
        self.width = page_width(self.stream)
        self.lines = page_lines(self.stream)

    def print(self, rows: Iterable[Row], *, wrap: bool = True) -> None:
        """Print `rows`, one a line.

        Args:
            rows: what is printed.
            wrap: whether a row that is wider than the page goes on in the next line; messages that name a place in a
                file stay in one line, for editors and searches.
        """
        fitting = (part for row in rows for part in self._fitting(row)) if wrap else rows
        self.stream.write("".join(f"{self._line(row)}\n" for row in fitting))

    def _fitting(self, row: Row) -> list[Row]:
        if sum(width_of(span.text) for span in row) <= self.width:
            return [row]
        return paragraph("".join(span.text for span in row), self.width, style=row[0].style)

    def _line(self, row: Row) -> str:
        bold_only = not self.colors
        if not self.drawable and not self.colors:
            return "".join(span.text for span in row).rstrip()
        pieces: list[str] = []
        for span in row:
            code = code_of(span.style, colors=not bold_only) if span.style else ""
            pieces.append(f"\x1b[{code}m{span.text}\x1b[0m" if code else span.text)
        return "".join(pieces).rstrip()


def talk() -> Paper:
    """Return the paper for what is said rather than asked for: standard error."""
    return Paper(sys.stderr)
