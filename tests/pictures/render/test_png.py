"""The pixels that are read from a PNG are those that were written into it, whatever filter each row went through."""

import zlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.pictures.palette import DARK_COLORS, rgb_of
from backpain_cli.pictures.render.images import png_image
from backpain_cli.pictures.render.png import pixels_in, with_palette
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


def with_palette_read(png: bytes) -> list[list[str]]:
    """Return the pixels of a PNG with a palette and without filters; every chunk must have its check."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, chunks = 8, {}
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        chunks[kind] = png[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + chunks[kind]).to_bytes(4) == png[at + 8 + length : at + 12 + length]
        at += 12 + length
    assert list(chunks) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert chunks[b"IHDR"][8:] == bytes((8, 3, 0, 0, 0))
    width, height = int.from_bytes(chunks[b"IHDR"][:4]), int.from_bytes(chunks[b"IHDR"][4:8])
    palette = [f"#{chunks[b'PLTE'][start : start + 3].hex()}" for start in range(0, len(chunks[b"PLTE"]), 3)]
    data = zlib.decompress(chunks[b"IDAT"])
    rows = [data[start : start + width + 1] for start in range(0, len(data), width + 1)]
    assert len(rows) == height and len(palette) <= 256 and {row[0] for row in rows} == {0}
    return [[palette[number] for number in row[1:]] for row in rows]


def test_few_colours_stay_as_they_are_in_a_palette() -> None:
    scene = Scene(100, 50, (Dot(Role.POINT, ScenePoint(50, 25), 20),), "A dot", "A dot.")
    png = png_image(scene, DARK_COLORS, height=100)
    assert with_palette_read(with_palette(png)) == pixels_in(png)


@given(st.randoms(use_true_random=False))
def test_of_many_colours_the_commonest_stay_and_the_others_are_very_near(random: Random) -> None:
    common = [bytes((*random.randbytes(3), 255)) * 50 for _ in range(8)]
    # Between two colours, as at the edge of a line.
    start, end = random.randbytes(3), random.randbytes(3)
    mixed = [
        b"".join(
            bytes((*((a * (50 - x) + b * x + y) // 52 for a, b in zip(start, end, strict=True)), 255))
            for x in range(50)
        )
        for y in range(12)
    ]
    png = png_with(common + mixed, [0] * 20)
    before, after = pixels_in(png), with_palette_read(with_palette(png))
    assert after[:8] == before[:8]
    for row, drawn in zip(before, after, strict=True):
        for one, other in zip(row, drawn, strict=True):
            assert max(abs(a - b) for a, b in zip(rgb_of(one), rgb_of(other), strict=True)) <= 8
