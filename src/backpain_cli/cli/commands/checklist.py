"""`checklist`."""

import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import complete_routines
from backpain_cli.cli.output import print_json, say, show, write_output
from backpain_cli.cli.sheets import sheet_for
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.terms import PaperSize

if TYPE_CHECKING:
    from backpain_cli.domain.anatomy.atlas import Atlas
    from backpain_cli.domain.checklist import Checklist
    from backpain_cli.domain.routine.routine import Routine
    from backpain_cli.export.formats import SheetArt, SheetPicture
    from backpain_cli.pictures.scene import Scene


class SheetFormat(StrEnum):
    """Forms of the sheet."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


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
    full: bool = typer.Option(False, "--full", help="Show all of the sheet in the terminal, not the steps alone."),
    as_json: bool = typer.Option(False, "--json", help="Print the sheet as JSON."),
) -> None:
    """Print the checklist of a routine. It is adapted to your answers about yourself.

    Examples: backpain checklist lower-back; backpain checklist neck --output neck.html; backpain checklist neck
    --paper letter --output neck.pdf
    """
    if form is None:
        from backpain_cli.export.formats import Content, format_for

        form = SheetFormat(format_for(Content.CHECKLIST, output).name) if output else SheetFormat.TERMINAL
    _check_options(form, output, paper, as_json=as_json)
    from backpain_cli.domain.safety.adaptation import unadapted
    from backpain_cli.library.routines.finder import find_routine, paths_in
    from backpain_cli.terminal.console import PageConsole, talk
    from backpain_cli.views.checklist import checklist_page
    from backpain_cli.views.safety import change_section, refusal_card, section_cards

    with AppContext() as context:
        written = find_routine(name, context.atlas)
        adapted = unadapted(written) if for_anybody else adapted_routine(written, context)
    console = PageConsole() if form is SheetFormat.TERMINAL and not as_json else talk()
    if adapted.refused:
        show(partial(refusal_card, adapted.refused), console)
        hint = "`backpain screen --edit` asks about you again; --for-anybody prints the sheet as a hand-out."
        say(hint, console, style="quiet")
        raise typer.Exit(ExitCode.SEE_A_DOCTOR_FIRST)
    plan = plan_for(adapted)
    sheet = sheet_for(plan, adapted, context)
    if as_json:
        from backpain_cli.export.plan_documents import checklist_document

        print_json(checklist_document(plan.routine.key, sheet))
        return
    if form is SheetFormat.TERMINAL:
        show(lambda room: checklist_page(sheet, room, is_full=full), console)
        return
    # The reasons are for the person alone, and not on a sheet that others may see.
    show(lambda room: section_cards([change_section(adapted.changes)], room), console)
    from backpain_cli.export.formats import Content, format_for

    chosen = format_for(Content.CHECKLIST, output, form)
    art = (art_for(sheet, plan.routine, context.atlas),) if chosen.illustrated else ()
    write_output(
        [chosen.load_writer()(sheet, *art, **({"paper": paper} if paper else {}))], output, inputs=paths_in(name)
    )


def _check_options(form: SheetFormat, output: Path | None, paper: PaperSize | None, *, as_json: bool) -> None:
    if output is not None and form is SheetFormat.TERMINAL:
        hint = "Use a file name that ends in .md, .html or .pdf, or add --format."
        raise UsageError("--output needs the format markdown, html or pdf.", hint)
    if paper is not None and form is not SheetFormat.PDF:
        raise UsageError("--paper works only with --format pdf.")
    if form is SheetFormat.PDF and output is None and sys.stdout.isatty():
        raise UsageError("A PDF cannot be shown in a terminal.", "Add --output FILE.")
    if as_json and (output is not None or form is not SheetFormat.TERMINAL):
        raise UsageError("--json cannot be combined with --format or --output.")


def art_for(sheet: "Checklist", routine: "Routine", atlas: "Atlas") -> "SheetArt":
    """Return what is drawn on the sheet of `routine`, and the books behind it."""
    from backpain_cli.export.formats import SheetArt
    from backpain_cli.library.shipped import load_picture_data
    from backpain_cli.pictures.body.chart import body_chart, chief_view, key_to, series_of_routine
    from backpain_cli.pictures.palette import COLORS
    from backpain_cli.pictures.step_pictures import step_pictures

    data = load_picture_data()
    art = SheetArt(
        steps={
            entry.number: [_picture(scene) for scene in step_pictures(entry.step, routine.key, data, small=True)]
            for entry in sheet.steps
        },
        colors=COLORS,
        references={key: atlas.sources[key].citation for key in sheet.sources if key in atlas.sources},
    )
    series = series_of_routine(atlas, routine)
    if not series:
        return art
    # On a sheet there is room for the names of the muscles; the steps name the points.
    names = [one.muscle.english if one.muscle else one.name for one in series]
    title = f"Body chart: the points of {routine.title}"
    chart = body_chart(data, series, (chief_view(data, series),), title, legend=False)
    return art._replace(chart=_picture(chart, labels=False), legend=(*names, key_to(series)))


def _picture(scene: "Scene", *, labels: bool = True) -> "SheetPicture":
    """Return a scene for a page.

    Args:
        labels: whether its words are below it, because they would be too small in it.
    """
    from backpain_cli.export.formats import SheetPicture
    from backpain_cli.pictures.palette import PAGE_COLORS
    from backpain_cli.pictures.render.svg import svg_document
    from backpain_cli.pictures.scene import Label

    words = [shape for shape in scene.shapes if isinstance(shape, Label)] if labels else []
    drawn = scene._replace(shapes=tuple(shape for shape in scene.shapes if shape not in words)) if words else scene
    texts = tuple(label.text for label in sorted(words, key=lambda label: label.at.x))
    return SheetPicture(svg_document(drawn, PAGE_COLORS), scene.width / scene.height, scene.caption, texts)
