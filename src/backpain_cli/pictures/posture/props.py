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
    Plain,
    numbers_in,
    ring_at,
    spot_of,
)
from backpain_cli.pictures.posture.outline import GROUND, Eye, hull
from backpain_cli.pictures.posture.vectors import Spot, frame_of
from backpain_cli.pictures.scene import Curve, Line, Move, Path, Point, Role, flattened

BALL = 5.5
"""The radius of a tennis ball, drawn a little too large so that it is seen."""
_DOOR = 100.0
"""The width of a doorway: about 90 cm."""
_TRUNK_HEADS = 3.75
"""Of the hips, in head heights below the top of the head, as on the body charts."""


class Tool(NamedTuple):
    """What presses."""

    at: Spot
    radius: float


def tool_of(plain: Plain, figure: Figure) -> Tool | None:
    """Return what presses and where, or None where the posture presses with nothing."""
    told = plain.get("tool")
    if told is None:
        return None
    if told["kind"] == "fingers":
        return Tool(spot_of(told["on"], figure), 3.6)
    # The charts measure in head heights from the top; along the spine the same part of the way is meant.
    heads = float(told["at"])
    ring = ring_at(figure, (_TRUNK_HEADS - heads) * HEAD * (LOWER_SPINE + UPPER_SPINE) / (2.5 * HEAD))
    around = radians(float(told.get("around", "180")))
    edge = ring.edge(-around)
    outward = ring.middle.to(edge).unit()
    radius = BALL * (1.3 if told["kind"] == "towel" else 1.0)
    return Tool(edge.moved(outward, radius - 2.5), radius)


def _rod(eye: Eye, start: Spot, end: Spot, thick: float, key: str) -> Path:
    return Path(Role.PROP, hull([(eye.seen(spot), thick * eye.scale) for spot in (start, end)]), key=key)


def _chair(plain: Plain, figure: Figure, eye: Eye) -> list[Path]:
    forward, left, turn = numbers_in(plain["chair"], 0.0, 0.0, 0.0)
    sat_on = abs(forward) < 12 and abs(left) < 12
    height = figure.hips.up - 13.8 if sat_on and "seat" not in plain else float(plain.get("seat", "41"))
    frame = frame_of(0, 0, turn)

    def at(ahead: float, up: float, aside: float) -> Spot:
        return frame.at(Spot(forward, height + up, left), ahead, 0, aside)

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
        Path(Role.PROP, hull([(eye.seen(spot), 2.0 * eye.scale) for spot in back]), key="chair-back"),
        Path(Role.PROP, hull([(eye.seen(spot), 2.6 * eye.scale) for spot in seat]), key="seat"),
    ]


def _table(plain: Plain, eye: Eye) -> list[Path]:
    near, far, height, aside = numbers_in(plain["table"], 0.0, 0.0, 0.0, 0.0)
    corners = [Spot(forward, height - 2, aside + left) for forward in (near, far) for left in (-24.0, 24.0)]
    legs = [Spot(forward, height - 3, aside + left) for forward in (near + 5, far - 5) for left in (-21.0, 21.0)]
    return [
        *(_rod(eye, leg, leg._replace(up=1.8), 1.8, "table-leg") for leg in legs),
        Path(Role.PROP, hull([(eye.seen(corner), 2 * eye.scale) for corner in corners]), key="table"),
    ]


def box(left: float, top: float, right: float, bottom: float, key: str) -> Path:
    """Return a rectangle of the room or of the furniture."""
    corners = [Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)]
    return Path(Role.PROP, (Move(corners[0]), *(Line(corner) for corner in corners[1:])), key=key)


def extent_of(paths: Iterable[Path]) -> tuple[float, float, float, float]:
    """Return the left, upper, right and lower edge of what is drawn."""
    places = [place for path in paths for line in flattened(path) for place in line]
    xs, ys = [place.x for place in places], [place.y for place in places]
    return min(xs), min(ys), max(xs), max(ys)


def props_of(plain: Plain, figure: Figure, eye: Eye, body: Sequence[Path]) -> list[Path]:
    """Return the room and the furniture round the body as it is seen, the farthest first."""
    props: list[Path] = []
    left, _, right, _ = extent_of(body)
    if "wall" in plain:
        # What leans on the wall says where it is: the ball, or else whatever reaches furthest.
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
        ends = [(Point(head.x + aside * eye.scale, low), flat) for aside in (-15, 15)]
        raised = [
            (Point(head.x + aside * eye.scale, base - float(plain["pillow"]) * eye.scale + flat), flat)
            for aside in (-8, 8)
        ]
        props.append(Path(Role.PROP, hull([*ends, *raised]), key="pillow"))
    if "chair" in plain:
        props += _chair(plain, figure, eye)
    if "table" in plain:
        props += _table(plain, eye)
    return props


def arrow_of(told: Plain, figure: Figure, eye: Eye, tool: Tool | None) -> list[Path]:
    """Return an arrow: a line, straight or bowed, and its point."""

    def seen(value: str | Sequence[str]) -> Point:
        name, *way = [value] if isinstance(value, str) else value
        if name != "tool" or tool is None:
            return eye.seen(spot_of(value, figure))
        return eye.seen(tool.at.moved(Spot(*numbers_in(way, 0.0, 0.0, 0.0))))

    start, end = seen(told["from"]), seen(told["to"])
    bow = float(told.get("bow", "0"))
    bend = Point((start.x + end.x) / 2 + (end.y - start.y) * bow, (start.y + end.y) / 2 - (end.x - start.x) * bow)
    length = dist(bend, end)
    way = Point((end.x - bend.x) / length, (end.y - bend.y) / length)
    size = 9.0
    neck = Point(end.x - way.x * size, end.y - way.y * size)
    across = Point(-way.y * size * 0.62, way.x * size * 0.62)
    first = Point(start.x + (bend.x - start.x) * 2 / 3, start.y + (bend.y - start.y) * 2 / 3)
    second = Point(neck.x + (bend.x - neck.x) * 2 / 3, neck.y + (bend.y - neck.y) * 2 / 3)
    tip = (
        Move(end),
        Line(Point(neck.x + across.x, neck.y + across.y)),
        Line(Point(neck.x - across.x, neck.y - across.y)),
    )
    shaft = Path(Role.ARROW, (Move(start), Curve(first, second, neck)), closed=False, width=4.0, key="arrow")
    return [shaft, Path(Role.ARROW, tip, width=1.5, key="arrow")]
