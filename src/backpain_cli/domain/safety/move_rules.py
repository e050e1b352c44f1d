"""What circumstances do to moves of our vocabulary, and to breathing in a chosen pattern."""

from collections.abc import Iterable, Mapping
from typing import assert_never

from backpain_cli.domain.anatomy.moves import Move, MoveAction, MoveRule
from backpain_cli.domain.routine.own_doses import at_level, number_written, with_times
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.safety.circumstances import CircumstanceAnswer, standing
from backpain_cli.domain.safety.fact_table import FactTable, HeldCircumstances, circumstance_answers
from backpain_cli.domain.safety.plan_rules import PlanRule, RuleAction

_BREATH_IS_NOT_HELD = ("pregnancy", "head-low", "aneurysm")
_SPARED_CHEST = "chest"
_HALF = "Do it small and easy, and rest in the time that is left."
_EASY = "Take the easy form."
_BREATHE_ON = "Do not hold your breath: let the breath out take its time."


def move_rules(step: Step, held: HeldCircumstances, table: FactTable) -> list[PlanRule]:
    """Return the rules by which `step` is changed because of the move that it is, or of how one breathes in it."""
    if step.move is None and step.breathing is None:
        return []
    answers = circumstance_answers(table, held)
    names = {one.key: one.name for one in table.circumstances}
    found = [] if step.move is None else list(_of_move(step, step.move, answers, names))
    if step.breathing is not None and step.breathing.hold:
        spares_chest = "gently" in held and _SPARED_CHEST in held["gently"].choices
        if spares_chest or any(_holds(key, answers) for key in _BREATH_IS_NOT_HELD):
            why = "Holding the breath raises the pressure, so the breath out takes that time."
            found.append(PlanRule(RuleAction.GENTLER, why, ("CJ",), say=_BREATHE_ON))
    return found


def _holds(key: str, answers: Mapping[str, str]) -> bool:
    return standing(answers, key) is not CircumstanceAnswer.NO


def _of_move(step: Step, move: Move, answers: Mapping[str, str], names: Mapping[str, str]) -> Iterable[PlanRule]:
    for rule in move.circumstances:
        is_agreed = standing(answers, rule.of) is CircumstanceAnswer.AGREED
        if not _holds(rule.of, answers) or (is_agreed and rule.unless_agreed):
            continue
        if rule.action is MoveAction.LEVEL and step.level <= rule.highest:
            continue
        why = f"With {names[rule.of]}: {_what(rule)}."
        halves = rule.action is MoveAction.GENTLER
        yield PlanRule(
            _action(rule),
            why,
            move.sources,
            say=rule.say or (_HALF if halves else _EASY),
            halves=halves,
            highest_level=1 if halves else rule.highest,
        )


def _action(rule: MoveRule) -> RuleAction:
    match rule.action:
        case MoveAction.REFUSE | MoveAction.DROP:
            return RuleAction.DROP
        case MoveAction.SEATED:
            return RuleAction.SEATED
        case MoveAction.NEUTRAL:
            return RuleAction.NEUTRAL
        case MoveAction.LEVEL | MoveAction.GENTLER:
            return RuleAction.GENTLER
        case MoveAction.REMIND:
            return RuleAction.REMIND
        case _ as unreachable:
            assert_never(unreachable)


def _what(rule: MoveRule) -> str:
    match rule.action:
        case MoveAction.REFUSE | MoveAction.DROP:
            return "this exercise is left out"
        case MoveAction.SEATED:
            return "this is done on a chair"
        case MoveAction.NEUTRAL:
            return "the neutral choice is done instead"
        case MoveAction.LEVEL:
            return f"no more than level {rule.highest}"
        case MoveAction.GENTLER:
            return "level 1 and half as often"
        case MoveAction.REMIND:
            return f"{rule.say[:1].lower()}{rule.say[1:]}".rstrip(".")
        case _ as unreachable:
            assert_never(unreachable)


def gentler_move(step: Step, reasons: Iterable[PlanRule]) -> Step | None:
    """Return `step` no harder than the rules allow, exactly as long; None where it has no such form in its place."""
    rules = [rule for rule in reasons if rule.action is RuleAction.GENTLER]
    highest = min((rule.highest_level for rule in rules if rule.highest_level), default=0)
    if step.move is not None and highest and step.level > highest:
        form = at_level(step, highest)
        if form is None:
            return None
        step = form
    if step.breathing is not None and rules:
        without = step.breathing.without_hold
        do = step.do.replace(f", hold for {step.breathing.hold}", "").replace(
            f"out for {step.breathing.exhale}", f"out for {without.exhale}"
        )
        step = step._replace(breathing=without, do=do)
    return _half(step) if any(rule.halves for rule in rules) else step


def _half(step: Step) -> Step:
    """Return `step` with half of its repetitions or holds; the time that is left is rest at its end."""
    before, written = step.seconds, number_written(step)
    if written is None:
        return step
    # A number that the person lowered already is not halved again.
    number = min(step.number, max(1, max(step.number, written.least) // 2))
    step = with_times(step, number)
    step = step._replace(cap=step.hold)
    return step._replace(rest_after=step.rest_after + before - step.seconds)
