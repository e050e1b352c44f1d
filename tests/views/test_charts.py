from functools import partial
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.segment import Segments
from rich.text import Text
from tests.views.pages import rendered

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.body.chart import series_of_muscle
from backpain_cli.pictures.palette import DARK_COLORS, PALETTE_16, PALETTE_256
from backpain_cli.pictures.render.placeholders import placeholder_rows
from backpain_cli.pictures.render.raster import PictureCell, PictureMode
from backpain_cli.pictures.scene import Dot, LineTo, MoveTo, Outline, Role, Scene, ScenePoint
from backpain_cli.views.charts import (
    CHART_LINES,
    InlinePicture,
    PageDrawing,
    PictureView,
    PlaceholderPicture,
    cell_segments,
    legend_view,
    page_chart,
)
from backpain_cli.views.widgets import CHART_COLUMNS, Room, beside

SQUARE = Outline(
    Role.BODY,
    (MoveTo(ScenePoint(0, 0)), LineTo(ScenePoint(100, 0)), LineTo(ScenePoint(100, 100)), LineTo(ScenePoint(0, 100))),
    closed=True,
)
SCENE = Scene(100, 100, (SQUARE, Dot(Role.POINT, ScenePoint(50, 50), 8.0)), "A square", "")


def _view(mode: PictureMode) -> RenderableType:
    return PictureView(SCENE, 40, 10, mode, DARK_COLORS)


def test_a_picture_keeps_its_proportions_within_its_room() -> None:
    view = PictureView(SCENE, 40, 10, PictureMode.HALF_BLOCKS_TRUECOLOR, DARK_COLORS)
    # A cell is twice as high as it is wide.
    assert (view.columns, view.lines) == (20, 10)
    assert len(rendered(lambda _: view, Room(80))) == 10


def test_a_picture_has_its_colours_where_there_are_colours() -> None:
    body = DARK_COLORS.body.removeprefix("#")
    code = ";".join(str(int(body[place : place + 2], 16)) for place in (0, 2, 4))
    lines = rendered(lambda _: _view(PictureMode.HALF_BLOCKS_TRUECOLOR), Room(80), colors=True)
    assert any(f"48;2;{code}" in line for line in lines)


def test_a_picture_in_one_colour_is_made_of_signs() -> None:
    lines = rendered(lambda _: _view(PictureMode.ASCII), Room(80, ascii=True), colors=True)
    assert any(line.strip() for line in lines)
    assert all(line.isascii() and "\x1b[" not in line for line in lines)


def test_a_chart_of_a_page_has_its_names_and_fits_its_margin(anatomy: Atlas) -> None:
    series = series_of_muscle(anatomy, anatomy.muscles["erector-spinae"])
    for mode in (PictureMode.HALF_BLOCKS_TRUECOLOR, PictureMode.PATTERNS):
        drawing = PageDrawing(partial(PictureView, mode=mode, colors=DARK_COLORS), mode, DARK_COLORS)
        chart = page_chart(load_picture_data(), series, drawing)
        assert chart is not None
        lines = rendered(lambda _, chart=chart: beside(Room(100), chart, Text("words " * 40)), Room(100))  # type: ignore[misc]
        assert any("your left" in line and "your right" in line for line in lines)
        for one in series:
            assert any(one.name.split()[-1] in line[:CHART_COLUMNS] for line in lines)
        assert all(line[CHART_COLUMNS : CHART_COLUMNS + 3].strip() == "" for line in lines)
        assert lines.index(next(line for line in lines if "seen from behind" in line)) < CHART_LINES
        assert page_chart(load_picture_data(), [], drawing) is None


@pytest.mark.parametrize("chart_first", [True, False])
def test_a_true_picture_beside_words_is_put_where_its_cells_are_once_they_are_printed(chart_first: bool) -> None:
    words = Text("\n".join(f"line {number}" for number in range(12)))
    chart = Group(InlinePicture(b"PICTURE", 20, 8), Text(), Text("its name"))
    lines = rendered(lambda room: beside(room, chart, words, chart_first=chart_first), Room(100), colors=True)
    (shown,) = (number for number, line in enumerate(lines) if "PICTURE" in line)
    before, after = lines[shown].split("\x1b7\x1b[8APICTURE\x1b8")
    assert (shown, cell_len(before)) == (8, 0 if chart_first else 64)
    # The words go on as if there were no picture.
    plain = [line.replace("\x1b7\x1b[8APICTURE\x1b8", "") for line in lines]
    assert [line.split("line ")[1].strip() for line in plain if "line " in line and "name" not in line]
    x = plain[0].index("line 0")
    assert [line[x : x + 7].strip() for line in plain] == [f"line {number}" for number in range(12)]
    assert "its name" in plain[9]
    assert all(not line[:x].strip() if chart_first else not line[64:].strip() for line in plain[:8])
    assert after.strip() in {"", "line 8"}


def test_a_picture_as_text_is_sent_before_its_first_row_and_keeps_its_place() -> None:
    chart = PlaceholderPicture((3 << 24) | 200, 20, 8, b"UPLOAD")
    lines = rendered(lambda room: beside(room, chart, Text("words " * 120)), Room(100), colors=True)
    assert lines[0].startswith("UPLOAD\x1b[38;5;200m\U0010eeee")
    assert "UPLOAD" not in "".join(lines[1:])
    for row, line in zip(placeholder_rows((3 << 24) | 200, 20, 8), lines, strict=False):
        assert line.removeprefix("UPLOAD").startswith(f"\x1b[38;5;200m{row}\x1b[0m" + " " * 19 + "words")


def test_seven_muscles_on_one_chart_all_look_different(anatomy: Atlas) -> None:
    series = series_of_muscle(anatomy, anatomy.muscles["erector-spinae"])
    for mode in PictureMode:
        legend = legend_view(series, 80, mode, DARK_COLORS)
        lines = rendered(lambda _, legend=legend: legend, Room(80), colors=True)  # type: ignore[misc]
        looks = {line.split(one.name)[0] for line in lines for one in series if one.name in line}
        assert len(looks) == len(series) == 7, mode


def _code(cell: PictureCell, mode: PictureMode) -> str:
    """Return the code that a terminal is sent for a cell, without its brackets."""
    stream = StringIO()
    console = Console(file=stream, force_terminal=True, color_system="truecolor", _environ={})
    console.print(Segments(cell_segments([cell], mode)), end="")
    return stream.getvalue().partition("x")[0].removeprefix("\x1b[").removesuffix("m")


def test_codes_name_colours_as_each_kind_of_terminal_knows_them() -> None:
    assert _code(PictureCell("x", "#010203", "#ff0000"), PictureMode.HALF_BLOCKS_TRUECOLOR) == "38;2;1;2;3;48;2;255;0;0"
    assert _code(PictureCell("x", PALETTE_256[208], PALETTE_256[17]), PictureMode.HALF_BLOCKS_256) == "38;5;208;48;5;17"
    assert _code(PictureCell("x", PALETTE_16[1], PALETTE_16[12]), PictureMode.HALF_BLOCKS_16) == "31;104"
    assert _code(PictureCell("x", "", PALETTE_16[4]), PictureMode.HALF_BLOCKS_16) == "44"
    assert _code(PictureCell("x"), PictureMode.PATTERNS) == ""


@pytest.mark.parametrize("number", [16, 59, 102, 188, 232, 247, 255])
def test_every_colour_of_the_256_is_sent_by_its_own_number(number: int) -> None:
    assert _code(PictureCell("x", PALETTE_256[number]), PictureMode.HALF_BLOCKS_256) == f"38;5;{number}"
