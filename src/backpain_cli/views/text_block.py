"""The texts of a step in so many lines: whole rows as far as there is room, what matters least left out first."""

from collections.abc import Sequence

from rich.text import Text

from backpain_cli.views.session_text import CAUTION_RANK, KEPT_RANK, NEEDED_RANK, TextRow
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
    return sum(_height(row, width) for row in rows if row.rank <= NEEDED_RANK)


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
    fitting = [(row, height) for row, height in _fitted(rows, width, max(0, lines)) if height]
    shown = [(row, _drawn(row, width, height, room)) for row, height in fitting]
    # The meter belongs to the sentence above it.
    breaks = [number for number, (row, _) in enumerate(shown) if number and row.drawn is None]
    spare = lines - sum(height for _, height in fitting)
    if lines < _AIRY_LINES * len(shown) or spare < len(breaks):
        breaks = breaks[:1] if spare else []
    found: list[Text] = []
    for number, (_, drawn) in enumerate(shown):
        found += [*([Text()] if number in breaks else []), *drawn]
    return Text("\n").join(found[: max(0, lines)])


def _fitted(rows: Sequence[TextRow], width: int, lines: int) -> list[tuple[TextRow, int]]:
    """Return the rows as far as there is room, each with its lines: all of it, its first sentences, or none.

    Only what is kept last of all may be cut within a sentence, and a warning that would else not be there.
    """
    shown = [(row, _height(row, width)) for row in rows]
    by_rank = sorted(range(len(rows)), key=lambda number: -rows[number].rank)

    def excess() -> int:
        return sum(height for _, height in shown) - lines

    for number in by_rank:
        if excess() > 0 and rows[number].rank > KEPT_RANK:
            shown[number] = (rows[number], 0)
    for number in reversed(by_rank):
        if not shown[number][1]:
            shown[number] = _first_sentences(rows[number], width, -excess())
    for number in by_rank:
        row, height = shown[number]
        shown[number] = (row, max(0, height - max(0, excess())))
    return shown


def _first_sentences(row: TextRow, width: int, lines: int) -> tuple[TextRow, int]:
    """Return `row` with as many of its sentences as fit, and the lines that they take."""
    for shorter in row.shorter_forms():
        if (height := _height(shorter, width)) <= lines:
            return shorter, height
    return row, lines if row.rank == CAUTION_RANK else 0


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
