"""The view from the floor."""

import re
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.session.events import NS_PER_S, SessionCommand
from backpain_cli.session.loop import new_session, run_loop
from backpain_cli.session.session import Session
from backpain_cli.terminal.countdown import ASCII, UNICODE, Signs
from backpain_cli.terminal.distance import compose_big, shown_seconds, side_words
from backpain_cli.terminal.letters import has_letters, pixels_of, scaled
from backpain_cli.terminal.painter import Painter
from backpain_cli.terminal.screen_stage import ScreenStage
from backpain_cli.terminal.spans import Row, width_of
from tests.fakes import FakeTime
from tests.plans import fifteen_minutes, longest_press, plan, press, small_plan
from tests.sheets import shipped
from tests.terminal.test_screen_golden import assert_golden

SIZES = [(120, 40), (80, 24), (40, 12), (20, 6)]


def drawn(rows: Iterable[Row]) -> str:
    """Return rows as they look: a space on a ground is a full cell."""
    told = ("".join("█" * len(one.text) if one.style == "solid" else one.text for one in row) for row in rows)
    return "".join(line.rstrip() + "\n" for line in told)


def at(laid_out: Plan, second: float) -> Session:
    return Session(plan=laid_out, position_ns=round(second * NS_PER_S), floor_view=True)


@pytest.fixture(scope="module")
def lower_back(anatomy: Atlas) -> Plan:
    return lay_out(shipped("lower-back", anatomy), sorer=Side.RIGHT)


@pytest.mark.parametrize(("columns", "lines"), SIZES)
@pytest.mark.parametrize(("moment", "step", "seconds"), [("hold", 3, 28), ("change", 3, 77), ("warm-up", 2, 10)])
def test_it_looks_like_this(lower_back: Plan, moment: str, step: int, seconds: int, columns: int, lines: int) -> None:
    session = at(lower_back, lower_back.start_of_step(step) + seconds)
    assert_golden(f"big-{moment}-{columns}x{lines}", drawn(compose_big(session, columns, lines)))


def test_a_pause_looks_like_this(lower_back: Plan) -> None:
    session = at(lower_back, lower_back.start_of_step(3) + 28).after(SessionCommand.PAUSE)
    assert_golden("big-paused-80x24", drawn(compose_big(session, 80, 24)))


def test_it_looks_like_this_in_ascii(lower_back: Plan) -> None:
    session = at(lower_back, lower_back.start_of_step(3) + 28)
    assert_golden("big-ascii-80x24", drawn(compose_big(session, 80, 24, ASCII)))


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_the_key_for_the_keys_shows_them_and_hides_them_again(lower_back: Plan, columns: int, lines: int) -> None:
    before = at(lower_back, lower_back.start_of_step(3) + 28)
    shown = compose_big(before.after(SessionCommand.HELP), columns, lines)
    told = " ".join(drawn(shown).split())
    assert "skip" in told
    assert re.search(r"h +(it )?hurts", told)
    assert len(shown) <= lines
    assert compose_big(before.after(SessionCommand.HELP).after(SessionCommand.HELP), columns, lines) == compose_big(
        before, columns, lines
    )


@given(
    st.integers(1, 200),
    st.integers(1, 60),
    st.integers(0, 899),
    st.sampled_from([ASCII, UNICODE]),
    st.lists(st.sampled_from([SessionCommand.PAUSE, SessionCommand.HELP])),
    st.booleans(),
)
def test_it_never_takes_more_than_the_screen_has(
    columns: int, lines: int, second: int, signs: Signs, keys: list[SessionCommand], flash: bool
) -> None:
    session = at(fifteen_minutes(), second)
    for key in keys:
        session = session.after(key)
    rows = compose_big(session, columns, lines, signs, flash=flash)
    assert len(rows) <= lines
    assert all(sum(width_of(span.text) for span in row) <= columns for row in rows)


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_texts_as_long_as_a_file_may_make_them_leave_digits_side_and_caution(columns: int, lines: int) -> None:
    session = at(plan(longest_press()), 30)
    rows = compose_big(session, columns, lines)
    text = drawn(rows)
    assert len(rows) <= lines
    assert "Avoid" in text
    assert text.count("█") >= 5


@pytest.mark.parametrize(("columns", "lines"), SIZES[:3])
def test_the_digits_fill_the_screen(lower_back: Plan, columns: int, lines: int) -> None:
    text = drawn(compose_big(at(lower_back, lower_back.start_of_step(3) + 28), columns, lines)).splitlines()
    with_digits = [line for line in text if line.count("█") + line.count("▀") >= 6 and "─" not in line]
    assert len(with_digits) >= lines * 0.4


