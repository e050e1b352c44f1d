"""Breathing on the whole screen: a bar that grows with the breath in and shrinks with the breath out."""

from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from backpain_cli.domain.anatomy.moves import PaceWord
from backpain_cli.domain.routine.doses import Beat
from backpain_cli.domain.safety.in_session import InSessionTexts
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.views import session_text as words
from backpain_cli.views.big_digits import TILE_LINES, Tile
from backpain_cli.views.readable_text import readable_texts
from backpain_cli.views.screen_regions import (
    ScreenRegion,
    has_no_row_for_stop,
    header_region,
    keys_region,
    kind_of,
    stop_region,
    text_region,
    verb_of,
)
from backpain_cli.views.session_clock import bar_of_plan
from backpain_cli.views.session_layout import TINY, SizeClass
from backpain_cli.views.text_block import MAX_COLUMNS, text_block
from backpain_cli.views.widgets import Room

FRAMES_PER_S = 4
_LEAST, _MOST = 0.2, 0.8
"""How wide the bar is before and after a breath in, of the width of the page."""
_INSETS = {
    13: (12, 7, 4, 2, 1, 0, 0, 0, 1, 2, 4, 7, 12), 7: (6, 2, 0, 0, 0, 2, 6), 3: (2, 0, 2),
}  # fmt: skip
"""Cells by which the rows of a bar are shorter on each side, so that it is round."""
_HIGH_FROM_LINES = 28
_LARGE_FROM_LINES = 40
"""In the view from the floor."""


