"""A raster as coloured cells: quarters of a cell where the terminal can show them, halves elsewhere."""

from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import combinations

from backpain_cli.chart.cell import Cell, Mode
from backpain_cli.chart.inks import PERIOD, Inks, Shades, blend, inks_of, nearest_256, unlike
from backpain_cli.chart.looks import Look
from backpain_cli.chart.raster import Raster, Stack, samples_of
from backpain_cli.chart.scene import Role


def blocks_of(raster: Raster, mode: Mode, look: Look) -> list[list[Cell]]:
    """Return a coloured cell for each eight samples."""
    painter = _halves if mode is Mode.HALF_BLOCKS_16 else _quarters
    painted = cache(painter(raster.stacks, inks_of(look, mode)))
    zoned = {number for number, stack in enumerate(raster.stacks) if stack.zones}
    rows: list[list[Cell]] = []
    for line in range(raster.height // 4):
        y = 2 * line % PERIOD
        # Only where there are zones does it matter which place of their patterns this is.
        rows.append(
            [
                painted(eight, 0, 0) if zoned.isdisjoint(eight) else painted(eight, column % PERIOD, y)
                for column, eight in enumerate(samples_of(raster.rows[4 * line : 4 * line + 4]))
            ]
        )
    return rows


_Eight = tuple[int, ...]
_CellOf = Callable[[_Eight, int, int], Cell]
"""From eight samples, and the place of a pattern that they are at, to their cell."""


QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""The sign whose ink fills the quarters 1 (upper left), 2 (upper right), 4 and 8 (lower ones)."""


def _quarters(stacks: list[Stack], inks: Inks) -> _CellOf:
    """Return what paints a cell by its quarters, in the two of their colours that come nearest to all four.

    Colours of series are never mixed: a mixture of two might be taken for a third. Patterns go by halves of a cell,
    which are square; the finer quarters are for the rims.
    """
    shades, ranks = Shades(stacks, inks), [_rank(stack) for stack in stacks]

    @cache
    def color_of_pair(one: int, other: int, x: int, y: int) -> str:
        low, high = sorted((one, other), key=ranks.__getitem__)
        color = shades.at(high, x, y)
        if ranks[low] == _LANDMARK_RANK and ranks[high] == _BODY_RANK:
            # Bones are quiet: a narrow one only shades the body.
            color = blend(color, shades.at(low, x, y), 0.5)
            return nearest_256(color) if inks.tint else color
        return color

    def cell_of(eight: _Eight, x: int, y: int) -> Cell:
        upper_left, upper_right, left, right, lower_left, lower_right, lowest_left, lowest_right = eight
        return _cell_in(
            (
                color_of_pair(upper_left, left, x, y),
                color_of_pair(upper_right, right, x, y),
                color_of_pair(lower_left, lowest_left, x, y + 1),
                color_of_pair(lower_right, lowest_right, x, y + 1),
            ),
            inks.paper,
        )

    return cell_of


@lru_cache(maxsize=2048)
def _cell_in(colors: tuple[str, str, str, str], paper: str) -> Cell:
    """Return the cell whose quarters come nearest to four colours, of which the empty one looks like `paper`."""
    found = list(dict.fromkeys(colors))
    if len(found) == 1:
        return Cell(" ", "", found[0])

    def apart(one: str, other: str) -> int:
        return unlike(one or paper, other or paper)

    def error(pair: tuple[str, str]) -> int:
        return sum(min(apart(color, one) for one in pair) for color in colors)

    ink, ground = min(combinations(found, 2), key=error) if len(found) > 2 else (found[0], found[1])
    if not ink:
        ink, ground = ground, ink
    filled = 0
    for place, color in enumerate(colors):
        if color == ink or (color != ground and apart(color, ink) < apart(color, ground)):
            filled += 1 << place
    return Cell(QUARTERS[filled], ink, ground)


def _halves(stacks: list[Stack], inks: Inks) -> _CellOf:
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
