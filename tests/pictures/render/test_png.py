"""The pixels that are read from a PNG are those that were written into it, whatever filter each row went through."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.pictures.palette import DARK_COLORS
from backpain_cli.pictures.render.images import pixels_in, png_image
from backpain_cli.pictures.scene import Dot, Role, Scene, ScenePoint


def chunk(kind: bytes, contents: bytes) -> bytes:
    check = zlib.crc32(kind + contents).to_bytes(4)
    return len(contents).to_bytes(4) + kind + contents + check


def png_with(
    rows: list[bytes], filters: list[int], *, header: bytes = bytes((8, 6, 0, 0, 0)), pieces: int = 1
) -> bytes:
    """Return a PNG of rows of bytes, four a pixel, each through the filter of its number."""
    data = bytearray()
    above = bytes(len(rows[0]))
    for row, method in zip(rows, filters, strict=True):
        data.append(method)
        for at, byte in enumerate(row):
            left = row[at - 4] if at >= 4 else 0
            corner = above[at - 4] if at >= 4 else 0
            guess = (0, left, above[at], (left + above[at]) // 2, paeth(left, above[at], corner))[method]
            data.append((byte - guess) % 256)
        above = row
    packed = zlib.compress(bytes(data))
    size = (len(rows[0]) // 4).to_bytes(4) + len(rows).to_bytes(4)
    parts = [packed] if pieces == 1 else [packed[:7], packed[7:]]
    body = b"".join(chunk(b"IDAT", part) for part in parts)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + header) + chunk(b"pHYs", b"x" * 9) + body + chunk(b"IEND", b"")


def paeth(left: int, up: int, corner: int) -> int:
    """Return the predictor as the specification words it."""
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))


@given(st.data(), st.integers(1, 9), st.integers(1, 7))
def test_every_filter_is_undone(data: st.DataObject, width: int, height: int) -> None:
    rows = data.draw(st.lists(st.binary(min_size=4 * width, max_size=4 * width), min_size=height, max_size=height))
    filters = data.draw(st.lists(st.integers(0, 4), min_size=height, max_size=height))
    expected = [[f"#{row[at : at + 3].hex()}" for at in range(0, len(row), 4)] for row in rows]
    assert pixels_in(png_with(rows, filters, pieces=2)) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"GIF89a" + bytes(40),
        b"\x89PNG\r\n\x1a\n",
        png_with([bytes(8)], [0], header=bytes((8, 2, 0, 0, 0))),
        png_with([bytes(8)], [0], header=bytes((8, 6, 0, 0, 1))),
        png_with([bytes(8)], [0]).replace((2).to_bytes(4) + (1).to_bytes(4), (3).to_bytes(4) + (1).to_bytes(4)),
    ],
)
def test_another_kind_of_picture_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="PNG"):
        pixels_in(wrong)


def test_a_scene_comes_through_in_its_colours_and_proportions() -> None:
    scene = Scene(100, 50, (Dot(Role.POINT, ScenePoint(50, 25), 20),), "A dot", "A dot.")
    pixels = pixels_in(png_image(scene, DARK_COLORS, height=100))
    assert (len(pixels), {len(row) for row in pixels}) == (100, {200})
    assert pixels[0][0] == DARK_COLORS.paper
    assert pixels[50][100] == DARK_COLORS.series[0]
