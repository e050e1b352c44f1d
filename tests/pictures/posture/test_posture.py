"""The posture pictures: the figure itself, and every posture of the file."""

from collections.abc import Iterable
from functools import cache
from math import acos, degrees, dist, hypot
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.moves import MoveAction
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.terms import Place
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from backpain_cli.library.yaml.source import plain_yaml
from backpain_cli.paths import packaged_data
from backpain_cli.pictures.posture import figure as drawing
from backpain_cli.pictures.posture.figure import Figure, figure_from
from backpain_cli.pictures.posture.hull import hull
from backpain_cli.pictures.posture.outline import GROUND, Viewpoint
from backpain_cli.pictures.posture.posture import (
    HEIGHT,
    WIDTH,
    posture_for,
    posture_scene,
    postures_of,
)
from backpain_cli.pictures.posture.vectors import Vector, direction_of
from backpain_cli.pictures.scene import Dot, Outline, Role, Scene, ScenePoint, contains, flattened
from backpain_cli.pictures.step_pictures import posture_keys, posture_of_step
from tests.cases import all_cases

_FILE = packaged_data("pictures") / "postures.yaml"
_DOCUMENT: list[dict[str, Any]] = plain_yaml(_FILE.read_text(encoding="utf-8"), _FILE.name)
_POSTURES = postures_of(_DOCUMENT)

_FIGURE = {Role.LIMB, Role.LIMB_FAR}
_TOUCHING = 6.0
_UPRIGHT = {"view": "side", "hips": "99.8", "right-foot": "0", "left-foot": "0", "shows": "Someone stands."}

each_posture = all_cases("key", _POSTURES)


@pytest.fixture(scope="module")
def anatomy() -> Atlas:
    return load_atlas()


@pytest.fixture(scope="module")
def routines(anatomy: Atlas) -> tuple[Routine, ...]:
    return load_shipped_routines(anatomy)


TITLES_OF_FORMAT_1 = {
    *("change-place", "change-place/floor", "change-place/sitting", "check-again", "check-again/sitting", "chin-tucks"),
    *("first-twinge/check-again", "first-twinge/first-check", "lower-back/check-again", "lower-back/first-check"),
    *("mid-back/first-check", "move-between-holds", "move-freely", "move-freely/sitting", "neck/check-again"),
    *("neck/first-check", "settle", "settle/sitting", "settle/standing", "upper-back/first-check", "warm-up"),
    *("warm-up/standing", "warm-up/wall", "whole-back/first-check", "get-up-slowly"),
}
"""Of steps of the first routines: files that were made after them have these pictures too."""


@cache
def _scene(key: str) -> Scene:
    return posture_scene(_POSTURES[key], key, "")


@cache
def _beginning(key: str) -> Scene:
    return posture_scene(_POSTURES[key], key, "", at_start=True)


@cache
def _scenes(key: str) -> tuple[Scene, ...]:
    """Return the picture of that posture, the one where it begins, and those in which its tool lies elsewhere."""
    meant = _POSTURES[key].get("for", ())
    places = [posture_for(_POSTURES, name) for name in meant] if isinstance(meant, dict) else []
    begins = [_beginning(key)] if "start" in _POSTURES[key] else []
    return (_scene(key), *begins, *(posture_scene(place, key, "") for place in places if place is not None))


def _frames(key: str) -> list[tuple[dict[str, Any], Scene]]:
    """Return how each frame of a posture is described, the end and the beginning of its movement, and its picture."""
    posture = _POSTURES[key]
    frames = [(posture, _scene(key))]
    if "start" in posture:
        begun = {**posture, **posture["start"]}
        frames.append(({name: value for name, value in begun.items() if value != "none"}, _beginning(key)))
    return frames


def _lines(shapes: Iterable[object], *roles: Role, key: str = "") -> list[list[ScenePoint]]:
    paths = [shape for shape in shapes if isinstance(shape, Outline) and shape.role in roles and key in shape.key]
    return [line for path in paths for line in flattened(path)]


def _outline(shapes: Iterable[object], key: str) -> list[list[ScenePoint]]:
    return [line for path in shapes if isinstance(path, Outline) and path.key == key for line in flattened(path)]


