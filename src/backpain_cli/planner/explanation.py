"""Why each step is in a plan, and what just missed it."""

from collections.abc import Sequence
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import PainArea, Prevalence
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.planner.best_plan import BestPlan, best_plan
from backpain_cli.planner.candidates import MAINLY, PlanOption, StepWorth, is_listed, reported
from backpain_cli.planner.optimizer import Block, choice_value
from backpain_cli.planner.request import PlanRequest

MOST_MISSED = 3


class StepReason(NamedTuple):
    """Why a step is in a plan, or what it would have brought."""

    option: PlanOption
    mainly: tuple[PainArea, ...]
    """Areas in which it is published as felt mainly; for a move, those for which it is listed."""
    also: tuple[PainArea, ...]
    figures: tuple[Prevalence, ...]
    """How often its muscle was found involved."""
    own_record: int
    """What the person's own answers add to its worth."""


class MissedStep(NamedTuple):
    """A step that is not in a plan."""

    reason: StepReason
    loss: int | None
    """By how much the best plan with it is worth less; None where no plan with it keeps to the limits."""


def reasons_for(plan: BestPlan, atlas: Atlas) -> list[StepReason]:
    """Return why each of the chosen steps is in `plan`, in the order of the plan."""
    return [_reason(option, plan.request, atlas) for option in plan.chosen]


def missed_steps(plan: BestPlan, options: Sequence[PlanOption], atlas: Atlas) -> list[MissedStep]:
    """Return the steps whose plan comes nearest to `plan`, of those with the most worth of their own."""
    chosen = {one.candidate.group for one in plan.chosen}
    # One form of a step stands for all, and breathing is always in.
    others = {
        one.candidate.group: one
        for one in sorted(options, key=_own_worth)
        if one.candidate.group not in chosen and one.candidate.kind is not StepKind.BREATHE
    }
    found = []
    for option in sorted(others.values(), key=_own_worth, reverse=True)[:MOST_MISSED]:
        with_it = best_plan(plan.request, _forced(options, option))
        is_in = with_it is not None and any(one.candidate.group == option.candidate.group for one in with_it.chosen)
        loss = plan.value + FORCED - with_it.value if with_it is not None and is_in else None
        found.append(MissedStep(_reason(option, plan.request, atlas), loss))
    return found


def routine_value(routine: Routine, request: PlanRequest, atlas: Atlas) -> int:
    """Return what a whole routine is worth for a request, whoever wrote it: what `docs/planning.md` counts."""
    worth = StepWorth(atlas, request)
    steps = [step for step in routine.steps if step.kind not in {StepKind.CHECK, StepKind.REST}]
    chosen = [worth.candidate(step, str(number), str(number), Block.FEET) for number, step in enumerate(steps)]
    return choice_value(chosen, routine.seconds - sum(step.seconds for step in steps))


FORCED = 10_000
"""More than any plan is worth: a step with it is in every plan that it fits into."""


def _forced(options: Sequence[PlanOption], wanted: PlanOption) -> list[PlanOption]:
    group = wanted.candidate.group
    return [
        one._replace(candidate=one.candidate._replace(bonus=one.candidate.bonus + FORCED))
        if one.candidate.group == group
        else one
        for one in options
    ]


def _own_worth(option: PlanOption) -> tuple[int, int, str]:
    candidate = option.candidate
    return sum(candidate.coverage) * MAINLY + candidate.bonus, -candidate.seconds, candidate.key


def _reason(option: PlanOption, request: PlanRequest, atlas: Atlas) -> StepReason:
    step, coverage = option.step, option.candidate.coverage
    mainly = tuple(area for area, units in zip(request.areas, coverage, strict=False) if units >= MAINLY)
    also = tuple(area for area, units in zip(request.areas, coverage, strict=False) if 0 < units < MAINLY)
    if not coverage:
        mainly = tuple(
            area for area in request.areas if step.move is not None and is_listed(step.move, area.key, atlas)
        )
    muscle = None if step.muscle is None else atlas.muscles.get(step.muscle.key)
    figures = tuple(reported(muscle, request)) if muscle is not None and step.traits.presses else ()
    return StepReason(option, mainly, also, figures, request.record.get(step.title, 0))
