"""The preview of a plan and the treatment checklist, as rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.terminal.spans import Row, Span, item, labelled, paragraph, row
from backpain_cli.terminal.tables import columns, is_list
from backpain_cli.wording.phrases import (
    phase_label,
    place_phrase,
    pressure_phrase,
    side_phrase,
    step_texts,
)
from backpain_cli.wording.sheet_text import SHEET_HEADINGS as HEADINGS
from backpain_cli.wording.sheet_text import adaptation_texts, audience_text, box_text, ready_texts

if TYPE_CHECKING:  # a preview needs no checklist
    from backpain_cli.domain.checklist import Checklist, ChecklistStep


def preview_rows(plan: Plan, width: int) -> list[Row]:
    """Return `plan` as a table of its segments with their start times."""
    routine = plan.routine
    rows: list[Row] = [
        (Span(routine.title, "title"), Span(f"  {clock_text(plan.seconds)}, {plan.steps} steps", "quiet")),
        *origin_rows(plan, width),
        *paragraph(routine.why, width, style="quiet"),
        (),
    ]
    rows += _segment_list(plan, width) if is_list(width) else _segment_table(plan, width)
    return [*rows, (Span(clock_text(plan.seconds).rjust(5), "strong"), Span("  the end", "quiet"))]


def _segment_table(plan: Plan, width: int) -> list[Row]:
    lines = []
    for segment in plan.segments:
        opens = segment.start == plan.start_of_step(segment.step_number)
        lines.append(
            (
                Span(clock_text(segment.start).rjust(5), "strong" if opens else "quiet"),
                Span(f"{segment.seconds} s".rjust(5), "quiet"),
                Span(f"{segment.step_number}.".rjust(3) if opens else "", "strong"),
                Span(f"{phase_label(segment)} {side_phrase(segment.side)}".rstrip()),
                Span(segment.step.title if opens else "", "strong"),
            )
        )
    return columns(("start", "for", "", "what", "step"), lines, width)


def _segment_list(plan: Plan, width: int) -> list[Row]:
    """Return the segments below the titles of their steps, for a narrow page."""
    rows: list[Row] = []
    for segment in plan.segments:
        if segment.start == plan.start_of_step(segment.step_number):
            rows += paragraph(f"{segment.step_number}. {segment.step.title}", width, style="strong")
        times = f"{clock_text(segment.start).rjust(5)} {f'{segment.seconds} s'.rjust(5)} "
        rows += item(f"{phase_label(segment)} {side_phrase(segment.side)}".rstrip(), width, mark=times)
    return rows


def origin_rows(plan: Plan, width: int, *, replaces: bool = False) -> list[Row]:
    """Return a warning where a routine is not one of ours: its name may be the same, its content is not."""
    routine = plan.routine
    if routine.origin is RoutineOrigin.SHIPPED:
        return []
    whose = "Your own routine" if routine.origin is RoutineOrigin.OWN else "A routine from a file"
    instead = ", in place of the shipped one of that name" if replaces and routine.origin is RoutineOrigin.OWN else ""
    return paragraph(f"{whose}{instead}: {routine.path}", width, style="notice")


def checklist_rows(checklist: "Checklist", width: int) -> list[Row]:
    """Return the treatment checklist for the terminal."""
    rows: list[Row] = [
        (Span(checklist.title, "title"), Span(f"  treatment checklist, {checklist.minutes} minutes", "quiet")),
        *paragraph(checklist.whose, width, style="notice"),
        *paragraph(audience_text(checklist), width, style="notice"),
        *(line for change in adaptation_texts(checklist.changes) for line in item(change, width)),
        (),
    ]
    rows += _block(HEADINGS.emergency, checklist.emergency, width, style="danger")
    if checklist.emergency_action:
        rows = [*rows[:-1], *labelled(HEADINGS.what_then, " ".join(checklist.emergency_action), width, column=7), ()]
    rows += _block(HEADINGS.see_a_doctor, checklist.see_a_doctor_first, width)
    rows += _block(HEADINGS.have_ready, ready_texts(checklist.tools, checklist.places), width, mark="[ ]")
    rows += _block(HEADINGS.before, (*checklist.cautions, *checklist.before), width)
    rows += [row(HEADINGS.steps, "strong"), ()]
    for step in checklist.steps:
        rows += _step(step, width)
    rows += _block(HEADINGS.stop_rules, checklist.stop_rules, width, style="caution")
    rows += _block(HEADINGS.never, checklist.do_nots, width)
    rows += _block(HEADINGS.afterwards, checklist.after, width)
    return [*rows, *paragraph(f"{HEADINGS.sources}: {', '.join(checklist.sources)}", width, style="quiet")]


def _block(title: str, items: Iterable[str], width: int, *, style: str = "strong", mark: str = "-") -> list[Row]:
    listed = [line for text in items for line in item(text, width, mark=mark)]
    return [*paragraph(title, width, style=style), *listed, ()] if listed else []


def _step(entry: "ChecklistStep", width: int) -> list[Row]:
    step = entry.step
    rows: list[Row] = [
        (Span(f"{entry.number}. {step.title}", "strong"), Span(f"  {place_phrase(step.place)}", "quiet")),
        *paragraph(step.do, width, indent=3),
    ]
    for turn in entry.turns:
        rows += item(f"{clock_text(turn.start)}  {box_text(turn, pressure_phrase(step))}", width, mark="   [ ]")
    for label, text in step_texts(step):
        rows += labelled(f"   {label}", text, width, column=14)
    return [*rows, ()]
