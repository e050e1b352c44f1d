"""What is kept of a person's care: walks, messages that were shown, a goal, and how moves were set."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, NamedTuple

WalkMinutes = Annotated[int, "1 to 600"]
MAX_WALK_MINUTES = 600
Level = Annotated[int, "1 to 3"]
MAX_LEVEL = 3
Repetitions = Annotated[int, "0 to 30"]
MAX_REPETITIONS = 30
"""Repetitions or holds of a move; 0 where neither is counted."""


class Walk(NamedTuple):
    """A walk that was noted."""

    identifier: Annotated[str, "UUID"]
    """In its canonical form, so that what was imported twice is known."""
    when: datetime
    minutes: WalkMinutes


class MoveSetting(NamedTuple):
    """How a move is done."""

    level: Level
    repetitions: Repetitions


class MoveChange(NamedTuple):
    """A setting of a move that the person agreed to, or went back to."""

    when: datetime
    key: Annotated[str, "key"]
    """Of the move."""
    setting: MoveSetting


class Goal(NamedTuple):
    """What the person wants to be able to do again, in their own words."""

    text: str
    """Empty once it was taken back."""
    noted: datetime


class PainBeginning(NamedTuple):
    """When the present pain began."""

    day: date | None
    """None once it was taken back."""
    noted: datetime


class CareState(NamedTuple):
    """All that is kept of a person's care but for the walks."""

    shown: Mapping[str, datetime] = {}
    """Keys of messages, and when each was last shown."""
    is_off: bool = False
    """Whether no message is to be shown after a session."""
    switched: datetime | None = None
    """When that was last chosen; None: never."""
    asked: tuple[datetime, ...] = ()
    """When "How are you with it?" was asked, the first time first; what was answered is not kept."""
    goal: Goal | None = None
    began: PainBeginning | None = None
    changes: tuple[MoveChange, ...] = ()
    """Of moves, the oldest first."""


NO_CARE = CareState()
"""What is kept of a new person."""


def merged_care(kept: CareState, given: CareState) -> CareState:
    """Return what is kept together with what an import has; of two answers the newer one counts."""
    shown = dict(kept.shown)
    for key, when in given.shown.items():
        shown[key] = max(when, shown.get(key, when))
    newer = given if _is_newer(given.switched, kept.switched) else kept
    goals = (kept.goal, given.goal)
    beginnings = (kept.began, given.began)
    return CareState(
        shown=shown,
        is_off=newer.is_off,
        switched=newer.switched,
        asked=tuple(sorted({*kept.asked, *given.asked})),
        goal=max(filter(None, goals), key=lambda one: one.noted, default=None),
        began=max(filter(None, beginnings), key=lambda one: one.noted, default=None),
        changes=tuple(sorted({*kept.changes, *given.changes}, key=lambda one: one.when)),
    )


def _is_newer(given: datetime | None, kept: datetime | None) -> bool:
    return given is not None and (kept is None or given > kept)
