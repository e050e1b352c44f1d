"""What was recorded, as pages: the list of sessions, and one session."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backpain_cli.domain.records.care_records import Walk
from backpain_cli.domain.records.practice_progress import practice_days
from backpain_cli.domain.records.sessions import (
    PainEntry,
    ReportedSign,
    SessionEnding,
    SessionRecord,
    StepOutcome,
    StepRecord,
)
from backpain_cli.domain.terms import OutputMode
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.domain.typed_input import clock_text, duration_text
from backpain_cli.views.practice import GRID_COLUMNS, WEEKDAY_NAMES, day_grid, pain_change
from backpain_cli.views.widgets import (
    Column,
    Room,
    bullets,
    card,
    gap,
    labelled,
    next_commands,
    responsive_table,
    title,
)
from backpain_cli.wording.phrases import counted, times_phrase
from backpain_cli.wording.report_text import day_text, done_text, score_place

EMPTY = "Nothing is kept yet. Sessions come here by themselves; `backpain log lower-back=4` notes how strong a pain is."
NONE_FOUND = "No session fits that."
MAX_NOTE_SHOWN = 2_000
_GRID_SINCE, _MAX_SQUARES = 100, 20
_ENDING_WORDS = {
    SessionEnding.FINISHED: "finished",
    SessionEnding.LEFT: "left",
    SessionEnding.BROKEN_OFF: "interrupted",
    SessionEnding.STOPPED: "stopped: a sign was reported",
}


def session_table(
    sessions: Sequence[SessionRecord],
    entries: Sequence[PainEntry],
    room: Room,
    *,
    today: date,
    numbers: Mapping[str, int] | None = None,
    recent: Iterable[SessionRecord] = (),
    more: bool = False,
    everything: bool = True,
    walks: Sequence[Walk] = (),
    walk_numbers: Mapping[str, int] | None = None,
) -> RenderableType:
    """Return sessions, pain noted without one and walks, the newest first, or a sentence where there is none of it.

    Args:
        sessions: the newest first.
        entries: the newest first.
        room: what the page is made for.
        today: of its year no date shows the year.
        numbers: of the entries, by identifier.
        recent: the sessions of the last weeks, for the grid of days.
        more: whether there are earlier ones that are not listed.
        everything: whether no part of the history was left out by a filter.
        walks: the newest first.
        walk_numbers: of the walks, by identifier.
    """
    if not sessions and not entries and not walks:
        return Text(EMPTY if everything else NONE_FOUND)
    days = practice_days(recent)
    has_grid_beside = bool(days) and room.is_screen and room.columns >= _GRID_SINCE
    inner = room._replace(columns=room.columns - GRID_COLUMNS - 2) if has_grid_beside else room
    parts: list[RenderableType] = []
    if sessions:
        parts.append(session_list(sessions, inner, today))
    if entries:
        parts += [*(gap(room) if sessions else []), Text("Noted without a session", "strong")]
        parts.append(pain_list(entries, numbers or {}, room, today))
    if walks:
        parts += [*(gap(room) if parts else []), Text("Walks", "strong")]
        parts.append(walk_list(walks, walk_numbers or {}, room, today))
    if more:
        parts.append(Text("There are earlier ones; `--most 0` shows all.", "quiet"))
    body: RenderableType = Group(*parts)
    if has_grid_beside:
        body = Table.grid(expand=True)
        body.add_column(ratio=1)
        body.add_column(width=GRID_COLUMNS, justify="right")
        body.add_row(Group(*parts), day_grid(days, today, room))
    elif days and room.is_screen:
        body = Group(*parts, Text(), day_grid(days, today, room))
    count = f"newest {len(sessions)}" if more else counted(len(sessions), "session")
    page = [title(room, "Sessions", count=count), *gap(room), body]
    if sessions:
        show = f"backpain history show {sessions[0].number}"
        page.append(next_commands(room, (show, "one in full"), ("backpain progress", "does it help?")))
    return Group(*page)


def pain_list(entries: Sequence[PainEntry], numbers: Mapping[str, int], room: Room, today: date) -> RenderableType:
    """Return pain that was noted without a session, with the numbers by which `history delete` takes it."""
    columns = [Column("no.", right=True, style="quiet"), Column("when"), Column("pain"), Column("note")]
    rows = [
        (
            f"p{numbers.get(entry.identifier, '')}",
            _moment(entry.when, room, today),
            _scores(entry),
            _one_line(entry.note),
        )
        for entry in entries
    ]
    return responsive_table(room, columns, rows)


def walk_list(walks: Sequence[Walk], numbers: Mapping[str, int], room: Room, today: date) -> RenderableType:
    """Return walks, with the numbers by which `history delete` takes them."""
    columns = [Column("no.", right=True, style="quiet"), Column("when"), Column("walked")]
    rows = [
        (
            f"w{numbers.get(walk.identifier, '')}",
            _moment(walk.when, room, today),
            counted(walk.minutes, "minute"),
        )
        for walk in walks
    ]
    return responsive_table(room, columns, rows)


def session_list(sessions: Sequence[SessionRecord], room: Room, today: date) -> RenderableType:
    """Return a row for each session."""
    columns = [
        Column("no.", right=True, style="quiet"),
        Column("begun", keeps_together=True),
        Column("routine", since=72, style="command"),
        Column("done"),
        Column("time", since=104, right=True),
        Column("pain"),
    ]
    if not room.is_screen:
        columns.insert(4, Column("ended"))
    names_places = any(_names_places(session) for session in sessions)
    has_squares = room.is_screen and not room.ascii and room.columns >= (92 if names_places else 72)
    rows = []
    for session in sessions:
        cells: list[str | Text] = [
            str(session.number),
            _moment(session.started, room, today),
            escape_for_terminal(session.routine, most=20),
            _done(session, room, has_squares=has_squares),
            clock_text(session.practised),
            _pain(session, room),
        ]
        if not room.is_screen:
            cells.insert(4, _ENDING_WORDS[session.ending])
        rows.append(cells)
    return responsive_table(room, columns, rows)


def _moment(moment: datetime, room: Room, today: date) -> str:
    """Return a moment as its own clock had it: ISO 8601 in a pipe, `Wed 25 Nov 18:58` elsewhere."""
    if room.mode is OutputMode.PIPE:
        return moment_text(moment)
    day = day_text(moment.date()).removesuffix(f" {today.year}")
    return day if room.columns < 60 else f"{WEEKDAY_NAMES[moment.weekday()]} {day} {moment:%H:%M}"


def moment_text(moment: datetime) -> str:
    """Return date and time as its own clock had them: `2026-11-03 20:15`."""
    return moment.isoformat(sep=" ", timespec="minutes")[:16]


def _done(session: SessionRecord, room: Room, *, has_squares: bool) -> Text:
    """Return how many steps were done: a square each where there is room, and how it ended if not as planned."""
    outcomes = [step.outcome for step in session.steps]
    done = outcomes.count(StepOutcome.DONE)
    if has_squares and len(outcomes) <= _MAX_SQUARES:
        text = Text("".join("■" if outcome is StepOutcome.DONE else "□" for outcome in outcomes), "good")
    else:
        text = Text(f"{done}/{len(outcomes)}")
    if room.is_screen and session.ending is not SessionEnding.FINISHED:
        text.append(f" {_ENDING_WORDS[session.ending]}", "caution")
    return text


def _names_places(session: SessionRecord) -> bool:
    """Return whether the scores are of more places than the routine's own area."""
    own = {area + side for area in session.areas[:1] for side in ("", ":both")}
    places = {score_place(score) for score in (*session.before, *session.after)}
    return len(places) > 1 or not own >= places


