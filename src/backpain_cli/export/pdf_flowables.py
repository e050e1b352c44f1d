"""What the pages of the PDF are put together from: columns, boxes to tick, cards with pictures, room to write."""

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph

from backpain_cli.export.formats import PdfPicture
from backpain_cli.export.pdf_tags import canvas_of
from backpain_cli.export.pdf_type import Letters
from backpain_cli.wording.sheet_text import SHEET_HEADINGS as HEADINGS

INK, QUIET, LINE = HexColor("#1f2327"), HexColor("#565c61"), HexColor("#c9c2b6")
_LONELY = 0.3
"""Of a page: a list is not begun in less room than that at its foot, only to go on in the next."""


class Told(Paragraph):
    """A paragraph that programs which read aloud know as what it is."""

    tag = "P"

    def draw(self) -> None:
        """Draw it."""
        with canvas_of(self).tagged(self.tag):
            super().draw()


class Title(Told):
    """The name of the whole."""

    tag = "H1"


class Heading(Told):
    """A heading that can be found in the outline of the document."""

    entry, level = "", 0

    def draw(self) -> None:
        """Draw it, and take note of where it is."""
        self.tag = f"H{self.level + 2}"
        super().draw()
        key = f"{self.canv.getPageNumber()}-{self.entry}"
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(self.entry, key, self.level)


