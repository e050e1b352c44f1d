"""The sheet for a doctor as Markdown."""

from base64 import b64encode
from collections.abc import Sequence

from backpain_cli.domain.records.pain_progress import AreaProgress
from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.export import doctor_report as told
from backpain_cli.export.doctor_report import DoctorReport
from backpain_cli.export.report_plot import score_plot_svg
from backpain_cli.wording import report_text as words
from backpain_cli.wording.report_text import REPORT_HEADINGS as HEADINGS

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|~!{}"})


def report_markdown(report: DoctorReport) -> str:
    """Return the sheet as Markdown; its plots are pictures within it, and tables for those who see none."""
    lines = [f"# {_safe(report.title)}", "", HEADINGS.what_it_is, ""]
    lines += [*(f"- {_safe(fact)}" for fact in report.facts), "", f"## {HEADINGS.pain}", ""]
    for area in report.areas:
        lines += [f"### {_safe(area.name)}", ""]
        if told.is_plotted(area):
            picture = b64encode(score_plot_svg(area.course, f"Pain over time: {area.name}").encode()).decode()
            lines += [f"![Pain over time. {HEADINGS.plot_key}](data:image/svg+xml;base64,{picture})", ""]
        lines += [
            *_grid(("Week of" if area.course.weekly else "Day", "Before", "After", "Noted"), _periods(area)),
            " ".join(told.sentences_of(area)),
            "",
        ]
    lines += [f"## {HEADINGS.sessions}", "", *_grid(HEADINGS.session_columns, report.sessions)]
    lines += [report.left_out, ""] if report.left_out else []
    lines += [f"## {HEADINGS.steps}", "", *_grid(HEADINGS.step_columns, report.steps)]
    lines += [f"## {HEADINGS.signs}", "", *(f"- {_safe(sign)}" for sign in report.signs or (HEADINGS.no_signs,)), ""]
    return "\n".join(lines)


def _periods(area: AreaProgress) -> list[tuple[str, ...]]:
    return [
        (words.day_text(period.first), *(_bar(value) for value in (period.before, period.after, period.noted)))
        for period in area.course.periods
        if (period.before, period.after, period.noted) != (None, None, None)
    ]


def _bar(value: float | None) -> str:
    if value is None:
        return ""
    full = round(value)
    return f"`{'#' * full}{'.' * (WORST_PAIN - full)}` {words.median_text(value)}"


def _safe(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return ["None.", ""]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell if cell.startswith("`") else _safe(cell) for cell in line) + " |" for line in rows]
    return [*lines, ""]
