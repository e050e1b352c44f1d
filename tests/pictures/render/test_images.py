"""Real pictures in a terminal: what was encoded can be decoded, and no terminal gets what it does not know."""

import math
import re
from base64 import b64decode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backpain_cli.pictures.palette import DARK_COLORS, LIGHT_COLORS, PictureColors, rgb_of
from backpain_cli.pictures.render.images import (
    ImageProtocol,
    Pixels,
    image_pixels,
    image_protocol,
    iterm2_sequence,
    kitty_sequence,
    sixel_sequence,
)
from backpain_cli.pictures.scene import (
    Dot,
    Label,
    LineTo,
    MoveTo,
    Outline,
    Role,
    Scene,
    ScenePoint,
)
from tests.cases import all_cases

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
COLORS = st.sampled_from(["#000000", "#ffffff", "#b3402e", "#2f6f9f", "#fbfaf7"])


def kitty_parts(sent: bytes) -> list[tuple[dict[str, str], bytes]]:
    """Return the keys and the payload of each piece; everything must belong to one."""
    pieces = re.findall(rb"\x1b_G([^;]*);([^\x1b]*)\x1b\\", sent)
    assert b"".join(b"\x1b_G%s;%s\x1b\\" % piece for piece in pieces) == sent
    return [(dict(pair.split("=") for pair in keys.decode().split(",")), payload) for keys, payload in pieces]


