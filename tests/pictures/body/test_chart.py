"""Body charts: what is on them, in which colour and pattern, and the same in words."""

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.body.chart import (
    body_chart,
    chief_view,
    closer,
    series_of_area,
    series_of_muscle,
    series_of_point,
    series_of_routine,
    views_showing,
)
from backpain_cli.pictures.body.shapes import HEIGHT, BodyView
from backpain_cli.pictures.palette import DARK_COLORS, LIGHT_COLORS
from backpain_cli.pictures.render.svg import svg_document
from backpain_cli.pictures.scene import Dot, Label, Outline, Role, Scene
from backpain_cli.wording.phrases import SAME_SIDE

DATA = load_picture_data()


def chart_of(anatomy: Atlas, *muscles: str) -> Scene:
    """Return the chart of some muscles, in every view in which there is something to see."""
    series = [one for key in muscles for one in series_of_muscle(anatomy, anatomy.muscles[key])]
    return body_chart(DATA, series, views_showing(DATA, series), "title")


def keys(scene: Scene, role: Role, series: int | None = None) -> set[str]:
    return {
        shape.key
        for shape in scene.shapes
        if isinstance(shape, Outline | Dot) and shape.role is role and series in {None, shape.series}
    }


def test_a_muscle_shows_its_shape_its_points_and_its_zones_in_the_articles_manner(anatomy: Atlas) -> None:
    scene = chart_of(anatomy, "gluteus-medius")
    assert keys(scene, Role.MUSCLE) == {"gluteus-medius"}
    assert keys(scene, Role.POINT) - {""} == {"gluteus-medius/1", "gluteus-medius/2", "gluteus-medius/3"}
    muscle = anatomy.muscles["gluteus-medius"]
    mainly = {felt.area.key for point in muscle.points for felt in point.essential}
    sometimes = {felt.area.key for point in muscle.points for felt in point.spillover} - mainly
    assert keys(scene, Role.ESSENTIAL) - {""} == mainly
    assert keys(scene, Role.SPILLOVER) - {""} == sometimes


