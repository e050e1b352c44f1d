"""Puts rows of styled text on the terminal by writing only the cells that changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, zip_longest
from operator import ne
from typing import NamedTuple

from backpain_cli.terminal.spans import Row, Span, width_of
from backpain_cli.terminal.theme import code_of, fills_background

_NOTHING = ("", "")
_DOWN, _BACK = "\x0b", "\b"
"""One line down in the same column, and one cell back: a byte each, in every terminal."""
_LONGEST_JOIN = 3
"""Unchanged cells between two changed ones that are cheaper to write again than to jump over."""
_ERASE_FROM = 3
"""Wiping the rest of a row costs as much as this many spaces."""


_Cell = tuple[str, str]
"""A character, with what combines with it, and its style."""


class _Line(NamedTuple):
    """A row of the terminal."""

    cells: list[_Cell]
    """As many as the terminal has columns."""
    filled: int
    """How many of them are left when the blank ones at the end are not counted."""


class Aside(NamedTuple):
    """What stands to the right of the words on a screen."""

    rows: Sequence[Row]
    """From the top; an empty one leaves the whole row to the words."""
    column: int
    """Where it begins, from 0."""


_Shown = tuple[Row, Row, int]
"""The words of a row, what stands beside them, and the column where that begins."""


@dataclass(slots=True)
class _Pen:
    """Where the terminal's cursor is, and in which style it writes."""

    row: int = -1
    column: int = -1
    style: str = ""


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
        self._colors = colors
        self._encoding = encoding
        self._rows: list[_Shown] = []
        self._lines: list[_Line] = []
        self._size = (0, 0)
        self._pen = _Pen()

    def forget(self) -> None:
        """Take nothing for granted: the next `paint` clears the screen and writes all of it."""
        self._rows, self._lines = [], []
        self._size = (0, 0)

    def paint(self, rows: Sequence[Row], columns: int, lines: int, aside: Aside | None = None) -> None:
        """Bring the terminal to `rows`, and to what stands beside them; the parts that stay cost nothing.

        Args:
            rows: from the top; where something stands beside one, it is cut before that.
            columns: of the terminal.
            lines: of the terminal.
            aside: what stands to the right of the rows; None for nothing.
        """
        out: list[str] = []
        nothing: _Shown = ((), (), columns)
        if self._size != (columns, lines):
            out.append("\x1b[0m\x1b[2J")
            self._pen = _Pen()
            self._rows = [nothing] * lines
            self._lines = [_Line([_BLANK] * columns, 0)] * lines
            self._size = (columns, lines)
        beside, at = ((), columns) if aside is None else aside
        shown = zip_longest(rows[:lines], beside[:lines], fillvalue=())
        wanted = [(words, picture, at if picture else columns) for words, picture in shown]
        wanted += [nothing] * (lines - len(wanted))
        for number, (before, after) in enumerate(zip(self._rows, wanted, strict=True)):
            # Most rows are what they were a second ago, and that is seen without looking at their cells.
            if before != after:
                self._bring(out, number, before, after)
        self._rows = wanted
        if out and not self._write("".join(out).encode(self._encoding, "replace")):
            # Part of it may have gone out; nothing is known of the screen any more.
            self.forget()

    def _bring(self, out: list[str], number: int, before: _Shown, after: _Shown) -> None:
        """Bring a row of the terminal from what it shows to what it should show."""
        words, picture, at = after
        old = self._lines[number]
        cells = _cells_in(words, at, self._encoding)
        if picture and before[1:] == (picture, at) and old.filled > at:
            # The same picture stands beside other words: only those are looked at.
            line = _Line(_padded(cells, at) + old.cells[at:], old.filled)
            self._paint_row(out, number, old.cells[:at], line)
        else:
            if picture:
                cells = _padded(cells, at) + _cells_in(picture, self._size[0] - at, self._encoding)
            line = _Line(_padded(cells, self._size[0]), len(cells))
            self._paint_row(out, number, old.cells, line)
        self._lines[number] = line

    def _paint_row(self, out: list[str], row: int, before: list[_Cell], line: _Line) -> None:
        """Bring the first cells of a row, as many as `before` has, to those of `line`."""
        after, width = line.cells, len(before)
        column = 0
        for changed in compress(range(width), map(ne, before, after)):
            if changed < column:
                continue
            if changed >= line.filled and any(cell != _BLANK for cell in before[changed + _ERASE_FROM :]):
                # Nothing more stands in this row: the rest of what stood there is wiped in one go.
                self._move(out, row, changed)
                self._use(out, "", blank=True)
                out.append("\x1b[K")
                self._pen.row, self._pen.column = row, changed
                return
            end = last = changed + 1
            stop = min(width, max(changed + 1, line.filled))
            while end < stop and end - last <= _LONGEST_JOIN:
                end += 1
                if before[end - 1] != after[end - 1]:
                    last = end
            while last < width and after[last] == _NOTHING:
                # A wide character is written whole, and takes the cursor over both its cells.
                last += 1
            self._move(out, row, changed)
            for character, style in after[changed:last]:
                # The second cell of a wide character is empty: its first cell fills both.
                if character:
                    self._use(out, style, blank=character == " ")
                    out.append(character)
            self._pen.row, self._pen.column = row, last
            column = last

    def _move(self, out: list[str], row: int, column: int) -> None:
        """Bring the cursor to a cell by the fewest bytes: a session writes little else."""
        pen = self._pen
        if (pen.row, pen.column) == (row, column):
            return
        absolute = f"\x1b[{row + 1};{column + 1}H"
        # After the last cell of a row a terminal's cursor is not where one would think.
        if pen.row < 0 or pen.column >= self._size[0] or row < pen.row:
            out.append(absolute)
            return
        right = column - pen.column
        sideways = f"\x1b[{right}C" if right > 0 else _BACK * -right if right > -4 else f"\x1b[{-right}D"
        relative = _DOWN * (row - pen.row) + (sideways if right else "")
        out.append(min(relative, absolute, key=len))

    def _use(self, out: list[str], style: str, *, blank: bool) -> None:
        """Take the pen for a cell; a blank one needs only a pen without a background."""
        held = self._pen.style
        if style == held or (blank and not style and not fills_background(held)):
            return
        code = code_of(style, colors=self._colors) if style else ""
        # An empty number is 0: everything off.
        out.append(f"\x1b[;{code}m" if code else "\x1b[m")
        self._pen.style = style


