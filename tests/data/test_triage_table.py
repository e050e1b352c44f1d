"""The shipped table of signs: every rung leads where it must, in words that are short and complete."""

import re
from itertools import combinations, product
from typing import Any

from backpain_cli.__main__ import CARD
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.safety.circumstances import SparedPart
from backpain_cli.domain.safety.person_facts import AgeBand, PersonFacts
from backpain_cli.domain.safety.sign_table import HelpWord, LinePage, words_before
from backpain_cli.domain.safety.triage import Assessment, assess, lines_asked, regions_before, sheet_rows
from backpain_cli.domain.terms import Outcome
from backpain_cli.paths import PACKAGE
from backpain_cli.wording.phrases import CHIEF_SIGNS, DO_NOT_BEGIN
from backpain_cli.wording.sheet_text import SHEET_HEADINGS
from tests.cases import all_cases, collect_failures
from tests.program import run_program
from tests.reading_grade import reading_grade
from tests.sheets import shipped
from tests.triage import BEFORE, OUTCOMES, TABLE, VIGNETTES, person

FACTS = (
    *("thinners=other", "thinners=disorder", "thinners=antiplatelet", "thinners", "weak-bones", "weak-defence"),
    *("cancer=now", "cancer=within-10-years", "cancer=longer-ago", "cancer", "pregnant", "aneurysm", "sickle-cell"),
    *("clot", "operation", "implant", "numb-skin"),
)
CANCER = "cancer=now cancer=within-10-years cancer=longer-ago cancer"
RECENT = "cancer=now cancer=within-10-years cancer"
THINNERS = "thinners=other thinners=disorder thinners"
EXPECTED = {
    "A1.1": "E", "A1.2": "T; E sickle-cell", "A1.3": "T; E @thoracic; E sickle-cell", "A1.4": "G; D 50", "A1.5": "G",
    "A2.1": "E", "A2.2": "E", "A2.3": f"T; E 60; E {THINNERS} pregnant", "A2.4": "T",
    "A2.5": f"G; T {THINNERS} weak-bones; T 70",
    "A3.1": "E", "A3.2": "E", "A3.3": "E", "A3.4": "T; E pregnant", "A3.5": "G", "A3.6": "O",
    "A4.1": "E", "A4.2": "E", "A4.3": "E", "A4.4": "D", "A4.5": "G", "A4.6": "O",
    "A5.1": "E", "A5.2": f"T; E {CANCER} {THINNERS}", "A5.3": f"D; E {CANCER}", "A5.4": "G", "A5.5": "O",
    "A6.1": "E", "A6.2": "T", "A6.3": f"G; T weak-bones {THINNERS}; T 65; E 65 @cervical", "A6.4": "G",
    "A7.1": "E", "A7.2": "T; E sickle-cell", "A7.3": "T", "A7.4": "G; T pregnant", "A7.5": "G",
    "A8.1": "E", "A8.2": "T", "A8.3": "T", "A8.4": "O",
    "B1.1": "T", "B1.2": f"D; T weak-defence {CANCER}", "B1.3": f"G; T weak-defence {CANCER}", "B1.4": "G",
    "B2.1": f"D; T {CANCER}", "B2.2": "O",
    "B3.1": "T", "B3.2": f"D; T {CANCER}", "B3.3": "O",
    "B4": "O", "B5.1": "O", "B5.2": "O", "B5.3": "O",
    "C1.1": "E", "C1.2": "T", "C1.3": "D", "C1.4": "O",
    "C2.1": "T", "C2.2": "G; T weak-bones; T 70", "C2.3": "G", "C2.4": "O; G weak-bones; G 70",
    "C3.1": "E", "C3.2": "T",
    "C3.3": "G; T cancer=now cancer; D cancer=within-10-years @thoracic; D cancer=within-10-years @cervical",
    "C4.1": "E", "C4.2": "E", "C4.3": "T", "C5": "E", "C6.1": "E", "C6.2": "T", "C7.1": "E", "C7.2": "T",
    "P1.1": "T", "P1.2": "T", "P1.3": "G", "P1.4": "G",
    "P2.1": f"G; E {RECENT}; T cancer=longer-ago", "P2.2": f"G; E {RECENT}; T cancer=longer-ago", "P2.3": "G",
}  # fmt: skip
"""From section 2 of the reviewed questions: the outcome, then what raises it: facts, from which age, before what."""
VISITS = {"A1.5", "A3.5", "A4.5", "A5.4", "A6.4", "A7.4", "B4", "B5.1", "B5.2", "C2.2", "C2.3", "C3.3", "P2.1"}


