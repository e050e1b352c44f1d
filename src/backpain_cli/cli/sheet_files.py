"""The sheets that are files: a checklist joined with its pictures."""

from functools import partial

from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.checklist import Checklist
from backpain_cli.domain.routine import Routine
from backpain_cli.export.paper import Paper


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


def document_for(sheet: Checklist, routine: Routine, anatomy: Anatomy, paper: Paper) -> bytes:
    """Return the sheet as a PDF with its pictures, on A4 or Letter.

    Raises:
        BackpainError: the library for PDF is missing.
    """
    from backpain_cli.chart.pdf_drawing import draw_scene
    from backpain_cli.chart.step_pictures import pictures_of
    from backpain_cli.export.pdf import Picture, checklist_as_pdf
    from backpain_cli.library.chart_file import load_charts

    data = load_charts()
    pictures = {
        entry.number: [
            Picture(scene.width / scene.height, partial(draw_scene, scene), scene.caption)
            for scene in pictures_of(entry.step, routine.key, data, small=True)
        ]
        for entry in sheet.steps
    }
    return checklist_as_pdf(sheet, pictures, paper=paper, references=_references(sheet, anatomy))


def _references(sheet: Checklist, anatomy: Anatomy) -> dict[str, str]:
    return {key: anatomy.sources[key].reference for key in sheet.sources if key in anatomy.sources}
