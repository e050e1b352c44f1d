"""Weeks of practice, effect of steps, alerts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backpain_cli.domain.records.pain_progress import (
    MIN_SCORES_FOR_TREND,
    ChangeVerdict,
    ScoreChange,
    median,
    score_pair,
    week_start,
)
from backpain_cli.domain.records.sessions import PainEntry, PainScore, SessionRecord, StepEffect, StepOutcome


class StepProgress(NamedTuple):
    """The effect of a step over all sessions in which it was done."""

    title: str
    sessions: int
    """In which it was done."""
    scored: int
    """Those of them with scores before and after."""
    points: float | None
    """Median change of the pain over those sessions as wholes; None where there are none."""
    helped: int
    same: int
    worse: int

    @property
    def verdict(self) -> ChangeVerdict:
        """What may be said about the change."""
        return ScoreChange(self.scored, 0, 0, self.points or 0).verdict


class PracticeWeek(NamedTuple):
    """What was practised in one week."""

    monday: date
    seconds: int
    sessions: int


class PracticeSummary(NamedTuple):
    """What was practised, and with what effect."""

    weeks: list[PracticeWeek]
    in_a_row: int
    """Weeks with a session."""
    steps: list[StepProgress]
    answers: Mapping[str, Sequence[StepEffect]]
    """By the title of each step that works on a muscle: its last effects, the oldest first."""
    days: Mapping[date, int]
    """Sessions on each day that has any."""


def practice_summary(sessions: Sequence[SessionRecord], today: date, *, area: str = "", most: int) -> PracticeSummary:
    """Return what was practised in the last `most` weeks, and the effect of each step (by the scores of `area`)."""
    weeks = practice_weeks(sessions, today, most=most)
    return PracticeSummary(
        weeks,
        consecutive_weeks(sessions, today),
        step_progress(sessions, area),
        recent_effects(sessions),
        practice_days(sessions),
    )


def practice_days(sessions: Iterable[SessionRecord]) -> Mapping[date, int]:
    """Return how many sessions there were on each day."""
    return Counter(session.started.date() for session in sessions if session.counts)


RECENT = 8
"""Answers and scores that are shown one by one."""


def recent_effects(sessions: Iterable[SessionRecord]) -> dict[str, list[StepEffect]]:
    """Return the last reported effects of each step that works on a muscle, by its title, the oldest first."""
    found: dict[str, list[StepEffect]] = {}
    for session in sorted(sessions, key=lambda one: one.started):
        for step in session.steps:
            if session.counts and step.muscle and step.outcome is StepOutcome.DONE:
                effects = found.setdefault(step.title, [])
                effects += [step.effect] if step.effect else []
    return {title: effects[-RECENT:] for title, effects in found.items()}


def step_progress(sessions: Iterable[SessionRecord], area: str = "") -> list[StepProgress]:
    """Return the effect of each step, the largest fall of pain first, those with too few sessions last.

    The change belongs to the complete session: a step is listed with the sessions that it was a part of.
    """
    changes: dict[str, list[float]] = defaultdict(list)
    effects: dict[str, list[StepEffect]] = defaultdict(list)
    for session in sessions:
        if not session.counts:
            continue
        pair = score_pair(session, area)
        for title, effect in _effects_of(session).items():
            effects[title].append(effect)
            if pair is not None:
                changes[title].append(pair[1] - pair[0])
    found = [
        StepProgress(
            title,
            len(answers),
            len(changes[title]),
            median(changes[title]) if changes[title] else None,
            *(answers.count(effect) for effect in (StepEffect.HELPED, StepEffect.SAME, StepEffect.WORSE)),
        )
        for title, answers in effects.items()
    ]
    return sorted(found, key=lambda one: (one.scored < MIN_SCORES_FOR_TREND, one.points or 0, -one.helped, one.title))


def _effects_of(session: SessionRecord) -> dict[str, StepEffect]:
    """Return the effect of each step that was done, by title; one that comes twice counts once."""
    effects: dict[str, StepEffect] = {}
    for step in session.steps:
        if step.outcome is StepOutcome.DONE:
            effects[step.title] = step.effect or effects.get(step.title, StepEffect.NOT_ANSWERED)
    return effects


def practice_weeks(sessions: Iterable[SessionRecord], today: date, *, most: int) -> list[PracticeWeek]:
    """Return what was practised in each week from the first session to today's, the last `most` of them."""
    seconds: dict[date, int] = defaultdict(int)
    counts: dict[date, int] = defaultdict(int)
    for session in sessions:
        if session.counts:
            monday = week_start(session.started.date())
            seconds[monday] += session.practised
            counts[monday] += 1
    if not counts:
        return []
    last = week_start(today)
    mondays = (last - timedelta(weeks=ago) for ago in range(most - 1, -1, -1) if (last - date.min).days >= 7 * ago)
    return [PracticeWeek(monday, seconds[monday], counts[monday]) for monday in mondays if monday >= min(counts)]


