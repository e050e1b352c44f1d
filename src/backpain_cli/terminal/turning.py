"""Pages that fit the screen, turned with Enter, so that nothing that must be read scrolls away unread."""

from collections.abc import Iterable, Sequence

from backpain_cli.terminal.asking import ask_choice
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import Row

Block = Sequence[Row]
"""Rows that belong together: a title with what follows it, one item of a list."""

_LINES_OF_QUESTION = 3
"""The question below a page takes two lines on a narrow screen, and the line before it stays empty."""


def pages_of(blocks: Iterable[Block], lines: int) -> list[list[Row]]:
    """Return `blocks` as pages for a screen of `lines` lines, with a question below each.

    A block is only broken where it fills more than a page by itself.
    """
    room = max(1, lines - _LINES_OF_QUESTION)
    pages: list[list[Row]] = [[]]
    for block in blocks:
        if pages[-1] and len(pages[-1]) + len(block) > room:
            pages.append([])
        for row in block:
            if len(pages[-1]) == room:
                pages.append([])
            if pages[-1] or row:
                pages[-1].append(row)
    return [page for page in pages if page]


def turn_through(blocks: Iterable[Block], paper: Paper, *, last: str = "") -> bool:
    """Show `blocks` page by page; say whether they were read to their end, or the person left.

    Args:
        blocks: what is shown.
        paper: where it is shown.
        last: what is asked below the last page; nothing is asked there where it is empty.
    """
    pages = pages_of(blocks, paper.lines)
    for number, page in enumerate(pages, start=1):
        paper.print([(), *page])
        question = last if number == len(pages) else "Press Enter for more (q leaves):"
        if question and ask_choice(question, {"": "read"}, paper) is None:
            return False
    return True
