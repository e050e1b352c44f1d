"""What a posture leans on, sits on, presses with or moves along."""

from collections.abc import Iterable, Sequence
from math import cos, dist, radians, sin
from typing import NamedTuple

from backpain_cli.pictures.posture.figure import (
    HEAD,
    LOWER_SPINE,
    SIDES,
    UPPER_SPINE,
    Figure,
    FigureValues,
    numbers_in,
    ring_at,
    spot_of,
)
from backpain_cli.pictures.posture.hull import hull
from backpain_cli.pictures.posture.outline import GROUND, NEAR_EDGE, Viewpoint
from backpain_cli.pictures.posture.vectors import Vector, axes_of
from backpain_cli.pictures.scene import CurveTo, LineTo, MoveTo, Outline, Role, ScenePoint, flattened

BALL = 5.5
"""The radius of a tennis ball, drawn a little too large so that it is seen."""
_SEAT_BELOW_HIPS = 13.8
"""Of what somebody sits on."""
_BEHIND = 36.0
"""From the hips to the far edge of a mat that one looks down on."""
_DOOR = 100.0
"""The width of a doorway: about 90 cm."""
_TRUNK_HEADS = 3.75
"""Of the hips, in head heights below the top of the head; the neck's lower end is at 1.25."""


class PressingTool(NamedTuple):
    """What presses."""

    at: Vector
    radius: float


def tool_in(plain: FigureValues, figure: Figure) -> PressingTool | None:
    """Return what presses and where, or None where the posture presses with nothing."""
    tool = plain.get("tool")
    if tool is None:
        return None
    if tool["kind"] == "fingers":
        return PressingTool(spot_of(tool["on"], figure), 3.6)
    # Heights are given for a body that stands upright; along the spine the same part of the way is meant.
    heads = float(tool["at"])
    ring = ring_at(figure, (_TRUNK_HEADS - heads) * HEAD * (LOWER_SPINE + UPPER_SPINE) / (2.5 * HEAD))
    around = radians(float(tool.get("around", "180")))
    edge = ring.edge(-around)
    outward = ring.middle.to(edge).unit()
    radius = BALL * (1.3 if tool["kind"] == "towel" else 1.0)
    return PressingTool(edge.moved(outward, radius - 2.5), radius)


def _rod(eye: Viewpoint, start: Vector, end: Vector, thick: float, key: str) -> Outline:
    return Outline(Role.PROP, hull([(eye.seen(spot), thick * eye.scale) for spot in (start, end)]), key=key)


def _chair(plain: FigureValues, figure: Figure, eye: Viewpoint) -> list[Outline]:
    forward, left, turn = numbers_in(plain["chair"], 0.0, 0.0, 0.0)
    sat_on = abs(forward) < 12 and abs(left) < 12
    height = figure.hips.up - _SEAT_BELOW_HIPS if sat_on and "seat" not in plain else float(plain.get("seat", "41"))
    frame = axes_of(0, 0, turn)

    def at(ahead: float, up: float, aside: float) -> Vector:
        return frame.at(Vector(forward, height + up, left), ahead, 0, aside)

    seat = [at(ahead, 0, aside) for ahead in (-15, 22) for aside in (-22, 22)]
    back = [at(-19, up, aside) for up in (24, 44) for aside in (-20, 20)]
    legs = [
        (at(ahead, 0, aside), at(ahead * 1.05, 1.8 - height, aside * 1.05))
        for ahead in (-16, 20)
        for aside in (-20, 20)
    ]
    posts = [(at(-16, 0, aside), at(-19, 42, aside)) for aside in (-20, 20)]
    return [
        *(_rod(eye, top, bottom, 1.8, "chair") for top, bottom in (*legs, *posts)),
        Outline(Role.PROP, hull([(eye.seen(spot), 2.0 * eye.scale) for spot in back]), key="chair-back"),
        Outline(Role.PROP, hull([(eye.seen(spot), 2.6 * eye.scale) for spot in seat]), key="seat"),
    ]


def _table(plain: FigureValues, eye: Viewpoint) -> list[Outline]:
    near, far, height, aside = numbers_in(plain["table"], 0.0, 0.0, 0.0, 0.0)
    corners = [Vector(forward, height - 2, aside + left) for forward in (near, far) for left in (-24.0, 24.0)]
    legs = [Vector(forward, height - 3, aside + left) for forward in (near + 5, far - 5) for left in (-21.0, 21.0)]
    return [
        *(_rod(eye, leg, leg._replace(up=1.8), 1.8, "table-leg") for leg in legs),
        Outline(Role.PROP, hull([(eye.seen(corner), 2 * eye.scale) for corner in corners]), key="table"),
    ]


