"""A plan with every kind of counted work, breathing, series, rounds and sides in turn, for tests."""

from dataclasses import replace
from functools import cache

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.own_doses import at_level
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.terms import Side
from backpain_cli.library.shipped import load_atlas
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from tests.files import read
from tests.golden_files import GOLDEN

FILE = GOLDEN.parent / "data" / "format-2" / "every-kind.yaml"


@cache
def counted_plan() -> Plan:
    """Return the plan of the file, for a person whose right side is sorer."""
    routine, _ = read(FILE.read_text(encoding="utf-8"), load_atlas())
    return lay_out(routine, sorer=Side.RIGHT)


@cache
def hard_plan() -> Plan:
    """Return the same plan with the bridge on its hardest level."""
    plan = counted_plan()
    hardest = at_level(plan.routine.steps[1], 3)
    assert hardest is not None
    segments = tuple(one._replace(step=hardest) if one.step_number == 2 else one for one in plan.segments)
    steps = (plan.routine.steps[0], hardest, *plan.routine.steps[2:])
    return Plan(routine=replace(plan.routine, steps=steps), segments=segments)


def counted_at(title: str, phase: Phase, second: float = 0, *, number: int = 0) -> Session:
    """Return a session at a second of the segment of that number (from 0) among those of that step and phase."""
    plan = counted_plan()
    found = [one for one in plan.segments if one.step.title == title and one.phase is phase]
    return Session(plan=plan, position_ns=round((found[number].start + second) * NS_PER_S))
