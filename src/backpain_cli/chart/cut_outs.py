"""The place of a point, cut out of the body chart."""

from collections.abc import Mapping
from typing import Any

from backpain_cli.chart.body import MIDLINE, View, body_shapes, clear_of, half, landmark_names
from backpain_cli.chart.muscles import muscle_paths, point_dots
from backpain_cli.chart.scene import Path, Point, Role, Scene, Shape, Text, places_of, shifted
from backpain_cli.domain.anatomy import TriggerPoint
from backpain_cli.domain.segment import Side

SIZE = 200.0
"""Of a cut-out, in units of the body chart: two heads, which is about the width of the shoulders."""
LEFT = MIDLINE - SIZE / 2
"""Where each of them begins."""
_POINT_RADIUS = 4.5
_WORD_SIZE = 11.0
_LARGE_WORD_SIZE = 14.0
"""Where the picture is small, so that its words can still be read; the names of the vertebrae are left out then."""
_NAME_SIZE = 7.5

Charts = Mapping[str, Any]
"""The charts' plain contents, as the library loads them: body, areas, muscles, postures."""


def cut_out(point: TriggerPoint, name: str, data: Charts, *, side: Side = Side.NONE, small: bool = False) -> Scene:
    """Return the part of the body chart around `point`, in the view that shows it, with its muscle and landmarks.

    The midline stays in the middle, so that left and right can't be mistaken.

    Args:
        point: what is shown.
        name: what it is called in the picture's title.
        data: the charts' plain contents.
        side: the person's left or right; anything else shows both.
        small: whether its words must be larger than in a picture of some size.

    Raises:
        KeyError: the charts don't know that point.
    """
    place = data["muscles"][point.muscle]["points"][str(point.number)]
    view = View(place["view"])
    ((_, height),) = half([place["at"]])
    # The point lies at the height of the middle.
    top = height - SIZE / 2
    dots = point_dots(data["muscles"], point.muscle, [point.number], view, side, radius=_POINT_RADIUS)
    shapes: list[Shape] = [
        *body_shapes(data["body"], view, words=False),
        *muscle_paths(data["muscles"], point.muscle, view, side),
        *(() if small else clear_of(_names(data, view), dots)),
        *dots,
    ]
    seen = [shifted(shape, -LEFT, -top) for shape in shapes if _may_be_within(shape, top)]
    words = _side_words(view, _LARGE_WORD_SIZE if small else _WORD_SIZE)
    return Scene(
        width=SIZE,
        height=SIZE,
        shapes=(*(shape for shape in seen if _is_within(shape)), *words),
        title=f"{name}: where the point is",
        caption=f"Part of a body {view.phrase}. The point is a dot{_where(side)}: {point.where}",
    )


def _where(side: Side) -> str:
    return f" on {side.phrase}" if side.phrase else " on each side"


def _names(data: Charts, view: View) -> list[Text]:
    """Return the names of the vertebrae; of two that lie so close that they would run together, the upper one."""
    kept: list[Text] = []
    for text in sorted(landmark_names(data["body"], view), key=lambda text: text.at.y):
        if not kept or text.at.y - kept[-1].at.y > 1.5 * _NAME_SIZE:
            kept.append(text._replace(size=_NAME_SIZE))
    return kept


def _side_words(view: View, size: float) -> list[Text]:
    on_left, on_right = (Side.LEFT, Side.RIGHT) if view is View.BACK else (Side.RIGHT, Side.LEFT)
    height = SIZE - size
    return [
        Text(Role.LABEL, Point(4, height), on_left.phrase, size, "start"),
        Text(Role.LABEL, Point(SIZE - 4, height), on_right.phrase, size, "end"),
    ]


def _may_be_within(shape: Shape, top: float) -> bool:
    """Say whether `shape` can reach into a cut-out from that corner on; most of a body lies plainly outside."""
    if not isinstance(shape, Path):
        return True
    # A curve never leaves the bounds of the places that it is made of.
    xs = [place.x for segment in shape.segments for place in segment]
    ys = [place.y for segment in shape.segments for place in segment]
    return min(xs) < LEFT + SIZE and max(xs) > LEFT and min(ys) < top + SIZE and max(ys) > top


def _is_within(shape: Shape) -> bool:
    """Say whether something of `shape` may be seen in a cut-out; words must lie in it as a whole."""
    if isinstance(shape, Text):
        return 0 < shape.at.y < SIZE - 2 * _WORD_SIZE
    places = places_of(shape)
    xs, ys = [place.x for place in places], [place.y for place in places]
    return min(xs) < SIZE and max(xs) > 0 and min(ys) < SIZE and max(ys) > 0
