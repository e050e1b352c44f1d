"""The one calm screen of a session, composed as rows of styled text for a given size. It draws nothing itself."""

from collections.abc import Callable
from dataclasses import dataclass

from backpain_cli.domain.durations import as_clock
from backpain_cli.domain.segment import Phase, Segment
from backpain_cli.guide.session import SECOND, Session, Status
from backpain_cli.terminal import words
from backpain_cli.terminal.digits import large, small
from backpain_cli.terminal.spans import Row, Span, fitted, labelled, width_of, wrapped

WIDEST = 100
"""Text wider than this is hard to read."""
SMALLEST_COLUMNS = 30
SMALLEST_LINES = 9


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
        return _one_line(session, columns)[:lines]
    width = min(columns - 2, WIDEST)
    rows = _Rows(width, lines)
    segment = session.segment
    roomy, tight = lines >= 20, lines < 16
    rows.add(_header(session, width))
    rows.gap(roomy)
    rows.add(_badge(session, width, with_title=tight))
    rows.add(*_verb(segment, width, with_title=not tight))
    rows.gap(roomy)
    bottom = _bottom(session, width, signs, roomy=roomy)
    digits = _digits(session, lines - len(rows) - len(bottom), width, signs)
    step_bar = _bar(session.position - segment.start * SECOND, segment.seconds * SECOND, signs)
    whole_bar = _bar(session.position, session.whole, signs)
    if tight:
        rows.add(*_beside(digits, session, width, bars=(step_bar, whole_bar)))
    else:
        rows.add(*_beside(digits, session, width))
        rows.gap(roomy)
        rows.add(step_bar(width))
        rows.gap(lines >= 32)
    if not session.help_shown:
        rows.add(*_caution(segment, width, room=lines - len(rows) - len(bottom)))
    rows.fill(_details(session, width), keep=len(bottom))
    rows.drop_to_bottom(bottom)
    return [(Span(" "), *row) for row in rows.all]


class _Rows:
    """Rows that never become more than there are lines."""

    def __init__(self, width: int, lines: int) -> None:
        self._lines = lines
        self.width = width
        self.all: list[Row] = []

    def __len__(self) -> int:
        return len(self.all)

    def add(self, *rows: Row) -> None:
        self.all += rows[: max(0, self._lines - len(self.all))]

    def gap(self, wanted: bool) -> None:
        if wanted:
            self.add(())

    def fill(self, blocks: list[list[Row]], *, keep: int) -> None:
        """Add as many whole blocks, in their order, as leave `keep` rows free."""
        for block in blocks:
            if len(self.all) + len(block) + keep <= self._lines:
                self.add(*block)

    def drop_to_bottom(self, rows: list[Row]) -> None:
        while len(self.all) + len(rows) < self._lines:
            self.all.append(())
        self.all = self.all[: self._lines - len(rows)] + rows


def _one_line(session: Session, columns: int) -> list[Row]:
    segment = session.segment
    verb = words.phase_word(segment) if session.status is Status.RUNNING else "Paused"
    side = f" {segment.side.phrase}" if segment.side.phrase else ""
    told = f"{session.seconds_left_in_segment} {verb}{side}: {segment.step.title}"
    return [(Span(fitted(told, columns), "strong"),)]


def _header(session: Session, width: int) -> Row:
    right = f"step {session.segment.step_number} of {session.plan.steps}, {words.time_left(session)}"
    left = fitted(session.plan.routine.title, max(0, width - len(right) - 2))
    return (Span(left, "title"), Span(" " * (width - width_of(left) - len(right))), Span(right, "quiet"))


def phase_style(session: Session) -> str:
    """Return the name of the style that says what is being done: it is never the only sign of it."""
    if session.status is Status.PAUSED:
        return "paused"
    segment = session.segment
    if segment.phase is Phase.HOLD and not segment.step.is_hold:
        return "moving"
    return {Phase.READY: "ready", Phase.FIND: "find", Phase.HOLD: "hold", Phase.CHANGE: "change"}[segment.phase]


def _badge(session: Session, width: int, *, with_title: bool) -> Row:
    segment = session.segment
    word = "Paused" if session.status is Status.PAUSED else words.phase_word(segment)
    spans = [Span(f" {word.upper()} ", f"badge.{phase_style(session)}")]
    if segment.side.phrase:
        spans += [Span(" "), Span(f" {segment.side.phrase.upper()} ", "side")]
    room = width - sum(width_of(span.text) for span in spans) - 1
    if with_title and room > 4:
        spans += [Span(" "), Span(fitted(segment.step.title, room), "strong")]
    return tuple(spans)


