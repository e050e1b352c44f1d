"""Styled text as plain values: what every view is made of. It is never markup, so no text can forge a style."""

from functools import lru_cache
from typing import NamedTuple

from backpain_cli.terminal.console import wants_lists


class Span(NamedTuple):
    """Some text in one style; the style is named by what it means."""

    text: str
    style: str = ""


Row = tuple[Span, ...]


def row(text: str = "", style: str = "") -> Row:
    """Return a row of one piece of text."""
    return (Span(text, style),) if text else ()


def text_of(row: Row) -> str:
    """Return what is written in `row`."""
    return "".join(span.text for span in row)


class Rows:
    """The rows of a screen, which never become more than it has lines."""

    def __init__(self, lines: int) -> None:
        self._lines = lines
        self.all: list[Row] = []

    def __len__(self) -> int:
        return len(self.all)

    def add(self, *rows: Row) -> None:
        """Add as many of `rows` as there is room for."""
        self.all += rows[: max(0, self._lines - len(self.all))]

    def gap(self, wanted: bool) -> None:
        """Add an empty row where one is wanted."""
        if wanted:
            self.add(())

    def drop_to_bottom(self, rows: list[Row]) -> None:
        """Put `rows` on the last lines of the screen."""
        self.all += [()] * (self._lines - len(rows) - len(self.all))
        self.all = self.all[: self._lines - len(rows)] + rows


def width_of(text: str) -> int:
    """Return how many cells `text` takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # its tables are wanted only for wide characters

    return cell_len(text)


def fitted(text: str, width: int) -> str:
    """Return `text` cut to `width` cells, with dots where something is missing."""
    if width_of(text) <= width:
        return text
    if width < 3:
        return (_chopped(text, width) or [""])[0] if width > 0 else ""
    return (_chopped(text, width - 2) or [""])[0].rstrip() + ".."


def wrapped(text: str, width: int, *, chops: bool = True) -> list[str]:
    """Return `text` in lines of at most `width` cells, broken between words where that is possible.

    Args:
        text: any white space in it separates words.
        width: in cells.
        chops: whether a word that is wider than a line is cut; a path that is to be copied stays in one piece.
    """
    return list(_wrapped(text, max(1, width), chops))


@lru_cache(maxsize=256)
def _wrapped(text: str, width: int, chops: bool) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        if width_of(line) + width_of(word) + bool(line) <= width:
            line = f"{line} {word}" if line else word
            continue
        if line:
            lines.append(line)
        pieces = _chopped(word, width) if chops and width_of(word) > width else [word]
        lines += pieces[:-1]
        line = pieces[-1]
    return tuple([*lines, line] if line else lines)


def _chopped(text: str, width: int) -> list[str]:
    from rich.cells import chop_cells  # the same

    return chop_cells(text, width)


def paragraph(text: str, width: int, *, style: str = "", indent: int = 0) -> list[Row]:
    """Return `text` as wrapped rows, each pushed in by `indent` cells."""
    return [(Span(" " * indent + line, style),) for line in wrapped(text, width - indent)]


def item(text: str, width: int, *, mark: str = "-", style: str = "", mark_style: str = "") -> list[Row]:
    """Return `text` as an item of a list: a mark, and the lines aligned behind it."""
    lines = wrapped(text, width - len(mark) - 1)
    first = (Span(f"{mark} ", mark_style or style), Span(lines[0] if lines else "", style))
    return [first, *((Span(" " * (len(mark) + 1)), Span(line, style)) for line in lines[1:])]


def labelled(label: str, text: str, width: int, *, style: str = "", column: int = 11) -> list[Row]:
    """Return `text` behind a label in a column of its own; in the same line in plain lines and on narrow pages."""
    return list(_labelled(label, text, width, style, column, width < 60 or wants_lists()))


@lru_cache(maxsize=256)
def _labelled(label: str, text: str, width: int, style: str, column: int, in_line: bool) -> tuple[Row, ...]:
    """Return what `labelled` does; a session asks for the same every second."""
    if in_line:
        return tuple(paragraph(f"{label}: {text}" if label else text, width, style=style))
    indent = max(column, len(label) + 2)
    lines = wrapped(text, width - indent) or [""]
    first = (Span(label.ljust(indent), "quiet"), Span(lines[0], style))
    return (first, *((Span(" " * indent), Span(line, style)) for line in lines[1:]))
