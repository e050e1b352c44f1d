"""What is remembered of a screen: which questions were asked, and what came of them. Values only."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.terms import Outcome


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
