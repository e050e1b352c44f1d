"""Phrases that the screen, the plain lines, the voice, the sheets and the reports share."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from backpain_cli.domain.anatomy.evidence import EvidenceGrade
from backpain_cli.domain.anatomy.records import ReferredZone
from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.domain.routine.routine import StepReference
from backpain_cli.domain.routine.steps import Step, StepKind
from backpain_cli.domain.safety.signs import Urgency
from backpain_cli.domain.terms import Outcome, Place, SafetyClass, Side, ZoneKind, ZoneSide

HALF_TIME = "Half time."
TEXTS_OF_A_SHEET = ("Where", "How", "Side", "With", "Feel", "Avoid", "Stop", "Instead")
"""Labels for `step_texts`, in the order of a printed sheet."""
TEXTS_OF_THE_LINES = (
    "How", "Where", "Side", "With", "Also", "Avoid", "Stop", "Feel", "If it hurts", "Published as felt mainly in",
)  # fmt: skip
"""All that the pictures show as well: the posture in `How`, the point in `Where`, and where it is published as felt."""
TEXTS_OF_THE_SCREEN = ("Stop", "Where", "How", "Side", "Feel", "Or", "With", "Also")
"""What comes below the one caution of a step."""


def counted(number: int, word: str) -> str:
    """Return `1 session`, `2 sessions`."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def times_phrase(number: int) -> str:
    """Return `once`, `2 times`."""
    return "once" if number == 1 else f"{number:,} times"


def side_phrase(side: Side) -> str:
    """Return a side of the body: `your left`; empty for none."""
    match side:
        case Side.LEFT:
            return "your left"
        case Side.RIGHT:
            return "your right"
        case Side.EASIER:
            return "your easier side"
        case Side.SORER:
            return "your sorer side"
        case Side.NONE:
            return ""
        case _ as unreachable:
            assert_never(unreachable)


def phase_label(segment: Segment) -> str:
    """Return what is done in a segment, in one word or two: `Get ready`, `Hold`; before a side, `Change to`."""
    match segment.phase:
        case Phase.READY:
            return "Get ready"
        case Phase.FIND:
            return "Find the place"
        case Phase.HOLD:
            return _hold_label(segment.step.kind)
        case Phase.CHANGE:
            return "Change to"
        case _ as unreachable:
            assert_never(unreachable)


def _hold_label(kind: StepKind) -> str:
    match kind:
        case StepKind.CHECK:
            return "Check"
        case StepKind.MOVE:
            return "Move"
        case StepKind.REST:
            return "Rest"
        case StepKind.PRESS | StepKind.STRETCH:
            return "Hold"
        case _ as unreachable:
            assert_never(unreachable)


def easing_phrase(kind: StepKind) -> str:
    """Return the cue before the end of a hold; empty for a step without a hold."""
    match kind:
        case StepKind.PRESS:
            return "Ease off in five."
        case StepKind.STRETCH:
            return "Ease out in five."
        case StepKind.CHECK | StepKind.MOVE | StepKind.REST:
            return ""
        case _ as unreachable:
            assert_never(unreachable)


def place_phrase(place: Place) -> str:
    """Return where a step is done: `standing at a wall`."""
    match place:
        case Place.STANDING:
            return "standing"
        case Place.WALL:
            return "standing at a wall"
        case Place.SITTING:
            return "sitting"
        case Place.FLOOR:
            return "on the floor"
        case _ as unreachable:
            assert_never(unreachable)


def class_meaning(safety_class: SafetyClass) -> str:
    """Return a safety class in a few plain words."""
    match safety_class:
        case SafetyClass.A:
            return "may be pressed"
        case SafetyClass.B:
            return "lightly and with care"
        case SafetyClass.C:
            return "stretch or breathe only"
        case SafetyClass.D:
            return "never press this yourself"
        case _ as unreachable:
            assert_never(unreachable)


def grade_meaning(grade: EvidenceGrade) -> str:
    """Return what the grade of a claim means, in a sentence."""
    match grade:
        case EvidenceGrade.SUPPORTED:
            return "Studies or guidelines support it."
        case EvidenceGrade.PARTLY_SUPPORTED:
            return "Some of it is supported, with limits that are stated."
        case EvidenceGrade.UNSETTLED:
            return "Studies disagree, or are too few or too weak to tell."
        case EvidenceGrade.NOT_SUPPORTED:
            return "Studies do not support it, or speak against it."
        case EvidenceGrade.PRACTICE_ONLY:
            return "It is common practice; no study compares it with anything else."
        case EvidenceGrade.ESTABLISHED_ANATOMY:
            return "It is what anatomy books agree on."
        case _ as unreachable:
            assert_never(unreachable)


