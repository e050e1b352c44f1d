"""The codes that bring rows of a terminal from the cells they show to those they should show, in few bytes."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import compress, groupby
from operator import ne
from typing import NamedTuple

from backpain_cli.terminal.spans import Row, Span, width_of
from backpain_cli.terminal.theme import fills_background

NOTHING = ("", "")
BLANK_CELL = (" ", "")
_DOWN, _BACK = "\x0b", "\b"
"""One line down in the same column, and one cell back: a byte each, in every terminal."""
_LONGEST_JOIN = 3
"""Unchanged cells between two changed ones that are cheaper to write again than to jump over."""
_ERASE_FROM = 3
"""Wiping the rest of a row costs as much as this many spaces."""
_ERASE_LAST_FROM, _ERASE_BETWEEN_FROM = 5, 10
"""So many blank cells are cheaper to erase than to write; between others the cursor has to jump over them too."""


Cell = tuple[str, str]
"""A character, with what combines with it, and its style."""


class Line(NamedTuple):
    """A row of the terminal."""

    cells: Sequence[Cell]
    """As many as the terminal has columns; the second one of a wide character is empty."""
    filled: int
    """How many of them are left when the blank ones at the end are not counted."""


class Pen(NamedTuple):
    """Where the terminal's cursor is, and in which style it writes."""

    row: int = -1
    column: int = -1
    style: str = ""


class Strokes:
    """Gathers the codes that change one screen into another."""

    def __init__(self, pen: Pen, columns: int, code_of: Callable[[str], str]) -> None:
        """Begin where `pen` is.

        Args:
            pen: where the last strokes left it.
            columns: of the terminal.
            code_of: from a style to its code, without brackets.
        """
        self.codes: list[str] = []
        self._row, self._column, self._style = pen
        self._columns = columns
        self._code_of = code_of

    @property
    def pen(self) -> Pen:
        """Where the strokes leave it."""
        return Pen(self._row, self._column, self._style)

    def change_row(self, row: int, before: Sequence[Cell], line: Line) -> None:
        """Bring the first cells of a row, as many as `before` has, to those of `line`."""
        after, width = line.cells, len(before)
        column = 0
        for changed in compress(range(width), map(ne, before, after)):
            if changed < column:
                continue
            if changed >= line.filled and any(cell != BLANK_CELL for cell in before[changed + _ERASE_FROM :]):
                # Nothing more stands in this row: the rest of what stood there is wiped in one go.
                self._move(row, changed)
                self._use("", blank=True)
                self.codes.append("\x1b[K")
                self._row, self._column = row, changed
                return
            end = last = changed + 1
            stop = min(width, max(changed + 1, line.filled))
            while end < stop and end - last <= _LONGEST_JOIN:
                end += 1
                if before[end - 1] != after[end - 1]:
                    last = end
            while last < width and after[last] == NOTHING:
                # A wide character is written whole, and takes the cursor over both its cells.
                last += 1
            self._write(row, after, changed, last)
            column = last

    def _write(self, row: int, cells: Sequence[Cell], first: int, last: int) -> None:
        """Write the cells from `first` up to `last` of a row, and erase where many of them are blank."""
        for column, end, erases in _pieces(cells, first, last):
            self._move(row, column)
            if erases:
                self._use("", blank=True)
                # The cursor stays where it is.
                self.codes.append(f"\x1b[{end - column}X")
                self._row, self._column = row, column
                continue
            for character, style in cells[column:end]:
                # The second cell of a wide character is empty: its first cell fills both.
                if character:
                    self._use(style, blank=character == " ")
                    self.codes.append(character)
            self._row, self._column = row, end

    def _move(self, row: int, column: int) -> None:
        """Bring the cursor to a cell by the fewest bytes: a session writes little else."""
        if (self._row, self._column) == (row, column):
            return
        absolute = f"\x1b[{row + 1};{column + 1}H"
        # After the last cell of a row a terminal's cursor is not where one would think.
        if self._row < 0 or self._column >= self._columns or row < self._row:
            self.codes.append(absolute)
            return
        right = column - self._column
        sideways = f"\x1b[{right}C" if right > 0 else _BACK * -right if right > -4 else f"\x1b[{-right}D"
        relative = _DOWN * (row - self._row) + (sideways if right else "")
        self.codes.append(min(relative, absolute, key=len))

    def _use(self, style: str, *, blank: bool) -> None:
        """Take the pen for a cell; a blank one needs only a pen without a background."""
        held = self._style
        if style == held or (blank and not style and not fills_background(held)):
            return
        code = self._code_of(style) if style else ""
        # An empty number is 0: everything off.
        self.codes.append(f"\x1b[;{code}m" if code else "\x1b[m")
        self._style = style


def _pieces(cells: Sequence[Cell], first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the parts of a run of cells: from where to where, and whether it is erased rather than written."""
    written = end = first
    for is_blank, run in groupby(cells[first:last], key=BLANK_CELL.__eq__):
        begin, end = end, end + len(list(run))
        if is_blank and end - begin >= (_ERASE_LAST_FROM if end == last else _ERASE_BETWEEN_FROM):
            if written < begin:
                yield written, begin, False
            yield begin, end, True
            written = end
    if written < last:
        yield written, last, False


def cells_in(row: Row, columns: int, encoding: str) -> list[Cell]:
    """Return the cells of `row`, no more than `columns`, without the blank ones at its end.

    A wide character leaves its second cell empty.
    """
    cells: list[Cell] = []
    for span in row:
        joining, of_span = _cells_of(span, encoding)
        if joining and cells:
            cells[-1] = (cells[-1][0] + joining, cells[-1][1])
        cells += of_span
    if len(cells) > columns:
        # No half of a wide character stands in the last column.
        cells = cells[: columns - (cells[columns] == NOTHING)]
    while cells and cells[-1] == BLANK_CELL:
        cells.pop()
    return cells


def padded(cells: list[Cell], columns: int) -> list[Cell]:
    """Return `cells` with blank ones behind them, so that they are as many as there are `columns`."""
    return cells + [BLANK_CELL] * (columns - len(cells))


@lru_cache(maxsize=1024)
def _cells_of(span: Span, encoding: str) -> tuple[str, list[Cell]]:
    """Return what of `span` belongs to the cell before it, and its own cells."""
    # A space looks the same in every style without a background, and then need not be written again.
    blank = (" ", span.style) if fills_background(span.style) else BLANK_CELL
    text = _encodable(span.text, encoding)
    if text.isascii():
        return "", [blank if character == " " else (character, span.style) for character in text]
    joining = ""
    cells: list[Cell] = []
    for character in text:
        width = 1 if character.isascii() else width_of(character)
        if width == 0 and cells:
            cells[-1] = (cells[-1][0] + character, cells[-1][1])
        elif width == 0:
            joining += character
        else:
            cells.append(blank if character == " " else (character, span.style))
            cells += [NOTHING] * (width - 1)
    return joining, cells


def _encodable(text: str, encoding: str) -> str:
    """Return `text` with question marks, as wide as what they stand for, where `encoding` has no sign."""
    if text.isascii() or text.encode(encoding, "ignore").decode(encoding) == text:
        return text
    return "".join(sign if sign.encode(encoding, "ignore") else "?" * width_of(sign) for sign in text)
