"""The figure seen from one side: the outlines of its parts, nearer ones over farther ones."""

from collections.abc import Sequence
from math import cos, dist, pi, radians, sin
from typing import NamedTuple

from backpain_cli.pictures.posture.figure import RINGS, SIDES, Figure, Limb, ring_at
from backpain_cli.pictures.posture.hull import hull, tapered
from backpain_cli.pictures.posture.vectors import Axes, Vector
from backpain_cli.pictures.scene import (
    Area,
    LineTo,
    MoveTo,
    Outline,
    OutlineSegment,
    Role,
    ScenePoint,
    flattened,
    smooth_outline,
)

GROUND = 270.0
"""How far down the picture the floor is."""
NEAR_EDGE = 52.0
"""From the hips to the lower edge of a floor that one looks down on."""


class Viewpoint(NamedTuple):
    """From where the figure is seen, and how large."""

    angle: float
    """Of the face, in degrees from the picture's right edge towards the one who looks."""
    scale: float
    tilt: float = 0.0
    """How far the one who looks looks down, in degrees; the floor then shows as an area."""

    def seen(self, spot: Vector) -> ScenePoint:
        """Return where that place is in the picture."""
        angle, tilt = radians(self.angle), radians(self.tilt)
        aside = spot.forward * cos(angle) + spot.left * sin(angle)
        upward = spot.up * cos(tilt) + (NEAR_EDGE - self._near(spot)) * sin(tilt)
        return ScenePoint(aside * self.scale, GROUND - upward * self.scale)

    def depth(self, spot: Vector) -> float:
        """Return how near that place is to the one who looks; larger is nearer."""
        tilt = radians(self.tilt)
        return self._near(spot) * cos(tilt) + spot.up * sin(tilt)

    def _near(self, spot: Vector) -> float:
        """Return the same, along the floor."""
        angle = radians(self.angle)
        return spot.forward * sin(angle) - spot.left * cos(angle)


class BodyPart(NamedTuple):
    """A piece of the figure as it is drawn."""

    group: str
    """The limb it belongs to, which is one in colour and has no edges within."""
    name: str
    segments: tuple[OutlineSegment, ...]
    depth: float
    far: bool = False
    joint: tuple[ScenePoint, float] | None = None
    """Where it grows out of the trunk, and how far around that no edge is drawn."""


_THIGH_RADII = (10.2, 10.2, 9.3, 8.0, 6.8)
_SHIN_RADII = (6.7, 6.5, 6.0, 4.8, 3.9)
_CALF = (0.0, 0.8, 1.1, 0.5, 0.0)
_UPPER_ARM_RADII = (6.5, 6.3, 5.8, 5.1, 4.6)
_FOREARM_RADII = (4.6, 4.7, 4.3, 3.6, 3.1)


def body_parts(figure: Figure, eye: Viewpoint) -> list[BodyPart]:
    """Return the pieces of the figure, the ones further away first."""
    parts = [_trunk(figure, eye), *_head(figure, eye)]
    for name, side in SIDES.items():
        hidden = side * cos(radians(eye.angle)) > 0.5
        parts += _leg_parts(figure.legs[side], f"{name}-leg", eye, hidden)
        parts += _arm_parts(
            figure.arms[side], f"{name}-arm", eye, hidden, _thumb(figure.arms[side], figure.chest, side)
        )
    return sorted(parts, key=lambda part: part.depth)


def _trunk(figure: Figure, eye: Viewpoint) -> BodyPart:
    """Return the outline of the trunk: at each height the outermost places of its cut."""
    one_side: list[ScenePoint] = []
    other: list[ScenePoint] = []
    for height, *_ in RINGS:
        ring = ring_at(figure, height)
        below, above = (eye.seen(ring_at(figure, height + step).middle) for step in (-1.0, 1.0))
        across = ScenePoint(above.y - below.y, below.x - above.x)
        edge = [eye.seen(ring.edge(2 * pi * step / 48)) for step in range(48)]
        one_side.append(max(edge, key=lambda place: place.x * across.x + place.y * across.y))
        other.append(min(edge, key=lambda place: place.x * across.x + place.y * across.y))
    return BodyPart(
        "trunk", "trunk", smooth_outline([*one_side, *other[::-1]], closed=True), eye.depth(figure.waist) - 3
    )


