"""`backpain checklist`: the sheet to have beside you, with boxes to tick."""

import sys
from enum import StrEnum

import typer

from backpain_cli.cli.completing import routine_names


class SheetFormat(StrEnum):
    """Forms of the sheet."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(checklist)


def checklist(
    name: str = typer.Argument(..., metavar="NAME", help="A routine's name, or a file.", autocompletion=routine_names),
    form: SheetFormat = typer.Option(SheetFormat.TERMINAL, "--format", help="How it is written."),
) -> None:
    """Print the treatment checklist of a routine.

    Examples: backpain checklist lower-back; backpain checklist neck --format markdown > neck.md
    """
    from backpain_cli.domain.checklist import checklist_of
    from backpain_cli.domain.plan import lay_out
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.library.routines import find_routine

    anatomy = load_anatomy()
    sheet = checklist_of(lay_out(find_routine(name, anatomy)), anatomy.safety)
    if form is SheetFormat.MARKDOWN:
        from backpain_cli.export.markdown import checklist_as_markdown

        sys.stdout.write(checklist_as_markdown(sheet))
        return
    from backpain_cli.terminal.paper import Paper
    from backpain_cli.terminal.sheets import checklist_rows

    paper = Paper()
    paper.print(checklist_rows(sheet, paper.width))
