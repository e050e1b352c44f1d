import pytest

from backpain_cli.pictures.palette import DARK_COLORS
from backpain_cli.pictures.render.images import ImageProtocol, can_make_png
from backpain_cli.pictures.scene import Label, Role, Scene, ScenePoint
from backpain_cli.terminal.pictures import ScreenPictures, fitted_cells
from tests.views.test_charts import SCENE

needs_png = pytest.mark.skipif(not can_make_png(), reason="the extra `png` is not installed")


@pytest.mark.parametrize(
    ("columns", "lines", "px", "expected"),
    [(40, 10, (10, 20), (20, 10)), (10, 40, (10, 20), (10, 5)), (40, 10, (10, 10), (10, 10)), (1, 1, (10, 20), (1, 1))],
)
def test_a_picture_has_its_proportions_in_pixels_not_in_cells(
    columns: int, lines: int, px: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert fitted_cells(SCENE, columns, lines, px) == expected


def _written(protocol: ImageProtocol) -> tuple[ScreenPictures, list[bytes]]:
    out: list[bytes] = []
    return ScreenPictures(protocol, DARK_COLORS, out.append, (10, 20)), out


@needs_png
def test_kitty_is_sent_a_picture_once_and_given_both_its_columns_and_its_lines() -> None:
    pictures, out = _written(ImageProtocol.KITTY)
    pictures.place("a", SCENE, (3, 2), 40, 10)
    first = out.pop()
    assert first.count(b"a=t,f=100") == 1 and b"c=20,r=10,C=1" in first
    # In the middle of its room: ten columns of the forty are free on each side.
    assert b"\x1b[3;14H" in first
    pictures.place("b", SCENE, (3, 2), 40, 10)
    second = out.pop()
    assert b"a=d,d=i,i=1" in second and b"a=p,i=2" in second
    pictures.place("a", SCENE, (3, 2), 40, 10)
    assert b"a=t" not in out.pop()


@needs_png
def test_what_kitty_keeps_is_given_back_at_the_end() -> None:
    pictures, out = _written(ImageProtocol.KITTY)
    for key in "ab":
        pictures.prepare(key, SCENE, 10, 5)
    out.clear()
    pictures.close()
    assert b"".join(out) == b"\x1b_Ga=d,d=I,i=1,q=2\x1b\\\x1b_Ga=d,d=I,i=2,q=2\x1b\\"


@needs_png
def test_a_terminal_never_has_to_keep_more_pictures_than_a_session_shows_at_a_time() -> None:
    pictures, out = _written(ImageProtocol.KITTY)
    for key in range(40):
        pictures.prepare(key, SCENE, 4, 2)
    sent = b"".join(out)
    assert sent.count(b"a=t,") - sent.count(b"d=I,") == 24


@needs_png
def test_iterm2_is_given_the_size_in_cells() -> None:
    pictures, out = _written(ImageProtocol.ITERM2)
    pictures.place("a", SCENE, (0, 0), 40, 10)
    assert b"width=20;height=10;preserveAspectRatio=0:" in out[0]


def test_a_sixel_is_as_high_as_its_cells() -> None:
    pictures, out = _written(ImageProtocol.SIXEL)
    pictures.place("a", SCENE, (0, 0), 40, 10)
    assert b'"1;1;200;200' in out[0]


def test_a_map_whose_sides_a_sixel_could_not_name_is_drawn_in_cells() -> None:
    letters = Label(Role.LABEL, ScenePoint(1, 5), "left", 2.0)
    named = Scene(10, 10, (letters,), "A map", "")
    for protocol in ImageProtocol:
        pictures, _ = _written(protocol)
        assert pictures.can_show(SCENE)
        assert pictures.can_show(named) is (protocol is not ImageProtocol.SIXEL)
