"""`backpain overlap`: the areas that muscles share."""

import typer

from backpain_cli.cli.completing import muscle_names


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(overlap)


def overlap(
    names: list[str] = typer.Argument(
        ..., metavar="MUSCLE MUSCLE...", help="Two muscles or more.", autocompletion=muscle_names
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the areas as JSON."),
) -> None:
    """Show the areas in which several muscles are published as felt.

    Example: backpain overlap erector-spinae levator-scapulae
    """
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.domain.overlap import shared_areas
    from backpain_cli.library.anatomy_file import load_anatomy

    anatomy = load_anatomy()
    muscles = list({muscle.key: muscle for muscle in map(anatomy.muscle, names)}.values())
    if len(muscles) < 2:
        raise BackpainError("Name two muscles, or more.", exit_code=ExitCode.USAGE)
    shared = shared_areas(anatomy, muscles)
    if as_json:
        from backpain_cli.cli.printing import print_json
        from backpain_cli.export.atlas_forms import overlap_form

        print_json(overlap_form(muscles, shared))
        return
    from backpain_cli.terminal.evidence_pages import overlap_rows
    from backpain_cli.terminal.paper import Paper

    paper = Paper()
    paper.print(overlap_rows(muscles, shared, paper.width))
