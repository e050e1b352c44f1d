"""A routine fitted to a person."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from backpain_cli.domain.anatomy.records import Stretch
from backpain_cli.domain.records.sessions import ComplaintKind, ReportedSign
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import Step, StepKind, plain_step_like
from backpain_cli.domain.safety.circumstances import (
    CircumstanceAnswer,
    CircumstanceRule,
    Circumstances,
    RuleAction,
    SubstituteStep,
    standing,
)
from backpain_cli.domain.terms import Place

GENTLE_PRESSURE = (1, 3)
"""On the scale of 0 to 10, where a rule asks for less (source M9)."""
_GRAVITY = tuple(RuleAction)


class StepChange(NamedTuple):
    """What became of one step, and why."""

    step_number: int
    """Counted from 1, the same before and after."""
    title: str
    """Of the step as it was written."""
    action: RuleAction
    """The strictest of those that the rules ask for."""
    why: str
    sources: tuple[str, ...]


class Adaptation(NamedTuple):
    """A routine as it is done by this person."""

    routine: Routine
    """As long as it was, step by step; unchanged where it is refused."""
    changes: tuple[StepChange, ...]
    refused: str
    """Why it is not for this person now; empty where it is."""
    is_personal: bool = True
    """Whether it is for one person, whose answers are known; False: for anyone."""


class _Reason(NamedTuple):
    action: RuleAction
    why: str
    sources: tuple[str, ...]


_GENTLE_FORM = _Reason(RuleAction.DROP, "The gentler form presses half of the points.", ("M9",))

_KEPT_OUT = _Reason(
    RuleAction.DROP,
    "You reported a sharp, electric or tingling sign here twice. `backpain screen --edit` takes that back.",
    ("M9", "CORR"),
)

_DULLED = _Reason(RuleAction.DROP, "Pain must be able to warn you, so nothing is pressed today.", ("CORR",))


def unadapted(routine: Routine) -> Adaptation:
    """Return `routine` as it is written, for anyone."""
    return Adaptation(routine, (), "", is_personal=False)


def adapt_routine(
    routine: Routine,
    answers: Mapping[str, str],
    circumstances: Circumstances,
    *,
    kept_out: frozenset[str] = frozenset(),
    gentle: bool = False,
    dulled: bool = False,
) -> Adaptation:
    """Return `routine` as this person may do it.

    Args:
        routine: shipped, or a person's own: both go through the same rules.
        answers: what is kept of the person, by key of the circumstance; what is missing counts as unsure.
        kept_out: keys of muscles that are not pressed, because a sign was reported there twice.
        gentle: whether every second press becomes slow movement; the first stays.
        dulled: whether something dulls pain today, so that nothing is pressed.
    """
    holding = list(_rules_that_hold(answers, circumstances))
    for rule in holding:
        if rule.action is RuleAction.REFUSE and _concerns(rule, routine):
            return Adaptation(routine, (), rule.why)
    steps: list[Step] = []
    changes: list[StepChange] = []
    fitting = _Fitting(routine, circumstances)
    pressed = 0
    for number, step in enumerate(routine.steps, start=1):
        reasons = [_Reason(rule.action, rule.why, rule.sources) for rule in holding if _touches(rule, step, routine)]
        if step.traits.presses:
            reasons += [_DULLED] if dulled else []
            reasons += [_KEPT_OUT] if step.muscle is not None and step.muscle.key in kept_out else []
            if not any(reason.action in {RuleAction.DROP, RuleAction.SEATED} for reason in reasons):
                pressed += 1
                reasons += [_GENTLE_FORM] if gentle and pressed % 2 == 0 else []
        reasons += _reasons_to_rise_from_a_chair(step, routine.steps[: number - 1], holding)
        steps.append(fitting.changed(step, reasons))
        if reasons:
            changes.append(_change(number, step, reasons))
    return Adaptation(replace(routine, steps=tuple(steps)), tuple(changes), "")


def _reasons_to_rise_from_a_chair(
    step: Step, before: Sequence[Step], holding: Sequence[CircumstanceRule]
) -> list[_Reason]:
    """Return why a person who stayed on the chair gets up from it, where others get up from the floor."""
    if not step.traits.rests or step.place is Place.FLOOR or not before or before[-1].place is not Place.FLOOR:
        return []
    return [_Reason(rule.action, rule.why, rule.sources) for rule in holding if rule.action is RuleAction.SEATED]


def _rules_that_hold(answers: Mapping[str, str], circumstances: Circumstances) -> Iterable[CircumstanceRule]:
    for one in circumstances.all:
        if (answer := standing(answers, one.key)) is not CircumstanceAnswer.NO:
            yield from (rule for rule in one.rules if not (rule.unless_agreed and answer is CircumstanceAnswer.AGREED))


def _concerns(rule: CircumstanceRule, routine: Routine) -> bool:
    regions = frozenset({str(routine.region)}) if rule.main_region else routine.regions
    return not rule.routine_regions or bool(rule.routine_regions & regions)


def _touches(rule: CircumstanceRule, step: Step, routine: Routine) -> bool:
    """Return whether `rule` is for this step; what we do not know of a person's own words counts as touched."""
    if rule.action is RuleAction.REFUSE or not _concerns(rule, routine):
        return False
    muscle = step.muscle
    if rule.places and step.place not in rule.places:
        return False
    if rule.muscles and (muscle is None or muscle.key not in rule.muscles):
        return False
    if rule.regions and muscle is not None and not rule.regions & set(muscle.regions):
        return False
    if rule.seats and muscle is not None and muscle.seat not in rule.seats:
        return False
    if rule.kinds and step.kind not in rule.kinds:
        return _is_own_movement(step, routine) and bool(rule.bends) and StepKind.STRETCH in rule.kinds
    return _moves_so(rule, step, routine)


