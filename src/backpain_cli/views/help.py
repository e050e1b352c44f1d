"""Pages of help: what there is to do, and how one command is used."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backpain_cli.domain.settings import VARIABLES
from backpain_cli.views.widgets import MAX_TEXT_COLUMNS, Room
from backpain_cli.wording.phrases import DO_NOT_BEGIN

COMMAND_GROUPS = {
    "Begin": ("now", "routine", "plan", "routines", "checklist", "screen"),
    "Look up": (
        "areas",
        "muscles",
        "muscle",
        "points",
        "stretches",
        "moves",
        "overlap",
        "chart",
        "spine",
        "strain",
        "why",
        "learn",
    ),
    "Look back": ("log", "history", "progress", "export", "import", "forget"),
    "Your own": ("new", "import-routine", "validate", "upgrade", "schema", "remind", "voice", "help"),
}
"""Which commands belong together; one that is in no group is listed with the last."""
_COLUMNS_FOR_TWO = 90


class HelpEntry(NamedTuple):
    """A command, an argument or an option with what it is for."""

    name: str
    text: str


class CommandHelp(NamedTuple):
    """How one command is used."""

    usage: str
    text: str
    examples: Sequence[str]
    arguments: Sequence[HelpEntry]
    options: Sequence[HelpEntry]


def commands_page(
    summary: str, commands: Sequence[HelpEntry], options: Sequence[HelpEntry], room: Room
) -> RenderableType:
    """Return what there is to do, in groups, with the signs that come before all of it."""
    texts = {entry.name: entry.text for entry in commands}
    grouped = {name for names in COMMAND_GROUPS.values() for name in names}
    groups = [(title, [name for name in names if name in texts]) for title, names in COMMAND_GROUPS.items()]
    groups[-1][1].extend(name for name in texts if name not in grouped)
    blocks = [_block(title, [HelpEntry(name, texts[name]) for name in names]) for title, names in groups if names]
    blocks.append(_block("Everywhere", options))
    blocks.append(_block("Variables", [HelpEntry(*variable) for variable in VARIABLES.items()]))
    warning = Text.assemble((" Don't begin ", "tile.stop"), " ", DO_NOT_BEGIN)
    usage = Text.assemble(("backpain", "title"), ("  " + summary, "quiet"))
    return Group(usage, Text(), warning, Text(), _arranged(blocks, room), Text.assemble(
        ("backpain COMMAND --help", "command"), ("  how one of them is used", "quiet")
    ))  # fmt: skip


def _arranged(blocks: Sequence[RenderableType], room: Room) -> RenderableType:
    if room.columns < _COLUMNS_FOR_TWO:
        return Group(*blocks)
    grid = Table.grid(expand=True, padding=(0, 4, 0, 0))
    grid.add_column(ratio=1)
    grid.add_column(ratio=1)
    half = (len(blocks) + 1) // 2
    grid.add_row(Group(*blocks[:half]), Group(*blocks[half:]))
    return grid


def _block(title: str, entries: Sequence[HelpEntry]) -> RenderableType:
    return Group(Text(title, "head"), _grid(entries), Text())


def _grid(entries: Sequence[HelpEntry]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="command", no_wrap=max((len(entry.name) for entry in entries), default=0) <= 24)
    grid.add_column(max_width=MAX_TEXT_COLUMNS)
    for entry in entries:
        grid.add_row(entry.name, Text(entry.text))
    return grid


def command_page(command: CommandHelp, room: Room) -> RenderableType:
    """Return how one command is used."""
    parts: list[RenderableType] = [Text(command.usage, "title"), Text(), Text(command.text)]
    if command.examples:
        parts += [Text(), Text("Examples", "head"), *(Text(example, "command") for example in command.examples)]
    for title, entries in (("Arguments", command.arguments), ("Options", command.options)):
        if entries:
            parts += [Text(), Text(title, "head"), _grid(entries)]
    return Group(*parts)
