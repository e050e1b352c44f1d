"""The checklist as a PDF, through reportlab: the extra `pdf`."""

from collections.abc import Mapping, Sequence

from backpain_cli.domain.checklist import Checklist
from backpain_cli.domain.terms import PaperSize
from backpain_cli.export.formats import PdfPicture, pdf_is_missing


def checklist_pdf(
    checklist: Checklist,
    pictures: Mapping[int, Sequence[PdfPicture]],
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
