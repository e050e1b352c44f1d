"""The body and its pain areas as drawn: in proportion, the same on both sides, and never the wrong side."""

from functools import cache
from itertools import combinations, pairwise
from typing import Any

import pytest

from backpain_cli.domain.anatomy.records import PainArea
from backpain_cli.domain.terms import Side
from backpain_cli.library.shipped import ANATOMY, load_atlas
from backpain_cli.library.yaml.source import plain_yaml
from backpain_cli.pictures.body.shapes import (
    HEIGHT,
    MIDLINE,
    WIDTH,
    BodyView,
    area_outlines,
    body_shapes,
    half,
    landmark_names,
    side_labels,
    sides_of,
    zone_paths,
)
from backpain_cli.pictures.scene import (
    Dot,
    Label,
    Outline,
    Role,
    ScenePoint,
    SceneShape,
    contains,
    flattened,
    mirrored,
)
from tests.cases import all_cases

TOP, SOLE = 20, 770
STATURE = SOLE - TOP

NEAR = 6
"""How far a landmark may lie from where the proportions say, in units of the field."""

PUBLISHED = {
    BodyView.BACK: {
        "c7": (0, 0.864),
        "tip-of-the-shoulder": (86, 0.820),
        "lowest-rib": (50, 0.638),
        "iliac-crest": (45, 0.605),
        "trochanter": (68, 0.512),
    },
    BodyView.FRONT: {"notch": (0, 0.819), "tip-of-the-shoulder": (86, 0.820), "trochanter": (68, 0.512)},
}
"""Distance from the midline, and height above the floor as a share of stature: medians of ANSUR II."""
LEVELS = (
    # The vertebra whose spine is level with a landmark, as textbooks of surface anatomy have it.
    ("t3", "spine-of-the-shoulder-blade", 6),
    ("t7", "tip-of-the-shoulder-blade", 6),
    ("l4", "iliac-crest", 6),
    ("t12", "lowest-rib", 22),
)

PLACES_IN_AREAS = [
    (BodyView.BACK, "base-of-the-skull", (0, 8), "base-of-the-skull"),  # just under the rim
    (BodyView.BACK, "shoulder-blade", (8, 8), "shoulder-blade"),  # outwards of its inner border, below its ridge
    (BodyView.BACK, "shoulder-blade", (-8, 8), "between-the-shoulder-blades"),
    (BodyView.BACK, "tip-of-the-shoulder", (0, 12), "back-of-the-shoulder"),
    (BodyView.BACK, "spine-of-the-shoulder-blade", (20, -8), "top-of-the-shoulder"),
    (BodyView.BACK, "tip-of-the-shoulder-blade", (-12, 15), "mid-back"),
    (BodyView.BACK, "lowest-rib", (0, -12), "lower-ribs"),
    (BodyView.BACK, "l4", (8, 0), "lower-back"),
    (BodyView.BACK, "iliac-crest", (6, -10), "flank"),
    (BodyView.BACK, "iliac-crest", (0, 4), "iliac-crest"),
    (BodyView.BACK, "dimple", (0, 0), "sacroiliac"),
    (BodyView.BACK, "sacrum", (5, 8), "sacrum"),
    (BodyView.BACK, "tailbone", (0, 0), "tailbone"),
    (BodyView.BACK, "sit-bone", (0, 0), "buttock"),
    (BodyView.BACK, "trochanter", (0, 0), "side-of-the-hip"),
    (BodyView.FRONT, "trochanter", (0, 0), "side-of-the-hip"),
    (BodyView.FRONT, "collarbone", (-20, 12), "chest"),
    (BodyView.FRONT, "notch", (0, -10), "throat"),
    (BodyView.FRONT, "hip-point", (2, 2), "iliac-crest"),
    (BodyView.FRONT, "hip-point", (0, 18), "groin"),
    (BodyView.FRONT, "breastbone", (4, 20), "belly"),
]
"""A landmark, how far from it outwards and down, and the area that lies there by its text."""

AREAS = tuple(load_atlas().areas.values())
VIEWS = all_cases("view", BodyView)


