"""A scene as lines of a terminal, with the names of what is on it."""

import os
import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import TextIO

from backpain_cli.pictures.body.chart import (
    ChartSeries,
    chart_legend,
    key_to,
)
from backpain_cli.pictures.body.shapes import BodyView
from backpain_cli.pictures.palette import DARK_COLORS, LIGHT_COLORS, PictureColors
from backpain_cli.pictures.render.cells import cell_rows, fitted_size, picture_mode
from backpain_cli.pictures.render.raster import PictureCell, PictureMode
from backpain_cli.pictures.render.shading import cell_color_code
from backpain_cli.pictures.scene import Scene
from backpain_cli.terminal.paper import is_drawable, page_width
from backpain_cli.terminal.spans import Row, Span, wrapped
from backpain_cli.terminal.theme import cell_style, is_light

LINES_OF_PAPER = 48
"""How high a chart is where there is no terminal that ends."""
_SAMPLE_COLUMNS = 10


def room_for(stream: TextIO, names: int) -> tuple[int, int]:
    """Return the columns and lines that a chart may take, so that its `names` fit below it on one screen."""
    lines = LINES_OF_PAPER
    if stream.isatty():
        try:
            lines = os.get_terminal_size(stream.fileno()).lines - names - 3
        except OSError:
            lines = 24 - names - 3
    return page_width(stream), max(12, min(lines, LINES_OF_PAPER))


def pixels_high(stream: TextIO, lines: int) -> int:
    """Return how many pixels so many lines of a terminal take; where it does not tell, as many as they usually do."""
    try:
        import fcntl  # neither is there on Windows
        import termios

        size = fcntl.ioctl(stream.fileno(), termios.TIOCGWINSZ, bytes(8))
    except (ImportError, OSError):
        return lines * _USUAL_CELL
    rows, _, _, height = struct.unpack("HHHH", size)
    return lines * height // rows if rows and height else lines * _USUAL_CELL


_USUAL_CELL = 16
"""How many pixels a line is high."""


def look() -> PictureColors:
    """Return the colours of pictures that belong to the theme: light only where the background is known to be light."""
    return LIGHT_COLORS if is_light() else DARK_COLORS


def chart_lines(scene: Scene, columns: int, lines: int, stream: TextIO) -> list[str]:
    """Return `scene` as lines, with the terminal's codes for colours where it has them."""
    mode = picture_mode(os.environ, stream.encoding, is_drawable(stream))
    # No more lines than the picture fills: what lies outside its field is not part of it.
    _, filled = fitted_size(scene, columns, lines)
    return [_line(row, mode) for row in cell_rows(scene, columns, filled, mode, look())]


def picture_rows(scene: Scene, columns: int, lines: int, mode: PictureMode) -> list[Row]:
    """Return `scene` as rows of spans, each run of cells of one look as one span, without blanks at their ends."""
    _, filled = fitted_size(scene, columns, lines)
    return [_row(cells, mode) for cells in cell_rows(scene, columns, filled, mode, look())]


def legend_rows(series: Sequence[ChartSeries], columns: int, mode: PictureMode) -> list[Row]:
    """Return what each series looks like, and its name, in rows of at most `columns` cells."""
    told: list[Row] = []
    for number, one in enumerate(series):
        first, *others = wrapped(one.name, columns - _SAMPLE_COLUMNS - 1)
        told.append((*_row(_sample(number, one, mode), mode, keep=True), Span(f" {first}")))
        told += [(Span(" " * (_SAMPLE_COLUMNS + 1) + line),) for line in others]
    return [*told, *((Span(line, "quiet"),) for line in wrapped(key_to(series), columns) if line)]


def legend_lines(series: Sequence[ChartSeries], stream: TextIO) -> list[str]:
    """Return what each series looks like, and its name."""
    mode = picture_mode(os.environ, stream.encoding, is_drawable(stream))
    columns = page_width(stream)
    told: list[str] = []
    for number, one in enumerate(series):
        first, *others = wrapped(one.name, columns - _SAMPLE_COLUMNS - 1)
        told.append(f"{_line(_sample(number, one, mode), mode, keep=True)} {first}")
        told += [" " * (_SAMPLE_COLUMNS + 1) + line for line in others]
    return [*told, *(line for line in wrapped(key_to(series), columns) if line)]


def sides_in_words(views: Sequence[BodyView]) -> list[str]:
    """Return from where the body is seen and where its left is, for a picture that holds no letters."""
    told: list[str] = []
    for place, view in enumerate(views):
        which = f"{('On the left', 'On the right')[place]}: " if len(views) > 1 else ""
        told.append(
            f"{which}{view.phrase}, your left is on the {'left' if view is BodyView.BACK else 'right'} of the body."
        )
    return [f"{line[0].upper()}{line[1:]}" for line in told]


def _sample(number: int, one: ChartSeries, mode: PictureMode) -> list[PictureCell]:
    """Return what a series looks like, as one row of cells."""
    sample = Scene(100, 20, tuple(chart_legend(number, one, 10, name=False)), "", "")
    return cell_rows(sample, _SAMPLE_COLUMNS, 1, mode, look())[0]


def _row(cells: Sequence[PictureCell], mode: PictureMode, *, keep: bool = False) -> Row:
    signs = "".join([cell.character for cell in cells])
    spans: list[Span] = []
    end = 0
    for style, run in groupby(map(_styles(mode).__getitem__, cells)):
        start, end = end, end + len(list(run))
        spans.append(Span(signs[start:end], style))
    if spans and not keep and spans[-1].style == "picture":
        spans[-1] = Span(spans[-1].text.rstrip(), "picture")
    return tuple(span for span in spans if span.text)


class _Styles(dict[PictureCell, str]):
    """The style of each cell that was shown until now."""

    def __init__(self, mode: PictureMode) -> None:
        super().__init__()
        self._mode = mode

    def __missing__(self, cell: PictureCell) -> str:
        self[cell] = style = cell_style(cell_color_code(cell, self._mode), filled=bool(cell.background))
        return style


_styles = lru_cache(maxsize=len(PictureMode))(_Styles)


def _line(row: Sequence[PictureCell], mode: PictureMode, *, keep: bool = False) -> str:
    """Return a row of cells, each run of one look with its code once; without `keep` blanks at its end are left out."""
    pieces: list[str] = []
    held = ""
    for cell in row:
        code = cell_color_code(cell, mode)
        if code != held:
            pieces.append(f"\x1b[0;{code}m" if code else "\x1b[0m")
            held = code
        pieces.append(cell.character)
    line = "".join(pieces) + ("\x1b[0m" if held else "")
    return line if keep else line.rstrip()
