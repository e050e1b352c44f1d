"""`routines`, `validate`."""

from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(routines)
    app.command()(validate)


def routines(
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
) -> None:
    """List all routines: the built-in ones and your own.

    Example: backpain routines
    """
    from backpain_cli.cli.output import print_json
    from backpain_cli.domain.errors import Severity, problems_text
    from backpain_cli.library.routines.finder import list_routines
    from backpain_cli.library.shipped import load_atlas
    from backpain_cli.terminal.paper import Paper, talk
    from backpain_cli.terminal.spans import row

    anatomy = load_atlas()
    found = list_routines(anatomy)
    if as_json:
        from backpain_cli.export.json_documents import routines_form

        print_json(routines_form(found.routines))
    else:
        from backpain_cli.terminal.lists import routine_rows

        paper = Paper()
        paper.print(routine_rows(found.routines, anatomy.muscles, found.overridden, paper.width))
    errors = [problem for problem in found.broken if problem.severity is Severity.ERROR]
    if errors:
        files = len({problem.source for problem in errors})
        problems = f"{files} of your own files cannot be used:\n{problems_text(errors)}"
        talk().print((row(line, "notice") for line in problems.split("\n")), wrap=False)


def validate(
    paths: list[str] = typer.Argument(
        ..., metavar="FILE|FOLDER...", help="Routine files, or folders with routine files."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the problems as JSON."),
) -> None:
    """Check routine files, and list every problem in them.

    Example: backpain validate my-back.yaml
    """
    from backpain_cli.library.routines.validation import validate_files
    from backpain_cli.library.shipped import load_atlas

    report = validate_files([Path(path) for path in paths], load_atlas())
    if as_json:
        from backpain_cli.cli.output import print_json
        from backpain_cli.export.json_documents import problems_form

        print_json(problems_form((one.name, one.problems) for one in report.files))
    else:
        from backpain_cli.terminal.lists import report_rows
        from backpain_cli.terminal.paper import Paper

        paper = Paper()
        paper.print(report_rows([(one.name, one.problems) for one in report.files]), wrap=False)
    raise typer.Exit(report.exit_code)