@cache
def chart_data(name: str) -> Any:
    return plain_yaml((ANATOMY.parent / "pictures" / name).read_text(encoding="utf-8"), name)


def body() -> Any:
    return chart_data("body.yaml")


def zones() -> Any:
    return chart_data("areas.yaml")


@cache
def outline(view: BodyView) -> list[list[ScenePoint]]:
    (path,) = (shape for shape in body_shapes(body(), view) if isinstance(shape, Outline) and shape.role is Role.BODY)
    return flattened(path, 4)


def landmarks(view: BodyView) -> dict[str, tuple[float, float]]:
    return {landmark["key"]: half([landmark["at"]])[0] for landmark in body()[view]["landmarks"]}


def half_widths(view: BodyView, y: float) -> list[float]:
    """Return how far out the outline is crossed at this height, from the midline outwards."""
    (polygon,) = outline(view)
    return sorted(
        one.x + (y - one.y) / (other.y - one.y) * (other.x - one.x) - MIDLINE
        for one, other in zip(polygon, [*polygon[1:], polygon[0]], strict=True)
        if (one.y > y) != (other.y > y) and one.x + other.x > 2 * MIDLINE
    )


def drawn(area: str, view: BodyView, side: Side) -> tuple[Outline, ...]:
    return area_outlines(zones(), area, view, side, Role.ESSENTIAL)


def places_of(shapes: tuple[SceneShape, ...], steps: int = 4) -> list[ScenePoint]:
    places: list[ScenePoint] = []
    for shape in shapes:
        places += (
            [point for part in flattened(shape, steps) for point in part] if isinstance(shape, Outline) else [shape.at]
        )
    return places


def symmetric(places: list[ScenePoint]) -> bool:
    """Say whether every place has its mirror image among them, but for what floating point leaves."""
    known = {(round(point.x, 1), round(point.y, 1)) for point in places}
    around = (-0.1, 0.0, 0.1)
    return all(
        any((round(2 * MIDLINE - x + right, 1), round(y + down, 1)) in known for right in around for down in around)
        for x, y in known
    )


def crosses(one: tuple[ScenePoint, ScenePoint], other: tuple[ScenePoint, ScenePoint]) -> bool:
    def turn(a: ScenePoint, b: ScenePoint, c: ScenePoint) -> float:
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

    return turn(*one, other[0]) * turn(*one, other[1]) < 0 and turn(*other, one[0]) * turn(*other, one[1]) < 0


@VIEWS
def test_the_left_half_of_the_body_mirrors_the_right(view: BodyView) -> None:
    places = places_of(body_shapes(body(), view, words=False))
    assert len(places) > 500
    assert symmetric(places)
    assert not symmetric([*places, ScenePoint(MIDLINE + 1, 1)])


@VIEWS
def test_the_outline_is_closed_and_does_not_cross_itself(view: BodyView) -> None:
    (polygon,) = outline(view)
    assert polygon[0] == polygon[-1]
    pieces = list(pairwise(polygon))
    assert not [(one, other) for one, other in combinations(pieces, 2) if crosses(one, other)]


@VIEWS
def test_the_line_round_the_body_goes_along_the_body(view: BodyView) -> None:
    filled, line = body_shapes(body(), view)[:2]
    assert isinstance(filled, Outline)
    assert isinstance(line, Outline)
    assert (line.segments, line.role, line.closed) == (filled.segments, Role.BODY_LINE, False)


@VIEWS
def test_the_body_stands_on_the_field_and_is_seven_and_a_half_heads_high(view: BodyView) -> None:
    (polygon,) = outline(view)
    top, sole = min(point.y for point in polygon), max(point.y for point in polygon)
    (chin,) = (
        y for line in body()[BodyView.FRONT]["lines"] if line["key"] == "jaw" for d, y in half(line["points"]) if d == 0
    )
    assert (sole - top) / (chin - top) == pytest.approx(7.5, abs=0.05)
    assert all(0 < point.x < WIDTH and 0 < point.y < HEIGHT for point in polygon)


