"""Why each step is in a plan, and what just missed it."""

from collections.abc import Sequence
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import PainArea, Prevalence, TriggerPoint
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step, StepKind
from backpain_cli.domain.terms import ZoneKind
from backpain_cli.planner.best_plan import BestPlan, best_plan
from backpain_cli.planner.candidates import PlanOption
from backpain_cli.planner.problem import Block, choice_value
from backpain_cli.planner.request import PlanRequest
from backpain_cli.planner.worth import MAINLY, StepWorth, is_listed, reported

MOST_MISSED = 3


class StepReason(NamedTuple):
    """Why a step is in a plan, or what it would have brought."""

    option: PlanOption
    mainly: tuple[PainArea, ...]
    """Areas in which it, or a muscle that it stretches, is mainly felt by a published map; those a move is for."""
    also: tuple[PainArea, ...]
    """Areas in which that is felt too."""
    sources: tuple[str, ...]
    """Keys of the sources of those maps."""
    figures: tuple[Prevalence, ...]
    """How often its muscle was found involved."""
    opposing: bool
    """Whether it stretches a muscle that pulls against one that is felt in the areas."""
    own_record: int
    """What the person's own answers add to its worth."""
    liked: bool
    """Whether it is in the routine that the plan should resemble."""


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
        found.append(MissedStep(_reason(option, plan.request, atlas), _loss(plan, with_it, option)))
    return found


def _loss(plan: BestPlan, with_it: BestPlan | None, option: PlanOption) -> int | None:
    """Return by how much a plan with a step is worth less; None where none has as much of every kind."""
    if with_it is None or not {*with_it.given_up} <= {*plan.given_up}:
        return None
    is_in = any(one.candidate.group == option.candidate.group for one in with_it.chosen)
    # The one with it may need a seat less, and be worth more.
    return max(0, plan.value + FORCED - with_it.value) if is_in else None


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
    step = option.step
    points = _points_of(step, atlas)
    zones = [{point.zone_in(area.key) for point in points} for area in request.areas]
    mainly = [area for area, kinds in zip(request.areas, zones, strict=True) if ZoneKind.ESSENTIAL in kinds]
    also = [area for area, kinds in zip(request.areas, zones, strict=True) if ZoneKind.SPILLOVER in kinds]
    sources = [key for point in points if any(map(point.zone_in, request.area_keys)) for key in point.sources]
    if step.move is not None:
        mainly = [area for area in request.areas if is_listed(step.move, area.key, atlas)]
    muscle = None if step.muscle is None else atlas.muscles.get(step.muscle.key)
    figures = tuple(reported(muscle, request)) if muscle is not None and step.traits.presses else ()
    keys = {one.key for one in (step.point, step.stretch, step.move) if one is not None}
    return StepReason(
        option,
        tuple(mainly),
        tuple(area for area in also if area not in mainly),
        tuple(dict.fromkeys(sources)),
        figures,
        opposing=step.kind is StepKind.STRETCH and option.candidate.wanted,
        own_record=request.record.get(step.title, 0),
        liked=not keys.isdisjoint(request.like),
    )


def _points_of(step: Step, atlas: Atlas) -> list[TriggerPoint]:
    """Return the points whose maps are a reason for a step: the one that is pressed, or those of what is stretched."""
    if step.point is not None:
        return [step.point]
    muscles = step.stretch.muscles if step.stretch is not None else ()
    return [point for key in muscles if key in atlas.muscles for point in atlas.muscles[key].points]
