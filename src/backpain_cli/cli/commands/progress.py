"""`backpain progress`: whether it helps."""

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import complete_areas
from backpain_cli.cli.output import print_json
from backpain_cli.cli.typed_words import WordsReader

WEEKS = 12
"""Of practice that are shown."""
PERIODS = 60
"""Days or weeks of a course in JSON and in words."""
AREAS = 3
"""Of pain that are shown where none is named."""


def progress(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[AREA]...",
        help="Where it hurts, in your words, such as `lower back`. Default: the areas scored most often.",
        autocompletion=complete_areas,
    ),
    plain: bool = typer.Option(False, "--plain", help="Use words instead of plots, for screen readers."),
    as_json: bool = typer.Option(False, "--json", help="Print the progress as JSON."),
) -> None:
    """Show how your pain changes, and what you practised.

    Examples: backpain progress; backpain progress lower back; backpain progress neck --plain
    """
    from datetime import datetime

    from backpain_cli.domain.records.pain_progress import area_progress, scored_areas
    from backpain_cli.domain.records.practice_progress import practice_summary, progress_alert
    from backpain_cli.domain.terms import OutputMode
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.views.progress import plot_periods, progress_page

    with AppContext() as context:
        known = context.atlas.areas
        asked = list(WordsReader(context, as_json=as_json).areas(words).keys) if words else []
        sessions, entries = context.history.sessions(), context.history.pain_entries()
    scored = scored_areas(sessions, entries)
    console = PageConsole()
    room = console.room._replace(mode=OutputMode.SENTENCES) if plain else console.room
    most = min(PERIODS, plot_periods(room.columns)) if room.is_screen and not as_json else PERIODS
    keys = asked or (scored if as_json else scored[:AREAS])
    areas = [area_progress(sessions, entries, one, known[one].name if one in known else one, most=most) for one in keys]
    now = datetime.now().astimezone()
    practice = practice_summary(sessions, now.date(), area=asked[0] if len(asked) == 1 else "", most=WEEKS)
    if as_json:
        from backpain_cli.export.json_documents import progress_document

        print_json(progress_document(areas, practice))
    else:
        others = scored[AREAS:] if not asked else []
        advice = progress_alert(sessions, now, entries)
        console.page(progress_page(areas, practice, others, room, today=now.date(), advice=advice))
