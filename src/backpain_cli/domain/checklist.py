"""The treatment checklist: what to have ready, what to do with a box to tick, what to watch for."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.safety.adaptation import StepChange
from backpain_cli.domain.safety.person_facts import PersonFacts
from backpain_cli.domain.safety.sign_table import SELF_HARM, TriageTable
from backpain_cli.domain.safety.signs import SafetyTexts
from backpain_cli.domain.safety.triage import regions_before, sheet_rows
from backpain_cli.domain.terms import Outcome, Place, Side


class ChecklistBox(NamedTuple):
    """One box to tick: a hold on one side, or the one turn of a step without sides."""

    side: Side
    start: int
    """Seconds from the beginning."""
    seconds: int


class ChecklistStep(NamedTuple):
    """A step on the sheet."""

    number: int
    step: Step
    turns: tuple[ChecklistBox, ...]
    seconds: int
    """Of all its segments."""


class Checklist(NamedTuple):
    """Everything on the sheet, in its order."""

    title: str
    minutes: float
    whose: str
    """Whose routine it is, with its path, and whether a clinician has yet to review it; empty for most shipped ones."""
    is_personal: bool
    """Whether it was adapted to a person; else it is for anyone."""
    changes: tuple[StepChange, ...]
    """What is left out or changed for the person."""
    why: str
    tools: Mapping[str, tuple[str, ...]]
    """Each with what may replace it."""
    places: tuple[Place, ...]
    """In the order of the steps."""
    before: tuple[str, ...]
    cautions: tuple[str, ...]
    emergency: tuple[str, ...]
    emergency_action: tuple[str, ...]
    doctor_today: tuple[str, ...]
    doctor_within_days: tuple[str, ...]
    do_nots: tuple[str, ...]
    steps: tuple[ChecklistStep, ...]
    stop_rules: tuple[str, ...]
    after: tuple[str, ...]
    sources: tuple[str, ...]
    """Keys of the sources of its steps."""


def checklist_for(
    plan: Plan,
    safety: SafetyTexts,
    table: TriageTable,
    *,
    helpline: str,
    facts: PersonFacts | None = None,
    changes: Sequence[StepChange] = (),
    is_personal: bool = False,
) -> Checklist:
    """Return the sheet for `plan`, with the signs and the safety texts that concern its regions.

    Args:
        plan: of a routine.
        safety: what is said before, during and after every session.
        table: all signs.
        helpline: the sentence for a person who thinks of dying.
        facts: of the person whose sheet it is; None for anybody.
        changes: how `plan` differs from the routine as it is written.
        is_personal: whether it was adapted to a person whose answers are known.
    """
    routine = plan.routine
    regions = routine.regions
    signs: dict[Outcome, tuple[str, ...]] = dict.fromkeys(Outcome, ())
    for row, outcome in sheet_rows(table, regions_before(routine), facts):
        # What to do follows in the same line: `...: call 116 123 or your emergency number now.`
        line = (
            f"{row.line.removesuffix('.')}: {helpline.partition(', ')[2]}" if row.rung == SELF_HARM else row.full_line
        )
        signs[outcome] += (line,)
    rests_on = [(*step.sources, *(step.point.map_and_dose_sources if step.point else ())) for step in routine.steps]
    return Checklist(
        title=routine.title,
        minutes=routine.minutes,
        whose=" ".join(filter(None, (_whose(routine), routine.guidance.warning))),
        is_personal=is_personal,
        changes=tuple(changes),
        why=routine.why,
        tools=tools_needed(routine),
        places=routine_places(routine),
        before=(*table.gently, *(advice.text for advice in safety.before if advice.concerns(regions))),
        cautions=tuple(caution.text for caution in (*routine.guidance.cautions, *routine.cautions)),
        emergency=signs[Outcome.EMERGENCY],
        emergency_action=safety.emergency_action,
        doctor_today=signs[Outcome.DOCTOR_TODAY],
        doctor_within_days=signs[Outcome.DOCTOR_WITHIN_DAYS],
        do_nots=tuple(advice.text for advice in safety.do_nots if advice.concerns(regions)),
        steps=tuple(_step(plan, number) for number in range(1, plan.steps + 1)),
        stop_rules=tuple(advice.text for advice in safety.stop_rules if advice.concerns(regions)),
        after=tuple(advice.text for advice in safety.after if advice.concerns(regions)),
        sources=tuple(dict.fromkeys(key for keys in rests_on for key in keys)),
    )


def _whose(routine: Routine) -> str:
    return "" if routine.is_ours else f"Not one of the shipped routines: {routine.path}."


def tools_needed(routine: Routine) -> dict[str, tuple[str, ...]]:
    """Return the tools that `routine` needs, each with what may replace it, in the order of the steps."""
    tools: dict[str, tuple[str, ...]] = {}
    for step in routine.steps:
        if step.tool not in {"", "none"}:
            tools.setdefault(step.tool, step.instead)
    return tools


def routine_places(routine: Routine) -> tuple[Place, ...]:
    """Return the places in which `routine` is done, in the order of the steps."""
    return tuple(dict.fromkeys(step.place for step in routine.steps))


def _step(plan: Plan, number: int) -> ChecklistStep:
    segments = [segment for segment in plan.segments if segment.step_number == number]
    turns = tuple(
        ChecklistBox(side=segment.side, start=segment.start, seconds=segment.seconds)
        for segment in segments
        if segment.phase.is_work
    )
    return ChecklistStep(
        number=number, step=segments[0].step, turns=turns, seconds=sum(one.seconds for one in segments)
    )
