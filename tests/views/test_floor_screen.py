"""The view from the floor: digits as large as the terminal, verb and side, what stops."""

import pytest
from tests.plans import longest_press, plan, small_plan
from tests.screens import IN_SESSION
from tests.views.session_grid import WITH_TEXTS, composed, prose, screen_lines, shows_tile

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.session.events import NS_PER_S, SessionCommand
from backpain_cli.session.session import Session
from backpain_cli.views.floor_screen import COUNTED_FROM_S, floor_screen, shown_seconds
from backpain_cli.views.screen_regions import verb_of
from backpain_cli.views.widgets import Room


@pytest.fixture(scope="module")
def lower_back(anatomy: Atlas) -> Plan:
    return lay_out(find_routine("lower-back", anatomy), sorer=Side.RIGHT)


def big(laid_out: Plan, second: int, *keys: SessionCommand) -> Session:
    session = Session(plan=laid_out, position_ns=second * NS_PER_S, floor_view=True)
    for key in keys:
        session = session.after(key)
    return session


@pytest.mark.parametrize("size", [(200, 60), (120, 40), (80, 24)], ids=str)
def test_the_digits_fill_the_screen(lower_back: Plan, size: tuple[int, int]) -> None:
    session = big(lower_back, lower_back.start_of_step(3) + 28)
    digits = next(
        one for one in floor_screen(session, Room(*size), IN_SESSION) if type(one.renderable).__name__ == "BigText"
    )
    assert digits.width >= size[0] / 2 or digits.height >= size[1] / 2
    assert digits.height >= size[1] / 3


@pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
def test_verb_side_and_what_to_keep_clear_of_are_in_view_in_every_step(lower_back: Plan, size: tuple[int, int]) -> None:
    for segment in lower_back.segments:
        session = big(lower_back, segment.start)
        lines = screen_lines(session, *size)
        text, step = prose(lines), segment.step
        assert shows_tile(lines, verb_of(session).upper())
        label, caution = (
            ("stop", step.stop)
            if step.stop and (segment.phase.is_work or segment.phase == "pause")
            else ("avoid", step.avoid)
        )
        label, caution = (label, caution) if caution else ("stop", step.stop)
        assert not caution or f"{label} {caution.split()[0]}" in text
        assert " h " in f" {text} "


@pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
def test_texts_as_long_as_a_file_may_make_them_leave_digits_and_side(size: tuple[int, int]) -> None:
    laid_out = plan(longest_press())
    for second in range(0, laid_out.seconds, 7):
        lines = composed(floor_screen(big(laid_out, second), Room(*size), IN_SESSION), *size)
        assert len(lines) == size[1]


def test_the_digits_go_down_in_steps_and_never_up() -> None:
    laid_out = small_plan()
    for segment in laid_out.segments:
        shown = [shown_seconds(big(laid_out, second)) for second in range(segment.start, segment.end)]
        assert shown == sorted(shown, reverse=True)
        assert shown[-COUNTED_FROM_S:] == [3, 2, 1][-len(shown) :]
        assert all(seconds % 5 == 0 for seconds in shown if seconds > COUNTED_FROM_S)


@pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
def test_a_second_press_leads_back(lower_back: Plan, size: tuple[int, int]) -> None:
    session = big(lower_back, 200)
    assert screen_lines(session.after(SessionCommand.BIG), *size) != screen_lines(session, *size)
    assert not session.after(SessionCommand.BIG).floor_view
    assert "b small" in prose(screen_lines(session, *size))


@pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
def test_the_key_for_the_keys_shows_them(lower_back: Plan, size: tuple[int, int]) -> None:
    assert "n skip" in prose(screen_lines(big(lower_back, 200, SessionCommand.HELP), *size))
