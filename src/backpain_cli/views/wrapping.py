"""Text within so many cells of a terminal: broken between words, or cut."""

from functools import lru_cache

from rich.cells import cell_len, chop_cells, set_cell_size


def fitted(text: str, width: int, *, ascii_only: bool = False) -> str:
    """Return `text` cut to `width` cells, with dots where something is missing."""
    if cell_len(text) <= width:
        return text
    dots = ".." if ascii_only else "…"
    if width <= len(dots):
        return set_cell_size(text, max(0, width))
    return set_cell_size(text, width - len(dots)).rstrip() + dots


@lru_cache(maxsize=512)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """Return `text` in lines of at most `width` cells, broken between words; a word wider than a line is cut."""
    width = max(1, width)
    lines: list[str] = []
    line = ""
    for word in text.split():
        if cell_len(line) + cell_len(word) + bool(line) <= width:
            line = f"{line} {word}" if line else word
            continue
        if line:
            lines.append(line)
        *pieces, line = chop_cells(word, width) if cell_len(word) > width else [word]
        lines += pieces
    return (*lines, line) if line else tuple(lines)


def shortened(text: str, width: int, lines: int, *, ascii_only: bool = False) -> tuple[str, ...]:
    """Return `text` in at most so many lines, with dots at the end where something is missing."""
    found = wrapped(text, width)
    if len(found) <= lines:
        return found
    if lines < 1:
        return ()
    rest = " ".join(found[lines - 1 :])
    return (*found[: lines - 1], fitted(rest, width, ascii_only=ascii_only))
