"""Values of a JSON file that somebody may have changed: each is read as one kind, or refused with its place."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.domain.text import escape_for_terminal

LONGEST_JSON_TEXT = 100_000
_LARGEST = 10**9
_KEY = re.compile(r"[a-z0-9][a-z0-9/_-]{0,99}", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")


class WrongJsonValueError(Exception):
    """A value that is not what it has to be; the message tells its place."""


class Values(NamedTuple):
    """A value and where it was found."""

    value: Any
    within: "Values | None" = None
    """The object or list that it is in; None for the whole file."""
    name: str | int = ""
    """Its name in an object, or its number in a list, from 0."""

    @property
    def place(self) -> str:
        """Its place in the file, as `sessions[3].before[0].score`; made only for the one value that is wrong."""
        if self.within is None:
            return ""
        before = self.within.place
        if isinstance(self.name, int):
            return f"{before}[{self.name}]"
        return f"{before}.{self.name}" if before else self.name

    def wrong(self, message: str) -> WrongJsonValueError:
        """Return the error for this value."""
        return WrongJsonValueError(f"{escape_for_terminal(self.place) or 'the file'} {message}")

    def at(self, name: str) -> "Values":
        """Return the value of that name."""
        found = self.mapping()
        if name not in found:
            raise self.wrong(f"has no `{name}`")
        return Values(found[name], self, name)

    def only(self, *names: str) -> None:
        """Refuse names that are not known: what they mean would be lost in silence."""
        for name in self.mapping():
            if name not in names:
                raise self.wrong(f"has `{escape_for_terminal(name, most=60)}`, which is not known")

    def each(self) -> Iterator["Values"]:
        """Yield the values of a list."""
        if not isinstance(self.value, list):
            raise self.wrong("is not a list")
        for number, value in enumerate(self.value):
            yield Values(value, self, number)

    def items(self) -> Iterator[tuple[str, "Values"]]:
        """Yield the names and values of an object."""
        for name, value in self.mapping().items():
            yield Values(name, self, f"name of {name}").text(), Values(value, self, name)

    def mapping(self) -> dict[str, Any]:
        """Return an object."""
        if not isinstance(self.value, dict):
            raise self.wrong("is not an object")
        return self.value

    def text(self) -> str:
        """Return a text."""
        if not isinstance(self.value, str):
            raise self.wrong("is not text")
        if len(self.value) > LONGEST_JSON_TEXT:
            raise self.wrong(f"has more than {LONGEST_JSON_TEXT:,} letters")
        if not self.value.isascii() and _SURROGATE.search(self.value):
            raise self.wrong("has half a letter (a lone surrogate)")
        return self.value

    def key(self, *, empty: bool = False) -> str:
        """Return the key of an area, a muscle or a point; an empty text only where that is allowed."""
        text = self.text()
        if not (_KEY.fullmatch(text) or (empty and not text)):
            raise self.wrong(f"is not a key: {escape_for_terminal(text, most=60)!r}")
        return text

    def equal(self, wanted: str) -> None:
        """Refuse all but one text."""
        if self.value != wanted:
            raise self.wrong(f"has to be `{wanted}`")

    def one_of(self, *wanted: str) -> str:
        """Return one of some texts."""
        text = self.text()
        if text not in wanted:
            known = ", ".join(f"`{one}`" if one else "empty" for one in wanted)
            raise self.wrong(f"is {escape_for_terminal(text, most=60)!r}; it can be {known}")
        return text

    def whole(self, *, least: int | None = 0) -> int:
        """Return a whole number that is not below `least`."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.wrong("is not a whole number")
        if abs(self.value) > _LARGEST or (least is not None and self.value < least):
            raise self.wrong("is too large" if self.value > 0 else f"is less than {least}")
        return self.value

    def one_of_numbers(self, *wanted: int) -> int:
        """Return one of some whole numbers."""
        if self.whole() not in wanted:
            raise self.wrong(f"is {self.value}; it can be {', '.join(map(str, wanted))}")
        return self.whole()

    def pain(self) -> int:
        """Return a pain score."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or not 0 <= self.value <= WORST_PAIN:
            raise self.wrong(f"is not a whole number from 0 to {WORST_PAIN}")
        return self.value

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            raise self.wrong("is neither true nor false")
        return self.value

    def moment(self) -> datetime:
        """Return a time with its zone."""
        try:
            moment = datetime.fromisoformat(self.text())
        except ValueError:
            raise self.wrong("is not a time like 2026-11-03T20:15:00+01:00") from None
        if moment.utcoffset() is None:
            raise self.wrong("does not tell its zone, as +01:00")
        return moment

    def identifier(self) -> str:
        """Return a UUID in its canonical form."""
        text = self.text()
        try:
            canonical = str(UUID(text))
        except ValueError:
            canonical = ""
        if text != canonical:
            raise self.wrong("is not a UUID in small letters")
        return text
