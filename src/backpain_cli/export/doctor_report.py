"""The sheet for a doctor: what a person reported, in neutral words, the same in each of its forms."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from backpain_cli.domain.records.pain_progress import AreaProgress, area_progress, scored_areas
from backpain_cli.domain.records.practice_progress import step_progress
from backpain_cli.domain.records.sessions import (
    PainEntry,
    PainScore,
    ReportedSign,
    SessionEnding,
    SessionRecord,
)
from backpain_cli.domain.typed_input import duration_text
from backpain_cli.wording import report_text as words
from backpain_cli.wording.phrases import counted, times_phrase
from backpain_cli.wording.report_text import REPORT_HEADINGS

MOST_AREAS = 3
MOST_PERIODS = 60
MOST_SESSIONS = 14
MAX_REPORT_STEPS = 14
"""What fits on one page; the sheet names what is left out."""


class DoctorReport(NamedTuple):
    """The contents of the sheet as text; the courses are drawn."""

    title: str
    facts: tuple[str, ...]
    areas: tuple[AreaProgress, ...]
    sessions: tuple[tuple[str, ...], ...]
    """Rows below `REPORT_HEADINGS.session_columns`, the newest first."""
    left_out: str
    """Says how many sessions are not among them; may be empty."""
    steps: tuple[tuple[str, ...], ...]
    """Rows below `REPORT_HEADINGS.step_columns`."""
    signs: tuple[str, ...]


def doctor_report(
    sessions: Sequence[SessionRecord],
    entries: Sequence[PainEntry],
    *,
    areas: Mapping[str, str],
    muscles: Mapping[str, str],
    made: date,
) -> DoctorReport:
    """Return the sheet.

    Args:
        sessions: that it is about, the newest first.
        entries: what was noted without a session.
        areas: the areas' names by key.
        muscles: the muscles' names by key.
        made: the day it is made.
    """
    counting = [session for session in sessions if session.counts]
    days = [*(session.started.date() for session in counting), *(entry.when.date() for entry in entries)]
    title = "Pain and self-treatment"
    if days:
        title += f", {words.day_text(min(days))} to {words.day_text(max(days))}"
    keys = scored_areas(counting, entries)
    more = len(counting[MOST_SESSIONS:])
    return DoctorReport(
        title=title,
        facts=_facts(counting, entries, keys, areas, made),
        areas=tuple(
            area_progress(counting, entries, key, areas.get(key, key), most=MOST_PERIODS) for key in keys[:MOST_AREAS]
        ),
        sessions=tuple(_session_row(session, areas) for session in counting[:MOST_SESSIONS]),
        left_out=f"{counted(more, 'earlier session')} not shown." if more else "",
        steps=tuple(
            (step.title, str(step.sessions), str(step.helped), str(step.same), str(step.worse))
            for step in sorted(step_progress(counting), key=lambda step: (-step.sessions, step.title))[
                :MAX_REPORT_STEPS
            ]
        ),
        signs=_signs(sessions, muscles),
    )


def is_plotted(area: AreaProgress) -> bool:
    """Return whether there is a course to draw: a single day or week is described in words."""
    return len(words.course_texts(area.course)) > 1


def sentences_of(area: AreaProgress) -> list[str]:
    """Return what is said below a plot."""
    sentences = [words.session_sentence(area.within), words.weeks_sentence(area.over)]
    return (
        sentences
        if is_plotted(area)
        else [*(f"{line[:1].upper()}{line[1:]}." for line in words.course_texts(area.course)), *sentences]
    )


def _facts(
    sessions: Sequence[SessionRecord],
    entries: Sequence[PainEntry],
    keys: Sequence[str],
    areas: Mapping[str, str],
    made: date,
) -> tuple[str, ...]:
    seconds = sum(session.practised for session in sessions)
    finished = sum(session.ending is SessionEnding.FINISHED for session in sessions)
    facts = [
        f"Made on {words.day_text(made)}.",
        f"{counted(len(sessions), 'session')}, {finished} to the end; {round(seconds / 60):,} minutes in all.",
        f"Pain noted without a session: {len(entries):,} times.",
        words.REPORTED,
    ]
    if any(_known_sides(sessions, entries)):
        facts.append(REPORT_HEADINGS.whose_side)
    if left_out := keys[MOST_AREAS:]:
        facts.append(f"Also scored, not shown: {', '.join(areas.get(key, key).lower() for key in left_out)}.")
    return tuple(facts)


def _known_sides(sessions: Sequence[SessionRecord], entries: Sequence[PainEntry]) -> Iterator[str]:
    for session in sessions:
        yield from (score.side for score in (*session.before, *session.after))
        yield from (sign.side for sign in session.signs)
    for entry in entries:
        yield from (score.side for score in entry.scores)


def _session_row(session: SessionRecord, areas: Mapping[str, str]) -> tuple[str, ...]:
    return (
        words.day_text(session.started.date()),
        session.title,
        duration_text(session.practised // 60 * 60 or session.practised),
        str(session.ending),
        _scores(session.before, areas),
        _scores(session.after, areas),
    )


def _scores(scores: Sequence[PainScore], areas: Mapping[str, str]) -> str:
    scored = (
        f"{areas.get(score.area, score.area)}{f', {score.side}' if score.side else ''} {score.score}"
        for score in scores
    )
    return "; ".join(scored) or "not noted"


def _signs(sessions: Sequence[SessionRecord], muscles: Mapping[str, str]) -> tuple[str, ...]:
    found: dict[str, list[datetime]] = {}
    for session in sessions:
        for sign in session.signs:
            found.setdefault(_sign(sign, muscles), []).append(session.started)
    counts = Counter({sign: len(moments) for sign, moments in found.items()})
    return tuple(
        f"{sign}: {times_phrase(count)}, last on {words.day_text(max(found[sign]).date())}"
        for sign, count in counts.most_common()
    )


def _sign(sign: ReportedSign, muscles: Mapping[str, str]) -> str:
    where = muscles.get(sign.muscle, sign.muscle)
    place = ", ".join(part for part in (where, sign.side) if part)
    return f"{sign.complaint} ({place})" if place else str(sign.complaint)
