"""The vocabulary: regions, pain areas, muscles, trigger points, techniques, stretches and their sources.

Every fact has its sources. Where a muscle is felt is always computed from the published maps of its points.
"""

from dataclasses import dataclass
from typing import NamedTuple

from backpain_cli.domain.terms import (
    LONGEST_HOLD_SECONDS,
    LONGEST_RESTING_STRETCH_S,
    LONGEST_STRETCH_SECONDS,
    AttachmentKind,
    Caution,
    Confidence,
    Levels,
    Place,
    Region,
    SafetyClass,
    ZoneKind,
    ZoneSide,
)


class PainArea(NamedTuple):
    """A place where a person feels pain, described by what they can touch."""

    key: str
    name: str
    aliases: tuple[str, ...]
    landmarks: str
    regions: tuple[Region, ...]
    paired: bool
    sources: tuple[str, ...]


class ReferredZone(NamedTuple):
    """An area in which a point is published as felt."""

    area: PainArea
    side: ZoneSide = ZoneSide.SAME


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
    """Of everything but the dose."""
    dose_sources: tuple[str, ...] = ()
    """Of pressure and seconds: a convention with two small trials behind it."""
    cautions: tuple[Caution, ...] = ()  # what else to avoid, for some people only

    def __post_init__(self) -> None:
        """Refuse a dose that would not be safe."""
        low, high = self.pressure
        if not 0 <= low <= high <= 10:
            raise ValueError(f"a pressure of {low} to {high} is not on the scale of 0 to 10")
        if not 1 <= self.hold <= self.cap <= LONGEST_HOLD_SECONDS:
            raise ValueError(
                f"a hold of {self.hold} s with a cap of {self.cap} s; the limit is {LONGEST_HOLD_SECONDS} s"
            )


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
    essential: tuple[ReferredZone, ...]
    spillover: tuple[ReferredZone, ...]
    confidence: Confidence
    sources: tuple[str, ...]
    technique: Technique | None = None
    """How it is pressed; None where it is not."""

    def __post_init__(self) -> None:
        """Hold the rule that a point is pressed if and only if its class permits it."""
        if self.safety_class.may_be_pressed and self.technique is None:
            raise ValueError(f"point {self.key} is of class {self.safety_class} and has no technique")
        if self.technique is None:
            return
        if not self.safety_class.may_be_pressed:
            raise ValueError(f"point {self.key} is of class {self.safety_class} and must not be pressed")
        if self.technique.pressure[1] > self.safety_class.highest_pressure:
            raise ValueError(f"point {self.key}: the pressure is above the limit of class {self.safety_class}")

    @property
    def key(self) -> str:
        """The name it is found by: `gluteus-medius/2`."""
        return f"{self.muscle}/{self.number}"

    @property
    def map_and_dose_sources(self) -> tuple[str, ...]:
        """Where its place and its areas are from, and the seconds and the pressure of a step that presses it."""
        return (*self.sources, *(self.technique.dose_sources if self.technique is not None else ()))

    def zone_in(self, area: str) -> ZoneKind | None:
        """Return how it is felt in the area of that key, or None."""
        if any(felt.area.key == area for felt in self.essential):
            return ZoneKind.ESSENTIAL
        if any(felt.area.key == area for felt in self.spillover):
            return ZoneKind.SPILLOVER
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
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
    one_sided: bool
    side_means: str
    """What `left` means in it, where it is not obvious; or what to do on each: `Right side: ... . Left side: ... .`"""
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
    also: tuple[Place, ...] = ()
    """Other places in which it is done, as `instead` says."""
    held_longer: str = ""
    """Why it may be held longer than other stretches; empty for nearly all."""
    cautions: tuple[Caution, ...] = ()  # what else to avoid, for some people only

    def __post_init__(self) -> None:
        """Refuse a hold that is longer than this stretch may be held."""
        if not 1 <= self.hold <= self.cap <= self.longest_s:
            raise ValueError(
                f"stretch {self.key}: a hold of {self.hold} s with a cap of {self.cap} s; "
                f"the limit is {self.longest_s} s"
            )

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place in which it is done, its own first."""
        return (self.place, *self.also)

    @property
    def longest_s(self) -> int:
        """The longest that any hold of it may be."""
        return LONGEST_RESTING_STRETCH_S if self.held_longer else LONGEST_STRETCH_SECONDS


class SourcedText(NamedTuple):
    """A sentence or phrase with its sources."""

    text: str
    sources: tuple[str, ...]


class StrainReport(NamedTuple):
    """What people report as straining a muscle."""

    by: tuple[str, ...]
    activities: tuple[str, ...]
    """Keys of everyday activities."""
    sources: tuple[str, ...]


class OntologyIds(NamedTuple):
    """A muscle's entry in public anatomies. Only verified ones are given; blank means not verified."""

    of: str
    uberon: str = ""
    fma: str = ""


class Prevalence(NamedTuple):
    """How often a muscle was found involved, in one published study or review."""

    area: str
    percent: str
    """A number or a range, as published: `42`, `34-45`."""
    of: str
    sources: tuple[str, ...]


class Attachments(NamedTuple):
    """What a muscle attaches to."""

    kinds: frozenset[AttachmentKind]
    origin: str
    insertion: str
    levels: Levels
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
    attaches: Attachments
    action: SourcedText
    nerve: SourcedText
    antagonists: tuple[Antagonist, ...]
    strain: StrainReport
    identifiers: tuple[OntologyIds, ...]
    prevalence: tuple[Prevalence, ...]
    parts: tuple[str, ...]
    """Keys of the muscles that make up a group; a group has no points of its own."""
    points: tuple[TriggerPoint, ...]
    stretches: tuple[str, ...]
    care: str
    """How to treat it, or why to leave it alone."""
    notes: tuple[SourcedText, ...]

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
        """Return whether pain in that area would be felt where the muscle lies."""
        return area in self.lies_in


class SpinalCurve(NamedTuple):
    """A part of the spine with its curve, seen from the side."""

    region: Region
    levels: Levels
    shape: str
    sources: tuple[str, ...]


class OpposingMuscle(NamedTuple):
    """A muscle that appears only as an opponent of others."""

    key: str
    english: str
    latin: str
    action: str
    sources: tuple[str, ...]
