"""`backpain chart`: where a muscle lies, where its points are, and where they are published as felt."""

from enum import StrEnum
from pathlib import Path

import typer

from backpain_cli.cli.completing import chart_names


class PictureFormat(StrEnum):
    """Forms of a picture."""

    TERMINAL = "terminal"
    SVG = "svg"
    PNG = "png"


class Views(StrEnum):
    """From where the body is seen."""

    BACK = "back"
    FRONT = "front"
    BOTH = "both"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(chart)


def chart(
    names: list[str] = typer.Argument(
        ..., metavar="NAME...", help="Muscles, points, areas or a routine.", autocompletion=chart_names
    ),
    form: PictureFormat = typer.Option(PictureFormat.TERMINAL, "--format", help="How it is drawn."),
    view: Views | None = typer.Option(
        None, "--view", help="From where; without it, wherever there is something to see."
    ),
    output: Path | None = typer.Option(None, "--output", help="Write the picture to this file."),
    describe: bool = typer.Option(False, "--describe", help="Say the same in words, for ears and screen readers."),
) -> None:
    """Draw the body chart of muscles, points, pain areas or a routine.

    Examples: backpain chart gluteus-medius; backpain chart lower-back --describe;
    backpain chart levator-scapulae trapezius-upper --format svg --output neck.svg
    """
    from backpain_cli.cli.charting import chart_for, show, write
    from backpain_cli.domain.errors import BackpainError, ExitCode

    picture = chart_for(names, view.value if view else None, legend=form is not PictureFormat.TERMINAL)
    if describe:
        from backpain_cli.terminal.paper import Paper
        from backpain_cli.terminal.spans import paragraph

        paper = Paper()
        paper.print(paragraph(picture.scene.caption, paper.width))
        return
    if form is PictureFormat.TERMINAL:
        if output is not None:
            raise BackpainError("--output goes with --format svg or png.", exit_code=ExitCode.USAGE)
        show(picture)
        return
    write(picture.scene, form.value, output)
