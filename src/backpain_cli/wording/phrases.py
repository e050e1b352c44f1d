"""Phrases that the screen, the plain lines, the voice, the sheets and the reports share."""

import re
from collections.abc import Iterable, Sequence
from typing import assert_never

from backpain_cli.domain.anatomy.evidence import EvidenceGrade
from backpain_cli.domain.anatomy.records import ReferredZone
from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.domain.routine.routine import StepReference
from backpain_cli.domain.routine.steps import Step, StepKind
from backpain_cli.domain.terms import Outcome, Place, SafetyClass, Side, ZoneKind, ZoneSide
from backpain_cli.wording.dose_text import step_dose_phrase

HALF_TIME = "Half time."
TEXTS_OF_A_SHEET = ("Dose", "Where", "How", "Side", "With", "Feel", "Avoid", "Stop", "Instead", "Note", "Link")
"""Labels for `step_texts`, in the order of a printed sheet."""
TEXTS_OF_THE_LINES = (
    "Dose", "How", "Where", "Side", "With", "Also", "Avoid", "Stop", "Feel", "If it hurts", "Note", "Link",
    "Published as felt mainly in",
)  # fmt: skip
"""All that the pictures show as well: the posture in `How`, the point in `Where`, and where it is published as felt."""


def counted(number: int, word: str) -> str:
    """Return `1 session`, `2 sessions`."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def times_phrase(number: int) -> str:
    """Return `once`, `2 times`."""
    return "once" if number == 1 else f"{number:,} times"


_SIDES = {
    Side.LEFT: "your left",
    Side.RIGHT: "your right",
    Side.EASIER: "your easier side",
    Side.SORER: "your sorer side",
    Side.NONE: "",
}


def side_phrase(side: Side) -> str:
    """Return a side of the body: `your left`; empty for none."""
    return _SIDES[side]


def words_of_side(step: Step, side: Side) -> str:
    """Return what `side_means` says for that side alone: `Turn left, chin towards the left armpit.`; or nothing."""
    own = re.search(rf"\b{side} side: ([^.]+\.)", step.side_means, re.IGNORECASE)
    return own[1][0].upper() + own[1][1:] if own else ""


def side_meaning(step: Step, side: Side) -> str:
    """Return what a side means in a step: `your left is the side of the back leg`; empty where it is plain."""
    if not step.side_means or "side: " in step.side_means:
        return step.side_means
    named = side_phrase(side)
    return f"{named} is {step.side_means[0].lower()}{step.side_means[1:]}" if named else ""


def phase_label(segment: Segment) -> str:
    """Return what is done in a segment, in one word or two: `Get ready`, `Hold`; before a side, `Change to`."""
    match segment.phase:
        case Phase.READY:
            return "Get ready"
        case Phase.FIND:
            return "Find the place"
        case Phase.HOLD:
            return _hold_label(segment.step.kind) if segment.step.series is None else "Hold"
        case Phase.WORK:
            return _hold_label(segment.step.kind)
        case Phase.PAUSE:
            return "Let go"
        case Phase.CHANGE:
            return "Change to"
        case Phase.REST:
            return "Rest"
        case _ as unreachable:
            assert_never(unreachable)


def _hold_label(kind: StepKind) -> str:
    match kind:
        case StepKind.CHECK:
            return "Check"
        case StepKind.MOVE:
            return "Move"
        case StepKind.STRENGTHEN:
            return "Strength"
        case StepKind.BREATHE:
            return "Breathe"
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
        case StepKind.CHECK | StepKind.MOVE | StepKind.STRENGTHEN | StepKind.BREATHE | StepKind.REST:
            return ""
        case _ as unreachable:
            assert_never(unreachable)


_PLACES = {
    Place.STANDING: "standing",
    Place.WALL: "standing at a wall",
    Place.SITTING: "sitting",
    Place.FLOOR: "on the floor",
    Place.DOORWAY: "standing in a doorway",
    Place.STEP: "at a step",
    Place.TABLE: "standing at a table",
    Place.LYING_BACK: "lying on your back",
    Place.LYING_FRONT: "lying on your front",
    Place.SIDE: "lying on your side",
    Place.HANDS_AND_KNEES: "on hands and knees",
    Place.BED: "on a bed",
}


def place_phrase(place: Place) -> str:
    """Return where a step is done: `standing at a wall`."""
    return _PLACES[place]


_CLASS_MEANINGS = {
    SafetyClass.A: "may be pressed",
    SafetyClass.B: "lightly and with care",
    SafetyClass.C: "stretch or breathe only",
    SafetyClass.D: "never press this yourself",
}


def class_meaning(safety_class: SafetyClass) -> str:
    """Return a safety class in a few plain words."""
    return _CLASS_MEANINGS[safety_class]


_GRADE_MEANINGS = {
    EvidenceGrade.SUPPORTED: "Studies or guidelines support it.",
    EvidenceGrade.PARTLY_SUPPORTED: "Some of it is supported, with limits that are stated.",
    EvidenceGrade.UNSETTLED: "Studies disagree, or are too few or too weak to tell.",
    EvidenceGrade.NOT_SUPPORTED: "Studies do not support it, or speak against it.",
    EvidenceGrade.PRACTICE_ONLY: "It is common practice; no study compares it with anything else.",
    EvidenceGrade.ESTABLISHED_ANATOMY: "It is what anatomy books agree on.",
}


def grade_meaning(grade: EvidenceGrade) -> str:
    """Return what the grade of a claim means, in a sentence."""
    return _GRADE_MEANINGS[grade]


_OUTCOMES = {
    Outcome.EMERGENCY: "Get help now.",
    Outcome.DOCTOR_TODAY: "See a doctor today.",
    Outcome.SEE_A_DOCTOR_FIRST: "See a doctor first.",
    Outcome.DOCTOR_WITHIN_DAYS: "See a doctor in the next days.",
    Outcome.GENTLY: "You can go on, gently.",
    Outcome.GO_ON_AND_BOOK_A_VISIT: "You may go on. Book a visit too.",
    Outcome.GO_ON: "You may go on.",
}


def outcome_sentence(outcome: Outcome) -> str:
    """Return the outcome of the safety questions: what to do, never what a person has or that a person is fine."""
    return _OUTCOMES[outcome]


_ZONES = {
    ZoneKind.ESSENTIAL: "mainly",
    ZoneKind.SPILLOVER: "sometimes",
}


def zone_phrase(zone: ZoneKind) -> str:
    """Return how constantly a point is published as felt in an area: `mainly`, `sometimes`."""
    return _ZONES[zone]


SAME_SIDE = "Felt on the same side as the point unless it says both."
"""Above every list of points."""
SHORTER_HOLDS = "One author presses 15 to 30 seconds and never longer."
"""Below the dose of points (source S74)."""


def areas_phrase(felt: Iterable[ReferredZone]) -> str:
    """Return areas in which a point is felt, with the side where it is not the muscle's own."""
    return ", ".join(f"{one.area.name.lower()}{_FELT_SIDES[one.side]}" for one in felt)


