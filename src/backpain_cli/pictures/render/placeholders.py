"""Pictures of kitty as text, for a program between us and the terminal that owns the cells: tmux.

The text is of placeholders, which the terminal replaces by parts of a picture. Source: kitty's terminal graphics
protocol, Unicode placeholders, with its list of diacritics.
"""

import os
import re
from collections.abc import Iterator
from unicodedata import category, combining, decomposition

from backpain_cli.pictures.render.images import kitty_upload

PLACEHOLDER = "\U0010eeee"
_MAY_FUSE = frozenset("\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030f\u0311\u0313\u0314\u0342\u0653\u0654")
"""Left out of the list, as they become one character with some letters."""
_ABOVE = 230
"""The combining class of what is written above a letter."""
DIACRITICS = "".join(
    sign
    for sign in map(chr, range(0x0305, 0x07F4))
    if category(sign) == "Mn" and combining(sign) == _ABOVE and not decomposition(sign) and sign not in _MAY_FUSE
)
"""Each counts a row, a column or an upper byte, from 0; those of the list that are two bytes long."""
MOST_CELLS = len(DIACRITICS)
"""The most columns and lines of a picture as text."""
_APART = 8
"""Each such cell says which part it is: what lies over a picture hides no more of it than these to its right."""
_FIRST_COLOR, _COLORS = 16, 240
"""Colours of the 256 that every terminal and tmux leave as they are. Colours of 24 bits may be lost on the way."""


def picture_numbers() -> Iterator[int]:
    """Yield numbers of pictures, each one that can be written as text, from a random one on.

    All programs in all panes share a terminal's numbers.
    """
    most = _COLORS * (MOST_CELLS - 1)
    start = int.from_bytes(os.urandom(4))
    while True:
        upper, lower = divmod(start % most, _COLORS)
        yield (upper + 1) << 24 | _FIRST_COLOR + lower
        start += 1


def color_of(number: int) -> int:
    """Return which of the 256 colours the text of a picture is written in, as a part of its number."""
    return number & 0xFF


def placeholder_rows(number: int, columns: int, lines: int) -> list[str]:
    """Return the text of a picture: some cells say which part they are, and each other one is next to its left one."""
    upper = DIACRITICS[number >> 24]
    return [
        "".join(
            PLACEHOLDER if column % _APART else f"{PLACEHOLDER}{row}{DIACRITICS[column]}{upper}"
            for column in range(columns)
        )
        for row in DIACRITICS[:lines]
    ]


def upload_through_tmux(png: bytes, number: int, columns: int, lines: int) -> bytes:
    """Return what lets the terminal around tmux keep a PNG under a number, to be shown as text of that size."""
    size = b"\x1b_Ga=p,U=1,i=%d,c=%d,r=%d,q=2\x1b\\" % (number, columns, lines)
    return through_tmux(kitty_upload(png, number) + size)


def through_tmux(sequences: bytes) -> bytes:
    """Return sequences of kitty, each so wrapped that tmux passes it on to the terminal around it."""
    return b"".join(
        b"\x1bPtmux;%s\x1b\\" % one.replace(b"\x1b", b"\x1b\x1b")
        for one in re.findall(rb"\x1b_G[^\x1b]*\x1b\\", sequences)
    )
