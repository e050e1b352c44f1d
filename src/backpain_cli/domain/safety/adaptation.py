"""A routine fitted to a person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step, StepKind, plain_step_like
from backpain_cli.domain.safety.concerned import with_own_cautions
from backpain_cli.domain.safety.fact_table import FactTable, HeldCircumstances, circumstance_answers
from backpain_cli.domain.safety.move_rules import gentler_move, move_rules
from backpain_cli.domain.safety.plan_rules import (
    GENTLE_FORM,
    KEPT_OUT,
    RESTING,
    PlanRule,
    RuleAction,
    Substitutes,
    SubstituteStep,
    concerns_routine,
    left_out_rule,
    rises,
    touches,
)
from backpain_cli.domain.terms import Place

_GRAVITY = tuple(RuleAction)
_ON_THE_FEET = frozenset({Place.STANDING, Place.WALL})


class StepChange(NamedTuple):
    """What became of one step, and why."""

    step_number: int
    """Counted from 1, the same before and after."""
    title: str
    """Of the step as it was written."""
    action: RuleAction
    """The strictest of those that the rules ask for."""
    why: str
    """Of what is only gentler all reasons, else one: that of the strictest rule, the first of several."""
    sources: tuple[str, ...]


class Adaptation(NamedTuple):
    """A routine as it is done by this person."""

    routine: Routine
    """As long as it was, step by step; as it is written where it is refused."""
    changes: tuple[StepChange, ...]
    refused: str
    """Why it is not for this person now; empty where it is."""
    is_personal: bool = True
    """Whether it is for one person, whose answers are known; False: for anyone."""


def unadapted(routine: Routine) -> Adaptation:
    """Return `routine` as it is written, for anyone."""
    return Adaptation(with_own_cautions(routine, None), (), "", is_personal=False)


def adapt_routine(
    routine: Routine,
    held: HeldCircumstances | None,
    table: FactTable,
    *,
    kept_out: frozenset[str] = frozenset(),
    resting: frozenset[str] = frozenset(),
    left_out: frozenset[str] = frozenset(),
    gentle: bool = False,
) -> Adaptation:
    """Return `routine` as this person may do it.

    Args:
        routine: shipped, or a person's own: both go through the same rules.
        held: what holds for the person, from `circumstances_of`; None where nothing is known of them.
        table: has the rules.
        kept_out: keys of muscles that are not pressed, because a sign was reported there twice.
        resting: keys of muscles that are not pressed today.
        left_out: keys of moves that are not done, because one sent pain further down a limb.
        gentle: whether every second press becomes slow movement; the first stays.
    """
    routine = with_own_cautions(routine, None if held is None else circumstance_answers(table, held))
    holding = list(_rules_that_hold(held or {}, table))
    for rule in holding:
        if rule.action is RuleAction.REFUSE and concerns_routine(rule, routine):
            return Adaptation(routine, (), rule.why)
    own = [
        [
            *([left_out_rule(step.move.key)] if step.move and step.move.key in left_out else []),
            *([] if held is None else move_rules(step, held, table)),
        ]
        for step in routine.steps
    ]
    reasons = _reasons(routine, holding, own, kept_out, resting, gentle=gentle)
    fitting = _Fitting(routine, table.substitutes, {rule.leaves_out for rule in holding if rule.leaves_out})
    steps = [fitting.changed(step, why, before) for step, before, why in zip(*_in_order(routine), reasons, strict=True)]
    reasoned = enumerate(zip(routine.steps, reasons, strict=True), start=1)
    changes = tuple(_change(number, step, why) for number, (step, why) in reasoned if why)
    return Adaptation(replace(routine, steps=tuple(steps)), changes, "")


def _in_order(routine: Routine) -> tuple[Sequence[Step], Sequence[Step | None]]:
    """Return the steps, and for each of them the step before it."""
    return routine.steps, (None, *routine.steps[:-1])


def _rules_that_hold(held: HeldCircumstances, table: FactTable) -> Iterable[PlanRule]:
    for group in table.rules:
        if (answer := held.get(group.of)) is None:
            continue
        for rule in group.rules:
            chosen = not rule.when or not rule.when.isdisjoint(answer.choices)
            if chosen and (not rule.also or rule.also in answer.choices) and not (rule.unless_agreed and answer.agreed):
                yield rule


def _reasons(
    routine: Routine,
    holding: Sequence[PlanRule],
    own: Sequence[Sequence[PlanRule]],
    kept_out: frozenset[str],
    resting: frozenset[str],
    *,
    gentle: bool,
) -> list[list[PlanRule]]:
    """Return for each step the rules by which it is changed; `own` are those of the moves themselves."""
    elsewhere = {RuleAction.SEATED, RuleAction.ON_A_BED}
    found: list[list[PlanRule]] = []
    went_down: list[PlanRule] = []
    pressed = 0
    for step, before, of_move in zip(*_in_order(routine), own, strict=True):
        reasons = [*of_move, *(rule for rule in holding if touches(rule, step, before, routine))]
        if step.traits.presses:
            muscle = "" if step.muscle is None else step.muscle.key
            reasons += [*([KEPT_OUT] if muscle in kept_out else []), *([RESTING] if muscle in resting else [])]
            if not _actions(reasons) & {RuleAction.DROP, RuleAction.SEATED}:
                pressed += 1
                reasons += [GENTLE_FORM] if gentle and pressed % 2 == 0 else []
        if RuleAction.DROP in _actions(reasons):
            reasons += [rule for rule in holding if rule.replacing]
        if step.place.basic is Place.FLOOR and (before is None or before.place.basic is not Place.FLOOR):
            went_down = [rule for rule in reasons if rule.action in elsewhere]
        if rises(step, before):
            # One gets up from where one is: from the floor as written, from the chair or the bed as one got there.
            reasons = [rule for rule in reasons if rule.action not in elsewhere] + went_down
        elif step.place.basic is Place.FLOOR and not _actions(reasons) & elsewhere:
            # Who stays on the chair is not on the floor for the steps between, whatever they are.
            reasons = reasons + [rule for rule in went_down if rule.action is RuleAction.SEATED]
        if _actions(reasons) & {RuleAction.DROP, *elsewhere}:
            reasons = [rule for rule in reasons if rule.action not in {RuleAction.GENTLER, RuleAction.REMIND}]
        found.append(reasons)
    for rule in holding:
        if rule.standing_over:
            _sit_between(routine, rule, found)
    return found


def _sit_between(routine: Routine, rule: PlanRule, reasons: list[list[PlanRule]]) -> None:
    """Add `rule` to the reasons of as many steps as it takes to sit down in time.

    Where a press would be too much, a step before it that presses nothing is done on the chair instead.
    """
    stood, last = 0, None
    for index, (step, before) in enumerate(zip(*_in_order(routine), strict=True)):
        if rises(step, before):
            stood, last = step.seconds, None
            continue
        if step.place.basic not in _ON_THE_FEET or RuleAction.SEATED in _actions(reasons[index]):
            stood, last = 0, None
            continue
        is_press = step.traits.presses and RuleAction.DROP not in _actions(reasons[index])
        stood += step.seconds
        if stood <= rule.standing_over:
            last = last if step.traits.presses else index
        elif is_press and last is not None and step.seconds <= rule.standing_over:
            reasons[last].append(rule)
            stood, last = step.seconds, None
        else:
            reasons[index].append(rule)
            stood, last = 0, None


def _actions(reasons: Iterable[PlanRule]) -> set[RuleAction]:
    return {reason.action for reason in reasons}


class _Fitting:
    """Changes the steps of one routine, one after the other; substitutes take turns."""

    def __init__(self, routine: Routine, substitutes: Substitutes, left_out: set[str]) -> None:
        self._shipped = routine.is_ours
        self._substitutes = substitutes
        self._left_out = left_out
        self._used: Counter[Place] = Counter()
        self._heads = 0

    def changed(self, step: Step, reasons: Sequence[PlanRule], before: Step | None) -> Step:
        """Return `step` as the strictest of the reasons asks for, exactly as long."""
        actions = _actions(reasons)
        if actions & {RuleAction.SEATED, RuleAction.ON_A_BED} and step.traits.rests:
            return self._other_rest(step, seated=RuleAction.SEATED in actions, rising=rises(step, before))
        if actions & {RuleAction.DROP, RuleAction.SEATED}:
            place = Place.SITTING if RuleAction.SEATED in actions else step.place
            if step.kind is StepKind.CHECK:
                return _as(step, StepKind.CHECK, self._substitutes.check, Place.SITTING)
            on_a_chair = next((rule.say for rule in reasons if rule.action is RuleAction.SEATED and rule.say), "")
            if on_a_chair and RuleAction.DROP not in actions:
                return _other_form(step, on_a_chair, Place.SITTING)
            # The head is moved only where no reason speaks against it, and in turn with other movement.
            if all(rule.head_moves for rule in reasons):
                self._heads += 1
                if self._heads % 2:
                    return _as(step, StepKind.MOVE, self._substitutes.head, place)
            return self._stand_in(step, place)
        if RuleAction.NEUTRAL in actions and _has_neutral(step):
            lifts = all(rule.extends for rule in reasons if rule.action is RuleAction.NEUTRAL)
            step = self._neutral(step, lifts=lifts and step.place.basic is Place.SITTING)
            reasons = [rule for rule in reasons if rule.action is RuleAction.REMIND]
        form = gentler_move(step, reasons)
        return self._stand_in(step, step.place) if form is None else _gentler(form, reasons)

    def _other_rest(self, step: Step, *, seated: bool, rising: bool) -> Step:
        texts = self._substitutes
        if rising:
            return _as(step, StepKind.REST, texts.rise_seated if seated else texts.rise_from_bed, step.place)
        if seated:
            return _as(step, StepKind.REST, texts.stay_seated, Place.SITTING)
        return _as(step, StepKind.REST, texts.lie_on_bed, step.place)

    def _stand_in(self, step: Step, place: Place) -> Step:
        choices = [one for one in self._substitutes.stand_ins[place.basic] if one.uses not in self._left_out]
        instead = choices[self._used[place] % len(choices)]
        self._used[place] += 1
        return _as(step, StepKind.MOVE, instead, place)

    def _neutral(self, step: Step, *, lifts: bool) -> Step:
        """Return the neutral choice of a stretch, in words that we know; where there are none, slow movement."""
        if lifts:
            return _as(step, StepKind.MOVE, self._substitutes.chest_lift, step.place)
        ours = step.neutral if self._shipped else ""
        if not ours and step.stretch is not None and step.stretch.place is step.place:
            ours = step.stretch.neutral
        if not ours and step.move is not None:
            ours = step.move.neutral
        if not ours:
            return self._stand_in(step, step.place)
        return _other_form(step, ours, step.place)


def _has_neutral(step: Step) -> bool:
    """Return whether there may be a neutral choice that we know."""
    return step.traits.stretches or step.stretch is not None or step.move is not None


def _other_form(step: Step, do: str, place: Place) -> Step:
    title = f"Instead of {step.title[:1].lower()}{step.title[1:]}"
    return plain_step_like(step, StepKind.MOVE, title=title, do=do, how="", place=place)


def _as(step: Step, kind: StepKind, instead: SubstituteStep, place: Place) -> Step:
    done = plain_step_like(step, kind, title=instead.title, do=instead.do, how=instead.how, place=place)
    return done._replace(sources=instead.sources)


def _gentler(step: Step, reasons: Sequence[PlanRule]) -> Step:
    """Return `step` with what to mind behind what to do, so that it is in view at any size."""
    if not reasons:
        return step
    step = step._replace(do=" ".join([step.do, *dict.fromkeys(rule.say or rule.why for rule in reasons)]))
    limits = [rule for rule in reasons if rule.action is not RuleAction.REMIND]
    # No hold is made longer by a key.
    step = step._replace(cap=step.hold) if limits else step
    if not limits or step.pressure is None:
        return step
    low, high = (min(values) for values in zip(step.pressure, *(rule.pressure for rule in limits), strict=True))
    hold = min([step.hold, *(rule.hold for rule in limits if rule.hold)])
    freed = (step.hold - hold) * step.turns
    # What the holds lose goes to the time in which nothing is pressed.
    ready, change = (step.ready, step.change + freed) if step.turns > 1 else (step.ready + freed, step.change)
    return step._replace(pressure=(low, high), hold=hold, cap=hold, ready=ready, change=change)


def _change(number: int, step: Step, reasons: Sequence[PlanRule]) -> StepChange:
    strictest = min(_actions(reasons), key=_GRAVITY.index)
    # What is only gentler has all of its reasons; else one is enough to read.
    decisive = [reason for reason in reasons if reason.action is strictest][:1]
    if strictest in {RuleAction.GENTLER, RuleAction.REMIND}:
        decisive = list(reasons)
    if strictest is RuleAction.NEUTRAL and not _has_neutral(step):
        # A movement in a person's own words has no neutral choice that we know.
        strictest = RuleAction.GENTLER
    return StepChange(
        step_number=number,
        title=step.title,
        action=strictest,
        why=" ".join(dict.fromkeys(reason.why for reason in decisive)),
        sources=tuple(dict.fromkeys(source for reason in reasons for source in reason.sources)),
    )
