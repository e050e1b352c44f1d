"""A plan: segments that add up."""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.terms import Side


class Phase(StrEnum):
    """What a segment is for."""

    READY = "ready"
    FIND = "find"
    HOLD = "hold"
    CHANGE = "change"


class Segment(NamedTuple):
    """A length of time in which one thing is done on one side. Times are whole seconds."""

    start: int
    """Seconds from the beginning of the plan."""
    seconds: int
    phase: Phase
    side: Side
    """In a `change`, the side that comes next."""
    step_number: int
    """Counted from 1."""
    step: Step

    @property
    def end(self) -> int:
        """Seconds from the beginning of the plan to the end of this segment."""
        return self.start + self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A routine laid out in time.

    A plan whose segments leave a gap, overlap, or do not add up to the routine's minutes plus what a person
    added by hand (`added` seconds, may be negative) cannot be constructed.
    """

    routine: Routine
    segments: tuple[Segment, ...]
    added: int = 0
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The second at which each segment ends: a session asks many times a second which one it is in."""

    def __post_init__(self) -> None:
        """Check that the segments follow each other without a gap and fill the time exactly."""
        at = 0
        for segment in self.segments:
            if segment.start != at or segment.seconds < 1:
                raise ValueError(f"a segment starts at {segment.start} s for {segment.seconds} s; {at} s is due")
            at = segment.end
        object.__setattr__(self, "_ends", tuple(segment.end for segment in self.segments))
        if at != self.routine.seconds + self.added:
            raise ValueError(f"the segments last {at} s; {self.routine.seconds + self.added} s were promised")

    @property
    def seconds(self) -> int:
        """How long it lasts."""
        return self.segments[-1].end

    @property
    def steps(self) -> int:
        """How many steps it has."""
        return self.segments[-1].step_number

    def index_at(self, second: int) -> int:
        """Return the number (from 0) of the segment in which `second` lies; the last one at the very end."""
        return min(bisect_right(self._ends, second), len(self._ends) - 1)

    def start_of_step(self, number: int) -> int:
        """Return the second at which the step of that number (from 1) starts."""
        if not 1 <= number <= self.steps:
            raise ValueError(f"there is no step {number}; there are {self.steps}")
        return next(segment.start for segment in self.segments if segment.step_number == number)

    def end_of_step(self, number: int) -> int:
        """Return the second at which the step of that number (from 1) ends."""
        if not 1 <= number <= self.steps:
            raise ValueError(f"there is no step {number}; there are {self.steps}")
        return next(segment.end for segment in reversed(self.segments) if segment.step_number == number)
