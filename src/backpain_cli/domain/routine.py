"""A routine: the ordered list of steps that a person wrote, with every name in it resolved."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, assert_never

from backpain_cli.domain.anatomy import Muscle, PainArea, Stretch, TriggerPoint
from backpain_cli.domain.durations import LONGEST_SECONDS
from backpain_cli.domain.terms import LONGEST_HOLD_SECONDS, LONGEST_STRETCH_SECONDS, Place, Region


class StepKind(StrEnum):
    """What is done in a step."""

    CHECK = "check"
    MOVE = "move"
    PRESS = "press"
    STRETCH = "stretch"
    REST = "rest"


class KindTraits(NamedTuple):
    """What all steps of one kind have in common: a row of `KIND_TRAITS`."""

    is_hold: bool
    """Whether it has a hold for each side, which a key makes longer or shorter; else it is one piece of time."""
    presses: bool
    """Whether a trigger point is pressed, so that the limits of a spot and of a session apply."""
    stretches: bool
    """Whether a muscle is stretched; a stretch that we do not know may bend the spine in any way."""
    moves: bool
    """Whether its words alone describe how the spine moves."""
    rests: bool
    """Whether nothing is done: its seconds are not counted aloud, and it can be the wait before getting up."""
    title: str
    """The title where a file gives none; empty where the muscle or the stretch gives it."""
    hold_s: int
    """The hold where neither the file nor the anatomy gives one; 0 where one of them must."""
    longest_hold_s: int
    style: str
    """The name of the style in which its hold is shown."""


_TIMED = KindTraits(
    is_hold=False,
    presses=False,
    stretches=False,
    moves=False,
    rests=False,
    title="",
    hold_s=0,
    longest_hold_s=LONGEST_SECONDS,
    style="moving",
)
_HELD = _TIMED._replace(is_hold=True, style="hold")


def _traits(kind: StepKind) -> KindTraits:
    match kind:
        case StepKind.CHECK:
            return _TIMED._replace(title="Check", moves=True)
        case StepKind.MOVE:
            return _TIMED._replace(title="Move", moves=True)
        case StepKind.REST:
            return _TIMED._replace(title="Rest", rests=True)
        case StepKind.PRESS:
            return _HELD._replace(presses=True, longest_hold_s=LONGEST_HOLD_SECONDS)
        case StepKind.STRETCH:
            return _HELD._replace(stretches=True, hold_s=30, longest_hold_s=LONGEST_STRETCH_SECONDS)
        case _ as unreachable:
            assert_never(unreachable)


KIND_TRAITS = {kind: _traits(kind) for kind in StepKind}
"""The traits of each kind of step. They are made by a `match`, because mypy finds the missing row of a new kind there,
and not in a dictionary that is written out."""


class Sides(StrEnum):
    """On which sides a step is done, and in which order."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"
    EASIER_FIRST = "easier first"
    SORER_ONLY = "sorer only"
    NONE = "none"


class Origin(StrEnum):
    """Where a routine comes from."""

    SHIPPED = "shipped"
    OWN = "own"
    FILE = "file"


class RoutineSummary(NamedTuple):
    """What a list says of a routine."""

    key: str
    title: str
    region: Region
    areas: tuple[str, ...]
    """Keys of the areas."""
    minutes: int
    muscles: tuple[str, ...]
    """Keys of the muscles that it presses or stretches, in the order of the steps."""
    tools: tuple[str, ...]
    origin: Origin


class Step(NamedTuple):
    """One step, with everything a person needs to do it. Seconds are whole seconds; 0 means there is none."""

    kind: StepKind
    title: str
    do: str
    """What to do, in one line that begins with a verb."""
    where: str
    """Where to put the ball or the fingers, in landmarks that can be felt."""
    how: str
    """The posture, or more of what to do."""
    place: Place
    tool: str
    instead: tuple[str, ...]
    pressure: tuple[int, int] | None
    feel: str
    avoid: str
    stop: str
    neutral: str
    """What to do instead if the movement hurts."""
    side_means: str
    sides: Sides
    ready: int
    find: int
    hold: int
    """Seconds of the hold on one side; for a check, move or rest the whole step."""
    change: int
    cap: int
    """The longest that the hold may be made."""
    muscle: Muscle | None
    point: TriggerPoint | None
    stretch: Stretch | None
    sources: tuple[str, ...]

    @property
    def traits(self) -> KindTraits:
        """What it has in common with all steps of its kind."""
        return KIND_TRAITS[self.kind]

    @property
    def is_hold(self) -> bool:
        """Whether its hold can be lengthened and shortened: a press or a stretch."""
        return KIND_TRAITS[self.kind].is_hold

    @property
    def pressure_phrase(self) -> str:
        """The pressure to aim for: `pressure 4 to 6 of 10`; empty where nothing is pressed."""
        if self.pressure is None:
            return ""
        low, high = self.pressure
        return f"pressure {low} to {high} of 10" if low != high else f"pressure {low} of 10"

    @property
    def tool_phrase(self) -> str:
        """What is pressed or held with, and what may replace it; empty where nothing is."""
        return ", or ".join([self.tool, *self.instead]) if self.tool not in {"", "none"} else ""

    @property
    def times_done(self) -> int:
        """How often its hold comes: twice where both sides have their turn."""
        return 2 if self.sides in {Sides.BOTH, Sides.EASIER_FIRST} else 1

    @property
    def seconds(self) -> int:
        """How long it lasts in all: get ready, find and hold on each side, and the change between them."""
        each = self.find + self.hold
        return self.ready + each * self.times_done + self.change * (self.times_done - 1)


