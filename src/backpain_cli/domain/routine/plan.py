"""A plan: segments that add up."""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.routine.doses import Beat, breath_beats, counted_beats
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.terms import Side


class Phase(StrEnum):
    """What a segment is for."""

    READY = "ready"
    FIND = "find"
    HOLD = "hold"
    WORK = "work"
    """Counted repetitions."""
    PAUSE = "pause"
    """Between two holds of a series."""
    CHANGE = "change"
    REST = "rest"
    """Between two rounds, or at the end of a step that was made shorter in itself."""

    @property
    def is_work(self) -> bool:
        """Whether what the step is for is done, and it looks like its kind."""
        return self in {Phase.HOLD, Phase.WORK}


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

    @property
    def beats(self) -> tuple[Beat, ...]:
        """The parts of its repetitions or breaths, one behind the other; none where nothing is counted."""
        step = self.step
        if self.phase is Phase.WORK and step.counted is not None:
            return counted_beats(step.counted, self.seconds, alternates=step.alternates)
        if self.phase is Phase.HOLD and step.breathing is not None:
            return breath_beats(step.breathing, self.seconds)
        return ()

    def beat_at(self, second: int) -> Beat | None:
        """Return the beat in which that second of the plan lies; None where nothing is counted."""
        return next((beat for beat in reversed(self.beats) if self.start + beat.offset_s <= second), None)

    def side_at(self, second: int) -> Side:
        """Return the side whose turn it is at that second of the plan; of two in turn the left comes first."""
        beat = self.beat_at(second) if self.step.alternates else None
        if beat is None:
            return self.side
        return Side.RIGHT if beat.is_second_side else Side.LEFT

    @property
    def reps(self) -> int:
        """How many repetitions it has on each side; 0 where none are counted."""
        return self.seconds // self.step.rep_s if self.phase is Phase.WORK else 0


class OmittedStep(NamedTuple):
    """An optional step that was left out while the plan was done."""

    step_number: int
    seconds: tuple[int, ...]
    """Of each of its segments, as they were before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A routine laid out in time.

    A plan whose segments leave a gap, overlap, or do not add up to the routine's minutes plus what a person
    changed by hand (`added` seconds, may be negative) cannot be constructed. Only in a step that was left out may
    segments have no time.
    """

    routine: Routine
    segments: tuple[Segment, ...]
    added: int = 0
    left_out: tuple[OmittedStep, ...] = ()
    """In the order in which they were."""
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The second at which each segment ends: a session asks many times a second which one it is in."""

    def __post_init__(self) -> None:
        """Check that the segments follow each other without a gap and fill the time exactly."""
        at, left_out = 0, {one.step_number for one in self.left_out}
        for segment in self.segments:
            if segment.start != at or segment.seconds < (segment.step_number not in left_out):
                raise ValueError(f"a segment starts at {segment.start} s for {segment.seconds} s; {at} s is due")
            at = segment.end
        object.__setattr__(self, "_ends", tuple(segment.end for segment in self.segments))
        if at != self.routine.seconds + self.added:
            raise ValueError(f"the segments last {at} s; {self.routine.seconds + self.added} s were promised")
        for one in self.left_out:
            if not 1 <= one.step_number < self.steps or min(one.seconds, default=0) < 1:
                raise ValueError(f"step {one.step_number} cannot have been left out with {one.seconds} s")

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