def _head(figure: Figure, eye: Viewpoint) -> list[BodyPart]:
    def ball(forward: float, up: float, left: float, radius: float) -> tuple[ScenePoint, float]:
        return eye.seen(figure.head.at(figure.skull, forward + 1.5, up + 9.7, left)), radius * eye.scale

    skull = [ball(-1.9, 3.2, 0, 9.9), ball(1.0, 3.4, 0, 9.6), ball(5.4, 2.4, 2.2, 4.4), ball(5.4, 2.4, -2.2, 4.4)]
    jaw = [ball(5.6, -9.0, 0, 3.9), ball(-0.5, -5.6, 4.6, 3.9), ball(-0.5, -5.6, -4.6, 3.9)]
    nose = [ball(8.2, 2.4, 0, 1.5), ball(10.6, -2.6, 0, 1.3), ball(7.8, -4.6, 0, 1.8)]
    depth = eye.depth(figure.head.at(figure.skull, 1.5, 9.7, 0))
    neck = tapered(
        eye.seen(figure.neck.moved(figure.neck.to(figure.skull), -0.3)),
        eye.seen(figure.head.at(figure.skull, 0, 3, 0)),
        [6.0 * eye.scale, 5.8 * eye.scale, 5.8 * eye.scale],
    )
    parts = [BodyPart("head", "head", hull([*skull, *jaw]), depth), BodyPart("head", "nose", hull(nose), depth)]
    return [BodyPart("trunk", "neck", neck, eye.depth(figure.neck)), *parts]


def _leg_parts(leg: Limb, name: str, eye: Viewpoint, hidden: bool) -> list[BodyPart]:
    root, knee, ankle = eye.seen(leg.root), eye.seen(leg.middle), eye.seen(leg.end)
    calf = leg.root.moved(leg.root.to(leg.end), 0.5).to(leg.middle)
    origin, aside = eye.seen(Vector(0, 0, 0)), eye.seen(calf.unit() if calf.dot(calf) > 4 else leg.points)
    bulge = [ScenePoint((origin.x - aside.x) * by, (origin.y - aside.y) * by) for by in _CALF]
    thigh = tapered(root, knee, [radius * eye.scale for radius in _THIGH_RADII])
    shin = tapered(knee, ankle, [radius * eye.scale for radius in _SHIN_RADII], bulge)
    sole = _sole_of(leg)

    def ball(forward: float, down: float, radius: float, aside: float = 0.0) -> tuple[ScenePoint, float]:
        spot = leg.end.moved(leg.points, forward).moved(sole, down)
        return eye.seen(spot), radius * eye.scale

    foot = hull([ball(0, 0, 4.0), ball(-3.0, 3.6, 4.4), ball(13.0, 5.0, 3.0), ball(18.5, 5.7, 2.3)])
    depths = [eye.depth(spot) for spot in (leg.root, leg.middle, leg.end, leg.end.moved(leg.points, 12))]
    return [
        BodyPart(
            name,
            f"{name}-thigh",
            thigh,
            depths[0] if hidden else (depths[0] + depths[1]) / 2,
            hidden,
            (root, 20 * eye.scale),
        ),
        BodyPart(name, f"{name}-shin", shin, (depths[1] + depths[2]) / 2, hidden),
        BodyPart(name, f"{name}-foot", foot, depths[3], hidden),
    ]


def _sole_of(leg: Limb) -> Vector:
    """Return the direction from the ankle to the sole: along the shin, but square to the foot."""
    shin = leg.middle.to(leg.end).unit()
    across = shin.moved(leg.points, -shin.dot(leg.points))
    return across.unit() if across.dot(across) > 0.01 else Vector(0, -1, 0)


