"""The texts of a step in so many lines: whole rows as far as there is room, what matters least left out first."""

from collections.abc import Sequence

from rich.text import Text

from backpain_cli.views.session_text import TextRow
from backpain_cli.views.widgets import Room
from backpain_cli.views.wrapping import shortened, wrapped

MAX_COLUMNS = 60
"""Longer lines are hard to read from a distance."""
_LABEL_COLUMNS = 7
_COLUMN_FROM = 34
"""In fewer columns a label has no column of its own."""
_AIRY_LINES = 3
"""From so many lines a row, blank lines lie between the rows."""
_LABEL_STYLES = {"stop": "stop", "avoid": "caution"}


def height_of(rows: Sequence[TextRow], width: int) -> int:
    """Return how many lines `rows` take in all."""
    return sum(_height(row, width) for row in rows)


def needed_lines(rows: Sequence[TextRow], width: int) -> int:
    """Return how many lines the rows take that are never left out."""
    return sum(_height(row, width) for row in rows if row.least)


def _height(row: TextRow, width: int) -> int:
    return 1 if _is_drawn(row, width) else len(wrapped(*_cut(row, width)))


def _is_drawn(row: TextRow, width: int) -> bool:
    return row.drawn is not None and row.drawn.cell_len <= width


def _cut(row: TextRow, width: int) -> tuple[str, int]:
    """Return the text that is broken into lines, and their width."""
    width = min(width, MAX_COLUMNS + (_LABEL_COLUMNS if row.label else 0))
    if not row.label:
        return row.text, width
    return (f"{row.label} {row.text}", width) if width < _COLUMN_FROM else (row.text, width - _LABEL_COLUMNS)


def text_block(rows: Sequence[TextRow], width: int, lines: int, room: Room) -> Text:
    """Return `rows` in at most so many lines of `width` cells."""
    heights = _heights(rows, width, max(0, lines))
    shown = [(row, _drawn(row, width, height, room)) for row, height in zip(rows, heights, strict=True) if height]
    # The meter belongs to the sentence above it.
    breaks = [number for number, (row, _) in enumerate(shown) if number and row.drawn is None]
    spare = lines - sum(heights)
    if lines < _AIRY_LINES * len(shown) or spare < len(breaks):
        breaks = breaks[:1] if spare else []
    found: list[Text] = []
    for number, (_, drawn) in enumerate(shown):
        found += [*([Text()] if number in breaks else []), *drawn]
    return Text("\n").join(found[: max(0, lines)])


def _heights(rows: Sequence[TextRow], width: int, lines: int) -> list[int]:
    """Return how many lines each row gets; 0 for one that is left out."""
    heights = [_height(row, width) for row in rows]
    by_rank = sorted(range(len(rows)), key=lambda number: -rows[number].rank)
    for least in (False, True):
        for number in by_rank:
            excess = sum(heights) - lines
            if excess > 0 and not (least or rows[number].least):
                heights[number] = 0
            elif excess > 0 and least:
                heights[number] = max(min(heights[number], rows[number].least), heights[number] - excess)
    for number in by_rank:
        heights[number] = max(0, heights[number] - max(0, sum(heights) - lines))
    return heights


def _drawn(row: TextRow, width: int, height: int, room: Room) -> list[Text]:
    if row.drawn is not None and _is_drawn(row, width):
        return [row.drawn]
    text, columns = _cut(row, width)
    lines = [Text(line, row.style) for line in shortened(text, columns, height, ascii_only=room.ascii)]
    if not row.label:
        return lines
    style = _LABEL_STYLES.get(row.label, "label")
    if text is not row.text:
        lines[0].stylize(style, 0, len(row.label))
        return lines
    labels = [Text.assemble((row.label, style), " " * (_LABEL_COLUMNS - len(row.label)))]
    labels += [Text(" " * _LABEL_COLUMNS)] * (len(lines) - 1)
    return [label + line for label, line in zip(labels, lines, strict=True)]
