"""Muscles by where it hurts; overlap; smallest cover; claims by name."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas, MuscleOrGroup
from backpain_cli.domain.anatomy.evidence import Claim
from backpain_cli.domain.anatomy.records import Muscle, PainArea, Prevalence, TriggerPoint
from backpain_cli.domain.errors import UnknownNameError
from backpain_cli.domain.terms import Confidence, Region, SafetyClass, ZoneKind
from backpain_cli.domain.text import escape_for_terminal

MAPS = ("referral-maps", "prevalence")
"""Claims that bear on every list of muscles for an area."""


def claims_for_muscle(anatomy: Atlas, muscle: Muscle) -> list[Claim]:
    """Return the claims about `muscle`, then those about maps as such."""
    about = [claim for claim in anatomy.claims.values() if muscle.key in claim.muscles]
    return about + [claim for claim in claims_for_area(anatomy) if claim not in about]


def claims_for_area(anatomy: Atlas) -> list[Claim]:
    """Return the claims that bear on any list of muscles for an area."""
    return [anatomy.claims[key] for key in MAPS if key in anatomy.claims]


def claims_for_treatment(anatomy: Atlas, kind: str, muscle: Muscle | None) -> list[Claim]:
    """Return the claims that bear on a step of that `kind`, then those about its `muscle`, if it has one."""
    about = [claim for claim in anatomy.claims.values() if kind in claim.kinds]
    if muscle is not None:
        about += [claim for claim in anatomy.claims.values() if muscle.key in claim.muscles and claim not in about]
    return about


def find_claims(anatomy: Atlas, name: str) -> list[Claim]:
    """Return the claims that `name` (a topic, a muscle or an area) means.

    Raises:
        UnknownNameError: it is none of them; the hint names the nearest.
    """
    if (claim := anatomy.topic_names.find(name)) is not None:
        return [claim]
    if (muscle := anatomy.muscle_names.find(name)) is not None:
        return claims_for_muscle(anatomy, muscle)
    if anatomy.area_names.find(name) is not None:
        return claims_for_area(anatomy)
    raise UnknownNameError(
        f"There is no topic, muscle or area called `{escape_for_terminal(name, most=60)}`.",
        hint=f"{anatomy.suggest_topic(name).capitalize()} `backpain why` lists the topics.".strip(),
    )


class Relation(StrEnum):
    """Whether pain in an area would be felt where the muscle lies."""

    LOCAL = "local"
    REFERRED = "referred"


class MuscleMatch(NamedTuple):
    """Why a muscle is listed for some pain areas."""

    muscle: Muscle
    areas: tuple[PainArea, ...]
    """Those of the areas asked for that it covers, in the order asked."""
    relation: Relation
    """Local if it lies in one of them."""
    zone: ZoneKind
    """Essential if one of its points is mainly felt in one of them."""
    points: tuple[TriggerPoint, ...]
    """The points felt there; empty where only a study's figure names the muscle."""
    prevalence: Prevalence | None
    """A published figure for one of the areas."""

    def is_of_another_point(self, point: str) -> bool:
        """True if the point of that key is none of those felt in these areas; False for an empty key."""
        return bool(point and self.points) and point not in {one.key for one in self.points}

    @property
    def other_zones(self) -> tuple[PainArea, ...]:
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
        """Keys of the sources of this match."""
        keys = [key for point in self.points for key in point.sources]
        if self.prevalence is not None:
            keys += self.prevalence.sources
        return tuple(dict.fromkeys(keys))


class MatchFilter(NamedTuple):
    """What a list of muscles is narrowed to; None lets everything through."""

    region: Region | None
    safety_class: SafetyClass | None
    local: bool | None

    def fit(self, muscle: Muscle) -> bool:
        """Return whether a muscle is of the region, and has a point of the class."""
        return self._fits(muscle, muscle.safety_classes)

    def accepts(self, match: MuscleMatch) -> bool:
        """Return whether a match fits: the class is that of the points felt in the areas."""
        is_local = match.relation is Relation.LOCAL
        return self.local in {None, is_local} and self._fits(match.muscle, match.safety_classes)

    def accepts_lying(self, muscle: Muscle) -> bool:
        """Return whether a muscle fits that lies in the areas and is felt elsewhere."""
        return self.local is not False and self.fit(muscle)

    def _fits(self, muscle: Muscle, classes: tuple[SafetyClass, ...]) -> bool:
        return self.region in {None, *muscle.regions} and self.safety_class in {None, *classes}


def muscles_felt_in(anatomy: Atlas, areas: Sequence[PainArea]) -> list[MuscleMatch]:
    """Return the muscles published as felt in any of `areas`, the likeliest first.

    The order: how many of the areas it covers, essential before spillover, the higher published frequency, the
    better documented, local before referred, then by name. Groups of muscles are left out: their parts are listed.
    """
    found = [match for muscle in anatomy.muscles.values() if (match := _match(muscle, areas)) is not None]
    return sorted(found, key=_rank)


