"""`export`, `import`, `forget`."""

import sys
from contextlib import suppress
from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(export)
    app.command()(forget)
    app.command("import")(import_)


def export(
    output: Path = typer.Argument(..., metavar="FILE", help="Write to this file, replacing it; - is standard output."),
    fhir: bool = typer.Option(False, "--fhir", help="Write only the pain scores, as FHIR R4 Observations."),
) -> None:
    """Save all your data to a file. `backpain import` reads it again.

    Example: backpain export backpain.json
    """
    from datetime import datetime

    from backpain_cli.cli.context import AppContext, say_what_waits
    from backpain_cli.cli.output import say_private, write_private

    with AppContext() as context:
        store = context.history
        everything = store.everything()
        say_what_waits(store)
    if fhir:
        from backpain_cli.export.history_fhir import history_fhir
        from backpain_cli.library.shipped import load_atlas

        names = {key: area.name for key, area in load_atlas().areas.items()}
        pieces = history_fhir(everything.sessions, everything.pain_entries, names, datetime.now().astimezone())
    else:
        from backpain_cli.export.history_json import export_personal_data

        pieces = export_personal_data(everything)
    write_private((piece.encode() for piece in pieces), output)
    say_private(output)


WORD = "forget"
"""Has to be typed in full: no key that is pressed by accident deletes anything."""


def forget(
    since: str | None = typer.Option(
        None, "--since", metavar="DAY", help="Start at this day: 2026-11-03, yesterday, 10d or 3w (ago)."
    ),
    until: str | None = typer.Option(None, "--until", metavar="DAY", help="End with this day."),
    yes: bool = typer.Option(False, "--yes", help="Delete without asking."),
) -> None:
    """Delete your saved data for good, all of it or some days. It shows what would go, and asks first.

    Example: backpain forget --since 2026-11-01 --until 2026-11-07
    """
    from backpain_cli.cli.context import AppContext, days_of, range_of
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.history.errors import DamagedHistoryError, NewerHistoryError
    from backpain_cli.paths import CRASH_FOLDER, JOURNAL_FOLDER
    from backpain_cli.terminal import forgetting
    from backpain_cli.terminal.paper import Paper
    from backpain_cli.terminal.prompts import ask_choice
    from backpain_cli.terminal.spans import paragraph

    span = range_of(since, until)
    paper = Paper()
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
            paper.print(paragraph("Nothing of that is kept. Nothing was deleted.", paper.width))
            return
        days = days_of(store, span)
        paper.print(forgetting.would_go_rows(would_go, days, paper.width, whole=span == (None, None)))
        if not yes:
            if not sys.stdin.isatty():
                raise BackpainError(
                    "Nothing was deleted: there is no terminal to ask on.",
                    hint="Add --yes to delete without being asked.",
                    exit_code=ExitCode.USAGE,
                )
            question = f"Type {WORD}, then Enter, to delete this for good; Enter alone keeps it:"
            if ask_choice(question, {WORD: WORD, "": ""}, paper) != WORD:
                paper.print(paragraph("Nothing was deleted.", paper.width))
                return
        gone = store.forget(since=span.since, until=span.until)
    if span == (None, None):
        _remove_old_list()
    paper.print(forgetting.gone_rows(gone, paper.width))


def _remove_old_list() -> None:
    """Remove the list of own routines that earlier versions saved; nothing uses it any more."""
    from backpain_cli.paths import cache_folder

    with suppress(OSError):
        (cache_folder() / "routines.json").unlink()


MAX_IMPORT_BYTES = 512 * 1024 * 1024
"""Some hundred thousand sessions."""


def import_(
    source: Path = typer.Argument(..., metavar="FILE", help="A file that `backpain export` wrote."),
) -> None:
    """Add the data of an export to yours. It adds all of it or nothing, and nothing twice.

    Example: backpain import backpain.json
    """
    from backpain_cli.cli.context import AppContext
    from backpain_cli.export.history_json import import_personal_data
    from backpain_cli.library.yaml.text_files import read_text
    from backpain_cli.terminal.paper import Paper
    from backpain_cli.terminal.spans import paragraph
    from backpain_cli.wording.phrases import counted

    text = read_text(source, str(source), most=MAX_IMPORT_BYTES, what="an export")
    everything = import_personal_data(text, str(source))
    with AppContext() as context:
        added = context.history.add_all(everything)
    summary = f"Imported {counted(added.sessions, 'session')}, {counted(added.pain_entries, 'note')} of pain and "
    summary += f"{counted(added.screens, 'screen')}."
    if added.circumstances:
        summary += " The answers about your circumstances are those of the import now."
    if added.known:
        summary += f" {added.known:,} had been there already."
    paper = Paper()
    paper.print(paragraph(summary, paper.width))
