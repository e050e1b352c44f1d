"""The pictures of a step beside its words: where there is room, on the right side, and drawn once."""

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan, Segment
from backpain_cli.domain.routine.plan_changes import with_rest
from backpain_cli.domain.routine.steps import StepKind, rest_step
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.palette import DARK_COLORS
from backpain_cli.pictures.render.cells import cell_rows, fitted_size
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.pictures.scene import Scene
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.terminal.painter import Painter
from backpain_cli.terminal.screen import compose
from backpain_cli.terminal.spans import Row, Span, width_of
from backpain_cli.terminal.step_view import LEAST_COLUMNS, StepPictures, StepView


class Counted:
    """Pictures that count how often they are asked for."""

    def __init__(self, pictures: StepPictures) -> None:
        self.pictures = pictures
        self.asked = 0

    def __call__(self, segment: Segment) -> Sequence[Scene]:
        self.asked += 1
        return self.pictures(segment)


@pytest.fixture(scope="module")
def plan(anatomy: Atlas) -> Plan:
    routine = next(one for one in load_shipped_routines(anatomy) if one.key == "lower-back")
    return lay_out(routine, sorer=Side.RIGHT)


def words(view: StepView, session: Session, columns: int, lines: int) -> list[Row]:
    return compose(session, view.columns_for_words(columns, lines), lines)


def shown(view: StepView, session: Session, columns: int, lines: int) -> list[Row]:
    """Return the words with what stands beside them, each row as one."""
    rows, aside = words(view, session, columns, lines), view.aside(session, columns, lines)
    if aside is None:
        return rows
    filled = [(*row, Span(" " * (aside.column - sum(width_of(span.text) for span in row)))) for row in rows]
    return [(*row, *picture) for row, picture in zip_longest(filled, aside.rows, fillvalue=())]


def text(rows: Sequence[Row]) -> str:
    return "\n".join("".join(span.text for span in row).rstrip() for row in rows)


@pytest.mark.parametrize(("columns", "lines"), [(120, 40), (100, 24), (160, 50)])
def test_where_there_is_room_the_posture_stands_beside_the_words(plan: Plan, columns: int, lines: int) -> None:
    view = StepView(StepPictures(load_picture_data, "lower-back"), PictureMode.PATTERNS)
    session = Session(plan=plan, position_ns=plan.start_of_step(3) * NS_PER_S)
    rows = shown(view, session, columns, lines)
    assert len(rows) <= lines
    assert all(sum(width_of(span.text) for span in row) <= columns for row in rows)
    drawn = [span for row in rows for span in row if span.style == "picture"]
    assert len(drawn) >= 8
    assert "Lean the ball just below the rim of your hip bone." in text(rows)
    assert "GET READY" in text(rows)


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_a_tall_screen_also_shows_where_the_point_is_on_the_side_whose_turn_it_is(plan: Plan, side: Side) -> None:
    view = StepView(StepPictures(load_picture_data, "lower-back"), PictureMode.PATTERNS)
    start = next(one.start for one in plan.segments if one.step_number == 3 and one.side is side)
    drawn = [
        span.text for row in shown(view, Session(plan=plan, position_ns=start * NS_PER_S), 120, 40) for span in row[-1:]
    ]
    below = drawn[20:]
    point, middle = (next(line for line in below if sign in line) for sign in ("●", "L4"))
    assert any("your left" in line and "your right" in line for line in below)
    assert (point.index("●") < middle.index("L4")) is (side is Side.LEFT)


