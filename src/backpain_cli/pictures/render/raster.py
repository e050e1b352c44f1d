"""A scene in samples; cells and the modes of terminals."""

import math
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

from backpain_cli.pictures.render.scanlines import SampleSpan, ScanPlace, placed, rows_along, rows_within
from backpain_cli.pictures.scene import CurveTo, Dot, Outline, Role, Scene, ScenePoint, SceneShape

QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""The sign whose ink fills the quarters 1 (upper left), 2 (upper right), 4 and 8 (lower ones)."""
SERIES = 6
"""How many series have a colour and a pattern of their own; the next begins again, with another sign for its points."""


class PictureMode(StrEnum):
    """What a terminal can show."""

    HALF_BLOCKS_TRUECOLOR = "truecolor"
    HALF_BLOCKS_256 = "256"
    HALF_BLOCKS_16 = "16"
    PATTERNS = "patterns"
    """One colour: blocks, lines and braille."""
    ASCII = "ascii"
    """One colour: letters and plain signs."""


class PictureCell(NamedTuple):
    """One cell of a terminal. With 256 or 16 colours, the colours are exactly those of that palette."""

    character: str
    foreground: str = ""
    """As #rrggbb; empty for the terminal's own."""
    background: str = ""


BLANK = PictureCell(" ")
T = TypeVar("T")


class SampleMark(NamedTuple):
    """A role, and which of several muscles it belongs to."""

    role: Role
    series: int
    is_line: bool = False
    """Whether it is a line, which must not be lost among areas."""


class SampleStack(NamedTuple):
    """All that lies at one sample."""

    ground: SampleMark | None = None
    """The uppermost opaque thing; None is the bare paper."""
    zones: tuple[SampleMark, ...] = ()
    """The muscles and zones above it, in order of series, each series with its strongest role."""

    def under(self, mark: SampleMark) -> "SampleStack":
        """Return what lies there once `mark` has been laid on top."""
        if mark.role not in ZONE_ROLES:
            return SampleStack(mark)
        kept = [zone for zone in self.zones if zone.series != mark.series]
        own = [zone for zone in self.zones if zone.series == mark.series]
        strongest = max([*own, mark], key=lambda zone: ZONE_ROLES.index(zone.role))
        return self._replace(zones=tuple(sorted([*kept, strongest], key=lambda zone: zone.series)))


ZONE_ROLES = (Role.MUSCLE, Role.SPILLOVER, Role.ESSENTIAL)
"""The roles that lie over all others, from the weakest: where two of one muscle meet, the stronger is shown."""
_LINES = {Role.BODY_LINE, Role.LANDMARK}


