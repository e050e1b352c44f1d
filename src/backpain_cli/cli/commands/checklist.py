"""`checklist`."""

import sys
from enum import StrEnum
from functools import partial
from pathlib import Path

import typer

from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import complete_routines
from backpain_cli.cli.output import print_page, say, write_output
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.checklist import Checklist
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.terms import PaperSize


class SheetFormat(StrEnum):
    """Forms of the sheet."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


_FORMATS = {".md": SheetFormat.MARKDOWN, ".html": SheetFormat.HTML, ".pdf": SheetFormat.PDF}
"""By the ending of a file's name."""


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
    if form is None:
        form = _FORMATS.get(output.suffix.lower() if output else "", SheetFormat.TERMINAL)
    _check_options(form, output, paper)

    from backpain_cli.domain.checklist import checklist_for
    from backpain_cli.domain.safety.adaptation import unadapted
    from backpain_cli.library.routines.finder import find_routine, paths_in
    from backpain_cli.terminal.changes import change_rows, refused_rows
    from backpain_cli.terminal.paper import Paper

    with AppContext() as context:
        written = find_routine(name, context.atlas)
        adapted = unadapted(written) if for_anybody else adapted_routine(written, context)
    page = Paper() if form is SheetFormat.TERMINAL else context.err
    if adapted.refused:
        print_page(partial(refused_rows, adapted.refused), paper=page)
        hint = "`backpain screen --edit` asks about you again; --for-anybody prints the sheet as a hand-out."
        say(hint, page, style="quiet")
        raise typer.Exit(ExitCode.SEE_A_DOCTOR_FIRST)
    plan = plan_for(adapted)
    sheet = checklist_for(plan, context.safety_texts, changes=adapted.changes, is_personal=adapted.is_personal)
    if form is SheetFormat.TERMINAL:
        from backpain_cli.terminal.sheets import checklist_rows

        print_page(partial(checklist_rows, sheet), paper=page)
        return
    # The reasons are for the person alone, and not on a sheet that others may see.
    print_page(partial(change_rows, adapted.changes), paper=page)
    data = _document(sheet, plan.routine, context.atlas, form, paper or PaperSize.A4)
    write_output([data], output, inputs=paths_in(name))


def _check_options(form: SheetFormat, output: Path | None, paper: PaperSize | None) -> None:
    if output is not None and form is SheetFormat.TERMINAL:
        hint = "Use a file name that ends in .md, .html or .pdf, or add --format."
        raise UsageError("--output needs the format markdown, html or pdf.", hint)
    if paper is not None and form is not SheetFormat.PDF:
        raise UsageError("--paper works only with --format pdf.")
    if form is SheetFormat.PDF and output is None and sys.stdout.isatty():
        raise UsageError("A PDF cannot be shown in a terminal.", "Add --output FILE.")


def _document(sheet: Checklist, routine: Routine, atlas: Atlas, form: SheetFormat, paper: PaperSize) -> bytes:
    if form is SheetFormat.HTML:
        return page_for(sheet, routine, atlas).encode()
    if form is SheetFormat.PDF:
        return document_for(sheet, routine, atlas, paper)
    from backpain_cli.export.markdown import checklist_markdown

    return checklist_markdown(sheet).encode()


def page_for(sheet: Checklist, routine: Routine, atlas: Atlas) -> str:
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
    if series := series_of_routine(atlas, routine):
        # On a sheet there is room for the names of the muscles; the steps name the points.
        named = [one._replace(name=one.muscle.english) if one.muscle else one for one in series]
        title = f"Body chart: the points of {routine.title}"
        chart = svg_document(body_chart(data, named, (chief_view(data, series),), title), PAGE_COLORS)
    return checklist_html(sheet, pictures, chart, colors=COLORS, references=_references(sheet, atlas))


def document_for(sheet: Checklist, routine: Routine, atlas: Atlas, paper: PaperSize) -> bytes:
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
    return checklist_pdf(sheet, pictures, paper=paper, references=_references(sheet, atlas))


def _references(sheet: Checklist, atlas: Atlas) -> dict[str, str]:
    return {key: atlas.sources[key].reference for key in sheet.sources if key in atlas.sources}
