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
from backpain_cli.library.yaml.fields import MAX_FIELD_PROBLEMS
from backpain_cli.library.yaml.nodes import MappingNode, SequenceNode
from backpain_cli.library.yaml.source import read_yaml

_UNIQUE_HINT = r"did you mean `([^`]+)`\?"
_WRITTEN = r"`(?:[a-z-]+: )?([^`]+)`"
_TAB_WIDTHS = (2, 4, 8)
_MOST_MENDS = 100
_END_OF_DOCUMENT = "..."


class _Faults(NamedTuple):
    """What is wrong with a text."""

    errors: tuple[Problem, ...]
    is_unbalanced: bool = False
    """Whether all that is wrong is that the steps do not fill the minutes."""
    missing_s: int = 0
    """Seconds that the steps lack then."""

    def is_less_than(self, before: "_Faults") -> bool:
        """Return whether less is wrong than before; that the steps do not fill the minutes may only show now."""
        if len(before.errors) < MAX_FIELD_PROBLEMS:
            return self._rank < before._rank
        # No more are listed: for each that is gone another one may have come into view, behind them.
        known, last = {_place(one) for one in before.errors}, max(one.line for one in before.errors)
        stay = [one for one in self.errors if _place(one) in known]
        return len(stay) < len(before.errors) and all(_place(one) in known or one.line > last for one in self.errors)

    @property
    def _rank(self) -> tuple[int, bool]:
        return len(self.errors) - self.is_unbalanced, self.is_unbalanced


def _place(problem: Problem) -> tuple[int, str]:
    return problem.line, problem.message


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
        return _Faults(_errors(error), True, max(0, missing_s))
    except InvalidFileError as error:
        return _Faults(_errors(error))
    return _Faults(())


def _errors(error: InvalidFileError) -> tuple[Problem, ...]:
    return tuple(one for one in error.problems if one.severity is Severity.ERROR)


def _fewer_faults(text: str, faults: _Faults, source: str, atlas: Atlas) -> Iterator[tuple[str, _Faults]]:
    """Yield each text with one thing mended that has less wrong with it."""
    candidates = [_respelt(text, *faults.errors)]
    if 1 < len(faults.errors) < MAX_FIELD_PROBLEMS:
        candidates += [_respelt(text, problem) for problem in faults.errors]
    if FILLED_S[0] <= faults.missing_s <= FILLED_S[1]:
        candidates.append(_filled_up(text, source, faults.missing_s))
    for candidate in candidates:
        if candidate != text and (found := _faults(candidate, source, atlas)).is_less_than(faults):
            yield candidate, found


def _without_tabs(text: str, source: str) -> str:
    """Return `text` with spaces for the tabs that indent it, of the first width with which it can be read.

    Where it can be read as it is, they are part of a text.
    """
    if not re.search(r"(?m)^ *\t", text) or _can_be_read(text, source):
        return text
    for width in _TAB_WIDTHS:
        spaced = "".join(_indented(line, width) for line in text.splitlines(keepends=True))
        if _can_be_read(spaced, source):
            return spaced
    return text


def _can_be_read(text: str, source: str) -> bool:
    try:
        read_yaml(text, source)
    except InvalidFileError:
        return False
    return True


def _indented(line: str, tab_width: int) -> str:
    rest = line.lstrip(" \t")
    return line[: len(line) - len(rest)].replace("\t", " " * tab_width) + rest


def _respelt(text: str, *problems: Problem) -> str:
    """Return `text` with the one name in place of each slip that a problem points to, where only one is near to it."""
    lines = text.splitlines(keepends=True)
    # From the last one on, so that what comes before it stays in its column.
    for problem in sorted(problems, key=lambda one: (one.line, one.column), reverse=True):
        if 0 < problem.line <= len(lines):
            lines[problem.line - 1] = _line_respelt(lines[problem.line - 1], problem)
    return "".join(lines)


def _line_respelt(line: str, problem: Problem) -> str:
    hint, written = re.fullmatch(_UNIQUE_HINT, problem.hint), re.search(_WRITTEN, problem.message)
    if hint is None or written is None:
        return line
    start = line.find(written[1], problem.column - 1)
    # Between the position and the name may be a quotation mark, and nothing else.
    if start < 0 or line[problem.column - 1 : start].strip("\"'"):
        return line
    return f"{line[:start]}{hint[1]}{line[start + len(written[1]) :]}"


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
    while end and (lines[end - 1].strip() in {"", _END_OF_DOCUMENT} or lines[end - 1].startswith("#")):
        end -= 1
    newline = next((one for one in ("\r\n", "\r") if lines[0].endswith(one)), "\n")
    if not lines[end - 1].endswith(("\n", "\r")):
        lines[end - 1] += newline
    rest = f"{' ' * dash}- rest: Rest, and breathe easily.{newline}{' ' * dash}  for: {missing_s}s{newline}"
    return "".join([*lines[:end], rest, *lines[end:]])
