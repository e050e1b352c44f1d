"""The pages of questions, and which answers belong to them."""

import pytest

from backpain_cli.domain.safety.interview import (
    MAX_LINES,
    MAX_LINES_B,
    UNSURE,
    CheckPage,
    PageAnswer,
    age_page,
    check_answer,
    ladder_page,
    line_pages,
    pain_page,
)
from tests.cases import all_cases
from tests.interviews import CERVICAL, LUMBAR, TABLE

LADDER = ladder_page(TABLE.line_by_key["A5"], LUMBAR)
AGE = age_page()._replace(may_go_back=False)
SCORE = pain_page(TABLE.pain[0])


@all_cases(
    ("page", "answer"),
    [
        (AGE, PageAnswer()),
        (AGE, PageAnswer(("18-49", "50-59"))),
        (AGE, PageAnswer((UNSURE,))),
        (AGE, PageAnswer(back=True)),
        (AGE, PageAnswer(("",))),
        (LADDER, PageAnswer(("A5.1", "A5.2"))),
        (LADDER, PageAnswer(("A4.1",))),
        (LADDER, PageAnswer(("A5.1",), back=True)),
        (SCORE, PageAnswer()),
        (SCORE, PageAnswer(("11",))),
        (SCORE, PageAnswer(("-1",))),
        (line_pages(TABLE.lines[:8], LUMBAR, "A")[0], PageAnswer(("B1",))),
    ],
)
def test_an_answer_of_another_page_is_refused(page: CheckPage, answer: PageAnswer) -> None:
    with pytest.raises(ValueError, match="expected an answer"):
        check_answer(page, answer)


def test_what_a_page_offers_is_an_answer() -> None:
    for answer in (PageAnswer(), PageAnswer((UNSURE,)), PageAnswer(("A5.3",)), PageAnswer(back=True)):
        check_answer(LADDER, answer)
    check_answer(SCORE, PageAnswer(("10",)))


def test_screens_are_split_where_a_page_would_have_too_many_lines() -> None:
    first, second = line_pages(TABLE.lines[8:20], LUMBAR, "B")
    assert (len(first.lines), len(second.lines)) == (MAX_LINES_B, 5)
    assert second.heading == "Because of what you told us"
    assert [len(page.lines) for page in line_pages(TABLE.lines[:9], LUMBAR, "A")] == [MAX_LINES, 1]
    assert line_pages((), LUMBAR, "A") == []


def test_the_neck_is_named_only_before_a_routine_for_it() -> None:
    def words(before: frozenset[str]) -> str:
        return str(line_pages([TABLE.line_by_key["A5"]], before, "A")[0].lines[0].text)

    assert "electric shock" in words(CERVICAL)
    assert "electric shock" not in words(LUMBAR)


def test_the_keys_of_a_page_are_digits_from_one_and_no_is_zero() -> None:
    assert [line.key for line in LADDER.lines] == ["1", "2", "3", "4", "5"]
    limb = pain_page(TABLE.pain[1])
    assert [(line.key, line.value) for line in limb.lines][:2] == [("0", "no"), ("1", "arm")]
