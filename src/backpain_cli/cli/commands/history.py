"""`history`."""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from backpain_cli.cli.context import AppContext, Range, range_of, say_what_waits
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import Since, Until, complete_areas, complete_routines
from backpain_cli.cli.output import confirm_deletion, say, show, write_output, write_private
from backpain_cli.cli.typed_words import WordsReader
from backpain_cli.domain.text import escape_for_terminal

if TYPE_CHECKING:
    from backpain_cli.domain.records.care_records import Walk
    from backpain_cli.domain.records.sessions import PainEntry, SessionRecord

LISTED = 20
"""Sessions in the table unless --most is given."""
MOST_LISTED = 10**9
"""More than there can be, and a number that a database takes."""


class HistoryFilter(NamedTuple):
    """Which part of the history."""

    span: Range = Range(None, None)
    routine: str = ""
    """As it was typed; empty for all."""
    area: str = ""
    """As it was typed; empty for all."""
    limit: int = 0
    """How many of the newest; 0 for all."""


class HistoryPart(NamedTuple):
    """A part of the history, the newest first."""

    sessions: "list[SessionRecord]"
    pain: "list[PainEntry]"
    walks: "list[Walk]"
    more: bool
    """Whether there are earlier ones."""


def history(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[show NUMBER | delete NUMBER...]",
        help="Show one session in full, or delete some, as `delete 3 p2 w1`.",
    ),
    routine: str = typer.Option(
        "", "--routine", metavar="NAME", help="List only sessions of this routine.", autocompletion=complete_routines
    ),
    area: str = typer.Option(
        "", "--area", metavar="AREA", help="List only what concerns this area.", autocompletion=complete_areas
    ),
    since: Since = None,
    until: Until = None,
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
    yes: bool = typer.Option(False, "--yes", help="With `delete`: do not ask."),
) -> None:
    """List your sessions, pain notes and walks, newest first.

    Examples: backpain history; backpain history --area lower-back --since 4w; backpain history --csv; backpain
    history --report pain.html; backpain history delete 3 p2
    """
    if as_json + as_csv + (report is not None) > 1:
        raise UsageError("Only one of --json, --csv and --report at a time.")
    span = range_of(since, until)
    if words and (report is not None or as_csv):
        raise UsageError("--csv and --report go without `show` and `delete`.")
    limit = most if most is not None else 0 if as_json or as_csv or report else LISTED
    with AppContext() as context:
        if words and words[0] == "delete":
            _delete(words[1:], context, yes=yes)
            return
        if words:
            _print_session(_number_in(words), context, as_json=as_json)
            return
        wanted = HistoryFilter(span, routine, area, limit)
        if report is not None:
            _write_report(wanted, report, context)
        else:
            _print_list(wanted, context, as_json=as_json, as_csv=as_csv)
        say_what_waits(context.history)


def _number_in(words: Sequence[str]) -> int:
    """Return the number that `show NUMBER` means."""
    if len(words) == 2 and words[0] == "show" and words[1].isascii() and words[1].isdigit() and len(words[1]) < 10:
        return int(words[1])
    typed = escape_for_terminal(" ".join(words), most=60)
    raise UsageError(f"`{typed}` is not understood.", "One session in full: backpain history show 3")


def _delete(typed: Sequence[str], context: AppContext, *, yes: bool) -> None:
    """Show the sessions and notes of these numbers, and delete them if that is wanted."""
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.views.deletion_pages import Deletable, deleted_sentence, deletion_list

    if not typed:
        raise UsageError("Delete which ones?", "Write their numbers: backpain history delete 3 p2 w1")
    sessions = {str(session.number): session for session in context.history.sessions()}
    numbers = context.history.pain_numbers()
    entries = {f"p{numbers[entry.identifier]}": entry for entry in context.history.pain_entries()}
    walk_numbers = context.history.walk_numbers()
    walks = {f"w{walk_numbers[walk.identifier]}": walk for walk in context.history.walks()}
    chosen = list(dict.fromkeys(word.casefold() for word in typed))
    for word in chosen:
        if word not in sessions and word not in entries and word not in walks:
            raise UsageError(
                f"There is no session, note or walk {escape_for_terminal(word, most=60)}.",
                "`backpain history` lists them.",
            )
    picked = Deletable(
        sessions=[sessions[word] for word in chosen if word in sessions],
        pain=[entries[word] for word in chosen if word in entries],
        walks=[walks[word] for word in chosen if word in walks],
        pain_numbers=numbers,
        walk_numbers=walk_numbers,
    )
    console, today = PageConsole(), datetime.now().astimezone().date()
    show(lambda room: deletion_list(picked, room, today=today), console)
    if confirm_deletion("delete", console, yes=yes):
        gone = context.history.delete(sessions=picked.sessions, pain=picked.pain, walks=picked.walks)
        say(deleted_sentence(gone), console)


