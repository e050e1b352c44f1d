"""The real program on a pseudo-terminal, with a simulated screen that shows what a person would see."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

import pyte

PROGRAM = (sys.executable, "-m", "backpain_cli")
COLOR_CODE = re.compile(rb"\x1b\[(?:[0-9]*;)*(?:3[0-7]|4[0-7]|9[0-7]|10[0-7])m|\x1b\[[0-9;]*[34]8;")
SHOW_CURSOR, HIDE_CURSOR = b"\x1b[?25h", b"\x1b[?25l"
DEVICE_ATTRIBUTES = b"\x1b[c"
_APPLICATION_COMMAND = re.compile(rb"\x1b_.*?\x1b\\")
"""What a terminal takes without showing it; the simulated screen would."""
ENTER_SCREEN, LEAVE_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"


MOST_QUESTIONS = 80
HEALTHY = {
    "How old are you?": b"2",
    "How strong is it now?": b"4",
    "What makes it worse?": b"3",
    "Which side is sorer?": b"2",
    "Begin all the same": b"1",
    "■": b"g",
    "Ready": b" ",
}
"""The keys of a person who is well, by words of the cards; what was ticked before stays so, and `0` on all others."""


class PseudoTerminal:
    """A program on a terminal of its own, from `with` to its end."""

    _open: ClassVar[list["PseudoTerminal"]] = []
    answer = b"\x1b[?62;22c"
    """To the question of what it is, at once, as every terminal does; it knows no answer to those before."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        home: Path,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
        program: Sequence[str] = PROGRAM,
        output: Path | None = None,
    ) -> None:
        """Prepare to run `program` with `arguments`.

        Args:
            arguments: of the program.
            home: the folder of its data.
            columns: of the terminal.
            lines: of the terminal.
            environment: variables to set; an empty text takes one away.
            program: what is run.
            output: a file for standard output, instead of the terminal.
        """
        self._command = [*program, *arguments]
        self._size = (columns, lines)
        variables = {"TERM": "xterm-256color", "BACKPAIN_HOME": str(home), "LANG": "C.UTF-8", **(environment or {})}
        kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}}
        self._environment = {name: value for name, value in {**kept, **variables}.items() if value}
        self._output = output
        self.screen = pyte.Screen(columns, lines)
        stream: Any = pyte.ByteStream
        self._stream: Any = stream(self.screen)
        self.written = self._unfed = b""
        self.status: int | None = None
        self.master = self.process = -1
        self.modes: list[Any] = []
        self._pressed = b""

    def __enter__(self) -> Self:
        self.process, self.master = pty.fork()
        if self.process == 0:
            self._become_program()
        self._tell_size()
        self.modes = termios.tcgetattr(self.master)
        self._open.append(self)
        return self

    def _become_program(self) -> None:
        # Whoever started the tests may have ignored some; a program that a person starts ignores none of them.
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        # The terminal has its size before the program asks for it.
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", self._size[1], self._size[0], 0, 0))
        if self._output is not None:
            os.dup2(os.open(self._output, os.O_WRONLY | os.O_CREAT), 1)
        os.execvpe(self._command[0], self._command, self._environment)  # noqa: S606 - our own program

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.remove(self)
        if self.status is None:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        if self.master >= 0:
            os.close(self.master)

    def _tell_size(self) -> None:
        columns, lines = self._size
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as a person does who pulls at the window's corner."""
        self._size = (columns, lines)
        self.screen.resize(lines, columns)
        self._tell_size()

    def send(self, keys: bytes) -> None:
        """Type `keys`."""
        os.write(self.master, keys)

    def text(self) -> str:
        """Return what the screen shows, without spaces at the ends of its lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def flow(self) -> str:
        """Return what the screen shows as one line, so that wrapped sentences can be found."""
        return " ".join(self.text().split())

    def read(self, seconds: float) -> bool:
        """Take in what the program writes within `seconds`; say whether there was anything.

        What programs on other terminals have written is taken in as well: one that nobody reads has to wait.
        """
        ready = select.select([other.master for other in self._open if other.master >= 0], [], [], seconds)[0]
        for other in self._open:
            if other is not self and other.master in ready:
                other._take_in()
        return self.master in ready and self._take_in()

    def _take_in(self) -> bool:
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.written += data
        if DEVICE_ATTRIBUTES in data:
            os.write(self.master, self.answer)
        self._unfed += data
        # A command comes in pieces, of which the simulated screen would show the later ones.
        begun = self._unfed.rfind(b"\x1b_")
        end = begun if begun >= 0 and b"\x1b\\" not in self._unfed[begun:] else len(self._unfed)
        whole, self._unfed = self._unfed[:end], self._unfed[end:]
        self._stream.feed(_APPLICATION_COMMAND.sub(b"", whole))
        return bool(data)

    def until(self, wanted: str | Callable[[], bool], *, seconds: float = 15) -> str:
        """Read until `wanted` is on the screen or true; return the screen."""
        deadline = time.monotonic() + seconds
        while not (wanted in self.flow() if isinstance(wanted, str) else wanted()):
            if time.monotonic() > deadline:
                raise AssertionError(f"not seen within {seconds} s: {wanted}\n{self.text()}")
            self.read(0.05)
        return self.text()

    def until_card(self, words: str = "") -> None:
        """Read until the card on the screen has these words; without them, until there is any card."""
        self.until(lambda: words in self._card() and bool(self._card()))

    def wait(self, *, seconds: float = 15) -> int:
        """Read until the program has ended; return its exit code, negative for a signal."""
        deadline = time.monotonic() + seconds
        while self.status is None:
            ended, status = os.waitpid(self.process, os.WNOHANG)
            if ended:
                while self.read(0):
                    pass
                self.status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > deadline:
                raise AssertionError(f"still running after {seconds} s\n{self.text()}")
            else:
                self.read(0.02)
        return self.status

    def begin(
        self,
        *,
        form: bytes = b"",
        lines: Mapping[str, bytes] | None = None,
        otherwise: Mapping[str, bytes] | None = None,
    ) -> None:
        """Answer the opening questions as a healthy person, up to the start of the clock, or to where there is none.

        Args:
            form: a key on the last card before the clock, `f` for the other form.
            lines: what is typed where these words are in a question that is answered by a line.
            otherwise: other keys for the cards that have these words.
        """
        typed = {"Go on with it?": b"n", **(lines or {})}
        keys = {**HEALTHY, **(otherwise or {})}
        seen = 0
        for _ in range(MOST_QUESTIONS):
            self.until(lambda start=seen: self._asks(start) or bool(self._card()) or self._has_ended())  # type: ignore[misc]
            if self.status is not None:
                return
            asked = self._card()
            if not asked:
                line = " ".join(_CODE.sub(b"", self.written[seen:]).decode(errors="replace").split())
                seen = len(self.written)
                if line.endswith("Your answer:"):
                    # Where no cards can be drawn, a key and Enter answer.
                    is_last = "g to begin" in line
                    self.send(b"g\n" if is_last else next((keys[one] for one in keys if one in line), b"0") + b"\n")
                    if is_last:
                        return
                    continue
                words = max((words for words in typed if words in line), key=line.rfind, default="")
                self.send(typed.get(words, b"") + b"\n")
                continue
            if "Ready" in asked and form:
                self.press(form)
            self.press(next((keys[words] for words in reversed(keys) if words in asked), b"0"))
            seen = len(self.written)
            if "Ready" in asked and "more" not in asked.rpartition("space")[2].partition("?")[0]:
                return
        raise AssertionError(f"asked again and again\n{self.text()}")

    def press(self, keys: bytes) -> None:
        """Press keys on cards one after the other, as soon as each counts: sooner in a program that is hurried."""
        for key in (keys[number : number + 1] for number in range(len(keys))):
            pause = 0.04 if "HURRIED" in self._environment else 1.05 if key == self._pressed else 0.45
            ready = time.monotonic() + pause
            while (left := ready - time.monotonic()) > 0:
                self.read(left)
            shown, self._pressed = self.text(), key
            self.send(key)
            self.until(lambda shown=shown: self.text() != shown or self._has_ended())  # type: ignore[misc]
            while self.read(0.02):
                pass

    def _card(self) -> str:
        """Return the card on the screen as one line; empty where there is none."""
        flow = self.flow()
        return flow if flow.endswith(_LAST_KEY) else ""

    def finish(self) -> int:
        """Leave out every question after a session, and return the exit code.

        A session that a busy machine held up for seconds waits, as after a sleep of the machine; it is made to go on.
        """
        seen = 0
        while self.status is None:
            try:
                self.until(
                    lambda start=seen: (  # type: ignore[misc]
                        self._asks(start) or self._was_held_up() or self._has_card() or self._has_ended()
                    ),
                    seconds=30,
                )
            except AssertionError:
                break
            if self.status is not None:
                break
            if self._was_held_up():
                self.press(b" ")
                continue
            if self._has_card():
                # A key counts once the card has rested; what comes too early is no answer.
                while self.read(0.3):
                    pass
                self.send(b"0")
                self.read(0.3)
                continue
            asked = self.written[seen:]
            seen = len(self.written)
            self.send(b"q" if b"(1, 2, 3, 0)" in asked else b"\n")
        return self.wait()

    def _was_held_up(self) -> bool:
        return "PAUSED" in (flow := self.flow()) and "You were away" in flow

    def _has_card(self) -> bool:
        return "How are you with it?" in self._card()

    def _asks(self, start: int) -> bool:
        """Say whether a question stands last in what was written from `start` on; the bell may ring after it."""
        return self.written[start:].replace(b"\a", b"").endswith(b": ")

    def _has_ended(self) -> bool:
        ended, status = os.waitpid(self.process, os.WNOHANG)
        if ended:
            while self.read(0):
                pass
            self.status = os.waitstatus_to_exitcode(status)
        return bool(ended)


_CODE = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")
_LAST_KEY = "q leave"
"""What every card of questions has at its end, and the ready card too."""
