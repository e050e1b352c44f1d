"""Scenes in a terminal: proportions, what can be told apart in each mode, and what is written over the picture."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.pictures.palette import (
    DARK_COLORS,
    LIGHT_COLORS,
    PALETTE_16,
    PALETTE_256,
    PictureColors,
    nearest_256,
)
from backpain_cli.pictures.render.cells import cell_rows, fitted_size, picture_mode
from backpain_cli.pictures.render.raster import SERIES, PictureCell, PictureMode, Raster
from backpain_cli.pictures.scene import (
    Dot,
    Label,
    LineTo,
    MoveTo,
    Outline,
    Role,
    Scene,
    ScenePoint,
    SceneShape,
    smooth_outline,
)
from tests.cases import all_cases

LOOKS = all_cases("look", [DARK_COLORS, LIGHT_COLORS], ids=["dark", "light"])
MODES = all_cases("mode", list(PictureMode))
IN_COLORS = pytest.mark.parametrize(
    "mode", [PictureMode.HALF_BLOCKS_TRUECOLOR, PictureMode.HALF_BLOCKS_256, PictureMode.HALF_BLOCKS_16]
)
IN_ONE_COLOR = pytest.mark.parametrize("mode", [PictureMode.PATTERNS, PictureMode.ASCII])
ZONES = (Role.MUSCLE, Role.SPILLOVER, Role.ESSENTIAL)
Rows = list[list[PictureCell]]


def box(role: Role, left: float, top: float, right: float, bottom: float, series: int = 0) -> Outline:
    """Return a rectangle."""
    corners = [ScenePoint(left, top), ScenePoint(right, top), ScenePoint(right, bottom), ScenePoint(left, bottom)]
    return Outline(role, (MoveTo(corners[0]), *map(LineTo, corners[1:])), series=series)


def scene_of(*shapes: SceneShape, width: float = 400, height: float = 800) -> Scene:
    return Scene(width, height, shapes, "A test", "Shapes.")


BODY = box(Role.BODY, 0, 0, 400, 800)


def texts(rows: Rows) -> list[str]:
    return ["".join(cell.character for cell in row) for row in rows]


def inner(rows: Rows, left: int, top: int, right: int, bottom: int) -> Rows:
    return [row[left:right] for row in rows[top:bottom]]


def colors(rows: Rows) -> set[str]:
    return {color for row in rows for cell in row for color in (cell.foreground, cell.background) if color}


def patch(role: Role, series: int, mode: PictureMode, look: PictureColors) -> Rows:
    """Return cells well within an area of a role, of a whole period of its pattern."""
    scene = scene_of(BODY, box(role, 50, 100, 350, 700, series))
    return inner(cell_rows(scene, 40, 40, mode, look), 12, 12, 24, 24)


def figure() -> Scene:
    """Return a body-like outline with zones, points and words, some of which lie outside the field."""
    outline = smooth_outline(
        [(200, 20), (240, 60), (300, 160), (280, 400), (250, 780), (150, 780), (120, 400), (100, 160)], closed=True
    )
    return scene_of(
        Outline(Role.BODY, outline),
        Outline(Role.BODY_LINE, outline, closed=False, width=2),
        box(Role.ESSENTIAL, 150, 200, 210, 300, 0),
        box(Role.SPILLOVER, 190, 250, 260, 330, 1),
        box(Role.MUSCLE, -50, 780, 450, 900, 2),
        Dot(Role.POINT, ScenePoint(180, 250), 6),
        Dot(Role.POINT, ScenePoint(-30, 900), 6, 1),
        Label(Role.LABEL, ScenePoint(190, 250), "1", 10, "start"),
        Label(Role.LABEL, ScenePoint(399, 10), "a rather long label beyond the edge", 10, "start"),
        Label(Role.LABEL, ScenePoint(5, 820), "another one", 10, "end"),
    )  # fmt: skip


# Size and place.


@MODES
@all_cases(("columns", "lines"), [(80, 24), (40, 30), (30, 60), (33, 17), (9, 9)])
def test_a_picture_keeps_its_proportions_and_lies_in_the_middle(mode: PictureMode, columns: int, lines: int) -> None:
    rows = cell_rows(scene_of(box(Role.LIMB, 0, 0, 400, 800)), columns, lines, mode, DARK_COLORS)
    filled = [(x, y) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell != PictureCell(" ")]
    left, right = min(x for x, _ in filled), columns - 1 - max(x for x, _ in filled)
    above, below = min(y for _, y in filled), lines - 1 - max(y for _, y in filled)
    width, height = columns - left - right, lines - above - below
    # Twice as high as wide in a picture of cells that are twice as high as wide: as many columns as lines.
    assert abs(width - height) <= 1
    assert min(left + right, above + below) <= 1
    assert abs(left - right) <= 1
    assert abs(above - below) <= 1


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (24, 80), (7, 7), (200, 60)])
def test_the_fitting_size_draws_the_picture_as_large_as_the_whole_field_does(columns: int, lines: int) -> None:
    scene = figure()
    fewer, less = fitted_size(scene, columns, lines)
    assert fewer == columns or less == lines
    assert Raster(scene, 2 * fewer, 4 * less).scale == pytest.approx(Raster(scene, 2 * columns, 4 * lines).scale)


@given(columns=st.integers(0, 90), lines=st.integers(0, 40), mode=st.sampled_from(PictureMode))
def test_nothing_is_drawn_outside_the_field(columns: int, lines: int, mode: PictureMode) -> None:
    rows = cell_rows(figure(), columns, lines, mode, DARK_COLORS)
    assert len(rows) == (lines if columns else 0)
    for row in rows:
        assert len(row) == columns
        assert all(len(cell.character) == 1 for cell in row)
        assert not any(unicodedata.east_asian_width(cell.character) in "WF" for cell in row)


def test_what_is_alike_on_both_sides_is_drawn_alike_on_both_sides() -> None:
    halves = [box(Role.ESSENTIAL, 200 + side * 60 - 31, 203, 200 + side * 60 + 31, 397) for side in (-1, 1)]
    rows = cell_rows(scene_of(BODY, *halves), 30, 30, PictureMode.HALF_BLOCKS_16, DARK_COLORS)
    assert rows == [row[::-1] for row in rows]
    assert len(colors(rows)) == 2


# What can be told apart.


@LOOKS
@MODES
def test_no_two_roles_or_series_look_the_same(mode: PictureMode, look: PictureColors) -> None:
    looks = [
        patch(role, series, mode, look) for role in ZONES for series in range(SERIES)
    ] + [
        cell_rows(scene_of(BODY, Dot(Role.POINT, ScenePoint(200, 400), 6, series)), 40, 20, mode, look)
        for series in range(SERIES)
    ]  # fmt: skip
    assert not any(one == other for number, one in enumerate(looks) for other in looks[:number])


@LOOKS
@IN_COLORS
def test_no_two_series_share_a_colour(mode: PictureMode, look: PictureColors) -> None:
    body = colors(patch(Role.BODY, 0, mode, look))
    used = [
        set.union(*(colors(patch(role, series, mode, look)) for role in ZONES)) - body for series in range(SERIES)
    ]  # fmt: skip
    assert all(len(one) >= 2 for one in used)
    assert not any(one & other for number, one in enumerate(used) for other in used[:number])


@IN_ONE_COLOR
def test_no_two_series_share_a_sign(mode: PictureMode) -> None:
    used = [
        {sign for role in ZONES for line in texts(patch(role, series, mode, DARK_COLORS)) for sign in line} - {" "}
        for series in range(SERIES)
    ]
    assert all(len(one) == len(ZONES) for one in used)
    assert not any(one & other for number, one in enumerate(used) for other in used[:number])


@LOOKS
@MODES
def test_the_parts_of_a_posture_can_be_told_apart(mode: PictureMode, look: PictureColors) -> None:
    parts = [Role.LIMB, Role.LIMB_FAR, Role.PROP, Role.TOOL, Role.ARROW]
    looks = [
        inner(cell_rows(scene_of(box(role, 50, 100, 350, 700)), 40, 40, mode, look), 12, 12, 24, 24) for role in parts
    ]
    assert not any(one == other for number, one in enumerate(looks) for other in looks[:number])


@LOOKS
@MODES
@all_cases("series", range(SERIES))
def test_an_essential_zone_is_full_and_a_spillover_zone_is_hatched(
    mode: PictureMode, look: PictureColors, series: int
) -> None:
    full = {cell for row in patch(Role.ESSENTIAL, series, mode, look) for cell in row}
    hatched = patch(Role.SPILLOVER, series, mode, look)
    assert len(full) == 1
    if mode is PictureMode.PATTERNS:
        assert {cell.character for row in hatched for cell in row} == {"╱╲─│┼◇"[series]}
    elif mode is PictureMode.ASCII:
        assert {cell.character for row in hatched for cell in row} == {"abcdef"[series], " "}
    else:
        assert len(colors(hatched)) == 2


@LOOKS
@MODES
@all_cases(
    "roles", [(Role.ESSENTIAL, Role.ESSENTIAL), (Role.ESSENTIAL, Role.SPILLOVER), (Role.SPILLOVER, Role.SPILLOVER)]
)
@all_cases("pair", [(0, 1), (2, 5), (4, 3)])
def test_where_two_zones_overlap_both_show(
    mode: PictureMode, look: PictureColors, roles: tuple[Role, Role], pair: tuple[int, int]
) -> None:
    zones = box(roles[0], 0, 0, 250, 800, pair[0]), box(roles[1], 150, 0, 400, 800, pair[1])
    rows = cell_rows(scene_of(BODY, *zones), 40, 40, mode, look)
    one, both, other = (inner(rows, left, 6, left + 6, 18) for left in (6, 17, 28))
    assert both not in (one, other)
    if mode in {PictureMode.PATTERNS, PictureMode.ASCII}:
        signs = [{sign for line in texts(part) for sign in line} - {" "} for part in (one, both, other)]
        assert signs[1] == signs[0] | signs[2]
    else:
        assert colors(both) & colors(one) - colors(other)
        assert colors(both) & colors(other) - colors(one)


@MODES
def test_the_order_in_which_zones_are_drawn_does_not_matter(mode: PictureMode) -> None:
    zones = [box(role, 60, 100, 340, 700, series) for role in ZONES for series in (0, 3)]
    there, back = (cell_rows(scene_of(BODY, *order), 30, 30, mode, DARK_COLORS) for order in (zones, zones[::-1]))
    assert there == back


@all_cases("mode", [mode for mode in PictureMode if mode is not PictureMode.HALF_BLOCKS_16])
@all_cases("offset", range(0, 40, 3))
def test_the_smallest_zone_is_seen(mode: PictureMode, offset: int) -> None:
    speck = box(Role.ESSENTIAL, 180 + offset, 400 + offset, 184 + offset, 404 + offset)
    with_speck, bare = (cell_rows(scene_of(BODY, *more), 20, 20, mode, DARK_COLORS) for more in ([speck], []))
    assert with_speck != bare


@all_cases("offset", range(0, 40, 3))
def test_the_smallest_landmark_is_on_the_raster(offset: int) -> None:
    raster = Raster(scene_of(Dot(Role.LANDMARK, ScenePoint(180 + offset, 400 + offset), 0.5)), 20, 40)
    assert any(any(row) for row in raster.rows)


def test_a_thin_line_has_no_gaps() -> None:
    slope = Outline(Role.LANDMARK, (MoveTo(ScenePoint(30, 20)), LineTo(ScenePoint(310, 780))), closed=False, width=0.1)
    raster = Raster(scene_of(slope), 40, 80)
    assert all(any(row) for row in raster.rows[2:78])
    level = Outline(Role.LANDMARK, (MoveTo(ScenePoint(20, 405)), LineTo(ScenePoint(380, 405))), closed=False, width=0.1)
    raster = Raster(scene_of(level), 40, 80)
    assert all(any(row[column] for row in raster.rows) for column in range(2, 38))


def test_a_path_that_crosses_itself_is_filled_as_in_svg() -> None:
    twice = Outline(Role.LIMB, box(Role.LIMB, 50, 50, 300, 600).segments + box(Role.LIMB, 100, 100, 350, 700).segments)
    raster = Raster(scene_of(twice), 40, 80)
    assert all(raster.rows[row][column] for row in range(12, 58) for column in range(12, 28))


def overlaps() -> tuple[Scene, dict[tuple[int, int], str]]:
    """Return a scene of 64 by 64 unlike samples with a point in the middle, and the zones at each place."""
    shapes: list[SceneShape] = []
    expected = {(x, y): "" for x in range(64) for y in range(64)}
    for series in range(SERIES):
        # Three series are laid in columns and three in rows, in stripes of 16, 4 and 1 samples: none, and each zone.
        wide = 4 ** (2 - series % 3)
        for start in range(0, 64, wide):
            if number := start // wide % 4:
                across, down = ((start, start + wide), (0, 64)) if series < 3 else ((0, 64), (start, start + wide))
                shapes.append(box(ZONES[number - 1], across[0], down[0], across[1], down[1], series))
                for x, y in ((x, y) for x in range(*across) for y in range(*down)):
                    expected[x, y] += f"{series}{ZONES[number - 1]} "
    return scene_of(*shapes, Dot(Role.POINT, ScenePoint(32.5, 34), 0.5), width=64, height=64), expected


def test_each_of_thousands_of_overlaps_is_known_at_its_place() -> None:
    scene, expected = overlaps()
    raster = Raster(scene, 64, 64, with_signs=True)
    for (x, y), zones in expected.items():
        found = raster.stacks[raster.rows[y][x]].zones
        assert "".join(f"{zone.series}{zone.role} " for zone in found) == zones
    assert len(raster.stacks) > 4000


@MODES
def test_a_point_among_thousands_of_overlaps_is_seen(mode: PictureMode) -> None:
    scene, _ = overlaps()
    rows = texts(cell_rows(scene, 32, 16, mode, DARK_COLORS))
    assert rows[8][16] == ("@" if mode is PictureMode.ASCII else "●")


def test_fine_lines_are_left_out_of_a_small_picture_but_its_outline_never_is() -> None:
    outline = box(Role.BODY_LINE, 50, 50, 350, 750)._replace(closed=False, width=1.6)
    crease = Outline(
        Role.BODY_LINE, (MoveTo(ScenePoint(150, 300)), LineTo(ScenePoint(250, 300))), closed=False, width=1.1
    )
    for columns, is_drawn in ((20, False), (120, True)):
        with_crease, without = (
            cell_rows(scene_of(BODY, outline, *more), columns, columns, PictureMode.PATTERNS, DARK_COLORS)
            for more in ([crease], [])
        )
        assert (with_crease != without) is is_drawn
        assert without != cell_rows(scene_of(BODY), columns, columns, PictureMode.PATTERNS, DARK_COLORS)


@MODES
@all_cases(
    ("way", "sign", "letter"),
    [((1, 0), "►", ">"), ((0, 1), "▼", "v"), ((-1, 0), "◄", "<"), ((0, -1), "▲", "^"), ((-0.7, -0.7), "◤", "<")],
)
@all_cases("turn", range(3))
def test_the_head_of_a_small_arrow_points_the_way_it_goes(
    mode: PictureMode, way: tuple[float, float], sign: str, letter: str, turn: int
) -> None:
    x, y = way
    corners = [
        ScenePoint(205 + 12 * x, 410 + 12 * y),
        ScenePoint(205 - 6 * y, 410 + 6 * x),
        ScenePoint(205 + 6 * y, 410 - 6 * x),
    ]
    first, *others = corners[turn:] + corners[:turn]
    head = Outline(Role.ARROW, (MoveTo(first), *map(LineTo, others)), width=1.5)
    rows = cell_rows(scene_of(box(Role.LIMB, 0, 0, 400, 800), head), 40, 40, mode, DARK_COLORS)
    assert "".join(texts(rows)).count(letter if mode is PictureMode.ASCII else sign) == 1


def test_the_edge_of_an_arm_before_the_trunk_is_a_gap_among_dots() -> None:
    trunk = box(Role.LIMB, 0, 0, 400, 800)
    edge = Outline(Role.LIMB_FAR, (MoveTo(ScenePoint(202, 100)), LineTo(ScenePoint(202, 700))), closed=False, width=1.2)
    rows = cell_rows(scene_of(trunk, edge), 40, 40, PictureMode.PATTERNS, DARK_COLORS)
    assert {row[20].character for row in rows[8:32]} == {"⢸"}
    assert {row[19].character for row in rows[8:32]} == {"⣿"}


# Colours.


@LOOKS
def test_few_colours_are_exactly_those_of_their_palette(look: PictureColors) -> None:
    assert colors(cell_rows(figure(), 60, 40, PictureMode.HALF_BLOCKS_256, look)) <= set(PALETTE_256[16:])
    assert colors(cell_rows(figure(), 60, 40, PictureMode.HALF_BLOCKS_16, look)) <= set(PALETTE_16)


@pytest.mark.parametrize("number", [16, 52, 110, 196, 231, 232, 244, 255])
def test_a_colour_of_the_256_is_its_own_nearest(number: int) -> None:
    assert nearest_256(PALETTE_256[number]) == PALETTE_256[number]


@IN_ONE_COLOR
def test_without_colours_no_cell_has_one(mode: PictureMode) -> None:
    assert colors(cell_rows(figure(), 60, 40, mode, DARK_COLORS)) == set()


def test_ascii_is_pure_ascii_whatever_is_written() -> None:
    words = [Label(Role.LABEL, ScenePoint(200, 100 + 50 * number), text, 10) for number, text in enumerate(
        ["Müskël → T12–L1", "背中", "\x1b[31mred", "a\u0301\u202e", "it’s"]
    )]  # fmt: skip
    drawn = "".join(texts(cell_rows(scene_of(BODY, *figure().shapes, *words), 80, 40, PictureMode.ASCII, DARK_COLORS)))
    assert drawn.isascii()
    assert drawn.isprintable()
    assert "Muskel > T12-L1" in drawn
    assert "it's" in drawn


@MODES
def test_no_text_brings_a_code_or_a_wide_sign_into_the_picture(mode: PictureMode) -> None:
    words = Label(Role.LABEL, ScenePoint(200, 400), "a\x1b[2J\u202e背e\u0301", 10)
    line = next(line for line in texts(cell_rows(scene_of(words), 40, 20, mode, DARK_COLORS)) if "a" in line)
    assert line.strip() in {"a?[2J??é", "a?[2J??e"}


# Points and words.


@LOOKS
@MODES
@all_cases("series", range(SERIES))
def test_a_point_is_a_sign_that_can_be_seen_on_a_zone_of_its_own_colour(
    mode: PictureMode, look: PictureColors, series: int
) -> None:
    zone = box(Role.ESSENTIAL, 50, 100, 350, 700, series)
    with_point = scene_of(BODY, zone, Dot(Role.POINT, ScenePoint(205, 410), 6, series))
    rows, bare = (cell_rows(scene, 40, 20, mode, look) for scene in (with_point, scene_of(BODY, zone)))
    cell = rows[10][20]
    assert cell.character in ("@O*&#$" if mode is PictureMode.ASCII else "●○◉⊕⊗◎")
    assert cell.character != bare[10][20].character
    if mode not in {PictureMode.PATTERNS, PictureMode.ASCII}:
        assert cell.background == bare[10][20].background != cell.foreground


@MODES
def test_a_large_point_is_a_disc_with_a_rim_of_paper(mode: PictureMode) -> None:
    scene = scene_of(BODY, box(Role.ESSENTIAL, 50, 100, 350, 700), Dot(Role.POINT, ScenePoint(200, 400), 60))
    rows = cell_rows(scene, 40, 40, mode, DARK_COLORS)
    middle, rim, zone = rows[20][20], rows[20][13], rows[20][8]
    assert rim == PictureCell(" ")
    assert middle not in (rim, PictureCell(" "))
    assert zone != rim


@MODES
def test_two_points_that_are_close_are_both_seen(mode: PictureMode) -> None:
    dots = [Dot(Role.POINT, ScenePoint(200 + step, 400), 6, step) for step in range(3)]
    drawn = "".join(texts(cell_rows(scene_of(BODY, *dots), 20, 20, mode, DARK_COLORS)))
    assert all(sign in drawn for sign in ("@O*" if mode is PictureMode.ASCII else "●○◉"))


@MODES
def test_a_number_stands_beside_its_point_and_hides_no_other_one(mode: PictureMode) -> None:
    dots = [Dot(Role.POINT, ScenePoint(200 + 20 * step, 400), 6) for step in range(2)]
    number = Label(Role.LABEL, ScenePoint(212, 400), "1", 10, "start")
    line = texts(cell_rows(scene_of(BODY, *dots, number), 20, 20, mode, DARK_COLORS))[10]
    sign = "@" if mode is PictureMode.ASCII else "●"
    assert line.count(sign) == 2
    assert f"{sign}1" in line


@MODES
def test_a_number_in_the_middle_of_a_point_takes_its_place(mode: PictureMode) -> None:
    dot, number = Dot(Role.POINT, ScenePoint(205, 410), 6, 1), Label(Role.LABEL, ScenePoint(205, 410), "7", 6)
    rows = cell_rows(scene_of(BODY, dot, number), 40, 20, mode, DARK_COLORS)
    assert rows[10][20].character == "7"
    assert not any(sign in line for line in texts(rows) for sign in "○O")
    if mode not in {PictureMode.PATTERNS, PictureMode.ASCII}:
        plain = cell_rows(scene_of(BODY, dot), 40, 20, mode, DARK_COLORS)[10][20]
        assert rows[10][20].background == plain.foreground


@MODES
def test_a_name_never_leaves_its_line(mode: PictureMode) -> None:
    names = [
        Label(Role.LABEL, ScenePoint(210, y), name, 10, "start") for name, y in (("T7", 370), ("T12", 402), ("L1", 408))
    ]
    drawn = texts(cell_rows(scene_of(*names), 40, 20, mode, DARK_COLORS))
    assert drawn[9].split() == ["T7"]
    # Of two vertebrae in one line the first is named: far beside it the other would belong to no place.
    assert drawn[10].split() == ["T12"]


@MODES
def test_a_word_for_which_there_is_no_room_is_left_out_rather_than_mixed_with_another(mode: PictureMode) -> None:
    words = [
        Label(Role.LABEL, ScenePoint(200, 400), "abcdefgh", 10),
        Label(Role.LABEL, ScenePoint(200, 400), "ijklmnop", 10),
    ]
    assert "".join(texts(cell_rows(scene_of(*words), 12, 12, mode, DARK_COLORS))).split() == ["abcdefgh"]


@pytest.mark.parametrize(
    ("anchor", "expected"), [("start", (20, 24)), ("middle", (18, 22)), ("end", (16, 20))]
)  # fmt: skip
def test_words_keep_to_their_anchor(anchor: str, expected: tuple[int, int]) -> None:
    word = Label(Role.LABEL, ScenePoint(200, 400), "rump", 10, anchor)
    line = next(
        line for line in texts(cell_rows(scene_of(word), 40, 40, PictureMode.PATTERNS, DARK_COLORS)) if line.strip()
    )
    assert (line.index("rump"), line.index("rump") + 4) == expected


# The mode.


@all_cases(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, PictureMode.HALF_BLOCKS_TRUECOLOR),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, PictureMode.HALF_BLOCKS_TRUECOLOR),
        ({"TERM": "xterm-kitty"}, PictureMode.HALF_BLOCKS_TRUECOLOR),
        ({"TERM": "xterm-direct"}, PictureMode.HALF_BLOCKS_TRUECOLOR),
        ({"TERM": "tmux-256color"}, PictureMode.HALF_BLOCKS_256),
        ({"TERM": "xterm"}, PictureMode.HALF_BLOCKS_16),
        ({"TERM": "linux"}, PictureMode.HALF_BLOCKS_16),
        ({"TERM": "vt100"}, PictureMode.PATTERNS),
        ({}, PictureMode.PATTERNS),
        ({"TERM": "dumb"}, PictureMode.ASCII),
        ({"TERM": "dumb", "COLORTERM": "truecolor", "NO_COLOR": "1"}, PictureMode.ASCII),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, PictureMode.PATTERNS),
        ({"TERM": "xterm-256color", "NO_COLOR": "1", "FORCE_COLOR": "1"}, PictureMode.PATTERNS),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, PictureMode.HALF_BLOCKS_256),
    ],
)
def test_a_terminal_gets_the_best_that_its_environment_promises(
    environment: dict[str, str], expected: PictureMode
) -> None:
    assert picture_mode(environment, "utf-8", True) is expected


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "no-such-encoding", None])
def test_an_output_that_cannot_write_blocks_gets_letters(encoding: str | None) -> None:
    assert picture_mode({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, encoding, True) is PictureMode.ASCII


def test_a_pipe_gets_no_colours_unless_they_are_forced() -> None:
    assert picture_mode({"TERM": "xterm-256color"}, "utf-8", False) is PictureMode.PATTERNS
    assert picture_mode({"TERM": "xterm-256color", "FORCE_COLOR": "1"}, "utf-8", False) is PictureMode.HALF_BLOCKS_256
    assert picture_mode({"FORCE_COLOR": "1"}, "utf-8", False) is PictureMode.HALF_BLOCKS_16


@pytest.mark.parametrize("height", [410, 414, 419, 424, 429])
def test_the_shaft_of_a_level_arrow_is_never_thicker_than_half_a_cell(height: float) -> None:
    shaft = Outline(
        Role.ARROW, (MoveTo(ScenePoint(100, height)), LineTo(ScenePoint(300, height))), closed=False, width=12
    )
    rows = cell_rows(scene_of(shaft), 40, 40, PictureMode.HALF_BLOCKS_TRUECOLOR, LIGHT_COLORS)
    assert {row[20].character for row in rows} - {" "} in ({"▀"}, {"▄"})


@IN_COLORS
@LOOKS
def test_a_name_on_bare_paper_has_the_colour_of_the_terminal(mode: PictureMode, look: PictureColors) -> None:
    scene = scene_of(box(Role.LIMB, 0, 400, 400, 800), Label(Role.LABEL, ScenePoint(200, 100), "your left", 20))
    rows = cell_rows(scene, 40, 40, mode, look)
    assert {cell.foreground for row in rows for cell in row if cell.character in set("yourleft")} == {""}
