"""The vocabulary: regions, pain areas, muscles, trigger points, techniques, stretches and their sources.

Every fact carries the keys of its sources. Where a muscle is felt is what the published maps say of its
points; it is no diagnosis, and a muscle's areas are always computed from its points, never written twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from backpain_cli.domain.errors import UnknownNameError
from backpain_cli.domain.evidence import Activity, Claim, Curve
from backpain_cli.domain.names import Index
from backpain_cli.domain.safety import SafetyTexts
from backpain_cli.domain.text import shown


class Region(StrEnum):
    """A part of the spine."""

    CERVICAL = "cervical"
    THORACIC = "thoracic"
    LUMBAR = "lumbar"
    SACRAL = "sacral"


LEVELS = (
    *(f"C{number}" for number in range(1, 8)),
    *(f"T{number}" for number in range(1, 13)),
    *(f"L{number}" for number in range(1, 6)),
    *(f"S{number}" for number in range(1, 6)),
    "Co",
)
"""The vertebrae from the skull down; the sacrum's five and the tailbone are grown together."""


class AttachmentKind(StrEnum):
    """Between what a muscle runs; a muscle may be of several kinds."""

    VERTEBRA_TO_VERTEBRA = "vertebra-to-vertebra"
    RIB_TO_SPINE = "rib-to-spine"
    VERTEBRA_TO_LIMB_BONE = "vertebra-to-limb-bone"
    VERTEBRA_TO_SKULL = "vertebra-to-skull"
    NONE = "none"


class SafetyClass(StrEnum):
    """What a layman may do to a trigger point."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def may_be_pressed(self) -> bool:
        """Whether a person may press such a point without a professional."""
        return self in {SafetyClass.A, SafetyClass.B}

    @property
    def meaning(self) -> str:
        """The class in a few plain words."""
        return {
            SafetyClass.A: "may be pressed",
            SafetyClass.B: "lightly and with care",
            SafetyClass.C: "stretch or breathe only",
            SafetyClass.D: "never press this yourself",
        }[self]


HIGHEST_PRESSURE = {SafetyClass.A: 6, SafetyClass.B: 4}
"""On the scale of 0 (nothing) to 10 (worst); `reference` values of the shipped dose table (sources S66, M9)."""

LONGEST_HOLD_SECONDS = 90
"""No point is pressed longer than this at a time (dose table; sources S66, S74, M9)."""


class Place(StrEnum):
    """Where a step is done; a routine goes through its places in blocks."""

    STANDING = "standing"
    WALL = "wall"
    SITTING = "sitting"
    FLOOR = "floor"

    @property
    def phrase(self) -> str:
        """The place as one says it."""
        return {
            Place.STANDING: "standing",
            Place.WALL: "standing at a wall",
            Place.SITTING: "sitting",
            Place.FLOOR: "on the floor",
        }[self]


class Confidence(StrEnum):
    """How well a referral zone is documented."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class FeltSide(StrEnum):
    """On which side of the body a zone is felt, seen from the muscle."""

    SAME = "same"
    BOTH = "both"
    EITHER = "either"
    OPPOSITE = "opposite"


class Zone(StrEnum):
    """How constantly a point is published as felt in an area."""

    ESSENTIAL = "essential"
    SPILLOVER = "spillover"


class Source(NamedTuple):
    """Where a fact was read."""

    key: str
    reference: str
    supports: str
    """What it was used for."""
    read: str
    """How much of it was read: memory, excerpt, abstract, file or full."""
    kind: str
    checked: str
    """The day it was read, as YYYY-MM-DD."""


class PainArea(NamedTuple):
    """A place where a person feels pain, told by what a person can touch."""

    key: str
    name: str
    aliases: tuple[str, ...]
    landmarks: str
    regions: tuple[Region, ...]
    has_sides: bool
    sources: tuple[str, ...]