def test_a_low_screen_shows_the_posture_alone(plan: Plan) -> None:
    view = StepView(StepPictures(load_picture_data, "lower-back"), PictureMode.PATTERNS)
    rows = shown(view, Session(plan=plan, position_ns=plan.start_of_step(3) * NS_PER_S), 100, 24)
    assert "▒" in text(rows)
    assert "L4" not in text(rows)


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (LEAST_COLUMNS - 1, 40), (120, 20), (40, 12)])
def test_where_there_is_none_the_words_have_all_of_it(plan: Plan, columns: int, lines: int) -> None:
    view = StepView(StepPictures(load_picture_data, "lower-back"), PictureMode.PATTERNS)
    session = Session(plan=plan, position_ns=plan.start_of_step(3) * NS_PER_S)
    assert shown(view, session, columns, lines) == compose(session, columns, lines)


def test_the_next_pictures_can_be_drawn_before_their_turn(plan: Plan) -> None:
    counted = Counted(StepPictures(load_picture_data, "lower-back"))
    view = StepView(counted, PictureMode.PATTERNS)
    turns = {segment.side: segment.start for segment in plan.segments if segment.step_number == 3}
    first, other = (Session(plan=plan, position_ns=start * NS_PER_S) for start in sorted(turns.values()))
    assert not view.is_drawn(first, 120, 40)
    view.aside(first, 120, 40)
    assert view.is_drawn(first, 120, 40)
    assert not view.is_drawn(other, 120, 40)
    view.draw_next(first, 120, 40)
    view.draw_next(first, 120, 40)
    assert view.is_drawn(other, 120, 40)
    assert counted.asked == 2
    assert not view.is_drawn(other, 120, 41)
    assert view.is_drawn(other, 80, 24)
    view.draw_next(Session(plan=plan, position_ns=(plan.seconds - 1) * NS_PER_S), 120, 40)
    view.draw_next(first, 80, 24)
    assert counted.asked == 2


def test_a_press_that_became_a_rest_has_no_picture_of_the_press(plan: Plan) -> None:
    view = StepView(StepPictures(load_picture_data, "lower-back"), PictureMode.PATTERNS)
    start = plan.start_of_step(3) * NS_PER_S
    pressed = shown(view, Session(plan=plan, position_ns=start), 120, 40)
    rested = with_rest(plan, 3, rest_step(plan.routine.steps[2], "It hurts."))
    assert shown(view, Session(plan=rested, position_ns=start), 120, 40) != pressed
    assert "●" not in text(shown(view, Session(plan=rested, position_ns=start), 120, 40))


def test_only_a_few_pictures_are_kept(plan: Plan) -> None:
    counted = Counted(StepPictures(load_picture_data, "lower-back"))
    view = StepView(counted, PictureMode.PATTERNS)
    for _ in range(2):
        for number in range(1, 7):
            view.aside(Session(plan=plan, position_ns=plan.start_of_step(number) * NS_PER_S), 120, 40)
    assert counted.asked == 12


def test_a_picture_is_drawn_once_for_a_step_and_side(plan: Plan) -> None:
    counted = Counted(StepPictures(load_picture_data, "lower-back"))
    view = StepView(counted, PictureMode.PATTERNS)
    start = plan.start_of_step(3)
    pictures = set()
    for second in range(start, start + 70):
        rows = shown(view, Session(plan=plan, position_ns=second * NS_PER_S), 120, 40)
        pictures.add(tuple(span.text for row in rows for span in row if span.style == "picture"))
    assert counted.asked == 1
    assert len(pictures) == 1


def test_the_other_side_is_the_mirror_image(plan: Plan) -> None:
    pictures = StepPictures(load_picture_data, "lower-back")
    segments = [segment for segment in plan.segments if segment.step_number == 3]
    left, right = (pictures(next(one for one in segments if one.side is side))[0] for side in (Side.LEFT, Side.RIGHT))
    colors = [
        [
            [cell[1:] for cell in row]
            for row in cell_rows(one, *fitted_size(one, 40, 18), PictureMode.HALF_BLOCKS_TRUECOLOR, DARK_COLORS)
        ]
        for one in (left, right)
    ]
    assert colors[0] != colors[1]
    # The halves of a cell that is cut by an edge may be other ones; nearly all cells are the same.
    cells = [pair for one, other in zip(*colors, strict=True) for pair in zip(one, reversed(other), strict=True)]
    assert sum(one == other for one, other in cells) > 0.9 * len(cells)


