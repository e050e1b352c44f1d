"""All of the anatomy with its finders; levels of the spine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from backpain_cli.domain.anatomy.evidence import Activity, Claim, Source
from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.anatomy.records import (
    Muscle,
    OpposingMuscle,
    PainArea,
    SourcedText,
    SpinalCurve,
    Stretch,
    TriggerPoint,
)
from backpain_cli.domain.errors import UnknownNameError
from backpain_cli.domain.names import NameIndex
from backpain_cli.domain.terms import LEVELS, AttachmentKind
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.domain.words.vocabulary import ConditionKind, MuscleGroup, NamedCondition, OtherExercise
from backpain_cli.domain.words.word_reader import Reading, WordReader

Exercise = Move | Stretch
Entry = TypeVar("Entry", PainArea, Muscle, Stretch, Move, Exercise, OtherExercise, Claim, Activity)

MuscleOrGroup = Muscle | MuscleGroup


class NameFinder(Generic[Entry]):
    """Finds entries of one kind by their keys, names and aliases."""

    def __init__(self, entries: Mapping[str, Entry], kind: str, command: str) -> None:
        """Find `entries`, which are called `kind` in messages; `command` lists them."""
        self._entries: Mapping[str, Entry] = entries
        self._kind = kind
        self._command = command

    @cached_property
    def _index(self) -> NameIndex:
        names = {name: key for key, entry in self._entries.items() for name in _names_of(entry)}
        return NameIndex(names | {key: key for key in self._entries})

    def find(self, name: str) -> Entry | None:
        """Return the entry that `name` means, or None."""
        key = name if name in self._entries else self._index.find(name)
        return self._entries[key] if key else None

    def get(self, name: str) -> Entry:
        """Return the entry that `name` means.

        Raises:
            UnknownNameError: there is none; the hint names the nearest.
        """
        if (entry := self.find(name)) is None:
            raise UnknownNameError(
                f"There is no {self._kind} called `{escape_for_terminal(name, most=60)}`.",
                hint=f"{self.did_you_mean(name).capitalize()} `{self._command}` lists them all.".strip(),
            )
        return entry

    def did_you_mean(self, name: str, keep: Callable[[str, bool], bool] = lambda _key, _near: True) -> str:
        """Return `did you mean ...?` with the nearest names, or an empty text.

        Args:
            name: as it was typed.
            keep: from a key, and whether its name is very near, to whether it is offered.
        """
        return self._index.did_you_mean(name, keep)


def _names_of(entry: PainArea | Muscle | Stretch | Move | OtherExercise | Claim | Activity) -> tuple[str, ...]:
    names = (entry.english, entry.latin) if isinstance(entry, Muscle) else (entry.name,)
    return (*names, *entry.aliases)


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """All of the vocabulary, with the ways to find something in it."""

    areas: Mapping[str, PainArea]
    muscles: Mapping[str, Muscle]
    stretches: Mapping[str, Stretch]
    moves: Mapping[str, Move]
    other_muscles: Mapping[str, OpposingMuscle]
    other_exercises: Mapping[str, OtherExercise]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    activities: Mapping[str, Activity]
    curves: tuple[SpinalCurve, ...]
    discs: SourcedText
    groups: Mapping[str, MuscleGroup]
    conditions: Mapping[str, NamedCondition]
    condition_kinds: Mapping[str, ConditionKind]
    make_reader: Callable[[], WordReader] = field(compare=False)
    """Makes the reader of everyday words; called only where a name is none of our own."""

    @cached_property
    def reader(self) -> WordReader:
        """Reads what people type about where it hurts, which muscle they mean, and what they did."""
        return self.make_reader()

    @cached_property
    def area_names(self) -> NameFinder[PainArea]:
        """Finds pain areas by name."""
        return NameFinder(self.areas, "pain area", "backpain areas")

    @cached_property
    def muscle_names(self) -> NameFinder[Muscle]:
        """Finds muscles by name."""
        return NameFinder(self.muscles, "muscle", "backpain muscles")

    @cached_property
    def stretch_names(self) -> NameFinder[Stretch]:
        """Finds stretches by name."""
        return NameFinder(self.stretches, "stretch", "backpain validate")

    @cached_property
    def move_names(self) -> NameFinder[Move]:
        """Finds moves by name."""
        return NameFinder(self.moves, "move", "backpain moves")

    @cached_property
    def exercise_names(self) -> NameFinder[Exercise]:
        """Finds moves and stretches by name, in one list: no name is of both."""
        return NameFinder({**self.moves, **self.stretches}, "move or stretch", "backpain moves")

    @cached_property
    def other_exercise_names(self) -> NameFinder[OtherExercise]:
        """Finds exercises by name that are none of ours."""
        return NameFinder(self.other_exercises, "exercise", "backpain moves")

    @cached_property
    def topic_names(self) -> NameFinder[Claim]:
        """Finds claims by the name of their topic."""
        return NameFinder(self.claims, "topic", "backpain why")

    @cached_property
    def activity_names(self) -> NameFinder[Activity]:
        """Finds everyday activities by name."""
        return NameFinder(self.activities, "activity", "backpain strain")

    def suggested_muscles(self, name: str) -> str:
        """Return `did you mean ...?` with the nearest muscles; of those that are never pressed, only very near ones."""
        return self.muscle_names.did_you_mean(name, keep=lambda key, near: near or self._may_be_pressed(key))

    def _may_be_pressed(self, key: str) -> bool:
        return any(one.may_be_pressed for one in self.muscles[key].safety_classes)

    def area_meant(self, words: str) -> PainArea | None:
        """Return the one area that `words` mean without a doubt, or None."""
        return self.area_names.find(words) or self._one(self.areas, self.reader.areas(words))

    def muscle_meant(self, words: str) -> Muscle | None:
        """Return the one muscle that `words` mean without a doubt, or None."""
        return self.muscle_names.find(words) or self._one(self.muscles, self.reader.muscles(words))

    def _one(self, entries: Mapping[str, Entry], reading: Reading | None) -> Entry | None:
        if reading is None or reading.taken or reading.entries or len(reading.keys) != 1:
            return None
        return entries[reading.keys[0]]

    def suggest_topic(self, name: str) -> str:
        """Return `did you mean ...?` with the topics, muscles and areas whose names are near, or an empty text."""
        hints = (finder.did_you_mean(name) for finder in (self.topic_names, self.muscle_names, self.area_names))
        return next(filter(None, hints), "")

    def strained_by(self, activity: Activity) -> list[Muscle]:
        """Return the muscles reported as strained by `activity`, by name."""
        found = (muscle for muscle in self.muscles.values() if activity.key in muscle.strain.activities)
        return sorted(found, key=lambda muscle: muscle.english)

    def attached_to(self, level: str) -> list[Muscle]:
        """Return the muscles that attach to the vertebra of that name, by name; groups are left out."""
        found = (muscle for muscle in self.muscles.values() if level in muscle.attaches.levels and not muscle.parts)
        return sorted(found, key=lambda muscle: muscle.english)

    def points_of(self, muscle: MuscleOrGroup) -> tuple[TriggerPoint, ...]:
        """Return a muscle's points; for a group, those of its parts."""
        if isinstance(muscle, Muscle) and not muscle.parts:
            return muscle.points
        return tuple(point for part in muscle.parts for point in self.points_of(self.muscles[part]))


