"""The pages of the PDF: in the order in which they are to be read aloud.

The type is as large as the least number of pages allows, within what can be read.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from backpain_cli.domain.checklist import Checklist, ChecklistStep
from backpain_cli.export import sheet_words as words
from backpain_cli.export.pdf import Paper, Picture
from backpain_cli.export.pdf_type import Letters, letters_for

MARGIN, FOOT = 31.0, 11.0
"""In points, as all lengths here."""
LARGEST, SMALLEST, FINER = 9.5, 8.0, 0.25
"""Sizes of the type, and the steps in which it is made smaller."""
SESSIONS = 10

INK, QUIET, LINE = HexColor("#1f2327"), HexColor("#565c61"), HexColor("#c9c2b6")
DANGER, CARE, ACCENT = HexColor("#9d2019"), HexColor("#7a5200"), HexColor("#1f6a66")


def pages_of(
    checklist: Checklist, pictures: Mapping[int, Sequence[Picture]], paper: Paper, references: Mapping[str, str]
) -> bytes:
    """Return the finished document; the arguments are those of `checklist_as_pdf`."""
    told = [checklist.title, checklist.whose, checklist.why, *checklist.cautions, *checklist.have_ready]
    told += [text for entry in checklist.steps for text in (entry.step.title, entry.step.do)]
    told += [text for entry in checklist.steps for _, text in words.details_of(entry.step)]
    sheet = _Sheet(checklist, pictures, paper, references, letters_for("".join(told)))
    # As few pages as the smallest type can do, then the largest type that needs no more of them.
    fewest = sheet.made(SMALLEST)[0]
    steps = int((LARGEST - SMALLEST) / FINER)
    sizes = (LARGEST - FINER * number for number in range(steps))
    size = next((size for size in sizes if sheet.made(size)[0] == fewest), SMALLEST)
    return sheet.made(size, pages=fewest)[1]


class _Sheet:
    """One sheet, which can be set in several sizes of type."""

    def __init__(
        self,
        checklist: Checklist,
        pictures: Mapping[int, Sequence[Picture]],
        paper: Paper,
        references: Mapping[str, str],
        letters: Letters,
    ) -> None:
        self.checklist = checklist
        self.pictures = pictures
        self.references = references
        self.letters = letters
        self.page = A4 if paper is Paper.A4 else LETTER
        self.width = self.page[0] - 2 * MARGIN
        self._set(LARGEST)

    def _set(self, size: float) -> None:
        self.size = size
        self.plain = self._style(1.0)
        self.quiet = self._style(0.95, color=QUIET)
        self.item = self._style(1.0, indent=0.9)
        self.item.spaceAfter = size * 0.15

    def _style(self, times: float, *, color: Any = INK, bold: bool = False, indent: float = 0.0) -> ParagraphStyle:
        size = self.size * times
        return ParagraphStyle(
            name="",
            fontName=self.letters.bold if bold else self.letters.plain,
            fontSize=size,
            leading=size * 1.19,
            textColor=color,
            leftIndent=size * indent,
            bulletIndent=0,
            bulletFontName=self.letters.plain,
            bulletFontSize=size,
        )

    def made(self, size: float, *, pages: int = 0) -> tuple[int, bytes]:
        """Return how many pages it has, and the document.

        Args:
            size: of the type.
            pages: how many the footers say there are; 0 only counts them, and draws no picture.
        """
        self._set(size)
        kept = BytesIO()
        last = 0

        def foot(canvas: Any, document: Any) -> None:
            nonlocal last
            last = document.page
            self._foot(canvas, document.page, pages)

        frame = Frame(MARGIN, MARGIN + FOOT, self.width, self.page[1] - 2 * MARGIN - FOOT, 0, 0, 0, 0)
        document = BaseDocTemplate(
            kept,
            pagesize=self.page,
            title=self.letters.known(f"{self.checklist.title}: {self.checklist.minutes} minutes, treatment checklist"),
            subject=words.NO_DIAGNOSIS,
            author="backpain",
            creator="backpain",
            lang="en",
            displayDocTitle=True,
            invariant=True,
            pageTemplates=[PageTemplate("sheet", [frame], onPageEnd=foot)],
        )
        document.build(self._story(drawn=pages > 0))
        return last, kept.getvalue()

    def _foot(self, canvas: Any, page: int, pages: int) -> None:
        canvas.saveState()
        canvas.setFont(self.letters.plain, 7)
        canvas.setFillColor(QUIET)
        canvas.drawString(MARGIN, MARGIN - 6, self.letters.known(f"{self.checklist.title}. {words.NO_DIAGNOSIS}"))
        canvas.drawRightString(self.page[0] - MARGIN, MARGIN - 6, f"page {page} of {pages}")
        canvas.restoreState()

    def _text(self, text: str, style: ParagraphStyle, *, before: str = "", bullet: str | None = None) -> Paragraph:
        """Return a paragraph; `before` stands in bold before it. No text is ever taken as markup."""
        start = f'<font name="{self.letters.bold}">{escape(before)}</font> ' if before else ""
        return Paragraph(start + escape(self.letters.known(text)), style, bulletText=bullet)

    def _space(self, times: float) -> Spacer:
        return Spacer(1, self.size * times)

    def _story(self, *, drawn: bool) -> list[Flowable]:
        return [*self._to_read(), PageBreak(), *self._to_hang_up(drawn=drawn)]

    def _to_read(self) -> list[Flowable]:
        """Return what is read before the first time and whenever something is new."""
        sheet = self.checklist
        story = self._head(words.READ_FIRST)
        story += self._list(words.EMERGENCY, sheet.emergency, color=DANGER)
        if sheet.emergency_action:
            then = self._text(" ".join(sheet.emergency_action), self.plain, before=f"{words.WHAT_THEN}:")
            story += [then, self._space(0.8)]
        story += self._list(words.SEE_A_DOCTOR, sheet.see_a_doctor_first, color=CARE)
        story += self._list(words.BEFORE, (*sheet.cautions, *sheet.before))
        story += self._list(words.NEVER, sheet.do_nots, color=DANGER)
        story += self._list(words.AFTERWARDS, sheet.after)
        if sheet.why:
            story += [self._heading(words.WHY, INK), self._text(sheet.why, self.plain), self._space(0.8)]
        return story + self._sources()

    def _to_hang_up(self, *, drawn: bool) -> list[Flowable]:
        """Return what is at hand in every session."""
        sheet = self.checklist
        story = self._head(f"{sheet.minutes} minutes, treatment checklist. {words.ONLY_IF}")
        story += [_Log(self.width, self.letters, self.size), self._space(1.0)]
        story += self._list(words.HAVE_READY, sheet.have_ready, ticks=True)
        story += self._list(words.STOP_RULES, sheet.stop_rules, color=DANGER)
        story.append(self._heading(words.STEPS, ACCENT))
        for entry in sheet.steps:
            story.append(self._step(entry, drawn))
        return [*story, _Rule(self.width)]

    def _head(self, below: str) -> list[Flowable]:
        sheet = self.checklist
        told: list[Flowable] = [self._text(sheet.title, self._style(2.2, bold=True))]
        told += [self._text(below, self._style(1.15, color=QUIET)), self._space(0.8)]
        if sheet.whose:
            told += [self._text(sheet.whose, self._style(1.0, color=CARE, bold=True)), self._space(0.8)]
        return told

    def _heading(self, text: str, color: Any) -> Paragraph:
        style = self._style(1.15, color=color, bold=True)
        style.spaceAfter = self.size * 0.3
        style.keepWithNext = 1
        return self._text(text, style)

    def _list(self, title: str, items: Iterable[str], *, color: Any = INK, ticks: bool = False) -> list[Flowable]:
        listed: list[Flowable]
        if ticks:
            listed = [_Ticked(self._text(item, self.plain), self.size) for item in items]
        else:
            listed = [self._text(item, self.item, bullet="\N{BULLET}") for item in items]
        if not listed:
            return []
        return [self._heading(title, color), _TwoColumns(listed), self._space(0.7)]

    def _step(self, entry: ChecklistStep, drawn: bool) -> Flowable:
        step, size = entry.step, self.size
        what: list[Flowable] = [
            self._text(step.title, self._style(1.12, bold=True), before=f"{entry.number}."),
            self._text(", ".join(part for part in (step.place.phrase, step.pressure_phrase) if part), self.quiet),
            self._space(0.25),
            self._text(step.do, self._style(1.0, bold=True)),
            self._space(0.25),
            *(_Ticked(self._text(words.turn_words(turn, brief=True), self.plain), size) for turn in entry.turns),
        ]
        details = [self._details(lines) for lines in _in_groups(words.details_of(step))]
        shown = _Pictures(self.pictures.get(entry.number, ()), width=size * 14.3, height=size * 8.0, drawn=drawn)
        widths = [size * 14.8, size * 15.6]
        style: list[tuple[str, tuple[int, int], tuple[int, int], Any]] = [
            *((f"{edge}PADDING", (0, 0), (-1, -1), 0) for edge in ("LEFT", "RIGHT")),
            *((f"{edge}PADDING", (0, 0), (-1, -1), size * 0.3) for edge in ("TOP", "BOTTOM")),
            ("RIGHTPADDING", (1, 0), (1, 0), size),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        lined = TableStyle([*style, ("LINEABOVE", (0, 0), (-1, 0), 0.6, LINE)])
        # A step that is taller than a page, which only a strange file can hold, goes on in the next one.
        rows = [[shown, what, details]]
        return KeepTogether([Table(rows, [*widths, self.width - sum(widths)], style=lined, splitInRow=1)])

    def _details(self, lines: Iterable[tuple[str, str]]) -> Paragraph:
        bold = self.letters.bold
        told = [f'<font name="{bold}">{label}:</font> {escape(self.letters.known(text))}' for label, text in lines]
        return Paragraph(" ".join(told), self.plain)

    def _sources(self) -> list[Flowable]:
        small = self._style(0.76, color=QUIET)
        known = self.references
        told = "; ".join(f"{key} {known.get(key, '')}".rstrip() for key in self.checklist.sources)
        return [self._text(f"{told}. {words.NO_DIAGNOSIS}", small, before=f"{words.SOURCES}:")]


_SHARED = ({"How", "Side", "With"}, {"Feel", "Take care"})
"""Details that go on in the same line: on paper there is little room."""


def _in_groups(details: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Return the details by the paragraphs that they stand in."""
    groups: list[list[tuple[str, str]]] = []
    for detail in details:
        together = next((shared for shared in _SHARED if detail[0] in shared), set())
        if groups and groups[-1][-1][0] in together:
            groups[-1].append(detail)
        else:
            groups.append([detail])
    return groups


