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


def large(text: str, *, block: str = "█") -> list[str]:
    """Return `text` (digits and colons) in five rows, each stroke two cells wide and one row high."""
    return ["".join((block if pixel == "#" else " ") * 2 for pixel in line) for line in _pixels(text, gap=" ")]


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
