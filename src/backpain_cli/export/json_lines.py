"""JSON with one line an entry: quick to write, small in memory, and a change to one entry reads as one line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def json_of(parts: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Yield an object as pieces of JSON text.

    Args:
        parts: its names and values in their order; a value that is an iterator gives the JSON text of one entry after
            the other, and the next part is only asked for afterwards.
    """
    before = "{\n"
    for name, value in parts:
        yield f"{before}{json.dumps(name)}: "
        yield from _listed(value) if isinstance(value, Iterator) else [json.dumps(value)]
        before = ",\n"
    yield "\n}\n"


def _listed(entries: Iterator[str]) -> Iterator[str]:
    before = "[\n "
    for entry in entries:
        yield before + entry
        before = ",\n "
    yield "[]" if before.startswith("[") else "\n]"
