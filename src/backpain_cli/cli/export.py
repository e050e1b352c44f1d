"""`backpain export`: all that is kept, as a file of your own."""

from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(export)


def export(
    output: Path = typer.Argument(
        ..., metavar="FILE", help="Where to write; a file of that name is replaced. - is the standard output."
    ),
    fhir: bool = typer.Option(False, "--fhir", help="Only the pain scores, as FHIR R4 Observations."),
) -> None:
    """Write everything that is kept to a file. Sessions with their plans, pain, screens; `backpain import` reads it.

    Examples: backpain export backpain.json; backpain export pain.json --fhir
    """
    from datetime import datetime

    from backpain_cli.cli.keeping import opened, say_private, say_what_waits, write_private

    with opened() as store:
        everything = store.everything()
        say_what_waits(store)
    if fhir:
        from backpain_cli.export.history_fhir import history_as_fhir
        from backpain_cli.library.anatomy_file import load_anatomy

        names = {key: area.name for key, area in load_anatomy().areas.items()}
        pieces = history_as_fhir(everything.sessions, everything.pain_entries, names, datetime.now().astimezone())
    else:
        from backpain_cli.export.history_forms import everything_as_json

        pieces = everything_as_json(everything)
    write_private((piece.encode() for piece in pieces), output)
    say_private(output)
