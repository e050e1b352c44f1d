"""Choices that are made with an option and kept as preferences."""

from dataclasses import replace

from backpain_cli.domain.errors import BackpainError
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.sound import Sound
from backpain_cli.domain.theme import Theme
from backpain_cli.library.settings import load_settings, save_settings


def with_choices(
    settings: Settings, *, sound: Sound | None = None, flash: bool | None = None, theme: Theme | None = None
) -> Settings:
    """Return `settings` with what was chosen; what is None stays as it was."""
    chosen = settings
    if sound is not None:
        chosen = replace(chosen, sound=sound)
    if flash is not None:
        chosen = replace(chosen, flash=flash)
    if theme is not None:
        chosen = replace(chosen, theme=theme)
    return chosen


def keep_choices(*, sound: Sound | None = None, flash: bool | None = None, theme: Theme | None = None) -> Settings:
    """Return the person's settings with what was chosen now, which is kept; what is None stays as it was.

    Raises:
        BackpainError: they cannot be kept.
    """
    settings = load_settings()
    chosen = with_choices(settings, sound=sound, flash=flash, theme=theme)
    if chosen != settings:
        save_settings(chosen)
    return chosen


def choices_for_session(*, sound: Sound | None, flash: bool | None, saves: bool) -> Settings:
    """Return the settings for a session, with what was chosen for it.

    Nothing is kept of a session that saves nothing; and where the choices can't be kept, that is said and they hold
    for this one.
    """
    if saves:
        try:
            return keep_choices(sound=sound, flash=flash)
        except BackpainError as error:
            from backpain_cli.terminal.paper import talk
            from backpain_cli.terminal.spans import paragraph

            paper = talk()
            paper.print(paragraph(f"{error.message} {error.hint}", paper.width, style="notice"))
    return with_choices(load_settings(), sound=sound, flash=flash)
