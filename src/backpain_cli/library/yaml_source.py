"""Strict YAML, as text with positions. The only module that imports yaml.

`yaml.load` is never called. The parser's events are walked one by one, anything that could make a parser explode or
run code (depth, number, anchors, tags, directives, several documents) is refused where it stands, and what is left
becomes nodes of our own in which every scalar is still text. docs/decisions.md tells why nothing less will do.
"""

import re
from typing import Any, NamedTuple

import yaml

from backpain_cli.domain.errors import InvalidFileError, Problem
from backpain_cli.domain.text import first_forbidden, shown
from backpain_cli.library.nodes import Entry, Mapping, Node, Scalar, Sequence
from backpain_cli.library.text_file import position, problem
from backpain_cli.library.yaml_errors import ESCAPE_FAULT, explained

MOST_LEVELS = 20
MOST_VALUES = 20_000
MOST_LINES = 250_000
"""The pure parser takes some seconds for a million blank ones."""
MOST_PROBLEMS = 100
"""A file with more than this that is wrong is no routine; reading on would only take time."""

# Some builds of PyYAML lack libyaml; the answers are the same, only slower.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_LIBYAML_TOO_DEEP = "maximum nesting depth"
_SURROGATE = re.compile("[\\ud800-\\udfff]")
_DIRECTIVE = re.compile(r"(?:^|[\r\n])%")
_NO_ANCHORS = ("anchors and aliases are not used here", "write the value out, or put the text in quotes")
_INNER_TAB = re.compile(r"(?<=[^\s])[ ]*\t+")


def read_yaml(text: str, source: str) -> tuple[Node, list[Problem]]:
    """Return the one document in `text`, with every repeated or odd key as a problem.

    Args:
        text: what the file holds, without a byte order mark.
        source: what the file is called in messages.

    Raises:
        InvalidFileError: it is no YAML, or YAML with something that is not used here.
    """
    if match := _DIRECTIVE.search(text):
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
        raise InvalidFileError([explained(error, text, source)]) from None
    if builder.root is None:
        hint = "begin with `backpain: 1`; `backpain routines` shows what a routine has"
        raise InvalidFileError([problem(source, text, 1, 1, "the file is empty", hint)])
    return builder.root, builder.problems


def _walk(text: str, loader: Any, builder: "_Builder") -> "_Builder":
    """Let `builder` take in what `loader` finds in `text`; return the builder that took it all in."""
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.YAMLError as error:
        if _LIBYAML_TOO_DEEP not in str(getattr(error, "problem", "")) or loader is yaml.SafeLoader:
            raise
        # Recent libyaml has a limit of its own, and tells where it gave up, not where it became too deep. The pure
        # parser gives us one level after the other, so that our own limit is met first, in its place.
        return _walk(text, yaml.SafeLoader, builder.anew())
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
        self._open: list[_Open] = []
        self._documents = 0
        self._values = 0

    def anew(self) -> "_Builder":
        """Return a builder for the same file that has taken in nothing yet."""
        return _Builder(self._text, self._source)

    def take(self, event: Any) -> None:
        """Take in the next event."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._check_value(event)
            self._add(self._scalar(event))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._check_value(event)
            mark = event.start_mark
            self._open.append(_Open(kind is yaml.MappingStartEvent, mark.line + 1, mark.column + 1, []))
            if len(self._open) > MOST_LEVELS:
                self._refuse(event, f"nested more than {MOST_LEVELS} deep", "write it flatter")
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(self._open.pop())
        elif kind is yaml.AliasEvent:
            self._refuse(event, *_NO_ANCHORS)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "a second document begins here", "keep one routine in a file")

    def _check_value(self, event: Any) -> None:
        """Refuse what no value of a routine has, and more values than any routine has."""
        if event.anchor is not None:
            self._refuse(event, *_NO_ANCHORS)
        if event.tag is not None:
            self._refuse(event, "tags are not used here", "take out the word that begins with `!`")
        self._values += 1
        if self._values > MOST_VALUES:
            self._refuse(event, f"more than {MOST_VALUES} values in one file", "split it into several routines")

    def _refuse(self, event: Any, message: str, hint: str) -> None:
        mark = event.start_mark
        refused = problem(self._source, self._text, mark.line + 1, mark.column + 1, message, hint)
        raise InvalidFileError([refused])

    def _note(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(problem(self._source, self._text, node.line, node.column, message, hint))
        if len(self.problems) >= MOST_PROBLEMS:
            raise InvalidFileError(self.problems)

    def _scalar(self, event: Any) -> Scalar:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        scalar = Scalar(event.value, line, column)
        if not event.value.isascii() and _SURROGATE.search(event.value):
            # The pure Python parser lets half a character through.
            self._note(scalar, *ESCAPE_FAULT)
            return Scalar("", line, column, refused=True)
        if forbidden := first_forbidden(event.value, allowed="\n\t"):
            self._note(
                scalar, f"{forbidden.name} is not allowed", "take it out; only ordinary letters and signs are allowed"
            )
            return Scalar("", line, column, refused=True)
        return scalar

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].items.append(node)
        else:
            self.root = node

    def _close(self, opened: _Open) -> None:
        if opened.is_mapping:
            self._add(Mapping(self._entries(opened.items), opened.line, opened.column))
        else:
            self._add(Sequence(tuple(opened.items), opened.line, opened.column))

    def _entries(self, items: list[Node]) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        lines: dict[str, int] = {}
        for key, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._note(key, "a key must be a word", "write `key: value`")
            elif key.refused:
                continue
            elif (earlier := lines.get(key.text)) is not None:
                message = f"`{shown(key.text, most=40)}` is given twice, first on line {earlier}"
                self._note(key, message, "keep one of them")
            else:
                lines[key.text] = key.line
                entries.append(Entry(key, value))
        return tuple(entries)
