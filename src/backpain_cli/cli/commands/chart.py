"""`backpain chart`: where a muscle lies, where its points are, and where they are published as felt."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import complete_charts
from backpain_cli.cli.output import print_json, write_output
from backpain_cli.domain.terms import OutputMode

if TYPE_CHECKING:
    from backpain_cli.pictures.scene import Scene


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
    as_json: bool = typer.Option(False, "--json", help="Print the description as JSON, with --describe."),
) -> None:
    """Draw muscles, points, areas or a routine on a body chart.

    Examples: backpain chart gluteus-medius; backpain chart lower back --describe; backpain chart levator-scapulae
    trapezius-upper --output neck.svg
    """
    from backpain_cli.cli import chart_output
    from backpain_cli.library.routines.finder import paths_in
    from backpain_cli.pictures.render.images import ImageProtocol, can_make_png
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.terminal.pictures import true_pictures

    console = PageConsole()
    if as_json and not describe:
        raise UsageError("--json works only with --describe.")
    if form is None and output is not None and output.suffix.lower() in {".svg", ".png"}:
        form = PictureFormat(output.suffix.lower().removeprefix("."))
    protocol = true_pictures(console) if form is None and not (describe or output) else None
    # Within tmux the pictures of kitty are sent in another way.
    kind = ImageProtocol.KITTY if protocol is ImageProtocol.PLACEHOLDERS else protocol
    form = form or PictureFormat(kind or PictureFormat.TERMINAL)
    with AppContext() as context:
        # Cells have no letters in them; sixels have only where something can draw them.
        legend = form is not PictureFormat.TERMINAL and (form is not PictureFormat.SIXEL or can_make_png())
        picture = chart_output.chart_for(names, view.value if view else None, context, console, legend=legend)
        if as_json:
            from backpain_cli.export.json_documents import json_document

            print_json(json_document(description=picture.scene.caption, areas=list(picture.areas)))
            return
        if output is None or picture.sign:
            # A picture in another form is for a program, and holds no sentences.
            is_page = describe or form is PictureFormat.TERMINAL
            chart_output.say_first(picture, context, console if is_page else context.err)
    if describe or (form is PictureFormat.TERMINAL and not output and console.room.mode is OutputMode.SENTENCES):
        console.say(picture.scene.caption)
    elif form in {PictureFormat.SVG, PictureFormat.PNG}:
        write_output([_picture_bytes(picture.scene, form, output)], output, inputs=paths_in(*names))
    elif output is not None:
        hint = "Use a file name that ends in .svg or .png, or add --format."
        raise UsageError("--output needs the format svg or png.", hint)
    elif form is PictureFormat.TERMINAL:
        chart_output.print_chart(picture, console)
    else:
        chart_output.show_image(picture, protocol or ImageProtocol(form.value), console)


def _picture_bytes(scene: "Scene", form: PictureFormat, output: Path | None) -> bytes:
    """Return a picture as the content of a file."""
    if form is PictureFormat.SVG:
        from backpain_cli.pictures.render.svg import svg_document

        return svg_document(scene).encode()
    from backpain_cli.pictures.render.images import png_image

    data = png_image(scene)
    if output is None and sys.stdout.isatty():
        raise UsageError("A PNG cannot be shown in a terminal.", "Add --output FILE.")
    return data
