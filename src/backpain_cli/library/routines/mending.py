"""What can be mended in a routine file without a decision: tabs, slips of unique names, seconds that are missing.

The text is changed at the positions of the problems, so that comments, quotes and the order of lines stay as they are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError, Problem, Severity
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.library.routines.format import FILLED_S
from backpain_cli.library.routines.reader import UnbalancedRoutineError, parse_routine
from backpain_cli.library.yaml.nodes import MappingNode, SequenceNode
from backpain_cli.library.yaml.source import read_yaml

_UNIQUE_HINT = r"did you mean `([^`]+)`\?"
_WRITTEN = r"`(?:[a-z-]+: )?([^`]+)`"
_TAB_WIDTHS = (2, 4, 8)
_MOST_MENDS = 100


class _Faults(NamedTuple):
    """What is wrong with a text."""

    errors: tuple[Problem, ...]
    missing_s: int = 0
    """Seconds that the steps lack, where that is all that is wrong."""


def mended(text: str, *, source: str, atlas: Atlas) -> str:
    """Return `text`, a routine file called `source`, with what can be mended; the same text where nothing can."""
    text = _without_tabs(text, source)
    faults = _faults(text, source, atlas)
    for _ in range(_MOST_MENDS):
        better = next(_fewer_faults(text, faults, source, atlas), None)
        if better is None:
            break
        text, faults = better
    return text


def _faults(text: str, source: str, atlas: Atlas) -> _Faults:
    try:
        parse_routine(text, source=source, anatomy=atlas, key="mended", origin=RoutineOrigin.FILE)
    except UnbalancedRoutineError as error:
        missing_s = error.wanted_s - sum(step.seconds for step in error.steps)
        return _Faults(_errors(error), max(0, missing_s))
    except InvalidFileError as error:
        return _Faults(_errors(error))
    return _Faults(())


def _errors(error: InvalidFileError) -> tuple[Problem, ...]:
    return tuple(one for one in error.problems if one.severity is Severity.ERROR)


def _fewer_faults(text: str, faults: _Faults, source: str, atlas: Atlas) -> Iterator[tuple[str, _Faults]]:
    """Yield each text with one thing mended that has less wrong with it."""
    candidates = [_respelt(text, problem) for problem in faults.errors]
    if FILLED_S[0] <= faults.missing_s <= FILLED_S[1]:
        candidates.append(_filled_up(text, source, faults.missing_s))
    for candidate in candidates:
        if candidate != text and len((found := _faults(candidate, source, atlas)).errors) < len(faults.errors):
            yield candidate, found


def _without_tabs(text: str, source: str) -> str:
    """Return `text` with spaces for the tabs that indent it, of the first width with which it can be read."""
    if not re.search(r"(?m)^ *\t", text):
        return text
    for width in _TAB_WIDTHS:
        spaced = "".join(_indented(line, width) for line in text.splitlines(keepends=True))
        try:
            read_yaml(spaced, source)
        except InvalidFileError:
            continue
        return spaced
    return text


def _indented(line: str, tab_width: int) -> str:
    rest = line.lstrip(" \t")
    return line[: len(line) - len(rest)].replace("\t", " " * tab_width) + rest


def _respelt(text: str, problem: Problem) -> str:
    """Return `text` with the one name in place of the slip that `problem` points to, where only one is near to it."""
    hint, written = re.fullmatch(_UNIQUE_HINT, problem.hint), re.search(_WRITTEN, problem.message)
    if hint is None or written is None or problem.line == 0:
        return text
    lines = text.splitlines(keepends=True)
    line = lines[problem.line - 1]
    start = line.find(written[1], problem.column - 1)
    # Between the position and the name may be a quotation mark, and nothing else.
    if start < 0 or line[problem.column - 1 : start].strip("\"'"):
        return text
    lines[problem.line - 1] = f"{line[:start]}{hint[1]}{line[start + len(written[1]) :]}"
    return "".join(lines)


def _filled_up(text: str, source: str, missing_s: int) -> str:
    """Return `text` with a rest of the missing seconds behind its last step."""
    root, _ = read_yaml(text, source)
    steps = root.values.get("steps") if isinstance(root, MappingNode) else None
    lines = text.splitlines(keepends=True)
    if not isinstance(root, MappingNode) or not isinstance(steps, SequenceNode) or not steps.items:
        return text
    first = steps.items[0]
    dash = lines[first.line - 1].rfind("-", 0, first.column - 1)
    if dash < 0 or lines[first.line - 1][:dash].strip():
        return text
    later = [key.line for key in root.keys.values() if key.line > steps.line]
    end = min(later) - 1 if later else len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    newline = "\r\n" if lines[0].endswith("\r\n") else "\n"
    if not lines[end - 1].endswith("\n"):
        lines[end - 1] += newline
    rest = f"{' ' * dash}- rest: Rest, and breathe easily.{newline}{' ' * dash}  for: {missing_s}s{newline}"
    return "".join([*lines[:end], rest, *lines[end:]])
