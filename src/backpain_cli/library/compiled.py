"""Compiled forms and values made on first use."""

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from backpain_cli.domain.errors import BackpainError
from backpain_cli.files import write_atomically

Value = TypeVar("Value")


class LazyMapping(Mapping[str, Value]):
    """Values by key, each made the first time it is asked for, and once."""

    def __init__(self, entries: Callable[[], Mapping[str, Any]], make: Callable[[Any], Value]) -> None:
        """Make values of what `entries` returns by `make`; neither is called before it is needed."""
        self._find_entries, self._make = entries, make
        self._made: dict[str, Value] = {}

    @cached_property
    def _entries(self) -> Mapping[str, Any]:
        return self._find_entries()

    def __getitem__(self, key: str) -> Value:
        """Return the value of that key.

        Raises:
            KeyError: there is none.
        """
        if key not in self._made:
            self._made[key] = self._make(self._entries[key])
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        """Go through the keys; nothing is made for that."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        """Return whether there is one of that key; nothing is made for that."""
        return key in self._entries


# Every Python reads this version, and equal values give equal bytes in it: a wheel can be built twice alike.
MARSHAL_VERSION = 2
_CHECKSUM_BYTES = 4
_FORM = 3
"""Kept with every form: change it when the making changes."""
Contents = Sequence[tuple[str, bytes]]
"""Names of files and what they hold."""


def load_compiled(kept: Path, contents: Contents, make: Callable[[Contents], Any]) -> Any:
    """Return what `make` makes of `contents` (plain values only), from the file `kept` where it fits them."""
    wanted = (_FORM, list(contents))
    with suppress(OSError):  # there is none: it is made now
        data = kept.read_bytes()
        body = data[_CHECKSUM_BYTES:]
        if data[:_CHECKSUM_BYTES] == _checksum(body):
            # Our own file in our own package: trusted like the compiled modules beside it.
            form, made_from, made = marshal.loads(body)  # noqa: S302
            if (form, made_from) == wanted:
                return made
    made = make(contents)
    with suppress(OSError, BackpainError):  # a read-only installation is slower, and right all the same
        _write(kept, contents, made)
    return made


def compile_data(kept: Path, contents: Contents, make: Callable[[Contents], Any]) -> Path:
    """Make the form of `contents`, write it to the file `kept`, and return that.

    Raises:
        OSError: its folder cannot be made.
        BackpainError: it cannot be written.
    """
    _write(kept, contents, make(contents))
    return kept


def _write(kept: Path, contents: Contents, made: Any) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    body = marshal.dumps((_FORM, list(contents), made), MARSHAL_VERSION)
    write_atomically(kept, [_checksum(body), body], own=True)


def _checksum(body: bytes) -> bytes:
    return crc32(body).to_bytes(_CHECKSUM_BYTES, "big")
