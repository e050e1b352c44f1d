"""What the reviewed table of signs says, written out once more for tests: outcomes by rung, and sixty people."""

import json
from pathlib import Path
from typing import Any

from backpain_cli.domain.safety.person_facts import AgeBand, FactAnswer, PersonFacts
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped_safety import load_triage_table

TABLE = load_triage_table()
VIGNETTES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "triage" / "vignettes.json").read_text(encoding="utf-8")
)
"""Sixty people in their own words, with what they would tick and where it must lead."""
OUTCOMES = {
    "E": Outcome.EMERGENCY,
    "T": Outcome.DOCTOR_TODAY,
    "D": Outcome.DOCTOR_WITHIN_DAYS,
    "G": Outcome.GENTLY,
    "O": Outcome.GO_ON,
}
BEFORE = {
    "neck": frozenset({"cervical"}),
    "upper-back": frozenset({"thoracic", "cervical"}),
    "mid-back": frozenset({"thoracic"}),
    "lower-back": frozenset({"lumbar"}),
}
"""What some routines are for, as signs understand it."""


def person(age: int = 40, *facts: str) -> PersonFacts:
    """Return the facts of somebody of that age; `cancer=now` is a fact with its follow-up."""
    answers: dict[str, FactAnswer] = {}
    for fact in facts:
        key, _, choice = fact.partition("=")
        answers[key] = FactAnswer((choice,) if choice else ())
    band = next(band for band in reversed(AgeBand) if band.lowest <= age)
    return PersonFacts(band, answers)
