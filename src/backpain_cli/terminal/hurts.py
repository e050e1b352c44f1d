"""The question what it is that hurts, on a screen of its own: nothing else matters until it is answered."""

from backpain_cli.session.session import Notice, Session
from backpain_cli.terminal.spans import Row, Rows, Span, fitted, item, row
from backpain_cli.views import session_text as words

_IN_SHORT = "1 too strong 2 sharp 3 dizzy 0 no"
_BADGE = " IT HURTS: LET GO "


def complaint_rows(session: Session, columns: int, lines: int) -> list[Row]:
    """Return the rows of the question on a screen of that many columns and lines; never more of either.

    Where there is no room for whole answers, they are told in a word each.
    """
    margin = 1 if columns > len(_IN_SHORT) else 0
    width = columns - 2 * margin
    told = [line for key, what in words.COMPLAINT_TEXTS for line in item(what, width, mark=key, style="strong")]
    if session.notice is Notice.QUIT_AGAIN:
        told.append((Span(fitted(words.notice_text(session), width), "notice"),))
    rows = Rows(lines)
    rows.add(row(fitted(_BADGE, width), "badge.danger"))
    if len(told) + 1 > lines:
        return [(Span(fitted(_IN_SHORT, columns), "strong"),)] if lines < 2 else [*rows.all, *_short(columns, lines)]
    rows.gap(len(told) + 2 <= lines)
    rows.add(*told)
    return [(Span(" " * margin), *each) if each else each for each in rows.all]


def _short(columns: int, lines: int) -> list[Row]:
    keys = [f"{key} {what}" for key, what in words.COMPLAINT_TEXTS]
    if lines > len(keys):
        return [(Span(fitted(key, columns), "strong"),) for key in keys]
    return [(Span(fitted(_IN_SHORT, columns), "strong"),)]
