"""The questions, the circumstances and the emergency numbers as data: sourced, and read alike from either form."""

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.practice_progress import NO_BETTER, RISING, WORSE_TWICE
from backpain_cli.domain.safety.allowance import SessionCounts, session_allowance
from backpain_cli.domain.safety.signs import emergency_call, territory_of
from backpain_cli.domain.safety.triage_schedule import TriageReason
from backpain_cli.library.shipped import SAFETY, compile_values, load_look_up_signs, safety_records
from backpain_cli.library.shipped_facts import load_fact_table
from backpain_cli.library.shipped_safety import (
    load_crisis_lines,
    load_emergency_numbers,
    load_triage_table,
)
from tests.cases import all_cases

NUMBERS = load_emergency_numbers()


def cited() -> set[str]:
    """Return the source keys of everything that is asked or told."""
    found = {key for row in load_triage_table().rows for key in row.sources}
    found |= {key for group in load_fact_table().rules for rule in group.rules for key in rule.sources}
    return found | {key for entry in NUMBERS for key in entry.sources}


def test_everything_that_is_asked_cites_a_source_that_is_known(anatomy: Atlas) -> None:
    assert cited() <= set(anatomy.sources)
    assert [row.rung for row in load_triage_table().rows if not row.sources] == []


def test_the_ready_made_form_says_the_same_as_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "safety"
    shutil.copytree(SAFETY, folder, ignore=shutil.ignore_patterns("compiled"))
    before = _loaded(folder)
    compile_values(folder, safety_records)

    assert _loaded(folder) == before == _loaded(SAFETY)


def _loaded(folder: Path) -> tuple[object, ...]:
    loads = (load_fact_table, load_emergency_numbers)
    return tuple(load(folder) for load in (*loads, load_triage_table, load_look_up_signs, load_crisis_lines))


PROMISE = re.compile(
    r"\byou are (fine|healthy|safe|well)\b|\bharmless\b|\bprobably\b|\bcures?\b|\bheals?\b|\bfix(es)?\b|\breleases?\b"
    r"|\bdiagnos|\bno risk\b|\bguarantee|\byou have (cancer|a tumour|an infection|a fracture|a stroke)\b",
    re.IGNORECASE,
)


def texts_of(value: object) -> list[str]:
    """Return every text in a value made of tuples and mappings."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for one in value.values() for text in texts_of(one)]
    if isinstance(value, Iterable):
        return [text for one in value for text in texts_of(one)]
    return []


def test_no_text_promises_anything_or_says_what_a_person_has() -> None:
    texts = texts_of(
        (load_triage_table().lines, load_triage_table().rows, load_fact_table().facts, load_fact_table().rules)
    )
    texts += [
        session_allowance(practice).why
        for practice in (None, *(SessionCounts(today=day, in_all=0) for day in range(3)))
    ]
    texts += [WORSE_TWICE, RISING, NO_BETTER, *TriageReason, emergency_call(NUMBERS, "GB")]

    assert len(texts) > 300
    assert not [text for text in texts if not text.endswith("?") and PROMISE.search(text)]


def test_every_fact_and_follow_up_is_short_enough_to_be_taken_in() -> None:
    for fact in load_fact_table().facts:
        assert len(fact.line.split()) <= 34, fact.key
        assert all(one.ask.endswith("?") and len(one.ask.split()) <= 14 for one in fact.follow_ups), fact.key


def test_keys_are_used_once() -> None:
    table, facts = load_triage_table(), load_fact_table()
    for keys in (
        [line.key for line in table.lines],
        [line.slug for line in table.lines],
        [rung.key for line in table.lines for rung in line.rungs],
        [row.rung for row in table.rows],
        [line.key for line in table.day],
        [fact.key for fact in facts.facts],
        [one.key for one in facts.circumstances],
    ):
        assert len(keys) == len(set(keys))


@all_cases(
    ("locale", "territory"),
    [
        ("en_GB.UTF-8", "GB"),
        ("de_AT@euro", "AT"),
        ("pt_BR", "BR"),
        ("C.UTF-8", ""),
        ("C", ""),
        ("POSIX", ""),
        ("", ""),
        ("en", ""),
        ("en_gb", ""),
        ("en_\x1b[", ""),
        ("en_" + "A" * 1000, ""),
    ],
)
def test_the_territory_is_that_of_the_locale(locale: str, territory: str) -> None:
    assert territory_of({"LANG": locale}) == territory


def test_the_first_locale_variable_that_is_set_decides() -> None:
    assert territory_of({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}) == ""
    assert territory_of({"LC_ALL": "", "LC_MESSAGES": "fr_FR", "LANG": "en_GB.UTF-8"}) == "FR"
    assert territory_of({}) == ""


@pytest.mark.parametrize(
    ("territory", "numbers"),
    [
        ("GB", "999"),
        ("IE", "112 or 999"),
        ("DE", "112"),
        ("FR", "112"),
        ("US", "911"),
        ("CA", "911"),
        ("AU", "000"),
        ("NZ", "111"),
        ("CH", "144 or 112"),
    ],
)
def test_the_number_is_that_of_the_territory_and_never_the_only_one(territory: str, numbers: str) -> None:
    assert emergency_call(NUMBERS, territory) == f"Call {numbers}, or the emergency number of where you are."


@pytest.mark.parametrize("territory", ["", "JP", "IN", "XX"])
def test_where_no_source_names_a_number_none_is_told(territory: str) -> None:
    told = emergency_call(NUMBERS, territory)

    assert "your emergency number" in told
    assert not any(letter.isdigit() for letter in told)


def test_a_territory_stands_in_one_entry_alone() -> None:
    territories = [territory for entry in NUMBERS for territory in entry.territories]

    assert len(territories) == len(set(territories)) == 33
