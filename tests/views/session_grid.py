"""The screen of a session for tests: composed from its regions, without the painter."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from tests.screens import IN_SESSION
from tests.views.pages import EncodedStream

from backpain_cli.domain.terms import ThemeName
from backpain_cli.session.session import Session
from backpain_cli.views.big_digits import cells_of
from backpain_cli.views.floor_screen import floor_screen
from backpain_cli.views.hurts_screen import hurts_screen
from backpain_cli.views.screen_regions import ScreenRegion
from backpain_cli.views.session_clock import LADDER, digits_text
from backpain_cli.views.session_pictures import Draw, StepPictures
from backpain_cli.views.session_screen import SessionScreen
from backpain_cli.views.theme import rich_theme
from backpain_cli.views.widgets import Room

SIZES = ((200, 60), (120, 40), (100, 30), (80, 24), (60, 20), (40, 12), (30, 5), (80, 1))
WITH_TEXTS = SIZES[:-2]
"""Those that have room for more than a few lines."""


def screen_console(theme: ThemeName = ThemeName.DARK, *, no_color: bool = False, encoding: str = "utf-8") -> Console:
    """Return a console like that of a session, whose output goes nowhere."""
    console = Console(
        file=EncodedStream(encoding), width=80, height=24, highlight=False, markup=False, emoji=False,
        color_system="truecolor", force_terminal=True, legacy_windows=False, no_color=no_color, _environ={},
    )  # fmt: skip
    console.push_theme(rich_theme(theme), inherit=False)
    return console


CONSOLE = screen_console()


def regions_of(
    session: Session,
    columns: int,
    lines: int,
    *,
    ascii_only: bool = False,
    pictures: StepPictures | None = None,
    draw: Draw | None = None,
) -> Sequence[ScreenRegion]:
    """Return what is on the screen of that size."""
    room = Room(columns, lines, ascii=ascii_only)
    if session.is_asking:
        return hurts_screen(session, room, IN_SESSION)
    if session.floor_view:
        return floor_screen(session, room, IN_SESSION)
    return SessionScreen(room, IN_SESSION, pictures, draw).regions(session)


def composed(regions: Iterable[ScreenRegion], columns: int, lines: int) -> list[str]:
    """Return the lines of a screen, without spaces at their ends; a space on a reversed ground is a full block."""
    rows = [[" "] * columns for _ in range(lines)]
    for region in regions:
        assert region.x >= 0
        assert region.x + region.width <= columns
        assert region.y + region.height <= lines
        options = CONSOLE.options.update(width=max(1, region.width), height=None)
        drawn = CONSOLE.render_lines(region.renderable, options, pad=False)
        for y, line in enumerate(drawn[: region.height], start=region.y):
            cells = [
                "█" if letter == " " and style and style.reverse else letter
                for text, style, _ in line
                for letter in text
            ]
            rows[y][region.x : region.x + len(cells)] = cells[: columns - region.x]
    return ["".join(row).rstrip() for row in rows]


def screen_lines(session: Session, columns: int, lines: int, *, ascii_only: bool = False) -> list[str]:
    """Return the lines of the session's screen, without pictures."""
    return composed(regions_of(session, columns, lines, ascii_only=ascii_only), columns, lines)


def prose(lines: Iterable[str]) -> str:
    """Return all words on a screen in one line."""
    return " ".join(" ".join(lines).split())


def shows_drawn(lines: Sequence[str], drawn: Sequence[str]) -> bool:
    """Return whether rows of cells are somewhere on a screen, one below the other."""
    first = drawn[0].rstrip()
    for y, line in enumerate(lines[: max(0, len(lines) - len(drawn) + 1)]):
        x = line.find(first)
        while x >= 0:
            below = lines[y : y + len(drawn)]
            if all(
                row.ljust(x + len(cells))[x : x + len(cells)] == cells for row, cells in zip(below, drawn, strict=True)
            ):
                return True
            x = line.find(first, x + 1)
    return False


def shows_tile(lines: Sequence[str], word: str) -> bool:
    """Return whether `word` is on a screen as a tile or as text."""
    try:
        return word in prose(lines) or shows_drawn(lines, cells_of(word, 1, 1, above=1))
    except KeyError:
        return False


def shows_seconds(lines: Sequence[str], session: Session) -> bool:
    """Return whether the digits of the seconds that are left are on a screen, in any size."""
    text = digits_text(session.seconds_left_in_segment, session.segment)
    if f" {text} " in f" {prose(lines)} ":
        return True
    for across, half_rows in (*LADDER, (1, 2), (1, 1)):
        if shows_drawn(lines, cells_of(text, across, half_rows)):
            return True
        ascii_rows = cells_of(text, across, 2 * max(1, half_rows // 2))
        if shows_drawn(lines, [row.replace("█", "#") for row in ascii_rows]):
            return True
    return False
