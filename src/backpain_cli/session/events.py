"""What can happen."""

from dataclasses import dataclass
from enum import StrEnum


class SessionCommand(StrEnum):
    """What a person asks for with a key."""

    PAUSE = "pause"
    SKIP = "skip"
    BACK = "back"
    RESTART = "restart"
    LENGTHEN_HOLD = "longer"
    SHORTEN_HOLD = "shorter"
    HURTS = "hurts"
    """It hurts: the hold stops at once, and three answers are offered."""
    TOO_STRONG = "too strong"
    WARNING = "warning"
    """Sharp, electric or tingling."""
    EMERGENCY = "emergency"
    """Dizzy, sick, double sight, chest pain or short breath."""
    MISTAKE = "mistake"
    """The key was pressed by mistake."""
    BIG = "big"
    """Digits that fill the terminal, or everything again."""
    HELP = "help"
    QUIT = "quit"
    UNKNOWN = "unknown"
    """A key that means nothing; it shows the keys."""


@dataclass(frozen=True, slots=True)
class TimePassed:
    """Time went by while the person could follow; nanoseconds, not negative."""

    nanoseconds: int


@dataclass(frozen=True, slots=True)
class Away:
    """The process was stopped or the machine slept; nanoseconds. Nobody could follow, so none of it counts."""

    nanoseconds: int


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """A signal or a lost terminal ends the session."""


Event = TimePassed | Away | SessionEnded | SessionCommand


@dataclass(frozen=True, slots=True)
class Absence:
    """The process was stopped and goes on again."""

    nanoseconds: int
    """How long it was stopped."""


@dataclass(frozen=True, slots=True)
class Resized:
    """The terminal has another size, or must be drawn anew."""


Input = SessionCommand | Absence | Resized | SessionEnded