def _arm_parts(arm: Limb, name: str, eye: Viewpoint, hidden: bool, thumb_way: Vector) -> list[BodyPart]:
    root, elbow, wrist = eye.seen(arm.root), eye.seen(arm.middle), eye.seen(arm.end)
    upper = tapered(root, elbow, [radius * eye.scale for radius in _UPPER_ARM_RADII])
    fore = tapered(elbow, wrist, [radius * eye.scale for radius in _FOREARM_RADII])

    def ball(along: float, radius: float) -> tuple[ScenePoint, float]:
        return eye.seen(arm.end.moved(arm.points, along)), radius * eye.scale

    hand = hull([ball(1, 3.1), ball(5, 4.0), ball(9, 3.8), ball(14.5, 2.3)])
    thumb = hull([ball(3, 2.0), (eye.seen(arm.end.moved(arm.points, 9).moved(thumb_way, 5.2)), 1.6 * eye.scale)])
    # Hands and forearms lie upon what they touch.
    depths = [eye.depth(spot) for spot in (arm.root, arm.middle, arm.end, arm.palm)]
    return [
        BodyPart(
            name,
            f"{name}-upper",
            upper,
            depths[0] if hidden else (depths[0] + depths[1]) / 2 + 1,
            hidden,
            (root, 11 * eye.scale),
        ),
        BodyPart(name, f"{name}-fore", fore, (depths[1] + depths[2]) / 2 + 4, hidden),
        BodyPart(name, f"{name}-hand", hand, depths[3] + 5, hidden),
        BodyPart(name, f"{name}-thumb", thumb, depths[3] + 5, hidden),
    ]


def _has_edge(part: BodyPart, other: BodyPart) -> bool:
    """Return whether an edge is drawn where `part` lies before `other`."""
    if part.group == other.group or part.far != other.far:
        return False
    return part.group != "trunk" and (part.group, other.group) != ("head", "trunk")


def _thumb(arm: Limb, chest: Axes, side: int) -> Vector:
    """Return where the thumb points: to the front of the chest, or up where the fingers point to the front.

    Where the chest faces the floor, so does the palm, and the thumb points to the other hand.
    """
    front = chest.front if chest.front.up > -0.7 else Vector(0, 0, 0).moved(chest.side, -side)
    for way in (front, Vector(0, 1, 0)):
        across = way.moved(arm.points, -way.dot(arm.points))
        if across.dot(across) > 0.3:
            return across.unit()
    return Vector(0, 0, 0)


def drawn(parts: Sequence[BodyPart], eye: Viewpoint) -> list[Outline]:
    """Return the pieces as paths, with a light edge where one lies before another of the same shade."""
    paths: list[Outline] = []
    outlines = {part.name: flattened(Outline(Role.LIMB, part.segments), steps=8) for part in parts}
    areas = {name: Area(outline) for name, outline in outlines.items()}
    for number, part in enumerate(parts):
        paths.append(Outline(Role.LIMB_FAR if part.far else Role.LIMB, part.segments, key=part.name))
        behind = [areas[other.name] for other in parts[:number] if _has_edge(part, other)]
        own = [areas[other.name] for other in parts if other.group == part.group and other is not part]
        if part.far:
            continue
        for line in _runs(outlines[part.name][0], behind, own, part.joint):
            edge: list[OutlineSegment] = [MoveTo(line[0]), *(LineTo(place) for place in line[1:])]
            paths.append(Outline(Role.LIMB_FAR, tuple(edge), closed=False, width=1.2 * eye.scale, key="edge"))
    return paths


def _runs(
    outline: list[ScenePoint], behind: list[Area], own: list[Area], joint: tuple[ScenePoint, float] | None
) -> list[list[ScenePoint]]:
    """Return the stretches of an outline that lie before something else, away from the joint it grows from."""
    runs: list[list[ScenePoint]] = []
    going = False
    for place in outline:
        edge = (
            any(place in other for other in behind)
            and not (joint and dist(place, joint[0]) < joint[1])
            and not any(place in other for other in own)
        )
        if edge and going:
            runs[-1].append(place)
        elif edge:
            runs.append([place])
        going = edge
    if going and len(runs) > 1 and outline and runs[0][0] == outline[0]:
        runs[0] = runs.pop() + runs[0]
    return [run for run in runs if len(run) > 2]
