"""Which message is due: each once, at most one at a time, what presses most first, and none where they are off."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.records.care_records import NO_CARE, CareState, PainBeginning
from backpain_cli.domain.records.messages import (
    LASTS_LONG,
    MessageFacts,
    asks_how_you_are,
    due_message,
    had_message_lately,
    message_facts,
    offers_plan,
    said_lasts_long,
    switched,
    text_for,
    with_shown,
)
from backpain_cli.domain.records.sessions import SessionRecord
from backpain_cli.domain.records.triage_records import FoundSign, TriageKind, TriageRecord
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped_messages import load_education
from backpain_cli.library.shipped_safety import load_triage_table
from tests.records import noted, scores, session_at, step

EDUCATION = load_education()
MESSAGES, PLAN, QUESTION = EDUCATION.messages, EDUCATION.flare_up, EDUCATION.how_you_are
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
A_DAY = timedelta(days=1)


def due(care: CareState = NO_CARE, picked: tuple[str, ...] = (), **facts: Any) -> str:
    """Return the key of the message that is due; empty for none."""
    found = due_message(MESSAGES, care, MessageFacts(NOW, 1)._replace(**facts), picked)
    return "" if found is None else found.key


def shown(*keys: str, at: datetime = NOW - 3 * A_DAY) -> CareState:
    return CareState(shown=dict.fromkeys(keys, at))


def test_after_each_session_one_message_comes_in_its_turn() -> None:
    care, told = NO_CARE, []
    for number in range(1, 16):
        when = NOW + number * A_DAY
        facts = MessageFacts(now=when, sessions=number)
        if (message := due_message(MESSAGES, care, facts)) is not None:
            care = with_shown(care, message.key, when)
            told.append((number, message.key))
    assert told == [
        (1, "E1"), (2, "E2"), (3, "E3"), (4, "E5"), (5, "E4"), (7, "E8"), (9, "E9"), (11, "E10"), (12, "E11"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"sessions": 0}, ""),
        ({"sessions": 2, "began": (NOW - 41 * A_DAY).date()}, "E2"),
        ({"sessions": 2, "began": (NOW - 42 * A_DAY).date()}, ""),
        ({"sessions": 2, "began": (NOW + A_DAY).date()}, ""),
        ({"sessions": 2}, "E2"),
        ({"sessions": 2, "lasts_long": True}, ""),
        ({"sessions": 2, "lasts_long": True, "began": NOW.date()}, "E2"),
        ({"above_usual": 2}, "E6"),
        ({"above_usual": 1}, ""),
        ({"no_better_days": 14}, "E12"),
        ({"no_better_days": 13}, ""),
        ({"routine": "flare-up"}, "E4"),
        ({"routine": "neck"}, ""),
        ({"trained_strength": True}, "E7"),
        ({"above_usual": 3, "no_better_days": 20, "routine": "flare-up", "trained_strength": True}, "E6"),
        ({"no_better_days": 20, "routine": "flare-up", "trained_strength": True}, "E12"),
        ({"routine": "flare-up", "trained_strength": True, "sessions": 4}, "E4"),
        ({"trained_strength": True, "sessions": 4}, "E7"),
    ],
)
def test_what_presses_most_comes_first(facts: dict[str, Any], key: str) -> None:
    assert due(shown("E1"), **facts) == key


def test_the_message_for_a_bad_day_comes_once_a_month_at_most() -> None:
    assert due(shown("E1", "E6", at=NOW - 29 * A_DAY), above_usual=4) == ""
    assert due(shown("E1", "E6", at=NOW - 30 * A_DAY), above_usual=4) == "E6"
    assert due(shown("E1", "E12", at=NOW - 300 * A_DAY), no_better_days=300) == ""


def test_an_answer_picks_a_message_that_was_not_shown_yet() -> None:
    assert due(picked=("E9",), above_usual=5) == "E9"
    assert due(shown("E9"), ("E9",)) == "E1"


FACTS = st.builds(
    MessageFacts,
    now=st.integers(0, 400).map(lambda days: NOW + days * A_DAY),
    sessions=st.integers(0, 30),
    routine=st.sampled_from(["", "neck", "flare-up"]),
    above_usual=st.integers(0, 5),
    no_better_days=st.integers(0, 40),
    trained_strength=st.booleans(),
    began=st.none() | st.just(NOW.date()),
)
PICKS = st.lists(st.sampled_from([message.key for message in MESSAGES]), max_size=3)


@given(st.lists(st.tuples(FACTS, PICKS), max_size=40))
def test_none_but_that_of_a_bad_day_is_ever_shown_twice(course: list[tuple[MessageFacts, list[str]]]) -> None:
    care, told = NO_CARE, []
    for facts, picked in sorted(course, key=lambda one: one[0].now):
        assert due_message(MESSAGES, switched(care, facts.now, off=True), facts, picked) is None
        if (message := due_message(MESSAGES, care, facts, picked)) is not None:
            if message.key == "E6" and "E6" in care.shown:
                assert facts.now - care.shown["E6"] >= 30 * A_DAY
            told.append(message.key)
            care = with_shown(care, message.key, facts.now)
    others = [key for key in told if key != "E6"]
    assert len(others) == len(set(others))


def after_days(days: float, *before: str, **changes: Any) -> SessionRecord:
    """Return a session so many days ago."""
    return session_at(NOW - timedelta(days=days), before=scores(*before), **changes)


def facts_of(*sessions: SessionRecord, in_all: int | None = None, care: CareState = NO_CARE) -> MessageFacts:
    first = min((one.started for one in sessions if one.counts), default=None)
    return message_facts(sessions, [], care, NOW, in_all=len(sessions) if in_all is None else in_all, first=first)


def test_a_bad_day_is_two_points_above_the_median_of_four_weeks() -> None:
    usual = [after_days(days, "lower-back=3") for days in (20, 10, 5)]
    assert facts_of(*usual, after_days(0.1, "lower-back=5")).above_usual == 2
    assert facts_of(*usual, after_days(0.1, "lower-back=3", after=scores("lower-back=6"))).above_usual == 3
    assert facts_of(*usual[1:], after_days(0.1, "lower-back=9")).above_usual == 0
    assert facts_of(*usual, after_days(0.1, "neck=9")).above_usual == 0
    assert facts_of(*usual, after_days(1.5, "lower-back=9")).above_usual == 0
    old = [after_days(days, "lower-back=3") for days in (60, 50, 40)]
    assert facts_of(*old, after_days(0.1, "lower-back=9")).above_usual == 0


def test_pain_noted_without_a_session_is_a_bad_day_too() -> None:
    entries = [noted(day, "neck:left=2") for day in range(4)]
    worse = noted(6, "neck:left=7")
    found = message_facts([], [*entries, worse], NO_CARE, worse.when + timedelta(hours=2), in_all=0)
    assert found.above_usual == 5


@pytest.mark.parametrize(("lately", "days"), [(5, 20), (4, 0), (6, 20)])
def test_not_better_is_less_than_two_points_since_the_first_week(lately: int, days: int) -> None:
    course = [after_days(20, "lower-back=6"), after_days(18, "lower-back=6"), after_days(2, f"lower-back={lately}")]
    assert facts_of(*course).no_better_days == days
    assert facts_of(*course, in_all=9).no_better_days == days


def test_not_better_is_found_however_long_ago_the_first_session_was() -> None:
    course = [after_days(days, "lower-back=6") for days in (700, 698, 2)]
    assert facts_of(*course).no_better_days == 700
    assert due(shown("E1", "E2", "E3"), no_better_days=700) == "E12"


def test_a_message_is_said_with_its_condition_where_nobody_knows_whether_that_holds() -> None:
    by_key = {message.key: message for message in MESSAGES}
    text = by_key["E2"].text
    assert text_for(by_key["E2"], MessageFacts(NOW, 2, began=NOW.date())) == text
    said = text_for(by_key["E2"], MessageFacts(NOW, 2))
    assert said == f"If it began less than six weeks ago: m{text[1:]}"
    assert text_for(by_key["E1"], MessageFacts(NOW, 1)) == by_key["E1"].text
    assert {message.key for message in MESSAGES if message.condition} == {
        message.key for message in MESSAGES if message.shown.pain_began_within_weeks
    }


def test_that_it_has_lasted_for_long_is_a_line_of_the_questions_and_counts_for_some_time() -> None:
    found = (FoundSign(LASTS_LONG, Outcome.GO_ON, ""),)
    record = TriageRecord(NOW, TriageKind.FULL, frozenset({"lumbar"}), Outcome.GO_ON, True, found)
    assert said_lasts_long([record], NOW - A_DAY)
    assert not said_lasts_long([record], NOW + A_DAY)
    assert not said_lasts_long([record._replace(found=())], NOW - A_DAY)
    assert [line.slug for line in load_triage_table().lines if line.key == LASTS_LONG] == ["six-weeks"]


def test_who_had_next_to_no_pain_need_not_be_better() -> None:
    assert facts_of(after_days(20, "lower-back=1"), after_days(2, "lower-back=1")).no_better_days == 0
    assert facts_of(after_days(20, "lower-back=6")).no_better_days == 0


def test_strength_is_a_step_that_was_done() -> None:
    strength = step("Bridge", kind="strengthen")
    assert facts_of(after_days(1, steps=(strength,))).trained_strength
    assert not facts_of(after_days(1, steps=(step(),))).trained_strength
    assert not facts_of(after_days(1, steps=(strength,), practised=30), in_all=0).trained_strength


def test_when_the_pain_began_is_what_the_person_said() -> None:
    began = PainBeginning(NOW.date() - 3 * A_DAY, NOW)
    assert facts_of(care=CareState(began=began)).began == began.day
    assert facts_of().began is None


@pytest.mark.parametrize(
    ("first", "asked", "is_due"),
    [
        (0, [], True),
        (0, [0], False),
        (20, [20], False),
        (21, [21], True),
        (30, [21], True),
        (30, [30, 9], False),
        (42, [42, 21], True),
        (50, [50, 29, 8], False),
        (50, [50, 1], False),
        (300, [], True),
    ],
)
def test_how_you_are_is_asked_after_the_first_session_and_after_three_and_six_weeks(
    first: int, asked: list[int], is_due: bool
) -> None:
    care = CareState(asked=tuple(NOW - days * A_DAY for days in asked))
    facts = MessageFacts(now=NOW, sessions=5, first=NOW - first * A_DAY)
    assert asks_how_you_are(QUESTION, care, facts) is is_due
    assert not asks_how_you_are(QUESTION, care._replace(is_off=True), facts)


def test_the_plan_is_offered_for_a_week_after_its_message() -> None:
    assert offers_plan(PLAN, shown("E6", at=NOW), NOW)
    assert offers_plan(PLAN, shown("E6", at=NOW - 6 * A_DAY), NOW)
    assert not offers_plan(PLAN, shown("E6", at=NOW - 7 * A_DAY), NOW)
    assert not offers_plan(PLAN, shown("E4"), NOW)


def test_one_message_a_day_is_enough_on_the_page_of_progress() -> None:
    assert had_message_lately(shown("E1", at=NOW - timedelta(hours=23)), NOW)
    assert not had_message_lately(shown("E1", at=NOW - timedelta(hours=24)), NOW)
    assert not had_message_lately(NO_CARE, NOW)
