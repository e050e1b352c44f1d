"""`backpain routines`: what there is."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(routines)


def routines(
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
) -> None:
    """List the routines: the shipped ones and your own.

    Example: backpain routines
    """
    from backpain_cli.cli.printing import print_json
    from backpain_cli.domain.errors import Severity, tell
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.library.routines import load_all
    from backpain_cli.terminal.paper import Paper, talk
    from backpain_cli.terminal.spans import row

    anatomy = load_anatomy()
    shelf = load_all(anatomy)
    if as_json:
        from backpain_cli.export.json_forms import routines_form

        print_json(routines_form(shelf.routines))
    else:
        from backpain_cli.terminal.lists import routine_rows

        paper = Paper()
        paper.print(routine_rows(shelf.routines, anatomy.muscles, shelf.replaced, paper.width))
    errors = [problem for problem in shelf.broken if problem.severity is Severity.ERROR]
    if errors:
        files = len({problem.source for problem in errors})
        told = f"{files} of your own files cannot be used:\n{tell(errors)}"
        talk().print((row(line, "notice") for line in told.split("\n")), wrap=False)
