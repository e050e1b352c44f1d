"""Whether it helps: pain as a plot and in facts, the steps and what they did, minutes and days."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backpain_cli.domain.records.pain_progress import AreaProgress, ChangeVerdict, CoursePeriod, PainCourse, ScoreChange
from backpain_cli.domain.records.practice_progress import NO_BETTER, PracticeSummary, StepProgress
from backpain_cli.domain.records.sessions import StepEffect
from backpain_cli.domain.terms import WORST_PAIN, Outcome, OutputMode
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.views.care_notes import NO_NOTES, CareNotes, care_commands, care_parts
from backpain_cli.views.history import EMPTY
from backpain_cli.views.practice import EFFECT_SIGNS, bar, day_grid, sparks
from backpain_cli.views.widgets import (
    Column,
    Room,
    bullets,
    card,
    gap,
    labelled,
    next_commands,
    prose,
    responsive_table,
    title,
)
from backpain_cli.wording import report_text as words
from backpain_cli.wording.phrases import counted, outcome_sentence

FACTS_SINCE = 90
"""Columns from which the facts have room beside the plot."""
MIN_PLOT_COLUMNS = 24
_MAX_STEPS, _AXIS, _MAX_STRIDE = 12, 5, 6


class ScorePlot(NamedTuple):
    """The signs of a plot. They differ in shape, not in colour alone."""

    before: str = "○"
    after: str = "●"
    both: str = "◉"
    noted: str = "+"
    between: str = "│"
    line: str = "│"
    tick: str = "┤"
    floor: str = "─"
    corner: str = "└"


PLOT, ASCII_PLOT = ScorePlot(), ScorePlot("o", "x", "8", "+", ":", "|", "+", "-", "+")


def plot_periods(columns: int) -> int:
    """Return for how many days or weeks a page of that width has room."""
    return max(1, _plot_columns(columns) - _AXIS - 1)


def _plot_columns(columns: int) -> int:
    return min(columns // 2, 60) + _AXIS if columns >= FACTS_SINCE else columns


def progress_page(
    areas: Sequence[AreaProgress],
    practice: PracticeSummary,
    others: Sequence[str],
    room: Room,
    *,
    today: date,
    advice: str = "",
    notes: CareNotes = NO_NOTES,
) -> RenderableType:
    """Return the page of progress.

    Args:
        areas: what is shown in full.
        practice: what was practised.
        others: keys of areas that have scores too.
        room: what the page is made for.
        today: the last day of the grid of days.
        advice: a warning that the scores give reason for; may be empty.
        notes: the goal, the walks, a message that is due.
    """
    commands = care_commands(notes)
    if not practice.weeks and not any(area.course.periods for area in areas):
        known = [part for one in care_parts(notes, room) for part in (*gap(room), one)]
        return Group(Text(EMPTY), *known, *([next_commands(room, *commands)] if commands else []))
    parts: list[RenderableType] = []
    if advice:
        heading = "Book a visit" if advice == NO_BETTER else outcome_sentence(Outcome.SEE_A_DOCTOR_FIRST).rstrip(".")
        parts += [card(room, heading, Text(advice, "strong"), style="caution"), *gap(room)]
    for area in areas:
        parts += [*_area(area, room), *gap(room)]
    parts += [_steps(practice, room), *gap(room), _practice(practice, room, today)]
    if others:
        names = ", ".join(map(escape_for_terminal, others))
        parts += [*gap(room), Text(f"Also scored: {names}. One of them: backpain progress AREA", "quiet")]
    for part in care_parts(notes, room):
        parts += [*gap(room), part]
    if practice.days:
        commands.append(("backpain history", "all sessions"))
    if commands:
        parts.append(next_commands(room, *commands))
    return Group(*parts)


def _area(area: AreaProgress, room: Room) -> list[RenderableType]:
    """Return the pain of one area: a plot with facts beside or below it, or words where nothing can be plotted."""
    periods = area.course.periods
    days = dict.fromkeys(words.day_text(period.first) for period in (*periods[:1], *periods[-1:]))
    heading = title(
        room, f"{area.name}: does it help?", count=room.sign(" – ").join(days) if room.columns >= 60 else ""
    )
    if not periods:
        return [heading, Text("No score of this area is kept yet.")]
    facts = _facts(area, room)
    texts = words.course_texts(area.course)
    # A single day or week is one line of words, and no course.
    if not room.is_screen or room.columns < MIN_PLOT_COLUMNS or len(texts) < 2:
        return [heading, bullets(room, texts), *gap(room), facts]
    if room.columns < FACTS_SINCE:
        return [heading, Text(), score_plot(area.course, room), Text(), facts]
    width = _plot_columns(room.columns)
    grid = Table.grid(padding=(0, 3, 0, 0), expand=True)
    grid.add_column(width=width)
    grid.add_column(ratio=1)
    grid.add_row(score_plot(area.course, room._replace(columns=width)), facts)
    return [heading, Text(), grid]


def score_plot(course: PainCourse, room: Room) -> RenderableType:
    """Return a course as a plot of scores over days or weeks, with dates and a key below it."""
    signs = ASCII_PLOT if room.ascii else PLOT
    periods = course.periods[-max(1, room.columns - _AXIS - 1) :]
    stride = min(_MAX_STRIDE, max(1, (room.columns - _AXIS) // len(periods)))
    lines = []
    for score in range(WORST_PAIN, -1, -1):
        line = Text.assemble((f"{score:>3} {signs.tick}" if score % 2 == 0 else f"    {signs.line}", "edge"))
        for period in periods:
            sign, style = _cell(period, score, signs, weekly=course.weekly)
            line.append(f"{' ' * ((stride - 1) // 2)}{sign}{' ' * (stride - 1 - (stride - 1) // 2)}", style)
        lines.append(line)
    lines.append(Text(f"    {signs.corner}{signs.floor * (len(periods) * stride)}", "edge"))
    lines += [Text(" " * _AXIS + text, "quiet") for text in _dates(periods, len(periods) * stride)]
    key = Text.assemble(
        signs.before, " before  ", (f"{signs.after} after", "good"), (f"  {signs.both} both the same", "strong"),
        f"  {signs.noted} noted without a session", "; the median of each week" if course.weekly else "",
    )  # fmt: skip
    return Group(*lines, key)


def _cell(period: CoursePeriod, score: int, signs: ScorePlot, *, weekly: bool) -> tuple[str, str]:
    before = _rows(period.before, period.before_scores, weekly=weekly)
    after = _rows(period.after, period.after_scores, weekly=weekly)
    if score in before and score in after:
        return signs.both, "strong"
    if score in before:
        return signs.before, ""
    if score in after:
        return signs.after, "good"
    if score in _rows(period.noted, period.noted_scores, weekly=weekly):
        return signs.noted, "head"
    if before and after and min(before | after) < score < max(before | after):
        return signs.between, "edge"
    return " ", ""


def _rows(median: float | None, scores: Sequence[int], *, weekly: bool) -> set[int]:
    """Return the rows of the scores of a day, or of the median of a week; a half goes to the row above it."""
    return set() if median is None else {int(median + 0.5)} if weekly or len(scores) < 2 else set(scores)


def _dates(periods: Sequence[CoursePeriod], columns: int) -> list[str]:
    first, last = words.day_text(periods[0].first), words.day_text(periods[-1].first)
    if len(periods) == 1:
        return [first]
    if columns < len(first) + len(last) + 2:
        return [f"{first} to", last]
    return [first + last.rjust(columns - len(first))]


def _facts(area: AreaProgress, room: Room) -> RenderableType:
    pairs: list[tuple[str, str | Text]] = []
    if area.within is None:
        pairs.append(("sessions", "No session has a score both before and after it yet."))
    else:
        medians = f"medians before and after, {counted(area.within.number, 'session')}"
        pairs.append(("sessions", _change(area.within, medians, "median change", room)))
    if area.over is None:
        pairs.append(("weeks", "Fewer than four weeks of scores, too few to tell."))
    else:
        medians = "medians of the first two weeks and the last two, scores after sessions left out"
        pairs.append(("weeks", _change(area.over, medians, "over the weeks", room)))
    if len(area.recent) > 1:
        pairs.append(
            (
                "latest",
                Text.assemble((sparks(area.recent, room), "kind.hold"), ("  before sessions, or noted", "quiet")),
            )
        )
    return labelled(room, pairs)


def _change(change: ScoreChange, medians: str, what: str, room: Room) -> Text:
    """Return two medians and how they differ; the size has a colour only where it is large enough to be noticed."""
    before, after = words.median_text(change.before), words.median_text(change.after)
    is_known = change.verdict is not ChangeVerdict.TOO_FEW
    points = words.points_text(change.points) if is_known else "too few to tell"
    if not room.is_screen:
        return Text(f"{before}, then {after}, {medians}; {what}: {points}")
    sign = room.sign("▼" if change.points < 0 else "▲" if change.points else "=")
    style = {ChangeVerdict.LESS: "good", ChangeVerdict.MORE: "caution"}.get(change.verdict, "quiet")
    arrow = (room.sign(f"{before} → {after}"), "strong")
    size = (f"{sign} {points}", style) if is_known else (points, "quiet")
    return Text.assemble(arrow, (f"  {medians}\n", "quiet"), size, (f"  {what}", "quiet"))


def _steps(practice: PracticeSummary, room: Room) -> RenderableType:
    """Return the steps that work on a muscle, with how often each of them helped."""
    steps = sorted(
        (step for step in practice.steps if step.title in practice.answers),
        key=lambda step: (-step.helped, step.worse, -step.sessions, step.title),
    )
    if not steps:
        return Group(
            title(room, "How the steps felt"), Text("No session was kept yet."), prose(room, words.NO_CAUSE, "quiet")
        )
    columns = [
        Column("step", style="strong"),
        Column("times", right=True),
        Column("helped"),
        Column("same", right=True),
        Column("worse", right=True),
        Column("last eight", since=80),
    ]
    highest = max(step.helped for step in steps)
    rows = [_step(step, practice.answers, highest, room) for step in steps[:_MAX_STEPS]]
    parts = [responsive_table(room, columns, rows)]
    if room.is_screen and room.columns >= 80:
        parts.append(Text("last eight: + helped, = the same, - worse", "quiet"))
    if (more := len(steps) - _MAX_STEPS) > 0:
        parts.append(Text(f"... and {counted(more, 'step')} more; --json has them all.", "quiet"))
    return Group(*parts, prose(room, words.NO_CAUSE, "quiet"))


def _step(
    step: StepProgress, answers: Mapping[str, Sequence[StepEffect]], highest: int, room: Room
) -> list[str | Text]:
    helped = Text(str(step.helped))
    if room.is_screen:
        drawn = bar(step.helped, highest, 14 if room.columns >= 80 else 6, room)
        helped = Text.assemble((drawn, "bar.move"), " " if drawn else "", helped)
    effects = answers[step.title]
    last = ", ".join(effects) if room.mode is OutputMode.SENTENCES else " ".join(EFFECT_SIGNS[one] for one in effects)
    return [
        escape_for_terminal(step.title),
        str(step.sessions),
        helped,
        str(step.same),
        Text(str(step.worse), "caution" if step.worse else ""),
        last,
    ]


def _practice(practice: PracticeSummary, room: Room, today: date) -> RenderableType:
    """Return the minutes of each week as bars, and the days as a grid beside or below them."""
    highest = max((week.seconds for week in practice.weeks), default=0)
    rows = []
    for week in practice.weeks:
        minutes = Text(f"{round(week.seconds / 60)} min" if week.sessions else "none", "" if week.sessions else "quiet")
        if room.is_screen:
            drawn = bar(week.seconds, highest, 30 if room.columns >= 80 else 10, room)
            minutes = Text.assemble((drawn, "bar.move"), " " if drawn else "", minutes)
        day = words.day_text(week.monday)
        rows.append((day.removesuffix(f" {today.year}") if room.is_screen else day, minutes, str(week.sessions)))
    columns = [Column("week of", keeps_together=True), Column("practised"), Column("sessions", right=True)]
    parts = [responsive_table(room, columns, rows)] if rows else []
    streak = Text(words.streak_sentence(practice.in_a_row))
    if not room.is_screen or not practice.days:
        return Group(*parts, streak)
    grid = day_grid(practice.days, today, room)
    if room.columns < FACTS_SINCE:
        return Group(*parts, streak, Text(), grid)
    beside = Table.grid(padding=(0, 3, 0, 0), expand=True)
    beside.add_column(ratio=1)
    beside.add_column(width=29, justify="right")
    beside.add_row(Group(*parts, streak), grid)
    return beside
