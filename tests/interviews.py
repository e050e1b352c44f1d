"""Somebody who answers the pages before a session, for tests."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from backpain_cli.domain.records.triage_records import NOTHING_KEPT, TriageState
from backpain_cli.domain.safety.interview import CheckPage, PageAnswer, PageKind
from backpain_cli.domain.safety.triage_interview import TriageInterview
from backpain_cli.domain.safety.triage_keeping import state_after
from backpain_cli.domain.safety.triage_schedule import due_triage
from backpain_cli.library.shipped_safety import load_fact_table, load_triage_table

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
