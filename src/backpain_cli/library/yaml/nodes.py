"""What a YAML file says, as text with positions. Lines and columns are counted from 1."""

from typing import Any, NamedTuple


class Scalar(NamedTuple):
    """A single value, as the text that was written."""

    text: str
    line: int
    column: int
    refused: bool = False
    """Whether it held something that may not reach a terminal, which was told already; the text is empty then."""


class Mapping(NamedTuple):
    """Keys and values in the order of the file; no key is there twice."""

    keys: dict[str, Scalar]
    """By their texts."""
    values: dict[str, "Node"]
    """By the texts of their keys."""
    line: int
    column: int


class Sequence(NamedTuple):
    """Items in the order of the file."""

    items: tuple["Node", ...]
    line: int
    column: int


Node = Scalar | Mapping | Sequence


def as_plain(node: Node) -> Any:
    """Return `node` as nested tuples of texts and numbers, which can be kept in a file."""
    if isinstance(node, Scalar):
        return ("scalar", node.text, node.line, node.column)
    if isinstance(node, Sequence):
        return ("sequence", tuple(as_plain(item) for item in node.items), node.line, node.column)
    entries = tuple((as_plain(key), as_plain(node.values[text])) for text, key in node.keys.items())
    return ("mapping", entries, node.line, node.column)


def from_plain(plain: Any) -> Node:
    """Return the node that `as_plain` made `plain` from."""
    kind, value, line, column = plain
    if kind == "scalar":
        return Scalar(value, line, column)
    if kind == "sequence":
        return Sequence(tuple(from_plain(item) for item in value), line, column)
    keys = {key[1]: Scalar(*key[1:]) for key, _ in value}
    return Mapping(keys, {key[1]: from_plain(item) for key, item in value}, line, column)
