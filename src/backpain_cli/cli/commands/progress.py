"""`backpain progress`: whether it helps."""

from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import complete_areas
from backpain_cli.cli.output import print_json
from backpain_cli.cli.typed_words import WordsReader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from backpain_cli.domain.records.care_records import CareState
    from backpain_cli.domain.records.sessions import PainEntry, SessionRecord
    from backpain_cli.views.care_notes import CareNotes

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

    now = datetime.now().astimezone()
    with AppContext() as context:
        known = context.atlas.areas
        asked = list(WordsReader(context, as_json=as_json).areas(words).keys) if words else []
        sessions, entries = context.history.sessions(), context.history.pain_entries()
        advice = progress_alert(sessions, now, entries)
        console = PageConsole()
        is_seen = console.file.isatty() and not as_json
        notes = _care_notes(context, sessions, entries, now, with_message=is_seen and not advice)
    scored = scored_areas(sessions, entries)
    room = console.room._replace(mode=OutputMode.SENTENCES) if plain else console.room
    most = min(PERIODS, plot_periods(room.columns)) if room.is_screen and not as_json else PERIODS
    keys = asked or (scored if as_json else scored[:AREAS])
    areas = [area_progress(sessions, entries, one, known[one].name if one in known else one, most=most) for one in keys]
    practice = practice_summary(sessions, now.date(), area=asked[0] if len(asked) == 1 else "", most=WEEKS)
    if as_json:
        from backpain_cli.export.json_documents import progress_document

        print_json(progress_document(areas, practice, goal=notes.goal, walking=notes.walking, moves=notes.moves))
    else:
        others = scored[AREAS:] if not asked else []
        console.page(progress_page(areas, practice, others, room, today=now.date(), advice=advice, notes=notes))


def _care_notes(
    context: AppContext,
    sessions: "Sequence[SessionRecord]",
    entries: "Sequence[PainEntry]",
    now: "datetime",
    *,
    with_message: bool,
) -> "CareNotes":
    """Return the goal, the moves, the walks, and with `with_message` a message that is due, which is then kept."""
    from backpain_cli.cli.profile import LOOK_BACK
    from backpain_cli.domain.records.agreed_moves import move_courses
    from backpain_cli.domain.records.walking import walking_advice
    from backpain_cli.views.care_notes import CareNotes

    since, care = now - LOOK_BACK, context.history.care()
    lately = [session for session in sessions if session.started >= since]
    noted = [entry for entry in entries if entry.when >= since]
    walking = walking_advice(context.history.walks(), lately, noted, now)
    moves = move_courses(context.atlas.moves, care.changes, sessions)
    notes = CareNotes(goal=care.goal.text if care.goal is not None else "", walking=walking, moves=moves)
    if not with_message:
        return notes
    message, offers_plan = message_in_progress(context, care, now)
    return notes._replace(message=message, offers_plan=offers_plan)


def message_in_progress(context: AppContext, care: "CareState", now: "datetime") -> tuple[str, bool]:
    """Return the message that is due on the page of progress, which is kept as shown, and whether the plan is offered.

    Args:
        context: has what is saved of the person.
        care: what was shown before.
        now: with its zone.
    """
    from backpain_cli.domain.records import messages
    from backpain_cli.library.shipped_messages import load_education

    if not context.profile.may_show_messages():
        return "", False
    education, text = load_education(), ""
    facts = None if messages.had_message_lately(care, now) else context.profile.message_facts(now)
    if facts is not None and (message := messages.due_message(education.messages, care, facts)) is not None:
        care, text = messages.with_shown(care, message.key, now), messages.text_for(message, facts)
        # Where it cannot be kept, it is shown again another time.
        context.profile.change_care(lambda kept: messages.with_shown(kept, message.key, now))
    return text, messages.offers_plan(education.flare_up, care, now)
