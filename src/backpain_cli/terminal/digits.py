"""Large digits made of cells, to be read from the floor two metres away."""

_FONT = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": ("  #", "  #", "  #", "  #", "  #"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
}
_HALVES = {("#", "#"): "█", ("#", " "): "▀", (" ", "#"): "▄", (" ", " "): " "}


def large(text: str, *, scale: int, block: str = "█") -> list[str]:
    """Return `text` (digits and colons) as 5 x `scale` rows, each pixel 2 x `scale` cells wide."""
    rows: list[str] = []
    for line in _pixels(text, gap=" "):
        cells = "".join((block if pixel == "#" else " ") * (2 * scale) for pixel in line)
        rows += [cells.rstrip()] * scale
    width = max(map(len, rows))
    return [row.ljust(width) for row in rows]


def small(text: str) -> list[str]:
    """Return `text` (digits and colons) in three rows, two pixels above each other in a cell."""
    pixels = [*_pixels(text, gap=" "), ""]
    width = len(pixels[0])
    pixels[-1] = " " * width
    return [
        "".join(_HALVES[upper, lower] for upper, lower in zip(pixels[row], pixels[row + 1], strict=True))
        for row in (0, 2, 4)
    ]


def _pixels(text: str, *, gap: str) -> list[str]:
    return [gap.join(_FONT[character][row] for character in text) for row in range(5)]
