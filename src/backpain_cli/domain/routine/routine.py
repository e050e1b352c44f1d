"""A routine, its summary for lists, and the steps that treat a muscle."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.anatomy.records import Muscle, PainArea
from backpain_cli.domain.routine.guidance import NO_GUIDANCE, Guidance, Occasion
from backpain_cli.domain.routine.steps import Step, StepKind, StepText
from backpain_cli.domain.terms import Caution, Region


class RoutineOrigin(StrEnum):
    """Where a routine comes from."""

    SHIPPED = "shipped"
    OWN = "own"
    FILE = "file"
    PLANNED = "planned"
    """Made by us from the person's request, and in no file."""


class RoutineSummary(NamedTuple):
    """A routine in a list."""

    key: str
    title: str
    region: Region
    areas: tuple[str, ...]
    """Keys of the areas."""
    minutes: float
    muscles: tuple[str, ...]
    """Keys of the muscles that it presses or stretches, in the order of the steps."""
    tools: tuple[str, ...]
    origin: RoutineOrigin
    pressed: tuple[str, ...] = ()
    """Keys of the muscles that it presses."""
    stretched: tuple[str, ...] = ()
    """Keys of the muscles that it stretches; one of those that it presses may be among them."""
    occasion: Occasion | None = None
    """What it is taken for; None where its file does not say it."""
    level: int = 0
    """How hard it is, from 1 to 3; 0 where its file does not say it."""
    suits: str = ""
    """For whom it is."""
    not_for: tuple[str, ...] = ()
    """For whom it is not."""
    reviewed: bool = True
    """False where no clinician has looked at it yet."""


SHORT_PLAN_KEY = "now-"
"""So begin the keys of routines that are plans of `backpain now`."""


class ShortPlan(NamedTuple):
    """A plan of `backpain now`, as its file has it."""

    key: str
    line: str
    """What it is for, where it is offered."""
    title: str
    region: Region
    areas: tuple[str, ...]
    why: str
    steps: tuple[StepText, ...]

    @property
    def posture(self) -> str:
        """`lying` or `sitting`."""
        return self.key.rpartition("-")[2]