@VIEWS
@all_cases(
    ("share", "number", "expected"),
    [(0.94, 0, 33), (0.877, 0, 26), (0.77, 0, 104), (0.63, 0, 60), (0.49, 0, 73.5), (0.63, 2, 119), (0.487, 2, 133)],
    ids=["head", "neck", "shoulders", "waist", "hips", "elbow", "wrist"],
)
def test_the_body_is_as_wide_as_the_proportions_say(view: BodyView, share: float, number: int, expected: float) -> None:
    assert half_widths(view, SOLE - share * STATURE)[number] == pytest.approx(expected, abs=NEAR)


@all_cases(("view", "key"), [(view, key) for view, places in PUBLISHED.items() for key in places])
def test_a_landmark_lies_where_bodies_were_measured(view: BodyView, key: str) -> None:
    d, share = PUBLISHED[view][key]
    assert landmarks(view)[key] == pytest.approx((d, SOLE - share * STATURE), abs=NEAR)


@all_cases(("joint", "share"), [("elbow", 0.630), ("kneecap", 0.277), ("ankle", 0.042), ("navel", 0.601)])
def test_a_joint_lies_where_bodies_were_measured(joint: str, share: float) -> None:
    places = [y for line in body()[BodyView.FRONT]["lines"] if line["key"] == joint for _, y in half(line["points"])]
    assert (min(places) + max(places)) / 2 == pytest.approx(SOLE - share * STATURE, abs=NEAR)


@VIEWS
def test_arms_and_legs_part_from_the_trunk_where_bodies_were_measured(view: BodyView) -> None:
    (polygon,) = outline(view)
    between_the_legs = max(point.y for point in polygon if point.x == MIDLINE and point.y < SOLE - 100)
    assert between_the_legs == pytest.approx(SOLE - 0.482 * STATURE, abs=NEAR)
    armpit = min(y for y in range(150, 300) if len(half_widths(view, y + 0.5)) == 3)
    assert armpit == pytest.approx(SOLE - 0.757 * STATURE, abs=NEAR)
    fingertips = max(y for y in range(400, 520) if max(half_widths(view, y + 0.5)) > 100)
    assert fingertips == pytest.approx(SOLE - 0.377 * STATURE, abs=NEAR)


@all_cases(("vertebra", "landmark", "near"), LEVELS)
def test_a_vertebra_is_level_with_the_landmark_that_it_is_found_by(vertebra: str, landmark: str, near: float) -> None:
    at = landmarks(BodyView.BACK)
    assert at[vertebra][1] == pytest.approx(at[landmark][1], abs=near)


@VIEWS
def test_every_landmark_lies_within_the_body_and_is_drawn_where_it_is_said_to_be(view: BodyView) -> None:
    shapes = body_shapes(body(), view)
    for key, (d, y) in landmarks(view).items():
        assert contains(outline(view), ScenePoint(MIDLINE + d, y)), key
        own = [shape for shape in shapes if not isinstance(shape, Label) and shape.key == key]
        near = min(abs(MIDLINE + d - x) + abs(y - other) for shape in own for x, other in places_of((shape,)))
        assert near < 3 * NEAR, key
        assert {shape.role for shape in own} == {Role.LANDMARK}


@VIEWS
def test_every_line_and_landmark_stays_within_the_body(view: BodyView) -> None:
    (polygon,) = outline(view)
    for shape in body_shapes(body(), view, words=False)[2:]:
        for x, y in places_of((shape,)):
            on_the_line = min(abs(x - point.x) + abs(y - point.y) for point in polygon)
            assert contains([polygon], ScenePoint(x, y)) or on_the_line < 3, shape


def test_all_twenty_four_vertebrae_are_ticked_from_the_top_down() -> None:
    levels = [f"c{n}" for n in range(1, 8)] + [f"t{n}" for n in range(1, 13)] + [f"l{n}" for n in range(1, 6)]
    ticks = [(key, place) for key, place in landmarks(BodyView.BACK).items() if key in levels]
    assert [key for key, _ in ticks] == levels
    heights = [y for _, (_, y) in ticks]
    assert heights == sorted(heights)
    assert min(low - high for high, low in pairwise(heights)) > 4
    # Felt through the skin, the ticks of chest and loin follow each other at nearly the same distance.
    below_the_neck = [low - high for high, low in pairwise(heights[heights.index(dict(ticks)["c7"][1]) :])]
    assert max(below_the_neck) < 1.2 * min(below_the_neck)


