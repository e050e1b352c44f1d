"""`routines`, `validate`."""

from functools import partial
from pathlib import Path

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.output import print_json, say, show


def routines(
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
) -> None:
    """List all routines: the built-in ones and your own.

    Example: backpain routines
    """
    from backpain_cli.domain.errors import Severity, problems_text
    from backpain_cli.library.routines.finder import list_routines
    from backpain_cli.terminal.console import talk

    context = AppContext()
    found = list_routines(context.atlas)
    if as_json:
        from backpain_cli.export.json_documents import routines_document

        print_json(routines_document(found.routines))
    else:
        from backpain_cli.views.routines import routine_table

        show(partial(routine_table, found.routines, context.atlas.muscles, found.overridden))
    errors = [problem for problem in found.broken if problem.severity is Severity.ERROR]
    if errors:
        files = len({problem.source for problem in errors})
        say(f"{files} of your own files cannot be used:\n{problems_text(errors)}", talk(), style="caution")


def validate(
    paths: list[str] = typer.Argument(
        ..., metavar="FILE|FOLDER...", help="Routine files, or folders with routine files."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the problems as JSON."),
) -> None:
    """Check routine files, and list every problem in them.

    Examples: backpain validate my-back.yaml; backpain validate routines/
    """
    from backpain_cli.library.routines.validation import validate_files

    report = validate_files([Path(path) for path in paths], AppContext().atlas)
    files = [(one.name, one.problems) for one in report.files]
    if as_json:
        from backpain_cli.export.json_documents import problems_document

        print_json(problems_document(files))
    else:
        from backpain_cli.terminal.console import PageConsole
        from backpain_cli.views.routines import validation_page
        from backpain_cli.views.session_clock import sum_bar

        console = PageConsole()
        show(partial(validation_page, files), console)
        for one in report.files:
            if one.steps and console.room.is_screen:
                say("", console)
                show(partial(sum_bar, one.steps, one.wanted_s), console)
    raise typer.Exit(report.exit_code)
