"""Digits and letters made of cells, at any size, to be read from the floor two metres away."""

from collections.abc import Sequence

PIXELS_HIGH = 5

# fmt: off
_FONT = {
    "0": "###|# #|# #|# #|###", "1": "  #|  #|  #|  #|  #", "2": "###|  #|###|#  |###", "3": "###|  #|###|  #|###",
    "4": "# #|# #|###|  #|  #", "5": "###|#  |###|  #|###", "6": "###|#  |###|# #|###", "7": "###|  #|  #|  #|  #",
    "8": "###|# #|###|# #|###", "9": "###|# #|###|  #|###", ":": " |#| |#| ",
    "A": "###|# #|###|# #|# #", "B": "## |# #|## |# #|## ", "C": "###|#  |#  |#  |###", "D": "## |# #|# #|# #|## ",
    "E": "###|#  |## |#  |###", "F": "###|#  |## |#  |#  ", "G": "####|#   |# ##|#  #|####", "H": "# #|# #|###|# #|# #",
    "I": "#|#|#|#|#", "J": "  #|  #|  #|# #|###", "K": "#  #|# # |##  |# # |#  #", "L": "#  |#  |#  |#  |###",
    "M": "#   #|## ##|# # #|#   #|#   #", "N": "#  #|## #|# ##|#  #|#  #", "O": "###|# #|# #|# #|###",
    "P": "###|# #|###|#  |#  ", "Q": "####|#  #|#  #|# ##|####", "R": "## |# #|## |# #|# #", "S": "###|#  |###|  #|###",
    "T": "###| # | # | # | # ", "U": "# #|# #|# #|# #|###", "V": "# #|# #|# #|# #| # ",
    "W": "#   #|#   #|# # #|## ##|#   #",
    "X": "# #|# #| # |# #|# #", "Y": "# #|# #| # | # | # ", "Z": "###|  #| # |#  |###",
    "-": "  |  |##|  |  ", "'": "#|#| | | ", ",": " | | |#|#", ".": " | | | |#", " ": "  |  |  |  |  ",
    "←": "  #  | #   |#####| #   |  #  ", "→": "  #  |   # |#####|   # |  #  ",
}
# fmt: on


def has_letters(text: str) -> bool:
    """Say whether there is a drawing of each sign of `text`; of letters there are only capitals."""
    return all(sign in _FONT for sign in text)


def pixels_of(text: str) -> list[str]:
    """Return `text` as five rows of pixels, one pixel between two signs: `#` is on, a space is off.

    Raises:
        KeyError: there is no drawing of one of its signs.
    """
    signs = [_FONT[sign].split("|") for sign in text]
    return [" ".join(sign[row] for sign in signs) for row in range(PIXELS_HIGH)]


def scaled(pixels: Sequence[str], across: int, down: int, *, block: str, halves: bool) -> list[str]:
    """Return `pixels` as rows of cells, each pixel `across` cells wide.

    Args:
        pixels: rows of equal length.
        across: cells, at least 1.
        down: how high a pixel is, at least 1: in halves of a cell where there are `halves`, else in cells.
        block: the sign for a full cell.
        halves: whether the upper and the lower half of a cell can be drawn by themselves.
    """
    wide = ["".join(pixel * across for pixel in row) for row in pixels]
    high = [row for row in wide for _ in range(down)]
    if not halves:
        return [row.replace("#", block) for row in high]
    if len(high) % 2:
        high.append(" " * len(high[0]))
    return [
        "".join(_halved(upper, lower, block) for upper, lower in zip(high[row], high[row + 1], strict=True))
        for row in range(0, len(high), 2)
    ]


def _halved(upper: str, lower: str, block: str) -> str:
    if upper == lower:
        return block if upper == "#" else " "
    return "▀" if upper == "#" else "▄"