def expected(rung: str, age: int, fact: str, before: frozenset[str]) -> Outcome:
    """Return where a rung alone must lead a person of that age with that fact."""
    base, *raises = EXPECTED[rung].split("; ")
    found = [OUTCOMES[base]]
    for rule in raises:
        letter, *conditions = rule.split()
        facts = [one for one in conditions if not one.startswith("@") and not one.isdigit()]
        holds = not facts or fact in facts
        holds &= all(age >= int(one) for one in conditions if one.isdigit())
        holds &= all(one[1:] in before for one in conditions if one.startswith("@"))
        found += [OUTCOMES[letter]] if holds else []
    return min(found, key=tuple(Outcome).index)


def test_every_rung_alone_leads_to_its_outcome_at_every_age_with_every_fact_before_every_routine() -> None:
    assert EXPECTED.keys() == TABLE.rung_by_key.keys()
    ages = [band.lowest for band in AgeBand if band is not AgeBand.UNDER_18]
    with collect_failures() as failures:
        for rung, age, fact, (name, before) in product(EXPECTED, ages, ("", *FACTS), BEFORE.items()):
            with failures.case(f"{rung} at {age} with {fact} before {name}"):
                found = assess(TABLE, before=before, facts=person(age, *filter(None, [fact])), ticks=[rung])
                assert found.outcome is expected(rung, age, fact, before)
                assert len(found.because) == len(found.findings) == 1
                raised = found.outcome is not TABLE.rung_by_key[rung].outcome
                assert found.findings[0].raised_by in ({fact.partition("=")[0], "age", ""} if raised else {""})
                assert found.visit == ((rung in VISITS and not raised) or (rung, raised) == ("C2.4", True))


@all_cases(
    ("facts", "ticks", "outcome", "because"),
    [
        ("", "A8.2 A1.1", "E", "A1.1 A8.2+A1.1"),
        ("", "A8.2 A1.2", "E", "A8.2+A1.2"),
        ("", "A8.2 A1.3", "E", "A8.2+A1.3"),
        ("", "A8.2 A1.4", "T", "A8.2"),
        ("", "A7.2 A2.4", "E", "A7.2+A2.4"),
        ("", "A7.3 A2.4", "T", "A2.4 A7.3"),
        *(("", f"{one} {limb}", "E", f"{one}+{limb}") for one in ("A7.2", "A4.4") for limb in ("A5.2", "A5.3")),
        ("", "B3.2 A5.2", "E", "B3.2+A5.2"),
        ("", "B3.2 A5.3", "E", "B3.2+A5.3"),
        ("", "A4.4 A5.1", "E", "A4.4+A5.1 A5.1"),
        ("", "A4.4 A5.4", "D", "A4.4"),
        ("sickle-cell", "A1.2", "E", "A1.2+sickle-cell"),
        ("sickle-cell", "A1.3", "E", "A1.3+sickle-cell"),
        ("sickle-cell", "A7.2", "E", "A7.2+sickle-cell"),
        ("", "B1.2 B2.1", "T", "B1.2+B2.1"),
        ("", "B1.3 B2.1", "D", "B2.1"),
        ("cancer=within-10-years", "A5.2", "E", "A5.2+cancer"),
        ("", "A5.1 P2.2", "E", "A5.1"),
        ("", "A5.u", "E", "A5.1"),
        ("", "B5=2", "O", "B5=2"),
        ("", "C5", "E", "C5"),
        ("", "C5.1", "E", "C5"),
    ],
)
def test_signs_together_lead_to_their_outcome_and_say_which(facts: str, ticks: str, outcome: str, because: str) -> None:
    found = assess(TABLE, before=BEFORE["lower-back"], facts=person(40, *facts.split()), ticks=ticks.split())
    assert (found.outcome, found.because) == (OUTCOMES[outcome], tuple(because.split())), ticks


