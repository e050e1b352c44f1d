"""Sessions, scores, signs, screenings and all personal data as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from backpain_cli.domain.records.care_records import NO_CARE, CareState, Walk
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.triage_records import TriageState
from backpain_cli.domain.terms import WORST_PAIN, Outcome

MIN_COUNTED_SESSION_S = 60
"""A session that was left before that was no session: it counts for no limit and for no progress."""

_FIRST_STORED, _END_OF_STORED = datetime(1000, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
"""A year is left at the end, because a course is shown week by week, and clocks differ by up to 14 hours."""

Key = Annotated[str, "key"]
"""Of an area, a muscle, a routine: small letters, digits and hyphens."""
KeyOrNone = Annotated[str, "key or empty"]
Identifier = Annotated[str, "UUID"]
"""In its canonical form, so that what was imported twice is known."""
OneSide = Annotated[str, "left, right or empty"]
AnySide = Annotated[str, "left, right, both or empty"]
Score = Annotated[int, "0 to 10"]
"""On the numeric rating scale, 0 (none) to 10 (worst) (sources S121, M9)."""
Amount = Annotated[int, "0 or more"]
"""Seconds, or how often."""
Ordinal = Annotated[int, "1 or more"]


class PainScore(NamedTuple):
    """How strong a pain is on the numeric rating scale, 0 (none) to 10 (worst) (sources S121, M9)."""

    area: Key
    """Key of the pain area."""
    side: AnySide
    """`left`, `right` or `both`; empty where the area has no sides or none was given."""
    score: Score


class PainEntry(NamedTuple):
    """Pain that was noted at one moment, without a session."""

    identifier: Identifier
    """A UUID in its canonical form, so that what was imported twice is known."""
    when: datetime
    scores: tuple[PainScore, ...]
    note: str


class SessionEnding(StrEnum):
    """How a session ended."""

    FINISHED = "finished"
    LEFT = "left"
    """With the quit key."""
    BROKEN_OFF = "broken off"
    """By a signal, a lost terminal or a machine that went off."""
    STOPPED = "stopped"
    """Because of a sign that needs help now."""


class StepOutcome(StrEnum):
    """What became of a step."""

    DONE = "done"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    """Ended because of a sign."""
    NOT_REACHED = "not reached"


class StepEffect(StrEnum):
    """What a step did, as the person reports it."""

    HELPED = "helped"
    SAME = "same"
    WORSE = "worse"
    NOT_ANSWERED = ""


class ReportedSign(NamedTuple):
    """A complaint during a session."""

    complaint: ComplaintKind
    step_number: Amount
    muscle: KeyOrNone
    """Key of the muscle that was worked on; empty where the step has none."""
    side: OneSide
    """`left`, `right` or empty."""
    second: Amount
    """Of the plan, from its beginning."""


class StepRecord(NamedTuple):
    """One step of a session, as it was done."""

    number: Ordinal
    """Counted from 1."""
    kind: Key
    title: str
    muscle: KeyOrNone
    """Key; empty where the step has none."""
    point: str
    """Key; empty where nothing is pressed."""
    outcome: StepOutcome
    seconds: Amount
    """Practised, without pauses; more than planned if it was repeated."""
    planned: Amount
    """Seconds in the plan as it was begun."""
    repeats: Amount
    """How often it was begun again."""
    effect: StepEffect
    entry: KeyOrNone = ""
    """Key of the move that was done; empty where the step names none."""
    level: Amount = 0
    """Of that move, as it was begun; 0 where it has none."""
    repetitions: Amount = 0
    """Or holds, as they were planned; 0 where neither was counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """One session, as it is kept. A score outside 0 to 10 or a time without its zone cannot be constructed."""

    number: Ordinal
    """Counted from 1 in the order they were saved; 0 before that."""
    identifier: Identifier
    """A UUID in its canonical form."""
    routine: str
    """Key of the routine."""
    title: str
    region: Key
    areas: tuple[Key, ...]
    """Keys of the pain areas that the routine is for."""
    routine_hash: str
    """SHA-256, in hexadecimal digits, of the routine as it was laid out before anything was changed for the person."""
    plan: Mapping[str, Any]
    """The plan as it was begun, in the plain form of `history.plan_form`."""
    gentle: bool
    """Whether it was the gentler form."""
    started: datetime
    ended: datetime
    ending: SessionEnding
    practised: Amount
    """Seconds of the plan that were practised."""
    paused: Amount
    """Seconds in pauses, being away included."""
    pauses: Amount
    """How often it was paused."""
    added: int
    """Seconds by which keys made the plan longer; negative if shorter."""
    sorer_side: OneSide
    """`left`, `right` or empty."""
    before: tuple[PainScore, ...]
    after: tuple[PainScore, ...]
    steps: tuple[StepRecord, ...]
    signs: tuple[ReportedSign, ...]
    note: str

    def __post_init__(self) -> None:
        """Refuse what cannot have been measured."""
        for score in (*self.before, *self.after):
            check_score(score.score)
        for moment in (self.started, self.ended):
            check_moment(moment)

    @property
    def counts(self) -> bool:
        """Whether it counts as a session, for the limits of a day and for progress."""
        return self.practised >= MIN_COUNTED_SESSION_S


