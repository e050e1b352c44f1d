"""`--json` of the commands that check and write routine files."""

from collections.abc import Iterable, Mapping

from backpain_cli.domain.errors import Problem
from backpain_cli.export.json_documents import JsonDocument, json_document

_PROBLEM_PARTS = ("severity", "line", "column", "message", "hint")


def _problems(problems: Iterable[Problem]) -> list[dict[str, object]]:
    return [{name: getattr(one, name) for name in _PROBLEM_PARTS} for one in problems]


def problems_document(files: Iterable[tuple[str, Iterable[Problem]]]) -> JsonDocument:
    """Return `validate --json`: each file with its errors and warnings."""
    return json_document(files=[{"file": name, "problems": _problems(problems)} for name, problems in files])


def handout_document(
    steps: Iterable[Mapping[str, object]], left_out: Iterable[Problem], problems: Iterable[Problem]
) -> JsonDocument:
    """Return `import-routine --json`: each line that is a step, each that is none, and the routine with its faults."""
    return json_document(steps=list(steps), left_out=_problems(left_out), problems=_problems(problems))