def test_every_muscle_has_a_chart_with_all_its_points_and_zones(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        scene = chart_of(anatomy, muscle.key)
        points = anatomy.points_of(muscle)
        assert keys(scene, Role.POINT) - {""} == {point.key for point in points}
        felt = {one.area.key for point in points for one in (*point.essential, *point.spillover)}
        assert keys(scene, Role.ESSENTIAL) | keys(scene, Role.SPILLOVER) >= felt
        for point in points:
            assert point.where in scene.caption


def test_several_muscles_have_colours_and_patterns_of_their_own(anatomy: Atlas) -> None:
    scene = chart_of(anatomy, "levator-scapulae", "trapezius-upper", "rhomboids")
    assert [keys(scene, Role.MUSCLE, number) for number in range(3)] == [
        {"levator-scapulae"}, {"trapezius-upper"}, {"rhomboids"}
    ]  # fmt: skip
    drawn = svg_document(scene)
    assert {f'id="hatch-{number}"' for number in range(3)} <= {part for part in drawn.split() if part.startswith("id=")}


def test_zones_lie_below_muscles_and_muscles_below_points(anatomy: Atlas) -> None:
    roles = [shape.role for shape in chart_of(anatomy, "levator-scapulae").shapes if isinstance(shape, Outline | Dot)]
    body = roles.index(Role.BODY)
    first_muscle = roles.index(Role.MUSCLE)
    assert body < roles.index(Role.ESSENTIAL) < first_muscle < roles.index(Role.POINT)


def test_left_and_right_are_written_on_each_view_the_right_way_round(anatomy: Atlas) -> None:
    scene = chart_of(anatomy, "quadratus-lumborum")
    places = [(shape.text, shape.at.x) for shape in scene.shapes if isinstance(shape, Label) and "your" in shape.text]
    # From behind the person's left is on the picture's left; from the front it is the other way round.
    ordered = [text for text, _ in sorted(places, key=lambda place: place[1])]
    assert ordered == ["your left", "your right", "your right", "your left"]


def test_one_point_shows_only_its_own_zones(anatomy: Atlas) -> None:
    point = anatomy.muscles["gluteus-medius"].points[1]
    series = [series_of_point(anatomy, point)]
    scene = body_chart(DATA, series, (BodyView.BACK,), "title", legend=False)
    assert keys(scene, Role.POINT) == {"gluteus-medius/2"}
    assert keys(scene, Role.ESSENTIAL) == {felt.area.key for felt in point.essential}


def test_every_area_has_a_chart(anatomy: Atlas) -> None:
    for area in anatomy.areas.values():
        series = [series_of_area(area)]
        scene = body_chart(DATA, series, views_showing(DATA, series), "title", legend=False)
        assert keys(scene, Role.ESSENTIAL) == {area.key}
        assert area.landmarks in scene.caption


def test_a_routine_shows_the_points_that_it_presses(anatomy: Atlas) -> None:
    for routine in load_shipped_routines(anatomy):
        series = series_of_routine(anatomy, routine)
        scene = body_chart(DATA, series, (BodyView.BACK, BodyView.FRONT), "title", legend=False)
        assert keys(scene, Role.POINT) == {step.point.key for step in routine.steps if step.point is not None}
        assert not keys(scene, Role.ESSENTIAL)


def part_of(anatomy: Atlas, muscle: str, view: BodyView) -> tuple[Scene, list[Label]]:
    series = series_of_muscle(anatomy, anatomy.muscles[muscle])
    part = closer(body_chart(DATA, series, (view,), "title", legend=False), (view,))
    return part, [shape for shape in part.shapes if isinstance(shape, Label)]


@pytest.mark.parametrize(
    ("muscle", "most", "named"),
    [("levator-scapulae", 0.5, {"C7", "T7"}), ("piriformis", 0.65, {"C7", "L4"}), ("soleus", 0.9, {"C7", "L4"})],
)
def test_what_lies_far_from_everything_shown_is_left_out(
    anatomy: Atlas, muscle: str, most: float, named: set[str]
) -> None:
    part, words = part_of(anatomy, muscle, BodyView.BACK)
    assert 300 < part.height < most * HEIGHT
    assert {word.text for word in words} >= named
    zones = [shape for shape in part.shapes if isinstance(shape, Outline) and shape.role is Role.ESSENTIAL]
    assert zones
    assert all(0 < place.y < part.height for zone in zones for segment in zone.segments for place in segment)


@pytest.mark.parametrize("view", BodyView)
def test_a_part_of_a_chart_says_once_which_side_is_which(anatomy: Atlas, view: BodyView) -> None:
    part, words = part_of(anatomy, "gluteus-medius", view)
    told = {word.text: word.at for word in words}
    assert sorted(word.text for word in words if "your" in word.text) == ["your left", "your right"]
    assert (told["your left"].x < told["your right"].x) is (view is BodyView.BACK)
    assert (told["L"].x < told["R"].x) is (view is BodyView.BACK)
    assert [word.text for word in words].count(view.phrase) == 1
    assert all(0 < word.at.y < part.height for word in words)


def test_the_chief_view_of_an_area_is_the_one_that_shows_it(anatomy: Atlas) -> None:
    felt = [series_of_muscle(anatomy, anatomy.muscles[key])[0] for key in ("psoas-major", "iliacus")]
    assert chief_view(DATA, [series_of_area(anatomy.areas["lower-back"]), *felt]) is BodyView.BACK
    assert chief_view(DATA, [series_of_area(anatomy.areas["belly"]), *felt]) is BodyView.FRONT


@pytest.mark.parametrize(("muscle", "view"), [("rhomboids", BodyView.BACK), ("pectoralis-major", BodyView.FRONT)])
def test_the_chief_view_is_the_one_with_the_points(anatomy: Atlas, muscle: str, view: BodyView) -> None:
    assert chief_view(DATA, series_of_muscle(anatomy, anatomy.muscles[muscle])) is view


def test_an_svg_is_self_contained_and_says_what_it_shows(anatomy: Atlas) -> None:
    scene = chart_of(anatomy, "levator-scapulae")
    for look in (LIGHT_COLORS, DARK_COLORS):
        drawn = svg_document(scene, look)
        assert drawn.startswith("<svg ")
        assert "<title>title</title>" in drawn
        assert "Levator scapulae, point 1" in drawn
        assert "href" not in drawn
        assert "url(http" not in drawn
        assert look.paper in drawn


def test_a_long_name_is_told_in_lines_that_end_within_the_picture(anatomy: Atlas) -> None:
    point = anatomy.muscles["gluteus-maximus"].points[0]
    scene = body_chart(DATA, [series_of_point(anatomy, point)], (BodyView.BACK,), "title")
    named = [shape for shape in scene.shapes if isinstance(shape, Label) and shape.at.y > HEIGHT]
    told = " ".join(shape.text for shape in named)
    looks = "Full: mainly felt there, hatched: sometimes, dot: the point. As published; not a diagnosis."
    assert told == f"Gluteus maximus, {point.name} {looks} {SAME_SIDE}"
    assert len(named) > 2
    # A letter is drawn about 1.4 times as high as a capital is, and seldom wider than two thirds of that.
    assert all(shape.at.x + len(shape.text) * shape.size * 1.4 * 0.65 < scene.width for shape in named)
    assert max(shape.at.y + shape.size for shape in named) < scene.height


def test_the_legend_shows_only_what_is_on_the_chart(anatomy: Atlas) -> None:
    alone = body_chart(DATA, [series_of_area(anatomy.areas["lower-back"])], (BodyView.BACK,), "title")
    assert not keys(alone, Role.SPILLOVER)
    assert not [shape for shape in alone.shapes if shape.role is Role.SPILLOVER]


def test_the_name_of_a_vertebra_is_not_covered_by_a_zone(anatomy: Atlas) -> None:
    series = series_of_muscle(anatomy, anatomy.muscles["rhomboids"])
    shapes = body_chart(DATA, series, (BodyView.BACK,), "title", legend=False).shapes
    zones = {Role.ESSENTIAL, Role.SPILLOVER, Role.MUSCLE}
    names = [number for number, shape in enumerate(shapes) if isinstance(shape, Label) and shape.text == "T7"]
    assert names[0] > max(number for number, shape in enumerate(shapes) if shape.role in zones)


def test_full_zones_of_several_series_differ_in_pattern_too(anatomy: Atlas) -> None:
    one = svg_document(
        body_chart(DATA, series_of_muscle(anatomy, anatomy.muscles["trapezius-upper"]), (BodyView.BACK,), "title")
    )
    assert "hatch-" not in one
    two = svg_document(chart_of(anatomy, "longissimus-thoracis", "iliocostalis-lumborum"))
    assert 'fill="url(#hatch-0)"' in two
    assert 'fill="url(#hatch-1)"' in two


def test_series_of_one_colour_differ_in_the_angle_of_their_hatching(anatomy: Atlas) -> None:
    parts = series_of_muscle(anatomy, anatomy.muscles["erector-spinae"])
    drawn = svg_document(body_chart(DATA, parts, (BodyView.BACK,), "title"))
    assert len(parts) > len(LIGHT_COLORS.series)
    angles = {
        number: drawn.split(f'id="hatch-{number}"')[1].split("rotate(")[1].split(")")[0]
        for number in (0, len(LIGHT_COLORS.series))
    }
    assert angles[0] != angles[len(LIGHT_COLORS.series)]


@pytest.mark.parametrize("key", ["quadratus-lumborum", "erector-spinae", "multifidi-lumbar", "levator-scapulae"])
def test_no_point_hides_the_name_of_a_vertebra(anatomy: Atlas, key: str) -> None:
    shapes = body_chart(DATA, series_of_muscle(anatomy, anatomy.muscles[key]), (BodyView.BACK,), "title").shapes
    names = [shape for shape in shapes if isinstance(shape, Label) and shape.text in {"C7", "T7", "T12", "L1", "L4"}]
    dots = [shape for shape in shapes if isinstance(shape, Dot)]
    assert len(names) == 5
    for name in names:
        letters = name.at.x + len(name.text) * name.size * 0.8
        hiding = [dot for dot in dots if name.at.x < dot.at.x < letters and abs(dot.at.y - name.at.y) < dot.radius]
        assert hiding == [], name.text
