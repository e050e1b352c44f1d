"""The treatment checklist: what to have ready, what to do with a box to tick, what to watch for."""

from collections.abc import Sequence
from typing import NamedTuple

from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.safety.adaptation import StepChange
from backpain_cli.domain.safety.signs import SafetyTexts
from backpain_cli.domain.typed_input import duration_text

FOR_ANYBODY = (
    "For anybody: not adapted to one person. `backpain screen --edit` asks about you; then the sheet is made for you."
)
ADAPTED = "For one person: adapted to their answers. The time stays the same."
UNCHANGED = "For one person: their answers ask for no change."


class ChecklistBox(NamedTuple):
    """One box to tick: a hold on one side, or the one turn of a step without sides."""

    side: str
    """`your left`, `your easier side`; empty where there are no sides."""
    start: int
    """Seconds from the beginning."""
    seconds: int

    def told(self, pressure: str = "", *, brief: bool = False) -> str:
        """Return it in words, without its start: `your easier side, 1 minute, pressure 3 to 5 of 10`.

        Args:
            pressure: how hard, where something is pressed.
            brief: whether there is little room: `60 s`, not `1 minute`.
        """
        told = (self.side, f"{self.seconds} s" if brief else duration_text(self.seconds), pressure)
        return ", ".join(part for part in told if part)


class ChecklistStep(NamedTuple):
    """A step as it stands on the sheet."""

    number: int
    step: Step
    turns: tuple[ChecklistBox, ...]

    @property
    def details(self) -> list[tuple[str, str]]:
        """The lines below what to do, each with the word before it; nothing that is empty."""
        step = self.step
        told = (
            ("Where", step.where),
            ("How", step.how),
            ("Side", step.side_means),
            ("With", step.tool_phrase),
            ("Feel", step.feel),
            ("Avoid", step.avoid),
            ("Stop", step.stop),
            ("Instead", step.neutral),
        )
        return [(label, text) for label, text in told if text]


class Checklist(NamedTuple):
    """Everything on the sheet, in its order."""

    title: str
    minutes: int
    whose: str
    """Whose routine it is, with its path; empty for a shipped one."""
    for_whom: str
    """Whether it was adapted to a person, or is for anybody."""
    changes: tuple[str, ...]
    """What is left out or changed for the person. Never why: others may read a sheet on a wall."""
    why: str
    have_ready: tuple[str, ...]
    before: tuple[str, ...]
    cautions: tuple[str, ...]
    emergency: tuple[str, ...]
    emergency_action: tuple[str, ...]
    see_a_doctor_first: tuple[str, ...]
    do_nots: tuple[str, ...]
    steps: tuple[ChecklistStep, ...]
    stop_rules: tuple[str, ...]
    after: tuple[str, ...]
    sources: tuple[str, ...]
    """Keys of the sources of its steps."""


def checklist_for(
    plan: Plan, safety: SafetyTexts, *, changes: Sequence[StepChange] = (), is_personal: bool = False
) -> Checklist:
    """Return the sheet for `plan`, with the safety texts that concern its regions.

    Args:
        plan: as it is done.
        safety: the texts.
        changes: how `plan` differs from the routine as it is written.
        is_personal: whether it was adapted to a person whose answers are known.
    """
    routine = plan.routine
    regions = routine.regions
    keys = [key for step in routine.steps for key in (*step.sources, *(step.point.sources if step.point else ()))]
    return Checklist(
        title=routine.title,
        minutes=routine.minutes,
        whose="" if routine.origin is RoutineOrigin.SHIPPED else f"Not one of the shipped routines: {routine.path}",
        for_whom=FOR_ANYBODY if not is_personal else ADAPTED if changes else UNCHANGED,
        changes=_changed_steps(changes),
        why=routine.why,
        have_ready=tools_needed(plan),
        before=tuple(advice.text for advice in safety.before if advice.concerns(regions)),
        cautions=tuple(caution.text for caution in routine.cautions),
        emergency=tuple(sign.text for sign in safety.emergency if sign.concerns(regions)),
        emergency_action=safety.emergency_action,
        see_a_doctor_first=tuple(
            f"{sign.text} ({sign.when})" for sign in safety.see_a_doctor_first if sign.concerns(regions)
        ),
        do_nots=tuple(advice.text for advice in safety.do_nots if advice.concerns(regions)),
        steps=tuple(_step(plan, number) for number in range(1, plan.steps + 1)),
        stop_rules=tuple(advice.text for advice in safety.stop_rules if advice.concerns(regions)),
        after=tuple(advice.text for advice in safety.after if advice.concerns(regions)),
        sources=tuple(dict.fromkeys(keys)),
    )


def tools_needed(plan: Plan) -> tuple[str, ...]:
    """Return the tools that `plan` needs, each with what may replace it, and the places it is done in."""
    tools: dict[str, tuple[str, ...]] = {}
    for step in plan.routine.steps:
        if step.tool not in {"", "none"}:
            tools.setdefault(step.tool, step.instead)
    told = [f"{tool} (or {', or '.join(instead)})" if instead else tool for tool, instead in tools.items()]
    places = dict.fromkeys(step.place.phrase for step in plan.routine.steps)
    return (*told, f"places: {', then '.join(places)}")


def _changed_steps(changes: Sequence[StepChange]) -> tuple[str, ...]:
    """Return one line for each kind of change: `Slow movement instead: 3. Gluteus medius; 5. Gluteus maximus`."""
    steps: dict[str, list[str]] = {}
    for change in changes:
        steps.setdefault(change.what, []).append(f"{change.step_number}. {change.title}")
    return tuple(f"{what[:1].upper()}{what[1:]}: {'; '.join(titles)}" for what, titles in steps.items())


def _step(plan: Plan, number: int) -> ChecklistStep:
    segments = [segment for segment in plan.segments if segment.step_number == number]
    turns = tuple(
        ChecklistBox(side=segment.side.phrase, start=segment.start, seconds=segment.seconds)
        for segment in segments
        if segment.phase is Phase.HOLD
    )
    return ChecklistStep(number=number, step=segments[0].step, turns=turns)
