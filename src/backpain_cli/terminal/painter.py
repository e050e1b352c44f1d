"""Regions of rich renderables on the terminal: only what is new is rendered, only the cells that changed are written.

This is the only place that writes to the screen of a session.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import compress, groupby
from operator import ne

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.segment import Segment, Segments
from rich.style import Style

from backpain_cli.views.screen_regions import ScreenRegion

_CLEAR, _BEGIN, _END = "\x1b[0m\x1b[2J", "\x1b[?2026h", "\x1b[?2026l"
"""Between the last two a terminal shows nothing of what is written until all of it is there (mode 2026)."""
_JOIN_CELLS = 8
"""So many unchanged cells between two changed ones cost no more than another move of the cursor."""
_MAX_RENDERED, _MAX_LINES = 160, 24
"""Regions whose cells are remembered: pictures, texts, and the digits of a minute and more; and regions of one line, of
which the top one and the bars are new nearly every second."""

ScreenCell = tuple[str, Style | None]
"""A character, with what combines with it, and its style; the second cell of a wide character is empty."""
_BLANK: ScreenCell = (" ", None)


class RegionPainter:
    """Remembers what is on the terminal, and brings it to what should be there."""

    def __init__(self, console: Console, write: Callable[[bytes], bool]) -> None:
        """Paint as `console` would print.

        Args:
            console: knows the styles, the colours and the encoding.
            write: takes bytes, and returns whether all of them went out.
        """
        self._console = console
        self._write = write
        self._encoding = console.encoding
        self._rendered: dict[Hashable, list[list[ScreenCell]]] = {}
        self._lines: dict[Hashable, list[list[ScreenCell]]] = {}
        self._rows: list[list[ScreenCell]] = []
        self._size = (0, 0)
        self._styles: dict[Style, Style | None] = {}

    def forget(self) -> None:
        """Assume nothing: the next `paint` clears the screen and writes all of it."""
        self._rows = []

    def is_rendered(self, region: ScreenRegion) -> bool:
        """Return whether `region` costs nothing to paint."""
        return (region.key, region.width, region.height) in (self._lines if region.height == 1 else self._rendered)

    def render(self, region: ScreenRegion) -> list[list[ScreenCell]]:
        """Return the cells of `region`, rendered now unless they are known."""
        key = (region.key, region.width, region.height)
        known, most = (self._lines, _MAX_LINES) if region.height == 1 else (self._rendered, _MAX_RENDERED)
        # What is used last lies at the end.
        cells = known.pop(key, None)
        if cells is None:
            options = self._console.options.update(width=max(1, region.width), height=None)
            lines = self._console.render_lines(region.renderable, options, pad=False)[: region.height]
            cells = [self._cells(line, region.width) for line in lines]
        known[key] = cells
        if len(known) > most:
            del known[next(iter(known))]
        return cells

    def _cells(self, line: Iterable[Segment], width: int) -> list[ScreenCell]:
        cells: list[ScreenCell] = []
        for text, style, _ in line:
            look, blank = self._styles_of(style)
            signs = self._encodable(text)
            if cell_len(signs) == len(signs):
                # Most are runs of one sign, and none of the others is wide or combines with another one.
                runs = [signs[0]] if signs.count(signs[:1]) == len(signs) else signs
                drawn = [(sign, blank if sign == " " else look) for sign in runs]
                cells += drawn * len(signs) if len(drawn) < len(signs) else drawn
                continue
            for sign in signs:
                wide = cell_len(sign)
                if wide:
                    cells.append((sign, blank if sign == " " else look))
                    cells += [("", look)] * (wide - 1)
                elif cells:
                    cells[-1] = (cells[-1][0] + sign, cells[-1][1])
        if len(cells) > width and cells[width][0] == "":
            cells[width - 1] = _BLANK
        return cells[:width] + [_BLANK] * (width - len(cells))

    def _styles_of(self, style: Style | None) -> tuple[Style | None, Style | None]:
        """Return how letters and blanks of `style` look: a blank without a ground is like any other."""
        if not style:
            return None, None
        style = self._styles.setdefault(style, style)
        has_ground = style is not None and (style.bgcolor or style.reverse or style.underline)
        return style, style if has_ground else None

    def _encodable(self, text: str) -> str:
        """Return `text` with question marks, as wide as what they replace, for signs that the terminal lacks."""
        if text.isascii() or text.encode(self._encoding, "ignore").decode(self._encoding) == text:
            return text
        return "".join(sign if sign.encode(self._encoding, "ignore") else "?" * cell_len(sign) for sign in text)

    def paint(self, regions: Sequence[ScreenRegion], columns: int, lines: int) -> None:
        """Bring a terminal of so many columns and lines to `regions`; of two in one place the later one is seen."""
        codes: list[Segment] = []
        if (columns, lines) != self._size or len(self._rows) != lines:
            self._rows, self._size = [[_BLANK] * columns for _ in range(lines)], (columns, lines)
            codes.append(Segment(_CLEAR, None, ()))
        rows = [[_BLANK] * columns for _ in range(lines)]
        for region in regions:
            for y, cells in enumerate(self.render(region)[: max(0, lines - region.y)], start=region.y):
                rows[y][region.x : region.x + region.width] = cells
        for y, (before, after) in enumerate(zip(self._rows, rows, strict=True)):
            if before != after:
                del after[columns:]
                codes += _changes(y, before, after)
        self._rows = rows
        if codes and not self._write(self._bytes([Segment(_BEGIN, None, ()), *codes, Segment(_END, None, ())])):
            # Part of it may have gone out; nothing is known of the screen any more.
            self.forget()

    def _bytes(self, segments: Sequence[Segment]) -> bytes:
        self._console.begin_capture()
        self._console.print(Segments(segments), end="", crop=False, soft_wrap=True)
        return self._console.end_capture().encode(self._encoding, "replace")


def _changes(y: int, before: Sequence[ScreenCell], after: Sequence[ScreenCell]) -> list[Segment]:
    """Return what brings a row from the cells before to those after."""
    codes: list[Segment] = []
    start = end = -1
    for x in (*compress(range(len(after)), map(ne, before, after)), len(after) + _JOIN_CELLS):
        if end >= 0 and x - end <= _JOIN_CELLS:
            end = x
            continue
        if end >= 0:
            codes += _run(y, start, end + 1, after)
        start = end = x
    return codes


def _run(y: int, start: int, end: int, cells: Sequence[ScreenCell]) -> list[Segment]:
    # A wide character is written as a whole.
    while start and cells[start][0] == "":
        start -= 1
    while end < len(cells) and cells[end][0] == "":
        end += 1
    runs = groupby(cells[start:end], key=lambda cell: cell[1])
    written = [Segment("".join(sign for sign, _ in run), style) for style, run in runs]
    return [Control.move_to(start, y).segment, *written]
