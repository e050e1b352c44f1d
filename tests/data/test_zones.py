"""The zones that are drawn for single points: they say what the anatomy says, and lie in the areas it names."""

import math
from collections.abc import Iterator
from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import TriggerPoint
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.body.chart import body_chart, series_of_point, views_showing
from backpain_cli.pictures.body.shapes import BodyView, half
from backpain_cli.pictures.scene import Outline, Role

DATA = load_picture_data()
TOLERANCE = 2.0
"""In units of the field, 1 of which is about 2.3 mm of a body: the zones are drawn by hand."""


def _points(anatomy: Atlas) -> dict[str, TriggerPoint]:
    return {point.key: point for muscle in anatomy.muscles.values() for point in muscle.points}


def _areas(point: TriggerPoint) -> set[str]:
    return {felt.area.key for felt in (*point.essential, *point.spillover)}


def test_every_point_that_a_routine_presses_has_a_zone_for_each_of_its_areas(anatomy: Atlas) -> None:
    pressed = {step.point.key for one in load_shipped_routines(anatomy) for step in one.steps if step.point is not None}
    assert len(pressed) > 10
    assert pressed - DATA["zones"].keys() == set()


def test_a_point_has_zones_in_the_areas_that_its_anatomy_names_and_in_no_other(anatomy: Atlas) -> None:
    points = _points(anatomy)
    assert {key: set(zones) for key, zones in DATA["zones"].items()} == {
        key: _areas(points[key]) for key in DATA["zones"]
    }


def _zones() -> Iterator[tuple[str, str, str, list[tuple[float, float]]]]:
    for point, areas in DATA["zones"].items():
        for area, views in areas.items():
            for view, zones in views.items():
                for zone in zones:
                    yield point, area, view, list(half(zone))


def _distance(place: tuple[float, float], polygon: list[tuple[float, float]]) -> float:
    """Return how far `place` lies outside of `polygon`; 0 inside."""
    x, y = place
    edges = list(zip(polygon, [*polygon[1:], polygon[0]], strict=True))
    crossings = sum((y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in edges)
    if crossings % 2:
        return 0.0
    return min(_from_edge(place, *edge) for edge in edges)


def _from_edge(place: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    along = (other[0] - one[0], other[1] - one[1])
    length = along[0] ** 2 + along[1] ** 2
    part = ((place[0] - one[0]) * along[0] + (place[1] - one[1]) * along[1]) / length if length else 0.0
    part = min(1.0, max(0.0, part))
    return math.dist(place, (one[0] + part * along[0], one[1] + part * along[1]))


def test_a_zone_of_a_point_lies_within_the_area_that_it_is_part_of() -> None:
    outside: list[Any] = []
    for point, area, view, zone in _zones():
        polygons = [list(half(one)) for one in DATA["areas"][area].get(view, ())]
        for place in zone:
            away = min((_distance(place, polygon) for polygon in polygons), default=math.inf)
            if away > TOLERANCE:
                outside.append((point, area, view, place, round(away, 1)))
    assert outside == []


def _shapes(anatomy: Atlas, key: str, view: BodyView) -> dict[str, set[Role]]:
    scene = body_chart(DATA, [series_of_point(anatomy, _points(anatomy)[key])], (view,), "", legend=False)
    found: dict[str, set[Role]] = {}
    for shape in scene.shapes:
        if isinstance(shape, Outline) and shape.role in {Role.ESSENTIAL, Role.SPILLOVER}:
            found.setdefault(shape.key, set()).add(shape.role)
    return found


def test_a_chart_of_one_point_shows_its_own_zones_in_the_looks_that_its_anatomy_gives_them(anatomy: Atlas) -> None:
    assert _shapes(anatomy, "gluteus-maximus/1", BodyView.BACK) == {
        "buttock": {Role.ESSENTIAL},
        "sacroiliac": {Role.ESSENTIAL},
        "back-of-the-thigh": {Role.SPILLOVER},
    }


def test_a_muscle_whose_map_shows_a_part_of_an_area_is_drawn_with_that_part_alone(anatomy: Atlas) -> None:
    # The piriformis is published as felt behind the hip joint, and down two thirds of the thigh.
    assert _shapes(anatomy, "piriformis/1", BodyView.FRONT) == {}
    for point in ("piriformis/1", "piriformis/2"):
        (thigh,) = DATA["zones"][point]["back-of-the-thigh"]["back"]
        (area,) = DATA["areas"]["back-of-the-thigh"]["back"]
        top, bottom = (pick(y for _, y in half(area)) for pick in (min, max))
        assert max(y for _, y in half(thigh)) == pytest.approx(top + 2 / 3 * (bottom - top), abs=5)
    assert DATA["zones"]["piriformis/1"] == DATA["zones"]["piriformis/2"]


def test_a_view_in_which_no_zone_is_drawn_is_not_shown(anatomy: Atlas) -> None:
    # The rim of the hip bone goes on in front, but this point is not published as felt there.
    series = [series_of_point(anatomy, _points(anatomy)["longissimus-thoracis/2"])]
    assert views_showing(DATA, series) == (BodyView.BACK,)
