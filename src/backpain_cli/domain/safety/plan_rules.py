"""Rules about what holds for a person, and which steps of a routine they touch."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from backpain_cli.domain.anatomy.records import Muscle, Stretch
from backpain_cli.domain.routine.own_doses import OwnDose
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step, StepKind
from backpain_cli.domain.terms import Place, Region

_HEAD_WORDS = r"(?i)\bchin\b|\b(?:turn|tilt|nod|lift|drop)\b[^.]*\b(?:head|neck)\b"


class RuleAction(StrEnum):
    """What a rule does to a step, from what changes most."""

    REFUSE = "refuse"
    """The routine is not for this person now."""
    DROP = "drop"
    """Movement of use instead, in the same place for the same seconds."""
    SEATED = "seated"
    """The same on a chair."""
    ON_A_BED = "on-a-bed"
    """Lying down on a bed instead of the floor, and up from it, without kneeling."""
    NEUTRAL = "neutral"
    """The step's own neutral choice instead."""
    GENTLER = "gentler"
    """Less pressure, a shorter hold, or a smaller movement."""
    REMIND = "remind"
    """A sentence more."""


class PlanRule(NamedTuple):
    """What something that holds for a person does to the steps that it touches. An empty field asks for nothing."""

    action: RuleAction
    why: str
    """The reason, a sentence for the person alone."""
    sources: tuple[str, ...]
    say: str = ""
    """What to mind in a step that is gentler, or with a reminder; what is done where it is seated.

    Others may read it on a sheet: it names no reason.
    """
    when: frozenset[str] = frozenset()
    """The choices of which one must have been made."""
    also: str = ""
    """A choice that must have been made besides."""
    unless_agreed: bool = False
    """Whether it does not apply where a clinician has agreed."""
    kinds: frozenset[StepKind] = frozenset()
    places: frozenset[Place] = frozenset()
    """Each with all its forms: the floor is also hands and knees, standing also at a table."""
    muscles: frozenset[str] = frozenset()
    """Keys."""
    seats: frozenset[str] = frozenset()
    """Where the muscle lies."""
    regions: frozenset[Region] = frozenset()
    """Of the muscle."""
    but: frozenset[str] = frozenset()
    """Keys or seats of muscles that it leaves as they are."""
    where_it_hurts: bool = False
    """Only muscles of the region or of the areas that the routine is for."""
    bends: frozenset[str] = frozenset()
    """How the stretch moves the spine; one that is not known counts as moving it in every way."""
    end_range: bool = False
    """Only stretches that go to the end of the movement, or that are not known."""
    stretches: frozenset[str] = frozenset()
    """Keys; a stretch that is not known counts as each of them."""
    own_routines: bool = False
    """Only routines that are not shipped, of whose movements nothing is known."""
    turns_head: bool = False
    """Only steps whose words move the head, or a movement that is not known."""
    rising: bool = False
    """Only rests in which one gets up from the floor."""
    routine_regions: frozenset[Region] = frozenset()
    """Of the routine."""
    main_region: bool = False
    """Whether only the region that the routine is for counts, not all that it touches."""
    standing_over: int = 0
    """Seconds on the feet at a stretch: only steps with which it would be more."""
    replacing: bool = False
    """Only steps that another rule drops."""
    head_moves: bool = False
    """Whether a step that it drops becomes small movement of the head, where no other rule speaks against that."""
    extends: bool = False
    """Whether a seated stretch becomes the chest lift, which straightens the back, and not its own neutral choice."""
    leaves_out: str = ""
    """The limb, `arm` or `leg`, that the steps in place of dropped ones may not use."""
    pressure: tuple[int, int] = (1, 3)
    """The most, on the scale of 0 to 10, where it makes a press gentler (source M9)."""
    halves: bool = False
    """Whether it leaves half of the repetitions or holds of a move."""
    highest_level: int = 0
    """The highest level of a move that it leaves; 0: it limits none."""
    hold: int = 0
    """The longest hold of a press that it makes gentler, in seconds; 0 leaves it."""


GENTLE_FORM = PlanRule(RuleAction.DROP, "The gentler form presses half of the points.", ("M9",))

RESTING = PlanRule(
    RuleAction.DROP, "Something sharp came in this part of the body today, so it rests until tomorrow.", ("CJ",)
)

KEPT_OUT = PlanRule(
    RuleAction.DROP,
    "You reported a sharp, electric or tingling sign here twice. `backpain screen --edit` takes that back.",
    ("M9", "CORR"),
)


def left_out_rule(move: str) -> PlanRule:
    """Return the rule for a move, by its key, that sent pain further down a limb or brought something new."""
    why = "It sent pain further, or something was new. Let somebody see it."
    return PlanRule(RuleAction.DROP, f"{why} `backpain moves {move} --level 1` takes it back in.", ("S185", "CJ"))


class LeftOut(NamedTuple):
    """What a person leaves out, or does in another number, besides what holds for them."""

    kept_out: frozenset[str] = frozenset()
    """Keys of the muscles that reported signs exclude until that is taken back."""
    resting: frozenset[str] = frozenset()
    """Keys of the muscles that a sign of today excludes."""
    moves: frozenset[str] = frozenset()
    """Keys of the moves that are not done, because one sent pain further down a limb."""
    doses: Mapping[str, OwnDose] = MappingProxyType({})
    """The person's own levels and numbers, by key of the move."""


