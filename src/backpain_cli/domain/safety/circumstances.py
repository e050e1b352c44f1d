"""What holds for a person for longer, and its questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.safety.screening import Question
from backpain_cli.domain.safety.signs import ScreeningAnswer

ANSWERS_VALID_FOR = timedelta(days=182)
"""People grow older, and operations heal: after half a year everything is asked again (source M9)."""


class CircumstanceAnswer(StrEnum):
    """A person's answer about a circumstance; this is what is kept."""

    NO = "no"
    YES = "yes"
    """It is so, and no one has agreed yet."""
    AGREED = "yes, agreed"
    """It is so, and the doctor, midwife or surgeon who was asked for has agreed."""
    UNSURE = "unsure"
    """Counts like a yes without agreement, and so does an answer that is missing."""


class Circumstance(NamedTuple):
    """One of them, with its questions."""

    key: str
    name: str
    ask: str
    agreed: str = ""
    """What is asked about a doctor's yes; empty where none could change anything."""


class CircumstanceGroup(NamedTuple):
    """Circumstances behind one list; without a list each of them is asked about."""

    key: str
    ask: str
    lines: tuple[str, ...]
    circumstances: tuple[Circumstance, ...]


class Circumstances(NamedTuple):
    """All of them."""

    groups: tuple[CircumstanceGroup, ...]

    @property
    def all(self) -> tuple[Circumstance, ...]:
        """All circumstances, in the order they are asked."""
        return tuple(one for group in self.groups for one in group.circumstances)

    def are_due(self, answers: Mapping[str, str], answered_at: datetime | None, now: datetime) -> bool:
        """Return whether they must be asked: one never was, or the answers are half a year old, or from the future."""
        return (
            answered_at is None
            or not timedelta() <= now - answered_at < ANSWERS_VALID_FOR
            or any(one.key not in answers for one in self.all)
        )


def standing(answers: Mapping[str, str], key: str) -> CircumstanceAnswer:
    """Return the kept answer for the circumstance of that key; what is missing or unreadable counts as unsure."""
    try:
        return CircumstanceAnswer(answers.get(key, ""))
    except ValueError:
        return CircumstanceAnswer.UNSURE


def may_concern(concerns: frozenset[str], answers: Mapping[str, str]) -> bool:
    """Return whether what is meant for the circumstances `concerns` may matter to a person with these answers.

    What names no circumstance matters to everyone, and an answer that is missing or unsure counts as a yes.
    """
    return not concerns or any(standing(answers, key) is not CircumstanceAnswer.NO for key in concerns)


@dataclass(frozen=True, slots=True, kw_only=True)
class CircumstanceInterview:
    """The state of the questions about circumstances. Only `after` moves it on."""

    circumstances: Circumstances
    answers: Mapping[str, CircumstanceAnswer] = field(default_factory=dict)
    """By key, as far as they were asked."""
    group: int = 0
    single: int | None = None
    agreeing: bool = False
    """Whether the question about a doctor's yes is asked."""

    @property
    def is_over(self) -> bool:
        """Whether everything was asked."""
        return self.group == len(self.circumstances.groups)

    @property
    def question(self) -> Question | None:
        """What is asked now; None once it is over."""
        if self.is_over:
            return None
        group = self.circumstances.groups[self.group]
        part, parts = self._part, sum(map(_questions_of, self.circumstances.groups))
        if self._at_gate:
            return Question(ask=group.ask, lines=group.lines, part=part, parts=parts)
        asked = group.circumstances[self.single or 0]
        return Question(ask=asked.agreed if self.agreeing else asked.ask, lines=(), part=part, parts=parts)

    @property
    def _part(self) -> int:
        """Which of the questions that everyone is asked this is, or belongs to."""
        before = sum(map(_questions_of, self.circumstances.groups[: self.group]))
        group = self.circumstances.groups[self.group]
        return before + 1 + (0 if group.ask else self.single or 0)

    @property
    def _at_gate(self) -> bool:
        return self.single is None and bool(self.circumstances.groups[self.group].ask)

    def after(self, answer: ScreeningAnswer) -> "CircumstanceInterview":
        """Return the interview as it is once the present question has this answer."""
        if self.is_over:
            return self
        group = self.circumstances.groups[self.group]
        if self._at_gate:
            if answer is not ScreeningAnswer.NO:
                return replace(self, single=0)
            denied = {one.key: CircumstanceAnswer.NO for one in group.circumstances}
            return replace(self, answers={**self.answers, **denied}, group=self.group + 1)
        asked = group.circumstances[self.single or 0]
        if self.agreeing:
            return self._with(
                asked.key, CircumstanceAnswer.AGREED if answer is ScreeningAnswer.YES else CircumstanceAnswer.YES
            )
        if answer is ScreeningAnswer.YES and asked.agreed:
            return replace(self, agreeing=True)
        return self._with(asked.key, CircumstanceAnswer(str(answer)))

    def _with(self, key: str, answer: CircumstanceAnswer) -> "CircumstanceInterview":
        number = (self.single or 0) + 1
        later = replace(self, answers={**self.answers, key: answer}, agreeing=False, single=number)
        if number < len(self.circumstances.groups[self.group].circumstances):
            return later
        return replace(later, group=self.group + 1, single=None)


def _questions_of(group: CircumstanceGroup) -> int:
    """Return how many questions of a group everyone is asked: its list, or each of them if it has none."""
    return 1 if group.ask else len(group.circumstances)
