"""Shared option types, shell completion, the options of a session."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from backpain_cli.domain.names import normalize_name
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.terms import WORST_PAIN, SoundMode
from backpain_cli.library.settings import load_settings, save_settings

if TYPE_CHECKING:
    from backpain_cli.domain.anatomy.atlas import Atlas, Exercise

Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DAY", help="Start at this day: 2026-11-03, monday, last week, 10d or 3w (ago)."),
]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="End with this day.")]

SOURCES_HELP = "Show where each fact is from, and how much of that was read."


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
    sound: SoundMode | None = None
    """None for the saved one."""
    flash: bool | None = None
    """Whether a change flashes; None for what is saved."""
    still: bool = False
    """Whether no picture moves and nothing flashes, this once."""
    level: int = 0
    """The highest level of any move, this once; 0 for the person's own."""
    without_optional: bool = False
    """Whether the optional steps are left out."""

    @property
    def is_rehearsal(self) -> bool:
        """Whether it runs faster than in life: then it does not count as a session, and is not saved."""
        return self.speed > 1


def with_choices(settings: Settings, **choices: Any) -> Settings:
    """Return `settings` with what was chosen, by field; what is None stays as it was."""
    return replace(settings, **{name: value for name, value in choices.items() if value is not None})


def keep_choices(**choices: Any) -> Settings:
    """Return the person's settings with what was chosen now, by field, and save them; None leaves a field as it was.

    Raises:
        BackpainError: they cannot be saved.
    """
    settings = load_settings()
    chosen = with_choices(settings, **choices)
    if chosen != settings:
        save_settings(chosen)
    return chosen


def complete_routines(incomplete: str) -> list[tuple[str, str]]:
    """Return the names of routines that begin with what was typed, each with what zsh and fish show beside it."""
    from backpain_cli.paths import keys_of_own

    own = keys_of_own()
    names = _beginning(incomplete, sorted(_routine_names()))
    return [(name, "your own" if name in own else _title_of_shipped(name)) for name in names]


def _title_of_shipped(name: str) -> str:
    """Return the title of a shipped routine from its file, without reading YAML: the shell waits for the answer."""
    from backpain_cli.paths import ROUTINE_FOLDER, packaged_data

    text = (packaged_data(ROUTINE_FOLDER) / f"{name}.yaml").read_text(encoding="utf-8")
    return text.partition("\ntitle: ")[2].partition("\n")[0].strip("\"'")


def _completion(names: "Callable[[Atlas], Iterable[str]]") -> Callable[[str], list[str]]:
    """Return a function that completes what was typed to one of the `names` in the anatomy."""

    def complete(incomplete: str) -> list[str]:
        from backpain_cli.library.shipped import load_atlas

        return _beginning(incomplete, names(load_atlas()))

    return complete


complete_areas = _completion(lambda atlas: atlas.areas)


def complete_scores(incomplete: str) -> list[str]:
    """Return what goes on with the beginning of `AREA=SCORE` or `AREA:SIDE=SCORE`."""
    from backpain_cli.library.shipped import load_atlas

    place, equals, score = incomplete.partition("=")
    if equals:
        return [f"{place}={one}" for one in range(WORST_PAIN + 1) if str(one).startswith(score)]
    areas = load_atlas().areas
    name, colon, side = place.partition(":")
    if not colon:
        return _scored(_beginning(incomplete, areas))
    sides = ("left", "right", "both") if normalize_name(name) in areas and areas[normalize_name(name)].paired else ()
    return _scored([f"{name}:{one}" for one in sides if one.startswith(side)])


def _scored(places: list[str]) -> list[str]:
    """Return how `places` go on; one alone with every score, because a shell puts a space after a single answer."""
    if len(places) == 1:
        return [f"{places[0]}={score}" for score in range(WORST_PAIN + 1)]
    return [f"{place}=" for place in places]


complete_muscles = _completion(lambda atlas: atlas.muscles)


def complete_moves(incomplete: str) -> list[tuple[str, str]]:
    """Return the keys of moves that begin with what was typed, each with its name."""
    from backpain_cli.domain.anatomy.exercises import all_moves

    return _named(incomplete, all_moves)


def complete_stretches(incomplete: str) -> list[tuple[str, str]]:
    """Return the keys of stretches that begin with what was typed, each with its name."""
    from backpain_cli.domain.anatomy.exercises import all_stretches

    return _named(incomplete, all_stretches)


def _named(incomplete: str, listed: "Callable[[Atlas], list[Exercise]]") -> list[tuple[str, str]]:
    from backpain_cli.library.shipped import load_atlas

    names = {one.key: one.name for one in listed(load_atlas())}
    return [(key, names[key]) for key in _beginning(incomplete, names)]


complete_points = _completion(lambda atlas: [point.key for one in atlas.muscles.values() for point in one.points])
complete_activities = _completion(lambda atlas: atlas.activities)
complete_topics = _completion(lambda atlas: [*atlas.claims, *atlas.muscles, *atlas.areas])
complete_charts = _completion(lambda atlas: dict.fromkeys([*atlas.muscles, *atlas.areas, *sorted(_routine_names())]))


def complete_circumstances(incomplete: str) -> list[tuple[str, str]]:
    """Return the keys of circumstances that begin with what was typed, each in words."""
    from backpain_cli.library.shipped_facts import load_fact_table

    names = {one.key: one.name for one in load_fact_table().circumstances}
    return [(key, names[key]) for key in _beginning(incomplete, names)]


def _routine_names() -> set[str]:
    from backpain_cli.paths import keys_of_own, keys_of_shipped

    return {*keys_of_own(), *keys_of_shipped()}


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(normalize_name(incomplete))]
