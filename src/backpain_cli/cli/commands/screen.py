"""`screen`."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from backpain_cli.cli.context import AppContext, can_ask
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import print_json, say, show
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.terms import Region
from backpain_cli.domain.text import escape_for_terminal

if TYPE_CHECKING:
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.views.safety import SavedAnswers


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
    from backpain_cli.cli.session.preflight import print_questions
    from backpain_cli.terminal.console import PageConsole

    if as_json and not show:
        raise UsageError("--json works only with --show.")
    if edit and show:
        raise UsageError("--edit and --show cannot be combined.")
    regions = frozenset(map(str, region or Region))
    with AppContext() as context:
        if as_json:
            print_json(_answers_document(_saved_answers(context)))
        elif show:
            _print_answers(_saved_answers(context), context, PageConsole())
        elif not can_ask():
            print_questions(regions, context, PageConsole())
            hint = "Run `backpain screen` in a terminal."
            raise UsageError("The questions need a terminal with a keyboard.", hint)
        else:
            raise typer.Exit(edit_answers(context) if edit else _ask_screening(regions, context))


def _ask_screening(regions: frozenset[str], context: AppContext) -> ExitCode:
    """Ask the full screen for `regions`, show and save its outcome, and return the exit code."""
    from backpain_cli.cli.session.preflight import (
        QuestionsAbandoned,
        ask_screen,
        exit_code_of,
        keep_screen,
        say_trouble,
    )
    from backpain_cli.domain.records.sessions import ScreeningKind
    from backpain_cli.domain.safety.screening_schedule import DueScreening, ScreeningReason

    try:
        due = DueScreening(kind=ScreeningKind.FULL, regions=regions, why=ScreeningReason.ASKED_FOR)
        asked = ask_screen(due, context)
    except QuestionsAbandoned:
        say("Left before the end, so nothing is kept.", context.console, gap=True)
        return ExitCode.USAGE
    keep_screen(asked, context.profile)
    say_trouble(context.profile.trouble, context.console)
    return exit_code_of(asked)


def edit_answers(context: AppContext) -> ExitCode:
    """Ask about the circumstances, save the answers, and show them.

    The muscles excluded by signs come first, and are saved at once: to allow one again, the rest can be left out.
    """
    from backpain_cli.cli.session.preflight import QuestionsAbandoned, ask_circumstances, ask_to_take_back, say_trouble

    profile, console = context.profile, context.console
    try:
        ask_to_take_back(_names_of(profile.kept_out(), context), context)
        ask_circumstances(context)
    except QuestionsAbandoned:
        say("Left before the end. The other answers stay as they were.", console, gap=True)
        return ExitCode.USAGE
    if profile.trouble is not None:
        say_trouble(profile.trouble, console)
        return profile.trouble.exit_code
    _print_answers(_saved_answers(context), context, console)
    return ExitCode.OK


def _names_of(muscles: Iterable[str], context: AppContext) -> dict[str, str]:
    """Return the names of muscles by key; a key that is unknown by now is its own name."""
    known = context.atlas.muscles
    return {key: known[key].english if key in known else escape_for_terminal(key) for key in sorted(muscles)}


def _saved_answers(context: AppContext) -> "SavedAnswers":
    """Return the saved screens and answers.

    Raises:
        BackpainError: they cannot be read.
    """
    from backpain_cli.views.safety import SavedAnswers

    profile = context.profile
    screens, answers, excluded = profile.screens(), profile.circumstances(), profile.kept_out()
    if profile.trouble is not None:
        raise profile.trouble
    names = tuple(_names_of(excluded, context).values())
    return SavedAnswers(screens=tuple(screens or ()), answers=answers or {}, excluded=names)


def _print_answers(saved: "SavedAnswers", context: AppContext, console: "PageConsole") -> None:
    from backpain_cli.views.safety import saved_answers_page

    now = datetime.now().astimezone()
    show(lambda room: saved_answers_page(saved, context.circumstances, now, room), console)


def _answers_document(saved: "SavedAnswers") -> dict[str, Any]:
    """Return the saved screens and answers as JSON values."""
    screens = [
        {
            "when": record.when.isoformat(),
            "kind": str(record.kind),
            "regions": sorted(record.regions),
            "outcome": str(record.outcome),
        }
        for record in saved.screens
    ]
    answers = dict(sorted(saved.answers.items()))
    return {
        "version": 1,
        "screens": screens,
        "circumstances": answers,
        "kept-out": list(saved.excluded),
        "kept_out": list(saved.excluded),
    }
