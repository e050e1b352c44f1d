"""A routine file in the newest format: the same text with another number in its first line."""

from pathlib import Path
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError, Problem
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.files import STANDARD_STREAM
from backpain_cli.library.routines.format import NEWEST_FORMAT
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.library.yaml.nodes import MappingNode, ScalarNode
from backpain_cli.library.yaml.source import read_yaml
from backpain_cli.library.yaml.text_files import read_text


class UpgradedFile(NamedTuple):
    """The text of a file in the newest format, and what is to be known about it."""

    text: str
    problems: tuple[Problem, ...]
    """Notices, and what no longer is right in the newest format."""


def upgraded_file(path: Path, anatomy: Atlas) -> UpgradedFile:
    """Return the file at `path` with the number of the newest format, and nothing else changed.

    Raises:
        InvalidFileError: it is wrong in the format in which it is written.
        UnreadableFileError: it cannot be read.
    """
    source = "standard input" if path == STANDARD_STREAM else escape_for_terminal(str(path))
    text = read_text(path, source)
    parse_routine(text, source=source, anatomy=anatomy, key="upgraded", origin=RoutineOrigin.FILE)
    newer = _with_newest_number(text, source)
    try:
        _, problems = parse_routine(newer, source=source, anatomy=anatomy, key="upgraded", origin=RoutineOrigin.FILE)
    except InvalidFileError as error:
        problems = error.problems
    return UpgradedFile(newer, tuple(problems))


def _with_newest_number(text: str, source: str) -> str:
    root, _ = read_yaml(text, source)
    node = root.values["backpain"] if isinstance(root, MappingNode) else root
    if not isinstance(node, ScalarNode):
        return text
    lines = text.splitlines(keepends=True)
    line = lines[node.line - 1]
    at = line.index(node.text, node.column - 1)
    lines[node.line - 1] = f"{line[:at]}{NEWEST_FORMAT}{line[at + len(node.text) :]}"
    return "".join(lines)
