"""The plan of a routine with its times: `routine NAME --preview`."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.routine.guidance import Guidance
from backpain_cli.domain.routine.plan import Plan, Segment
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.safety.adaptation import StepChange
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.views.safety import change_section, refusal_card, section_cards
from backpain_cli.views.session_clock import bar_of_plan, side_sign, style_of, sum_bar, verb_in
from backpain_cli.views.widgets import (
    MAX_TABLE_COLUMNS,
    Column,
    Room,
    Row,
    beside,
    page,
    prose,
    responsive_table,
    room_beside_chart,
    title,
)
from backpain_cli.wording.dose_text import step_dose_phrase
from backpain_cli.wording.phrases import counted, pressure_phrase, side_phrase
from backpain_cli.wording.plan_text import mix_text, origin_text

PLAN_CHART_SINCE = 140
"""From how many columns on there is room for a chart beside the table."""
_TABLE_SINCE, _BARS_SINCE, _PRESSURE_SINCE, _SECONDS_A_CELL = 60, 100, 120, 3.6


def plan_page(
    plan: Plan,
    room: Room,
    *,
    changes: Sequence[StepChange] = (),
    refused: str = "",
    chart: RenderableType | None = None,
) -> RenderableType:
    """Return `plan` as a table of its segments with their start times.

    Args:
        plan: as it is done.
        room: what the page is made for.
        changes: how it differs from the routine as it is written.
        refused: why it is not for this person now; empty if it is.
        chart: of what is pressed, where there is room for one.
    """
    routine, page_room = plan.routine, room
    room = room if chart is None else room_beside_chart(room)
    table = _segment_table(plan, room)
    whose = [] if routine.is_ours else [prose(page_room, origin_text(routine), "caution")]
    places = len({step.place for step in routine.steps})
    count = f"{clock_text(plan.seconds)}, {plan.steps} steps, {counted(places, 'place')}"
    return page(
        page_room,
        refusal_card(refused, page_room) if refused else None,
        section_cards([change_section(changes)], page_room) if changes else None,
        title(page_room, routine.title, "the plan", count),
        Group(
            *whose,
            *_guidance(routine.guidance, page_room),
            prose(page_room, routine.why, "quiet"),
            prose(page_room, mix_text(routine.steps), "quiet"),
        ),
        step_bar(plan, page_room) if page_room.is_screen and page_room.columns >= _TABLE_SINCE else None,
        table if chart is None else beside(page_room, chart, table, chart_first=False),
        then=[
            (routine.begin_command, "begin"),
            (routine.sheet_command, "the sheet for the wall"),
        ],
    )


def _guidance(guidance: Guidance, room: Room) -> Iterator[RenderableType]:
    """Yield for whom a routine is and is not, and what counts all the time."""
    if guidance.warning:
        yield prose(room, guidance.warning, "caution")
    if guidance.suits:
        yield prose(room, f"For: {guidance.suits}")
    for caution in guidance.cautions:
        yield prose(room, caution.text, "caution")


def unbalanced_page(name: str, steps: Sequence[Step], wanted_s: int, room: Room) -> RenderableType:
    """Return steps that do not fill their minutes, each with its start, and what is missing or too much.

    Args:
        name: of the routine.
        steps: all of them.
        wanted_s: seconds that they should last.
        room: what the page is made for.
    """
    starts = [0, *accumulate(step.seconds for step in steps)]
    rows = [
        (
            clock_text(start),
            f"{step.seconds} s",
            Text(step.kind, f"kind.{step.traits.style}"),
            f"{number}. {step.title}",
        )
        for number, (start, step) in enumerate(zip(starts, steps, strict=False), start=1)
    ]
    columns = [Column("start", right=True), Column("for", right=True), Column("what"), Column("step")]
    off = wanted_s - starts[-1]
    verdict = f"{off} s missing" if off > 0 else f"{-off} s too many"
    end = Text.assemble(
        (clock_text(starts[-1]).rjust(5), "strong"), "   ", (f"{verdict} for {clock_text(wanted_s)}", "stop")
    )
    return page(
        room,
        title(room, name, "the steps so far"),
        Group(responsive_table(room, columns, rows), end),
        sum_bar(steps, wanted_s, room) if room.is_screen else None,
    )


def step_bar(plan: Plan, room: Room) -> RenderableType:
    """Return all steps as bars, as wide as their time, below their names where these have room."""
    bar = bar_of_plan(plan, min(room.columns, MAX_TABLE_COLUMNS), room)
    return Group(bar.names(0), bar.text(plan.steps + 1, 0))


def _segment_table(plan: Plan, room: Room) -> RenderableType:
    end = Text.assemble((clock_text(plan.seconds).rjust(5), "strong"), ("   the end", "quiet"))
    if room.is_screen and room.columns < _TABLE_SINCE:
        return Group(*_segment_lines(plan, room), end)
    columns = [
        Column("start", right=True), Column("for", right=True), Column("what"), Column("side", keeps_together=True),
        Column("step", style="strong"),
    ]  # fmt: skip
    rows = [_segment_row(segment, plan, room) for segment in plan.segments]
    if room.is_screen:
        columns.insert(2, Column("", since=_BARS_SINCE, keeps_together=True))
        columns.append(Column("", since=_PRESSURE_SINCE, style="quiet"))
    return Group(responsive_table(room, columns, rows), end)


def _segment_lines(plan: Plan, room: Room) -> Iterator[Text]:
    """Yield the segments below the titles of their steps, for a narrow page."""
    for segment in plan.segments:
        if _opens(segment, plan):
            yield Text(f"{segment.step_number}. {segment.step.title}", "strong")
        times = f"{clock_text(segment.start).rjust(5)} {f'{segment.seconds} s'.rjust(5)}  "
        side = (f"  {side_sign(segment.side, side_phrase(segment.side), room)}", "caution")
        yield Text.assemble((times, "quiet"), (verb_in(segment).lower(), f"kind.{style_of(segment)}"), side)


def _opens(segment: Segment, plan: Plan) -> bool:
    return segment.start == plan.start_of_step(segment.step_number)


def _segment_row(segment: Segment, plan: Plan, room: Room) -> Row:
    kind, opens = style_of(segment), _opens(segment, plan)
    step = f"{segment.step_number}. {segment.step.title}" if opens or not room.is_screen else ""
    start = Text(clock_text(segment.start), "strong" if opens else "quiet")
    what = Text(verb_in(segment).lower(), f"kind.{kind}")
    if not room.is_screen:
        return (start, f"{segment.seconds} s", what, side_phrase(segment.side), step)
    bar = Text(("#" if room.ascii else "█") * max(1, round(segment.seconds / _SECONDS_A_CELL)), f"bar.{kind}")
    dose = (pressure_phrase(segment.step) or step_dose_phrase(segment.step)) if segment.phase.is_work else ""
    side = Text(side_sign(segment.side, side_phrase(segment.side), room), "caution")
    return (start, f"{segment.seconds} s", bar, what, side, step, dose)
