"""What is kept of the questions before a session: keys, outcomes and dates, never free text."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.terms import Outcome


class TriageKind(StrEnum):
    """What a record is of."""

    FULL = "full"
    """Screens A and B with their conditional lines."""
    PART = "part"
    """Only the lines that another body part adds to a full one."""
    DAY = "day"
    """The day's page, with what its ticks opened; or the few questions before a plan of `backpain now`."""
    SIGN = "sign"
    """A sign that was reported during a session."""


class FoundSign(NamedTuple):
    """A rung that was chosen."""

    key: str
    """Of the rung, as `A5.2`; a line without a ladder is its own rung."""
    outcome: Outcome
    raised_by: str
    """The fact or rung that raised the outcome; empty where none did."""


class TriageRecord(NamedTuple):
    """Questions that were answered to their end, or a sign reported in a session."""

    when: datetime
    kind: TriageKind
    regions: frozenset[str]
    """The regions whose lines were asked."""
    outcome: Outcome
    visit: bool
    """Whether a visit was advised besides."""
    found: tuple[FoundSign, ...]


class SignRelease(NamedTuple):
    """A clinician looked at exactly this sign and said that exercise is fine, as the person answered."""

    key: str
    given: datetime
    confirmed: datetime
    """When the person last said that it has not changed since; at first the same as `given`."""


class WatchedSign(NamedTuple):
    """A sign with which a session goes on gently, until it is gone."""

    key: str
    since: datetime
    asked: datetime
    """When the person last answered how it is; at first the same as `since`."""
    same: int
    """How many times in a row the answer was "the same"."""


class KeptFact(NamedTuple):
    """A fact about the person that was ticked."""

    choices: tuple[str, ...]
    """Keys of the answers to its follow-up question; empty where it has none."""
    agreed: bool
    """Whether the clinician who was asked for has agreed."""
    answered: datetime


class PersonRecord(NamedTuple):
    """Age and facts about the person."""

    age: str
    """The key of the age band; empty where it was not asked."""
    age_answered: datetime | None
    facts: Mapping[str, KeptFact]
    """By key; what was denied is missing."""
    facts_answered: datetime | None
    """When all of them were last asked or confirmed; None where they never were."""

    @property
    def has_facts(self) -> bool:
        """Whether anything but the age is known: the few questions before a plan of `backpain now` keep only that."""
        return bool(self.facts) or self.facts_answered is not None or self.age_answered is None


class PainPattern(NamedTuple):
    """Where the pain runs and what makes it worse."""

    limb: str
    """`no`, `arm`, `leg` or `both`."""
    worse: str
    """`bending`, `standing` or `neither`."""
    answered: datetime


class TriageState(NamedTuple):
    """All that is kept of the questions before a session.

    Saving one adds the records that are not there yet and replaces the rest.
    """

    records: tuple[TriageRecord, ...] = ()
    """The newest first."""
    watched: tuple[WatchedSign, ...] = ()
    releases: tuple[SignRelease, ...] = ()
    person: PersonRecord | None = None
    """None: never asked."""
    pain: PainPattern | None = None
    """None: never asked."""


NOTHING_KEPT = TriageState()
"""What is kept of a new person."""
