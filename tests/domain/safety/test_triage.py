from dataclasses import replace

import pytest

from backpain_cli.domain.safety.person_facts import AgeBand, PersonFacts
from backpain_cli.domain.safety.sign_table import (
    HelpWord,
    LinePage,
    RaiseRule,
    SheetRow,
    TriageLine,
    TriageRung,
    TriageTable,
)
from backpain_cli.domain.safety.triage import asks_all_before, assess
from backpain_cli.domain.terms import Outcome, Region

LADDER = TriageLine(
    key="A1",
    slug="hurts",
    text="It hurts.",
    page=LinePage.A,
    rungs=(
        TriageRung("A1.1", Outcome.DOCTOR_TODAY, "A lot.", raises=(RaiseRule(Outcome.EMERGENCY, from_age=65),)),
        TriageRung("A1.2", Outcome.GENTLY, "A little.", reported="a little"),
    ),
)
ROW = SheetRow("A1.1", "It hurts a lot.", Outcome.DOCTOR_TODAY, "now", True, frozenset(), (), ("S1",), HelpWord.CALL)
SMALL = TriageTable(lines=(LADDER,), rows=(ROW,), gently=(), day=(), pain=(), areas={})
BEFORE = frozenset({"lumbar"})


def test_not_being_sure_takes_the_first_rung() -> None:
    found = assess(SMALL, before=BEFORE, facts=PersonFacts(AgeBand.FROM_18, {}), ticks=["A1.u"])
    assert (found.outcome, found.because) == (Outcome.DOCTOR_TODAY, ("A1.1",))
    assert found.findings[0].reported == "it hurts a lot"


def test_an_age_that_is_not_known_counts_as_old_enough() -> None:
    found = assess(SMALL, before=BEFORE, facts=PersonFacts(), ticks=["A1.1"])
    assert (found.outcome, found.because) == (Outcome.EMERGENCY, ("A1.1+age",))


def test_what_is_no_rung_is_refused() -> None:
    for tick in ("A1", "A1.3", "A2.1", "A1=2", "", "A1.1+age"):
        with pytest.raises(ValueError, match="expected a rung"):
            assess(SMALL, before=BEFORE, facts=PersonFacts(AgeBand.FROM_18, {}), ticks=[tick])


def test_a_routine_before_which_a_line_is_asked_or_is_graver_has_questions_of_its_own() -> None:
    raised = RaiseRule(Outcome.EMERGENCY, regions=frozenset({Region.CERVICAL}))
    of_backs = LADDER._replace(key="B1", slug="back", regions=frozenset({Region.LUMBAR, Region.SACRAL}), rungs=(
        TriageRung("B1.1", Outcome.DOCTOR_TODAY, "It falls asleep.", raises=(raised,), row="A1.1"),
    ))  # fmt: skip
    table = replace(SMALL, lines=(LADDER, of_backs))
    neck, buttock = frozenset({"cervical"}), frozenset({"sacral"})
    assert asks_all_before(SMALL, buttock, neck)
    assert asks_all_before(table, buttock, BEFORE)
    assert not asks_all_before(table, neck, BEFORE)
    assert not asks_all_before(table, buttock, neck)
