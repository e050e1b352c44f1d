"""True pictures on a screen of our own: sent once, placed with few bytes, and gone when they are to go."""

import re

import pytest

from backpain_cli.pictures.palette import DARK_COLORS
from backpain_cli.pictures.render.images import ImageProtocol, can_make_png
from backpain_cli.pictures.scene import Label, Role, Scene, ScenePoint
from backpain_cli.terminal.screen_pictures import PicturesInTmux, ScreenPictures
from backpain_cli.terminal.tmux import TmuxClient, TmuxView
from tests.pictures.render.test_placeholders import passed_on
from tests.views.test_charts import SCENE

needs_png = pytest.mark.skipif(not can_make_png(), reason="the extra `png` is not installed")
SEEN_IN_KITTY = TmuxView(passes=True, clients=(TmuxClient("1", "xterm-kitty", "", "kitty(0.41.1)"),))
SEEN_IN_XTERM = TmuxView(passes=True, clients=(TmuxClient("2", "xterm", "", "XTerm(379)"),))


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


def _in_tmux(*views: TmuxView) -> tuple[PicturesInTmux, list[bytes]]:
    """Return pictures within a tmux that answers `views`, one after the other, and what is written."""
    out: list[bytes] = []
    answers = iter(views or [SEEN_IN_KITTY])
    return PicturesInTmux(DARK_COLORS, out.append, (10, 20), lambda: next(answers)), out


@needs_png
def test_within_tmux_a_picture_is_sent_once_and_is_text_in_the_middle_of_its_room() -> None:
    pictures, out = _in_tmux()
    region = pictures.place("a", SCENE, (3, 2), 40, 10)
    assert (region.x, region.y, region.width, region.height) == (13, 2, 20, 10)
    sent = passed_on(b"".join(out))
    assert sent.count(b"a=t,f=100") == 1 and b"U=1" in sent and b"c=20,r=10" in sent
    # Nothing is placed at a cursor, which tmux would know nothing of.
    assert not re.search(rb"a=[pT],(?!U=1)", sent)
    out.clear()
    assert pictures.place("a", SCENE, (3, 2), 40, 10).key == region.key
    assert pictures.place("b", SCENE, (3, 2), 40, 10).key != region.key
    assert b"".join(out).count(b"a=t,f=100") == 1


@needs_png
def test_within_tmux_a_picture_is_sent_ahead_of_its_time() -> None:
    pictures, out = _in_tmux()
    pictures.prepare("a", SCENE, 40, 10)
    assert b"a=t,f=100" in b"".join(out)
    out.clear()
    pictures.place("a", SCENE, (0, 0), 40, 10)
    assert b"".join(out) == b""


@needs_png
def test_within_tmux_nothing_is_taken_off_but_by_the_painter_and_all_is_given_back_at_the_end() -> None:
    pictures, out = _in_tmux()
    numbers = [pictures.place(key, SCENE, (0, 0), 40, 10).key[1] for key in "ab"]  # type: ignore[index]
    out.clear()
    pictures.clear()
    assert out == []
    pictures.close()
    assert passed_on(b"".join(out)) == b"".join(b"\x1b_Ga=d,d=I,i=%d,q=2\x1b\\" % number for number in numbers)


@needs_png
def test_a_picture_is_never_larger_than_text_can_count() -> None:
    pictures, _ = _in_tmux()
    region = pictures.place("a", SCENE, (0, 0), 900, 200)
    assert (region.width, region.height) == (108, 54)


def test_who_looks_is_asked_again_and_decides_what_can_be_shown() -> None:
    pictures, _ = _in_tmux(SEEN_IN_KITTY, SEEN_IN_KITTY, SEEN_IN_XTERM, SEEN_IN_KITTY)
    assert pictures.can_show(SCENE)
    assert not pictures.are_seen_by_others()
    assert pictures.are_seen_by_others() and not pictures.can_show(SCENE)
    assert pictures.are_seen_by_others() and pictures.can_show(SCENE)


def test_without_tmux_nobody_else_looks() -> None:
    assert not _written(ImageProtocol.KITTY)[0].are_seen_by_others()
