"""Records to plain values (what JSON and YAML hold) and back, driven by the annotations of the records.

A record is a NamedTuple or a dataclass. Its fields may be `str`, `int`, `float`, `bool`, enums (by value), `X | None`,
`tuple[X, ...]`, tuples of fixed length, `frozenset[X]` (written sorted), mappings with text, enums or integers as keys,
days and moments with their zone (both as ISO 8601), records, and `Any` for plain values that are left alone.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, partial
from itertools import repeat
from math import isfinite
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from backpain_cli.domain.names import nearest_names
from backpain_cli.domain.text import escape_for_terminal

Record = TypeVar("Record")
Read = Callable[[Any], Any]
"""From a plain value to the value it encodes; refuses it with a ValueError."""
Write = Callable[[Any], Any]
_hints = partial(get_type_hints, include_extras=True)
MAX_DIGITS = 18  # of an integer: it fits into 64 bits, which is what a database takes


class DecodeProblem(NamedTuple):
    """What is wrong with a value, and where it is."""

    path: tuple[str | int, ...]
    """Names of fields and, from 0, numbers in lists; empty for the outermost value."""
    message: str

    @property
    def place(self) -> str:
        """The path as text: `points[1].technique.hold`; empty for the outermost value."""
        parts = (f"[{part}]" if isinstance(part, int) else f".{escape_for_terminal(part)}" for part in self.path)
        return "".join(parts).removeprefix(".")

    def __str__(self) -> str:
        return f"{self.place}: {self.message}".removeprefix(": ")


class DecodeError(ValueError):
    """Values that make no record, with everything that is wrong with them."""

    def __init__(self, problems: Iterable[DecodeProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Codec:
    """Reads and writes records. What a type needs is made once, the first time it is met."""

    def __init__(self, special: Mapping[Any, tuple[Read, Write]] | None = None, *, from_text: bool = False) -> None:
        """Make a codec.

        Args:
            special: how types with a form of their own are read (by annotation) and written (by type of the value).
            from_text: whether every value is text, as in our YAML: digits are numbers there, `true` and `false` truth
                values, and `4-6` a pair of integers. Without it nothing is converted.
        """
        self._special: Mapping[Any, tuple[Read, Write]] = special or {}
        self._from_text = from_text
        self._reader: Callable[[Any], Read] = cache(self._make_reader)
        self._writer: Callable[[type], Write] = cache(self._make_writer)

    def decode(self, kind: type[Record], values: object) -> Record:
        """Return what the plain `values` say, as a `kind`.

        Raises:
            DecodeError: they make none.
        """
        try:
            decoded: Record = self._reader(kind)(values)
        except ValueError as error:
            raise DecodeError(_problems(error)) from None
        return decoded

    def encode(self, value: object) -> Any:
        """Return a record, or a collection of records, as plain values."""
        return self._writer(type(value))(value)

    def canonical(self, value: object) -> bytes:
        """Return `value` as JSON that is the same for equal values, for hashes: keys sorted, no spaces."""
        text = json.dumps(self.encode(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return text.encode("utf-8", "surrogatepass")

    def _make_writer(self, kind: type) -> Write:
        if special := self._special.get(kind):
            return special[1]
        if issubclass(kind, Enum):
            return lambda member: member.value
        if names := tuple(_fields(kind)):
            return lambda record: {name: self.encode(getattr(record, name)) for name in names}
        if issubclass(kind, Mapping):
            return lambda items: {str(self.encode(name)): self.encode(item) for name, item in items.items()}
        if issubclass(kind, frozenset):
            return lambda items: sorted(map(self.encode, items))
        if issubclass(kind, tuple | list):
            return lambda items: list(map(self.encode, items))
        return kind.isoformat if issubclass(kind, date) else lambda value: value

    def _make_reader(self, kind: Any) -> Read:
        if special := self._special.get(kind):
            return special[0]
        kind = getattr(kind, "__supertype__", kind)  # what a NewType is made of
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self._reader(arguments[0])
        if simple := (_FROM_TEXT if self._from_text else _SIMPLE).get(kind):
            return simple
        if origin in (Union, UnionType) and len(arguments) == 2 and arguments[1] is NoneType:
            read = self._reader(arguments[0])
            return lambda value: None if value is None else read(value)
        if origin is tuple and arguments[1:] != (...,):
            return self._fixed_reader(arguments)
        if origin in (tuple, frozenset):
            return _items_reader(origin, self._reader(arguments[0]))
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self._mapping_reader(*arguments)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return _member_reader(kind)
        if _fields(kind):
            return self._record_reader(kind)
        raise TypeError(f"expected a type that a field may have, found {kind!r}")

    def _fixed_reader(self, arguments: tuple[Any, ...], names: tuple[str, ...] = ()) -> Read:
        readers = list(map(self._reader, arguments))
        is_range = self._from_text and arguments == (int, int)

        def read(value: Any) -> Any:
            if is_range and isinstance(value, str):
                value = (value.split("-", 1) * 2)[:2]  # a single number is both ends
            if len(_checked(value, list)) != len(readers):
                raise ValueError(f"must be a list of {len(readers)}, not of {len(value)}")
            return tuple(_read_all(names or range(len(readers)), readers, value))

        return read

    def _mapping_reader(self, key: Any, argument: Any) -> Read:
        # The names in a mapping are text, whatever its values are.
        read_key, read_item = Codec(self._special, from_text=True)._reader(key), self._reader(argument)

        def read(value: Any) -> Any:
            names = _read_all(_checked(value, dict), repeat(read_key), value)
            return dict(zip(names, _read_all(value, repeat(read_item), value.values()), strict=True))

        return read

    def _record_reader(self, kind: Any) -> Read:
        readers = {name: self._reader(hint) for name, hint in _hints(kind).items() if name in _fields(kind)}
        needed = [name for name, must_be_given in _fields(kind).items() if must_be_given]

        def read(values: Any) -> Any:
            problems: list[DecodeProblem] = []
            if _checked(values, dict).keys() != readers.keys():
                problems = [DecodeProblem((name,), "is missing") for name in needed if name not in values]
                problems += [_unknown(name, kind, readers) for name in values if name not in readers]
                values = {name: value for name, value in values.items() if name in readers}
            try:
                items = {name: readers[name](value) for name, value in values.items()}
            except ValueError:
                items = {}
            if problems or len(items) < len(values):
                _read_all(values, map(readers.__getitem__, values), values.values(), problems)  # raises all of them
            return kind(**items)

        return read


_json = Codec()
decode, encode = _json.decode, _json.encode


def as_list(kind: Any, codec: Codec = _json) -> tuple[Read, Write]:
    """Return how a NamedTuple is read from the list of its fields, and written so: short where there are many."""
    hints = _hints(kind)
    read = codec._fixed_reader(tuple(hints.values()), tuple(hints))
    return lambda values: kind(*read(values)), lambda record: list(map(codec.encode, record))


def _fields(kind: Any) -> dict[str, bool]:
    """Return the names of a record's fields, each with whether it must be given; empty for any other type."""
    if is_dataclass(kind):
        return {one.name: one.default is MISSING and one.default_factory is MISSING for one in fields(kind) if one.init}
    return {name: name not in kind._field_defaults for name in getattr(kind, "_fields", ())}


