"""Plots in cells. A score is one of eleven numbers and a row is a score, so nothing has to be scaled."""

import os
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from backpain_cli.domain.records.pain_progress import CoursePeriod, PainCourse
from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.terminal.spans import Row, Span, paragraph
from backpain_cli.wording.report_text import day_text

_AXIS = 5
"""Cells left of the first period: the score and the line."""
_WIDEST_STEP = 4
LEAST_PLOT = 24
"""A narrower page has the plot in words only."""


class Marks(NamedTuple):
    """The signs that are drawn with, as far as the output's encoding has them."""

    before: str = "○"
    after: str = "●"
    both: str = "◉"
    noted: str = "+"
    between: str = "│"
    line: str = "│"
    floor: str = "─"
    corner: str = "└"
    bar: str = "█"


UNICODE_PLOT = Marks()
ASCII_PLOT = Marks(before="o", after="x", both="8", between=":", line="|", floor="-", corner="+", bar="#")


def marks_for(stream: TextIO, environment: Mapping[str, str] = os.environ) -> Marks:
    """Return the signs that `stream` can show."""
    if environment.get("TERM") == "dumb":
        return ASCII_PLOT
    try:
        "".join(UNICODE_PLOT).encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII_PLOT
    return UNICODE_PLOT


def most_periods(width: int) -> int:
    """Return for how many days or weeks there is room on a page of that width."""
    return max(1, width - _AXIS - 1)


def plot_rows(course: PainCourse, width: int, marks: Marks) -> list[Row]:
    """Return `course` as a plot of scores over days or weeks, with a key above it and dates below."""
    periods = course.periods[-most_periods(width) :]
    step = min(_WIDEST_STEP, max(1, (width - _AXIS) // len(periods))) if periods else 1
    each = "week" if course.weekly else "day"
    key = (
        f"{marks.before} before a session, {marks.after} after, {marks.both} both the same, "
        f"{marks.noted} noted without one; the median of each {each}"
    )
    rows = paragraph(key, width, style="quiet")
    for score in range(WORST_PAIN, -1, -1):
        cells = [_cell(period, score, marks) for period in periods]
        spans = [Span(f"{score:>3} {marks.line}", "quiet")]
        spans += [Span(sign + " " * (step - 1), style) for sign, style in cells]
        rows.append(tuple(spans))
    floor = f"    {marks.corner}{marks.floor * (len(periods) * step)}"
    return [*rows, (Span(floor, "quiet"),), *_dates(periods, step)]


def _cell(period: CoursePeriod, score: int, marks: Marks) -> tuple[str, str]:
    before, after, noted = (_row(value) for value in (period.before, period.after, period.noted))
    if score == before == after:
        return marks.both, "strong"
    if score == before:
        return marks.before, "caution"
    if score == after:
        return marks.after, "good"
    if score == noted:
        return marks.noted, "key"
    if before is not None and after is not None and min(before, after) < score < max(before, after):
        return marks.between, "quiet"
    return " ", ""


def _row(value: float | None) -> int | None:
    """Return the row of a median; a half goes to the row above it."""
    return None if value is None else int(value + 0.5)


def _dates(periods: tuple[CoursePeriod, ...], step: int) -> list[Row]:
    if not periods:
        return []
    first, last = day_text(periods[0].first), day_text(periods[-1].first)
    room = _AXIS + len(periods) * step
    if len(periods) == 1:
        return [(Span(" " * _AXIS + first, "quiet"),)]
    if room - _AXIS < len(first) + len(last) + 2:
        return [(Span(" " * _AXIS + told, "quiet"),) for told in (f"{first} to", last)]
    return [(Span(" " * _AXIS + first + last.rjust(room - _AXIS - len(first)), "quiet"),)]


def bar(value: float, highest: float, cells: int, marks: Marks) -> str:
    """Return a bar for `value`, as many as `cells` wide for `highest`; what is more than nothing has one cell."""
    wide = round(value / highest * cells) if highest else 0
    return marks.bar * (max(1, wide) if value else 0)
