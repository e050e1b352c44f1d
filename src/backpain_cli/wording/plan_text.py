"""A person's plan in words: whose routine it is, what was changed for them."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from backpain_cli.domain.anatomy.records import PainArea, Prevalence
from backpain_cli.domain.routine.guidance import Occasion
from backpain_cli.domain.routine.mix import mix_of
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import Step, StepKind
from backpain_cli.domain.safety.plan_rules import RuleAction
from backpain_cli.domain.typed_input import clock_text


def origin_text(routine: Routine, *, replaces: bool = False) -> str:
    """Return whose a routine is that is not one of ours: its name may be the same, its content is not.

    Args:
        routine: the routine.
        replaces: whether it has the name of a shipped one.
    """
    whose = "Your own routine" if routine.origin is RoutineOrigin.OWN else "A routine from a file"
    instead = ", in place of the shipped one of that name" if replaces and routine.origin is RoutineOrigin.OWN else ""
    return f"{whose}{instead}: {routine.path}"


def mix_text(steps: Sequence[Step]) -> str:
    """Return how long each kind of step lasts in all, the longest first: `Pressing 6:54 (46 %), movement 1:45.`"""
    by_kind = mix_of(steps).by_kind
    total_s = sum(by_kind.values())
    most_first = sorted(StepKind, key=lambda kind: -by_kind[kind])
    text = ", ".join(_share(kind, by_kind[kind], total_s) for kind in most_first if by_kind[kind])
    return f"{text[:1].upper()}{text[1:]}."


def _share(kind: StepKind, seconds: int, total_s: int) -> str:
    percent = f" ({100 * seconds / total_s:.0f} %)" if kind is StepKind.PRESS else ""
    return f"{_noun_of(kind)} {clock_text(seconds)}{percent}"


def _noun_of(kind: StepKind) -> str:
    match kind:
        case StepKind.PRESS:
            return "pressing"
        case StepKind.STRETCH:
            return "stretching"
        case StepKind.MOVE:
            return "movement"
        case StepKind.STRENGTHEN:
            return "strengthening"
        case StepKind.BREATHE:
            return "breathing"
        case StepKind.CHECK:
            return "checks"
        case StepKind.REST:
            return "rest"
        case _ as unreachable:
            assert_never(unreachable)


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


def occasion_phrase(occasion: Occasion | None) -> str:
    """Return what a routine is taken for, as the heading of a group."""
    match occasion:
        case Occasion.TWINGE:
            return "At the first twinge"
        case Occasion.ACHE:
            return "For an ache you know"
        case Occasion.SPREADING:
            return "For pain that spreads"
        case Occasion.BAD_DAY:
            return "On a bad day"
        case Occasion.EVERY_DAY:
            return "At a desk or on a chair"
        case Occasion.STRENGTH:
            return "To get stronger"
        case None:
            return "Others"
        case _ as unreachable:
            assert_never(unreachable)


def reason_text(
    step: Step, mainly: Sequence[PainArea], also: Sequence[PainArea], figures: Iterable[Prevalence], own_record: int
) -> str:
    """Return why a step is in a plan.

    Args:
        step: in the plan.
        mainly: areas in which it is published as felt mainly, or for which a movement is listed.
        also: areas in which it is published as felt too.
        figures: how often its muscle was found involved.
        own_record: what the person's own answers add to its worth.
    """
    reasons = [f"published as felt mainly in {_names(mainly)}"] if mainly and step.move is None else []
    if mainly and step.move is not None:
        reasons = [f"listed for {_names(mainly)}"]
    reasons += [f"published as felt in {_names(also)} too"] if also else []
    reasons += [f"{one.percent.replace('-', ' to ')} % of {one.of} ({', '.join(one.sources)})" for one in figures]
    if own_record:
        reasons.append("you said that it helped" if own_record > 0 else "you said that it made it worse")
    return "; ".join(reasons) or _usual_reason(step.kind)


def _usual_reason(kind: StepKind) -> str:
    match kind:
        case StepKind.CHECK:
            return "the same movement before and after"
        case StepKind.MOVE:
            return "movement between presses, and for the time that is left"
        case StepKind.PRESS:
            return "published as felt nearby"
        case StepKind.STRETCH:
            return "pulls against a muscle that is published as felt there"
        case StepKind.STRENGTHEN:
            return "strength for the same region"
        case StepKind.BREATHE:
            return "slow breathing at the end"
        case StepKind.REST:
            return "a change of place"
        case _ as unreachable:
            assert_never(unreachable)


def _names(areas: Iterable[PainArea]) -> str:
    return ", ".join(area.name[0].lower() + area.name[1:] for area in areas)


def given_up_text(kinds: Iterable[StepKind]) -> str:
    """Return of which kinds a plan has less than is aimed at; empty where of none."""
    less = " and ".join(_noun_of(kind) for kind in kinds)
    return f"There is little to choose from here: it has less {less} than other plans." if less else ""
