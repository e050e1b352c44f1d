"""`backpain progress`: whether it helps."""

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import complete_areas
from backpain_cli.cli.output import print_json, print_page

WEEKS = 12
"""Of practice that are shown."""
PERIODS = 60
"""Days or weeks of a course in JSON and in words."""
AREAS = 3
"""Of pain that are shown where none is named."""


def progress(
    area: str | None = typer.Argument(
        None,
        metavar="[AREA]",
        help="Where it hurts, such as `lower-back`. Default: the areas scored most often.",
        autocompletion=complete_areas,
    ),
    plain: bool = typer.Option(False, "--plain", help="Use words instead of plots, for screen readers."),
    as_json: bool = typer.Option(False, "--json", help="Print the progress as JSON."),
) -> None:
    """Show how your pain changes, and what you practised.

    Example: backpain progress lower-back
    """
    from datetime import datetime

    from backpain_cli.domain.records.pain_progress import area_progress, scored_areas
    from backpain_cli.domain.records.practice_progress import practice_summary, progress_alert
    from backpain_cli.terminal.paper import Paper
    from backpain_cli.terminal.plots import marks_for, most_periods

    with AppContext() as context:
        known = context.atlas.areas
        key = context.atlas.area_names.get(area).key if area else ""
        sessions, entries = context.history.sessions(), context.history.pain_entries()
    scored = scored_areas(sessions, entries)
    paper = Paper()
    most = PERIODS if plain or as_json else min(PERIODS, most_periods(paper.width))
    keys = [key] if key else scored if as_json else scored[:AREAS]
    areas = [area_progress(sessions, entries, one, known[one].name if one in known else one, most=most) for one in keys]
    now = datetime.now().astimezone()
    practice = practice_summary(sessions, now.date(), area=key, most=WEEKS)
    if as_json:
        from backpain_cli.export.json_documents import progress_document

        print_json(progress_document(areas, practice))
    else:
        from backpain_cli.terminal.history_pages import progress_rows

        marks = None if plain else marks_for(paper.stream)
        others = scored[AREAS:] if not key else []
        advice = progress_alert(sessions, now, entries)
        print_page(lambda width: progress_rows(areas, practice, others, width, marks, advice=advice), paper=paper)