def plain_step(kind: StepKind, *, title: str, do: str, place: Place, seconds: int = 1) -> Step:
    """Return a step in which nothing is pressed, held or stretched yet, all of it `seconds` long."""
    return Step(
        kind=kind,
        title=title,
        do=do,
        where="",
        how="",
        place=place,
        tool="",
        instead=(),
        pressure=None,
        feel="",
        avoid="",
        stop="",
        neutral="",
        side_means="",
        sides=Sides.NONE,
        ready=0,
        find=0,
        hold=seconds,
        change=0,
        cap=seconds,
        muscle=None,
        point=None,
        stretch=None,
        sources=(),
    )


def _check_dose(number: int, step: Step) -> None:
    if not 1 <= step.hold <= step.cap <= step.traits.longest_hold_s:
        most = step.traits.longest_hold_s
        raise ValueError(f"step {number}: a hold of {step.hold} s with a cap of {step.cap} s; {most} s is the most")
    if (point := step.point) is None:
        return
    if not point.safety_class.may_be_pressed:
        raise ValueError(f"step {number}: {point.key} is of class {point.safety_class} and must not be pressed")
    if step.pressure is not None and step.pressure[1] > point.safety_class.highest_pressure:
        raise ValueError(f"step {number}: the pressure is above the limit of class {point.safety_class}")


class Caution(NamedTuple):
    """Something that must be known before a routine is begun."""

    text: str
    concerns: frozenset[str] = frozenset()
    """Keys of the circumstances of which one must be so for it to matter; empty: it is for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A routine as a person wrote it, checked and resolved."""

    key: str
    title: str
    region: Region
    areas: tuple[PainArea, ...]
    minutes: int
    why: str
    """Why the order is as it is."""
    cautions: tuple[Caution, ...]
    """What must be known before it is begun."""
    steps: tuple[Step, ...]
    origin: Origin
    path: str
    """The file it was read from, as it was given."""

    def __post_init__(self) -> None:
        """Refuse steps that do not fill the minutes to the second, or that go beyond what a body may be given."""
        for number, step in enumerate(self.steps, start=1):
            _check_dose(number, step)
        total = sum(step.seconds for step in self.steps)
        if total != self.minutes * 60:
            raise ValueError(f"the steps last {total} s, and {self.minutes} minutes are {self.minutes * 60} s")

    @property
    def seconds(self) -> int:
        """How long it lasts."""
        return self.minutes * 60

    @property
    def regions(self) -> frozenset[str]:
        """The regions whose warnings concern it: its own, and those of everything that is pressed or stretched."""
        touched = {region for area in self.areas for region in area.regions}
        for step in self.steps:
            if step.muscle is not None:
                touched |= set(step.muscle.regions)
        return frozenset({self.region, *touched})

    @property
    def muscles(self) -> tuple[Muscle, ...]:
        """The muscles it presses or stretches, in the order of the steps."""
        found = {step.muscle.key: step.muscle for step in self.steps if step.muscle is not None}
        return tuple(found.values())

    @property
    def summary(self) -> RoutineSummary:
        """What a list says of it."""
        return RoutineSummary(
            key=self.key,
            title=self.title,
            region=self.region,
            areas=tuple(area.key for area in self.areas),
            minutes=self.minutes,
            muscles=tuple(muscle.key for muscle in self.muscles),
            tools=self.tools,
            origin=self.origin,
        )

    @property
    def tools(self) -> tuple[str, ...]:
        """The tools it needs, in the order of the steps."""
        return tuple(dict.fromkeys(step.tool for step in self.steps if step.tool not in {"", "none"}))
