"""A scene as PNG, through resvg: the extra `png`. And the pixels of such a PNG, for terminals that take no other."""

import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import accumulate

from backpain_cli.chart.looks import LIGHT, Look
from backpain_cli.chart.scene import Scene
from backpain_cli.chart.svg import svg_of
from backpain_cli.domain.errors import BackpainError, ExitCode


def can_draw() -> bool:
    """Say whether the library that draws a PNG is installed."""
    return find_spec("resvg_py") is not None


def png_of(scene: Scene, look: Look = LIGHT, *, height: int = 1000) -> bytes:
    """Return `scene` as a PNG picture of that many pixels in height.

    Raises:
        BackpainError: the library that draws it is not installed.
    """
    try:
        import resvg_py
    except ImportError:
        raise BackpainError(
            "Drawing a PNG needs the extra `png`.",
            hint="Install it with: pip install 'backpain[png]'. SVG needs nothing.",
            exit_code=ExitCode.UNAVAILABLE,
        ) from None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg_of(scene, look, height=height)))


def pixels_in(png: bytes) -> list[list[str]]:
    """Return the rows of colours, as #rrggbb, of an opaque PNG with eight bits a colour, as `png_of` makes it.

    The form is that of the PNG specification (ISO/IEC 15948).

    Raises:
        ValueError: it is another kind of PNG, or none.
    """
    chunks = list(_chunks(png))
    kind, header = chunks[0] if chunks else (b"", b"")
    if kind != b"IHDR" or header[8:] != _OPAQUE_OR_NOT:
        raise ValueError("this is no PNG with eight bits a colour")
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    data = zlib.decompress(b"".join(part for kind, part in chunks if kind == b"IDAT"))
    length = _BYTES * width
    if len(data) != height * (length + 1):
        raise ValueError("this PNG is not as large as it says")
    rows: list[list[str]] = []
    above = bytes(length)
    # A picture has few colours, and a name for each is made once.
    names: dict[bytes, str] = {}
    for start in range(0, len(data), length + 1):
        above = _unfiltered(data[start], data[start + 1 : start + 1 + length], above)
        pixels = [above[at : at + 3] for at in range(0, length, _BYTES)]
        names.update({pixel: f"#{pixel.hex()}" for pixel in set(pixels) - names.keys()})
        rows.append([names[pixel] for pixel in pixels])
    return rows


_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_OPAQUE_OR_NOT = bytes((8, 6, 0, 0, 0))
"""Of a header, behind the size: eight bits a colour, red, green, blue and opacity; neither interlaced nor special."""
_BYTES = 4
"""Of a pixel."""


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the contents of each chunk of a PNG."""
    if not png.startswith(_SIGNATURE):
        raise ValueError("this is no PNG")
    at = len(_SIGNATURE)
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _unfiltered(method: int, row: bytes, above: bytes) -> bytes:
    """Return a row of bytes as it was before the PNG's filter of that number, given the row above it."""
    match method:
        case 0:
            return row
        case 1:
            done = bytearray(len(row))
            for part in range(_BYTES):
                sums = accumulate(row[part::_BYTES])
                done[part::_BYTES] = bytes(total & 255 for total in sums)
            return bytes(done)
        case 2:
            return bytes((byte + up) & 255 for byte, up in zip(row, above, strict=True))
        case 3 | 4:
            return _from_neighbours(method, row, above)
        case _:
            raise ValueError(f"a PNG has no filter {method}")


def _from_neighbours(method: int, row: bytes, above: bytes) -> bytes:
    """Return a row before the filters that look at the pixels to the left, above, and between the two."""
    done = bytearray(_BYTES) + row
    corner = bytes(_BYTES) + above
    for at in range(_BYTES, len(done)):
        left, up = done[at - _BYTES], corner[at]
        if method == _AVERAGE:
            done[at] = (done[at] + (left + up) // 2) & 255
            continue
        diagonal = corner[at - _BYTES]
        # Paeth: whichever of the three is nearest to what a slope would give.
        by_left, by_up, by_diagonal = abs(up - diagonal), abs(left - diagonal), abs(left + up - 2 * diagonal)
        nearest = left if by_left <= by_up and by_left <= by_diagonal else up if by_up <= by_diagonal else diagonal
        done[at] = (done[at] + nearest) & 255
    return bytes(done[_BYTES:])


_AVERAGE = 3
