"""`backpain chart`: where a muscle lies, where its points are, and where they are published as felt."""

from enum import StrEnum
from pathlib import Path

import typer

from backpain_cli.cli.options import complete_charts


class PictureFormat(StrEnum):
    """Forms of a picture."""

    TERMINAL = "terminal"
    """Cells with letters and blocks, also on a terminal that shows images."""
    SVG = "svg"
    PNG = "png"
    KITTY = "kitty"
    """An image for a terminal that knows the protocol of kitty; the next two likewise."""
    ITERM2 = "iterm2"
    SIXEL = "sixel"


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
        ..., metavar="NAME...", help="Muscles, points, areas or a routine.", autocompletion=complete_charts
    ),
    form: PictureFormat | None = typer.Option(
        None,
        "--format",
        help="Draw in this format. Default: by the file name's ending, or an image if the terminal shows them.",
    ),
    view: Views | None = typer.Option(
        None, "--view", help="Show this side of the body. Default: every side with something on it."
    ),
    output: Path | None = typer.Option(None, "--output", metavar="FILE", help="Write the picture to this file."),
    describe: bool = typer.Option(False, "--describe", help="Describe the chart in words, for screen readers."),
) -> None:
    """Draw muscles, points, areas or a routine on a body chart.

    Example: backpain chart levator-scapulae trapezius-upper --output neck.svg
    """
    from backpain_cli.cli.chart_output import (
        chart_for,
        holds_letters,
        print_chart,
        show_image,
        terminal_image_protocol,
        write_chart,
    )
    from backpain_cli.cli.context import AppContext
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.library.routines.finder import paths_in

    if form is None and output is not None and output.suffix.lower() in {".svg", ".png"}:
        form = PictureFormat(output.suffix.lower().removeprefix("."))
    if form is None:
        protocol = None if describe or output else terminal_image_protocol()
        form = PictureFormat(protocol.value) if protocol else PictureFormat.TERMINAL
    with AppContext() as context:
        picture = chart_for(names, view.value if view else None, context, legend=holds_letters(form.value))
    if describe:
        from backpain_cli.terminal.paper import Paper
        from backpain_cli.terminal.spans import paragraph

        paper = Paper()
        paper.print(paragraph(picture.scene.caption, paper.width))
        return
    if form in {PictureFormat.SVG, PictureFormat.PNG}:
        write_chart(picture.scene, form.value, output, inputs=paths_in(*names))
        return
    if output is not None:
        raise BackpainError(
            "--output needs the format svg or png.",
            hint="Use a file name that ends in .svg or .png, or add --format.",
            exit_code=ExitCode.USAGE,
        )
    if form is PictureFormat.TERMINAL:
        print_chart(picture)
    else:
        show_image(picture, form.value)
