"""Digits, bars and meters: widths that add up, and words beside every colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cases import all_cases
from tests.plans import fifteen_minutes, plan, press, rest, small_plan

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.session.events import NS_PER_S, SessionCommand
from backpain_cli.session.session import Session
from backpain_cli.views.session_clock import (
    bar_of_plan,
    digits_text,
    meter,
    segment_bar,
    side_chip,
    side_tile,
    step_cells,
    sum_bar,
    verb_of,
    widest_digits,
)
from backpain_cli.views.widgets import Room

ASCII = Room(ascii=True)


def at(second: float, *keys: SessionCommand) -> Session:
    session = Session(plan=small_plan(), position_ns=int(second * NS_PER_S))
    for key in keys:
        session = session.after(key)
    return session


@given(st.lists(st.integers(1, 900), min_size=1, max_size=200), st.integers(1, 250))
def test_the_bar_of_the_steps_fills_its_width_exactly(seconds: list[int], width: int) -> None:
    cells = step_cells(tuple(seconds), width)
    assert sum(cells.widths) + cells.gap * (len(seconds) - 1) == width
    assert min(cells.widths) >= (1 if len(seconds) <= width else 0)


def test_its_widths_are_in_proportion_to_the_times() -> None:
    assert step_cells((60, 60, 120), 42).widths == (10, 10, 20)


def test_what_is_done_now_and_to_come_differ_in_height() -> None:
    bar = bar_of_plan(small_plan(), 43, Room())
    session = at(45)
    drawn = bar.text(2, bar.cells_done(session)).plain
    done, now, later, last = drawn.split(" ")
    assert set(done) == {"█"}
    assert list(now) == sorted(now, key="█▄".index)
    assert set(now) == {"█", "▄"}
    assert set(later + last) == {"▁"}
    assert set(bar_of_plan(small_plan(), 43, ASCII).text(2, 3).plain) == set("#+- ")


def test_it_changes_only_when_a_cell_is_done() -> None:
    bar = bar_of_plan(fifteen_minutes(), 100, Room())
    seen = {bar.cells_done(Session(plan=fifteen_minutes(), position_ns=second * NS_PER_S)) for second in range(40)}
    assert len(seen) <= 6


def test_the_names_are_cut_or_left_out_and_the_present_one_is_whole() -> None:
    names = bar_of_plan(fifteen_minutes(), 60, Room()).names(3).plain
    assert "▼Gluteus medius" in names
    assert len(names) <= 60


@all_cases(
    ("second", "verb"),
    [(0, "Check"), (20, "Ready"), (25, "Find"), (35, "Hold"), (60, "Stretch"), (80, "Change"), (105, "Rest")],
)  # fmt: skip
def test_each_phase_and_kind_has_its_verb(second: int, verb: str) -> None:
    assert verb_of(at(second)) == verb
    assert verb_of(at(second, SessionCommand.PAUSE)) == "Paused"


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


def test_the_bar_of_a_segment_fills_up_and_changes_colour_for_its_last_seconds() -> None:
    bars = [segment_bar(at(second), 40) for second in range(35, 55)]
    assert [bar.filled for bar in bars] == [2 * second for second in range(20)]
    assert [bar.style for bar in bars] == ["bar.hold"] * 15 + ["caution"] * 5
    assert segment_bar(at(40, SessionCommand.PAUSE), 40).style == "edge"


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
