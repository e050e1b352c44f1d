"""Values that are made when somebody asks for them: a command wants a few of the muscles, sources and claims."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

Value = TypeVar("Value")


class OnDemand(Mapping[str, Value]):
    """Values by key, each made the first time it is asked for, and once."""

    def __init__(self, entries: Mapping[str, Any], make: Callable[[str, Any], Value]) -> None:
        """Take what they are made from.

        Args:
            entries: what each is made from, by its key.
            make: makes one of its key and its entry; a KeyError of its own means that a field is missing.
        """
        self._entries = entries
        self._make = make
        self._made: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        """Return the value of that key.

        Raises:
            KeyError: there is none.
            ValueError: what it is made from is wrong.
        """
        if key not in self._made:
            entry = self._entries[key]
            try:
                self._made[key] = self._make(key, entry)
            except KeyError as error:
                # To whoever asks, a KeyError says that there is no such key.
                raise ValueError(f"{key}: there is no {error}") from error
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        """Go through the keys; nothing is made for that."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        """Say whether there is one of that key; nothing is made for that."""
        return key in self._entries
