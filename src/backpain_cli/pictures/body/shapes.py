"""Outline, landmarks, areas, muscles, points."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from backpain_cli.domain.terms import Side
from backpain_cli.pictures.scene import Dot, Label, Outline, Role, ScenePoint, SceneShape, mirrored, smooth_outline
from backpain_cli.wording.phrases import side_phrase

WIDTH = 400.0
HEIGHT = 800.0
MIDLINE = WIDTH / 2
OUTLINE_WIDTH = 1.6
LINE_WIDTH = 1.1
LANDMARK_WIDTH = 1.3
DOT_RADIUS = 2.2
NAME_SIZE = 6.0
SIDE_SIZE = 11.0
LETTER_SIZE = 9.0
ShapeValues = dict[str, Any]
Half = Sequence[tuple[float, float]]


class BodyView(StrEnum):
    """From where the body is seen."""

    BACK = "back"
    FRONT = "front"

    @property
    def phrase(self) -> str:
        """The view in words, as on the chart."""
        return {BodyView.BACK: "seen from behind", BodyView.FRONT: "seen from the front"}[self]


def half(places: Iterable[Iterable[str]]) -> Half:
    """Return places as the files write them as numbers."""
    return [(float(d), float(y)) for d, y in places]


def outwards(view: BodyView, side: Side) -> int:
    """Return 1 where the person's `side` is on the right of the picture, -1 where it is on the left."""
    return 1 if (side is Side.RIGHT) == (view is BodyView.BACK) else -1


def on_field(d: float, y: float, view: BodyView, side: Side) -> ScenePoint:
    """Return the place d outwards from the midline on the person's `side`."""
    return ScenePoint(MIDLINE + outwards(view, side) * d, y)


def sides_of(side: Side) -> tuple[Side, ...]:
    """Return the halves to draw: both unless it is plainly the left or the right."""
    return (side,) if side in {Side.LEFT, Side.RIGHT} else (Side.LEFT, Side.RIGHT)


def body_shapes(data: ShapeValues, view: BodyView, *, words: bool = True) -> tuple[SceneShape, ...]:
    """Return the body in one view, to lie below everything else.

    Args:
        words: whether vertebrae are named and the sides are marked; False for a cut-out that has its own words.
    """
    of_view = data[view]
    shapes: list[SceneShape] = [*_outline(half(of_view["outline"]))]
    for line in of_view["lines"]:
        shapes += _lines(half(line["points"]), Role.BODY_LINE, LINE_WIDTH, line["key"])
    for landmark in of_view["landmarks"]:
        shapes += _landmark(landmark)
    if words:
        shapes += [*landmark_names(data, view), *side_labels(view)]
    return tuple(shapes)


def landmark_names(data: ShapeValues, view: BodyView) -> tuple[Label, ...]:
    """Return the names of the vertebrae that are counted from, on the picture's right of their ticks."""
    return tuple(
        Label(
            Role.LABEL,
            ScenePoint(MIDLINE + float(landmark["line"][-1][0]) + 3, y),
            landmark["label"],
            NAME_SIZE,
            "start",
        )
        for landmark in data[view]["landmarks"]
        if "label" in landmark
        for _, y in half([landmark["at"]])
    )


def clear_of(names: Iterable[Label], dots: Sequence[Dot]) -> list[Label]:
    """Return names, those that a point would hide to the right of it; one that a point only touches stays."""
    cleared: list[Label] = []
    for name in names:
        for dot in sorted(dots, key=lambda dot: dot.at.x):
            right = name.at.x + len(name.text) * name.size * _LETTER
            is_level = abs(dot.at.y - name.at.y) < (dot.radius + name.size) / 2
            if is_level and name.at.x < dot.at.x < right:
                name = name._replace(at=ScenePoint(dot.at.x + dot.radius + 2, name.at.y))
        cleared.append(name)
    return cleared


_LETTER = 0.9
"""The width of a letter or a digit of a name, as a multiple of its size."""


def side_labels(view: BodyView) -> tuple[Label, ...]:
    """Return `your left` and `your right` above the shoulders, a letter below each hand, the view below the feet."""
    words: list[Label] = []
    for side in (Side.LEFT, Side.RIGHT):
        words.append(Label(Role.LABEL, on_field(115, 30, view, side), side_phrase(side), SIDE_SIZE))
        words.append(Label(Role.LABEL, on_field(129, 497, view, side), side.name[0], LETTER_SIZE))
    words.append(Label(Role.LABEL, ScenePoint(MIDLINE, 788), view.phrase, LETTER_SIZE))
    return tuple(words)


def area_outlines(
    data: ShapeValues, area: str, view: BodyView, side: Side, role: Role, series: int = 0, width: float = 0.0
) -> tuple[Outline, ...]:
    """Return the zones of a pain area in one view; none where it can't be seen from there.

    Args:
        data: the contents of areas.yaml.
        side: the person's left or right; anything else draws both. An area across the midline is never divided.
        width: of the line round a zone; without one only its area is drawn.

    Raises:
        KeyError: there is no such area.
    """
    return tuple(
        path
        for zone in data[area].get(view, ())
        for path in zone_paths(half(zone), view, side, role, series=series, key=area, width=width)
    )


