"""`checklist`."""

import sys
from enum import StrEnum
from functools import partial
from pathlib import Path

import typer

from backpain_cli.cli.options import complete_routines
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.checklist import Checklist
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.terms import PaperSize


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(checklist)


def page_for(sheet: Checklist, routine: Routine, anatomy: Atlas) -> str:
    """Return the sheet as an HTML page with its pictures."""
    from backpain_cli.export.html import checklist_html
    from backpain_cli.library.shipped import load_picture_data
    from backpain_cli.pictures.body.chart import body_chart, chief_view, series_of_routine
    from backpain_cli.pictures.palette import COLORS, PAGE_COLORS
    from backpain_cli.pictures.render.svg import svg_document
    from backpain_cli.pictures.step_pictures import step_pictures

    data = load_picture_data()
    pictures = {
        entry.number: [svg_document(scene, PAGE_COLORS) for scene in step_pictures(entry.step, routine.key, data)]
        for entry in sheet.steps
    }
    chart = ""
    if series := series_of_routine(anatomy, routine):
        # On a sheet there is room for the names of the muscles; the steps name the points.
        named = [one._replace(name=one.muscle.english) if one.muscle else one for one in series]
        title = f"Body chart: the points of {routine.title}"
        chart = svg_document(body_chart(data, named, (chief_view(data, series),), title), PAGE_COLORS)
    return checklist_html(sheet, pictures, chart, colors=COLORS, references=_references(sheet, anatomy))


def document_for(sheet: Checklist, routine: Routine, anatomy: Atlas, paper: PaperSize) -> bytes:
    """Return the sheet as a PDF with its pictures, on A4 or Letter.

    Raises:
        BackpainError: the library for PDF is missing.
    """
    from backpain_cli.export.formats import PdfPicture
    from backpain_cli.export.pdf import checklist_pdf
    from backpain_cli.library.shipped import load_picture_data
    from backpain_cli.pictures.pdf_drawing import draw_scene
    from backpain_cli.pictures.step_pictures import step_pictures

    data = load_picture_data()
    pictures = {
        entry.number: [
            PdfPicture(scene.width / scene.height, partial(draw_scene, scene), scene.caption)
            for scene in step_pictures(entry.step, routine.key, data, small=True)
        ]
        for entry in sheet.steps
    }
    return checklist_pdf(sheet, pictures, paper=paper, references=_references(sheet, anatomy))


def _references(sheet: Checklist, anatomy: Atlas) -> dict[str, str]:
    return {key: anatomy.sources[key].reference for key in sheet.sources if key in anatomy.sources}


class SheetFormat(StrEnum):
    """Forms of the sheet."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


_FORMS = {".md": SheetFormat.MARKDOWN, ".html": SheetFormat.HTML, ".pdf": SheetFormat.PDF}
"""What the end of a file's name says."""


def checklist(
    name: str = typer.Argument(
        ..., metavar="NAME|FILE", help="A routine's name, or a YAML file.", autocompletion=complete_routines
    ),
    form: SheetFormat | None = typer.Option(
        None, "--format", help="Write in this format. Default: by the file name's ending, or for the terminal."
    ),
    output: Path | None = typer.Option(None, "--output", metavar="FILE", help="Write the sheet to this file."),
    paper: PaperSize | None = typer.Option(None, "--paper", help="Use this paper size for a PDF. Default: A4."),
    for_anybody: bool = typer.Option(
        False, "--for-anybody", help="Print a hand-out that is not adapted to your answers."
    ),
) -> None:
    """Print the checklist of a routine. It is adapted to your answers about yourself.

    Example: backpain checklist neck --paper letter --output neck.pdf
    """
    from backpain_cli.domain.errors import BackpainError, ExitCode

    if form is None:
        form = _FORMS.get(output.suffix.lower() if output else "", SheetFormat.TERMINAL)
    if output is not None and form is SheetFormat.TERMINAL:
        raise BackpainError(
            "--output needs the format markdown, html or pdf.",
            hint="Use a file name that ends in .md, .html or .pdf, or add --format.",
            exit_code=ExitCode.USAGE,
        )
    if paper is not None and form is not SheetFormat.PDF:
        raise BackpainError("--paper works only with --format pdf.", exit_code=ExitCode.USAGE)
    if form is SheetFormat.PDF and output is None and sys.stdout.isatty():
        raise BackpainError("A PDF cannot be shown in a terminal.", hint="Add --output FILE.", exit_code=ExitCode.USAGE)

    from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
    from backpain_cli.domain.checklist import checklist_for
    from backpain_cli.domain.safety.adaptation import unadapted
    from backpain_cli.library.routines.finder import find_routine
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
    sheet = checklist_for(plan, context.safety_texts, changes=adapted.changes, is_personal=adapted.is_personal)
    if form is SheetFormat.TERMINAL:
        from backpain_cli.terminal.sheets import checklist_rows

        page.print(checklist_rows(sheet, page.width))
        return
    from backpain_cli.cli.output import write_data
    from backpain_cli.library.routines.finder import paths_in

    # The reasons are for the person alone, and not on a sheet that others may see.
    page.print(change_rows(adapted.changes, page.width))
    routine = plan.routine

    if form is SheetFormat.MARKDOWN:
        from backpain_cli.export.markdown import checklist_markdown

        data = checklist_markdown(sheet).encode()
    elif form is SheetFormat.HTML:
        data = page_for(sheet, routine, anatomy).encode()
    else:
        data = document_for(sheet, routine, anatomy, paper or PaperSize.A4)
    write_data(data, output, inputs=paths_in(name))