def _pain(session: SessionRecord, room: Room) -> Text:
    """Return the scores before and after, a line for each place; the routine's own area needs no name."""
    before = {score_place(score): score.score for score in session.before}
    after = {score_place(score): score.score for score in session.after}
    places = list(dict.fromkeys((*before, *after)))
    is_named = not room.is_screen or _names_places(session)
    lines = []
    for place in places:
        line = Text(f"{escape_for_terminal(place)}{chr(10) if room.columns < 60 else ' '}" if is_named else "")
        lines.append(line.append_text(pain_change(before.get(place), after.get(place), room)))
    return Text("\n" if room.is_screen else "; ").join(lines)


def _scores(entry: PainEntry) -> Text:
    return Text(", ".join(f"{escape_for_terminal(score_place(score))} {score.score}" for score in entry.scores))


def _one_line(note: str) -> str:
    return escape_for_terminal(" ".join(note.split()), most=MAX_NOTE_SHOWN)


def session_page(session: SessionRecord, muscles: Mapping[str, str], room: Room) -> RenderableType:
    """Return one session in full.

    Args:
        session: it.
        muscles: the muscles' names by key.
        room: what the page is made for.
    """
    changes = ["the gentler form"] if session.gentle else []
    if session.added:
        changes.append(f"{abs(session.added)} s {'longer' if session.added > 0 else 'shorter'} than planned")
    paused = f"{times_phrase(session.pauses)}, {duration_text(session.paused)}" if session.pauses else ""
    facts: list[tuple[str, str | Text]] = [
        ("begun", moment_text(session.started)),
        ("ended", f"{moment_text(session.ended)}, {_ENDING_WORDS[session.ending]}"),
        ("practised", "; ".join((duration_text(session.practised), *([", ".join(changes)] if changes else [])))),
        ("paused", paused),
        ("sorer side", f"your {escape_for_terminal(session.sorer_side)}" if session.sorer_side else ""),
        ("pain", _pain(session, room) if session.before or session.after else "no score was given"),
        ("done", done_text(session)),
        ("note", _one_line(session.note)),
    ]
    parts: list[RenderableType] = [
        title(room, f"{session.number}. {escape_for_terminal(session.title)}"),
        *gap(room),
        labelled(room, facts),
        *(gap(room) or [Text("Steps")]),
        _steps(session.steps, room),
    ]
    if session.signs:
        signs = bullets(room, (_sign(sign, muscles) for sign in session.signs))
        parts += [*gap(room), card(room, "Reported during the session", signs, style="caution")]
    return Group(*parts)


