"""Aligned columns without boxes: quicker to draw and calmer to read; on a narrow page a list instead."""

from collections.abc import Sequence

from backpain_cli.terminal.console import wants_lists
from backpain_cli.terminal.spans import Row, Span, fitted, paragraph, width_of, wrapped

_GAP = 2
NARROW = 60
"""Below this width a table becomes a list."""
_LEAST_LAST = 16


def columns(header: Sequence[str], lines: Sequence[Sequence[Span]], width: int) -> list[Row]:
    """Return `lines` in columns below `header`; the last column is wrapped, the others are as wide as their text.

    Where the page is narrower than 60 cells, or leaves the last column too little, each line becomes a paragraph; and
    so it does where somebody asked for plain lines, because columns read aloud make no sense.
    """
    widths = [
        max(width_of(header[number]), *(width_of(line[number].text) for line in lines)) if lines else 0
        for number in range(len(header) - 1)
    ]
    left = sum(widths) + _GAP * len(widths)
    if is_list(width) or width - left < _LEAST_LAST:
        return _as_list(header, lines, width)
    rows: list[Row] = [_aligned([Span(name, "quiet") for name in header], widths)]
    for line in lines:
        last = wrapped(line[-1].text, width - left) or [""]
        rows.append(_aligned([*line[:-1], Span(last[0], line[-1].style)], widths))
        rows += [(Span(" " * left), Span(more, line[-1].style)) for more in last[1:]]
    return rows


def is_list(width: int) -> bool:
    """Say whether a table becomes a list on a page of that width."""
    return width < NARROW or wants_lists()


def _aligned(cells: Sequence[Span], widths: Sequence[int]) -> Row:
    spans: list[Span] = []
    for cell, wide in zip(cells[:-1], widths, strict=True):
        spans += [cell, Span(" " * (wide - width_of(cell.text) + _GAP))]
    return (*spans, cells[-1])


def _as_list(header: Sequence[str], lines: Sequence[Sequence[Span]], width: int) -> list[Row]:
    rows: list[Row] = []
    for line in lines:
        rows.append((Span(fitted(line[0].text, width), line[0].style or "strong"),))
        for name, cell in zip(header[1:], line[1:], strict=True):
            if cell.text:
                rows += paragraph(f"{name}: {cell.text}", width, indent=2)
    return rows
