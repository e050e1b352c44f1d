"""What is checked of all steps together: doses of spots, changes of place, what is optional, ranges."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from backpain_cli.domain.routine.limits import LimitBreach, limit_breaches
from backpain_cli.domain.routine.mix import MixNotice, mix_notices
from backpain_cli.domain.routine.steps import Step, StepKind
from backpain_cli.domain.terms import Place
from backpain_cli.library.routines import format as table
from backpain_cli.library.yaml.fields import ProblemList
from backpain_cli.library.yaml.nodes import MappingNode, Node

SECONDS_BEFORE_A_RISE = 20
"""After lying, people sit and wait this long before they stand (source M9)."""
SECONDS_TO_SIT = 10
"""They sit down or stand up in this time."""
_SECONDS_OF_A_MOVE = 25
"""A timed movement of this length leaves time to sit or stand."""


class LocatedStep(NamedTuple):
    """A step and its node in the file."""

    step: Step
    node: Node


def check_together(steps: Sequence[LocatedStep], notes: ProblemList, version: int) -> None:
    """Note what is wrong with `steps` together; each of them is right in itself."""
    if version == table.OLDEST_FORMAT:
        _check_rises(steps, notes)
    else:
        _check_places(steps, notes)
        _check_ranges(steps, notes)
    done = [placed.step for placed in steps]
    _report_once(limit_breaches(done), steps, notes.error)
    # The proportions of a plan can be judged once it is one, and a session that cannot begin says only why.
    if not notes.errors:
        _report_once(mix_notices(done), steps, notes.warning)


def check_optional(steps: Sequence[LocatedStep], notes: ProblemList) -> None:
    """Refuse an optional step where one is always needed."""
    ends = {0, len(steps) - 1}
    for number, (step, node) in enumerate(steps):
        if step.optional and (number in ends or step.kind is StepKind.CHECK):
            which = "a check" if step.kind is StepKind.CHECK else "the last step" if number else "the first step"
            where = node.values["optional"] if isinstance(node, MappingNode) else node
            notes.error(where, f"`optional` is written on {which}", "take the line out: it is always done")


def _report_once(
    found: Sequence[LimitBreach | MixNotice], steps: Sequence[LocatedStep], report: Callable[[Node, str, str], None]
) -> None:
    """Report what was found at its step; a step of a repeat group comes several times, and is in the file once."""
    reported: set[tuple[int, str]] = set()
    for one in found:
        node = steps[one.step_number - 1].node
        if (node.line, one.hint) not in reported:
            reported.add((node.line, one.hint))
            report(node, one.message, one.hint)


def _is_wait(step: Step, seconds: int = SECONDS_BEFORE_A_RISE) -> bool:
    return step.traits.rests and step.seconds >= seconds


def _check_rises(steps: Sequence[LocatedStep], notes: ProblemList) -> None:
    """Warn where a person would get up from the floor without sitting and waiting first."""
    reported: set[int] = set()
    for before, after in pairwise(steps):
        # A step of a repeat group comes several times, and is in the file once.
        rises = before.step.place is Place.FLOOR and after.step.place is not Place.FLOOR
        if rises and after.node.line not in reported and not (_is_wait(before.step) or _is_wait(after.step)):
            reported.add(after.node.line)
            _warn_of_rise(after.node, notes)


def _warn_of_rise(node: Node, notes: ProblemList) -> None:
    notes.warning(
        node,
        "this step is no longer on the floor, and no step before it says to sit and wait before getting up",
        f"put in a `rest` of {SECONDS_BEFORE_A_RISE} s or more: roll to the side, sit, wait",
    )


def _check_places(steps: Sequence[LocatedStep], notes: ProblemList) -> None:
    """Warn of too little time to change place."""
    reported: set[int] = set()
    for before, after in pairwise(steps):
        step, node = after
        if step.place.height == before.step.place.height or node.line in reported:
            continue
        reported.add(node.line)
        goes_down = step.place.basic is Place.FLOOR and before.step.place.basic is not Place.FLOOR
        if before.step.place.basic is Place.FLOOR or goes_down:
            if not (_is_wait(step) or _is_wait(before.step) or step.ready >= SECONDS_BEFORE_A_RISE):
                if goes_down:
                    hint = f"put in a `rest` of {SECONDS_BEFORE_A_RISE} s or more, or write `ready: 20s`"
                    notes.warning(node, f"{SECONDS_BEFORE_A_RISE} s are needed to go down", hint)
                else:
                    _warn_of_rise(node, notes)
        elif not has_time_to_sit(before.step, step):
            hint = f"put in a `rest` of {SECONDS_TO_SIT} s or more, or write `ready: 10s`"
            notes.warning(node, f"{SECONDS_TO_SIT} s are needed to sit down or stand up", hint)


def has_time_to_sit(before: Step, step: Step) -> bool:
    """Return whether two steps leave time to sit down between them, or to rise from a chair."""
    is_timed = step.traits.moves and step.counted is None and step.series is None
    waits = any(_is_wait(one, SECONDS_TO_SIT) for one in (before, step))
    return waits or step.ready >= SECONDS_TO_SIT or (is_timed and step.seconds >= _SECONDS_OF_A_MOVE)


def _check_ranges(steps: Sequence[LocatedStep], notes: ProblemList) -> None:
    """Say where a range has no step that gives it the seconds for its upper number."""
    if any(placed.step.fills_rest for placed in steps):
        return
    for step, node in steps:
        for name, low in (("reps", step.counted.reps if step.counted else 0), ("hold", step.hold)):
            most = step.most_hold if name == "hold" else step.counted.most if step.counted else 0
            if most and isinstance(node, MappingNode) and name in node.values:
                hint = "a range needs a last step with `for: rest of the time`"
                notes.warning(node.values[name], f"it is always {low}: no step takes the rest of the time", hint)
