"""Posture pictures: a figure seen from one side, with the things it leans on.

The field is 400 wide and 300 high, with the floor at y = 270. The top of `data/pictures/postures.yaml` explains how a
posture is written.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from backpain_cli.pictures.posture.figure import SIDES, VIEWS, Figure, FigureValues, figure_from
from backpain_cli.pictures.posture.hull import hull
from backpain_cli.pictures.posture.outline import GROUND, BodyPart, Viewpoint, body_parts, drawn
from backpain_cli.pictures.posture.props import band_in, box, extent_of, motion_arrow, prop_shapes, tool_in
from backpain_cli.pictures.posture.vectors import Vector
from backpain_cli.pictures.scene import Dot, Outline, Role, Scene, ScenePoint, contains, flattened, mirrored, shifted

WIDTH, HEIGHT = 400.0, 300.0


def posture_scene(plain: FigureValues, title: str, caption: str, *, side: str = "", at_start: bool = False) -> Scene:
    """Return the picture of a posture.

    Args:
        plain: the posture as in its file, found by `posture_for`.
        caption: the same in a sentence; the posture's own words where it is empty.
        side: `left` or `right`, the side that is to be shown. Where the posture shows the other one, it is mirrored.
        at_start: whether the figure is shown where the movement begins, with all around it as at its end.

    Raises:
        ValueError: a hand or a foot cannot reach its place.
    """
    figure = figure_from(plain)
    scale = float(plain.get("scale", "1"))
    eye = Viewpoint(
        VIEWS[plain["view"]] if plain["view"] in VIEWS else float(plain["view"]), scale, float(plain.get("tilt", "0"))
    )
    tool = tool_in(plain, figure)

    parts = body_parts(figure, eye)
    body = drawn(parts, eye)
    leaning = list(body)
    if tool is not None and plain["tool"]["kind"] != "fingers":
        leaning.append(Outline(Role.TOOL, hull([(eye.seen(tool.at), tool.radius * eye.scale)])))
    posed, shown = plain, figure
    begun = {name: value for name, value in {**plain, **plain.get("start", {})}.items() if value != "none"}
    if "mat" in plain and "start" in plain:
        # It is long enough for both frames.
        leaning += drawn(body_parts(figure_from(begun), eye), eye)
    props = prop_shapes(plain, figure, eye, leaning)
    left, _, right, _ = extent_of([*props, *body])
    if at_start:
        posed, shown = begun, figure_from(begun)
        parts = body_parts(shown, eye)
        body = drawn(parts, eye)
    shapes: list[Outline | Dot] = [*props, *body, *_face(shown, eye, parts), *band_in(posed, shown, eye)]
    if tool is not None:
        shapes.append(Dot(Role.TOOL, eye.seen(tool.at), tool.radius * scale, key=plain["tool"]["kind"]))
    arrows = plain.get("arrow", [])
    for arrow in arrows if isinstance(arrows, list) else [arrows]:
        shapes += motion_arrow(arrow, figure, eye, tool)
    middle = (left + right) / 2
    usual = plain.get("side", "")
    if side in SIDES and usual in SIDES and side != usual:
        shapes = [_turned(shape, middle) for shape in shapes]
    floor = box(16, GROUND, WIDTH - 16, GROUND + 5, "floor")
    centred = (shifted(shape, WIDTH / 2 - middle) for shape in shapes)
    return Scene(WIDTH, HEIGHT, (floor, *centred), title, caption or plain["shows"])


def _turned(shape: Outline | Dot, axis: float) -> Outline | Dot:
    if isinstance(shape, Outline):
        return mirrored(shape, axis)
    return shape._replace(at=ScenePoint(2 * axis - shape.at.x, shape.at.y))


def _face(figure: Figure, eye: Viewpoint, parts: Sequence[BodyPart]) -> list[Outline]:
    """Return the eyes that can be seen, of a figure with those pieces."""
    found: list[Outline] = []
    after = parts[[part.name for part in parts].index("nose") + 1 :]
    before = [flattened(Outline(Role.LIMB, part.segments)) for part in after if part.group != "trunk"]
    for side in SIDES.values():
        spot = figure.head.at(figure.skull, 1.5 + 8.6, 9.7 + 1.2, side * 4.2)
        outward = Vector(0, 0, 0).moved(figure.head.front, 0.8).moved(figure.head.side, side * 0.6)
        place = eye.seen(spot)
        if eye.depth(outward) > 0.05 and not any(contains(polygons, place) for polygons in before):
            found.append(Outline(Role.LIMB_FAR, hull([(place, 1.2 * eye.scale)]), key="eye"))
    return found


# Which posture


def postures_of(document: Sequence[FigureValues]) -> dict[str, dict[str, Any]]:
    """Return the postures of a file by their key, each with what it takes over from the one it is `like`."""
    found: dict[str, dict[str, Any]] = {}
    for entry in document:
        taken = {key: value for key, value in found.get(entry.get("like", ""), {}).items() if key not in _OWN}
        found[entry["key"]] = {name: value for name, value in {**taken, **entry}.items() if value != "none"}
    return found


_OWN = {"key", "like", "for", "shows", "tool", "arrow", "start", "side"}
"""What a posture does not take over from another one."""


def posture_for(postures: Mapping[str, FigureValues], *keys: str) -> dict[str, Any] | None:
    """Return the posture of the first of these keys that has one, with the tool at the place for that key."""
    for key in keys:
        for posture in postures.values():
            meant = posture.get("for", [])
            if key not in meant:
                continue
            if isinstance(meant, Mapping) and meant[key]:
                place = dict(zip(("at", "around"), meant[key].split("/"), strict=False))
                return {**posture, "tool": {**posture["tool"], **place}}
            return dict(posture)
    return None