def test_not_being_sure_is_the_first_rung_of_every_ladder() -> None:
    for line in TABLE.lines:
        if line.has_ladder and not line.counted:
            unsure, first = (
                assess(TABLE, before=BEFORE["mid-back"], facts=person(), ticks=[f"{line.key}.{last}"]) for last in "u1"
            )
            assert unsure == first
            assert not unsure.outcome.lets_go_on or line.key == "P2", line.key


def test_nobody_under_18_goes_on_and_an_emergency_is_one_at_any_age() -> None:
    young = person(15)
    assert assess(TABLE, before=BEFORE["neck"], facts=young, ticks=[]).because == ("age",)
    assert not assess(TABLE, before=BEFORE["neck"], facts=young, ticks=["A3.6"]).outcome.lets_go_on
    assert assess(TABLE, before=BEFORE["neck"], facts=young, ticks=["A3.1"]).outcome is Outcome.EMERGENCY


# Sixty people


@all_cases("row", VIGNETTES, ids=lambda row: row["id"])
def test_each_of_sixty_people_is_led_to_the_right_place(row: dict[str, Any]) -> None:
    found = _assessed(row)
    outcome = str(found.outcome).replace(" ", "-")
    assert (outcome, found.visit) == (row["outcome"], row["visit"])
    asked = {
        line.key
        for page in LinePage
        for line in lines_asked(TABLE, BEFORE[row["routine"]], person(row["age"], *row["facts"]), page)
    }
    assert {re.split("[.=]", tick)[0] for tick in row["ticks"]} <= asked


def test_no_emergency_is_missed_and_few_with_an_ordinary_sore_back_are_turned_away() -> None:
    assert len(VIGNETTES) == 60
    urgent = [row for row in VIGNETTES if row["outcome"] in {"emergency", "doctor-today"}]
    missed = [row["id"] for row in urgent if str(_assessed(row).outcome) != row["outcome"]]
    ordinary = [row for row in VIGNETTES if row["mechanical"]]
    refused = [row["id"] for row in ordinary if not _assessed(row).outcome.lets_go_on]
    assert (len(urgent), missed) == (33, [])
    assert len(ordinary) == 20
    assert len(refused) / len(ordinary) <= 0.1, refused


def _assessed(row: dict[str, Any]) -> Assessment:
    facts = person(row["age"], *row["facts"])
    return assess(TABLE, before=BEFORE[row["routine"]], facts=facts, ticks=row["ticks"])


# What is asked of whom


@all_cases(
    ("page", "before", "facts", "lines"),
    [
        (LinePage.A, "lower-back", person(), "A1 A2 A3 A4 A5 A6 A7 A8"),
        (LinePage.A, "neck", person(), "A1 A2 A3 A4 A5 A6 A7 A8"),
        (LinePage.B, "lower-back", person(), "B1 B2 B4 B5"),
        (LinePage.B, "mid-back", person(), "B1 B2 B3 B4 B5"),
        (LinePage.B, "neck", person(), "B1 B2 B4"),
        (LinePage.C, "lower-back", person(49), ""),
        (LinePage.C, "lower-back", person(50), "C1 C2"),
        (LinePage.C, "lower-back", person(30, "weak-bones"), "C2"),
        (LinePage.C, "lower-back", person(30, "cancer=longer-ago", "pregnant"), "C3 C4"),
        (LinePage.C, "lower-back", person(30, "thinners=antiplatelet"), ""),
        (LinePage.C, "lower-back", person(30, "aneurysm", "thinners=other", "sickle-cell"), "C5 C6 C7"),
        (LinePage.P, "lower-back", person(), "P1 P2"),
    ],
)
def test_each_line_is_asked_of_those_whom_it_concerns(
    page: LinePage, before: str, facts: PersonFacts, lines: str
) -> None:
    assert [line.key for line in lines_asked(TABLE, BEFORE[before], facts, page)] == lines.split()


