"""The type of the PDF: the one that every reader has, or one of this computer where a text needs other letters."""

import unicodedata
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

_ON_COMPUTERS = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
)
"""Files that reportlab looks for where systems keep their fonts."""


class Letters(NamedTuple):
    """A plain and a bold font, and which letters they have."""

    plain: str
    bold: str
    has: frozenset[int] | None = None
    """Code points; None for those of Windows-1252, which the built-in fonts have."""

    def known(self, text: str) -> str:
        """Return `text` with every letter that there is no picture of by its nearest one, or by a question mark."""
        return "".join(letter if self._has(letter) else self._nearest(letter) for letter in text)

    def _has(self, letter: str) -> bool:
        if self.has is not None:
            return ord(letter) in self.has
        try:
            letter.encode("cp1252")
        except UnicodeEncodeError:
            return False
        return True

    def _nearest(self, letter: str) -> str:
        if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
            return ""
        plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if self._has(part))
        return plain or "?"


_BUILT_IN = Letters("Helvetica", "Helvetica-Bold")


def letters_for(text: str) -> Letters:
    """Return the fonts that `text` is set in: built-in ones unless it needs others and this computer has them."""
    if _BUILT_IN.known(text) == text:
        return _BUILT_IN
    for plain, bold in _ON_COMPUTERS:
        try:
            fonts = [TTFont(name, file) for name, file in (("sheet", plain), ("sheet-bold", bold))]
        except TTFError:
            continue
        for font in fonts:
            pdfmetrics.registerFont(font)
        return Letters("sheet", "sheet-bold", frozenset.intersection(*(frozenset(f.face.charToGlyph) for f in fonts)))
    return _BUILT_IN
