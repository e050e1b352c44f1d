"""Time practised, repeats and pauses of a session by step."""

from collections.abc import Mapping
from typing import NamedTuple

from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.steps import Step
from backpain_cli.session.events import NS_PER_S


class StepLedger(NamedTuple):
    """Time practised, repeats and pauses by step number (from 1)."""

    practised: Mapping[int, int] = {}
    """Nanoseconds practised; what was repeated counts again."""
    repeats: Mapping[int, int] = {}
    """How often a step that had been begun was begun again."""
    pauses: int = 0

    def with_time(self, plan: Plan, before: int, after: int) -> "StepLedger":
        """Return the ledger after the nanoseconds of `plan` from `before` to `after` have passed."""
        ledger = self
        for index in range(plan.index_at(before // NS_PER_S), plan.index_at(after // NS_PER_S) + 1):
            segment = plan.segments[index]
            practised_ns = min(after, segment.end * NS_PER_S) - max(before, segment.start * NS_PER_S)
            ledger = ledger.add_time(segment.step_number, max(0, practised_ns))
        return ledger

    def add_time(self, number: int, nanoseconds: int) -> "StepLedger":
        """Return the ledger with more time in the step of that number."""
        if not nanoseconds:
            return self
        practised_ns = self.practised.get(number, 0) + nanoseconds
        return StepLedger({**self.practised, number: practised_ns}, self.repeats, self.pauses)

    def with_start_of(self, number: int) -> "StepLedger":
        """Return the ledger after a jump to the start of the step of that number."""
        if number not in self.practised:
            return self
        return self._replace(repeats={**self.repeats, number: self.repeats.get(number, 0) + 1})

    def pressed_ns(self, plan: Plan, pressing: Step) -> int:
        """Return the nanoseconds that the spot of the step `pressing` was worked on, in all steps that press it."""
        steps = enumerate(plan.routine.steps, start=1)
        same = (number for number, step in steps if step is pressing or (step.point and step.point == pressing.point))
        return sum(self.practised.get(number, 0) for number in same)

    def with_pause(self) -> "StepLedger":
        """Return the ledger with one more pause."""
        return self._replace(pauses=self.pauses + 1)
