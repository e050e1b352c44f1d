"""The questions about circumstances, one after the other: where somebody is in them, and what they said so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from backpain_cli.domain.circumstances import CircumstanceGroup, Circumstances, Standing
from backpain_cli.domain.screen_questions import Answer, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Where somebody is in the questions about circumstances. Only `after` moves it on."""

    circumstances: Circumstances
    answers: Mapping[str, Standing] = field(default_factory=dict)
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
        """Which of the questions that everybody is asked this is, or belongs to."""
        before = sum(map(_questions_of, self.circumstances.groups[: self.group]))
        group = self.circumstances.groups[self.group]
        return before + 1 + (0 if group.ask else self.single or 0)

    @property
    def _at_gate(self) -> bool:
        return self.single is None and bool(self.circumstances.groups[self.group].ask)

    def after(self, answer: Answer) -> "Interview":
        """Return the interview as it is once the present question has this answer."""
        if self.is_over:
            return self
        group = self.circumstances.groups[self.group]
        if self._at_gate:
            if answer is not Answer.NO:
                return replace(self, single=0)
            denied = {one.key: Standing.NO for one in group.circumstances}
            return replace(self, answers={**self.answers, **denied}, group=self.group + 1)
        asked = group.circumstances[self.single or 0]
        if self.agreeing:
            return self._with(asked.key, Standing.AGREED if answer is Answer.YES else Standing.YES)
        if answer is Answer.YES and asked.agreed:
            return replace(self, agreeing=True)
        return self._with(asked.key, Standing(str(answer)))

    def _with(self, key: str, told: Standing) -> "Interview":
        number = (self.single or 0) + 1
        later = replace(self, answers={**self.answers, key: told}, agreeing=False, single=number)
        if number < len(self.circumstances.groups[self.group].circumstances):
            return later
        return replace(later, group=self.group + 1, single=None)


def _questions_of(group: CircumstanceGroup) -> int:
    """Return how many questions of a group everybody is asked: its gate, or each of them where it has none."""
    return 1 if group.ask else len(group.circumstances)