def _distance(place: ScenePoint, polygon: list[ScenePoint]) -> float:
    """Return how far `place` lies from an area; 0 inside."""
    if contains([polygon], place):
        return 0.0
    return min(_to_line(place, one, other) for one, other in zip(polygon, [*polygon[1:], polygon[0]], strict=True))


def _to_line(place: ScenePoint, one: ScenePoint, other: ScenePoint) -> float:
    x, y = other.x - one.x, other.y - one.y
    part = min(max(((place.x - one.x) * x + (place.y - one.y) * y) / ((x * x + y * y) or 1), 0), 1)
    return hypot(place.x - one.x - part * x, place.y - one.y - part * y)


def _touch(lines: list[list[ScenePoint]], polygons: list[list[ScenePoint]]) -> bool:
    return any(_distance(place, polygon) <= _TOUCHING for polygon in polygons for line in lines for place in line)


def _places(figure: Figure) -> list[tuple[float, float]]:
    """Return the length of each limb beside the one it must have."""
    found = [
        (dist(figure.hips, figure.waist), drawing.LOWER_SPINE),
        (dist(figure.waist, figure.neck), drawing.UPPER_SPINE),
        (dist(figure.neck, figure.skull), drawing.NECK),
    ]
    for arm in figure.arms.values():
        found += [(dist(arm.root, arm.middle), drawing.UPPER_ARM), (dist(arm.middle, arm.end), drawing.FOREARM)]
    for leg in figure.legs.values():
        found += [(dist(leg.root, leg.middle), drawing.THIGH), (dist(leg.middle, leg.end), drawing.SHIN)]
    return found


# The figure

_angles = st.integers(min_value=-180, max_value=180)
_directions = st.builds(lambda lift, around: f"{lift}/{around}", _angles, _angles)


@given(
    trunk=st.lists(st.lists(st.integers(-90, 90).map(str), min_size=1, max_size=3), min_size=4, max_size=4),
    limbs=st.lists(st.lists(_directions, min_size=2, max_size=2), min_size=4, max_size=4),
)
def test_every_limb_keeps_its_length_whatever_the_angles(trunk: list[list[str]], limbs: list[list[str]]) -> None:
    names = ("right-arm", "left-arm", "right-leg", "left-leg")
    told = {"view": "side", "hips": "100", **dict(zip(("pelvis", "chest", "neck", "head"), trunk, strict=True))}
    figure = figure_from({**told, **dict(zip(names, limbs, strict=True))})
    for length, wanted in _places(figure):
        assert length == pytest.approx(wanted)


@given(
    forward=st.floats(-40, 40),
    outward=st.floats(-5, 30),
    hips=st.floats(60, 85),
    knee=_directions,
    hand=st.tuples(st.floats(5, 30), st.floats(-30, 10), st.floats(-20, 20)),
)
def test_a_limb_that_reaches_for_a_place_keeps_its_length_and_gets_there(
    forward: float, outward: float, hips: float, knee: str, hand: tuple[float, float, float]
) -> None:
    told = {**_UPRIGHT, "hips": str(hips), "right-foot": [str(forward), str(outward)], "right-knee": knee}
    figure = figure_from({**told, "right-hand": ["right-shoulder", *(str(way) for way in hand)]})
    for length, wanted in _places(figure):
        assert length == pytest.approx(wanted)
    assert figure.legs[-1].end == pytest.approx((forward, drawing.SOLE, -outward), abs=1e-6)
    shoulder, palm = figure.arms[-1].root, figure.arms[-1].palm
    assert dist(shoulder, palm) == pytest.approx(max(hypot(*hand), 0.01), abs=1e-6)


def test_a_place_out_of_reach_is_refused() -> None:
    with pytest.raises(ValueError, match=r"the left hand stays 2\d units away"):
        figure_from({**_UPRIGHT, "left-hand": ["left-shoulder", "96"]})


def test_a_direction_is_told_by_its_lift_and_the_way_around() -> None:
    assert direction_of("0", 1, 0) == pytest.approx((0, -1, 0))
    assert direction_of("90", -1, 0) == pytest.approx((1, 0, 0))
    assert direction_of("90/90", -1, 0) == pytest.approx((0, 0, -1))
    assert direction_of("180", 1, 90) == pytest.approx((0, 1, 0))
    assert direction_of("90/180", 1, 0) == pytest.approx((-1, 0, 0))


