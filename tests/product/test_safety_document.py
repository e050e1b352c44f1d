"""The safety document names hazards with all that belongs to them, tests that exist, and sources as they were read."""

import ast
import re
import runpy
from functools import cache
from pathlib import Path
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from tests.cases import all_cases
from tests.library.test_shipped_safety import cited
from tests.screens import SAFETY_TEXTS
from tests.triage import TABLE

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
PROPOSED = {f"H{number:02}" for number in range(1, 29)}
SECOND_READING = {
    "H29": "stretch",
    "H30": "nerve",
    "H31": "heat",
    "H32": "Pain cannot warn",
    "H33": "clot",
    "H34": "days later",
    "H35": "ball",
    "H36": "changing the area",
    "H37": "alarms",
}
OF_OUR_BUILD = {"H38": "hours later", "H39": "sound file", "H40": "keys", "H41": "imported", "H42": "rehearsal"}
OF_THE_TABLE = {
    "H43": "together",
    "H44": "clinician's yes",
    "H45": "not asked",
    "H46": "words of a line",
    "H47": "turned away",
    "H48": "the sheet",
    "H49": "looks a sign up",
    "H50": "way around",
}
ADDED = SECOND_READING | OF_OUR_BUILD | OF_THE_TABLE
READ = {
    "memory": "from memory",
    "own": "our own reading",
    "excerpt": "an excerpt",
    "abstract": "the abstract",
    "file": "the file",
    "full": "all of it",
}


class Hazard(NamedTuple):
    """One entry of the log."""

    key: str
    title: str
    cause: str
    harm: str
    severity: int
    likelihood: int
    rest: str
    control: str
    tests: tuple[str, ...]


def hazards() -> list[Hazard]:
    entries = re.split(r"^### ", DOCUMENT, flags=re.MULTILINE)[1:]
    return [hazard_of(entry.partition("\n## ")[0]) for entry in entries]


def hazard_of(entry: str) -> Hazard:
    key, _, title = entry.partition("\n")[0].partition(" ")
    fields = dict(re.findall(r"^- \*\*(.+?)\*\*:\s*(.*?)(?=^- \*\*|\Z)", entry, re.MULTILINE | re.DOTALL))
    assert set(fields) == {"Cause", "Harm", "How bad", "Control", "Shown by"}, f"{key}: {sorted(fields)}"
    rated = re.fullmatch(
        r"severity ([1-5]), likelihood ([1-5]); what remains is (low|medium|high)\.", fields["How bad"].strip()
    )
    assert rated is not None, f"{key}: {fields['How bad']}"
    return Hazard(
        key=key,
        title=title,
        cause=fields["Cause"].strip(),
        harm=fields["Harm"].strip(),
        severity=int(rated[1]),
        likelihood=int(rated[2]),
        rest=rated[3],
        control=fields["Control"].strip(),
        tests=tuple(re.findall(r"`(tests/[^`]+)`", fields["Shown by"])),
    )


@cache
def names_of_tests(path: str) -> frozenset[str]:
    """Return the tests in that file, with the class they stand in, as pytest names them."""
    found: set[str] = set()
    for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        before = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        found |= {f"{before}{one.name}" for one in inner if isinstance(one, ast.FunctionDef)}
    return frozenset(name for name in found if name.rpartition("::")[2].startswith("test_"))


HAZARDS = hazards()
EACH = all_cases("hazard", HAZARDS, ids=lambda hazard: hazard.key)


def test_every_hazard_is_there_once_and_in_order() -> None:
    assert [hazard.key for hazard in HAZARDS] == sorted(PROPOSED | set(ADDED))
    for hazard in HAZARDS:
        assert ADDED.get(hazard.key, "").casefold() in hazard.title.casefold()


@EACH
def test_a_hazard_has_a_cause_a_harm_and_a_control_in_whole_sentences(hazard: Hazard) -> None:
    for text in (hazard.cause, hazard.harm, hazard.control):
        assert text.endswith(".")
        assert text[0].isupper() or text.startswith("`")


@EACH
def test_every_test_that_a_hazard_names_exists(hazard: Hazard) -> None:
    assert hazard.tests
    for named in hazard.tests:
        path, _, name = named.partition("::")
        assert (ROOT / path).is_file(), named
        assert name in names_of_tests(path), named


@EACH
def test_what_could_kill_or_maim_has_more_than_one_test(hazard: Hazard) -> None:
    assert hazard.severity < 5 or len(hazard.tests) > 1


def test_a_pressed_forbidden_place_is_rated_as_what_it_can_do() -> None:
    assert {hazard.key: hazard.severity for hazard in HAZARDS}["H07"] == 5


def test_the_ratings_are_said_to_be_proposals() -> None:
    assert "to be rated by a clinician" in DOCUMENT


def test_every_source_of_a_safety_text_is_told_with_how_much_of_it_was_read_and_when(anatomy: Atlas) -> None:
    parts = (SAFETY_TEXTS.stop_rules, SAFETY_TEXTS.do_nots, SAFETY_TEXTS.before, SAFETY_TEXTS.after, TABLE.rows)
    wanted = cited() | {key for part in parts for one in part for key in one.sources}
    listed = DOCUMENT.partition("## Sources of the safety texts")[2].partition("\n## ")[0]
    told = dict(re.findall(r"^- ([A-Z]+\d*), (\d{4}-\d\d-\d\d, [a-z ]+):", listed, re.MULTILINE))

    assert told.keys() >= wanted
    assert told == {key: f"{anatomy.sources[key].checked}, {READ[anatomy.sources[key].read]}" for key in told}


def test_its_tables_of_signs_and_sources_are_those_of_the_data() -> None:
    current = runpy.run_path(str(ROOT / "scripts" / "safety_document.py"))["current"]
    assert current(DOCUMENT) == DOCUMENT, "run `python scripts/safety_document.py`"
    for rung in TABLE.rung_by_key.values():
        assert f"| {rung.key} | {rung.text}" in DOCUMENT
    for row in TABLE.rows:
        assert f"| {row.rung} | {row.full_line} |" in DOCUMENT


def test_it_says_what_the_program_is_for_what_it_is_not_for_and_how_to_report_a_mistake() -> None:
    for words in (
        "## What the program is for, and what it is not for",
        "## If something here is wrong",
        "It does not diagnose",
    ):
        assert words in DOCUMENT
