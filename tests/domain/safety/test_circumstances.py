"""What holds for a person for longer: when it is asked again, and the way through its questions."""

from datetime import UTC, datetime, timedelta

import pytest

from backpain_cli.domain.safety.circumstances import (
    CircumstanceAnswer,
    CircumstanceInterview,
    may_concern,
    standing,
)
from backpain_cli.domain.safety.signs import ScreeningAnswer
from backpain_cli.library.shipped_safety import load_circumstances

CIRCUMSTANCES = load_circumstances()
KEYS = [one.key for one in CIRCUMSTANCES.all]
NOTHING = dict.fromkeys(KEYS, "no")
NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answers", "days", "due"),
    [
        (NOTHING, 0, False),
        (NOTHING, 181, False),
        (NOTHING, 182, True),
        (NOTHING, -1, True),
        (NOTHING, None, True),
        ({}, 0, True),
        ({key: "no" for key in KEYS if key != "cancer"}, 1, True),
    ],
)
def test_the_circumstances_are_asked_again_after_half_a_year_or_where_one_is_missing(
    answers: dict[str, str], days: int | None, due: bool
) -> None:
    told = None if days is None else NOW - timedelta(days=days)

    assert CIRCUMSTANCES.are_due(answers, told, NOW) is due


def answer_all(*yeses: str) -> dict[str, CircumstanceAnswer]:
    """Return what is kept of a person who says yes to the questions that contain one of these texts."""
    interview = CircumstanceInterview(circumstances=CIRCUMSTANCES)
    while (question := interview.question) is not None:
        asked = " ".join([question.ask, *question.lines])
        interview = interview.after(ScreeningAnswer.YES if any(text in asked for text in yeses) else ScreeningAnswer.NO)
    return dict(interview.answers)


def test_a_healthy_person_answers_a_question_a_group_and_the_two_about_age() -> None:
    interview, asked = CircumstanceInterview(circumstances=CIRCUMSTANCES), 0
    while interview.question is not None:
        interview, asked = interview.after(ScreeningAnswer.NO), asked + 1

    assert asked == len(CIRCUMSTANCES.groups) + 1
    assert dict(interview.answers) == dict.fromkeys(KEYS, CircumstanceAnswer.NO)


def test_a_yes_asks_whether_somebody_agreed() -> None:
    assert answer_all("blood thinners")["blood-thinners"] is CircumstanceAnswer.YES
    assert answer_all("blood thinners", "agreed to pressing")["blood-thinners"] is CircumstanceAnswer.AGREED
    assert answer_all("blood thinners", "agreed to pressing")["blood-clot"] is CircumstanceAnswer.NO


@pytest.mark.parametrize("kept", ["", "YES", "perhaps", "yes,agreed"])
def test_an_answer_that_cannot_be_read_counts_as_unsure(kept: str) -> None:
    assert standing({"cancer": kept}, "cancer") is CircumstanceAnswer.UNSURE


@pytest.mark.parametrize(("kept", "concerns"), [("no", False), ("yes", True), ("yes, agreed", True), ("unsure", True)])
def test_what_is_meant_for_a_circumstance_concerns_whoever_did_not_deny_it(kept: str, concerns: bool) -> None:
    assert may_concern(frozenset({"cancer"}), {"cancer": kept}) is concerns
    assert may_concern(frozenset({"cancer", "over-65"}), {"cancer": kept, "over-65": "no"}) is concerns


def test_what_is_meant_for_no_circumstance_concerns_everybody_and_a_missing_answer_counts_as_a_yes() -> None:
    assert may_concern(frozenset(), NOTHING)
    assert may_concern(frozenset({"cancer"}), {})


def test_an_interview_that_is_over_stays_as_it_is() -> None:
    interview = CircumstanceInterview(circumstances=CIRCUMSTANCES)
    while not interview.is_over:
        interview = interview.after(ScreeningAnswer.UNSURE)
    assert interview.question is None
    assert interview.after(ScreeningAnswer.NO) == interview
    assert set(interview.answers.values()) == {CircumstanceAnswer.UNSURE}