def test_a_standing_figure_is_as_tall_as_seven_and_a_half_heads() -> None:
    lines = _lines(posture_scene(_UPRIGHT, "", "").shapes, *_FIGURE)
    top, bottom = (how(place.y for line in lines for place in line) for how in (min, max))
    assert bottom - top == pytest.approx(7.5 * drawing.HEAD, abs=3)
    head = [place.y for line in _lines(posture_scene(_UPRIGHT, "", "").shapes, *_FIGURE, key="head") for place in line]
    assert max(head) - min(head) == pytest.approx(drawing.HEAD, abs=1.5)


def test_from_the_side_the_far_limbs_are_told_from_the_near_ones() -> None:
    shapes = [shape for shape in posture_scene(_UPRIGHT, "", "").shapes if isinstance(shape, Outline)]
    assert {shape.role for shape in shapes if shape.key.startswith("left-")} == {Role.LIMB_FAR}
    assert {shape.role for shape in shapes if shape.key.startswith("right-")} == {Role.LIMB}


def test_the_face_shows_where_it_looks() -> None:
    def eyes(view: str) -> int:
        return len(_outline(posture_scene({**_UPRIGHT, "view": view}, "", "").shapes, "eye"))

    assert (eyes("side"), eyes("front"), eyes("back")) == (1, 2, 0)


def test_an_arm_before_the_trunk_has_an_edge() -> None:
    assert _lines(posture_scene(_UPRIGHT, "", "").shapes, Role.LIMB_FAR, key="edge")


@given(
    circles=st.lists(
        st.tuples(st.builds(ScenePoint, st.floats(0, 100), st.floats(0, 100)), st.floats(1, 10)), min_size=1, max_size=5
    )
)
def test_a_line_around_circles_leaves_none_of_them_out(circles: list[tuple[ScenePoint, float]]) -> None:
    (line,) = flattened(Outline(Role.LIMB, hull(circles)))
    for center, radius in circles:
        assert contains([line], center)
        assert min(dist(center, place) for place in line) >= radius * 0.97


# Which posture


def test_a_posture_takes_over_what_it_does_not_say_itself() -> None:
    first = {"key": "first", "view": "side", "hips": "99", "wall": "left", "side": "left", "for": ["one"], "shows": "a"}
    second = {"key": "second", "like": "first", "hips": "95", "wall": "none", "shows": "b"}
    assert postures_of([first, second])["second"] == {
        "key": "second",
        "like": "first",
        "view": "side",
        "hips": "95",
        "shows": "b",
    }


def test_the_ball_lies_where_its_point_is() -> None:
    def height(key: str) -> float:
        found = posture_for(_POSTURES, key)
        assert found is not None
        (tool,) = [shape for shape in posture_scene(found, "", "").shapes if shape.role is Role.TOOL]
        assert isinstance(tool, Dot)
        return tool.at.y

    order = ["levator-scapulae/1", "infraspinatus/2", "iliocostalis-thoracis/1", "longissimus-thoracis/1"]
    heights = [height(key) for key in order]
    assert heights == sorted(heights)
    assert heights[-1] - heights[0] > drawing.HEAD * 0.8


def test_the_most_particular_key_wins() -> None:
    first, any_other = posture_for(_POSTURES, "neck/first-check", "first-check"), posture_for(_POSTURES, "nothing")
    assert first is not None
    assert first["key"] == "look-over-the-shoulder"
    assert any_other is None


def test_a_picture_of_the_other_side_is_mirrored() -> None:
    posture = _POSTURES["ball-buttock"]
    shown, same, other = (posture_scene(posture, "", "", side=side) for side in ("", "right", "left"))
    assert shown == same != other
    for left, right in zip(shown.shapes, other.shapes, strict=True):
        if isinstance(left, Dot) and isinstance(right, Dot):
            assert left.at.x + right.at.x == pytest.approx(WIDTH)


