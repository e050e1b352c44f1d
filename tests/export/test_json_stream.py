"""JSON in pieces is what it is in one, is told wrong in the same place, and is not held as a whole."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.export.json_stream import JsonStream, JsonSyntaxError
from tests.cases import all_cases

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


def read(text: str, *, size: int, listed: frozenset[str] = frozenset({"a", "b"})) -> dict[str, Any]:
    """Return the object in `text`, which comes in pieces of that size."""
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    parts = JsonStream(pieces, dict).parts(listed)
    return {name: list(part) if isinstance(part, Iterator) else part for name, part in parts}


@given(st.dictionaries(st.sampled_from("abcd"), VALUES), st.integers(1, 40), st.sampled_from([None, 2]))
def test_it_is_the_same_wherever_it_is_cut(values: dict[str, Any], size: int, indent: int | None) -> None:
    text = json.dumps(values, indent=indent)
    assert read(f" {text}\n", size=size) == values


@all_cases(
    "text",
    [
        "",
        "{",
        '{"a"',
        '{"a" 1}',
        '{"a": 1,}',
        '{"a": [1 2]}',
        '{"a": [1,]}',
        '{"a": [',
        '{"a": tru}',
        '{"c":\n{"x": "half',
        '{"a": 1}\n\n x',
        "{'a': 1}",
        '{"c": "\\q"}',
        "[1]",
        '{"a": 1',
    ],
)
def test_what_is_no_json_is_told_where_it_is(text: str) -> None:
    for size in (1, 3, 1000):
        with pytest.raises(JsonSyntaxError) as caught:
            read(text, size=size)
        if text == "[1]":
            continue  # JSON, and no object
        with pytest.raises(json.JSONDecodeError) as known:
            json.loads(text)
        assert (caught.value.line, caught.value.column) == (known.value.lineno, known.value.colno), size


def test_an_entry_is_told_before_the_next_ones_are_read() -> None:
    taken = 0

    def pieces() -> Iterator[str]:
        nonlocal taken
        yield '{"a": ['
        for number in range(1000):
            taken += 1
            yield f'{{"text": "{"x" * 100}", "number": {number}}}{"," * (number < 999)}'
        yield '], "c": 1}'

    parts = JsonStream(pieces(), dict).parts({"a"})
    _, entries = next(parts)
    for number, entry in enumerate(entries):
        assert entry["number"] == number
        assert taken <= number + 3
    assert list(parts) == [("c", 1)]
