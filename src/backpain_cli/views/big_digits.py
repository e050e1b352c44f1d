"""Digits and letters made of cells, at any size, to be read from two metres away."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

PIXELS_HIGH = 5
TILE_LINES = 3
"""Rows of a tile whose letters are as small as they can be."""
_NO_LINE = Style(underline=False)
_REVERSE = Style(reverse=True)

# fmt: off
_FONT = {
    "0": "###|# #|# #|# #|###", "1": "  #|  #|  #|  #|  #", "2": "###|  #|###|#  |###", "3": "###|  #|###|  #|###",
    "4": "# #|# #|###|  #|  #", "5": "###|#  |###|  #|###", "6": "###|#  |###|# #|###", "7": "###|  #|  #|  #|  #",
    "8": "###|# #|###|# #|###", "9": "###|# #|###|  #|###", ":": " |#| |#| ",
    "A": "###|# #|###|# #|# #", "B": "## |# #|## |# #|## ", "C": "###|#  |#  |#  |###", "D": "## |# #|# #|# #|## ",
    "E": "###|#  |## |#  |###", "F": "###|#  |## |#  |#  ", "G": "####|#   |# ##|#  #|####", "H": "# #|# #|###|# #|# #",
    "I": "#|#|#|#|#", "J": "  #|  #|  #|# #|###", "K": "#  #|# # |##  |# # |#  #", "L": "#  |#  |#  |#  |###",
    "M": "#   #|## ##|# # #|#   #|#   #", "N": "#  #|## #|# ##|#  #|#  #", "O": "###|# #|# #|# #|###",
    "P": "###|# #|###|#  |#  ", "Q": "####|#  #|#  #|# ##|####", "R": "## |# #|## |# #|# #", "S": "###|#  |###|  #|###",
    "T": "###| # | # | # | # ", "U": "# #|# #|# #|# #|###", "V": "# #|# #|# #|# #| # ",
    "W": "#   #|#   #|# # #|## ##|#   #",
    "X": "# #|# #| # |# #|# #", "Y": "# #|# #| # | # | # ", "Z": "###|  #| # |#  |###",
    "-": "  |  |##|  |  ", " ": " | | | | ",
    "◀": "  #| ##|###| ##|  #", "▶": "#  |## |###|## |#  ",
}
# fmt: on


def pixels_of(text: str) -> list[str]:
    """Return `text` as five rows of pixels, one pixel between two signs: `#` is on, a space is off.

    Raises:
        KeyError: there is no drawing of one of its signs.
    """
    signs = [_FONT[sign].split("|") for sign in text]
    return [" ".join(sign[row] for sign in signs) for row in range(PIXELS_HIGH)]


def pixels_wide(text: str) -> int:
    """Return how many pixels `text` is wide."""
    return len(pixels_of(text)[0])


@lru_cache(maxsize=256)
def cells_of(text: str, across: int, half_rows: int, *, above: int = 0) -> tuple[str, ...]:
    """Return `text` in rows of `█`, `▀`, `▄` and spaces.

    Args:
        text: of the signs that there are drawings of.
        across: cells that a pixel is wide.
        half_rows: halves of a cell that a pixel is high.
        above: empty half rows above it.
    """
    wide = ["".join(pixel * across for pixel in row) for row in pixels_of(text)]
    high = [" " * len(wide[0])] * above + [row for row in wide for _ in range(half_rows)]
    if len(high) % 2:
        high.append(" " * len(high[0]))
    return tuple(_joined(high[row], high[row + 1]) for row in range(0, len(high), 2))


@lru_cache(maxsize=256)
def _joined(upper: str, lower: str) -> str:
    return "".join(_SIGNS[pair] for pair in zip(upper, lower, strict=True))


_SIGNS = {("#", "#"): "█", (" ", " "): " ", ("#", " "): "▀", (" ", "#"): "▄"}


class BigText(NamedTuple):
    """Letters and digits in half rows, each pixel `across` cells wide and `half_rows` halves of a cell high.

    In ASCII a pixel is a whole number of rows, each cell of it a `#`.
    """

    text: str
    across: int
    half_rows: int
    style: str = "digits"
    ascii_only: bool = False

    @property
    def columns(self) -> int:
        """How many cells it is wide."""
        return pixels_wide(self.text) * self.across

    @property
    def lines(self) -> int:
        """How many rows it takes."""
        return rows_of(self.half_rows, ascii_only=self.ascii_only)

    def rows(self) -> tuple[str, ...]:
        """Return what is drawn."""
        if self.ascii_only:
            rows = cells_of(self.text, self.across, 2 * max(1, self.half_rows // 2))
            return tuple(row.replace("█", "#") for row in rows)
        return cells_of(self.text, self.across, self.half_rows)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        style = console.get_style(self.style)
        for row in self.rows():
            yield from _drawn(row, style)
            yield Segment.line()


def _drawn(row: str, style: Style) -> Iterator[Segment]:
    # A line under each row of cells would go through the letters.
    style += _NO_LINE
    # A space on a ground is a byte where a full block is three, and leaves no gaps between the rows.
    solid = style + _REVERSE
    for sign, run in groupby(row):
        length = len(list(run))
        yield Segment(" " * length, solid) if sign == "█" else Segment(sign * length, style)


class BigCount(NamedTuple):
    """A number, and half as high beside it, on the same line, what it is counted to."""

    number: int
    of: int
    across: int
    half_rows: int
    style: str = "digits"
    ascii_only: bool = False

    @property
    def _large(self) -> BigText:
        return BigText(str(self.number), self.across, self.half_rows, self.style, self.ascii_only)

    @property
    def _small(self) -> BigText:
        across, half_rows = max(1, self.across // 2), max(1, self.half_rows // 2)
        return BigText(f"OF {self.of}", across, half_rows, "edge", self.ascii_only)

    @property
    def columns(self) -> int:
        """How many cells it is wide."""
        return self._large.columns + self.across + self._small.columns

    @property
    def lines(self) -> int:
        """How many rows it takes."""
        return self._large.lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        large, small = self._large, self._small
        style, edge = console.get_style(self.style), console.get_style("edge")
        rows = small.rows()
        above = large.lines - len(rows)
        for number, row in enumerate(large.rows()):
            yield from _drawn(row, style)
            if number >= above:
                yield Segment(" " * self.across)
                yield from _drawn(rows[number - above], edge)
            yield Segment.line()


def rows_of(half_rows: int, *, ascii_only: bool = False) -> int:
    """Return how many rows letters take whose pixels are so many halves of a cell high."""
    return PIXELS_HIGH * max(1, half_rows // 2) if ascii_only else -(-PIXELS_HIGH * half_rows // 2)


class Tile(NamedTuple):
    """Letters or a digit on a ground of their own; three rows high unless they are drawn larger."""

    text: str
    style: str
    across: int = 1
    half_rows: int = 1

    @property
    def columns(self) -> int:
        """How many cells it is wide."""
        return (pixels_wide(self.text) + 4) * self.across

    @property
    def _edge(self) -> int:
        """Half rows above the letters, and below large ones."""
        return max(1, self.half_rows // 2)

    @property
    def lines(self) -> int:
        """How many rows it takes."""
        half_rows = PIXELS_HIGH * self.half_rows + 2 * self._edge
        return TILE_LINES if self.half_rows == 1 else -(-half_rows // 2)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        style = console.get_style(self.style)
        edge = "  " * self.across
        rows = cells_of(self.text, self.across, self.half_rows, above=self._edge)
        for row in (*rows, *[" " * len(rows[0])] * (self.lines - len(rows))):
            yield Segment(f"{edge}{row}{edge}", style)
            yield Segment.line()
