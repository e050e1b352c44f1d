"""The terminal while cards are shown: a screen of their own, and one key at a time that was meant for what is shown."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Hashable
from contextlib import ExitStack
from typing import Self

from rich.console import RenderableType

from backpain_cli.session.events import Absence, Resized
from backpain_cli.terminal.capabilities import capabilities
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.keys import KeyReader
from backpain_cli.terminal.painter import RegionPainter
from backpain_cli.views.card_screen import BACK_ARROW, GO_ON_ARROW
from backpain_cli.views.screen_regions import ScreenRegion
from backpain_cli.views.widgets import Room

# Where there is no POSIX terminal, no card is drawn.
with contextlib.suppress(ImportError):
    from backpain_cli.terminal.owner import TerminalOwner, exit_by_signal

OTHER_KEY, END_KEY, SEVERAL_KEYS, SAME_KEY, NO_KEY = "<other>", "<end>", "<several>", "<same>", ""
"""Any key without a meaning; Ctrl-D; more than one at once; the one that turned the page, too early; nothing yet."""
_LETTERS = {letter.encode(): letter for letter in "0123456789abcdefghijklmnopqrstuvwxyz? "} | {b"\x04": END_KEY}
_ARROWS = {b"C": GO_ON_ARROW, b"D": BACK_ARROW}

AFTER_TURN_S, AFTER_SAME_KEY_S = 0.4, 1.0
"""A key counts so long after a page has turned; the one that turned it, so long after it was last seen."""
_LONGEST_DELAY_S, _LONGEST_REPEAT_S = 0.7, 0.15
"""A key that is held down comes again within the first of them, and then each time within the second."""


def draws_cards(console: PageConsole) -> bool:
    """Return whether cards can be drawn where `console` prints, and keys be read."""
    return (
        os.name == "posix" and console.room.is_screen and console.file is sys.stdout and os.isatty(0) and os.isatty(1)
    )


class KeyTimes:
    """When keys came: which of them count, and whether one is held down."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Measure seconds by `clock`."""
        self._clock = clock
        self._seen: dict[str, float] = {}
        self._turned, self._turned_by = float("-inf"), NO_KEY
        self._run_key, self._run, self._since = NO_KEY, 0, 0.0

    def turned_by(self, key: str) -> None:
        """Take note that `key` has turned the page."""
        self._turned_by = key

    def page_shown(self) -> None:
        """Take note that a page was just shown."""
        self._turned, self._run = self._clock(), 0

    def counted(self, key: str) -> str:
        """Take note of `key`; return it if it counts, else `SAME_KEY` or `NO_KEY`."""
        now = self._clock()
        self._since = now - self._seen.get(key, float("-inf"))
        self._seen[key] = now
        self._run = self._run + 1 if key == self._run_key and self._since <= _LONGEST_DELAY_S else 1
        self._run_key = key
        if now - self._turned < AFTER_TURN_S:
            return NO_KEY
        if key == self._turned_by and self._since < AFTER_SAME_KEY_S:
            return SAME_KEY
        self._turned_by = NO_KEY
        return key

    @property
    def is_held(self) -> bool:
        """Whether the last key came again and again, faster than a finger is."""
        return self._run > 2 and self._since <= _LONGEST_REPEAT_S


_KEY_TIMES = KeyTimes()
"""There is one keyboard: a key that is held down goes on where the cards of one command follow those of another."""


class CardTerminal:
    """Shows cards and reads keys, from `with` to its end. What was on the terminal before comes back then."""

    def __init__(self) -> None:
        """Ask the terminal what it can do."""
        # Asked before the owner reads the keys.
        capabilities(full_screen=True)
        keys = KeyReader(_LETTERS, _ARROWS, OTHER_KEY)
        self._owner = TerminalOwner(keys, screen=True)
        self._opened = ExitStack()
        self._times = _KEY_TIMES
        console = PageConsole()
        self._ascii, self._painter = console.room.ascii, RegionPainter(console, self._owner.write)

    def __enter__(self) -> Self:
        self._opened.enter_context(self._owner)
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def room(self) -> Room:
        """Return what a card is made for now."""
        return Room(*self._owner.size(), ascii=self._ascii)

    def show(self, card: RenderableType, drawn_from: Hashable, room: Room) -> None:
        """Paint a card; the same `drawn_from` in the same room looks the same."""
        region = ScreenRegion(0, 0, room.columns, room.lines, card, (drawn_from, room))
        self._painter.paint([region], room.columns, room.lines)

    def turned_by(self, key: str) -> None:
        """Take note that `key` has turned the page: it may be held down still."""
        self._times.turned_by(key)

    def page_shown(self) -> None:
        """Begin to count keys for the page that was just shown."""
        self._times.page_shown()

    def key(self) -> str:
        """Wait for a key; `NO_KEY` if nothing came that counts, or the card must be shown again.

        A signal ends the process, once the terminal is given back.
        """
        events = self._owner.wait(None)
        if self._owner.ended_by is not None:
            self._opened.close()
            exit_by_signal(self._owner.ended_by)
        if any(isinstance(event, Absence | Resized) for event in events):
            self._painter.forget()
            self._times.page_shown()
            return NO_KEY
        counted = [self._times.counted(event) for event in events if isinstance(event, str)]
        if len(counted) == 1:
            return counted[0]
        return SEVERAL_KEYS if any(counted) else NO_KEY

    @property
    def is_held(self) -> bool:
        """Whether the last key is held down."""
        return self._times.is_held
