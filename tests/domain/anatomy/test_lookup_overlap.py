"""Overlap of published maps: what muscles share, and the fewest muscles that cover several areas."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.lookup import (
    MuscleMatch,
    Relation,
    muscles_felt_in,
    shared_areas,
    smallest_cover,
    zone_kind_in,
)
from backpain_cli.domain.anatomy.records import PainArea
from backpain_cli.domain.terms import ZoneKind

AREAS = [
    PainArea(key=f"area-{number}", name="", aliases=(), landmarks="", regions=(), paired=True, sources=())
    for number in range(8)
]


def listing(anatomy: Atlas, covered: frozenset[int]) -> MuscleMatch:
    """Return a listing that covers the areas of those numbers."""
    return MuscleMatch(
        muscle=anatomy.muscles["soleus"],
        areas=tuple(AREAS[number] for number in sorted(covered)),
        relation=Relation.LOCAL,
        zone=ZoneKind.ESSENTIAL,
        points=(),
        prevalence=None,
    )


def covered_by(listings: list[MuscleMatch]) -> set[str]:
    return {area.key for one in listings for area in one.areas}


@given(st.lists(st.frozensets(st.integers(0, 7), min_size=1), max_size=9))
def test_no_smaller_set_covers_as_much(anatomy: Atlas, sets: list[frozenset[int]]) -> None:
    listings = [listing(anatomy, covered) for covered in sets]
    cover = smallest_cover(listings, AREAS)
    assert covered_by(cover) == covered_by(listings)
    if cover:
        assert not any(
            covered_by(list(smaller)) == covered_by(listings) for smaller in combinations(listings, len(cover) - 1)
        )


def test_greed_would_take_one_too_many(anatomy: Atlas) -> None:
    # The set that covers the most is not part of the smallest answer.
    sets = [{0, 1, 2, 3}, {0, 1, 4}, {2, 3, 5}]
    listings = [listing(anatomy, frozenset(one)) for one in sets]
    assert smallest_cover(listings, AREAS) == listings[1:]


def test_all_areas_of_the_atlas_are_covered_quickly_and_the_same_way_each_time(anatomy: Atlas) -> None:
    areas = list(anatomy.areas.values())
    listings = muscles_felt_in(anatomy, areas)
    cover = smallest_cover(listings, areas)
    assert covered_by(cover) == covered_by(listings)
    assert smallest_cover(listings, areas) == cover


def test_the_article_s_own_example_shares_the_neck_and_the_shoulder_blades(anatomy: Atlas) -> None:
    muscles = [anatomy.muscles["erector-spinae"], anatomy.muscles["levator-scapulae"]]
    shared = {one.area.key: one.zones for one in shared_areas(anatomy, muscles)}
    assert set(shared) >= {"neck", "between-the-shoulder-blades"}
    for area, zones in shared.items():
        assert zones == tuple(zone_kind_in(anatomy, muscle, area) for muscle in muscles)


def test_what_is_shared_does_not_depend_on_the_order(anatomy: Atlas) -> None:
    muscles = list(anatomy.muscles.values())
    for one, other in combinations(muscles[:20], 2):
        there = {shared.area.key for shared in shared_areas(anatomy, [one, other])}
        assert there == {shared.area.key for shared in shared_areas(anatomy, [other, one])}