class BreathBar(NamedTuple):
    """A rounded bar of so many cells in the middle of `of` cells."""

    cells: int
    of: int
    lines: int
    style: str
    ascii_only: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        style = console.get_style(self.style)
        sign, look = ("#", style) if self.ascii_only else (" ", style + Style(reverse=True))
        for inset in _INSETS[self.lines]:
            wide = max(0, self.cells - 2 * inset)
            yield Segment(" " * ((self.of - wide) // 2))
            yield Segment(sign * wide, look)
            yield Segment.line()


def is_breathing(session: Session) -> bool:
    """Return whether breaths are counted now, and are the only thing on the screen."""
    return session.segment.step.breathing is not None and bool(session.segment.beats) and not session.help_shown


def breath_screen(session: Session, room: Room, size: SizeClass, texts: InSessionTexts) -> list[ScreenRegion]:
    """Return the screen while a person breathes at a rhythm."""
    segment, paused = session.segment, session.status is SessionStatus.PAUSED
    left, width = size.margin, room.columns - 2 * size.margin
    verb, style = verb_of(session).upper(), f"tile.{kind_of(session)}"
    tile = Tile(verb, style)
    is_tile = size.has_tiles and not room.ascii and tile.columns <= width
    y = 1 if size is TINY else 2
    if is_tile:
        regions = [ScreenRegion(left, y, tile.columns, TILE_LINES, tile, tile)]
    else:
        regions = [text_region(left, y, width, 1, Text.assemble((f" {verb} ", style)))]
    top = y + (TILE_LINES if is_tile else 1) + (size is not TINY)
    steps = bar_of_plan(session.plan, width, room)
    number = segment.step_number
    done = steps.cells_done(number, session.position_ns // NS_PER_S)
    steps_y = room.lines - (2 if size is TINY else 3)
    bottom = steps_y - 1 if size.names_from and room.columns >= size.names_from else steps_y
    if bottom < steps_y:
        regions.append(text_region(left, bottom, width, 1, steps.names(number)))
    lines = 7 if room.lines >= _HIGH_FROM_LINES else 3
    lines = 13 if session.floor_view and room.lines >= _LARGE_FROM_LINES else lines
    gap = size is not TINY
    beat = segment.beat_at(session.position_ns // NS_PER_S) or segment.beats[-1]
    spent_ns = session.position_ns - (segment.start + beat.offset_s) * NS_PER_S
    half = round(width * _breadth(beat, spent_ns) / 2)
    bar = BreathBar(2 * half - width % 2, width, lines, "edge" if paused else f"bar.{kind_of(session)}", room.ascii)
    # The seconds and the rhythm, with an empty row above each and below them.
    high = bottom - top - lines - (5 if gap else 2)
    block = _texts(session, room, texts, min(width, MAX_COLUMNS), high)
    height = len(block.plain.split("\n")) if block.plain else 0
    bar_y = top + max(0, high - height) // 2
    words_y = bar_y + lines + gap
    text_y = words_y + (4 if gap else 2)
    text_width = max((len(line) for line in block.plain.split("\n")), default=0)
    caps = words.shown_keys(room.columns, session.segment.step, paused=paused, floor_view=session.floor_view)
    return [
        header_region(session, room, left, width),
        *regions,
        ScreenRegion(left, bar_y, width, lines, bar, bar),
        _seconds(beat, spent_ns, left, words_y, width, room),
        _rhythm(session, beat, left, words_y + (2 if gap else 1), width, room),
        text_region(left + (width - text_width) // 2, text_y, text_width, height, block),
        text_region(left, steps_y, width, 1, steps.text(number, done)),
        keys_region(session, room, left, width, caps),
        *stop_region(room, texts, left, width),
    ]


def _breadth(beat: Beat, spent_ns: int) -> float:
    part = min(1.0, max(0.0, spent_ns / (beat.seconds * NS_PER_S)))
    if beat.word == PaceWord.OUT:
        part = 1 - part
    elif beat.word != PaceWord.IN:
        part = beat.word == PaceWord.HOLD
    return _LEAST + (_MOST - _LEAST) * part


def _seconds(beat: Beat, spent_ns: int, left: int, y: int, width: int, room: Room) -> ScreenRegion:
    """Return the seconds of this part as they go down, always in the same place: `out  4 · 3 · 2`."""
    dot = room.sign(" · ")
    spent = min(beat.seconds - 1, spent_ns // NS_PER_S)
    seconds = [str(second) for second in range(beat.seconds, 0, -1)]
    label = f"{beat.word}  "
    wide = len(label) + len(dot.join(seconds))
    line = Text.assemble((label, "quiet"), (dot.join(seconds[: spent + 1]), "strong"))
    return text_region(left + max(0, (width - wide) // 2), y, min(width, wide), 1, line)


def _rhythm(session: Session, beat: Beat, left: int, y: int, width: int, room: Room) -> ScreenRegion:
    """Return the rhythm, the number of the breath and the time that is left, as much as there is room for."""
    segment = session.segment
    pattern = segment.step.breathing
    breaths = segment.beats[-1].number or segment.beats[-2].number if len(segment.beats) > 1 else 1
    parts = [f"breath {beat.number} of {breaths}" if beat.number else "the breath comes by itself"]
    parts.append(f"{clock_text(session.seconds_left_in_segment)} left")
    if pattern is not None:
        hold = f", hold {pattern.hold} s" if pattern.hold else ""
        parts.append(f"in {pattern.inhale} s{hold}, out {pattern.exhale} s")
    gap = room.sign("  ·  ")
    text = next((gap.join(parts[:count]) for count in (3, 2, 1) if len(gap.join(parts[:count])) <= width), parts[0])
    return text_region(left + max(0, (width - len(text)) // 2), y, min(width, len(text)), 1, Text(text))


def _texts(session: Session, room: Room, texts: InSessionTexts, width: int, lines: int) -> Text:
    """Return what a key led to, what to do, and what stops."""
    notices = words.notice_rows(session, texts)
    rows = readable_texts(session.plan, session.segment)
    kept = [row for row in rows if row.label in {"", "stop", "avoid", "or", "then"}]
    if has_no_row_for_stop(room) and not any(row.label == "stop" for row in rows):
        kept.append(words.TextRow("stop", texts.in_short, rank=0))
    return text_block([*notices, *kept], width, lines, room)