FIRST_DISC_ABOVE = "C3"
"""The disc between C2 and C3 is the first: none lies between the skull and C1, nor between C1 and C2 (source M4)."""


def level_ranges(levels: Sequence[str]) -> str:
    """Return vertebrae as ranges, from above: `C1-C4, T2`."""
    numbers = sorted(LEVELS.index(level) for level in levels)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1 and LEVELS[number][0] == LEVELS[runs[-1][0]][0]:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(LEVELS[run[0]] if len(run) == 1 else f"{LEVELS[run[0]]}-{LEVELS[run[-1]]}" for run in runs)


def has_disc_above(level: str) -> bool:
    """Return whether a disc lies between this vertebra and the one above; the sacrum's own are grown together."""
    number = LEVELS.index(level)
    return LEVELS.index(FIRST_DISC_ABOVE) <= number <= LEVELS.index("S1")


def muscles_by_attachment(anatomy: Atlas, level: str) -> dict[AttachmentKind, list[Muscle]]:
    """Return the muscles that attach to a level, by kind of attachment; one may be of several kinds."""
    attached = anatomy.attached_to(level)
    found = {kind: [muscle for muscle in attached if kind in muscle.attaches.kinds] for kind in AttachmentKind}
    return {kind: muscles for kind, muscles in found.items() if muscles}