def muscles_lying_in(anatomy: Atlas, areas: Sequence[PainArea]) -> list[Muscle]:
    """Return the muscles that lie in one of `areas` and are published as felt elsewhere alone, by name."""
    keys = {area.key for area in areas}
    lying = (one for one in anatomy.muscles.values() if one.points and not keys.isdisjoint(one.lies_in))
    return sorted((one for one in lying if _match(one, areas) is None), key=lambda muscle: muscle.english)


def _match(muscle: Muscle, areas: Sequence[PainArea]) -> MuscleMatch | None:
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
        essential = essential or any(point.zone_in(area.key) is ZoneKind.ESSENTIAL for point in felt.values())
    if not covered:
        return None
    is_local = any(muscle.is_local_in(area.key) for area in covered)
    return MuscleMatch(
        muscle=muscle,
        areas=tuple(covered),
        relation=Relation.LOCAL if is_local else Relation.REFERRED,
        zone=ZoneKind.ESSENTIAL if essential else ZoneKind.SPILLOVER,
        points=tuple(points.values()),
        prevalence=figure,
    )


def _rank(match: MuscleMatch) -> tuple[int, bool, float, int, bool, str]:
    return (
        -len(match.areas),
        match.zone is not ZoneKind.ESSENTIAL,
        -_percent(match.prevalence),
        min((list(Confidence).index(point.confidence) for point in match.points), default=len(Confidence)),
        match.relation is not Relation.LOCAL,
        match.muscle.english,
    )


def _percent(prevalence: Prevalence | None) -> float:
    """Return the middle of a published range, only to put muscles in an order."""
    if prevalence is None:
        return 0.0
    ends = [float(end) for end in prevalence.percent.split("-")]
    return sum(ends) / len(ends)


class SharedArea(NamedTuple):
    """An area in which several muscles are published as felt, and how each of them is."""

    area: PainArea
    zones: tuple[ZoneKind, ...]
    """In the order of the muscles."""


def shared_areas(anatomy: Atlas, muscles: Sequence[MuscleOrGroup]) -> list[SharedArea]:
    """Return the areas that all of `muscles` share, those felt mainly by most of them first.

    A group of muscles is felt wherever one of its parts is.
    """
    found: list[SharedArea] = []
    for area in anatomy.areas.values():
        zones = [zone_kind_in(anatomy, muscle, area.key) for muscle in muscles]
        present = tuple(zone for zone in zones if zone is not None)
        if len(present) == len(muscles):
            found.append(SharedArea(area=area, zones=present))
    return sorted(found, key=lambda shared: -shared.zones.count(ZoneKind.ESSENTIAL))


def zone_kind_in(anatomy: Atlas, muscle: MuscleOrGroup, area: str) -> ZoneKind | None:
    """Return how a muscle is felt in the area of that key: essential if one of its points is, or None."""
    zones = {point.zone_in(area) for point in anatomy.points_of(muscle)}
    if ZoneKind.ESSENTIAL in zones:
        return ZoneKind.ESSENTIAL
    return ZoneKind.SPILLOVER if ZoneKind.SPILLOVER in zones else None


def areas_felt_from(anatomy: Atlas, muscles: Iterable[Muscle]) -> list[PainArea]:
    """Return the areas in which points of `muscles` are published as felt, those felt mainly first."""
    points = [point for muscle in muscles for point in anatomy.points_of(muscle)]
    felt = [one.area for point in points for one in point.essential]
    felt += [one.area for point in points for one in point.spillover]
    return list({area.key: area for area in felt}.values())


def smallest_cover(matches: Sequence[MuscleMatch], areas: Sequence[PainArea]) -> list[MuscleMatch]:
    """Return the smallest set of `matches` that covers every one of `areas` that can be covered.

    Exact: sets are tried in the order of their size. Among those of one size the likelier muscles are tried first,
    and the same question always has the same answer.
    """
    bits = {area.key: 1 << number for number, area in enumerate(areas)}
    covers = [sum(bits[area.key] for area in match.areas) for match in matches]
    wanted = 0
    for cover in covers:
        wanted |= cover
    for size in range(len(areas) + 1):
        if (chosen := _cover_of(size, wanted, covers)) is not None:
            return [matches[number] for number in sorted(chosen)]
    return []


def _cover_of(size: int, wanted: int, covers: Sequence[int]) -> list[int] | None:
    """Return numbers of at most `size` covers that together have all bits of `wanted`, or None."""
    if not wanted:
        return []
    if not size or size * max((cover & wanted).bit_count() for cover in covers) < wanted.bit_count():
        return None
    # The bit that the fewest covers have must come from one of them: no other branch has to be tried.
    scarce = min(
        (1 << place for place in range(wanted.bit_length()) if wanted >> place & 1),
        key=lambda bit: sum(1 for cover in covers if cover & bit),
    )
    for number, cover in enumerate(covers):
        if cover & scarce:
            rest = _cover_of(size - 1, wanted & ~cover, covers)
            if rest is not None:
                return [number, *rest]
    return None
