"""A routine file in the newest format: the same text with another number, and with what the old format lent to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError, Problem, Severity
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.files import STANDARD_STREAM
from backpain_cli.library.routines.format import NEWEST_FORMAT
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.library.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from backpain_cli.library.yaml.source import read_yaml
from backpain_cli.library.yaml.text_files import problem, read_text


class UpgradedFile(NamedTuple):
    """The text of a file in the newest format, and what is to be known about it."""

    text: str
    problems: tuple[Problem, ...]
    """Notices, and what no longer is right in the newest format."""


def upgraded_file(path: Path, anatomy: Atlas) -> UpgradedFile:
    """Return the file at `path` with the number of the newest format.

    What the oldest format lends to a stretch in the person's own words, because its name is near to one of ours, is
    written out, so that the sum holds. Nothing else changes.

    Raises:
        InvalidFileError: it is wrong in the format in which it is written.
        UnreadableFileError: it cannot be read.
    """
    source = "standard input" if path == STANDARD_STREAM else escape_for_terminal(str(path))
    text = read_text(path, source)
    parse_routine(text, source=source, anatomy=anatomy, key="upgraded", origin=RoutineOrigin.FILE)
    root, _ = read_yaml(text, source)
    number = root.values["backpain"] if isinstance(root, MappingNode) else root
    if not isinstance(number, ScalarNode) or number.text.strip() == str(NEWEST_FORMAT):
        newer, ours = text, []
    else:
        newer = _with_newest_number(_with_what_was_lent(text, root, anatomy), number)
        ours = _now_ours(newer, source, anatomy)
    try:
        _, problems = parse_routine(newer, source=source, anatomy=anatomy, key="upgraded", origin=RoutineOrigin.FILE)
    except InvalidFileError as error:
        problems = error.problems
    lines = {problem.line for problem in problems}
    return UpgradedFile(newer, (*problems, *(notice for notice in ours if notice.line not in lines)))


def _with_newest_number(text: str, node: ScalarNode) -> str:
    lines = text.splitlines(keepends=True)
    line = lines[node.line - 1]
    at = line.index(node.text, node.column - 1)
    lines[node.line - 1] = f"{line[:at]}{NEWEST_FORMAT}{line[at + len(node.text) :]}"
    return "".join(lines)


def _step_nodes(root: Node) -> Iterator[MappingNode]:
    """Yield the steps, those of repeat groups too, in the order of the file."""
    items = root.values.get("steps") if isinstance(root, MappingNode) else None
    for item in items.items if isinstance(items, SequenceNode) else ():
        if isinstance(item, MappingNode):
            yield item
            yield from _step_nodes(item)


def _with_what_was_lent(text: str, root: Node, anatomy: Atlas) -> str:
    lines = text.splitlines(keepends=True)
    # From the last one on, so that those before it stay in their lines.
    for step in reversed([*_step_nodes(root)]):
        fields = _lent(step, anatomy)
        # A step in its own words has a second field, before which there is room.
        first, second = [*step.keys.values()][:2] if fields else (None, None)
        if first is None or second is None:
            continue
        line = lines[first.line - 1]
        if line[step.column - 1] == "{":
            lines[first.line - 1] = f"{line[: first.column - 1]}{', '.join(fields)}, {line[first.column - 1 :]}"
        else:
            newline = lines[second.line - 1][len(lines[second.line - 1].rstrip("\r\n")) :] or "\n"
            added = [f"{' ' * (second.column - 1)}{field}{newline}" for field in fields]
            lines[second.line - 1 : second.line - 1] = added
    return "".join(lines)


def _lent(step: MappingNode, anatomy: Atlas) -> list[str]:
    """Return the fields that the oldest format lends to a stretch in own words, as they are written."""
    name = step.values.get("stretch")
    if not isinstance(name, ScalarNode) or not {"do", "how"} & step.keys.keys():
        return []
    like = anatomy.stretch_names.find(name.text)
    if like is None or like.key == name.text:
        return []
    lent = {"hold": f"{like.hold}s"} | ({"sides": str(StepSides.BOTH)} if like.one_sided else {})
    return [f"{key}: {value}" for key, value in lent.items() if key not in step.keys]


def _now_ours(text: str, source: str, anatomy: Atlas) -> list[Problem]:
    """Return a notice for each step that was the person's own, and that the newest format takes for a move of ours."""
    root, _ = read_yaml(text, source)
    found: list[Problem] = []
    for step in _step_nodes(root):
        named = [step.values.get(kind) for kind in (StepKind.MOVE, StepKind.CHECK, StepKind.REST)]
        node = next((one for one in named if isinstance(one, ScalarNode)), None)
        if node is None or {"do", "how"} & step.keys.keys():
            continue
        if (move := anatomy.moves.get(node.text) or anatomy.move_names.find(node.text)) is not None:
            message = f"`{escape_for_terminal(node.text, most=60)}` is our {move.name.lower()} now, with our words"
            notice = problem(source, text, node.line, node.column, message, "if another is meant, say it with `do:`")
            found.append(notice._replace(severity=Severity.WARNING))
    return found
