"""The one calm screen of a session, composed as rows of styled text for a given size. It draws nothing itself."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from backpain_cli.domain.durations import as_clock
from backpain_cli.domain.segment import Phase, Segment
from backpain_cli.guide.session import SECOND, Session, Status
from backpain_cli.terminal import words
from backpain_cli.terminal.digits import large, small
from backpain_cli.terminal.spans import Row, Rows, Span, fitted, labelled, text_of, width_of, wrapped

WIDEST = 100
"""Text wider than this is hard to read."""
SMALLEST_COLUMNS = 30
SMALLEST_LINES = 9
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


_Bar = Callable[[int], Row]
"""A bar that is drawn as wide as it is told."""

ASCII = Signs(block="#", full="=", rest="-", halves=False)
UNICODE = Signs()


def compose(session: Session, columns: int, lines: int, signs: Signs = UNICODE) -> list[Row]:
    """Return the rows that show `session` on a screen of that many columns and lines; never more of either.

    Each row is at most `columns` cells wide.
    """
    if columns < SMALLEST_COLUMNS or lines < SMALLEST_LINES:
        return one_line(session, columns)[:lines]
    width = min(columns - 2, WIDEST)
    rows = Rows(lines)
    segment = session.segment
    roomy, airy, tight = lines >= 20, lines >= 32, lines < 16
    rows.add(_header(session, width, tight=tight))
    rows.gap(roomy)
    rows.add(_badge(session))
    bottom = _bottom(session, width, signs, roomy=roomy)
    title = [] if tight else [_title(segment, width)]
    # What stands below the digits, gaps and a row of caution: no verb, however long, pushes it off the screen.
    below = 1 if tight else 2 + roomy + airy
    room = lines - len(rows) - len(bottom) - len(title) - roomy - below
    least = _beside(_small(session, width, signs), session, width, room=room - 1)
    rows.add(*title, *_verb(segment, width, room=room - len(least)))
    rows.gap(roomy)
    room = lines - len(rows) - len(bottom) - below
    step_bar, whole_bar = _step_bar(session, signs), _whole_bar(session, signs)
    if tight:
        rows.add(*_digits(session, width, signs, room=room, bars=(step_bar, whole_bar)))
    else:
        rows.add(*_digits(session, width, signs, room=room))
        rows.gap(roomy and not session.help_shown)
        rows.add(step_bar(width))
        rows.gap(airy)
    # The one thing to keep clear of stays in view, also while the keys are shown.
    room = 1 if session.help_shown else lines - len(rows) - len(bottom)
    rows.add(*_caution(segment, width, room=room))
    rows.add(*_details(session, width, room=lines - len(rows) - len(bottom)))
    rows.drop_to_bottom(bottom)
    return [(Span(" "), *row) for row in rows.all]


def one_line(session: Session, columns: int) -> list[Row]:
    """Return what is left on a screen that is too small for anything else."""
    segment = session.segment
    if notice := words.notice(session):
        return [(Span(fitted(notice, columns), "notice"),)]
    verb = segment.activity if session.status is Status.RUNNING else "Paused"
    side = f" {segment.side.phrase}" if segment.side.phrase else ""
    told = f"{session.seconds_left_in_segment} {verb}{side}: {segment.step.title}"
    return [(Span(fitted(told, columns), "strong"),)]


def _header(session: Session, width: int, *, tight: bool) -> Row:
    """Return the line on top; on a small screen the step's title stands there instead of the routine's."""
    segment = session.segment
    right = f"{segment.step_number} of {session.plan.steps}, {words.time_left(session)}"
    right = right if tight else f"step {right}"
    title = segment.step.title if tight else session.plan.routine.title
    left = fitted(title, max(0, width - len(right) - 2))
    return (Span(left, "title"), Span(" " * (width - width_of(left) - len(right))), Span(right, "quiet"))


def phase_style(session: Session) -> str:
    """Return the name of the style that says what is being done: it is never the only sign of it."""
    if session.status is Status.PAUSED:
        return "paused"
    segment = session.segment
    if segment.phase is Phase.HOLD and not segment.step.is_hold:
        return "moving"
    return {Phase.READY: "ready", Phase.FIND: "find", Phase.HOLD: "hold", Phase.CHANGE: "change"}[segment.phase]


def _badge(session: Session) -> Row:
    segment = session.segment
    word = "Paused" if session.status is Status.PAUSED else segment.activity
    badge = Span(f" {word.upper()} ", f"badge.{phase_style(session)}")
    if not segment.side.phrase:
        return (badge,)
    return (badge, Span(" "), Span(f" {segment.side.phrase.upper()} ", "side"))


def _title(segment: Segment, width: int) -> Row:
    heading = fitted(words.heading(segment), width)
    place = f"  {segment.step.place.phrase}" if width_of(heading) + 22 < width else ""
    return (Span(heading, "strong"), Span(place, "quiet"))


def _verb(segment: Segment, width: int, *, room: int) -> list[Row]:
    lines, most = wrapped(segment.step.do, width), max(1, room)
    if len(lines) > most:
        lines = [*lines[: most - 1], fitted(lines[most - 1] + " ...", width)]
    return [(Span(line, "verb"),) for line in lines]


def _caution(segment: Segment, width: int, *, room: int) -> list[Row]:
    """Return the caution of the step: whole, or its first sentence, or as much of that as there is room for."""
    text = words.caution(segment)
    if not text or room < 1:
        return []
    first = text.split(". ")[0].rstrip(".") + "."
    for candidate in (text, first):
        rows = labelled("Avoid", candidate, width, style="caution")
        if len(rows) <= room:
            return rows
    return [*rows[: room - 1], (Span(fitted(text_of(rows[room - 1]) + " ...", width), "caution"),)]


def _seconds(session: Session) -> str:
    seconds, whole = session.seconds_left_in_segment, session.segment.seconds
    # All through a segment there are as many digits as at its first second, so that nothing jumps.
    return as_clock(seconds) if whole >= 100 else str(seconds).rjust(len(str(whole)), "0")


def _digits(session: Session, width: int, signs: Signs, *, room: int, bars: tuple[_Bar, ...] = ()) -> list[Row]:
    """Return the digits with what stands beside and below them: as large as leaves room for all the words."""
    drawn = large(_seconds(session), block=signs.block)
    if room >= len(drawn) + len(bars) and len(drawn[0]) <= width // 2:
        rows = _beside(drawn, session, width, room=sys.maxsize, bars=bars)
        if len(rows) <= room:
            return rows
    return _beside(_small(session, width, signs), session, width, room=room, bars=bars)


def _small(session: Session, width: int, signs: Signs) -> list[str]:
    text = _seconds(session)
    drawn = small(text)
    return drawn if signs.halves and len(drawn[0]) + _GAP + _NARROWEST_NOTE <= width else [text]


def _beside(digits: list[str], session: Session, width: int, *, room: int, bars: tuple[_Bar, ...] = ()) -> list[Row]:
    """Put to the right of the digits: notices, pauses and the pressure, else the bars; what is left over goes below.

    The first note is always whole; each of the others is there as a whole or, in less than `room` rows, not at all.
    """
    left = max(map(width_of, digits)) + _GAP
    notes = [
        (words.notice(session), "notice"),
        (words.pause_words(session), "paused"),
        (session.segment.step.pressure_phrase.capitalize(), "strong"),
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
    if len(right) + len(bars) <= len(digits):
        right += [bar(width - left) for bar in bars]
    right += [()] * (len(digits) - len(right))
    filled = (Span(line + " " * (left - width_of(line)), "digits") for line in digits)
    return [*((one, *other) for one, other in zip(filled, right, strict=True)), *below]


def _step_bar(session: Session, signs: Signs) -> _Bar:
    # It moves every ten seconds: the digits tell the seconds, and what stands still can be looked at in peace.
    segment = session.segment
    spent = (session.position - segment.start * SECOND) // (_BAR_STEP * SECOND) * _BAR_STEP
    return _bar(spent, segment.seconds, signs.full, phase_style(session))


def _whole_bar(session: Session, signs: Signs) -> _Bar:
    return _bar(session.position, session.whole, signs.full, "quiet", signs.rest)


def _bar(done: int, whole: int, sign: str, style: str, rest: str = "") -> _Bar:
    """Return a bar that is filled as far as `done` of `whole` with `sign`, and then with `rest`, if any."""

    def drawn(width: int) -> Row:
        width = min(width, _WIDEST_BAR)
        filled = width * done // whole if whole else width
        return (Span(sign * filled, style), Span(rest * (width - filled), "bar.rest"))

    return drawn


def _details(session: Session, width: int, *, room: int) -> list[Row]:
    """Return what else there is to know, as many whole texts as there is room for.

    They stand in the same order all through a step, so that nothing jumps (and next to nothing is written); where
    what the phase needs most would then be missing, that comes first.
    """
    if session.help_shown:
        keys = [row for key, what in words.KEYS for row in labelled(key, what, width, column=20)]
        return keys if len(keys) <= room else _brief(words.KEYS_IN_BRIEF, width, room)
    blocks = {
        label: labelled(label, text, width, style=style)
        for label, text, style in words.labelled_texts(session.segment)
        if text
    }
    first = {Phase.HOLD: ("Stop", "Feel"), Phase.FIND: ("Where",)}.get(session.segment.phase, ("How", "Where"))
    needed = {label: blocks[label] for label in first if label in blocks}
    in_order = _fitting(blocks, room)
    if all(row in in_order for block in needed.values() for row in block):
        return in_order
    return _fitting(needed | blocks, room)


def _brief(text: str, width: int, room: int) -> list[Row]:
    """Return as much of `text` as there is room for."""
    return [(Span(line),) for line in wrapped(text, width)[:room]]


def _fitting(blocks: dict[str, list[Row]], room: int) -> list[Row]:
    """Return the rows of as many whole blocks, in their order, as there is room for."""
    rows: list[Row] = []
    for block in blocks.values():
        if len(rows) + len(block) <= room:
            rows += block
    return rows


def _bottom(session: Session, width: int, signs: Signs, *, roomy: bool) -> list[Row]:
    next_up = (Span("Next  ", "quiet"), Span(fitted(words.what_comes_next(session), width - 6)))
    elapsed = f"minute {session.position // SECOND // 60 + 1} of {-(-session.plan.seconds // 60)}"
    rows: list[Row] = [next_up]
    if roomy:
        whole = _whole_bar(session, signs)
        rows.append((*whole(width - len(elapsed) - 2), Span("  "), Span(elapsed, "quiet")))
    return [*rows, (Span(words.keys_in_short(session, width), "quiet"),)]
