"""Changes of a plan while it is done: a longer or shorter hold, less pressure, rest instead of a press."""

from collections.abc import Sequence
from dataclasses import replace

from backpain_cli.domain.routine.layout import chain_segments
from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.routine.steps import Step, rest_step
from backpain_cli.domain.terms import Side

LOWEST_PRESSURE = 1


def with_hold(plan: Plan, index: int, seconds: int) -> Plan:
    """Return `plan` with the segment of index `index` (from 0) `seconds` long, and all later segments moved."""
    change = seconds - plan.segments[index].seconds
    segments = [
        segment._replace(seconds=seconds) if number == index else segment
        for number, segment in enumerate(plan.segments)
    ]
    return Plan(routine=plan.routine, segments=chain_segments(segments), added=plan.added + change)


def with_pressure(plan: Plan, number: int, pressure: tuple[int, int]) -> Plan:
    """Return `plan` with another pressure in step `number` (from 1); all times stay the same."""
    segments = [
        segment._replace(step=segment.step._replace(pressure=pressure)) if segment.step_number == number else segment
        for segment in plan.segments
    ]
    step = next(segment.step for segment in segments if segment.step_number == number)
    return _with_step(plan, number, step, segments)


def with_rest(plan: Plan, number: int, rest: Step) -> Plan:
    """Return `plan` with `rest` for all the time of step `number` (from 1).

    Raises:
        ValueError: `rest` is not as long as the step is in the routine.
    """
    of_step = [segment for segment in plan.segments if segment.step_number == number]
    resting = of_step[0]._replace(
        seconds=sum(segment.seconds for segment in of_step), phase=Phase.HOLD, side=Side.NONE, step=rest
    )
    before = [segment for segment in plan.segments if segment.step_number < number]
    after = [segment for segment in plan.segments if segment.step_number > number]
    return _with_step(plan, number, rest, [*before, resting, *after])


def halve_pressure(plan: Plan, segment: Segment) -> Plan:
    """Return `plan` with half the pressure in the step of `segment`, rounded down, and never below 1 of 10."""
    if segment.step.pressure is None:
        return plan
    low, high = segment.step.pressure
    halved = max(LOWEST_PRESSURE, low // 2), max(LOWEST_PRESSURE, high // 2)
    return with_pressure(plan, segment.step_number, halved)


def without_muscle(plan: Plan, segment: Segment) -> Plan:
    """Return `plan` with a rest in place of every later step that presses the muscle of `segment`."""
    muscle = segment.step.muscle
    if muscle is None:
        return plan
    why = f"{muscle.english} hurt earlier in this session."
    for number, step in enumerate(plan.routine.steps, start=1):
        same = step.muscle is not None and step.muscle.key == muscle.key
        if number > segment.step_number and same and step.traits.presses:
            plan = with_rest(plan, number, rest_step(step, why))
    return plan


def _with_step(plan: Plan, number: int, step: Step, segments: Sequence[Segment]) -> Plan:
    steps = tuple(step if at == number else each for at, each in enumerate(plan.routine.steps, start=1))
    return Plan(routine=replace(plan.routine, steps=steps), segments=chain_segments(segments), added=plan.added)
