"""What a person prefers: how a session sounds and how it looks. Values only; `library.settings` keeps them."""

from dataclasses import dataclass

from backpain_cli.domain.terms import SoundMode, ThemeName

SLOWEST_RATE, FASTEST_RATE = 80, 450
"""Words per minute that a voice can be asked for; espeak-ng goes no slower than 80 and no faster than 450."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All preferences. A rate that no voice has cannot be constructed."""

    sound: SoundMode | None = None
    """None: tones where a program can play them, else the bell."""
    speech_program: str = ""
    """Name of the program that speaks, as `backpain voice` lists it; empty: the first that there is."""
    voice: str = ""
    """Name of a voice, as its program calls it; empty: the program's own choice."""
    rate: int = 0
    """Words per minute; 0: the program's own."""
    language: str = ""
    """Code such as `en` or `en-gb`; empty: English."""
    theme: ThemeName = ThemeName.AUTO
    big: bool = False
    """Whether a session begins with the distance view."""
    flash: bool = False
    """Whether the screen flashes at a change."""
    reduced_motion: bool = False
    """Whether nothing on the screen may flash or move; wins over `flash`."""

    def __post_init__(self) -> None:
        """Refuse a rate that no voice has."""
        if self.rate and not SLOWEST_RATE <= self.rate <= FASTEST_RATE:
            raise ValueError(f"a rate is {SLOWEST_RATE} to {FASTEST_RATE} words per minute, not {self.rate}")


VARIABLES = {
    "BACKPAIN_HOME": "the folder of your data, in place of the system's own",
    "BACKPAIN_THEME": "colours: auto, dark, light, mono or high-contrast",
    "BACKPAIN_PLAIN, ACCESSIBLE": "1 for plain sentences in every command",
    "REDUCED_MOTION, NO_MOTION": "1 for no flashes and still pictures",
    "NO_COLOR": "anything but nothing for no colours",
    "FORCE_COLOR, CLICOLOR_FORCE": "1 for colours in a pipe too, 0 for none",
    "COLUMNS": "the width of a page",
    "LC_ALL, LC_MESSAGES, LANG": "the country whose emergency number is named",
}
"""The variables of the environment that a person may set, with what they do."""
