"""Pages of questions: on a screen one card each, and where a page lacks rows several in turn; sentences elsewhere."""

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.safety.fact_table import FactTable
from backpain_cli.domain.safety.interview import CheckPage, PageKind, PageLine
from backpain_cli.domain.safety.sign_table import TriageTable, words_before
from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.views.card_screen import (
    FRAME_COLUMNS,
    FRAME_SINCE,
    LEAST_COLUMNS,
    MAX_ROW_COLUMNS,
    WIDE_SINCE,
    CardScreen,
    KeyCap,
    capped_rows,
    card_width,
    draw_card,
    fits_edge,
    key_rows,
    lines_around,
    progress_row,
)
from backpain_cli.views.page_words import NO_ANSWERS, arrow_keys, explained_keys, key_range, page_sentences, typed_keys
from backpain_cli.views.widgets import Room, bullets, gap
from backpain_cli.views.wrapping import wrapped
from backpain_cli.wording.phrases import counted

SCORE_KEYS = tuple("0123456789x")
_BETWEEN = 4
"""Cells between two columns of lines."""
_EIGHTHS, _BAR_LINES = " ▁▂▃▄▅▆▇█", 4


class PagePart(NamedTuple):
    """What is shown of a page at a time."""

    lines: tuple[PageLine, ...]
    """None where the heading and the note fill it, and on a page that asks for a score."""
    number: int = 1
    parts: int = 1

    @property
    def is_last(self) -> bool:
        """Whether the page ends with it."""
        return self.number == self.parts


class _Layout(NamedTuple):
    """How lines lie on a page."""

    columns: int = 1
    has_frame: bool = False
    has_gaps: bool = False
    has_header: bool = True
    """Whether the progress is shown, and the heading on every part."""


def page_parts(page: CheckPage, room: Room) -> tuple[PagePart, ...]:
    """Return `page` in as few parts as the room needs, each with whole lines; none where a line alone is too long."""
    for bare in (False, True):
        for count in range(1, len(page.lines) + 2):
            # Where heading and note leave no room for a line, they are a part of their own.
            for first in ([], [()]) if count > 1 else ([],):
                chunks = [*first, *_chunks(page.lines, count - len(first))]
                parts = tuple(PagePart(chunk, number, len(chunks)) for number, chunk in enumerate(chunks, start=1))
                if all(_fitting(page, part, room, bare=bare) for part in parts):
                    return parts
    return ()


