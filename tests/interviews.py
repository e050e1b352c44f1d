"""Somebody who answers the pages before a session, for tests."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from backpain_cli.domain.records.triage_records import NOTHING_KEPT, TriageState
from backpain_cli.domain.safety.interview import UNSURE, CheckPage, PageAnswer, PageKind
from backpain_cli.domain.safety.person_facts import age_band_of
from backpain_cli.domain.safety.triage_interview import TriageInterview
from backpain_cli.domain.safety.triage_keeping import state_after
from backpain_cli.domain.safety.triage_schedule import due_triage
from backpain_cli.library.shipped_facts import load_fact_table
from backpain_cli.library.shipped_safety import load_triage_table

TABLE, FACTS = load_triage_table(), load_fact_table()
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
LUMBAR, THORACIC, CERVICAL = (frozenset({region}) for region in ("lumbar", "thoracic", "cervical"))
MOST_PAGES = 80
_WELL = {
    "again": "yes",
    "stop": "slip",
    "age": "18-49",
    "pain:P1": "4",
    "pain:P2": "no",
    "pain:P3": "neither",
    "pain:P4": "neither",
}


def usual_answer(page: CheckPage) -> tuple[str, ...]:
    """Return the answer of a person who is well, to whom nothing is ticked beforehand."""
    if page.kind is PageKind.TICKS or (page.kind is PageKind.LADDER):
        return ()
    return (_WELL.get(page.key, page.lines[0].value if page.lines else ""),)


def begun(
    kept: TriageState = NOTHING_KEPT, before: frozenset[str] = LUMBAR, *, days: float = 0, asks_side: bool = False
) -> TriageInterview:
    """Return the interview that is due so many days after NOON."""
    due = due_triage(TABLE, kept, [], before, NOON + timedelta(days=days))
    return TriageInterview(table=TABLE, fact_table=FACTS, due=due, kept=kept, asks_side=asks_side)


def asked_through(
    interview: TriageInterview, otherwise: Mapping[str, Sequence[str]] | None = None
) -> tuple[TriageInterview, list[str]]:
    """Answer every page as a person who is well, but for the pages named by key; return the keys of the pages too."""
    keys: list[str] = []
    while (page := interview.page) is not None:
        keys.append(page.key)
        assert len(keys) < MOST_PAGES, keys
        interview = interview.after(PageAnswer(tuple((otherwise or {}).get(page.key, usual_answer(page)))))
    return interview, keys


def kept_after(
    otherwise: Mapping[str, Sequence[str]] | None = None,
    kept: TriageState = NOTHING_KEPT,
    before: frozenset[str] = LUMBAR,
    *,
    days: float = 0,
) -> TriageState:
    """Return what is kept after the questions of that day."""
    asked, _ = asked_through(begun(kept, before, days=days), otherwise)
    return state_after(asked, NOON + timedelta(days=days))


def ticked(*rungs: str) -> dict[str, tuple[str, ...]]:
    """Return the answers that tick the lines of these rungs of screens A and B, and choose them."""
    lines = [rung.partition(".")[0] for rung in rungs]
    pages = {
        "A-1": tuple(line for line in lines if line[0] == "A"),
        "B-1": tuple(line for line in lines if line[0] in "BC"),
    }
    return pages | {line: (rung,) for line, rung in zip(lines, rungs, strict=True) if "." in rung}


VIGNETTES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "triage" / "vignettes.json").read_text(encoding="utf-8")
)
BEFORE = {"neck": CERVICAL, "upper-back": THORACIC | CERVICAL, "lower-back": LUMBAR}
"""What the routines of the vignettes are for."""


def answer_of(row: Mapping[str, Any], page: CheckPage) -> tuple[str, ...]:
    """Return the answer to a page of the person in a row of the vignettes."""
    lines = {tick.partition(".")[0].partition("=")[0]: tick for tick in row["ticks"]}
    facts = dict(fact.partition("=")[::2] for fact in row["facts"])
    shown = tuple(line.value for line in page.lines)
    match page.key.split(":"):
        case ["age"]:
            return (str(age_band_of(row["age"])),)
        case ["pain", "P1"]:
            return ("9" if "P1" in lines else "4",)
        case ["pain", "P2"]:
            return ("leg" if "P2" in lines else "no",)
        case ["fact", fact, _]:
            return (facts[fact],) if facts[fact] in shown else shown[:1] if facts[fact] else (UNSURE,)
        case [key] if key in lines and TABLE.line_by_key[key].counted:
            return tuple(shown[: int(lines[key].partition("=")[2])])
        case [key] if key in lines:
            return (lines[key],)
        case _ if page.kind is PageKind.TICKS:
            return tuple(value for value in shown if value in lines or value in facts)
        case _:
            return usual_answer(page)
