"""Rendering pages for tests: as a terminal shows them, as a pipe gets them, as they are read aloud."""

from collections.abc import Callable, Iterator
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, RenderableType

from backpain_cli.domain.terms import OutputMode, ThemeName
from backpain_cli.views.theme import rich_theme
from backpain_cli.views.widgets import Room

WIDTHS = (40, 60, 80, 100, 140)
PIPE = Room(mode=OutputMode.PIPE)
SENTENCES = Room(columns=80, mode=OutputMode.SENTENCES)

Page = Callable[[Room], RenderableType]


def rendered(page: Page, room: Room, *, theme: ThemeName = ThemeName.DARK, colors: bool = False) -> list[str]:
    """Return the lines of `page` for `room`, without trailing spaces; with the terminal's codes if `colors`."""
    stream = EncodedStream("ascii" if room.ascii else "utf-8")
    console = Console(
        file=stream, width=room.columns, height=room.lines, highlight=False, markup=False, emoji=False,
        color_system="truecolor" if colors else None, force_terminal=colors, legacy_windows=False, _environ={},
    )  # fmt: skip
    console.push_theme(rich_theme(theme), inherit=False)
    console.print(page(room), soft_wrap=room.mode is OutputMode.PIPE, crop=False)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


class EncodedStream(StringIO):
    """A stream of that encoding, which nobody reads."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


def screens(page: Page) -> Iterator[tuple[Room, list[str]]]:
    """Yield `page` on screens of each usual width, with all signs and with ASCII alone."""
    for columns in WIDTHS:
        for ascii_only in (False, True):
            room = Room(columns=columns, ascii=ascii_only)
            yield room, rendered(page, room)


def assert_fits_every_screen(page: Page) -> None:
    """Assert that nothing is cut, wider than the screen, or beyond ASCII where there is nothing else."""
    for room, lines in screens(page):
        for line in lines:
            assert cell_len(line) <= room.columns, (room, line)
            assert "…" not in line, (room, line)
            assert not room.ascii or line.isascii(), (room, line)


def words(lines: list[str]) -> list[str]:
    """Return the words on a page, without what only draws it: frames, rules and signs."""
    text = " ".join(lines)
    return [word for part in text.split() if (word := part.strip("─━│╭╮╰╯┌┐└┘|+-=●○■□▢▼▲▸*·"))]
