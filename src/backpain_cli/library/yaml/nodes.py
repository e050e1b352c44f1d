"""A YAML file as text with positions. Lines and columns are counted from 1."""

from collections.abc import Iterable
from typing import Any, NamedTuple


class ScalarNode(NamedTuple):
    """A single value, as the text that was written."""

    text: str
    line: int
    column: int
    refused: bool = False
    """Whether it held something that may not reach a terminal, which was reported already; the text is empty then."""


class MappingNode(NamedTuple):
    """Keys and values in the order of the file; no key is there twice."""

    keys: dict[str, ScalarNode]
    """By their texts."""
    values: dict[str, "Node"]
    """By the texts of their keys."""
    line: int
    column: int


class SequenceNode(NamedTuple):
    """Items in the order of the file."""

    items: tuple["Node", ...]
    line: int
    column: int


Node = ScalarNode | MappingNode | SequenceNode


def node_at(root: Node, path: Iterable[str | int]) -> Node:
    """Return the node at `path` (keys, and numbers of items from 0), or the last one on the way to it that exists."""
    node = root
    for part in path:
        if isinstance(node, MappingNode) and part in node.values:
            node = node.values[str(part)]
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            break
    return node


def plain_value(node: Node) -> Any:
    """Return `node` as nested tuples of texts and numbers, which can be kept in a file."""
    if isinstance(node, ScalarNode):
        return ("scalar", node.text, node.line, node.column)
    if isinstance(node, SequenceNode):
        return ("sequence", tuple(plain_value(item) for item in node.items), node.line, node.column)
    entries = tuple((plain_value(key), plain_value(node.values[text])) for text, key in node.keys.items())
    return ("mapping", entries, node.line, node.column)


def node_from_plain(plain: Any) -> Node:
    """Return the node that `as_plain` made `plain` from."""
    kind, value, line, column = plain
    if kind == "scalar":
        return ScalarNode(value, line, column)
    if kind == "sequence":
        return SequenceNode(tuple(node_from_plain(item) for item in value), line, column)
    keys = {key[1]: ScalarNode(*key[1:]) for key, _ in value}
    return MappingNode(keys, {key[1]: node_from_plain(item) for key, item in value}, line, column)
