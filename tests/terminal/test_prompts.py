"""Pages before a session: they fit the screen, and nothing of them is lost or shown before it can be read."""

import io

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped_safety import load_circumstances
from backpain_cli.terminal.opening import call_again, emergency_rows, ready_blocks, stop_blocks
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.prompts import question_pages
from backpain_cli.terminal.spans import Row, row, text_of
from tests.cases import all_cases
from tests.screens import SAFETY_TEXTS

SIZES = {"120x40": (100, 40), "80x24": (80, 24), "40x12": (40, 12), "20x6": (20, 6)}
NOBODY_SPECIAL = {one.key: "no" for one in load_circumstances().all}


def texts(rows: list[Row]) -> list[str]:
    return [text_of(one) for one in rows if one]


@all_cases("size", SIZES)
@all_cases("key", ["lower-back", "whole-back", "neck"])
def test_every_page_before_a_session_fits_the_screen_with_its_question(size: str, key: str, anatomy: Atlas) -> None:
    width, lines = SIZES[size]
    plan = lay_out(next(one for one in load_shipped_routines(anatomy) if one.key == key))
    blocks = [*stop_blocks(plan, SAFETY_TEXTS, width), *ready_blocks(plan, {}, width)]

    pages = question_pages(blocks, lines)

    assert all(len(page) + 3 <= lines for page in pages)
    assert [text for page in pages for text in texts(page)] == [text for block in blocks for text in texts(block)]


def test_a_stop_rule_is_not_torn_apart_where_a_page_has_room_for_it() -> None:
    blocks = [[row("one"), row("and more")], [row("two"), row("and more")]]

    assert [texts(page) for page in question_pages(blocks, 6)] == [["one", "and more"], ["two", "and more"]]


def test_a_healthy_person_is_spared_what_is_for_others(anatomy: Atlas) -> None:
    plan = lay_out(next(one for one in load_shipped_routines(anatomy) if one.key == "lower-back"))

    said = " ".join(text for block in ready_blocks(plan, NOBODY_SPECIAL, 80) for text in texts(block))

    assert "kidneys" in said
    assert not any(word in said for word in ("steroid", "replacement", "pregnancy"))


@all_cases("answer", ["yes", "yes, agreed", "unsure", ""])
@all_cases(
    ("circumstance", "word"),
    [
        ("osteoporosis", "steroid"),
        ("over-65", "from 65"),
        ("hip-replacement", "Hip replacement"),
        ("knee-replacement", "Knee replacement"),
        ("pregnancy", "In pregnancy"),
    ],
)
def test_whoever_did_not_say_no_is_told_what_is_for_them(
    circumstance: str, word: str, answer: str, anatomy: Atlas
) -> None:
    plan = lay_out(next(one for one in load_shipped_routines(anatomy) if one.key == "lower-back"))
    answers = {**NOBODY_SPECIAL, circumstance: answer}

    said = " ".join(text for block in ready_blocks(plan, answers, 100) for text in texts(block))

    assert word in said


@pytest.mark.parametrize(("lines", "again"), [(12, True), (60, False)])
def test_the_number_to_call_stays_in_view_where_the_emergency_page_is_longer_than_the_screen(
    lines: int, again: bool
) -> None:
    paper = Paper(io.StringIO())
    paper.width, paper.lines = 40, lines
    call = "Call 999, or the emergency number of where you are."

    rows = emergency_rows(SAFETY_TEXTS, paper.width, call=call)
    last = " ".join(texts([*rows, *call_again(rows, call, paper)])[-3:])

    assert ("999" in last) is again
