"""A picture as a value: shapes in named roles on a fixed field. Nothing in here knows how it is drawn."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Role(StrEnum):
    """What a shape shows; a renderer draws each role in its own way."""

    BODY = "body"
    """The filled outline of a body."""
    BODY_LINE = "body-line"
    """A quiet line within or around it: a crease, the edge of an arm before the trunk."""
    LANDMARK = "landmark"
    """A bone that can be felt: a ridge, a rim, a tick of a vertebra."""
    MUSCLE = "muscle"
    ESSENTIAL = "essential"
    """Where a point is published as mainly felt."""
    SPILLOVER = "spillover"
    """Where it is published as sometimes felt; drawn hatched."""
    POINT = "point"
    LIMB = "limb"
    """A part of a posture's figure."""
    LIMB_FAR = "limb-far"
    """A part of the figure on the side turned away."""
    PROP = "prop"
    """Wall, floor, chair, bed, table, doorway, pillow."""
    TOOL = "tool"
    """Ball, towel, the pressing fingers."""
    ARROW = "arrow"
    """The direction of a pressure or a movement."""
    LABEL = "label"


class ScenePoint(NamedTuple):
    """A place on the field; x to the right, y down."""

    x: float
    y: float


class MoveTo(NamedTuple):
    """Begin a part of a path."""

    to: ScenePoint


class LineTo(NamedTuple):
    """Go straight."""

    to: ScenePoint


class CurveTo(NamedTuple):
    """Go along a cubic curve."""

    first: ScenePoint
    second: ScenePoint
    to: ScenePoint


OutlineSegment = MoveTo | LineTo | CurveTo


class Outline(NamedTuple):
    """A line or, when closed, an area."""

    role: Role
    segments: tuple[OutlineSegment, ...]
    closed: bool = True
    width: float = 0.0
    """Of the line, in units of the field; 0 where only the area is drawn."""
    series: int = 0
    """Which of several muscles it belongs to, from 0: each has a colour and a pattern of its own."""
    key: str = ""
    """What it shows: the key of a muscle, an area, a landmark."""


class Dot(NamedTuple):
    """A round spot."""

    role: Role
    at: ScenePoint
    radius: float
    series: int = 0
    key: str = ""


class Label(NamedTuple):
    """A few letters."""

    role: Role
    at: ScenePoint
    """The middle of the letters in height; left end, middle or right end by `anchor`."""
    text: str
    size: float
    """Height of a capital letter, in units of the field."""
    anchor: str = "middle"
    """start, middle or end."""
    series: int = 0


SceneShape = Outline | Dot | Label


class Scene(NamedTuple):
    """A picture; what comes later lies above what came before."""

    width: float
    height: float
    shapes: tuple[SceneShape, ...]
    title: str
    caption: str
    """The same in words, for ears and for screen readers."""
    begins: tuple[SceneShape, ...] = ()
    """The shapes of a second frame, where a movement begins; empty where nothing moves."""

    @property
    def first_frame(self) -> "Scene":
        """The scene where the movement begins."""
        return self._replace(shapes=self.begins, begins=())


def mirrored(path: Outline, axis: float) -> Outline:
    """Return `path` mirrored at the upright line x = `axis`."""
    segments = [type(segment)(*[ScenePoint(2 * axis - x, y) for x, y in segment]) for segment in path.segments]
    return path._replace(segments=tuple(segments))


def shifted(shape: SceneShape, right: float, down: float = 0.0) -> SceneShape:
    """Return `shape` pushed to the right and down."""
    if not right and not down:
        return shape
    if isinstance(shape, Outline):
        segments = [type(segment)(*[ScenePoint(x + right, y + down) for x, y in segment]) for segment in shape.segments]
        return shape._replace(segments=tuple(segments))
    return shape._replace(at=ScenePoint(shape.at.x + right, shape.at.y + down))


def flattened(path: Outline, steps: int = 12) -> list[list[ScenePoint]]:
    """Return `path` as polygons or lines, each curve cut into `steps` straight pieces."""
    parts: list[list[ScenePoint]] = []
    for segment in path.segments:
        match segment:
            case MoveTo(to):
                parts.append([to])
            case LineTo(to):
                parts[-1].append(to)
            case CurveTo((x1, y1), (x2, y2), (x3, y3)):
                x0, y0 = parts[-1][-1]
                parts[-1] += [
                    ScenePoint(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
                    for a, b, c, d in weights(steps)
                ]
    return parts


def places_of(shape: SceneShape) -> list[ScenePoint]:
    """Return the outermost places of a shape, among others."""
    if isinstance(shape, Outline):
        return [point for part in flattened(shape, 4) for point in part]
    if isinstance(shape, Dot):
        x, y, radius = *shape.at, shape.radius
        return [ScenePoint(x - radius, y - radius), ScenePoint(x + radius, y + radius)]
    return [shape.at]


@lru_cache(maxsize=8)
def weights(steps: int) -> tuple[tuple[float, float, float, float], ...]:
    """Return how much each of a curve's four places counts at its steps, without its beginning."""
    parts = [step / steps for step in range(1, steps + 1)]
    return tuple(((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3) for t in parts)


def contains(polygons: Iterable[list[ScenePoint]], point: ScenePoint) -> bool:
    """Return whether `point` lies inside the area that `polygons` enclose (even-odd rule)."""
    inside = False
    x, y = point
    for polygon in polygons:
        before_x, before_y = polygon[-1]
        below = before_y > y
        for here_x, here_y in polygon:
            if below != (here_y > y):
                below = not below
                inside ^= x < before_x + (y - before_y) / (here_y - before_y) * (here_x - before_x)
            before_x, before_y = here_x, here_y
    return inside


class Area:
    """The area within some polygons, quick to ask about many places: most of them lie outside its bounds."""

    def __init__(self, polygons: list[list[ScenePoint]]) -> None:
        """Enclose `polygons`, of which none is empty."""
        self._polygons = polygons
        self._left = min(point.x for polygon in polygons for point in polygon)
        self._right = max(point.x for polygon in polygons for point in polygon)
        self._top = min(point.y for polygon in polygons for point in polygon)
        self._bottom = max(point.y for polygon in polygons for point in polygon)

    def __contains__(self, point: ScenePoint) -> bool:
        x, y = point
        if not (self._left <= x <= self._right and self._top <= y <= self._bottom):
            return False
        return contains(self._polygons, point)


def smooth_outline(
    points: Iterable[tuple[float, float]], *, closed: bool, tension: float = 0.5
) -> tuple[OutlineSegment, ...]:
    """Return a smooth path through `points` (a Catmull-Rom spline as cubic curves).

    Args:
        closed: whether it comes back to the first.
        tension: 0 is straight, 0.5 is round.
    """
    places = [ScenePoint(*place) for place in points]
    count = len(places)
    segments: list[OutlineSegment] = [MoveTo(places[0])]
    for number in range(count if closed else count - 1):
        before = places[(number - 1) % count] if closed or number else places[number]
        start, end = places[number], places[(number + 1) % count]
        after = places[(number + 2) % count] if closed or number + 2 < count else end
        pull = tension / 1.5
        segments.append(
            CurveTo(
                ScenePoint(start.x + (end.x - before.x) * pull / 2, start.y + (end.y - before.y) * pull / 2),
                ScenePoint(end.x - (after.x - start.x) * pull / 2, end.y - (after.y - start.y) * pull / 2),
                end,
            )
        )
    return tuple(segments)
