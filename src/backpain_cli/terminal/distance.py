"""The view for somebody who lies on the floor: digits as large as the terminal, one verb, the side, what comes next.

The digits go down in steps (tens, then five) and count the last three seconds, as the voice does. That is calmer for
somebody who only looks up now and then; digits of that size that change each second are 150 KB in fifteen minutes.
The line below them moves every two seconds.
"""

import sys
from itertools import groupby
from typing import assert_never

from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.terms import Side
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session, SessionStatus
from backpain_cli.terminal.countdown import UNICODE, Signs, phase_style
from backpain_cli.terminal.letters import PIXELS_HIGH, has_letters, pixels_of, scaled
from backpain_cli.terminal.screen import one_line
from backpain_cli.terminal.spans import Row, Span, fitted, labelled, width_of, wrapped
from backpain_cli.views import session_text as words
from backpain_cli.wording.phrases import caution_line, phase_label, side_phrase

COUNTED_FROM = 3
"""From so many seconds on each of them is shown."""
_STEPS = ((10, 5), (sys.maxsize, 10))
"""Up to so many seconds, the step in which they go down."""
_BAR_STEP = 2
SMALLEST_COLUMNS, SMALLEST_LINES = 20, 3
_WIDEST_PIXEL = 1.75
"""A pixel may be that many times as wide as it is high: digits wider than that are hard to read."""
_HIGHEST_PIXEL = 1.3
_LINES_WITH_HEADER = 11
_LINES_WITH_BAR = 8
_LINES_WITH_KEYS = 16
_LINES_WITH_LETTERS = 18
_HURTS_KEY = "h hurts"
_LEAST_WITH_WORD = 30
_LEAST_DIGITS = 3
"""Rows that are left to the digits while the keys are shown."""


