"""Choices that are made with an option and kept as preferences."""

from dataclasses import replace

from backpain_cli.domain.settings import Settings, Sound, Theme
from backpain_cli.library.settings import load_settings, save_settings


def keep_choices(*, sound: Sound | None = None, flash: bool | None = None, theme: Theme | None = None) -> Settings:
    """Return the person's settings with what was chosen now, which is kept; what is None stays as it was.

    Raises:
        BackpainError: they cannot be kept.
    """
    settings = load_settings()
    chosen = settings
    if sound is not None:
        chosen = replace(chosen, sound=sound)
    if flash is not None:
        chosen = replace(chosen, flash=flash)
    if theme is not None:
        chosen = replace(chosen, theme=theme)
    if chosen != settings:
        save_settings(chosen)
    return chosen
