"""PNG through resvg; kitty and iTerm2."""

import math
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib.util import find_spec
from itertools import chain, groupby

from backpain_cli.domain.errors import MissingExtraError
from backpain_cli.pictures.palette import LIGHT_COLORS, PictureColors, rgb_of
from backpain_cli.pictures.render.raster import PictureMode, Raster
from backpain_cli.pictures.render.shading import Shading, terminal_colors
from backpain_cli.pictures.render.svg import svg_document
from backpain_cli.pictures.scene import Scene


class ImageProtocol(StrEnum):
    """How a terminal takes pictures."""

    KITTY = "kitty"
    ITERM2 = "iterm2"
    SIXEL = "sixel"
    PLACEHOLDERS = "placeholders"
    """As text that kitty replaces, within tmux."""


def image_protocol(environment: Mapping[str, str]) -> ImageProtocol | None:
    """Return how the terminal of an environment takes pictures, if it is known for it.

    Sixel is never returned: no variable shows whether a terminal has it, so a person has to choose it. Within tmux and
    screen there are none either: they keep the variables of the terminal around them, but not its pictures.
    """
    terminal, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if environment.get("TMUX") or environment.get("STY") or terminal.startswith(("tmux", "screen", "dumb")):
        return None
    # A terminal that was started from another one inherits that one's variables; what it sets itself is asked first.
    if terminal in {"xterm-kitty", "xterm-ghostty"} or program == "ghostty":
        return ImageProtocol.KITTY
    if program == "WezTerm":
        return ImageProtocol.ITERM2
    if environment.get("KITTY_WINDOW_ID"):
        return ImageProtocol.KITTY
    if program == "iTerm.app" or environment.get("LC_TERMINAL") == "iTerm2":
        return ImageProtocol.ITERM2
    return None


_PIECE = 4096
"""The most that kitty takes at a time, in bytes of base64."""


def kitty_sequence(png: bytes, columns: int, lines: int) -> bytes:
    """Return what shows a PNG in kitty at the cursor. Terminals differ in what one of the two sizes alone does."""
    return _to_kitty(png, b"a=T,f=100,q=2,c=%d,r=%d," % (columns, lines))


def kitty_upload(png: bytes, number: int) -> bytes:
    """Return what lets kitty keep a PNG under a number, to be placed later."""
    return _to_kitty(png, b"a=t,f=100,i=%d,q=2," % number)


def _to_kitty(png: bytes, keys: bytes) -> bytes:
    data = b64encode(png)
    pieces = [data[start : start + _PIECE] for start in range(0, len(data), _PIECE)] or [b""]
    # q=2: no answer, which would arrive among the keys that a person presses.
    return b"".join(
        b"\x1b_G%sm=%d;%s\x1b\\" % (b"q=2," if number else keys, number < len(pieces) - 1, piece)
        for number, piece in enumerate(pieces)
    )


def iterm2_sequence(png: bytes, columns: int, lines: int) -> bytes:
    """Return what shows a PNG in iTerm2 at the cursor, of that size in cells."""
    start = b"\x1b]1337;File=inline=1;size=%d;width=%d;height=%d;preserveAspectRatio=0:" % (len(png), columns, lines)
    return start + b64encode(png) + b"\x07"


Pixels = Sequence[Sequence[str]]
"""Rows of colours, as #rrggbb."""
_STRIPE = 2.4
"""Width of a stripe of a hatching, in units of the field."""


def image_pixels(scene: Scene, look: PictureColors = LIGHT_COLORS, *, height: int = 480) -> Pixels:
    """Return `scene` in pixels; its texts are left out, as we have no letters of our own."""
    raster = Raster(scene, max(round(height * scene.width / scene.height), 1), height)
    shades, stripe = (
        Shading(raster.stacks, terminal_colors(look, PictureMode.HALF_BLOCKS_TRUECOLOR)),
        _STRIPE * raster.scale,
    )
    across = [int(x / max(stripe, 1)) % _PERIOD for x in range(raster.width)]
    down = [int(y / max(stripe, 1)) % _PERIOD for y in range(height)]
    return [
        [shades.at(number, x, y) or look.paper for number, x in zip(row, across, strict=True)]
        for row, y in zip(raster.rows, down, strict=True)
    ]