def test_the_vertebrae_that_the_texts_count_from_are_named_beside_their_ticks() -> None:
    names = {name.text: name for name in landmark_names(body(), BodyView.BACK)}
    assert list(names) == ["C7", "T7", "T12", "L1", "L4"]
    for text, name in names.items():
        assert name.at.y == landmarks(BodyView.BACK)[text.lower()][1]
        assert contains(outline(BodyView.BACK), name.at)
    assert landmark_names(body(), BodyView.FRONT) == ()


def test_a_landmark_without_a_line_is_a_dot_on_each_side() -> None:
    dots = [shape for shape in body_shapes(body(), BodyView.BACK) if isinstance(shape, Dot) and shape.key == "dimple"]
    d, y = landmarks(BodyView.BACK)["dimple"]
    assert [dot.at for dot in dots] == [ScenePoint(MIDLINE - d, y), ScenePoint(MIDLINE + d, y)]


def test_from_behind_the_left_is_on_the_left_and_from_the_front_on_the_right() -> None:
    for view, left_is_left in ((BodyView.BACK, True), (BodyView.FRONT, False)):
        words = {word.text: word for word in side_labels(view)}
        assert set(words) == {"your left", "your right", "L", "R", view.phrase}
        for left, right in (("your left", "your right"), ("L", "R")):
            assert (words[left].at.x < MIDLINE) is left_is_left
            assert words[left].at.x + words[right].at.x == 2 * MIDLINE


@VIEWS
def test_the_words_are_on_the_chart_but_not_on_a_cut_out(view: BodyView) -> None:
    shapes = body_shapes(body(), view)
    words = [shape for shape in shapes if isinstance(shape, Label)]
    assert words == [*landmark_names(body(), view), *side_labels(view)]
    assert tuple(shape for shape in shapes if shape not in words) == body_shapes(body(), view, words=False)


@VIEWS
def test_the_words_for_the_sides_do_not_lie_on_the_body(view: BodyView) -> None:
    for word in side_labels(view):
        reach = 0.45 * word.size * 1.4 * len(word.text)
        for step in range(-4, 5):
            assert not contains(outline(view), ScenePoint(word.at.x + step / 4 * reach, word.at.y)), word.text
        assert word.at.x - reach > 0
        assert word.at.x + reach < WIDTH


def test_the_zones_are_those_of_the_atlas() -> None:
    assert list(zones()) == [area.key for area in AREAS]


@all_cases("area", AREAS, ids=lambda area: area.key)
def test_every_area_has_a_zone_in_at_least_one_view(area: PainArea) -> None:
    assert set(zones()[area.key]) <= set(BodyView)
    assert any(drawn(area.key, view, Side.NONE) for view in BodyView)


@VIEWS
def test_every_zone_lies_within_the_outline(view: BodyView) -> None:
    for area in AREAS:
        for path in drawn(area.key, view, Side.NONE):
            outside = [place for place in places_of((path,)) if not contains(outline(view), ScenePoint(*place))]
            assert not outside, area.key


@VIEWS
def test_a_zone_with_a_side_stays_on_its_side_and_one_without_goes_across(view: BodyView) -> None:
    for area in AREAS:
        for side in (Side.LEFT, Side.RIGHT):
            for path in drawn(area.key, view, side):
                beyond = [
                    x
                    for x, _ in places_of((path,))
                    if (x > MIDLINE) != ((side is Side.RIGHT) == (view is BodyView.BACK))
                ]
                assert bool(beyond) is not area.paired, area.key
        if not area.paired:
            assert symmetric(places_of(drawn(area.key, view, Side.NONE))), area.key


