"""What was done and reported, as pages: the list of sessions, one session, and progress."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from backpain_cli.domain.records.pain_progress import AreaProgress
from backpain_cli.domain.records.practice_progress import PracticeSummary
from backpain_cli.domain.records.sessions import (
    PainEntry,
    ReportedSign,
    SessionEnding,
    SessionRecord,
    StepOutcome,
    StepRecord,
)
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.domain.typed_input import clock_text, duration_text
from backpain_cli.terminal.plots import LEAST_PLOT, Marks, bar, plot_rows
from backpain_cli.terminal.spans import Row, Span, item, labelled, paragraph, row
from backpain_cli.terminal.tables import columns
from backpain_cli.wording import report_text as words
from backpain_cli.wording.phrases import counted, times_phrase

EMPTY = "Nothing is kept yet. Sessions come here by themselves; `backpain log lower-back=4` notes how strong a pain is."
NONE_FOUND = "No session fits that."
_NOTE_SHOWN = 2_000
_WIDEST_BAR = 30
_MOST_STEPS_TOLD = 12


def moment_words(moment: datetime) -> str:
    """Return date and time as the clock on the wall had them: `2026-11-03 20:15`."""
    return moment.isoformat(sep=" ", timespec="minutes")[:16]


def list_rows(
    sessions: Sequence[SessionRecord], entries: Sequence[PainEntry], width: int, *, more: bool, everything: bool
) -> list[Row]:
    """Return sessions and what was noted without one, or that there is nothing.

    Args:
        sessions: the newest first.
        entries: the newest first.
        width: of the page, in cells.
        more: whether there are earlier ones that are not listed.
        everything: whether no part of the history was left out by a filter.
    """
    if not sessions and not entries:
        return paragraph(EMPTY if everything else NONE_FOUND, width)
    rows = session_rows(sessions, width) if sessions else []
    rows += [()] if sessions and entries else []
    rows += entry_rows(entries, width) if entries else []
    if more:
        rows += paragraph("There are earlier ones; `--most 0` shows all.", width, style="quiet")
    if sessions:
        rows += paragraph("One session in full: backpain history show NUMBER", width, style="quiet")
    return rows


def session_rows(sessions: Sequence[SessionRecord], width: int) -> list[Row]:
    """Return sessions as a table in the order given."""
    lines = [
        (
            Span(str(session.number), "key"),
            Span(moment_words(session.started)),
            Span(escape_for_terminal(session.routine, most=20)),
            Span(clock_text(session.practised)),
            Span(_listed(session)),
        )
        for session in sessions
    ]
    header = ("no.", "begun", "routine", "time", "how it ended; pain")
    return columns(header, lines, width)


def _listed(session: SessionRecord) -> str:
    ending = {SessionEnding.FINISHED: "finished", SessionEnding.STOPPED: "stopped: a sign was reported"}.get(
        session.ending, str(session.ending)
    )
    pain = _pain(session)
    return f"{ending}; {pain}" if pain else ending


def _pain(session: SessionRecord) -> str:
    """Return the scores by place: `lower-back 6, then 4`."""
    after = {words.score_place(score): score.score for score in session.after}
    told = []
    for score in session.before:
        place = words.score_place(score)
        later = after.pop(place, None)
        told.append(f"{escape_for_terminal(place)} {score.score}" + ("" if later is None else f", then {later}"))
    told += [f"{escape_for_terminal(place)} {score} after" for place, score in after.items()]
    return "; ".join(told)


def entry_rows(entries: Sequence[PainEntry], width: int) -> list[Row]:
    """Return pain that was noted without a session."""
    lines = [
        (Span(moment_words(entry.when)), Span(escape_for_terminal(words.score_text(entry.scores)) + _noted(entry.note)))
        for entry in entries
    ]
    return [row("Noted without a session", "strong"), *columns(("when", "pain"), lines, width)]


def _noted(note: str) -> str:
    return f"; note: {escape_for_terminal(' '.join(note.split()), most=_NOTE_SHOWN)}" if note else ""


def one_session_rows(session: SessionRecord, muscles: Mapping[str, str], width: int) -> list[Row]:
    """Return one session in full.

    Args:
        session: it.
        muscles: the muscles' names by key.
        width: of the page, in cells.
    """
    facts = [
        ("Begun", moment_words(session.started)),
        ("Ended", f"{moment_words(session.ended)}, {session.ending}"),
        ("Practised", duration_text(session.practised) + _changes(session)),
        ("Paused", f"{times_phrase(session.pauses)}, {duration_text(session.paused)}" if session.pauses else ""),
        ("Sorer side", f"your {escape_for_terminal(session.sorer_side)}" if session.sorer_side else ""),
        ("Pain", _pain(session) or "no score was given"),
        ("Done", words.done_text(session)),
        ("Note", escape_for_terminal(" ".join(session.note.split()), most=_NOTE_SHOWN)),
    ]
    rows: list[Row] = [(Span(f"{session.number}. {escape_for_terminal(session.title)}", "title"),)]
    for label, text in facts:
        if text:
            rows += labelled(label, text, width, column=12)
    rows += [(), row("Steps", "strong")]
    for step in session.steps:
        rows += item(_step(step), width, mark=f"{step.number:>2}.", style=_style(step))
    if session.signs:
        rows += [(), row("Reported during the session", "strong")]
        for sign in session.signs:
            rows += item(_sign(sign, muscles), width, style="caution")
    return rows


def _changes(session: SessionRecord) -> str:
    told = ["the gentler form"] if session.gentle else []
    if session.added:
        told.append(f"holds {abs(session.added)} s {'longer' if session.added > 0 else 'shorter'} in all")
    return f"; {', '.join(told)}" if told else ""


def _step(step: StepRecord) -> str:
    told = str(step.outcome)
    if step.outcome is not StepOutcome.NOT_REACHED:
        told += f", {clock_text(step.seconds)}"
        if step.seconds != step.planned:
            told += f" of {clock_text(step.planned)} planned"
    if step.repeats:
        told += f", restarted {times_phrase(step.repeats)}"
    if step.effect:
        told += f", said: {step.effect}"
    return f"{escape_for_terminal(step.title)}: {told}."


def _style(step: StepRecord) -> str:
    return "quiet" if step.outcome is StepOutcome.NOT_REACHED else ""


def _sign(sign: ReportedSign, muscles: Mapping[str, str]) -> str:
    where = muscles.get(sign.muscle, escape_for_terminal(sign.muscle))
    place = ", ".join(part for part in (where, f"your {escape_for_terminal(sign.side)}" if sign.side else "") if part)
    return f"{sign.complaint}, at {clock_text(sign.second)} in step {sign.step_number}" + (
        f" ({place})" if place else ""
    )


def progress_rows(
    areas: Sequence[AreaProgress],
    practice: PracticeSummary,
    others: Sequence[str],
    width: int,
    marks: Marks | None,
    *,
    advice: str = "",
) -> list[Row]:
    """Return the whole page of progress.

    Args:
        areas: what is shown in full.
        practice: what was practised.
        others: keys of areas that have scores too.
        width: of the page, in cells.
        marks: what plots are drawn with; None for words alone.
        advice: what the scores give reason to say; may be empty.
    """
    if not practice.weeks and not any(area.course.periods for area in areas):
        return paragraph(EMPTY, width)
    rows = [row for area in areas for row in area_progress_rows(area, width, marks)]
    if advice:
        rows += [*paragraph(advice, width, style="notice"), ()]
    if others:
        told = f"Also scored: {', '.join(map(escape_for_terminal, others))}. One of them: backpain progress AREA"
        rows += [*paragraph(told, width, style="quiet"), ()]
    return rows + practice_rows(practice, width, marks)


def area_progress_rows(area: AreaProgress, width: int, marks: Marks | None) -> list[Row]:
    """Return the pain of one area as a plot and in words; without `marks` in words alone."""
    rows: list[Row] = [row(f"Pain: {area.name}", "title")]
    if not area.course.periods:
        return [*rows, *paragraph("No score of this area is kept yet.", width), ()]
    told = words.course_texts(area.course)
    # A single day or week is one line of words, and no course.
    if marks is not None and width >= LEAST_PLOT and len(told) > 1:
        rows += plot_rows(area.course, width, marks)
    else:
        rows += [line for period in told for line in item(f"{period}.", width)]
    rows += [(), *paragraph(words.session_sentence(area.within), width)]
    rows += paragraph(words.weeks_sentence(area.over), width)
    return [*rows, ()]


def practice_rows(practice: PracticeSummary, width: int, marks: Marks | None) -> list[Row]:
    """Return what was practised in each week, and how the steps were borne."""
    rows: list[Row] = [row("Minutes per week", "title")]
    highest = max((week.seconds for week in practice.weeks), default=0)
    room = min(_WIDEST_BAR, width - 40)
    for week in practice.weeks:
        minutes = f"{round(week.seconds / 60)} min, {counted(week.sessions, 'session')}"
        told = minutes if week.sessions else "none"
        day = f"week of {words.day_text(week.monday)}"
        if marks is None or room < 8:
            rows += paragraph(f"{day}: {told}", width)
        else:
            drawn = bar(week.seconds, highest, room, marks)
            rows.append((Span(f"{day:<20}"), Span(f"{drawn:<{room}}  ", "bar"), Span(told)))
    rows += [*paragraph(words.streak_sentence(practice.in_a_row), width), ()]
    rows.append(row("How the steps felt", "title"))
    if not practice.steps:
        return [*rows, *paragraph("No session was kept yet.", width)]
    rows += paragraph(words.NO_CAUSE, width, style="quiet")
    for step in practice.steps[:_MOST_STEPS_TOLD]:
        rows += item(f"{escape_for_terminal(step.title)}: {words.step_sentence(step)}.", width)
    if (more := len(practice.steps) - _MOST_STEPS_TOLD) > 0:
        rows += paragraph(f"... and {counted(more, 'step')} more; --json has them all.", width, style="quiet")
    return rows