def _verb(segment: Segment, width: int, *, with_title: bool) -> list[Row]:
    title: list[Row] = []
    if with_title:
        heading = fitted(words.heading(segment), width)
        place = f"  {segment.step.place.phrase}" if len(heading) + 22 < width else ""
        title = [(Span(heading, "strong"), Span(place, "quiet"))]
    return [*title, *((Span(line, "verb"),) for line in wrapped(segment.step.do, width))]


def _caution(segment: Segment, width: int, *, room: int) -> list[Row]:
    """Return the caution of the step: whole, or its first sentence, or as much of that as there is room for."""
    text = words.caution(segment)
    if not text or room < 1:
        return []
    first = text.split(". ")[0].rstrip(".") + "."
    for candidate in (text, first):
        rows = labelled("Take care", candidate, width, style="caution")
        if len(rows) <= room:
            return rows
    return [*rows[: room - 1], (Span(fitted(_text_of(rows[room - 1]) + " ...", width), "caution"),)]


def _text_of(row: Row) -> str:
    return "".join(span.text for span in row)


def _digits(session: Session, room: int, width: int, signs: Signs) -> list[Row]:
    seconds = session.seconds_left_in_segment
    text = str(seconds) if seconds < 100 else as_clock(seconds)
    # The first second of a hold has as many digits as any later one, so that nothing jumps.
    text = text.rjust(len(str(session.segment.seconds)) if seconds < 100 else 0, "0")
    if room >= 22 and width >= 84:
        drawn = large(text, scale=2, block=signs.block)
    elif room >= 8 or not signs.halves:
        drawn = large(text, scale=1, block=signs.block)
    else:
        drawn = small(text)
    return [(Span(row, phase_style(session)),) for row in drawn]


def _beside(digits: list[Row], session: Session, width: int, bars: tuple[_Bar, ...] = ()) -> list[Row]:
    """Put to the right of the digits: the pressure, pauses and notices, else the bars; what is left over goes below."""
    left = max(width_of(row[0].text) for row in digits) + 4
    notes = [
        (words.pressure_words(session.segment), "strong"),
        (words.pause_words(session), "paused"),
        (words.notice(session), "notice"),
        (words.changed_total(session), "quiet"),
    ]
    right: list[Row] = [(Span(line, style),) for text, style in notes if text for line in wrapped(text, width - left)]
    if len(right) + len(bars) <= len(digits):
        right += [bar(width - left) for bar in bars]
    rows: list[Row] = []
    for number, row in enumerate(digits):
        filler = Span(" " * (left - width_of(row[0].text)))
        rows.append((*row, filler, *right[number]) if number < len(right) else row)
    return [*rows, *right[len(digits) :]]


def _bar(done: int, whole: int, signs: Signs) -> _Bar:
    def drawn(width: int) -> Row:
        filled = width * done // whole if whole else width
        return (Span(signs.full * filled, "bar"), Span(signs.rest * (width - filled), "bar.rest"))

    return drawn


def _details(session: Session, width: int) -> list[list[Row]]:
    if session.help_shown:
        return [labelled(key, what, width, column=20) for key, what in words.KEYS]
    segment = session.segment
    step = segment.step
    tool = step.tool if step.tool != "none" else ""
    stop = ("Stop", step.stop if step.avoid else "", "caution")
    where = ("Where", step.where, "")
    how = ("How", step.how, "")
    feel = ("Feel", step.feel, "")
    side = ("Side", step.side_means, "")
    with_what = ("With", ", or ".join([tool, *step.instead]) if tool else "", "quiet")
    instead = ("Or", step.neutral, "")
    also = ("Also", "" if tool else ", or ".join(step.instead), "quiet")
    if segment.phase is Phase.HOLD:
        ordered = [stop, feel, where, how, side, instead, also, with_what]
    elif segment.phase is Phase.FIND:
        ordered = [where, how, stop, feel, also, with_what]
    else:
        ordered = [how, where, side, with_what, instead, also, stop, feel]
    return [labelled(label, text, width, style=style) for label, text, style in ordered if text]


def _bottom(session: Session, width: int, signs: Signs, *, roomy: bool) -> list[Row]:
    next_up = (Span("Next  ", "quiet"), Span(fitted(words.what_comes_next(session), width - 6)))
    elapsed = f"minute {session.position // SECOND // 60 + 1} of {-(-session.plan.seconds // 60)}"
    keys = (
        "space pause   n skip   p back   r again   + - longer, shorter  ? keys  q leave"
        if width >= 78
        else "space pause  n p r  + -  ? keys  q leave"
        if width >= 42
        else "space pause  ? keys  q leave"
    )
    rows: list[Row] = [next_up]
    if roomy:
        whole = _bar(session.position, session.whole, signs)
        rows.append((*whole(width - len(elapsed) - 2), Span("  "), Span(elapsed, "quiet")))
    return [*rows, (Span(keys, "quiet"),)]
