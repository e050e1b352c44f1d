"""Statistics of pain scores: medians, changes, courses.

All of it is what a person reported. Nothing here explains why a pain changed: it would often have changed by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.records.sessions import PainEntry, PainScore, SessionRecord

MIN_SCORES_FOR_TREND = 5
"""With fewer sessions, no change is reported."""
MIN_NOTICEABLE_CHANGE = 2
"""Points. A smaller change on the scale of 0 to 10 may be chance (source S121)."""
SINGLE_DAYS_SHOWN = 21
"""A course that is not longer than this is shown day by day; a longer one week by week."""
PERIOD_LENGTH = timedelta(days=14)
"""The first and the last two weeks are compared with each other."""
MIN_SCORES_PER_PERIOD = 3


class ScoreOccasion(StrEnum):
    """When a score was given."""

    BEFORE = "before"
    """Before a session."""
    AFTER = "after"
    """After a session."""
    NOTED = "noted"
    """Without a session."""


class TimedScore(NamedTuple):
    """How strong the pain in one area was at one moment."""

    when: datetime
    occasion: ScoreOccasion
    score: int
    """The worst, where there are scores of both sides."""


class CoursePeriod(NamedTuple):
    """A day or a week of a course; None without a score."""

    first: date
    """The day, or the Monday of the week."""
    before: float | None
    """Median of the scores before sessions."""
    after: float | None
    noted: float | None
    before_scores: tuple[int, ...] = ()
    """Each score, in the order they were given."""
    after_scores: tuple[int, ...] = ()
    noted_scores: tuple[int, ...] = ()


class PainCourse(NamedTuple):
    """The scores of one area, day by day or week by week without a gap."""

    weekly: bool
    periods: tuple[CoursePeriod, ...]


class ChangeVerdict(StrEnum):
    """What may be said about a change."""

    TOO_FEW = "too few to tell"
    MAY_BE_CHANCE = "may be chance"
    LESS = "less"
    MORE = "more"


class ScoreChange(NamedTuple):
    """How scores differ between two moments, or two stretches of time."""

    number: int
    """How many sessions it was seen in; for two stretches, the smaller of their numbers of scores."""
    before: float
    """Median."""
    after: float
    """Median."""
    points: float
    """Of a pair, the median of the differences; negative where it became less."""
    fewest: int = MIN_SCORES_FOR_TREND

    @property
    def verdict(self) -> ChangeVerdict:
        """What may be said about it."""
        if self.number < self.fewest:
            return ChangeVerdict.TOO_FEW
        if abs(self.points) < MIN_NOTICEABLE_CHANGE:
            return ChangeVerdict.MAY_BE_CHANCE
        return ChangeVerdict.LESS if self.points < 0 else ChangeVerdict.MORE


class AreaProgress(NamedTuple):
    """What can be said of the pain in one area."""

    key: str
    name: str
    course: PainCourse
    within: ScoreChange | None
    """Between before and after sessions."""
    over: ScoreChange | None
    """Between the first and the last two weeks."""
    recent: tuple[int, ...]
    """The last eight scores, those after sessions left out, the oldest first."""


def area_progress(
    sessions: Sequence[SessionRecord], entries: Sequence[PainEntry], key: str, name: str, *, most: int
) -> AreaProgress:
    """Return what can be said of the pain in one area.

    Args:
        most: how many days or weeks its course may have.
    """
    given = timed_scores(sessions, entries, key)
    course = pain_course(given, most=most)
    recent = tuple(one.score for one in given if one.occasion is not ScoreOccasion.AFTER)[-8:]
    return AreaProgress(key, name, course, change_within_sessions(sessions, key), change_over_time(given), recent)


def scored_areas(sessions: Iterable[SessionRecord], entries: Iterable[PainEntry]) -> list[str]:
    """Return the keys of the areas that have scores, the most often scored first."""
    counts: dict[str, int] = defaultdict(int)
    for scores in (*(one.before for one in sessions), *(one.scores for one in entries)):
        for area in {score.area for score in scores}:
            counts[area] += 1
    for session in sessions:
        for score in session.after:
            counts.setdefault(score.area, 1)
    return sorted(counts, key=lambda area: (-counts[area], area))


def timed_scores(sessions: Iterable[SessionRecord], entries: Iterable[PainEntry], area: str) -> list[TimedScore]:
    """Return the scores of `area` in the order of their moments."""
    given = [
        TimedScore(when, occasion, score)
        for session in sessions
        for when, occasion, scores in (
            (session.started, ScoreOccasion.BEFORE, session.before),
            (session.ended, ScoreOccasion.AFTER, session.after),
        )
        if (score := _worst(scores, area)) is not None
    ]
    given += [
        TimedScore(entry.when, ScoreOccasion.NOTED, score)
        for entry in entries
        if (score := _worst(entry.scores, area)) is not None
    ]
    return sorted(given, key=lambda one: one.when)


def _worst(scores: Iterable[PainScore], area: str) -> int | None:
    return max([score.score for score in scores if score.area == area], default=None)


def pain_course(given: Sequence[TimedScore], *, most: int) -> PainCourse:
    """Return the course of scores that are in order, its last `most` periods; none where there are no scores."""
    days = sorted({one.when.date() for one in given})
    if not days:
        return PainCourse(weekly=False, periods=())
    weekly = (days[-1] - days[0]).days >= SINGLE_DAYS_SHOWN
    step = timedelta(days=7 if weekly else 1)
    last = week_start(days[-1]) if weekly else days[-1]
    first = max(week_start(days[0]) if weekly else days[0], last - step * (most - 1))
    found: dict[date, dict[ScoreOccasion, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in given:
        day = one.when.date()
        found[week_start(day) if weekly else day][one.occasion].append(one.score)
    periods = []
    while first <= last:
        scores = [tuple(found[first][occasion]) for occasion in ScoreOccasion]
        before, after, noted = (median(each) if each else None for each in scores)
        periods.append(CoursePeriod(first, before, after, noted, *scores))
        first += step
    return PainCourse(weekly, tuple(periods))


def week_start(day: date) -> date:
    """Return the Monday of the week that `day` is in."""
    return day - timedelta(days=min(day.weekday(), (day - date.min).days))


def median(values: Iterable[float]) -> float:
    """Return the middle of `values`, of which there is at least one; of an even number the mean of the middle two."""
    # The library's own imports fractions, decimal and random, a tenth of what this command takes.
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def change_within_sessions(sessions: Iterable[SessionRecord], area: str = "") -> ScoreChange | None:
    """Return how pain differed between before and after sessions; None without a session that has both.

    Args:
        sessions: all sessions; those that do not count are left out.
        area: only scores of this area; without it, each session counts with its own median.
    """
    pairs = [pair for session in sessions if session.counts and (pair := score_pair(session, area)) is not None]
    if not pairs:
        return None
    return ScoreChange(
        len(pairs),
        median(before for before, _ in pairs),
        median(after for _, after in pairs),
        median(after - before for before, after in pairs),
    )


def score_pair(session: SessionRecord, area: str) -> tuple[float, float] | None:
    """Return the medians before and after of the places that were scored both times; None where there are none."""
    after = {(score.area, score.side): score.score for score in session.after}
    pairs = [
        (score.score, after[score.area, score.side])
        for score in session.before
        if (score.area, score.side) in after and area in {"", score.area}
    ]
    if len(pairs) < 2:  # mostly one place is scored, or none
        return pairs[0] if pairs else None
    return median(before for before, _ in pairs), median(after for _, after in pairs)


def change_over_time(given: Sequence[TimedScore]) -> ScoreChange | None:
    """Return how the last two weeks differ from the first two, without the scores after sessions.

    None where there are fewer than four weeks between the first and the last score.
    """
    calm = [one for one in given if _is_calm(one)]
    if not calm or calm[-1].when - calm[0].when < 2 * PERIOD_LENGTH:
        return None
    first = [one.score for one in calm if one.when < calm[0].when + PERIOD_LENGTH]
    last = [one.score for one in calm if one.when > calm[-1].when - PERIOD_LENGTH]
    before, after = median(first), median(last)
    return ScoreChange(min(len(first), len(last)), before, after, after - before, MIN_SCORES_PER_PERIOD)


USUAL_WITHIN = timedelta(days=28)
"""The usual pain is that of so many days before today."""
_TODAY = timedelta(hours=24)
FIRST_WEEK = timedelta(days=7)


def points_above_usual(sessions: Sequence[SessionRecord], entries: Sequence[PainEntry], now: datetime) -> int:
    """Return by how many points the worst pain of the last 24 hours is above the usual in its area; 0 where it is not.

    The usual is the median of the four weeks before, the scores after sessions left out, of at least three.
    """
    above = 0
    for area in scored_areas(sessions, entries):
        given = [one for one in timed_scores(sessions, entries, area) if one.when <= now]
        today = [one.score for one in given if now - one.when < _TODAY]
        before = [one.score for one in given if _TODAY <= now - one.when < USUAL_WITHIN and _is_calm(one)]
        if today and len(before) >= MIN_SCORES_PER_PERIOD:
            above = max(above, int(max(today) - median(before)))
    return above


def is_no_better_since(
    sessions: Sequence[SessionRecord], entries: Sequence[PainEntry], first: datetime, now: datetime
) -> bool:
    """Return whether the pain of the last week is less than 2 points below that of the week from `first` on.

    That holds for any area that has scores in both weeks, and was 2 or more in the last one; a week of its own each.
    """
    for area in scored_areas(sessions, entries):
        calm = [one for one in timed_scores(sessions, entries, area) if _is_calm(one)]
        then = [one.score for one in calm if first <= one.when < min(first + FIRST_WEEK, now - FIRST_WEEK)]
        lately = [one.score for one in calm if now - FIRST_WEEK <= one.when <= now]
        if then and lately and median(lately) >= MIN_NOTICEABLE_CHANGE > median(then) - median(lately):
            return True
    return False


def _is_calm(score: TimedScore) -> bool:
    return score.occasion is not ScoreOccasion.AFTER
