"""How many words of a step there is time to read while it is done."""

from backpain_cli.domain.routine.plan import Phase, Plan, Segment

FEWEST_WORDS, MOST_WORDS = 6, 45
_WORDS_IN_10_S = 13
"""A person who holds a stretch looks up for about a third of the time, and reads about 230 words a minute."""


def words_in(seconds: int) -> int:
    """Return how many words there is time to read in so many seconds."""
    return min(MOST_WORDS, max(FEWEST_WORDS, seconds * _WORDS_IN_10_S // 10))


def reading_seconds(plan: Plan, segment: Segment) -> int:
    """Return for how long the texts of `segment` are shown: those of a series stay from its first hold to its last."""
    if segment.step.series is None or segment.phase not in {Phase.HOLD, Phase.PAUSE}:
        return segment.seconds
    same = (one for one in plan.segments if one.step_number == segment.step_number and one.side is segment.side)
    return sum(one.seconds for one in same if one.phase in {Phase.HOLD, Phase.PAUSE})