class Columns(Flowable):
    """Items in columns of about the same height, each column to be read from its top to its foot."""

    GUTTER = 14.0

    def __init__(self, items: Sequence[Flowable], count: int, whole: float) -> None:
        """Set `items` in `count` columns; `whole` is the height of a page, in points."""
        super().__init__()
        self.items, self.count, self.whole = items, count, whole

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """Return the room it takes."""
        self.column = (aW - self.GUTTER * (self.count - 1)) / self.count
        self.heights = [item.wrap(self.column, aH)[1] + item.getSpaceAfter() for item in self.items]
        self.width, self.height = aW, _least_height(self.heights, self.count)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Return what fits into the room that there is, and the rest."""
        self.wrap(aW, aH)
        counts = range(len(self.items) + 1)
        fitting = max(count for count in counts if _least_height(self.heights[:count], self.count) <= aH)
        if fitting == 0 or aH < self.whole * _LONELY:
            return []
        parts = (self.items[:fitting], self.items[fitting:])
        return [Columns(part, self.count, self.whole) for part in parts if part]

    def draw(self) -> None:
        """Draw the items, one column after the other."""
        left, top = 0.0, self.height
        for item, height in zip(self.items, self.heights, strict=True):
            if top - height < -0.01:
                left, top = left + self.column + self.GUTTER, self.height
            item.drawOn(self.canv, left, top - height + item.getSpaceAfter())
            top -= height


def _least_height(heights: Sequence[float], count: int) -> float:
    """Return the least height of `count` columns that hold items of these heights in their order."""

    @cache
    def least(first: int, columns: int) -> float:
        if columns == 1:
            return sum(heights[first:])
        best, here = sum(heights[first:]), 0.0
        for last in range(first, len(heights)):
            here += heights[last]
            if here >= best:
                break
            best = min(best, max(here, least(last + 1, columns - 1)))
        return best

    return least(0, count)


class Ticked(Flowable):
    """Texts beside each other, or below each other where there is no room, each after a box to tick."""

    def __init__(self, texts: Sequence[str], style: ParagraphStyle) -> None:
        """Set `texts`, none of which is taken as markup."""
        super().__init__()
        self.size = style.fontSize
        self.indent = self.size * 1.45
        self.texts = [Told(escape(text), style) for text in texts]
        self.widest = max(stringWidth(text, style.fontName, self.size) for text in texts) + self.indent

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the room it takes."""
        beside = self.widest + self.size < aW / len(self.texts)
        self.each = aW / len(self.texts) if beside else 0.0
        width = (self.each or aW) - self.indent
        self.heights = [text.wrap(width, aH)[1] + self.size * 0.3 for text in self.texts]
        self.width, self.height = aW, max(self.heights) if beside else sum(self.heights)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the boxes and the texts."""
        left, top = 0.0, self.height
        for text, height in zip(self.texts, self.heights, strict=True):
            with canvas_of(self).unread():
                self.canv.setStrokeColor(INK)
                self.canv.setLineWidth(0.7)
                self.canv.rect(left + 0.4, top - self.size * 1.1, self.size * 0.95, self.size * 0.95)
            text.drawOn(self.canv, left + self.indent, top - text.height)
            left += self.each
            top -= 0.0 if self.each else height


class Card(Flowable):
    """A step: its pictures below each other at the left, its texts beside them, a thin line above."""

    GAP, SMALLEST = 5.0, 0.7
    """Between things, in points; how much of their size pictures keep where there is little room."""

    def __init__(self, texts: Sequence[Flowable], pictures: Sequence[PdfPicture], *, side: float, drawn: bool) -> None:
        """Set `texts` beside `pictures`.

        Args:
            texts: what is told, from above.
            pictures: what is shown.
            side: the width of the pictures, and the most of their height, in points.
            drawn: whether the pictures are drawn; else there is only room for them.
        """
        super().__init__()
        self.texts, self.pictures, self.side, self.drawn = texts, pictures, side, drawn

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the room it takes."""
        self.indent = self.side + self.GAP if self.pictures else 0.0
        self.heights = [text.wrap(aW - self.indent, aH)[1] + text.getSpaceAfter() for text in self.texts]
        # As large as the room allows, and a little smaller where two of them would make the card taller than its text.
        large = [min(self.side, self.side / picture.shape) for picture in self.pictures]
        gaps = self.GAP / 2 * (len(large) - 1)
        fitting = (sum(self.heights) - gaps) / sum(large) if large else 1.0
        self.sizes = [height * min(1.0, max(fitting, self.SMALLEST)) for height in large]
        self.width, self.height = aW, max(sum(self.heights), sum(self.sizes) + gaps) + self.GAP
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line, the pictures and the texts."""
        with canvas_of(self).unread():
            self.canv.setStrokeColor(LINE)
            self.canv.setLineWidth(0.6)
            self.canv.line(0, self.height, self.width, self.height)
        top = self.height - self.GAP / 2
        for number, (picture, height) in enumerate(zip(self.pictures, self.sizes, strict=True)):
            top -= height
            width = picture.shape * height
            if self.drawn:
                # Drawn first, lest its words come between those beside it; read after the heading.
                with canvas_of(self).tagged("Figure", picture.words, after=len(self.pictures) - number):
                    picture.draw(self.canv, (self.side - width) / 2, top, width)
            top -= self.GAP / 2
        top = self.height - self.GAP / 2
        for text, height in zip(self.texts, self.heights, strict=True):
            text.drawOn(self.canv, self.indent, top - height + text.getSpaceAfter())
            top -= height


class Log(Flowable):
    """Room for a name, and a table for dates and scores."""

    SESSIONS = 10

    def __init__(self, width: float, letters: Letters, size: float) -> None:
        """Draw it `width` points wide, in a type `size` points high."""
        super().__init__()
        self.letters, self.size = letters, size
        self.row = size * 1.55
        self.width, self.height = width, size * 1.7 + 3 * self.row

    def draw(self) -> None:
        """Draw it."""
        canvas, size = canvas_of(self), self.size
        line = 3 * self.row + size * 0.7
        first = size * 6.2
        self._write(self.letters.bold, INK, 0, line, HEADINGS.name)
        self._write(self.letters.plain, QUIET, self.width, line, HEADINGS.scores, right=True)
        for number, head in enumerate((HEADINGS.date, HEADINGS.score_before, HEADINGS.score_after)):
            self._write(self.letters.plain, INK, 3, self.row * (2.35 - number), head)
        with canvas.unread():
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.7)
            canvas.line(size * 3.2, line - 2, self.width * 0.45, line - 2)
            each = (self.width - first) / self.SESSIONS
            for number in range(4):
                canvas.line(0, number * self.row, self.width, number * self.row)
            canvas.line(0, 0, 0, 3 * self.row)
            for number in range(self.SESSIONS + 1):
                canvas.line(first + number * each, 0, first + number * each, 3 * self.row)

    def _write(self, font: str, color: Any, x: float, y: float, text: str, *, right: bool = False) -> None:
        with canvas_of(self).tagged("P"):
            self.canv.setFont(font, self.size)
            self.canv.setFillColor(color)
            (self.canv.drawRightString if right else self.canv.drawString)(x, y, text)
