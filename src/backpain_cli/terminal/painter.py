"""Puts rows of styled text on the terminal by writing only the cells that changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backpain_cli.terminal.spans import Row, width_of
from backpain_cli.terminal.theme import STYLES, code_of

_NOTHING = ("", "")
_LONGEST_JOIN = 3
"""Unchanged cells between two changed ones that are cheaper to write again than to jump over."""


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
        self._cells: list[list[tuple[str, str]]] = []
        self._size = (0, 0)
        self._pen = _Pen()

    def forget(self) -> None:
        """Take nothing for granted: the next `paint` clears the screen and writes all of it."""
        self._cells = []
        self._size = (0, 0)

    def paint(self, rows: Sequence[Row], columns: int, lines: int) -> None:
        """Bring the terminal to `rows`."""
        wanted = [_cells_of(row, columns) for row in rows[:lines]]
        wanted += [[_BLANK] * columns for _ in range(lines - len(wanted))]
        out: list[str] = []
        if self._size != (columns, lines):
            out.append("\x1b[0m\x1b[2J")
            self._pen = _Pen()
            self._cells = [[_BLANK] * columns for _ in range(lines)]
            self._size = (columns, lines)
        for number, (before, after) in enumerate(zip(self._cells, wanted, strict=True)):
            if before != after:
                self._paint_row(out, number, before, after)
        if not out:
            return
        if self._write("".join(out).encode(self._encoding, "replace")):
            self._cells = wanted
        else:
            # Part of it may have gone out; nothing is known of the screen any more.
            self.forget()

    def _paint_row(self, out: list[str], row: int, before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
        column, width = 0, len(after)
        while column < width:
            if before[column] == after[column]:
                column += 1
                continue
            end = last = column + 1
            while end < width and end - last <= _LONGEST_JOIN:
                end += 1
                if before[end - 1] != after[end - 1]:
                    last = end
            self._move(out, row, column)
            for character, style in after[column:last]:
                # The second cell of a wide character is empty: its first cell fills both.
                if character:
                    self._use(out, style)
                    out.append(character)
            self._pen.row, self._pen.column = row, last
            column = last

    def _move(self, out: list[str], row: int, column: int) -> None:
        pen = self._pen
        if pen.row == row and pen.column == column:
            return
        if pen.row == row and 0 <= pen.column < column:
            out.append(f"\x1b[{column - pen.column}C")
        else:
            out.append(f"\x1b[{row + 1};{column + 1}H")

    def _use(self, out: list[str], style: str) -> None:
        if style == self._pen.style:
            return
        code = code_of(style, colors=self._colors) if style else ""
        out.append(f"\x1b[0;{code}m" if code else "\x1b[0m")
        self._pen.style = style


_BLANK = (" ", "")


def _fills_background(style: str) -> bool:
    described = STYLES.get(style, style)
    return " on " in described or "reverse" in described


def _cells_of(row: Row, columns: int) -> list[tuple[str, str]]:
    """Return `columns` cells of a character and a style each; a wide character leaves its second cell empty."""
    cells: list[tuple[str, str]] = []
    for span in row:
        for character in span.text:
            width = 1 if character.isascii() else width_of(character)
            if width == 0 and cells:
                cells[-1] = (cells[-1][0] + character, cells[-1][1])
            elif len(cells) + width <= columns:
                # A space looks the same in every style without a background, and then need not be written again.
                blank = character == " " and not _fills_background(span.style)
                cells.append(_BLANK if blank else (character, span.style))
                cells += [_NOTHING] * (width - 1)
    cells += [_BLANK] * (columns - len(cells))
    return cells