def test_the_words_in_brackets_are_asked_before_neck_and_upper_back_alone() -> None:
    line, rung = TABLE.line_by_key["A5"], TABLE.rung_by_key["A6.1"]
    for name, before in BEFORE.items():
        concerned = name != "lower-back"
        assert ("electric shock" in words_before(line.text, before)) == concerned
        assert ("5 stairs" in words_before(rung.text, before)) == concerned
        assert "[" not in words_before(line.text, before) + words_before(rung.text, before)


# Releases, help, what is spared

NEVER_RELEASED = (
    *("A2.3", "A3.4", "A5.2", "A6.2", "A7.2", "B1.1", "C4.3", "C6.2", "C7.2"),
    *("A1.1", "A2.1", "A3.1", "A4.1", "A4.2", "A4.3", "A5.1", "A6.1", "A7.1", "A8.1", "C1.1", "C3.1", "C5", "C7.1"),
)


def test_a_release_is_never_asked_about_where_it_would_be_wrong() -> None:
    for rung in NEVER_RELEASED:
        for fact in ("", *FACTS):
            for before in BEFORE.values():
                found = assess(TABLE, before=before, facts=person(72, *filter(None, [fact])), ticks=[rung])
                assert not found.findings[0].may_be_released, (rung, fact)
    for rung in EXPECTED:
        for fact in ("", *FACTS):
            found = assess(TABLE, before=BEFORE["mid-back"], facts=person(72, *filter(None, [fact])), ticks=[rung])
            may = found.findings[0].may_be_released
            assert not may or found.outcome in {Outcome.DOCTOR_TODAY, Outcome.DOCTOR_WITHIN_DAYS}, (rung, fact)


@all_cases(
    ("tick", "facts", "may"),
    [
        ("A2.4", person(), True),
        ("A2.5", person(75), True),
        ("A2.5", person(75, "thinners=other"), False),
        ("A7.4", person(30, "pregnant"), False),
        ("C3.3", person(50, "cancer=now"), True),
        ("P1.2", person(), True),
        ("P2.1", person(50, "cancer=longer-ago"), False),
        ("A1.3", person(), True),
        ("A1.4", person(55), True),
        ("A6.3", person(70), True),
        ("B1.4", person(), False),
    ],
)
def test_a_clinicians_release_may_be_given_after_some_signs(tick: str, facts: PersonFacts, may: bool) -> None:
    found = assess(TABLE, before=BEFORE["lower-back"], facts=facts, ticks=[tick])
    assert found.findings[0].may_be_released is may


def test_every_stop_has_words_and_every_emergency_its_help() -> None:
    for rung, fact in product(EXPECTED, ("", *FACTS)):
        for other in ([], ["A5.2"], ["A1.2"], ["B2.1"]):
            facts = person(72, *filter(None, [fact]))
            found = assess(TABLE, before=BEFORE["upper-back"], facts=facts, ticks=[rung, *other])
            for one in found.findings:
                assert bool(one.reported) == (one.outcome is not Outcome.GO_ON), one
                assert not one.reported.endswith("."), one
                assert (one.help is not None) == (one.outcome is Outcome.EMERGENCY), one
            assert (found.help is not None) == (found.outcome is Outcome.EMERGENCY)


def test_a_raised_rung_is_reported_in_the_words_of_the_row_that_names_it() -> None:
    found = assess(TABLE, before=BEFORE["lower-back"], facts=person(72), ticks=["A2.5"])
    row = TABLE.row_by_rung["C2.2"]
    assert (
        found.findings[0].reported
        == "from 70 or with weak bones: sudden spine pain after a small lift or cough, or for no reason"
    )
    assert row.line.lower().startswith(found.findings[0].reported.lower())


