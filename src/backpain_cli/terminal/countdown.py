"""What moves on the screen of a session: the digits with what stands beside them, and the bars."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple, assert_never

from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session, SessionStatus
from backpain_cli.terminal.digits import large, small
from backpain_cli.terminal.spans import Row, Span, wrapped
from backpain_cli.views import session_text as words
from backpain_cli.wording.phrases import pressure_phrase

_BAR_STEP = 10
_WIDEST_BAR = 40
_GAP = 4
"""Cells between the digits and the words beside them."""
_NARROWEST_NOTE = 10


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs that are drawn with, as far as the terminal's encoding has them."""

    block: str = "█"
    full: str = "━"
    rest: str = "─"
    halves: bool = True


class Bar(NamedTuple):
    """A bar that is filled as far as `done` of `whole`; it is drawn as wide as it is told."""

    done: int
    whole: int
    sign: str
    style: str
    rest: str = ""
    """The sign of what is not filled, if any."""

    def filled(self, width: int) -> int:
        """Return how many of `width` cells are filled; no bar is wider than forty."""
        width = min(width, _WIDEST_BAR)
        return width * self.done // self.whole if self.whole else width

    def row(self, width: int) -> Row:
        """Return it in at most `width` cells."""
        filled = self.filled(width)
        return (
            Span(self.sign * filled, self.style),
            Span(self.rest * (min(width, _WIDEST_BAR) - filled), "bar.rest"),
        )


ASCII = Signs(block="#", full="=", rest="-", halves=False)
UNICODE = Signs()


def phase_style(session: Session) -> str:
    """Return the name of the style that says what is being done: it is never the only sign of it."""
    if session.status is SessionStatus.PAUSED:
        return "paused"
    segment = session.segment
    match segment.phase:
        case Phase.READY:
            return "ready"
        case Phase.FIND:
            return "find"
        case Phase.HOLD:
            return segment.step.traits.style
        case Phase.CHANGE:
            return "change"
        case _ as unreachable:
            assert_never(unreachable)


def seconds_in_digits(session: Session) -> str:
    """Return the seconds that are left, as they are drawn."""
    seconds, whole = session.seconds_left_in_segment, session.segment.seconds
    # All through a segment there are as many digits as at its first second, so that nothing jumps.
    return clock_text(seconds) if whole >= 100 else str(seconds).rjust(len(str(whole)), "0")


class Digits(NamedTuple):
    """The digits, with what stands beside and below them."""

    drawn: Sequence[str]
    """Their rows. All are equally long, and each of their signs takes one cell."""
    width: int
    """Cells of the digits and of what stands beside them."""
    beside: list[Row]
    """Notices, pauses and the pressure, from the first row of the digits on."""
    below: list[Row]
    """What of them was left over."""

    def rows(self, bars: tuple[Bar, ...] = ()) -> list[Row]:
        """Return the rows, with `bars` below what stands beside the digits if there is room."""
        right = self.beside
        if len(right) + len(bars) <= len(self.drawn):
            left = len(self.drawn[0]) + _GAP
            right = [*right, *(bar.row(self.width - left) for bar in bars)]
        filled = [Span(line + " " * _GAP, "digits") for line in self.drawn]
        return [*((one, *other) for one, other in zip_longest(filled, right, fillvalue=())), *self.below]


def largest_digits(session: Session, width: int, signs: Signs, *, room: int, bars: int = 0) -> Digits:
    """Return the digits as large as leaves room for all the words beside and below them, and for so many bars."""
    drawn = large(seconds_in_digits(session), block=signs.block)
    if room >= len(drawn) + bars and len(drawn[0]) <= width // 2:
        digits = _with_notes(drawn, session, width, room=sys.maxsize)
        if len(drawn) + len(digits.below) <= room:
            return digits
    return small_digits(session, width, signs, room=room)


def small_digits(session: Session, width: int, signs: Signs, *, room: int) -> Digits:
    """Return the digits in three rows, or in one where there is no room or no sign for more."""
    seconds = seconds_in_digits(session)
    drawn = small(seconds)
    fits = signs.halves and len(drawn[0]) + _GAP + _NARROWEST_NOTE <= width
    return _with_notes(drawn if fits else (seconds,), session, width, room=room)


def _with_notes(digits: Sequence[str], session: Session, width: int, *, room: int) -> Digits:
    """Put to the right of the digits: notices, pauses and the pressure; what is left over goes below.

    The first note is always whole; each of the others is there as a whole or, in less than `room` rows, not at all.
    """
    left = len(digits[0]) + _GAP
    notes = [
        (words.notice_text(session), "notice"),
        (words.pause_text(session), "paused"),
        (pressure_phrase(session.segment.step).capitalize(), "strong"),
        (words.changed_total(session), "quiet"),
    ]
    right: list[Row] = []
    below: list[Row] = []
    for text, style in notes:
        lines = wrapped(text, width - left)
        beside = len(digits) - len(right)
        rest = wrapped(" ".join(lines[beside:]), width)
        if right and len(digits) + len(below) + len(rest) > room:
            continue
        right += [(Span(line, style),) for line in lines[:beside]]
        below += [(Span(line, style),) for line in rest]
    return Digits(digits, width, right, below)


def step_bar(session: Session, signs: Signs) -> Bar:
    """Return how far the present segment is."""
    # It moves every ten seconds: the digits tell the seconds, and what stands still can be looked at in peace.
    segment = session.segment
    spent = (session.position_ns - segment.start * NS_PER_S) // (_BAR_STEP * NS_PER_S) * _BAR_STEP
    return Bar(spent, segment.seconds, signs.full, phase_style(session))


def whole_bar(session: Session, signs: Signs) -> Bar:
    """Return how far the whole is."""
    return Bar(session.position_ns, session.total_ns, signs.full, "quiet", signs.rest)
