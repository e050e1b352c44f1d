"""Scenes in a terminal: proportions, what can be told apart in each mode, and what is written over the picture."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_cli.pictures.palette import DARK, LIGHT, PALETTE_16, PALETTE_256, Look, code_of, nearest_256
from backpain_cli.pictures.render.cells import cells_of, fitting, mode_for
from backpain_cli.pictures.render.raster import SERIES, Cell, Mode, Raster
from backpain_cli.pictures.scene import (
    Dot,
    Line,
    Move,
    Path,
    Point,
    Role,
    Scene,
    Shape,
    Text,
    smooth,
)

LOOKS = pytest.mark.parametrize("look", [DARK, LIGHT], ids=["dark", "light"])
MODES = pytest.mark.parametrize("mode", list(Mode))
IN_COLORS = pytest.mark.parametrize("mode", [Mode.HALF_BLOCKS_TRUECOLOR, Mode.HALF_BLOCKS_256, Mode.HALF_BLOCKS_16])
IN_ONE_COLOR = pytest.mark.parametrize("mode", [Mode.PATTERNS, Mode.ASCII])
ZONES = (Role.MUSCLE, Role.SPILLOVER, Role.ESSENTIAL)
Rows = list[list[Cell]]


def box(role: Role, left: float, top: float, right: float, bottom: float, series: int = 0) -> Path:
    """Return a rectangle."""
    corners = [Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)]
    return Path(role, (Move(corners[0]), *map(Line, corners[1:])), series=series)


def scene_of(*shapes: Shape, width: float = 400, height: float = 800) -> Scene:
    return Scene(width, height, shapes, "A test", "Shapes.")


BODY = box(Role.BODY, 0, 0, 400, 800)


def texts(rows: Rows) -> list[str]:
    return ["".join(cell.character for cell in row) for row in rows]


def inner(rows: Rows, left: int, top: int, right: int, bottom: int) -> Rows:
    return [row[left:right] for row in rows[top:bottom]]


def colors(rows: Rows) -> set[str]:
    return {color for row in rows for cell in row for color in (cell.foreground, cell.background) if color}


def patch(role: Role, series: int, mode: Mode, look: Look) -> Rows:
    """Return cells well within an area of a role, of a whole period of its pattern."""
    scene = scene_of(BODY, box(role, 50, 100, 350, 700, series))
    return inner(cells_of(scene, 40, 40, mode, look), 12, 12, 24, 24)


def figure() -> Scene:
    """Return a body-like outline with zones, points and words, some of which lie outside the field."""
    outline = smooth(
        [(200, 20), (240, 60), (300, 160), (280, 400), (250, 780), (150, 780), (120, 400), (100, 160)], closed=True
    )
    return scene_of(
        Path(Role.BODY, outline),
        Path(Role.BODY_LINE, outline, closed=False, width=2),
        box(Role.ESSENTIAL, 150, 200, 210, 300, 0),
        box(Role.SPILLOVER, 190, 250, 260, 330, 1),
        box(Role.MUSCLE, -50, 780, 450, 900, 2),
        Dot(Role.POINT, Point(180, 250), 6),
        Dot(Role.POINT, Point(-30, 900), 6, 1),
        Text(Role.LABEL, Point(190, 250), "1", 10, "start"),
        Text(Role.LABEL, Point(399, 10), "a rather long label beyond the edge", 10, "start"),
        Text(Role.LABEL, Point(5, 820), "another one", 10, "end"),
    )  # fmt: skip


# Size and place.


@MODES
@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (40, 30), (30, 60), (33, 17), (9, 9)])
def test_a_picture_keeps_its_proportions_and_lies_in_the_middle(mode: Mode, columns: int, lines: int) -> None:
    rows = cells_of(scene_of(box(Role.LIMB, 0, 0, 400, 800)), columns, lines, mode, DARK)
    filled = [(x, y) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell != Cell(" ")]
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
    fewer, less = fitting(scene, columns, lines)
    assert fewer == columns or less == lines
    assert Raster(scene, 2 * fewer, 4 * less).scale == pytest.approx(Raster(scene, 2 * columns, 4 * lines).scale)


@settings(max_examples=60, deadline=None)
@given(columns=st.integers(0, 90), lines=st.integers(0, 40), mode=st.sampled_from(Mode))
def test_nothing_is_drawn_outside_the_field(columns: int, lines: int, mode: Mode) -> None:
    rows = cells_of(figure(), columns, lines, mode, DARK)
    assert len(rows) == (lines if columns else 0)
    for row in rows:
        assert len(row) == columns
        assert all(len(cell.character) == 1 for cell in row)
        assert not any(unicodedata.east_asian_width(cell.character) in "WF" for cell in row)


def test_what_is_alike_on_both_sides_is_drawn_alike_on_both_sides() -> None:
    halves = [box(Role.ESSENTIAL, 200 + side * 60 - 31, 203, 200 + side * 60 + 31, 397) for side in (-1, 1)]
    rows = cells_of(scene_of(BODY, *halves), 30, 30, Mode.HALF_BLOCKS_16, DARK)
    assert rows == [row[::-1] for row in rows]
    assert len(colors(rows)) == 2


# What can be told apart.


@LOOKS
@MODES
def test_no_two_roles_or_series_look_the_same(mode: Mode, look: Look) -> None:
    looks = [
        patch(role, series, mode, look) for role in ZONES for series in range(SERIES)
    ] + [
        cells_of(scene_of(BODY, Dot(Role.POINT, Point(200, 400), 6, series)), 40, 20, mode, look)
        for series in range(SERIES)
    ]  # fmt: skip
    assert not any(one == other for number, one in enumerate(looks) for other in looks[:number])


@LOOKS
@IN_COLORS
def test_no_two_series_share_a_colour(mode: Mode, look: Look) -> None:
    body = colors(patch(Role.BODY, 0, mode, look))
    used = [
        set.union(*(colors(patch(role, series, mode, look)) for role in ZONES)) - body for series in range(SERIES)
    ]  # fmt: skip
    assert all(len(one) >= 2 for one in used)
    assert not any(one & other for number, one in enumerate(used) for other in used[:number])


@IN_ONE_COLOR
def test_no_two_series_share_a_sign(mode: Mode) -> None:
    used = [
        {sign for role in ZONES for line in texts(patch(role, series, mode, DARK)) for sign in line} - {" "}
        for series in range(SERIES)
    ]
    assert all(len(one) == len(ZONES) for one in used)
    assert not any(one & other for number, one in enumerate(used) for other in used[:number])


@LOOKS
@MODES
def test_the_parts_of_a_posture_can_be_told_apart(mode: Mode, look: Look) -> None:
    parts = [Role.LIMB, Role.LIMB_FAR, Role.PROP, Role.TOOL, Role.ARROW]
    looks = [
        inner(cells_of(scene_of(box(role, 50, 100, 350, 700)), 40, 40, mode, look), 12, 12, 24, 24) for role in parts
    ]
    assert not any(one == other for number, one in enumerate(looks) for other in looks[:number])


@LOOKS
@MODES
@pytest.mark.parametrize("series", range(SERIES))
def test_an_essential_zone_is_full_and_a_spillover_zone_is_hatched(mode: Mode, look: Look, series: int) -> None:
    full = {cell for row in patch(Role.ESSENTIAL, series, mode, look) for cell in row}
    hatched = patch(Role.SPILLOVER, series, mode, look)
    assert len(full) == 1
    if mode is Mode.PATTERNS:
        assert {cell.character for row in hatched for cell in row} == {"╱╲─│┼◇"[series]}
    elif mode is Mode.ASCII:
        assert {cell.character for row in hatched for cell in row} == {"abcdef"[series], " "}
    else:
        assert len(colors(hatched)) == 2


@LOOKS
@MODES
@pytest.mark.parametrize(
    "roles", [(Role.ESSENTIAL, Role.ESSENTIAL), (Role.ESSENTIAL, Role.SPILLOVER), (Role.SPILLOVER, Role.SPILLOVER)]
)
@pytest.mark.parametrize("pair", [(0, 1), (2, 5), (4, 3)])
def test_where_two_zones_overlap_both_show(
    mode: Mode, look: Look, roles: tuple[Role, Role], pair: tuple[int, int]
) -> None:
    zones = box(roles[0], 0, 0, 250, 800, pair[0]), box(roles[1], 150, 0, 400, 800, pair[1])
    rows = cells_of(scene_of(BODY, *zones), 40, 40, mode, look)
    one, both, other = (inner(rows, left, 6, left + 6, 18) for left in (6, 17, 28))
    assert both not in (one, other)
    if mode in {Mode.PATTERNS, Mode.ASCII}:
        signs = [{sign for line in texts(part) for sign in line} - {" "} for part in (one, both, other)]
        assert signs[1] == signs[0] | signs[2]
    else:
        assert colors(both) & colors(one) - colors(other)
        assert colors(both) & colors(other) - colors(one)


@MODES
def test_the_order_in_which_zones_are_drawn_does_not_matter(mode: Mode) -> None:
    zones = [box(role, 60, 100, 340, 700, series) for role in ZONES for series in (0, 3)]
    there, back = (cells_of(scene_of(BODY, *order), 30, 30, mode, DARK) for order in (zones, zones[::-1]))
    assert there == back


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode is not Mode.HALF_BLOCKS_16])
@pytest.mark.parametrize("offset", range(0, 40, 3))
def test_the_smallest_zone_is_seen(mode: Mode, offset: int) -> None:
    speck = box(Role.ESSENTIAL, 180 + offset, 400 + offset, 184 + offset, 404 + offset)
    with_speck, bare = (cells_of(scene_of(BODY, *more), 20, 20, mode, DARK) for more in ([speck], []))
    assert with_speck != bare


@pytest.mark.parametrize("offset", range(0, 40, 3))
def test_the_smallest_landmark_is_on_the_raster(offset: int) -> None:
    raster = Raster(scene_of(Dot(Role.LANDMARK, Point(180 + offset, 400 + offset), 0.5)), 20, 40)
    assert any(any(row) for row in raster.rows)


def test_a_thin_line_has_no_gaps() -> None:
    slope = Path(Role.LANDMARK, (Move(Point(30, 20)), Line(Point(310, 780))), closed=False, width=0.1)
    raster = Raster(scene_of(slope), 40, 80)
    assert all(any(row) for row in raster.rows[2:78])
    level = Path(Role.LANDMARK, (Move(Point(20, 405)), Line(Point(380, 405))), closed=False, width=0.1)
    raster = Raster(scene_of(level), 40, 80)
    assert all(any(row[column] for row in raster.rows) for column in range(2, 38))


def test_a_path_that_crosses_itself_is_filled_as_in_svg() -> None:
    twice = Path(Role.LIMB, box(Role.LIMB, 50, 50, 300, 600).segments + box(Role.LIMB, 100, 100, 350, 700).segments)
    raster = Raster(scene_of(twice), 40, 80)
    assert all(raster.rows[row][column] for row in range(12, 58) for column in range(12, 28))


def overlaps() -> tuple[Scene, dict[tuple[int, int], str]]:
    """Return a scene of 64 by 64 unlike samples with a point in the middle, and the zones at each place."""
    shapes: list[Shape] = []
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
    return scene_of(*shapes, Dot(Role.POINT, Point(32.5, 34), 0.5), width=64, height=64), expected


def test_each_of_thousands_of_overlaps_is_known_at_its_place() -> None:
    scene, expected = overlaps()
    raster = Raster(scene, 64, 64, with_signs=True)
    for (x, y), zones in expected.items():
        found = raster.stacks[raster.rows[y][x]].zones
        assert "".join(f"{zone.series}{zone.role} " for zone in found) == zones
    assert len(raster.stacks) > 4000


@MODES
def test_a_point_among_thousands_of_overlaps_is_seen(mode: Mode) -> None:
    scene, _ = overlaps()
    rows = texts(cells_of(scene, 32, 16, mode, DARK))
    assert rows[8][16] == ("@" if mode is Mode.ASCII else "●")


def test_fine_lines_are_left_out_of_a_small_picture_but_its_outline_never_is() -> None:
    outline = box(Role.BODY_LINE, 50, 50, 350, 750)._replace(closed=False, width=1.6)
    crease = Path(Role.BODY_LINE, (Move(Point(150, 300)), Line(Point(250, 300))), closed=False, width=1.1)
    for columns, is_drawn in ((20, False), (120, True)):
        with_crease, without = (
            cells_of(scene_of(BODY, outline, *more), columns, columns, Mode.PATTERNS, DARK) for more in ([crease], [])
        )
        assert (with_crease != without) is is_drawn
        assert without != cells_of(scene_of(BODY), columns, columns, Mode.PATTERNS, DARK)


@MODES
@pytest.mark.parametrize(
    ("way", "sign", "letter"),
    [((1, 0), "►", ">"), ((0, 1), "▼", "v"), ((-1, 0), "◄", "<"), ((0, -1), "▲", "^"), ((-0.7, -0.7), "◤", "<")],
)
@pytest.mark.parametrize("turn", range(3))
def test_the_head_of_a_small_arrow_points_the_way_it_goes(
    mode: Mode, way: tuple[float, float], sign: str, letter: str, turn: int
) -> None:
    x, y = way
    corners = [Point(205 + 12 * x, 410 + 12 * y), Point(205 - 6 * y, 410 + 6 * x), Point(205 + 6 * y, 410 - 6 * x)]
    first, *others = corners[turn:] + corners[:turn]
    head = Path(Role.ARROW, (Move(first), *map(Line, others)), width=1.5)
    rows = cells_of(scene_of(box(Role.LIMB, 0, 0, 400, 800), head), 40, 40, mode, DARK)
    assert "".join(texts(rows)).count(letter if mode is Mode.ASCII else sign) == 1


def test_the_edge_of_an_arm_before_the_trunk_is_a_gap_among_dots() -> None:
    trunk = box(Role.LIMB, 0, 0, 400, 800)
    edge = Path(Role.LIMB_FAR, (Move(Point(202, 100)), Line(Point(202, 700))), closed=False, width=1.2)
    rows = cells_of(scene_of(trunk, edge), 40, 40, Mode.PATTERNS, DARK)
    assert {row[20].character for row in rows[8:32]} == {"⢸"}
    assert {row[19].character for row in rows[8:32]} == {"⣿"}


# Colours.


@LOOKS
def test_few_colours_are_exactly_those_of_their_palette(look: Look) -> None:
    assert colors(cells_of(figure(), 60, 40, Mode.HALF_BLOCKS_256, look)) <= set(PALETTE_256[16:])
    assert colors(cells_of(figure(), 60, 40, Mode.HALF_BLOCKS_16, look)) <= set(PALETTE_16)


@pytest.mark.parametrize("number", [16, 52, 110, 196, 231, 232, 244, 255])
def test_a_colour_of_the_256_is_its_own_nearest(number: int) -> None:
    assert nearest_256(PALETTE_256[number]) == PALETTE_256[number]


def test_codes_name_colours_as_each_kind_of_terminal_knows_them() -> None:
    assert code_of(Cell("x", "#010203", "#ff0000"), Mode.HALF_BLOCKS_TRUECOLOR) == "38;2;1;2;3;48;2;255;0;0"
    assert code_of(Cell("x", PALETTE_256[208], PALETTE_256[17]), Mode.HALF_BLOCKS_256) == "38;5;208;48;5;17"
    assert code_of(Cell("x", PALETTE_16[1], PALETTE_16[12]), Mode.HALF_BLOCKS_16) == "31;104"
    assert code_of(Cell("x", "", PALETTE_16[4]), Mode.HALF_BLOCKS_16) == "44"
    assert code_of(Cell("x"), Mode.PATTERNS) == ""


@IN_ONE_COLOR
def test_without_colours_no_cell_has_one(mode: Mode) -> None:
    assert colors(cells_of(figure(), 60, 40, mode, DARK)) == set()


def test_ascii_is_pure_ascii_whatever_is_written() -> None:
    words = [Text(Role.LABEL, Point(200, 100 + 50 * number), text, 10) for number, text in enumerate(
        ["Müskël → T12–L1", "背中", "\x1b[31mred", "a\u0301\u202e", "it’s"]
    )]  # fmt: skip
    drawn = "".join(texts(cells_of(scene_of(BODY, *figure().shapes, *words), 80, 40, Mode.ASCII, DARK)))
    assert drawn.isascii()
    assert drawn.isprintable()
    assert "Muskel > T12-L1" in drawn
    assert "it's" in drawn


@MODES
def test_no_text_brings_a_code_or_a_wide_sign_into_the_picture(mode: Mode) -> None:
    words = Text(Role.LABEL, Point(200, 400), "a\x1b[2J\u202e背e\u0301", 10)
    line = next(line for line in texts(cells_of(scene_of(words), 40, 20, mode, DARK)) if "a" in line)
    assert line.strip() in {"a?[2J??é", "a?[2J??e"}


# Points and words.


@LOOKS
@MODES
@pytest.mark.parametrize("series", range(SERIES))
def test_a_point_is_a_sign_that_can_be_seen_on_a_zone_of_its_own_colour(mode: Mode, look: Look, series: int) -> None:
    zone = box(Role.ESSENTIAL, 50, 100, 350, 700, series)
    with_point = scene_of(BODY, zone, Dot(Role.POINT, Point(205, 410), 6, series))
    rows, bare = (cells_of(scene, 40, 20, mode, look) for scene in (with_point, scene_of(BODY, zone)))
    cell = rows[10][20]
    assert cell.character in ("@O*&#$" if mode is Mode.ASCII else "●○◉⊕⊗◎")
    assert cell.character != bare[10][20].character
    if mode not in {Mode.PATTERNS, Mode.ASCII}:
        assert cell.background == bare[10][20].background != cell.foreground


@MODES
def test_a_large_point_is_a_disc_with_a_rim_of_paper(mode: Mode) -> None:
    scene = scene_of(BODY, box(Role.ESSENTIAL, 50, 100, 350, 700), Dot(Role.POINT, Point(200, 400), 60))
    rows = cells_of(scene, 40, 40, mode, DARK)
    middle, rim, zone = rows[20][20], rows[20][13], rows[20][8]
    assert rim == Cell(" ")
    assert middle not in (rim, Cell(" "))
    assert zone != rim


@MODES
def test_two_points_that_are_close_are_both_seen(mode: Mode) -> None:
    dots = [Dot(Role.POINT, Point(200 + step, 400), 6, step) for step in range(3)]
    drawn = "".join(texts(cells_of(scene_of(BODY, *dots), 20, 20, mode, DARK)))
    assert all(sign in drawn for sign in ("@O*" if mode is Mode.ASCII else "●○◉"))


@MODES
def test_a_number_stands_beside_its_point_and_hides_no_other_one(mode: Mode) -> None:
    dots = [Dot(Role.POINT, Point(200 + 20 * step, 400), 6) for step in range(2)]
    number = Text(Role.LABEL, Point(212, 400), "1", 10, "start")
    line = texts(cells_of(scene_of(BODY, *dots, number), 20, 20, mode, DARK))[10]
    sign = "@" if mode is Mode.ASCII else "●"
    assert line.count(sign) == 2
    assert f"{sign}1" in line


@MODES
def test_a_number_in_the_middle_of_a_point_takes_its_place(mode: Mode) -> None:
    dot, number = Dot(Role.POINT, Point(205, 410), 6, 1), Text(Role.LABEL, Point(205, 410), "7", 6)
    rows = cells_of(scene_of(BODY, dot, number), 40, 20, mode, DARK)
    assert rows[10][20].character == "7"
    assert not any(sign in line for line in texts(rows) for sign in "○O")
    if mode not in {Mode.PATTERNS, Mode.ASCII}:
        plain = cells_of(scene_of(BODY, dot), 40, 20, mode, DARK)[10][20]
        assert rows[10][20].background == plain.foreground


@MODES
def test_a_name_never_leaves_its_line(mode: Mode) -> None:
    names = [Text(Role.LABEL, Point(210, y), name, 10, "start") for name, y in (("T7", 370), ("T12", 402), ("L1", 408))]
    drawn = texts(cells_of(scene_of(*names), 40, 20, mode, DARK))
    assert drawn[9].split() == ["T7"]
    # Of two vertebrae in one line the first is named: far beside it the other would belong to no place.
    assert drawn[10].split() == ["T12"]


@MODES
def test_a_word_for_which_there_is_no_room_is_left_out_rather_than_mixed_with_another(mode: Mode) -> None:
    words = [Text(Role.LABEL, Point(200, 400), "abcdefgh", 10), Text(Role.LABEL, Point(200, 400), "ijklmnop", 10)]
    assert "".join(texts(cells_of(scene_of(*words), 12, 12, mode, DARK))).split() == ["abcdefgh"]


@pytest.mark.parametrize(
    ("anchor", "expected"), [("start", (20, 24)), ("middle", (18, 22)), ("end", (16, 20))]
)  # fmt: skip
def test_words_keep_to_their_anchor(anchor: str, expected: tuple[int, int]) -> None:
    word = Text(Role.LABEL, Point(200, 400), "rump", 10, anchor)
    line = next(line for line in texts(cells_of(scene_of(word), 40, 40, Mode.PATTERNS, DARK)) if line.strip())
    assert (line.index("rump"), line.index("rump") + 4) == expected


# The mode.


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Mode.HALF_BLOCKS_TRUECOLOR),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, Mode.HALF_BLOCKS_TRUECOLOR),
        ({"TERM": "xterm-kitty"}, Mode.HALF_BLOCKS_TRUECOLOR),
        ({"TERM": "xterm-direct"}, Mode.HALF_BLOCKS_TRUECOLOR),
        ({"TERM": "tmux-256color"}, Mode.HALF_BLOCKS_256),
        ({"TERM": "xterm"}, Mode.HALF_BLOCKS_16),
        ({"TERM": "linux"}, Mode.HALF_BLOCKS_16),
        ({"TERM": "vt100"}, Mode.PATTERNS),
        ({}, Mode.PATTERNS),
        ({"TERM": "dumb"}, Mode.ASCII),
        ({"TERM": "dumb", "COLORTERM": "truecolor", "NO_COLOR": "1"}, Mode.ASCII),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, Mode.PATTERNS),
        ({"TERM": "xterm-256color", "NO_COLOR": "1", "FORCE_COLOR": "1"}, Mode.PATTERNS),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, Mode.HALF_BLOCKS_256),
    ],
)
def test_a_terminal_gets_the_best_that_its_environment_promises(environment: dict[str, str], expected: Mode) -> None:
    assert mode_for(environment, "utf-8", True) is expected


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "no-such-encoding", None])
def test_an_output_that_cannot_write_blocks_gets_letters(encoding: str | None) -> None:
    assert mode_for({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, encoding, True) is Mode.ASCII


def test_a_pipe_gets_no_colours_unless_they_are_forced() -> None:
    assert mode_for({"TERM": "xterm-256color"}, "utf-8", False) is Mode.PATTERNS
    assert mode_for({"TERM": "xterm-256color", "FORCE_COLOR": "1"}, "utf-8", False) is Mode.HALF_BLOCKS_256
    assert mode_for({"FORCE_COLOR": "1"}, "utf-8", False) is Mode.HALF_BLOCKS_16


@pytest.mark.parametrize("height", [410, 414, 419, 424, 429])
def test_the_shaft_of_a_level_arrow_is_never_thicker_than_half_a_cell(height: float) -> None:
    shaft = Path(Role.ARROW, (Move(Point(100, height)), Line(Point(300, height))), closed=False, width=12)
    rows = cells_of(scene_of(shaft), 40, 40, Mode.HALF_BLOCKS_TRUECOLOR, LIGHT)
    assert {row[20].character for row in rows} - {" "} in ({"▀"}, {"▄"})


@IN_COLORS
@LOOKS
def test_a_name_on_bare_paper_has_the_colour_of_the_terminal(mode: Mode, look: Look) -> None:
    scene = scene_of(box(Role.LIMB, 0, 400, 400, 800), Text(Role.LABEL, Point(200, 100), "your left", 20))
    rows = cells_of(scene, 40, 40, mode, look)
    assert {cell.foreground for row in rows for cell in row if cell.character in set("yourleft")} == {""}
