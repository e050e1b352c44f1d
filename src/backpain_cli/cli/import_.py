"""`backpain import`: what `backpain export` wrote, taken over without doubling anything."""

from pathlib import Path

import typer

MOST_BYTES = 512 * 1024 * 1024
"""Some hundred thousand sessions."""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("import")(import_)


def import_(
    source: Path = typer.Argument(..., metavar="FILE", help="A file that `backpain export` wrote."),
) -> None:
    """Add what an export holds to what is kept. All of it is added or nothing, and nothing twice.

    Example: backpain import backpain.json
    """
    from backpain_cli.cli.keeping import opened
    from backpain_cli.domain.progress_words import counted
    from backpain_cli.export.history_import import everything_from_json
    from backpain_cli.library.text_file import read_text
    from backpain_cli.terminal.paper import Paper
    from backpain_cli.terminal.spans import paragraph

    text = read_text(source, str(source), most=MOST_BYTES, what="an export")
    everything = everything_from_json(text, str(source))
    with opened() as store:
        added = store.add_all(everything)
    told = f"Imported {counted(added.sessions, 'session')}, {counted(added.pain_entries, 'note')} of pain and "
    told += f"{counted(added.screens, 'screen')}."
    if added.circumstances:
        told += " The answers about your circumstances are those of the import now."
    if added.known:
        told += f" {added.known:,} had been there already."
    paper = Paper()
    paper.print(paragraph(told, paper.width))