_PERIOD = 60
"""After how many stripes every weave and every hatching has come round."""
_BAND = 6
"""How many rows of pixels a sixel is high."""


def sixel_sequence(pixels: Pixels, *, most_colors: int = 64) -> bytes:
    """Return what shows pixels in a terminal that knows sixel, at the cursor.

    Args:
        most_colors: how many colours the terminal holds at a time, at least 8; similar ones are drawn together.
    """
    drawn_as = _few_colors(Counter(chain.from_iterable(pixels)), most_colors)
    palette = sorted(set(drawn_as.values()))
    numbers = {color: palette.index(drawn) for color, drawn in drawn_as.items()}
    out = [b'\x1bP0;1q"1;1;%d;%d' % (len(pixels[0]) if pixels else 0, len(pixels))]
    for number, color in enumerate(palette):
        out.append(b"#%d;2;%d;%d;%d" % (number, *(round(part * 100 / 255) for part in rgb_of(color))))
    for top in range(0, len(pixels), _BAND):
        lanes: dict[int, bytearray] = {}
        for bit, row in enumerate(pixels[top : top + _BAND]):
            for x, color in enumerate(row):
                number = numbers[color]
                if number not in lanes:
                    lanes[number] = bytearray(len(row))
                lanes[number][x] |= 1 << bit
        out.append(b"$".join(b"#%d%s" % (number, _shortened(lane)) for number, lane in sorted(lanes.items())) + b"-")
    return b"".join([*out, b"\x1b\\"])


def _few_colors(found: Counter[str], most: int) -> dict[str, str]:
    """Return as which colour each of those that were found is drawn, so that at most `most` are left.

    Half of them are the commonest, which stay as they are; the others are evenly spread.
    """
    if len(found) <= most:
        return {color: color for color in found}
    kept = [color for color, _ in found.most_common(most // 2)]
    for steps in (31, 15, 7, 5, 3, 2, 1):
        spread = {_rounded(color, steps) for color in found.keys() - set(kept)}
        if len(spread) <= most - len(kept):
            break
    palette = [(rgb_of(color), color) for color in {*kept, *spread}]
    return {color: min((math.dist(rgb_of(color), parts), drawn) for parts, drawn in palette)[1] for color in found}


def _rounded(color: str, steps: int) -> str:
    """Return the nearest colour each of whose parts is one of `steps` + 1 evenly spread ones."""
    return "#{:02x}{:02x}{:02x}".format(*(round(round(part * steps / 255) * 255 / steps) for part in rgb_of(color)))


def _shortened(lane: bytearray) -> bytes:
    """Return one colour of a band as sixel characters, a run of equal ones as its length and one of them."""
    pieces: list[bytes] = []
    for bits, run in groupby(lane.rstrip(b"\0")):
        length = sum(1 for _ in run)
        sign = bytes([63 + bits])
        pieces.append(b"!%d%s" % (length, sign) if length > 3 else sign * length)
    return b"".join(pieces)


def can_make_png() -> bool:
    """Return whether the library that draws a PNG is installed."""
    return find_spec("resvg_py") is not None


def png_image(scene: Scene, look: PictureColors = LIGHT_COLORS, *, height: int = 1000) -> bytes:
    """Return `scene` as a PNG picture of that many pixels in height.

    Raises:
        BackpainError: the library that draws it is not installed.
    """
    try:
        import resvg_py
    except ImportError:
        raise MissingExtraError("Drawing a PNG", "resvg-py", "SVG needs nothing.") from None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg_document(scene, look, height=height)))
