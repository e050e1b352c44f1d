"""From the bytes of a keyboard to commands."""

import re

from backpain_cli.guide.session import Command

_KEYS = {
    b" ": Command.PAUSE,
    b"n": Command.SKIP,
    b"p": Command.BACK,
    b"r": Command.RESTART,
    b"+": Command.LONGER,
    b"=": Command.LONGER,
    b"-": Command.SHORTER,
    b"?": Command.HELP,
    b"q": Command.QUIT,
}
_ARROWS = {b"C": Command.SKIP, b"D": Command.BACK}

# A control sequence, a key of application mode, a string that a terminal answers with, or Alt and a key.
_SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1bO.|\x1b[\]PX^_].*?(?:\x07|\x1b\\)|\x1b[^\[\]PX^_O\x1b]", re.DOTALL
)
_ARROW = re.compile(rb"\x1b[\[O]([CD])")
_MOST_AT_ONCE = 16
"""More letters than this in one piece were pasted, not typed, and mean nothing."""
_MOST_UNFINISHED = 4096


class KeyReader:
    """Turns bytes into commands; an escape sequence may come in pieces."""

    GAP_SECONDS = 0.05
    """The pieces of one sequence follow each other within this time."""

    def __init__(self) -> None:
        self._rest = b""

    @property
    def is_waiting(self) -> bool:
        """Whether the last bytes were the beginning of a sequence."""
        return bool(self._rest)

    def read(self, data: bytes) -> list[Command]:
        """Return the commands in `data`, which follows what came before."""
        data = self._rest + data
        self._rest = b""
        commands: list[Command] = []
        plain = bytearray()
        index = 0
        while index < len(data):
            if data[index : index + 1] != b"\x1b":
                plain += data[index : index + 1]
                index += 1
                continue
            match = _SEQUENCE.match(data, index)
            if match is None:
                self._rest = data[index:][:_MOST_UNFINISHED]
                break
            commands += _typed(plain)
            plain.clear()
            if arrow := _ARROW.fullmatch(match[0]):
                commands.append(_ARROWS[arrow[1]])
            index = match.end()
        return commands + _typed(plain)

    def give_up(self) -> list[Command]:
        """Forget an unfinished sequence: it was the escape key alone, which means nothing."""
        unfinished, self._rest = self._rest, b""
        return [Command.UNKNOWN] if unfinished == b"\x1b" else []


def _typed(plain: bytearray) -> list[Command]:
    if len(plain) > _MOST_AT_ONCE:
        return []
    return [_KEYS.get(bytes([byte]).lower(), Command.UNKNOWN) for byte in plain]