def _check_dose(number: int, step: Step) -> None:
    most = step.longest_hold_s
    if not 1 <= step.hold <= step.cap <= most:
        raise ValueError(f"step {number}: a hold of {step.hold} s with a cap of {step.cap} s; the limit is {most} s")
    if (point := step.point) is None:
        return
    if not point.safety_class.may_be_pressed:
        raise ValueError(f"step {number}: {point.key} is of class {point.safety_class} and must not be pressed")
    if step.pressure is not None and step.pressure[1] > point.safety_class.highest_pressure:
        raise ValueError(f"step {number}: the pressure is above the limit of class {point.safety_class}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A routine as a person wrote it, checked and resolved."""

    key: str
    title: str
    region: Region
    areas: tuple[PainArea, ...]
    minutes: float
    """How long it lasts, to the second; a whole number is an `int`, also where it was read as another."""
    why: str
    """Why the order is as it is."""
    cautions: tuple[Caution, ...]
    """What must be known before it is begun."""
    steps: tuple[Step, ...]
    origin: RoutineOrigin
    path: str
    """The file it was read from, as it was given; where it was planned what begins it, behind `backpain`."""
    guidance: Guidance = NO_GUIDANCE

    def __post_init__(self) -> None:
        """Refuse steps that do not fill the minutes to the second, or that go beyond what a body may be given."""
        if self.minutes == int(self.minutes):
            object.__setattr__(self, "minutes", int(self.minutes))
        for number, step in enumerate(self.steps, start=1):
            _check_dose(number, step)
        total = sum(step.seconds for step in self.steps)
        if total != self.seconds:
            raise ValueError(f"the steps last {total} s, and {self.minutes} minutes are {self.seconds} s")

    @property
    def seconds(self) -> int:
        """How long it lasts."""
        return round(self.minutes * 60)

    @property
    def is_ours(self) -> bool:
        """Whether all of its words and doses are ours."""
        return self.origin in {RoutineOrigin.SHIPPED, RoutineOrigin.PLANNED}

    @property
    def is_short_plan(self) -> bool:
        """Whether it is a plan of `backpain now`, in which nothing is pressed, and before which few questions come."""
        return self.origin is RoutineOrigin.PLANNED and self.key.startswith(SHORT_PLAN_KEY)

    @property
    def begin_command(self) -> str:
        """The command that begins it."""
        if self.origin is RoutineOrigin.PLANNED:
            return f"backpain {self.path}"
        return self.preview_command.removesuffix(" --preview")

    @property
    def preview_command(self) -> str:
        """The command that shows its plan."""
        if self.origin is RoutineOrigin.PLANNED:
            return f"backpain {self.path.removesuffix(' --run')} --preview"
        return f"backpain routine {shlex.quote(self.path) if self.origin is RoutineOrigin.FILE else self.key} --preview"

    @property
    def sheet_command(self) -> str:
        """The command that prints its checklist."""
        if self.origin is RoutineOrigin.PLANNED:
            return f"backpain {self.path.removesuffix(' --run')} --checklist"
        return f"backpain checklist {shlex.quote(self.path) if self.origin is RoutineOrigin.FILE else self.key}"

    @property
    def regions(self) -> frozenset[str]:
        """The regions whose warnings concern it: its own, and those of everything that is pressed or stretched."""
        touched = {region for area in self.areas for region in area.regions}
        for step in self.steps:
            # A group such as the erector spinae runs along all of the spine; a movement of it is of one part.
            for muscle in (one for one in step.all_muscles if one is step.muscle or not one.parts):
                touched |= set(muscle.regions)
        return frozenset({self.region, *touched})

    @property
    def muscles(self) -> tuple[Muscle, ...]:
        """The muscles it works at, in the order of the steps."""
        found = {muscle.key: muscle for step in self.steps for muscle in step.all_muscles}
        return tuple(found.values())

    @property
    def summary(self) -> RoutineSummary:
        """Its row in a list."""
        return RoutineSummary(
            key=self.key,
            title=self.title,
            region=self.region,
            areas=tuple(area.key for area in self.areas),
            minutes=self.minutes,
            muscles=tuple(muscle.key for muscle in self.muscles),
            tools=self.tools,
            origin=self.origin,
            pressed=tuple(dict.fromkeys(one.muscle.key for one in self.steps if one.traits.presses and one.muscle)),
            stretched=tuple(dict.fromkeys(one.muscle.key for one in self.steps if one.traits.stretches and one.muscle)),
            occasion=self.guidance.occasion,
            level=self.guidance.level,
            suits=self.guidance.suits,
            not_for=tuple(one.text for one in self.guidance.not_for),
            reviewed=self.guidance.reviewed,
        )

    @property
    def tools(self) -> tuple[str, ...]:
        """The tools it needs, in the order of the steps."""
        return tuple(dict.fromkeys(step.tool for step in self.steps if step.tool not in {"", "none"}))


class StepReference(NamedTuple):
    """A step of a routine that presses or stretches a muscle."""

    routine: str
    """The routine's key."""
    step: int
    """Counted from 1."""
    kind: StepKind
    point: str
    """The key of the point that is pressed; empty for a stretch."""


def steps_by_muscle(routines: Sequence[Routine]) -> dict[str, list[StepReference]]:
    """Return for each muscle's key the steps that press it or stretch it."""
    treated: dict[str, list[StepReference]] = {}
    for routine in routines:
        for number, step in enumerate(routine.steps, start=1):
            muscles = {muscle.key for muscle in step.all_muscles}
            if step.stretch is not None:
                muscles |= set(step.stretch.muscles)
            point = step.point.key if step.point is not None else ""
            for muscle in muscles:
                treatment = StepReference(routine=routine.key, step=number, kind=step.kind, point=point)
                treated.setdefault(muscle, []).append(treatment)
    return treated


def routine_for(area: str, routines: Sequence[RoutineSummary]) -> RoutineSummary | None:
    """Return the routine that names `area` earliest among its areas; None if none does.

    One for an ache comes before one for a twinge, and that before those for other occasions.
    """
    naming = [routine for routine in routines if area in routine.areas and _is_for_a_place(routine)]
    return min(naming, key=lambda one: (_FIRST.get(one.occasion, 2), one.areas.index(area), len(one.areas)),
               default=None)  # fmt: skip


def routine_for_all(areas: Sequence[str], routines: Sequence[RoutineSummary]) -> RoutineSummary | None:
    """Return the routine that names most of `areas`, the longest of those that are alike; None if none names one."""
    naming = [routine for routine in routines if _is_for_a_place(routine) and not {*areas}.isdisjoint(routine.areas)]
    naming = [one for one in naming if one.occasion in _FIRST] or naming
    return max(naming, key=lambda one: (len({*areas} & {*one.areas}), one.minutes, -len(one.areas)), default=None)


_FIRST = {None: 0, Occasion.ACHE: 0, Occasion.TWINGE: 1}


def _is_for_a_place(routine: RoutineSummary) -> bool:
    """Return whether a place alone leads to it; pain that spreads, and strength, are asked for by their names."""
    return routine.occasion not in {Occasion.SPREADING, Occasion.STRENGTH}
