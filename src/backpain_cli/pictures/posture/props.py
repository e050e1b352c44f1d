"""What a posture leans on, sits on, presses with or moves along."""

from collections.abc import Iterable, Sequence
from math import dist, radians
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
from backpain_cli.pictures.posture.outline import GROUND, Viewpoint
from backpain_cli.pictures.posture.vectors import Vector, axes_of
from backpain_cli.pictures.scene import CurveTo, LineTo, MoveTo, Outline, Role, ScenePoint, flattened

BALL = 5.5
"""The radius of a tennis ball, drawn a little too large so that it is seen."""
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
    height = figure.hips.up - 13.8 if sat_on and "seat" not in plain else float(plain.get("seat", "41"))
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


def box(left: float, top: float, right: float, bottom: float, key: str) -> Outline:
    """Return a rectangle of the room or of the furniture."""
    corners = [ScenePoint(left, top), ScenePoint(right, top), ScenePoint(right, bottom), ScenePoint(left, bottom)]
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
        props.append(box(left - 12, GROUND - float(plain["mat"]) * eye.scale, right + 12, GROUND, "mat"))
    if "pillow" in plain:
        head = eye.seen(figure.places()["head"])
        base = GROUND - float(plain.get("mat", "0")) * eye.scale
        low, flat = base - 4 * eye.scale, 4 * eye.scale
        ends = [(ScenePoint(head.x + aside * eye.scale, low), flat) for aside in (-15, 15)]
        raised = [
            (ScenePoint(head.x + aside * eye.scale, base - float(plain["pillow"]) * eye.scale + flat), flat)
            for aside in (-8, 8)
        ]
        props.append(Outline(Role.PROP, hull([*ends, *raised]), key="pillow"))
    if "chair" in plain:
        props += _chair(plain, figure, eye)
    if "table" in plain:
        props += _table(plain, eye)
    return props


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
