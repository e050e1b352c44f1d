"""The question what hurts fills the screen, at any size, and each of its keys can be seen."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.plans import small_plan
from tests.views.session_grid import WITH_TEXTS, prose, screen_lines, shows_drawn

from backpain_cli.session.events import NS_PER_S, SessionCommand, TimePassed
from backpain_cli.session.session import Session
from backpain_cli.views.big_digits import cells_of
from backpain_cli.views.session_text import COMPLAINT_TEXTS


def asking() -> Session:
    return Session(plan=small_plan()).after(TimePassed(40 * NS_PER_S)).after(SessionCommand.HURTS)


@pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_each_answer_is_there_whole(size: tuple[int, int], ascii_only: bool) -> None:
    lines = screen_lines(asking(), *size, ascii_only=ascii_only)
    # The tile of the key lies beside the words.
    text = prose(line.translate(dict.fromkeys(map(ord, "█▀▄"), " ")) for line in lines)
    assert "IT HURTS: LET GO" in text
    for key, what in COMPLAINT_TEXTS:
        assert what in text or any(shows_drawn(lines, cells_of(what.upper(), high, high)) for high in (1, 2))
        drawn = any(shows_drawn(lines, cells_of(key, high + 1, high, above=max(1, high // 2))) for high in range(2, 9))
        assert f"{key} {what}" in text or drawn
    assert "Gluteus" not in text


@pytest.mark.parametrize("size", [(200, 60), (120, 40), (100, 30), (80, 24)], ids=str)
def test_the_answers_are_drawn_large_where_there_is_room(size: tuple[int, int]) -> None:
    lines = screen_lines(asking(), *size)
    for word in ("TOO STRONG", "SHARP", "ALARM"):
        assert any(shows_drawn(lines, cells_of(word, times, times)) for times in (1, 2))
    for follows in ("half as hard", "this step ends, on both sides", "everything stops"):
        assert f"then: {follows}" in prose(lines)


@pytest.mark.parametrize("size", [(34, 1), (34, 2), (34, 5), (33, 3)], ids=str)
def test_on_the_smallest_screens_each_key_is_there(size: tuple[int, int]) -> None:
    text = prose(screen_lines(asking(), *size))
    for key in ("1 too strong", "2 sharp", "3 dizzy", "0 no"):
        assert key in text


@pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
def test_leaving_is_asked_for_again(size: tuple[int, int]) -> None:
    assert "Press q once more" in prose(screen_lines(asking().after(SessionCommand.QUIT), *size))


def test_no_other_key_answers() -> None:
    session = asking()
    for key in (SessionCommand.UNKNOWN, SessionCommand.PAUSE, SessionCommand.SKIP, SessionCommand.BIG):
        session = session.after(key).after(TimePassed(60 * NS_PER_S))
        assert session.is_asking
        assert session.position_ns == 40 * NS_PER_S


@given(st.integers(1, 260), st.integers(1, 90), st.booleans())
@example(72, 42, False)
@example(80, 90, False)
def test_every_size_from_one_cell_on_has_the_question(columns: int, lines: int, ascii_only: bool) -> None:
    found = screen_lines(asking(), columns, lines, ascii_only=ascii_only)
    assert len(found) == lines
    assert not ascii_only or "".join(found).isascii()
