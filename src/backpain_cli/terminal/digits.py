"""Large digits made of cells, to be read from the floor two metres away; the same are asked for again and again."""

from functools import lru_cache

from backpain_cli.terminal.letters import pixels_of, scaled


@lru_cache(maxsize=64)
def large(text: str, *, block: str = "█") -> tuple[str, ...]:
    """Return `text` (digits and colons) in five rows, each stroke two cells wide and one row high."""
    return tuple(scaled(pixels_of(text), 2, 1, block=block, halves=False))


@lru_cache(maxsize=64)
def small(text: str) -> tuple[str, ...]:
    """Return `text` (digits and colons) in three rows, two pixels above each other in a cell."""
    return tuple(scaled(pixels_of(text), 1, 1, block="█", halves=True))
