"""A routine with a person's own numbers and levels, and without the optional steps that they leave out."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step

MOST_FILLED_S = 180
"""The rest of the time is no longer than this."""
_LEAST_FILLED_S = 5


class OwnDose(NamedTuple):
    """What a person does of one move or stretch."""

    level: int
    """0 where it has no levels."""
    number: int
    """Repetitions or holds on each side, or seconds of a stretch."""
    lowers_level: bool = False
    """Whether a higher level that a routine gives itself is lowered to it too: the person went back to it."""
    lowers_number: bool = False
    """Whether a higher number is lowered to it."""


def with_own_doses(routine: Routine, doses: Mapping[str, OwnDose]) -> Routine:
    """Return `routine` with the person's levels and numbers, exactly as long.

    What a range takes more than its lower number comes from the step that takes the rest of the time, never from
    another one; where that has too little, the number is as high as there is time for. What a lower number leaves is
    rest at the end of the same step.

    Args:
        routine: as it is written.
        doses: by key of the move or stretch; one that is missing has its lower number and its first level.
    """
    steps = list(routine.steps)
    filler = next((at for at, step in enumerate(steps) if step.fills_rest), None)
    spare_s = 0 if filler is None else steps[filler].hold - _LEAST_FILLED_S
    for at, step in enumerate(steps):
        key = step.move.key if step.move is not None else step.stretch.key if step.stretch is not None else ""
        if (own := doses.get(key)) is None:
            continue
        steps[at] = _with_number(_with_level(step, own), own, spare_s)
        spare_s -= steps[at].seconds - step.seconds
    if filler is not None:
        steps[filler] = _filled(steps[filler], spare_s + _LEAST_FILLED_S)
    return replace(routine, steps=tuple(steps))


def as_done(routine: Routine, doses: Mapping[str, OwnDose], *, highest_level: int) -> Routine:
    """Return `routine` with the person's levels and numbers, and no level above the highest as far as places allow it.

    Args:
        routine: as it is written.
        doses: by key of the move.
        highest_level: 0 for any.
    """
    routine = with_own_doses(routine, doses) if doses else routine
    if not highest_level:
        return routine
    steps = (at_level(step, highest_level) or step if step.level > highest_level else step for step in routine.steps)
    return replace(routine, steps=tuple(steps))


def _with_level(step: Step, own: OwnDose) -> Step:
    if own.level and (step.is_own_level or (own.lowers_level and own.level < step.level)):
        return at_level(step, own.level) or step
    return step


def at_level(step: Step, highest: int) -> Step | None:
    """Return the step of one of our moves at the highest of its levels, up to that one, that is done in its place.

    None where none of them is.
    """
    move = step.move
    if move is None or not move.levels:
        return step
    there = [
        number
        for number, level in enumerate(move.levels[:highest], start=1)
        if step.place is level.place or step.place in move.also
    ]
    if not there:
        return None
    before, after = move.levels[step.level - 1].text, move.levels[there[-1] - 1].text
    how = step.how.replace(f"Level {step.level}: {before}.", f"Level {there[-1]}: {after}.")
    return step._replace(level=there[-1], how=how)


def easier_form(step: Step) -> Step | None:
    """Return the step of one of our moves a level down, in the same place and as long; None where there is none."""
    return at_level(step, step.level - 1) if step.move is not None and step.level > 1 else None


def _with_number(step: Step, own: OwnDose, spare_s: int) -> Step:
    """Return `step` with the person's number: more as far as the seconds to spare reach, less with rest at its end."""
    turns = step.turns * step.rounds.times
    if step.most_hold:
        more = max(0, min(min(own.number, step.most_hold) - step.hold, spare_s // turns))
        return step._replace(hold=step.hold + more)
    if (written := number_written(step)) is None:
        return step
    plain = with_times(step, written.least)._replace(rest_after=0)
    if own.lowers_number and 0 < own.number < written.least:
        fewer = with_times(plain, own.number)
        return fewer._replace(rest_after=plain.seconds - fewer.seconds)
    more = max(0, min(own.number, written.most) - written.least)
    if not more:
        return plain
    more = min(more, max(0, spare_s + step.seconds - plain.seconds) // (turns * step.rep_s))
    return with_times(plain, written.least + more)


class WrittenNumber(NamedTuple):
    """How often something is done, as a routine has it."""

    least: int
    most: int


def number_written(step: Step) -> WrittenNumber | None:
    """Return the repetitions or holds of `step` as they are written; None where neither is counted."""
    if step.counted is not None:
        return WrittenNumber(step.counted.reps, max(step.counted.reps, step.counted.most))
    if step.series is None:
        return None
    # What rests at its end are holds that were taken away.
    each_s = (step.series.seconds + step.series.pause) * step.turns * step.rounds.times
    times = step.series.times + step.rest_after // each_s
    return WrittenNumber(times, times)


def with_times(step: Step, number: int) -> Step:
    """Return `step` with that many repetitions or holds; nothing else of it changes."""
    if step.series is not None:
        return step._replace(series=step.series._replace(times=number))
    hold = number * step.rep_s
    return step._replace(hold=hold, cap=max(step.cap, hold))


def _filled(step: Step, seconds: int) -> Step:
    return step._replace(hold=seconds, cap=seconds)


def spare_seconds(routine: Routine) -> int:
    """Return how many seconds of what is left out the rest of the time takes; 0 where no step takes it."""
    return sum(MOST_FILLED_S - step.hold for step in routine.steps if step.fills_rest)


def without_optional(routine: Routine, numbers: Collection[int] | None = None) -> Routine:
    """Return `routine` without the optional steps of these numbers (from 1); None leaves out all of them.

    Their seconds go to the step that takes the rest of the time, up to three minutes; what is left after that makes
    the routine shorter.

    Raises:
        ValueError: one of the steps is not optional.
    """
    optional = {number for number, step in enumerate(routine.steps, start=1) if step.optional}
    left_out = optional if numbers is None else {*numbers}
    if not left_out <= optional:
        raise ValueError(f"not all of the steps {sorted(left_out)} are optional")
    freed_s = sum(routine.steps[number - 1].seconds for number in left_out)
    kept = [step for number, step in enumerate(routine.steps, start=1) if number not in left_out]
    steps = [_filled(one, min(one.hold + freed_s, MOST_FILLED_S)) if one.fills_rest else one for one in kept]
    return replace(routine, steps=tuple(steps), minutes=sum(step.seconds for step in steps) / 60)
