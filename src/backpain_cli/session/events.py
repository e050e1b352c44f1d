"""Commands and other events of a session."""

from dataclasses import dataclass
from enum import StrEnum

NS_PER_S = 1_000_000_000
"""A second in nanoseconds."""
HELP_WITHIN = 4
"""The keys that an unknown key brought up go away after so many times the time for the quit key: 8 s."""


class SessionCommand(StrEnum):
    """What a person asks for with a key."""

    PAUSE = "pause"
    SKIP = "skip"
    BACK = "back"
    RESTART = "restart"
    LENGTHEN_HOLD = "longer"
    SHORTEN_HOLD = "shorter"
    HURTS = "hurts"
    """It hurts: the hold stops at once, and it is asked what it is."""
    ONE = "1"
    """The digits, the arrows up and down and Enter answer the question after the key h."""
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    ZERO = "0"
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    """The step before, or an answer further up."""
    RIGHT = "right"
    """The next step, or an answer further down."""
    ENTER = "enter"
    EASIER = "easier"
    """An easier form of a move, in the same seconds."""
    BIG = "big"
    """Digits that fill the terminal, or everything again."""
    HELP = "help"
    QUIT = "quit"
    UNKNOWN = "unknown"
    """A key that means nothing; it shows the keys, and the first one what may be wrong."""


@dataclass(frozen=True, slots=True)
class TimePassed:
    """Time passed while the person could follow."""

    nanoseconds: int


@dataclass(frozen=True, slots=True)
class Away:
    """The process was stopped or the machine slept, so none of that time counts."""

    nanoseconds: int


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """A signal or a lost terminal ends the session."""


Event = TimePassed | Away | SessionEnded | SessionCommand


@dataclass(frozen=True, slots=True)
class Absence:
    """The process was stopped and continues."""

    nanoseconds: int
    """How long it was stopped."""


@dataclass(frozen=True, slots=True)
class Resized:
    """The terminal has another size, or must be drawn again."""


Input = SessionCommand | Absence | Resized | SessionEnded
