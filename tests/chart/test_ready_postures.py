"""Posture pictures that were reckoned beforehand are the same as those that are reckoned now."""

import marshal
from typing import Any

import pytest

from backpain_cli.chart.posture import posture_for, posture_scene, postures_of
from backpain_cli.chart.ready_postures import drawn_postures, ready_scene
from backpain_cli.chart.scene import Path, Point, Scene, Shape
from backpain_cli.library.chart_file import load_charts, load_drawn

DOCUMENT: Any = load_charts()["postures"]
POSTURES = postures_of(DOCUMENT)
KEYS = sorted({key for posture in POSTURES.values() for key in posture.get("for", ())})


@pytest.fixture(scope="module")
def drawn() -> dict[str, Any]:
    found: dict[str, Any] = load_drawn(drawn_postures)
    return found


def places_of(shape: Shape) -> list[Point]:
    if isinstance(shape, Path):
        return [place for segment in shape.segments for place in segment]
    return [shape.at]


def assert_alike(one: Scene, other: Scene) -> None:
    assert one._replace(shapes=()) == other._replace(shapes=())
    for shape, its in zip(one.shapes, other.shapes, strict=True):
        assert (type(shape), shape.role) == (type(its), its.role)
        assert all(
            abs(place.x - another.x) < 1e-6 and abs(place.y - another.y) < 1e-6
            for place, another in zip(places_of(shape), places_of(its), strict=True)
        )


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_ready_picture_is_the_one_that_would_be_reckoned(drawn: dict[str, Any], mirrored: bool) -> None:
    reckoned: dict[str, Scene] = {}
    for key in KEYS:
        plain = posture_for(POSTURES, key)
        assert plain is not None
        side = {"left": "right", "right": "left"}.get(plain.get("side", ""), "left") if mirrored else ""
        if (told := repr(plain)) not in reckoned:
            reckoned[told] = posture_scene(plain, "title", "", side=side)
        ready = ready_scene(drawn, [key], "title", side)
        assert ready is not None
        assert_alike(ready, reckoned[told])


def test_the_most_particular_key_comes_first_and_an_unknown_one_has_no_picture(drawn: dict[str, Any]) -> None:
    assert ready_scene(drawn, ["none", KEYS[0], KEYS[1]], "", "") == ready_scene(drawn, [KEYS[0]], "", "")
    assert ready_scene(drawn, ["none"], "", "") is None


def test_the_pictures_are_plain_values_that_a_file_can_hold() -> None:
    assert marshal.loads(marshal.dumps(found := drawn_postures(DOCUMENT[:5]))) == found  # noqa: S302 - our own bytes
