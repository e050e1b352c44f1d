"""`backpain validate`: everything that is wrong with routine files, before anybody lies down for them."""

from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(validate)


def validate(
    paths: list[str] = typer.Argument(..., metavar="FILE|FOLDER...", help="Routine files, or folders of them."),
    as_json: bool = typer.Option(False, "--json", help="Print the problems as JSON."),
) -> None:
    """Check routine files, and tell all problems of all of them.

    Examples: backpain validate my-back.yaml; backpain validate routines/
    """
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.library.checking import check_all

    report = check_all([Path(path) for path in paths], load_anatomy())
    if as_json:
        from backpain_cli.cli.printing import print_json
        from backpain_cli.export.json_forms import problems_form

        print_json(problems_form((one.name, one.problems) for one in report.files))
    else:
        from backpain_cli.terminal.lists import report_rows
        from backpain_cli.terminal.paper import Paper

        paper = Paper()
        paper.print(report_rows([(one.name, one.problems) for one in report.files]), wrap=False)
    raise typer.Exit(report.exit_code)
