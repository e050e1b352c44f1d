"""A scene as lines of a terminal, with the names of what is on it."""

import os
from collections.abc import Sequence
from typing import TextIO

from backpain_cli.chart.cell import Cell, Mode
from backpain_cli.chart.cells import cells_of, fitting, mode_for
from backpain_cli.chart.charts import Series, legend_line
from backpain_cli.chart.inks import code_of
from backpain_cli.chart.scene import Scene
from backpain_cli.chart.svg import DARK
from backpain_cli.terminal.paper import is_drawable, page_width

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


def chart_lines(scene: Scene, columns: int, lines: int, stream: TextIO) -> list[str]:
    """Return `scene` as lines, with the terminal's codes for colours where it has them."""
    mode = mode_for(os.environ, stream.encoding, is_drawable(stream))
    # No more lines than the picture fills: what lies outside its field is not part of it.
    _, filled = fitting(scene, columns, lines)
    return [_line(row, mode) for row in cells_of(scene, columns, filled, mode, DARK)]


def legend_lines(series: Sequence[Series], stream: TextIO) -> list[str]:
    """Return what each series looks like, and its name."""
    mode = mode_for(os.environ, stream.encoding, is_drawable(stream))
    told: list[str] = []
    for number, one in enumerate(series):
        sample = Scene(100, 20, tuple(legend_line(number, one, 10, name=False)), "", "")
        row = cells_of(sample, _SAMPLE_COLUMNS, 1, mode, DARK)[0]
        told.append(f"{_line(row, mode, keep=True)} {one.name}")
    return told


def _line(row: Sequence[Cell], mode: Mode, *, keep: bool = False) -> str:
    """Return a row of cells, each run of one look with its code once; without `keep` blanks at its end are left out."""
    pieces: list[str] = []
    held = ""
    for cell in row:
        code = code_of(cell, mode)
        if code != held:
            pieces.append(f"\x1b[0;{code}m" if code else "\x1b[0m")
            held = code
        pieces.append(cell.character)
    line = "".join(pieces) + ("\x1b[0m" if held else "")
    return line if keep else line.rstrip()
