"""`backpain checklist`: the sheet to have beside you, with boxes to tick."""

import sys
from enum import StrEnum
from pathlib import Path

import typer

from backpain_cli.cli.completing import routine_names
from backpain_cli.export.paper import Paper


class SheetFormat(StrEnum):
    """Forms of the sheet."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


_FORMS = {".md": SheetFormat.MARKDOWN, ".html": SheetFormat.HTML, ".pdf": SheetFormat.PDF}
"""What the end of a file's name says."""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(checklist)


def checklist(
    name: str = typer.Argument(
        ..., metavar="NAME|FILE", help="A routine's name, or a YAML file.", autocompletion=routine_names
    ),
    form: SheetFormat | None = typer.Option(
        None, "--format", help="How it is written; without it, as the file's name says, or for the terminal."
    ),
    output: Path | None = typer.Option(None, "--output", metavar="FILE", help="Write the sheet to this file."),
    paper: Paper | None = typer.Option(None, "--paper", help="The paper of a PDF; A4 without it."),
) -> None:
    """Print the treatment checklist of a routine.

    Examples: backpain checklist lower-back; backpain checklist neck --output neck.html;
    backpain checklist neck --paper letter --output neck.pdf
    """
    from backpain_cli.domain.errors import BackpainError, ExitCode

    if form is None:
        form = _FORMS.get(output.suffix.lower() if output else "", SheetFormat.TERMINAL)
    if output is not None and form is SheetFormat.TERMINAL:
        raise BackpainError(
            "--output goes with --format markdown, html or pdf.",
            hint="A file name that ends in .md, .html or .pdf says it too.",
            exit_code=ExitCode.USAGE,
        )
    if paper is not None and form is not SheetFormat.PDF:
        raise BackpainError("--paper goes with --format pdf.", exit_code=ExitCode.USAGE)
    if form is SheetFormat.PDF and output is None and sys.stdout.isatty():
        raise BackpainError(
            "A PDF is not for the eye of a terminal.", hint="Add --output FILE.", exit_code=ExitCode.USAGE
        )

    from backpain_cli.domain.checklist import checklist_of
    from backpain_cli.domain.layout import lay_out
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.library.routines import find_routine

    anatomy = load_anatomy()
    routine = find_routine(name, anatomy)
    sheet = checklist_of(lay_out(routine), anatomy.safety)
    if form is SheetFormat.TERMINAL:
        from backpain_cli.terminal.paper import Paper as TerminalPaper
        from backpain_cli.terminal.sheets import checklist_rows

        page = TerminalPaper()
        page.print(checklist_rows(sheet, page.width))
        return
    from backpain_cli.cli.printing import write_data
    from backpain_cli.library.routine_names import paths_in

    if form is SheetFormat.MARKDOWN:
        from backpain_cli.export.markdown import checklist_as_markdown

        data = checklist_as_markdown(sheet).encode()
    elif form is SheetFormat.HTML:
        from backpain_cli.cli.sheet_files import page_for

        data = page_for(sheet, routine, anatomy).encode()
    else:
        from backpain_cli.cli.sheet_files import document_for

        data = document_for(sheet, routine, anatomy, paper or Paper.A4)
    write_data(data, output, inputs=paths_in(name))
