"""The view for a person on the floor: digits as large as the terminal, what is done, the side, what comes next.

The digits go down in steps (tens, then five) and count the last three seconds, as the voice does. That is calmer for a
person who looks up only now and then, and digits of that size that change each second are many bytes.
"""

import sys

from rich.text import Text

from backpain_cli.domain.safety.in_session import InSessionTexts
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.views import session_text as words
from backpain_cli.views.big_digits import PIXELS_HIGH, TILE_LINES, BigCount, BigText, Tile, pixels_wide, rows_of
from backpain_cli.views.breath_screen import breath_screen, is_breathing
from backpain_cli.views.screen_regions import (
    ScreenRegion,
    bar_row,
    count_of,
    has_no_row_for_stop,
    header_region,
    keys_region,
    kind_of,
    side_of,
    stop_region,
    text_region,
    verb_of,
)
from backpain_cli.views.session_clock import digits_text, side_chip, side_tile
from backpain_cli.views.session_layout import TINY, size_class
from backpain_cli.views.session_screen import few_lines
from backpain_cli.views.text_block import needed_lines, text_block
from backpain_cli.views.widgets import Room

COUNTED_FROM_S = 3
"""From so many seconds on each of them is shown."""
_STEPS_S = ((10, 5), (sys.maxsize, 10))
"""Up to so many seconds, the step in which they go down."""
_WIDEST_PIXEL = 1.75
"""A pixel may be that many times as wide as it is high: digits wider than that are hard to read."""
_TILES_FROM_LINES = 18


