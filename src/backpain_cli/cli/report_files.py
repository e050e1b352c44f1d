"""The sheet for a doctor as a file, in the form that the file's name asks for."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from backpain_cli.cli.keeping import say_private, write_private
from backpain_cli.cli.looking_back import Wanted, find
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.export.extras import pdf_is_missing
from backpain_cli.export.report import Report, report_of
from backpain_cli.library.anatomy_file import load_anatomy
from backpain_cli.terminal.paper import talk
from backpain_cli.terminal.spans import paragraph

if TYPE_CHECKING:
    from backpain_cli.history.store import Store

ENDINGS = (".html", ".pdf", ".md")


def write_report(store: "Store", wanted: Wanted, output: Path) -> None:
    """Write the sheet about what is wanted; nothing is written where there is nothing to tell.

    Raises:
        BackpainError: the name has another ending, or the file cannot be made.
    """
    if output.suffix.lower() not in ENDINGS:
        raise BackpainError(f"The report's name ends in {', '.join(ENDINGS)}.", exit_code=ExitCode.USAGE)
    found = find(store, wanted)
    if not found.sessions and not found.pain:
        paper = talk()
        paper.print(paragraph("There is nothing to report; no file was written.", paper.width))
        return
    anatomy = load_anatomy()
    report = report_of(
        found.sessions,
        found.pain,
        areas={key: area.name for key, area in anatomy.areas.items()},
        muscles={key: muscle.english for key, muscle in anatomy.muscles.items()},
        made=datetime.now().astimezone().date(),
    )
    write_private([_data(report, output.suffix.lower())], output)
    say_private(output)


def _data(report: Report, ending: str) -> bytes:
    if ending == ".html":
        from backpain_cli.export.report_html import report_as_html

        return report_as_html(report).encode()
    if ending == ".md":
        from backpain_cli.export.report_markdown import report_as_markdown

        return report_as_markdown(report).encode()
    try:
        from backpain_cli.export.report_pdf import report_as_pdf
    except ImportError as error:
        raise pdf_is_missing(error) from None
    return report_as_pdf(report)
