"""A routine laid out in time: flat segments that add up exactly, from which everything else is made."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from backpain_cli.domain.routine import Routine, Sides, Step
from backpain_cli.domain.segment import Cue, Phase, Segment, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole of a routine in time.

    A plan whose segments leave a gap, overlap, or do not add up to the routine's minutes plus what a person
    added by hand (`added` seconds, may be negative) cannot be constructed.
    """

    routine: Routine
    segments: tuple[Segment, ...]
    added: int = 0
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The second at which each segment ends: a session asks many times a second which one it is in."""
    _cues: list[tuple[Cue, ...]] = field(init=False, repr=False, compare=False, default_factory=list)
    """Of each segment; empty until somebody asks, as a preview and a sheet never do."""

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

    def cues(self) -> Iterator[Cue]:
        """Return all cues, in the order of their seconds."""
        for index in range(len(self.segments)):
            yield from self.cues_of(index)

    def cues_of(self, index: int) -> tuple[Cue, ...]:
        """Return the cues of the segment of that number (from 0), in the order of their seconds."""
        if not self._cues:
            self._cues.extend(_cues_of_all(self.segments))
        return self._cues[index]

    def with_hold_of(self, index: int, seconds: int) -> "Plan":
        """Return the plan with the segment of that number (from 0) made `seconds` long, and all after it moved."""
        change = seconds - self.segments[index].seconds
        moved = [
            segment._replace(seconds=seconds) if number == index else segment
            for number, segment in enumerate(self.segments)
        ]
        return Plan(routine=self.routine, segments=in_a_row(moved), added=self.added + change)

    def with_pressure_of(self, number: int, pressure: tuple[int, int]) -> "Plan":
        """Return the plan with another pressure in the step of that number (from 1); no time changes."""
        changed = [
            segment._replace(step=segment.step._replace(pressure=pressure))
            if segment.step_number == number
            else segment
            for segment in self.segments
        ]
        return self._with(number, next(each.step for each in changed if each.step_number == number), changed)

    def with_rest_for(self, number: int, rest: Step) -> "Plan":
        """Return the plan with `rest` all through the time of the step of that number (from 1).

        Raises:
            ValueError: `rest` is not as long as the step was in the routine.
        """
        of_step = [segment for segment in self.segments if segment.step_number == number]
        whole = of_step[0]._replace(
            seconds=sum(segment.seconds for segment in of_step), phase=Phase.HOLD, side=Side.NONE, step=rest
        )
        before = [segment for segment in self.segments if segment.step_number < number]
        behind = [segment for segment in self.segments if segment.step_number > number]
        return self._with(number, rest, [*before, whole, *behind])

    def _with(self, number: int, step: Step, segments: list[Segment]) -> "Plan":
        steps = tuple(step if at == number else each for at, each in enumerate(self.routine.steps, start=1))
        return Plan(routine=replace(self.routine, steps=steps), segments=in_a_row(segments), added=self.added)


def lay_out(routine: Routine, *, sorer: Side | None = None) -> Plan:
    """Return `routine` as a plan.

    Args:
        routine: what is to be done.
        sorer: the person's sorer side, left or right, which then comes second. None leaves the two as
            "easier" and "sorer", for a preview or a printed sheet.
    """
    return Plan(routine=routine, segments=in_a_row(_segments(routine, sorer)))


def _segments(routine: Routine, sorer: Side | None) -> list[Segment]:
    segments: list[Segment] = []
    for number, step in enumerate(routine.steps, start=1):
        sides = _sides(step.sides, sorer)
        parts: list[tuple[int, Phase, Side]] = [(step.ready, Phase.READY, sides[0])]
        for turn, side in enumerate(sides):
            if turn:
                parts.append((step.change, Phase.CHANGE, side))
            parts += [(step.find, Phase.FIND, side), (step.hold, Phase.HOLD, side)]
        segments += [
            Segment(start=0, seconds=seconds, phase=phase, side=side, step_number=number, step=step)
            for seconds, phase, side in parts
            if seconds
        ]
    return segments


def _sides(sides: Sides, sorer: Side | None) -> tuple[Side, ...]:
    if sorer not in {None, Side.LEFT, Side.RIGHT}:
        raise ValueError(f"the sorer side is left or right, not {sorer}")
    easier = {None: Side.EASIER, Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}[sorer]
    return {
        Sides.BOTH: (Side.LEFT, Side.RIGHT),
        Sides.LEFT: (Side.LEFT,),
        Sides.RIGHT: (Side.RIGHT,),
        Sides.EASIER_FIRST: (easier, sorer or Side.SORER),
        Sides.SORER_ONLY: (sorer or Side.SORER,),
        Sides.NONE: (Side.NONE,),
    }[sides]


def in_a_row(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return `segments` one behind the other."""
    moved: list[Segment] = []
    at = 0
    for segment in segments:
        moved.append(segment._replace(start=at))
        at = moved[-1].end
    return tuple(moved)


def _cues_of_all(segments: Iterable[Segment]) -> Iterator[tuple[Cue, ...]]:
    from backpain_cli.domain.cues import cues_of_step  # who only looks at a plan is told nothing by ear

    steps = [list(parts) for _, parts in groupby(segments, key=lambda segment: segment.step_number)]
    following = [*(parts[0] for parts in steps[1:]), None]
    for parts, after in zip(steps, following, strict=True):
        yield from cues_of_step(parts, after)