_BLANK = (" ", "")


def _cells_in(row: Row, columns: int, encoding: str) -> list[_Cell]:
    """Return the cells of `row`, no more than `columns`, without the blank ones at its end.

    A wide character leaves its second cell empty.
    """
    cells: list[_Cell] = []
    for span in row:
        joining, of_span = _cells_of(span, encoding)
        if joining and cells:
            cells[-1] = (cells[-1][0] + joining, cells[-1][1])
        cells += of_span
    if len(cells) > columns:
        # No half of a wide character stands in the last column.
        cells = cells[: columns - (cells[columns] == _NOTHING)]
    while cells and cells[-1] == _BLANK:
        cells.pop()
    return cells


def _padded(cells: list[_Cell], columns: int) -> list[_Cell]:
    return cells + [_BLANK] * (columns - len(cells))


@lru_cache(maxsize=1024)
def _cells_of(span: Span, encoding: str) -> tuple[str, list[_Cell]]:
    """Return what of `span` belongs to the cell before it, and its own cells."""
    # A space looks the same in every style without a background, and then need not be written again.
    blank = (" ", span.style) if fills_background(span.style) else _BLANK
    text = _encodable(span.text, encoding)
    if text.isascii():
        return "", [blank if character == " " else (character, span.style) for character in text]
    joining = ""
    cells: list[_Cell] = []
    for character in text:
        width = 1 if character.isascii() else width_of(character)
        if width == 0 and cells:
            cells[-1] = (cells[-1][0] + character, cells[-1][1])
        elif width == 0:
            joining += character
        else:
            cells.append(blank if character == " " else (character, span.style))
            cells += [_NOTHING] * (width - 1)
    return joining, cells


def _encodable(text: str, encoding: str) -> str:
    """Return `text` with question marks, as wide as what they stand for, where `encoding` has no sign."""
    if text.isascii() or text.encode(encoding, "ignore").decode(encoding) == text:
        return text
    return "".join(sign if sign.encode(encoding, "ignore") else "?" * width_of(sign) for sign in text)
