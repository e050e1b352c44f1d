"""Where a person is in counted work: which repetition or hold of how many, how far it is, and which round."""

from collections.abc import Sequence
from typing import NamedTuple

from backpain_cli.domain.routine.plan import Phase, Plan, Segment

_IN_A_SERIES = frozenset({Phase.HOLD, Phase.PAUSE})


class Count(NamedTuple):
    """The present repetition, or the present hold of a series."""

    number: int
    """From 1, on its side; in a pause that of the hold that comes next."""
    of: int
    second: int
    """Of the repetition, the hold or the pause, from 1."""
    seconds: int
    """How long it lasts."""
    is_pause: bool = False


def count_at(plan: Plan, second: int) -> Count | None:
    """Return the count at that second of `plan`; None where nothing is counted, or only to one."""
    index = plan.index_at(second)
    segment = plan.segments[index]
    spent = min(max(0, second - segment.start), segment.seconds - 1)
    if (beat := segment.beat_at(segment.start + spent)) is not None:
        if segment.step.counted is None or segment.reps < 2:
            return None
        rep_s = segment.step.counted.rep_s
        return Count(beat.number, segment.reps, spent % rep_s + 1, rep_s)
    if segment.step.series is None or segment.phase not in _IN_A_SERIES:
        return None
    number, total = place_in_series(plan.segments, index)
    is_pause = segment.phase is Phase.PAUSE
    return Count(number, total, spent + 1, segment.seconds, is_pause) if total > 1 else None


def place_in_series(segments: Sequence[Segment], index: int) -> tuple[int, int]:
    """Return the number, from 1, of the hold at `index`, or of the one after that pause; and how many there are."""
    before = _holds(segments, index, -1)
    own = segments[index].phase is Phase.HOLD
    return before + 1, before + own + _holds(segments, index, 1)


def _holds(segments: Sequence[Segment], index: int, step: int) -> int:
    """Return how many holds of its series lie before a segment (`step` -1) or after it (1)."""
    here, found, at = segments[index], 0, index + step
    while 0 <= at < len(segments):
        other = segments[at]
        if (other.step_number, other.side) != (here.step_number, here.side) or other.phase not in _IN_A_SERIES:
            break
        found += other.phase is Phase.HOLD
        at += step
    return found


def round_of(plan: Plan, segment: Segment) -> int:
    """Return the number, from 1, of the round that `segment` belongs to; a rest belongs to the one before it."""
    return 1 + sum(
        one.phase is Phase.REST and one.step_number == segment.step_number and one.end <= segment.start
        for one in plan.segments
    )
