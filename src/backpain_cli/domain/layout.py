"""A routine laid out in time: each step becomes segments that follow each other without a gap."""

from collections.abc import Iterable

from backpain_cli.domain.plan import Plan
from backpain_cli.domain.routine import Routine, Sides
from backpain_cli.domain.segment import Phase, Segment, Side


def lay_out(routine: Routine, *, sorer: Side | None = None) -> Plan:
    """Return `routine` as a plan.

    Args:
        routine: what is to be done.
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
        sides = _sides(step.sides, sorer)
        parts: list[tuple[int, Phase, Side]] = [(step.ready, Phase.READY, sides[0])]
        for turn, side in enumerate(sides):
            if turn:
                parts.append((step.change, Phase.CHANGE, side))
            parts += [(step.find, Phase.FIND, side), (step.hold, Phase.HOLD, side)]
        segments += [
            Segment(start=0, seconds=seconds, phase=phase, side=side, step_number=number, step=step)
            for seconds, phase, side in parts
            if seconds
        ]
    return segments


def _sides(sides: Sides, sorer: Side | None) -> tuple[Side, ...]:
    if sorer not in {None, Side.LEFT, Side.RIGHT}:
        raise ValueError(f"the sorer side is left or right, not {sorer}")
    easier = {None: Side.EASIER, Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}[sorer]
    return {
        Sides.BOTH: (Side.LEFT, Side.RIGHT),
        Sides.LEFT: (Side.LEFT,),
        Sides.RIGHT: (Side.RIGHT,),
        Sides.EASIER_FIRST: (easier, sorer or Side.SORER),
        Sides.SORER_ONLY: (sorer or Side.SORER,),
        Sides.NONE: (Side.NONE,),
    }[sides]