def consecutive_weeks(sessions: Iterable[SessionRecord], today: date) -> int:
    """Return for how many weeks in a row there was a session.

    Days of rest are a part of it, and the present week, which is not over, breaks nothing.
    """
    practised = {week_start(session.started.date()) for session in sessions if session.counts}
    monday = week_start(today)
    row = int(monday in practised)
    while (monday := monday - timedelta(weeks=1)) in practised:
        row += 1
    return row


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


def progress_alert(sessions: Sequence[SessionRecord], now: datetime, entries: Sequence[PainEntry] = ()) -> str:
    """Return the gravest warning that the scores give reason for; empty where there is nothing.

    Args:
        sessions: in any order; only those that count are looked at.
        now: with its zone.
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
    differences = [found for session in sessions if (found := _differences(session))]
    return len(differences) >= 2 and all(max(each) >= CHANGE for each in differences[-2:])


def _differences(session: SessionRecord) -> list[int]:
    """Return after minus before, for each area and side that has both."""
    before = {(score.area, score.side): score.score for score in session.before}
    return [
        score.score - before[score.area, score.side] for score in session.after if (score.area, score.side) in before
    ]


def _courses(sessions: Sequence[SessionRecord], entries: Sequence[PainEntry]) -> list[list[_Moment]]:
    """Return the scores of each area and side in the order of time; of a session, those before it."""
    courses: dict[tuple[str, str], list[_Moment]] = defaultdict(list)
    scored: list[tuple[datetime, tuple[PainScore, ...]]] = [(one.started, one.before) for one in sessions]
    scored += [(one.when, one.scores) for one in entries]
    for when, scores in sorted(scored, key=lambda one: one[0]):
        for score in scores:
            courses[score.area, score.side].append(_Moment(when, score.score))
    return list(courses.values())


def _is_rising(course: Sequence[_Moment], now: datetime) -> bool:
    recent = [moment for moment in course if now - moment.when <= RISING_WITHIN]
    if len(recent) < _RISING_SCORES or recent[-1].when - recent[0].when < _RISING_NEEDS:
        return False
    half = len(recent) // 2
    earlier, later = (median(moment.score for moment in part) for part in (recent[:half], recent[-half:]))
    # One bad day is not a rise: the last score but one must be above the first already.
    return later - earlier >= CHANGE and recent[-2].score > recent[0].score


def _is_no_better(course: Sequence[_Moment], now: datetime) -> bool:
    looked_at = [moment for moment in course if now - moment.when <= _LOOK_BACK]
    recent = [moment.score for moment in looked_at if now - moment.when <= RISING_WITHIN]
    if not recent or now - looked_at[0].when < NO_BETTER_AFTER:
        return False
    first = [moment.score for moment in looked_at if moment.when - looked_at[0].when <= _A_WEEK]
    return median(recent) >= CHANGE and median(first) - median(recent) < CHANGE
