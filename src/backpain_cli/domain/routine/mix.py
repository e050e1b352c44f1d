"""What a routine is made of: seconds of each kind, of standing and of pressing, and what is out of proportion."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from backpain_cli.domain.routine.steps import Step, StepKind, StepSides
from backpain_cli.domain.terms import Place

LONGEST_STILL_S = 240
"""Pressing at the wall with no movement and no seat between (clinical judgement; source S188 on standing still)."""
LONGEST_ON_THE_FEET_S = 540
"""Before the first seat or floor (clinical judgement)."""
MOST_PRESSING = 47
"""Per cent of a plan (clinical judgement)."""
LONGEST_ROUNDING_S = 30
"""Of stretching into a bend what sitting keeps long already, between the blades (clinical judgement)."""
_KEPT_LONG = frozenset({"rhomboids", "trapezius-middle", "trapezius-lower"})
_SHORTENED = frozenset({"pectoralis-major", "pectoralis-minor"})
"""What lies opposite: to stretch or move it opens the chest."""
_SHORT_PLAN_S = 720
_EASY_FIRST_S, _EASY_FIRST_IN_SHORT_S = 40, 20


class Mix(NamedTuple):
    """The seconds of a routine."""

    by_kind: dict[StepKind, int]
    """All of the steps of each kind: getting ready, finding, working and changing sides."""
    feet_s: int
    """On the feet before the first seat or floor."""
    still_s: int
    """The longest pressing on the feet with no movement, strength or seat between."""
    still_at: int
    """The number (from 1) of the step with which that is reached; 0 where nothing is pressed so."""
    times_down: int
    """How often it goes down to the floor; to begin there counts too."""


class MixNotice(NamedTuple):
    """Something out of proportion."""

    step_number: int
    """Counted from 1."""
    message: str
    hint: str


def mix_of(steps: Sequence[Step]) -> Mix:
    """Return the seconds of `steps`."""
    by_kind = {kind: sum(step.seconds for step in steps if step.kind is kind) for kind in StepKind}
    feet_s, still_s, longest_s, longest_at = 0, 0, 0, 0
    is_first_stand = True
    for number, step in enumerate(steps, start=1):
        on_feet = step.place.height is Place.STANDING
        is_first_stand = is_first_stand and on_feet
        feet_s += step.seconds if is_first_stand else 0
        if not on_feet or step.kind in {StepKind.MOVE, StepKind.STRENGTHEN}:
            still_s = 0
        elif step.traits.presses:
            still_s += step.seconds
            if still_s > longest_s:
                longest_s, longest_at = still_s, number
    return Mix(by_kind, feet_s, longest_s, longest_at, len(_ways_down(steps)))


def mix_notices(steps: Sequence[Step]) -> list[MixNotice]:
    """Return what is out of proportion in `steps`, in their order."""
    mix, total_s = mix_of(steps), sum(step.seconds for step in steps)
    found: list[MixNotice] = []
    if mix.still_s > LONGEST_STILL_S:
        message = f"with this step {mix.still_s} s are pressed standing, and nothing moves between"
        hint = f"put a `move` or a seat in after {LONGEST_STILL_S} s at the latest"
        found.append(MixNotice(mix.still_at, message, hint))
    if mix.feet_s > LONGEST_ON_THE_FEET_S:
        number = _step_at(steps, LONGEST_ON_THE_FEET_S)
        message = f"up to here it is {mix.feet_s} s on the feet before the first seat"
        found.append(MixNotice(number, message, f"sit or lie down after {LONGEST_ON_THE_FEET_S} s at the latest"))
    if (press_s := mix.by_kind[StepKind.PRESS]) * 100 > MOST_PRESSING * total_s:
        number = next(at for at, step in enumerate(steps, start=1) if step.traits.presses)
        message = f"pressing takes {press_s} of {total_s} s"
        hint = f"at most {MOST_PRESSING} per cent; use the time for slow movement or strength"
        found.append(MixNotice(number, message, hint))
    found += [
        MixNotice(
            number, f"{after.title} lies beside {before.title}, which is pressed just before", "move between them"
        )
        for number, (before, after) in enumerate(pairwise(steps), start=2)
        if _are_neighbours(before, after)
    ]
    found += [
        MixNotice(number, "this step goes down to the floor again", "do all that is done on the floor in one go")
        for number in _ways_down(steps)[1:]
    ]
    return sorted([*found, *_rounding(steps), *_ends(steps, total_s)], key=lambda notice: notice.step_number)


def _ways_down(steps: Sequence[Step]) -> list[int]:
    """Return the numbers (from 1) of the steps that begin on the floor after one that was not there."""
    heights = [None, *(step.place.height for step in steps)]
    return [
        number
        for number, (before, after) in enumerate(pairwise(heights), start=1)
        if after is Place.FLOOR and before is not Place.FLOOR
    ]


def _rounding(steps: Sequence[Step]) -> list[MixNotice]:
    """Return where the upper back is rounded for too long, or for longer than the chest is opened."""
    rounding = [number for number, step in enumerate(steps, start=1) if rounds_upper_back(step)]
    rounding_s = sum(_done_s(steps[number - 1]) for number in rounding)
    opening_s = sum(_done_s(step) for step in steps if opens_chest(step))
    if rounding_s > LONGEST_ROUNDING_S:
        message = f"between the blades {rounding_s} s are stretched into a bend, which sitting does already"
        return [MixNotice(rounding[-1], message, f"{LONGEST_ROUNDING_S} s at most; open the chest in the rest")]
    if rounding_s > opening_s:
        message = f"the upper back is rounded for {rounding_s} s, and the chest opened for {opening_s} s"
        return [MixNotice(rounding[-1], message, "open the chest as long or longer, as with `stretch: doorway-chest`")]
    return []


def rounds_upper_back(step: Step) -> bool:
    """Return whether a step stretches into a bend what posture keeps long already, between the blades."""
    stretch = step.stretch
    return stretch is not None and stretch.bends == "forward" and not _KEPT_LONG.isdisjoint(stretch.muscles)


def opens_chest(step: Step) -> bool:
    """Return whether a step stretches or moves what lies opposite."""
    published = step.stretch.muscles if step.stretch is not None else ()
    worked = {*published, *(muscle.key for muscle in step.all_muscles)}
    return step.kind in {StepKind.STRETCH, StepKind.MOVE} and not _SHORTENED.isdisjoint(worked)


def _done_s(step: Step) -> int:
    """Return the seconds of the work itself, on all sides and in all rounds."""
    return step.work_s * step.turns * step.rounds.times


def _ends(steps: Sequence[Step], total_s: int) -> list[MixNotice]:
    """Return what is wrong with how `steps` begin and end."""
    found: list[MixNotice] = []
    needed_s = _EASY_FIRST_S if total_s >= _SHORT_PLAN_S else _EASY_FIRST_IN_SHORT_S
    easy_s = 0
    for number, step in enumerate(steps, start=1):
        if step.traits.presses or step.traits.stretches:
            if easy_s < needed_s:
                message = f"before this step there are {easy_s} s of easy movement"
                found.append(MixNotice(number, message, f"begin with {needed_s} s of a `move` or more"))
            break
        easy_s += step.seconds if step.kind in {StepKind.MOVE, StepKind.STRENGTHEN} else 0
    last = steps[-1]
    if last.kind is StepKind.STRENGTHEN or last.traits.presses or last.traits.stretches:
        found.append(MixNotice(len(steps), "the last step is work", "end with a `rest`: stand or sit easy"))
    return found


def _step_at(steps: Sequence[Step], second: int) -> int:
    passed = 0
    for number, step in enumerate(steps, start=1):
        passed += step.seconds
        if passed > second:
            return number
    return len(steps)


def _are_neighbours(before: Step, after: Step) -> bool:
    """Return whether two presses in a row are of different spots in the same area, and may be on the same side."""
    if not (before.traits.presses and after.traits.presses and before.muscle and after.muscle):
        return False
    if {before.sides, after.sides} == {StepSides.LEFT, StepSides.RIGHT}:
        return False
    return before.point != after.point and bool({*before.muscle.lies_in} & {*after.muscle.lies_in})
