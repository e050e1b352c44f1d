"""The checklist as a PDF, through reportlab: the extra `pdf`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from backpain_cli.domain.checklist import Checklist
from backpain_cli.domain.terms import PaperSize
from backpain_cli.export.formats import pdf_is_missing


class Picture(NamedTuple):
    """A picture that knows how to draw itself on a canvas of reportlab."""

    shape: float
    """Its width as a multiple of its height."""
    draw: Callable[[Any, float, float, float], None]
    """Draws it, given the canvas, its left and its lower edge, and its width, in points."""
    words: str
    """The same in words, for programs that read the document aloud."""


def checklist_pdf(
    checklist: Checklist,
    pictures: Mapping[int, Sequence[Picture]],
    *,
    paper: PaperSize = PaperSize.A4,
    references: Mapping[str, str] | None = None,
) -> bytes:
    """Return `checklist` as a PDF document, on as few pages as can still be read.

    Args:
        checklist: the sheet.
        pictures: what is drawn beside each step, by its number.
        paper: the size of the pages.
        references: what the keys of the sources stand for.

    Raises:
        BackpainError: the library that makes it is not installed.
    """
    try:
        from backpain_cli.export.pdf_pages import pages_of
    except ImportError as error:
        raise pdf_is_missing(error) from None
    return pages_of(checklist, pictures, paper, references or {})
