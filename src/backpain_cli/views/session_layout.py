"""Where the parts of the session screen lie, by its size and by the longest texts of a step."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from backpain_cli.domain.routine.plan import Plan, Segment
from backpain_cli.domain.terms import Side
from backpain_cli.session.session import Session
from backpain_cli.views import session_text as words
from backpain_cli.views.big_digits import TILE_LINES, pixels_wide, rows_of
from backpain_cli.views.readable_text import readable_texts, texts_at_leisure
from backpain_cli.views.session_clock import (
    digits_wide,
    meter,
    side_tile,
    sizes_within,
    verbs_of,
    widest_count,
    widest_digits,
)
from backpain_cli.views.text_block import height_of, needed_lines
from backpain_cli.views.widgets import Room


class SizeClass(NamedTuple):
    """How the screen is composed from so many columns and lines on."""

    columns: int
    lines: int
    margin: int
    share: int
    """Percent of the width for digits and text; the rest is for pictures."""
    has_tiles: bool
    names_from: int
    """From so many columns the steps are named; 0 for never."""

    @property
    def has_pictures(self) -> bool:
        """Whether there is room for pictures."""
        return self.share < 100


EXTRA_LARGE = SizeClass(160, 44, 3, 48, True, 160)
LARGE = SizeClass(110, 34, 3, 54, True, 110)
MEDIUM = SizeClass(96, 28, 3, 58, True, 100)
SMALL = SizeClass(72, 22, 1, 62, False, 0)
EXTRA_SMALL = SizeClass(50, 16, 1, 100, False, 0)
TINY = SizeClass(36, 10, 1, 100, False, 0)
SIZES = (EXTRA_LARGE, LARGE, MEDIUM, SMALL, EXTRA_SMALL, TINY)
GAP = 3
"""Cells between the text and the pictures."""
_NARROWEST_TEXT = 17
"""Cells beside the digits on a tiny screen."""
_SMALLEST = ((2, 2), (1, 2), (1, 1))
_NARROWEST_BAR = 30
_NOTICE_LINES = 4
"""As many lines a notice may take without hiding what must not be left out."""
_AIRY_DIGITS = 7
"""Digits of so many rows have an empty one below them."""


def size_class(columns: int, lines: int) -> SizeClass | None:
    """Return the first class whose two bounds hold; None where there is room for a few lines only."""
    return next((size for size in SIZES if columns >= size.columns and lines >= size.lines), None)


class Frame(NamedTuple):
    """Where the parts of the screen lie during a step."""

    left: int
    width: int
    column: int
    """Width of digits and text; equal to `width` where there are no pictures."""
    tiles: bool
    tiles_y: int
    digits: tuple[int, int]
    """Their size: cells that a pixel is wide, and half rows that it is high."""
    digits_y: int
    bar_y: int
    bar_width: int
    pips_y: int
    """The row of what is done and to come, where it is counted; 0 for none."""
    text_x: int
    text_y: int
    text_width: int
    text_lines: int
    right_y: int
    bottom: int
    """The first row that belongs to the bar of all steps."""
    steps_y: int
    is_compact: bool = False
    """Whether the seconds are in the row of the verb, to make room for a notice."""

    @property
    def right_x(self) -> int:
        """Where the pictures begin."""
        return self.left + self.column + GAP

    @property
    def right_width(self) -> int:
        """How wide the pictures may be."""
        return self.width - self.column - GAP

    @property
    def right_lines(self) -> int:
        """How high the pictures may be."""
        return self.bottom - 1 - self.right_y


def step_rows(
    plan: Plan, segment: Segment, room: Room, *, halved: bool = False, at_leisure: bool = False
) -> list[words.TextRow]:
    """Return the texts of a segment, with the pressure as a meter.

    Args:
        plan: that runs.
        segment: that is shown.
        room: of the screen.
        halved: whether it was too strong before.
        at_leisure: whether the session is paused, so that everything can be read.
    """
    rows = texts_at_leisure(plan, segment) if at_leisure else readable_texts(plan, segment)
    drawn = meter(segment.step, room, halved=halved)
    if drawn.plain and segment.phase == "hold":
        in_words = drawn.plain.split("  ")[-1]
        rows.insert(1, words.TextRow("pressure", in_words, rank=3, drawn=drawn))
    return rows


def frame_of(session: Session, room: Room, size: SizeClass, *, has_pictures: bool) -> Frame:
    """Return where the parts lie, the same all through a step.

    Args:
        session: as it is now.
        room: of the screen.
        size: its class.
        has_pictures: whether room is kept for them.
    """
    width = room.columns - 2 * size.margin
    column = width * size.share // 100 if has_pictures else width
    widest = _widest_tiles(session.plan, session.segment.step_number)
    tiles = size.has_tiles and not room.ascii and widest <= width
    steps_y = room.lines - (2 if size is TINY else 3)
    bottom = steps_y - 1 if size.names_from and room.columns >= size.names_from else steps_y
    tiles_y = 1 if size is TINY else 2
    digits_y = tiles_y + (TILE_LINES if tiles else 1) + (size is not TINY)
    # Tiles wider than the column of the text go over the pictures.
    right_y = digits_y if tiles and widest > column else tiles_y
    frame = Frame(
        left=size.margin, width=width, column=column, tiles=tiles, tiles_y=tiles_y, digits=(1, 1), digits_y=digits_y,
        bar_y=0, bar_width=0, pips_y=0, text_x=size.margin, text_y=0, text_width=column, text_lines=0, right_y=right_y,
        bottom=bottom, steps_y=steps_y,
    )  # fmt: skip
    return _tiny(frame, session, room) if size is TINY else _stacked(frame, session, room)


def frame_for_notice(frame: Frame, rows: Sequence[words.TextRow]) -> Frame:
    """Return the frame of a tiny screen with room for `rows`, if a notice leaves them too little beside the digits."""
    needed = height_of(_up_to(words.SENTENCE_RANK, rows), frame.text_width)
    if frame.text_x == frame.left or needed <= frame.text_lines:
        return frame
    return frame._replace(is_compact=True, text_x=frame.left, text_width=frame.width)


def _widest_tiles(plan: Plan, number: int) -> int:
    of_step = [one for one in plan.segments if one.step_number == number]
    verbs = [pixels_wide(verb.upper()) + 4 for verb in {"Paused"}.union(*map(verbs_of, of_step))]
    turns = {one.side for one in of_step} | ({Side.LEFT, Side.RIGHT} if of_step[0].step.alternates else set())
    sides = [pixels_wide(side_tile(side)) + 6 for side in turns if side_tile(side)]
    return max(verbs) + max(sides, default=0)


def _up_to(rank: int, rows: Sequence[words.TextRow]) -> list[words.TextRow]:
    return [row for row in rows if row.rank <= rank]


def _tiny(frame: Frame, session: Session, room: Room) -> Frame:
    """Return a frame with the digits on the left, and the text beside them."""
    plan, number = session.plan, session.segment.step_number
    widest = widest_digits(plan, number)
    high = frame.bottom - frame.digits_y
    texts = [step_rows(plan, one, room) for one in plan.segments if one.step_number == number]

    def fits(size: tuple[int, int], rank: int) -> bool:
        width = frame.width - pixels_wide(widest) * size[0] - 2
        lines = max(height_of(_up_to(rank, one), width) for one in texts)
        # Without the whole of a warning, a line for its beginning.
        most = high if rank == words.CAUTION_RANK else high - 1
        return width >= _NARROWEST_TEXT and lines <= most and _rows(size, room) + 1 <= high

    tried = ((size, rank) for rank in (words.CAUTION_RANK, words.SENTENCE_RANK) for size in _SMALLEST)
    size = next((size for size, rank in tried if fits(size, rank)), _SMALLEST[-1])
    wide = pixels_wide(widest) * size[0]
    return frame._replace(
        digits=size, bar_y=frame.digits_y + _rows(size, room), bar_width=wide, text_x=frame.left + wide + 2,
        text_y=frame.digits_y, text_width=frame.width - wide - 2, text_lines=high,
    )  # fmt: skip


def _stacked(frame: Frame, session: Session, room: Room) -> Frame:
    """Return a frame with the text below the digits, which are as large as it lets them be."""
    plan, number = session.plan, session.segment.step_number
    pips = bool(widest_count(plan, number))
    high = frame.bottom - frame.digits_y - pips
    texts = [step_rows(plan, one, room) for one in plan.segments if one.step_number == number]
    wide = partial(digits_wide, plan, number)
    sizes = list(sizes_within(wide, frame.column, high - 2, room))
    size = _largest(texts, frame.column, high, sizes, room)
    rows = _rows(size, room)
    gap = rows >= _AIRY_DIGITS
    bar_y = frame.digits_y + rows + gap + pips
    left = high - rows - gap - 1
    longest = max(height_of(one, frame.column) for one in texts)
    below = 2 if longest + 1 < left else 1
    spare = frame.bottom - bar_y - below
    # An empty row above the bar of all steps, if even the longest texts leave one.
    return frame._replace(
        digits=size, bar_y=bar_y, pips_y=bar_y - 1 if pips else 0,
        bar_width=min(frame.column, max(_NARROWEST_BAR, wide(size[0]))),
        text_y=bar_y + below, text_lines=spare - 1 if longest < spare else spare,
    )  # fmt: skip


def _largest(
    texts: Sequence[Sequence[words.TextRow]], width: int, high: int, sizes: Sequence[tuple[int, int]], room: Room
) -> tuple[int, int]:
    """Return the largest digits that leave room for all texts.

    As long as they take no more than two fifths of the height, it is enough that there is room for the texts that must
    not be left out.
    """
    all_lines, needed = (max(count(one, width) for one in texts) for count in (height_of, needed_lines))
    for size in sizes:
        rows = _rows(size, room)
        lines = needed if rows <= high * 2 // 5 else max(all_lines + 1, needed + _NOTICE_LINES)
        if rows + (rows >= _AIRY_DIGITS) + 1 + lines <= high:
            return size
    return sizes[-1] if sizes else _SMALLEST[-1]


def _rows(size: tuple[int, int], room: Room) -> int:
    return rows_of(size[1], ascii_only=room.ascii)
