"""Reading the fields of a YAML mapping: what is there, what is missing, what is misspelt, with positions.

Every reading method notes what is wrong and returns a substitute, so that one pass over a file finds everything.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from backpain_cli.domain.errors import InvalidFileError, Problem, Severity
from backpain_cli.domain.names import did_you_mean, normalize_name
from backpain_cli.domain.text import INVISIBLE, escape_for_terminal
from backpain_cli.domain.typed_input import parse_duration
from backpain_cli.library.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from backpain_cli.library.yaml.text_files import line_of

Choice = TypeVar("Choice", bound=StrEnum)
Parsed = TypeVar("Parsed")
LONGEST_FIELD_TEXT = 600
LONGEST_WORD = 60
MOST_ITEMS = 40
MAX_FIELD_PROBLEMS = 100
"""A file with more than this that is wrong is not a routine; reading on would only take time."""


# The same few lengths of time are in every file.
_parse_seconds = lru_cache(maxsize=256)(parse_duration)


class ProblemList:
    """Collects what is wrong in one file."""

    def __init__(self, source: str, text: str, problems: Iterable[Problem] = ()) -> None:
        """Start with `problems` that were found already, in the file `source` that holds `text`."""
        self.source = source
        self.text = text
        self.problems = list(problems)

    @property
    def errors(self) -> list[Problem]:
        """Those that make the file unusable, in the order of the file."""
        return [problem for problem in self.in_order() if problem.severity is Severity.ERROR]

    def in_order(self) -> list[Problem]:
        """Return all of them in the order of the file."""
        return sorted(self.problems, key=lambda problem: (problem.line, problem.column))

    def error(self, where: Node, message: str, hint: str = "") -> None:
        """Note that something at `where` makes the file unusable."""
        self._note(where, message, hint, Severity.ERROR)

    def warning(self, where: Node, message: str, hint: str = "") -> None:
        """Note that something at `where` should be better."""
        self._note(where, message, hint, Severity.WARNING)

    def _note(self, where: Node, message: str, hint: str, severity: Severity) -> None:
        if isinstance(where, ScalarNode) and where.refused:
            # It was reported already.
            return
        self.problems.append(
            Problem(
                source=self.source,
                line=where.line,
                column=where.column,
                message=message,
                hint=hint,
                excerpt=line_of(self.text, where.line),
                severity=severity,
            )
        )
        if severity is Severity.ERROR and len(self.errors) >= MAX_FIELD_PROBLEMS:
            raise InvalidFileError(self.in_order())


class Fields:
    """The entries of one mapping, read one by one."""

    def __init__(
        self,
        mapping: MappingNode,
        notes: ProblemList,
        *,
        known: Iterable[str],
        what: str,
        later: Mapping[str, int] | None = None,
    ) -> None:
        """Look at `mapping`, and note every key that is not `known`.

        Args:
            what: what the mapping is, for messages: `a routine`, `a press step`.
            later: keys that are known in a later format, each with the number of that format.
        """
        self.mapping = mapping
        self.notes = notes
        self._values = mapping.values
        allowed = tuple(known)
        for name, key in mapping.keys.items():
            if later and name in later:
                self.needs_format(key, name, later[name])
            elif name not in allowed:
                hint = did_you_mean(name, allowed) or f"known here: {', '.join(allowed)}"
                notes.error(key, f"`{escape_for_terminal(name, most=40)}` is not known in {what}", hint)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def needs_format(self, where: Node, written: str, version: int) -> None:
        """Note that what is `written` there is of a later format."""
        hint = f'write "backpain: {version}" in the first line'
        self.notes.error(where, f"`{escape_for_terminal(written, most=40)}` needs format {version}", hint)

    def node(self, name: str) -> Node:
        """Return the node of `name`; the mapping itself where it is missing."""
        return self._values.get(name, self.mapping)

    def written(self, name: str) -> str:
        """Return what is written for `name`, without a look at whether it is right; empty where it is not a text."""
        node = self._values.get(name)
        return " ".join(node.text.split()) if isinstance(node, ScalarNode) else ""

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text in one line; a missing one is noted unless there is a default."""
        if name not in self._values:
            if default is None:
                self.notes.error(self.mapping, f"`{name}:` is missing", f"add a line that begins with `{name}: `")
            return default or ""
        return self.one_line(name, self._values[name]) or default or ""

    def one_line(self, name: str, node: Node) -> str:
        """Return the text at `node`, which belongs to `name`, in one line; empty where it is none, which is noted."""
        if not isinstance(node, ScalarNode):
            self.notes.error(node, f"`{name}` must be a text", "write it behind the colon")
            return ""
        words = node.text.split()
        text = " ".join(words)
        if not (text if text.isascii() else text.strip(INVISIBLE)):
            self.notes.error(node, f"`{name}` is empty", "write something, or take the line out")
        elif len(text) > LONGEST_FIELD_TEXT:
            self.notes.error(node, f"`{name}` is {len(text)} letters long", f"the limit is {LONGEST_FIELD_TEXT}")
        elif len(text) > LONGEST_WORD and max(map(len, words)) > LONGEST_WORD:
            self.notes.error(node, f"`{name}` has a word of more than {LONGEST_WORD} letters", "put spaces in")
        else:
            return text
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, or the one text in its place; empty where it is missing."""
        return tuple(text for text, _ in self.items(name))

    def items(self, name: str) -> tuple[tuple[str, Node], ...]:
        """Return a list of texts, each with its node."""
        if name not in self._values:
            return ()
        node = self._values[name]
        nodes = node.items if isinstance(node, SequenceNode) else (node,)
        if not nodes:
            self.notes.error(node, f"`{name}` is empty", "write something, or take the line out")
        if len(nodes) > MOST_ITEMS:
            self.notes.error(node, f"`{name}` has {len(nodes)} entries", f"the limit is {MOST_ITEMS}")
            return ()
        return tuple((text, item) for item in nodes if (text := self.one_line(name, item)))

    def seconds(self, name: str, default: int) -> int:
        """Return a length of time in whole seconds."""
        return self.read(name, _parse_seconds, default)

    def whole_number(self, name: str, default: int, *, least: int, most: int) -> int:
        """Return a whole number within limits."""

        def parse(text: str) -> int:
            if not (text.isascii() and text.isdigit() and len(text) <= 4 and least <= int(text) <= most):
                raise ValueError(f"must be a whole number from {least} to {most}")
            return int(text)

        return self.read(name, parse, default)

    def read(self, name: str, parse: Callable[[str], Parsed], default: Parsed) -> Parsed:
        """Return what `parse` makes of the text, or the default where it refuses with a ValueError."""
        if name not in self._values:
            return default
        if not (text := self.text(name)):
            return default
        try:
            return parse(text)
        except ValueError as error:
            sentence, _, hint = str(error).partition("; ")
            self.refuse(name, sentence, hint)
            return default

    def refuse(self, name: str, sentence: str, hint: str = "") -> None:
        """Note that what is written for `name` is wrong; the sentence goes on from it: `must be a whole number`."""
        written = escape_for_terminal(self.written(name), most=40)
        self.notes.error(self.node(name), f"`{name}: {written}` {sentence}", hint)

    def choice(
        self,
        name: str,
        kind: Iterable[Choice],
        default: Choice | None = None,
        *,
        aliases: Mapping[str, Choice] | None = None,
        later: Mapping[Choice, int] | None = None,
    ) -> Choice | None:
        """Return one of the words of an enumeration, or of some of its members.

        A missing one is noted unless there is a default.

        Args:
            aliases: other words for some of them.
            later: members that are known in a later format, each with the number of that format.
        """
        if default is not None and name not in self._values:
            return default
        text = self.text(name, default)
        if not text:
            return default
        if (alias := (aliases or {}).get(normalize_name(text))) is not None:
            return alias
        for member, version in (later or {}).items():
            if normalize_name(text) == normalize_name(member):
                self.needs_format(self.node(name), f"{name}: {member}", version)
                return default
        return self._chosen(name, text, kind)

    def _chosen(self, name: str, text: str, kind: Iterable[Choice]) -> Choice | None:
        members = {str(member): member for member in kind}
        # Nearly always it is written as we write it.
        if text in members:
            return members[text]
        wanted = normalize_name(text)
        for member in members.values():
            if wanted == normalize_name(member):
                return member
        words = list(members)
        hint = did_you_mean(text, words) or f"it may be {', '.join(words)}"
        self.notes.error(self.node(name), f"`{name}: {escape_for_terminal(text, most=40)}` is not known", hint)
        return None
