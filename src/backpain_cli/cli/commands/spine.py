"""`backpain spine`: the vertebrae, and the muscles that attach to them."""

import typer

from backpain_cli.domain.terms import LEVELS, Region


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(spine)


def _levels(incomplete: str) -> list[str]:
    return [level for level in LEVELS if level.startswith(incomplete.upper())]


def spine(
    level: str | None = typer.Argument(
        None, metavar="[LEVEL]", help="A vertebra, such as L4. Default: the entire spine.", autocompletion=_levels
    ),
    region: Region | None = typer.Option(None, "--region", help="Show only this part of the spine."),
    as_json: bool = typer.Option(False, "--json", help="Print the levels as JSON."),
) -> None:
    """Show the spine with its discs, and the muscles at each level. It goes from C1 to the tailbone.

    Example: backpain spine L4
    """
    from backpain_cli.domain.errors import UnknownNameError
    from backpain_cli.domain.text import escape_for_terminal
    from backpain_cli.library.shipped import load_atlas

    anatomy = load_atlas()
    wanted = [one for curve in anatomy.curves for one in curve.levels if region in {None, curve.region}]
    if level:
        known = {one.upper(): one for one in LEVELS}
        if level.strip().upper() not in known:
            raise UnknownNameError(
                f"There is no vertebra called `{escape_for_terminal(level, most=20)}`.",
                hint="There are C1-C7, T1-T12, L1-L5, S1-S5 and Co.",
            )
        wanted = [known[level.strip().upper()]]
    if as_json:
        from backpain_cli.cli.output import print_json
        from backpain_cli.export.json_documents import spine_form

        print_json(spine_form(anatomy, wanted))
        return
    from backpain_cli.terminal.paper import Paper
    from backpain_cli.terminal.spine_page import level_rows, spine_rows

    paper = Paper()
    paper.print(level_rows(anatomy, wanted[0], paper.width) if level else spine_rows(anatomy, wanted, paper.width))
