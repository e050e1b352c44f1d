"""The plans of `backpain now`: easy for anybody, and exactly five minutes."""

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.limits import limit_breaches
from backpain_cli.domain.routine.routine import ShortPlan
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.safety.adaptation import adapt_routine
from backpain_cli.domain.safety.fact_table import circumstances_of
from backpain_cli.domain.safety.person_facts import AgeBand, FactAnswer, PersonFacts
from backpain_cli.domain.safety.triage import regions_before
from backpain_cli.domain.terms import Place
from backpain_cli.library.routines.short_plans import load_short_plans, short_routine
from backpain_cli.library.shipped_facts import load_fact_table

PLANS = load_short_plans()
FACTS = load_fact_table()
EASY = {StepKind.BREATHE, StepKind.MOVE, StepKind.REST}


@pytest.mark.parametrize("plan", PLANS, ids=[plan.key for plan in PLANS])
def test_a_plan_begins_with_a_breath_presses_nothing_and_lets_nobody_stand(plan: ShortPlan, anatomy: Atlas) -> None:
    routine = short_routine(plan, anatomy)
    assert sum(step.seconds for step in routine.steps) == 300
    assert limit_breaches(routine.steps) == []
    assert routine.steps[0].kind is StepKind.BREATHE
    assert {step.kind for step in routine.steps} <= EASY
    assert {step.place for step in routine.steps} == {Place.BED if "lying" in plan.key else Place.SITTING}
    assert (routine.begin_command, routine.preview_command) == (
        f"backpain now {plan.key}",
        f"backpain now {plan.key} --preview",
    )


def test_there_is_a_plan_for_every_part_of_the_back_lying_and_sitting(anatomy: Atlas) -> None:
    regions = [regions_before(short_routine(plan, anatomy)) for plan in PLANS]
    assert [plan.key.rpartition("-")[2] for plan in PLANS] == ["lying", "sitting"] * 3
    assert regions[0] == regions[1] == {"cervical", "thoracic"}
    assert regions[2] == regions[3] == {"lumbar", "thoracic"}
    assert regions[4] == regions[5] == {"cervical", "lumbar", "thoracic"}


@pytest.mark.parametrize("fact", [fact.key for fact in FACTS.facts])
@pytest.mark.parametrize("plan", PLANS, ids=[plan.key for plan in PLANS])
def test_with_any_fact_it_is_refused_or_lasts_as_long_without_pressing(
    plan: ShortPlan, fact: str, anatomy: Atlas
) -> None:
    held = circumstances_of(FACTS, PersonFacts(AgeBand.FROM_70, {fact: FactAnswer()}), limb="both")
    adapted = adapt_routine(short_routine(plan, anatomy), held, FACTS)
    steps = adapted.routine.steps
    assert sum(step.seconds for step in steps) == 300
    assert not any(step.traits.presses for step in steps)
    assert adapted.refused or {step.place.basic for step in steps} <= {Place.FLOOR, Place.SITTING}
