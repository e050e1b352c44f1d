"""The doctor's report as Markdown, and as a page for a browser that fetches nothing; the plots of its scores."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape

from backpain_cli.domain.records.pain_progress import AreaProgress, CoursePeriod, PainCourse
from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.export.checklists import markdown_text
from backpain_cli.export.doctor_report import DoctorReport, is_plotted, sentences_of
from backpain_cli.export.formats import render_template
from backpain_cli.wording import report_text as words
from backpain_cli.wording.report_text import REPORT_HEADINGS as HEADINGS

WIDTH, HEIGHT = 500, 116
_LEFT, _RIGHT, _BOTTOM, _TOP = 24, 8, 18, 6
_RADIUS, _FONT_SIZE = 2.9, 8
PLOT_COLORS = {"ink": "#1f2327", "quiet": "#57606a", "line": "#d5d9de", "paper": "#fff"}
"""The CSS variables of the plots, with their values on paper."""


def report_html(report: DoctorReport) -> bytes:
    """Return `report` as an HTML document."""
    areas = [(area, score_plot_svg(area), sentences_of(area)) for area in report.areas]
    return render_template("report.html", report=report, areas=areas, headings=HEADINGS)


def score_plot_svg(area: AreaProgress) -> str:
    """Return the course of an area's pain as an SVG element that says what it shows; empty for a single score."""
    if not is_plotted(area):
        return ""
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="Helvetica, Arial, sans-serif" font-size="{_FONT_SIZE}">',
        f"<title>{escape(plot_title(area))}</title>",
        f"<desc>{escape('; '.join(words.course_texts(area.course)))}</desc>",
        *_grid(),
        *_marks(area.course),
        *_dates(area.course.periods),
        "</svg>",
    ])  # fmt: skip


def plot_title(area: AreaProgress) -> str:
    """Return what the plot of an area is called."""
    return f"Pain over time: {area.name}"


def _grid() -> Iterator[str]:
    """Yield a line for every second score, with its number."""
    for score in range(0, WORST_PAIN + 1, 2):
        y = _y(score)
        yield f'<path d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}" stroke="var(--line)" stroke-width="0.6"/>'
        yield _label(_LEFT - 6, y + _FONT_SIZE * 0.35, str(score), "end")


def _marks(course: PainCourse) -> Iterator[str]:
    """Yield the marks, which differ in shape: hollow before a session, filled after it, a cross without one."""
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(course.periods))
    for number, period in enumerate(course.periods):
        x = _LEFT + step * (number + 0.5)
        if period.before is not None and period.after is not None:
            yield f'<path d="M{x:.1f} {_y(period.before):.1f}V{_y(period.after):.1f}" stroke="var(--ink)"/>'
        before, after, noted = (
            (median,) if course.weekly and median is not None else scores
            for median, scores in (
                (period.before, period.before_scores),
                (period.after, period.after_scores),
                (period.noted, period.noted_scores),
            )
        )
        for values, fill in ((before, "var(--paper)"), (after, "var(--ink)")):
            for value in values:
                at = f'cx="{x:.1f}" cy="{_y(value):.1f}" r="{_RADIUS}"'
                yield f'<circle {at} fill="{fill}" stroke="var(--ink)"/>'
        for value in noted:
            left, top, size = x - _RADIUS, _y(value) - _RADIUS, 2 * _RADIUS
            cross = f"M{left:.1f} {top:.1f}l{size} {size}m0 -{size}l-{size} {size}"
            yield f'<path d="{cross}" fill="none" stroke="var(--ink)"/>'


def _dates(periods: Sequence[CoursePeriod]) -> Iterator[str]:
    if periods:
        yield _label(_LEFT, HEIGHT - 4, words.day_text(periods[0].first), "start")
    if len(periods) > 1:
        yield _label(WIDTH - _RIGHT, HEIGHT - 4, words.day_text(periods[-1].first), "end")


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y:.1f}" text-anchor="{anchor}" fill="var(--quiet)">{escape(text)}</text>'


def _y(score: float) -> float:
    return _TOP + (HEIGHT - _BOTTOM - _TOP) * (1 - score / WORST_PAIN)


def report_markdown(report: DoctorReport) -> bytes:
    """Return `report` as Markdown; its plots are pictures within it, and tables for those who see none."""
    lines = [f"# {markdown_text(report.title)}", "", HEADINGS.what_it_is, ""]
    lines += [*(f"- {markdown_text(fact)}" for fact in report.facts), "", f"## {HEADINGS.pain}", ""]
    for area in report.areas:
        lines += [f"### {markdown_text(area.name)}", ""]
        if plot := score_plot_svg(area):
            for name, color in PLOT_COLORS.items():
                plot = plot.replace(f"var(--{name})", color)
            picture = b64encode(plot.encode()).decode()
            lines += [f"![Pain over time. {HEADINGS.plot_key}](data:image/svg+xml;base64,{picture})", ""]
        heads = ("Week of" if area.course.weekly else "Day", "Before", "After", "Noted")
        lines += [*_table(heads, _periods(area)), " ".join(sentences_of(area)), ""]
    lines += [f"## {HEADINGS.sessions}", "", *_table(HEADINGS.session_columns, _texts(report.sessions))]
    lines += [report.left_out, ""] if report.left_out else []
    lines += [f"## {HEADINGS.steps}", "", *_table(HEADINGS.step_columns, _texts(report.steps))]
    signs = report.signs or (HEADINGS.no_signs,)
    return "\n".join([*lines, f"## {HEADINGS.signs}", "", *(f"- {markdown_text(sign)}" for sign in signs), ""]).encode()


def _periods(area: AreaProgress) -> list[tuple[str, ...]]:
    return [
        (words.day_text(period.first), *map(_bar, (period.before, period.after, period.noted), texts))
        for period in area.course.periods
        if any(texts := words.scores_texts(period, weekly=area.course.weekly))
    ]


def _bar(value: float | None, text: str) -> str:
    if value is None or "then" in text:
        return text
    full = round(value)
    return f"`{'#' * full}{'.' * (WORST_PAIN - full)}` {text}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table whose cells are Markdown."""
    if not rows:
        return ["None.", ""]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows), ""]


def _texts(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[markdown_text(cell) for cell in row] for row in rows]