class Raster:
    """A scene in samples: `rows` of numbers, each of which is an index into `stacks`; 0 is bare paper."""

    def __init__(self, scene: Scene, width: int, height: int, *, with_signs: bool = False) -> None:
        """Draw `scene`, in its proportions and in the middle of a field of samples.

        Args:
            with_signs: whether others write signs for what is too small to be drawn: points, and the heads of arrows.
        """
        self.scale = min(width / scene.width, height / scene.height)
        self.left = (width - scene.width * self.scale) / 2
        self.top = (height - scene.height * self.scale) / 2
        self.width, self.height = width, height
        self.rows = [[0] * width for _ in range(height)]
        self.stacks = [SampleStack()]
        self.hearts: set[tuple[int, int]] = set()
        """The middle of each zone, as column and row: there it must be seen, however small it is."""
        self._numbers = {SampleStack(): 0}
        widest = max(
            (shape.width for shape in scene.shapes if shape.role is Role.BODY_LINE and isinstance(shape, Outline)),
            default=0.0,
        )
        for shape in scene.shapes:
            if with_signs and self.is_sign(shape):
                continue
            if isinstance(shape, Outline):
                is_detail = shape.role is Role.BODY_LINE and shape.width < min(widest, _LEAST_DETAIL / self.scale)
                if not is_detail:
                    self._draw_path(shape)
            elif isinstance(shape, Dot):
                self._draw_dot(shape)

    def is_sign(self, shape: SceneShape) -> bool:
        """Return whether a shape is too small to be drawn, and means more than its outline."""
        if isinstance(shape, Dot):
            return shape.role is Role.POINT and shape.radius * self.scale < _LEAST_POINT
        corners = head_of(shape)
        return bool(corners) and math.dist(corners[0], corners[1]) * self.scale < _LEAST_HEAD

    def place(self, point: ScenePoint) -> ScenePoint:
        """Return where a point of the scene lies, in samples."""
        return ScenePoint(self.left + point.x * self.scale, self.top + point.y * self.scale)

    def number_of(self, stack: SampleStack) -> int:
        """Return the number of `stack`."""
        if stack not in self._numbers:
            self._numbers[stack] = len(self.stacks)
            self.stacks.append(stack)
        return self._numbers[stack]

    def _draw_path(self, path: Outline) -> None:
        is_line = path.role in _LINES or (path.role is Role.LIMB_FAR and not path.closed)
        layer = _Layer(self, SampleMark(path.role, path.series % SERIES, is_line))
        lines = placed(path, self.scale, self.left, self.top)
        if path.role is Role.ARROW and not path.closed:
            lines = [_in_one_half(line) for line in lines]
        if path.closed:
            self._lay(rows_within(lines, self.height), layer)
        if path.role in ZONE_ROLES and path.closed:
            self._note_hearts(lines, layer)
        elif path.width or not path.closed:
            radius = max(path.width * self.scale / 2, _THINNEST)
            for line in lines:
                self._lay(rows_along(line, radius, self.height, closed=path.closed), layer)

    def _draw_dot(self, dot: Dot) -> None:
        at, radius = self.place(dot.at), max(dot.radius * self.scale, _THINNEST)
        if dot.role is Role.POINT:
            # A rim of bare paper sets it off from a zone of its own colour.
            self._lay(rows_along([at], radius * 1.25, self.height), _Layer(self, None))
        layer = _Layer(self, SampleMark(dot.role, dot.series % SERIES))
        self._lay(rows_along([at], radius, self.height), layer)
        self._stamp(at, layer)

    def _stamp(self, at: ScenePoint, layer: "_Layer") -> None:
        """Lay a layer over the one sample at a place: a small thing may slip between the middles of all others."""
        column, row = int(at.x), int(at.y)
        if 0 <= row < self.height:
            self._lay([(row, column, column + 1)], layer)

    def _lay(self, spans: Iterable[SampleSpan], layer: "_Layer") -> None:
        """Lay a layer over spans of the raster's rows; a sample belongs to it if its middle does."""
        for row, start, end in spans:
            first, last = max(math.ceil(start - 0.5), 0), min(math.ceil(end - 0.5), self.width)
            if first < last:
                self.rows[row][first:last] = map(layer.__getitem__, self.rows[row][first:last])

    def _note_hearts(self, lines: list[list[ScanPlace]], layer: "_Layer") -> None:
        for line in lines:
            xs, ys = [x for x, _ in line], [y for _, y in line]
            heart = ScenePoint(sum(xs) / len(line), sum(ys) / len(line))
            if min(max(xs) - min(xs), max(ys) - min(ys)) < 2:
                self._stamp(heart, layer)
            column, row = int(heart.x), int(heart.y)
            is_inside = 0 <= row < self.height and 0 <= column < self.width
            if is_inside and layer[self.rows[row][column]] == self.rows[row][column]:
                self.hearts.add((column, row))


class _Layer(dict[int, int]):
    """One mark, or bare paper, laid over samples: the number of what is there afterwards by the number before."""

    def __init__(self, raster: Raster, mark: SampleMark | None) -> None:
        super().__init__()
        self._raster, self._mark = raster, mark

    def __missing__(self, below: int) -> int:
        stack = self._raster.stacks[below].under(self._mark) if self._mark else SampleStack()
        self[below] = number = self._raster.number_of(stack)
        return number


_THINNEST = 0.55
"""Half the width of the thinnest line, in samples: less, and it would slip between their middles."""
_LEAST_POINT, _LEAST_HEAD = 2.0, 6.0
"""Points of a smaller radius, and heads of arrows with shorter sides, in samples, are written as a sign in a cell."""
_LEAST_DETAIL = 0.3
"""Width, in samples, under which fine lines of a body are left out: side by side they would fill hands and faces."""


def _in_one_half(line: list[ScanPlace]) -> list[ScanPlace]:
    """Return a level line in the middle of the nearer half of a cell, or it would fill two halves and look thick."""
    heights = [y for _, y in line]
    if max(heights) - min(heights) > 1:
        return line
    middle = 2 * math.floor(sum(heights) / len(heights) / 2) + 1.0
    return [(x, middle) for x, _ in line]


def head_of(shape: SceneShape) -> list[ScenePoint]:
    """Return the corners of an arrow's head, its tip first; none if it isn't one."""
    if not isinstance(shape, Outline) or shape.role is not Role.ARROW or not shape.closed:
        return []
    corners = [segment.to for segment in shape.segments]
    if len(corners) != 3 or any(isinstance(segment, CurveTo) for segment in shape.segments):
        return []
    one, two, three = corners
    turns = [[one, two, three], [two, three, one], [three, one, two]]
    # From the tip it is equally far to both others.
    return min(turns, key=lambda turn: abs(math.dist(turn[0], turn[1]) - math.dist(turn[0], turn[2])))


def samples_of(rows: Sequence[Sequence[T]]) -> Iterator[tuple[T, ...]]:
    """Give the eight samples of each cell in a line of cells, row by row."""
    return zip(*(half for row in rows for half in (row[::2], row[1::2])), strict=True)
