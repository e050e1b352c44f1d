"""All that is remembered of a person in one value, and what came of adding it or of forgetting it."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from backpain_cli.domain.record import PainEntry, SessionRecord
from backpain_cli.domain.screen_record import ScreenRecord


class Everything(NamedTuple):
    """All that is remembered of a person; what an export writes and an import reads."""

    sessions: tuple[SessionRecord, ...]
    """By number, the oldest first."""
    pain_entries: tuple[PainEntry, ...]
    """In the order they were noted."""
    screens: tuple[ScreenRecord, ...]
    """In the order they were answered."""
    circumstances: Mapping[str, str]
    """Answers to the questions about a person's circumstances, by the key of the modifier."""
    circumstances_told: datetime | None
    """When those were answered; None where none were."""
    taken_back: Mapping[str, datetime]
    """Keys of muscles that were kept out because of signs, and when the person took each of them back in."""


NOTHING = Everything(sessions=(), pain_entries=(), screens=(), circumstances={}, circumstances_told=None, taken_back={})
"""What is remembered of somebody who is new."""


class Added(NamedTuple):
    """How much of an import was new, and how much was known already."""

    sessions: int
    pain_entries: int
    screens: int
    circumstances: int
    """All of the answers if they are newer than those that were there, else none."""
    taken_back: int
    known: int
    """Sessions, pain entries and screens that were there already."""


class Forgotten(NamedTuple):
    """How much went, or would go."""

    sessions: int
    pain_entries: int
    screens: int
    circumstances: int
    taken_back: int
    journals: int
    """Files of sessions that were broken off and not taken up again."""
    crash_logs: int

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing to forget."""
        return not any(self)