def sixel_decoded(sent: bytes) -> list[list[tuple[int, int, int]]]:
    """Return the pixels of a sixel picture, with colours in hundredths."""
    start = re.match(rb'\x1bP0;1q"1;1;(\d+);(\d+)', sent)
    assert start
    assert sent.endswith(b"\x1b\\")
    width, height = int(start[1]), int(start[2])
    nothing = (-1, -1, -1)
    rows = [[nothing] * width for _ in range(-(-height // 6) * 6)]
    palette: dict[int, tuple[int, int, int]] = {}
    column = band = color = 0
    body = sent[start.end() : -2]
    tokens = list(re.finditer(rb"#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)([?-~])|([?-~])|([$])|(-)", body))
    assert b"".join(token[0] for token in tokens) == body
    for token in tokens:
        define, red, green, blue, use, times, run, single, back, _ = token.groups()
        if define:
            palette[int(define)] = (int(red), int(green), int(blue))
        elif use:
            color = int(use)
        elif run or single:
            bits = (run or single)[0] - 63
            for _ in range(int(times or 1)):
                for bit in range(6):
                    if bits >> bit & 1:
                        assert rows[6 * band + bit][column] == nothing
                        rows[6 * band + bit][column] = palette[color]
                column += 1
        elif back:
            column = 0
        else:
            column, band = 0, band + 1
    assert all(pixel == nothing for row in rows[height:] for pixel in row)
    return rows[:height]


def in_hundredths(pixels: Pixels) -> list[list[tuple[int, ...]]]:
    return [[tuple(round(part * 100 / 255) for part in rgb_of(color)) for color in row] for row in pixels]


def scene() -> Scene:
    def box(role: Role, left: float, right: float, series: int) -> Outline:
        corners = (ScenePoint(right, 60), ScenePoint(right, 160), ScenePoint(left, 160))
        return Outline(role, (MoveTo(ScenePoint(left, 60)), *map(LineTo, corners)), series=series)

    return Scene(
        200,
        200,
        (
            box(Role.BODY, 10, 190, 0),
            box(Role.ESSENTIAL, 20, 90, 0),
            box(Role.ESSENTIAL, 60, 120, 1),
            box(Role.SPILLOVER, 130, 180, 2),
            Dot(Role.POINT, ScenePoint(40, 110), 6),
            Label(Role.LABEL, ScenePoint(100, 20), "your left", 10),
        ),
        "A test",
        "Shapes.",
    )


# kitty and iTerm2.


@given(st.binary(max_size=20_000))
@example(PNG)
@example(b"")
@example(b"x" * 3072)
@example(b"x" * 3073)
def test_kitty_gets_the_picture_whole_in_pieces_that_it_takes(png: bytes) -> None:
    parts = kitty_parts(kitty_sequence(png, 30, 24))
    assert b64decode(b"".join(payload for _, payload in parts)) == png
    assert all(len(payload) <= 4096 for _, payload in parts)
    assert all(len(payload) % 4 == 0 for _, payload in parts[:-1])
    assert [keys["m"] for keys, _ in parts] == ["1"] * (len(parts) - 1) + ["0"]


def test_kitty_is_told_once_how_to_show_the_picture_and_never_answers() -> None:
    first, *others = kitty_parts(kitty_sequence(PNG, 30, 24))
    assert first[0] == {"a": "T", "f": "100", "q": "2", "c": "30", "r": "24", "m": "1"}
    assert others
    assert all(keys.keys() == {"q", "m"} and keys["q"] == "2" for keys, _ in others)


@given(st.binary(max_size=5_000))
@example(PNG)
def test_iterm2_gets_the_picture_whole_with_its_size(png: bytes) -> None:
    sent = iterm2_sequence(png, 30, 24)
    found = re.fullmatch(rb"\x1b\]1337;File=([^:]*):([A-Za-z0-9+/=]*)\x07", sent)
    assert found
    assert b64decode(found[2]) == png
    said = dict(pair.split(b"=") for pair in found[1].split(b";"))
    assert said == {
        b"inline": b"1", b"size": b"%d" % len(png), b"width": b"30", b"height": b"24", b"preserveAspectRatio": b"0"
    }  # fmt: skip


# Sixel.


@given(
    st.integers(1, 40).flatmap(lambda width: st.lists(st.lists(COLORS, min_size=width, max_size=width), max_size=20))
)
def test_sixel_gives_back_every_pixel(pixels: list[list[str]]) -> None:
    assert sixel_decoded(sixel_sequence(pixels)) == in_hundredths(pixels)


@pytest.mark.parametrize("look", [DARK_COLORS, LIGHT_COLORS], ids=["dark", "light"])
def test_a_scene_comes_through_sixel_as_it_was(look: PictureColors) -> None:
    pixels = image_pixels(scene(), look, height=100)
    assert (len(pixels), {len(row) for row in pixels}) == (100, {100})
    assert sixel_decoded(sixel_sequence(pixels)) == in_hundredths(pixels)


def test_more_colours_than_a_terminal_holds_are_drawn_as_similar_ones() -> None:
    pixels = [[f"#{16 * x:02x}{16 * y:02x}80" for x in range(16)] for y in range(16)]
    for most in (8, 16, 64, 256):
        drawn = sixel_decoded(sixel_sequence(pixels, most_colors=most))
        assert len({color for row in drawn for color in row}) <= most
        farthest = max(
            math.dist(color, other)
            for row, wanted in zip(drawn, in_hundredths(pixels), strict=True)
            for color, other in zip(row, wanted, strict=True)
        )
        assert farthest <= {8: 88, 16: 88, 64: 30, 256: 0}[most]


def test_of_too_many_colours_the_commonest_stay_as_they_are() -> None:
    ground = ["#14181d"] * 30
    pixels = [[*ground, f"#{4 * x:02x}{255 - 4 * x:02x}80"] for x in range(64)]
    drawn = sixel_decoded(sixel_sequence(pixels, most_colors=16))
    assert {row[0] for row in drawn} == {row[0] for row in in_hundredths(pixels)}
    assert len({row[-1] for row in drawn}) > 3


def test_long_runs_are_short_to_send() -> None:
    assert len(sixel_sequence([["#ffffff"] * 1000] * 600)) < 2000


# From a scene to pixels.


def test_the_pixels_show_zones_their_overlap_a_hatching_and_points_with_a_rim() -> None:
    pixels = image_pixels(scene(), LIGHT_COLORS, height=400)
    one, both, other, hatched = (
        {color for row in pixels[140:200] for color in row[left : left + 50]} for left in (44, 124, 184, 280)
    )
    assert len(one) == len(other) == 1
    assert both == one | other
    assert len(hatched) == 2
    assert not hatched & both
    assert pixels[10][10] == LIGHT_COLORS.paper
    disc, rim = pixels[220][80], pixels[220][80 + 13]
    assert disc == LIGHT_COLORS.series[0]
    assert rim == LIGHT_COLORS.paper


def test_the_pixels_keep_the_proportions() -> None:
    wide = scene()._replace(width=400)
    pixels = image_pixels(wide, height=50)
    assert (len(pixels[0]), len(pixels)) == (100, 50)


# Which terminal.


@all_cases(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-kitty"}, ImageProtocol.KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, ImageProtocol.KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, ImageProtocol.ITERM2),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, ImageProtocol.ITERM2),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, ImageProtocol.ITERM2),
        # Started from a shell within another terminal.
        ({"TERM": "xterm-kitty", "TERM_PROGRAM": "iTerm.app", "LC_TERMINAL": "iTerm2"}, ImageProtocol.KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm", "KITTY_WINDOW_ID": "1"}, ImageProtocol.ITERM2),
        ({"TERM": "tmux-256color", "TMUX": "default,1,0", "KITTY_WINDOW_ID": "1"}, None),
        ({"TERM": "screen", "LC_TERMINAL": "iTerm2"}, None),
        ({"TERM": "xterm-256color", "STY": "1.pts", "TERM_PROGRAM": "iTerm.app"}, None),
        ({"TERM": "dumb", "KITTY_WINDOW_ID": "1"}, None),
        ({"TERM": "xterm-256color"}, None),
        ({"TERM": "mlterm"}, None),
        ({"TERM": "foot"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_pictures_go_only_to_terminals_that_are_known_to_take_them(
    environment: dict[str, str], expected: ImageProtocol | None
) -> None:
    assert image_protocol(environment) is expected
