"""Which samples of each row an area or a line covers, as spans from and to an x."""

import math
from collections.abc import Iterator, Sequence

from backpain_cli.pictures.scene import CurveTo, MoveTo, Outline, weights

ScanPlace = tuple[float, float]
"""x and y in samples, as a plain pair: there are thousands in a picture."""
SampleSpan = tuple[int, float, float]
"""A row, and from which x to which x."""


def placed(path: Outline, scale: float, left: float, top: float) -> list[list[ScanPlace]]:
    """Return `path` as polygons or lines in samples, its curves cut into pieces of about three samples.

    Args:
        path: in units of its scene.
        scale: samples a unit.
        left: where the scene begins, in samples.
        top: the same from above.
    """
    curves = [segment for segment in path.segments if isinstance(segment, CurveTo)]
    reach = max((math.dist(curve.first, curve.to) for curve in curves), default=0.0)
    pieces = weights(min(max(math.ceil(reach * scale / 3), 2), 12))
    parts: list[list[ScanPlace]] = []
    x0 = y0 = 0.0
    for segment in path.segments:
        if isinstance(segment, CurveTo):
            (x1, y1), (x2, y2), (x3, y3) = segment
            parts[-1] += [
                (left + (a * x0 + b * x1 + c * x2 + d * x3) * scale, top + (a * y0 + b * y1 + c * y2 + d * y3) * scale)
                for a, b, c, d in pieces
            ]
            x0, y0 = x3, y3
            continue
        x0, y0 = segment.to
        if isinstance(segment, MoveTo):
            parts.append([])
        parts[-1].append((left + x0 * scale, top + y0 * scale))
    return parts


def rows_within(polygons: Sequence[Sequence[ScanPlace]], height: int) -> Iterator[SampleSpan]:
    """Give the spans of each row, of `height` ones, that lie within `polygons` (non-zero rule, as in SVG)."""
    crossings: dict[int, list[tuple[float, int]]] = {}
    for polygon in polygons:
        x1, y1 = polygon[-1]
        row1 = math.ceil(y1 - 0.5)
        for x2, y2 in polygon:
            row2 = math.ceil(y2 - 0.5)
            if row1 != row2:
                # It passes the middle of a row.
                if row1 < row2:
                    direction, first, last = 1, row1, row2
                    slope = (x2 - x1) / (y2 - y1)
                    upper_x, upper_y = x1, y1
                else:
                    direction, first, last = -1, row2, row1
                    slope = (x1 - x2) / (y1 - y2)
                    upper_x, upper_y = x2, y2
                first, last = max(first, 0), min(last, height)
                x = upper_x + (first + 0.5 - upper_y) * slope
                for row in range(first, last):
                    if row in crossings:
                        crossings[row].append((x, direction))
                    else:
                        crossings[row] = [(x, direction)]
                    x += slope
            x1, y1, row1 = x2, y2, row2
    for row, found in crossings.items():
        found.sort()
        if len(found) == 2:
            yield row, found[0][0], found[1][0]
            continue
        winding, start = 0, 0.0
        for x, direction in found:
            if not winding:
                start = x
            winding += direction
            if not winding:
                yield row, start, x


def rows_along(line: Sequence[ScanPlace], radius: float, height: int, *, closed: bool = False) -> Iterator[SampleSpan]:
    """Give the spans of each row, of `height` ones, that a line with round ends covers.

    Args:
        line: the places it goes to, straight from each to the next; it may be one alone.
        radius: half the width of the line, in samples.
    """
    square = radius * radius
    ends = [*line[1:], line[0]] if closed else line[1:] or line
    for (x1, y1), (x2, y2) in zip(line, ends, strict=False):
        rise, run = y2 - y1, x2 - x1
        upper, lower = (y1, y2) if rise > 0 else (y2, y1)
        first, last = math.ceil(upper - radius - 0.5), math.ceil(lower + radius - 0.5)
        if last <= 0 or first >= height:
            continue
        length = math.sqrt(run * run + rise * rise)
        aside_x, aside_y = (-rise / length * radius, run / length * radius) if length else (0.0, 0.0)
        for row in range(max(first, 0), min(last, height)):
            below1, below2 = row + 0.5 - y1, row + 0.5 - y2
            found: list[float] = []
            if (rest := square - below1 * below1) >= 0:
                half = math.sqrt(rest)
                found += (x1 - half, x1 + half)
            if (rest := square - below2 * below2) >= 0:
                half = math.sqrt(rest)
                found += (x2 - half, x2 + half)
            if rise:
                if 0 <= (part := (below1 - aside_y) / rise) <= 1:
                    found.append(x1 + aside_x + part * run)
                if 0 <= (part := (below1 + aside_y) / rise) <= 1:
                    found.append(x1 - aside_x + part * run)
            if found:
                yield row, min(found), max(found)
