"""Changes of a plan while it is done: another hold, less pressure, a position of ease or a chair instead of a press.

An optional step can be left out, and taken in again.
"""

from collections.abc import Sequence
from dataclasses import replace

from backpain_cli.domain.routine.layout import chain_segments
from backpain_cli.domain.routine.own_doses import MOST_FILLED_S, at_level, easier_form
from backpain_cli.domain.routine.plan import OmittedStep, Phase, Plan, Segment
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step, StepKind, plain_step_like
from backpain_cli.domain.terms import Place, Region, Side

LOWEST_PRESSURE = 1
_FREE_BREATH = "Breathe softly, as it comes."
GENTLER_HOLD_S = 30
"""A spot that was too strong is held no longer than this (clinical judgement, source CORR)."""


def with_hold(plan: Plan, index: int, seconds: int) -> Plan:
    """Return `plan` with the segment of index `index` (from 0) `seconds` long, and all later segments moved."""
    change = seconds - plan.segments[index].seconds
    segments = [
        segment._replace(seconds=seconds) if number == index else segment
        for number, segment in enumerate(plan.segments)
    ]
    return replace(plan, segments=chain_segments(segments), added=plan.added + change)


def without_rest_of_step(plan: Plan, second: int) -> Plan:
    """Return `plan` with the optional step in which `second` lies left out from there on.

    What is left of it goes to the step that takes the rest of the time, where that is still to come, up to three
    minutes; what that does not take makes the plan shorter.
    """
    number = plan.segments[plan.index_at(second)].step_number
    of_step = [one for one in plan.segments if one.step_number == number]
    done = [max(0, min(one.seconds, second - one.start)) for one in of_step]
    before = OmittedStep(number, tuple(one.seconds for one in of_step))
    return _with_seconds(plan, number, done, (*plan.left_out, before))


def with_left_out_again(plan: Plan, since: int) -> Plan:
    """Return `plan` with what was left out of the steps from that number (from 1) on as it was."""
    while plan.left_out and plan.left_out[-1].step_number >= since:
        number, seconds = plan.left_out[-1]
        # Meanwhile something else may have taken the place of the step, in one piece.
        pieces = sum(one.step_number == number for one in plan.segments)
        seconds = seconds if len(seconds) == pieces else (sum(seconds),)
        plan = _with_seconds(plan, number, seconds, plan.left_out[:-1])
    return plan


def _with_seconds(plan: Plan, number: int, seconds: Sequence[int], left_out: tuple[OmittedStep, ...]) -> Plan:
    """Return `plan` with segments of so many seconds in step `number`, and the rest of the time as long as it is then.

    Args:
        left_out: the steps that are left out then.
    """
    lengths = iter(seconds)
    segments = [one._replace(seconds=next(lengths)) if one.step_number == number else one for one in plan.segments]
    change = sum(one.seconds for one in segments) - plan.seconds
    plan = replace(plan, segments=chain_segments(segments), added=plan.added + change, left_out=left_out)
    index = filler_index(plan)
    if index is None:
        return plan
    filler = plan.segments[index]
    before = {one.step_number: sum(one.seconds) for one in left_out if one.step_number < filler.step_number}
    freed_s = sum(before.values()) - sum(one.seconds for one in plan.segments if one.step_number in before)
    usual_s = filler.step.hold
    return with_hold(plan, index, max(usual_s, min(usual_s + freed_s, MOST_FILLED_S)))


def filler_index(plan: Plan) -> int | None:
    """Return the number (from 0) of the segment that takes the rest of the time; None where none does."""
    return next((at for at, one in enumerate(plan.segments) if one.step.fills_rest and one.phase is Phase.HOLD), None)


def with_pressure(plan: Plan, number: int, pressure: tuple[int, int]) -> Plan:
    """Return `plan` with another pressure in step `number` (from 1); all times stay the same."""
    return _with_same_times(plan, number, plan.routine.steps[number - 1]._replace(pressure=pressure))


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