def compose_big(
    session: Session, columns: int, lines: int, signs: Signs = UNICODE, *, flash: bool = False
) -> list[Row]:
    """Return the rows that show `session` from afar on a screen of that many columns and lines; never more of either.

    From the top: where in the routine, verb and side, the digits, what comes next, the caution of the step. What is
    left out first on a small screen is the top line, then the line that moves, then what comes next. With `flash` the
    rows of the verb are reversed, over the whole width. Keys that are shown stand in the place of what comes next.
    """
    if columns < SMALLEST_COLUMNS or lines < SMALLEST_LINES:
        return one_line(session, columns)[:lines]
    width = columns - 2 if columns > 30 else columns
    header = [_header(session, width)] if lines >= _LINES_WITH_HEADER else []
    bar = [_bar(session, width, signs)] if lines >= _LINES_WITH_BAR else []
    keys = [(Span(_keys(session, width), "quiet"),)] if lines >= _LINES_WITH_KEYS else []
    large_letters = lines >= _LINES_WITH_LETTERS and signs.halves
    verb = _verb(session, width, signs, large=large_letters)
    if flash:
        verb = [(Span("".join(span.text for span in row).ljust(width), "solid"),) for row in verb]
    next_up = _next(session, width, signs, large=large_letters, with_key=not keys) if lines >= 5 else []
    note = _note(session, width) if lines >= 4 else []
    gap: list[Row] = [()] if large_letters else []
    if session.help_shown:
        others = len(header) + len(verb) + len(bar) + 2 * len(gap) + len(note) + len(keys)
        next_up = _help(width, lines - others - _LEAST_DIGITS, with_key=not keys)
    rest = [*bar, *gap, *next_up, *note, *keys]
    room = lines - len(header) - len(verb) - len(gap) - len(rest)
    digits = _digits(_shown(session), width, room, signs)
    spare = max(0, room - len(digits))
    rows: list[Row] = [*header, *verb, *gap, *[()] * (spare // 2)]
    rows += [(Span(" " * ((width - width_of(line)) // 2)), *_solid(line, signs)) for line in digits]
    rows += [*[()] * (spare - spare // 2), *rest]
    margin = " " * ((columns - width) // 2)
    return [(Span(margin), *row) if margin and row else row for row in rows[:lines]]


def shown_seconds(session: Session) -> int:
    """Return the seconds that the large digits show: what is left of the segment, rounded up to its step."""
    seconds = session.seconds_left_in_segment
    if seconds <= COUNTED_FROM:
        return seconds
    step = next(step for most, step in _STEPS if seconds <= most)
    return -(-seconds // step) * step


def _shown(session: Session) -> str:
    seconds = shown_seconds(session)
    return f"{seconds // 60}:{seconds % 60:02d}" if seconds >= 100 else f"{seconds:02d}"


def _header(session: Session, width: int) -> Row:
    segment = session.segment
    right = fitted(f"step {segment.step_number} of {session.plan.steps}, {words.time_left_text(session)}", width)
    left = fitted(segment.step.title, max(0, width - len(right) - 2))
    return (Span(left, "title"), Span(" " * (width - width_of(left) - len(right))), Span(right, "quiet"))


def verb_of(session: Session) -> str:
    """Return what is to be done, in one word."""
    if session.status is SessionStatus.PAUSED:
        return "Paused"
    segment = session.segment
    match segment.phase:
        case Phase.READY:
            return "Ready"
        case Phase.FIND:
            return "Find"
        case Phase.HOLD:
            return phase_label(segment)
        case Phase.CHANGE:
            return "Change"
        case _ as unreachable:
            assert_never(unreachable)


def side_words(session: Session, signs: Signs = UNICODE) -> str:
    """Return the side with an arrow that points to it, `← YOUR LEFT`; empty where there is no side."""
    side = session.segment.side
    left, right = ("←", "→") if signs.halves else ("<-", "->")
    phrase = side_phrase(side).upper()
    return {Side.LEFT: f"{left} {phrase}", Side.RIGHT: f"{phrase} {right}"}.get(side, phrase)


def _verb(session: Session, width: int, signs: Signs, *, large: bool) -> list[Row]:
    verb, side = verb_of(session).upper(), side_words(session, signs)
    style = phase_style(session)
    if large:
        parts = [pixels_of(text) for text in (verb, side) if text]
        if sum(len(part[0]) for part in parts) + 4 * (len(parts) - 1) <= width and has_letters(verb + side):
            drawn = [scaled(part, 1, 1, block=signs.block, halves=True) for part in parts]
            styles = (style, "digits")
            return [
                tuple(
                    Span(line + ("    " if number + 1 < len(drawn) else ""), styles[number])
                    for number, line in enumerate(lines)
                )
                for lines in zip(*drawn, strict=True)
            ]
    style_of_badge = f"badge.{style}"
    if not side:
        return [(Span(fitted(f" {verb} ", width), style_of_badge),)]
    if width_of(verb) + width_of(side) + 5 <= width:
        return [(Span(f" {verb} ", style_of_badge), Span(" "), Span(f" {side} ", "side"))]
    return [(Span(verb, style), Span(" "), Span(fitted(side, max(0, width - width_of(verb) - 1)), "side"))]


def _digits(text: str, width: int, room: int, signs: Signs) -> list[str]:
    """Return `text` as large as fits into `room` rows of `width` cells."""
    if room < 1:
        return []
    pixels = pixels_of(text)
    halves = 2 if signs.halves else 1
    across, down = width // len(pixels[0]), room * halves // PIXELS_HIGH
    if across < 1 or down < 1:
        return [text]
    # Whole cells where possible: they are cheaper to write than halves, and a quarter of an hour is shown.
    down -= down % 2 if signs.halves and down > 2 else 0
    # A cell is about twice as high as it is wide, half of one is a square.
    high = 1 if signs.halves else 2
    across = min(across, max(1, int(down * high * _WIDEST_PIXEL)))
    down = min(down, max(1, int(across * _HIGHEST_PIXEL / high)))
    return scaled(pixels, across, down, block=signs.block, halves=signs.halves)


def _solid(line: str, signs: Signs) -> list[Span]:
    """Return a line of digits with its full cells as spaces on a ground: a third of the bytes, and without gaps."""
    if not signs.halves:
        return [Span(line, "digits")]
    runs = ("".join(run) for _, run in groupby(line, key=lambda cell: cell == signs.block))
    return [Span(" " * len(run), "solid") if run[0] == signs.block else Span(run, "digits") for run in runs]


def _bar(session: Session, width: int, signs: Signs) -> Row:
    segment = session.segment
    spent = (session.position_ns - segment.start * NS_PER_S) // (_BAR_STEP * NS_PER_S) * _BAR_STEP
    filled = min(width, width * spent // segment.seconds)
    return (Span(" " * filled, "solid") if signs.halves else Span(signs.full * filled, "digits"),)


def _next(session: Session, width: int, signs: Signs, *, large: bool, with_key: bool) -> list[Row]:
    """Return what comes next; `with_key` with the key that must be in view, where no line of keys is."""
    text = words.next_text(session)
    if with_key and width >= _LEAST_WITH_WORD:
        text = f"next {text}"
    if large and has_letters(text.upper()):
        pixels = pixels_of(text.upper())
        if len(pixels[0]) + 6 <= width:
            drawn = scaled(pixels, 1, 1, block=signs.block, halves=True)
            return [
                (Span("next  " if not number else "      ", "quiet"), Span(line)) for number, line in enumerate(drawn)
            ]
    if with_key:
        left = max(0, width - len(_HURTS_KEY) - 2)
        told = fitted(text, left)
        return [
            (Span(told, "strong"), Span(" " * (width - len(_HURTS_KEY) - width_of(told))), Span(_HURTS_KEY, "quiet"))
        ]
    return [(Span("next  ", "quiet"), Span(fitted(text, max(0, width - 6)), "strong"))]


def _help(width: int, room: int, *, with_key: bool) -> list[Row]:
    """Return the keys with what they do, or in brief; `with_key` with the one that no other line then names."""
    whole = [row for key, what in words.KEY_HELP for row in labelled(key, what, width, column=20)]
    told = f"{_HURTS_KEY}, {words.KEYS_IN_BRIEF}" if with_key else words.KEYS_IN_BRIEF
    brief: list[Row] = [(Span(line),) for line in wrapped(told, width)]
    return whole if len(whole) <= room else brief[: max(0, room)]


def _note(session: Session, width: int) -> list[Row]:
    """Return the one line that is always there: what a key or an absence led to, else the caution of the step."""
    if text := words.notice_text(session) or words.pause_text(session):
        return [(Span(fitted(text, width), "notice"),)]
    step = session.segment.step
    caution = caution_line(step)
    label = "Avoid: " if step.avoid else "Stop: "
    return [(Span(fitted(label + caution, width), "caution"),)] if caution else [()]


def _keys(session: Session, width: int) -> str:
    space = "space go on" if session.status is SessionStatus.PAUSED else "space pause"
    return fitted(f"h it hurts   {space}   b small again   ? keys   q leave", width)
