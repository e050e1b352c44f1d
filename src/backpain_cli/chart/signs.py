"""A raster in one colour: signs for what fills it, strokes and braille for its rims."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from backpain_cli.chart.blocks import QUARTERS
from backpain_cli.chart.cell import Cell, Mode
from backpain_cli.chart.inks import seen
from backpain_cli.chart.raster import COMMON, Mark, Raster, Stack, samples_of
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
    rims = _rims(raster)
    zoned = {number for number, stack in enumerate(raster.stacks) if stack.zones}
    strokes = _Strokes(raster.stacks, mode)
    rows: list[list[Cell]] = []
    for line in range(raster.height // 4):
        samples = raster.rows[4 * line : 4 * line + 4]
        row = [
            strokes[cell] for cell in zip(samples_of(samples), samples_of(rims[4 * line : 4 * line + 4]), strict=True)
        ]
        if not all(map(zoned.isdisjoint, samples)):
            for column, sign in _signs_of_zones(raster, line, mode):
                row[column] = Cell(sign)
        rows.append(row)
    return rows


_Samples = tuple[int, ...]


class _Strokes(dict[tuple[_Samples, tuple[str, ...]], Cell]):
    """The cells without zones that were drawn until now, by their eight samples and which of them are at a rim."""

    def __init__(self, stacks: list[Stack], mode: Mode) -> None:
        super().__init__(_common_strokes(mode))
        self._stacks, self._common = stacks, _common_strokes(mode)
        self._stroke = _stroke_in_letters if mode is Mode.ASCII else _stroke_in_dots

    def __missing__(self, key: tuple[_Samples, tuple[str, ...]]) -> Cell:
        eight, rim = key
        grounds = [self._stacks[number].ground for number in eight]
        self[key] = cell = Cell(self._stroke(grounds, [at == "1" for at in rim]))
        if max(eight) < len(COMMON):
            self._common[key] = cell
        return cell


@lru_cache(maxsize=2)
def _common_strokes(mode: Mode) -> dict[tuple[_Samples, tuple[str, ...]], Cell]:
    """Return the cells of samples that mean the same on every raster, as far as they were drawn until now."""
    return {}


def _signs_of_zones(raster: Raster, line: int, mode: Mode) -> Iterator[tuple[int, str]]:
    """Give the column and the sign of each cell of a line that shows a zone."""
    alphabet = LETTERS if mode is Mode.ASCII else PATTERNS
    hearts = {column // 2 for column, row in raster.hearts if row // 4 == line}
    eights = samples_of(raster.rows[4 * line : 4 * line + 4])
    zones = [_zones_of(raster, eight, is_heart=column in hearts) for column, eight in enumerate(eights)]
    for column, here in enumerate(zones):
        if not here:
            continue
        mark = seen(here, column, line)
        is_hatched = mode is Mode.ASCII and mark.role is Role.SPILLOVER and len(here) == 1
        beside = zones[max(column - 1, 0) : column + 2]
        # A letter is no hatching by itself: every other one is left out, but for one that stands alone.
        is_gap = is_hatched and (column + line) % 2 and beside.count(here) > 1
        yield column, " " if is_gap else alphabet.zones[mark.role][mark.series]


def _zones_of(raster: Raster, eight: _Samples, *, is_heart: bool) -> tuple[Mark, ...]:
    """Return the zones that a cell shows: those of most of its samples, if there are enough of them."""
    if not any(eight):
        return ()
    counted = Counter(zones for number in eight if (zones := raster.stacks[number].zones))
    return counted.most_common(1)[0][0] if counted and (counted.total() >= _ENOUGH or is_heart) else ()


def _rims(raster: Raster) -> list[str]:
    """Return for each sample whether it is on a line, or at the rim of what it belongs to: rows of 1 and 0.

    All samples are looked at together: what is so of each of them is one number, whose bits are the samples row by row.
    """
    kinds: dict[Mark | None, int] = {None: 0}
    for stack in raster.stacks:
        kinds.setdefault(stack.ground, len(kinds))
    kind_of = [kinds[stack.ground] for stack in raster.stacks]
    # Beside each row, and above and below all of them, there is bare paper.
    width = raster.width + 1
    bare = bytes(width)
    table = bytes([*kind_of, *bytes(256)][:256])
    rows = (
        row.translate(table) if isinstance(row, bytearray) else bytes(map(kind_of.__getitem__, row))
        for row in raster.rows
    )
    samples = b"".join([bare, b"\0".join(rows), b"\0", bare])
    of_kind = {kind: _bits(samples, kind) for kind in set(samples)}

    def any_of(wanted: Iterable[int]) -> int:
        return reduce(or_, (of_kind.get(kind, 0) for kind in wanted), 0)

    def beside(bits: int) -> int:
        return bits << 1 | bits >> 1 | bits << width | bits >> width

    line_kinds = {kind for ground, kind in kinds.items() if ground and ground.is_line}
    lines, paper = any_of(line_kinds), of_kind[0]
    # Among dots that are all set, a line is seen as a gap.
    solid = any_of(kind for ground, kind in kinds.items() if ground and ground.role is Role.LIMB)
    rims = lines & ~(solid | beside(solid))
    # What is drawn as a line has no rim, and makes none.
    hidden = line_kinds | {kind for ground, kind in kinds.items() if ground and ground.role is Role.POINT}
    for kind in of_kind.keys() - hidden - {0}:
        own = of_kind[kind]
        alike = own | lines
        # Between two shapes one of them has the rim, or it would be twice as thick.
        rims |= own & (beside(paper) | ~(alike << 1) | ~(alike << width))
    told = format(rims, f"0{len(samples)}b")
    return [told[start : start + raster.width] for start in range(width, len(told) - width, width)]


def _bits(samples: bytes, kind: int) -> int:
    """Return a number whose bits are 1 where a sample is of that kind, the first sample being its highest bit."""
    table = bytearray(b"0" * 256)
    table[kind] = ord("1")
    return int(samples.translate(bytes(table)), 2)


def _stroke_in_dots(grounds: list[Mark | None], rim: list[bool]) -> str:
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


def _stroke_in_letters(grounds: list[Mark | None], rim: list[bool]) -> str:
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
