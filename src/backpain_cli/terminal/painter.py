"""Puts rows of styled text on the terminal by writing only the cells that changed."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest
from typing import NamedTuple

from backpain_cli.terminal.spans import Row
from backpain_cli.terminal.strokes import BLANK_CELL, Line, Pen, Strokes, cells_in, padded
from backpain_cli.terminal.theme import code_of


class Aside(NamedTuple):
    """What stands to the right of the words on a screen."""

    rows: Sequence[Row]
    """From the top; an empty one leaves the whole row to the words."""
    column: int
    """Where it begins, from 0."""


_Shown = tuple[Row, Row, int]
"""The words of a row, what stands beside them, and the column where that begins."""


class _Screen(NamedTuple):
    """What a terminal shows."""

    columns: int
    rows: Sequence[_Shown]
    lines: Sequence[Line]
    """The cells of each row."""
    pen: Pen


class Painter:
    """Remembers what is on the terminal, and brings it to what should be there."""

    def __init__(self, write: Callable[[bytes], bool], *, colors: bool, encoding: str) -> None:
        """Paint through `write`.

        Args:
            write: takes bytes, and says whether all of them went out.
            colors: whether to use them; bold and the like stay without.
            encoding: of the terminal.
        """
        self._write = write
        self._code_of = partial(code_of, colors=colors)
        self._encoding = encoding
        self._screen: _Screen | None = None

    def forget(self) -> None:
        """Take nothing for granted: the next `paint` clears the screen and writes all of it."""
        self._screen = None

    def paint(self, rows: Sequence[Row], columns: int, lines: int, aside: Aside | None = None) -> None:
        """Bring the terminal to `rows`, and to what stands beside them; the parts that stay cost nothing.

        Args:
            rows: from the top; where something stands beside one, it is cut before that.
            columns: of the terminal.
            lines: of the terminal.
            aside: what stands to the right of the rows; None for nothing.
        """
        nothing: _Shown = ((), (), columns)
        known = self._screen
        is_unknown = known is None or (known.columns, len(known.rows)) != (columns, lines)
        if known is None or is_unknown:
            known = _Screen(columns, [nothing] * lines, [Line([BLANK_CELL] * columns, 0)] * lines, Pen())
        strokes = Strokes(known.pen, columns, self._code_of)
        if is_unknown:
            strokes.codes.append("\x1b[0m\x1b[2J")
        beside, at = ((), columns) if aside is None else aside
        shown = zip_longest(rows[:lines], beside[:lines], fillvalue=())
        wanted = [(words, picture, at if picture else columns) for words, picture in shown]
        wanted += [nothing] * (lines - len(wanted))
        painted = list(known.lines)
        for number, (was, becomes) in enumerate(zip(known.rows, wanted, strict=True)):
            # Most rows are what they were a second ago, and that is seen without looking at their cells.
            if was != becomes:
                painted[number] = self._changed(strokes, number, known, becomes)
        self._screen = _Screen(columns, wanted, painted, strokes.pen)
        codes = "".join(strokes.codes).encode(self._encoding, "replace")
        if codes and not self._write(codes):
            # Part of it may have gone out; nothing is known of the screen any more.
            self.forget()

    def _changed(self, strokes: Strokes, number: int, known: _Screen, becomes: _Shown) -> Line:
        """Bring a row of a known screen to what it becomes, and return its cells then."""
        words, picture, at = becomes
        old = known.lines[number]
        cells = cells_in(words, at, self._encoding)
        if picture and known.rows[number][1:] == (picture, at) and old.filled > at:
            # The same picture stands beside other words: only those are looked at.
            line = Line([*padded(cells, at), *old.cells[at:]], old.filled)
            strokes.change_row(number, old.cells[:at], line)
        else:
            if picture:
                cells = padded(cells, at) + cells_in(picture, known.columns - at, self._encoding)
            line = Line(padded(cells, known.columns), len(cells))
            strokes.change_row(number, old.cells, line)
        return line
