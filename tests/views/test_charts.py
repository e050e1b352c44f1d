from rich.console import RenderableType
from tests.views.pages import rendered

from backpain_cli.pictures.palette import DARK_COLORS
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.pictures.scene import Dot, LineTo, MoveTo, Outline, Role, Scene, ScenePoint
from backpain_cli.views.charts import PictureView
from backpain_cli.views.widgets import Room

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
