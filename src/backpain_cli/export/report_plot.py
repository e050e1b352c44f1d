"""The plot of a report as shapes in points, y upwards: for SVG and for PDF alike."""

from html import escape
from typing import NamedTuple

from backpain_cli.domain.records.pain_progress import PainCourse
from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.wording import report_text as words

WIDTH, HEIGHT = 500.0, 116.0
_LEFT, _RIGHT, _BOTTOM, _TOP = 24.0, 8.0, 18.0, 6.0
RADIUS = 2.9
TYPE = 8.0
INK, QUIET, LINE = "#1f2327", "#565c61", "#c9c2b6"


class PlotStroke(NamedTuple):
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    color: str = INK
    width: float = 1.0


class PlotDot(NamedTuple):
    """A circle, hollow or filled."""

    x: float
    y: float
    filled: bool


class PlotLabel(NamedTuple):
    """A piece of text; `anchor` is `start`, `middle` or `end`."""

    x: float
    y: float
    text: str
    anchor: str


PlotShape = PlotStroke | PlotDot | PlotLabel


def score_plot(course: PainCourse) -> list[PlotShape]:
    """Return the plot of a course: a line for every second score, and three kinds of marks."""
    shapes: list[PlotShape] = []
    for score in range(0, WORST_PAIN + 1, 2):
        y = _y(score)
        shapes += [
            PlotStroke(_LEFT, y, WIDTH - _RIGHT, y, LINE, 0.6),
            PlotLabel(_LEFT - 6, y - TYPE * 0.35, str(score), "end"),
        ]
    periods = course.periods
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(periods))
    for number, period in enumerate(periods):
        x = _LEFT + step * (number + 0.5)
        if period.before is not None and period.after is not None:
            shapes.append(PlotStroke(x, _y(period.before), x, _y(period.after)))
        if period.before is not None:
            shapes.append(PlotDot(x, _y(period.before), filled=False))
        if period.after is not None:
            shapes.append(PlotDot(x, _y(period.after), filled=True))
        if period.noted is not None:
            y = _y(period.noted)
            shapes += [
                PlotStroke(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS),
                PlotStroke(x - RADIUS, y + RADIUS, x + RADIUS, y - RADIUS),
            ]
    if periods:
        shapes.append(PlotLabel(_LEFT, 4, words.day_text(periods[0].first), "start"))
        if len(periods) > 1:
            shapes.append(PlotLabel(WIDTH - _RIGHT, 4, words.day_text(periods[-1].first), "end"))
    return shapes


def _y(score: float) -> float:
    return _BOTTOM + (HEIGHT - _BOTTOM - _TOP) * score / WORST_PAIN


def score_plot_svg(course: PainCourse, title: str) -> str:
    """Return the plot as an SVG element that says in words what it shows."""
    told = "; ".join(words.course_texts(course))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" '
        f'font-family="Helvetica, Arial, sans-serif" font-size="{TYPE:g}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(told)}</desc>",
        *(_svg(shape) for shape in score_plot(course)),
        "</svg>",
    ]
    return "\n".join(lines)


def _svg(shape: PlotShape) -> str:
    match shape:
        case PlotStroke(x, y, to_x, to_y, color, width):
            ends = f'x1="{x:.1f}" y1="{HEIGHT - y:.1f}" x2="{to_x:.1f}" y2="{HEIGHT - to_y:.1f}"'
            return f'<line {ends} stroke="{color}" stroke-width="{width:g}"/>'
        case PlotDot(x, y, filled):
            fill = INK if filled else "#ffffff"
            return f'<circle cx="{x:.1f}" cy="{HEIGHT - y:.1f}" r="{RADIUS:g}" fill="{fill}" stroke="{INK}"/>'
        case PlotLabel(x, y, text, anchor):
            at = f'x="{x:.1f}" y="{HEIGHT - y:.1f}"'
            return f'<text {at} text-anchor="{anchor}" fill="{QUIET}">{escape(text)}</text>'
