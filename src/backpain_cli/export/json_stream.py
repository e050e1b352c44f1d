"""JSON of any length: an object part by part, the lists in it entry by entry, so that memory holds one at a time."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any

_SPACE = re.compile(r"[ \t\n\r]*")
_LONGEST_TOKEN = 16
"""Letters of `-Infinity`, and of an escape: such an error so near to the end may be half of what is to come."""


class JsonStream:
    """Reads the JSON in pieces of text. Each method raises a `JsonSyntaxError` for what is not JSON."""

    def __init__(self, pieces: Iterable[str], read_object: Callable[[list[tuple[str, Any]]], Any]) -> None:
        """Read nothing yet.

        Args:
            pieces: the text, cut anywhere.
            read_object: makes a value of the names and values of an object.
        """
        self._pieces = iter(pieces)
        self._decoder = JSONDecoder(object_pairs_hook=read_object, parse_constant=_refuse_constant)
        self._text, self._at = "", 0
        self._line, self._column = 1, 1

    def parts(self, listed: Collection[str]) -> Iterator[tuple[str, Any]]:
        """Yield the names and values of the object; of a list whose name is in `listed`, an iterator of its entries."""
        self._expect("{", "Expecting value")
        closed = self._peek() == "}"
        self._at += closed
        while not closed:
            if self._peek() != '"':
                raise self._error("Expecting property name enclosed in double quotes")
            name = self.value()
            self._expect(":", "Expecting ':' delimiter")
            if name in listed and self._peek() == "[":
                entries = self._entries()
                yield name, entries
                for _ in entries:
                    pass
            else:
                yield name, self.value()
            closed = self._ends("}")
        self.end()

    def value(self) -> Any:
        """Return the value that comes next."""
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except JSONDecodeError as error:
                is_half = error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _LONGEST_TOKEN
                if not (is_half and self._more()):
                    raise self._error(error.msg, error.pos) from None
            else:
                # A number at the end may go on, also behind a point or an `e+` that is not part of it yet.
                if end <= len(self._text) - len(".e+0") or not self._more():
                    self._at = end
                    return value

    def end(self) -> None:
        """Hold that nothing comes any more."""
        if self._peek():
            raise self._error("Extra data")

    @property
    def begins_object(self) -> bool:
        """Whether an object comes next."""
        return self._peek() == "{"

    def _entries(self) -> Iterator[Any]:
        self._expect("[", "Expecting value")
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            yield self.value()
            if self._ends("]"):
                return

    def _ends(self, bracket: str) -> bool:
        """Read what is behind a value: a comma, or the end of the list or object."""
        found = self._peek()
        if found not in {",", bracket} or not found:
            raise self._error("Expecting ',' delimiter")
        self._at += 1
        return found == bracket

    def _expect(self, sign: str, message: str) -> None:
        if self._peek() != sign:
            raise self._error(message)
        self._at += 1

    def _peek(self) -> str:
        """Return the next character other than a space; empty at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Let go of what was read, take at least as much more as is left, and return whether there was any more."""
        left = len(self._text) - self._at
        pieces: list[str] = []
        length = 0
        for piece in self._pieces:
            pieces.append(piece)
            length += len(piece)
            if length > left:
                break
        if length:
            self._line, self._column = self._place(self._at)
            self._text, self._at = "".join((self._text[self._at :], *pieces)), 0
        return length > 0

    def _place(self, at: int) -> tuple[int, int]:
        lines = self._text.count("\n", 0, at)
        column = at - self._text.rfind("\n", 0, at)
        return self._line + lines, column if lines else self._column + at

    def _error(self, message: str, at: int | None = None) -> "JsonSyntaxError":
        return JsonSyntaxError(message, *self._place(self._at if at is None else at))


class JsonSyntaxError(ValueError):
    """Text that is not JSON."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def _refuse_constant(_: str) -> float:
    raise ValueError("NaN and Infinity are not JSON")
