"""Pictures of which a part was drawn beforehand, as samples, in the sizes that a screen has room for."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zlib import compress, decompress

if TYPE_CHECKING:  # a screen without room for pictures asks for sizes alone
    from backpain_cli.chart.scene import Scene

COLUMNS = 40
"""Into how many columns of a terminal such a picture must fit."""
LEAST_LINES = 14
"""In fewer lines it would show nothing."""
MOST_LINES = 2 * COLUMNS
"""With so many lines, even a slim one is as wide as it may be."""

Ground = Sequence[bytearray]
"""What lies below all else, as the rows of a raster: numbers of the stacks that every raster begins with."""


class Prepared(NamedTuple):
    """A picture that is drawn upon a ground of its own size."""

    width: float
    """In units, as of a scene."""
    height: float
    at: Callable[[int, int], tuple["Scene", Ground | None]]
    """From columns and lines of a terminal to what is still to be drawn, and the ground below it, if there is one."""


def packed(rows: Sequence[bytes | bytearray]) -> bytes:
    """Return rows of samples in as little room as a file wants."""
    return compress(b"".join(rows), 9)


def unpacked(kept: bytes, width: int) -> list[bytearray]:
    """Return the rows of samples, of that `width`, that were `packed`."""
    samples = bytearray(decompress(kept))
    return [samples[start : start + width] for start in range(0, len(samples), width)]
