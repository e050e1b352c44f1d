"""The plan for a bad day, and the line about walking, in full words."""

from backpain_cli.domain.records.messages import FlareUpPlan
from backpain_cli.domain.records.walking import WalkingAdvice
from backpain_cli.wording.phrases import CHIEF_SIGNS, counted, times_phrase


def plan_steps(plan: FlareUpPlan, *, has_routine: bool) -> list[str]:
    """Return the steps of the plan, with the signs that end it and the routine for such days."""
    routine = f"`backpain routine {plan.routine}`" if has_routine else plan.no_routine
    return [step.replace("{signs}", f"{CHIEF_SIGNS}.").replace("{routine}", routine) for step in plan.steps]


def walking_sentence(advice: WalkingAdvice) -> str:
    """Return the line about walking: how long, how often lately, and what may be tried; it counts nothing missed."""
    if advice.had_pause:
        return f"Walking: {minutes_text(advice.minutes)} is a good length to begin again with."
    said = f"Walking: {minutes_text(advice.minutes)}, {times_phrase(advice.walks)} in the last seven days."
    if advice.has_hurt:
        return f"{said} The day after was worse once: stay with that, or walk a little less."
    if not advice.offers:
        return said
    offered = " or ".join(map(str, advice.offers))
    settled = "All had settled by the next day:" if advice.is_known else "If all had settled by the next day,"
    return f"{said} {settled} try {offered} if you like."


def minutes_text(minutes: int) -> str:
    """Return minutes in words."""
    return counted(minutes, "minute")
