"""Progress, sheets and reports in sentences."""

from datetime import date

from backpain_cli.domain.checklist import ChecklistBox
from backpain_cli.domain.records.pain_progress import (
    ChangeVerdict,
    CoursePeriod,
    PainCourse,
    ScoreChange,
)
from backpain_cli.domain.records.practice_progress import StepProgress
from backpain_cli.domain.records.sessions import PainScore, SessionRecord, StepOutcome
from backpain_cli.domain.typed_input import clock_text

REPORTED = "Scores from 0 (no pain) to 10 (worst), as reported by the person."

NO_CAUSE = (
    "A score that falls after a session does not show that the session did it, or which step: most pain changes by "
    "itself. The change below is that of the whole sessions in which a step was done."
)


def small_number_words(value: float) -> str:
    """Return a median as one writes it: 4, 4.5."""
    return f"{value:.1f}".removesuffix(".0")


def counted(number: int, word: str) -> str:
    """Return `1 session`, `2 sessions`."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def day_words(day: date) -> str:
    """Return a date as one reads it in every country: 3 Nov 2026."""
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]
    return f"{day.day} {month} {day.year}"


def points_words(points: float) -> str:
    """Return a change as `2 points less`, `1 point more`, `no change`."""
    if not points:
        return "no change"
    size = small_number_words(abs(points))
    return f"{size} point{'' if size == '1' else 's'} {'less' if points < 0 else 'more'}"


def change_words(change: ScoreChange, counted_as: str = "session") -> str:
    """Return a change with its uncertainty, without a full stop: `1 point less, which may be chance`."""
    if change.verdict is ChangeVerdict.TOO_FEW:
        return f"{counted(change.number, counted_as)}: too few to tell"
    told = points_words(change.points)
    return f"{told}, which may be chance" if change.verdict is ChangeVerdict.MAY_BE_CHANCE and change.points else told


def session_sentence(change: ScoreChange | None) -> str:
    """Return what sessions were followed by."""
    if change is None:
        return "No session has a score both before and after it yet."
    medians = f"median {small_number_words(change.before)} before, {small_number_words(change.after)} after"
    if change.verdict is ChangeVerdict.TOO_FEW:
        return f"Before and after a session: {medians}. {change_words(change)}."
    # The median of the changes need not be the difference of the medians: what it is has to be said.
    told = change_words(change) if change.points else "none"
    return f"Before and after a session: {medians}; median change: {told} ({counted(change.number, 'session')})."


def weeks_sentence(change: ScoreChange | None) -> str:
    """Return how the last two weeks compare with the first two."""
    if change is None:
        return "Over the weeks: fewer than four weeks of scores, too few to tell."
    before, after = small_number_words(change.before), small_number_words(change.after)
    medians = f"median {before} in the first two weeks, {after} in the last two"
    return f"Over the weeks, scores after sessions left out: {medians}; {change_words(change, 'score')}."


def step_sentence(step: StepProgress) -> str:
    """Return what is known of a step: the change of its sessions, and what the person said."""
    if step.points is None:
        told = f"{counted(step.sessions, 'session')}, none with a score before and after"
    elif step.verdict is ChangeVerdict.TOO_FEW:
        told = f"{counted(step.scored, 'session')}: too few to tell"
    else:
        told = f"{change_words(ScoreChange(step.scored, 0, 0, step.points))} ({counted(step.scored, 'session')})"
    said = [f"{word} {count}" for word, count in effects_of(step) if count]
    return f"{told}; said: {', '.join(said)}" if said else told


def effects_of(step: StepProgress) -> tuple[tuple[str, int], ...]:
    """Return how often a person said what a step did."""
    return (("helped", step.helped), ("same", step.same), ("worse", step.worse))


def streak_sentence(weeks: int) -> str:
    """Return for how many weeks in a row there was a session; without one, that it matters little."""
    if not weeks:
        return "No session this week or last. A break is fine; begin again when it suits you."
    if weeks == 1:
        return "One week with a session. Days of rest belong to it."
    return f"{weeks} weeks in a row with a session. Days of rest belong to it."


def scores_words(scores: tuple[PainScore, ...]) -> str:
    """Return scores as they are typed for `backpain log`: `lower-back=4, neck:left=6`."""
    return ", ".join(f"{place_words(score)}={score.score}" for score in scores)


def place_words(score: PainScore) -> str:
    """Return where a score is of: `lower-back`, `neck:left`."""
    return f"{score.area}:{score.side}" if score.side else score.area


def done_words(session: SessionRecord) -> str:
    """Return how many of a session's steps were done: `11 of 13 steps done, 2 skipped`."""
    outcomes = [step.outcome for step in session.steps]
    done, skipped = outcomes.count(StepOutcome.DONE), outcomes.count(StepOutcome.SKIPPED)
    stopped = outcomes.count(StepOutcome.STOPPED)
    return (
        f"{done} of {counted(len(outcomes), 'step')} done"
        + (f", {skipped} skipped" if skipped else "")
        + (f", {stopped} stopped because of a sign" if stopped else "")
    )


def period_words(period: CoursePeriod, *, weekly: bool) -> str:
    """Return one period in words: `week of 2 Nov 2026: before 6, after 4`; empty where nothing was told."""
    medians = (("before", period.before), ("after", period.after), ("noted", period.noted))
    told = [f"{word} {small_number_words(value)}" for word, value in medians if value is not None]
    if not told:
        return ""
    return f"{'week of ' if weekly else ''}{day_words(period.first)}: {', '.join(told)}"


def course_words(course: PainCourse) -> list[str]:
    """Return a course in words, a line for each day or week with a score."""
    lines = (period_words(period, weekly=course.weekly) for period in course.periods)
    return [line for line in lines if line]


EMERGENCY = "Do not begin, and call your emergency number, if any of these is present"

WHAT_THEN = "If so"

SEE_A_DOCTOR = "See a doctor before you begin if any of these is present"

HAVE_READY = "Have ready"

BEFORE = "Before you begin"

STOP_RULES = "Stop rules"

STEPS = "Steps"

NEVER = "Never"

AFTERWARDS = "Afterwards"

WHY = "Why in this order"

SOURCES = "Sources"

READ_FIRST = "Read this before the first time, and again whenever something is new or different."

ONLY_IF = "Only when nothing that is to be read first speaks against it."

NAME, DATE, SCORE_BEFORE, SCORE_AFTER = "Name", "Date", "Pain before", "Pain after"

SCORES = "Pain from 0 (none) to 10 (worst), before and after each session"

NO_DIAGNOSIS = "Published maps and common practice; not a diagnosis."

SHORT = "A short form: the guided session and the HTML form of this sheet tell each step in full."


def turn_words(turn: ChecklistBox, pressure: str = "", *, brief: bool = False) -> str:
    """Return what stands beside a box to tick: `4:15 your easier side, 1 minute, pressure 3 to 5 of 10`.

    Args:
        turn: what is ticked.
        pressure: how hard, where something is pressed.
        brief: whether there is little room: `60 s`, not `1 minute`.
    """
    return f"{clock_text(turn.start)} {turn.told(pressure, brief=brief)}"
