"""From the bytes of a keyboard to commands."""

import re
import time
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar
from unicodedata import decimal

from backpain_cli.session.events import SessionCommand

_KEYS = {
    b" ": SessionCommand.PAUSE,
    b"n": SessionCommand.SKIP,
    b"p": SessionCommand.BACK,
    b"r": SessionCommand.RESTART,
    b"+": SessionCommand.LENGTHEN_HOLD,
    b"=": SessionCommand.LENGTHEN_HOLD,
    b"-": SessionCommand.SHORTEN_HOLD,
    b"h": SessionCommand.HURTS,
    b"1": SessionCommand.ONE,
    b"2": SessionCommand.TWO,
    b"3": SessionCommand.THREE,
    b"4": SessionCommand.FOUR,
    b"0": SessionCommand.ZERO,
    b"\r": SessionCommand.ENTER,
    b"\n": SessionCommand.ENTER,
    b"e": SessionCommand.EASIER,
    b"b": SessionCommand.BIG,
    b"?": SessionCommand.HELP,
    b"q": SessionCommand.QUIT,
}
_ARROWS = {
    b"A": SessionCommand.UP, b"B": SessionCommand.DOWN, b"C": SessionCommand.RIGHT, b"D": SessionCommand.LEFT,
}  # fmt: skip

_ONCE = frozenset(
    {
        SessionCommand.SKIP, SessionCommand.BACK, SessionCommand.RESTART, SessionCommand.EASIER, SessionCommand.BIG,
        SessionCommand.PAUSE, SessionCommand.HURTS, SessionCommand.LEFT, SessionCommand.RIGHT,
    }
)  # fmt: skip

_Key = TypeVar("_Key")

# What a terminal sends after the escape key's code, besides what a person types: a mouse's report of three bytes, a
# control sequence, a key of application mode, a string that answers a question, or Alt and a key.
_SEQUENCE = re.compile(
    rb"\x1b(?:\[M.{3}|\[[0-?]*[ -/]*[@-LN-~]|\[[0-?]+[ -/]*M|O[^\x1b]|[\]PX^_].*?(?:\x07|\x1b\\)|[^\[\]PX^_O\x1b])",
    re.DOTALL,
)
_ARROW = re.compile(rb"\x1b[\[O]([A-D])")
# A sequence that is interrupted by the next one, or the escape key pressed twice.
_BROKEN = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|O)?(?=\x1b)")
# The first part of an answer to what the terminal was asked (background, pictures, size of a cell, kind): over a slow
# network the rest may come any time later, and no person types the like.
_ANSWER_BEGUN = re.compile(
    rb"\x1b(?:\]11;[rgba:0-9A-Fa-f/]{0,40}\x1b?|_G[^\x1b]{0,60}\x1b?|\[\?[0-9;]{0,40}|\[6;[0-9;]{0,20})"
)
_PASTE_BEGINS, _PASTE_ENDS = b"\x1b[200~", b"\x1b[201~"
_MAX_TYPED_AT_ONCE = 16
"""More letters than this in one piece were pasted, not typed, and mean nothing."""
_MAX_UNFINISHED = 4096


