"""PDFs read back as text."""

import re

import pypdfium2


def pages_of(document: bytes) -> list[str]:
    """Return the text of each page in the order of the file, its lines joined."""
    opened = pypdfium2.PdfDocument(document)
    try:
        return [plain(page.get_textpage().get_text_range()) for page in opened]
    finally:
        opened.close()


def plain(text: str) -> str:
    """Return `text` with every break and every row of spaces as one space."""
    return re.sub(r"\s+", " ", text.replace("\ufffe", "-")).strip()
