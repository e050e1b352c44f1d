"""Sixty people, page by page: the way they answer leads where their story should."""

from typing import Any

from backpain_cli.domain.safety.interview import PageAnswer
from backpain_cli.domain.terms import Outcome
from tests.cases import all_cases
from tests.interviews import BEFORE, VIGNETTES, answer_of, begun


@all_cases("row", VIGNETTES, ids=lambda row: row["id"])
def test_each_of_sixty_people_is_led_to_the_right_place_by_the_pages(row: dict[str, Any]) -> None:
    interview, asked = begun(before=BEFORE[row["routine"]]), set[str]()
    while (page := interview.page) is not None:
        # Nobody has looked yet.
        answer = ("no",) if page.key.startswith("release") else answer_of(row, page)
        asked |= {page.key, *answer}
        interview = interview.after(PageAnswer(answer))
    found = interview.assessment
    assert (str(found.outcome).replace(" ", "-"), found.visit) == (row["outcome"], row["visit"])
    lines = {tick.partition(".")[0].partition("=")[0] for tick in row["ticks"]}
    assert found.outcome is Outcome.EMERGENCY or lines <= asked
