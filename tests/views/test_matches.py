import pytest
from rich.console import RenderableType
from rich.text import Text
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered, words

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.lookup import muscles_felt_in, muscles_lying_in, shared_areas, smallest_cover
from backpain_cli.domain.routine.routine import steps_by_muscle
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.views.matches import match_table, overlap_table
from backpain_cli.views.widgets import Room

AREAS = ["lower-back", "buttock", "sacrum", "between-the-shoulder-blades", "base-of-the-skull", "groin"]


def _matches(anatomy: Atlas, keys: list[str], room: Room, *, with_sources: bool = False) -> RenderableType:
    areas = [anatomy.areas[key] for key in keys]
    found = muscles_felt_in(anatomy, areas)
    cover = smallest_cover(found, areas) if len(areas) > 1 else []
    treated = steps_by_muscle(load_shipped_routines(anatomy))
    lying = muscles_lying_in(anatomy, areas)
    return match_table(anatomy, areas, found, treated, room, lying=lying, cover=cover, with_sources=with_sources)


def _rows(lines: list[str], anatomy: Atlas) -> list[str]:
    names = {muscle.english for muscle in anatomy.muscles.values()}
    ends = [number for number, line in enumerate(lines) if line.startswith("Lies here")]
    felt = lines[: ends[0]] if ends else lines
    return [line for line in felt if line.split("  ")[0] in names]


def test_a_muscle_is_one_line_in_a_pipe_with_all_there_is_to_know_of_it_here(anatomy: Atlas) -> None:
    lines = rendered(lambda room: _matches(anatomy, ["lower-back"], room), PIPE)
    found = {match.muscle.english: match for match in muscles_felt_in(anatomy, [anatomy.areas["lower-back"]])}
    rows = _rows(lines, anatomy)
    assert len(rows) == len(found)
    for row in rows:
        match = found[row.split("  ")[0]]
        facts = [" ".join(match.safety_classes), *(area.name.lower() for area in match.other_zones)]
        assert all(fact in row for fact in [*facts, *match.muscle.regions])
        assert match.prevalence is None or f"{match.prevalence.percent} %" in row
    psoas = next(row for row in rows if row.startswith("Psoas"))
    assert "first-twinge/6" in psoas
    assert any("percent of people with low back pain who had an active point here" in line for line in lines)


def test_what_may_be_pressed_comes_first_and_then_what_is_likeliest(anatomy: Atlas) -> None:
    rows = _rows(rendered(lambda room: _matches(anatomy, ["lower-back"], room), PIPE), anatomy)
    order = [row.split("  ")[0] for row in rows]
    found = muscles_felt_in(anatomy, [anatomy.areas["lower-back"]])
    assert order == [match.muscle.english for match in sorted(found, key=lambda match: match.safety_classes[0])]
    assert order[-1] in {"Iliacus", "Psoas major"}


def test_another_point_of_a_muscle_and_one_to_leave_alone_are_named_as_such(anatomy: Atlas) -> None:
    lines = rendered(lambda room: _matches(anatomy, ["lower-back"], room), PIPE)
    assert any("another of its points pressed: " in line for line in lines)
    sacrum = rendered(lambda room: _matches(anatomy, ["sacrum"], room), PIPE)
    assert any("leave it alone with your hands" in line for line in sacrum)


def test_columns_come_with_the_width_of_the_screen(anatomy: Atlas) -> None:
    def heads(columns: int) -> str:
        lines = rendered(lambda room: _matches(anatomy, ["lower-back"], room), Room(columns))
        return next(line for line in lines if line.startswith("muscle  "))

    assert heads(60).split() == ["muscle", "felt", "here", "class"]
    assert "what you can do" in heads(80)
    assert "people" in heads(120)


@pytest.mark.parametrize("count", [1, 3, 6])
def test_lists_for_one_area_and_for_many_fit_every_screen(anatomy: Atlas, count: int) -> None:
    assert_fits_every_screen(lambda room: _matches(anatomy, AREAS[:count], room, with_sources=True))


def test_several_areas_have_a_column_each_or_share_one(anatomy: Atlas) -> None:
    wide = rendered(lambda room: _matches(anatomy, AREAS[:2], room), Room(100))
    assert next(line for line in wide if line.startswith("muscle")).split()[1:4] == ["lower", "back", "buttock"]
    assert any(line.startswith("Psoas major") and "●" in line and "○" in line for line in wide)
    assert any("● mainly   ○ sometimes" in line for line in wide)
    narrow = "\n".join(rendered(lambda room: _matches(anatomy, AREAS, room), Room(60)))
    assert "○ buttock" in narrow
    assert "The fewest muscles whose maps cover" in narrow
    pipe = rendered(lambda room: _matches(anatomy, AREAS[:2], room), PIPE)
    quadratus = next(line for line in pipe if line.startswith("Quadratus lumborum"))
    assert "in a study" in quadratus
    assert "mainly" in quadratus


def test_a_chart_stands_to_the_right_of_the_table(anatomy: Atlas) -> None:
    area = anatomy.areas["neck"]
    found = muscles_felt_in(anatomy, [area])
    lines = rendered(lambda room: match_table(anatomy, [area], found, {}, room, chart=Text("CHART")), Room(130))
    assert next(line for line in lines if "CHART" in line).index("CHART") == 94
    assert all(len(line) <= 130 for line in lines)


def test_no_match_is_said(anatomy: Atlas) -> None:
    for room in (Room(80), PIPE, SENTENCES):
        lines = rendered(lambda room: match_table(anatomy, [anatomy.areas["neck"]], [], {}, room), room)
        assert "No muscle in our sources is published as felt there." in lines


def test_shared_areas_are_a_matrix_that_promises_nothing(anatomy: Atlas) -> None:
    muscles = [anatomy.muscles["erector-spinae"], anatomy.muscles["levator-scapulae"]]
    shared = shared_areas(anatomy, muscles)
    for room in (Room(100), Room(60), Room(40), PIPE, SENTENCES):
        lines = rendered(lambda room: overlap_table(muscles, shared, room), room)
        promise = "Coverage of maps: nothing says that treating one treats the other."
        assert set(promise.split()) <= set(words(lines))
    neck = next(
        line for line in rendered(lambda room: overlap_table(muscles, shared, room), PIPE) if line[:6] == "neck  "
    )
    assert neck.split()[1:3] == ["sometimes", "mainly"]
    many = list(anatomy.muscles.values())[:5]
    assert_fits_every_screen(lambda room: overlap_table(many, shared_areas(anatomy, many), room))
    assert_fits_every_screen(lambda room: overlap_table(muscles, shared, room))


@pytest.mark.parametrize("room", [Room(120), Room(80), Room(40), PIPE, SENTENCES])
def test_what_is_felt_here_comes_before_what_lies_here_and_is_felt_elsewhere(anatomy: Atlas, room: Room) -> None:
    text = " ".join(words(rendered(lambda room: _matches(anatomy, ["flank"], room), room)))
    here, elsewhere = text.index("Felt here"), text.index("Lies here, felt elsewhere")
    assert here < text.index("Latissimus") < elsewhere
    for name in ("Quadratus", "Iliocostalis", "External", "Transversus"):
        assert text.index(name) > elsewhere
