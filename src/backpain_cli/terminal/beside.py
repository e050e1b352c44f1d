"""A chart beside the words of a page, where the terminal is wide enough for both."""

import os
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TextIO

from backpain_cli.terminal.paper import WIDEST, is_drawable
from backpain_cli.terminal.spans import Row, Span, paragraph, width_of

CHART_COLUMNS = 40
"""Fewer, and the body becomes too small for points to be told apart."""
_GAP = 3
_LEAST_WORDS = 62
"""Words in fewer columns would be harder to read than the chart is worth."""


def columns_for_words(stream: TextIO) -> int:
    """Return how many columns a page of words may take beside a chart on `stream`; 0 where there is no room for one.

    There is none in a pipe, on a terminal that understands only lines, and on a narrow one.
    """
    if not is_drawable(stream):
        return 0
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except OSError:
        return 0
    # Who sets COLUMNS wants pages of that width; a terminal that is wider than that does not make them wider.
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and 0 < len(told) < 6:
        columns = min(columns, int(told))
    words = min(columns - CHART_COLUMNS - _GAP, WIDEST)
    return words if words >= _LEAST_WORDS else 0


def beside(rows: Iterable[Row], width: int, picture: Sequence[Row]) -> list[Row]:
    """Return `rows`, each within `width` cells, with the rows of a picture to their right."""
    words = [part for row in rows for part in _fitting(row, width)]
    pairs = zip_longest(words, picture, fillvalue=())
    return [
        (*row, Span(" " * (width + _GAP - sum(width_of(span.text) for span in row))), *drawn) if drawn else row
        for row, drawn in pairs
    ]


def _fitting(row: Row, width: int) -> list[Row]:
    if sum(width_of(span.text) for span in row) <= width:
        return [row]
    return paragraph("".join(span.text for span in row), width, style=row[0].style)
