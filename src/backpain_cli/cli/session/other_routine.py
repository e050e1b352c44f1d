"""Another routine in place of one of which too little would be left."""

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.session.preflight import PreflightResult
from backpain_cli.cli.session.questions import ask_page
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.safety.adaptation import Adaptation
from backpain_cli.domain.safety.interview import NO, YES, choice_page
from backpain_cli.domain.safety.plan_rules import RuleAction
from backpain_cli.domain.safety.triage import regions_before
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.wording.dose_text import minutes_phrase

FOR_LEG_PAIN = "leg-pain"
_LEAST_LEFT_OUT = 0.2
"""From this share of a routine's time on, pain down a leg is answered with the routine that is made for it."""


def chosen_for_a_limb(adapted: Adaptation, passed: PreflightResult, context: AppContext) -> Routine | None:
    """Offer the routine for leg pain where pain down a leg changes much of another; None where that one goes on.

    Only the safety questions that were asked count: it is offered where it needs no others, and no other side.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    routine = adapted.routine
    limb = passed.held.get("limb")
    if limb is None or "leg" not in limb.choices or routine.key == FOR_LEG_PAIN or adapted.refused:
        return None
    if _share_left_out(adapted) < _LEAST_LEFT_OUT or not passed.sorer_side:
        return None
    (offered,) = load_shipped_routines(context.atlas, only={FOR_LEG_PAIN})
    if not regions_before(offered) <= regions_before(routine) or routine.origin is not RoutineOrigin.SHIPPED:
        return None
    heading = f"With pain down a leg, much of {routine.title.lower()} is left out. Another one is made for it."
    lines = (
        (YES, f"{offered.title}, {minutes_phrase(offered.seconds)}: nothing is pressed. {offered.guidance.warning}"),
        (NO, f"{routine.title}, as far as it can be done."),
    )
    return offered if ask_page(choice_page("other-routine", heading, lines), context.console) == (YES,) else None


def _share_left_out(adapted: Adaptation) -> float:
    """Return the share of its time in which something else is done than the routine has."""
    left_out = {RuleAction.DROP, RuleAction.SEATED, RuleAction.NEUTRAL}
    numbers = {change.step_number for change in adapted.changes if change.action in left_out}
    seconds = sum(step.seconds for number, step in enumerate(adapted.routine.steps, start=1) if number in numbers)
    return seconds / adapted.routine.seconds
