"""The question what hurts fills the screen, at any size, and each of its keys can be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.session.events import NS_PER_S, SessionCommand, TimePassed
from backpain_cli.session.session import Session
from backpain_cli.terminal.countdown import UNICODE
from backpain_cli.terminal.hurts import complaint_rows
from backpain_cli.terminal.painter import Painter
from backpain_cli.terminal.screen import compose
from backpain_cli.terminal.screen_stage import ScreenStage
from backpain_cli.terminal.spans import text_of, width_of
from tests.cases import all_cases
from tests.plans import small_plan


def asking() -> Session:
    return Session(plan=small_plan()).after(TimePassed(40 * NS_PER_S)).after(SessionCommand.HURTS)


def shown(columns: int, lines: int, session: Session | None = None) -> str:
    return "\n".join(text_of(row) for row in complaint_rows(session or asking(), columns, lines))


@pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24), (40, 12)])
def test_each_answer_is_there_whole(columns: int, lines: int) -> None:
    text = " ".join(shown(columns, lines).split())
    assert "IT HURTS: LET GO" in text
    for wanted in (
        "1 too strong",
        "2 sharp, electric or tingling, or above 7 of 10 and not easing",
        "3 dizzy, sick, seeing double, chest pain or short of breath",
        "0 nothing of these, go on",
    ):
        assert wanted in text


@pytest.mark.parametrize(("columns", "lines"), [(34, 1), (34, 2), (34, 5), (33, 3)])
def test_on_the_smallest_screens_each_key_is_there(columns: int, lines: int) -> None:
    text = shown(columns, lines)
    for key in ("1 too strong", "2 sharp", "3 dizzy", "0 no"):
        assert key in text


def test_leaving_is_asked_for_again() -> None:
    assert "Press q once more" in shown(80, 24, asking().after(SessionCommand.QUIT))


@given(st.integers(1, 150), st.integers(1, 50))
def test_it_never_takes_more_than_the_screen_has(columns: int, lines: int) -> None:
    rows = complaint_rows(asking(), columns, lines)
    assert len(rows) <= lines
    assert all(sum(width_of(span.text) for span in row) <= columns for row in rows)


@pytest.mark.parametrize("big", [False, True])
def test_the_screen_shows_nothing_else_until_it_is_answered(big: bool) -> None:
    written = b""

    def write(data: bytes) -> bool:
        nonlocal written
        written += data
        return True

    stage = ScreenStage(Painter(write, colors=False, encoding="utf-8"), lambda: (80, 24), UNICODE)
    session = asking().after(SessionCommand.BIG) if big else asking()
    stage.show(session)
    assert b"IT HURTS: LET GO" in written
    assert b"Gluteus" not in written


@all_cases(("columns", "lines"), [(120, 40), (80, 24), (40, 12)])
@all_cases("second", [22, 30, 40, 57, 70], ids=str)
@all_cases(
    "keys",
    [(), (SessionCommand.HELP,), (SessionCommand.PAUSE,), (SessionCommand.QUIT,), (SessionCommand.LENGTHEN_HOLD,)],
    ids=str,
)
def test_what_to_keep_clear_of_is_always_in_view(
    columns: int, lines: int, second: int, keys: tuple[SessionCommand, ...]
) -> None:
    session = Session(plan=small_plan()).after(TimePassed(second * NS_PER_S))
    for key in keys:
        session = session.after(key)
    text = " ".join(" ".join(text_of(row) for row in compose(session, columns, lines)).split())
    step = session.segment.step
    assert (step.avoid or step.stop).split(" ")[0] in text
    assert "Avoid" in text
