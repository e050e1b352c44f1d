"""`backpain why`: what is claimed, what the literature says, how sure it is."""

import typer

from backpain_cli.cli.completing import topic_names


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(why)


def why(
    name: str | None = typer.Argument(
        None,
        metavar="[TOPIC]",
        help="A topic, a muscle, an area, or a step as `lower-back/3`; without it, the topics.",
        autocompletion=topic_names,
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the claims as JSON."),
) -> None:
    """Show the evidence: what is claimed, what is known, how sure. The references come with it.

    Examples: backpain why; backpain why trigger-points; backpain why lower-back/3; backpain why gluteus-medius
    """
    from backpain_cli.cli.evidence import claims_behind, rows_behind
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.terminal.paper import Paper

    anatomy = load_anatomy()
    if as_json:
        from backpain_cli.cli.printing import print_json
        from backpain_cli.export.atlas_forms import claims_form

        print_json(claims_form(claims_behind(anatomy, name)))
        return
    paper = Paper()
    paper.print(rows_behind(anatomy, name, paper.width))
