"""What becomes of a point, a stretch or a move for a person with some circumstances."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas, Exercise
from backpain_cli.domain.anatomy.moves import Move, MoveAction, MoveRule
from backpain_cli.domain.anatomy.records import TriggerPoint
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import Step, StepKind, kind_of_move, plain_step
from backpain_cli.domain.safety.adaptation import adapt_routine
from backpain_cli.domain.safety.circumstances import CircumstanceAnswer
from backpain_cli.domain.safety.fact_table import (
    FactTable,
    HeldCircumstances,
    circumstance_answers,
    circumstances_of,
    facts_from_circumstances,
)
from backpain_cli.domain.safety.plan_rules import RuleAction
from backpain_cli.domain.terms import Place, Region

_MINUTES = 2
"""Of the routine of one step in which an entry is tried: longer than any hold."""
_STRICTEST_FIRST = ("refuse", "drop", "seated", "on-a-bed", "neutral", "level", "gentler", "remind")


class EntryChange(NamedTuple):
    """What becomes of one entry, and why."""

    action: RuleAction | MoveAction
    why: str = ""
    """The reason, where a rule for plans asks for it."""
    rule: MoveRule | None = None
    """The rule of the move itself, where that asks for it."""

    @property
    def leaves_out(self) -> bool:
        """Whether the entry is not done at all."""
        return str(self.action) in {MoveAction.REFUSE, MoveAction.DROP}


ChangesByKey = Mapping[str, EntryChange]
"""What becomes of entries, by their key; those that stay as they are are missing."""


class EntryChanges:
    """Finds what becomes of entries where circumstances hold, and no clinician has agreed to anything yet."""

    def __init__(self, table: FactTable, anatomy: Atlas, circumstances: Collection[str]) -> None:
        """Take the keys of the circumstances that hold; every other one is denied."""
        self._table, self._anatomy = table, anatomy
        self._held = held_for(table, circumstances)
        answers = circumstance_answers(table, self._held)
        # The gravest answer about an implant is one about lymph nodes, too.
        self._keys = frozenset(key for key, answer in answers.items() if answer != CircumstanceAnswer.NO)

    def of_point(self, point: TriggerPoint) -> EntryChange | None:
        """Return what becomes of pressing a point; None where nothing does, and where it is never pressed."""
        if (technique := point.technique) is None:
            return None
        muscle = self._anatomy.muscles[point.muscle]
        step = _step(StepKind.PRESS, technique.do, technique.posture, technique.place)
        step = step._replace(
            muscle=muscle, point=point, pressure=technique.pressure, hold=technique.hold, cap=technique.cap
        )
        return self._by_plan_rules(step, muscle.regions[0])

    def of_exercise(self, exercise: Exercise) -> EntryChange | None:
        """Return what becomes of a move or a stretch, the strictest of all that the rules ask for; None: nothing."""
        if isinstance(exercise, Move):
            own = [EntryChange(rule.action, rule=rule) for rule in exercise.circumstances if rule.of in self._keys]
            step = _step(kind_of_move(exercise), exercise.how, "", exercise.place)
            general = self._by_plan_rules(step, Region.THORACIC)
            # Its own words say more than a rule for all, where both ask for the same.
            return min([*own, *([] if general is None else [general])], key=_gravity, default=None)
        step = _step(StepKind.STRETCH, exercise.do, exercise.posture, exercise.place)
        muscle = self._anatomy.muscles[exercise.muscles[0]] if exercise.muscles else None
        step = step._replace(stretch=exercise, muscle=muscle, neutral=exercise.neutral)
        return self._by_plan_rules(step, muscle.regions[0] if muscle is not None else Region.THORACIC)

    def _by_plan_rules(self, step: Step, region: Region) -> EntryChange | None:
        routine = Routine(
            key="entry", title="", region=region, areas=(), minutes=_MINUTES, why="", cautions=(),
            steps=(step._replace(ready=_MINUTES * 60 - step.seconds),), origin=RoutineOrigin.SHIPPED, path="",
        )  # fmt: skip
        adapted = adapt_routine(routine, self._held, self._table)
        if adapted.refused:
            return EntryChange(RuleAction.REFUSE, adapted.refused)
        return next((EntryChange(change.action, change.why) for change in adapted.changes), None)


def held_for(table: FactTable, circumstances: Collection[str]) -> HeldCircumstances:
    """Return what holds for a person of whom these circumstances are true, each at its gravest, and no other."""
    kept = {one.key: "yes" if one.key in circumstances else "no" for one in table.circumstances}
    facts = facts_from_circumstances(table, kept)
    beside = {one.fact: sorted(one.choices) for one in table.circumstances if one.key in circumstances}
    worse = next(iter(beside.get("worse", ())), "neither")
    return circumstances_of(table, facts, limb="both" if "limb" in beside else "no", worse=worse)


def _step(kind: StepKind, do: str, how: str, place: Place) -> Step:
    return plain_step(kind, title="", do=do, place=place)._replace(how=how)


def _gravity(change: EntryChange) -> int:
    return _STRICTEST_FIRST.index(str(change.action))
