"""Regions of a screen, and those that several screens of a session have: the top line, what is done, the keys."""

from collections.abc import Hashable
from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from backpain_cli.domain.routine.counting import Count, count_at
from backpain_cli.domain.safety.in_session import InSessionTexts
from backpain_cli.domain.terms import Side
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice, SessionStatus
from backpain_cli.views import session_text as words
from backpain_cli.views.big_digits import TILE_LINES, BigCount, BigText, Tile
from backpain_cli.views.session_clock import Bar, digits_text, side_chip, side_tile, style_of, verb_at
from backpain_cli.views.session_layout import TINY, Frame, size_class
from backpain_cli.views.widgets import Room, key_caps
from backpain_cli.views.wrapping import fitted
from backpain_cli.wording.phrases import place_phrase, step_heading

_NARROWEST_COUNT_BAR = 4
"""A shorter bar would say less than its words take away."""
_LEAST_WITH_TOTAL = 48
"""Cells of the top line from which the total has room beside the time that is left."""
LAST_S = 5
"""So many seconds before the end of a segment its bar changes colour."""


class ScreenRegion(NamedTuple):
    """A rectangle of the screen, and what is shown in it."""

    x: int
    y: int
    width: int
    height: int
    renderable: RenderableType
    key: Hashable
    """What it is drawn from: two regions of the same key and size look the same."""
    is_picture: bool = False
    """Whether drawing it takes so long that the texts must not wait for it."""


