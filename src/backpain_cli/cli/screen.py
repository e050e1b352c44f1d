"""`backpain screen`: the safety questions alone."""

import sys
from datetime import datetime
from typing import Any

import typer

from backpain_cli.domain.terms import Region


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(screen)


def screen(
    region: list[Region] = typer.Option(
        [], "--region", "-r", help="Only for this part of the spine; may be given again. Without it, for all."
    ),
    edit: bool = typer.Option(False, "--edit", help="Answer the questions about yourself anew."),
    show: bool = typer.Option(False, "--show", help="Show what is kept of your answers, and end."),
    as_json: bool = typer.Option(False, "--json", help="With --show: print it as JSON."),
) -> None:
    """Answer the questions that come before a session. The exit code is 3 in an emergency, 4 for a doctor first.

    Examples: backpain screen --region cervical; backpain screen --edit; backpain screen --show
    """
    from backpain_cli.cli import screening
    from backpain_cli.domain.errors import BackpainError, ExitCode

    if as_json and not show:
        raise BackpainError("--json goes with --show.", exit_code=ExitCode.USAGE)
    if edit and show:
        raise BackpainError("--edit and --show do not go together.", exit_code=ExitCode.USAGE)
    regions = frozenset(map(str, region or Region))
    if show:
        kept: Any = screening.kept()
        if as_json:
            from backpain_cli.cli.printing import print_json

            print_json(screening.kept_form(kept))
            return
        screening.show(kept, datetime.now().astimezone())
        return
    if not (sys.stdin.isatty() and (sys.stdout.isatty() or sys.stderr.isatty())):
        from backpain_cli.terminal.paper import Paper

        screening.print_questions(regions, Paper())
        raise BackpainError(
            "Nobody can answer here: the questions need a terminal with a keyboard.",
            hint="Run `backpain screen` in a terminal.",
            exit_code=ExitCode.USAGE,
        )
    raise typer.Exit(screening.edit() if edit else screening.screen(regions))
