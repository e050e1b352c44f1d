"""The sheets that are files: a checklist joined with its pictures, and written to where it is wanted."""

import os
import sys
from functools import partial
from pathlib import Path

from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.checklist import Checklist
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.routine import Routine
from backpain_cli.domain.text import shown


def page_for(sheet: Checklist, routine: Routine, anatomy: Anatomy) -> str:
    """Return the sheet as an HTML page with its pictures."""
    from backpain_cli.chart.charts import body_chart, chief_view, series_of_routine
    from backpain_cli.chart.step_pictures import pictures_of
    from backpain_cli.chart.svg import svg_of
    from backpain_cli.chart.themed import COLORS, THEMED
    from backpain_cli.export.html import checklist_as_html
    from backpain_cli.library.chart_file import load_charts

    data = load_charts()
    pictures = {
        entry.number: [svg_of(scene, THEMED) for scene in pictures_of(entry.step, routine.key, data)]
        for entry in sheet.steps
    }
    chart = ""
    if series := series_of_routine(anatomy, routine):
        # On a sheet there is room for the names of the muscles; which point it is, the steps tell.
        named = [one._replace(name=one.muscle.english) if one.muscle else one for one in series]
        title = f"Body chart: the points of {routine.title}"
        chart = svg_of(body_chart(data, named, (chief_view(data, series),), title), THEMED)
    return checklist_as_html(sheet, pictures, chart, colors=COLORS, references=_references(sheet, anatomy))


def document_for(sheet: Checklist, routine: Routine, anatomy: Anatomy, paper: str) -> bytes:
    """Return the sheet as a PDF with its pictures, on A4 or Letter.

    Raises:
        BackpainError: the library for PDF is missing.
    """
    from backpain_cli.chart.pdf_drawing import draw_scene
    from backpain_cli.chart.step_pictures import pictures_of
    from backpain_cli.export.pdf import Paper, Picture, checklist_as_pdf
    from backpain_cli.library.chart_file import load_charts

    data = load_charts()
    pictures = {
        entry.number: [
            Picture(scene.width / scene.height, partial(draw_scene, scene))
            for scene in pictures_of(entry.step, routine.key, data)
        ]
        for entry in sheet.steps
    }
    return checklist_as_pdf(sheet, pictures, paper=Paper(paper), references=_references(sheet, anatomy))


def _references(sheet: Checklist, anatomy: Anatomy) -> dict[str, str]:
    return {key: anatomy.sources[key].reference for key in sheet.sources if key in anatomy.sources}


def write(content: str | bytes, output: Path | None) -> None:
    """Write a sheet to a file, or to standard output where none is named; texts are UTF-8.

    Raises:
        BackpainError: the file cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    if output is None:
        sys.stdout.flush()
        # The bytes as they are, whatever the encoding of the terminal: a page says itself that it is UTF-8.
        with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as stream:
            stream.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise BackpainError(
            f"{shown(str(output))} cannot be written: {(error.strerror or 'unknown reason').lower()}.",
            hint="Choose another file.",
            exit_code=ExitCode.CANNOT_CREATE,
        ) from None
