"""What the screen and the changes look like: complete, calm, and never a verdict about a person."""

import re
from datetime import UTC, datetime

import pytest

from backpain_cli.domain.records.sessions import ScreeningKind, ScreeningRecord
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.adaptation import adapt_routine
from backpain_cli.domain.safety.screening import start_full_screening
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from backpain_cli.library.shipped_safety import load_circumstances, load_sign_table
from backpain_cli.terminal.changes import change_rows
from backpain_cli.terminal.screening import (
    Kept,
    all_questions_rows,
    kept_rows,
    outcome_rows,
    question_rows,
)
from backpain_cli.terminal.spans import Row, text_of, width_of
from tests.cases import all_cases
from tests.screens import ALL_REGIONS, SAFETY_TEXTS, answered, single_questions

QUESTIONS = load_sign_table()
CIRCUMSTANCES = load_circumstances()
CALL = "Call 999, or the emergency number of where you are."
VERDICT = re.compile(
    r"\byou have (?!not|a )|\byou are (fine|healthy|safe|well|ok)\b"
    r"|\bcan safely\b|\bprobably\b|\bcures?\b|\bfix(es)?\b",
    re.IGNORECASE,
)


def flow(rows: list[Row]) -> str:
    return " ".join(" ".join(map(text_of, rows)).split())


def test_a_screen_that_is_not_over_never_says_that_one_may_go_on() -> None:
    with pytest.raises(ValueError, match="not over has no outcome"):
        outcome_rows(start_full_screening(QUESTIONS, ALL_REGIONS), SAFETY_TEXTS, CALL, 80)


@all_cases("flag", single_questions(QUESTIONS), ids=lambda flag: flag.key)
def test_every_outcome_is_told_without_a_verdict(flag: object) -> None:
    key = flag.key  # type: ignore[attr-defined]
    screening = answered(QUESTIONS, {key})
    said = flow(outcome_rows(screening, SAFETY_TEXTS, CALL, 80))

    assert not VERDICT.search(said)
    match screening.outcome:
        case Outcome.EMERGENCY:
            assert "GET HELP NOW" in said
            assert CALL in said
            assert "Do not drive yourself" in said
            assert "No session is started." in said
            assert "go on" not in said
        case Outcome.SEE_A_DOCTOR_FIRST:
            assert "SEE A DOCTOR FIRST" in said
            assert "No session is started." in said
            assert "go on" not in said
        case _:
            assert "You may go on." in said
            assert "These questions can miss things." in said


def test_in_an_emergency_only_one_number_is_told() -> None:
    said = flow(outcome_rows(answered(QUESTIONS, {"chest-pain"}), SAFETY_TEXTS, CALL, 80))

    assert said.index(CALL) < said.index("Start no exercise")
    assert "112" not in said
    assert "911" not in said


def test_two_signs_for_a_doctor_are_both_told_with_the_sooner_time() -> None:
    said = flow(outcome_rows(answered(QUESTIONS, {"lump", "fever"}), SAFETY_TEXTS, CALL, 80))

    assert "today, at night and at weekends too" in said
    assert "Tell them: fever with back or neck pain; the lump." in said


def test_what_dulls_pain_is_told_with_its_consequence() -> None:
    assert "nothing is pressed today" in flow(
        outcome_rows(answered(QUESTIONS, {"dulled-today"}), SAFETY_TEXTS, CALL, 80)
    )


@pytest.mark.parametrize("width", [20, 40, 100])
def test_nothing_is_wider_than_the_page(width: int) -> None:
    pages = [
        outcome_rows(answered(QUESTIONS, {flag.key}), SAFETY_TEXTS, CALL, width) for flag in single_questions(QUESTIONS)
    ]
    pages.append(all_questions_rows(QUESTIONS, ALL_REGIONS, width))
    question = start_full_screening(QUESTIONS, ALL_REGIONS).question
    assert question is not None
    pages.append(question_rows(question, width))
    pages.append(change_rows(adapt_routine(routine(), {**no(), "osteoporosis": "yes"}, CIRCUMSTANCES).changes, width))

    for page in pages:
        for row in page:
            assert width_of(text_of(row).rstrip()) <= width or " " not in text_of(row).strip()


def routine() -> Routine:
    return next(one for one in load_shipped_routines(load_atlas()) if one.key == "lower-back")


def no() -> dict[str, str]:
    return {one.key: "no" for one in CIRCUMSTANCES.all}


def test_a_change_tells_its_step_what_and_why() -> None:
    rows = change_rows(adapt_routine(routine(), {**no(), "blood-thinners": "yes"}, CIRCUMSTANCES).changes, 80)

    assert "the time stays the same" in flow(rows)
    assert "With blood thinners or a bleeding disorder nothing is pressed before your doctor agrees." in flow(rows)
    assert "step 3, Gluteus medius: slow movement instead" in flow(rows)


def test_where_nothing_is_changed_nothing_is_told() -> None:
    assert change_rows((), 80) == []


def test_what_is_kept_is_told_newest_first_and_what_is_denied_in_one_line() -> None:
    now = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    record = ScreeningRecord(when=now, kind=ScreeningKind.FULL, regions=frozenset({"lumbar"}), outcome=Outcome.GO_ON)
    said = flow(kept_rows(Kept(screens=[record], answers={**no(), "cancer": "yes, agreed"}), CIRCUMSTANCES, now, 80))

    assert "2026-11-26 09:00 full lumbar: go on" in said
    assert "cancer, now or ever: yes, agreed" in said
    assert "To everything else: no." in said
