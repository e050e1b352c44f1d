"""A raster in one colour: signs for what fills it, strokes and braille for its rims."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from backpain_cli.pictures.render.raster import (
    BLANK,
    QUARTERS,
    ZONE_ROLES,
    PictureCell,
    PictureMode,
    Raster,
    SampleMark,
    SampleStack,
    samples_of,
)
from backpain_cli.pictures.render.shading import seen
from backpain_cli.pictures.scene import Role


class SignAlphabet(NamedTuple):
    """The signs of a mode with one colour, one of each for every series."""

    points: str
    """More than there are colours: where the colours begin again, the points still differ."""
    zones: tuple[str, ...]
    """Of each role of a zone, in the order of `ZONE_ROLES`."""
    heads: str
    """Of arrows: to the right, then by eighths of a turn, downwards first."""


FILL_PATTERNS = SignAlphabet(
    points="●○◉⊕⊗◎■□◈◊▣◍",
    # Light, hatched and full; the hatchings run as in the SVG where there is such a sign.
    zones=("░∙┄┆⁘·", "╱╲─│┼◇", "█╳≡║╬◆"),
    heads="►◢▼◣◄◤▲◥",
)
LETTERS = SignAlphabet(points="@O*&#$%XQ80V", zones=(".:;~=+", "abcdef", "ABCDEF"), heads=">>v<<<^>")
BRAILLE = 0x2800
_BITS = (1, 8, 2, 16, 4, 32, 64, 128)
"""The dot of a braille sign for each of the eight samples of a cell, row by row."""
_ENOUGH = 3
"""From so many of its eight samples on, a cell shows a zone."""


def _dots(samples: Iterable[object]) -> int:
    """Return the dots of a braille sign for those of eight samples that are true."""
    return sum(bit for bit, sample in zip(_BITS, samples, strict=True) if sample)


@lru_cache(maxsize=128)
def _drawn(shape: str) -> int:
    """Return the dots of a shape that is written as four rows of two."""
    return _dots(ink == "x" for ink in shape.replace(" ", ""))


_TEXTURES = {Role.LIMB: _drawn("xx xx xx xx"), Role.LIMB_FAR: _drawn("x. .x x. .x"), Role.PROP: _drawn("x. .. .x ..")}
"""Which of a cell's dots are set within a filled shape; its rim is drawn in any case."""
TOOL_SIGN = "▒"
"""A tool is small and what matters most: it must not look like the limb or the wall that it lies between."""
_FILLINGS = {Role.LIMB: "#", Role.LIMB_FAR: ":", Role.PROP: "=", Role.TOOL: "o"}
"""The letter that a filled shape is made of."""


