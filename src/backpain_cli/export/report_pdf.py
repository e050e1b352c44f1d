"""The sheet for a doctor as a PDF, through reportlab: the extra `pdf`."""

from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from backpain_cli.domain.records.pain_progress import PainCourse
from backpain_cli.export import doctor_report as told
from backpain_cli.export.doctor_report import DoctorReport
from backpain_cli.export.pdf_type import Letters, letters_for
from backpain_cli.export.report_plot import (
    HEIGHT,
    INK,
    LINE,
    QUIET,
    RADIUS,
    TYPE,
    WIDTH,
    PlotDot,
    PlotLabel,
    PlotStroke,
    score_plot,
)
from backpain_cli.wording.report_text import REPORT_HEADINGS as HEADINGS

MARGIN = 40.0
PADDING = 6.0
"""What reportlab leaves free within its frame."""
SIZES = (9.0, 8.0, 7.0, 6.5)
"""Of the type, in points: the first that needs no more than one page, else the last."""


def report_pdf(report: DoctorReport) -> bytes:
    """Return the sheet as a PDF document on A4."""
    letters = letters_for("".join(_texts(report)))
    for size in SIZES:
        pages, data = _made(report, letters, size)
        if pages == 1:
            return data
    return data


def _texts(report: DoctorReport) -> list[str]:
    cells = [cell for rows in (report.sessions, report.steps) for line in rows for cell in line]
    return [report.title, *report.facts, *report.signs, *(area.name for area in report.areas), *cells]


def _made(report: DoctorReport, letters: Letters, size: float) -> tuple[int, bytes]:
    kept = BytesIO()
    document = SimpleDocTemplate(
        kept,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN * 0.8,
        bottomMargin=MARGIN * 0.8,
        title=letters.known(report.title),
        author="backpain",
        subject="Reported by the person; not a diagnosis",
    )
    document.build(_Sheet(letters, size, document.width - 2 * PADDING).flowables(report))
    return document.page, kept.getvalue()


class _Sheet:
    """The flowables of a report in one size of type."""

    def __init__(self, letters: Letters, size: float, width: float) -> None:
        self.letters, self.size, self.width = letters, size, width

    def flowables(self, report: DoctorReport) -> list[Flowable]:
        pieces: list[Flowable] = [self._text(report.title, times=1.6, bold=True), self._text(HEADINGS.what_it_is)]
        pieces += [self._text(fact, bullet=True) for fact in report.facts]
        pieces.append(self._heading(HEADINGS.pain))
        if report.areas:
            pieces.append(self._text(HEADINGS.plot_key, color=QUIET))
        for area in report.areas:
            plot = [_Plot(area.course, self.width)] if told.is_plotted(area) else []
            sentences = self._text(" ".join(told.sentences_of(area)))
            pieces.append(KeepTogether([self._text(area.name, bold=True), *plot, sentences]))
        pieces += [self._heading(HEADINGS.sessions), self._table(HEADINGS.session_columns, report.sessions)]
        if report.left_out:
            pieces.append(self._text(report.left_out))
        pieces += [self._heading(HEADINGS.steps), self._table(HEADINGS.step_columns, report.steps)]
        pieces.append(self._heading(HEADINGS.signs))
        return [*pieces, *(self._text(sign, bullet=True) for sign in report.signs or (HEADINGS.no_signs,))]

    def _heading(self, text: str) -> Flowable:
        return KeepTogether([Spacer(1, self.size * 0.5), self._text(text, times=1.2, bold=True)])

    def _text(
        self, text: str, *, times: float = 1.0, bold: bool = False, color: str = INK, bullet: bool = False
    ) -> Paragraph:
        style = ParagraphStyle(
            name="",
            fontName=self.letters.bold if bold else self.letters.plain,
            fontSize=self.size * times,
            leading=self.size * times * 1.22,
            textColor=HexColor(color),
            leftIndent=self.size * 0.9 if bullet else 0,
            bulletFontName=self.letters.plain,
            bulletFontSize=self.size,
            spaceAfter=self.size * 0.2,
        )
        return Paragraph(escape(self.letters.known(text)), style, bulletText="\N{BULLET}" if bullet else None)

    def _table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Flowable:
        if not rows:
            return self._text("None.")
        cells = [
            [self._text(cell, bold=True) for cell in head],
            *([self._text(cell) for cell in line] for line in rows),
        ]
        style: list[Any] = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(LINE)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((f"{edge}PADDING", (0, 0), (-1, -1), 0) for edge in ("LEFT", "TOP", "BOTTOM")),
        ]
        shares = (3, 4, 3, 2.4, 5, 5) if len(head) == len(HEADINGS.session_columns) else (8, 2, 2, 2, 2)
        widths = [self.width * share / sum(shares) for share in shares]
        return Table(cells, widths, style=TableStyle(style), repeatRows=1)


class _Plot(Flowable):
    """The plot of a course, as wide as the column."""

    def __init__(self, course: PainCourse, width: float) -> None:
        super().__init__()
        self.course = course
        self.scale = width / WIDTH
        self.width, self.height = width, HEIGHT * self.scale

    def draw(self) -> None:
        canvas = self.canv
        canvas.scale(self.scale, self.scale)
        for shape in score_plot(self.course):
            match shape:
                case PlotStroke(x, y, to_x, to_y, color, width):
                    canvas.setStrokeColor(HexColor(color))
                    canvas.setLineWidth(width)
                    canvas.line(x, y, to_x, to_y)
                case PlotDot(x, y, filled):
                    canvas.setStrokeColor(HexColor(INK))
                    canvas.setFillColor(HexColor(INK if filled else "#ffffff"))
                    canvas.setLineWidth(1)
                    canvas.circle(x, y, RADIUS, fill=1)
                case PlotLabel(x, y, text, anchor):
                    canvas.setFillColor(HexColor(QUIET))
                    canvas.setFont("Helvetica", TYPE)
                    (canvas.drawRightString if anchor == "end" else canvas.drawString)(x, y, text)
