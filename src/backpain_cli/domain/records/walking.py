"""Walks: how long a comfortable one is, and when one or two minutes more may be offered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from backpain_cli.domain.records.care_records import Walk
from backpain_cli.domain.records.pain_progress import MIN_NOTICEABLE_CHANGE, points_above_usual
from backpain_cli.domain.records.sessions import PainEntry, SessionRecord

WALKS_BEFORE_MORE = 3
"""In a week, each as long as now (source S191; the number is judgement)."""
WEEK_DAYS = 7
MORE_MIN = (1, 2)
MISSED_WEEK_MIN = 2
"""Minutes fewer after each week without a walk (judgement)."""
SHORTEST_MIN, LONGEST_OFFERED_MIN = 3, 30
"""Nothing is taken off below the first; half an hour is where offers end."""
_NEXT_DAY = timedelta(hours=36)
"""After a walk; the scores of the 24 hours before that are those of the next day."""


class WalkingAdvice(NamedTuple):
    """What may be said of a person's walks."""

    minutes: int
    """For the next walk."""
    walks: int
    """In the last seven days, today included."""
    offers: tuple[int, ...]
    """Minutes that may be tried instead; empty for none."""
    is_known: bool
    """Whether scores of the days after show that the walks had settled."""
    has_hurt: bool
    """Whether a score of the day after one of them was 2 or more above the usual."""
    had_pause: bool
    """Whether the last walk was a week or more ago."""


def walking_advice(
    walks: Sequence[Walk], sessions: Sequence[SessionRecord], entries: Sequence[PainEntry], now: datetime
) -> WalkingAdvice | None:
    """Return what may be said of the walks; None where there are none.

    Args:
        walks: in any order.
        sessions: of the last weeks, for their scores.
        entries: pain noted without a session in that time.
        now: with its zone.
    """
    done = sorted((walk for walk in walks if walk.when <= now), key=lambda walk: walk.when)
    if not done:
        return None
    last = done[-1]
    days = [(now.date() - walk.when.astimezone(now.tzinfo).date()).days for walk in done]
    weeks_missed = days[-1] // WEEK_DAYS
    # A walk of today has not had its next day yet.
    counted = [
        walk for walk, ago in zip(done, days, strict=True) if 0 < ago <= WEEK_DAYS and walk.minutes >= last.minutes
    ]
    after = [points_after(walk, sessions, entries) for walk in done if now - walk.when <= timedelta(days=WEEK_DAYS + 1)]
    has_hurt = any(points is not None and points >= MIN_NOTICEABLE_CHANGE for points in after)
    offers: tuple[int, ...] = ()
    if len(counted) >= WALKS_BEFORE_MORE and not has_hurt:
        offers = tuple(last.minutes + more for more in MORE_MIN if last.minutes + more <= LONGEST_OFFERED_MIN)
    return WalkingAdvice(
        minutes=max(min(SHORTEST_MIN, last.minutes), last.minutes - MISSED_WEEK_MIN * weeks_missed),
        walks=sum(ago < WEEK_DAYS for ago in days),
        offers=offers,
        is_known=all(points_after(walk, sessions, entries) is not None for walk in counted),
        has_hurt=has_hurt,
        had_pause=bool(weeks_missed),
    )


def points_after(walk: Walk, sessions: Sequence[SessionRecord], entries: Sequence[PainEntry]) -> int | None:
    """Return by how many points the pain of the day after a walk was above the usual; None without a score then."""
    until = walk.when + _NEXT_DAY
    given = [one.started for one in sessions] + [one.when for one in entries]
    if not any(timedelta(0) <= until - when < timedelta(hours=24) for when in given):
        return None
    return points_above_usual(sessions, entries, until)
