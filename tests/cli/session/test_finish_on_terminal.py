"""What comes after a session on small screens: no line is missed, and no number is asked for where none is wanted."""

import os
from functools import partial
from pathlib import Path

import pytest

from tests.hurried import HURRIED, hurried
from tests.pseudo_terminal import PseudoTerminal
from tests.whole import AFTERWARDS, answer, kept, told

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal"),
]
IN_PARTS = {"→ go on": b"g", "0 none": b"0", "Ready": b" "}
"""The keys of pages that come in parts."""


def hurried_session(home: Path, routine: str, columns: int, lines: int) -> PseudoTerminal:
    """Return the program led through `routine` on a terminal of that size, hundreds of times as fast as in life."""
    return PseudoTerminal(
        ["routine", routine, "--sound", "off"],
        home=home,
        columns=columns,
        lines=lines,
        environment=hurried(400),
        program=HURRIED,
    )


def asks_again(terminal: PseudoTerminal, since: int) -> bool:
    """Return whether more was written since then, and it ends with a question."""
    return len(terminal.written) > since and terminal.flow().endswith(("shows more:", "messages off:"))


def test_on_a_small_screen_the_card_comes_in_parts_and_a_bad_day_is_compared_with_nothing(tmp_path: Path) -> None:
    with hurried_session(tmp_path / "home", "flare-up", 40, 12) as terminal:
        terminal.begin(otherwise=IN_PARTS)
        answer(terminal, "Enter skips it:", b"3\n")
        terminal.until("How are you with it?")
        terminal.press(b"0")
        terminal.until("I sleep badly")
        terminal.press(b"0")
        answered = 0
        while not terminal.flow().endswith("messages off:"):
            # A question is answered once: what was written before its answer does not count.
            terminal.until(partial(asks_again, terminal, answered))
            answered = len(terminal.written)
            if terminal.flow().endswith("shows more:"):
                answer(terminal, "Enter shows more:", b"\n")
        # Broken between words.
        assert "Enter goes on, o turns these\n" in terminal.text()
        assert terminal.finish() == 0
        seen = told(terminal)
    assert seen.count("What next") == 1
    assert not any(words in seen for words in ("▼", "▲", "latest", "neck pain unlike before"))
    (session,) = kept(tmp_path / "home")
    assert ([one.score for one in session.after], session.before) == ([3], ())


def test_a_break_at_the_desk_asks_for_no_number(tmp_path: Path) -> None:
    with hurried_session(tmp_path / "home", "desk-break", 80, 24) as terminal:
        terminal.begin()
        terminal.until("How are you with it?")
        assert terminal.finish() == 0
        assert AFTERWARDS not in told(terminal)
    (session,) = kept(tmp_path / "home")
    assert (session.before, session.after) == ((), ())
