"""With pain down a leg, the routine for it is offered in place of one of which too little would be left."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.cli.options import SessionOptions
from backpain_cli.domain.records.triage_records import PainPattern
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import Side
from backpain_cli.history.store import open_history
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from backpain_cli.terminal.single_key import PromptEnd
from tests.flow import TWO_MINUTES, Attempt, Person, led, start
from tests.person import known
from tests.pseudo_terminal import PseudoTerminal
from tests.whole import a_session, kept

ANATOMY = load_atlas()
ROUTINES = {routine.key: routine for routine in load_shipped_routines(ANATOMY)}
LEG = {"pain:P2": ("leg",), "P2": ("P2.2",), "pain:P4": ("right",)}
OFFER = "other-routine"


def begun(
    home: Path, routine: str | Routine = "lower-back", options: SessionOptions | None = None, **others: Any
) -> Attempt:
    """Start the routine as a person with pain down the right leg, but for these answers."""
    chosen = ROUTINES[routine] if isinstance(routine, str) else routine
    answers = {**LEG, **{key.replace("__", ":").replace("_", "-"): values for key, values in others.items()}}
    return start(home, led(chosen, ANATOMY, options or SessionOptions()), Person(answers, {}), happens=[TWO_MINUTES])


def plan_of(attempt: Attempt) -> Plan:
    """Return the plan with which the clock ran."""
    assert attempt.plan is not None, attempt.said
    return attempt.plan


def sides_done(plan: Plan, move: str) -> set[Side]:
    """Return the sides on which a move is done."""
    (number,) = [at for at, step in enumerate(plan.routine.steps, start=1) if step.move and step.move.key == move]
    return {one.side for one in plan.segments if one.step_number == number and one.side is not Side.NONE}


def test_a_new_person_with_pain_down_a_leg_takes_the_routine_for_it(tmp_path: Path) -> None:
    attempt = begun(tmp_path)
    assert OFFER in attempt.pages
    assert "leg" not in attempt.pages
    assert "With pain down a leg, much of this routine is left out." in attempt.notes
    plan = plan_of(attempt)
    assert plan.routine.key == "leg-pain"
    assert not any(step.traits.presses for step in plan.routine.steps)
    assert plan.routine.guidance.rule in attempt.shown
    assert sides_done(plan, "nerve-slider-leg") == {Side.RIGHT}
    assert kept(tmp_path)[0].routine == "leg-pain"


def test_who_keeps_to_theirs_gets_it_without_any_pressing(tmp_path: Path) -> None:
    attempt = begun(tmp_path, other_routine=("no",))
    plan = plan_of(attempt)
    assert plan.routine.key == "lower-back"
    assert not any(step.traits.presses for step in plan.routine.steps)
    assert "nothing is pressed from the waist to the foot" in attempt.shown


@pytest.mark.parametrize("how", PromptEnd)
def test_who_leaves_the_offer_begins_nothing(tmp_path: Path, how: PromptEnd) -> None:
    assert begun(tmp_path, other_routine=how).clocks == 0
    assert kept(tmp_path) == []


def test_it_is_offered_again_on_the_next_day_and_is_not_asked_for_where_the_pain_runs(tmp_path: Path) -> None:
    with_pain_down(tmp_path, "leg")
    for taken, key in (("no", "lower-back"), ("yes", "leg-pain")):
        attempt = begun(tmp_path, other_routine=(taken,))
        assert "pain:P2" not in attempt.pages
        assert (attempt.pages[-1], plan_of(attempt).routine.key) == (OFFER, key)


def with_pain_down(home: Path, limb: str) -> None:
    """Make a person known whose pain runs down that limb."""
    known(home)
    with open_history(home) as store:
        now = datetime.now(UTC).astimezone()
        store.save_triage(store.triage()._replace(pain=PainPattern(limb, "neither", now)))


@pytest.mark.parametrize(
    ("routine", "is_offered"),
    [
        ("first-twinge", True), ("hip-buttock", True), ("whole-back", True),
        ("bed", False), ("flare-up", False), ("leg-pain", False), ("stronger-back-1", False), ("upper-back", False),
    ],
)  # fmt: skip
def test_it_is_offered_where_much_is_left_out_in_the_same_place(tmp_path: Path, routine: str, is_offered: bool) -> None:
    attempt = begun(tmp_path, routine)
    assert (OFFER in attempt.pages) is is_offered
    assert plan_of(attempt).routine.key == ("leg-pain" if is_offered else routine)


@pytest.mark.parametrize(
    "others",
    [
        {"pain__P2": ("arm",)},
        {"pain__P2": ("both",), "P2": ("P2.3",)},
        {"P2": ()},
    ],
    ids=["an arm", "both legs", "none of its lines"],
)
def test_pain_elsewhere_is_not_what_it_is_made_for(tmp_path: Path, others: dict[str, Any]) -> None:
    attempt = begun(tmp_path, **others)
    assert OFFER not in attempt.pages
    plan = plan_of(attempt)
    presses = [step.title for step in plan.routine.steps if step.traits.presses]
    # With pain down an arm there is nothing but movement.
    assert bool(presses) is (others.get("P2") == ())
    assert plan.routine.key == "lower-back"


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_who_is_as_sore_on_both_sides_is_asked_for_the_leg(tmp_path: Path, side: Side) -> None:
    attempt = begun(tmp_path, pain__P4=("neither",), leg=(str(side),))
    assert attempt.pages[attempt.pages.index(OFFER) + 1] == "leg"
    assert sides_done(plan_of(attempt), "nerve-slider-leg") == {side}


def test_a_step_that_is_looked_at_is_one_of_the_routine_that_was_named(tmp_path: Path) -> None:
    attempt = begun(tmp_path, options=SessionOptions(speed=60, from_step=17))
    assert OFFER not in attempt.pages
    assert plan_of(attempt).routine.key == "lower-back"


def test_a_routine_of_ones_own_is_done_as_it_is(tmp_path: Path) -> None:
    own = replace(ROUTINES["lower-back"], origin=RoutineOrigin.OWN)
    assert OFFER not in begun(tmp_path, own).pages


def test_the_options_hold_for_the_other_one_too(tmp_path: Path) -> None:
    optional = {step.title for step in ROUTINES["leg-pain"].steps if step.optional}
    plan = plan_of(begun(tmp_path, options=SessionOptions(without_optional=True)))
    assert optional
    assert optional.isdisjoint(step.title for step in plan.routine.steps)


def test_a_form_with_fewer_presses_is_offered_only_where_several_are_pressed(tmp_path: Path) -> None:
    for others, is_offered in (({}, False), ({"other_routine": ("no",)}, False), ({"P2": ()}, True)):
        (card,) = begun(tmp_path / str(len(others)) / str(is_offered), **others).cards
        assert (card.gentle is not None) is is_offered
        # What is said before the first sessions is said all the same.
        assert "Keep the floor clear and a glass of water near by." in card.cautions
        assert ("half of the points" in card.why_gentle) is is_offered


def test_who_cannot_be_asked_reads_of_it(tmp_path: Path) -> None:
    for limb, is_named in (("leg", True), ("arm", False), ("no", False)):
        home = tmp_path / limb
        with_pain_down(home, limb)
        begin = led(ROUTINES["lower-back"], ANATOMY, SessionOptions(plain=True))
        attempt = start(home, begin, Person({}, {}), seen=False)
        assert plan_of(attempt).routine.key == "lower-back"
        assert ("`backpain routine leg-pain` is made for it." in attempt.said) is is_named
        pressed = [step.kind for step in plan_of(attempt).routine.steps].count(StepKind.PRESS)
        assert bool(pressed) is (limb == "no")


@pytest.mark.terminal
@pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal")
@pytest.mark.parametrize(
    ("key", "first_step", "routine"),
    [(b"1", "Where does it reach?", "leg-pain"), (b"2", "Stand up twice", "lower-back")],
)
def test_one_key_takes_or_refuses_the_offer_on_a_terminal(
    tmp_path: Path, key: bytes, first_step: str, routine: str
) -> None:
    answers = {"down an arm or a leg?": b"2", "Which is the first that fits?": b"2", "much of this routine": key}
    with a_session(tmp_path, routine="lower-back", speed=1) as terminal:
        terminal.begin(otherwise=answers)
        terminal.until(first_step)
        leave(terminal)
    assert [one.routine for one in kept(tmp_path)] == [routine]


def leave(terminal: PseudoTerminal) -> None:
    """Leave the session that runs."""
    terminal.send(b"qq")
    assert terminal.finish() == 0
