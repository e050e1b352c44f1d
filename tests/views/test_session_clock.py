"""Digits, bars and meters: widths that add up, and words beside every colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plans import fifteen_minutes, plan, press, rest, small_plan

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.views.session_clock import (
    bar_of_plan,
    digits_text,
    meter,
    side_chip,
    side_tile,
    step_cells,
    sum_bar,
    widest_digits,
)
from backpain_cli.views.widgets import Room

ASCII = Room(ascii=True)


@given(st.lists(st.integers(1, 900), min_size=1, max_size=200), st.integers(1, 250))
def test_the_bar_of_the_steps_fills_its_width_exactly(seconds: list[int], width: int) -> None:
    cells = step_cells(tuple(seconds), width)
    assert sum(cells.widths) + cells.gap * (len(seconds) - 1) == width
    assert min(cells.widths) >= (1 if len(seconds) <= width else 0)


def test_its_widths_are_in_proportion_to_the_times() -> None:
    assert step_cells((60, 60, 120), 42).widths == (10, 10, 20)


def test_what_is_done_now_and_to_come_differ_in_height() -> None:
    bar = bar_of_plan(small_plan(), 43, Room())
    drawn = bar.text(2, bar.cells_done(2, 45)).plain
    done, now, later, last = drawn.split(" ")
    assert set(done) == {"█"}
    assert list(now) == sorted(now, key="█▄".index)
    assert set(now) == {"█", "▄"}
    assert set(later + last) == {"▁"}
    assert set(bar_of_plan(small_plan(), 43, ASCII).text(2, 3).plain) == set("#+- ")


def test_it_changes_only_when_a_cell_is_done() -> None:
    bar = bar_of_plan(fifteen_minutes(), 100, Room())
    seen = {bar.cells_done(1, second) for second in range(40)}
    assert len(seen) <= 6


def test_the_names_are_cut_or_left_out_and_the_present_one_is_whole() -> None:
    names = bar_of_plan(fifteen_minutes(), 60, Room()).names(3).plain
    assert "▼Gluteus medius" in names
    assert len(names) <= 60


def test_an_arrow_points_left_for_the_left_and_right_for_the_right() -> None:
    assert side_chip(Side.LEFT, Room()) == "◀ YOUR LEFT"
    assert side_chip(Side.RIGHT, Room()) == "YOUR RIGHT ▶"
    assert side_chip(Side.LEFT, ASCII) == "< YOUR LEFT"
    assert (side_tile(Side.LEFT), side_tile(Side.RIGHT), side_tile(Side.NONE)) == ("◀ LEFT", "RIGHT ▶", "")


def test_digits_have_as_many_signs_all_through_a_step() -> None:
    for laid_out in (small_plan(), plan(rest(300)), plan(rest(99)), plan(rest(3600))):
        for segment in laid_out.segments:
            widest = widest_digits(laid_out, segment.step_number)
            for left in (segment.seconds, segment.seconds // 2, 1):
                assert len(digits_text(left, segment)) <= len(widest)


def test_the_pressure_is_shown_in_cells_and_words() -> None:
    step = press()
    assert meter(step, Room(), halved=False).plain == "pressure  ▂▂▂███▂▂▂▂  4–6 of 10"
    assert meter(step, ASCII, halved=True).plain == "pressure  ---###----  4-6 of 10, half as hard"
    assert meter(step._replace(pressure=(4, 4)), Room(), halved=False).plain.endswith("4 of 10")
    assert meter(rest(10), Room(), halved=False).plain == ""


@pytest.mark.parametrize(("wanted_s", "ends", "bar_ends"), [(180, 36, 60), (600, 60, 30)])
def test_steps_that_do_not_fill_their_minutes_are_drawn_with_the_end_of_these(
    anatomy: Atlas, wanted_s: int, ends: int, bar_ends: int
) -> None:
    five_minutes = next(one for one in load_shipped_routines(anatomy) if one.minutes == 5)
    _, bar, end = sum_bar(five_minutes.steps, wanted_s, Room(60)).plain.split("\n")
    assert (len(bar), len(end)) == (bar_ends, ends)
    assert end.strip() == f"{wanted_s // 60}:00 ▲"
