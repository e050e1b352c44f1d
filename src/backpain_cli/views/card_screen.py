"""A card on a screen of its own: a bar of progress on top, a line below it, and the keys at the bottom."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from backpain_cli.views.widgets import Room, key_caps
from backpain_cli.views.wrapping import wrapped

GO_ON_ARROW, BACK_ARROW = "→", "←"
FRAME_SINCE, WIDE_SINCE = 56, 100
"""Columns from which a card has a frame, and from which there are margins and two columns."""
FRAME_COLUMNS, FRAME_LINES = 4, 2
LEAST_COLUMNS, MAX_ROW_COLUMNS = 20, 96
_MAX_COLUMNS, _BAR_CELLS, _CAP_CELLS = 132, 60, 4

KeyCap = tuple[str, str]
"""A key, and what it does."""


class CardScreen(NamedTuple):
    """What is on it."""

    rows: Sequence[Text]
    """Of the card, each as wide as `card_width` at most, less what a frame takes."""
    keys: Sequence[KeyCap]
    heading: str = ""
    """In the frame."""
    header: Sequence[Text] = ()
    status: Text = Text()
    """The line below the card; a `caution` takes the place of the keys where there is no other room."""
    style: str = "edge"
    has_frame: bool = True


def card_margin(room: Room) -> int:
    """Return the empty columns on each side."""
    return 3 if room.columns >= WIDE_SINCE else 1


def card_width(room: Room) -> int:
    """Return the columns of a card, with its frame."""
    return min(room.columns - 2 * card_margin(room), _MAX_COLUMNS)


def fits_edge(heading: str, room: Room) -> bool:
    """Return whether `heading` has room in the edge of a frame."""
    return cell_len(heading) + 8 <= card_width(room)


def lines_around(card: CardScreen, room: Room) -> int:
    """Return how many lines a screen takes besides the rows of its card; a framed one has some air around it."""
    keys = len(key_rows(card.keys, card_width(room)))
    return len(card.header) + keys + (FRAME_LINES + 1 + bool(card.header)) * card.has_frame


def draw_card(card: CardScreen, room: Room) -> RenderableType:
    """Return the whole screen."""
    width = card_width(room)
    body: RenderableType = Text("\n").join(card.rows)
    if card.has_frame:
        heading_style = "head" if card.style == "edge" else card.style
        heading = Text(f" {card.heading} ", heading_style) if card.heading else None
        body = Panel(
            body, title=heading, title_align="left", border_style=card.style, box=box.ROUNDED, padding=(0, 1),
            width=width,
        )  # fmt: skip
    above = [*card.header, *([Text()] if card.has_frame and card.header else [])]
    free = room.lines - len(above) - len(card.rows) - FRAME_LINES * card.has_frame
    below = [Text(line, card.status.style) for line in wrapped(card.status.plain, width)]
    keys = key_rows(card.keys, width)
    if len(below) + len(keys) > free:
        # What was refused is worth more than the keys, and names those that are meant.
        below, keys = (below, []) if card.status.style == "caution" else ([], keys)
    if below and len(below) + len(keys) < free:
        below.insert(0, Text())
    filler = [Text()] * (free - len(below) - len(keys))
    return Padding(Group(*above, body, *below, *filler, *keys), (0, card_margin(room)))


def key_rows(keys: Iterable[KeyCap], width: int) -> list[Text]:
    """Return the keys in rows; a key stays with what it does."""
    rows: list[list[KeyCap]] = []
    for key in keys:
        if rows and key_caps([*rows[-1], key]).cell_len <= width:
            rows[-1].append(key)
        else:
            rows.append([key])
    return [key_caps(row) for row in rows]


def capped_rows(
    key: str, text: str, width: int, *, style: str = "", sign: str = "", cap: str = "tile.key"
) -> list[Text]:
    """Return a text behind its key, in rows that begin below each other.

    Args:
        key: on a cap of its own.
        text: what it is for.
        width: of the rows; longer ones than can be read well are never made.
        style: of the text.
        sign: before the text, with a space behind it; empty for none.
        cap: the style of the cap.
    """
    indent = max(_CAP_CELLS, cell_len(key) + 3)
    before = " " * (indent + cell_len(sign))
    first, *rest = wrapped(text, min(width, MAX_ROW_COLUMNS) - len(before)) or ("",)
    head = Text.assemble((f" {key} ", cap), " " * (indent - cell_len(key) - 2), (f"{sign}{first}", style))
    return [head, *(Text.assemble(before, (more, style)) for more in rest)]


def progress_row(done: float, label: str, more: str, room: Room) -> Text:
    """Return a bar that is full as far as `done`, from 0 to 1, with `label` and the quieter `more` at its right."""
    width = card_width(room)
    more = more if len(label + more) <= width else ""
    words = len(label + more)
    cells = max(0, min(_BAR_CELLS, width - words - 2))
    full, empty = ("=", "-") if room.ascii else ("━", "─")
    return Text.assemble(
        (full * round(cells * done), "bar.ready"), (empty * (cells - round(cells * done)), "bar.off"),
        " " * (width - cells - words), (label, "strong"), (more, "quiet"),
    )  # fmt: skip