class FeltArea(NamedTuple):
    """An area in which a point is published as felt."""

    area: PainArea
    side: FeltSide


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """How a trigger point is pressed. Seconds are whole seconds."""

    do: str
    place: Place
    posture: str
    tool: str
    instead: tuple[str, ...]
    """Tools that may replace `tool`."""
    pressure: tuple[int, int]
    """From and to, on the scale of 0 to 10."""
    find: int
    hold: int
    cap: int
    """The longest hold."""
    feel: str
    avoid: str
    stop: str
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a dose that nobody should be led through."""
        low, high = self.pressure
        if not 0 <= low <= high <= 10:
            raise ValueError(f"a pressure of {low} to {high} is not on the scale of 0 to 10")
        if not 1 <= self.hold <= self.cap <= LONGEST_HOLD_SECONDS:
            raise ValueError(f"a hold of {self.hold} s with a cap of {self.cap} s; 90 s is the most")


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerPoint:
    """A place on a muscle that is tender in many people, with its safety class and the areas of its published map."""

    muscle: str
    """The muscle's key."""
    number: int
    name: str
    where: str
    """The place in landmarks that can be felt."""
    safety_class: SafetyClass
    reason: str
    """Why it has this class."""
    essential: tuple[FeltArea, ...]
    spillover: tuple[FeltArea, ...]
    confidence: Confidence
    sources: tuple[str, ...]
    technique: Technique | None

    def __post_init__(self) -> None:
        """Hold the rule that a point is pressed if and only if its class permits it."""
        if self.safety_class.may_be_pressed and self.technique is None:
            raise ValueError(f"point {self.key} is of class {self.safety_class} and has no technique")
        if self.technique is None:
            return
        if not self.safety_class.may_be_pressed:
            raise ValueError(f"point {self.key} is of class {self.safety_class} and must not be pressed")
        if self.technique.pressure[1] > HIGHEST_PRESSURE[self.safety_class]:
            raise ValueError(f"point {self.key}: the pressure is above the limit of class {self.safety_class}")

    @property
    def key(self) -> str:
        """The name it is found by: `gluteus-medius/2`."""
        return f"{self.muscle}/{self.number}"

    def zone_in(self, area: str) -> Zone | None:
        """Return how it is felt in the area of that key, or None."""
        if any(felt.area.key == area for felt in self.essential):
            return Zone.ESSENTIAL
        if any(felt.area.key == area for felt in self.spillover):
            return Zone.SPILLOVER
        return None


class Antagonist(NamedTuple):
    """A muscle that pulls against another in one movement."""

    muscle: str
    """Its key, among the muscles or the other muscles."""
    side: str
    """same, opposite or both: seen from the muscle it opposes."""
    role: str
    """The movement in which the two are opponents."""
    sources: tuple[str, ...]


class Stretch(NamedTuple):
    """A stretch, a slow movement or a way of breathing. Seconds are whole seconds."""

    key: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    """stretch, move or breathing."""
    muscles: tuple[str, ...]
    do: str
    place: Place
    posture: str
    tool: str
    instead: tuple[str, ...]
    one_side_at_a_time: bool
    side_means: str
    """What `left` means in it, where it is not obvious."""
    hold: int
    cap: int
    bends: str
    """How the spine moves: forward, backward, sideways, turn or none."""
    end_range: bool
    neutral: str
    """What to do instead if this movement hurts."""
    feel: str
    avoid: str
    stop: str
    sources: tuple[str, ...]


class Fact(NamedTuple):
    """A sentence or phrase with its sources."""

    text: str
    sources: tuple[str, ...]


class Strain(NamedTuple):
    """What people report as straining a muscle."""

    by: tuple[str, ...]
    activities: tuple[str, ...]
    """Keys of everyday activities."""
    sources: tuple[str, ...]


class Identifier(NamedTuple):
    """A muscle's entry in public anatomies. Only verified ones are given; blank means not verified."""

    of: str
    uberon: str
    fma: str


class Prevalence(NamedTuple):
    """How often a muscle was found involved, in one published study or review."""

    area: str
    percent: str
    """A number or a range, as published: `42`, `34-45`."""
    of: str
    sources: tuple[str, ...]


class Muscle(NamedTuple):
    """A muscle that is published as felt in the back or neck, or that opposes one."""

    key: str
    english: str
    latin: str
    aliases: tuple[str, ...]
    regions: tuple[Region, ...]
    seat: str
    """Where it lies, in a word or two."""
    lies_in: tuple[str, ...]
    """Keys of the pain areas it lies in: pain there is local, elsewhere referred."""
    kinds: frozenset[AttachmentKind]
    origin: str
    insertion: str
    levels: tuple[str, ...]
    """The vertebrae it attaches to, from above."""
    attachment_sources: tuple[str, ...]
    action: Fact
    nerve: Fact
    antagonists: tuple[Antagonist, ...]
    strain: Strain
    identifiers: tuple[Identifier, ...]
    prevalence: tuple[Prevalence, ...]
    parts: tuple[str, ...]
    """Keys of the muscles that make up a group; a group has no points of its own."""
    points: tuple[TriggerPoint, ...]
    stretches: tuple[str, ...]
    care: str
    """How to treat it, or why to leave it alone."""
    notes: tuple[Fact, ...]

    @property
    def safety_classes(self) -> tuple[SafetyClass, ...]:
        """The classes of its points, without repetition, A first."""
        return tuple(sorted({point.safety_class for point in self.points}))

    def pressed_point(self, number: int | None = None) -> TriggerPoint | None:
        """Return the point of that number, or the first that may be pressed; None where there is none."""
        for point in self.points:
            if point.number == number or (number is None and point.safety_class.may_be_pressed):
                return point
        return None

    def is_local_in(self, area: str) -> bool:
        """Say whether pain in that area would be felt where the muscle lies."""
        return area in self.lies_in


