"""Whole charts as a terminal shows them, to be read in a diff. UPDATE_GOLDEN=1 writes them again."""

from typing import Any

import pytest
from rich.console import Group, RenderableType
from rich.text import Text
from tests.golden_files import assert_golden
from tests.views.pages import rendered

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
from backpain_cli.pictures.palette import DARK_COLORS
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.views.charts import PictureView, legend_view
from backpain_cli.views.widgets import Room

DATA: dict[str, Any] = load_picture_data()
NAMES = ["gluteus-medius", "levator-scapulae", "area-lower-back"]


def series_called(anatomy: Atlas, name: str) -> list[ChartSeries]:
    if name.startswith("area-"):
        return [series_of_area(anatomy.areas[name.removeprefix("area-")])]
    return series_of_muscle(anatomy, anatomy.muscles[name])


def chart(series: list[ChartSeries], columns: int, lines: int, mode: PictureMode) -> RenderableType:
    """Return a chart with its names for a terminal: two views on a large one, the chief one on a small one."""
    views = tuple(BodyView) if lines > 30 else (chief_view(DATA, series),)
    scene = closer(body_chart(DATA, series, views, "", legend=False), views)
    picture = PictureView(scene, columns, lines - len(series) - 4, mode, DARK_COLORS)
    return Group(picture, Text(), legend_view(series, columns, mode, DARK_COLORS))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mode", [PictureMode.PATTERNS, PictureMode.ASCII])
@pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24)])
def test_a_chart_in_one_colour_looks_like_this(
    anatomy: Atlas, name: str, mode: PictureMode, columns: int, lines: int
) -> None:
    shown = rendered(lambda _: chart(series_called(anatomy, name), columns, lines, mode), Room(columns, lines))
    assert len(shown) < lines
    assert_golden(f"chart-{name}-{mode}-{columns}x{lines}", "".join(f"{line}\n" for line in shown))


def test_a_chart_in_colours_looks_like_this(anatomy: Atlas) -> None:
    def page(_: Room) -> RenderableType:
        return chart(series_called(anatomy, "gluteus-medius"), 80, 24, PictureMode.HALF_BLOCKS_256)

    shown = rendered(page, Room(80, 24), colors=True)
    assert_golden("chart-gluteus-medius-256-80x24", "".join(f"{line}\n" for line in shown))
