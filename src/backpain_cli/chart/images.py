"""Bytes that make a terminal show a real picture: kitty, iTerm2 and sixel."""

import math
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import chain, groupby

from backpain_cli.chart.cell import Mode
from backpain_cli.chart.inks import Shades, inks_of, rgb_of
from backpain_cli.chart.looks import LIGHT, Look
from backpain_cli.chart.raster import Raster
from backpain_cli.chart.scene import Scene


class Protocol(StrEnum):
    """How a terminal takes pictures."""

    KITTY = "kitty"
    ITERM2 = "iterm2"
    SIXEL = "sixel"


def protocol_for(environment: Mapping[str, str]) -> Protocol | None:
    """Return how the terminal of an environment takes pictures, if it is known for it.

    Sixel is never returned: no variable tells whether a terminal has it, so a person has to choose it. Within tmux and
    screen there are none either: they keep the variables of the terminal around them, but not its pictures.
    """
    terminal, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if environment.get("TMUX") or environment.get("STY") or terminal.startswith(("tmux", "screen", "dumb")):
        return None
    # A terminal that was started from another one inherits that one's variables; what it sets itself is asked first.
    if terminal in {"xterm-kitty", "xterm-ghostty"} or program == "ghostty":
        return Protocol.KITTY
    if program == "WezTerm":
        return Protocol.ITERM2
    if environment.get("KITTY_WINDOW_ID"):
        return Protocol.KITTY
    if program == "iTerm.app" or environment.get("LC_TERMINAL") == "iTerm2":
        return Protocol.ITERM2
    return None


_PIECE = 4096
"""The most that kitty takes at a time, in bytes of base64."""


def kitty_of(png: bytes, lines: int) -> bytes:
    """Return what shows a PNG in kitty at the cursor, `lines` high, as wide as its proportions make it."""
    data = b64encode(png)
    pieces = [data[start : start + _PIECE] for start in range(0, len(data), _PIECE)] or [b""]
    # q=2: no answer, which would arrive among the keys that a person presses.
    first = b"a=T,f=100,q=2,r=%d," % lines
    return b"".join(
        b"\x1b_G%sm=%d;%s\x1b\\" % (b"q=2," if number else first, number < len(pieces) - 1, piece)
        for number, piece in enumerate(pieces)
    )


def iterm2_of(png: bytes, lines: int) -> bytes:
    """Return what shows a PNG in iTerm2 at the cursor, `lines` high, as wide as its proportions make it."""
    start = b"\x1b]1337;File=inline=1;size=%d;width=auto;height=%d;preserveAspectRatio=1:" % (len(png), lines)
    return start + b64encode(png) + b"\x07"


Pixels = Sequence[Sequence[str]]
"""Rows of colours, as #rrggbb."""
_STRIPE = 2.4
"""Width of a stripe of a hatching, in units of the field."""


def pixels_of(scene: Scene, look: Look = LIGHT, *, height: int = 480) -> Pixels:
    """Return `scene` in pixels; its texts are left out, as we have no letters of our own.

    Args:
        scene: the picture.
        look: its colours.
        height: in pixels.
    """
    raster = Raster(scene, max(round(height * scene.width / scene.height), 1), height)
    shades, stripe = Shades(raster.stacks, inks_of(look, Mode.HALF_BLOCKS_TRUECOLOR)), _STRIPE * raster.scale
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


def sixel_of(pixels: Pixels, *, most_colors: int = 64) -> bytes:
    """Return what shows pixels in a terminal that knows sixel, at the cursor.

    Args:
        pixels: rows of the same length.
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
