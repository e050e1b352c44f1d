"""What is good to know after a session, and on the page of progress with the goal, the walks and the plan."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.records.agreed_moves import MoveCourse
from backpain_cli.domain.records.walking import WalkingAdvice
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.views.widgets import Column, Room, card, gap, prose, responsive_table
from backpain_cli.wording.message_text import setting_phrase, walking_sentence

GOOD_TO_KNOW = "Good to know"


class SessionNote(NamedTuple):
    """What is said after a session besides what is to be done."""

    message: str = ""
    extra: Sequence[str] = ()
    """What an answer of the person asks for, to be seen first."""


NO_NOTE = SessionNote()


class CareNotes(NamedTuple):
    """What the page of progress says besides figures."""

    goal: str = ""
    """In the person's own words."""
    walking: WalkingAdvice | None = None
    moves: Sequence[MoveCourse] = ()
    message: str = ""
    offers_plan: bool = False
    """Whether the plan for a bad day is offered."""


NO_NOTES = CareNotes()


def note_parts(note: SessionNote, room: Room) -> list[RenderableType]:
    """Return what an answer asks for, and the message below it, as parts of a page; none where there is neither."""
    parts: list[RenderableType] = [Text(text, "strong") for text in note.extra]
    if note.message and not room.is_screen:
        parts.append(Text(f"{GOOD_TO_KNOW}: {note.message}"))
    elif note.message:
        parts += [*gap(room)[: len(parts)], Text(GOOD_TO_KNOW, "head"), Text(note.message)]
    return parts


def care_parts(notes: CareNotes, room: Room) -> list[RenderableType]:
    """Return the goal, the line about walking and a message, each as a part of a page."""
    parts: list[RenderableType] = []
    if notes.moves:
        parts.append(_moves(notes.moves, room))
    if notes.goal:
        parts.append(prose(room, Text.assemble(("Your goal: ", "label"), escape_for_terminal(notes.goal))))
    if notes.walking is not None:
        parts.append(prose(room, walking_sentence(notes.walking)))
    if notes.message and room.is_screen:
        parts.append(card(room, GOOD_TO_KNOW, Text(notes.message)))
    elif notes.message:
        parts.append(Text(f"{GOOD_TO_KNOW}: {notes.message}"))
    return parts


def _moves(moves: Sequence[MoveCourse], room: Room) -> RenderableType:
    """Return the levels and numbers of moves, at first and now."""
    columns = [Column("move", keeps_together=True), Column("sessions", right=True), Column("at first"), Column("now")]
    rows = [
        (
            one.name,
            str(one.sessions),
            setting_phrase(one.first),
            "left out" if one.left_out else setting_phrase(one.now),
        )
        for one in moves
    ]
    return Group(Text("Moves", "head"), responsive_table(room, columns, rows))


def care_commands(notes: CareNotes) -> list[tuple[str, str]]:
    """Return what may be typed next: the plan for a bad day, and how to turn messages off."""
    commands = [("backpain learn flare-up", "a plan for a bad day")] if notes.offers_plan else []
    return commands + ([("backpain learn off", "no such messages")] if notes.message else [])
