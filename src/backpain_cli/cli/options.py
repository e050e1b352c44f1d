"""Shared option types, shell completion, the options of a session."""

from dataclasses import replace
from typing import NamedTuple

from backpain_cli.domain.errors import BackpainError
from backpain_cli.domain.names import normalize_name
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.terms import SoundMode, ThemeName
from backpain_cli.library.settings import load_settings, save_settings


def with_choices(
    settings: Settings, *, sound: SoundMode | None = None, flash: bool | None = None, theme: ThemeName | None = None
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


def keep_choices(
    *, sound: SoundMode | None = None, flash: bool | None = None, theme: ThemeName | None = None
) -> Settings:
    """Return the person's settings with what was chosen now, and save them; what is None stays as it was.

    Raises:
        BackpainError: they cannot be saved.
    """
    settings = load_settings()
    chosen = with_choices(settings, sound=sound, flash=flash, theme=theme)
    if chosen != settings:
        save_settings(chosen)
    return chosen


def choices_for_session(*, sound: SoundMode | None, flash: bool | None, saves: bool) -> Settings:
    """Return the settings for a session, with what was chosen for it.

    Without `saves` they are not saved. If they cannot be, that is reported and they hold for this session.
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


def complete_routines(incomplete: str) -> list[str]:
    """Return the names of routines that begin with what was typed."""
    from backpain_cli.library.routines.finder import keys_of_own, keys_of_shipped

    return _beginning(incomplete, sorted({*keys_of_own(), *keys_of_shipped()}))


def complete_areas(incomplete: str) -> list[str]:
    """Return the keys of the pain areas that begin with what was typed."""
    from backpain_cli.library.shipped import load_atlas

    return _beginning(incomplete, list(load_atlas().areas))


def complete_muscles(incomplete: str) -> list[str]:
    """Return the keys of the muscles that begin with what was typed."""
    from backpain_cli.library.shipped import load_atlas

    return _beginning(incomplete, list(load_atlas().muscles))


def complete_activities(incomplete: str) -> list[str]:
    """Return the keys of the activities that begin with what was typed."""
    from backpain_cli.library.shipped import load_atlas

    return _beginning(incomplete, list(load_atlas().activities))


def complete_topics(incomplete: str) -> list[str]:
    """Return the topics, muscles and areas that begin with what was typed."""
    from backpain_cli.library.shipped import load_atlas

    anatomy = load_atlas()
    return _beginning(incomplete, [*anatomy.claims, *anatomy.muscles, *anatomy.areas])


def complete_charts(incomplete: str) -> list[str]:
    """Return the muscles, areas and routines that begin with what was typed."""
    from backpain_cli.library.shipped import load_atlas

    anatomy = load_atlas()
    return _beginning(incomplete, [*dict.fromkeys([*anatomy.muscles, *anatomy.areas, *complete_routines("")])])


def _beginning(incomplete: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(normalize_name(incomplete))]


class SessionOptions(NamedTuple):
    """The options of a session."""

    plain: bool = False
    big: bool = False
    speed: int = 1
    from_step: int = 1
    gentle: bool = False
    record: bool = True
    resume: bool = False
    events: bool = False
    """Whether standard output is for the stream of events."""
    sound: str = ""
    """One of the choices of `--sound`; empty for the saved one."""
    flash: bool | None = None
    """Whether a change flashes; None for what is saved."""

    @property
    def is_rehearsal(self) -> bool:
        """Whether it runs faster than in life: then it does not count as a session, and is not saved."""
        return self.speed > 1
