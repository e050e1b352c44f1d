"""The messages about backs, and the plan for a bad day."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.messages import FlareUpPlan, Message
from backpain_cli.views.anatomy import source_column, source_table
from backpain_cli.views.evidence import grade_chip
from backpain_cli.views.widgets import Column, Room, Row, gap, page, prose, responsive_table, title
from backpain_cli.wording.message_text import plan_steps
from backpain_cli.wording.report_text import day_text

OFF = "Messages after sessions are off."
TURNED_OFF = f"{OFF} `backpain learn on` turns them on again, `backpain learn` has them all."
TURNED_ON = "Messages after sessions are on: each is shown once, and at most one after a session."


_GRADES_SINCE = 60
"""Columns from which grades have a column of their own."""


def messages_page(
    messages: Sequence[Message],
    shown: Mapping[str, datetime],
    room: Room,
    *,
    anatomy: Atlas | None,
    is_off: bool,
) -> RenderableType:
    """Return messages in their order, each with how sure it is, and when it was shown.

    Args:
        messages: all of them, or one.
        shown: when each was last shown, by key.
        room: what the page is made for.
        anatomy: has the sources; None where they are not asked for.
        is_off: whether no message is shown after a session.
    """
    with_sources = anatomy is not None
    columns = [
        Column("no.", style="command", keeps_together=True),
        Column("message"),
        Column("how sure", since=_GRADES_SINCE, keeps_together=True),
        Column("shown", since=90),
        *source_column(with_sources),
    ]
    rows: list[Row] = [
        (
            one.key,
            Text.assemble(one.text, (f"\n({note})" if (note := _grade_note(one, room)) else "", "quiet")),
            grade_chip(room, one.grade),
            day_text(shown[one.key].date()) if one.key in shown else "",
            *([", ".join(one.sources)] if with_sources else []),
        )
        for one in messages
    ]
    keys = [key for one in messages for key in one.sources]
    switch = ("backpain learn on", "shows them after sessions again")
    return page(
        room,
        Group(
            title(room, "Good to know about backs", count=str(len(rows)) if len(rows) > 1 else ""),
            *([Text(OFF, "caution")] if is_off else []),
        ),
        responsive_table(room, columns, rows),
        source_table(anatomy, keys, room) if anatomy is not None else None,
        then=[
            ("backpain learn flare-up", "a plan for a bad day"),
            switch if is_off else ("backpain learn off", "none after sessions"),
        ],
    )


def _grade_note(message: Message, room: Room) -> str:
    """Return what is said of how sure a message is, besides its grade; with it where that has no column."""
    is_narrow = room.is_screen and room.columns < _GRADES_SINCE
    return ", ".join(filter(None, (str(message.grade) if is_narrow else "", message.grade_note)))


def flare_up_page(plan: FlareUpPlan, room: Room, *, has_routine: bool, anatomy: Atlas | None = None) -> RenderableType:
    """Return the plan for a bad day, to be printed too.

    Args:
        plan: it.
        room: what the page is made for.
        has_routine: whether the routine for such days ships.
        anatomy: has the sources; None where they are not asked for.
    """
    then = [(f"backpain routine {plan.routine}", "the routine for such days")] if has_routine else []
    return page(
        room,
        title(room, plan.heading),
        Group(
            *(
                part
                for number, step in enumerate(plan_steps(plan, has_routine=has_routine), start=1)
                for part in (prose(room, f"{number}. {step}", "stop" if number == 1 else ""), *gap(room))
            ),
            Text.assemble("How sure: ", grade_chip(room, plan.grade), f" ({plan.grade_note})"),
        ),
        source_table(anatomy, plan.sources, room) if anatomy is not None else None,
        then=then,
    )
