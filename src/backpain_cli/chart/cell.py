"""What one cell of a terminal shows, and the modes in which terminals can show it."""

from enum import StrEnum
from typing import NamedTuple

SERIES = 6
"""How many series have a colour and a pattern of their own; the next begins again, with another sign for its points."""


class Mode(StrEnum):
    """What a terminal can show."""

    HALF_BLOCKS_TRUECOLOR = "truecolor"
    HALF_BLOCKS_256 = "256"
    HALF_BLOCKS_16 = "16"
    PATTERNS = "patterns"
    """One colour: blocks, lines and braille."""
    ASCII = "ascii"
    """One colour: letters and plain signs."""


class Cell(NamedTuple):
    """One cell of a terminal. With 256 or 16 colours, the colours are exactly those of that palette."""

    character: str
    foreground: str = ""
    """As #rrggbb; empty for the terminal's own."""
    background: str = ""


BLANK = Cell(" ")
