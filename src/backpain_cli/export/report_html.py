"""The sheet for a doctor as one HTML page that fetches nothing."""

from collections.abc import Iterable, Sequence
from html import escape

from backpain_cli.domain.records.pain_progress import AreaProgress
from backpain_cli.export import doctor_report as told
from backpain_cli.export.doctor_report import DoctorReport
from backpain_cli.export.report_plot import score_plot_svg
from backpain_cli.wording.report_text import REPORT_HEADINGS as HEADINGS

_STYLE = """\
:root { color-scheme: light; }
body { margin: 0 auto; padding: 1.2rem; max-width: 46rem; background: #fff; color: #1f2327;
  font: 0.9rem/1.4 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; overflow-wrap: break-word; }
h1 { margin: 0 0 0.4rem; font-size: 1.4rem; line-height: 1.2; }
h2 { margin: 1rem 0 0.3rem; font-size: 1.05rem; }
h3 { margin: 0.6rem 0 0.2rem; font-size: 0.95rem; }
p { margin: 0 0 0.4rem; }
ul { margin: 0; padding-left: 1.2rem; }
svg { display: block; width: 100%; height: auto; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.85rem; }
th, td { padding: 0.1rem 0.6rem 0.1rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #ddd6ca; }
.quiet { color: #565c61; }
@page { margin: 12mm; }
@media print { body { padding: 0; max-width: none; font-size: 8.5pt; } tr, svg { break-inside: avoid; } }
"""


def report_html(report: DoctorReport) -> str:
    """Return the sheet as an HTML document."""
    body = [
        f"<h1>{escape(report.title)}</h1>",
        f"<p>{escape(HEADINGS.what_it_is)}</p>",
        _list(report.facts),
        f"<h2>{HEADINGS.pain}</h2>",
        f'<p class="quiet">{HEADINGS.plot_key}</p>' if report.areas else "",
        *(line for area in report.areas for line in _area(area)),
        f"<h2>{HEADINGS.sessions}</h2>",
        _table(HEADINGS.session_columns, report.sessions),
        f'<p class="quiet">{report.left_out}</p>' if report.left_out else "",
        f"<h2>{HEADINGS.steps}</h2>",
        _table(HEADINGS.step_columns, report.steps),
        f"<h2>{HEADINGS.signs}</h2>",
        _list(report.signs or (HEADINGS.no_signs,)),
    ]
    head = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(report.title)}</title>",
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>",
    ]
    return "\n".join([*head, *filter(None, body), "</main>\n</body>\n</html>\n"])


def _area(area: AreaProgress) -> list[str]:
    return [
        f"<h3>{escape(area.name)}</h3>",
        score_plot_svg(area.course, f"Pain over time: {area.name}") if told.is_plotted(area) else "",
        f"<p>{escape(' '.join(told.sentences_of(area)))}</p>",
    ]


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return "<p>None.</p>"
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in rows)
    return f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'