def test_a_picture_that_has_no_side_is_never_mirrored() -> None:
    assert posture_scene(_POSTURES["self-hug"], "self-hug", "", side="left") == _scene("self-hug")


_MOVING = [key for key, posture in _POSTURES.items() if "start" in posture]


@all_cases("key", _MOVING)
def test_a_movement_begins_elsewhere_and_everything_around_it_stays(key: str) -> None:
    drawn = [
        [shape for shape in scene.shapes if isinstance(shape, Outline)] for scene in (_beginning(key), _scene(key))
    ]
    around = [[shape for shape in shapes if shape.role in {Role.PROP, Role.ARROW}] for shapes in drawn]
    assert around[0] == around[1]
    figures = [[shape for shape in shapes if shape.role in _FIGURE] for shapes in drawn]
    moved = ((one, other) for one, other in zip(*figures, strict=False) if one != other)
    lines = (pair for one, other in moved for pair in zip(flattened(one), flattened(other), strict=False))
    assert any(dist(a, b) > 3 for line, other in lines for a, b in zip(line, other, strict=False))


def test_a_held_stretch_that_is_moved_into_shows_where_it_begins(anatomy: Atlas) -> None:
    shown = {key for posture in _MOVING for key in _POSTURES[posture]["for"]}
    stretches = {key for key, stretch in anatomy.stretches.items() if stretch.kind == "stretch"}
    # In these the figure does not change, or the picture would show less than the arrow.
    assert stretches - shown == {"arm-straight-back", "prone-on-elbows", "leg-across"}


def test_hips_that_move_leave_the_floor_where_it_is() -> None:
    moved = figure_from({**_UPRIGHT, "hips": ["95", "6", "-4"]})
    assert moved.hips == pytest.approx((6, 95, -4))
    assert moved.places()["floor"] == (0, 0, 0)
    assert moved.legs[1].end.forward == pytest.approx(0)


def test_of_a_floor_that_one_looks_down_on_the_nearer_places_are_lower() -> None:
    level, down = Viewpoint(90, 1.0), Viewpoint(90, 1.0, tilt=30)
    near, far, high = Vector(40, 0, 0), Vector(-20, 0, 0), Vector(-20, 60, 0)
    assert level.seen(near).y == level.seen(far).y == GROUND
    assert GROUND > down.seen(near).y > down.seen(far).y > down.seen(high).y
    assert level.depth(high) == level.depth(far) < level.depth(near)
    assert down.depth(far) < down.depth(high) < down.depth(near)


def test_a_mat_that_one_looks_down_on_is_narrower_at_its_far_edge_and_its_pillow_has_a_rim() -> None:
    def shown(key: str) -> tuple[float, float, int]:
        shapes = _scene(key).shapes
        ((one, other, near, last),) = _outline(shapes, "mat")
        return other.x - one.x, near.x - last.x, len(_lines(shapes, Role.BODY_LINE, key="rim"))

    far, near, rims = shown("side-rest")
    assert far < near
    assert rims == 2
    far, near, rims = shown("lying")
    assert far == near
    assert rims == 0


def test_a_band_goes_from_the_hand_to_its_post_all_the_way() -> None:
    begins, ends = (
        _lines(scene.shapes, Role.TOOL, key="band") for scene in (_beginning("row-band"), _scene("row-band"))
    )
    assert [len(lines) for lines in (begins, ends)] == [2, 2]
    for (hand, post), (drawn_back, same_post) in zip(begins, ends, strict=True):
        assert post == same_post
        assert dist(hand, post) + 30 < dist(drawn_back, post)


def test_a_caption_of_ones_own_is_taken() -> None:
    assert posture_scene(_UPRIGHT, "Title", "Caption").caption == "Caption"


# The file


def test_every_press_and_stretch_of_the_routines_has_exactly_one_posture(routines: tuple[Routine, ...]) -> None:
    for routine in routines:
        for step in routine.steps:
            if not step.is_hold:
                continue
            particular = posture_keys(step, routine.key)[-1]
            assert sum(particular in posture["for"] for posture in _POSTURES.values()) == 1, particular


