"""What becomes of points, stretches and moves for a person with some circumstances."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.exercises import all_moves, all_stretches
from backpain_cli.domain.anatomy.moves import Move, MoveAction
from backpain_cli.domain.anatomy.records import TriggerPoint
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.routine.steps import StepKind, plain_step
from backpain_cli.domain.safety.adaptation import adapt_routine
from backpain_cli.domain.safety.entry_changes import EntryChange, EntryChanges, held_for
from backpain_cli.domain.safety.fact_table import circumstance_answers
from backpain_cli.domain.safety.plan_rules import RuleAction
from backpain_cli.domain.terms import Region
from backpain_cli.library.shipped_facts import load_fact_table
from tests.cases import all_cases
from tests.plans import fifteen_minutes

TABLE = load_fact_table()
CIRCUMSTANCES = [one.key for one in TABLE.circumstances]
IMPLIED = {"lymph-nodes": {"implants"}, "implants": {"lymph-nodes"}}
"""Where the gravest answer about one thing is also an answer about another."""


def points(anatomy: Atlas) -> Iterator[TriggerPoint]:
    return (point for muscle in anatomy.muscles.values() for point in muscle.points)


def change_of(anatomy: Atlas, key: str, *circumstances: str) -> EntryChange | None:
    changes = EntryChanges(TABLE, anatomy, circumstances)
    if "/" in key:
        return changes.of_point(next(one for one in points(anatomy) if one.key == key))
    return changes.of_exercise(anatomy.moves[key] if key in anatomy.moves else anatomy.stretches[key])


@pytest.mark.parametrize("key", CIRCUMSTANCES)
def test_exactly_the_circumstance_that_is_named_holds(key: str) -> None:
    answers = circumstance_answers(TABLE, held_for(TABLE, [key]))
    assert {one for one, answer in answers.items() if answer != "no"} == {key, *IMPLIED.get(key, ())}


def test_without_a_circumstance_everything_stays_as_it_is(anatomy: Atlas) -> None:
    changes = EntryChanges(TABLE, anatomy, ())
    assert [one.key for one in (*all_moves(anatomy), *all_stretches(anatomy)) if changes.of_exercise(one)] == []
    assert [one.key for one in points(anatomy) if changes.of_point(one)] == []


@all_cases(
    ("key", "circumstance", "action"),
    [
        ("bridge", "pregnancy", "seated"),
        ("bird-dog", "osteoporosis", "level"),
        ("nod-holds", "neck-history", "refuse"),
        ("heel-raise", "blood-clot", "refuse"),
        ("sit-to-stand", "aneurysm", "drop"),
        ("check-look-round", "neck-history", "drop"),  # only the rules for plans know that it turns the head
        ("open-book", "over-65", "gentler"),
        ("bridge", "under-18", "refuse"),
        ("seated-turn", "osteoporosis", "neutral"),
        ("hip-flexor", "hip-replacement", "neutral"),
        ("figure-four", "pregnancy", "neutral"),
        ("rib-breathing", "under-18", "refuse"),
        ("gluteus-medius/1", "blood-thinners", "drop"),
        ("piriformis/1", "osteoporosis", "drop"),
        ("soleus/1", "blood-clot", "drop"),
    ],
)
def test_an_entry_becomes_what_the_strictest_rule_asks_for(
    key: str, circumstance: str, action: str, anatomy: Atlas
) -> None:
    change = change_of(anatomy, key, circumstance)
    assert change is not None
    assert change.action == action


@pytest.mark.parametrize(
    ("key", "circumstance"),
    [("bridge", "blood-thinners"), ("wall-slide", "pregnancy"), ("chin-to-armpit", "blood-clot")],
)
def test_what_no_rule_is_about_stays_as_it_is(key: str, circumstance: str, anatomy: Atlas) -> None:
    assert change_of(anatomy, key, circumstance) is None


def test_of_several_circumstances_the_strictest_counts(anatomy: Atlas) -> None:
    one, other = (change_of(anatomy, "bird-dog", key) for key in ("pregnancy", "recent-operation"))
    both = change_of(anatomy, "bird-dog", "pregnancy", "recent-operation")
    assert one is not None
    assert other is not None
    assert one.action is MoveAction.LEVEL
    assert both == other
    assert both.action is MoveAction.REFUSE


def test_a_rule_of_the_move_itself_goes_before_one_for_all_that_asks_for_the_same(anatomy: Atlas) -> None:
    change = change_of(anatomy, "bridge", "recent-operation")
    assert change is not None
    assert change.rule is not None
    assert change.rule.of == "recent-operation"


SAME_IN_A_SESSION = {"refuse": "drop", "level": "gentler"}
"""What a list tells apart, and a session does alike with one step of a routine."""
KINDS = {"strengthen": StepKind.STRENGTHEN, "move": StepKind.MOVE, "check": StepKind.CHECK, "change": StepKind.REST}


def in_a_session(move: Move, circumstance: str) -> str:
    """Return what a session does with a step of that move at its hardest level; empty: nothing."""
    step = plain_step(KINDS[move.group], title=move.name, do=move.how, place=move.place, seconds=60)
    step = step._replace(move=move, level=len(move.levels), neutral=move.neutral)
    plan, origin = fifteen_minutes(), RoutineOrigin.SHIPPED
    routine = replace(plan.routine, region=Region.THORACIC, areas=(), minutes=1, steps=(step,), origin=origin)
    adapted = adapt_routine(routine, held_for(TABLE, [circumstance]), TABLE)
    return "refuse" if adapted.refused else "".join(str(change.action) for change in adapted.changes)


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES)
def test_a_list_says_what_a_session_does(circumstance: str, anatomy: Atlas) -> None:
    changes = EntryChanges(TABLE, anatomy, [circumstance])
    for move in anatomy.moves.values():
        change = changes.of_exercise(move)
        listed, done = "" if change is None else str(change.action), in_a_session(move, circumstance)
        assert SAME_IN_A_SESSION.get(listed, listed) == SAME_IN_A_SESSION.get(done, done), move.key


def test_a_point_that_is_never_pressed_is_changed_by_nothing(anatomy: Atlas) -> None:
    for key in CIRCUMSTANCES:
        changes = EntryChanges(TABLE, anatomy, [key])
        assert [one.key for one in points(anatomy) if one.technique is None and changes.of_point(one)] == []


def test_a_change_by_a_rule_for_plans_says_why(anatomy: Atlas) -> None:
    for key in CIRCUMSTANCES:
        changes = EntryChanges(TABLE, anatomy, [key])
        for one in (*all_moves(anatomy), *all_stretches(anatomy)):
            change = changes.of_exercise(one)
            assert change is None or bool(change.why) is not bool(change.rule), one.key


def test_only_what_is_refused_or_dropped_is_left_out() -> None:
    out = {str(action) for action in (*RuleAction, *MoveAction) if EntryChange(action).leaves_out}
    assert out == {"refuse", "drop"}