def test_a_line_that_goes_on_from_the_row_before_it_is_understood_without_it() -> None:
    going_on = [row for row in TABLE.rows if row.line.startswith(("Such", "The same", "It "))]
    assert [row.rung for row in going_on] == ["A1.2"]
    (row,) = going_on
    assert row.full_line.startswith("Chest, arm, jaw or upper back: Such pain that came")
    assert row.reported.startswith("chest, arm, jaw or upper back: such pain that came")


def test_a_finding_never_names_an_age_or_a_fact_that_is_not_the_persons() -> None:
    for fact, age in product(("", *FACTS), (40, 72)):
        for rung in EXPECTED:
            found = assess(TABLE, before=BEFORE["upper-back"], facts=person(age, *filter(None, [fact])), ticks=[rung])
            words = found.findings[0].reported
            if age == 40 and found.findings[0].outcome is not TABLE.rung_by_key[rung].outcome:
                assert not words.startswith("from ") or (fact == "weak-bones" and "weak bones" in words), (rung, fact)


def test_more_signs_and_more_facts_never_make_an_outcome_milder() -> None:
    gravity = tuple(Outcome).index
    for fact in ("", "cancer=now", "thinners=other", "weak-defence"):
        facts = person(66, *filter(None, [fact]))
        alone = {rung: assess(TABLE, before=BEFORE["mid-back"], facts=facts, ticks=[rung]).outcome for rung in EXPECTED}
        plain = {
            rung: assess(TABLE, before=BEFORE["mid-back"], facts=person(40), ticks=[rung]).outcome for rung in EXPECTED
        }
        assert [rung for rung in EXPECTED if gravity(alone[rung]) > gravity(plain[rung])] == []
        for first, second in combinations(EXPECTED, 2):
            both = assess(TABLE, before=BEFORE["mid-back"], facts=facts, ticks=[second, first]).outcome
            assert gravity(both) <= min(gravity(alone[first]), gravity(alone[second])), (first, second, fact)


def test_no_sign_is_in_two_places() -> None:
    texts = {
        path.name: " ".join(path.read_text(encoding="utf-8").split())
        for kind in ("*.yaml", "*.py")
        for path in PACKAGE.rglob(kind)
        if path.name != "signs.yaml"
    }
    assert "look-ups.yaml" in texts
    signs = [row.line for row in TABLE.rows] + [
        line.text.partition("[")[0] for line in TABLE.lines if len(line.text) > 20
    ]
    assert [(name, sign) for name, text in texts.items() for sign in signs if sign in text] == []


def test_of_several_emergencies_the_most_careful_help_is_given() -> None:
    found = assess(TABLE, before=BEFORE["neck"], facts=person(), ticks=["A4.1", "A6.1"])
    assert found.help is HelpWord.STILL


@all_cases(
    ("rungs", "parts"),
    [
        ("A1.4 A1.5", {SparedPart.CHEST, SparedPart.UPPER_BACK}),
        ("A3.5", {SparedPart.NECK}),
        ("A5.4 A2.5 B1.3 B1.4 C2.2 C2.4 C3.3 P1.3 P1.4 A6.3 A6.4", {SparedPart.WHERE_IT_HURTS}),
        ("C2.3", {SparedPart.AS_WEAK_BONES}),
        ("P2.1 P2.2 P2.3", {SparedPart.AS_DOWN_A_LIMB}),
        ("A4.5 A7.4 A7.5", set()),
    ],
)
def test_going_on_gently_spares_what_the_sign_names(rungs: str, parts: set[SparedPart]) -> None:
    for key in rungs.split():
        facts = person(60, "weak-bones") if key == "C2.4" else person()
        found = assess(TABLE, before=BEFORE["lower-back"], facts=facts, ticks=[key])
        assert found.outcome is Outcome.GENTLY, key
        assert set(found.findings[0].spares) == parts, key
        assert found.findings[0].asked_again_days == (1 if key == "P1.3" else 7), key


