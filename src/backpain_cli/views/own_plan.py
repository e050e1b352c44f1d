"""A plan of one's own as a page: its steps, why each is in, and what just missed it."""

from collections.abc import Sequence
from itertools import accumulate

from rich.console import RenderableType
from rich.text import Text

from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step, StepKind, StepSides
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.views.widgets import Column, Room, Row, page, prose, responsive_table, title
from backpain_cli.wording.phrases import counted, place_phrase

_COLUMNS = (
    Column("at", right=True, keeps_together=True), Column("step"), Column("kind"), Column("s", right=True),
    Column("sides", since=60), Column("where", since=80),
)  # fmt: skip
_REASON_COLUMNS = (Column("step"), Column("why"))
_MISSED_COLUMNS = (Column("not in"), Column("it would bring"), Column("a plan with it"))


def own_plan_page(routine: Routine, remark: str, room: Room) -> RenderableType:
    """Return a plan as a table of its steps with their times, and the commands that use it.

    Args:
        routine: the plan.
        remark: what it lacks; may be empty.
        room: what the page is made for.
    """
    starts = accumulate((step.seconds for step in routine.steps), initial=0)
    rows = [_row(start, step) for start, step in zip(starts, routine.steps, strict=False)]
    pressed = sum(step.seconds for step in routine.steps if step.traits.presses)
    shares = f"{clock_text(routine.seconds)}, {counted(len(routine.steps), 'step')}, {clock_text(pressed)} of pressing"
    return page(
        room,
        title(room, routine.title, count=shares),
        prose(room, remark, "caution") if remark else None,
        responsive_table(room, _COLUMNS, rows),
        then=[
            (routine.begin_command, "begin"),
            (routine.preview_command, "every part of it"),
            (routine.sheet_command, "the sheet"),
        ],
    )


def _row(start: int, step: Step) -> Row:
    sides = "" if step.sides is StepSides.NONE else str(step.sides)
    kind = Text(str(step.kind), f"kind.{step.traits.style}")
    title_text = Text(step.title, "quiet" if step.kind is StepKind.REST else "")
    return clock_text(start), title_text, kind, str(step.seconds), sides, place_phrase(step.place)


def explanation_page(
    reasons: Sequence[tuple[str, str]],
    missed: Sequence[tuple[str, str, str]],
    value: int,
    shipped: tuple[str, str, int] | None,
    room: Room,
) -> RenderableType:
    """Return why each step is in a plan, what just missed it, and what it is worth beside a shipped routine.

    Args:
        reasons: the title of each step, and why it is in.
        missed: the title of each step that is not in, what it would bring, and what a plan with it is worth.
        value: of the plan.
        shipped: the key of the nearest shipped routine, how long it is, and its value for this request.
        room: what the page is made for.
    """
    beside = None
    if shipped is not None:
        beside = prose(room, f"Our routine {shipped[0]}, {shipped[1]}, is worth {shipped[2]} for the same.", "quiet")
    return page(
        room,
        title(room, "Why these steps", count=f"worth {value}"),
        beside,
        responsive_table(room, _REASON_COLUMNS, reasons),
        responsive_table(room, _MISSED_COLUMNS, missed) if missed else None,
    )