class OtherMuscle(NamedTuple):
    """A muscle that appears only as an opponent of others."""

    key: str
    english: str
    latin: str
    action: str
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Anatomy:
    """All of the vocabulary, with the ways to find something in it."""

    areas: Mapping[str, PainArea]
    muscles: Mapping[str, Muscle]
    stretches: Mapping[str, Stretch]
    other_muscles: Mapping[str, OtherMuscle]
    sources: Mapping[str, Source]
    safety: SafetyTexts
    claims: Mapping[str, Claim]
    activities: Mapping[str, Activity]
    curves: tuple[Curve, ...]
    discs: Fact

    @cached_property
    def _area_names(self) -> Index:
        return _names((area.key, (area.name, *area.aliases)) for area in self.areas.values())

    @cached_property
    def _muscle_names(self) -> Index:
        return _names((muscle.key, (muscle.english, muscle.latin, *muscle.aliases)) for muscle in self.muscles.values())

    @cached_property
    def _stretch_names(self) -> Index:
        return _names((stretch.key, (stretch.name, *stretch.aliases)) for stretch in self.stretches.values())

    @cached_property
    def _claim_names(self) -> Index:
        return _names((claim.key, (claim.name, *claim.aliases)) for claim in self.claims.values())

    @cached_property
    def _activity_names(self) -> Index:
        return _names((activity.key, (activity.name, *activity.aliases)) for activity in self.activities.values())

    def find_area(self, name: str) -> PainArea | None:
        """Return the pain area that `name` means, or None."""
        key = self._area_names.find(name)
        return self.areas[key] if key else None

    def find_muscle(self, name: str) -> Muscle | None:
        """Return the muscle that `name` means, or None."""
        key = self._muscle_names.find(name)
        return self.muscles[key] if key else None

    def find_stretch(self, name: str) -> Stretch | None:
        """Return the stretch that `name` means, or None."""
        key = self._stretch_names.find(name)
        return self.stretches[key] if key else None

    def area(self, name: str) -> PainArea:
        """Return the pain area that a person means by `name`.

        Raises:
            UnknownNameError: there is none; the hint tells the nearest names.
        """
        if (area := self.find_area(name)) is None:
            raise _unknown("pain area", name, self._area_names.did_you_mean(name), "backpain areas")
        return area

    def find_claim(self, name: str) -> Claim | None:
        """Return the claim that `name` means, or None."""
        key = self._claim_names.find(name)
        return self.claims[key] if key else None

    def muscle(self, name: str) -> Muscle:
        """Return the muscle that a person means by `name`.

        Raises:
            UnknownNameError: there is none; the hint tells the nearest names.
        """
        if (muscle := self.find_muscle(name)) is None:
            raise _unknown("muscle", name, self._muscle_names.did_you_mean(name), "backpain muscles")
        return muscle

    def activity(self, name: str) -> Activity:
        """Return the everyday activity that a person means by `name`.

        Raises:
            UnknownNameError: there is none; the hint tells the nearest names.
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

    def strained_by(self, activity: Activity) -> list[Muscle]:
        """Return the muscles reported as strained by `activity`, by name."""
        found = (muscle for muscle in self.muscles.values() if activity.key in muscle.strain.activities)
        return sorted(found, key=lambda muscle: muscle.english)

    def attached_to(self, level: str) -> list[Muscle]:
        """Return the muscles that attach to the vertebra of that name, by name; groups are left out."""
        found = (muscle for muscle in self.muscles.values() if level in muscle.levels and not muscle.parts)
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
        f"There is no {kind} called `{shown(name, most=60)}`.",
        hint=f"{hint.capitalize()} `{command}` lists them all.".strip(),
    )


def _names(entries: Iterable[tuple[str, tuple[str, ...]]]) -> Index:
    listed = list(entries)
    found = {alias: key for key, aliases in listed for alias in aliases}
    return Index(found | {key: key for key, _ in listed})