def _print_session(number: int, context: AppContext, *, as_json: bool) -> None:
    session = context.history.session(number)
    if session is None:
        raise UsageError(f"There is no session {number}.", "`backpain history` lists them.")
    if as_json:
        from backpain_cli.export.history_json import history_as_json

        sys.stdout.writelines(history_as_json([session]))
    else:
        from backpain_cli.views.history import session_page

        names = {key: muscle.english for key, muscle in context.atlas.muscles.items()} if session.signs else {}
        show(lambda room: session_page(session, names, room))


def _print_list(wanted: HistoryFilter, context: AppContext, *, as_json: bool, as_csv: bool) -> None:
    found = _find(wanted, context)
    if as_json:
        from backpain_cli.export.history_json import NotedEntries, history_as_json

        noted = NotedEntries(found.pain, found.walks, context.history.pain_numbers(), context.history.walk_numbers())
        sys.stdout.writelines(history_as_json(found.sessions, noted))
    elif as_csv:
        from backpain_cli.export.history_csv import history_csv

        write_output([history_csv(found.sessions, found.pain).encode()])
    else:
        from backpain_cli.views.history import session_table
        from backpain_cli.views.practice import GRID_WEEKS

        now = datetime.now().astimezone()
        recent = context.history.sessions(since=now - timedelta(weeks=GRID_WEEKS))
        everything = wanted._replace(limit=0) == HistoryFilter()
        numbers = context.history.pain_numbers()
        show(
            lambda room: session_table(
                *found[:2],
                room,
                today=now.date(),
                numbers=numbers,
                recent=recent,
                more=found.more,
                everything=everything,
                walks=found.walks,
                walk_numbers=context.history.walk_numbers(),
            )
        )


def _find(wanted: HistoryFilter, context: AppContext) -> HistoryPart:
    from backpain_cli.domain.names import normalize_name

    area = WordsReader(context).area(wanted.area).keys[0] if wanted.area else ""
    since, until = wanted.span
    limit = min(wanted.limit, MOST_LISTED) or None
    routine = normalize_name(wanted.routine)
    sessions = context.history.sessions(since=since, until=until, routine=routine, area=area, most=limit and limit + 1)
    pain = [] if routine else context.history.pain_entries(since=since, until=until, area=area)
    pain.sort(key=lambda entry: entry.when.timestamp(), reverse=True)
    walks = [] if routine or area else context.history.walks(since=since, until=until)
    walks.sort(key=lambda walk: walk.when.timestamp(), reverse=True)
    more = limit is not None and max(len(sessions), len(pain), len(walks)) > limit
    return HistoryPart(sessions[:limit], pain[:limit], walks[:limit], more)


def _write_report(wanted: HistoryFilter, output: Path, context: AppContext) -> None:
    """Write the sheet for a doctor; nothing is written where there is nothing to report."""
    from backpain_cli.export.doctor_report import doctor_report
    from backpain_cli.export.formats import Content, format_for

    chosen = format_for(Content.REPORT, output)
    found = _find(wanted, context)
    if not found.sessions and not found.pain:
        say("There is nothing to report; no file was written.")
        return
    report = doctor_report(
        found.sessions,
        found.pain,
        areas={key: area.name for key, area in context.atlas.areas.items()},
        muscles={key: muscle.english for key, muscle in context.atlas.muscles.items()},
        made=datetime.now().astimezone().date(),
    )
    write_private([chosen.load_writer()(report)], output)
