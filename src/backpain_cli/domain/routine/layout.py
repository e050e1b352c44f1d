"""A routine laid out in time: each step becomes segments that follow each other without a gap."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step, StepKind, StepSides
from backpain_cli.domain.terms import Side


def lay_out(routine: Routine, *, sorer: Side | None = None) -> Plan:
    """Return `routine` as a plan.

    Args:
        sorer: the person's sorer side, left or right, which then comes second. None leaves the two as
            "easier" and "sorer", for a preview or a printed sheet.
    """
    return Plan(routine=routine, segments=chain_segments(_segments(routine, sorer)))


def chain_segments(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return `segments` one behind the other."""
    moved: list[Segment] = []
    at = 0
    for segment in segments:
        moved.append(segment._replace(start=at))
        at = moved[-1].end
    return tuple(moved)


def _segments(routine: Routine, sorer: Side | None) -> list[Segment]:
    segments: list[Segment] = []
    for number, step in enumerate(routine.steps, start=1):
        segments += [
            Segment(start=0, seconds=seconds, phase=phase, side=side, step_number=number, step=step)
            for seconds, phase, side in _parts(step, _sides(step.sides, sorer))
            if seconds
        ]
    return segments


def _parts(step: Step, sides: tuple[Side, ...]) -> Iterator[tuple[int, Phase, Side]]:
    yield step.ready, Phase.READY, sides[0]
    for number in range(step.rounds.times):
        if number:
            yield step.rounds.rest, Phase.REST, sides[0]
        for turn, side in enumerate(sides):
            if turn:
                yield step.change, Phase.CHANGE, side
            yield step.find, Phase.FIND, side
            yield from _work(step, side)
    yield step.rest_after, Phase.REST, Side.NONE


def _work(step: Step, side: Side) -> Iterator[tuple[int, Phase, Side]]:
    match step.kind:
        case StepKind.CHECK | StepKind.PRESS | StepKind.BREATHE | StepKind.REST:
            yield step.hold, Phase.HOLD, side
        case StepKind.MOVE | StepKind.STRENGTHEN | StepKind.STRETCH:
            phase = Phase.HOLD if step.counted is None else Phase.WORK
            for number in range(1 if step.series is None else step.series.times):
                if number and step.series is not None:
                    yield step.series.pause, Phase.PAUSE, side
                yield step.hold, phase, side
        case _ as unreachable:
            assert_never(unreachable)


def _sides(sides: StepSides, sorer: Side | None) -> tuple[Side, ...]:
    if sorer not in {None, Side.LEFT, Side.RIGHT}:
        raise ValueError(f"the sorer side is left or right, not {sorer}")
    easier = Side.EASIER if sorer is None else Side.RIGHT if sorer is Side.LEFT else Side.LEFT
    match sides:
        case StepSides.BOTH:
            return Side.LEFT, Side.RIGHT
        case StepSides.LEFT:
            return (Side.LEFT,)
        case StepSides.RIGHT:
            return (Side.RIGHT,)
        case StepSides.EASIER_FIRST:
            return easier, sorer or Side.SORER
        case StepSides.SORER_ONLY:
            return (sorer or Side.SORER,)
        case StepSides.ALTERNATE | StepSides.NONE:
            return (Side.NONE,)
        case _ as unreachable:
            assert_never(unreachable)
