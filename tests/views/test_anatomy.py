from rich.console import RenderableType
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.lookup import muscles_felt_in
from backpain_cli.domain.routine.routine import steps_by_muscle
from backpain_cli.domain.terms import SafetyClass
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.views.anatomy import area_table, class_legend, muscle_table
from backpain_cli.views.widgets import Room
from backpain_cli.wording.phrases import class_meaning


def test_every_area_is_one_line_in_a_pipe_with_its_landmarks(anatomy: Atlas) -> None:
    lines = rendered(lambda room: area_table(anatomy, list(anatomy.areas.values()), room), PIPE)
    for area in anatomy.areas.values():
        (line,) = (line for line in lines if line.startswith(f"{area.key}  "))
        assert area.landmarks in line
        assert line.split()[-1] == str(len(muscles_felt_in(anatomy, [area])))
    assert "backpain muscles AREA" not in "".join(lines)


def test_areas_are_listed_by_part_of_the_body(anatomy: Atlas) -> None:
    lines = rendered(lambda room: area_table(anatomy, list(anatomy.areas.values()), room), Room(100))
    order = [line.split("  ")[0] for line in lines]
    assert order.index("Head and neck") < order.index("neck") < order.index("Shoulders and arms")
    assert order.index("Low back, hips and legs") < order.index("lower-back") < order.index("buttock")
    assert lines[0].endswith("33, named by what you can touch")
    assert "backpain muscles AREA" in lines[-1]
    assert_fits_every_screen(lambda room: area_table(anatomy, list(anatomy.areas.values()), room))


def _muscles(anatomy: Atlas, room: Room, *, with_sources: bool = False) -> RenderableType:
    treated = steps_by_muscle(load_shipped_routines(anatomy))
    return muscle_table(anatomy, list(anatomy.muscles.values()), treated, room, with_sources=with_sources)


def test_muscles_are_a_row_each_what_may_be_pressed_first_and_what_is_never_pressed_last(anatomy: Atlas) -> None:
    lines = rendered(lambda room: _muscles(anatomy, room), PIPE)
    rows = [line for line in lines if line.split("  ")[0] in anatomy.muscles]
    assert len(rows) == len(anatomy.muscles)
    best = [anatomy.muscles[line.split("  ")[0]].safety_classes[:1] for line in rows]
    assert best[-1] == ()
    assert best[:-1] == sorted(best[:-1])
    assert "neck/8" in "\n".join(rows)


def test_muscles_fit_every_screen_with_their_sources_too(anatomy: Atlas) -> None:
    assert_fits_every_screen(lambda room: _muscles(anatomy, room))
    without = "\n".join(rendered(lambda room: _muscles(anatomy, room), PIPE))
    with_sources = "\n".join(rendered(lambda room: _muscles(anatomy, room, with_sources=True), PIPE))
    assert anatomy.sources["M1"].reference in with_sources
    assert anatomy.sources["M1"].reference not in without


def test_a_class_is_a_letter_and_words_on_every_page() -> None:
    for room in (Room(100), Room(40), Room(100, ascii=True), PIPE, SENTENCES):
        text = " ".join(" ".join(rendered(class_legend, room)).split())
        for one in SafetyClass:
            assert f"{one} {class_meaning(one)}" in text
