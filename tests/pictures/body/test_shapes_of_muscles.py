"""The muscles on the chart: complete, within the body, on their own side, and with every point where it belongs."""

from functools import cache
from itertools import pairwise
from math import hypot
from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.terms import Side
from backpain_cli.library.shipped import load_atlas
from backpain_cli.library.yaml.source import plain_yaml
from backpain_cli.paths import packaged_data
from backpain_cli.pictures.body.shapes import (
    MIDLINE,
    BodyView,
    body_shapes,
    muscle_outlines,
    point_spots,
    views_of,
)
from backpain_cli.pictures.scene import Outline, Role, ScenePoint, contains, flattened
from tests.cases import all_cases

CHARTS = packaged_data("pictures")
REACH = 6.0
"""How far a shape may go beyond the body's outline, in units of the field."""
HEAD = 100.0
"""The height of the head, in units of the field."""
STEPS = 4
"""Into how many straight pieces a curve is cut here: enough for shapes whose places lie close."""


@cache
def chart_file(name: str) -> Any:
    return plain_yaml((CHARTS / name).read_text(encoding="utf-8"), name)


@cache
def atlas() -> Atlas:
    return load_atlas()


MUSCLES: dict[str, Any] = chart_file("muscles.yaml")
POINTS = [point for muscle in atlas().muscles.values() for point in muscle.points]


def shapes_of(muscle: str, side: Side) -> dict[BodyView, tuple[Outline, ...]]:
    return {view: muscle_outlines(MUSCLES, muscle, view, side) for view in BodyView}


def polygons(paths: tuple[Outline, ...]) -> list[list[ScenePoint]]:
    return [polygon for path in paths for polygon in flattened(path, STEPS)]


@cache
def outline(view: BodyView) -> list[ScenePoint]:
    (body,) = (
        shape
        for shape in body_shapes(chart_file("body.yaml"), view)
        if isinstance(shape, Outline) and shape.role is Role.BODY
    )
    return flattened(body, STEPS)[0]


def distance_to_outline(point: ScenePoint, view: BodyView) -> float:
    ring = outline(view)
    return min(_distance(point, one, other) for one, other in pairwise([*ring, ring[0]]))


def _distance(point: ScenePoint, one: ScenePoint, other: ScenePoint) -> float:
    along_x, along_y = other.x - one.x, other.y - one.y
    length = along_x**2 + along_y**2
    part = ((point.x - one.x) * along_x + (point.y - one.y) * along_y) / length if length else 0
    part = min(max(part, 0), 1)
    return hypot(point.x - one.x - part * along_x, point.y - one.y - part * along_y)


def test_every_muscle_but_a_group_has_a_shape_and_a_group_has_none() -> None:
    assert set(MUSCLES) == {muscle.key for muscle in atlas().muscles.values() if not muscle.parts}
    assert all(views_of(MUSCLES, muscle) for muscle in MUSCLES)


def test_the_file_tells_of_views_and_points_and_nothing_else() -> None:
    for entry in MUSCLES.values():
        assert set(entry) <= {*BodyView, "points"}


def test_every_point_of_the_atlas_has_a_place_and_no_other_has() -> None:
    placed = {f"{muscle}/{number}" for muscle, entry in MUSCLES.items() for number in entry["points"]}
    assert placed == {point.key for point in POINTS}


@all_cases("point", POINTS, ids=lambda point: point.key)
def test_a_point_lies_in_its_muscle_in_exactly_one_view_on_the_side_asked_for(point: Any) -> None:
    shown = {view: point_spots(MUSCLES, point.muscle, [point.number], view, Side.LEFT) for view in BodyView}
    (view,) = (view for view, dots in shown.items() if dots)
    (dot,) = shown[view]
    assert (dot.role, dot.key) == (Role.POINT, point.key)
    paths = muscle_outlines(MUSCLES, point.muscle, view, Side.LEFT)
    assert any(contains(flattened(path), dot.at) for path in paths)
    assert contains([outline(view)], dot.at)


@all_cases("muscle", MUSCLES)
def test_a_shape_lies_within_the_body(muscle: str) -> None:
    for view, paths in shapes_of(muscle, Side.RIGHT).items():
        for polygon in polygons(paths):
            for place in polygon:
                assert contains([outline(view)], place) or distance_to_outline(place, view) <= REACH, place


@all_cases("muscle", MUSCLES)
def test_a_shape_stays_on_its_side_of_the_midline(muscle: str) -> None:
    for polygon in polygons(shapes_of(muscle, Side.RIGHT)[BodyView.BACK]):
        assert min(place.x for place in polygon) > MIDLINE
    for polygon in polygons(shapes_of(muscle, Side.RIGHT)[BodyView.FRONT]):
        assert max(place.x for place in polygon) < MIDLINE


