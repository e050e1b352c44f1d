"""The card before a session begins: what concerns this person and this routine, and nothing else."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.safety.adaptation import StepChange
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.views.card_screen import (
    BACK_ARROW,
    FRAME_COLUMNS,
    FRAME_SINCE,
    LEAST_COLUMNS,
    MAX_ROW_COLUMNS,
    CardScreen,
    KeyCap,
    card_width,
    draw_card,
    fits_edge,
    lines_around,
    progress_row,
)
from backpain_cli.views.widgets import Room
from backpain_cli.views.wrapping import wrapped
from backpain_cli.wording.plan_text import adaptation_phrase

_LEAST_LINES = 3
_LABELS_SINCE, _LABEL_CELLS = 72, 12
"""Columns from which the labels have a column of their own, and its width."""


class OptionalStep(NamedTuple):
    """A step that may be left out."""

    number: int
    """Counted from 1."""
    title: str
    seconds: int


_OPTIONAL = "If you like"
MOST_ASKED = 9
"""Optional steps that have a key of their own."""


class ReadyCard(NamedTuple):
    """What a person should know who is about to begin."""

    title: str
    """The routine, and how long it takes."""
    warning: str = ""
    """What to know first of all, as on the second session of a day."""
    today: tuple[str, ...] = ()
    """What holds because of today's answers."""
    have_ready: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    changes: tuple[StepChange, ...] = ()
    stop: tuple[str, ...] = ()
    """The stop rules, or six words of them."""
    all_stop_rules: tuple[str, ...] = ()
    """Behind a key; empty where `stop` has all of them."""
    gentle: bool | None = None
    """Whether the gentler form is chosen; None where it is not offered."""
    why_gentle: str = ""
    optional: tuple[OptionalStep, ...] = ()
    """The steps that may be left out, each with the key of its place among them, from 1."""
    left_out: frozenset[int] = frozenset()
    """The numbers of those that are."""
    total_s: int = 0
    """How long it takes with all of them."""
    spare_s: int = 0
    """So many seconds of what is left out the rest of the time takes; the others make it shorter."""

    @property
    def heading(self) -> str:
        """The title, and how long it takes now where something left out makes it shorter."""
        freed_s = sum(one.seconds for one in self.optional if one.number in self.left_out)
        shorter_s = max(0, freed_s - self.spare_s)
        return f"{self.title}, now {clock_text(self.total_s - shorter_s)}" if shorter_s else self.title

    @property
    def optional_keys(self) -> tuple[str, ...]:
        """The keys that leave a step out or take it in again."""
        return tuple(map(str, range(1, len(self.optional) + 1)))

    def with_other(self, key: str) -> "ReadyCard":
        """Return it with the optional step of `key` left out, or in again."""
        number = self.optional[int(key) - 1].number
        return self._replace(left_out=self.left_out ^ {number})


class ReadyPart(NamedTuple):
    """What is on one screen of the card."""

    rows: tuple[Text, ...]
    keys: tuple[str, ...] = ()
    """Of the optional steps that are listed on it."""


class _Block(NamedTuple):
    label: str
    mark: str
    style: str
    items: tuple[str, ...]


def ready_parts(card: ReadyCard, room: Room) -> tuple[ReadyPart, ...]:
    """Return what is on the screens that `card` needs, each with whole items unless one alone is too long.

    None where a screen is too small to be read from.
    """
    has_frame = room.columns >= FRAME_SINCE
    width = min(card_width(room) - FRAME_COLUMNS * has_frame, MAX_ROW_COLUMNS)
    empty = ReadyPart((), card.optional_keys)
    around = max(lines_around(_screen(card, empty, number, 2, room), room) for number in (0, 1))
    around += len(wrapped(_form(card), card_width(room))) if not has_frame else 0
    most = room.lines - around
    if most < _LEAST_LINES or room.columns < LEAST_COLUMNS:
        return ()
    airy, dense = (_divided(card, width, most, room, has_gaps=gaps) for gaps in (has_frame, False))
    return dense if len(dense) < len(airy) else airy


def _divided(card: ReadyCard, width: int, most: int, room: Room, *, has_gaps: bool) -> tuple[ReadyPart, ...]:
    """Return the rows in parts of at most so many, with a blank one between two blocks if there are gaps."""
    parts: list[list[Text]] = [[]]
    keys: dict[int, tuple[str, ...]] = {}
    for block in _blocks(card):
        for number, item in enumerate(block.items):
            rows = _item_rows(block, item, width, room, has_label=not number)
            gap = [Text()] if parts[-1] and not number and has_gaps else []
            if parts[-1] and len(parts[-1]) + len(gap) + len(rows) > most:
                parts.append([])
                gap, rows = [], _item_rows(block, item, width, room, has_label=True)
            parts[-1] += [*gap, *rows]
            if block.label == _OPTIONAL:
                keys[len(parts)] = (*keys.get(len(parts), ()), card.optional_keys[number])
            while len(parts[-1]) > most:
                parts.append(parts[-1][most:])
                del parts[-2][most:]
    return tuple(ReadyPart(tuple(rows), keys.get(number, ())) for number, rows in enumerate(parts, start=1))


