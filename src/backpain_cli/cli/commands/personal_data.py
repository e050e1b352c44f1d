"""`export`, `import`, `forget`."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext, Range, range_of, say_what_waits
from backpain_cli.cli.options import Since, Until
from backpain_cli.cli.output import confirm_deletion, print_json, say, show, write_private

if TYPE_CHECKING:
    from datetime import date

    from backpain_cli.history.store import HistoryStore

WORD = "forget"
"""Has to be typed in full: no key that is pressed by accident deletes anything."""
MAX_IMPORT_BYTES = 512 * 1024 * 1024
"""Some hundred thousand sessions."""


def export(
    output: Path = typer.Argument(..., metavar="FILE", help="Write to this file, replacing it; - is standard output."),
    fhir: bool = typer.Option(False, "--fhir", help="Write only the pain scores, as FHIR R4 Observations."),
) -> None:
    """Save all your data to a file. That is sessions with their plans, pain notes, screens; `backpain import` reads it.

    Examples: backpain export backpain.json; backpain export pain.json --fhir
    """
    from datetime import datetime

    with AppContext() as context:
        everything = context.history.everything()
        say_what_waits(context.history)
    if fhir:
        from backpain_cli.export.history_fhir import history_fhir

        names = {key: area.name for key, area in context.atlas.areas.items()}
        pieces = history_fhir(everything.sessions, everything.pain_entries, names, datetime.now().astimezone())
    else:
        from backpain_cli.export.history_json import export_personal_data

        pieces = export_personal_data(everything)
    write_private((piece.encode() for piece in pieces), output)


def forget(
    since: Since = None,
    until: Until = None,
    yes: bool = typer.Option(False, "--yes", help="Delete without asking."),
) -> None:
    """Delete your saved data for good, all of it or some days. It shows what would go, and asks first.

    Examples: backpain forget; backpain forget --since 2026-11-01 --until 2026-11-07 --yes
    """
    from backpain_cli.domain.errors import BackpainError
    from backpain_cli.history.errors import DamagedHistoryError, NewerHistoryError
    from backpain_cli.paths import CRASH_FOLDER, JOURNAL_FOLDER, cache_folder
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.views.deletion_pages import deleted_sentence, deletion_table

    span = range_of(since, until)
    is_all = span == (None, None)
    console = PageConsole()
    with AppContext() as context:
        store = context.history
        try:
            would_go = store.would_forget(since=span.since, until=span.until)
        except (DamagedHistoryError, NewerHistoryError) as error:
            # Not touched even for that: what is in it may be all that is left.
            names = ", ".join((store.path.name, JOURNAL_FOLDER, CRASH_FOLDER))
            hint = f"{error.hint} If all of it may go, delete {names} in that folder yourself."
            raise BackpainError(error.message, hint=hint, exit_code=error.exit_code) from None
        if would_go.is_nothing:
            say("Nothing of that is kept. Nothing was deleted.", console)
            return
        days = _days_of(store, span)
        show(lambda room: deletion_table(would_go, days, room, everything=is_all), console)
        if not confirm_deletion(WORD, console, yes=yes):
            return
        gone = store.forget(since=span.since, until=span.until)
    if is_all:
        with suppress(OSError):
            # A list of own routines that earlier versions saved.
            (cache_folder() / "routines.json").unlink()
    say(deleted_sentence(gone), console)


def _days_of(store: "HistoryStore", span: Range) -> "tuple[date, date] | None":
    """Return the days of the first and the last session or noted pain of that range; None where there is neither."""
    since, until = span
    days = [session.started.date() for session in store.sessions(since=since, until=until)]
    days += [entry.when.date() for entry in store.pain_entries(since=since, until=until)]
    return (min(days), max(days)) if days else None


def import_(
    source: Path = typer.Argument(..., metavar="FILE", help="A file that `backpain export` wrote."),
    as_json: bool = typer.Option(False, "--json", help="Print what was added as JSON."),
) -> None:
    """Add the data of an export to yours. It adds all of it or nothing, and nothing twice.

    Example: backpain import backpain.json
    """
    from backpain_cli.export.history_import import import_personal_data
    from backpain_cli.library.yaml.text_files import text_pieces
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.wording.phrases import counted

    pieces = text_pieces(source, str(source), most=MAX_IMPORT_BYTES, what="an export")
    everything = import_personal_data(pieces, str(source))
    with AppContext() as context:
        added = context.history.add_all(everything)
        remark = context.history.remark
    if as_json:
        from backpain_cli.export.json_documents import json_document

        print_json(json_document(added=added, remark=remark))
        return
    walks = f", {counted(added.walks, 'walk')}" if added.walks else ""
    summary = (
        f"Imported {counted(added.sessions, 'session')}, {counted(added.pain_entries, 'note')} of pain{walks} and "
    )
    summary += f"{counted(added.screens, 'screen')}."
    if added.circumstances:
        summary += " The answers about your circumstances are those of the import now."
    if added.known:
        summary += f" {added.known:,} had been there already."
    say(summary, PageConsole())
    if remark:
        say(remark, style="caution")
