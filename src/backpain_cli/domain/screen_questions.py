"""The questions of the screen as data: groups with a gate, single questions with their outcome, and the daily ones."""

from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.screen_record import Outcome


class Answer(StrEnum):
    """What a person can say to a question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Soon(StrEnum):
    """How soon somebody should look at it, from the most urgent."""

    NOW = "now"
    SAME_DAY = "same day"
    WITHIN_DAYS = "within days"
    ANY_TIME = ""
    """A visit may be booked at leisure, or none is needed."""


class Line(NamedTuple):
    """One thing that a gate asks for."""

    text: str
    regions: frozenset[str]
    """The regions whose routines ask for it; empty means all."""


class RedFlag(NamedTuple):
    """A single question, and what a yes to it means."""

    key: str
    flags: tuple[str, ...]
    """Rows of the table of red flags that it covers."""
    ask: str
    tell: str
    """What to say to a doctor, in a few words."""
    outcome: Outcome
    soon: Soon
    regions: frozenset[str]
    """The regions whose routines ask for it; empty means all."""
    keeps: str
    """The key of a circumstance that a yes adds to what is kept of the person; empty for none."""
    today: str
    """What holds for today's session alone; empty for nothing."""
    reason: str
    sources: tuple[str, ...]


class Count(NamedTuple):
    """A group whose yeses are counted: only together they mean something."""

    least: int
    exactly: RedFlag
    """What just as many as the least mean."""
    more: RedFlag
    """What more of them mean."""


class Group(NamedTuple):
    """Questions behind one gate."""

    key: str
    ask: str
    lines: tuple[Line, ...]
    regions: frozenset[str]
    opened_by: str
    """The key of a group before it: this one is asked only if that one's gate was not a no; empty for always."""
    questions: tuple[RedFlag, ...]
    counts: Count | None


class ShortQuestion(NamedTuple):
    """A question of the daily screen: any answer but the wanted one leads to the full screen at once."""

    key: str
    ask: str
    wanted: Answer
    renews: bool
    """Whether another answer means that the circumstances, too, must be asked anew."""


class ScreenQuestions(NamedTuple):
    """All questions of the screen."""

    intro: str
    groups: tuple[Group, ...]
    short: tuple[ShortQuestion, ...]


class Question(NamedTuple):
    """What is asked now."""

    ask: str
    lines: tuple[str, ...]
    """What a gate asks for, one thing a line; empty for a single question."""
    part: int
    """Which part of the whole it belongs to, from 1."""
    parts: int