def ready_page(card: ReadyCard, number: int, room: Room) -> RenderableType:
    """Return the screen of that number, from 0; all of it in sentences where there are no screens."""
    if not room.is_screen:
        return Group(*map(Text, ready_sentences(card)))
    parts = ready_parts(card, room)
    number = min(number, len(parts) - 1)
    return draw_card(_screen(card, parts[number], number, len(parts), room), room)


def stop_rules_page(rules: Iterable[str], room: Room) -> RenderableType:
    """Return the stop rules alone; any key leads back."""
    width = card_width(room) - FRAME_COLUMNS
    block = _Block("", "▸", "stop", tuple(rules))
    rows = [row for rule in block.items for row in _item_rows(block, rule, width, room, has_label=False)]
    has_frame = room.columns >= FRAME_SINCE
    heading = "Stop rules. They hold all the time"
    screen = CardScreen(rows, [("?", "back")], heading, style="stop", has_frame=has_frame)
    return draw_card(screen._replace(rows=rows[: room.lines - lines_around(screen, room)]), room)


def ready_sentences(card: ReadyCard) -> list[str]:
    """Return the card in sentences, with what may be typed in the last one."""
    lines = [f"{block.label}: {item}" if block.label else item for block in _blocks(card) for item in block.items]
    keys = ["g to begin", *(["f for the other form"] if card.gentle is not None else []), "q to leave"]
    keys[1:1] = [f"{_joined(card.optional_keys, ' to ')} for with or without"] if card.optional else []
    return [
        card.heading,
        *lines,
        *([_form(card)] if _form(card) else []),
        f"Type one of these and Enter: {', '.join(keys)}.",
    ]


def _blocks(card: ReadyCard) -> list[_Block]:
    changes = [
        f"{why} {adaptation_phrase(action).capitalize()}: {_steps([one.step_number for one in touched])}."
        for (why, action), touched in groupby(
            sorted(card.changes, key=lambda one: (one.why, one.action)), key=lambda one: (one.why, one.action)
        )
    ]
    blocks = [
        _Block("", "", "caution", (card.warning,) if card.warning else ()),
        _Block("Today", "", "caution", card.today),
        _Block("Have ready", "✓", "good", card.have_ready),
        _Block(_OPTIONAL, "", "head", tuple(_optional_texts(card))),
        _Block("For you", "·", "caution", tuple(changes)),
        _Block("Mind", "·", "head", card.cautions),
        # In one piece: it takes the fewest rows, and is never torn apart.
        _Block("Stop", "", "stop", (" ".join(card.stop),) if card.stop else ()),
    ]
    return [block for block in blocks if block.items]


def _optional_texts(card: ReadyCard) -> Iterable[str]:
    for key, one in enumerate(card.optional, start=1):
        yield f"{key} {'without' if one.number in card.left_out else 'with'} {one.title}, {one.seconds} s"


def _joined(keys: Sequence[str], sign: str) -> str:
    """Return the keys as one is named, or the first and the last of several."""
    return sign.join(dict.fromkeys((keys[0], keys[-1])))


def _steps(numbers: Sequence[int]) -> str:
    return f"step{'s' if len(numbers) > 1 else ''} {', '.join(map(str, sorted(numbers)))}"


def _item_rows(block: _Block, item: str, width: int, room: Room, *, has_label: bool) -> list[Text]:
    """Return the rows of an item; its label is before it, or above it on a narrow screen."""
    indent = _LABEL_CELLS if block.label and room.columns >= _LABELS_SINCE else 0
    mark = f"{room.sign(block.mark)} " if (block.mark and len(block.items) > 1) or block.mark == "✓" else ""
    style = "" if block.label else block.style
    first, *rest = wrapped(item, width - indent - len(mark)) or ("",)
    label = block.label if indent and has_label else ""
    rows = [Text.assemble((label.ljust(indent), block.style), (mark, block.style), (first, style))]
    rows += [Text.assemble(" " * (indent + len(mark)), (line, style)) for line in rest]
    return [Text(block.label, block.style), *rows] if block.label and has_label and not indent else rows


def _form(card: ReadyCard) -> str:
    """Return which form is chosen; empty if there is nothing to choose."""
    if card.gentle is None:
        return ""
    return "The gentler form: half of the points are pressed." if card.gentle else card.why_gentle


def _screen(card: ReadyCard, part: ReadyPart, number: int, parts: int, room: Room) -> CardScreen:
    has_frame = room.columns >= FRAME_SINCE
    heads_frame = has_frame and fits_edge(card.heading, room)
    label = "Ready" if parts == 1 else f"Ready, {number + 1} of {parts}"
    head = [progress_row(1, label, "", room)]
    if not heads_frame:
        head += [Text(line, "head") for line in wrapped(card.heading, card_width(room))]
    is_last = number == parts - 1
    keys: list[KeyCap] = [("space", "begin" if is_last else "more")]
    if card.gentle is not None and is_last:
        keys.append(("f", "full form" if card.gentle else "gentler form"))
    keys += [(_joined(part.keys, "-"), "with or without")] if part.keys else []
    keys += [("left" if room.ascii else BACK_ARROW, "back")] if number else []
    keys += [("?", "all stop rules")] if card.all_stop_rules else []
    return CardScreen(
        part.rows, [*keys, ("q", "leave")], card.heading if heads_frame else "", head,
        Text(_form(card) if is_last else "", "strong"),
        has_frame=has_frame,
    )  # fmt: skip
