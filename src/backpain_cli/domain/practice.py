"""What was practised in each week, and how the steps were borne. Pure statistics, told by others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backpain_cli.domain.progress import FEWEST_TO_TELL, Change, Verdict, median, monday_of, pair_of
from backpain_cli.domain.record import Effect, SessionRecord, StepOutcome


class StepProgress(NamedTuple):
    """How a step was borne, over all sessions in which it was done."""

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
    def verdict(self) -> Verdict:
        """What may be said about the change."""
        return Change(self.scored, 0, 0, self.points or 0).verdict


class PracticeWeek(NamedTuple):
    """What was practised in one week."""

    monday: date
    seconds: int
    sessions: int


class Practice(NamedTuple):
    """What was practised, and how it was borne."""

    weeks: list[PracticeWeek]
    in_a_row: int
    """Weeks with a session."""
    steps: list[StepProgress]


def practice_of(sessions: Sequence[SessionRecord], today: date, *, area: str = "", most: int) -> Practice:
    """Return what was practised in the last `most` weeks, and how each step was borne (by the scores of `area`)."""
    weeks = practice_weeks(sessions, today, most=most)
    return Practice(weeks, weeks_in_a_row(sessions, today), steps_borne(sessions, area))


def steps_borne(sessions: Iterable[SessionRecord], area: str = "") -> list[StepProgress]:
    """Return how each step was borne, those with the largest fall of pain first, those with too few sessions last.

    The change belongs to a session as a whole: a step is listed with the sessions that it was a part of.
    """
    changes: dict[str, list[float]] = defaultdict(list)
    effects: dict[str, list[Effect]] = defaultdict(list)
    for session in sessions:
        if not session.counts:
            continue
        pair = pair_of(session, area)
        for title, effect in _effects_of(session).items():
            effects[title].append(effect)
            if pair is not None:
                changes[title].append(pair[1] - pair[0])
    found = [
        StepProgress(
            title,
            len(told),
            len(changes[title]),
            median(changes[title]) if changes[title] else None,
            *(told.count(effect) for effect in (Effect.HELPED, Effect.SAME, Effect.WORSE)),
        )
        for title, told in effects.items()
    ]
    return sorted(found, key=lambda one: (one.scored < FEWEST_TO_TELL, one.points or 0, -one.helped, one.title))


def _effects_of(session: SessionRecord) -> dict[str, Effect]:
    """Return the effect of each step that was done, by title; one that comes twice counts once."""
    effects: dict[str, Effect] = {}
    for step in session.steps:
        if step.outcome is StepOutcome.DONE:
            effects[step.title] = step.effect or effects.get(step.title, Effect.UNTOLD)
    return effects


def practice_weeks(sessions: Iterable[SessionRecord], today: date, *, most: int) -> list[PracticeWeek]:
    """Return what was practised in each week from the first session to today's, the last `most` of them."""
    seconds: dict[date, int] = defaultdict(int)
    counts: dict[date, int] = defaultdict(int)
    for session in sessions:
        if session.counts:
            monday = monday_of(session.started.date())
            seconds[monday] += session.practised
            counts[monday] += 1
    if not counts:
        return []
    last = monday_of(today)
    mondays = (last - timedelta(weeks=ago) for ago in range(most - 1, -1, -1) if (last - date.min).days >= 7 * ago)
    return [PracticeWeek(monday, seconds[monday], counts[monday]) for monday in mondays if monday >= min(counts)]


def weeks_in_a_row(sessions: Iterable[SessionRecord], today: date) -> int:
    """Return for how many weeks in a row there was a session.

    Days of rest are a part of it, and the present week, which is not over, breaks nothing.
    """
    practised = {monday_of(session.started.date()) for session in sessions if session.counts}
    monday = monday_of(today)
    row = int(monday in practised)
    while (monday := monday - timedelta(weeks=1)) in practised:
        row += 1
    return row
