"""The end of a session: what was done, what became of the pain, and what to do next."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.records.practice_progress import RECENT
from backpain_cli.domain.records.sessions import PainScore, SessionRecord
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.safety.signs import SafetyTexts
from backpain_cli.domain.typed_input import clock_text, duration_text
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.views.care_notes import NO_NOTE, SessionNote, note_parts
from backpain_cli.views.practice import pain_change, sparks
from backpain_cli.views.widgets import Room, bullets, card, chip, gap, labelled, next_commands

MIN_CHANGE = 2
"""A change below this many points may be chance (sources S121, M9)."""
MOVE_ABOUT = "Move about: a few minutes of easy walking now, and a change of position every half hour today."
_HEADINGS = {
    SessionStatus.FINISHED: "Done.",
    SessionStatus.QUIT: "You left the session.",
    SessionStatus.INTERRUPTED: "The session was interrupted.",
}


class PainPair(NamedTuple):
    """A score before a session and the one after it."""

    before: int
    after: int


def pain_pairs(before: Sequence[PainScore], after: Sequence[PainScore]) -> list[PainPair]:
    """Return the scores of the places that were scored both times."""
    first = {(score.area, score.side): score.score for score in before}
    return [
        PainPair(first[score.area, score.side], score.score) for score in after if (score.area, score.side) in first
    ]


class PainSummary(NamedTuple):
    """What became of the pain."""

    pairs: Sequence[PainPair] = ()
    latest: Sequence[int] = ()
    """The scores after the last sessions, the oldest first."""


def latest_scores(recent: Iterable[SessionRecord], session: SessionRecord) -> list[int]:
    """Return the scores after `session` and those before it, of the first area of its routine, the oldest first.

    Args:
        recent: the last sessions, the newest first.
        session: the present one, as far as it was answered.
    """
    earlier = [one for one in recent if one.identifier != session.identifier]
    scored = [
        max(scores)
        for one in (*earlier[::-1], session)
        if (scores := [score.score for score in one.after if score.area in session.areas[:1]])
    ]
    return scored[-RECENT:]


def next_things(safety: SafetyTexts, regions: frozenset[str]) -> tuple[str, ...]:
    """Return the three things to do next; the last one is when to get help."""
    after = [advice for advice in safety.after if advice.concerns(regions)]
    # What is written for these regions alone is about signs that need help, the gravest first.
    warnings = [advice.text for advice in after if advice.regions][::-1]
    if not warnings:
        # The first piece of general advice is about what is common, the second about what to do when it stays.
        general = [advice.text for advice in after]
        warnings = [*general[1:2], safety.doctor_action[-1]]
    return (MOVE_ABOUT, *warnings[-2:])


def summary_card(
    session: Session,
    pain: PainSummary,
    things: Sequence[str],
    room: Room,
    *,
    rehearsed: bool,
    note: SessionNote = NO_NOTE,
) -> RenderableType:
    """Return how long it took, how many steps were done, the pain before and after, and what to do next.

    Args:
        session: as it ended.
        pain: the scores before and after it, and those after the sessions before it.
        things: to do next, the last one is when to get help; nothing is to be done after a rehearsal.
        room: what the page is made for.
        rehearsed: whether it was a rehearsal.
        note: a message that is due, and what an answer of the person asks for.
    """
    heading = _HEADINGS.get(session.status, "")
    practised = (
        f"{duration_text(session.practised // NS_PER_S)} {'of the plan rehearsed' if rehearsed else 'practised'}."
    )
    done, skipped = len(session.completed_steps), len(session.skipped)
    steps = f"{done} of {session.plan.steps} steps done" + (f", {skipped} skipped" if skipped else "") + "."
    shown = [] if rehearsed else things
    scores = [_pain(pair, room) for pair in pain.pairs]
    if not room.is_screen:
        advice = [Text("What next"), bullets(room, shown)] if shown else []
        return Group(Text(heading), Text(f"{practised} {steps}"), *scores, *advice, *note_parts(note, room))
    is_done = session.status is SessionStatus.FINISHED
    time = chip(room, clock_text(session.practised // NS_PER_S), "tile.move" if is_done else "tile.rest")
    facts: list[tuple[str, str | Text]] = [("time", Text.assemble(time, "  ", practised)), ("steps", steps)]
    facts += [("pain", score) for score in scores]
    if len(pain.latest) > 2:
        facts.append(("latest", Text.assemble((sparks(pain.latest, room), "kind.hold"), ("  after sessions", "quiet"))))
    parts: list[RenderableType] = [labelled(room, facts)]
    if shown:
        *first, last = shown
        parts += [Text(), Text("What next", "head"), bullets(room, [*first, Text(last, "stop")])]
    if known := note_parts(note, room):
        parts += [Text(), *known]
    routine = session.plan.routine
    has_sheet = shown and routine.origin is not RoutineOrigin.FILE
    rest = [next_commands(room, (routine.sheet_command, "all advice"))] if has_sheet else []
    return Group(*gap(room), card(room, heading, Group(*parts), style="good" if is_done else "edge"), *rest)


def _pain(pair: PainPair, room: Room) -> Text:
    is_small = 0 < abs(pair.after - pair.before) < MIN_CHANGE
    doubt = f"A change under {MIN_CHANGE} points may be chance." if is_small else ""
    if not room.is_screen:
        return Text(f"Pain before {pair.before}, after {pair.after}. {doubt}".rstrip())
    return Text.assemble(pain_change(pair.before, pair.after, room), (f"  {doubt}", "quiet"))
