"""Overlap: which areas two muscles share, and which few muscles cover several areas.

Coverage of published maps, and nothing more: that pressing one muscle would help another is not claimed.
"""

from collections.abc import Sequence
from typing import NamedTuple

from backpain_cli.domain.anatomy import Muscle, PainArea
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.lookup import Listing
from backpain_cli.domain.terms import Zone


class SharedArea(NamedTuple):
    """An area in which several muscles are published as felt, and how each of them is."""

    area: PainArea
    zones: tuple[Zone, ...]
    """In the order of the muscles."""


def shared_areas(anatomy: Anatomy, muscles: Sequence[Muscle]) -> list[SharedArea]:
    """Return the areas that all of `muscles` share, those felt mainly by most of them first.

    A group of muscles is felt wherever one of its parts is.
    """
    found: list[SharedArea] = []
    for area in anatomy.areas.values():
        zones = [zone_in(anatomy, muscle, area.key) for muscle in muscles]
        present = tuple(zone for zone in zones if zone is not None)
        if len(present) == len(muscles):
            found.append(SharedArea(area=area, zones=present))
    return sorted(found, key=lambda shared: -shared.zones.count(Zone.ESSENTIAL))


def zone_in(anatomy: Anatomy, muscle: Muscle, area: str) -> Zone | None:
    """Return how a muscle is felt in the area of that key: essential if one of its points is, or None."""
    zones = {point.zone_in(area) for point in anatomy.points_of(muscle)}
    if Zone.ESSENTIAL in zones:
        return Zone.ESSENTIAL
    return Zone.SPILLOVER if Zone.SPILLOVER in zones else None


def smallest_cover(listings: Sequence[Listing], areas: Sequence[PainArea]) -> list[Listing]:
    """Return the smallest set of `listings` that covers every one of `areas` that can be covered.

    Exact: sets are tried in the order of their size. Among those of one size the likelier muscles are tried first,
    and the same question always has the same answer.
    """
    bits = {area.key: 1 << number for number, area in enumerate(areas)}
    covers = [sum(bits[area.key] for area in listing.areas) for listing in listings]
    wanted = 0
    for cover in covers:
        wanted |= cover
    for size in range(len(areas) + 1):
        if (chosen := _cover_of(size, wanted, covers)) is not None:
            return [listings[number] for number in sorted(chosen)]
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