def test_the_caution_of_the_step_stays_in_view_at_each_second_of_it(lower_back: Plan) -> None:
    for second in range(lower_back.start_of_step(3), lower_back.end_of_step(3)):
        assert "Avoid: The bony knob" in drawn(compose_big(at(lower_back, second), 80, 24))


@pytest.mark.parametrize("signs", [ASCII, UNICODE])
def test_the_arrow_points_to_the_side_that_is_named(signs: Signs) -> None:
    left = side_words(at(plan(press(sides=StepSides.LEFT)), 20), signs)
    right = side_words(at(plan(press(sides=StepSides.RIGHT)), 20), signs)
    assert (left, right) == (("← YOUR LEFT", "YOUR RIGHT →") if signs.halves else ("<- YOUR LEFT", "YOUR RIGHT ->"))
    assert side_words(at(plan(press(sides=StepSides.SORER_ONLY)), 20), signs) == "YOUR SORER SIDE"


def test_the_digits_go_down_in_steps_and_never_up() -> None:
    laid_out = plan(press(sides=StepSides.LEFT, hold=60))
    shown = [shown_seconds(at(laid_out, 15 + second)) for second in range(60)]
    assert list(dict.fromkeys(shown)) == [60, 50, 40, 30, 20, 10, 5, 3, 2, 1]
    assert shown == sorted(shown, reverse=True)
    assert all(one >= 60 - second for second, one in enumerate(shown))


class Counted:
    """A terminal that counts what it is sent, and keeps each piece."""

    def __init__(self) -> None:
        self.sent = 0

    def write(self, data: bytes) -> bool:
        self.sent += len(data)
        return True


def bytes_sent(laid_out: Plan, columns: int, lines: int) -> int:
    terminal = Counted()
    stage = ScreenStage(Painter(terminal.write, colors=True, encoding="utf-8"), lambda: (columns, lines), UNICODE)
    time = FakeTime([(0.5, SessionCommand.BIG)])
    run_loop(new_session(laid_out), clock=time, inputs=time, stage=stage)
    return terminal.sent


def test_fifteen_minutes_of_it_send_less_than_sixty_thousand_bytes(anatomy: Atlas) -> None:
    for routine in load_shipped_routines(anatomy):
        assert 900 < bytes_sent(lay_out(routine, sorer=Side.LEFT), 80, 24) < 60_000, routine.key


def test_the_largest_digits_send_no_more_than_they_have_to(lower_back: Plan) -> None:
    # Twenty-five rows high; blank cells are erased by their number, which a third of the bytes were.
    assert bytes_sent(lower_back, 120, 40) < 145_000


class TestFlash:
    def flashes(self, *script: tuple[float, SessionCommand], flash: bool = True) -> list[int]:
        """Return the milliseconds since the beginning at which the verb was drawn reversed."""
        found: list[int] = []
        time = FakeTime(((0.2, SessionCommand.BIG), *script))

        class Seen(ScreenStage):
            def _flashes(self, session: Session) -> bool:
                flashed = super()._flashes(session)
                if flashed:
                    found.append(time.passed * 1000 // NS_PER_S)
                return flashed

        painter = Painter(Counted().write, colors=True, encoding="utf-8")
        run_loop(
            new_session(small_plan()),
            clock=time,
            inputs=time,
            stage=Seen(painter, lambda: (80, 24), UNICODE, flash=flash),
        )
        return found

    def test_each_change_of_phase_flashes_once(self) -> None:
        assert self.flashes() == [second * 1000 for second in (20, 25, 35, 55, 60, 80, 85, 105)]

    def test_no_two_come_within_a_second_however_fast_the_keys_are(self) -> None:
        found = self.flashes(*((21 + number / 10, SessionCommand.RESTART) for number in range(60)))
        assert len(found) > 5
        assert all(later - sooner >= 1000 for sooner, later in pairwise(found))

    def test_none_comes_unless_it_is_asked_for(self) -> None:
        assert self.flashes(flash=False) == []

    def test_it_is_the_verb_reversed_over_the_whole_width(self) -> None:
        rows = compose_big(at(small_plan(), 35), 80, 24, flash=True)
        assert sum(span.style == "solid" and len(span.text) == 78 for row in rows for span in row) == 3


def test_every_letter_is_five_pixels_high_and_even() -> None:
    for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-',. ←→":
        rows = pixels_of(sign)
        assert len(rows) == 5
        assert len({len(row) for row in rows}) == 1
    assert not has_letters("é")


def test_pixels_grow_in_both_directions() -> None:
    assert scaled(["#"], 3, 4, block="█", halves=True) == ["███", "███"]
    assert scaled(["#"], 2, 3, block="█", halves=True) == ["██", "▀▀"]
    assert scaled(["# "], 2, 2, block="#", halves=False) == ["##  ", "##  "]