def test_what_a_week_later_is_worse_or_the_same_leads_on_as_reviewed() -> None:
    gentle = {key: rung for key, rung in TABLE.rung_by_key.items() if rung.reported}
    assert {key for key, rung in gentle.items() if rung.if_same is not Outcome.GENTLY} == {"B1.3"}
    assert {key for key, rung in gentle.items() if rung.if_worse is Outcome.DOCTOR_TODAY} == {"C2.2", "A1.4"}
    assert {key for key, rung in gentle.items() if rung.if_worse_opens == "A5"} == {"P2.1", "P2.2", "P2.3", "A5.4"}


# Words

MAIN_WORDS = {
    "A1.1": "chest breath faint blood", "A1.2": "walk fast sweat", "A1.3": "blood breath", "A1.4": "chest pain",
    "A2.1": "tearing throbs", "A2.2": "belly testicle groin", "A2.3": "sudden pain", "A2.4": "side groin",
    "A2.5": "sudden pain",
    "A3.1": "face speech sight swallowing blackout", "A3.2": "worst headache", "A3.3": "balance face sight unlike",
    "A3.4": "unlike any before",
    "A4.1": "numb odd between the legs back passage", "A4.2": "peeing pooing trouble", "A4.3": "sex",
    "A4.4": "trouble with peeing",
    "A5.1": "both legs numb tingling shooting weak", "A5.2": "weak arm hand leg foot",
    "A5.3": "clumsy unsteady walking electric shock", "A6.1": "accident fall", "A6.2": "since blow",
    "A6.3": "fall blow",
    "A7.1": "fever ill", "A7.2": "fever shivering very ill", "A7.3": "bloody burning frequent pee",
    "A7.4": "burning very frequent pee",
    "A8.1": "cold pale", "A8.2": "swollen hot", "A8.3": "burning blistering band",
    "B1.1": "never lets up", "B1.2": "never lets up grown 2 weeks", "B1.3": "never lets up",
    "B2.1": "weight night sweats lump", "B3.1": "between the shoulder blades do not change", "B3.2": "tight band",
    "C1.1": "headache sore scalp jaw", "C1.2": "headache sore scalp jaw", "C1.3": "both shoulders or both hips stiff",
    "C2.1": "shorter stooped", "C2.2": "sudden spine",
    "C3.1": "after cancer", "C3.2": "new pain", "C3.3": "new pain",
    "C4.1": "bleeding shoulder-tip faintness", "C4.2": "headache sight swelling",
    "C4.3": "tightenings leaking water baby moves less",
    "C5": "belly side back", "C6.1": "blow to the head", "C6.2": "bruise swelling black or bloody poo",
    "C7.1": "erection that stays", "C7.2": "not like your usual medicine does not ease",
    "P1.1": "8 or more", "P1.2": "8 or more", "P2.1": "tingling numbness", "P2.2": "pain tingling",
}  # fmt: skip
"""Of each rung that can stop a session: the words without which a person would not tick its line."""


def test_a_line_names_what_its_rungs_that_stop_a_session_are_about() -> None:
    stops = {
        rung.key
        for rung in TABLE.rung_by_key.values()
        if not all(one.lets_go_on for one in (rung.outcome, *(rule.outcome for rule in rung.raises)))
    }
    assert MAIN_WORDS.keys() == stops
    for key, words in MAIN_WORDS.items():
        line = TABLE.line_by_key[key.partition(".")[0]].text.lower()
        assert [word for word in words.split() if word not in line] == [], key


def test_lines_and_rungs_are_short_enough_to_be_taken_in() -> None:
    for line in TABLE.lines:
        assert len(line.text.split()) <= 34, line.key
        assert all(len(rung.text.split()) <= 54 for rung in line.rungs), line.key
    assert all(len(row.line.split()) <= 34 for row in TABLE.rows)
    assert all(len(line.text.split()) <= 34 for line in TABLE.day)


