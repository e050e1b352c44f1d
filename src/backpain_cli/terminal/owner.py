"""The one owner of the terminal while a session runs: modes, signals, keys in, bytes out.

Signal handlers here only take note and wake the one wait, so a second signal can never break the clean-up of the
first. What was taken is given back in every way out, and before Ctrl-Z stops the process.
"""

import os
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Sequence
from types import FrameType
from typing import Any, Generic, Self, TypeVar

from backpain_cli.session.events import Absence, Resized, SessionEnded
from backpain_cli.terminal.keys import KeyReader

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
_OTHERS = (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)
_TAKE_SCREEN = b"\x1b[?1049h\x1b[?25l\x1b[2J"
_GIVE_SCREEN = b"\x1b[0m\x1b[?25h\x1b[?1049l"
_MAX_READING_S = 0.5
"""Seconds after which the clock goes on, whatever still comes in."""
_PIECE_BYTES = 512
_WRITE_TIMEOUT_S = 0.5
"""Seconds that a terminal may take before a frame is given up: it is not being read."""


_Key = TypeVar("_Key")


class TerminalOwner(Generic[_Key]):
    """Holds the terminal from `with` to its end. Also the place where keys and signals are waited for."""

    def __init__(self, keys: KeyReader[_Key], *, screen: bool) -> None:
        """Prepare to own the terminal.

        Args:
            keys: from bytes to what keys mean.
            screen: whether to draw on a screen of our own; otherwise only single keys are read.
        """
        self._in = sys.stdin.fileno()
        self._out = sys.stdout.fileno()
        self._screen = screen
        # Another program may send the keys through a pipe, or there are none.
        self._has_keyboard = os.isatty(self._in)
        self._listens = True
        self._modes: list[Any] = []
        self._taken = False
        self._was_taken = False
        self._noted: list[int] = []
        self._keys = keys
        self._writing = threading.Lock()
        self._handlers: dict[int, Any] = {}
        self._wake_read = self._wake_write = -1
        self.ended_by: int | None = None
        """The signal that ended the session, once one did."""

    def __enter__(self) -> Self:
        self._modes = termios.tcgetattr(self._in) if self._has_keyboard else []
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        for number in (*_ENDING, *_OTHERS):
            self._handlers[number] = signal.signal(number, self._note)
        # A reader that went away must not end the process before the terminal is given back.
        self._handlers[signal.SIGPIPE] = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        self._take()
        return self

    def __exit__(self, *_: object) -> None:
        self._give()
        signal.set_wakeup_fd(-1)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if number in _ENDING:
            self.ended_by = self.ended_by or number
        self._noted.append(number)

    def _take(self) -> None:
        if self._has_keyboard:
            modes = [*self._modes[:6], list(self._modes[6])]
            modes[3] &= ~(termios.ICANON | termios.ECHO)
            modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
            # In the background this stops the process until it is in the foreground again, before anything is drawn.
            # What was typed before the session began does not count, nor does a late answer of the terminal.
            self._set(modes, drain=not self._was_taken)
            self._was_taken = True
        self._taken = True
        if self._screen:
            self.write(_TAKE_SCREEN)

    def _give(self) -> None:
        if not self._taken:
            return
        self._taken = False
        if self._screen:
            self.write(_GIVE_SCREEN)
        if self._has_keyboard:
            self._set(self._modes)

    def _set(self, modes: list[Any], *, drain: bool = False) -> None:
        try:
            termios.tcsetattr(self._in, termios.TCSANOW, modes)
            if drain:
                termios.tcflush(self._in, termios.TCIFLUSH)
        except termios.error:
            # The terminal is gone, or does not know modes; the hang-up is noticed where keys are read.
            return

    def write(self, data: bytes) -> bool:
        """Write to the terminal; return whether all of it went out in time.

        A terminal that is not read would block for ever and take the clock with it, so it is asked first and
        given small pieces. Bells come from other threads; none of them rings in the middle of a frame's codes.
        """
        with self._writing:
            deadline = time.monotonic() + _WRITE_TIMEOUT_S
            while data:
                try:
                    ready = select.select([], [self._out], [], max(0.0, deadline - time.monotonic()))[1]
                    if not ready:
                        return False
                    data = data[os.write(self._out, data[:_PIECE_BYTES]) :]
                except OSError:
                    # The terminal is gone; reading it fails, and ends the session.
                    return False
            return True

    def size(self) -> tuple[int, int]:
        """Return columns and lines; 80 and 24 where that is not known."""
        try:
            columns, lines = os.get_terminal_size(self._out)
        except OSError:
            return 80, 24
        return columns or 80, lines or 24

    def wait(self, nanoseconds: int | None) -> Sequence[_Key | Absence | Resized | SessionEnded]:
        """Return as soon as something happens, with all of it; with nothing after `nanoseconds` (None: never)."""
        readable: list[int] = []
        # A signal that came just before is not waited for.
        if not self._noted:
            sources = [self._in, self._wake_read] if self._listens else [self._wake_read]
            readable = select.select(sources, [], [], None if nanoseconds is None else nanoseconds / 1_000_000_000)[0]
        if not readable and not self._noted:
            return []
        if self._wake_read in readable:
            os.read(self._wake_read, 4096)
        happened = self._read() if self._in in readable else []
        return self._signalled() + happened

    def _read(self) -> list[_Key | Absence | Resized | SessionEnded]:
        try:
            data = os.read(self._in, 65536)
        except OSError:
            data = b""
        if not data and not self._has_keyboard:
            # Who sent the keys is gone, or there never was a sender; the session goes on by itself.
            self._listens = False
            return list(self._keys.give_up())
        if not data:
            # End of input: the window was closed or the connection is gone.
            self.ended_by = self.ended_by or signal.SIGHUP
            return [SessionEnded()]
        commands = self._keys.read(data)
        # What belongs together follows at once; a flood of letters is read to its end, and counts as nothing.
        deadline = time.monotonic() + _MAX_READING_S
        while self._keys.is_waiting and time.monotonic() < deadline:
            if not select.select([self._in], [], [], KeyReader.GAP_S)[0]:
                break
            if not (more := os.read(self._in, 65536)):
                break
            commands += self._keys.read(more)
        return [*commands, *self._keys.give_up()]

    def _signalled(self) -> list[_Key | Absence | Resized | SessionEnded]:
        happened: list[_Key | Absence | Resized | SessionEnded] = []
        while self._noted:
            number = self._noted.pop(0)
            if number in _ENDING:
                happened.append(SessionEnded())
            elif number == signal.SIGTSTP:
                happened += [Absence(self._suspend()), Resized()]
            elif number == signal.SIGCONT:
                self._take()
                happened.append(Resized())
            else:
                happened.append(Resized())
        return happened

    def _suspend(self) -> int:
        """Give the terminal back, stop, and take it again once the process goes on; return nanoseconds stopped."""
        self._give()
        stopped = time.monotonic_ns()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._note)
        self._take()
        return time.monotonic_ns() - stopped


def exit_by_signal(number: int) -> None:
    """End the process by the signal of that number, so that the shell sees what happened."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
