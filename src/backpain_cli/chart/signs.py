"""A raster in one colour: signs for what fills it, strokes and braille for its rims."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from backpain_cli.chart.blocks import QUARTERS
from backpain_cli.chart.cell import Cell, Mode
from backpain_cli.chart.inks import seen
from backpain_cli.chart.raster import Mark, Raster, samples_of
from backpain_cli.chart.scene import Role


class Alphabet(NamedTuple):
    """The signs of a mode with one colour, one of each for every series."""

    points: str
    """More than there are colours: where the colours begin again, the points still differ."""
    zones: Mapping[Role, str]
    heads: str
    """Of arrows: to the right, then by eighths of a turn, downwards first."""


PATTERNS = Alphabet(
    points="●○◉⊕⊗◎■□◈◊▣◍",
    # Full, hatched and light; the hatchings run as in the SVG where there is such a sign.
    zones={Role.ESSENTIAL: "█╳≡║╬◆", Role.SPILLOVER: "╱╲─│┼◇", Role.MUSCLE: "░∙┄┆⁘·"},
    heads="►◢▼◣◄◤▲◥",
)
LETTERS = Alphabet(
    points="@O*&#$%XQ80V",
    zones={Role.ESSENTIAL: "ABCDEF", Role.SPILLOVER: "abcdef", Role.MUSCLE: ".:;~=+"},
    heads=">>v<<<^>",
)
BRAILLE = 0x2800
_BITS = (1, 8, 2, 16, 4, 32, 64, 128)
"""The dot of a braille sign for each of the eight samples of a cell, row by row."""
_ENOUGH = 3
"""From so many of its eight samples on, a cell shows a zone."""


def _dots(samples: Iterable[object]) -> int:
    """Return the dots of a braille sign for those of eight samples that are true."""
    return sum(bit for bit, sample in zip(_BITS, samples, strict=True) if sample)


def _drawn(shape: str) -> int:
    """Return the dots of a shape that is written as four rows of two."""
    return _dots(ink == "x" for ink in shape.replace(" ", ""))


_TEXTURES = {
    Role.LIMB: _drawn("xx xx xx xx"),
    Role.LIMB_FAR: _drawn("x. .x x. .x"),
    Role.PROP: _drawn("x. .. .x .."),
}
"""Which of a cell's dots are set within a filled shape; its rim is drawn in any case."""
TOOL_SIGN = "▒"
"""A tool is small and what matters most: it must not look like the limb or the wall that it lies between."""
_FILLINGS = {Role.LIMB: "#", Role.LIMB_FAR: ":", Role.PROP: "=", Role.TOOL: "o"}
"""The letter that a filled shape is made of."""


