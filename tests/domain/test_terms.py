"""Closed sets of words."""

from backpain_cli.domain.terms import BASIC_PLACES, Place


def test_every_place_is_a_form_of_one_of_the_four_that_format_1_has() -> None:
    assert BASIC_PLACES == (Place.STANDING, Place.WALL, Place.SITTING, Place.FLOOR)
    assert {place.basic for place in Place} == set(BASIC_PLACES)


def test_who_lies_or_kneels_is_on_the_floor_and_not_on_the_feet() -> None:
    on_the_floor = {place for place in Place if place.basic is Place.FLOOR} - {Place.FLOOR}
    assert on_the_floor == {Place.LYING_BACK, Place.LYING_FRONT, Place.SIDE, Place.HANDS_AND_KNEES, Place.BED}