def _problems(error: ValueError, *place: str | int) -> list[DecodeProblem]:
    """Return what `error` says is wrong with the value at `place`, or with parts of it."""
    found = error.problems if isinstance(error, DecodeError) else [DecodeProblem((), str(error))]
    return [DecodeProblem((*place, *one.path), one.message) for one in found]


def _read_all(
    places: Iterable[str | int], readers: Iterable[Read], values: Iterable[Any], problems: Iterable[DecodeProblem] = ()
) -> list[Any]:
    """Return what each reader makes of its value, or raise what is wrong with them and the `problems` before."""
    items, found = [], list(problems)
    for place, read, value in zip(places, readers, values, strict=False):
        try:
            items.append(read(value))
        except ValueError as error:
            found += _problems(error, place)
    if found:
        raise DecodeError(found)
    return items


def _items_reader(collection: Callable[[list[Any]], Any], read_item: Read) -> Read:
    def read(value: Any) -> Any:
        if read_item is _text and type(value) is list and set(map(type, value)) <= {str}:
            return collection(value)  # most lists: this takes a tenth of the time
        return collection(_read_all(range(len(_checked(value, list))), repeat(read_item), value))

    return read


def _unknown(name: str, kind: type, known: Iterable[str]) -> DecodeProblem:
    hints = (f" (did you mean {near}?)" for near in nearest_names(name, known, most=1))
    return DecodeProblem((name,), f"is not a field of {kind.__name__}{next(hints, '')}")


_WORDS = {str: "text", int: "an integer", float: "a number", bool: "true or false", list: "a list", dict: "a mapping"}


def _checked(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(f"must be {_WORDS[kind]}, not {_WORDS.get(type(value), 'null')}")
    return value


def _as_written(value: Any) -> str:
    return repr(escape_for_terminal(value, most=40)) if isinstance(value, str) else _WORDS.get(type(value), "null")


def _member_reader(kind: type[Enum]) -> Read:
    members = {member.value: member for member in kind}

    def read(value: Any) -> Enum:
        if type(value) is bool or not isinstance(value, str | int) or value not in members:
            raise ValueError(f"must be one of {', '.join(map(str, members))}, not {_as_written(value)}")
        return members[value]

    return read


def _integer(value: Any) -> int:
    if abs(_checked(value, int)) >= _LIMIT:
        raise ValueError(f"must be an integer of at most {MAX_DIGITS} digits")
    return int(value)


def _number(value: Any) -> float:
    if not isfinite(number := _integer(value) if type(value) is int else _checked(value, float)):
        raise ValueError("must be a finite number")
    return float(number)


def _iso_reader(kind: type[date], expected: str) -> Read:
    def read(value: Any) -> date:
        try:
            found = kind.fromisoformat(_checked(value, str))
        except ValueError:
            found = None
        if found is None or (isinstance(found, datetime) and found.utcoffset() is None):
            raise ValueError(f"must be {expected}, not {_as_written(value)}")
        return found

    return read


_LIMIT = 10**MAX_DIGITS
_text = partial(_checked, kind=str)
_SIMPLE: dict[Any, Read] = {
    Any: lambda value: value,
    str: _text,
    int: _integer,
    float: _number,
    bool: partial(_checked, kind=bool),
    date: _iso_reader(date, "a day like 2026-03-09"),
    datetime: _iso_reader(datetime, "a moment with its zone like 2026-03-09T07:30:00+01:00"),
}


def _text_reader(convert: Read, pattern: str, kind: type) -> Read:
    matches = re.compile(pattern).fullmatch
    return lambda text: convert(text) if isinstance(text, str) and matches(text) else _checked(text, kind)


# Other text is refused as a value of another kind would be.
_FROM_TEXT = _SIMPLE | {
    int: _text_reader(int, rf"-?[0-9]{{1,{MAX_DIGITS}}}", int),
    bool: _text_reader(lambda text: text == "true", "true|false", bool),
}
