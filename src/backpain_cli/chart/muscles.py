"""Muscles and their points as shapes on the body of `chart/body.py`.

The data are plain values as library/charts/muscles.yaml holds them: half a body, each place as [d, y], where d is the
distance outwards from the midline. A group of muscles has no shape of its own: ask for its parts.
"""

from collections.abc import Iterable

from backpain_cli.chart.body import Plain, View, half, on_field, sides_of, zone_paths
from backpain_cli.chart.scene import Dot, Path, Role
from backpain_cli.domain.segment import Side

EDGE_WIDTH = 1.0
POINT_RADIUS = 3.0


def muscle_paths(data: Plain, muscle: str, view: View, side: Side, series: int = 0) -> tuple[Path, ...]:
    """Return the shapes of a muscle in one view; none where it can't be seen from there.

    Args:
        data: the contents of muscles.yaml.
        muscle: its key; not that of a group.
        view: from where the body is seen.
        side: the person's left or right; anything else draws both.
        series: which of several muscles on the chart it is.

    Raises:
        KeyError: there is no such muscle, or it is a group.
    """
    return tuple(
        path
        for shape in data[muscle].get(view, ())
        for path in zone_paths(half(shape), view, side, Role.MUSCLE, series=series, key=muscle, width=EDGE_WIDTH)
    )


def point_dots(
    data: Plain,
    muscle: str,
    numbers: Iterable[int],
    view: View,
    side: Side,
    series: int = 0,
    *,
    radius: float = POINT_RADIUS,
) -> tuple[Dot, ...]:
    """Return a muscle's points of those numbers, with keys like `gluteus-medius/2`, as far as the view shows them.

    Args:
        data: the contents of muscles.yaml.
        muscle: its key; not that of a group.
        numbers: of the points, as in the muscle's anatomy file.
        view: from where the body is seen.
        side: the person's left or right; anything else draws both.
        series: which of several muscles on the chart it is.
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


def views_of(data: Plain, muscle: str) -> tuple[View, ...]:
    """Return the views that show a muscle, the back first.

    Raises:
        KeyError: there is no such muscle, or it is a group.
    """
    return tuple(view for view in View if view in data[muscle])
