"""What becomes of a plan when something hurts: it goes on more gently, or leaves the muscle alone."""

from backpain_cli.domain.plan import Plan
from backpain_cli.domain.resting import rest_instead_of
from backpain_cli.domain.routine import StepKind
from backpain_cli.domain.segment import Segment

LEAST_PRESSURE = 1


def eased(plan: Plan, segment: Segment) -> Plan:
    """Return `plan` with half the pressure in the step of `segment`, rounded down, and never below 1 of 10."""
    if segment.step.pressure is None:
        return plan
    low, high = segment.step.pressure
    return plan.with_pressure_of(segment.step_number, (max(LEAST_PRESSURE, low // 2), max(LEAST_PRESSURE, high // 2)))


def without_pressing(plan: Plan, segment: Segment) -> Plan:
    """Return `plan` with a rest in place of every later step that presses the muscle of `segment`."""
    muscle = segment.step.muscle
    if muscle is None:
        return plan
    why = f"{muscle.english} hurt earlier in this session."
    for number, step in enumerate(plan.routine.steps, start=1):
        same = step.muscle is not None and step.muscle.key == muscle.key
        if number > segment.step_number and same and step.kind is StepKind.PRESS:
            plan = plan.with_rest_for(number, rest_instead_of(step, why))
    return plan
