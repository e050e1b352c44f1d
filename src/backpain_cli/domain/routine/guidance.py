"""For whom a routine is and is not, how lists group it, and what counts from its beginning to its end."""

from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.terms import Caution

NOT_REVIEWED = "Not yet reviewed by a clinician."
HIGHEST_LEVEL = 3


class Occasion(StrEnum):
    """What a routine is taken for, in the order in which lists have it."""

    TWINGE = "twinge"
    ACHE = "ache"
    SPREADING = "spreading"
    BAD_DAY = "bad-day"
    EVERY_DAY = "every-day"
    STRENGTH = "strength"


class NumberAsked(StrEnum):
    """When a routine asks for the pain from 0 to 10, so that it is kept and compared."""

    BEFORE_AND_AFTER = "before and after"
    AFTER = "after"
    """Once, at the end, and it is compared with nothing."""
    NEVER = "never"


class Guidance(NamedTuple):
    """What the head of a routine says beside its steps; a field that is empty says nothing."""

    occasion: Occasion | None = None
    level: int = 0
    """How hard it is, from 1 to 3; 0 where it is not said."""
    suits: str = ""
    """For whom it is, in a sentence."""
    not_for: tuple[Caution, ...] = ()
    rule: str = ""
    """What counts from the beginning to the end: it is shown all the time."""
    reviewed: bool = True
    """False where it says that no clinician has looked at it yet."""
    number: NumberAsked = NumberAsked.BEFORE_AND_AFTER

    @property
    def warning(self) -> str:
        """What is said first of all, wherever the routine is named with its steps."""
        return "" if self.reviewed else NOT_REVIEWED

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """The rule and those whom it is not for, as cautions."""
        not_for = (one._replace(text=f"Not for: {one.text}") for one in self.not_for)
        return (*([Caution(self.rule)] if self.rule else []), *not_for)


NO_GUIDANCE = Guidance()
