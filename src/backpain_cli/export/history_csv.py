"""The history as CSV: a line for each score of each session, and for each that was noted without one."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

from backpain_cli.domain.records.sessions import PainEntry, SessionRecord
from backpain_cli.domain.text import escape_for_terminal

HEADER = (
    "kind",
    "number",
    "when",
    "routine",
    "title",
    "ending",
    "practised",
    "paused",
    "area",
    "side",
    "before",
    "after",
    "noted",
    "note",
    "zone",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""
_BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take UTF-8 for something else."""
_LONGEST = 100_000


def history_csv(sessions: Iterable[SessionRecord], pain: Iterable[PainEntry]) -> str:
    """Return a history with a header, lines ending as RFC 4180 has it; seconds are whole numbers.

    Times are those of the clock then, as spreadsheets know them; the zone is a column of its own.
    """
    out = io.StringIO()
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for session in sessions:
        writer.writerows(_lines(session))
    for entry in pain:
        for score in entry.scores:
            when, zone = _clock(entry.when)
            head = ["pain", "", when, "", "", "", "", "", score.area, score.side]
            writer.writerow([*head, "", "", score.score, _inert(entry.note), zone])
    return out.getvalue()


def _lines(session: SessionRecord) -> Iterator[list[str | int]]:
    when, zone = _clock(session.started)
    head: list[str | int] = [
        "session",
        session.number or "",
        when,
        _inert(session.routine),
        _inert(session.title),
        session.ending,
        session.practised,
        session.paused,
    ]
    before = {(score.area, score.side): score.score for score in session.before}
    after = {(score.area, score.side): score.score for score in session.after}
    for area, side in dict.fromkeys([*before, *after]) or [("", "")]:
        pair = (before.get((area, side), ""), after.get((area, side), ""))
        yield [*head, area, side, *pair, "", _inert(session.note), zone]


def _clock(moment: datetime) -> tuple[str, str]:
    """Return the time as `2026-11-28 21:30:15`, and its zone as `+01:00`."""
    text = moment.isoformat(sep=" ", timespec="seconds")
    return text[:19], text[19:]


def _inert(text: str) -> str:
    """Return `text` in one line, with visible escapes for control characters, so that no spreadsheet runs it.

    What begins like a formula gets an apostrophe before it.
    """
    shown = escape_for_terminal(" ".join(text.split()), most=_LONGEST)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
