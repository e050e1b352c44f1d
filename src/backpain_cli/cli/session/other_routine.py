"""Another routine in place of one of which too little would be left."""

from typing import NamedTuple

from backpain_cli.cli.context import AppContext, adapted_routine
from backpain_cli.cli.session.preflight import PreflightResult
from backpain_cli.cli.session.questions import ask_page
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.safety.adaptation import Adaptation
from backpain_cli.domain.safety.fact_table import HeldCircumstances
from backpain_cli.domain.safety.interview import NO, YES, choice_page
from backpain_cli.domain.safety.plan_rules import RuleAction
from backpain_cli.domain.safety.triage import asks_all_before, regions_before
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.wording.dose_text import minutes_phrase

FOR_LEG_PAIN = "leg-pain"
_LEAST_LEFT_OUT = 0.2
"""From this share of a routine's time on, pain down a leg is answered with the routine that is made for it."""
_LEFT_OUT = "With pain down a leg, much of this routine is left out."


class OtherRoutine(NamedTuple):
    """A routine in place of another one."""

    routine: Routine
    """As it is written."""
    adapted: Adaptation
    """As this person does it."""


def routine_for_leg_pain(adapted: Adaptation, held: HeldCircumstances, context: AppContext) -> OtherRoutine | None:
    """Return the routine for pain down one leg where that changes much of another; None where that one goes on.

    Only the safety questions that were asked count, so it is one before which no others are asked.

    Args:
        adapted: the other one, as this person does it.
        held: what holds for the person.
        context: has the routines.
    """
    routine, limb, options = adapted.routine, held.get("limb"), context.options
    # Both legs, or a leg and an arm, are not what it is made for; who looks at a step wants to see that step.
    if limb is None or limb.choices != ("leg",) or options.from_step > 1:
        return None
    if adapted.refused or routine.key == FOR_LEG_PAIN or routine.origin is not RoutineOrigin.SHIPPED:
        return None
    left_out = _share_left_out(adapted)
    if left_out < _LEAST_LEFT_OUT:
        return None
    (offered,) = load_shipped_routines(context.atlas, only={FOR_LEG_PAIN})
    is_for_same_place = not {area.key for area in offered.areas}.isdisjoint(area.key for area in routine.areas)
    if not is_for_same_place or not asks_all_before(
        context.triage_table, regions_before(routine), regions_before(offered)
    ):
        return None
    instead = adapted_routine(offered, context, held=held, gentle=options.gentle)
    return None if instead.refused or _share_left_out(instead) >= left_out else OtherRoutine(offered, instead)


def chosen_for_leg_pain(
    adapted: Adaptation, passed: PreflightResult, context: AppContext
) -> tuple[OtherRoutine, PreflightResult] | None:
    """Offer the routine for pain down a leg; None where there is none to offer, or the person keeps to theirs.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    if (other := routine_for_leg_pain(adapted, passed.held, context)) is None:
        return None
    offered = other.routine
    lines = (
        (YES, f"{offered.title}, {minutes_phrase(offered.seconds)}: nothing is pressed. {offered.guidance.warning}"),
        (NO, f"{adapted.routine.title}, as far as it can be done."),
    )
    heading = f"{_LEFT_OUT} Another one is made for it."
    if ask_page(choice_page("other-routine", heading, lines), context.console) != (YES,):
        return None
    if not passed.sorer_side:
        # The back may be as sore on both sides; one of its steps is for the leg that hurts.
        legs = (("left", "the left one"), ("right", "the right one"))
        (side,) = ask_page(choice_page("leg", "Which leg does it run down?", legs), context.console)
        passed = passed._replace(sorer_side=side)
    return other, passed


def sentence_for_leg_pain(adapted: Adaptation, held: HeldCircumstances, context: AppContext) -> str:
    """Return which routine is made for pain down a leg, for a person who cannot be asked; empty where none is."""
    other = routine_for_leg_pain(adapted, held, context)
    return "" if other is None else f"{_LEFT_OUT} `{other.routine.begin_command}` is made for it."


def _share_left_out(adapted: Adaptation) -> float:
    """Return the share of its time in which something else is done than the routine has."""
    left_out = {RuleAction.DROP, RuleAction.SEATED, RuleAction.NEUTRAL}
    numbers = {change.step_number for change in adapted.changes if change.action in left_out}
    seconds = sum(step.seconds for number, step in enumerate(adapted.routine.steps, start=1) if number in numbers)
    return seconds / adapted.routine.seconds
