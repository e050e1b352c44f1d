"""Home on the whole screen: painted on a key; nothing moves by itself."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import assert_never

from rich.console import RenderableType

from backpain_cli.pictures.scene import Scene
from backpain_cli.session.events import Absence, Resized, SessionEnded
from backpain_cli.terminal.capabilities import capabilities
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.keys import KeyReader
from backpain_cli.terminal.owner import TerminalOwner, exit_by_signal
from backpain_cli.terminal.painter import RegionPainter
from backpain_cli.terminal.pictures import cell_mode, picture_colors
from backpain_cli.terminal.screen_pictures import screen_pictures
from backpain_cli.views.charts import PictureView, TruePicture
from backpain_cli.views.home import HomeFound, HomeState, home_page, picture_place
from backpain_cli.views.screen_regions import ScreenRegion
from backpain_cli.views.widgets import Room

Find = Callable[[str], HomeFound]
"""From words that were typed to what they mean."""
Picture = Callable[[str, bool], Scene]
"""From an area's key, and whether the body is seen from the front, to the body with that area."""


class HomeKey(StrEnum):
    """What a key means at home."""

    UP = "up"
    DOWN = "down"
    TURN = "turn"
    START = "start"
    SHORT = "short"
    PLAN = "plan"
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
    "\r": HomeKey.START,
    "\n": HomeKey.START,
    "5": HomeKey.SHORT,
    "a": HomeKey.PLAN,
    "m": HomeKey.MUSCLES,
    "c": HomeKey.SHEET,
    "p": HomeKey.PROGRESS,
    "r": HomeKey.ROUTINES,
    "s": HomeKey.SCREEN,
    "h": HomeKey.HELP,
    "?": HomeKey.KEYS,
    "q": HomeKey.LEAVE,
    "k": HomeKey.UP,
    "j": HomeKey.DOWN,
}
_SEARCH, _BACKSPACES, _ENTERS = "/", "\x7f\b", "\r\n"
_MAX_TYPED = 60
_TYPED: dict[bytes, HomeKey | str] = {bytes([code]): chr(code) for code in (*b"\r\n\b\x7f", *range(32, 127))}
# A letter of another alphabet comes as several bytes, and is left out.
_TYPED |= {bytes([code]): "" for code in range(128, 256)}
_ARROWS: dict[bytes, HomeKey | str] = {b"A": HomeKey.UP, b"B": HomeKey.DOWN, b"C": HomeKey.TURN, b"D": HomeKey.TURN}


def choose_at_home(state: HomeState, picture: Picture, find: Find) -> list[str]:
    """Show home until something is chosen; return the arguments of the command that does it, none to leave.

    A signal ends the process, once the terminal is given back.

    Args:
        state: what home shows at first.
        picture: the body with an area.
        find: what typed words mean.
    """
    arguments: list[str] | None = None
    # Asked before the owner reads the keys.
    capabilities(full_screen=True)
    with TerminalOwner(KeyReader(_TYPED, _ARROWS, HomeKey.NONE), screen=True) as owner:
        screen = _HomeScreen(picture, owner)
        while arguments is None and owner.ended_by is None:
            screen.paint(state)
            for event in owner.wait(None):
                if isinstance(event, Resized):
                    screen.forget()
                elif not isinstance(event, Absence | SessionEnded):
                    state, arguments = after_typing(state, event, find)
                if arguments is not None:
                    break
        screen.close()
    if owner.ended_by is not None:
        exit_by_signal(owner.ended_by)
    return arguments or []


class _HomeScreen:
    """Paints home, with the body in cells or as a true picture."""

    def __init__(self, picture: Picture, owner: TerminalOwner[HomeKey | str]) -> None:
        console = PageConsole()
        self._picture, self._size, self._ascii = picture, owner.size, console.room.ascii
        self._painter = RegionPainter(console, owner.write)
        self._mode, self._colors = cell_mode(console), picture_colors(console)
        self._images = screen_pictures(console, owner.write)
        self._as_text: Sequence[ScreenRegion] = []

    def paint(self, state: HomeState) -> None:
        if self._images and self._images.are_seen_by_others():
            self.forget()
        room = Room(*self._size(), ascii=self._ascii)
        place = picture_place(room)
        scene = self._picture(state.area.key, state.front) if place else None
        images = self._images if self._images and scene and self._images.can_show(scene) else None
        body: RenderableType | None = None
        if place and scene:
            # A true picture is laid over an empty place.
            cells = PictureView(scene, place.columns, place.lines, self._mode, self._colors)
            body = TruePicture(scene) if images else cells
        key = (state.area.key, state.front, state.all_keys, state.typed, room)
        page = ScreenRegion(0, 0, room.columns, room.lines, home_page(state, room, body), key)
        if self._images:
            self._images.clear()
            if not self._images.keeps_pictures:
                # Only other cells take such a picture away.
                self._painter.forget()
        # One that is text stays until the next one is sent.
        self._painter.paint([page, *self._as_text], room.columns, room.lines)
        if images and place and scene:
            at = (place.x, place.y)
            text = images.place((state.area.key, state.front), scene, at, place.columns, place.lines)
            if text is not None and [text.key] != [one.key for one in self._as_text]:
                self._as_text = [text]
                self._painter.paint([page, text], room.columns, room.lines)

    def forget(self) -> None:
        """Assume nothing of what is on the terminal."""
        self._as_text = []
        if self._images:
            self._images.close()
        self._painter.forget()

    def close(self) -> None:
        """Take the picture off the terminal."""
        if self._images:
            self._images.close()


def after_typing(state: HomeState, key: HomeKey | str, find: Find) -> tuple[HomeState, list[str] | None]:
    """Return home after a key or a letter, and the arguments of the command to run, if one was chosen.

    During a search every letter belongs to the words.
    """
    if isinstance(key, HomeKey) and (key is not HomeKey.NONE or state.typed is None):
        return after_key(state, key)
    if state.typed is None:
        if key == _SEARCH:
            return state.searching("", HomeFound()), None
        return after_key(state, _LETTERS.get(key, HomeKey.NONE))
    if key is HomeKey.NONE or (not state.typed and key in _BACKSPACES):
        return state.searched(), None
    if key in _ENTERS:
        if state.found.arguments:
            return state, list(state.found.arguments)
        return (state.searched() if state.found.areas else state), None
    typed = state.typed[:-1] if key in _BACKSPACES else (state.typed + key)[:_MAX_TYPED]
    return state.searching(typed, find(typed)), None


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
            arguments = ["routine", area.routine.key] if area.routine else ["plan", area.key, "--run"]
        case HomeKey.SHORT:
            arguments = ["routine", area.short_routine.key] if area.short_routine else None
        case HomeKey.PLAN:
            arguments = ["plan", area.key, "--run"]
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
