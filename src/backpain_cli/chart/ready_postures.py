"""Posture pictures that are reckoned beforehand, as plain values that a file can hold."""

from collections.abc import Mapping, Sequence
from struct import pack, unpack
from typing import Any

from backpain_cli.chart.posture import WIDTH, posture_for, posture_scene, postures_of
from backpain_cli.chart.scene import Curve, Dot, Line, Move, Path, Point, Role, Scene, Segment, Shape, mirrored

Plain = dict[str, Any]


def drawn_postures(document: Sequence[Plain]) -> dict[str, tuple[Any, ...]]:
    """Return the picture of each key that a posture of `document` is for, as plain values.

    Raises:
        ValueError: a hand or a foot cannot reach its place.
    """
    postures = postures_of(document)
    drawn: dict[str, tuple[Any, ...]] = {}
    for key in dict.fromkeys(key for posture in postures.values() for key in posture.get("for", ())):
        posture = posture_for(postures, key)
        if posture is not None:
            scene = posture_scene(posture, "", "")
            shapes = tuple(_plain_of(shape) for shape in scene.shapes)
            drawn[key] = (posture.get("side", ""), scene.width, scene.height, scene.caption, shapes)
    return drawn


def ready_scene(drawn: Mapping[str, tuple[Any, ...]], keys: Sequence[str], title: str, side: str) -> Scene | None:
    """Return the picture of the first of `keys` that has one, mirrored where it shows the other side.

    Args:
        drawn: what `drawn_postures` returned.
        keys: of the posture, the most particular first.
        title: what the picture is called.
        side: `left` or `right`; anything else shows it as it is.
    """
    key = next((key for key in keys if key in drawn), None)
    if key is None:
        return None
    shown, width, height, caption, plain = drawn[key]
    shapes: list[Shape] = [_shape_of(*values) for values in plain]
    if {side, shown} == {"left", "right"}:
        shapes = [_turned(shape) for shape in shapes]
    return Scene(width, height, tuple(shapes), title, caption)


def _turned(shape: Shape) -> Shape:
    # The figure stands in the middle of its field.
    if isinstance(shape, Path):
        return mirrored(shape, WIDTH / 2) if shape.key != "floor" else shape
    return shape._replace(at=Point(WIDTH - shape.at.x, shape.at.y))


def _plain_of(shape: Shape) -> tuple[Any, ...]:
    """Return a shape as plain values: of a path the letters of its segments, and all their numbers in one row."""
    if isinstance(shape, Path):
        letters = "".join(_LETTERS[type(segment)] for segment in shape.segments)
        numbers = [number for segment in shape.segments for place in segment for number in place]
        # As bytes they take a quarter of the room, and are read only for the pictures that are shown.
        return (str(shape.role), letters, pack(f"<{len(numbers)}d", *numbers), shape.closed, shape.width, shape.key)
    if isinstance(shape, Dot):
        return (str(shape.role), tuple(shape.at), shape.radius, shape.key)
    raise TypeError("a posture has no words in it")


def _shape_of(role: str, *values: Any) -> Path | Dot:
    if len(values) == _OF_A_DOT:
        at, radius, key = values
        return Dot(Role(role), Point(*at), radius, key=key)
    letters, packed, closed, width, key = values
    numbers = unpack(f"<{len(packed) // 8}d", packed)
    places = list(map(Point, numbers[::2], numbers[1::2]))
    segments: list[Segment] = []
    at = 0
    for letter in letters:
        if letter == "C":
            segments.append(Curve(places[at], places[at + 1], places[at + 2]))
            at += 3
        else:
            segments.append(_STRAIGHT[letter](places[at]))
            at += 1
    return Path(Role(role), tuple(segments), closed, width, key=key)


_OF_A_DOT = 3
_LETTERS: dict[type[Segment], str] = {Move: "M", Line: "L", Curve: "C"}
_STRAIGHT: dict[str, type[Move] | type[Line]] = {"M": Move, "L": Line}