def _steps(steps: Sequence[StepRecord], room: Room) -> RenderableType:
    columns = [
        Column("step", style="strong"),
        Column("done"),
        Column("time", right=True),
        Column("planned", since=60, right=True),
        Column("restarted", since=80),
        Column("you said"),
    ]
    rows = []
    for step in steps:
        is_reached = step.outcome is not StepOutcome.NOT_REACHED
        style = "" if step.outcome is StepOutcome.DONE else "quiet" if not is_reached else "caution"
        cells: list[str | Text] = [
            f"{step.number}. {escape_for_terminal(step.title)}",
            Text(str(step.outcome), style),
            clock_text(step.seconds) if is_reached else "",
            clock_text(step.planned) if step.seconds != step.planned and is_reached else "",
            times_phrase(step.repeats) if step.repeats else "",
            str(step.effect),
        ]
        rows.append(cells)
    used = [number for number in range(len(columns)) if not room.is_screen or any(str(row[number]) for row in rows)]
    return responsive_table(room, [columns[number] for number in used], [[row[n] for n in used] for row in rows])


def _sign(sign: ReportedSign, muscles: Mapping[str, str]) -> str:
    where = muscles.get(sign.muscle, escape_for_terminal(sign.muscle))
    place = ", ".join(part for part in (where, f"your {escape_for_terminal(sign.side)}" if sign.side else "") if part)
    moment = f"{sign.complaint}, at {clock_text(sign.second)} in step {sign.step_number}"
    return f"{moment} ({place})" if place else moment