def _chunks(lines: tuple[PageLine, ...], count: int) -> list[tuple[PageLine, ...]]:
    """Return `lines` in so many pieces, which differ by at most one line; in fewer where there are fewer lines."""
    bounds = [len(lines) * number // count for number in range(count + 1)]
    return [lines[start:end] for start, end in pairwise(bounds) if start < end or not lines]


def check_page(
    page: CheckPage, ticked: Set[str], room: Room, part: PagePart | None = None, *, said: str = ""
) -> RenderableType:
    """Return a page of questions; on a screen as high as it is, with the keys at the bottom.

    Args:
        page: what is asked.
        ticked: the values of the lines that are ticked.
        room: what the page is made for.
        part: what is shown of it; None is all of it.
        said: why a key was refused; empty if none was.
    """
    if not room.is_screen:
        return Group(*map(Text, page_sentences(page, ticked)))
    part = part or PagePart(page.lines)
    # These keys do not go on with what is ticked on another part.
    ticked = {line.value for line in part.lines} & ticked
    layout = _fitting(page, part, room, bare=True) or _Layout(has_header=False)
    return draw_card(_card(page, part, layout, ticked, room)._replace(status=_status(page, ticked, said)), room)


def help_page(page: CheckPage, room: Room) -> RenderableType:
    """Return what each key does on a page of that kind."""
    has_frame = room.columns >= FRAME_SINCE
    width = min(card_width(room) - FRAME_COLUMNS * has_frame, MAX_ROW_COLUMNS)
    keys = explained_keys(page, room)
    cells = max(len(key) for key, _ in keys)
    rows: list[Text] = []
    for key, does in keys:
        rows += [*capped_rows(key.center(cells), does, width), *([Text()] if has_frame else [])]
    rows += [Text(line, "quiet") for line in wrapped(NO_ANSWERS, width)]
    screen = CardScreen(rows, [("?", "back to the page")], "Keys", has_frame=has_frame)
    return draw_card(screen._replace(rows=rows[: room.lines - lines_around(screen, room)]), room)


def known_keys(page: CheckPage, part: PagePart, room: Room) -> str:
    """Return which keys there are, to be said after another one."""
    if not room.is_screen:
        return typed_keys(page)
    return f"Keys here: {', '.join(key for key, _ in _keys(page, part, room))}."


def _card(page: CheckPage, part: PagePart, layout: _Layout, ticked: Set[str], room: Room) -> CardScreen:
    heads_frame = layout.has_frame and fits_edge(page.heading, room)
    header = [_progress(page, part, room)] if layout.has_header and page.part else []
    return CardScreen(
        rows=_rows(page, part, layout, ticked, room, heads_frame=heads_frame),
        keys=_keys(page, part, room),
        heading=page.heading if heads_frame else "",
        header=header,
        style="stop" if ticked else "edge",
        has_frame=layout.has_frame,
    )


def _status(page: CheckPage, ticked: Set[str], said: str) -> Text:
    """Return the line below the card: why a key was refused, what is ticked, or what to do if one is not sure."""
    if said:
        return Text(said, "caution")
    if ticked:
        it = "it" if len(ticked) == 1 else "them"
        return Text(f"{counted(len(ticked), 'line')} ticked: go on with {it}, or untick.", "strong")
    if page.kind is PageKind.LADDER:
        return Text("Between two? Take the upper one. Not sure at all? Press u.", "quiet")
    return Text("Not sure? Press u." if page.may_be_unsure else "", "quiet")


def _layouts(page: CheckPage, room: Room, *, bare: bool) -> list[_Layout]:
    """Return how the lines may lie, the best first; with `bare` those for small screens too."""
    columns = (2, 1) if page.kind is PageKind.TICKS and room.columns >= WIDE_SINCE else (1,)
    layouts = [_Layout(each, has_frame=True, has_gaps=gaps) for gaps in (True, False) for each in columns]
    if room.columns < FRAME_SINCE:
        layouts = [_Layout(has_gaps=True), _Layout()]
    return [*layouts, *([_Layout(), _Layout(has_header=False)] if bare else [])]


def _fitting(page: CheckPage, part: PagePart, room: Room, *, bare: bool) -> _Layout | None:
    """Return the best layout in which `part` has room with its keys, if there is one."""
    for layout in _layouts(page, room, bare=bare) if room.columns >= LEAST_COLUMNS else ():
        card = _card(page, part, layout, frozenset(), room)
        if len(card.rows) + lines_around(card, room) <= room.lines:
            return layout
    return None


def _rows(
    page: CheckPage, part: PagePart, layout: _Layout, ticked: Set[str], room: Room, *, heads_frame: bool
) -> list[Text]:
    """Return the rows of a card: heading and note, where the first part is, and the lines."""
    width = card_width(room) - FRAME_COLUMNS * layout.has_frame
    rows: list[Text] = []
    heading = wrapped(page.heading, width)
    # On the first part it was read.
    if not heads_frame and (part.number == 1 or (len(heading) == 1 and layout.has_header)):
        rows += [Text(line, "head") for line in heading]
    if part.number == 1 and page.note:
        rows += [Text(line, "strong") for line in wrapped(page.note, min(width, MAX_ROW_COLUMNS))]
    if page.kind is PageKind.SCORE:
        return [*rows, *([Text()] if layout.has_gaps else []), *_scale(width, layout, room)]
    if layout.has_frame and part.lines:
        rows.append(Text())
    columns = (width - _BETWEEN * (layout.columns - 1)) // layout.columns
    blocks = [_line_rows(page, line, line.value in ticked, columns, room) for line in part.lines]
    for start in range(0, len(blocks), layout.columns):
        if layout.has_gaps and (start or not layout.has_frame):
            rows.append(Text())
        rows += _side_by_side(blocks[start : start + layout.columns], columns)
    return rows


def _line_rows(page: CheckPage, line: PageLine, is_ticked: bool, width: int, room: Room) -> list[Text]:
    sign = f"{room.sign('■' if is_ticked else '□')} " if page.kind is PageKind.TICKS else ""
    return capped_rows(line.key, line.text, width, style="stop" if is_ticked else "", sign=sign)


def _side_by_side(blocks: Sequence[list[Text]], width: int) -> Iterator[Text]:
    for number in range(max(map(len, blocks))):
        row = Text()
        for block in blocks:
            if block is not blocks[0]:
                row.pad_right(width + _BETWEEN - row.cell_len)
            row.append_text(block[number] if number < len(block) else Text())
        yield row


def _scale(width: int, layout: _Layout, room: Room) -> list[Text]:
    """Return the scores as keys, with bars that rise above them; in several rows where one is too narrow."""
    cells = 5 if width >= 6 * len(SCORE_KEYS) else 3
    highest = 0 if room.ascii else _BAR_LINES if layout.has_frame else 1
    in_row = -(-len(SCORE_KEYS) // -(-len(SCORE_KEYS) // ((width + 1) // (cells + 1))))
    rows: list[Text] = []
    for start in range(0, len(SCORE_KEYS), in_row):
        keys = SCORE_KEYS[start : start + in_row]
        for level in range(highest - 1, -1, -1):
            bars = Text()
            for score in map(SCORE_KEYS.index, keys):
                eighths = max(1, round(score * 8 * highest / WORST_PAIN)) - 8 * level
                style = "good" if score < 4 else "caution" if score < 8 else "stop"
                bars.append(_EIGHTHS[max(0, min(8, eighths))] * cells, style).append(" ")
            rows.append(bars)
        rows.append(Text(" ").join(Text(key.center(cells), "tile.key") for key in keys))
    words = "0 is no pain, x is 10: the worst you can think of."
    return [*rows, *(Text(line, "quiet") for line in wrapped(words, width))]


def _progress(page: CheckPage, part: PagePart, room: Room) -> Text:
    more = f", part {part.number} of {part.parts}" if part.parts > 1 else ""
    done = (page.part - 1 + part.number / part.parts) / page.parts
    return progress_row(done, f"{page.part} of {page.parts}", more, room)


_LONG_WORDS, _SHORT_WORDS = ("tick or untick", "none of these", "the first that fits"), ("tick", "none", "fits")


def _keys(page: CheckPage, part: PagePart, room: Room) -> list[KeyCap]:
    """Return the keys of the page, each with what it does, in so few words that one row holds them if it can."""
    keys = _keys_in_words(page, part, room, *_LONG_WORDS)
    is_one_row = len(key_rows(keys, card_width(room))) == 1
    return keys if is_one_row else _keys_in_words(page, part, room, *_SHORT_WORDS)


def _keys_in_words(page: CheckPage, part: PagePart, room: Room, tick: str, none: str, fits: str) -> list[KeyCap]:
    go_on, back = arrow_keys(room)
    keys: list[KeyCap] = []
    if page.kind is PageKind.SCORE:
        keys = [(f"0{room.sign('–')}9", "how strong"), ("x", "10")]
    elif not part.lines:
        keys = [(go_on, "go on")]
    elif page.kind is PageKind.TICKS:
        keys = [(key_range(part.lines, room), tick), ("0", none), (go_on, "go on")]
    else:
        keys = [(key_range(part.lines, room), fits if page.kind is PageKind.LADDER else "choose")]
        keys += [("u", "not sure")] if page.may_be_unsure else []
        if page.kind is PageKind.CHOICE and not part.is_last:
            keys.append((go_on, "more"))
        elif page.may_be_none or not part.is_last:
            keys.append(("0", none))
    keys += [(back, "back")] if page.may_go_back or part.number > 1 else []
    return [*keys, ("?", "more"), ("q", "leave")]


def question_list(table: TriageTable, facts: FactTable, regions: frozenset[str], room: Room) -> RenderableType:
    """Return every question for `regions`, for where they cannot be answered one by one."""
    parts: list[RenderableType] = [
        Text("These questions come before a session, and are answered one by one in a terminal.")
    ]
    for line in table.lines:
        if line.rungs and (not line.regions or line.regions & regions):
            rungs = [words_before(rung.text, regions) for rung in line.rungs if rung.text]
            body = bullets(room, line.counted or rungs)
            parts += [*gap(room), Text(words_before(line.text, regions), "strong"), body]
    parts += [*gap(room), Text(facts.heading, "strong"), bullets(room, [one.line for one in facts.facts])]
    for question in table.pain:
        parts += [*gap(room), Text(question.text, "strong"), bullets(room, [one.text for one in question.choices])]
    return Group(*parts)