def verb_of(session: Session) -> str:
    """Return what is to be done, in one word or two: in counted work and breathing, that of the part that runs."""
    if session.status is SessionStatus.PAUSED:
        return "Paused"
    return verb_at(session.segment, session.position_ns // NS_PER_S)


def side_of(session: Session) -> Side:
    """Return the side whose turn it is."""
    return session.segment.side_at(session.position_ns // NS_PER_S)


def count_of(session: Session) -> Count | None:
    """Return the present repetition or hold of a series; None where nothing is counted."""
    return count_at(session.plan, session.position_ns // NS_PER_S)


def kind_of(session: Session) -> str:
    """Return the last part of the style of what is being done: `hold` of `tile.hold`, `bar.hold`, `kind.hold`."""
    if session.status is SessionStatus.PAUSED:
        return "paused"
    return style_of(session.segment)


def clock_view(session: Session, size: tuple[int, int], room: Room, *, width: int = 0) -> BigText | BigCount:
    """Return the seconds that are left in digits of that size, or the count where repetitions or holds are counted.

    Args:
        session: as it is now.
        size: of the digits.
        room: of the screen.
        width: cells for the count and what it is counted to; in fewer it is alone.
    """
    count = count_of(session)
    is_still = session.status is SessionStatus.PAUSED or (count is not None and count.is_pause)
    style = "edge" if is_still else "digits"
    if count is not None:
        view = BigCount(count.number, count.of, *size, style, room.ascii)
        return view if view.columns <= width else BigText(str(count.number), *size, style, room.ascii)
    return BigText(digits_text(session.seconds_left_in_segment, session.segment), *size, style, room.ascii)


def segment_bar(session: Session, width: int) -> Bar:
    """Return how far the present segment is, or the present repetition where repetitions are counted."""
    segment = session.segment
    spent = session.position_ns // NS_PER_S - segment.start
    kind = kind_of(session)
    if (count := count_of(session)) is not None:
        return Bar(width, width * count.second // count.seconds, "edge" if kind == "paused" else f"bar.{kind}")
    style = "edge" if kind == "paused" else "caution" if segment.seconds - spent <= LAST_S else f"bar.{kind}"
    return Bar(width, min(width, width * spent // segment.seconds), style)


def bar_row(session: Session, width: int, room: Room, *, most: int = 0) -> Text:
    """Return the bar of the segment, or of the present repetition with its seconds: `3 of 5 s`.

    Args:
        session: as it is now.
        width: of the bar.
        room: of the screen.
        most: cells of the row; the words of a count take what they need of it.
    """
    if (count := count_of(session)) is None:
        return segment_bar(session, width).text(room)
    words_of_count = f"  {count.second} of {count.seconds} s"
    bar = min(width, max(width, most) - len(words_of_count))
    if bar < _NARROWEST_COUNT_BAR:
        return segment_bar(session, width).text(room)
    return segment_bar(session, bar).text(room).append(words_of_count, "quiet")


def pips(count: Count, width: int, room: Room) -> str:
    """Return a sign for each repetition: done, now, to come; empty where they have no room."""
    done, now, later = "*@o" if room.ascii else "●◉○"
    before = count.number - 1
    signs = [done] * before + [later if count.is_pause else now] + [later] * (count.of - count.number)
    spaced = " ".join(signs)
    return next((text for text in (spaced, "".join(signs)) if len(text) <= width), "")


def text_region(x: int, y: int, width: int, height: int, text: Text) -> ScreenRegion:
    """Return a region with `text`, whose lines are not wrapped."""
    text.no_wrap = True
    return ScreenRegion(x, y, width, height, text, (text.plain, tuple(text.spans), text.style))


def time_to_go(session: Session, width: int) -> Text:
    """Return the time that is left, and of how much where a key changed that and the line is so many cells wide."""
    plan = session.plan
    total = f" of {clock_text(plan.seconds)}" if plan.added and width >= _LEAST_WITH_TOTAL else ""
    return Text.assemble((clock_text(session.seconds_left), "strong"), (f" to go{total}", "quiet"))


def header_region(session: Session, room: Room, left: int, width: int) -> ScreenRegion:
    """Return the top line: routine, step, where it is done, the time left; for a while, that a key is not one."""
    if session.notice is Notice.NOT_A_KEY:
        said = next((text for text in words.NOT_A_KEY if len(text) <= width), words.NOT_A_KEY[-1])
        return text_region(left, 0, width, 1, Text(fitted(said, width, ascii_only=room.ascii), "caution"))
    segment, plan = session.segment, session.plan
    time_left = time_to_go(session, width)
    space = max(0, width - time_left.cell_len - 2)
    count = f"{segment.step_number} of {plan.steps}"
    heading, place = step_heading(segment.step), place_phrase(segment.step.place)
    dot = room.sign(" · ")
    choices = [
        (f"{plan.routine.title}   ", f"step {count}{dot}{heading}{dot}{place}"),
        (f"{plan.routine.title}   ", f"step {count}{dot}{heading}"),
        (f"{plan.routine.title}   ", f"step {count}{dot}{segment.step.title}"),
        ("", f"step {count}{dot}{segment.step.title}"),
        ("", f"{count}{dot}{segment.step.title}"),
    ]
    title, step = next((pair for pair in choices if len("".join(pair)) <= space), choices[-1])
    line = Text.assemble((title, "title"), (fitted(step, space - len(title), ascii_only=room.ascii), "quiet"))
    line.append(" " * max(0, width - time_left.cell_len - line.cell_len)).append_text(time_left)
    return text_region(left, 0, width, 1, line)


def tile_regions(session: Session, room: Room, frame: Frame) -> list[ScreenRegion]:
    """Return what is done and on which side, each on a ground of its own."""
    verb, side, style = verb_of(session).upper(), side_of(session), f"tile.{kind_of(session)}"
    if frame.tiles:
        tiles = [Tile(verb, style), *([Tile(side_tile(side), "tile.side")] if side_tile(side) else [])]
        regions, x = [], frame.left
        for tile in tiles:
            regions.append(ScreenRegion(x, frame.tiles_y, tile.columns, TILE_LINES, tile, tile))
            x += tile.columns + 2
        return regions
    line = Text.assemble((f" {verb} ", style))
    if words_of_side := side_chip(side, room):
        line.append("  ").append(f" {words_of_side} ", "tile.side")
    if (count := count_of(session)) is not None and not frame.pips_y:
        line.append(f"  {count.number} of {count.of}", "strong")
    return [text_region(frame.left, frame.tiles_y, frame.width, 1, line)]


def keys_region(
    session: Session, room: Room, left: int, width: int, caps: list[tuple[str, str]] | None = None
) -> ScreenRegion:
    """Return the last line: the keys, or the question whether to leave."""
    if session.notice is Notice.QUIT_AGAIN:
        text = words.notice_text(session)
        asked = f" {text} " if len(text) + 2 <= width else " q again leaves "
        return text_region(left, room.lines - 1, width, 1, Text(fitted(asked, width), "tile.stop"))
    paused = session.status is SessionStatus.PAUSED
    caps = caps or words.shown_keys(room.columns, session.segment.step, paused=paused)
    return text_region(left, room.lines - 1, width, 1, key_caps(caps))


def has_no_row_for_stop(room: Room) -> bool:
    """Return whether the stop rules in six words have no row of their own, and belong to the texts of the step."""
    return size_class(room.columns, room.lines) in {None, TINY}


def stop_region(room: Room, texts: InSessionTexts, left: int, width: int) -> list[ScreenRegion]:
    """Return the stop rules in six words above the keys, where there is a row for them."""
    text = Text(fitted(texts.in_short, width), "stop")
    return [] if has_no_row_for_stop(room) else [text_region(left, room.lines - 2, width, 1, text)]
