"""Moves and stretches as one vocabulary, and what a list of them or of points is narrowed to."""

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.exercises import (
    EntryFilter,
    all_moves,
    all_stretches,
    areas_of,
    exercise_places,
    moves_by_muscle,
)
from backpain_cli.domain.errors import UnknownNameError
from backpain_cli.domain.terms import Place
from tests.cases import all_cases


def keys(anatomy: Atlas, *, stretches: bool = False, place: Place | None = None, **names: str) -> set[str]:
    """Return the keys of the moves or stretches that are left for some areas and muscles."""
    areas = tuple(anatomy.areas[key] for key in names.get("areas", "").split())
    filters = EntryFilter(areas, frozenset(names.get("muscles", "").split()), place)
    listed = all_stretches(anatomy) if stretches else all_moves(anatomy)
    return {one.key for one in filters.exercises(anatomy, listed)}


def test_every_move_and_stretch_is_in_one_of_the_two_lists(anatomy: Atlas) -> None:
    moves, stretches = ({one.key for one in listed(anatomy)} for listed in (all_moves, all_stretches))
    assert moves | stretches == {*anatomy.moves, *anatomy.stretches}
    assert not moves & stretches
    assert {"bridge", "cat-cow", "settle"} <= moves
    assert {"figure-four", "belly-breathing"} <= stretches


def test_a_filter_that_asks_for_nothing_lets_everything_through(anatomy: Atlas) -> None:
    assert keys(anatomy) == {one.key for one in all_moves(anatomy)}
    every = [point for muscle in anatomy.muscles.values() for point in muscle.points]
    assert EntryFilter().points(every) == every


@all_cases(
    ("areas", "there", "not_there"),
    [
        ("lower-back", "bridge walk prone-press-up knees-side-to-side", "nod-holds head-rolls-lying heel-raise"),
        ("neck", "nod-holds neck-turns check-look-round", "bridge bottom-to-heels hip-hinge"),
        ("lower-leg", "heel-raise ankle-pumps", "row"),
        ("neck lower-back", "bridge nod-holds", "ankle-pumps"),
    ],
)
def test_moves_for_where_it_hurts_work_what_lies_or_is_mainly_felt_there(
    areas: str, there: str, not_there: str, anatomy: Atlas
) -> None:
    found = keys(anatomy, areas=areas)
    assert set(there.split()) <= found
    assert not set(not_there.split()) & found


def test_a_group_of_muscles_brings_no_stretch_to_a_place_that_only_the_group_reaches(anatomy: Atlas) -> None:
    assert "neck" in anatomy.muscles["erector-spinae"].lies_in
    assert "knees-to-chest" not in keys(anatomy, stretches=True, areas="neck")


def test_a_muscle_and_the_parts_of_a_group_are_enough(anatomy: Atlas) -> None:
    assert keys(anatomy, muscles="soleus") == set()
    assert keys(anatomy, muscles="gluteus-minimus") == {"clamshell", "side-leg-lift"}
    assert "seated-round-back" in keys(anatomy, stretches=True, muscles="erector-spinae")
    assert keys(anatomy, muscles="gluteus-minimus", place=Place.STANDING) == {"side-leg-lift"}


@all_cases(
    ("place", "there", "not_there"),
    [
        (Place.FLOOR, "bridge prone-lying bird-dog clamshell", "check-sit-stand row"),
        (Place.BED, "bridge check-knee-roll", "bird-dog prone-press-up"),
        (Place.STANDING, "row step-up", "wall-squat neck-turns"),
        (Place.HANDS_AND_KNEES, "bird-dog cat-cow-kneeling", "bridge"),
        (Place.SITTING, "march cat-cow chest-lift", "walk-slowly step-up"),
    ],
)
def test_a_place_lets_through_what_can_be_done_there(place: Place, there: str, not_there: str, anatomy: Atlas) -> None:
    found = keys(anatomy, place=place)
    assert set(there.split()) <= found
    assert not set(not_there.split()) & found


def test_a_bed_is_no_floor(anatomy: Atlas) -> None:
    only_on_a_bed = [one for one in all_moves(anatomy) if exercise_places(one) == (Place.BED,)]
    assert EntryFilter(place=Place.FLOOR).exercises(anatomy, only_on_a_bed) == []


def test_points_are_those_felt_there_of_the_muscle_and_pressed_in_the_place(anatomy: Atlas) -> None:
    every = [point for muscle in anatomy.muscles.values() for point in muscle.points]
    felt = EntryFilter((anatomy.areas["neck"],)).points(every)
    assert felt
    assert all(point.zone_in("neck") for point in felt)
    assert {point.muscle for point in EntryFilter(muscles=frozenset({"soleus"})).points(every)} == {"soleus"}
    seated = EntryFilter(place=Place.SITTING).points(every)
    assert {point.technique and point.technique.place for point in seated} == {Place.SITTING}


def test_a_muscle_has_the_moves_that_work_it_its_group_and_its_parts(anatomy: Atlas) -> None:
    found = {key: {move.key for move in moves} for key, moves in moves_by_muscle(anatomy).items()}
    assert found["gluteus-minimus"] == {"clamshell", "side-leg-lift"}
    assert "hip-hinge" in found["longissimus-thoracis"]
    assert "hip-hinge" in found["erector-spinae"]
    assert "soleus" not in found
    for key, moves in found.items():
        for move in moves:
            related = {key, *anatomy.muscles[key].parts}
            related |= {one for one, group in anatomy.muscles.items() if key in group.parts}
            assert related & set(anatomy.moves[move].muscles), (key, move)


def test_the_areas_of_an_exercise_are_those_it_names_or_else_those_of_its_muscles(anatomy: Atlas) -> None:
    assert [area.key for area in areas_of(anatomy, anatomy.moves["bridge"])] == ["lower-back", "buttock"]
    lying = [area.key for area in areas_of(anatomy, anatomy.stretches["ear-to-shoulder"])]
    assert "side-of-the-neck" in lying
    assert len(set(lying)) == len(lying)
    assert areas_of(anatomy, anatomy.moves["settle"]) == []


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Bird Dog", "bird-dog"),
        ("cobra", "prone-press-up"),
        ("sphinx", "prone-on-elbows"),
        ("child's pose", "child-pose"),
        ("childs pose kneeling", "bottom-to-heels"),
        ("bridges", "bridge"),
        ("90/90", "ninety-ninety-rest"),
    ],
)
def test_moves_and_stretches_are_found_by_everyday_names(typed: str, key: str, anatomy: Atlas) -> None:
    assert anatomy.exercise_names.get(typed).key == key


def test_an_unknown_move_or_stretch_is_answered_with_the_nearest_of_both(anatomy: Atlas) -> None:
    with pytest.raises(UnknownNameError, match="no move or stretch called `brigde`") as refused:
        anatomy.exercise_names.get("brigde")
    assert refused.value.hint.startswith("Did you mean `bridge`")
    with pytest.raises(UnknownNameError) as refused:
        anatomy.exercise_names.get("figure-fuor")
    assert "`figure-four`" in refused.value.hint
