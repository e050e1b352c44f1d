"""The few questions before a plan of `backpain now`: what they find and keep, and that they pass for no others."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.records.triage_records import NOTHING_KEPT, TriageKind, TriageState
from backpain_cli.domain.safety.interview import NO, SHORT_FACTS, CheckPage, PageAnswer, PageKind
from backpain_cli.domain.safety.person_facts import AgeBand, PersonFacts
from backpain_cli.domain.safety.sign_table import LinePage
from backpain_cli.domain.safety.triage import assess, lines_asked
from backpain_cli.domain.safety.triage_interview import TriageInterview
from backpain_cli.domain.safety.triage_keeping import state_after
from backpain_cli.domain.safety.triage_schedule import due_before_short_plan, due_triage, may_begin_unasked
from backpain_cli.domain.terms import Outcome
from tests.interviews import (
    CERVICAL,
    FACTS,
    LUMBAR,
    MOST_PAGES,
    NOON,
    TABLE,
    THORACIC,
    asked_through,
    begun,
    kept_after,
    ticked,
)

BACK, EVERYWHERE = LUMBAR | THORACIC, LUMBAR | THORACIC | CERVICAL
FEW = ["age", "A-1", SHORT_FACTS]
UNSEEN = {f"release:{rung}": (NO,) for rung in TABLE.rung_by_key}
"""No clinician has looked at it."""


def short(kept: TriageState = NOTHING_KEPT, before: frozenset[str] = BACK, *, days: float = 0) -> TriageInterview:
    """Return the few questions that are due so many days after NOON."""
    due = due_triage(TABLE, kept, [], before, NOON + timedelta(days=days))
    return TriageInterview(table=TABLE, fact_table=FACTS, due=due_before_short_plan(due), kept=kept)


def kept_after_short(kept: TriageState = NOTHING_KEPT, *, days: float = 0) -> TriageState:
    asked, _ = asked_through(short(kept, days=days))
    return state_after(asked, NOON + timedelta(days=days))


def test_a_stranger_is_asked_three_pages_and_goes_on() -> None:
    asked, pages = asked_through(short())
    assert pages == FEW
    assert asked.assessment.outcome is Outcome.GO_ON


@pytest.mark.parametrize("before", [BACK, CERVICAL | THORACIC, EVERYWHERE])
def test_every_line_of_screen_a_is_asked(before: frozenset[str]) -> None:
    page = short(before=before).after(PageAnswer(("18-49",))).page
    assert page is not None
    lines = lines_asked(TABLE, before, PersonFacts(), LinePage.A)
    assert [line.value for line in page.lines] == [line.key for line in lines]
    assert len(lines) == 8


def test_every_fact_is_named_in_the_few_lines() -> None:
    interview = short().after(PageAnswer(("18-49",))).after(PageAnswer())
    assert interview.page is not None
    shown = " ".join(line.text for line in interview.page.lines).lower()
    assert [fact.key for fact in FACTS.facts if not fact.in_short or fact.in_short.lower() not in shown] == []


@pytest.mark.parametrize("age", [age for age in AgeBand if age is not AgeBand.UNDER_18])
def test_each_rung_leads_to_what_it_leads_to_before_every_session(age: AgeBand) -> None:
    for line in lines_asked(TABLE, BACK, PersonFacts(), LinePage.A):
        for rung in line.rungs:
            asked, pages = asked_through(short(), {**ticked(rung.key), **UNSEEN, "age": (age,)})
            facts = PersonFacts(age=age, answers={})
            expected = assess(TABLE, before=BACK, facts=facts, ticks=(rung.key,)).outcome
            assert asked.assessment.outcome is expected, rung.key
            assert (SHORT_FACTS in pages) is (expected is not Outcome.EMERGENCY)


def test_a_tick_at_the_facts_opens_all_questions_and_they_count_as_all() -> None:
    asked, pages = asked_through(short(), {SHORT_FACTS: ("thinners",), "facts-1": ("cancer",)})
    _, ordinary = asked_through(begun(before=BACK), {"facts-1": ("cancer",)})
    assert [page for page in pages if page != SHORT_FACTS] == ordinary
    kept = state_after(asked, NOON)
    assert kept.records[0].kind is TriageKind.FULL
    assert kept.person is not None
    assert kept.person.facts_answered == NOON


def test_what_was_asked_in_short_passes_for_no_other_session() -> None:
    kept = kept_after_short()
    due = due_triage(TABLE, kept, [], BACK, NOON + timedelta(hours=1))
    assert (due.screens, due.facts, due.pattern, due.known) == (True, True, True, frozenset())
    assert not may_begin_unasked(due, kept, NOON + timedelta(hours=1))
    _, pages = asked_through(begun(kept, BACK, days=0.1))
    assert {"A-1", "facts-1", "facts-2", "B-1", "pain:P1", "pain:P2"} <= {*pages}


def test_a_part_of_the_body_that_is_new_stays_new_after_the_few_questions() -> None:
    known = kept_after(before=CERVICAL)
    after = kept_after_short(known, days=1)
    due = due_triage(TABLE, after, [], BACK, NOON + timedelta(days=1.1))
    assert due.screens
    assert due.known == CERVICAL
    assert "B-1" in asked_through(begun(after, BACK, days=1.1))[1]


def test_the_age_is_kept_and_nothing_that_was_not_asked() -> None:
    kept = kept_after_short()
    assert kept.person is not None
    assert (kept.person.age, kept.person.age_answered) == ("18-49", NOON)
    assert not kept.person.has_facts
    assert [record.kind for record in kept.records] == [TriageKind.DAY]
    assert asked_through(short(kept, days=1))[1] == ["day", "A-1", SHORT_FACTS]


def test_whom_we_know_is_asked_the_page_of_the_day_alone() -> None:
    known = kept_after(before=EVERYWHERE)
    assert asked_through(short(known, days=1))[1] == ["day"]
    assert kept_after_short(known, days=1).person == known.person
    assert asked_through(short(known, days=15))[1] == ["day", "A-1"]


@pytest.mark.parametrize(("line", "opens"), [("1", "A-1"), ("4", "B-1"), ("5", "facts-1")])
def test_a_tick_on_the_page_of_the_day_opens_its_lines(line: str, opens: str) -> None:
    known = kept_after(before=EVERYWHERE)
    assert opens in asked_through(short(known, days=1), {"day": (line,)})[1]


def test_somebody_else_is_asked_everything() -> None:
    known = kept_after(before=EVERYWHERE)
    pages = asked_through(short(known, days=1), {"day": ("6",), "day:6": ("somebody-else",)})[1]
    assert {"age", "A-1", "facts-1", "B-1", "pain:P1"} <= {*pages}


def test_after_a_stop_everything_is_asked() -> None:
    stopped = kept_after({**ticked("A8.2"), **UNSEEN}, before=EVERYWHERE)
    assert not stopped.records[0].outcome.lets_go_on
    pages = asked_through(short(stopped, days=1), {"stop": ("gone",)})[1]
    assert {"stop", "A-1", "B-1", "pain:P1"} <= {*pages}


def test_a_sign_found_by_the_few_questions_stands_before_the_next_session() -> None:
    asked, _ = asked_through(short(), {**ticked("A8.2"), **UNSEEN})
    assert asked.assessment.outcome is Outcome.DOCTOR_TODAY
    kept = state_after(asked, NOON)
    assert asked_through(begun(kept, BACK, days=0.1))[1][0] == "stop"


def test_a_child_is_not_let_on_and_nothing_is_kept() -> None:
    asked, pages = asked_through(short(), {"age": ("under-18",)})
    assert pages == ["age"]
    assert not asked.assessment.outcome.lets_go_on
    assert state_after(asked, NOON) == NOTHING_KEPT


def test_where_nothing_can_be_read_the_few_questions_are_asked() -> None:
    due = due_before_short_plan(due_triage(TABLE, None, [], BACK, NOON))
    assert asked_through(TriageInterview(table=TABLE, fact_table=FACTS, due=due))[1] == FEW


def some_answer(draw: st.DataObject, page: CheckPage) -> PageAnswer:
    values = [line.value for line in page.lines] or [str(score) for score in range(11)]
    if page.kind is PageKind.TICKS:
        return PageAnswer(tuple(draw.draw(st.lists(st.sampled_from(values), max_size=3, unique=True))))
    return PageAnswer((draw.draw(st.sampled_from(values)),))


@given(st.data(), st.sampled_from([0, 1, 20]))
def test_whatever_is_answered_it_ends_and_is_no_milder_than_its_gravest_tick(data: st.DataObject, days: int) -> None:
    kept = kept_after(before=EVERYWHERE) if days else NOTHING_KEPT
    interview = short(kept, days=days)
    for _ in range(MOST_PAGES):
        if (page := interview.page) is None:
            break
        interview = interview.after(some_answer(data, page))
    assert interview.page is None
    alone = assess(TABLE, before=BACK, facts=interview.facts, ticks=interview.ticks)
    if alone.outcome is Outcome.EMERGENCY:
        assert interview.assessment.outcome is Outcome.EMERGENCY
    after = state_after(interview, NOON + timedelta(days=days))
    new = [record for record in after.records if record not in kept.records]
    assert not interview.is_short or TriageKind.FULL not in {record.kind for record in new}