def ease_step(plan: Plan, segment: Segment) -> Plan:
    """Return `plan` with half the pressure in the step of `segment`, rounded down, and never below 1 of 10.

    Breathing in a rhythm goes on without one.
    """
    if segment.step.breathing is not None:
        return _with_same_times(plan, segment.step_number, segment.step._replace(breathing=None, do=_FREE_BREATH))
    if segment.step.pressure is None:
        return plan
    low, high = segment.step.pressure
    halved = max(LOWEST_PRESSURE, low // 2), max(LOWEST_PRESSURE, high // 2)
    return with_pressure(plan, segment.step_number, halved)


def with_gentler_hold(plan: Plan, segment: Segment, *, held_s: int) -> Plan:
    """Return `plan` with the step of `segment` eased, and its holds from there on cut short.

    Those of a series are halved besides: they are short already.

    Args:
        held_s: the whole seconds of `segment` that lie behind: what was held already is not taken away.
    """
    plan = ease_step(plan, segment)
    for index in range(plan.index_at(segment.start), len(plan.segments)):
        later = plan.segments[index]
        if later.step_number != segment.step_number:
            break
        is_series = later.step.series is not None
        most = min(GENTLER_HOLD_S, -(-later.seconds // 2)) if is_series else GENTLER_HOLD_S
        most = max(most, held_s) if later.start == segment.start else most
        if later.phase is Phase.HOLD and (later.step.is_hold or is_series) and later.seconds > most:
            plan = with_hold(plan, index, most)
    return plan


def with_fewer_repetitions(plan: Plan, segment: Segment, *, done_s: int) -> Plan:
    """Return `plan` with half of the repetitions that are left in the step of `segment`, on every side.

    Args:
        segment: of counted work, or before it in the same step.
        done_s: the whole seconds of `segment` that lie behind: a repetition that was begun is done to its end.
    """
    step = segment.step
    for index in range(plan.index_at(segment.start), len(plan.segments)):
        later = plan.segments[index]
        if later.step_number != segment.step_number:
            break
        if later.phase is Phase.WORK:
            begun = -(-done_s // step.rep_s) if later.start == segment.start else 0
            reps = max(1, begun + (later.reps - begun) // 2)
            plan = with_hold(plan, index, reps * step.rep_s)
    return plan


def without_region(plan: Plan, segment: Segment) -> Plan:
    """Return `plan` with nothing pressed in the region of the spine that `segment` works at.

    What is pressed without a muscle that we know counts as pressed everywhere, and hurts everywhere.
    """
    hurt = segment.step.muscle
    for number, step in enumerate(plan.routine.steps, start=1):
        muscle = step.muscle
        if step.traits.presses and (hurt is None or muscle is None or set(hurt.regions) & set(muscle.regions)):
            why = "Something sharp came in this region, so nothing more is pressed there today."
            plan = with_rest(plan, number, rest_step(step, why))
    return plan


def with_easier_form(plan: Plan, segment: Segment) -> Plan | None:
    """Return `plan` with an easier form of the move of `segment`, here and where it comes again; times stay the same.

    None where it has no easier form in the same place.
    """
    lower = easier_form(segment.step)
    if lower is None or lower.move is None:
        return None
    return with_highest_level(plan, lower.move.key, lower.level, since=segment.step_number)


def with_highest_level(plan: Plan, key: str, level: int, *, since: int = 1) -> Plan:
    """Return `plan` with the move of that key no harder than that level, from a step (its number, from 1) on."""
    for number, step in enumerate(plan.routine.steps, start=1):
        if number < since or step.move is None or step.move.key != key or step.level <= level:
            continue
        if (lower := at_level(step, level)) is not None:
            plan = _with_same_times(plan, number, lower)
    return plan


def is_neck_work(step: Step, routine: Routine) -> bool:
    """Return whether `step` works at the neck; what moves in a way we do not know, in a routine for the neck, does."""
    if step.traits.rests or step.do == _SEATED_DO:
        return False
    if not step.all_muscles:
        return Region.CERVICAL in routine.regions
    return any(Region.CERVICAL in muscle.regions for muscle in step.all_muscles)


def seated(plan: Plan) -> Plan:
    """Return `plan` with all of it on a chair, and without neck work."""
    for number, step in enumerate(plan.routine.steps, start=1):
        if step.do != _SEATED_DO and (step.place is not Place.SITTING or is_neck_work(step, plan.routine)):
            plan = with_rest(plan, number, _seated_step(step))
    return plan


def without_muscle(plan: Plan, segment: Segment) -> Plan:
    """Return `plan` with a rest in place of every later step that presses the muscle of `segment`.

    So plans were changed until 2026-11; sessions that were interrupted then can be resumed.
    """
    muscle = segment.step.muscle
    if muscle is None:
        return plan
    why = f"{muscle.english} hurt earlier in this session."
    for number, step in enumerate(plan.routine.steps, start=1):
        same = step.muscle is not None and step.muscle.key == muscle.key
        if number > segment.step_number and same and step.traits.presses:
            plan = with_rest(plan, number, rest_step(step, why))
    return plan


def _with_same_times(plan: Plan, number: int, step: Step) -> Plan:
    """Return `plan` with `step` in the segments of step `number` (from 1) as they are."""
    segments = [one._replace(step=step) if one.step_number == number else one for one in plan.segments]
    return _with_step(plan, number, step, segments)


def _with_step(plan: Plan, number: int, step: Step, segments: Sequence[Segment]) -> Plan:
    steps = tuple(step if at == number else each for at, each in enumerate(plan.routine.steps, start=1))
    return replace(plan, routine=replace(plan.routine, steps=steps), segments=chain_segments(segments))


def rest_step(step: Step, why: str) -> Step:
    """Return a rest as long as `step` in the same place.

    Args:
        why: one sentence for the person, part of the step.
    """
    rest = plain_step_like(
        step,
        StepKind.REST,
        title=f"Rest, instead of {step.title[:1].lower()}{step.title[1:]}",
        do="Find the position that eases it most, and breathe out slowly.",
        how=f"{why} Sit, lie or stand as you like, or walk a little if that is easier.",
        place=step.place,
    )
    return rest._replace(sources=("M9",))


_SEATED_DO = "Sit well back, and slowly lift your heels, then your toes."


def _seated_step(step: Step) -> Step:
    """Return small movement on a chair as long as `step`, for a person who was light-headed; the head stays still."""
    moving = plain_step_like(
        step,
        StepKind.MOVE,
        title=f"Seated, instead of {step.title[:1].lower()}{step.title[1:]}",
        do=_SEATED_DO,
        how="A steady chair, both feet flat, hands on your thighs, head still. Breathe out slowly, and stay seated.",
        place=Place.SITTING,
    )
    return moving._replace(sources=("M9", "CORR"))
