"""What the terminal says of itself: its background, the size of a cell, the pictures it can show.

All is asked in one piece, and ended by a question (DA1) that every terminal answers at once, so that nothing is waited
for where a terminal knows no answer. Sources: xterm control sequences (OSC 11, DA1, CSI 16 t); kitty's terminal
graphics protocol (`a=q`).
"""

import atexit
import contextlib
import os
import re
import select
import signal
import sys
import time
from collections.abc import Mapping
from typing import NamedTuple

with contextlib.suppress(ImportError):
    import fcntl
    import termios

LOOK_UP_WAIT_S, FULL_SCREEN_WAIT_S, LATE_ANSWER_WAIT_S = 0.2, 1.0, 0.3
"""How long an answer is waited for, before a page and at the end; 100 ms are too short over a slow network."""
_BACKGROUND, _CELL_SIZE, _DA1 = "\x1b]11;?\x1b\\", "\x1b[16t", "\x1b[c"
_KITTY = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
_DA1_ANSWER = rb"\x1b\[\?([0-9;]*)c"
_BACKGROUND_ANSWER = rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})"
_CELL_ANSWER = rb"\x1b\[6;(\d{1,4});(\d{1,4})t"
_KITTY_ANSWER = rb"\x1b_Gi=31;OK"
_ANSWERS = rb"(?:\x1b\]11;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b_G[^\x1b]*\x1b\\|\x1b\[6;[0-9;]*t|\x1b\[\?[0-9;]*c)+"
_MAX_ANSWER_BYTES = 4096
_HELD_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGTSTP") if hasattr(signal, name)
]


class Capabilities(NamedTuple):
    """What a terminal answered; the defaults are those of one that answered nothing."""

    background: tuple[float, float, float] | None = None
    """Red, green and blue, each from 0 to 1."""
    cell_px: tuple[int, int] | None = None
    """Width and height of a cell in pixels."""
    kitty_graphics: bool = False
    sixel: bool = False

    @property
    def is_light(self) -> bool | None:
        """Whether the background is a light one; None: not known."""
        return None if self.background is None else _luminance(self.background) >= MIDDLE_LUMINANCE


MIDDLE_LUMINANCE = 0.18
"""Relative luminance in the middle of perceived lightness."""


def _luminance(color: tuple[float, float, float]) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_dumb(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the terminal, if there is one, understands nothing but lines."""
    return environment.get("TERM", "dumb") in {"", "dumb", "unknown"}


def may_be_asked(environment: Mapping[str, str]) -> bool:
    """Return whether standard input and output are a terminal that answers questions and keeps quiet about them."""
    # GNU screen prints the answers.
    in_screen = bool(environment.get("STY")) or (
        environment.get("TERM", "").startswith("screen") and not environment.get("TMUX")
    )
    is_terminal = "termios" in sys.modules and os.isatty(0) and os.isatty(1)
    return is_terminal and not is_dumb(environment) and not in_screen and _is_in_foreground()


def _is_in_foreground() -> bool:
    """Return whether the terminal's modes may be changed: a job in the background is stopped for it."""
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        # It is not the terminal that controls this process, and stops nothing.
        return True


class _Answers:
    """What the terminal answered; it is asked once."""

    known: Capabilities | None = None


def capabilities(*, full_screen: bool = False) -> Capabilities:
    """Ask the terminal, the first time, and return what it answered.

    Args:
        full_screen: whether a page that fills the screen follows, so that an answer is worth a wait of a second.
            A look-up waits less, and asks nothing over ssh.
    """
    if _Answers.known is None:
        if not may_be_asked(os.environ) or (os.environ.get("SSH_CONNECTION") and not full_screen):
            return Capabilities()
        questions = _BACKGROUND + _CELL_SIZE + ("" if os.environ.get("TMUX") else _KITTY) + _DA1
        wait_s = FULL_SCREEN_WAIT_S if full_screen else LOOK_UP_WAIT_S
        # What was typed ahead is for the shell; a page that fills the screen drops it before it reads keys.
        answers = _ask(questions.encode(), wait_s, keeps_typed=not full_screen)
        if answers is None:
            return Capabilities()
        if not re.search(_DA1_ANSWER, answers):
            # An answer that comes late must not be typed into the shell.
            atexit.register(_ask, b"", LATE_ANSWER_WAIT_S)
        _Answers.known = parse_answers(answers)
    return _Answers.known


def window_cell_px() -> tuple[int, int] | None:
    """Return the width and the height of a cell as the system knows them of the window; None where it does not."""
    if "fcntl" not in sys.modules:
        return None
    try:
        answer = fcntl.ioctl(1, termios.TIOCGWINSZ, bytes(8))
    except OSError:  # output is no terminal
        return None
    lines, columns, width, height = (int.from_bytes(answer[at : at + 2], sys.byteorder) for at in (0, 2, 4, 6))
    return (width // columns, height // lines) if columns and lines and width >= columns and height >= lines else None


def parse_answers(data: bytes) -> Capabilities:
    """Return what a terminal's answers say."""
    background = re.search(_BACKGROUND_ANSWER, data)
    cell = re.search(_CELL_ANSWER, data)
    attributes = re.search(_DA1_ANSWER, data)
    return Capabilities(
        background=_color(background.groups()) if background else None,
        cell_px=(int(cell[2]), int(cell[1])) if cell and int(cell[1]) and int(cell[2]) else None,
        kitty_graphics=re.search(_KITTY_ANSWER, data) is not None,
        sixel=attributes is not None and b"4" in attributes[1].split(b";"),
    )


def is_answer(data: bytes) -> bool:
    """Return whether `data` is nothing but answers of the terminal: these may come late."""
    return re.fullmatch(_ANSWERS, data) is not None


def _color(parts: tuple[bytes, ...]) -> tuple[float, float, float]:
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in parts)
    return red, green, blue


def _ask(questions: bytes, wait_s: float, *, keeps_typed: bool = False) -> bytes | None:
    """Write `questions`, and return what comes within `wait_s` seconds, to the end of the answer to DA1.

    With `keeps_typed` nothing is asked where something was typed already, as it would be taken along: None. A terminal
    that is gone answers nothing; what is printed next fails for the same reason, and says so.
    """
    # A signal that ends or stops the process waits until keys are echoed again.
    held = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_SIGNALS)
    try:
        modes = termios.tcgetattr(0)
        asking = [*modes[:6], list(modes[6])]
        asking[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(0, termios.TCSADRAIN, asking)
        try:
            if keeps_typed and select.select([0], [], [], 0)[0]:
                return None
            os.write(1, questions)
            return _answer_within(wait_s)
        finally:
            termios.tcsetattr(0, termios.TCSADRAIN, modes)
    except (OSError, termios.error):
        return b""
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _answer_within(wait_s: float) -> bytes:
    answer = b""
    deadline = time.monotonic() + wait_s
    while not re.search(_DA1_ANSWER, answer) and len(answer) < _MAX_ANSWER_BYTES:
        left_s = deadline - time.monotonic()
        if left_s <= 0 or not select.select([0], [], [], left_s)[0]:
            break
        if not (data := os.read(0, 1024)):
            break
        answer += data
    return answer
