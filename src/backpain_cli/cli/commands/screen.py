"""`screen`."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from backpain_cli.cli.context import AppContext, can_ask, known_of_person
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import print_json, say, show
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.terms import Region
from backpain_cli.domain.text import escape_for_terminal

if TYPE_CHECKING:
    from backpain_cli.domain.records.sessions import ScreeningRecord
    from backpain_cli.domain.records.triage_records import TriageRecord
    from backpain_cli.domain.safety.triage_schedule import DueTriage
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.views.saved_answers import SavedAnswers


def screen(
    region: list[Region] = typer.Option(
        [], "--region", "-r", help="Ask only about this part of the spine; may be repeated. Default: all."
    ),
    edit: bool = typer.Option(False, "--edit", help="Answer the questions about yourself again."),
    show: bool = typer.Option(False, "--show", help="Show your saved answers, and exit."),
    as_json: bool = typer.Option(False, "--json", help="Print your saved answers as JSON, with --show."),
    trial: Path | None = typer.Option(
        None, "--try", metavar="FILE", help="Print what the answers in a JSON file would lead to, and exit."
    ),
) -> None:
    """Ask the safety questions that come before a session. The exit code is 3 in an emergency, 4 for a doctor first.

    Examples: backpain screen --region cervical; backpain screen --edit; backpain screen --show
    """
    if trial is not None:
        from backpain_cli.cli.trial import try_answers

        if region or edit or show or as_json:
            raise UsageError("--try cannot be combined with other options.")
        print_json(try_answers(trial))
        return
    from backpain_cli.cli.session.questions import print_questions
    from backpain_cli.terminal.console import PageConsole

    if as_json and not show:
        raise UsageError("--json works only with --show.")
    if edit and show:
        raise UsageError("--edit and --show cannot be combined.")
    regions = frozenset(map(str, region or Region))
    with AppContext() as context:
        if as_json:
            print_json(_answers_document(_saved_answers(context), context))
        elif show:
            _print_answers(_saved_answers(context), context, PageConsole())
        elif not can_ask():
            print_questions(regions, context, PageConsole())
            hint = "Run `backpain screen` in a terminal."
            raise UsageError("The questions need a terminal with a keyboard.", hint)
        else:
            raise typer.Exit(edit_answers(context) if edit else _ask_screening(regions, context))


def _ask_screening(regions: frozenset[str], context: AppContext) -> ExitCode:
    """Ask everything for `regions`, show and save the outcome, and return the exit code."""
    from backpain_cli.domain.safety.triage_schedule import DueTriage, TriageReason

    return _ask(DueTriage(before=regions, why=TriageReason.ASKED_FOR), context)


def _ask(due: "DueTriage", context: AppContext) -> ExitCode:
    """Ask what is due, show and save the outcome, and return the exit code."""
    from backpain_cli.cli.session.questions import (
        QuestionsAbandoned,
        ask_triage,
        interview_due,
        keep_answers,
        say_trouble,
        show_outcome,
    )

    try:
        asked = ask_triage(interview_due(due, context), context.console)
    except QuestionsAbandoned:
        say("Left before the end. What is kept stays as it was.", context.console, gap=True)
        return ExitCode.USAGE
    # What to do comes first: saving may fail.
    code = show_outcome(asked, context)
    keep_answers(asked, context)
    say_trouble(context.profile.trouble, context.console)
    return code


def edit_answers(context: AppContext) -> ExitCode:
    """Ask about the person, save the answers, and show them.

    The muscles excluded by signs come first, and are saved at once: to allow one again, the rest can be left out.
    """
    from backpain_cli.cli.session.questions import QuestionsAbandoned, ask_to_take_back
    from backpain_cli.domain.safety.triage_schedule import DueTriage, TriageReason

    profile, console = context.profile, context.console
    try:
        ask_to_take_back(_names_of(profile.kept_out(), context), context)
    except QuestionsAbandoned:
        say("Left before the end. The other answers stay as they were.", console, gap=True)
        return ExitCode.USAGE
    due = DueTriage(before=frozenset(map(str, Region)), why=TriageReason.ASKED_FOR, screens=False, session=False)
    code = _ask(due, context)
    if profile.trouble is not None:
        return profile.trouble.exit_code
    if code is ExitCode.OK:
        _print_answers(_saved_answers(context), context, console)
    return code


def _names_of(muscles: Iterable[str], context: AppContext) -> dict[str, str]:
    """Return the names of muscles by key; a key that is unknown by now is its own name."""
    known = context.atlas.muscles
    return {key: known[key].english if key in known else escape_for_terminal(key) for key in sorted(muscles)}


def _saved_answers(context: AppContext) -> "SavedAnswers":
    """Return what is saved of the questions and of the person.

    Raises:
        BackpainError: it cannot be read.
    """
    from backpain_cli.views.saved_answers import SavedAnswers

    profile = context.profile
    screens, known, excluded = profile.screens(), known_of_person(context), profile.kept_out()
    if profile.trouble is not None:
        raise profile.trouble
    names = tuple(_names_of(excluded, context).values())
    return SavedAnswers(known, first_edition=tuple(screens or ()), excluded=names)


def _print_answers(saved: "SavedAnswers", context: AppContext, console: "PageConsole") -> None:
    from backpain_cli.views.saved_answers import saved_answers_page

    now = datetime.now().astimezone()
    show(lambda room: saved_answers_page(saved, context.triage_table, context.fact_table, now, room), console)


def _answers_document(saved: "SavedAnswers", context: AppContext) -> dict[str, Any]:
    """Return what is saved as JSON values: outcomes of both editions as screens, and all of the second as triage."""
    from backpain_cli.codec import encode

    records: list[TriageRecord | ScreeningRecord] = [*saved.state.records, *saved.first_edition]
    records.sort(key=lambda record: record.when, reverse=True)
    screens = [
        {
            "when": record.when.isoformat(),
            "kind": str(record.kind),
            "regions": sorted(record.regions),
            "outcome": str(record.outcome),
        }
        for record in records
    ]
    answers = dict(sorted((context.profile.circumstances() or {}).items()))
    return {
        "version": 1,
        "screens": screens,
        "circumstances": answers,
        "kept-out": list(saved.excluded),
        "kept_out": list(saved.excluded),
        "triage": encode(saved.state),
    }