def _is_own_movement(step: Step, routine: Routine) -> bool:
    """Return whether only its writer knows how it moves the spine."""
    return routine.origin is not RoutineOrigin.SHIPPED and step.traits.moves


def _moves_so(rule: CircumstanceRule, step: Step, routine: Routine) -> bool:
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
    if stretch is None or routine.origin is RoutineOrigin.SHIPPED:
        return stretch
    return stretch if (step.do, step.how) == (stretch.do, stretch.posture) else None


class _Fitting:
    """Changes the steps of one routine, one after the other; substitutes take turns."""

    def __init__(self, routine: Routine, circumstances: Circumstances) -> None:
        self._shipped = routine.origin is RoutineOrigin.SHIPPED
        self._circumstances = circumstances
        self._used: Counter[Place] = Counter()

    def changed(self, step: Step, reasons: list[_Reason]) -> Step:
        """Return `step` as the strictest of the reasons asks for, exactly as long."""
        actions = {reason.action for reason in reasons}
        if RuleAction.SEATED in actions and step.traits.rests:
            seated = self._circumstances.stay_seated if step.place is Place.FLOOR else self._circumstances.rise_seated
            return _as(step, StepKind.REST, seated, Place.SITTING if step.place is Place.FLOOR else step.place)
        if actions & {RuleAction.DROP, RuleAction.SEATED}:
            return self._stand_in(step, Place.SITTING if RuleAction.SEATED in actions else step.place)
        if RuleAction.NEUTRAL in actions and step.traits.stretches:
            return self._neutral(step)
        return _gentler(step, " ".join(dict.fromkeys(reason.why for reason in reasons))) if reasons else step

    def _stand_in(self, step: Step, place: Place) -> Step:
        choices = self._circumstances.stand_ins[place]
        instead = choices[self._used[place] % len(choices)]
        self._used[place] += 1
        return _as(step, StepKind.MOVE, instead, place)

    def _neutral(self, step: Step) -> Step:
        """Return the neutral choice of a stretch, in words that we know; where there are none, slow movement."""
        ours = step.neutral if self._shipped else ""
        if not ours and step.stretch is not None and step.stretch.place is step.place:
            ours = step.stretch.neutral
        if not ours:
            return self._stand_in(step, step.place)
        return plain_step_like(
            step,
            StepKind.MOVE,
            title=f"Instead of {step.title[:1].lower()}{step.title[1:]}",
            do=ours,
            how="",
            place=step.place,
        )


def _as(step: Step, kind: StepKind, instead: SubstituteStep, place: Place) -> Step:
    done = plain_step_like(step, kind, title=instead.title, do=instead.do, how=instead.how, place=place)
    return done._replace(sources=instead.sources)


def _gentler(step: Step, why: str) -> Step:
    low, high = step.pressure or GENTLE_PRESSURE
    pressure = (min(low, GENTLE_PRESSURE[0]), min(high, GENTLE_PRESSURE[1])) if step.pressure else None
    # The reason follows what to do, so that it is in view at any size; and no hold is made longer by a key.
    return step._replace(pressure=pressure, cap=step.hold, do=f"{step.do} {why}".strip())


def _change(number: int, step: Step, reasons: list[_Reason]) -> StepChange:
    strictest = min((reason.action for reason in reasons), key=_GRAVITY.index)
    if strictest is RuleAction.NEUTRAL and not step.traits.stretches:
        # A movement in a person's own words has no neutral choice that we know.
        strictest = RuleAction.GENTLER
    return StepChange(
        step_number=number,
        title=step.title,
        action=strictest,
        why=" ".join(dict.fromkeys(reason.why for reason in reasons)),
        sources=tuple(dict.fromkeys(source for reason in reasons for source in reason.sources)),
    )


EXCLUDING_SIGNS = 2


def excluded_muscles(
    signs: Sequence[tuple[datetime, ReportedSign]], taken_back: Mapping[str, datetime]
) -> frozenset[str]:
    """Return the keys of the muscles that are not pressed.

    These are the ones for which a sharp, electric or tingling sign was reported twice since the person last took that
    back.
    """
    reported: Counter[str] = Counter()
    for when, sign in signs:
        if sign.complaint is not ComplaintKind.WARNING or not sign.muscle:
            continue
        if (since := taken_back.get(sign.muscle)) is None or when > since:
            reported[sign.muscle] += 1
    return frozenset(muscle for muscle, times in reported.items() if times >= EXCLUDING_SIGNS)
