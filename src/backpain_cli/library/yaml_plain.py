"""Our own YAML files as plain lists, dictionaries and texts."""

from typing import Any

from backpain_cli.domain.errors import InvalidFileError
from backpain_cli.library.nodes import Mapping, Node, Scalar
from backpain_cli.library.yaml_source import read_yaml


def plain_yaml(text: str, source: str) -> Any:
    """Return the document in `text`; every scalar is text, with its folded lines joined.

    Raises:
        InvalidFileError: it is no YAML, or YAML with something that is not used here.
    """
    node, problems = read_yaml(text, source)
    if problems:
        raise InvalidFileError(problems)
    return _plain(node)


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.values.items()}
    return [_plain(item) for item in node.items]
