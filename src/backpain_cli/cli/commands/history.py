"""`history`, `log`."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

import typer

from backpain_cli.cli.context import Range
from backpain_cli.cli.options import complete_areas, complete_routines
from backpain_cli.cli.output import say_private, write_private
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.records.sessions import PainEntry, SessionRecord
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.terminal.paper import talk
from backpain_cli.terminal.spans import paragraph

if TYPE_CHECKING:
    from backpain_cli.export.doctor_report import DoctorReport
    from backpain_cli.history.store import HistoryStore


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(history)


class Wanted(NamedTuple):
    """Which part of the history."""

    span: Range
    routine: str
    """As it was typed; empty for all."""
    area: str
    """As it was typed; empty for all."""
    most: int
    """How many of the newest; 0 for all."""


class Found(NamedTuple):
    """The part that was wanted, the newest first."""

    sessions: list[SessionRecord]
    pain: list[PainEntry]
    more: bool
    """Whether there are earlier ones."""


def number_of(words: Sequence[str]) -> int:
    """Return the number that `show NUMBER` means.

    Raises:
        BackpainError: it is not written like that.
    """
    if len(words) == 2 and words[0] == "show" and words[1].isascii() and words[1].isdigit() and len(words[1]) < 10:
        return int(words[1])
    typed = escape_for_terminal(" ".join(words), most=60)
    raise BackpainError(
        f"`{typed}` is not understood.", hint="One session in full: backpain history show 3", exit_code=ExitCode.USAGE
    )


def find(store: "HistoryStore", wanted: Wanted) -> Found:
    """Return what is wanted of the history.

    Raises:
        UnknownNameError: there is no such area.
    """
    from backpain_cli.domain.names import normalize_name

    area = ""
    if wanted.area:
        from backpain_cli.library.shipped import load_atlas

        area = load_atlas().area_names.get(wanted.area).key
    since, until = wanted.span
    most = wanted.most + 1 if wanted.most else None
    routine = normalize_name(wanted.routine)
    sessions = store.sessions(since=since, until=until, routine=routine, area=area, most=most)
    pain = [] if routine else sorted(store.pain_entries(since=since, until=until, area=area), key=_moment, reverse=True)
    if most is None:
        return Found(sessions, pain, more=False)
    return Found(sessions[: wanted.most], pain[: wanted.most], more=max(len(sessions), len(pain)) > wanted.most)


def _moment(entry: PainEntry) -> float:
    return entry.when.timestamp()


def print_one(store: "HistoryStore", number: int, *, as_json: bool) -> None:
    """Print one session in full.

    Raises:
        BackpainError: there is none of that number.
    """
    session = store.session(number)
    if session is None:
        raise BackpainError(
            f"There is no session {number}.", hint="`backpain history` lists them.", exit_code=ExitCode.USAGE
        )
    if as_json:
        from backpain_cli.export.history_json import history_as_json

        sys.stdout.writelines(history_as_json([session], []))
        return
    from backpain_cli.library.shipped import load_atlas
    from backpain_cli.terminal.history_pages import one_session_rows
    from backpain_cli.terminal.paper import Paper

    paper = Paper()
    names = {key: muscle.english for key, muscle in load_atlas().muscles.items()} if session.signs else {}
    paper.print(one_session_rows(session, names, paper.width))


def print_some(store: "HistoryStore", wanted: Wanted, stream: TextIO, *, as_json: bool, as_csv: bool) -> None:
    """Print what is wanted, as a table, JSON or CSV."""
    found = find(store, wanted)
    if as_json:
        from backpain_cli.export.history_json import history_as_json

        stream.writelines(history_as_json(found.sessions, found.pain))
        return
    if as_csv:
        from backpain_cli.cli.output import write_data
        from backpain_cli.export.history_csv import history_csv

        write_data(history_csv(found.sessions, found.pain).encode(), None)
        return
    from backpain_cli.terminal.history_pages import list_rows
    from backpain_cli.terminal.paper import Paper

    paper = Paper(stream)
    everything = wanted._replace(most=0) == Wanted(Range(None, None), "", "", 0)
    paper.print(list_rows(found.sessions, found.pain, paper.width, more=found.more, everything=everything))


ENDINGS = (".html", ".pdf", ".md")


def write_report(store: "HistoryStore", wanted: Wanted, output: Path) -> None:
    """Write the sheet about what is wanted; nothing is written where there is nothing to report.

    Raises:
        BackpainError: the name has another ending, or the file cannot be made.
    """
    if output.suffix.lower() not in ENDINGS:
        raise BackpainError(f"The report's name ends in {', '.join(ENDINGS)}.", exit_code=ExitCode.USAGE)
    from backpain_cli.export.doctor_report import doctor_report
    from backpain_cli.library.shipped import load_atlas

    found = find(store, wanted)
    if not found.sessions and not found.pain:
        paper = talk()
        paper.print(paragraph("There is nothing to report; no file was written.", paper.width))
        return
    anatomy = load_atlas()
    report = doctor_report(
        found.sessions,
        found.pain,
        areas={key: area.name for key, area in anatomy.areas.items()},
        muscles={key: muscle.english for key, muscle in anatomy.muscles.items()},
        made=datetime.now().astimezone().date(),
    )
    write_private([_data(report, output.suffix.lower())], output)
    say_private(output)


def _data(report: "DoctorReport", ending: str) -> bytes:
    if ending == ".html":
        from backpain_cli.export.report_html import report_html

        return report_html(report).encode()
    if ending == ".md":
        from backpain_cli.export.report_markdown import report_markdown

        return report_markdown(report).encode()
    try:
        from backpain_cli.export.report_pdf import report_pdf
    except ImportError as error:
        from backpain_cli.export.formats import pdf_is_missing

        raise pdf_is_missing(error) from None
    return report_pdf(report)


LISTED = 20
"""Sessions in the table unless --most is given."""


def history(
    words: list[str] | None = typer.Argument(
        None, metavar="[show NUMBER]", help="Show one session in full, as `show 3`."
    ),
    routine: str = typer.Option(
        "", "--routine", metavar="NAME", help="List only sessions of this routine.", autocompletion=complete_routines
    ),
    area: str = typer.Option(
        "", "--area", metavar="AREA", help="List only what concerns this area.", autocompletion=complete_areas
    ),
    since: str | None = typer.Option(
        None, "--since", metavar="DAY", help="Start at this day: 2026-11-03, yesterday, 10d or 3w (ago)."
    ),
    until: str | None = typer.Option(None, "--until", metavar="DAY", help="End with this day."),
    most: int | None = typer.Option(
        None,
        "--most",
        min=0,
        metavar="N",
        help="List only the newest N; 0 lists all. Default: 20 in the table, all in other formats.",
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
    as_csv: bool = typer.Option(False, "--csv", help="Print the list as CSV, for a spreadsheet."),
    report: Path | None = typer.Option(
        None, "--report", metavar="FILE", help="Write a page for your doctor: .html, .pdf or .md."
    ),
) -> None:
    """List your sessions and pain notes, newest first.

    Example: backpain history --area lower-back --since 4w
    """
    from backpain_cli.cli.context import AppContext, range_of, say_what_waits
    from backpain_cli.domain.errors import BackpainError, ExitCode

    if as_json + as_csv + (report is not None) > 1:
        raise BackpainError("Only one of --json, --csv and --report at a time.", exit_code=ExitCode.USAGE)
    span = range_of(since, until)
    if words:
        if report is not None or as_csv:
            raise BackpainError("--csv and --report go without `show`.", exit_code=ExitCode.USAGE)
        with AppContext() as context:
            print_one(context.history, number_of(words), as_json=as_json)
        return
    limit = most if most is not None else 0 if as_json or as_csv or report else LISTED
    wanted = Wanted(span, routine, area, limit)
    with AppContext() as context:
        store = context.history
        if report is not None:
            write_report(store, wanted, report)
        else:
            print_some(store, wanted, sys.stdout, as_json=as_json, as_csv=as_csv)
        say_what_waits(store)