def outcome_sentence(outcome: Outcome) -> str:
    """Return the outcome of the safety questions: what to do, never what a person has or that a person is fine."""
    match outcome:
        case Outcome.EMERGENCY:
            return "Get help now."
        case Outcome.SEE_A_DOCTOR_FIRST:
            return "See a doctor first."
        case Outcome.GO_ON_AND_BOOK_A_VISIT:
            return "You may go on. Book a visit too."
        case Outcome.GO_ON:
            return "You may go on."
        case _ as unreachable:
            assert_never(unreachable)


def urgency_phrase(urgency: Urgency) -> str:
    """Return when to speak to a doctor: `within the next few days`."""
    match urgency:
        case Urgency.NOW:
            return "now"
        case Urgency.SAME_DAY:
            return "today, at night and at weekends too"
        case Urgency.WITHIN_DAYS | Urgency.ANY_TIME:
            return "within the next few days"
        case _ as unreachable:
            assert_never(unreachable)


def zone_phrase(zone: ZoneKind) -> str:
    """Return how constantly a point is published as felt in an area: `mainly`, `sometimes`."""
    match zone:
        case ZoneKind.ESSENTIAL:
            return "mainly"
        case ZoneKind.SPILLOVER:
            return "sometimes"
        case _ as unreachable:
            assert_never(unreachable)


def areas_phrase(felt: Iterable[ReferredZone]) -> str:
    """Return areas in which a point is felt, with the side where it is not the muscle's own."""
    return ", ".join(f"{one.area.name.lower()}{_felt_side(one.side)}" for one in felt)


def _felt_side(side: ZoneSide) -> str:
    match side:
        case ZoneSide.SAME:
            return ""
        case ZoneSide.BOTH:
            return " on both sides"
        case ZoneSide.EITHER:
            return " on either side"
        case ZoneSide.OPPOSITE:
            return " on the other side"
        case _ as unreachable:
            assert_never(unreachable)


def treatment_phrase(treatments: Sequence[StepReference]) -> str:
    """Return which routines press or stretch a muscle, in sentences."""
    if not treatments:
        return "In no routine."
    found: dict[str, dict[str, list[str]]] = {}
    for one in treatments:
        found.setdefault(_treated(one.kind), {}).setdefault(one.routine, []).append(str(one.step))
    phrases = []
    for verb, routines in sorted(found.items()):
        where = ", ".join(f"{routine} (step {' and '.join(steps)})" for routine, steps in routines.items())
        phrases.append(f"{verb} in {where}.")
    return " ".join(phrases)


def _treated(kind: StepKind) -> str:
    match kind:
        case StepKind.PRESS:
            return "Pressed"
        case StepKind.STRETCH:
            return "Stretched"
        case StepKind.CHECK | StepKind.MOVE | StepKind.REST:
            return "Named"
        case _ as unreachable:
            assert_never(unreachable)


def pressure_phrase(step: Step) -> str:
    """Return the pressure to aim for: `pressure 4 to 6 of 10`; empty where nothing is pressed."""
    if step.pressure is None:
        return ""
    low, high = step.pressure
    return f"pressure {low} to {high} of 10" if low != high else f"pressure {low} of 10"


def tool_phrase(step: Step) -> str:
    """Return what is pressed or held with, and what may replace it; empty where nothing is."""
    return ", or ".join([step.tool, *step.instead]) if step.tool not in {"", "none"} else ""


def step_heading(step: Step) -> str:
    """Return the title of a step, with the muscle where the title is another."""
    muscle = step.muscle.english if step.muscle is not None else ""
    return f"{step.title} ({muscle.lower()})" if muscle and muscle != step.title else step.title


def announcement(name: str, side: Side) -> str:
    """Return how a step is announced, without a full stop: `Gluteus medius, your left`."""
    return f"{name}, {side_phrase(side)}" if side is not Side.NONE else name


def caution_line(step: Step) -> str:
    """Return the one caution that matters most in a step; empty where there is none."""
    return step.avoid or step.stop


def step_texts(step: Step, labels: Iterable[str] = TEXTS_OF_A_SHEET) -> list[tuple[str, str]]:
    """Return the texts of a step with these labels, in the order of the labels; none of the texts is empty."""
    tool = tool_phrase(step)
    texts = {
        "Where": step.where,
        "How": step.how,
        "Side": step.side_means,
        "With": tool,
        "Also": "" if tool else ", or ".join(step.instead),
        "Feel": step.feel,
        "Avoid": step.avoid,
        "Stop": step.stop,
        **dict.fromkeys(("Or", "If it hurts", "Instead"), step.neutral),
        "Published as felt mainly in": (
            ", ".join(one.area.name.lower() for one in step.point.essential) if step.point is not None else ""
        ),
    }
    return [(label, texts[label]) for label in labels if texts[label]]