_FELT_SIDES = {
    ZoneSide.SAME: "",
    ZoneSide.BOTH: " on both sides",
    ZoneSide.EITHER: " on either side",
    ZoneSide.OPPOSITE: " on the other side",
}


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


def steps_phrase(treatments: Sequence[StepReference]) -> str:
    """Return the same for a column of a table: `pressed: lower-back/4, mid-back/5; stretched: lower-back/9`.

    Steps are written as `backpain why` takes them.
    """
    found: dict[str, list[str]] = {}
    for one in treatments:
        found.setdefault(_treated(one.kind).lower(), []).append(f"{one.routine}/{one.step}")
    return "; ".join(f"{verb}: {', '.join(steps)}" for verb, steps in sorted(found.items())) or "no routine"


def _treated(kind: StepKind) -> str:
    match kind:
        case StepKind.PRESS:
            return "Pressed"
        case StepKind.STRETCH:
            return "Stretched"
        case StepKind.STRENGTHEN:
            return "Strengthened"
        case StepKind.CHECK | StepKind.MOVE | StepKind.BREATHE | StepKind.REST:
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


def step_texts(step: Step, labels: Iterable[str] = TEXTS_OF_A_SHEET) -> list[tuple[str, str]]:
    """Return the texts of a step with these labels, in the order of the labels; none of the texts is empty."""
    tool = tool_phrase(step)
    texts = {
        "Dose": step_dose_phrase(step),
        "Note": step.note,
        "Link": step.link,
        "Where": step.where,
        "How": step.how,
        "Side": step.side_means,
        "With": tool,
        "Also": "" if tool else ", or ".join(step.instead),
        "Feel": step.feel,
        "Avoid": step.avoid,
        "Stop": step.stop,
        **dict.fromkeys(("If it hurts", "Instead"), step.neutral),
        "Published as felt mainly in": (areas_phrase(step.point.essential) if step.point is not None else ""),
    }
    return [(label, texts[label]) for label in labels if texts[label]]


CHIEF_SIGNS = (
    "chest pain, a sudden very bad pain or headache, numbness between the legs, trouble with pee or poo, a weak limb, "
    "a bad fall or fever"
)
"""The signs in one line, where there is no room for all of them; a test finds each in the table of signs."""
DO_NOT_BEGIN = f"with {CHIEF_SIGNS}: get medical help now."
