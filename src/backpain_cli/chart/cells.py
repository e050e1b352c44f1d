"""A scene as cells of a terminal: coloured half blocks, patterns in one colour, or plain letters.

Whatever the mode, a scene is first laid on a raster of two by four samples a cell, which are square because cells are
about twice as high as wide. A sample holds a number that stands for all that lies there, so that overlaps stay known.
"""

import math

from backpain_cli.chart.blocks import blocks_of
from backpain_cli.chart.cell import Cell, Mode
from backpain_cli.chart.looks import Look
from backpain_cli.chart.raster import Raster
from backpain_cli.chart.scene import Scene
from backpain_cli.chart.signs import signs_of
from backpain_cli.chart.writing import Writer


def fitting(scene: Scene, columns: int, lines: int) -> tuple[int, int]:
    """Return the fewest columns and lines in which `scene` is as large as within `columns` and `lines`."""
    unit = max(scene.width / max(columns, 1), scene.height / max(2 * lines, 1))
    return min(math.ceil(scene.width / unit - 1e-9), columns), min(math.ceil(scene.height / unit / 2 - 1e-9), lines)


def cells_of(scene: Scene, columns: int, lines: int, mode: Mode, look: Look) -> list[list[Cell]]:
    """Return `scene` in the middle of a field of `lines` rows of `columns` cells, as large as its form allows."""
    if columns < 1 or lines < 1:
        return []
    raster = Raster(scene, 2 * columns, 4 * lines, with_signs=True)
    rows = signs_of(raster, mode) if mode in {Mode.PATTERNS, Mode.ASCII} else blocks_of(raster, mode, look)
    Writer(raster, rows, mode, look).write(scene)
    return rows
