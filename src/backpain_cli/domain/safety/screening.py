"""The questions as a state machine."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from backpain_cli.domain.records.sessions import ScreeningKind
from backpain_cli.domain.safety.signs import ScreeningAnswer, SignLadder, SignRung, SignTable, Urgency
from backpain_cli.domain.terms import Outcome


class Question(NamedTuple):
    """What is asked now."""

    ask: str
    lines: tuple[str, ...]
    """The signs of a list, one a line; empty for a single question."""
    part: int
    """Which part of the questions it belongs to, from 1."""
    parts: int


_GRAVITY = tuple(Outcome)
_URGENCY = tuple(Urgency)


class Finding(NamedTuple):
    """A sign that was not denied."""

    flag: SignRung
    answer: ScreeningAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The state of a screen. Only `after` moves it on; one that is over stays as it is."""

    questions: SignTable
    regions: frozenset[str]
    kind: ScreeningKind
    short: int = 0
    """How many of the short questions were answered."""
    group: int = 0
    """The number (from 0) of the group that is asked."""
    single: int | None = None
    """The number (from 0) of its single question that is asked; None at its list."""
    opened: frozenset[str] = frozenset()
    """Keys of the groups whose list was not denied."""
    counted_yeses: int = 0
    """How many questions of a group that counts were not denied."""
    findings: tuple[Finding, ...] = ()
    renew_circumstances: bool = False
    """Whether a short answer said that the circumstances may have changed, or the person."""

    @property
    def is_over(self) -> bool:
        """Whether every question that had to be asked was answered, or an emergency ended it."""
        return self._emergency or self._at_end

    @property
    def _emergency(self) -> bool:
        return any(finding.flag.outcome is Outcome.EMERGENCY for finding in self.findings)

    @property
    def _at_end(self) -> bool:
        if self.kind is ScreeningKind.SHORT:
            return self.short == len(self.questions.short)
        return self.group == len(self._groups)

    @property
    def _groups(self) -> tuple[SignLadder, ...]:
        return tuple(group for group in self.questions.groups if _concerns(group.regions, self.regions))

    @property
    def question(self) -> Question | None:
        """What is asked now; None once it is over."""
        if self.is_over:
            return None
        if self.kind is ScreeningKind.SHORT:
            asked = self.questions.short[self.short]
            return Question(ask=asked.ask, lines=(), part=self.short + 1, parts=len(self.questions.short))
        group = self._groups[self.group]
        counted = [one for one in self._groups if not one.opened_by or one.opened_by in self.opened]
        part, parts = counted.index(group) + 1, len(counted)
        if self.single is None:
            lines = tuple(line.text for line in group.lines if _concerns(line.regions, self.regions))
            return Question(ask=group.ask, lines=lines, part=part, parts=parts)
        return Question(ask=self._singles(group)[self.single].ask, lines=(), part=part, parts=parts)

    @property
    def outcome(self) -> Outcome | None:
        """The gravest of what was found; None as long as it is not over."""
        if not self.is_over:
            return None
        found = {finding.flag.outcome for finding in self.findings}
        return next((outcome for outcome in _GRAVITY if outcome in found), Outcome.GO_ON)

    @property
    def soon(self) -> Urgency:
        """How soon a doctor should look at it: the soonest of what was found."""
        found = {finding.flag.soon for finding in self.findings}
        return next((soon for soon in _URGENCY if soon in found), Urgency.ANY_TIME)

    @property
    def kept(self) -> Mapping[str, str]:
        """The circumstances that it adds to what is kept of the person, each with its answer."""
        return {finding.flag.keeps: str(ScreeningAnswer.YES) for finding in self.findings if finding.flag.keeps}

    @property
    def today(self) -> frozenset[str]:
        """What holds for today's session alone: `dulled`, nothing is pressed. Such a screen is never recorded."""
        return frozenset(finding.flag.today for finding in self.findings if finding.flag.today)

    def after(self, answer: ScreeningAnswer) -> "Screening":
        """Return the screen as it is once the present question has this answer."""
        if self.is_over:
            return self
        if self.kind is ScreeningKind.SHORT:
            return self._after_short(answer)
        if self.single is None:
            return self._after_gate(answer)
        return self._after_single(answer)

    def _after_short(self, answer: ScreeningAnswer) -> "Screening":
        asked = self.questions.short[self.short]
        if answer is asked.wanted:
            return replace(self, short=self.short + 1)
        return replace(start_full_screening(self.questions, self.regions), renew_circumstances=asked.renews)

    def _after_gate(self, answer: ScreeningAnswer) -> "Screening":
        group = self._groups[self.group]
        if answer is ScreeningAnswer.NO or not self._singles(group):
            return self._next_group()
        return replace(self, single=0, counted_yeses=0, opened=self.opened | {group.key})

    def _after_single(self, answer: ScreeningAnswer) -> "Screening":
        group, number = self._groups[self.group], self.single or 0
        asked = self._singles(group)[number]
        later = self
        if answer is not ScreeningAnswer.NO:
            if group.counts is None:
                later = replace(self, findings=(*self.findings, Finding(asked, answer)))
            else:
                later = replace(self, counted_yeses=self.counted_yeses + 1)
        if later.is_over:
            return later
        if number + 1 < len(self._singles(group)):
            return replace(later, single=number + 1)
        return later._counted(group)._next_group()

    def _counted(self, group: SignLadder) -> "Screening":
        if group.counts is None or self.counted_yeses < group.counts.least:
            return self
        flag = group.counts.exactly if self.counted_yeses == group.counts.least else group.counts.more
        return replace(self, findings=(*self.findings, Finding(flag, ScreeningAnswer.YES)))

    def _next_group(self) -> "Screening":
        number = self.group + 1
        groups = self._groups
        while number < len(groups) and groups[number].opened_by and groups[number].opened_by not in self.opened:
            number += 1
        return replace(self, group=number, single=None, counted_yeses=0)

    def _singles(self, group: SignLadder) -> tuple[SignRung, ...]:
        return tuple(flag for flag in group.questions if _concerns(flag.regions, self.regions))


def _concerns(wanted: frozenset[str], regions: frozenset[str]) -> bool:
    return not wanted or bool(wanted & regions)


def start_full_screening(questions: SignTable, regions: frozenset[str]) -> Screening:
    """Return the full screen for routines of these regions, before its first question.

    Raises:
        ValueError: no region is named, so it is not known what must be asked.
    """
    if not regions:
        raise ValueError("a screen is for at least one region")
    return Screening(questions=questions, regions=regions, kind=ScreeningKind.FULL)


def start_daily_screening(questions: SignTable, regions: frozenset[str]) -> Screening:
    """Return the daily screen for routines of these regions; any answer that is not the wanted one makes it full."""
    return replace(start_full_screening(questions, regions), kind=ScreeningKind.SHORT)
