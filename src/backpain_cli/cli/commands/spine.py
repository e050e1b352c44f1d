"""`backpain spine`: the vertebrae, and the muscles that attach to them."""

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.output import print_json, show
from backpain_cli.domain.errors import UnknownNameError
from backpain_cli.domain.terms import LEVELS, Region
from backpain_cli.domain.text import escape_for_terminal


def _levels(incomplete: str) -> list[str]:
    return [level for level in LEVELS if level.startswith(incomplete.upper())]


def spine(
    level: str | None = typer.Argument(
        None, metavar="[LEVEL]", help="A vertebra, such as L4. Default: the entire spine.", autocompletion=_levels
    ),
    region: Region | None = typer.Option(None, "--region", help="Show only this part of the spine."),
    as_json: bool = typer.Option(False, "--json", help="Print the levels as JSON."),
) -> None:
    """Show the spine, its discs and the muscles at each level. It goes from C1 to the tailbone.

    Examples: backpain spine; backpain spine L4; backpain spine --region lumbar
    """

    atlas = AppContext().atlas
    levels = [one for curve in atlas.curves for one in curve.levels if region in {None, curve.region}]
    if level:
        levels = [one for one in LEVELS if one.upper() == level.strip().upper()]
        if not levels:
            raise UnknownNameError(
                f"There is no vertebra called `{escape_for_terminal(level, most=20)}`.",
                hint="There are C1-C7, T1-T12, L1-L5, S1-S5 and Co.",
            )
    if as_json:
        from backpain_cli.export.json_documents import spine_document

        print_json(spine_document(atlas, levels))
    else:
        from backpain_cli.views.vertebrae import level_page, spine_page

        show(lambda room: level_page(atlas, levels[0], room) if level else spine_page(atlas, levels, room))