def _mat(left: float, right: float, thick: float, eye: Viewpoint) -> Outline:
    """Return a mat between two places on the floor line; its far edge is narrower where one looks down on it."""
    depth = (NEAR_EDGE + _BEHIND) * sin(radians(eye.tilt)) * eye.scale
    top = GROUND - thick * cos(radians(eye.tilt)) * eye.scale - depth
    narrower = 0.25 * depth
    corners = [(left + narrower, top), (right - narrower, top), (right, GROUND), (left, GROUND)]
    return _area([ScenePoint(*corner) for corner in corners], "mat")


def _pad(balls: Sequence[tuple[ScenePoint, float]], key: str, eye: Viewpoint) -> list[Outline]:
    """Return a soft thing, with a rim where one looks down on it, as it then lies before a mat of its colour."""
    first, *others = hull(balls)
    pad = Outline(Role.PROP, (first, *others), key=key)
    rim = Outline(Role.BODY_LINE, (first, *others, LineTo(first.to)), closed=False, width=2.0 * eye.scale, key="rim")
    return [pad, rim] if eye.tilt else [pad]


def _bed(plain: FigureValues, figure: Figure, eye: Viewpoint) -> list[Outline]:
    head, foot = numbers_in(plain["bed"])
    top = figure.hips.up - _SEAT_BELOW_HIPS

    def slab(low: float, high: float, *ends: float, key: str) -> Outline:
        corners = [Vector(ahead, up, left) for ahead in (-80.0, 18.0) for up in (low, high) for left in ends]
        return Outline(Role.PROP, hull([(eye.seen(corner), 2.6 * eye.scale) for corner in corners]), key=key)

    return [
        *(slab(2.6, top - 14, end, key="bed-leg") for end in (head, foot)),
        slab(top - 12, top + 26, head, key="headboard"),
        slab(top - 14, top, head, foot, key="mattress"),
    ]


def _step(plain: FigureValues, eye: Viewpoint) -> Outline:
    near, far, height = numbers_in(plain["step"])
    corners = [Vector(forward, up, left) for forward in (near, far) for up in (0.0, height) for left in (-24.0, 24.0)]
    return Outline(Role.PROP, hull([(eye.seen(corner), 0.1) for corner in corners]), key="step")


def _rail(plain: FigureValues, eye: Viewpoint) -> list[Outline]:
    near, far, height, aside = numbers_in(plain["rail"], 0.0, 0.0, 0.0, 0.0)
    tops = [Vector(forward, height, aside) for forward in (near, far)]
    posts = [_rod(eye, top, top._replace(up=1.8), 2.2, "rail") for top in tops]
    return [*posts, _rod(eye, tops[0], tops[1], 2.2, "rail")]


def box(left: float, top: float, right: float, bottom: float, key: str) -> Outline:
    """Return a rectangle of the room or of the furniture."""
    corners = [ScenePoint(left, top), ScenePoint(right, top), ScenePoint(right, bottom), ScenePoint(left, bottom)]
    return _area(corners, key)


def _area(corners: Sequence[ScenePoint], key: str) -> Outline:
    return Outline(Role.PROP, (MoveTo(corners[0]), *(LineTo(corner) for corner in corners[1:])), key=key)


def extent_of(paths: Iterable[Outline]) -> tuple[float, float, float, float]:
    """Return the left, upper, right and lower edge of what is drawn."""
    places = [place for path in paths for line in flattened(path) for place in line]
    xs, ys = [place.x for place in places], [place.y for place in places]
    return min(xs), min(ys), max(xs), max(ys)


