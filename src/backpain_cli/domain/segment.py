"""The parts of a plan: sides, phases, cues, and the segment that holds them together."""

from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.routine import Step


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
        return {
            Side.LEFT: "your left",
            Side.RIGHT: "your right",
            Side.EASIER: "your easier side",
            Side.SORER: "your sorer side",
            Side.NONE: "",
        }[self]


class Phase(StrEnum):
    """What a segment is for."""

    READY = "ready"
    FIND = "find"
    HOLD = "hold"
    CHANGE = "change"


class CueKind(StrEnum):
    """What a cue announces."""

    START = "start"
    """A step begins: its name, its side, what to do."""
    FIND = "find"
    HOLD = "hold"
    HALF = "half"
    EASE_OFF = "ease off"
    COUNT = "count"
    """One of the last three seconds."""
    CHANGE = "change"
    NEXT = "next"
    """What comes after this step."""
    END = "end"
    """The plan is at its end."""


class Cue(NamedTuple):
    """Something said, sounded or shown at one moment of a plan."""

    at: int
    """Seconds from the beginning of the plan."""
    kind: CueKind
    text: str


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
        if self.phase is Phase.HOLD and not self.step.is_hold:
            return str(self.step.kind).capitalize()
        return {
            Phase.READY: "Get ready",
            Phase.FIND: "Find the place",
            Phase.HOLD: "Hold",
            Phase.CHANGE: "Change to",
        }[self.phase]
