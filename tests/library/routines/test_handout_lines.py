"""The lines of hand-outs: bullets, numbers, tables, Markdown."""

import pytest

from backpain_cli.library.routines.handout_lines import Mark, handout_lines


@pytest.mark.parametrize(
    ("raw", "mark"),
    [
        ("- Bridge", Mark.BULLET),
        ("\u2022\tBridge", Mark.BULLET),
        ("o Bridge", Mark.BULLET),
        ("- [x] Bridge", Mark.BULLET),
        ("\u2610 Bridge", Mark.BULLET),
        ("1. Bridge", Mark.NUMBER),
        ("2) Bridge", Mark.NUMBER),
        ("3/ Bridge", Mark.NUMBER),
        ("b) Bridge", Mark.NUMBER),
        ("Exercise 4 \u2013 Bridge", Mark.NUMBER),
        ("#5 - Bridge", Mark.NUMBER),
        ("## 1. Bridge", Mark.HEADING),
        ("**Bridge**", Mark.NONE),
        ("[Bridge](https://example.org)", Mark.NONE),
        ("> _Bridge_", Mark.NONE),
        ('"Bridge"', Mark.NONE),
        ("\u00a0Bridge\u00a0", Mark.NONE),
    ],
)
def test_a_line_is_read_without_its_mark(raw: str, mark: Mark) -> None:
    (line,) = handout_lines(f"\r\n{raw}\r\n---\r\n")
    assert (line.number, line.mark, line.text, line.after_blank) == (2, mark, "Bridge", True)


@pytest.mark.parametrize("raw", ["10 bridges", "1:30 plank", "1/2 min plank", "a bridge", "90/90"])
def test_a_number_that_is_no_mark_stays(raw: str) -> None:
    assert handout_lines(raw)[0].text == raw


def test_lines_that_are_only_counted_lose_their_numbers() -> None:
    assert [line.text for line in handout_lines("1 Bridge\n2 Plank 30s\n3 Row\n")] == ["Bridge", "Plank 30s", "Row"]
    assert [line.text for line in handout_lines("10 bridges\n8 rows\n")] == ["10 bridges", "8 rows"]


def test_the_heads_of_a_table_say_what_its_numbers_are() -> None:
    head = "| Sets | Exercise | Reps | Hold (s) | Rest | Notes |\n|---|---|---|---|---|---|\n"
    table = f"{head}| 3 | Plank | 2 | 20 | 60 s | easy |\n"
    (line,) = handout_lines(table)
    assert (line.number, line.text) == (3, "Plank, 3 sets, 2 reps, hold 20 s, rest 60 s, easy")


def test_tables_with_tabs_and_with_heads_at_the_side_are_read_too() -> None:
    assert handout_lines("Exercise\tReps\nBridge\t10\n")[0].text == "Bridge, 10 reps"
    assert handout_lines("| Repetitions | 20 |\n")[0].text == "20 reps"
    assert handout_lines("| Bridge | 3 x 10 |\n")[0].text == "Bridge - 3 x 10"
