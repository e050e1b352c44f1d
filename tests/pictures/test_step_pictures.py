"""The pictures of a step: nothing that matters is cut off, and left is left."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.terms import Side
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.palette import COLORS, LIGHT_COLORS, PAGE_COLORS
from backpain_cli.pictures.scene import Label, Outline, Role, Scene, ScenePoint, flattened
from backpain_cli.pictures.step_pictures import SIZE, exercise_picture, point_map, step_pictures
from backpain_cli.wording.phrases import side_phrase
from tests.sheets import SHIPPED, shipped


@cache
def charts() -> dict[str, Any]:
    return load_picture_data()


def places_of(scene: Scene, *roles: Role) -> list[ScenePoint]:
    """Return all places of a scene's shapes in these roles, but for the floor, which goes on."""
    found: list[ScenePoint] = []
    for shape in scene.shapes:
        if shape.role not in roles or isinstance(shape, Label) or shape.key == "floor":
            continue
        parts = flattened(shape) if isinstance(shape, Outline) else [[shape.at]]
        found += [place for part in parts for place in part]
    return found


@pytest.mark.parametrize("key", SHIPPED)
def test_the_figure_its_tool_and_its_arrow_lie_within_the_picture(key: str, anatomy: Atlas) -> None:
    for step in shipped(key, anatomy).steps:
        scene = step_pictures(step, key, charts())[0]
        places = places_of(scene, Role.LIMB, Role.LIMB_FAR, Role.TOOL, Role.ARROW, Role.PROP)
        assert all(0 <= x <= scene.width and 0 <= y <= scene.height for x, y in places)
        assert 0.7 < scene.width / scene.height < 1.7
        assert scene.caption


@pytest.mark.parametrize("key", SHIPPED)
def test_a_press_shows_its_point_on_each_side_at_the_height_of_the_middle(key: str, anatomy: Atlas) -> None:
    for step in shipped(key, anatomy).steps:
        if step.point is None:
            continue
        scene = step_pictures(step, key, charts())[-1]
        points = places_of(scene, Role.POINT)
        assert [round(y, 3) for _, y in points] == [SIZE / 2, SIZE / 2]
        assert sorted(x < SIZE / 2 for x, _ in points) == [False, True]
        assert all(0 < x < SIZE for x, _ in points)
        assert step.point.where in scene.caption


def test_every_point_that_may_be_pressed_has_a_cut_out_that_shows_it(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        for point in muscle.points:
            if point.technique is not None:
                points = places_of(point_map(point, muscle.english, charts()), Role.POINT)
                assert len(points) == 2
                assert all(0 < x < SIZE for x, _ in points)


@pytest.mark.parametrize(("side", "is_left"), [(Side.LEFT, True), (Side.RIGHT, False)])
def test_seen_from_behind_the_persons_left_is_on_the_left(side: Side, is_left: bool, anatomy: Atlas) -> None:
    scene = point_map(anatomy.muscles["gluteus-medius"].points[0], "Gluteus medius", charts(), side=side)
    ((x, _),) = places_of(scene, Role.POINT)
    assert (x < SIZE / 2) is is_left
    words = {shape.text: shape.at.x for shape in scene.shapes if isinstance(shape, Label)}
    assert words["your left"] < words["your right"]
    assert side_phrase(side) in scene.caption


def test_names_of_vertebrae_do_not_run_together(anatomy: Atlas) -> None:
    scene = point_map(anatomy.muscles["longissimus-thoracis"].points[1], "Longissimus", charts())
    names = [shape for shape in scene.shapes if isinstance(shape, Label) and shape.text[0] in "CTL"]
    heights = sorted(name.at.y for name in names)
    assert len(names) >= 2
    assert all(after - before > name.size for before, after, name in zip(heights, heights[1:], names, strict=False))


def test_a_themed_look_names_every_colour_of_the_light_one() -> None:
    named = [value for field in PAGE_COLORS for value in ([field] if isinstance(field, str) else field)]
    plain = [value for field in LIGHT_COLORS for value in ([field] if isinstance(field, str) else field)]
    assert [COLORS[name.removeprefix("var(--").removesuffix(")")][0] for name in named] == plain


def test_a_move_shows_its_posture_and_a_stretch_that_of_its_place(anatomy: Atlas) -> None:
    data = charts()
    sitting = exercise_picture(anatomy.moves["sit-to-stand"], data)
    assert sitting is not None
    assert sitting.title == "Stand up and sit down: the posture"
    assert sitting.caption
    assert all(exercise_picture(one, data) is not None for one in anatomy.stretches.values())


def test_a_move_whose_posture_is_not_drawn_has_no_picture(anatomy: Atlas) -> None:
    undrawn = replace(anatomy.moves["sit-down"], picture="not-drawn")
    assert exercise_picture(undrawn, charts()) is None
