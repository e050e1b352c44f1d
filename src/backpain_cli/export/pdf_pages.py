"""The pages of the PDF: one to read before a session, one to hang up, in the order in which they are read aloud.

The type is as large as the least number of pages allows, within what can be read. A routine that would need more than
two pages leaves texts to the other forms of the sheet, those first that nobody needs for doing it safely; never a sign,
a warning, or what stops a step. If that is not enough for two pages, nothing is left out.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer

from backpain_cli.domain.checklist import Checklist, ChecklistStep
from backpain_cli.domain.terms import PaperSize
from backpain_cli.export.formats import PdfPicture
from backpain_cli.export.pdf_flowables import (
    INK,
    QUIET,
    Card,
    Columns,
    Heading,
    Log,
    Ticked,
    Title,
    Told,
)
from backpain_cli.export.pdf_tags import TaggedCanvas
from backpain_cli.export.pdf_type import Letters, letters_for
from backpain_cli.wording.phrases import place_phrase, pressure_phrase, step_texts
from backpain_cli.wording.sheet_text import SHEET_HEADINGS as HEADINGS
from backpain_cli.wording.sheet_text import adaptation_texts, audience_label, ready_texts, timed_box_text

MARGIN, FOOT = 19.0, 8.0
"""In points, as all lengths here."""
LARGEST, SMALLEST, FINER = 10.0, 8.0, 0.25
"""Sizes of the type, and the steps in which it is made smaller."""
SMALL = 6.5
"""Of the sources."""
WANTED = 2
"""Pages: the two sides of one leaf."""
LEFT_OUT: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({HEADINGS.why, "Feel", "With"}),
    frozenset({HEADINGS.why, "Feel", "With", "How"}),
)
"""What is left out, the least first. What is pressed with stands below Have ready too, and the posture is drawn."""
TOGETHER = 3000
"""Letters of a list that is set as two paragraphs beside each other; a longer one is set as several such pairs."""

DANGER, CARE, ACCENT = HexColor("#9d2019"), HexColor("#7a5200"), HexColor("#1f6a66")
_COLORS = {"Avoid": CARE, "Stop": DANGER}
_WARNING = frozenset({"Avoid", "Stop", "Instead"})
_TALLEST = 0.4
"""Of a page: a step that is taller, which only a strange file can hold, is not set in columns."""


def pages_of(
    checklist: Checklist, pictures: Mapping[int, Sequence[PdfPicture]], paper: PaperSize, references: Mapping[str, str]
) -> bytes:
    """Return the finished document; the arguments are those of `checklist_as_pdf`."""
    told = [checklist.title, checklist.whose, checklist.why, *checklist.cautions]
    told += ready_texts(checklist.tools, checklist.places)
    told += [text for entry in checklist.steps for text in (entry.step.title, entry.step.do)]
    told += [text for entry in checklist.steps for _, text in step_texts(entry.step)]
    told += adaptation_texts(checklist.changes)
    sheet = _Sheet(checklist, pictures, paper, references, letters_for("".join(told)))
    without = next((without for without in LEFT_OUT if sheet.made(SMALLEST, without)[0] <= WANTED), LEFT_OUT[0])
    fewest = sheet.made(SMALLEST, without)[0]
    sizes = [SMALLEST + FINER * number for number in range(int((LARGEST - SMALLEST) / FINER) + 1)]
    size = sizes[bisect_right(sizes, fewest, key=lambda size: sheet.made(size, without)[0]) - 1]
    return sheet.made(size, without, pages=fewest)[1]


class _Sheet:
    """One sheet, which can be set in several sizes of type."""

    def __init__(
        self,
        checklist: Checklist,
        pictures: Mapping[int, Sequence[PdfPicture]],
        paper: PaperSize,
        references: Mapping[str, str],
        letters: Letters,
    ) -> None:
        self.checklist = checklist
        self.pictures = pictures
        self.references = references
        self.letters = letters
        self.page = A4 if paper is PaperSize.A4 else LETTER
        self.width, self.height = self.page[0] - 2 * MARGIN, self.page[1] - 2 * MARGIN - FOOT

    def _set(self, size: float) -> None:
        self.size = size
        self.plain = self._style(1.0)

    def _style(self, times: float, *, color: Any = INK, bold: bool = False) -> ParagraphStyle:
        size = self.size * times
        return ParagraphStyle(
            name="",
            fontName=self.letters.bold if bold else self.letters.plain,
            fontSize=size,
            leading=size * 1.11,
            textColor=color,
        )

    def made(self, size: float, without: frozenset[str], *, pages: int = 0) -> tuple[int, bytes]:
        """Return how many pages it has, and the document.

        Args:
            size: of the type.
            without: what is left out.
            pages: how many the footers say there are; 0 only counts them, and draws no picture.
        """
        self._set(size)
        kept = BytesIO()
        last = 0

        def foot(canvas: Any, document: Any) -> None:
            nonlocal last
            last = document.page
            self._foot(canvas, document.page, pages)

        frame = Frame(MARGIN, MARGIN + FOOT, self.width, self.height, 0, 0, 0, 0)
        document = BaseDocTemplate(
            kept,
            pagesize=self.page,
            title=self.letters.known(f"{self.checklist.title}: {self.checklist.minutes} minutes, treatment checklist"),
            subject=HEADINGS.no_diagnosis,
            author="",
            creator="backpain",
            lang="en",
            displayDocTitle=True,
            invariant=True,
            pageTemplates=[PageTemplate("sheet", [frame], onPageEnd=foot)],
        )
        flowables = [*self._to_read(without), PageBreak(), *self._to_hang_up(without, drawn=pages > 0)]
        document.build(flowables, canvasmaker=TaggedCanvas)
        return last, kept.getvalue()

    def _foot(self, canvas: Any, page: int, pages: int) -> None:
        with canvas.unread():
            canvas.saveState()
            canvas.setFont(self.letters.plain, 7)
            canvas.setFillColor(QUIET)
            line = self.letters.known(f"{self.checklist.title}. {HEADINGS.no_diagnosis}")
            canvas.drawString(MARGIN, MARGIN - 4, line)
            canvas.drawRightString(self.page[0] - MARGIN, MARGIN - 4, f"page {page} of {pages}")
            canvas.restoreState()

    def _told(self, text: str) -> str:
        """Return `text` so that it is never taken as markup, in letters that there are."""
        return escape(self.letters.known(text))

    def _text(self, text: str, style: ParagraphStyle, *, before: str = "") -> Paragraph:
        """Return a paragraph; `before` stands in bold before it."""
        start = f"{self._bold(before)} " if before else ""
        return Told(start + self._told(text), style)

    def _space(self, times: float) -> Spacer:
        return Spacer(1, self.size * times)

    def _to_read(self, without: frozenset[str]) -> Iterator[Flowable]:
        """Return what is read, and written down, before a session and after it."""
        sheet = self.checklist
        yield from self._head(HEADINGS.read_first)
        if sheet.changes:
            changes = adaptation_texts(sheet.changes)
            yield from (self._text(change, self.plain, before="\N{BULLET}") for change in changes)
            yield self._space(0.6)
        yield from self._list(HEADINGS.emergency, sheet.emergency, color=DANGER, own_lines=True)
        if sheet.emergency_action:
            yield self._text(" ".join(sheet.emergency_action), self.plain, before=f"{HEADINGS.what_then}:")
            yield self._space(0.7)
        yield from self._list(HEADINGS.see_a_doctor, sheet.see_a_doctor_first, color=CARE)
        yield from self._list(HEADINGS.before, (*sheet.cautions, *sheet.before))
        yield from self._list(HEADINGS.never, sheet.do_nots, color=DANGER)
        yield from self._list(HEADINGS.afterwards, sheet.after)
        if sheet.why and HEADINGS.why not in without:
            yield self._heading(HEADINGS.why, INK)
            yield self._text(sheet.why, self.plain)
            yield self._space(0.7)
        yield self._sources(in_full=not without)

    def _to_hang_up(self, without: frozenset[str], *, drawn: bool) -> Iterator[Flowable]:
        """Return what is at hand in every session."""
        sheet = self.checklist
        yield from self._head(f"{sheet.minutes} minutes, treatment checklist. {HEADINGS.only_if}")
        yield Log(self.width, self.letters, self.size)
        yield self._space(0.6)
        yield self._heading(HEADINGS.have_ready, INK)
        ready = [Ticked([self.letters.known(item)], self.plain) for item in ready_texts(sheet.tools, sheet.places)]
        yield Columns(ready, 2, self.height)
        yield self._space(0.2)
        yield from self._list(HEADINGS.stop_rules, sheet.stop_rules, color=DANGER)
        yield self._heading(HEADINGS.steps, ACCENT)
        cards = [self._card(entry, without, drawn=drawn) for entry in sheet.steps]
        column = (self.width - Columns.GUTTER) / 2
        if all(card.wrap(column, self.height)[1] < self.height * _TALLEST for card in cards):
            yield Columns(cards, 2, self.height)
        else:
            for card in cards:
                yield Card([], card.pictures, side=card.side, drawn=drawn)
                yield from card.texts

    def _head(self, below: str) -> Iterator[Flowable]:
        sheet = self.checklist
        title = f'<font name="{self.letters.bold}" size="{self.size * 1.8}">{self._told(sheet.title)}</font>'
        style = self._style(1.05, color=QUIET)
        style.leading = self.size * 2.0
        below = self._told(f"{audience_label(self.checklist)} {below}")
        yield Title(f'<font color="{_hex(INK)}">{title}</font>&nbsp; {below}', style)
        yield self._space(0.4)
        if sheet.whose:
            yield self._text(sheet.whose, self._style(1.0, color=CARE, bold=True))
            yield self._space(0.6)

    def _heading(self, text: str, color: Any) -> Heading:
        style = self._style(1.08, color=color, bold=True)
        style.spaceAfter = self.size * 0.15
        style.keepWithNext = 1
        return self._entry(Heading(escape(text), style), text)

    def _entry(self, heading: Heading, text: str, level: int = 0) -> Heading:
        heading.entry, heading.level = self.letters.known(text), level
        return heading

    def _list(self, title: str, items: Sequence[str], *, color: Any = INK, own_lines: bool = False) -> list[Flowable]:
        """Return a list in two columns; where no item has lines of its own, much is said in little room."""
        if not items:
            return []
        bullet = self._bold("\N{BULLET}", color) + "\N{NO-BREAK SPACE}"
        lists = [[[item] for item in items]] if own_lines else map(_halved, _groups(items))
        listed = [
            Columns(
                [Told(" ".join(bullet + self._told(item) for item in part), self.plain) for part in parts if part],
                2,
                self.height,
            )
            for parts in lists
        ]
        return [self._heading(title, color), *listed, self._space(0.45)]

    def _card(self, entry: ChecklistStep, without: frozenset[str], *, drawn: bool) -> Card:
        step = entry.step
        title = f"{entry.number}. {step.title}"
        beside = ", ".join(part for part in (place_phrase(step.place), pressure_phrase(step)) if part)
        head = Heading(
            f'<font name="{self.letters.bold}" size="{self.size * 1.1}">{self._told(title)}</font>  '
            f'<font color="{_hex(QUIET)}">{self._told(beside)}</font>',
            self._style(1.0),
        )
        head.style.spaceAfter = self.size * 0.15
        turns = [self.letters.known(timed_box_text(turn, brief=True)) for turn in entry.turns]
        texts: list[Flowable] = [self._entry(head, title, 1)]
        if turns:
            texts.append(Ticked(turns, self.plain))
        texts.append(Told(self._bold(self.letters.known(step.do)), self.plain))
        texts += [Told(" ".join(self._details(lines)), self.plain) for lines in _parted(entry, without) if lines]
        return Card(texts, self.pictures.get(entry.number, ()), side=self.size * 6.0, drawn=drawn)

    def _bold(self, text: str, color: Any = INK) -> str:
        return f'<font name="{self.letters.bold}" color="{_hex(color)}">{escape(text)}</font>'

    def _details(self, lines: Iterable[tuple[str, str]]) -> list[str]:
        return [f"{self._bold(label + ':', _COLORS.get(label, INK))} {self._told(text)}" for label, text in lines]

    def _sources(self, *, in_full: bool) -> Paragraph:
        known = self.references
        told = "; ".join(f"{key} {known.get(key, '')}".rstrip() for key in self.checklist.sources)
        return self._text(
            f"{told}. {HEADINGS.no_diagnosis}{'' if in_full else f' {HEADINGS.short}'}",
            self._style(SMALL / self.size, color=QUIET),
            before=f"{HEADINGS.sources}:",
        )


def _hex(color: Any) -> str:
    return f"#{color.hexval()[2:]}"


def _parted(entry: ChecklistStep, without: frozenset[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the details of a step: how it is done, and what to beware of."""
    told = [line for line in step_texts(entry.step) if line[0] not in without]
    return [line for line in told if line[0] not in _WARNING], [line for line in told if line[0] in _WARNING]


def _groups(items: Sequence[str]) -> Iterator[Sequence[str]]:
    """Return the items in groups of which none is longer than can stand on a page."""
    first, length = 0, 0
    for last, item in enumerate(items, start=1):
        length += len(item)
        if length > TOGETHER or last == len(items):
            yield items[first:last]
            first, length = last, 0


def _halved(items: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    def longer(count: int) -> int:
        return max(sum(map(len, items[:count])), sum(map(len, items[count:])))

    count = min(range(1, len(items) + 1), key=longer)
    return items[:count], items[count:]