class KeyReader(Generic[_Key]):
    """Turns bytes into keys; an escape sequence may come in pieces, and what is pasted means nothing."""

    GAP_S = 0.05
    """The pieces of one sequence follow each other within this time."""

    def __init__(
        self,
        letters: Mapping[bytes, _Key],
        arrows: Mapping[bytes, _Key],
        unknown: _Key,
        *,
        any_digits: bool = False,
    ) -> None:
        """Begin with nothing read.

        Args:
            letters: what a byte means, in small letters.
            arrows: what `A` (up), `B` (down), `C` (right) and `D` (left) mean.
            unknown: any other key.
            any_digits: whether digits of every script are digits.
        """
        self._letters, self._arrows, self._unknown = letters, arrows, unknown
        self._any_digits = any_digits
        self._rest = b""
        self._answer = b""
        self._pasting = False
        self._flooded = False

    @property
    def is_waiting(self) -> bool:
        """Whether the last bytes were the beginning of something that goes on."""
        return bool(self._rest) or self._flooded or self._pasting

    def read(self, data: bytes) -> list[_Key]:
        """Return the commands in `data`, which follows what came before."""
        if self._answer:
            data = self._answer_continued(data)
        data = self._rest + data
        self._rest = b""
        commands: list[_Key] = []
        index = 0
        while index < len(data):
            if self._pasting:
                index = self._through_paste(data, index)
            elif data[index : index + 1] == b"\x1b":
                index = self._through_sequence(data, index, commands)
            else:
                end = data.find(b"\x1b", index)
                end = len(data) if end < 0 else end
                commands += self._typed(data[index:end])
                index = end
        return commands

    def give_up(self) -> list[_Key]:
        """Forget an unfinished sequence: it was the escape key alone, which means nothing.

        The first part of a terminal's answer is remembered, so that the rest of it is not taken for keys.
        """
        unfinished, self._rest = self._rest, b""
        if not self._pasting and _ANSWER_BEGUN.fullmatch(unfinished):
            self._answer = unfinished
        self._flooded = self._pasting = False
        return [self._unknown] if unfinished == b"\x1b" else []

    def _answer_continued(self, data: bytes) -> bytes:
        """Return `data`, after the first part of an answer if it goes on with it."""
        begun, self._answer = self._answer, b""
        goes_on = _SEQUENCE.match(begun + data) or _ANSWER_BEGUN.fullmatch(begun + data)
        return begun + data if goes_on else data

    def _through_paste(self, data: bytes, index: int) -> int:
        end = data.find(_PASTE_ENDS, index)
        if end >= 0:
            self._pasting = False
            return end + len(_PASTE_ENDS)
        self._rest = data[max(index, len(data) - len(_PASTE_ENDS) + 1) :]
        return len(data)

    def _through_sequence(self, data: bytes, index: int, commands: list[_Key]) -> int:
        if data.startswith(_PASTE_BEGINS, index):
            self._pasting = True
            return index + len(_PASTE_BEGINS)
        match = _SEQUENCE.match(data, index) or _BROKEN.match(data, index)
        if match is None:
            self._rest = data[index:][:_MAX_UNFINISHED]
            return len(data)
        # An arrow in a flood was not typed either.
        if (arrow := _ARROW.fullmatch(match[0])) and not self._flooded and arrow[1] in self._arrows:
            commands.append(self._arrows[arrow[1]])
        return match.end()

    def _typed(self, letters: bytes) -> list[_Key]:
        # Once a flood has begun, its last few letters belong to it too; a pause ends it.
        self._flooded = self._flooded or len(letters) > _MAX_TYPED_AT_ONCE
        if self._flooded:
            return []
        signs = letters.decode("utf-8", "replace")
        if self._any_digits:
            signs = "".join(str(decimal(sign, sign)) for sign in signs)
        return [self._letters.get(sign.encode().lower(), self._unknown) for sign in signs]


def _by_place() -> dict[bytes, SessionCommand]:
    """Return the letters that other layouts have on the keys of a session; signs that mean something stay."""
    found: dict[bytes, SessionCommand] = {}
    for layout in _LAYOUTS:
        for latin, letter in zip(_LATIN, layout, strict=True):
            if not letter.isascii() and (command := _KEYS.get(latin.encode())) is not None:
                found |= {letter.encode(): command, letter.upper().encode(): command}
    return found


_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_LAYOUTS = (
    "йцукенгшщзфывапролдячсмить",
    ";ςερτυθιοπασδφγηξκλζχψωβνμ",
    "/'קראטוןםפשדגכעיחלךזסבהנמצ",
    "ضصثقفغعهخحشسيبلاتنمئءؤرﻻىة",
)
"""The letters of Russian, Greek, Hebrew and Arabic keyboards on the keys of `_LATIN`, as X's keyboard data has them."""
_BY_PLACE = _by_place()


class SessionKeyReader(KeyReader[SessionCommand]):
    """The keys of a session: one that is held down counts once, and letters of other layouts count by their place."""

    HELD_S = 1.0
    """A key that moves in the plan or changes the screen counts again after so many seconds without it. A keyboard
    repeats a key that is held up to 0.66 s after it was pressed, so less would not tell holding from pressing."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Take the time of each key from `now`, in seconds."""
        super().__init__(_BY_PLACE | _KEYS, _ARROWS, SessionCommand.UNKNOWN, any_digits=True)
        self._now = now
        self._came_at: dict[SessionCommand, float] = {}

    def read(self, data: bytes) -> list[SessionCommand]:
        """Return the commands in `data`, without repeats of a key that is held."""
        now = self._now()
        return [command for command in super().read(data) if self._counts(command, now)]

    def _counts(self, command: SessionCommand, now: float) -> bool:
        before = self._came_at.get(command)
        self._came_at[command] = now
        return command not in _ONCE or before is None or now - before >= self.HELD_S
