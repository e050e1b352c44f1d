"""The list of trigger points, and the page of one of them."""

import re

import pytest
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered, words

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import TriggerPoint
from backpain_cli.domain.safety.entry_changes import ChangesByKey, EntryChanges
from backpain_cli.library.shipped_facts import load_fact_table
from backpain_cli.views.anatomy import HONEST_HEADING
from backpain_cli.views.exercises import Wanted
from backpain_cli.views.points import point_page, point_table
from backpain_cli.views.widgets import Room

TABLE = load_fact_table()
ANYBODY = Wanted()
NEW_HIP = Wanted(circumstances={"hip-replacement": "a new hip"})


def every(anatomy: Atlas) -> list[TriggerPoint]:
    return [point for muscle in anatomy.muscles.values() for point in muscle.points]


def changes(anatomy: Atlas) -> ChangesByKey:
    known = EntryChanges(TABLE, anatomy, NEW_HIP.circumstances)
    found = {one.key: known.of_point(one) for one in every(anatomy)}
    return {key: change for key, change in found.items() if change is not None}


def page_of(anatomy: Atlas, point: TriggerPoint) -> list[str]:
    return rendered(lambda room: point_page(anatomy, point, room, with_sources=True), PIPE)


def table(anatomy: Atlas, room: Room, wanted: Wanted = ANYBODY) -> list[str]:
    known = changes(anatomy) if wanted.circumstances else {}
    return rendered(lambda room: point_table(anatomy, every(anatomy), wanted, known, room), room)


@pytest.mark.parametrize("wanted", [ANYBODY, NEW_HIP], ids=["for anybody", "with a new hip"])
def test_what_may_be_pressed_comes_first_and_what_is_never_pressed_last(anatomy: Atlas, wanted: Wanted) -> None:
    classes = {point.key: point.safety_class for point in every(anatomy)}
    listed = [key for line in table(anatomy, PIPE, wanted) if (key := line.partition("  ")[0]) in classes]
    assert set(listed) == set(classes)
    may = [classes[key].may_be_pressed for key in listed]
    assert may == sorted(may, reverse=True)
    assert classes[listed[-1]] == "D"


def test_what_is_left_out_for_somebody_stands_between_the_two(anatomy: Atlas) -> None:
    lines = [line.strip() for line in table(anatomy, Room(120), NEW_HIP)]
    groups = ["May be pressed", "Lightly, with care", "Left out", "Stretch or breathe", "Never pressed"]
    places = [lines.index(group) for group in groups]
    assert places == sorted(places)
    out = [change.leaves_out for change in changes(anatomy).values()]
    assert f"{sum(out)} left out." in " ".join(words(lines))


def test_a_point_that_is_never_pressed_has_no_dose_and_nobody_presses_it(anatomy: Atlas) -> None:
    (line,) = (line for line in table(anatomy, PIPE, NEW_HIP) if line.startswith("scalenes/1 "))
    assert re.split(r" {2,}", line)[-2:] == ["not pressed", "not pressed by anybody"]


def test_every_page_says_that_maps_are_no_diagnosis(anatomy: Atlas) -> None:
    point = anatomy.muscles["soleus"].points[0]
    for room in (Room(100), PIPE, SENTENCES):
        assert HONEST_HEADING in table(anatomy, room)
        assert HONEST_HEADING in rendered(lambda room: point_page(anatomy, point, room), room)


def test_the_page_of_a_point_has_all_its_facts(anatomy: Atlas) -> None:
    for point in every(anatomy):
        lines = page_of(anatomy, point)
        text = " ".join(lines)
        for fact in (point.key, point.name, point.where, point.reason, str(point.confidence)):
            assert fact in text, point.key
        if point.technique is None:
            assert not any(line.startswith(("press: ", "dose: ")) for line in lines), point.key
        else:
            assert f"stop: {point.technique.stop}" in lines, point.key
        assert all(key in text for key in point.sources), point.key


def test_pages_and_lists_fit_every_screen(anatomy: Atlas) -> None:
    known = changes(anatomy)
    assert_fits_every_screen(lambda room: point_table(anatomy, every(anatomy), NEW_HIP, known, room, with_sources=True))
    point = anatomy.muscles["levator-scapulae"].points[1]
    assert_fits_every_screen(
        lambda room: point_page(anatomy, point, room, becomes="With a new hip: as it is", with_sources=True)
    )