def shown_seconds(session: Session) -> int:
    """Return the seconds that the large digits show: what is left of the segment, rounded up to its step."""
    seconds = session.seconds_left_in_segment
    if seconds <= COUNTED_FROM_S:
        return seconds
    step = next(step for most, step in _STEPS_S if seconds <= most)
    return -(-seconds // step) * step


def floor_screen(session: Session, room: Room, texts: InSessionTexts, *, flash: bool = False) -> list[ScreenRegion]:
    """Return the screen as it is seen from afar; with `flash` what is done is reversed over the whole width."""
    size = size_class(room.columns, room.lines)
    if size is None:
        return few_lines(session, room, texts)
    if is_breathing(session):
        return breath_screen(session, room, size, texts)
    left, width = size.margin, room.columns - 2 * size.margin
    regions = [header_region(session, room, left, width)]
    verbs = _verbs(session, room, left, width, flash=flash)
    top = max(one.y + one.height for one in verbs) + (size is not TINY)
    asked_for = [row for row in words.notice_rows(session, texts) if row.style == "stop"]
    if size is TINY and asked_for:
        return [*regions, *verbs, *_rules(session, room, texts, left, width)]
    note = _note(session, room, texts, width, 2 if room.lines >= _TILES_FROM_LINES else 1)
    keys_y = room.lines - 1
    note_y = keys_y - (size is not TINY) - len(note.plain.split("\n"))
    bar_y = note_y - 1 - (size is not TINY)
    paused = session.status is SessionStatus.PAUSED
    digits = _digits(session, width, bar_y - top, room)
    y = top + max(0, bar_y - top - digits.lines) // 2
    bar = bar_row(session, width, room)
    caps = words.shown_keys(room.columns, session.segment.step, paused=paused, floor_view=True)
    below = words.KEYS_IN_BRIEF[len(words.KEYS_IN_BRIEF[0]) > width] if session.help_shown else ""
    return [
        *regions, *verbs,
        ScreenRegion(left + (width - digits.columns) // 2, y, digits.columns, digits.lines, digits, digits),
        text_region(left, bar_y, width, 1, Text(below, "strong") if below else bar),
        text_region(left, note_y, width, keys_y - note_y, note),
        keys_region(session, room, left, width, caps),
        *stop_region(room, texts, left, width),
    ]  # fmt: skip


def _rules(session: Session, room: Room, texts: InSessionTexts, left: int, width: int) -> list[ScreenRegion]:
    """Return the stop rules, for a tiny screen where they leave no room for large digits."""
    seconds = Text(digits_text(shown_seconds(session), session.segment), "strong")
    rules = text_block([words.TextRow("", texts.rules, rank=0, style="stop")], width, room.lines - 4, room)
    paused = session.status is SessionStatus.PAUSED
    caps = words.shown_keys(room.columns, session.segment.step, paused=paused, floor_view=True)
    return [
        text_region(left + width - seconds.cell_len, 1, seconds.cell_len, 1, seconds),
        text_region(left, 2, width, room.lines - 4, rules),
        text_region(left, room.lines - 2, width, 1, Text(words.KEYS_IN_BRIEF[-1], "strong")),
        keys_region(session, room, left, width, caps),
    ]


def _verbs(session: Session, room: Room, left: int, width: int, *, flash: bool) -> list[ScreenRegion]:
    verb, side, style = verb_of(session).upper(), side_of(session), f"tile.{kind_of(session)}"
    y = 1 if room.lines < _TILES_FROM_LINES else 2
    if room.lines >= _TILES_FROM_LINES and not room.ascii:
        tiles = [Tile(verb, style), *([Tile(side_tile(side), "tile.side")] if side_tile(side) else [])]
        if sum(tile.columns + 2 for tile in tiles) - 2 <= width:
            if flash:
                return [_flash(left, y, width, TILE_LINES, verb)]
            starts = [left, left + tiles[0].columns + 2]
            return [
                ScreenRegion(x, y, tile.columns, TILE_LINES, tile, tile) for x, tile in zip(starts, tiles, strict=False)
            ]
    if flash:
        return [_flash(left, y, width, 1, verb)]
    line = Text.assemble((f" {verb} ", style))
    if text := side_chip(side, room):
        line.append("  ").append(f" {text} ", "tile.side")
    return [text_region(left, y, width, 1, line)]


def _flash(left: int, y: int, width: int, height: int, verb: str) -> ScreenRegion:
    rows = [(f" {verb} " if row == height // 2 else "").ljust(width) for row in range(height)]
    return text_region(left, y, width, height, Text("\n".join(rows), "reverse"))


def _digits(session: Session, width: int, high: int, room: Room) -> BigText | BigCount:
    """Return the seconds, or the count, as large as fit into `high` rows of `width` cells."""
    count = count_of(session)
    text = digits_text(shown_seconds(session), session.segment)
    # What is counted to takes the room of half as many pixels.
    wide = pixels_wide(text) if count is None else -(-BigCount(count.of, count.of, 2, 2).columns // 2)
    across = max(1, width // wide)
    half_rows = max(1, 2 * high // PIXELS_HIGH)
    while half_rows > 1 and rows_of(half_rows, ascii_only=room.ascii) > high:
        half_rows -= 1
    # A cell is about twice as high as it is wide, half of one is a square.
    across = min(across, max(1, int(half_rows * _WIDEST_PIXEL)))
    half_rows = min(half_rows, max(1, int(across * 1.3)))
    style = "edge" if session.status is SessionStatus.PAUSED or (count and count.is_pause) else "digits"
    if count is None:
        return BigText(text, across, half_rows, style, room.ascii)
    return BigCount(count.number, count.of, across, half_rows, style, room.ascii)


def _note(session: Session, room: Room, texts: InSessionTexts, width: int, lines: int) -> Text:
    """Return the lines that are always there: what a key or an absence led to, what stops, and what comes next."""
    rows = words.notice_rows(session, texts)
    plan, segment = session.plan, session.segment
    of_step = {row.label: row for row in words.phase_texts(plan, segment)}
    kept = [of_step[label]._replace(rank=words.KEPT_RANK) for label in ("stop", "avoid") if label in of_step][:1]
    if has_no_row_for_stop(room) and not (kept and kept[0].label == "stop"):
        kept.append(words.TextRow("", texts.in_short, rank=0))
    following = [of_step["then"]] if "then" in of_step else []
    # Digits of five rows stay, whatever there is to say.
    needed = min(needed_lines([*rows, *kept], width), room.lines - 9)
    return text_block([*rows, *kept, *following], width, max(lines, needed), room)
