"""`backpain areas`: the places where it can hurt."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(areas)


def areas(
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
) -> None:
    """List the pain areas, told by what you can touch.

    Example: backpain areas
    """
    from backpain_cli.library.anatomy_file import load_anatomy

    listed = list(load_anatomy().areas.values())
    if as_json:
        from backpain_cli.cli.printing import print_json
        from backpain_cli.export.json_forms import areas_form

        print_json(areas_form(listed))
        return
    from backpain_cli.terminal.lists import area_rows
    from backpain_cli.terminal.paper import Paper

    paper = Paper()
    paper.print(area_rows(listed, paper.width))
