"""Places and directions in the person's own space: forward, up and left, in units above the floor."""

from math import cos, dist, radians, sin, sqrt
from typing import NamedTuple


class Vector(NamedTuple):
    """A place or a direction in the person's own space."""

    forward: float
    up: float
    left: float

    def moved(self, way: "Vector", by: float = 1.0) -> "Vector":
        """Return the place that lies `by` times `way` from here."""
        return Vector(self.forward + way.forward * by, self.up + way.up * by, self.left + way.left * by)

    def to(self, other: "Vector") -> "Vector":
        """Return the way from here to `other`."""
        return other.moved(self, -1)

    def dot(self, other: "Vector") -> float:
        """Return the scalar product."""
        return self.forward * other.forward + self.up * other.up + self.left * other.left

    def unit(self) -> "Vector":
        """Return the same direction, of length 1."""
        length = sqrt(self.dot(self)) or 1.0
        return Vector(self.forward / length, self.up / length, self.left / length)


class Axes(NamedTuple):
    """The directions of a part of the body: where its front, its upper end and its left side point."""

    front: Vector
    top: Vector
    side: Vector

    def at(self, origin: Vector, forward: float, up: float, left: float) -> Vector:
        """Return the place at these distances from `origin`, along these directions."""
        return origin.moved(self.front, forward).moved(self.top, up).moved(self.side, left)


def axes_of(lean: float, bend: float = 0.0, turn: float = 0.0) -> Axes:
    """Return the directions of a part that was turned, then bent sideways, then leaned, in degrees.

    Args:
        lean: forward; backward if negative. -90 lies on the back.
        bend: to the person's left.
        turn: to the person's left.
    """

    def turned(forward: float, up: float, left: float) -> Vector:
        angle = radians(turn)
        forward, left = forward * cos(angle) - left * sin(angle), left * cos(angle) + forward * sin(angle)
        angle = radians(bend)
        up, left = up * cos(angle) - left * sin(angle), left * cos(angle) + up * sin(angle)
        angle = radians(lean)
        return Vector(forward * cos(angle) + up * sin(angle), up * cos(angle) - forward * sin(angle), left)

    return Axes(turned(1, 0, 0), turned(0, 1, 0), turned(0, 0, 1))


def axes_between(one: Axes, other: Axes, part: float) -> Axes:
    """Return the directions that lie between those two: `part` 0 is the first, 1 the second."""
    front, top, side = (a.moved(a.to(b), part).unit() for a, b in zip(one, other, strict=True))
    return Axes(front, top, side)


def direction_of(text: str, side: int, around: float) -> Vector:
    """Return the direction that `LIFT` or `LIFT/AROUND` means.

    Args:
        text: LIFT is 0 straight down, 90 level, 180 straight up. AROUND is 0 forward, 90 to the limb's own side,
            180 backward, -90 across the body.
        side: 1 for a left limb, -1 for a right one.
        around: where the text gives none.
    """
    lift, slash, rest = text.partition("/")
    up, level = radians(float(lift)), radians(float(rest) if slash else around)
    return Vector(sin(up) * cos(level), -cos(up), side * sin(up) * sin(level))


def limb_joint(start: Vector, goal: Vector, first: float, second: float, pole: Vector) -> tuple[Vector, Vector]:
    """Return the middle joint and the end of a limb of two parts that reaches from `start` to `goal`.

    The middle joint points to `pole`. A goal that is out of reach is reached for.
    """
    axis = start.to(goal).unit()
    far = min(max(dist(start, goal), abs(first - second) + 0.01), first + second - 0.01)
    along = (first**2 - second**2 + far**2) / (2 * far)
    aside = pole.moved(axis, -pole.dot(axis)).unit()
    middle = start.moved(axis, along).moved(aside, sqrt(max(first**2 - along**2, 0)))
    return middle, start.moved(axis, far)