NOTHING_LEFT_OUT = LeftOut()


class RuleGroup(NamedTuple):
    """The rules about one fact, or about something that holds beside the facts."""

    of: str
    rules: tuple[PlanRule, ...]


class SubstituteStep(NamedTuple):
    """What a step becomes."""

    title: str
    do: str
    how: str
    sources: tuple[str, ...]
    uses: str = ""
    """The limb that it moves, `arm` or `leg`."""


class Substitutes(NamedTuple):
    """What steps become, the same for everybody."""

    stand_ins: Mapping[Place, tuple[SubstituteStep, ...]]
    """For dropped steps, by place; several take them in turn. They are safe for everybody."""
    head: SubstituteStep
    """Small movement of the head."""
    chest_lift: SubstituteStep
    """The first level of that move, sitting, for a stretch that bends a spine with weak bones (sources S181, S182)."""
    check: SubstituteStep
    """For a check that is not done: a look at the pain, seated."""
    stay_seated: SubstituteStep
    """For who stays on the chair while others change place."""
    rise_seated: SubstituteStep
    """For who gets up from the chair while others get up from the floor."""
    lie_on_bed: SubstituteStep
    rise_from_bed: SubstituteStep


def concerns_routine(rule: PlanRule, routine: Routine) -> bool:
    """Return whether `rule` is about routines like this one."""
    regions = frozenset({str(routine.region)}) if rule.main_region else routine.regions
    return not rule.routine_regions or bool(rule.routine_regions & regions)


def touches(rule: PlanRule, step: Step, before: Step | None, routine: Routine) -> bool:
    """Return whether `rule` is for this step; what is not known of a person's own words counts as touched.

    Rules about what other rules do, or about how long one stands, touch no step by themselves.

    Args:
        rule: one that holds for the person.
        step: of `routine`.
        before: the step before it.
        routine: as it is written.
    """
    if rule.action is RuleAction.REFUSE or rule.replacing or rule.standing_over or not concerns_routine(rule, routine):
        return False
    if rule.places and rule.places.isdisjoint(_forms(step.place)):
        return False
    is_on_bed = rule.action is RuleAction.ON_A_BED and step.place is Place.BED
    if is_on_bed or (rule.rising and not rises(step, before)):
        return False
    if rule.own_routines and routine.is_ours:
        return False
    if rule.turns_head and not (moves_the_head(step) or _is_own_movement(step, routine)):
        return False
    if step.muscle is not None and not _is_about(rule, step.muscle, routine):
        return False
    if rule.kinds and _kind_for_rules(step) not in rule.kinds:
        is_unknown = _is_own_movement(step, routine) and StepKind.STRETCH in rule.kinds
        return is_unknown and bool(rule.bends or rule.end_range)
    return _moves_so(rule, step, routine)


def _forms(place: Place) -> frozenset[Place]:
    """Return what a step in that place counts as; on a floor or a bed one may lie on the back."""
    lying = {Place.LYING_BACK} if place in {Place.FLOOR, Place.BED} else set()
    return frozenset({place, place.basic, *lying})


def _kind_for_rules(step: Step) -> StepKind:
    """Return the kind as which the rules see a step: strength moves, and what we know as a stretch stays one."""
    if step.stretch is not None:
        return StepKind.STRETCH
    return StepKind.MOVE if step.kind is StepKind.STRENGTHEN else step.kind


def moves_the_head(step: Step) -> bool:
    """Return whether the words of `step` move the head."""
    moves = step.traits.moves or step.traits.stretches
    return moves and re.search(_HEAD_WORDS, f"{step.do} {step.how}") is not None


def rises(step: Step, before: Step | None) -> bool:
    """Return whether one gets up from the floor in this step."""
    was_down = before is not None and before.place.basic is Place.FLOOR
    return step.traits.rests and step.place.basic is not Place.FLOOR and was_down


def _is_about(rule: PlanRule, muscle: Muscle, routine: Routine) -> bool:
    if rule.but & {muscle.key, muscle.seat} or (rule.muscles and muscle.key not in rule.muscles):
        return False
    if (rule.regions and rule.regions.isdisjoint(muscle.regions)) or (rule.seats and muscle.seat not in rule.seats):
        return False
    hurts = routine.region in muscle.regions or any(muscle.is_local_in(area.key) for area in routine.areas)
    return hurts or not rule.where_it_hurts


def _is_own_movement(step: Step, routine: Routine) -> bool:
    """Return whether only its writer knows how it moves the spine."""
    is_ours = step.move is not None and step.do == step.move.first_sentence
    return not (routine.is_ours or is_ours) and step.traits.moves


def _moves_so(rule: PlanRule, step: Step, routine: Routine) -> bool:
    stretch = _known_stretch(step, routine)
    if stretch is None:
        # A stretch in a person's own words may bend as far as it likes.
        return step.traits.stretches or not (rule.bends or rule.end_range or rule.stretches)
    if rule.stretches and stretch.key not in rule.stretches:
        return False
    if rule.bends and stretch.bends not in rule.bends:
        return False
    return stretch.end_range or not rule.end_range


def _known_stretch(step: Step, routine: Routine) -> Stretch | None:
    """Return the stretch of a step where its words are ours; a known name over other words is not known."""
    stretch = step.stretch
    if stretch is None or routine.is_ours:
        return stretch
    return stretch if (step.do, step.how) == (stretch.do, stretch.posture) else None
