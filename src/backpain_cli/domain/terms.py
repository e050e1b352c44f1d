"""Closed sets of words."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, NewType, assert_never


class Region(StrEnum):
    """A part of the spine."""

    CERVICAL = "cervical"
    THORACIC = "thoracic"
    LUMBAR = "lumbar"
    SACRAL = "sacral"


LEVELS = (
    *(f"C{number}" for number in range(1, 8)),
    *(f"T{number}" for number in range(1, 13)),
    *(f"L{number}" for number in range(1, 6)),
    *(f"S{number}" for number in range(1, 6)),
    "Co",
)
"""The vertebrae from the skull down; the sacrum's five and the tailbone are grown together."""
Levels = NewType("Levels", tuple[str, ...])
"""Some of them, in the same order. In our YAML written with ranges: `[C7, T1-T3]`."""


class AttachmentKind(StrEnum):
    """Between what a muscle runs; a muscle may be of several kinds."""

    VERTEBRA_TO_VERTEBRA = "vertebra-to-vertebra"
    RIB_TO_SPINE = "rib-to-spine"
    VERTEBRA_TO_LIMB_BONE = "vertebra-to-limb-bone"
    VERTEBRA_TO_SKULL = "vertebra-to-skull"
    NONE = "none"


class SafetyClass(StrEnum):
    """What a layman may do to a trigger point."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def may_be_pressed(self) -> bool:
        """Whether a person may press such a point without a professional."""
        return self.highest_pressure > 0

    @property
    def highest_pressure(self) -> int:
        """The most, on the scale of 0 (nothing) to 10 (worst), with which such a point may be pressed; 0: not at all.

        A `reference` value of the shipped dose table (sources S66, M9).
        """
        match self:
            case SafetyClass.A:
                return 6
            case SafetyClass.B:
                return 4
            case SafetyClass.C | SafetyClass.D:
                return 0
            case _ as unreachable:
                assert_never(unreachable)


LONGEST_HOLD_SECONDS = 90
"""No point is pressed longer than this at a time (dose table; sources S66, S67, M9)."""
LONGEST_STRETCH_SECONDS = 60
"""The longest hold of a stretch (dose table; source S73)."""
LONGEST_RESTING_STRETCH_S = 120
"""The longest of one whose entry gives a reason for more: a position of rest (clinical judgement; source S192)."""


class Place(StrEnum):
    """Where a step is done; a routine goes through its places in blocks."""

    STANDING = "standing"
    WALL = "wall"
    SITTING = "sitting"
    FLOOR = "floor"
    DOORWAY = "doorway"
    STEP = "step"
    TABLE = "table"
    LYING_BACK = "lying-back"
    LYING_FRONT = "lying-front"
    SIDE = "side"
    HANDS_AND_KNEES = "hands-and-knees"
    BED = "bed"

    @property
    def basic(self) -> "Place":
        """The one of the first four that it is a form of, as the files of format 1 write it."""
        match self:
            case Place.STANDING | Place.DOORWAY | Place.STEP | Place.TABLE:
                return Place.STANDING
            case Place.WALL | Place.SITTING:
                return self
            case Place.FLOOR | Place.LYING_BACK | Place.LYING_FRONT | Place.SIDE | Place.HANDS_AND_KNEES | Place.BED:
                return Place.FLOOR
            case _ as unreachable:
                assert_never(unreachable)

    @property
    def height(self) -> "Place":
        """One of the places between which a person neither sits down, gets up nor lies down."""
        if self is Place.BED:
            return self
        return Place.STANDING if self.basic is Place.WALL else self.basic


BASIC_PLACES = tuple(place for place in Place if place.basic is place)


class Confidence(StrEnum):
    """How well a referral zone is documented."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ZoneSide(StrEnum):
    """On which side of the body a zone is felt, seen from the muscle."""

    SAME = "same"
    BOTH = "both"
    EITHER = "either"
    OPPOSITE = "opposite"


class ZoneKind(StrEnum):
    """How constantly a point is published as felt in an area."""

    ESSENTIAL = "essential"
    SPILLOVER = "spillover"


class Side(StrEnum):
    """The side of the body that a segment is for."""

    LEFT = "left"
    RIGHT = "right"
    EASIER = "easier"
    SORER = "sorer"
    NONE = "none"


class Outcome(StrEnum):
    """The outcome of a screen, from the gravest."""

    EMERGENCY = "emergency"
    DOCTOR_TODAY = "doctor-today"
    SEE_A_DOCTOR_FIRST = "see a doctor first"
    """Of the first edition."""
    DOCTOR_WITHIN_DAYS = "doctor-within-days"
    GENTLY = "gently"
    GO_ON_AND_BOOK_A_VISIT = "go on and book a visit"
    """Of the first edition."""
    GO_ON = "go on"

    @property
    def lets_go_on(self) -> bool:
        """Whether a session may follow."""
        return self in {Outcome.GO_ON, Outcome.GO_ON_AND_BOOK_A_VISIT, Outcome.GENTLY}


WORST_PAIN = 10


class SoundMode(StrEnum):
    """How cues are given to the ear."""

    OFF = "off"
    BELL = "bell"
    """The terminal's own bell, in a pattern of its own for each event."""
    TONES = "tones"
    VOICE = "voice"
    VOICE_AND_TONES = "voice+tones"

    @property
    def speaks(self) -> bool:
        """Whether words are spoken."""
        return self in {SoundMode.VOICE, SoundMode.VOICE_AND_TONES}


class ThemeName(StrEnum):
    """What the colours are chosen for."""

    AUTO = "auto"
    """As the terminal sets COLORFGBG; where it does not, colours only where they have a ground of their own."""
    DARK = "dark"
    LIGHT = "light"
    MONO = "mono"
    """No colours; bold, underlined and reversed."""
    HIGH_CONTRAST = "high-contrast"
    """No colours and nothing fine: whatever matters is bold, what warns is reversed."""


class PaperSize(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    LETTER = "letter"


class OutputMode(StrEnum):
    """What a page becomes."""

    SCREEN = "screen"
    """Tables, cards and colours, as wide as the terminal."""
    PIPE = "pipe"
    """One entry one line, never wrapped: for `grep`, `sort` and `cut`."""
    SENTENCES = "sentences"
    """Plain sentences: for a screen reader, a line printer, a terminal that knows only lines."""


class Caution(NamedTuple):
    """Something to mind, for everybody or for some people only."""

    text: str
    concerns: frozenset[str] = frozenset()
    """Keys of the circumstances of which one must be so for it to matter; empty: it is for everybody, as each
    caution of a plan that was kept before cautions named any."""


def with_cautions(text: str, cautions: Iterable[Caution]) -> str:
    """Return what to avoid with what else is to be avoided behind it."""
    own = f"{text.removesuffix('.')}." if text else ""
    more = " ".join(one.text for one in cautions)
    return f"{own} {more}".strip() if more else text
