"""What would change in a file, line by line."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.views.widgets import Room

_LONGEST_LINE = 300


def difference_page(lines: Sequence[str], _room: Room) -> RenderableType:
    """Return the lines of a unified diff: what goes in red, what comes in green."""
    return Group(*(Text(escape_for_terminal(line, most=_LONGEST_LINE), _style(line)) for line in lines))


def _style(line: str) -> str:
    if line.startswith(("---", "+++", "@@")):
        return "quiet"
    return "good" if line.startswith("+") else "stop" if line.startswith("-") else ""
