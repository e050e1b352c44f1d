"""Strict YAML by events; the only importer of yaml."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

from backpain_cli.codec import DecodeError
from backpain_cli.domain.errors import InvalidFileError, Problem
from backpain_cli.domain.text import escape_for_terminal, first_forbidden_character, is_ascii_text
from backpain_cli.library.yaml.errors import ESCAPE_FAULT, yaml_problem
from backpain_cli.library.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, node_at
from backpain_cli.library.yaml.text_files import lines_of, position, problem

MOST_LEVELS = 20
MOST_VALUES = 20_000
MOST_LINES = 250_000
"""The pure parser takes some seconds for a million blank ones."""
MAX_YAML_PROBLEMS = 100
"""A file with more than this that is wrong is not a routine; reading on would only take time."""

# Some builds of PyYAML lack libyaml; the answers are the same, only slower.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LIBYAML_TOO_DEEP = "maximum nesting depth"
_SURROGATE = re.compile("[\\ud800-\\udfff]")
_DIRECTIVE = re.compile(r"(?:^|[\r\n])%")
_NO_ANCHORS = ("anchors and aliases are not used here", "write the value out, or put the text in quotes")
_INNER_TAB = re.compile(r"(?<=[^\s])[ ]*\t+")


def read_yaml(text: str, source: str) -> tuple[Node, list[Problem]]:
    """Return the one document in `text`, with every repeated or odd key as a problem.

    Raises:
        InvalidFileError: it is not valid YAML, or has something that is not used here.
    """
    if "%" in text and (match := _DIRECTIVE.search(text)):
        line, column = position(text, match.end() - 1)
        raise InvalidFileError(
            [problem(source, text, line, column, "directives are not used here", "take the line out")]
        )
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        message = f"more than {MOST_LINES} lines in one file"
        hint = "take the blank ones out; a routine has some hundred lines"
        raise InvalidFileError([problem(source, text, MOST_LINES + 1, 1, message, hint)])
    # A tab behind a word is as good as a space; one of the two parsers would refuse it.
    spaced = _INNER_TAB.sub(lambda match: " " * len(match[0]), text) if "\t" in text else text
    try:
        builder = _walk(spaced, _LOADER, _Builder(text, source))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise InvalidFileError([yaml_problem(error, text, source)]) from None
    if builder.root is None:
        hint = "begin with `backpain: 2`; `backpain routines` shows what a routine has"
        raise InvalidFileError([problem(source, text, 1, 1, "the file is empty", hint)])
    return builder.root, builder.problems


def _walk(text: str, loader: Any, builder: "_Builder") -> "_Builder":
    """Read `text` with `loader` into `builder`; return the builder that has all of it."""
    parser = loader(text)
    try:
        builder.take_all(parser.get_event)
    except yaml.YAMLError as error:
        if _LIBYAML_TOO_DEEP not in str(getattr(error, "problem", "")) or loader is yaml.SafeLoader:
            raise
        # Recent libyaml has a limit of its own, and reports where it gave up, not where it became too deep. The pure
        # parser gives us one level after the other, so that our own limit is met first, in its place.
        return _walk(text, yaml.SafeLoader, builder.emptied())
    finally:
        parser.dispose()
    return builder


class _Open(NamedTuple):
    """A collection that is being read."""

    is_mapping: bool
    line: int
    column: int
    items: list[Node]
    """Of a mapping: keys and values in turn."""


class _Builder:
    """Makes nodes from events, without recursion."""

    def __init__(self, text: str, source: str) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._text = text
        self._source = source
        # Without a backslash, no scalar holds a letter that the text does not hold.
        self._is_plain = "\\" not in text and is_ascii_text(text, allowed="\n\r\t")

    def emptied(self) -> "_Builder":
        """Return an empty builder for the same file."""
        return _Builder(self._text, self._source)

    def take_all(self, next_event: Callable[[], Any]) -> None:
        """Take in every event, up to the last.

        Half of the time that a file takes is spent here, so it is one loop without a method for each event.
        """
        document: list[Node] = []
        items, opened = document, list[_Open]()
        documents = values = 0
        plain, scalar_event = self._is_plain, yaml.ScalarEvent
        # What a named tuple does itself when it is made, without the call that comes before: it takes half the time.
        new = tuple.__new__
        while (kind := type(event := next_event())) is not yaml.StreamEndEvent:
            if kind is scalar_event:
                values += 1
                mark = event.start_mark
                scalar = new(ScalarNode, (event.value, mark.line + 1, mark.column + 1, False))
                if event.anchor is not None or event.tag is not None or values > MOST_VALUES:
                    self._refuse_value(event)
                items.append(scalar if plain else self._checked(scalar))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                values += 1
                mark = event.start_mark
                if event.anchor is not None or event.tag is not None or values > MOST_VALUES:
                    self._refuse_value(event)
                items = []
                opened.append(_Open(kind is yaml.MappingStartEvent, mark.line + 1, mark.column + 1, items))
                if len(opened) > MOST_LEVELS:
                    self._refuse(event, f"nested more than {MOST_LEVELS} deep", "write it flatter")
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                closed = self._closed(opened.pop())
                items = opened[-1].items if opened else document
                items.append(closed)
            elif kind is yaml.AliasEvent:
                self._refuse(event, *_NO_ANCHORS)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(event, "a second document begins here", "keep one routine in a file")
        self.root = document[0] if document else None

    def _refuse_value(self, event: Any) -> None:
        """Refuse what no value of a routine has, or the value that is one too many."""
        if event.anchor is not None:
            self._refuse(event, *_NO_ANCHORS)
        if event.tag is not None:
            self._refuse(event, "tags are not used here", "take out the word that begins with `!`")
        self._refuse(event, f"more than {MOST_VALUES} values in one file", "split it into several routines")

    def _refuse(self, event: Any, message: str, hint: str) -> None:
        mark = event.start_mark
        refused = problem(self._source, self._text, mark.line + 1, mark.column + 1, message, hint)
        raise InvalidFileError([refused])

    def _note(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(problem(self._source, self._text, node.line, node.column, message, hint))
        if len(self.problems) >= MAX_YAML_PROBLEMS:
            raise InvalidFileError(self.problems)

    def _checked(self, scalar: ScalarNode) -> ScalarNode:
        """Return `scalar`, or one without text, noted, where it holds what may not reach a terminal."""
        if scalar.text.isascii() and scalar.text.isprintable():
            return scalar
        if _SURROGATE.search(scalar.text):
            # The pure Python parser lets half a character through.
            self._note(scalar, *ESCAPE_FAULT)
        elif forbidden := first_forbidden_character(scalar.text, allowed="\n\t"):
            self._note(
                scalar, f"{forbidden.name} is not allowed", "take it out; only ordinary letters and signs are allowed"
            )
        else:
            return scalar
        return ScalarNode("", scalar.line, scalar.column, refused=True)

    def _closed(self, opened: _Open) -> Node:
        if not opened.is_mapping:
            return SequenceNode(tuple(opened.items), opened.line, opened.column)
        keys, values = opened.items[::2], opened.items[1::2]
        words = {key.text: key for key in keys if isinstance(key, ScalarNode) and not key.refused}
        if len(words) == len(keys):
            return MappingNode(words, dict(zip(words, values, strict=True)), opened.line, opened.column)
        return self._mended(keys, values, opened)

    def _mended(self, keys: list[Node], values: list[Node], opened: _Open) -> MappingNode:
        """Return the mapping without the keys that are wrong, which are noted."""
        kept = MappingNode({}, {}, opened.line, opened.column)
        for key, value in zip(keys, values, strict=True):
            if not isinstance(key, ScalarNode):
                self._note(key, "a key must be a word", "write `key: value`")
            elif key.refused:
                continue
            elif (earlier := kept.keys.get(key.text)) is not None:
                message = f"`{escape_for_terminal(key.text, most=40)}` is given twice, first on line {earlier.line}"
                self._note(key, message, "keep one of them")
            else:
                kept.keys[key.text] = key
                kept.values[key.text] = value
        return kept


_EMPTY_ON_PURPOSE = ('"', "'", "|", ">")
"""How a text begins that is written, though it is empty."""


def plain_yaml(text: str, source: str) -> Any:
    """Return the document in `text`; every scalar is text, with its folded lines joined.

    Raises:
        InvalidFileError: it is not valid YAML, has something that is not used here, or lacks a key or value.
    """
    node, problems = read_yaml(text, source)
    problems += _nulls(node, text, source)
    if problems:
        raise InvalidFileError(problems)
    return _plain(node)


def located(error: DecodeError, text: str, source: str) -> InvalidFileError:
    """Return what is wrong with the values of the document in `text`, each problem with its line and column."""
    root, _ = read_yaml(text, source)
    problems = []
    for one in error.problems:
        node = node_at(root, one.path)
        problems.append(problem(source, text, node.line, node.column, str(one)))
    return InvalidFileError(problems)


def _nulls(node: Node, text: str, source: str) -> list[Problem]:
    """Return a problem for each key and value that is null: most often a text without quotes was cut at a comma."""
    if isinstance(node, ScalarNode):
        start = lines_of(text)[node.line - 1][node.column - 1 :] if not node.text else "'"
        if node.refused or start.startswith(_EMPTY_ON_PURPOSE):
            return []
        hint = 'put a text that has a comma in quotes; write "" for an empty one'
        return [problem(source, text, node.line, node.column, "expected a text, found nothing", hint)]
    children = (*node.keys.values(), *node.values.values()) if isinstance(node, MappingNode) else node.items
    return [found for child in children for found in _nulls(child, text, source)]


def _plain(node: Node) -> Any:
    if isinstance(node, ScalarNode):
        return node.text.strip()
    if isinstance(node, MappingNode):
        return {key: _plain(value) for key, value in node.values.items()}
    return [_plain(item) for item in node.items]
