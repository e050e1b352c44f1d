"""`screen`."""

import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.session.preflight import (
    QuestionsAbandoned,
    ask_circumstances,
    ask_screen,
    ask_to_take_back,
    exit_code_of,
    keep_screen,
    print_trouble,
)
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.records.sessions import ScreeningKind
from backpain_cli.domain.safety.screening_schedule import DueScreening, ScreeningReason
from backpain_cli.domain.terms import Region
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.shipped_safety import load_circumstances
from backpain_cli.terminal import screening as views
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.screening import Kept
from backpain_cli.terminal.spans import paragraph


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(screen)


def screen(
    region: list[Region] = typer.Option(
        [], "--region", "-r", help="Ask only about this part of the spine; may be repeated. Default: all."
    ),
    edit: bool = typer.Option(False, "--edit", help="Answer the questions about yourself again."),
    show: bool = typer.Option(False, "--show", help="Show your saved answers, and exit."),
    as_json: bool = typer.Option(False, "--json", help="Print your saved answers as JSON, with --show."),
) -> None:
    """Ask the safety questions that come before a session. The exit code is 3 in an emergency, 4 for a doctor first.

    Example: backpain screen --region cervical
    """
    from backpain_cli.cli.session.preflight import print_questions
    from backpain_cli.domain.errors import BackpainError, ExitCode

    if as_json and not show:
        raise BackpainError("--json works only with --show.", exit_code=ExitCode.USAGE)
    if edit and show:
        raise BackpainError("--edit and --show cannot be combined.", exit_code=ExitCode.USAGE)
    regions = frozenset(map(str, region or Region))
    if show:
        kept: Any = saved_answers()
        if as_json:
            from backpain_cli.cli.output import print_json

            print_json(saved_answers_document(kept))
            return
        show_answers(kept, datetime.now().astimezone())
        return
    if not (sys.stdin.isatty() and (sys.stdout.isatty() or sys.stderr.isatty())):
        from backpain_cli.terminal.paper import Paper

        print_questions(regions, Paper())
        raise BackpainError(
            "The questions need a terminal with a keyboard.",
            hint="Run `backpain screen` in a terminal.",
            exit_code=ExitCode.USAGE,
        )
    raise typer.Exit(edit_answers() if edit else ask_screening(regions))


def ask_screening(regions: frozenset[str]) -> ExitCode:
    """Ask the full screen for `regions`, show and save its outcome, and return the exit code."""
    paper = _paper()
    with AppContext(saves=True) as context:
        profile = context.profile
        try:
            due = DueScreening(kind=ScreeningKind.FULL, regions=regions, why=ScreeningReason.ASKED_FOR)
            asked = ask_screen(due, context, paper)
        except QuestionsAbandoned:
            return _unanswered(paper)
        keep_screen(asked, profile)
        print_trouble(profile, paper)
        return exit_code_of(asked)


def edit_answers() -> ExitCode:
    """Ask about the circumstances, save the answers, and show them.

    The muscles excluded by signs come first, and are saved at once: to allow one again, the rest can be left out.
    """
    paper = _paper()
    with AppContext(saves=True) as context:
        profile = context.profile
        try:
            ask_to_take_back(_names_of(profile.kept_out(), context), profile, paper)
            answers = ask_circumstances(context, paper)
        except QuestionsAbandoned:
            paper.print([(), *paragraph("Left before the end. The other answers stay as they were.", paper.width)])
            return ExitCode.USAGE
        if profile.trouble is not None:
            print_trouble(profile, paper)
            return profile.trouble.exit_code
        now = datetime.now().astimezone()
        still_out = tuple(_names_of(profile.kept_out(), context).values())
        saved = Kept(screens=profile.screens() or (), answers=answers, kept_out=still_out)
        paper.print(views.kept_rows(saved, context.circumstances, now, paper.width))
        return ExitCode.OK


def _names_of(muscles: Iterable[str], context: AppContext) -> dict[str, str]:
    """Return the names of muscles by key; a key that is unknown by now is its own name."""
    known = context.atlas.muscles
    return {key: known[key].english if key in known else escape_for_terminal(key) for key in sorted(muscles)}


def saved_answers() -> Kept:
    """Return the saved screens and answers.

    Raises:
        BackpainError: it cannot be read.
    """
    with AppContext() as context:
        profile = context.profile
        screens, answers = profile.screens(), profile.circumstances()
        kept_out = profile.kept_out()
        if profile.trouble is not None:
            raise profile.trouble
        names = tuple(_names_of(kept_out, context).values())
        return Kept(screens=tuple(screens or ()), answers=answers or {}, kept_out=names)


def show_answers(what: Kept, now: datetime) -> None:
    """Print the saved screens and answers."""
    paper = Paper()
    paper.print(views.kept_rows(what, load_circumstances(), now, paper.width))


def saved_answers_document(what: Kept) -> dict[str, Any]:
    """Return the saved screens and answers as JSON values."""
    screens = [
        {
            "when": record.when.isoformat(),
            "kind": str(record.kind),
            "regions": sorted(record.regions),
            "outcome": str(record.outcome),
        }
        for record in what.screens
    ]
    answers = dict(sorted(what.answers.items()))
    return {"version": 1, "screens": screens, "circumstances": answers, "kept-out": list(what.kept_out)}


def _paper() -> Paper:
    """Return where the questions appear: standard output if it is a terminal, else standard error."""
    return Paper(sys.stdout if sys.stdout.isatty() else sys.stderr)


def _unanswered(paper: Paper) -> ExitCode:
    """Say that nothing was saved, and return the exit code."""
    paper.print([(), *paragraph("Left before the end, so nothing is kept.", paper.width)])
    return ExitCode.USAGE
