"""PNG pictures: their pixels, and the same picture in fewer bytes.

Source: the PNG specification (ISO/IEC 15948). A pixel is a number of four bytes: red, the lowest, green, blue, opacity.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_OPAQUE_OR_NOT, _WITH_PALETTE = bytes((8, 6, 0, 0, 0)), bytes((8, 3, 0, 0, 0))
"""Of a header, behind the size: eight bits a colour, red, green, blue and opacity; eight bits a pixel, whose colour is
in a palette; neither interlaced nor special."""
_PALETTE, _EXACT = 256, 64
"""Colours of a palette; of the commonest ones, which stay as they are."""
_SHIFTS = (0, 8, 16, 24)
_Row = Sequence[int]


def pixels_in(png: bytes) -> list[list[str]]:
    """Return the rows of colours, as #rrggbb, of an opaque PNG with eight bits a colour, as `png_image` makes it.

    Raises:
        ValueError: it is another kind of PNG, or none.
    """
    rows = _pixel_rows(png)
    # A picture has few colours, and a name for each is made once.
    names = {pixel: f"#{_bytes_of(pixel).hex()}" for pixel in set().union(*rows)}
    return [[names[pixel] for pixel in row] for row in rows]


def with_palette(png: bytes) -> bytes:
    """Return an opaque PNG, as `png_image` makes it, with at most 256 colours, which takes half the bytes.

    Colours that are seen least may change by so little that nobody can see it.

    Raises:
        ValueError: it is another kind of PNG, or none.
    """
    rows = _pixel_rows(png)
    found = Counter[int]()
    for row in rows:
        found.update(row)
    drawn_as = _few(found)
    palette = sorted(set(drawn_as.values()))
    numbers = {pixel: palette.index(drawn) for pixel, drawn in drawn_as.items()}
    data = b"".join(b"\0" + bytes([numbers[pixel] for pixel in row]) for row in rows)
    header = struct.pack(">2I", len(rows[0]), len(rows)) + _WITH_PALETTE
    contents = (
        (b"IHDR", header), (b"PLTE", b"".join(map(_bytes_of, palette))), (b"IDAT", zlib.compress(data)), (b"IEND", b""),
    )  # fmt: skip
    return _SIGNATURE + b"".join(
        len(part).to_bytes(4) + kind + part + zlib.crc32(kind + part).to_bytes(4) for kind, part in contents
    )


def _few(found: Counter[int]) -> dict[int, int]:
    """Return as which pixel each of those found is drawn, so that they fit a palette."""
    drawn_as = {pixel: pixel for pixel in found}
    rare = [pixel for pixel, _ in found.most_common()[_EXACT:]]
    kept = 0xFF
    while len(set(drawn_as.values())) > _PALETTE:
        # One bit less of each colour.
        kept = kept << 1 & 0xFF
        drawn_as |= {pixel: pixel & (kept * 0x010101) for pixel in rare}
    return drawn_as


def _bytes_of(pixel: int) -> bytes:
    """Return the red, green and blue of a pixel."""
    return pixel.to_bytes(4, "little")[:3]


def _pixel_rows(png: bytes) -> list[_Row]:
    chunks = list(_chunks(png))
    kind, header = chunks[0] if chunks else (b"", b"")
    if kind != b"IHDR" or header[8:] != _OPAQUE_OR_NOT:
        raise ValueError("this is not a PNG with eight bits a colour")
    width, height = struct.unpack(">2I", header[:8])
    data = zlib.decompress(b"".join(part for kind, part in chunks if kind == b"IDAT"))
    length = 4 * width
    if len(data) != height * (length + 1):
        raise ValueError("this PNG is not as large as it says")
    rows: list[_Row] = []
    above: _Row = (0,) * width
    for start in range(0, len(data), length + 1):
        row = struct.unpack(f"<{width}I", data[start + 1 : start + 1 + length])
        above = _unfiltered(data[start], row, above)
        rows.append(above)
    return rows


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the contents of each chunk of a PNG."""
    if not png.startswith(_SIGNATURE):
        raise ValueError("this is not a PNG")
    at = len(_SIGNATURE)
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _unfiltered(method: int, row: _Row, above: _Row) -> _Row:
    """Return a row of pixels as it was before the PNG's filter of that number, given the row above it."""
    match method:
        case 0:
            return row
        case 1:
            return list(accumulate(row, _sum))
        case 2:
            return [_sum(pixel, up) if pixel else up for pixel, up in zip(row, above, strict=True)]
        case 3:
            return _after_average(row, above)
        case 4:
            return _after_paeth(row, above)
        case _:
            raise ValueError(f"a PNG has no filter {method}")


def _sum(one: int, other: int) -> int:
    """Return two pixels added byte by byte."""
    return ((one & 0x7F7F7F7F) + (other & 0x7F7F7F7F)) ^ ((one ^ other) & 0x80808080)


def _after_average(row: _Row, above: _Row) -> _Row:
    """Return a row before the filter that guesses what lies between the pixels to the left and above."""
    done: list[int] = []
    left = 0
    for pixel, up in zip(row, above, strict=True):
        left = _sum(pixel, sum(((left >> shift & 255) + (up >> shift & 255)) // 2 << shift for shift in _SHIFTS))
        done.append(left)
    return done


def _after_paeth(row: _Row, above: _Row) -> _Row:
    """Return a row before the filter that guesses the pixel to the left, the one above, or the one between them."""
    done: list[int] = []
    left = corner = 0
    for pixel, up in zip(row, above, strict=True):
        # Most pixels are like their neighbours.
        guess = left if up == corner else up if left == corner else _paeth(left, up, corner)
        left = _sum(pixel, guess) if pixel else guess
        done.append(left)
        corner = up
    return done


def _paeth(left: int, up: int, corner: int) -> int:
    """Return of each byte whichever of the three is nearest to what a slope would give."""
    guessed = 0
    for shift in _SHIFTS:
        by_side, by_top, by_corner = left >> shift & 255, up >> shift & 255, corner >> shift & 255
        to_side, to_top = abs(by_top - by_corner), abs(by_side - by_corner)
        to_corner = abs(by_side + by_top - 2 * by_corner)
        nearest = (
            by_side if to_side <= to_top and to_side <= to_corner else by_top if to_top <= to_corner else by_corner
        )
        guessed |= nearest << shift
    return guessed
