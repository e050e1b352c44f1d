"""Home on the whole screen: painted on a key; nothing moves by itself."""

from collections.abc import Callable
from enum import StrEnum
from typing import assert_never

from rich.console import RenderableType
from rich.segment import Segment, Segments
from rich.text import Text

from backpain_cli.pictures.scene import Scene
from backpain_cli.session.events import Absence, Resized, SessionEnded
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.keys import KeyReader
from backpain_cli.terminal.owner import TerminalOwner, exit_by_signal
from backpain_cli.terminal.pictures import ScreenPictures, cell_mode, cell_px, picture_colors, true_pictures
from backpain_cli.views.charts import PictureView
from backpain_cli.views.home import HomeState, home_page, picture_room

Picture = Callable[[str, bool], Scene]
"""From an area's key, and whether the body is seen from the front, to the body with that area."""


class HomeKey(StrEnum):
    """What a key means at home."""

    UP = "up"
    DOWN = "down"
    TURN = "turn"
    START = "start"
    SHORT = "short"
    MUSCLES = "muscles"
    SHEET = "sheet"
    PROGRESS = "progress"
    ROUTINES = "routines"
    SCREEN = "screen"
    HELP = "help"
    KEYS = "keys"
    LEAVE = "leave"
    NONE = "none"


_LETTERS = {
    b"\r": HomeKey.START,
    b"\n": HomeKey.START,
    b"5": HomeKey.SHORT,
    b"m": HomeKey.MUSCLES,
    b"c": HomeKey.SHEET,
    b"p": HomeKey.PROGRESS,
    b"r": HomeKey.ROUTINES,
    b"s": HomeKey.SCREEN,
    b"h": HomeKey.HELP,
    b"?": HomeKey.KEYS,
    b"q": HomeKey.LEAVE,
    b"k": HomeKey.UP,
    b"j": HomeKey.DOWN,
}
_ARROWS = {b"A": HomeKey.UP, b"B": HomeKey.DOWN, b"C": HomeKey.TURN, b"D": HomeKey.TURN}


def choose_at_home(state: HomeState, picture: Picture) -> list[str]:
    """Show home until something is chosen; return the arguments of the command that does it, none to leave.

    A signal ends the process, once the terminal is given back.
    """
    arguments: list[str] | None = None
    keys = KeyReader(_LETTERS, _ARROWS, HomeKey.NONE)
    protocol = true_pictures(PageConsole())
    with TerminalOwner(keys, screen=True) as owner:
        pictures = None
        if protocol is not None:
            pictures = ScreenPictures(protocol, picture_colors(PageConsole()), owner.write, cell_px())
        while arguments is None and owner.ended_by is None:
            _paint(state, picture, owner, pictures)
            for event in owner.wait(None):
                if isinstance(event, Absence | Resized | SessionEnded):
                    continue
                state, arguments = after_key(state, event)
                if arguments is not None:
                    break
        if pictures is not None:
            pictures.close()
    if owner.ended_by is not None:
        exit_by_signal(owner.ended_by)
    return arguments or []


def _paint(state: HomeState, picture: Picture, owner: TerminalOwner[HomeKey], pictures: ScreenPictures | None) -> None:
    console = PageConsole()
    room = console.room
    columns, lines = picture_room(room)
    scene = picture(state.area.key, state.front) if columns else None
    body: RenderableType | None = None
    if scene is not None:
        # A true picture is laid over an empty place.
        mode, colors = cell_mode(console), picture_colors(console)
        body = Text() if pictures else PictureView(scene, columns, lines, mode, colors)
    options = console.options.update(height=None)
    rendered = console.render_lines(home_page(state, room, body), options, pad=True)[: room.lines]
    with console.capture() as captured:
        for number, line in enumerate(rendered):
            console.print(Segments([Segment("\n")] * bool(number) + line), end="", soft_wrap=True, crop=False)
    text = captured.get().replace("\n", "\x1b[K\r\n")
    owner.write(f"\x1b[?2026h\x1b[H{text}\x1b[K\x1b[J\x1b[?2026l".encode(console.encoding, "replace"))
    if pictures is not None:
        pictures.clear()
        if scene is not None:
            margin = 3 if room.columns >= 100 else 1
            pictures.place((state.area.key, state.front), scene, (margin, 2), columns, lines)


def after_key(state: HomeState, key: HomeKey) -> tuple[HomeState, list[str] | None]:
    """Return home after `key`, and the arguments of the command to run, if one was chosen."""
    area = state.area
    arguments: list[str] | None = None
    match key:
        case HomeKey.UP | HomeKey.DOWN:
            step = 1 if key is HomeKey.DOWN else -1
            state = state._replace(chosen=(state.chosen + step) % len(state.areas))
        case HomeKey.TURN:
            state = state._replace(front=not state.front)
        case HomeKey.START if state.interrupted:
            arguments = ["routine", "--resume"]
        case HomeKey.START:
            arguments = ["routine", area.routine.key] if area.routine else None
        case HomeKey.SHORT:
            arguments = ["routine", area.short_routine.key] if area.short_routine else None
        case HomeKey.MUSCLES:
            arguments = ["muscles", area.key]
        case HomeKey.SHEET:
            arguments = ["checklist", area.routine.key] if area.routine else ["chart", area.key]
        case HomeKey.PROGRESS | HomeKey.ROUTINES | HomeKey.SCREEN:
            arguments = [key.value]
        case HomeKey.HELP:
            arguments = ["--help"]
        case HomeKey.KEYS:
            state = state._replace(all_keys=not state.all_keys)
        case HomeKey.LEAVE:
            arguments = []
        case HomeKey.NONE:
            pass
        case _ as unreachable:
            assert_never(unreachable)
    return state, arguments
