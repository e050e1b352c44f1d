"""What a cue announces, and which cues a tone says as well."""

from enum import StrEnum

from backpain_cli.domain.anatomy.moves import PaceWord
from backpain_cli.wording.dose_text import pace_verb


class CueKind(StrEnum):
    """What a cue announces; the most urgent kind first."""

    END = "end"
    """The plan is at its end."""
    CHANGE = "change"
    HOLD = "hold"
    START = "start"
    """A step begins: its name, its side, what to do."""
    EASE_OFF = "ease off"
    HALF = "half"
    FIND = "find"
    COUNT = "count"
    """One of the last three seconds."""
    PAUSE = "pause"
    """Between two holds of a series one lets go."""
    BEAT = "beat"
    """A repetition or a breath begins."""
    BEAT_BACK = "beat back"
    """A later part of a repetition or a breath begins."""
    NEXT = "next"
    """What comes after this step."""


BEATS = frozenset({CueKind.BEAT, CueKind.BEAT_BACK})
"""These are sounded while what was said before them goes on."""
_PACE_TEXTS = frozenset(f"{pace_verb(word)}." for word in PaceWord)


def is_pace(kind: CueKind, text: str) -> bool:
    """Return whether a cue is a beat and the word of its part at most, which a tone says as well."""
    return kind in BEATS and (not text or text in _PACE_TEXTS)
