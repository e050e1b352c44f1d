"""The rules about a person as data: each has a reason and a source, names what exists, and bad ones are refused."""

import re
from dataclasses import replace
from typing import Any

import pytest

from backpain_cli.domain.routine.steps import StepKind, plain_step
from backpain_cli.domain.safety.plan_rules import PlanRule, RuleAction, RuleGroup, SubstituteStep, touches
from backpain_cli.domain.terms import Place
from backpain_cli.library.shipped import load_atlas
from tests.adapted import FACT_TABLE
from tests.plans import fifteen_minutes

RULES = [(group.of, rule) for group in FACT_TABLE.rules for rule in group.rules]
SUBSTITUTES = FACT_TABLE.substitutes
STEPS = [*(one for stand_ins in SUBSTITUTES.stand_ins.values() for one in stand_ins), *SUBSTITUTES[1:]]


def test_every_rule_names_what_exists() -> None:
    atlas = load_atlas()
    seats = {muscle.seat for muscle in atlas.muscles.values()}
    for of, rule in RULES:
        assert set(rule.sources) <= set(atlas.sources), of
        assert rule.stretches <= set(atlas.stretches), of
        assert rule.muscles <= set(atlas.muscles), of
        assert rule.seats <= seats, of
        assert rule.but <= seats | set(atlas.muscles), of
        assert rule.bends <= {stretch.bends for stretch in atlas.stretches.values()}, of
    for step in STEPS:
        assert set(step.sources) <= set(atlas.sources), step.title


def test_only_weak_defence_and_sickle_cell_change_no_plan() -> None:
    assert set(FACT_TABLE.by_key) - {group.of for group in FACT_TABLE.rules} == {"weak-defence", "sickle-cell"}


def test_reasons_are_short_and_frighten_nobody() -> None:
    for of, rule in RULES:
        for text in (rule.why, rule.say):
            assert len(text.split()) <= 18, (of, text)
            assert not re.search(r"weaker|danger|break|bleed to|serious|die\b|you have ", text), (of, text)


def test_what_is_said_in_a_step_names_no_reason_because_others_may_read_it() -> None:
    said = " ".join(rule.say for _, rule in RULES)
    assert said
    for word in ("aspirin", "cancer", "pregnan", "bones", "hip", "knee", "canal", "65", "operation", "feel your feet"):
        assert word not in said.replace("Kneel", "").replace("kneel", ""), word


def test_nothing_that_stands_in_shifts_the_weight_or_presses_anything() -> None:
    for step in STEPS:
        assert not re.search(r"shift|your weight|\bpress\b|ball(?! away)", f"{step.do} {step.how}"), step.title


def one_rule(of: str = "cancer", **fields: Any) -> None:
    rule = PlanRule(RuleAction.DROP, "Not now.", ("CJ",))._replace(**fields)
    replace(FACT_TABLE, rules=(RuleGroup(of, (rule,)),))


@pytest.mark.parametrize(
    ("of", "fields", "why"),
    [
        ("no-such-fact", {}, "no such fact"),
        ("cancer", {"when": frozenset({"hip"})}, "no such choice"),
        ("cancer", {"also": "hip"}, "no such choice"),
        ("age", {"unless_agreed": True}, "no such choice"),
        ("head-low", {"unless_agreed": True}, "no such choice"),
        ("cancer", {"why": ""}, "a reason"),
        ("cancer", {"why": "no sentence"}, "a reason"),
        ("cancer", {"sources": ()}, "a source"),
        ("cancer", {"action": RuleAction.GENTLER}, "what to mind"),
        ("cancer", {"action": RuleAction.REMIND, "say": "no sentence"}, "what to mind"),
        ("cancer", {"say": "Lightly."}, "what to mind"),
        ("cancer", {"standing_over": 180}, "standing or replacing"),
        ("cancer", {"replacing": True}, "standing or replacing"),
        ("cancer", {"action": RuleAction.NEUTRAL, "head_moves": True}, "movement of the head"),
        ("cancer", {"pressure": (0, 3)}, "a pressure"),
        ("cancer", {"pressure": (4, 3)}, "a pressure"),
        ("cancer", {"pressure": (1, 7)}, "a pressure"),
        ("cancer", {"hold": -30}, "a hold"),
    ],
)
def test_a_rule_that_would_do_nothing_or_too_much_is_refused(of: str, fields: dict[str, Any], why: str) -> None:
    one_rule()
    with pytest.raises(ValueError, match=why):
        one_rule(of, **fields)


@pytest.mark.parametrize("stand_ins", [(), (SubstituteStep("Walk", "Walk.", "", ("M9",), uses="leg"),)])
def test_a_place_where_a_healing_limb_would_leave_nothing_to_do_is_refused(
    stand_ins: tuple[SubstituteStep, ...],
) -> None:
    missing = SUBSTITUTES._replace(stand_ins={**SUBSTITUTES.stand_ins, Place.FLOOR: stand_ins})
    with pytest.raises(ValueError, match="floor has none that uses no limb"):
        replace(FACT_TABLE, substitutes=missing)


@pytest.mark.parametrize(
    ("place", "touched"),
    [
        (Place.FLOOR, "aneurysm pregnant"),
        (Place.LYING_BACK, "aneurysm pregnant"),
        (Place.BED, "aneurysm pregnant"),
        (Place.SIDE, "aneurysm"),
        (Place.HANDS_AND_KNEES, "aneurysm"),
        (Place.LYING_FRONT, "aneurysm"),
        (Place.SITTING, ""),
        (Place.WALL, "age"),
        (Place.STEP, "age"),
    ],
)
def test_a_rule_about_a_place_is_about_its_forms_too_and_flat_on_the_back_is_not_on_the_side(
    place: Place, touched: str
) -> None:
    step = plain_step(StepKind.MOVE, title="Move", do="Move a little.", place=place, seconds=60)
    routine = replace(fifteen_minutes().routine, minutes=1, steps=(step,))
    about = {"aneurysm", "pregnant", "age"}
    found = {
        of
        for of, rule in RULES
        if of in about and rule.places and not rule.own_routines and touches(rule, step, None, routine)
    }
    assert found == set(touched.split())


def test_what_is_said_of_a_movement_is_said_of_one_that_strengthens_too() -> None:
    about = [rule.kinds for _, rule in RULES if StepKind.MOVE in rule.kinds]
    assert about
    assert all(StepKind.STRENGTHEN in kinds for kinds in about)
    strains = [rule for of, rule in RULES if of == "aneurysm" and StepKind.STRENGTHEN in rule.kinds]
    assert {rule.action for rule in strains} == {RuleAction.DROP}
