"""The pictures of a step, upon what `drawn_ahead` drew of them."""

from collections.abc import Callable, Mapping
from typing import Any

from backpain_cli.chart.cut_outs import SIZE, Charts, place_of, upon_body
from backpain_cli.chart.posture_keys import keys_of
from backpain_cli.chart.prepared import Ground, Prepared, unpacked
from backpain_cli.chart.scene import Line, Move, Path, Point, Role, Scene
from backpain_cli.domain.anatomy import TriggerPoint
from backpain_cli.domain.routine import Step
from backpain_cli.domain.segment import Side

Whole = Callable[[], Scene]
"""Draws a picture as a whole, for a size that was not drawn ahead."""


def ready_pictures_of(step: Step, routine: str, data: Charts, side: Side) -> tuple[Prepared, ...]:
    """Return the same pictures as `pictures_of`, on `side`, drawn upon the ready ones in `data["drawn"]`.

    Raises:
        KeyError: the charts don't know the step's point.
    """
    drawn = data["drawn"]
    found: list[Prepared] = []

    def whole(number: int) -> Scene:
        from backpain_cli.chart.step_pictures import pictures_of  # no size of a screen needs it

        return pictures_of(step, routine, data, side=side)[number]

    number = next((drawn["numbers"][key] for key in keys_of(step, routine) if key in drawn["numbers"]), None)
    if number is not None:
        found.append(_posture(drawn["postures"][number], str(side), lambda: whole(0)))
    if step.point is not None:
        found.append(_cut_out(step.point, step.title, data, side, lambda: whole(-1)))
    return tuple(found)


def _posture(drawn: tuple[Any, ...], side: str, whole: Whole) -> Prepared:
    """Return a posture upon what was drawn of it, mirrored where that shows the other side."""
    shown, width, height, heads, sizes = drawn
    is_mirrored = {side, shown} == {"left", "right"}
    places = [[Point(width - x if is_mirrored else x, y) for x, y in corners] for corners in heads]
    shapes = tuple(Path(Role.ARROW, (Move(tip), Line(one), Line(other))) for tip, one, other in places)

    def at(columns: int, lines: int) -> tuple[Scene, Ground | None]:
        if (columns, lines) not in sizes:
            return whole(), None
        rows = unpacked(sizes[columns, lines], 2 * columns)
        return Scene(width, height, shapes, "", ""), [row[::-1] for row in rows] if is_mirrored else rows

    return Prepared(width, height, at)


def _cut_out(point: TriggerPoint, name: str, data: Charts, side: Side, whole: Whole) -> Prepared:
    """Return the cut-out around a point. It begins with a whole sample, so that all of them share one body."""
    view, top = place_of(point, data)
    bodies: Mapping[tuple[int, int], bytes] = data["drawn"]["bodies"][str(view)]

    def at(columns: int, lines: int) -> tuple[Scene, Ground | None]:
        if (columns, lines) not in bodies:
            return whole(), None
        width, height = 2 * columns, 4 * lines
        first = round(top * height / SIZE)
        bare = bytearray(width)
        rows = unpacked(bodies[columns, lines], width)
        ground = [rows[row] if 0 <= row < len(rows) else bare[:] for row in range(first, first + height)]
        return upon_body(point, name, data, first * SIZE / height, side=side), ground

    return Prepared(SIZE, SIZE, at)