@VIEWS
def test_the_left_zone_mirrors_the_right(view: BodyView) -> None:
    for area in AREAS:
        if area.paired:
            left, right = drawn(area.key, view, Side.LEFT), drawn(area.key, view, Side.RIGHT)
            assert len(left) == len(right) == len(zones()[area.key].get(view, ()))
            for one, other in zip(left, right, strict=True):
                assert one == mirrored(other, MIDLINE), area.key
            assert set(drawn(area.key, view, Side.NONE)) == {*left, *right}


@VIEWS
def test_neighbouring_zones_hardly_overlap(view: BodyView) -> None:
    inside: dict[str, set[tuple[int, int]]] = {}
    for area in AREAS:
        parts = [part for path in drawn(area.key, view, Side.NONE) for part in flattened(path, 4)]
        right = [place for part in parts for place in part if place.x >= MIDLINE]
        if right:
            columns = range(int(MIDLINE), int(max(place.x for place in right)) + 1)
            rows = range(int(min(place.y for place in right)), int(max(place.y for place in right)) + 1, 2)
            inside[area.key] = {(x, y) for x in columns for y in rows if contains(parts, ScenePoint(x + 0.5, y + 0.5))}
    for one, other in combinations(inside, 2):
        shared = len(inside[one] & inside[other])
        assert shared <= 0.05 * min(len(inside[one]), len(inside[other])), (one, other)


@all_cases(("view", "landmark", "away", "area"), PLACES_IN_AREAS)
def test_an_area_lies_at_the_landmark_that_its_text_names(
    view: BodyView, landmark: str, away: tuple[float, float], area: str
) -> None:
    d, y = landmarks(view)[landmark]
    parts = [part for path in drawn(area, view, Side.NONE) for part in flattened(path)]
    assert contains(parts, ScenePoint(MIDLINE + d + away[0], y + away[1]))


def test_the_zones_of_the_back_lie_between_the_landmarks_of_their_texts() -> None:
    at = landmarks(BodyView.BACK)
    for area, above, below in (
        ("neck", "base-of-the-skull", "t3"),
        ("between-the-shoulder-blades", "c7", "tip-of-the-shoulder-blade"),
        ("mid-back", "tip-of-the-shoulder-blade", "lowest-rib"),
        ("lower-back", "t12", "sacrum"),
        ("flank", "lowest-rib", "sacrum"),
        ("sacrum", "l5", "tailbone"),
        ("buttock", "iliac-crest", "sit-bone"),
    ):
        heights = [y for _, y in places_of(drawn(area, BodyView.BACK, Side.NONE))]
        assert at[above][1] - 4 <= min(heights), area
        assert max(heights) <= at[below][1] + 12, area


def test_a_side_that_is_not_yet_known_is_drawn_on_both() -> None:
    for side in (Side.EASIER, Side.SORER, Side.NONE):
        assert sides_of(side) == (Side.LEFT, Side.RIGHT)
        assert len(drawn("buttock", BodyView.BACK, side)) == 2


def test_a_zone_carries_its_area_its_role_and_its_series() -> None:
    (path,) = area_outlines(zones(), "lower-back", BodyView.BACK, Side.LEFT, Role.SPILLOVER, 3)
    assert (path.key, path.role, path.series, path.closed) == ("lower-back", Role.SPILLOVER, 3, True)
    (right,) = zone_paths([(10, 10), (20, 20), (10, 30)], BodyView.FRONT, Side.RIGHT, Role.MUSCLE, width=1.0)
    (left,) = zone_paths([(10, 10), (20, 20), (10, 30)], BodyView.FRONT, Side.LEFT, Role.MUSCLE, width=1.0)
    assert right == mirrored(left, MIDLINE)
    assert max(x for x, _ in places_of((right,))) < MIDLINE


def test_an_area_that_cannot_be_seen_from_there_has_no_zone_and_an_unknown_one_is_an_error() -> None:
    assert drawn("throat", BodyView.BACK, Side.NONE) == ()
    with pytest.raises(KeyError):
        drawn("elsewhere", BodyView.BACK, Side.NONE)