def test_the_questions_read_easily() -> None:
    lines = [line.text for line in TABLE.lines]
    rungs = [rung.text for rung in TABLE.rung_by_key.values() if rung.text]
    rest = [*(row.line for row in TABLE.rows), *(line.text for line in TABLE.day), *TABLE.gently]
    hard = "Professional examination of musculoskeletal abnormalities necessitates considerable experience."
    assert reading_grade(["The cat sat on the mat."]) < 0 < 10 < reading_grade([hard])
    for texts in (lines, rungs, rest):
        assert reading_grade(texts) <= 5


ILLNESS = re.compile(
    r"\b(cauda|equina|stroke|heart attack|infarct|aort\w+|dissection|meningitis|sepsis|thrombo\w+|dvt|embol\w+"
    r"|myelopathy|metasta\w+|tumou?rs?|fracture\w*|arteritis|polymyalgia|pancreatitis|shingles|ectopic|torsion)\b",
    re.IGNORECASE,
)


def test_no_illness_is_named_to_a_person() -> None:
    texts = [line.text for line in TABLE.lines] + [line.text for line in TABLE.day] + list(TABLE.gently)
    texts += [text for rung in TABLE.rung_by_key.values() for text in (rung.text, rung.reported, rung.advice)]
    texts += [row.line for row in TABLE.rows]
    assert [text for text in texts if ILLNESS.search(text)] == []


# The sheet


def test_a_sheet_names_each_sign_of_its_regions_once_the_gravest_first() -> None:
    for before in BEFORE.values():
        rows = sheet_rows(TABLE, before)
        outcomes = [tuple(Outcome).index(outcome) for _, outcome in rows]
        assert outcomes == sorted(outcomes)
        wanted = [row.rung for row in TABLE.rows if not row.regions or row.regions & before]
        assert sorted(row.rung for row, _ in rows) == sorted(wanted)


def test_a_sheet_prints_the_outcome_that_holds_before_its_routine_and_for_its_person() -> None:
    def outcome(rung: str, before: str, facts: PersonFacts | None = None) -> Outcome:
        return {row.rung: found for row, found in sheet_rows(TABLE, BEFORE[before], facts)}[rung]

    assert outcome("A1.3", "lower-back") is Outcome.DOCTOR_TODAY
    assert outcome("A1.3", "mid-back") is Outcome.EMERGENCY
    assert outcome("A5.2", "lower-back") is Outcome.DOCTOR_TODAY
    assert outcome("A5.2", "lower-back", person(40, "cancer=now")) is Outcome.EMERGENCY
    assert outcome("A6.3", "neck", person(70)) is Outcome.EMERGENCY
    assert outcome("A6.3", "neck", person(40)) is Outcome.DOCTOR_TODAY


@all_cases(
    ("region", "outcome", "words"),
    [
        ("lumbar", "E", "chest pain, trouble breathing"),
        ("thoracic", "E", "tearing pain, throbbing belly, faintness"),
        ("lumbar", "E", "upper belly, vomiting, testicle, groin lump"),
        ("lumbar", "E", "drooping face, speaking"),
        ("lumbar", "E", "sudden headache, worst"),
        ("cervical", "E", "unlike any before, dizziness, eyelid"),
        ("thoracic", "E", "unlike any before, dizziness"),
        ("lumbar", "E", "numb, between the legs"),
        ("cervical", "E", "pee, poo"),
        ("lumbar", "E", "both legs, strength getting worse"),
        ("thoracic", "E", "crash, fall from height"),
        ("cervical", "E", "1 metre, 5 stairs, top of the head"),
        ("lumbar", "E", "very ill, stiff neck, rash, confusion, blotchy"),
        ("lumbar", "E", "leg, cold, pale"),
        ("lumbar", "E", "from 50, sight"),
        ("lumbar", "E", "cancer, weak, bladder"),
        ("lumbar", "E", "pregnant, bleeding"),
        ("lumbar", "E", "pregnant, headache, changed sight"),
        ("lumbar", "E", "known aneurysm"),
        ("lumbar", "E", "ending your life"),
        ("lumbar", "T", "coughing up blood"),
        ("lumbar", "T", "newly weak, one arm, foot"),
        ("cervical", "T", "unlike any before, by itself"),
        ("lumbar", "T", "fever, back"),
        ("lumbar", "T", "infection, injection"),
        ("lumbar", "T", "dialysis, diabetes"),
        ("thoracic", "T", "from 70, weak bones, no reason"),
        ("lumbar", "T", "cancer, night"),
        ("thoracic", "T", "between the shoulder blades, moving"),
        ("cervical", "T", "scalp"),
        ("lumbar", "T", "waves, groin"),
        ("lumbar", "T", "bloody pee, burning"),
        ("thoracic", "T", "blistering, eye"),
        ("lumbar", "T", "calf, thigh, swollen"),
        ("cervical", "T", "can't stand, walk"),
        ("cervical", "D", "clumsy, shock"),
        ("lumbar", "D", "weight lost"),
        ("lumbar", "D", "never lets up, grows"),
    ],
)
def test_a_sheet_for_a_region_names_what_speaks_against_a_session_there(region: str, outcome: str, words: str) -> None:
    named = [row.line.lower() for row, found in sheet_rows(TABLE, frozenset({region})) if found is OUTCOMES[outcome]]
    assert any(all(word in line for word in words.split(", ")) for line in named), words


