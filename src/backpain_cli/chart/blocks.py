"""A raster as coloured cells: quarters of a cell where the terminal can show them, halves elsewhere."""

from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from itertools import combinations

from backpain_cli.chart.cell import Cell, Mode
from backpain_cli.chart.inks import PERIOD, Inks, Shades, blend, inks_of, nearest_256, unlike
from backpain_cli.chart.looks import Look
from backpain_cli.chart.raster import COMMON, Raster, Stack, samples_of
from backpain_cli.chart.scene import Role


def blocks_of(raster: Raster, mode: Mode, look: Look) -> list[list[Cell]]:
    """Return a coloured cell for each eight samples."""
    common = _common_cells(mode, look)
    painter = _halves if mode is Mode.HALF_BLOCKS_16 else _quarters
    cell_of = painter(raster.stacks, inks_of(look, mode))
    zoned = {number for number, stack in enumerate(raster.stacks) if stack.zones}
    known: dict[tuple[tuple[int, ...], int, int], Cell] = {}
    rows: list[list[Cell]] = []
    for line in range(raster.height // 4):
        row: list[Cell] = []
        for column, eight in enumerate(samples_of(raster.rows[4 * line : 4 * line + 4])):
            cell = common.get(eight)
            if cell is None:
                # Only where there are zones does it matter which place of their patterns this is.
                key = (eight, 0, 0) if zoned.isdisjoint(eight) else (eight, column % PERIOD, 2 * line % PERIOD)
                cell = known.get(key)
                if cell is None:
                    known[key] = cell = cell_of(*key)
                    if max(eight) < len(COMMON):
                        common[eight] = cell
            row.append(cell)
        rows.append(row)
    return rows


CellOf = Callable[[tuple[int, ...], int, int], Cell]
"""From eight samples, and the place of a pattern that they are at, to their cell."""


@lru_cache(maxsize=4)
def _common_cells(mode: Mode, look: Look) -> dict[tuple[int, ...], Cell]:
    """Return the cells of samples that mean the same on every raster, as far as they were painted until now."""
    return {}


QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""The sign whose ink fills the quarters 1 (upper left), 2 (upper right), 4 and 8 (lower ones)."""


def _quarters(stacks: list[Stack], inks: Inks) -> CellOf:
    """Return what paints a cell by its quarters, in the two of their colours that come nearest to all four.

    Colours of series are never mixed: a mixture of two might be taken for a third. Patterns go by halves of a cell,
    which are square; the finer quarters are for the rims.
    """
    shades, ranks = Shades(stacks, inks), [_rank(stack) for stack in stacks]

    def color_of_pair(one: int, other: int, x: int, y: int) -> str:
        low, high = sorted((one, other), key=ranks.__getitem__)
        color = shades.at(high, x, y)
        if ranks[low] == _LANDMARK_RANK and ranks[high] == _BODY_RANK:
            # Bones are quiet: a narrow one only shades the body.
            color = blend(color, shades.at(low, x, y), 0.5)
            return nearest_256(color) if inks.tint else color
        return color

    def is_nearer(color: str, ink: str, ground: str) -> bool:
        return color == ink or (
            color != ground
            and unlike(color or inks.paper, ink or inks.paper) < unlike(color or inks.paper, ground or inks.paper)
        )

    def cell_of(eight: tuple[int, ...], x: int, y: int) -> Cell:
        colors = [color_of_pair(eight[place], eight[place + 2], x, y + place // 4) for place in (0, 1, 4, 5)]
        found = list(dict.fromkeys(colors))
        if len(found) == 1:
            return Cell(" ", "", found[0])

        def error(pair: tuple[str, str]) -> int:
            return sum(min(unlike(color or inks.paper, one or inks.paper) for one in pair) for color in colors)

        ink, ground = min(combinations(found, 2), key=error) if len(found) > 2 else (found[0], found[1])
        if not ink:
            ink, ground = ground, ink
        filled = sum(1 << place for place, color in enumerate(colors) if is_nearer(color, ink, ground))
        return Cell(QUARTERS[filled], ink, ground)

    return cell_of


def _halves(stacks: list[Stack], inks: Inks) -> CellOf:
    """Return what paints a cell by its halves: terminals of sixteen colours often have no signs for quarters.

    What fills most of a half fills it.
    """
    shades, ranks = Shades(stacks, inks), [_rank(stack) for stack in stacks]

    def half(four: tuple[int, ...], x: int, y: int) -> str:
        counted = Counter(four)
        return shades.at(max(counted, key=lambda number: (counted[number], ranks[number])), x, y)

    def cell_of(eight: tuple[int, ...], x: int, y: int) -> Cell:
        upper, lower = half(eight[:4], x, y), half(eight[4:], x, y + 1)
        if upper == lower:
            return Cell(" ", "", upper)
        return Cell("▀", upper, lower) if upper else Cell("▄", lower, "")

    return cell_of


_LANDMARK_RANK, _BODY_RANK, _LINE_RANK, _ZONE_RANK = 1, 2, 3, 4


def _rank(stack: Stack) -> int:
    """Return which of two samples wins where only one can be shown; bare paper never does."""
    if stack.zones:
        return _ZONE_RANK
    if stack.ground is None:
        return 0
    if stack.ground.role is Role.LANDMARK:
        return _LANDMARK_RANK
    is_fine = stack.ground.is_line or stack.ground.role in {Role.ARROW, Role.TOOL, Role.POINT}
    return _LINE_RANK if is_fine else _BODY_RANK
