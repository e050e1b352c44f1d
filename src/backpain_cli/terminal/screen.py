"""The one calm screen of a session, composed as rows of styled text for a given size. It draws nothing itself."""

from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session, SessionStatus
from backpain_cli.terminal.countdown import (
    UNICODE,
    Signs,
    largest_digits,
    phase_style,
    small_digits,
    step_bar,
    whole_bar,
)
from backpain_cli.terminal.spans import (
    Row,
    Rows,
    Span,
    fitted,
    labelled,
    text_of,
    width_of,
    wrapped,
)
from backpain_cli.views import session_text as words
from backpain_cli.wording.phrases import (
    TEXTS_OF_THE_SCREEN,
    caution_line,
    phase_label,
    place_phrase,
    side_phrase,
    step_heading,
    step_texts,
)

WIDEST = 100
"""Text wider than this is hard to read."""
SMALLEST_COLUMNS = 30
SMALLEST_LINES = 9


def compose(session: Session, columns: int, lines: int, signs: Signs = UNICODE) -> list[Row]:
    """Return the rows that show `session` on a screen of that many columns and lines; never more of either.

    Each row is at most `columns` cells wide.
    """
    if columns < SMALLEST_COLUMNS or lines < SMALLEST_LINES:
        return one_line(session, columns)[:lines]
    width = min(columns - 2, WIDEST)
    roomy, airy, tight = lines >= 20, lines >= 32, lines < 16
    rows = Rows(lines)
    segment = session.segment
    rows.add(_header(session, width, tight=tight))
    rows.gap(roomy)
    rows.add(_badge(session))
    bottom = _bottom(session, width, signs, roomy=roomy)
    bottom_from = lines - len(bottom)
    title = [] if tight else [_title(segment, width)]
    # What stands below the digits, gaps and a row of caution: no verb, however long, pushes it off the screen.
    below = 1 if tight else 2 + roomy + airy
    room = bottom_from - len(rows) - len(title) - roomy - below
    least = small_digits(session, width, signs, room=room - 1).rows()
    rows.add(*title, *_verb(segment, width, room=room - len(least)))
    rows.gap(roomy)
    digits = largest_digits(session, width, signs, room=bottom_from - len(rows) - below, bars=2 if tight else 0)
    rows.add(*digits.rows((step_bar(session, signs), whole_bar(session, signs)) if tight else ()))
    if not tight:
        rows.gap(roomy and not session.help_shown)
        rows.add(step_bar(session, signs).row(width))
        rows.gap(airy)
    # The one thing to keep clear of stays in view, also while the keys are shown.
    room = 1 if session.help_shown else bottom_from - len(rows)
    rows.add(*_caution(segment, width, room=room))
    rows.add(*_details(session, width, room=bottom_from - len(rows)))
    rows.drop_to_bottom(bottom)
    return [(_MARGIN, *row) for row in rows.all]


_MARGIN = Span(" ")
_STYLES = {"Stop": "caution", "With": "quiet", "Also": "quiet"}
"""Styles of the texts of a step, by their labels."""


def one_line(session: Session, columns: int) -> list[Row]:
    """Return what is left on a screen that is too small for anything else."""
    segment = session.segment
    if notice := words.notice_text(session):
        return [(Span(fitted(notice, columns), "notice"),)]
    verb = phase_label(segment) if session.status is SessionStatus.RUNNING else "Paused"
    side = f" {side_phrase(segment.side)}" if side_phrase(segment.side) else ""
    told = f"{session.seconds_left_in_segment} {verb}{side}: {segment.step.title}"
    return [(Span(fitted(told, columns), "strong"),)]


def _header(session: Session, width: int, *, tight: bool) -> Row:
    """Return the line on top; on a small screen the step's title stands there instead of the routine's."""
    segment = session.segment
    right = f"{segment.step_number} of {session.plan.steps}, {words.time_left_text(session)}"
    right = right if tight else f"step {right}"
    title = segment.step.title if tight else session.plan.routine.title
    left = fitted(title, max(0, width - len(right) - 2))
    return (Span(left, "title"), Span(" " * (width - width_of(left) - len(right))), Span(right, "quiet"))


def _badge(session: Session) -> Row:
    segment = session.segment
    word = "Paused" if session.status is SessionStatus.PAUSED else phase_label(segment)
    badge = Span(f" {word.upper()} ", f"badge.{phase_style(session)}")
    if not side_phrase(segment.side):
        return (badge,)
    return (badge, Span(" "), Span(f" {side_phrase(segment.side).upper()} ", "side"))


def _title(segment: Segment, width: int) -> Row:
    heading = fitted(step_heading(segment.step), width)
    place = f"  {place_phrase(segment.step.place)}" if width_of(heading) + 22 < width else ""
    return (Span(heading, "strong"), Span(place, "quiet"))


def _verb(segment: Segment, width: int, *, room: int) -> list[Row]:
    lines, most = wrapped(segment.step.do, width), max(1, room)
    if len(lines) > most:
        lines = [*lines[: most - 1], fitted(lines[most - 1] + " ...", width)]
    return [(Span(line, "verb"),) for line in lines]


def _caution(segment: Segment, width: int, *, room: int) -> list[Row]:
    """Return the caution of the step: whole, or its first sentence, or as much of that as there is room for."""
    text = caution_line(segment.step)
    if not text or room < 1:
        return []
    first = text.split(". ")[0].rstrip(".") + "."
    for candidate in (text, first):
        rows = labelled("Avoid", candidate, width, style="caution")
        if len(rows) <= room:
            return rows
    return [*rows[: room - 1], (Span(fitted(text_of(rows[room - 1]) + " ...", width), "caution"),)]


def _details(session: Session, width: int, *, room: int) -> list[Row]:
    """Return what else there is to know, as many whole texts as there is room for.

    They stand in the same order all through a step, so that nothing jumps (and next to nothing is written); where
    what the phase needs most would then be missing, that comes first.
    """
    if session.help_shown:
        keys = [row for key, what in words.KEY_HELP for row in labelled(key, what, width, column=20)]
        return keys if len(keys) <= room else _brief(words.KEYS_IN_BRIEF, width, room)
    step = session.segment.step
    # Without a text of what to avoid, the caution above is the stop rule.
    labels = TEXTS_OF_THE_SCREEN if step.avoid else [label for label in TEXTS_OF_THE_SCREEN if label != "Stop"]
    blocks = {
        label: labelled(label, text, width, style=_STYLES.get(label, "")) for label, text in step_texts(step, labels)
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
    next_up = (Span("Next  ", "quiet"), Span(fitted(words.next_text(session), width - 6)))
    whole = [_whole(session, width, signs)] if roomy else []
    return [next_up, *whole, (Span(words.key_hints(session, width), "quiet"),)]


def _whole(session: Session, width: int, signs: Signs) -> Row:
    elapsed = f"minute {session.position_ns // NS_PER_S // 60 + 1} of {-(-session.plan.seconds // 60)}"
    return (*whole_bar(session, signs).row(width - len(elapsed) - 2), Span("  "), Span(elapsed, "quiet"))
