"""Progress and the sheet for a doctor in words: what was reported, and how little it proves."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, assert_never

from backpain_cli.domain.records.pain_progress import ChangeVerdict, CoursePeriod, PainCourse, ScoreChange
from backpain_cli.domain.records.sessions import PainScore, SessionRecord, StepOutcome
from backpain_cli.wording.phrases import counted


class ReportHeadings(NamedTuple):
    """Headings and fixed sentences of the sheet for a doctor."""

    what_it_is: str = (
        "A record of self-massage and stretching, kept with the program backpain. All of it was reported by the "
        "person; nothing was examined or measured, and nothing here is a diagnosis."
    )
    whose_side: str = "Left and right are the person's own."
    pain: str = "Pain"
    plot_key: str = "Hollow: before a session. Filled: after a session. Cross: without one. Of a week: medians."
    sessions: str = "Sessions"
    session_columns: tuple[str, ...] = ("Date", "Routine", "Time", "Ended", "Pain before", "Pain after")
    steps: str = "What was done, and how it felt"
    step_columns: tuple[str, ...] = ("Step", "Sessions", "Helped", "Same", "Worse")
    signs: str = "Reported during sessions"
    no_signs: str = "No sign was reported during a session."


REPORT_HEADINGS = ReportHeadings()
REPORTED = "Scores from 0 (no pain) to 10 (worst), as reported by the person."

NO_CAUSE = (
    "A change under 2 points may be chance, and a score that falls after a session does not show that the session did "
    "it, or which step: most pain changes by itself."
)


def median_text(value: float) -> str:
    """Return a median as one writes it: 4, 4.5."""
    return f"{value:.1f}".removesuffix(".0")


def day_text(day: date) -> str:
    """Return a date as one reads it in every country: 3 Nov 2026."""
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]
    return f"{day.day} {month} {day.year}"


def points_text(points: float) -> str:
    """Return a change of pain: `2 points less`, `no change`."""
    if not points:
        return "no change"
    size = median_text(abs(points))
    return f"{size} point{'' if size == '1' else 's'} {'less' if points < 0 else 'more'}"


def change_text(change: ScoreChange, counted_as: str = "session") -> str:
    """Return a change with its uncertainty, without a full stop: `1 point less, which may be chance`."""
    match change.verdict:
        case ChangeVerdict.TOO_FEW:
            return f"{counted(change.number, counted_as)}: too few to tell"
        case ChangeVerdict.MAY_BE_CHANCE if change.points:
            return f"{points_text(change.points)}, which may be chance"
        case ChangeVerdict.MAY_BE_CHANCE | ChangeVerdict.LESS | ChangeVerdict.MORE:
            return points_text(change.points)
        case _ as unreachable:
            assert_never(unreachable)


def session_sentence(change: ScoreChange | None) -> str:
    """Return what sessions were followed by."""
    if change is None:
        return "No session has a score both before and after it yet."
    medians = f"median {median_text(change.before)} before, {median_text(change.after)} after"
    if change.verdict is ChangeVerdict.TOO_FEW:
        return f"Before and after a session: {medians}. {change_text(change)}."
    # The median of the changes need not be the difference of the medians, so it has a name of its own.
    median_change = change_text(change) if change.points else "none"
    sessions = counted(change.number, "session")
    return f"Before and after a session: {medians}; median change: {median_change} ({sessions})."


def weeks_sentence(change: ScoreChange | None) -> str:
    """Return how the last two weeks compare with the first two."""
    if change is None:
        return "Over the weeks: fewer than four weeks of scores, too few to tell."
    before, after = median_text(change.before), median_text(change.after)
    medians = f"median {before} in the first two weeks, {after} in the last two"
    return f"Over the weeks, scores after sessions left out: {medians}; {change_text(change, 'score')}."


def streak_sentence(weeks: int) -> str:
    """Return for how many weeks in a row there was a session; without one, that it matters little."""
    if not weeks:
        return "No session this week or last. A break is fine; begin again when it suits you."
    if weeks == 1:
        return "One week with a session. Days of rest belong to it."
    return f"{weeks} weeks in a row with a session. Days of rest belong to it."


def score_text(scores: Iterable[PainScore]) -> str:
    """Return scores as they are typed for `backpain log`: `lower-back=4, neck:left=6`."""
    return ", ".join(f"{score_place(score)}={score.score}" for score in scores)


def score_place(score: PainScore) -> str:
    """Return where a score is of: `lower-back`, `neck:left`."""
    return f"{score.area}:{score.side}" if score.side else score.area


def done_text(session: SessionRecord) -> str:
    """Return how many of a session's steps were done: `11 of 13 steps done, 2 skipped`."""
    outcomes = [step.outcome for step in session.steps]
    done, skipped = outcomes.count(StepOutcome.DONE), outcomes.count(StepOutcome.SKIPPED)
    stopped = outcomes.count(StepOutcome.STOPPED)
    return (
        f"{done} of {counted(len(outcomes), 'step')} done"
        + (f", {skipped} skipped" if skipped else "")
        + (f", {stopped} stopped because of a sign" if stopped else "")
    )


def period_text(period: CoursePeriod, *, weekly: bool) -> str:
    """Return one period in words: `week of 2 Nov 2026: before 6, after 4`; empty without a score."""
    texts = zip(("before", "after", "noted"), scores_texts(period, weekly=weekly), strict=True)
    known = [f"{word} {text}" for word, text in texts if text]
    if not known:
        return ""
    listed = ("; " if any(", then " in text for text in known) else ", ").join(known)
    return f"{'week of ' if weekly else ''}{day_text(period.first)}: {listed}"


def scores_texts(period: CoursePeriod, *, weekly: bool) -> tuple[str, str, str]:
    """Return the scores before, after and without sessions: of a day each one, `7, then 4`; of a week the median."""
    given = (
        (period.before, period.before_scores),
        (period.after, period.after_scores),
        (period.noted, period.noted_scores),
    )
    before, after, noted = (
        "" if value is None else median_text(value) if weekly or len(scores) < 2 else ", then ".join(map(str, scores))
        for value, scores in given
    )
    return before, after, noted


def course_texts(course: PainCourse) -> list[str]:
    """Return a course in words, a line for each day or week with a score."""
    lines = (period_text(period, weekly=course.weekly) for period in course.periods)
    return [line for line in lines if line]
