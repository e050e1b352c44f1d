"""Home on the whole screen: painted on a key; nothing moves by itself."""

from collections.abc import Callable
from enum import StrEnum
from typing import assert_never

from rich.console import RenderableType

from backpain_cli.pictures.render.images import ImageProtocol
from backpain_cli.pictures.scene import Scene
from backpain_cli.session.events import Absence, Resized, SessionEnded
from backpain_cli.terminal.capabilities import capabilities
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.keys import KeyReader
from backpain_cli.terminal.owner import TerminalOwner, exit_by_signal
from backpain_cli.terminal.painter import RegionPainter
from backpain_cli.terminal.pictures import ScreenPictures, cell_mode, cell_px, picture_colors, true_pictures
from backpain_cli.views.charts import PictureView, TruePicture
from backpain_cli.views.home import HomeState, home_page, picture_place
from backpain_cli.views.screen_regions import ScreenRegion
from backpain_cli.views.widgets import Room

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
    # Asked before the owner reads the keys.
    capabilities(full_screen=True)
    with TerminalOwner(KeyReader(_LETTERS, _ARROWS, HomeKey.NONE), screen=True) as owner:
        screen = _HomeScreen(picture, owner)
        while arguments is None and owner.ended_by is None:
            screen.paint(state)
            for event in owner.wait(None):
                if isinstance(event, Resized):
                    screen.forget()
                elif not isinstance(event, Absence | SessionEnded):
                    state, arguments = after_key(state, event)
                if arguments is not None:
                    break
        screen.close()
    if owner.ended_by is not None:
        exit_by_signal(owner.ended_by)
    return arguments or []


class _HomeScreen:
    """Paints home, with the body in cells or as a true picture."""

    def __init__(self, picture: Picture, owner: TerminalOwner[HomeKey]) -> None:
        console = PageConsole()
        self._picture, self._size, self._ascii = picture, owner.size, console.room.ascii
        self._painter = RegionPainter(console, owner.write)
        self._mode, self._colors = cell_mode(console), picture_colors(console)
        self._images: ScreenPictures | None = None
        # A sixel is sent without letters, and the body names its sides.
        if (protocol := true_pictures(console)) and protocol is not ImageProtocol.SIXEL:
            self._images = ScreenPictures(protocol, self._colors, owner.write, cell_px())

    def paint(self, state: HomeState) -> None:
        room = Room(*self._size(), ascii=self._ascii)
        place = picture_place(room)
        scene = self._picture(state.area.key, state.front) if place else None
        body: RenderableType | None = None
        if place and scene:
            # A true picture is laid over an empty place.
            cells = PictureView(scene, place.columns, place.lines, self._mode, self._colors)
            body = TruePicture(scene) if self._images else cells
        key = (state.chosen, state.front, state.all_keys, room)
        page = ScreenRegion(0, 0, room.columns, room.lines, home_page(state, room, body), key)
        if self._images:
            self._images.clear()
            if not self._images.keeps_pictures:
                # Only other cells take such a picture away.
                self._painter.forget()
        self._painter.paint([page], room.columns, room.lines)
        if self._images and place and scene:
            at = (place.x, place.y)
            self._images.place((state.area.key, state.front), scene, at, place.columns, place.lines)

    def forget(self) -> None:
        """Assume nothing of what is on the terminal."""
        self._painter.forget()

    def close(self) -> None:
        """Take the picture off the terminal."""
        if self._images:
            self._images.close()


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
