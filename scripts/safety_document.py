"""Writes what docs/safety.md says about every sign and source, from the data: `python scripts/safety_document.py`."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from backpain_cli.domain.safety.sign_table import RaiseRule, TriageLine, TriageRung, TriageTable
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped import (
    ANATOMY,
    MOVES,
    SAFETY,
    anatomy_records,
    load_atlas,
    load_values,
    move_records,
    safety_records,
)
from backpain_cli.library.shipped_safety import load_triage_table

DOCUMENT = Path(__file__).parents[1] / "docs" / "safety.md"
READ = {
    "memory": "from memory",
    "own": "our own reading",
    "excerpt": "an excerpt",
    "abstract": "the abstract",
    "file": "the file",
    "full": "all of it",
}
OUTCOMES = {
    Outcome.EMERGENCY: "emergency",
    Outcome.DOCTOR_TODAY: "doctor today",
    Outcome.DOCTOR_WITHIN_DAYS: "doctor within days",
    Outcome.GENTLY: "gently",
    Outcome.GO_ON: "go on",
}
REGIONS = {"cervical": "neck", "thoracic": "upper, mid and whole back", "lumbar": "low back", "sacral": ""}


def signs_section(table: TriageTable) -> str:
    """Return the two tables of all signs: what is asked, and what the sheet names."""
    asked = ["| key | words | outcome |", "|---|---|---|"]
    for line in table.lines:
        asked.append(f"| **{line.key}** | **{line.text}** {_asked(line)} | |")
        asked += [f"| {rung.key} | {_words(rung)} | {_outcome(rung)} |" for rung in line.rungs]
    named = [
        "| key | line on the sheet | outcome, time | help | release | sheets | sources |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in table.rows:
        sheets = _regions(row.regions) or "all"
        release = "yes" if row.release else "no"
        cells = (row.rung, row.full_line, f"{OUTCOMES[row.outcome]}, {row.time}", row.help or "", release, sheets)
        named.append(f"| {' | '.join(map(str, cells))} | {' '.join(row.sources)} |")
    return "\n".join(["What is asked:", "", *asked, "", "What the sheet names, and an outcome page:", "", *named])


def sources_section() -> str:
    """Return every source of the safety texts, with when it was read and how much of it."""
    sources = load_atlas().sources
    cited = set(_cited(dict(load_values(SAFETY, safety_records))))
    lines: list[str] = []
    for key, source in sources.items():
        if key in cited:
            text = f"- {key}, {source.checked}, {READ[source.read]}: {source.citation.rstrip('.')}."
            lines += textwrap.wrap(text, 118, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)
    return "\n".join(lines)


def provenance_section() -> str:
    """Return how many entries of each file rest on nothing but memory or our own reading."""
    read = {key: source.read for key, source in load_atlas().sources.items()}
    lines = ["| entries of | all | memory alone | own reading alone | these two alone |", "|---|---|---|---|---|"]
    totals = [0, 0, 0, 0]
    for folder, records in ((ANATOMY, anatomy_records), (ANATOMY / MOVES, move_records), (SAFETY, safety_records)):
        for name, value in dict(load_values(folder, records)).items():
            rests_on = [{read[key] for key in keys} for keys in _groups_of_keys(value)]
            alone = [sum(one == kinds for one in rests_on) for kinds in ({"memory"}, {"own"}, {"memory", "own"})]
            counts = [len(rests_on), *alone]
            totals = [total + count for total, count in zip(totals, counts, strict=True)]
            lines += [f"| {folder.name}/{name} | {' | '.join(map(str, counts))} |"] if rests_on else []
    return "\n".join([*lines, f"| **all** | {' | '.join(map(str, totals))} |", "", *_how_read()])


def _how_read() -> list[str]:
    """Return how many sources were read how far, and how many can be found by a number, a place or an address."""
    sources = load_atlas().sources.values()
    counted = Counter(READ[source.read] for source in sources)
    parts = ", ".join(f"{words} {counted[words]}" for words in READ.values())
    found = sum(bool(source.identifiers) for source in sources)
    text = (
        f"Of {len(sources)} sources, {found} have a number of a public catalogue, a place in a journal or an address, "
        f"each seen in print; the others are named as they were found. How much of them was read: {parts}."
    )
    return textwrap.wrap(text, 118, break_on_hyphens=False)


def current(document: str) -> str:
    """Return the document with these parts as the data has them."""
    parts = {
        "signs": signs_section(load_triage_table()),
        "sources": sources_section(),
        "provenance": provenance_section(),
    }
    for name, text in parts.items():
        part = re.compile(rf"(<!-- {name}: .*? -->\n\n).*?(\n\n<!-- end of {name} -->)", re.DOTALL)
        document, times = part.subn(lambda found, text=text: found[1] + text + found[2], document)  # type: ignore[misc]
        if times != 1:
            raise ValueError(f"expected one part named {name} in {DOCUMENT}")
    return document


def _asked(line: TriageLine) -> str:
    conditions = [*(f"`{fact}`" for fact in line.facts), *([f"from {line.from_age}"] if line.from_age else [])]
    limits = [" or ".join(conditions), f"before routines for {_regions(line.regions)}" if line.regions else ""]
    return f"({'; '.join(filter(None, limits)) or 'all'})"


def _words(rung: TriageRung) -> str:
    words = rung.text or (f"{rung.counted_from} or more of its lines" if rung.counted_from else "(as the line)")
    since = f" (from {rung.advice_from_age})" if rung.advice_from_age else ""
    return f"{words} *{rung.advice}*{since}" if rung.advice else words


def _outcome(rung: TriageRung) -> str:
    parts = [_with_visit(OUTCOMES[rung.outcome], visit=rung.visit)]
    if rung.asked_again_days == 1:
        parts[0] += ", asked again tomorrow"
    return "; ".join([*parts, *map(_raised, rung.raises)])


def _raised(rule: RaiseRule) -> str:
    conditions = [" or ".join(f"`{fact}`" for fact in rule.facts), f"from {rule.from_age}" if rule.from_age else ""]
    conditions += [f"with {' or '.join(rule.rungs)}" if rule.rungs else ""]
    conditions += [f"before routines for {_regions(rule.regions)}" if rule.regions else ""]
    return f"{_with_visit(OUTCOMES[rule.outcome], visit=rule.visit)}: {', '.join(filter(None, conditions))}"


def _with_visit(outcome: str, *, visit: bool) -> str:
    return f"{outcome}, book a visit" if visit else outcome


def _regions(regions: Iterable[str]) -> str:
    return " and ".join(name for key, name in REGIONS.items() if key in set(regions) and name)


def _cited(value: object) -> Iterator[str]:
    """Yield the keys under every `sources`."""
    for keys in _groups_of_keys(value):
        yield from keys


def _groups_of_keys(value: object) -> Iterator[list[str]]:
    """Yield each list of keys of sources."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"sources", "dose_sources", "habit_sources"}:
                yield inner
            else:
                yield from _groups_of_keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _groups_of_keys(inner)


if __name__ == "__main__":
    DOCUMENT.write_text(current(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
