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
    for_anybody: bool = typer.Option(False, "--for-anybody", help="A hand-out: not adapted to your answers."),
) -> None:
    """Print the treatment checklist of a routine. It is adapted to your answers about yourself.

    Examples: backpain checklist lower-back; backpain checklist neck --output neck.html;
    backpain checklist neck --for-anybody --paper letter --output neck.pdf
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

    from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
    from backpain_cli.domain.adapting import unadapted
    from backpain_cli.domain.checklist import checklist_of
    from backpain_cli.library.routines import find_routine
    from backpain_cli.terminal.changes import change_rows, refused_rows

    with AppContext() as context:
        anatomy = context.atlas
        written = find_routine(name, anatomy)
        adapted = unadapted(written) if for_anybody else adapted_routine(written, context)
    page = context.out if form is SheetFormat.TERMINAL else context.err
    if adapted.refused:
        from backpain_cli.terminal.spans import paragraph

        page.print(refused_rows(adapted.refused, page.width))
        hint = "`backpain screen --edit` asks about you again; --for-anybody prints the sheet as a hand-out."
        page.print(paragraph(hint, page.width, style="quiet"))
        raise typer.Exit(ExitCode.SEE_A_DOCTOR_FIRST)
    plan = plan_for(adapted)
    sheet = checklist_of(plan, anatomy.safety, changes=adapted.changes, is_personal=adapted.is_personal)
    if form is SheetFormat.TERMINAL:
        from backpain_cli.terminal.sheets import checklist_rows

        page.print(checklist_rows(sheet, page.width))
        return
    from backpain_cli.cli.printing import write_data
    from backpain_cli.library.routine_names import paths_in

    # The reasons are for the person alone, and not on a sheet that others may see.
    page.print(change_rows(adapted.changes, page.width))
    routine = plan.routine

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
