"""A routine as it is done by a person of whom some facts hold."""

from typing import Any

from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.adaptation import Adaptation, adapt_routine
from backpain_cli.domain.safety.fact_table import HeldCircumstances, circumstances_of
from backpain_cli.domain.safety.person_facts import AgeBand, FactAnswer, PersonFacts
from backpain_cli.library.shipped_facts import load_fact_table

FACT_TABLE = load_fact_table()


def held_by(*facts: str, age: str = "18-49", **today: Any) -> HeldCircumstances:
    """Return what holds for a person of whom these facts are true, each as `thinners=other+agreed`, and no others.

    Args:
        age: the band.
        today: the arguments of `circumstances_of` about today.
    """
    answers = {}
    for fact in facts:
        key, _, choices = fact.removesuffix("+agreed").partition("=")
        answers[key] = FactAnswer(tuple(choices.split(",")) if choices else (), fact.endswith("+agreed"))
    return circumstances_of(FACT_TABLE, PersonFacts(AgeBand(age), answers), **today)


def adapted_for(
    routine: Routine, *facts: str, kept_out: frozenset[str] = frozenset(), gentle: bool = False, **today: Any
) -> Adaptation:
    """Return the routine as that person does it; the arguments are those of `held_by` and `adapt_routine`."""
    return adapt_routine(routine, held_by(*facts, **today), FACT_TABLE, kept_out=kept_out, gentle=gentle)
