"""The ways in which a session can sound."""

from enum import StrEnum


class Sound(StrEnum):
    """How cues are told to the ear."""

    OFF = "off"
    BELL = "bell"
    """The terminal's own bell, in a pattern of its own for each event."""
    TONES = "tones"
    VOICE = "voice"
    VOICE_AND_TONES = "voice+tones"

    @property
    def speaks(self) -> bool:
        """Whether words are spoken."""
        return self in {Sound.VOICE, Sound.VOICE_AND_TONES}
