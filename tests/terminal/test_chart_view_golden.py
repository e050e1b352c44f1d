"""Whole charts as a terminal shows them, to be read in a diff. UPDATE_GOLDEN=1 writes them anew."""

from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.body.chart import (
    ChartSeries,
    body_chart,
    chief_view,
    closer,
    series_of_area,
    series_of_muscle,
)
from backpain_cli.pictures.body.shapes import BodyView
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.terminal.chart_view import legend_rows, picture_rows
from backpain_cli.terminal.spans import Row
from backpain_cli.terminal.theme import code_of
from tests.golden_files import assert_golden

DATA: dict[str, Any] = load_picture_data()
NAMES = ["gluteus-medius", "levator-scapulae", "area-lower-back"]


def series_called(anatomy: Atlas, name: str) -> list[ChartSeries]:
    if name.startswith("area-"):
        return [series_of_area(anatomy.areas[name.removeprefix("area-")])]
    return series_of_muscle(anatomy, anatomy.muscles[name])


def chart(series: list[ChartSeries], columns: int, lines: int, mode: PictureMode) -> list[Row]:
    """Return a chart with its names for a terminal: two views on a large one, the chief one on a small one."""
    views = tuple(BodyView) if lines > 30 else (chief_view(DATA, series),)
    scene = closer(body_chart(DATA, series, views, "", legend=False), views)
    legend = legend_rows(series, columns, mode)
    return [*picture_rows(scene, columns, lines - len(legend) - 3, mode), (), *legend]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mode", [PictureMode.PATTERNS, PictureMode.ASCII])
@pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24)])
def test_a_chart_in_one_colour_looks_like_this(
    anatomy: Atlas, name: str, mode: PictureMode, columns: int, lines: int
) -> None:
    rows = chart(series_called(anatomy, name), columns, lines, mode)
    assert len(rows) < lines
    assert_golden(
        f"chart-{name}-{mode}-{columns}x{lines}",
        "".join("".join(span.text for span in row).rstrip() + "\n" for row in rows),
    )


def test_a_chart_in_colours_looks_like_this(anatomy: Atlas) -> None:
    rows = chart(series_called(anatomy, "gluteus-medius"), 80, 24, PictureMode.HALF_BLOCKS_256)
    colored = "".join(
        "".join(f"\x1b[{code_of(one.style, colors=True)}m{one.text}\x1b[0m" for one in row) + "\n" for row in rows
    )
    assert_golden("chart-gluteus-medius-256-80x24", colored)
