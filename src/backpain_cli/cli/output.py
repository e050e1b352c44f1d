"""To standard output or a file."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.terminal.beside import CHART_COLUMNS, beside, columns_for_words
from backpain_cli.terminal.paper import Paper, is_drawable
from backpain_cli.terminal.spans import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backpain_cli.pictures.body.chart import ChartSeries


def print_page(words: Callable[[int], list[Row]], charted: "Callable[[], Sequence[ChartSeries]] | None") -> None:
    """Print the page that `words` makes for a width, on standard output.

    Args:
        words: from the columns they may take to the rows of the page.
        charted: returns what its chart shows; called only where there is room for a chart. None: there is none.
    """
    paper = Paper()
    width = columns_for_words(paper.stream) if charted is not None else 0
    if charted is None or not width:
        paper.print(words(paper.width))
        return
    from backpain_cli.library.shipped import load_picture_data
    from backpain_cli.pictures.render.cells import picture_mode
    from backpain_cli.terminal.chart_view import page_chart

    rows = words(width)
    mode = picture_mode(os.environ, paper.stream.encoding, is_drawable(paper.stream))
    picture = page_chart(load_picture_data(), charted(), CHART_COLUMNS, len(rows), mode)
    paper.print(beside(rows, width, picture), wrap=False)


def print_json(form: dict[str, Any]) -> None:
    """Print `form` as JSON, in a way that every encoding can hold."""
    import json

    sys.stdout.write(json.dumps(form, indent=2) + "\n")


def write_data(data: bytes, output: Path | None, inputs: Iterable[Path] = ()) -> None:
    """Write `data` to a file, or to standard output where none is named, whatever the encoding there.

    Raises:
        BackpainError: the file cannot be written, or is one of `inputs`, the files that the command reads.
    """
    if output is None:
        write_pieces([data])
        return
    from backpain_cli.files import write_atomically  # only where a file is written

    write_atomically(output, [data], inputs=inputs)


def write_pieces(pieces: Iterable[bytes]) -> None:
    """Write one piece after the other to standard output, whatever the encoding there; none waits for the rest."""
    sys.stdout.flush()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as stream:
        stream.writelines(pieces)


def write_private(pieces: Iterable[bytes], output: Path) -> None:
    """Write `pieces` to a file that only its owner may read; `-` is standard output.

    Raises:
        BackpainError: the file cannot be written.
    """
    if str(output) == "-":
        write_pieces(pieces)
        return
    from backpain_cli.files import write_atomically  # only where a file is written

    write_atomically(output, pieces, private=True)


def say_private(output: Path) -> None:
    """Say that a file was written, and that it is private."""
    from backpain_cli.terminal.paper import talk
    from backpain_cli.terminal.spans import paragraph

    paper = talk()
    where = "" if str(output) == "-" else f"Written to {escape_for_terminal(str(output))}. "
    advice = "This is health data: keep it to yourself, and send it only to people you trust with it."
    paper.print(paragraph(f"{where}{advice}", paper.width))
