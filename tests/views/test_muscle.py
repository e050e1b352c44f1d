import re

import pytest
from rich.text import Text
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import Muscle
from backpain_cli.domain.terms import with_cautions
from backpain_cli.views.muscle import muscle_page
from backpain_cli.views.widgets import Room
from backpain_cli.wording.phrases import SAME_SIDE, SHORTER_HOLDS


def _facts(anatomy: Atlas, muscle: Muscle) -> list[str]:
    """Return every text about a muscle that its page must have, sources apart."""
    facts = [muscle.english, muscle.latin, muscle.action.text, muscle.nerve.text, muscle.care, *muscle.strain.by]
    facts += [muscle.attaches.origin, muscle.attaches.insertion, *(note.text for note in muscle.notes)]
    facts += [anatomy.stretches[key].name.lower() for key in muscle.stretches]
    for point in anatomy.points_of(muscle):
        felt = (*point.essential, *point.spillover)
        facts += [point.where, point.reason, str(point.confidence), *(one.area.name.lower() for one in felt)]
        if (technique := point.technique) is not None:
            facts += [technique.do, technique.posture, technique.avoid, technique.stop, technique.tool]
            facts.append(f"never more than {technique.cap}")
    return facts


def _words(*lines: str) -> set[str]:
    return set(re.findall(r"[\w'-]+", " ".join(lines)))


def _page(anatomy: Atlas, muscle: Muscle, room: Room, *, with_sources: bool = False) -> list[str]:
    return rendered(lambda room: muscle_page(anatomy, muscle, (), room, with_sources=with_sources), room)


@pytest.mark.parametrize(
    ("room", "every"), [(Room(60), 1), (PIPE, 1), (Room(100), 9), (Room(80), 9), (Room(40), 9), (SENTENCES, 9)]
)
def test_every_muscle_has_all_its_facts_on_every_page(anatomy: Atlas, room: Room, every: int) -> None:
    for muscle in list(anatomy.muscles.values())[::every]:
        on_page = _words(*_page(anatomy, muscle, room))
        missing = {fact for fact in _facts(anatomy, muscle) if not _words(fact) <= on_page}
        assert missing == set(), muscle.key


@pytest.mark.parametrize("key", ["erector-spinae", "interspinales-intertransversarii"])
def test_a_page_fits_every_screen(anatomy: Atlas, key: str) -> None:
    assert_fits_every_screen(lambda room: muscle_page(anatomy, anatomy.muscles[key], (), room, with_sources=True))


def test_what_stops_a_press_is_labelled_stop_and_what_to_avoid_is_labelled_not(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        lines = _page(anatomy, muscle, PIPE)
        pressed = [point.technique for point in anatomy.points_of(muscle) if point.technique is not None]
        assert [line for line in lines if line.startswith("stop: ")] == [f"stop: {one.stop}" for one in pressed]
        assert [line for line in lines if line.startswith("not: ")] == [
            f"not: {with_cautions(one.avoid, one.cautions)}" for one in pressed
        ]


def test_a_point_that_is_never_pressed_says_so_and_has_no_dose(anatomy: Atlas) -> None:
    for room in (Room(100), Room(60), PIPE, SENTENCES):
        lines = _page(anatomy, anatomy.muscles["sternocleidomastoid"], room)
        text = " ".join(lines)
        assert "D" in _words(*lines)
        assert "never press this yourself" in text
        assert "never more than" not in text


def test_sources_are_shown_only_where_they_are_asked_for(anatomy: Atlas) -> None:
    muscle = anatomy.muscles["gluteus-medius"]
    without = "\n".join(_page(anatomy, muscle, PIPE))
    full = "\n".join(_page(anatomy, muscle, PIPE, with_sources=True))
    assert "[M4]" not in without
    assert "Lifts the leg sideways and keeps the pelvis level when you stand on one leg. [M4]" in full
    for key in ("M2", "M4", "S28", "CORR"):
        assert f"{key}  " in full
        assert anatomy.sources[key].reference in full
        assert anatomy.sources[key].reference not in without
    assert "from memory, not opened again" in full
    screen = _page(anatomy, muscle, Room(100))
    assert "--sources" in screen[-1]


def test_the_chart_stands_to_the_left_of_the_facts(anatomy: Atlas) -> None:
    muscle = anatomy.muscles["gluteus-medius"]
    for columns in (80, 100, 160):
        lines = rendered(lambda room: muscle_page(anatomy, muscle, (), room, chart=Text("CHART")), Room(columns))
        beside = next(line for line in lines if line.startswith("CHART"))
        assert beside.index("lies in") == 39
        assert all(len(line) <= columns for line in lines)


def test_a_group_shows_the_points_of_its_parts(anatomy: Atlas) -> None:
    lines = _page(anatomy, anatomy.muscles["erector-spinae"], Room(100))
    assert "Points of its parts" in lines
    assert any(line.startswith("longissimus-thoracis/1") for line in lines)


def test_each_dose_is_followed_by_how_briefly_others_press_and_points_by_the_side_of_their_areas(
    anatomy: Atlas,
) -> None:
    for muscle in anatomy.muscles.values():
        pressed = [one for one in anatomy.points_of(muscle) if one.technique is not None]
        for room in (Room(100), Room(60), PIPE):
            text = " ".join(" ".join(_page(anatomy, muscle, room)).split())
            assert text.count(SHORTER_HOLDS) == len(pressed), muscle.key
            assert text.count(SAME_SIDE) == bool(anatomy.points_of(muscle)), muscle.key
    lines = _page(anatomy, anatomy.muscles["rhomboids"], PIPE, with_sources=True)
    doses = [line for line in lines if line.startswith("dose: ")]
    assert doses
    assert all(line.endswith(f"[S66, S67, M9]. {SHORTER_HOLDS} [S74]") for line in doses)