def test_pain_between_the_shoulder_blades_alone_bars_only_routines_for_that_place() -> None:
    assert TABLE.row_by_rung["B3.1"].regions == {"thoracic"}
    assert TABLE.line_by_key["B3"].regions == {"thoracic"}


def test_pain_that_lasts_but_is_steady_goes_on_and_books_a_visit() -> None:
    assert any("6 weeks" in text and "book a visit" in text for text in TABLE.gently)
    assert not any("6 weeks" in row.line for row in TABLE.rows)


CHIEF = {
    "chest pain": "A1.1", "a sudden very bad pain or headache": "A2.3 A3.2", "numbness between the legs": "A4.1",
    "trouble with pee or poo": "A4.2", "a weak limb": "A5.2", "a bad fall": "A6.1", "fever": "A7.2",
}  # fmt: skip
"""The signs of the short warnings, and their rows."""


def test_short_warnings_name_signs_of_the_table_and_the_same_ones_everywhere() -> None:
    assert re.split(", | or (?=fever)", CHIEF_SIGNS) == list(CHIEF)
    for rungs in CHIEF.values():
        assert all(not TABLE.row_by_rung[rung].outcome.lets_go_on for rung in rungs.split())
    for text in (CARD, run_program("--help").out, DO_NOT_BEGIN, SHEET_HEADINGS.chief_signs):
        assert CHIEF_SIGNS in " ".join(text.split()).replace("Chest", "chest")


def test_areas_and_sources_of_the_signs_are_known(anatomy: Atlas) -> None:
    keys = [key for keys in TABLE.areas.values() for key in keys]
    assert sorted(keys) == sorted(anatomy.areas)
    for row in TABLE.rows:
        assert set(row.sources) <= set(anatomy.sources), row.rung


@all_cases(
    ("key", "regions"),
    [
        ("first-twinge", "lumbar"),
        ("lower-back", "lumbar"),
        ("mid-back", "cervical thoracic"),  # its seated stretch lets the chin sink
        ("neck", "cervical"),
        ("upper-back", "cervical thoracic"),
        ("whole-back", "cervical thoracic"),
    ],
)
def test_a_routine_is_for_its_region_and_for_the_neck_where_it_works_at_it(
    key: str, regions: str, anatomy: Atlas
) -> None:
    assert regions_before(shipped(key, anatomy)) == frozenset(regions.split())


def test_a_persons_own_routine_is_for_the_regions_of_all_its_steps(anatomy: Atlas) -> None:
    ours = shipped("lower-back", anatomy)
    fields = {name: getattr(ours, name) for name in ours.__slots__}
    own = type(ours)(**fields | {"origin": RoutineOrigin.OWN})
    assert regions_before(own) == own.regions > regions_before(ours)
