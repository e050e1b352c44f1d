from itertools import combinations

import pytest
from tests.views.session_grid import CONSOLE

from backpain_cli.views.big_digits import BigText, Tile, cells_of, pixels_of, pixels_wide, rows_of

LETTERS = "0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ- ◀▶"


def test_every_letter_is_five_pixels_high_and_even() -> None:
    for letter in LETTERS:
        rows = pixels_of(letter)
        assert len(rows) == 5
        assert len({len(row) for row in rows}) == 1


def test_no_two_digits_look_the_same() -> None:
    for one, other in combinations("0123456789", 2):
        assert cells_of(one, 2, 2) != cells_of(other, 2, 2)


def test_a_two_looks_like_this() -> None:
    assert cells_of("2", 2, 2) == ("██████", "    ██", "██████", "██    ", "██████")
    assert cells_of("2", 1, 1) == ("▀▀█", "█▀▀", "▀▀▀")


def test_an_arrow_points_to_its_side() -> None:
    assert [row.strip() for row in cells_of("◀", 1, 2)] == ["█", "██", "███", "██", "█"]
    assert [row.rstrip() for row in cells_of("▶", 1, 2)] == ["█", "██", "███", "██", "█"]


@pytest.mark.parametrize(("across", "half_rows"), [(1, 1), (2, 2), (5, 3), (9, 7), (14, 11)])
def test_what_is_drawn_is_as_large_as_it_is_said_to_be(across: int, half_rows: int) -> None:
    for ascii_only in (False, True):
        text = BigText("37", across, half_rows, ascii_only=ascii_only)
        assert {len(row) for row in text.rows()} == {text.columns} == {pixels_wide("37") * across}
        assert len(text.rows()) == text.lines == rows_of(half_rows, ascii_only=ascii_only)
        assert not ascii_only or "".join(text.rows()).isascii()


@pytest.mark.parametrize(("across", "half_rows"), [(1, 1), (3, 2), (4, 3), (6, 5)])
def test_a_tile_fills_its_ground(across: int, half_rows: int) -> None:
    tile = Tile("HOLD", "tile.hold", across, half_rows)
    lines = CONSOLE.render_lines(tile, CONSOLE.options.update(width=200, height=None), pad=False)
    assert len(lines) == tile.lines
    assert {sum(segment.cell_length for segment in line) for line in lines} == {tile.columns}


def test_no_line_goes_through_letters_whose_style_has_one() -> None:
    styles = [segment.style for segment in CONSOLE.render(BigText("A", 2, 2, style="bold underline")) if segment.style]
    assert styles
    assert not any(style.underline for style in styles)
    assert all(style.bold for style in styles)
