"""What is known of a person before any question, and what holds for them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from backpain_cli.domain.records.triage_records import KeptFact, PainPattern, PersonRecord, TriageState
from backpain_cli.domain.safety.circumstances import SparedPart, may_concern
from backpain_cli.domain.safety.fact_table import (
    FactTable,
    HeldCircumstances,
    circumstances_of,
    facts_from_circumstances,
)
from backpain_cli.domain.safety.person_facts import AgeBand, FactAnswer, PersonFacts

RUNS_OUT = {"operation": timedelta(days=91), "clot": timedelta(days=182)}
"""Facts that end by themselves."""


def facts_of(person: PersonRecord) -> PersonFacts:
    """Return what a record says about the person."""
    answers = {key: FactAnswer(fact.choices, fact.agreed) for key, fact in person.facts.items()}
    return PersonFacts(AgeBand(person.age) if person.age else None, answers)


def present_person(person: PersonRecord | None, now: datetime) -> PersonRecord | None:
    """Return `person` without the facts that have ended by themselves."""
    if person is None:
        return None
    return person._replace(facts={key: fact for key, fact in person.facts.items() if not _has_ended(key, fact, now)})


def _has_ended(key: str, fact: KeptFact, now: datetime) -> bool:
    return key in RUNS_OUT and now - fact.answered >= RUNS_OUT[key]


def known_state(
    state: TriageState, circumstances: Mapping[str, str], facts: FactTable, answered: datetime | None, now: datetime
) -> TriageState:
    """Return what is known of a person: what is kept without the facts that have ended, or what was kept before.

    Args:
        state: what is kept.
        circumstances: the answers of the first edition, which count as long as there are no facts.
        facts: all facts.
        answered: when those were answered.
        now: with its zone.
    """
    if state.person is not None or not circumstances or answered is None:
        return state._replace(person=present_person(state.person, now))
    known = facts_from_circumstances(facts, circumstances)
    limb = "both" if may_concern(frozenset({"pain-down-a-limb"}), circumstances) else "no"
    worse = "bending" if may_concern(frozenset({"bending-hurts"}), circumstances) else "neither"
    kept = {key: KeptFact(one.choices, one.agreed, answered) for key, one in (known.answers or {}).items()}
    person = PersonRecord(known.age or "", None, kept, None)
    return state._replace(person=present_person(person, now), pain=state.pain or PainPattern(limb, worse, answered))


def held_by(
    state: TriageState,
    spared_by: Callable[[str], tuple[SparedPart, ...]],
    facts: FactTable,
    *,
    dulled: bool = False,
) -> HeldCircumstances:
    """Return what holds for the person of whom `state` is kept, for the plan of a session.

    Args:
        state: what is kept, with facts about the person.
        spared_by: from the key of a kept sign to what it spares; of most people none is kept.
        facts: all facts.
        dulled: whether something dulls pain today.
    """
    known = PersonFacts() if state.person is None else facts_of(state.person)
    keys = [*(one.key for one in state.watched), *(one.key for one in state.releases)]
    limb, worse = (state.pain.limb, state.pain.worse) if state.pain is not None else ("both", "neither")
    spared = [spared_by(key) for key in keys]
    return circumstances_of(facts, known, limb=limb, worse=worse, dulled=dulled, spared=spared)
