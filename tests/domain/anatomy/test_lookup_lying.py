"""Muscles that lie where it hurts and are published as felt elsewhere."""

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.lookup import MatchFilter, muscles_felt_in, muscles_lying_in
from backpain_cli.domain.terms import SafetyClass


def test_in_the_flank_lie_muscles_that_are_felt_elsewhere_and_one_is_felt_there(anatomy: Atlas) -> None:
    flank = [anatomy.areas["flank"]]
    assert [match.points[0].key for match in muscles_felt_in(anatomy, flank)] == ["latissimus-dorsi/2"]
    assert {muscle.key for muscle in muscles_lying_in(anatomy, flank)} == {
        *("quadratus-lumborum", "abdominal-obliques", "transversus-abdominis", "iliocostalis-lumborum"),
    }


def test_no_muscle_is_in_both_groups_and_what_lies_in_an_area_is_in_one(anatomy: Atlas) -> None:
    for area in anatomy.areas.values():
        felt = {match.muscle.key for match in muscles_felt_in(anatomy, [area])}
        lying = {muscle.key for muscle in muscles_lying_in(anatomy, [area])}
        assert not felt & lying
        there = {key for key, muscle in anatomy.muscles.items() if area.key in muscle.lies_in and muscle.points}
        assert there <= felt | lying


def test_what_narrows_a_list_narrows_both_groups(anatomy: Atlas) -> None:
    obliques = anatomy.muscles["abdominal-obliques"]
    assert MatchFilter(None, None, None).accepts_lying(obliques)
    assert MatchFilter(None, None, True).accepts_lying(obliques)
    assert not MatchFilter(None, None, False).accepts_lying(obliques)
    assert not MatchFilter(None, SafetyClass.A, None).accepts_lying(obliques)