def test_every_step_of_the_routines_has_a_posture(routines: tuple[Routine, ...]) -> None:
    without = [
        f"{routine.key}: {step.title}"
        for routine in routines
        for step in routine.steps
        if posture_of_step(step, routine.key, _POSTURES) is None
    ]
    assert without == []


def test_a_step_done_sitting_is_not_shown_standing(routines: tuple[Routine, ...]) -> None:
    for routine in routines:
        for step in routine.steps:
            found = posture_of_step(step, routine.key, _POSTURES)
            assert found is not None
            if step.place is Place.SITTING:
                assert {"chair", "bed"} & found.keys(), (routine.key, step.title)
            if step.place is Place.FLOOR:
                assert "mat" in found, (routine.key, step.title)
            if step.place is Place.WALL and step.is_hold:
                assert "wall" in found, (routine.key, step.title)


def test_every_point_that_may_be_pressed_and_every_stretch_has_a_posture(anatomy: Atlas) -> None:
    points = {
        point.key for muscle in anatomy.muscles.values() for point in muscle.points if point.technique is not None
    }
    wanted = points | set(anatomy.stretches)
    assert {key for key in wanted if posture_for(_POSTURES, key) is None} == set()


def test_no_key_is_meant_by_two_postures_or_by_nothing(anatomy: Atlas, routines: tuple[Routine, ...]) -> None:
    meant = [key for posture in _POSTURES.values() for key in posture["for"]]
    assert sorted(meant) == sorted(set(meant))

    known = {point.key for muscle in anatomy.muscles.values() for point in muscle.points if point.technique is not None}
    known |= {
        f"{stretch.key}{place}" for stretch in anatomy.stretches.values() for place in ("", *(f"/{p}" for p in Place))
    }
    known |= {key for routine in routines for step in routine.steps for key in posture_keys(step, routine.key)}
    known |= {f"{move.key}/{place}" for move in anatomy.moves.values() for place in Place} | TITLES_OF_FORMAT_1
    known |= {
        f"instead-of-{move.name.lower().replace(',', '').replace(' ', '-')}/{Place.SITTING}"
        for move in anatomy.moves.values()
        for rule in move.circumstances
        if rule.action is MoveAction.SEATED
    }
    assert set(meant) - known == set()


def test_a_posture_that_is_for_no_step_is_the_picture_of_a_move_or_one_that_others_are_like(anatomy: Atlas) -> None:
    moves = anatomy.moves.values()
    named = {picture for move in moves for picture in (move.picture, *(level.picture for level in move.levels))}
    named |= {entry["like"] for entry in _DOCUMENT if "like" in entry}
    assert {key for key, posture in _POSTURES.items() if not posture["for"]} - named == set()


@each_posture
def test_every_posture_says_the_same_in_words(key: str) -> None:
    entry = next(entry for entry in _DOCUMENT if entry["key"] == key)
    assert entry["shows"].startswith("Seen ")
    assert entry["shows"].endswith(".")
    assert 40 < len(entry["shows"]) < 260
    assert _scene(key).caption == entry["shows"]


@each_posture
def test_every_figure_stays_within_its_field_and_above_the_floor(key: str) -> None:
    for scene in _scenes(key):
        assert (scene.width, scene.height) == (WIDTH, HEIGHT)
        for line in _lines(scene.shapes, *_FIGURE, Role.ARROW, Role.PROP):
            for place in line:
                assert 3 <= place.x <= WIDTH - 3
                assert place.y >= 3
        for line in _lines(scene.shapes, *_FIGURE):
            assert max(place.y for place in line) <= GROUND + 1


def _step_below(foot: str | list[str], posture: dict[str, Any]) -> float:
    """Return how high the step is that a foot stands on, as it is drawn; 0 where it stands on the floor."""
    near, far, height = (float(number) for number in posture.get("step", ("1", "0", "0")))
    forward = float(foot if isinstance(foot, str) else foot[0])
    return height * float(posture["scale"]) if near <= forward <= far else 0.0


@each_posture
def test_feet_that_stand_on_the_floor_touch_it(key: str) -> None:
    for posture, scene in _frames(key):
        _check_feet(posture, scene)