class _Rule(Flowable):
    """A thin line across the column."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self.width, self.height = width, 0.6

    def draw(self) -> None:
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, 0, self.width, 0)


class _TwoColumns(Flowable):
    """Items in two columns of about the same height, the left one to be read first."""

    GUTTER = 16.0

    def __init__(self, items: Sequence[Flowable]) -> None:
        super().__init__()
        self.items = items

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        self.column = (aW - self.GUTTER) / 2
        self.heights = [item.wrap(self.column, aH)[1] + item.getSpaceAfter() for item in self.items]
        self.left, height = _halves(self.heights)
        self.width, self.height = aW, height
        return aW, height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        self.wrap(aW, aH)
        fitting = max(
            (count for count in range(len(self.items)) if _halves(self.heights[:count])[1] <= aH),
            default=0,
        )
        # Two lines of a list alone at the foot of a page would look lost.
        if fitting < 4:
            return []
        return [_TwoColumns(self.items[:fitting]), _TwoColumns(self.items[fitting:])]

    def draw(self) -> None:
        for first, last, left in ((0, self.left, 0.0), (self.left, len(self.items), self.column + self.GUTTER)):
            top = self.height
            for item, height in list(zip(self.items, self.heights, strict=True))[first:last]:
                item.drawOn(self.canv, left, top - height + item.getSpaceAfter())
                top -= height


def _halves(heights: Sequence[float]) -> tuple[int, float]:
    """Return how many items go into the left of two columns for the least height, and that height."""
    counts = range(len(heights) + 1)
    best = min(counts, key=lambda count: (max(sum(heights[:count]), sum(heights[count:])), -count))
    return best, max(sum(heights[:best]), sum(heights[best:]))


class _Ticked(Flowable):
    """A text beside a box to tick."""

    def __init__(self, text: Paragraph, size: float) -> None:
        super().__init__()
        self.text, self.size = text, size
        self.indent = size * 1.5

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        _, height = self.text.wrap(aW - self.indent, aH)
        self.width, self.height = aW, height + self.size * 0.3
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.8)
        self.canv.rect(0.5, self.height - self.size * 1.2, self.size, self.size)
        self.text.drawOn(self.canv, self.indent, self.size * 0.3)


class _Pictures(Flowable):
    """Pictures beside each other, at the left of the room that there is for them."""

    def __init__(self, pictures: Sequence[Picture], *, width: float, height: float, drawn: bool) -> None:
        super().__init__()
        self.pictures = pictures
        self.gap = 4.0
        self.drawn = drawn
        shapes = sum(picture.shape for picture in pictures)
        room = width - self.gap * (len(pictures) - 1)
        self.height = min(height, room / shapes) if shapes else 0.0
        self.width = width

    def draw(self) -> None:
        left = 0.0
        for picture in self.pictures if self.drawn else ():
            width = picture.shape * self.height
            picture.draw(self.canv, left, 0, width)
            left += width + self.gap


class _Log(Flowable):
    """Room for a name, and a table for dates and scores."""

    def __init__(self, width: float, letters: Letters, size: float) -> None:
        super().__init__()
        self.letters, self.size = letters, size
        self.row = size * 1.9
        self.width, self.height = width, size * 2.0 + 3 * self.row

    def draw(self) -> None:
        canvas, size = self.canv, self.size
        canvas.setFillColor(INK)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.7)
        canvas.setFont(self.letters.bold, size)
        line = 3 * self.row + size * 0.6
        canvas.drawString(0, line, words.NAME)
        canvas.line(size * 3.2, line - 2, self.width * 0.42, line - 2)
        canvas.setFont(self.letters.plain, size * 0.95)
        canvas.setFillColor(QUIET)
        canvas.drawRightString(self.width, line, words.SCORES)
        canvas.setFillColor(INK)
        first = size * 6.2
        each = (self.width - first) / SESSIONS
        for number, head in enumerate((words.DATE, words.SCORE_BEFORE, words.SCORE_AFTER)):
            canvas.drawString(3, self.row * (2.35 - number), head)
        for number in range(4):
            canvas.line(0, number * self.row, self.width, number * self.row)
        canvas.line(0, 0, 0, 3 * self.row)
        for number in range(SESSIONS + 1):
            canvas.line(first + number * each, 0, first + number * each, 3 * self.row)
