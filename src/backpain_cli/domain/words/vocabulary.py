"""What the reader of everyday words knows: words to drop and to join, directions, levels, groups, conditions."""

from collections.abc import Mapping
from typing import NamedTuple


class SeveralAreas(NamedTuple):
    """Names for several areas."""

    names: tuple[str, ...]
    areas: tuple[str, ...]
    """Keys of areas, the likeliest first."""


class LevelAreas(NamedTuple):
    """The areas in which some vertebrae lie."""

    first: str
    last: str
    areas: tuple[str, ...]


class BetweenAreas(NamedTuple):
    """The areas between two others; `spine` is a place without a key."""

    of: tuple[str, str]
    areas: tuple[str, ...]


class OutsideWords(NamedTuple):
    """Something that has no page here, so that nothing far from it is offered."""

    name: str
    words: tuple[str, ...]


class WordList(NamedTuple):
    """Words as people type them, in lower case; lists of words are one text with blanks between them."""

    fillers: str
    """Words without a meaning of their own."""
    feelings: str
    """Words for how it feels; dropped where a place or a muscle is meant."""
    activity_fillers: str
    """Dropped where an activity is meant."""
    muscle_parts: str
    """Dropped where a muscle is known without them."""
    tails: str
    """What comes after one of these says when, not where."""
    adverb_before: str
    """`right` is no side before one of these."""
    sides: Mapping[str, str]
    same: Mapping[str, str]
    """Spellings and words of one meaning: to the words that are used instead."""
    readings: tuple[SeveralAreas, ...]
    """Names with several readings, of which one is meant."""
    together: tuple[SeveralAreas, ...]
    """Names for several areas that are all meant."""
    levels: tuple[LevelAreas, ...]
    relations: Mapping[str, Mapping[str, tuple[str, ...]]]
    """From a direction and the area of a place to the areas that are meant."""
    between: tuple[BetweenAreas, ...]
    outside: tuple[OutsideWords, ...]


class MuscleGroup(NamedTuple):
    """A name for several muscles at once."""

    key: str
    name: str
    aliases: tuple[str, ...]
    parts: tuple[str, ...]
    """Keys of the muscles that have a page here."""
    missing: str
    """Which parts have none."""
    sources: tuple[str, ...]

    @property
    def english(self) -> str:
        """Its name; a muscle calls it so."""
        return self.name


class OtherExercise(NamedTuple):
    """An exercise that people know by name and that is none of ours."""

    key: str
    """Its name in everyday words."""
    aliases: tuple[str, ...]
    text: str
    """What those of ours that come near do otherwise."""
    near: tuple[str, ...]
    """Their keys."""

    @property
    def name(self) -> str:
        """Its key."""
        return self.key


class ConditionKind(NamedTuple):
    """What these pages can and cannot do about conditions of one kind."""

    text: str
    has_session: bool
    """Whether such a name leads to the routine for its areas."""
    sources: tuple[str, ...]
    routine: str = ""
    """The key of a routine made for it, which is taken instead; empty where there is none."""


class NamedCondition(NamedTuple):
    """A name that people give to their pain. It never says what a person has."""

    key: str
    """Its name in everyday words."""
    kind: str
    aliases: tuple[str, ...]
    areas: tuple[str, ...]
    """Keys of the areas that are listed for it."""


class ConditionTable(NamedTuple):
    """The conditions that people name, and the texts of their kinds."""

    kinds: Mapping[str, ConditionKind]
    conditions: tuple[NamedCondition, ...]
