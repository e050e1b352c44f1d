"""The history as CSV: a line for each score of each session, and for each that was noted without one."""

import csv
import io
from collections.abc import Iterable, Iterator

from backpain_cli.domain.records.sessions import PainEntry, SessionRecord

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
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""


def history_csv(sessions: Iterable[SessionRecord], pain: Iterable[PainEntry]) -> str:
    """Return a history with a header, lines ending as RFC 4180 has it; seconds are whole numbers."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for session in sessions:
        writer.writerows(_lines(session))
    for entry in pain:
        for score in entry.scores:
            when, note = entry.when.isoformat(), _inert(entry.note)
            writer.writerow(["pain", "", when, "", "", "", "", "", score.area, score.side, "", "", score.score, note])
    return out.getvalue()


def _lines(session: SessionRecord) -> Iterator[list[str | int]]:
    head: list[str | int] = [
        "session",
        session.number or "",
        session.started.isoformat(),
        _inert(session.routine),
        _inert(session.title),
        session.ending,
        session.practised,
        session.paused,
    ]
    before = {(score.area, score.side): score.score for score in session.before}
    after = {(score.area, score.side): score.score for score in session.after}
    for area, side in dict.fromkeys([*before, *after]) or [("", "")]:
        yield [*head, area, side, before.get((area, side), ""), after.get((area, side), ""), "", _inert(session.note)]


def _inert(text: str) -> str:
    """Return `text` so that no spreadsheet runs it: what begins like a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text
