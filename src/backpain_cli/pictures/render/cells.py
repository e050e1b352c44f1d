"""A scene as cells; the best mode for a terminal."""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import combinations

from backpain_cli.pictures.palette import PictureColors, blend, nearest_256, unlike
from backpain_cli.pictures.render.labels import LabelWriter
from backpain_cli.pictures.render.patterns import BRAILLE, FILL_PATTERNS, TOOL_SIGN, pattern_rows
from backpain_cli.pictures.render.raster import QUARTERS, PictureCell, PictureMode, Raster, SampleStack, samples_of
from backpain_cli.pictures.render.shading import PERIOD, Shading, TerminalColors, terminal_colors
from backpain_cli.pictures.scene import Role, Scene


def blocks_of(raster: Raster, mode: PictureMode, look: PictureColors) -> list[list[PictureCell]]:
    """Return a coloured cell for each eight samples."""
    painter = _halves if mode is PictureMode.HALF_BLOCKS_16 else _quarters
    painted = cache(painter(raster.stacks, terminal_colors(look, mode)))
    zoned = {number for number, stack in enumerate(raster.stacks) if stack.zones}
    rows: list[list[PictureCell]] = []
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
_CellOf = Callable[[_Eight, int, int], PictureCell]
"""From eight samples, and the place of a pattern that they are at, to their cell."""


def _quarters(stacks: list[SampleStack], colors: TerminalColors) -> _CellOf:
    """Return what paints a cell by its quarters, in the two of their colours that come nearest to all four.

    Colours of series are never mixed: a mixture of two might be taken for a third. Patterns go by halves of a cell,
    which are square; the finer quarters are for the rims.
    """
    shades, ranks = Shading(stacks, colors), [_rank(stack) for stack in stacks]

    @cache
    def color_of_pair(one: int, other: int, x: int, y: int) -> str:
        low, high = sorted((one, other), key=ranks.__getitem__)
        color = shades.at(high, x, y)
        if ranks[low] == _LANDMARK_RANK and ranks[high] == _BODY_RANK:
            # Bones are quiet: a narrow one only shades the body.
            color = blend(color, shades.at(low, x, y), 0.5)
            return nearest_256(color) if colors.tint else color
        return color

    def cell_of(eight: _Eight, x: int, y: int) -> PictureCell:
        upper_left, upper_right, left, right, lower_left, lower_right, lowest_left, lowest_right = eight
        return _cell_in(
            (
                color_of_pair(upper_left, left, x, y),
                color_of_pair(upper_right, right, x, y),
                color_of_pair(lower_left, lowest_left, x, y + 1),
                color_of_pair(lower_right, lowest_right, x, y + 1),
            ),
            colors.paper,
        )

    return cell_of


@lru_cache(maxsize=2048)
def _cell_in(colors: tuple[str, str, str, str], paper: str) -> PictureCell:
    """Return the cell whose quarters come nearest to four colours, of which the empty one looks like `paper`."""
    found = list(dict.fromkeys(colors))
    if len(found) == 1:
        return PictureCell(" ", "", found[0])

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
    return PictureCell(QUARTERS[filled], ink, ground)


def _halves(stacks: list[SampleStack], colors: TerminalColors) -> _CellOf:
    """Return what paints a cell by its halves: terminals of sixteen colours often have no signs for quarters.

    What fills most of a half fills it.
    """
    shades, ranks = Shading(stacks, colors), [_rank(stack) for stack in stacks]

    def half(four: tuple[int, ...], x: int, y: int) -> str:
        counted = Counter(four)
        return shades.at(max(counted, key=lambda number: (counted[number], ranks[number])), x, y)

    def cell_of(eight: tuple[int, ...], x: int, y: int) -> PictureCell:
        upper, lower = half(eight[:4], x, y), half(eight[4:], x, y + 1)
        if upper == lower:
            return PictureCell(" ", "", upper)
        return PictureCell("▀", upper, lower) if upper else PictureCell("▄", lower, "")

    return cell_of


_LANDMARK_RANK, _BODY_RANK, _LINE_RANK, _ZONE_RANK = 1, 2, 3, 4


def _rank(stack: SampleStack) -> int:
    """Return which of two samples wins where only one can be shown; bare paper never does."""
    if stack.zones:
        return _ZONE_RANK
    if stack.ground is None:
        return 0
    if stack.ground.role is Role.LANDMARK:
        return _LANDMARK_RANK
    is_fine = stack.ground.is_line or stack.ground.role in {Role.ARROW, Role.TOOL, Role.POINT}
    return _LINE_RANK if is_fine else _BODY_RANK


def fitted_size(scene: Scene, columns: int, lines: int) -> tuple[int, int]:
    """Return the fewest columns and lines in which `scene` is as large as within `columns` and `lines`."""
    unit = max(scene.width / max(columns, 1), scene.height / max(2 * lines, 1))
    return min(math.ceil(scene.width / unit - 1e-9), columns), min(math.ceil(scene.height / unit / 2 - 1e-9), lines)


def cell_rows(
    scene: Scene, columns: int, lines: int, mode: PictureMode, look: PictureColors
) -> list[list[PictureCell]]:
    """Return `scene` in the middle of a field of `lines` rows of `columns` cells, as large as its form allows."""
    if columns < 1 or lines < 1:
        return []
    raster = Raster(scene, 2 * columns, 4 * lines, with_signs=True)
    rows = (
        pattern_rows(raster, mode)
        if mode in {PictureMode.PATTERNS, PictureMode.ASCII}
        else blocks_of(raster, mode, look)
    )
    LabelWriter(raster, rows, mode, look).write(scene)
    return rows


def picture_mode(environment: Mapping[str, str], encoding: str | None, is_terminal: bool) -> PictureMode:
    """Return the best mode for an output.

    Args:
        environment: TERM, COLORTERM, NO_COLOR and FORCE_COLOR are looked at.
        encoding: of the output; one that has no blocks leaves only letters.
        is_terminal: whether the output is a terminal; elsewhere there are colours only if they are forced.
    """
    if not _has_signs(encoding or "ascii"):
        return PictureMode.ASCII
    terminal, depth = environment.get("TERM", "").lower(), environment.get("COLORTERM", "").lower()
    forced = bool(environment.get("FORCE_COLOR"))
    if terminal in {"dumb", "unknown"} and not forced:
        return PictureMode.ASCII
    colorless = terminal == "" or terminal.startswith(("vt1", "vt2", "vt3")) or terminal.endswith("-mono")
    if environment.get("NO_COLOR") or not (forced or (is_terminal and not colorless)):
        return PictureMode.PATTERNS
    if depth in {"truecolor", "24bit"} or terminal.endswith("-direct") or terminal in _TRUECOLOR_TERMINALS:
        return PictureMode.HALF_BLOCKS_TRUECOLOR
    return PictureMode.HALF_BLOCKS_256 if "256" in terminal else PictureMode.HALF_BLOCKS_16


_TRUECOLOR_TERMINALS = {"xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm"}


def _has_signs(encoding: str) -> bool:
    """Return whether all signs of a picture can be written in `encoding`."""
    if encoding.lower() in {"utf-8", "utf8"}:
        return True
    signs = (
        QUARTERS + FILL_PATTERNS.points + "".join(FILL_PATTERNS.zones) + FILL_PATTERNS.heads + TOOL_SIGN + chr(BRAILLE)
    )
    try:
        signs.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True
