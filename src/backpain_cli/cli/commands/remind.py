"""`backpain remind`: a reminder for your calendar."""

from pathlib import Path

import typer

from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import complete_routines
from backpain_cli.cli.output import print_json, show, write_output


def remind(
    name: str = typer.Argument(..., metavar="ROUTINE", help="A routine's name.", autocompletion=complete_routines),
    at: str = typer.Option(..., "--at", metavar="TIME", help="Remind me at this time, such as 20:30."),
    days: str = typer.Option(
        "daily", "--days", metavar="DAYS", help="Remind me on these days: mon,wed,fri, weekdays or daily."
    ),
    output: Path | None = typer.Option(None, "--output", metavar="FILE", help="Write the reminder to this file."),
    as_json: bool = typer.Option(False, "--json", help="Print the reminder as JSON; --output writes it too."),
) -> None:
    """Create a calendar file that reminds you of a routine.

    Example: backpain remind lower-back --at 20:30 --days mon,wed,fri --output backpain.ics
    """
    from datetime import datetime

    from backpain_cli.domain.errors import MissingExtraError
    from backpain_cli.domain.typed_input import parse_clock_time, parse_weekdays
    from backpain_cli.library.routines.finder import find_routine, paths_in
    from backpain_cli.terminal.console import talk
    from backpain_cli.views.safety import change_section, section_cards

    try:
        when, weekdays = parse_clock_time(at), parse_weekdays(days)
    except ValueError as error:
        raise UsageError(str(error)) from None
    with AppContext() as context:
        adapted = adapted_routine(find_routine(name, context.atlas), context)
    plan = plan_for(adapted)
    try:
        from backpain_cli.export.calendar import Reminder, reminder_calendar
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "icalendar":
            raise
        raise MissingExtraError("Making a calendar file", "icalendar") from None
    reminder = Reminder(plan, when, weekdays, is_personal=adapted.is_personal)
    show(lambda room: section_cards([change_section(adapted.changes)], room), talk())
    if as_json:
        from backpain_cli.export.json_documents import json_document

        file = None if output is None else str(output)
        at_time = when.isoformat(timespec="minutes")
        print_json(json_document(routine=plan.routine.key, at=at_time, days=list(weekdays), output=file))
        if output is None:
            return
    write_output([reminder_calendar(reminder, datetime.now().astimezone())], output, inputs=paths_in(name))
