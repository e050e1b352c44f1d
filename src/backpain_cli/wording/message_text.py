"""The plan for a bad day, the line about walking, and what is offered for a move, in full words."""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from backpain_cli.domain.records.care_records import MoveSetting
from backpain_cli.domain.records.messages import FlareUpPlan
from backpain_cli.domain.records.progression import MoveOffer, OfferKind
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


def offer_sentence(offer: MoveOffer, name: str, present: MoveSetting) -> str:
    """Return what is offered for the move of that name, as a question where there is something to choose."""
    repetitions = " or ".join(str(setting.repetitions) for setting in offer.choices)
    match offer.kind:
        case OfferKind.LEAVE_OUT:
            return f"{name} is left out from now on: it sent pain further, or something was new. Let somebody see it."
        case OfferKind.ASK_CLINICIAN:
            return f"{name} gets no easier. Ask a clinician about it."
        case OfferKind.LEVEL_DOWN:
            return f"{name} hurt twice. Next time level {offer.choices[0].level}?"
        case OfferKind.FEWER:
            return f"{name} was too much. Next time {repetitions} instead of {present.repetitions}?"
        case OfferKind.NEXT_LEVEL:
            return f"{name} goes well. Next time level {offer.choices[0].level}, {repetitions} times?"
        case OfferKind.MORE:
            return f"{name} goes well. Next time {repetitions} instead of {present.repetitions}?"
        case _ as unreachable:
            assert_never(unreachable)


def setting_phrase(setting: MoveSetting) -> str:
    """Return how a move is done: `level 2, 8 times`."""
    often = f", {times_phrase(setting.repetitions)}" if setting.repetitions else ""
    return f"level {setting.level}{often}"


def recovery_sentence(ready: datetime, now: datetime, others: Sequence[str]) -> str:
    """Return that the same muscles were trained less than 48 hours ago, until when they rest, and what to do instead.

    Args:
        ready: when they have rested.
        now: in the zone of the person.
        others: keys of routines that load other muscles or none.
    """
    local = ready.astimezone(now.tzinfo)
    day = "today" if local.date() == now.date() else f"{local:%A}"
    instead = f" Today instead: {' or '.join(f'backpain routine {key}' for key in others)}." if others else ""
    return f"You trained these muscles less than 48 hours ago; they need rest until {day} {local:%H:%M}.{instead}"
