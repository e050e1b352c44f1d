"""The facts about a person: their follow-ups, what holds because of them, and the answers of the first edition."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.safety.circumstances import CircumstanceAnswer, SparedPart
from backpain_cli.domain.safety.fact_table import (
    AskedFact,
    FactCircumstance,
    FollowUp,
    FollowUpChoice,
    circumstance_answers,
    circumstances_of,
    facts_from_circumstances,
)
from backpain_cli.domain.safety.person_facts import AgeBand, FactAnswer, PersonFacts
from backpain_cli.library.shipped_facts import load_fact_table
from tests.cases import all_cases

TABLE = load_fact_table()
WELL = PersonFacts(AgeBand.FROM_18, {})
OLD_KEYS = [one.key for one in TABLE.circumstances if not one.since_second]
DENIED = dict.fromkeys(OLD_KEYS, "no")


def test_there_are_two_pages_of_eight() -> None:
    assert [fact.key for fact in TABLE.facts] == [
        *("thinners", "weak-bones", "cancer", "weak-defence", "pregnant", "aneurysm", "clot", "sickle-cell"),
        *("operation", "implant", "new-joint", "neck-joints", "neck-arteries", "narrow-canal", "numb-skin", "head-low"),
    ]


def answered(key: str, *values: str) -> FactAnswer:
    """Return the answer about a fact of somebody who gives these values, one for each follow-up; a comma ticks two."""
    fact = TABLE.by_key[key]
    given: dict[str, list[str]] = {}
    for value in values:
        follow_up = fact.next_follow_up(given)
        assert follow_up is not None, value
        given[follow_up.key] = value.split(",")
    assert fact.next_follow_up(given) is None
    return fact.answer(given)


@all_cases(
    ("key", "values", "answer"),
    [
        ("weak-defence", [], FactAnswer()),
        ("thinners", ["antiplatelet"], FactAnswer(("antiplatelet",))),
        ("thinners", ["disorder", "agreed"], FactAnswer(("disorder",), agreed=True)),
        ("thinners", ["unsure", "unsure"], FactAnswer(("other",))),
        ("cancer", ["longer-ago"], FactAnswer(("longer-ago",))),
        ("cancer", ["within-10-years", "not-agreed"], FactAnswer(("within-10-years",))),
        ("cancer", ["now", "no-bone", "agreed"], FactAnswer(("now", "no-bone"), agreed=True)),
        ("cancer", ["unsure", "unsure", "unsure"], FactAnswer(("now", "bone"))),
        ("pregnant", ["agreed"], FactAnswer((), agreed=True)),
        ("operation", ["trunk", "agreed"], FactAnswer(("trunk",), agreed=True)),
        ("operation", ["elsewhere", "leg"], FactAnswer(("elsewhere", "leg"))),
        ("operation", ["elsewhere", "unsure"], FactAnswer(("elsewhere", "arm", "leg"))),
        ("implant", ["neck,chest", "not-agreed"], FactAnswer(("chest", "neck"))),
        ("new-joint", ["both", "over-a-year", "agreed"], FactAnswer(("both", "over-a-year"), agreed=True)),
        ("neck-joints", ["down", "agreed"], FactAnswer(("down",), agreed=True)),
        (
            "neck-joints",
            ["down,stretchy", "agreed", "no-pressing"],
            FactAnswer(("down", "stretchy", "no-pressing"), True),
        ),
        ("narrow-canal", ["narrowed"], FactAnswer(("narrowed",))),
        ("narrow-canal", ["both", "agreed"], FactAnswer(("both",), agreed=True)),
        ("numb-skin", ["hands,feet-or-legs"], FactAnswer(("feet-or-legs", "hands"))),
    ],
)
def test_each_tick_opens_its_follow_ups(key: str, values: list[str], answer: FactAnswer) -> None:
    assert answered(key, *values) == answer


@all_cases(
    ("key", "gravest"),
    [
        ("thinners", {"other"}),
        ("weak-bones", {"spine-broken"}),
        ("cancer", {"now", "bone"}),
        ("operation", {"trunk"}),
        ("implant", {"chest", "neck", "arm", "spine", "belly-or-hip"}),
        ("new-joint", {"both", "under-a-year"}),
        ("neck-joints", {"rheumatoid", "inflamed-spine", "down", "stretchy", "no-pressing"}),
        ("narrow-canal", {"both"}),
        ("numb-skin", {"feet-or-legs", "hands", "back-buttock-or-neck"}),
    ],
)
def test_unsure_and_unknown_answers_count_as_the_gravest(key: str, gravest: set[str]) -> None:
    for answer in (FactAnswer(), FactAnswer(("of-a-later-version",))):
        held = circumstances_of(TABLE, PersonFacts(AgeBand.FROM_18, {key: answer}))
        assert set(held[key].choices) == gravest
        assert not held[key].agreed


def test_for_a_person_without_facts_nothing_holds() -> None:
    assert circumstances_of(TABLE, WELL) == {}
    assert set(circumstance_answers(TABLE, {}).values()) == {"no"}


def test_for_a_person_who_was_never_asked_everything_holds() -> None:
    held = circumstances_of(TABLE, PersonFacts())
    assert held.keys() == {*TABLE.by_key, "age"}
    assert set(held["age"].choices) == {"under-18", "from-65", "from-70"}
    assert not any(answer.agreed for answer in held.values())


@all_cases(
    ("band", "choices"),
    [
        ("under-18", {"under-18"}),
        ("18-49", None),
        ("50-59", None),
        ("60-64", None),
        ("65-69", {"from-65"}),
        ("70-or-over", {"from-65", "from-70"}),
    ],
)
def test_the_age_counts_from_65_and_from_70(band: str, choices: set[str] | None) -> None:
    held = circumstances_of(TABLE, PersonFacts(AgeBand(band), {}))
    assert (set(held["age"].choices) if "age" in held else None) == choices


def test_what_is_so_today_holds_beside_the_facts() -> None:
    held = circumstances_of(TABLE, WELL, limb="both", worse="standing", dulled=True, spared=[("neck",)])

    assert held == {
        "limb": FactAnswer(("arm", "leg")),
        "worse": FactAnswer(("standing",)),
        "dulled": FactAnswer(),
        "gently": FactAnswer(("everywhere", "neck")),
    }


def test_gently_holds_without_a_part_too_and_a_limb_alone_does_not_spare_the_rest() -> None:
    assert circumstances_of(TABLE, WELL, spared=[()])["gently"].choices == ("everywhere",)
    limb = circumstances_of(TABLE, WELL, limb="leg", spared=[(SparedPart.AS_DOWN_A_LIMB,)])
    assert limb == {"limb": FactAnswer(("leg",)), "gently": FactAnswer(("as-down-a-limb",))}
    unclear = circumstances_of(TABLE, WELL, spared=[(SparedPart.AS_DOWN_A_LIMB,)])
    assert unclear["limb"].choices == ("arm", "leg")


@all_cases(
    ("key", "answer", "kept"),
    [
        ("thinners", FactAnswer(("antiplatelet",)), {"blood-thinners": "yes"}),
        ("thinners", FactAnswer(("other",), agreed=True), {"blood-thinners": "yes, agreed"}),
        ("implant", FactAnswer(("spine",)), {"implants": "yes"}),
        ("implant", FactAnswer(("arm",)), {"implants": "yes", "lymph-nodes": "yes"}),
        ("new-joint", FactAnswer(("hip",)), {"hip-replacement": "yes"}),
        ("new-joint", FactAnswer(("both",)), {"hip-replacement": "yes", "knee-replacement": "yes"}),
        ("neck-joints", FactAnswer(("stretchy",)), {"connective-tissue": "yes"}),
        ("neck-joints", FactAnswer(("down",), agreed=True), {"rheumatoid-arthritis": "yes, agreed"}),
        ("neck-arteries", FactAnswer(), {"neck-history": "yes"}),
        ("narrow-canal", FactAnswer(("narrowed",)), {"spinal-stenosis": "yes"}),
        ("weak-bones", FactAnswer(("spine-unbroken",)), {"osteoporosis": "yes"}),
        ("sickle-cell", FactAnswer(), {"sickle-cell": "yes"}),
        ("weak-defence", FactAnswer(), {"weak-defence": "yes"}),
    ],
)
def test_a_fact_sets_its_circumstances(key: str, answer: FactAnswer, kept: dict[str, str]) -> None:
    answers = circumstance_answers(TABLE, circumstances_of(TABLE, PersonFacts(AgeBand.FROM_18, {key: answer})))
    assert {one: said for one, said in answers.items() if said != "no"} == kept


def test_age_and_todays_pain_set_theirs() -> None:
    held = circumstances_of(TABLE, PersonFacts(AgeBand.FROM_65, {}), limb="arm", worse="bending")
    assert {key for key, said in circumstance_answers(TABLE, held).items() if said == "yes"} == {
        *("over-65", "pain-down-a-limb", "bending-hurts")
    }


def test_every_circumstance_of_the_first_edition_is_still_there() -> None:
    assert set(OLD_KEYS) == {
        *("under-18", "over-65", "blood-thinners", "blood-clot", "aneurysm", "implants", "lymph-nodes"),
        *("osteoporosis", "hip-replacement", "knee-replacement", "spinal-stenosis", "connective-tissue"),
        *("pregnancy", "cancer", "recent-operation", "numb-skin", "head-low", "rheumatoid-arthritis"),
        *("neck-history", "pain-down-a-limb", "bending-hurts"),
    }
    assert {one.key for one in TABLE.circumstances} - set(OLD_KEYS) == {"weak-defence", "sickle-cell"}


@given(st.dictionaries(st.sampled_from(OLD_KEYS), st.sampled_from([*map(str, CircumstanceAnswer), "", "maybe"])))
def test_a_kept_yes_of_the_first_edition_is_never_lost(kept: dict[str, str]) -> None:
    facts = facts_from_circumstances(TABLE, DENIED | kept)
    now = circumstance_answers(TABLE, circumstances_of(TABLE, facts))
    for key in {*kept} - {"pain-down-a-limb", "bending-hurts", "under-18", "over-65"}:
        if kept[key] != "no":
            assert now[key] != "no", key
        if kept[key] != "yes, agreed":
            assert now[key] != "yes, agreed", key


@all_cases(
    ("kept", "band", "answers"),
    [
        ({}, "18-49", {}),
        ({"over-65": "yes"}, "70-or-over", {}),
        ({"over-65": "yes", "under-18": "unsure"}, "under-18", {}),
        ({"cancer": "unsure"}, "18-49", {"cancer": FactAnswer(("now", "bone"))}),
        ({"cancer": "yes, agreed"}, "18-49", {"cancer": FactAnswer(("now", "bone"), agreed=True)}),
        ({"knee-replacement": "yes"}, "18-49", {"new-joint": FactAnswer(("knee", "under-a-year"))}),
        (
            {"hip-replacement": "yes, agreed", "knee-replacement": "yes"},
            "18-49",
            {"new-joint": FactAnswer(("hip", "knee", "under-a-year"))},
        ),
        ({"connective-tissue": "yes, agreed"}, "18-49", {"neck-joints": FactAnswer(("stretchy", "no-pressing"), True)}),
    ],
)
def test_kept_circumstances_are_read_as_the_gravest_that_they_may_mean(
    kept: dict[str, str], band: str, answers: dict[str, FactAnswer]
) -> None:
    assert facts_from_circumstances(TABLE, DENIED | kept) == PersonFacts(AgeBand(band), answers)


def test_a_missing_answer_of_the_first_edition_counts_as_a_yes_and_none_at_all_says_nothing() -> None:
    without = {key: "no" for key in OLD_KEYS if key != "pregnancy"}
    assert facts_from_circumstances(TABLE, without).answers == {"pregnant": FactAnswer()}
    assert facts_from_circumstances(TABLE, {}) == PersonFacts()


CHOICES = (FollowUpChoice("a", "A"), FollowUpChoice("b", "B"))


@pytest.mark.parametrize(
    ("follow_ups", "why"),
    [
        ([FollowUp("one", "?", CHOICES, unsure=())], "not sure"),
        ([FollowUp("one", "?", CHOICES, unsure=("c",))], "not sure"),
        ([FollowUp("one", "?", CHOICES, ("a",)), FollowUp("two", "?", CHOICES, ("a",))], "used twice"),
        ([FollowUp("one", "?", CHOICES, ("a",)), FollowUp("one", "?", CHOICES[:0], ("a",))], "used twice"),
        ([FollowUp("one", "?", CHOICES, ("a",), when=frozenset({"b"}))], "not made before"),
    ],
)
def test_a_follow_up_without_a_meaning_is_refused(follow_ups: list[FollowUp], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        replace(TABLE, facts=(AskedFact("x", "X", tuple(follow_ups)),), circumstances=())


@pytest.mark.parametrize(
    "circumstance",
    [
        FactCircumstance("x", "X", "no-such-fact"),
        FactCircumstance("x", "X", "cancer", choices=frozenset({"hip"})),
        FactCircumstance("x", "X", "cancer", means=("hip",)),
        FactCircumstance("x", "X", "age", choices=frozenset({"from-50"})),
    ],
)
def test_a_circumstance_that_nothing_sets_is_refused(circumstance: FactCircumstance) -> None:
    with pytest.raises(ValueError, match="circumstance x: there is no such choice"):
        replace(TABLE, circumstances=(circumstance,))
