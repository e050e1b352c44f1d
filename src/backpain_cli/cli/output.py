"""Pages, sentences, JSON and files: the one way from a command to a terminal or a file."""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from backpain_cli.domain.text import escape_for_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from backpain_cli.pictures.body.chart import ChartSeries
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.views.charts import PageDrawing
    from backpain_cli.views.widgets import Room

_ENDING_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def show(page: "Callable[[Room], RenderableType]", console: "PageConsole | None" = None) -> None:
    """Print `page` for the room that there is on `console`, by default standard output."""
    from backpain_cli.terminal.console import PageConsole

    console = console or PageConsole()
    console.page(page(console.room))


def show_with_picture(
    page: "Callable[[Room, RenderableType | None], RenderableType]",
    draw: "Callable[[dict[str, Any], PageDrawing], RenderableType | None]",
    *,
    since: int,
) -> None:
    """Print a page on standard output, on a wide terminal with a picture.

    Args:
        page: from the room for it and its picture, if it has one.
        draw: from the pictures' plain contents and how they are drawn here; called only where there is room.
        since: from how many columns on there is.
    """
    from backpain_cli.terminal.console import PageConsole

    console = PageConsole()
    picture = None
    if console.room.is_screen and console.file.isatty() and console.room.columns >= since:
        from backpain_cli.library.shipped import load_picture_data
        from backpain_cli.terminal.pictures import drawing_for_page

        picture = draw(load_picture_data(), drawing_for_page(console))
    console.page(page(console.room, picture))


def show_with_chart(
    page: "Callable[[Room, RenderableType | None], RenderableType]",
    charted: "Callable[[], Sequence[ChartSeries]]",
    *,
    since: int,
) -> None:
    """Print a page on standard output, on a wide terminal with a chart.

    Args:
        page: from the room for it and its chart, if it has one.
        charted: returns what the chart shows; called only where there is room for it.
        since: from how many columns on there is.
    """

    def draw(data: dict[str, Any], drawing: "PageDrawing") -> "RenderableType | None":
        from backpain_cli.views.charts import page_chart

        return page_chart(data, charted(), drawing)

    show_with_picture(page, draw, since=since)


def say(text: str, console: "PageConsole | None" = None, *, style: str = "", gap: bool = False) -> None:
    """Print a sentence or two.

    Args:
        text: the sentences.
        console: where they are printed; None is standard error.
        style: of the text.
        gap: whether an empty line comes before it.
    """
    from backpain_cli.terminal.console import talk

    (console or talk()).say("\n" * gap + text, style)


def confirm_deletion(word: str, console: "PageConsole", *, yes: bool) -> bool:
    """Ask for `word` before something is deleted, unless `yes`; return whether to delete it.

    Raises:
        BackpainError: there is no terminal to ask on.
    """
    from backpain_cli.cli.errors import UsageError
    from backpain_cli.terminal.prompts import ask_choice

    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError(
            "Nothing was deleted: there is no terminal to ask on.", "Add --yes to delete without being asked."
        )
    question = f"Type {word}, then Enter, to delete this for good; Enter alone keeps it:"
    if ask_choice(question, {word: word, "": ""}, console) == word:
        return True
    say("Nothing was deleted.", console)
    return False


def print_json(form: dict[str, Any]) -> None:
    """Print `form` as JSON, in a way that every encoding can hold."""
    import json

    sys.stdout.write(json.dumps(form, indent=2) + "\n")


def write_output(
    pieces: Iterable[bytes],
    output: Path | None = None,
    *,
    inputs: Iterable[Path] = (),
    private: bool = False,
    new: bool = False,
) -> None:
    """Write `pieces` to a file, or to standard output where none is named, whatever the encoding there.

    Args:
        pieces: what is written; none waits for the rest.
        output: the file; None and `-` are standard output.
        inputs: the files that the command reads, which must not be lost.
        private: whether only its owner may read the file.
        new: whether a file that exists is refused.

    Raises:
        BackpainError: the file cannot be written, exists and must be new, or is one of `inputs`.
    """
    if output is None or str(output) == "-":
        sys.stdout.flush()
        with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as stream:
            stream.writelines(pieces)
        return
    from backpain_cli.files import write_atomically  # only where a file is written

    with signals_as_exceptions():
        write_atomically(output, pieces, inputs=inputs, private=private, new=new)


def write_private(pieces: Iterable[bytes], output: Path) -> None:
    """Write health data to a file that only its owner may read, and say so; `-` is standard output.

    Raises:
        BackpainError: the file cannot be written.
    """
    write_output(pieces, output, private=True)
    where = f"Written to {escape_for_terminal(str(output))}. " if str(output) != "-" else ""
    say(f"{where}This is health data: keep it to yourself, and send it only to people you trust with it.")


@contextmanager
def signals_as_exceptions() -> Iterator[None]:
    """Let a signal that ends the process raise inside first, so that nothing is left half-written or unsaid."""

    def interrupt(number: int, _frame: FrameType | None) -> None:
        for each in handlers:
            # A second Ctrl-C must not interrupt the cleaning up.
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt(number)

    # What is ignored, as by nohup, stays ignored.
    numbers = [number for number in _ENDING_SIGNALS if signal.getsignal(number) != signal.SIG_IGN]
    handlers = {number: signal.signal(number, interrupt) for number in numbers}
    ended_by = None
    try:
        yield
    except KeyboardInterrupt as interruption:
        ended_by = interruption.args[0]
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if ended_by is not None:
        signal.raise_signal(ended_by)