def point_outlines(
    data: ShapeValues, point: str, area: str, view: BodyView, role: Role, series: int = 0, width: float = 0.0
) -> tuple[Outline, ...] | None:
    """Return the zone of one point in a pain area, on both sides; None where it is not drawn for itself.

    Args:
        data: the contents of zones.yaml.
        point: its key.
        area: the key of the area that the zone lies in.
        view: from where it is seen.
        role: essential or spillover.
        series: which of several muscles it is for.
        width: of the line round it.
    """
    if (views := data.get(point, {}).get(area)) is None:
        return None
    return tuple(
        path
        for zone in views.get(view, ())
        for path in zone_paths(half(zone), view, Side.NONE, role, series=series, key=area, width=width)
    )


def zone_paths(
    places: Half, view: BodyView, side: Side, role: Role, *, series: int = 0, key: str = "", width: float = 0.0
) -> tuple[Outline, ...]:
    """Return one half-body shape on a side or on both; one that begins on the midline goes across it, as one shape."""
    if places[0][0] == 0:
        points = [(MIDLINE + d, y) for d, y in _across(places)]
        return (Outline(role, smooth_outline(points, closed=True), width=width, series=series, key=key),)
    right_of_picture = Outline(
        role, smooth_outline([(MIDLINE + d, y) for d, y in places], closed=True), width=width, series=series, key=key
    )
    return tuple(
        right_of_picture if outwards(view, one) > 0 else mirrored(right_of_picture, MIDLINE) for one in sides_of(side)
    )


def _outline(places: Half) -> tuple[Outline, Outline]:
    """Return the filled body and the line round it, which goes along the same curves."""
    segments = smooth_outline([(MIDLINE + d, y) for d, y in _across(places)], closed=True)
    return (
        Outline(Role.BODY, segments, key="body"),
        Outline(Role.BODY_LINE, segments, closed=False, width=OUTLINE_WIDTH, key="outline"),
    )


def _across(places: Half) -> Half:
    """Return the way round both halves: out along one side, back along the other, each place of the midline once."""
    return [*places, *((-d, y) for d, y in reversed(places) if d)]


def _landmark(landmark: ShapeValues) -> tuple[SceneShape, ...]:
    if "line" in landmark:
        return _lines(half(landmark["line"]), Role.LANDMARK, LANDMARK_WIDTH, landmark["key"])
    (d, y), *_ = half([landmark["at"]])
    places = {MIDLINE - d, MIDLINE + d}
    return tuple(Dot(Role.LANDMARK, ScenePoint(x, y), DOT_RADIUS, key=landmark["key"]) for x in sorted(places))


def _lines(places: Half, role: Role, width: float, key: str) -> tuple[Outline, ...]:
    """Return a line on both halves: as one where it begins on the midline, else as two."""
    if all(d == 0 for d, _ in places):
        ways: list[Half] = [places]
    elif places[0][0] == 0:
        ways = [[*((-d, y) for d, y in reversed(places[1:])), *places]]
    else:
        ways = [places, [(-d, y) for d, y in places]]
    return tuple(
        Outline(
            role, smooth_outline([(MIDLINE + d, y) for d, y in way], closed=False), closed=False, width=width, key=key
        )
        for way in ways
    )


EDGE_WIDTH = 1.0
POINT_RADIUS = 3.0


def muscle_outlines(data: ShapeValues, muscle: str, view: BodyView, side: Side, series: int = 0) -> tuple[Outline, ...]:
    """Return the shapes of a muscle in one view; none where it can't be seen from there.

    Args:
        data: the contents of muscles.yaml.
        muscle: its key; not that of a group.
        side: the person's left or right; anything else draws both.

    Raises:
        KeyError: there is no such muscle, or it is a group.
    """
    return tuple(
        path
        for shape in data[muscle].get(view, ())
        for path in zone_paths(half(shape), view, side, Role.MUSCLE, series=series, key=muscle, width=EDGE_WIDTH)
    )


def point_spots(
    data: ShapeValues,
    muscle: str,
    numbers: Iterable[int],
    view: BodyView,
    side: Side,
    series: int = 0,
    *,
    radius: float = POINT_RADIUS,
) -> tuple[Dot, ...]:
    """Return a muscle's points of those numbers, with keys like `gluteus-medius/2`, as far as the view shows them.

    Args:
        data: the contents of muscles.yaml.
        muscle: its key; not that of a group.
        side: the person's left or right; anything else draws both.
        radius: of a dot, in units of the field.

    Raises:
        KeyError: there is no such muscle, it is a group, or it has no point of that number.
    """
    points = data[muscle]["points"]
    return tuple(
        Dot(Role.POINT, on_field(d, y, view, one), radius, series, f"{muscle}/{number}")
        for number in numbers
        if points[str(number)]["view"] == view
        for d, y in half([points[str(number)]["at"]])
        for one in sides_of(side)
    )


def views_of(data: ShapeValues, muscle: str) -> tuple[BodyView, ...]:
    """Return the views that show a muscle, the back first.

    Raises:
        KeyError: there is no such muscle, or it is a group.
    """
    return tuple(view for view in BodyView if view in data[muscle])
