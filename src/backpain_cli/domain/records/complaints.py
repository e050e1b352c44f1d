"""What a person can report during a session, and what follows from it."""

from enum import StrEnum
from typing import assert_never

from backpain_cli.domain.terms import Outcome


class ComplaintKind(StrEnum):
    """What the person answers after the key for `it hurts`."""

    TOO_STRONG = "too strong"
    """Eased off, and the session went on more gently."""
    WARNING = "sharp, electric or tingling"
    """So sharp pain was kept until 2026-11: the step ended, its other side too."""
    SHARP = "sharp or spreading"
    """Sharp, electric, burning, tingling, or moving down a limb: the step ended on both sides."""
    SHARP_STAYED = "sharp or spreading, not gone"
    """It had not gone after 30 seconds: the session ended."""
    LIGHT_HEADED = "light-headed"
    """Only light-headed or sick: the session went on seated, or ended the second time."""
    LIGHT_HEADED_STAYED = "light-headed, not gone"
    """It had not gone after two minutes: the session ended."""
    EMERGENCY = "emergency"
    """Chest, breath, face, speech, sight, a weak limb, numb between the legs ...: the session ended."""

    @property
    def is_sharp(self) -> bool:
        """Whether it was sharp, electric, tingling or spreading."""
        return self in {ComplaintKind.WARNING, ComplaintKind.SHARP, ComplaintKind.SHARP_STAYED}

    @property
    def outcome(self) -> Outcome | None:
        """What holds after a session that it ended, until more is asked; None where nothing does."""
        match self:
            case ComplaintKind.EMERGENCY:
                return Outcome.EMERGENCY
            case ComplaintKind.SHARP_STAYED | ComplaintKind.LIGHT_HEADED_STAYED:
                return Outcome.DOCTOR_TODAY
            case ComplaintKind.TOO_STRONG | ComplaintKind.WARNING | ComplaintKind.SHARP | ComplaintKind.LIGHT_HEADED:
                return None
            case _ as unreachable:
                assert_never(unreachable)

    @property
    def opens(self) -> tuple[str, ...]:
        """The lines of the table of signs that are asked at once after a session that it ended."""
        return ("P2", "A5") if self is ComplaintKind.SHARP_STAYED else ()

    @property
    def answer(self) -> str:
        """The digit that reports it after the key h."""
        match self:
            case ComplaintKind.TOO_STRONG:
                return "1"
            case ComplaintKind.WARNING | ComplaintKind.SHARP | ComplaintKind.SHARP_STAYED:
                return "2"
            case ComplaintKind.LIGHT_HEADED | ComplaintKind.LIGHT_HEADED_STAYED:
                return "3"
            case ComplaintKind.EMERGENCY:
                return "4"
            case _ as unreachable:
                assert_never(unreachable)