def test_every_press_and_stretch_of_every_routine_has_a_picture(anatomy: Atlas) -> None:
    for routine in load_shipped_routines(anatomy):
        pictures = StepPictures(load_picture_data, routine.key)
        steps = {segment.step_number: segment for segment in lay_out(routine, sorer=Side.LEFT).segments}
        for segment in steps.values():
            if segment.step.kind in {StepKind.PRESS, StepKind.STRETCH}:
                assert pictures(segment), (routine.key, segment.step.title)


def test_an_ascii_screen_gets_ascii_pictures(plan: Plan) -> None:
    view = StepView(StepPictures(load_picture_data, "lower-back"), PictureMode.ASCII)
    session = Session(plan=plan, position_ns=plan.start_of_step(3) * NS_PER_S)
    drawn = [span.text for row in shown(view, session, 120, 40) for span in row if span.style == "picture"]
    assert drawn
    assert all(line.isascii() for line in drawn)


@pytest.mark.parametrize(
    "mode", [PictureMode.HALF_BLOCKS_TRUECOLOR, PictureMode.HALF_BLOCKS_256, PictureMode.HALF_BLOCKS_16]
)
def test_a_coloured_screen_gets_pictures_in_its_colours(plan: Plan, mode: PictureMode) -> None:
    view = StepView(StepPictures(load_picture_data, "lower-back"), mode)
    session = Session(plan=plan, position_ns=plan.start_of_step(3) * NS_PER_S)
    rows = shown(view, session, 120, 40)
    written = painted(rows, colors=True)
    bright = rb"\x1b\[[0-9;]*(?:9[0-7]|10[0-7])m"
    sign = {
        PictureMode.HALF_BLOCKS_TRUECOLOR: b"38;2;",
        PictureMode.HALF_BLOCKS_256: b"38;5;",
        PictureMode.HALF_BLOCKS_16: bright,
    }[mode]
    assert re.search(sign, written)
    assert mode is not PictureMode.HALF_BLOCKS_16 or b"38;" not in written
    assert "your left" in text(rows)
    assert "your right" in text(rows)


def test_without_colours_none_is_written_whatever_was_drawn(plan: Plan) -> None:
    view = StepView(StepPictures(load_picture_data, "lower-back"), PictureMode.HALF_BLOCKS_256)
    session = Session(plan=plan, position_ns=plan.start_of_step(3) * NS_PER_S)
    assert b"8;5;" not in painted(shown(view, session, 120, 40), colors=False)


def test_a_picture_that_stays_costs_nothing_on_the_terminal(plan: Plan) -> None:
    written: list[bytes] = []
    painter = Painter(kept_in(written), colors=True, encoding="utf-8")
    view = StepView(StepPictures(load_picture_data, "lower-back"), PictureMode.HALF_BLOCKS_TRUECOLOR)
    start = plan.start_of_step(3)
    for second in range(start + 16, start + 22):
        session = Session(plan=plan, position_ns=second * NS_PER_S)
        painter.paint(words(view, session, 120, 40), 120, 40, view.aside(session, 120, 40))
    assert len(written[0]) > 5_000
    assert all(len(data) < 300 for data in written[1:])


def painted(rows: Sequence[Row], *, colors: bool) -> bytes:
    """Return what brings an empty terminal to `rows`."""
    written: list[bytes] = []
    Painter(kept_in(written), colors=colors, encoding="utf-8").paint(rows, 120, 40)
    return b"".join(written)


def kept_in(written: list[bytes]) -> Callable[[bytes], bool]:
    """Return a terminal that keeps what is written to it."""

    def write(data: bytes) -> bool:
        written.append(data)
        return True

    return write
