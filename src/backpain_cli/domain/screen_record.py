"""What is remembered of a screen: which questions were asked, and what came of them. Values only."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What a screen says, from the gravest."""

    EMERGENCY = "emergency"
    SEE_A_DOCTOR_FIRST = "see a doctor first"
    GO_ON_AND_BOOK_A_VISIT = "go on and book a visit"
    GO_ON = "go on"

    @property
    def lets_go_on(self) -> bool:
        """Whether a session may follow."""
        return self in {Outcome.GO_ON, Outcome.GO_ON_AND_BOOK_A_VISIT}


class ScreenKind(StrEnum):
    """Which set of questions was asked."""

    FULL = "full"
    SHORT = "short"


class ScreenRecord(NamedTuple):
    """A screen that was answered to its end: when, which set, and what came of it; never the single answers."""

    when: datetime
    kind: ScreenKind
    regions: frozenset[str]
    """The regions whose questions were asked."""
    outcome: Outcome
