"""The parts of a plan: sides, phases, and the segment that holds them together."""

from enum import StrEnum
from typing import NamedTuple, assert_never

from backpain_cli.domain.routine import Step, StepKind


class Side(StrEnum):
    """The side of the body that a segment is for."""

    LEFT = "left"
    RIGHT = "right"
    EASIER = "easier"
    SORER = "sorer"
    NONE = "none"

    @property
    def phrase(self) -> str:
        """The side as the screen, the voice and the sheet all say it: `your left`; empty for none."""
        match self:
            case Side.LEFT:
                return "your left"
            case Side.RIGHT:
                return "your right"
            case Side.EASIER:
                return "your easier side"
            case Side.SORER:
                return "your sorer side"
            case Side.NONE:
                return ""
            case _ as unreachable:
                assert_never(unreachable)


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

    @property
    def activity(self) -> str:
        """What is done in it, in one word or two: `Get ready`, `Hold`; before a side, `Change to`."""
        match self.phase:
            case Phase.READY:
                return "Get ready"
            case Phase.FIND:
                return "Find the place"
            case Phase.HOLD:
                return _held(self.step.kind)
            case Phase.CHANGE:
                return "Change to"
            case _ as unreachable:
                assert_never(unreachable)


def _held(kind: StepKind) -> str:
    match kind:
        case StepKind.CHECK:
            return "Check"
        case StepKind.MOVE:
            return "Move"
        case StepKind.REST:
            return "Rest"
        case StepKind.PRESS | StepKind.STRETCH:
            return "Hold"
        case _ as unreachable:
            assert_never(unreachable)
