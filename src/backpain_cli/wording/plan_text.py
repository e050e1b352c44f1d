"""A person's plan in words: whose routine it is, what was changed for them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, assert_never

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


class ReasonFacts(NamedTuple):
    """What there is to say of why a step is in a plan."""

    mainly: Sequence[PainArea]
    """Areas in which it is mainly felt by a published map; those that a move is for."""
    also: Sequence[PainArea] = ()
    sources: Sequence[str] = ()
    """Keys of the sources of those maps."""
    figures: Sequence[Prevalence] = ()
    """How often its muscle was found involved."""
    opposing: bool = False
    """Whether it stretches what pulls against a muscle that is felt in the areas."""
    own_record: int = 0
    """Above 0 where it helped the person, below where it made it worse."""
    liked: bool = False
    """Whether it is in the routine that the plan should resemble."""


def reason_text(step: Step, facts: ReasonFacts) -> str:
    """Return why a step is in a plan, or what it would bring."""
    sentences: list[str] = []
    if step.move is not None and facts.mainly:
        sentences = [f"{'Strength' if step.kind is StepKind.STRENGTHEN else 'Movement'} for: {_names(facts.mainly)}"]
    elif facts.mainly or facts.also:
        felt = [f"mainly {_names(facts.mainly)}"] if facts.mainly else []
        felt += [f"also {_names(facts.also)}"] if facts.also else []
        whose = "Published map" if step.point is not None else "Published map of its muscle"
        sentences = [f"{whose}: {'; '.join(felt)} ({', '.join(facts.sources)})"]
    sentences += map(_figure_text, facts.figures)
    if facts.opposing:
        sentences.append("Stretches what pulls against a muscle felt there")
    if facts.own_record:
        sentences.append("You said that it helped" if facts.own_record > 0 else "You said that it made it worse")
    if facts.liked:
        sentences.append("In the routine that you named")
    return ". ".join(sentences) or usual_reason(step.kind)


def _figure_text(figure: Prevalence) -> str:
    """Return `42 % of people with low back pain had an active point here (S28)`."""
    who = figure.of.replace(" who had ", " had ", 1)
    return f"{figure.percent.replace('-', ' to ')} % of {who} ({', '.join(figure.sources)})"


def usual_reason(kind: StepKind) -> str:
    """Return why steps of a kind are in a plan that are not for an area."""
    match kind:
        case StepKind.CHECK:
            return "The same movement before and after, to compare"
        case StepKind.MOVE:
            return "Easy movement: first, between presses, and for the time that is left"
        case StepKind.PRESS:
            return "Pressed nearby"
        case StepKind.STRETCH:
            return "Stretches what lies nearby"
        case StepKind.STRENGTHEN:
            return "Strength for this part of the back, or the one beside it"
        case StepKind.BREATHE:
            return "Slow breathing towards the end"
        case StepKind.REST:
            return "A rest, or a change of place"
        case _ as unreachable:
            assert_never(unreachable)


def _names(areas: Iterable[PainArea]) -> str:
    return ", ".join(area.name[0].lower() + area.name[1:] for area in areas)


def loss_text(loss: int | None) -> str:
    """Return how much less the best plan with a step is worth; None where none fits."""
    return "none fits" if loss is None else f"{loss} less" if loss else "worth as much"


def shortage_text(never_pressed: Sequence[PainArea], kinds: Iterable[StepKind], *, nearby: bool) -> str:
    """Return what a plan has less of than others, and what fills its time; empty where it lacks nothing.

    Args:
        never_pressed: areas for which there is no point to press.
        kinds: of which it has less than is aimed at.
        nearby: whether more of the same, and steps for the parts beside, may fill its time.
    """
    *first, last = ["", *map(_noun_of, kinds)]
    less = f"{', '.join(first[1:])} and {last}" if first[1:] else last
    lacks = f"There is little to choose from here: it has less {less} than other plans." if less else ""
    filled = "Few steps are for this: some are longer, come twice, or are for the parts beside it." if nearby else ""
    no_points = ""
    if never_pressed:
        what_there_is = "there are stretches, movement and strength"
        no_points = f"No point that may be pressed is published for {_names(never_pressed)}: {what_there_is}."
    return " ".join(text for text in (no_points, lacks, filled) if text)
