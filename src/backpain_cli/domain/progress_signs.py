"""What the kept scores say after a while: when to see a doctor.

A change of 2 points on the scale of 0 to 10 is the least that is taken for one (source S121). That pain which rises
over two weeks, or is no better in six, belongs before a doctor follows common advice (sources S102, M6).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from backpain_cli.domain.progress import median
from backpain_cli.domain.record import PainEntry, PainScore, SessionRecord

CHANGE = 2
"""Points that are taken for a change."""
RISING_WITHIN = timedelta(days=14)
_RISING_NEEDS = timedelta(days=7)
_RISING_SCORES = 3
NO_BETTER_AFTER = timedelta(days=42)
_LOOK_BACK = timedelta(days=84)
_A_WEEK = timedelta(days=7)

WORSE_TWICE = "Your pain was up by 2 points or more after each of the last two sessions. See a doctor first."
RISING = "Your pain has risen over the last two weeks. See a doctor before the next session."
NO_BETTER = "Your pain is no better after six weeks. You may stay active; book a visit to a doctor."


class _Moment(NamedTuple):
    when: datetime
    score: int


def progress_sentence(sessions: Sequence[SessionRecord], now: datetime, entries: Sequence[PainEntry] = ()) -> str:
    """Return what the scores give reason to say, the gravest alone; empty where there is nothing.

    Args:
        sessions: in any order; only those that count are looked at.
        now: with its zone.
        entries: pain that was noted without a session.
    """
    counting = sorted((one for one in sessions if one.counts and one.started <= now), key=lambda one: one.started)
    if _worse_twice(counting):
        return WORSE_TWICE
    courses = _courses(counting, [one for one in entries if one.when <= now])
    if any(_is_rising(course, now) for course in courses):
        return RISING
    if any(_is_no_better(course, now) for course in courses):
        return NO_BETTER
    return ""


def _worse_twice(sessions: Sequence[SessionRecord]) -> bool:
    told = [session for session in sessions if _differences(session)]
    return len(told) >= 2 and all(max(_differences(session)) >= CHANGE for session in told[-2:])


def _differences(session: SessionRecord) -> list[int]:
    """Return after minus before, for each area and side that has both."""
    before = {(score.area, score.side): score.score for score in session.before}
    return [
        score.score - before[score.area, score.side] for score in session.after if (score.area, score.side) in before
    ]


def _courses(sessions: Sequence[SessionRecord], entries: Sequence[PainEntry]) -> list[list[_Moment]]:
    """Return the scores of each area and side in the order of time; of a session, those before it."""
    courses: dict[tuple[str, str], list[_Moment]] = defaultdict(list)
    told: list[tuple[datetime, tuple[PainScore, ...]]] = [(one.started, one.before) for one in sessions]
    told += [(one.when, one.scores) for one in entries]
    for when, scores in sorted(told, key=lambda one: one[0]):
        for score in scores:
            courses[score.area, score.side].append(_Moment(when, score.score))
    return list(courses.values())


def _is_rising(course: Sequence[_Moment], now: datetime) -> bool:
    recent = [moment for moment in course if now - moment.when <= RISING_WITHIN]
    if len(recent) < _RISING_SCORES or recent[-1].when - recent[0].when < _RISING_NEEDS:
        return False
    half = len(recent) // 2
    earlier, later = (median(moment.score for moment in part) for part in (recent[:half], recent[-half:]))
    # One bad day is no rise: the last score but one lies above the first already.
    return later - earlier >= CHANGE and recent[-2].score > recent[0].score


def _is_no_better(course: Sequence[_Moment], now: datetime) -> bool:
    looked_at = [moment for moment in course if now - moment.when <= _LOOK_BACK]
    recent = [moment.score for moment in looked_at if now - moment.when <= RISING_WITHIN]
    if not recent or now - looked_at[0].when < NO_BETTER_AFTER:
        return False
    first = [moment.score for moment in looked_at if moment.when - looked_at[0].when <= _A_WEEK]
    return median(recent) >= CHANGE and median(first) - median(recent) < CHANGE
