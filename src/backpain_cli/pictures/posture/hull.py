"""Outlines drawn tightly around circles: the flesh of a figure's limbs."""

from collections.abc import Iterable, Sequence
from math import atan2, cos, hypot, pi, sin

from backpain_cli.pictures.scene import CurveTo, LineTo, MoveTo, OutlineSegment, ScenePoint, smooth_outline


def hull(balls: Iterable[tuple[ScenePoint, float]]) -> tuple[OutlineSegment, ...]:
    """Return the line that is drawn tightly around circles: arcs, and straight lines between them."""
    count = 48
    circles = list(balls)
    places = [
        (center.x + radius * cos(2 * pi * step / count), center.y + radius * sin(2 * pi * step / count), number)
        for number, (center, radius) in enumerate(circles)
        for step in range(count)
    ]
    outline = _convex(places)
    runs: list[list[tuple[float, float, int]]] = []
    for place in outline:
        if runs and runs[-1][-1][2] == place[2]:
            runs[-1].append(place)
        else:
            runs.append([place])
    if len(runs) > 1 and runs[0][0][2] == runs[-1][0][2]:
        runs[0] = runs.pop() + runs[0]
    segments: list[OutlineSegment] = []
    for run in runs:
        center, radius = circles[run[0][2]]
        is_circle = len(runs) == 1
        start = ScenePoint(*run[0][:2])
        segments.append(LineTo(start) if segments else MoveTo(start))
        segments += _arc(center, radius, run[0], run[0] if is_circle else run[-1], is_circle)
    return tuple(segments)


def _convex(places: list[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
    def half(ordered: Iterable[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
        kept: list[tuple[float, float, int]] = []
        for place in ordered:
            x, y, _ = place
            while len(kept) > 1:
                (one_x, one_y, _), (two_x, two_y, _) = kept[-2:]
                if (two_x - one_x) * (y - one_y) - (two_y - one_y) * (x - one_x) > 1e-9:
                    break
                kept.pop()
            kept.append(place)
        return kept[:-1]

    ordered = sorted(places)
    return half(ordered) + half(reversed(ordered))


def _arc(
    center: ScenePoint, radius: float, start: Sequence[float], end: Sequence[float], is_circle: bool = False
) -> list[OutlineSegment]:
    """Return the arc from `start` to `end`, with growing angle, as curves of a quarter at most."""
    begin = atan2(start[1] - center.y, start[0] - center.x)
    turn = 2 * pi if is_circle else (atan2(end[1] - center.y, end[0] - center.x) - begin) % (2 * pi)
    pieces = max(1, int(turn / (pi / 2) + 0.999))
    step = turn / pieces
    pull = radius * 4 / 3 * sin(step / 2) / (1 + cos(step / 2))
    found: list[OutlineSegment] = []
    for piece in range(pieces):
        a, b = begin + piece * step, begin + (piece + 1) * step
        found.append(
            CurveTo(
                ScenePoint(center.x + radius * cos(a) - pull * sin(a), center.y + radius * sin(a) + pull * cos(a)),
                ScenePoint(center.x + radius * cos(b) + pull * sin(b), center.y + radius * sin(b) - pull * cos(b)),
                ScenePoint(center.x + radius * cos(b), center.y + radius * sin(b)),
            )
        )
    return found


def tapered(
    start: ScenePoint, end: ScenePoint, radii: Sequence[float], bulge: Sequence[ScenePoint] = ()
) -> tuple[OutlineSegment, ...]:
    """Return a rounded limb between two joints.

    Args:
        radii: half its thickness at even distances, the joints included.
        bulge: how far its middle line is moved at each of these distances.
    """
    length = hypot(end.x - start.x, end.y - start.y)
    if length < max(radii) * 0.6:
        return hull([(start, radii[0]), (end, radii[-1])])
    across = ScenePoint(-(end.y - start.y) / length, (end.x - start.x) / length)
    moves = list(bulge) or [ScenePoint(0, 0)] * len(radii)
    sides: dict[int, list[tuple[float, float]]] = {1: [], -1: []}
    for number, (radius, move) in enumerate(zip(radii, moves, strict=True)):
        part = number / (len(radii) - 1)
        x, y = start.x + (end.x - start.x) * part + move.x, start.y + (end.y - start.y) * part + move.y
        for side, places in sides.items():
            places.append((x + across.x * radius * side, y + across.y * radius * side))
    back, there = sides[1], sides[-1]
    outline = list(smooth_outline(there, closed=False))
    outline += _arc(end, radii[-1], there[-1], back[-1])
    outline += smooth_outline(back[::-1], closed=False)[1:]
    outline += _arc(start, radii[0], back[0], there[0])
    return tuple(outline)
