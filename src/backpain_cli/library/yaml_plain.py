"""Our own YAML files as plain lists, dictionaries and texts."""

from typing import Any

from backpain_cli.domain.errors import InvalidFileError, Problem
from backpain_cli.library.nodes import Mapping, Node, Scalar
from backpain_cli.library.text_file import lines_of, problem
from backpain_cli.library.yaml_source import read_yaml

_EMPTY_ON_PURPOSE = ('"', "'", "|", ">")
"""How a text begins that is written, though it is empty."""


def plain_yaml(text: str, source: str) -> Any:
    """Return the document in `text`; every scalar is text, with its folded lines joined.

    Raises:
        InvalidFileError: it is no YAML, or YAML with something that is not used here, or a key or value is missing.
    """
    node, problems = read_yaml(text, source)
    problems += _nulls(node, text, source)
    if problems:
        raise InvalidFileError(problems)
    return _plain(node)


def _nulls(node: Node, text: str, source: str) -> list[Problem]:
    """Return a problem for each key and value that is null: most often a text without quotes was cut at a comma."""
    if isinstance(node, Scalar):
        start = lines_of(text)[node.line - 1][node.column - 1 :] if not node.text else "'"
        if node.refused or start.startswith(_EMPTY_ON_PURPOSE):
            return []
        hint = 'put a text that has a comma in quotes; write "" for an empty one'
        return [problem(source, text, node.line, node.column, "expected a text, found nothing", hint)]
    children = (*node.keys.values(), *node.values.values()) if isinstance(node, Mapping) else node.items
    return [found for child in children for found in _nulls(child, text, source)]


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.values.items()}
    return [_plain(item) for item in node.items]
