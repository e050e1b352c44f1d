"""What would be deleted, and what was."""

from datetime import date

from backpain_cli.domain.records.sessions import DeletionCounts
from backpain_cli.terminal.spans import Row, item, paragraph, row
from backpain_cli.wording.report_text import day_text

_NAMES = (
    ("session", "sessions"),
    ("note of pain without a session", "notes of pain without a session"),
    ("answered screen", "answered screens"),
    ("answer about your circumstances", "answers about your circumstances"),
    ("muscle that you took back in", "muscles that you took back in"),
    ("journal of an interrupted session", "journals of interrupted sessions"),
    ("crash log", "crash logs"),
)
"""One and many of each part, in the order of `Forgotten`."""


def would_go_rows(would_go: DeletionCounts, days: tuple[date, date] | None, width: int, *, whole: bool) -> list[Row]:
    """Return what would be deleted.

    Args:
        would_go: how much of what.
        days: of the first and the last session or note; None where there is neither.
        width: of the page, in cells.
        whole: whether it is all that is kept.
    """
    rows: list[Row] = [row("This would be deleted for good", "title")]
    for count, (one, many) in zip(would_go, _NAMES, strict=True):
        if count:
            rows += item(f"{count:,} {one if count == 1 else many}", width)
    if days is not None:
        told = day_text(days[0]) if days[0] == days[1] else f"{day_text(days[0])} to {day_text(days[1])}"
        rows += paragraph(f"Sessions and notes: {told}.", width)
    after = ["Your own routines stay." if whole else "All else stays."]
    if whole or would_go.screens or would_go.circumstances:
        after.append("After this, the safety questions are asked in full again.")
    after.append("What you exported, and copies in backups, this program cannot reach.")
    return [*rows, *paragraph(" ".join(after), width, style="caution")]


def gone_rows(gone: DeletionCounts, width: int) -> list[Row]:
    """Return that it was deleted, and how much."""
    told = [
        f"{count:,} {one if count == 1 else many}" for count, (one, many) in zip(gone, _NAMES, strict=True) if count
    ]
    return paragraph(f"Deleted: {', '.join(told) or 'nothing'}.", width)