def prop_shapes(plain: FigureValues, figure: Figure, eye: Viewpoint, body: Sequence[Outline]) -> list[Outline]:
    """Return the room and the furniture round the body as it is seen, the farthest first."""
    props: list[Outline] = []
    left, _, right, _ = extent_of(body)
    if "wall" in plain:
        # What leans on the wall shows where it is: the ball, or else whatever reaches furthest.
        left, _, right, _ = extent_of([path for path in body if path.role is Role.TOOL] or body)
        edge = left - 9 * eye.scale if plain["wall"] == "left" else right
        props.append(box(edge, 26, edge + 9 * eye.scale, GROUND, "wall"))
    if "doorway" in plain:
        places = figure.places()
        posts = [eye.seen(places[f"{name}-wrist"]).x for name in SIDES]
        half, top = 5 * eye.scale, 22.0
        further: list[float] = []
        if plain["doorway"] in SIDES:
            fingers = eye.seen(places[f"{plain['doorway']}-fingers"]).x
            outward = 1.0 if fingers > eye.seen(figure.hips).x else -1.0
            posts = [fingers + outward * half]
            further = [posts[0] - outward * _DOOR * eye.scale]
        props += [box(x - half, top, x + half, GROUND, "frame") for x in posts]
        props += [box(x - half, top, x + half, GROUND, "far-post") for x in further]
        both = posts + further
        props.append(box(min(both) - half, top, max(both) + half, top + 2 * half, "lintel"))
    if "mat" in plain:
        props.append(_mat(left - 12, right + 12, float(plain["mat"]), eye))
    if "pillow" in plain:
        head = eye.seen(figure.places()["head"]._replace(up=float(plain.get("mat", "0"))))
        base = head.y
        low, flat = base - 4 * eye.scale, 4 * eye.scale
        ends = [(ScenePoint(head.x + aside * eye.scale, low), flat) for aside in (-15, 15)]
        raised = [
            (ScenePoint(head.x + aside * eye.scale, base - float(plain["pillow"]) * eye.scale + flat), flat)
            for aside in (-8, 8)
        ]
        props += _pad([*ends, *raised], "pillow", eye)
    if "cushion" in plain:
        middle = eye.seen(spot_of(plain["cushion"], figure))
        ends = [(middle._replace(x=middle.x + by * eye.scale), 4.5 * eye.scale) for by in (-12.0, 12.0)]
        props += _pad(ends, "cushion", eye)
    if "step" in plain:
        props.append(_step(plain, eye))
    if "rail" in plain:
        props += _rail(plain, eye)
    if "bed" in plain:
        props += _bed(plain, figure, eye)
    if "chair" in plain:
        props += _chair(plain, figure, eye)
    if "table" in plain:
        props += _table(plain, eye)
    return props


def band_in(plain: FigureValues, figure: Figure, eye: Viewpoint) -> list[Outline]:
    """Return the bands or towels that the hands hold, stretched to where they are fixed."""
    found = []
    for hand, fixed in plain.get("band", []):
        ends = [eye.seen(spot_of(place, figure)) for place in (hand, fixed)]
        segments = (MoveTo(ends[0]), LineTo(ends[1]))
        found.append(Outline(Role.TOOL, segments, closed=False, width=2.4 * eye.scale, key="band"))
    return found


def motion_arrow(arrow: FigureValues, figure: Figure, eye: Viewpoint, tool: PressingTool | None) -> list[Outline]:
    """Return an arrow: a line, straight or bowed, and its point."""

    def seen(value: str | Sequence[str]) -> ScenePoint:
        name, *way = [value] if isinstance(value, str) else value
        if name != "tool" or tool is None:
            return eye.seen(spot_of(value, figure))
        return eye.seen(tool.at.moved(Vector(*numbers_in(way, 0.0, 0.0, 0.0))))

    start, end = seen(arrow["from"]), seen(arrow["to"])
    bow = float(arrow.get("bow", "0"))
    bend = ScenePoint((start.x + end.x) / 2 + (end.y - start.y) * bow, (start.y + end.y) / 2 - (end.x - start.x) * bow)
    length = dist(bend, end)
    way = ScenePoint((end.x - bend.x) / length, (end.y - bend.y) / length)
    size = 9.0
    neck = ScenePoint(end.x - way.x * size, end.y - way.y * size)
    across = ScenePoint(-way.y * size * 0.62, way.x * size * 0.62)
    first = ScenePoint(start.x + (bend.x - start.x) * 2 / 3, start.y + (bend.y - start.y) * 2 / 3)
    second = ScenePoint(neck.x + (bend.x - neck.x) * 2 / 3, neck.y + (bend.y - neck.y) * 2 / 3)
    tip = (
        MoveTo(end),
        LineTo(ScenePoint(neck.x + across.x, neck.y + across.y)),
        LineTo(ScenePoint(neck.x - across.x, neck.y - across.y)),
    )
    shaft = Outline(Role.ARROW, (MoveTo(start), CurveTo(first, second, neck)), closed=False, width=4.0, key="arrow")
    return [shaft, Outline(Role.ARROW, tip, width=1.5, key="arrow")]
