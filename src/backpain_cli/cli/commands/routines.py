"""`routines`, `validate`, `upgrade`."""

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
    fix: bool = typer.Option(False, "--fix", help="Mend what needs no decision; the change is shown first."),
    yes: bool = typer.Option(False, "--yes", help="With --fix: write the change without being asked."),
) -> None:
    """Check routine files, and list every problem in them.

    --fix mends slips of names that only one is near to, tabs, and up to three minutes that are missing; comments stay.

    Examples: backpain validate my-back.yaml; backpain validate routines/; backpain validate my-back.yaml --fix
    """
    if fix:
        from backpain_cli.cli.errors import UsageError
        from backpain_cli.cli.file_mending import mend_files

        if as_json:
            raise UsageError("--fix and --json cannot be combined.")
        mend_files([Path(path) for path in paths], AppContext(), yes=yes)
    from backpain_cli.library.routines.validation import validate_files

    report = validate_files([Path(path) for path in paths], AppContext().atlas)
    files = [(one.name, one.problems) for one in report.files]
    if as_json:
        from backpain_cli.export.file_documents import problems_document

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


def upgrade(
    file: Path = typer.Argument(..., metavar="FILE", help="A routine file; - is standard input."),
) -> None:
    """Print a routine file in the newest format.

    Nothing in it changes but its number, and what a stretch of your own took from one of ours is written out. What has
    another meaning then is said on standard error.

    Example: backpain upgrade my-back.yaml > newer.yaml
    """
    from backpain_cli.cli.output import write_output
    from backpain_cli.domain.errors import ExitCode, Severity, problems_text
    from backpain_cli.library.routines.upgrade import upgraded_file

    upgraded = upgraded_file(file, AppContext().atlas)
    write_output([upgraded.text.encode()])
    if upgraded.problems:
        say(problems_text(list(upgraded.problems)), style="caution")
    if any(problem.severity is Severity.ERROR for problem in upgraded.problems):
        raise typer.Exit(ExitCode.DATA)
