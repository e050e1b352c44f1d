"""Building blocks of pages: what becomes a table, a card or a chip on a screen, and lines of text elsewhere."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from backpain_cli.domain.terms import OutputMode, SafetyClass

MAX_TEXT_COLUMNS, MAX_TABLE_COLUMNS = 100, 140
CHART_COLUMNS, _CHART_GAP = 36, 3
NOT_ON_SCREEN = 10_000
"""The width from which a column is shown that is for pipes and sentences alone."""
_GAP, _SHORT, _PIPE_COLUMN = 3, (24, 14, 0), 40
"""Cells after a column, as rich counts them; columns that stay as wide as their text if they can; for a pipe."""
_ASCII = {
    "●": "*", "○": "o", "■": "[x]", "□": "[ ]", "▢": "[ ]", "▼": "v", "▲": "^", "▸": ">", "→": "->", "✓": "ok",
    "◀": "<", "▶": ">", "━": "=", "·": ".", "×": "x", "–": "-", "…": "...", "│": "|", "▔": "^",
}  # fmt: skip


class Room(NamedTuple):
    """What a page is made for."""

    columns: int = 100
    lines: int = 24
    mode: OutputMode = OutputMode.SCREEN
    ascii: bool = False

    @property
    def is_screen(self) -> bool:
        """Whether tables, cards and colours can be shown."""
        return self.mode is OutputMode.SCREEN

    def sign(self, text: str) -> str:
        """Return `text` with its signs spelt in ASCII where the encoding has nothing else."""
        return "".join(_ASCII.get(letter, letter) for letter in text) if self.ascii else text


class Column(NamedTuple):
    """A column of a table.

    `since` is the width of the page, in columns, from which it is shown on a screen; in a pipe all are.
    """

    name: str
    since: int = 0
    style: str = ""
    right: bool = False
    keeps_together: bool = False
    """Whether its cells are never broken; a path, a number."""


Cell = str | Text
Row = Sequence[Cell]


def responsive_table(room: Room, columns: Sequence[Column], rows: Iterable[Row | str]) -> RenderableType:
    """Return `rows` as a table on a screen, as aligned lines in a pipe, and as a sentence each in plain output.

    Args:
        room: what the page is made for.
        columns: of the table, the first one names the entry.
        rows: a cell for each column; a text alone is a heading above the rows that follow.
    """
    if room.mode is OutputMode.PIPE:
        return _aligned(columns, [row for row in rows if not isinstance(row, str)])
    if room.mode is OutputMode.SENTENCES:
        return Group(*(_sentence(columns, row) for row in rows))
    shown = [number for number, column in enumerate(columns) if room.columns >= column.since]
    entries = [row if isinstance(row, str) else [as_text(row[number]) for number in shown] for row in rows]
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), border_style="edge",
        header_style="table.header", expand=False,
    )  # fmt: skip
    texts = [[Text(columns[number].name) for number in shown], *(row for row in entries if not isinstance(row, str))]
    kept = [columns[number].keeps_together for number in shown]
    widths = _column_widths(texts, kept, min(room.columns, MAX_TABLE_COLUMNS) - _GAP * len(shown) + 1)
    for number, width in zip(shown, widths, strict=True):
        column = columns[number]
        table.add_column(
            column.name, style=column.style, justify="right" if column.right else "left", width=width,
            no_wrap=column.keeps_together, overflow="fold",
        )  # fmt: skip
    for row in entries:
        table.add_row(*([Text(row, "head")] if isinstance(row, str) else row))
    return Constrain(table, MAX_TABLE_COLUMNS)


def _column_widths(rows: Sequence[Sequence[Text]], kept: Sequence[bool], room: int) -> Sequence[int | None]:
    """Return the widths at which the rows of a table have the fewest lines, with no word broken.

    Where not even the longest words fit side by side, all are None: the table has to break words.
    """
    columns = list(zip(*rows, strict=True))
    full = [max(cell_len(line) for text in column for line in text.plain.split("\n")) for column in columns]
    words = [max((cell_len(word) for text in column for word in text.plain.split()), default=1) for column in columns]
    words = [most if whole else low for most, low, whole in zip(full, words, kept, strict=True)]
    # A short column is worth more unbroken than a long one is worth a few cells.
    for short in _SHORT:
        least = [most if most <= short else low for most, low in zip(full, words, strict=True)]
        if sum(max(low, min(most, short)) for most, low in zip(full, least, strict=True)) <= room:
            break
    else:
        return [None] * len(columns)
    widths = full
    for lines in range(2, max(full) + 2):
        if sum(widths) <= room:
            break
        # A little more than its part, as lines end between words.
        widths = [max(low, min(most, most // lines + 4)) for most, low in zip(full, least, strict=True)]
    widths = widths if sum(widths) <= room else least
    longest = full.index(max(full))
    return [min(full[longest], width + room - sum(widths)) if number == longest else width
            for number, width in enumerate(widths)]  # fmt: skip


def as_text(cell: Cell) -> Text:
    """Return `cell` as a text that is never read as markup."""
    return Text(cell) if isinstance(cell, str) else cell


def _aligned(columns: Sequence[Column], rows: Sequence[Row]) -> Group:
    lines = [[column.name for column in columns], *([as_text(cell).plain for cell in row] for row in rows)]
    # A mark for nothing keeps the columns apart for programs that split at spaces.
    texts = [[" ".join(cell.split()) or "-" for cell in line] for line in lines]
    # What follows a long text is not aligned: the lines would be mostly spaces.
    widths = [min(max(cell_len(line[number]) for line in texts), _PIPE_COLUMN) for number in range(len(columns))]
    return Group(*(
        Text("  ".join(
            " " * (width - cell_len(cell)) + cell if column.right else cell + " " * (width - cell_len(cell))
            for cell, width, column in zip(line, widths, columns, strict=True)
        ).rstrip())
        for line in texts
    ))  # fmt: skip


def _sentence(columns: Sequence[Column], row: Row | str) -> Text:
    if isinstance(row, str):
        return Text(f"{row}:")
    first, *rest = (" ".join(as_text(cell).plain.split()).rstrip(".") for cell in row)
    parts = [f"{column.name}: {cell}" for column, cell in zip(columns[1:], rest, strict=True) if cell]
    return Text(". ".join([first, *parts]) + ".")


def title(room: Room, name: str, second: str = "", count: str = "") -> RenderableType:
    """Return the line above a page: a name, a quieter second one, and on the right how much there is."""
    if not room.is_screen:
        return Text(", ".join(part for part in (name, second, count) if part))
    heading = Text.assemble((name, "title"), ("  " if second else ""), (second, "quiet"))
    if not count:
        return heading
    grid = Table.grid(expand=True)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", style="quiet", no_wrap=True)
    grid.add_row(heading, Text(count))
    return Constrain(grid, MAX_TABLE_COLUMNS)


def prose(room: Room, text: Cell, style: str = "") -> RenderableType:
    """Return a paragraph, in lines that are short enough to be read; in a pipe it is one line."""
    paragraph = Text(text, style) if isinstance(text, str) else text
    return Constrain(paragraph, MAX_TEXT_COLUMNS) if room.is_screen else paragraph


def page(room: Room, *blocks: RenderableType | None, then: Iterable[tuple[str, str]] = ()) -> RenderableType:
    """Return blocks one below the other, with an empty line between them; None is left out.

    Args:
        room: what the page is made for.
        blocks: the first one is the title.
        then: what may be typed next, each command with what it does.
    """
    kept = [block for block in blocks if block is not None]
    parts = [part for block in kept for part in (block, Text())][:-1]
    return Group(*parts, next_commands(room, *then)) if then else Group(*parts)


def gap(room: Room) -> list[RenderableType]:
    """Return the empty line between two parts of a page, which only a screen has."""
    return [Text()] if room.is_screen else []


def card(room: Room, heading: str, body: RenderableType, *, style: str = "edge") -> RenderableType:
    """Return `body` in a box of its own; below its heading where there are no boxes."""
    if not room.is_screen:
        return Group(Text(heading), body)
    title_style = style if style != "edge" else "head"
    title: Text | None = Text(f" {heading} ", title_style)
    if len(heading) + 2 > room.columns - 6:  # in the edge it would be cut
        title, body = None, Group(Text(heading, title_style), body)
    panel = Panel(body, title=title, title_align="left", border_style=style, box=box.ROUNDED, padding=(0, 1))
    return Constrain(panel, MAX_TABLE_COLUMNS)


def labelled(room: Room, pairs: Iterable[tuple[str, Cell]], *, label_style: str = "label") -> RenderableType:
    """Return texts behind their labels, which have a column of their own on a screen; empty texts are left out."""
    kept = [(label, as_text(text)) for label, text in pairs if as_text(text).plain]
    if not room.is_screen or room.columns < 60:
        return Group(*(Text.assemble((f"{label}: ", label_style), text) for label, text in kept))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style=label_style, no_wrap=True)
    grid.add_column(overflow="fold")
    for label, text in kept:
        grid.add_row(label, text)
    return Constrain(grid, MAX_TEXT_COLUMNS)


def bullets(room: Room, items: Iterable[Cell], *, mark: str = "-", style: str = "") -> RenderableType:
    """Return `items` one below the other, each behind a mark."""
    if not room.is_screen:
        return Group(*(Text.assemble("[ ] " if mark in "▢□" else "- ", as_text(item)) for item in items))
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(style=style, no_wrap=True)
    grid.add_column(overflow="fold")
    for item in items:
        grid.add_row(room.sign(mark), as_text(item))
    return Constrain(grid, MAX_TEXT_COLUMNS)


def marked(room: Room, sign: str, word: str, style: str = "") -> Text:
    """Return `word` behind a sign that is quicker to see; alone where nothing is drawn."""
    return Text(f"{room.sign(sign)} {word}" if room.is_screen else word, style)


def chip(room: Room, text: str, style: str) -> Text:
    """Return a short text on a background of its own; alone where there are no colours to fill it with."""
    return Text.assemble((f" {text} ", style)) if room.is_screen else Text(text)


def class_chip(room: Room, safety_class: SafetyClass) -> Text:
    """Return the letter of a safety class as a chip."""
    return chip(room, safety_class, f"tile.{safety_class.lower()}")


def next_commands(room: Room, *pairs: tuple[str, str]) -> RenderableType:
    """Return the last line of a page: what may be typed next, each with what it does; nothing in a pipe."""
    if room.mode is OutputMode.PIPE:
        return Group()
    line, used = Text("\n" if room.is_screen else ""), 0
    for command, does in pairs:
        columns = cell_len(command) + 2 + cell_len(does)
        # A command and what it does stay together where they fit.
        gap = "" if not used else "   " if used + 3 + columns <= room.columns else "\n"
        used = used + len(gap) + columns if gap != "\n" else columns
        line.append(gap).append(command, "command").append(f"  {does}", "quiet")
    return line


def key_caps(keys: Iterable[tuple[str, str]]) -> Text:
    """Return keys, each on a cap of its own, with what they do."""
    line = Text(overflow="fold")
    for number, (key, does) in enumerate(keys):
        line.append("  " if number else "").append(f" {key} ", "tile.key").append(f" {does}", "key.label")
    return line


def room_beside_chart(room: Room) -> Room:
    """Return the room that a chart leaves for the words beside it."""
    return room._replace(columns=room.columns - CHART_COLUMNS - _CHART_GAP)


def beside(room: Room, chart: RenderableType, words: RenderableType, *, chart_first: bool = True) -> RenderableType:
    """Return a chart and words side by side."""
    words_width = min(room_beside_chart(room).columns, MAX_TABLE_COLUMNS)
    grid = Table.grid(padding=(0, _CHART_GAP, 0, 0), pad_edge=False)
    for width in (CHART_COLUMNS, words_width) if chart_first else (words_width, CHART_COLUMNS):
        grid.add_column(width=width)
    grid.add_row(*((chart, words) if chart_first else (words, chart)))
    return grid
