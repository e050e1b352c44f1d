"""A screen that is kept up from second to second is the same as one that is composed anew."""

import pytest

from backpain_cli.domain.plan import Plan
from backpain_cli.guide.events import Command
from backpain_cli.terminal.countdown import ASCII, UNICODE, Signs
from backpain_cli.terminal.screen import Layout, compose
from tests.fakes import Asleep, lead
from tests.plans import fifteen_minutes, small_plan

KEYS = (
    (3.0, Command.HELP),
    (6.0, Command.HELP),
    (9.0, Command.PAUSE),
    (12.0, Command.PAUSE),
    (17.5, Command.LONGER),
    (18.0, Command.LONGER),
    (21.0, Command.HURTS),
    (23.0, Command.TOO_STRONG),
    (30.0, Command.SKIP),
    (33.0, Asleep(60)),
    (36.0, Command.PAUSE),
    (40.0, Command.QUIT),
    (48.0, Command.BACK),
)


@pytest.mark.parametrize(
    ("columns", "lines"), [(120, 40), (78, 40), (80, 24), (60, 20), (34, 24), (40, 12), (30, 9), (20, 5)]
)
@pytest.mark.parametrize("signs", [UNICODE, ASCII], ids=["blocks", "ascii"])
@pytest.mark.parametrize("laid_out", [small_plan(), fifteen_minutes()], ids=["small", "fifteen minutes"])
def test_what_stands_still_may_be_composed_once_and_the_screen_stays_the_same(
    laid_out: Plan, signs: Signs, columns: int, lines: int
) -> None:
    layout: Layout | None = None
    laid_out_anew = 0
    shown = [session for _, session in lead(laid_out, *KEYS).stage.shown if not session.is_over]
    for session in shown:
        if layout is None or not layout.shows(session, columns, lines):
            layout, laid_out_anew = Layout(session, columns, lines, signs), laid_out_anew + 1
        assert layout.rows_at(session) == compose(session, columns, lines, signs)
    # Otherwise nothing would be saved by it.
    assert laid_out_anew < len(shown) / 2


def test_a_screen_of_another_size_is_laid_out_anew() -> None:
    session = lead(small_plan()).stage.at(5)
    layout = Layout(session, 80, 24, UNICODE)
    assert layout.shows(session, 80, 24)
    assert not layout.shows(session, 81, 24)
    assert not layout.shows(session, 80, 25)