def pattern_rows(raster: Raster, mode: PictureMode) -> list[list[PictureCell]]:
    """Return a sign a cell: of the zone there, or of the lines and rims that pass through it."""
    rims = _rims(raster)
    zoned = {number for number, stack in enumerate(raster.stacks) if stack.zones}
    zones = _Zones(raster.stacks)
    stroke = _cell_painter(raster.stacks, mode)
    rows: list[list[PictureCell]] = []
    for line in range(raster.height // 4):
        part = slice(4 * line, 4 * line + 4)
        samples = raster.rows[part]
        cells = zip(samples_of(samples), samples_of(rims[part]), strict=True)
        if all(map(zoned.isdisjoint, samples)):
            rows.append([stroke(*cell) for cell in cells])
            continue
        hearts = {column // 2 for column, row in raster.hearts if row // 4 == line}
        shown = [zones[eight, column in hearts] for column, eight in enumerate(samples_of(samples))]
        rows.append(
            [
                _sign_of_zones(shown, column, line, mode) if shown[column] else stroke(*cell)
                for column, cell in enumerate(cells)
            ]
        )
    return rows


_Samples = tuple[int, ...]


def _cell_painter(stacks: list[SampleStack], mode: PictureMode) -> Callable[[_Samples, _Samples], PictureCell]:
    """Return what draws a cell without zones, by its eight samples and which of them are at a rim."""
    stroke = _stroke_in_letters if mode is PictureMode.ASCII else _stroke_in_dots

    @cache
    def cell_of(eight: _Samples, rim: _Samples) -> PictureCell:
        return PictureCell(stroke([stacks[number].ground for number in eight], rim))

    return cell_of


def _sign_of_zones(shown: list[tuple[SampleMark, ...]], column: int, line: int, mode: PictureMode) -> PictureCell:
    """Return the cell of a column whose line shows those zones."""
    zones = shown[column]
    mark = seen(zones, column, line)
    is_hatched = mode is PictureMode.ASCII and mark.role is Role.SPILLOVER and len(zones) == 1
    beside = shown[max(column - 1, 0) : column + 2]
    if is_hatched and (column + line) % 2 and beside.count(zones) > 1:
        # A letter alone does not look like a hatching: every other one is left out, but for one that is alone.
        return BLANK
    return PictureCell(
        (LETTERS if mode is PictureMode.ASCII else FILL_PATTERNS).zones[ZONE_ROLES.index(mark.role)][mark.series]
    )


class _Zones(dict[tuple[_Samples, bool], tuple[SampleMark, ...]]):
    """The zones that a cell shows, by its eight samples and whether one of them must be seen.

    They are those of most of its samples, if there are enough of them.
    """

    def __init__(self, stacks: list[SampleStack]) -> None:
        super().__init__()
        self._zones = [stack.zones for stack in stacks]

    def __missing__(self, key: tuple[_Samples, bool]) -> tuple[SampleMark, ...]:
        eight, is_heart = key
        counted = Counter(zones for number in eight if (zones := self._zones[number]))
        is_shown = counted and (counted.total() >= _ENOUGH or is_heart)
        self[key] = zones = counted.most_common(1)[0][0] if is_shown else ()
        return zones


def _rims(raster: Raster) -> list[list[bool]]:
    """Return for each sample whether it is on a line, or at the rim of what it belongs to."""
    grounds = [stack.ground for stack in raster.stacks]

    @cache
    def is_rim(own: int, left: int, right: int, above: int, below: int) -> bool:
        ground, beside = grounds[own], [grounds[number] for number in (left, above, right, below)]
        if ground is None or ground.role is Role.POINT:
            return False
        if ground.is_line:
            # Among dots that are all set, a line is seen as a gap.
            return not any(other and other.role is Role.LIMB for other in beside)
        # What is drawn as a line makes no rim; between two shapes one has it, or it would be twice as thick.
        return None in beside or any(other and other != ground and not other.is_line for other in beside[2:])

    bare = [0] * raster.width
    rows = [bare, *raster.rows, bare]
    return [
        list(map(is_rim, own, [0, *own], [*own[1:], 0], above, below))
        for above, own, below in zip(rows, rows[1:], rows[2:], strict=False)
    ]


def _stroke_in_dots(grounds: list[SampleMark | None], rim: _Samples) -> str:
    """Return the sign of a cell without zones: braille, which draws lines and rims as they are."""
    roles = [ground.role if ground else None for ground in grounds]
    if roles.count(Role.POINT) >= _ENOUGH:
        return next(FILL_PATTERNS.points[ground.series] for ground in grounds if ground and ground.role is Role.POINT)
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


def _stroke_in_letters(grounds: list[SampleMark | None], rim: _Samples) -> str:
    """Return the sign of a cell without zones: the filling of a shape, or the letter that is most like its rim."""
    roles = [ground.role if ground else None for ground in grounds]
    if roles.count(Role.POINT) >= _ENOUGH:
        return next(LETTERS.points[ground.series] for ground in grounds if ground and ground.role is Role.POINT)
    if roles.count(Role.ARROW) > 1:
        return "*"
    filled = Counter(letter for role in roles if role and (letter := _FILLINGS.get(role)))
    return filled.most_common(1)[0][0] if filled.total() > _ENOUGH else _letter_like(_dots(rim))


_LETTER_SHAPES = {
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

    return min(_LETTER_SHAPES, key=lambda letter: min(map(unlike, _LETTER_SHAPES[letter]))) if rim else " "