def _check_feet(posture: dict[str, Any], scene: Scene) -> None:
    ground = GROUND - float(posture.get("mat", 0)) * float(posture.get("scale", 1))
    for name in ("left", "right"):
        told = posture.get(f"{name}-foot", "0")
        lifted = not isinstance(told, str) and len(told) > 2 and float(told[2]) > 20
        if f"{name}-leg" in posture or lifted:
            continue
        lowest = max(place.y for line in _outline(scene.shapes, f"{name}-leg-foot") for place in line)
        assert lowest == pytest.approx(ground - _step_below(told, posture), abs=_TOUCHING)


@each_posture
def test_the_body_touches_what_it_leans_on(key: str) -> None:
    for scene in _scenes(key):
        posture = _POSTURES[key]
        for prop, part in (("wall", ""), ("frame", ""), ("mat", "trunk"), ("pillow", "head"), ("table", "arm")):
            for polygon in _outline(scene.shapes, prop):
                leaning = _lines(scene.shapes, *_FIGURE, key=part)
                leaning += [
                    [
                        ScenePoint(shape.at.x - shape.radius, shape.at.y),
                        ScenePoint(shape.at.x + shape.radius, shape.at.y),
                    ]
                    for shape in scene.shapes
                    if isinstance(shape, Dot) and prop == "wall"
                ]
                if prop == "mat" and (posture["view"] == "front" or posture["pelvis"] != "-90"):
                    leaning = _lines(scene.shapes, *_FIGURE)
                assert _touch(leaning, [polygon]), prop
        for prop, parts in (("mattress", "trunk"), ("step", "foot"), ("rail", "hand")):
            # A hand may hold a rail by a band.
            holding = _lines(scene.shapes, Role.TOOL, key="band")
            if found := _outline(scene.shapes, prop):
                assert _touch([*_lines(scene.shapes, *_FIGURE, key=parts), *holding], found), prop
        if "chair" in posture:
            seat, back = _outline(scene.shapes, "seat"), _outline(scene.shapes, "chair-back")
            if posture["hips"] == "60" or "sits" in posture["shows"]:
                assert _touch(_lines(scene.shapes, *_FIGURE, key="trunk"), seat)
            elif "stands" in posture["shows"]:
                assert _touch(_lines(scene.shapes, *_FIGURE, key="hand"), back)


@each_posture
def test_nobody_stands_inside_a_wall(key: str) -> None:
    for scene in _scenes(key):
        for wall in _outline(scene.shapes, "wall"):
            left, right = min(place.x for place in wall), max(place.x for place in wall)
            places = [place.x for line in _lines(scene.shapes, *_FIGURE) for place in line]
            assert max(places) <= left + 3 or min(places) >= right - 3


@each_posture
def test_nobody_sinks_into_a_mat(key: str) -> None:
    for posture, scene in _frames(key):
        if "mat" not in posture or "tilt" in posture:
            continue
        top = min(place.y for line in _outline(scene.shapes, "mat") for place in line)
        assert max(place.y for line in _lines(scene.shapes, *_FIGURE) for place in line) <= top + 4


def _angle(one: Vector, other: Vector) -> float:
    return degrees(acos(min(max(one.unit().dot(other.unit()), -1), 1)))


_THIGH_TURNED_OUT = {"figure-four", "thumbs-on-the-calf"}
"""Its front then shows to the side, and the shin lies across."""


@each_posture
def test_no_joint_is_bent_the_wrong_way_or_too_far(key: str) -> None:
    for posture, _ in _frames(key):
        figure = figure_from(posture)
        pelvis, chest = figure.pelvis, figure.chest
        assert _angle(pelvis.top, chest.top) <= 55, "waist"
        assert _angle(chest.top, figure.neck.to(figure.skull)) <= 55, "neck"
        for leg in figure.legs.values():
            thigh, shin = leg.root.to(leg.middle).unit(), leg.middle.to(leg.end).unit()
            # The front of a thigh lies to the front of the pelvis, or to its upper end once the thigh is raised.
            front = pelvis.front.moved(pelvis.top)
            front = front.moved(thigh, -front.dot(thigh)).unit()
            assert thigh.to(shin).dot(front) <= 0.2 or key in _THIGH_TURNED_OUT, "knee"
            assert _angle(thigh, shin) <= 150, "knee"
            assert thigh.dot(pelvis.front) >= -0.65, "hip"
            assert _angle(shin, leg.points) >= 5, "ankle"
        for arm in figure.arms.values():
            forearm = arm.middle.to(arm.end)
            assert _angle(arm.root.to(arm.middle), forearm) <= 156, "elbow"
            assert _angle(forearm, arm.points) <= 110, "wrist"


