"""Printing a page of words, with a chart beside it where there is room for one."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from backpain_cli.terminal.beside import CHART_COLUMNS, beside, columns_for_words
from backpain_cli.terminal.paper import Paper, is_drawable
from backpain_cli.terminal.spans import Row

if TYPE_CHECKING:  # what draws is imported only where a chart is drawn
    from collections.abc import Sequence

    from backpain_cli.chart.charts import Series


def print_page(words: Callable[[int], list[Row]], charted: "Callable[[], Sequence[Series]] | None") -> None:
    """Print the page that `words` makes for a width, on standard output.

    Args:
        words: from the columns they may take to the rows of the page.
        charted: returns what its chart shows; called only where there is room for a chart. None: there is none.
    """
    paper = Paper()
    width = columns_for_words(paper.stream) if charted is not None else 0
    if charted is None or not width:
        paper.print(words(paper.width))
        return
    from backpain_cli.chart.modes import mode_for
    from backpain_cli.library.chart_file import load_charts
    from backpain_cli.terminal.chart_view import page_chart

    rows = words(width)
    mode = mode_for(os.environ, paper.stream.encoding, is_drawable(paper.stream))
    picture = page_chart(load_charts(), charted(), CHART_COLUMNS, len(rows), mode)
    paper.print(beside(rows, width, picture), wrap=False)