@all_cases("muscle", MUSCLES)
def test_left_mirrors_right_and_both_are_the_two_together(muscle: str) -> None:
    for view in BodyView:
        left = muscle_outlines(MUSCLES, muscle, view, Side.LEFT)
        right = muscle_outlines(MUSCLES, muscle, view, Side.RIGHT)
        for one, other in zip(polygons(left), polygons(right), strict=True):
            for place, opposite in zip(one, other, strict=True):
                assert place == pytest.approx((2 * MIDLINE - opposite.x, opposite.y))
        assert set(muscle_outlines(MUSCLES, muscle, view, Side.NONE)) == {*left, *right}


@all_cases("muscle", MUSCLES)
def test_a_shape_is_an_area_that_does_not_cross_itself(muscle: str) -> None:
    for paths in shapes_of(muscle, Side.RIGHT).values():
        for polygon in polygons(paths):
            assert not _crossing(polygon), muscle


def _crossing(polygon: list[ScenePoint]) -> list[tuple[ScenePoint, ScenePoint]]:
    ring = [place for place, following in zip(polygon, [*polygon[1:], polygon[0]], strict=True) if place != following]
    edges = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    return [
        (one[0], other[0])
        for number, one in enumerate(edges)
        for other in edges[number + 2 : len(edges) - (number == 0)]
        if _turn(*one, other[0]) * _turn(*one, other[1]) < 0 and _turn(*other, one[0]) * _turn(*other, one[1]) < 0
    ]


def _turn(one: ScenePoint, other: ScenePoint, third: ScenePoint) -> float:
    return (other.x - one.x) * (third.y - one.y) - (other.y - one.y) * (third.x - one.x)


def test_points_of_one_muscle_can_be_told_apart() -> None:
    for muscle in atlas().muscles.values():
        places = [
            dot.at
            for view in BodyView
            for point in muscle.points
            for dot in point_spots(MUSCLES, muscle.key, [point.number], view, Side.LEFT)
        ]
        for number, place in enumerate(places):
            for other in places[number + 1 :]:
                assert hypot(place.x - other.x, place.y - other.y) > 6, muscle.key


def test_the_columns_of_the_long_back_muscles_lie_in_their_order_from_the_midline() -> None:
    def middle(muscle: str, y: float) -> float:
        row = [
            one.x - MIDLINE + (y - one.y) / (other.y - one.y) * (other.x - one.x)
            for polygon in polygons(muscle_outlines(MUSCLES, muscle, BodyView.BACK, Side.RIGHT))
            for one, other in zip(polygon, [*polygon[1:], polygon[0]], strict=True)
            if (one.y > y) != (other.y > y)
        ]
        return (min(row) + max(row)) / 2

    for y in (236, 252, 262):
        columns = ["spinalis-thoracis", "longissimus-thoracis", "iliocostalis-thoracis", "iliocostalis-lumborum"]
        places = [middle(muscle, y) for muscle in columns]
        assert places == sorted(places), y


def test_points_on_the_long_ridge_stay_within_five_centimetres_of_the_midline() -> None:
    five_centimetres = 5 / 23 * HEAD  # a head is about 23 cm high
    for muscle in ("iliocostalis-lumborum", "iliocostalis-thoracis", "longissimus-thoracis", "multifidi-lumbar"):
        numbers = [point.number for point in atlas().muscles[muscle].points]
        for dot in point_spots(MUSCLES, muscle, numbers, BodyView.BACK, Side.RIGHT):
            assert 0 < dot.at.x - MIDLINE <= five_centimetres, dot.key


def test_a_left_muscle_is_on_the_left_of_the_picture_from_behind_and_on_the_right_from_the_front() -> None:
    (dot,) = point_spots(MUSCLES, "trapezius-upper", [1], BodyView.BACK, Side.LEFT)
    assert dot.at.x < MIDLINE
    (dot,) = point_spots(MUSCLES, "trapezius-upper", [2], BodyView.FRONT, Side.LEFT)
    assert dot.at.x > MIDLINE


def test_a_series_goes_to_every_shape_and_dot_and_a_radius_to_the_dots() -> None:
    paths = muscle_outlines(MUSCLES, "rhomboids", BodyView.BACK, Side.NONE, 3)
    assert {(path.role, path.series, path.key, path.closed) for path in paths} == {(Role.MUSCLE, 3, "rhomboids", True)}
    dots = point_spots(MUSCLES, "rhomboids", [1, 3], BodyView.BACK, Side.NONE, 3, radius=5)
    assert {(dot.series, dot.radius) for dot in dots} == {(3, 5)}
    assert sorted(dot.key for dot in dots) == ["rhomboids/1", "rhomboids/1", "rhomboids/3", "rhomboids/3"]


def test_a_group_and_an_unknown_point_are_refused() -> None:
    with pytest.raises(KeyError):
        muscle_outlines(MUSCLES, "erector-spinae", BodyView.BACK, Side.LEFT)
    with pytest.raises(KeyError):
        point_spots(MUSCLES, "rhomboids", [9], BodyView.BACK, Side.LEFT)
