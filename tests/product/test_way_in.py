"""The way to the clock stays short: counted in a real run, at the size that the budget is for."""

import runpy
from pathlib import Path
from typing import Any

import pytest

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "way_in.py"))
words_shown = SCRIPT["words_shown"]
SCREEN = """
   ━━━━━━━━──────────────────────                            2 of 8

   ╭─  Right now, or in the last days  ────────────────────────────╮
   │ Tick every line.                                              │
   │                                                               │
   │  1  □ Chest pain, since             2  ■ 50 or over           │
   │       2 weeks.                                                │
   ╰───────────────────────────────────────────────────────────────╯

    1–8  tick or untick   q  leave
"""


def test_words_are_those_of_the_lines_and_of_the_note() -> None:
    expected = ["Tick", "every", "line.", "Chest", "pain,", "since", "50", "or", "over", "2", "weeks."]
    assert [word for word in words_shown(SCREEN.strip("\n")) if word != "2"] == [one for one in expected if one != "2"]


def test_of_the_card_before_the_clock_the_stop_rules_count_alone() -> None:
    card = SCREEN.strip("\n").replace("2 of 8", "Ready ").replace("Tick every line.", "Mind this.      ")
    assert words_shown(card) == []
    assert words_shown(card.replace("      2 weeks.", "Stop Sharp: h. ")) == ["Sharp:", "h."]


@pytest.mark.terminal
def test_the_way_to_the_clock_is_short_the_first_time_and_shorter_on_another_day(tmp_path: Path) -> None:
    known = SCRIPT["person_of_yesterday"](tmp_path / "known")
    (tmp_path / "new").mkdir(mode=0o700)
    for name, home in (("first time", tmp_path / "new"), ("another day", known)):
        assert_short(SCRIPT["way_in"](home), name)


@pytest.mark.terminal
def test_a_stranger_breathes_after_few_keys(tmp_path: Path) -> None:
    assert_short(SCRIPT["way_in"](tmp_path, command=["now"]), "now")


def assert_short(found: Any, name: str) -> None:
    keys, words = SCRIPT["BUDGETS"][name]
    assert found.keys <= keys, (name, found)
    assert found.words <= words, (name, found)
