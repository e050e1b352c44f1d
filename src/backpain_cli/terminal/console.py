"""Consoles by stream and environment: the only printers of pages. What is plain, what has colours, what moves."""

import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from rich.console import Console, RenderableType
from rich.text import Text

from backpain_cli.domain.terms import OutputMode, ThemeName
from backpain_cli.terminal.capabilities import capabilities, is_dumb
from backpain_cli.views.theme import rich_theme
from backpain_cli.views.widgets import Room

PLAIN_VARIABLES = ("BACKPAIN_PLAIN", "ACCESSIBLE")
MOTION_VARIABLES = ("REDUCED_MOTION", "NO_MOTION")
THEME_VARIABLE = "BACKPAIN_THEME"
_NO = frozenset({"", "0", "no", "off", "false"})
_MIN_COLUMNS, _PIPE_COLUMNS, _USUAL_LINES = 20, 100, 24
_DARK_OF_16 = frozenset({0, 1, 2, 3, 4, 5, 6, 8})


def asks_for_lines(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the environment asks for plain sentences."""
    return _is_set(PLAIN_VARIABLES, environment)


def reduces_motion(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the environment asks that nothing flashes: `REDUCED_MOTION=1` or `NO_MOTION=1`."""
    return _is_set(MOTION_VARIABLES, environment)


def _is_set(names: Iterable[str], environment: Mapping[str, str]) -> bool:
    return any(environment.get(name, "").strip().casefold() not in _NO for name in names)


def is_plain(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether `stream` takes only lines: that is asked for, it is a pipe, or the terminal can do no more."""
    return asks_for_lines(environment) or is_dumb(environment) or not stream.isatty()


def forces_color(environment: Mapping[str, str]) -> bool | None:
    """Return whether colours are asked for (True) or refused (False); None: as the stream can."""
    if environment.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if wanted := environment.get(name, ""):
            return wanted.casefold() not in _NO
    return None


def output_mode(stream: TextIO, environment: Mapping[str, str] = os.environ) -> OutputMode:
    """Return what pages become on `stream`. Forced colours in a pipe make it a screen: for `less -R`."""
    if asks_for_lines(environment):
        return OutputMode.SENTENCES
    if not stream.isatty():
        return OutputMode.SCREEN if forces_color(environment) else OutputMode.PIPE
    return OutputMode.SENTENCES if is_dumb(environment) else OutputMode.SCREEN


class _Choice:
    """The theme of this process: there is one terminal, and one person who looks at it."""

    theme = ThemeName.AUTO


def use_theme(theme: ThemeName) -> None:
    """Draw in `theme` from now on; `auto` leaves it to the environment and the terminal."""
    _Choice.theme = theme


def theme_for(stream: TextIO, environment: Mapping[str, str] = os.environ) -> ThemeName:
    """Return the theme to draw in on `stream`: the chosen one, else the environment's, else the terminal's own."""
    named = environment.get(THEME_VARIABLE, "").strip().casefold()
    theme = _Choice.theme
    if theme is ThemeName.AUTO and named in set(ThemeName):
        theme = ThemeName(named)
    if theme is not ThemeName.AUTO:
        return theme
    if environment.get("NO_COLOR"):
        return ThemeName.MONO
    if stream.isatty() and (is_light := capabilities().is_light) is not None:
        return ThemeName.LIGHT if is_light else ThemeName.DARK
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    if not (ground.isascii() and ground.isdigit()) or int(ground) >= 16:
        return ThemeName.AUTO
    return ThemeName.DARK if int(ground) in _DARK_OF_16 else ThemeName.LIGHT


class PageConsole(Console):
    """A console that knows what pages are made for, and prints them: with colours, or as lines that are not wrapped."""

    def __init__(self, stream: TextIO | None = None, environment: Mapping[str, str] = os.environ) -> None:
        """Print to `stream`, by default standard output."""
        stream = sys.stdout if stream is None else stream
        mode = output_mode(stream, environment)
        columns, lines = _size(stream, environment)
        draws = mode is OutputMode.SCREEN
        options: dict[str, Any] = {"color_system": None}
        if draws and not environment.get("NO_COLOR"):
            options = {"color_system": "standard" if is_dumb(environment) else "auto"}
        if forces_color(environment) is False and draws:
            options = {"no_color": True}
        super().__init__(
            file=stream, width=columns, height=lines, highlight=False, markup=False, emoji=False, legacy_windows=False,
            force_terminal=draws, _environ=environment, **options,
        )  # fmt: skip
        self.theme_name = theme_for(stream, environment) if draws else ThemeName.AUTO
        self.push_theme(rich_theme(self.theme_name, self.color_system), inherit=False)
        self.room = Room(columns, lines, mode, ascii=self.options.ascii_only)
        self.environment = environment

    def page(self, renderable: RenderableType) -> None:
        """Print a page; outside of terminals its lines are as long as they are."""
        self.print(renderable, soft_wrap=not self.file.isatty() and not self.room.is_screen, crop=False)

    def say(self, text: str, style: str = "") -> None:
        """Print a paragraph."""
        self.page(Text(text, style))


def _size(stream: TextIO, environment: Mapping[str, str]) -> tuple[int, int]:
    """Return the columns and lines of `stream`; COLUMNS wins, and a pipe has 100."""
    try:
        columns, lines = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        columns, lines = 0, 0
    wanted = environment.get("COLUMNS", "")
    if wanted.isascii() and wanted.isdigit() and 0 < len(wanted) < 6:
        columns = int(wanted)
    return max(_MIN_COLUMNS, columns or _PIPE_COLUMNS), lines or _USUAL_LINES


def talk() -> PageConsole:
    """Return the console for what is said rather than asked for: standard error."""
    return PageConsole(sys.stderr)
