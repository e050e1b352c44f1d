"""Kinds of step with all their traits; one step."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, assert_never

from backpain_cli.domain.anatomy.moves import Move, MoveGroup
from backpain_cli.domain.anatomy.records import Muscle, Stretch, TriggerPoint
from backpain_cli.domain.routine.doses import (
    LONGEST_BREATHING_S,
    BreathingPattern,
    CountedDose,
    HoldSeries,
    Rounds,
)
from backpain_cli.domain.terms import LONGEST_HOLD_SECONDS, LONGEST_STRETCH_SECONDS, Caution, Place
from backpain_cli.domain.typed_input import LONGEST_DURATION_S


class StepKind(StrEnum):
    """What is done in a step."""

    CHECK = "check"
    MOVE = "move"
    PRESS = "press"
    STRETCH = "stretch"
    STRENGTHEN = "strengthen"
    BREATHE = "breathe"
    REST = "rest"


class KindTraits(NamedTuple):
    """What all steps of one kind have in common: a row of `KIND_TRAITS`."""

    longest_hold_s: int
    style: str
    """The last part of the styles in which its hold is shown: `hold` of `tile.hold`."""
    is_hold: bool = False
    """Whether it has a hold for each side, which a key makes longer or shorter; else it is one piece of time."""
    presses: bool = False
    """Whether a trigger point is pressed, so that the limits of a spot and of a session apply."""
    stretches: bool = False
    """Whether a muscle is stretched; a stretch that we do not know may bend the spine in any way."""
    moves: bool = False
    """Whether its words alone describe how the spine moves."""
    rests: bool = False
    """Whether nothing is done: its seconds are not counted aloud, and it can be the wait before getting up."""
    breathes: bool = False
    """Whether it is breathing alone."""
    may_fill: bool = False
    """Whether it may take the rest of the time."""
    hold_s: int = 0
    """The hold where neither the file nor the anatomy gives one; 0 where one of them must."""


def _timed(style: str, *, moves: bool = False, rests: bool = False, may_fill: bool = False) -> KindTraits:
    return KindTraits(LONGEST_DURATION_S, style, moves=moves, rests=rests, may_fill=may_fill)


def _traits(kind: StepKind) -> KindTraits:
    match kind:
        case StepKind.CHECK:
            return _timed("rest", moves=True)
        case StepKind.MOVE:
            return _timed("move", moves=True, may_fill=True)
        case StepKind.STRENGTHEN:
            return _timed("move", moves=True)
        case StepKind.BREATHE:
            return KindTraits(LONGEST_BREATHING_S, "rest", breathes=True, may_fill=True)
        case StepKind.REST:
            return _timed("rest", rests=True, may_fill=True)
        case StepKind.PRESS:
            return KindTraits(LONGEST_HOLD_SECONDS, "hold", is_hold=True, presses=True)
        case StepKind.STRETCH:
            return KindTraits(LONGEST_STRETCH_SECONDS, "stretch", is_hold=True, stretches=True, hold_s=30)
        case _ as unreachable:
            assert_never(unreachable)


KIND_TRAITS = {kind: _traits(kind) for kind in StepKind}
"""The traits of each kind of step. They are made by a `match`, because mypy finds the missing row of a new kind there,
and not in a dictionary that is written out."""


class StepSides(StrEnum):
    """On which sides a step is done, and in which order."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"
    EASIER_FIRST = "easier first"
    SORER_ONLY = "sorer only"
    ALTERNATE = "alternate"
    """Left and right in turn, one repetition each."""
    NONE = "none"