def check_score(score: int) -> int:
    """Return `score`.

    Raises:
        ValueError: it is not from 0 to 10.
    """
    if not 0 <= score <= WORST_PAIN:
        raise ValueError(f"a pain score is a whole number from 0 to {WORST_PAIN}, not {score!r}")
    return score


def check_moment(moment: datetime) -> datetime:
    """Return `moment`.

    Raises:
        ValueError: it has no zone.
    """
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment


def check_storable(moment: datetime) -> datetime:
    """Return `moment`.

    Raises:
        ValueError: it has no zone, or is so far away that some zone has no date for it, or for days around it.
    """
    if not _FIRST_STORED <= check_moment(moment) < _END_OF_STORED:
        raise ValueError(f"{moment.isoformat()} is not from the years 1000 to 9998")
    return moment


class ScreeningKind(StrEnum):
    """Which set of questions was asked."""

    FULL = "full"
    SHORT = "short"


class ScreeningRecord(NamedTuple):
    """A screen that was answered to its end: when, which set, and what came of it; never the single answers."""

    when: datetime
    kind: ScreeningKind
    regions: frozenset[Key]
    """The regions whose questions were asked."""
    outcome: Outcome


class PersonalData(NamedTuple):
    """All that is remembered of a person; what an export writes and an import reads."""

    sessions: tuple[SessionRecord, ...]
    """By number, the oldest first."""
    pain_entries: tuple[PainEntry, ...]
    """In the order they were noted."""
    screens: tuple[ScreeningRecord, ...]
    """In the order they were answered."""
    circumstances: Mapping[str, str]
    """Answers to the questions about a person's circumstances, by the key of the modifier."""
    circumstances_answered_at: datetime | None
    """When those were answered; None where none were."""
    readmitted_muscles: Mapping[str, datetime]
    """Keys of muscles that were kept out because of signs, and when the person took each of them back in."""
    triage: TriageState = TriageState()
    """Of the questions before a session."""
    walks: tuple[Walk, ...] = ()
    """In the order they were noted."""
    care: CareState = NO_CARE


NO_PERSONAL_DATA = PersonalData(
    sessions=(), pain_entries=(), screens=(), circumstances={}, circumstances_answered_at=None, readmitted_muscles={}
)
"""What is remembered of a new person."""


class ImportCounts(NamedTuple):
    """How much of an import was new, and how much was known already."""

    sessions: int
    pain_entries: int
    screens: int
    circumstances: int
    """All of the answers if they are newer than those that were there, else none."""
    taken_back: int
    known: int
    """Sessions, pain entries, screens and walks that were there already."""
    walks: int = 0


class DeletionCounts(NamedTuple):
    """How much went, or would go."""

    sessions: int
    pain_entries: int
    screens: int
    """Answered, of either edition."""
    circumstances: int
    """Answers about the person, of either edition."""
    taken_back: int
    signs: int
    """That are watched, or that a clinician has looked at."""
    journals: int
    """Files of interrupted sessions that were not resumed."""
    crash_logs: int
    walks: int
    care: int
    """Messages that were shown, the goal, when the pain began, and settings of moves."""

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing to forget."""
        return not any(self)


NOTHING_DELETED = DeletionCounts(*[0] * len(DeletionCounts._fields))
