"""What a deletion removes, before it is asked for and after it is done."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.records.care_records import Walk
from backpain_cli.domain.records.sessions import DeletionCounts, PainEntry, SessionRecord
from backpain_cli.views.history import pain_list, session_list, walk_list
from backpain_cli.views.widgets import Column, Room, chip, gap, responsive_table
from backpain_cli.wording.report_text import day_text

_WOULD_GO = "This would be deleted for good"
_OUT_OF_REACH = "What you exported, and copies in backups, this program cannot reach."
_DELETED = (
    ("session", "sessions"),
    ("note of pain without a session", "notes of pain without a session"),
    ("outcome of the safety questions", "outcomes of the safety questions"),
    ("answer about yourself", "answers about yourself"),
    ("muscle that you took back in", "muscles that you took back in"),
    ("sign that is watched, or that a doctor has looked at", "signs that are watched, or that a doctor has looked at"),
    ("journal of an interrupted session", "journals of interrupted sessions"),
    ("crash log", "crash logs"),
    ("walk", "walks"),
    ("message that was shown, goal or setting of a move", "messages that were shown, goals and settings of moves"),
)
"""One and many of each part, in the order of `DeletionCounts`."""


def deletion_table(
    counts: DeletionCounts, days: tuple[date, date] | None, room: Room, *, everything: bool
) -> RenderableType:
    """Return what would be deleted.

    Args:
        counts: how much of what.
        days: of the first and the last session or note; None where there is neither.
        room: what the page is made for.
        everything: whether it is all that is kept.
    """
    parts: list[RenderableType] = [
        chip(room, _WOULD_GO, "tile.stop"),
        *gap(room),
        responsive_table(room, [Column("how many", right=True), Column("what")], _deleted(counts)),
        *gap(room),
    ]
    if days is not None:
        first, last = map(day_text, days)
        parts.append(Text(f"Sessions and notes: {first if first == last else f'{first} to {last}'}."))
    if everything:
        after = ["Your own routines stay.", "After this, the safety questions are asked in full again."]
    else:
        after = ["All else stays: also your answers about yourself, which `backpain screen --edit` asks again."]
        if counts.screens:
            after.append(
                "Questions whose outcome is deleted are asked again. An outcome that says to see a doctor stays."
            )
    after.append(_OUT_OF_REACH)
    return Group(*parts, Text(" ".join(after), "caution"), *gap(room))


def deleted_sentence(counts: DeletionCounts) -> str:
    """Return that it was deleted, and how much."""
    return f"Deleted: {', '.join(' '.join(row) for row in _deleted(counts)) or 'nothing'}."


def _deleted(counts: DeletionCounts) -> list[tuple[str, str]]:
    return [(f"{n:,}", names[n > 1]) for n, names in zip(counts, _DELETED, strict=True) if n]


class Deletable(NamedTuple):
    """What was chosen to be deleted, and the numbers by which `history delete` takes it, by identifier."""

    sessions: Sequence[SessionRecord] = ()
    pain: Sequence[PainEntry] = ()
    """Noted without a session."""
    walks: Sequence[Walk] = ()
    pain_numbers: Mapping[str, int] = {}
    walk_numbers: Mapping[str, int] = {}


def deletion_list(chosen: Deletable, room: Room, *, today: date) -> RenderableType:
    """Return the sessions, the notes of pain and the walks that would be deleted, one by one.

    Args:
        chosen: those.
        room: what the page is made for.
        today: of its year no date shows the year.
    """
    parts: list[RenderableType] = [chip(room, _WOULD_GO, "tile.stop"), *gap(room)]
    if chosen.sessions:
        parts += [session_list(chosen.sessions, room, today), *gap(room)]
    if chosen.pain:
        parts += [pain_list(chosen.pain, chosen.pain_numbers, room, today), *gap(room)]
    if chosen.walks:
        parts += [walk_list(chosen.walks, chosen.walk_numbers, room, today), *gap(room)]
    after = [_OUT_OF_REACH]
    if any(session.signs for session in chosen.sessions):
        after.insert(0, "Signs that you reported go too: a muscle that was left out for them may be pressed again.")
    return Group(*parts, Text(" ".join(after), "caution"), *gap(room))
