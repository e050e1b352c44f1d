"""Strict YAML, as text with positions. The only module that imports yaml.

`yaml.load` is never called. The events are walked first, and anything that could make a parser explode or run
code (depth, number, anchors, tags, several documents) is refused there; only then are nodes composed, and every
scalar stays text until its field says otherwise. docs/decisions.md tells why nothing less will do.
"""

from collections.abc import Iterator
from typing import Any

import yaml

from backpain_cli.domain.errors import InvalidFileError, Problem
from backpain_cli.domain.text import first_forbidden
from backpain_cli.library.nodes import Entry, Mapping, Node, Scalar, Sequence
from backpain_cli.library.text_file import position, problem

MOST_LEVELS = 20
MOST_VALUES = 20_000

# Some builds of PyYAML lack libyaml; the answers are the same, only slower.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str, source: str) -> tuple[Node, list[Problem]]:
    """Return the one document in `text`, with every repeated or odd key as a problem.

    Args:
        text: what the file holds, without a byte order mark.
        source: what the file is called in messages.

    Raises:
        InvalidFileError: it is no YAML, or YAML with something that is not used here.
    """
    try:
        _walk_events(text, source)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise InvalidFileError([_explained(error, text, source)]) from None
    if node is None:
        raise InvalidFileError(
            [problem(source, text, 1, 1, "the file is empty", "see `backpain routines` for examples")]
        )
    problems: list[Problem] = []
    return _converted(node, text, source, problems), problems


def _refuse(source: str, text: str, event: Any, message: str, hint: str) -> InvalidFileError:
    mark = event.start_mark
    return InvalidFileError([problem(source, text, mark.line + 1, mark.column + 1, message, hint)])


def _walk_events(text: str, source: str) -> None:
    """Go through the parser's events, which needs no memory and no recursion, and stop at the first excess."""
    depth = values = documents = 0
    for event in _events(text):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refuse(source, text, event, "a second document begins here", "keep one routine in a file")
            if event.version is not None or event.tags:
                raise _refuse(source, text, event, "directives are not used here", "take the line out")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            hint = "write the value out again"
            raise _refuse(source, text, event, "anchors and aliases are not used here", hint)
        if getattr(event, "tag", None) is not None:
            raise _refuse(source, text, event, "tags are not used here", "take out the word that begins with `!`")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_LEVELS:
            raise _refuse(source, text, event, f"nested more than {MOST_LEVELS} deep", "write it flatter")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            values += 1
            if values > MOST_VALUES:
                message = f"more than {MOST_VALUES} values in one file"
                raise _refuse(source, text, event, message, "split it into several routines")


def _events(text: str) -> Iterator[Any]:
    yield from yaml.parse(text, Loader=_LOADER)


def _converted(node: Any, text: str, source: str, problems: list[Problem]) -> Node:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.MappingNode):
        entries = _entries(node, text, source, problems)
        return Mapping(entries, line, column)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_converted(item, text, source, problems) for item in node.value), line, column)
    if forbidden := first_forbidden(node.value, allowed="\n\t"):
        hint = "take it out; only ordinary letters and signs are allowed"
        problems.append(problem(source, text, line, column, f"{forbidden.name} is not allowed", hint))
        return Scalar("", line, column)
    return Scalar(node.value, line, column)


def _entries(node: Any, text: str, source: str, problems: list[Problem]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    lines_of_keys: dict[str, int] = {}
    for key_node, value_node in node.value:
        key = _converted(key_node, text, source, problems)
        value = _converted(value_node, text, source, problems)
        if not isinstance(key, Scalar):
            problems.append(problem(source, text, key.line, key.column, "a key must be a word", ""))
        elif (earlier := lines_of_keys.get(key.text)) is not None:
            message = f"`{key.text[:40]}` is given twice, first on line {earlier}"
            problems.append(problem(source, text, key.line, key.column, message, "keep one of them"))
        else:
            lines_of_keys[key.text] = key.line
            entries.append(Entry(key, value))
    return tuple(entries)


def _explained(error: yaml.YAMLError, text: str, source: str) -> Problem:
    """Say in plain words what the parser stumbled over."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "this is no YAML")
    context = str(getattr(error, "context", None) or "")
    if mark is None:
        index = getattr(error, "position", 0)
        line, column = position(text, index if isinstance(index, int) else 0)
        return problem(source, text, line, column, what)
    line, column = mark.line + 1, mark.column + 1
    opened = getattr(error, "context_mark", None)
    if "quoted scalar" in context and opened is not None:
        line, column = opened.line + 1, opened.column + 1
        return problem(source, text, line, column, "this quotation mark is never closed", "close it on the same line")
    if ("flow sequence" in context or "flow mapping" in context) and opened is not None:
        line, column = opened.line + 1, opened.column + 1
        return problem(source, text, line, column, "this bracket is never closed", "close it with ] or }")
    here = text.replace("\r\n", "\n").split("\n", line)[line - 1 : line]
    if "cannot start any token" in what and here and here[0][mark.column : mark.column + 1] == "\t":
        return problem(source, text, line, column, "a tab is used to indent", "use spaces")
    if "mapping values are not allowed" in what:
        return problem(source, text, line, column, "a colon inside a text", "put the text in quotes")
    if "cannot start any token" in what:
        return problem(source, text, line, column, "a text may not begin with this sign", "put the text in quotes")
    if "anchor" in what or "alias" in what:
        return problem(source, text, line, column, "anchors and aliases are not used here", "put the text in quotes")
    if "directive" in what or "version" in what or "directive" in context:
        return problem(source, text, line, column, "directives are not used here", "take the line out")
    if "expected <block end>" in what or "could not find expected ':'" in what or "block" in context:
        return problem(source, text, line, column, "this line is not where it belongs", "check how far it is indented")
    return problem(source, text, line, column, what, "check quotes, colons and how far lines are indented")
