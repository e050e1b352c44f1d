"""All of the anatomy with its finders; levels of the spine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from backpain_cli.domain.anatomy.evidence import Activity, Claim
from backpain_cli.domain.anatomy.records import (
    Muscle,
    OpposingMuscle,
    PainArea,
    Source,
    SourcedText,
    SpinalCurve,
    Stretch,
    TriggerPoint,
)
from backpain_cli.domain.errors import UnknownNameError
from backpain_cli.domain.names import NameIndex
from backpain_cli.domain.terms import LEVELS, AttachmentKind
from backpain_cli.domain.text import escape_for_terminal


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """All of the vocabulary, with the ways to find something in it."""

    areas: Mapping[str, PainArea]
    muscles: Mapping[str, Muscle]
    stretches: Mapping[str, Stretch]
    other_muscles: Mapping[str, OpposingMuscle]
    sources: Mapping[str, Source]
    claims: "Mapping[str, Claim]"
    activities: "Mapping[str, Activity]"
    curves: tuple[SpinalCurve, ...]
    discs: SourcedText

    @cached_property
    def _area_names(self) -> NameIndex:
        return _names((area.key, (area.name, *area.aliases)) for area in self.areas.values())

    @cached_property
    def _muscle_names(self) -> NameIndex:
        return _names((muscle.key, (muscle.english, muscle.latin, *muscle.aliases)) for muscle in self.muscles.values())

    @cached_property
    def _stretch_names(self) -> NameIndex:
        return _names((stretch.key, (stretch.name, *stretch.aliases)) for stretch in self.stretches.values())

    @cached_property
    def _claim_names(self) -> NameIndex:
        return _names((claim.key, (claim.name, *claim.aliases)) for claim in self.claims.values())

    @cached_property
    def _activity_names(self) -> NameIndex:
        return _names((activity.key, (activity.name, *activity.aliases)) for activity in self.activities.values())

    def find_area(self, name: str) -> PainArea | None:
        """Return the pain area that `name` means, or None."""
        key = name if name in self.areas else self._area_names.find(name)
        return self.areas[key] if key else None

    def find_muscle(self, name: str) -> Muscle | None:
        """Return the muscle that `name` means, or None."""
        key = name if name in self.muscles else self._muscle_names.find(name)
        return self.muscles[key] if key else None

    def find_stretch(self, name: str) -> Stretch | None:
        """Return the stretch that `name` means, or None."""
        key = name if name in self.stretches else self._stretch_names.find(name)
        return self.stretches[key] if key else None

    def area(self, name: str) -> PainArea:
        """Return the pain area that a person means by `name`.

        Raises:
            UnknownNameError: there is none; the hint names the nearest.
        """
        if (area := self.find_area(name)) is None:
            raise _unknown("pain area", name, self._area_names.did_you_mean(name), "backpain areas")
        return area

    def find_claim(self, name: str) -> "Claim | None":
        """Return the claim that `name` means, or None."""
        key = name if name in self.claims else self._claim_names.find(name)
        return self.claims[key] if key else None

    def muscle(self, name: str) -> Muscle:
        """Return the muscle that a person means by `name`.

        Raises:
            UnknownNameError: there is none; the hint names the nearest.
        """
        if (muscle := self.find_muscle(name)) is None:
            raise _unknown("muscle", name, self._muscle_names.did_you_mean(name), "backpain muscles")
        return muscle

    def activity(self, name: str) -> "Activity":
        """Return the everyday activity that a person means by `name`.

        Raises:
            UnknownNameError: there is none; the hint names the nearest.
        """
        if (key := self._activity_names.find(name)) is None:
            raise _unknown("activity", name, self._activity_names.did_you_mean(name), "backpain strain")
        return self.activities[key]

    def suggest_topic(self, name: str) -> str:
        """Return `did you mean ...?` with the topics, muscles and areas whose names are near, or an empty text."""
        for index in (self._claim_names, self._muscle_names, self._area_names):
            if hint := index.did_you_mean(name):
                return hint
        return ""

    def strained_by(self, activity: "Activity") -> list[Muscle]:
        """Return the muscles reported as strained by `activity`, by name."""
        found = (muscle for muscle in self.muscles.values() if activity.key in muscle.strain.activities)
        return sorted(found, key=lambda muscle: muscle.english)

    def attached_to(self, level: str) -> list[Muscle]:
        """Return the muscles that attach to the vertebra of that name, by name; groups are left out."""
        found = (muscle for muscle in self.muscles.values() if level in muscle.attaches.levels and not muscle.parts)
        return sorted(found, key=lambda muscle: muscle.english)

    def suggest_muscle(self, name: str) -> str:
        """Return `did you mean ...?` with the muscles whose names are near, or an empty text."""
        return self._muscle_names.did_you_mean(name)

    def suggest_stretch(self, name: str) -> str:
        """Return `did you mean ...?` with the stretches whose names are near, or an empty text."""
        return self._stretch_names.did_you_mean(name)

    def suggest_area(self, name: str) -> str:
        """Return `did you mean ...?` with the areas whose names are near, or an empty text."""
        return self._area_names.did_you_mean(name)

    def points_of(self, muscle: Muscle) -> tuple[TriggerPoint, ...]:
        """Return a muscle's points; for a group, those of its parts."""
        if not muscle.parts:
            return muscle.points
        return tuple(point for part in muscle.parts for point in self.muscles[part].points)


def _unknown(kind: str, name: str, hint: str, command: str) -> UnknownNameError:
    return UnknownNameError(
        f"There is no {kind} called `{escape_for_terminal(name, most=60)}`.",
        hint=f"{hint.capitalize()} `{command}` lists them all.".strip(),
    )


def _names(entries: Iterable[tuple[str, tuple[str, ...]]]) -> NameIndex:
    listed = list(entries)
    found = {alias: key for key, aliases in listed for alias in aliases}
    return NameIndex(found | {key: key for key, _ in listed})


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
