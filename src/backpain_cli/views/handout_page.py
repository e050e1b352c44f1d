"""What becomes of the lines of a hand-out, and of the steps that a person types."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from backpain_cli.domain.terms import Place
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.views.widgets import Column, Room, Row, page, responsive_table, title

_COLUMNS = (
    Column("line", right=True),
    Column("written", since=80),
    Column("step"),
    Column("where", since=100),
    Column("time", right=True),
)

TakenLine = tuple[Sequence[int], str, Mapping[str, str], Place, int]
"""The numbers of the lines of a step, the first line, the fields of the step, where it is done, and its seconds."""


def fields_text(fields: Mapping[str, str]) -> str:
    """Return the fields of a step in one line: `strengthen bridge, reps 10, rounds 2`."""
    return ", ".join(f"{name} {value}" for name, value in fields.items() if name not in {"do", "note"})


def _line_text(numbers: Sequence[int]) -> str:
    """Return the numbers of lines that are together: `3-5`."""
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"


def handout_page(name: str, lines: Sequence[TakenLine], room: Room) -> RenderableType:
    """Return each line that was taken, with its step and how long that lasts."""
    rows: Iterable[Row] = [
        (Text(_line_text(numbers), "quiet"), written, Text(fields_text(fields), "command"), place, clock_text(seconds))
        for numbers, written, fields, place, seconds in lines
    ]
    return page(room, title(room, name, count=f"{len(lines)} steps"), responsive_table(room, _COLUMNS, rows))
