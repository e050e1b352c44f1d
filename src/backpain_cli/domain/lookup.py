"""Looking muscles up by where it hurts, as the published maps have it. Coverage of maps, not a diagnosis."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.anatomy import Muscle, PainArea, Prevalence, TriggerPoint
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.routine import Routine, StepKind
from backpain_cli.domain.terms import Confidence, Region, SafetyClass, Zone


class Relation(StrEnum):
    """Whether pain in an area would be felt where the muscle lies."""

    LOCAL = "local"
    REFERRED = "referred"


class Treatment(NamedTuple):
    """A step of a routine that presses or stretches a muscle."""

    routine: str
    """The routine's key."""
    step: int
    """Counted from 1."""
    kind: StepKind
    point: str
    """The key of the point that is pressed; empty for a stretch."""


class Listing(NamedTuple):
    """Why a muscle is listed for some pain areas."""

    muscle: Muscle
    areas: tuple[PainArea, ...]
    """Those of the areas asked for that it covers, in the order asked."""
    relation: Relation
    """Local if it lies in one of them."""
    zone: Zone
    """Essential if one of its points is mainly felt in one of them."""
    points: tuple[TriggerPoint, ...]
    """The points felt there; empty where only a study's figure names the muscle."""
    prevalence: Prevalence | None
    """A published figure for one of the areas."""
    treatments: tuple[Treatment, ...]
    """The steps that press or stretch it; a press may be of another of its points."""

    def presses_another_point(self, treatment: Treatment) -> bool:
        """Say whether `treatment` presses the muscle where it is not published as felt in these areas."""
        return bool(treatment.point and self.points) and treatment.point not in {point.key for point in self.points}

    @property
    def elsewhere(self) -> tuple[PainArea, ...]:
        """The other areas in which the points felt there are felt too, those felt mainly first."""
        asked = {area.key for area in self.areas}
        felt = [one.area for point in self.points for one in point.essential]
        felt += [one.area for point in self.points for one in point.spillover]
        return tuple({area.key: area for area in felt if area.key not in asked}.values())

    @property
    def safety_classes(self) -> tuple[SafetyClass, ...]:
        """The classes of the points felt there; of all its points where none is."""
        return tuple(sorted({point.safety_class for point in self.points})) or self.muscle.safety_classes

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that say so."""
        keys = [key for point in self.points for key in point.sources]
        if self.prevalence is not None:
            keys += self.prevalence.sources
        return tuple(dict.fromkeys(keys))


class Filters(NamedTuple):
    """What a list of muscles is narrowed to; None lets everything through."""

    region: Region | None
    safety_class: SafetyClass | None
    local: bool | None

    def fit(self, muscle: Muscle) -> bool:
        """Say whether a muscle is of the region, and has a point of the class."""
        if self.region is not None and self.region not in muscle.regions:
            return False
        return self.safety_class is None or self.safety_class in muscle.safety_classes

    def let_through(self, listing: Listing) -> bool:
        """Say whether a listing fits: the class is that of the points felt in the areas."""
        if self.region is not None and self.region not in listing.muscle.regions:
            return False
        if self.safety_class is not None and self.safety_class not in listing.safety_classes:
            return False
        return self.local is None or self.local is (listing.relation is Relation.LOCAL)


def felt_in(anatomy: Anatomy, areas: Sequence[PainArea], routines: Sequence[Routine] = ()) -> list[Listing]:
    """Return the muscles published as felt in any of `areas`, the likeliest first.

    The order: how many of the areas it covers, essential before spillover, the higher published frequency, the
    better documented, local before referred, then by name. Groups of muscles are left out: their parts are listed.

    Args:
        anatomy: the vocabulary.
        areas: the areas asked for.
        routines: those whose steps are named as treatments.
    """
    treated = treatments_by_muscle(routines)
    found = [
        listing
        for muscle in anatomy.muscles.values()
        if (listing := _listing(muscle, areas, tuple(treated.get(muscle.key, ())))) is not None
    ]
    return sorted(found, key=_rank)


def treatments_by_muscle(routines: Sequence[Routine]) -> dict[str, list[Treatment]]:
    """Return for each muscle's key the steps that press it or stretch it."""
    treated: dict[str, list[Treatment]] = {}
    for routine in routines:
        for number, step in enumerate(routine.steps, start=1):
            muscles = {step.muscle.key} if step.muscle is not None else set()
            if step.stretch is not None:
                muscles |= set(step.stretch.muscles)
            point = step.point.key if step.point is not None else ""
            for muscle in muscles:
                treatment = Treatment(routine=routine.key, step=number, kind=step.kind, point=point)
                treated.setdefault(muscle, []).append(treatment)
    return treated


def _listing(muscle: Muscle, areas: Sequence[PainArea], treatments: tuple[Treatment, ...]) -> Listing | None:
    covered: list[PainArea] = []
    points: dict[str, TriggerPoint] = {}
    essential = False
    figure: Prevalence | None = None
    for area in areas:
        felt = {point.key: point for point in muscle.points if point.zone_in(area.key) is not None}
        figures = [one for one in muscle.prevalence if one.area == area.key]
        if not felt and not figures:
            continue
        covered.append(area)
        points |= felt
        figure = figure or next(iter(figures), None)
        essential = essential or any(point.zone_in(area.key) is Zone.ESSENTIAL for point in felt.values())
    if not covered:
        return None
    is_local = any(muscle.is_local_in(area.key) for area in covered)
    return Listing(
        muscle=muscle,
        areas=tuple(covered),
        relation=Relation.LOCAL if is_local else Relation.REFERRED,
        zone=Zone.ESSENTIAL if essential else Zone.SPILLOVER,
        points=tuple(points.values()),
        prevalence=figure,
        treatments=treatments,
    )


def _rank(listing: Listing) -> tuple[int, bool, float, int, bool, str]:
    return (
        -len(listing.areas),
        listing.zone is not Zone.ESSENTIAL,
        -_percent(listing.prevalence),
        min((list(Confidence).index(point.confidence) for point in listing.points), default=len(Confidence)),
        listing.relation is not Relation.LOCAL,
        listing.muscle.english,
    )


def _percent(prevalence: Prevalence | None) -> float:
    """Return the middle of a published range, only to put muscles in an order."""
    if prevalence is None:
        return 0.0
    ends = [float(end) for end in prevalence.percent.split("-")]
    return sum(ends) / len(ends)
