"""Large digits made of cells, to be read from the floor two metres away."""

from backpain_cli.terminal.letters import pixels_of, scaled


def large(text: str, *, block: str = "█") -> list[str]:
    """Return `text` (digits and colons) in five rows, each stroke two cells wide and one row high."""
    return scaled(pixels_of(text), 2, 1, block=block, halves=False)


def small(text: str) -> list[str]:
    """Return `text` (digits and colons) in three rows, two pixels above each other in a cell."""
    return scaled(pixels_of(text), 1, 1, block="█", halves=True)
