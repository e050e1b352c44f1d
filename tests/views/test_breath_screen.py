"""The bar that grows and shrinks with the breath."""

import pytest
from tests.counted import counted_at
from tests.screens import IN_SESSION
from tests.views.session_grid import WITH_TEXTS, composed, prose, regions_of, screen_lines, shows_tile

from backpain_cli.domain.routine.plan import Phase
from backpain_cli.session.events import SessionCommand
from backpain_cli.session.session import Session
from backpain_cli.views.breath_screen import is_breathing


def at(second: float) -> Session:
    """Return a session at a second of breathing in 4, hold 7, out 8."""
    return counted_at("Slow breathing", Phase.HOLD, second)


def widest(session: Session, columns: int = 100, lines: int = 30) -> int:
    """Return the cells of the longest row of the bar; the bar of all steps, at the bottom, is not it."""
    rows = composed(regions_of(session, columns, lines), columns, lines)[6 : lines - 5]
    return max(row.count("█") for row in rows)


def test_it_grows_while_in_stays_while_held_and_shrinks_while_out() -> None:
    breath_in = [widest(at(second / 4)) for second in range(16)]
    held = {widest(at(second)) for second in range(4, 11)}
    breath_out = [widest(at(11 + second / 4)) for second in range(32)]
    assert breath_in == sorted(breath_in)
    assert len(set(breath_in)) == len(breath_in)
    assert held == {76}
    assert breath_out == sorted(breath_out, reverse=True)
    assert (breath_in[0], breath_out[0]) == (18, 76)


def test_it_is_centred_and_round() -> None:
    rows = [row for row in screen_lines(at(2), 100, 30)[6:25] if "█" in row]
    assert len(rows) == 7
    assert [row.count("█") for row in rows] == [row.count("█") for row in reversed(rows)]
    assert rows[0].count("█") < rows[1].count("█") < rows[2].count("█")
    for row in rows:
        assert abs((len(row) - len(row.lstrip())) - (100 - len(row))) <= 1


@pytest.mark.parametrize(("columns", "lines"), WITH_TEXTS)
@pytest.mark.parametrize(
    ("second", "verb", "seconds"),
    [(0, "BREATHE IN", "in 4"), (2.5, "BREATHE IN", "in 4 · 3 · 2"), (5, "HOLD", "hold 7 · 6"),
     (18.75, "BREATHE OUT", "out 8 · 7 · 6 · 5 · 4 · 3 · 2 · 1")],
)  # fmt: skip
def test_verb_seconds_breath_and_what_stops_are_in_view(
    columns: int, lines: int, second: float, verb: str, seconds: str
) -> None:
    rows = screen_lines(at(second), columns, lines)
    assert shows_tile(rows, verb)
    assert f" {seconds} " in f" {prose(rows)} ".replace(" breath ", "  breath ")
    assert "breath 1 of 3" in prose(rows)
    assert IN_SESSION.in_short in prose(rows).replace(" stop ", " ")
    assert " h " in rows[-1]


def test_the_keys_and_the_question_take_their_usual_place() -> None:
    assert is_breathing(at(3))
    asked = at(3).after(SessionCommand.HELP)
    assert not is_breathing(asked)
    assert "n skip, p back" in prose(screen_lines(asked, 60, 20))


def test_a_pause_lets_the_bar_be() -> None:
    paused = at(3).after(SessionCommand.PAUSE)
    rows = screen_lines(paused, 80, 24)
    assert "PAUSED" in prose(rows)
    assert "Space goes on." in prose(rows)
    assert widest(paused) == widest(at(3))


def test_from_the_floor_the_bar_is_higher() -> None:
    floor = at(5).after(SessionCommand.BIG)
    assert sum("█" in row for row in screen_lines(floor, 120, 40)[6:34]) == 13
    assert "small" in screen_lines(floor, 120, 40)[-1]


def test_in_ascii_it_is_made_of_hashes() -> None:
    rows = screen_lines(at(5), 80, 24, ascii_only=True)
    assert "".join(rows).isascii()
    assert max(row.count("#") for row in rows[4:16]) == 62
