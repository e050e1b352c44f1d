"""A person's plan in words: whose routine it is, what was changed for them."""

from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.safety.plan_rules import RuleAction


def origin_text(routine: Routine, *, replaces: bool = False) -> str:
    """Return whose a routine is that is not one of ours: its name may be the same, its content is not.

    Args:
        routine: the routine.
        replaces: whether it has the name of a shipped one.
    """
    whose = "Your own routine" if routine.origin is RoutineOrigin.OWN else "A routine from a file"
    instead = ", in place of the shipped one of that name" if replaces and routine.origin is RoutineOrigin.OWN else ""
    return f"{whose}{instead}: {routine.path}"


_ADAPTATIONS = {
    RuleAction.REFUSE: "not done",
    RuleAction.DROP: "slow movement instead",
    RuleAction.SEATED: "on the chair instead",
    RuleAction.ON_A_BED: "on a bed instead of the floor",
    RuleAction.NEUTRAL: "the neutral choice instead",
    RuleAction.GENTLER: "more gently",
    RuleAction.REMIND: "with something to mind",
}


def adaptation_phrase(action: RuleAction) -> str:
    """Return what was done about a step to adapt it: `more gently`."""
    return _ADAPTATIONS[action]