def signs_of(raster: Raster, mode: Mode) -> list[list[Cell]]:
    """Return a sign a cell: of the zone there, or of the lines and rims that pass through it."""
    rims = list(_rims(raster))
    hearts = {(column // 2, row // 4) for column, row in raster.hearts}
    alphabet, stroke = (LETTERS, _stroke_in_letters) if mode is Mode.ASCII else (PATTERNS, _stroke_in_dots)
    known: dict[tuple[tuple[int, ...], tuple[bool, ...]], str] = {}
    rows: list[list[Cell]] = []
    for line in range(raster.height // 4):
        row: list[Cell] = []
        part = slice(4 * line, 4 * line + 4)
        cells = list(zip(samples_of(raster.rows[part]), samples_of(rims[part]), strict=True))
        zones = [_zones_of(raster, eight, is_heart=(column, line) in hearts) for column, (eight, _) in enumerate(cells)]
        for column, (eight, rim) in enumerate(cells):
            mark = seen(zones[column], column, line) if zones[column] else None
            if mark:
                sign = alphabet.zones[mark.role][mark.series]
                is_hatched = mode is Mode.ASCII and mark.role is Role.SPILLOVER and len(zones[column]) == 1
                beside = zones[max(column - 1, 0) : column + 2]
                if is_hatched and (column + line) % 2 and beside.count(zones[column]) > 1:
                    # A letter is no hatching by itself: every other one is left out, but for one that stands alone.
                    sign = " "
                row.append(Cell(sign))
                continue
            if (eight, rim) not in known:
                known[eight, rim] = stroke([raster.stacks[number].ground for number in eight], rim)
            row.append(Cell(known[eight, rim]))
        rows.append(row)
    return rows


def _zones_of(raster: Raster, eight: tuple[int, ...], *, is_heart: bool) -> tuple[Mark, ...]:
    """Return the zones that a cell shows: those of most of its samples, if there are enough of them."""
    if not any(eight):
        return ()
    counted = Counter(zones for number in eight if (zones := raster.stacks[number].zones))
    return counted.most_common(1)[0][0] if counted and (counted.total() >= _ENOUGH or is_heart) else ()


def _rims(raster: Raster) -> Iterator[list[bool]]:
    """Give for each sample whether it is on a line, or at the rim of what it belongs to."""
    kinds: dict[Mark | None, int] = {None: 0}
    for stack in raster.stacks:
        kinds.setdefault(stack.ground, len(kinds))
    kind_of = [kinds[stack.ground] for stack in raster.stacks]
    lines = {kind for ground, kind in kinds.items() if ground and ground.is_line}
    # What is drawn as a line has no rim, and makes none.
    hidden = lines | {kind for ground, kind in kinds.items() if ground and ground.role is Role.POINT}
    # Among dots that are all set, a line is seen as a gap.
    solid = {kind for ground, kind in kinds.items() if ground and ground.role is Role.LIMB}
    known: dict[tuple[int, int, int, int, int], bool] = {}
    bare = [0] * raster.width
    rows = [bare, *([kind_of[number] for number in row] for row in raster.rows), bare]
    for above, here, below in zip(rows, rows[1:], rows[2:], strict=False):
        row: list[bool] = []
        for around in zip(here, [0, *here], [*here[1:], 0], above, below, strict=False):
            if around not in known:
                kind, _, right, _, down = around
                known[around] = (kind in lines and solid.isdisjoint(around)) or (
                    kind not in hidden
                    and kind != 0
                    # Between two shapes one of them has the rim, or it would be twice as thick.
                    and (0 in around or any(other not in {kind, *lines} for other in (right, down)))
                )
            row.append(known[around])
        yield row


def _stroke_in_dots(grounds: list[Mark | None], rim: tuple[bool, ...]) -> str:
    """Return the sign of a cell without zones: braille, which draws lines and rims as they are."""
    roles = [ground.role if ground else None for ground in grounds]
    if roles.count(Role.POINT) >= _ENOUGH:
        return next(PATTERNS.points[ground.series] for ground in grounds if ground and ground.role is Role.POINT)
    if roles.count(Role.TOOL) >= _ENOUGH:
        return TOOL_SIGN
    if Role.ARROW in roles:
        # It mostly lies over a limb, which is made of dots: so it is solid, and the limb makes way.
        quarters = ((0, 2), (1, 3), (4, 6), (5, 7))
        return QUARTERS[
            sum(1 << place for place, (one, other) in enumerate(quarters) if Role.ARROW in (roles[one], roles[other]))
        ]
    fillings = [_TEXTURES.get(ground.role, 0) if ground and not ground.is_line else 0 for ground in grounds]
    dots = _dots(rim) | _dots(filling & bit for filling, bit in zip(fillings, _BITS, strict=True))
    return chr(BRAILLE + dots) if dots else " "


def _stroke_in_letters(grounds: list[Mark | None], rim: tuple[bool, ...]) -> str:
    """Return the sign of a cell without zones: the filling of a shape, or the letter that is most like its rim."""
    roles = [ground.role if ground else None for ground in grounds]
    if roles.count(Role.POINT) >= _ENOUGH:
        return next(LETTERS.points[ground.series] for ground in grounds if ground and ground.role is Role.POINT)
    if roles.count(Role.ARROW) > 1:
        return "*"
    filled = Counter(role for role in roles if role in _FILLINGS)
    return _FILLINGS[filled.most_common(1)[0][0]] if filled.total() > _ENOUGH else _letter_like(_dots(rim))


_STROKES = {
    # Where the ink of a letter is, four rows of two: a rim is drawn as the letter that is most like it.
    "|": ("x. x. x. x.", ".x .x .x .x", "xx xx xx xx", ".. x. x. x.", "x. x. x. ..", ".. .x .x .x", ".x .x .x .."),
    "/": (".x .x x. x.", ".x xx x. ..", ".. .x xx x.", ".x .x xx x.", ".x xx x. x.", ".x x. .. ..", ".. .. .x x."),
    "\\": ("x. x. .x .x", "x. xx .x ..", ".. x. xx .x", "x. x. xx .x", "x. xx .x .x", "x. .x .. ..", ".. .. x. .x"),
    "-": ("xx .. .. ..", ".. xx .. ..", ".. .. xx ..", ".x x. .. ..", "xx x. .. ..", "xx .x .. ..", ".. xx xx .."),
    "_": (".. .. .. xx", ".. .. .x xx", ".. .. x. xx"),
    "'": ("x. .. .. ..", ".x .. .. ..", "x. x. .. ..", ".x .x .. .."),
    ".": (".. .. .. x.", ".. .. .. .x", ".. .. x. x.", ".. .. .x .x", ".. x. .. ..", ".. .x .. .."),
    "+": ("x. xx xx x.", ".x xx xx .x", "xx xx xx ..", ".. xx xx xx"),
}


@lru_cache(maxsize=256)
def _letter_like(rim: int) -> str:
    def unlike(shape: str) -> int:
        return (_drawn(shape) ^ rim).bit_count()

    return min(_STROKES, key=lambda letter: min(map(unlike, _STROKES[letter]))) if rim else " "