@each_posture
def test_what_presses_lies_at_the_body(key: str) -> None:
    for scene in _scenes(key):
        tools = [shape for shape in scene.shapes if isinstance(shape, Dot) and shape.role is Role.TOOL]
        body = _lines(scene.shapes, *_FIGURE) if tools else []
        assert all(any(_distance(tool.at, line) <= tool.radius for line in body) for tool in tools)


def test_every_press_shows_what_presses(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        for point in muscle.points:
            if point.technique is None:
                continue
            found = posture_for(_POSTURES, point.key)
            assert found is not None
            assert found["tool"]["kind"] == ("ball" if "ball" in point.technique.tool else "fingers"), point.key


def test_every_press_shows_where_to_the_pressure_goes(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        for point in muscle.points:
            if point.technique is None:
                continue
            found = posture_for(_POSTURES, point.key)
            assert found is not None
            shapes = posture_scene(found, "", "").shapes
            (tool,) = [shape.at for shape in shapes if isinstance(shape, Dot) and shape.role is Role.TOOL]
            *_, tip = [shape for shape in shapes if isinstance(shape, Outline) and shape.role is Role.ARROW]
            base = [place for line in flattened(tip) for place in line][1:]
            end, tail = flattened(tip)[0][0], ScenePoint(*(sum(parts) / len(base) for parts in zip(*base, strict=True)))
            towards = (end.x - tail.x) * (tool.x - end.x) + (end.y - tail.y) * (tool.y - end.y)
            assert towards > 0, point.key


def _step_of(routines: tuple[Routine, ...], routine: str, title: str) -> Step:
    return next(step for known in routines if known.key == routine for step in known.steps if step.title == title)


@pytest.mark.parametrize(
    ("routine", "title", "posture"),
    [
        ("lower-back", "Stand up twice", "stand-up-from-the-chair"),
        ("stronger-back-3", "Bridge", "bridge-one-foot"),
        ("chair", "Shoulder rolls", "shoulder-rolls-sitting"),
        ("lower-back", "Get up slowly", "get-up-slowly"),
        ("whole-back", "Figure four, sitting", "figure-four"),
        ("neck", "Shoulder rolls", "shoulder-rolls"),
        ("neck", "Chin to armpit stretch", "chin-to-armpit-sitting"),
        ("mid-back", "Arm overhead side-bend", "arm-overhead-side-bend-sitting"),
    ],
)
def test_a_step_finds_its_posture(routines: tuple[Routine, ...], routine: str, title: str, posture: str) -> None:
    found = posture_of_step(_step_of(routines, routine, title), routine, _POSTURES)
    assert found is not None
    assert found["key"] == posture


def test_a_hand_may_lie_on_the_other_arm_whose_own_hand_lies_somewhere() -> None:
    lying = {"right-hand": ["right-thigh", "10", "14"], "left-hand": ["right-elbow", "4"]}
    figure = figure_from({**_UPRIGHT, "hips": "60", "right-foot": "44", "left-foot": "44", "chest": "20", **lying})
    elbow, palm = figure.arms[-1].middle, figure.arms[1].palm
    assert dist(elbow, palm) == pytest.approx(4, abs=0.5)


def test_a_table_may_stand_beside_the_person() -> None:
    def middle(table: list[str]) -> float:
        scene = posture_scene({**_UPRIGHT, "view": "front", "table": table}, "", "")
        body, top = ([place.x for line in _outline(scene.shapes, key) for place in line] for key in ("trunk", "table"))
        return (min(top) + max(top)) / 2 - (min(body) + max(body)) / 2

    assert middle(["20", "60", "80"]) == pytest.approx(0, abs=2)
    assert middle(["20", "60", "80", "-50"]) == pytest.approx(-50, abs=2)
