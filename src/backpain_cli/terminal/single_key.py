"""One key as an answer, without Enter. What is pasted, held down or typed ahead is never an answer.

Only while a key is waited for are the terminal's modes changed; a signal gives them back before it has its effect.
"""

import contextlib
import os
import select
import signal
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import FrameType
from typing import Any, Self

from rich.cells import cell_len
from rich.text import Text

from backpain_cli.terminal.capabilities import is_answer
from backpain_cli.terminal.console import PageConsole
from backpain_cli.views.wrapping import wrapped

# Where there is no POSIX terminal, answers are typed lines.
with contextlib.suppress(ImportError):
    import termios

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
ENTER = "\n"
_ANSWER_WIDTH = 8
_QUIET_S = 0.1
"""The keyboard must be at rest this long before a key counts, so that a key held down answers one question only."""


def read_text_line(question: str, console: PageConsole) -> str | None:
    """Return a line as it was typed, trimmed; None at the end of the input."""
    try:
        # Before the question is seen: whoever answers at once is heard too.
        with _enter_ends_a_line():
            # What is typed has room behind the question.
            console.print(Text(question), end=" ", width=max(8, min(console.width, 100) - 4))
            console.file.flush()
            line = sys.stdin.readline()
    except (OSError, UnicodeDecodeError):
        line = ""
    if not line:
        console.file.write("\n")
        return None
    return line.strip()


@contextlib.contextmanager
def _enter_ends_a_line() -> Iterator[None]:
    """Let Enter end a line even where the terminal was set not to (`stty -icrnl`), or it never would."""
    try:
        descriptor = sys.stdin.fileno()
        modes = _modes_of(descriptor)
    except (OSError, ValueError):
        modes = None
    if modes is None or modes[0] & termios.ICRNL:
        yield
        return
    termios.tcsetattr(descriptor, termios.TCSADRAIN, [modes[0] | termios.ICRNL, *modes[1:]])
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, modes)


def read_line(question: str, console: PageConsole) -> str | None:
    """Return a line that was typed, trimmed and in small letters; None at the end of the input."""
    line = read_text_line(question, console)
    return None if line is None else line.casefold()


class PromptEnd(StrEnum):
    """How a question can end without an answer. Neither is ever a no."""

    LEFT = "left"
    """The quit key."""
    ENDED = "ended"
    """The input came to its end, or the terminal is gone."""


class SingleKeyPrompt:
    """The keyboard of a terminal, from `with` to its end."""

    def __init__(self, console: PageConsole) -> None:
        """Prompt on `console`, and read standard input."""
        self._console = console
        self._in = -1
        self._modes: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._prompt = ""
        self._waiting = False

    def __enter__(self) -> Self:
        try:
            self._in = sys.stdin.fileno()
            self._modes = _modes_of(self._in)
        except (OSError, ValueError):
            # There is no standard input; reading a line fails.
            self._modes = None
        if self._modes is not None:
            for name in _ENDING:
                number = getattr(signal, name)
                self._handlers[number] = signal.signal(number, self._die)
            self._handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._stop)
        return self

    def __exit__(self, *_: object) -> None:
        self._give()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def press(self, prompt: str, choices: Mapping[str, str]) -> str | PromptEnd:
        """Ask until one of the keys in `choices` is pressed, and return its value.

        Args:
            prompt: the keys are named in it; it ends where the answer is shown.
            choices: from a key, one small letter, digit or sign or `ENTER`, to what it means. `q` always leaves.
        """
        names = ", ".join("Enter" if choice == ENTER else choice for choice in choices)
        again = f"Please press one of {names}; q leaves."
        while True:
            key = self._key(prompt) if self._modes is not None else read_line(prompt, self._console)
            if key is None:
                return PromptEnd.ENDED
            # A line without a word was Enter alone.
            key = key if self._modes is not None else key or ENTER
            # On a typed line the whole word is an answer too.
            if key in choices or key in choices.values():
                return self._answered(choices.get(key, key))
            if key in {"q", "quit"}:
                self._answered("left")
                return PromptEnd.LEFT
            self._answered("")
            self._console.say(again, "caution")

    def _answered(self, text: str) -> str:
        if self._modes is not None:
            self._console.file.write(f"{text}\n")
            self._console.file.flush()
        return text

    def _key(self, prompt: str) -> str | None:
        """Return the key that was pressed; empty for anything but a single key, None at the end of the input."""
        self._take()
        try:
            at_rest = self._wait_for_rest()
            self._prompt = prompt
            self._ask()
            data = os.read(self._in, 1024) if at_rest else b""
            while is_answer(data):
                data = os.read(self._in, 1024)
        except OSError:
            data = b""
        finally:
            self._give()
        if not data or data == b"\x04":
            return None
        # A sequence, a paste, or letters that came together were not one key.
        if data in {b"\n", b"\r"}:
            return ENTER
        return data.decode("ascii").lower() if len(data) == 1 and (data.isalnum() or data == b"?") else ""

    def _ask(self) -> None:
        width, prompt = self._console.width - _ANSWER_WIDTH, self._prompt
        if cell_len(prompt) > width:
            # Broken between words, with room for the answer behind it.
            prompt = "\n".join(wrapped(prompt, width))
        self._console.file.write(f"{prompt} ")
        self._console.file.flush()

    def _wait_for_rest(self) -> bool:
        """Throw away what was typed before the question was shown; return whether more input may come."""
        while select.select([self._in], [], [], _QUIET_S)[0]:
            if not os.read(self._in, 4096):
                return False
        return True

    def _take(self) -> None:
        self._waiting = True
        assert self._modes is not None  # noqa: S101 - asked for before
        modes = [*self._modes[:6], list(self._modes[6])]
        modes[3] &= ~(termios.ICANON | termios.ECHO)
        modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
        self._set(modes)

    def _give(self) -> None:
        self._waiting = False
        if self._modes is not None:
            self._set(self._modes)

    def _set(self, modes: list[Any]) -> None:
        try:
            termios.tcsetattr(self._in, termios.TCSADRAIN, modes)
        except termios.error:
            # The terminal is gone; reading it fails.
            return

    def _die(self, number: int, frame: FrameType | None) -> None:
        """Give the terminal back, and end by the same signal, as it would have ended without us."""
        self._give()
        before = self._handlers[number]
        if callable(before):
            before(number, frame)
            return
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        """Give the terminal back, stop, and wait for a key again once the process goes on."""
        waited = self._waiting
        self._give()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._stop)
        if waited:
            self._take()
            self._ask()


def _modes_of(descriptor: int) -> list[Any] | None:
    """Return the modes of a terminal, or None where they can't be changed: then answers are typed lines."""
    if "termios" not in sys.modules:
        return None
    try:
        return termios.tcgetattr(descriptor)
    except termios.error:
        return None
