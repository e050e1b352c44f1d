"""`backpain history`: what was done, and how it was borne."""

import sys
from pathlib import Path

import typer

from backpain_cli.cli.completing import area_names, routine_names

LISTED = 20
"""Sessions in the table unless told otherwise."""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(history)


def history(
    words: list[str] | None = typer.Argument(
        None, metavar="[show NUMBER]", help="Show one session in full, as `show 3`."
    ),
    routine: str = typer.Option(
        "", "--routine", metavar="NAME", help="Only sessions of this routine.", autocompletion=routine_names
    ),
    area: str = typer.Option(
        "", "--area", metavar="AREA", help="Only what concerns this area.", autocompletion=area_names
    ),
    since: str | None = typer.Option(
        None, "--since", metavar="DAY", help="From this day on: 2026-11-03, yesterday, 10d or 3w (ago)."
    ),
    until: str | None = typer.Option(None, "--until", metavar="DAY", help="Up to and including this day."),
    most: int | None = typer.Option(
        None,
        "--most",
        min=0,
        metavar="N",
        help="Only the newest N; 0 is all. Without it, 20 in the table, all in other forms.",
    ),
    as_json: bool = typer.Option(False, "--json", help="Print it as JSON."),
    as_csv: bool = typer.Option(False, "--csv", help="Print it as CSV, for a spreadsheet."),
    report: Path | None = typer.Option(
        None, "--report", metavar="FILE", help="Write one page for a doctor: .html, .pdf or .md."
    ),
) -> None:
    """List your sessions and noted pain, the newest first.

    Examples: backpain history; backpain history --area lower-back --since 4w; backpain history --csv;
    backpain history --report pain.html
    """
    from backpain_cli.cli.keeping import opened, range_of, say_what_waits
    from backpain_cli.cli.looking_back import Wanted, number_of, print_one, print_some
    from backpain_cli.domain.errors import BackpainError, ExitCode

    if as_json + as_csv + (report is not None) > 1:
        raise BackpainError("Only one of --json, --csv and --report at a time.", exit_code=ExitCode.USAGE)
    span = range_of(since, until)
    if words:
        if report is not None or as_csv:
            raise BackpainError("--csv and --report go without `show`.", exit_code=ExitCode.USAGE)
        with opened() as store:
            print_one(store, number_of(words), as_json=as_json)
        return
    limit = most if most is not None else 0 if as_json or as_csv or report else LISTED
    wanted = Wanted(span, routine, area, limit)
    with opened() as store:
        if report is not None:
            from backpain_cli.cli.report_files import write_report

            write_report(store, wanted, report)
        else:
            print_some(store, wanted, sys.stdout, as_json=as_json, as_csv=as_csv)
        say_what_waits(store)