StepText = Mapping[str, str]
"""A step as a routine file has it: what is written behind each key, its kind first."""


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
    sides: StepSides
    ready: int
    find: int
    hold: int
    """Seconds of the hold or of the counted work on one side, or of one hold of a series; else all of the step."""
    change: int
    cap: int
    """The longest that the hold may be made."""
    muscle: Muscle | None
    point: TriggerPoint | None
    stretch: Stretch | None
    sources: tuple[str, ...]
    counted: CountedDose | None = None
    series: HoldSeries | None = None
    breathing: BreathingPattern | None = None
    rounds: Rounds = Rounds()
    most_hold: int = 0
    """The upper number of a range of seconds for the hold; 0 where one number is written."""
    rest_after: int = 0
    """Seconds of rest at its end, where it was made shorter in itself."""
    level: int = 0
    """How hard its form is, from 1; 0 where it has no levels."""
    is_own_level: bool = False
    """Whether the person's own level takes the place of `level`."""
    optional: bool = False
    """Whether it may be left out, before the session or in it."""
    fills_rest: bool = False
    """Whether it takes what the other steps leave of the minutes."""
    move: Move | None = None
    """The entry of ours that it is, if it is one."""
    muscles: tuple[Muscle, ...] = ()
    """What it works at besides `muscle`."""
    note: str = ""
    """A remark of its writer, shown and printed, never spoken."""
    cautions: tuple[Caution, ...] = ()
    """What else to avoid, for some people only; in a plan, what concerns its person is part of `avoid`."""
    link: str = ""
    """An address of its writer, shown and printed; the program never opens it."""

    @property
    def traits(self) -> KindTraits:
        """What it has in common with all steps of its kind."""
        return KIND_TRAITS[self.kind]

    @property
    def longest_hold_s(self) -> int:
        """The longest that any hold of it may be."""
        usual_s = KIND_TRAITS[self.kind].longest_hold_s
        return usual_s if self.stretch is None else max(usual_s, self.stretch.longest_s)

    @property
    def is_hold(self) -> bool:
        """Whether its hold can be lengthened and shortened: a press or a stretch."""
        return KIND_TRAITS[self.kind].is_hold

    @property
    def turns(self) -> int:
        """How often its hold comes: twice where both sides have their turn."""
        return 2 if self.sides in {StepSides.BOTH, StepSides.EASIER_FIRST} else 1

    @property
    def all_muscles(self) -> tuple[Muscle, ...]:
        """What it works at, without those that only its stretch is published for."""
        return (() if self.muscle is None else (self.muscle,)) + self.muscles

    @property
    def alternates(self) -> bool:
        """Whether left and right take turns, one repetition each."""
        return self.sides is StepSides.ALTERNATE

    @property
    def work_s(self) -> int:
        """Seconds of the work on one side."""
        return self.hold if self.series is None else self.series.total_s

    @property
    def rep_s(self) -> int:
        """Seconds by which one repetition more makes counted work longer; 0 where nothing is counted."""
        if self.counted is None:
            return 0
        return self.counted.rep_s * (2 if self.alternates else 1)

    @property
    def number(self) -> int:
        """Repetitions or holds on each side; 0 where neither is counted."""
        if self.series is not None:
            return self.series.times
        return self.hold // self.rep_s if self.rep_s else 0

    @property
    def seconds(self) -> int:
        """How long it lasts in all: get ready, each round with its sides and the change between them, and rests."""
        each_round = (self.find + self.work_s) * self.turns + self.change * (self.turns - 1)
        rests = self.rounds.rest * (self.rounds.times - 1) + self.rest_after
        return self.ready + each_round * self.rounds.times + rests


_NOT_LAST_IN_A_TITLE = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "over", "the", "then", "to", "with", "your"]
)


def title_from_text(do: str) -> str:
    """Return the first words of what is done, as the title of a step that has none: `Slide one hand down`."""
    words = re.split(r"[.,:;](?:\s|$)", do, maxsplit=1)[0].split()[:5]
    while len(words) > 1 and words[-1].casefold() in _NOT_LAST_IN_A_TITLE:
        words.pop()
    return " ".join(words)


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
        sides=StepSides.NONE,
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


def plain_step_like(step: Step, kind: StepKind, *, title: str, do: str, how: str, place: Place) -> Step:
    """Return a step without a hold, a tool or sides that lasts exactly as long as `step`.

    It keeps what stops it, and whether it may be left out or takes the rest of the time.
    """
    plain = plain_step(kind, title=title, do=do, place=place, seconds=step.seconds)
    return plain._replace(
        how=how, tool="none", stop=step.stop, sources=step.sources, optional=step.optional, fills_rest=step.fills_rest
    )


def kind_of_move(move: Move) -> StepKind:
    """Return the kind of step that `move` is for."""
    match move.group:
        case MoveGroup.STRENGTHEN:
            return StepKind.STRENGTHEN
        case MoveGroup.MOVE:
            return StepKind.MOVE
        case MoveGroup.CHECK:
            return StepKind.CHECK
        case MoveGroup.CHANGE:
            return StepKind.REST
        case _ as unreachable:
            assert_never(unreachable)
