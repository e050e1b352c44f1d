"""A plan that was kept is the plan as it was, and is checked as strictly as a file from outside."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.plan_changes import with_hold
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import Side
from backpain_cli.history.plan_snapshot import (
    PlanSnapshotError,
    plan_from_snapshot,
    plan_snapshot,
    routine_hash,
)
from backpain_cli.library.routines.finder import load_shipped_routines
from tests.cases import all_cases


@pytest.fixture(scope="module")
def shipped(anatomy: Atlas) -> tuple[Routine, ...]:
    return load_shipped_routines(anatomy)


@pytest.fixture(scope="module")
def lower_back(shipped: tuple[Routine, ...]) -> Routine:
    return next(routine for routine in shipped if routine.key == "lower-back")


def through_json(plan: Plan, anatomy: Atlas) -> Plan:
    return plan_from_snapshot(json.loads(json.dumps(plan_snapshot(plan))), anatomy)


@pytest.mark.parametrize("sorer", [None, Side.LEFT, Side.RIGHT])
def test_every_shipped_plan_comes_back_whole(shipped: tuple[Routine, ...], anatomy: Atlas, sorer: Side | None) -> None:
    assert shipped
    for routine in shipped:
        plan = lay_out(routine, sorer=sorer)
        assert through_json(plan, anatomy) == plan


def test_holds_that_were_made_longer_and_shorter_come_back_so(lower_back: Routine, anatomy: Atlas) -> None:
    plan = lay_out(lower_back, sorer=Side.LEFT)
    holds = [
        index
        for index, segment in enumerate(plan.segments)
        if segment.phase is Phase.HOLD and segment.step.is_hold and segment.seconds < segment.step.cap
    ]
    plan = with_hold(plan, holds[0], plan.segments[holds[0]].seconds + 5)
    plan = with_hold(plan, holds[1], 12)
    assert plan.added
    assert through_json(plan, anatomy) == plan


def test_the_hash_tells_what_a_routine_says_and_not_where_it_lies(lower_back: Routine) -> None:
    moved = replace(lower_back, path="/elsewhere/lower-back.yaml", origin=RoutineOrigin.OWN)
    first, *others = lower_back.steps
    changed = replace(lower_back, steps=(first._replace(do="Bend a little."), *others))
    assert routine_hash(moved) == routine_hash(lower_back)
    assert routine_hash(changed) != routine_hash(lower_back)
    assert len(routine_hash(lower_back)) == 64


def _first(plain: dict[str, Any], kind: StepKind) -> Any:
    return next(step for step in plain["routine"]["steps"] if step["kind"] == kind)


def _never_pressed(anatomy: Atlas) -> str:
    points = (point for muscle in anatomy.muscles.values() for point in muscle.points)
    return next(point.key for point in points if not point.safety_class.may_be_pressed)


Harm = Callable[[dict[str, Any], Atlas], object]

UNSAFE: dict[str, tuple[Harm, str]] = {
    "a point that is not to be pressed": (
        lambda plain, anatomy: _first(plain, StepKind.PRESS).update(point=_never_pressed(anatomy)),
        "must not be pressed",
    ),
    "a press of nothing known": (
        lambda plain, _: _first(plain, StepKind.PRESS).update(point=None),
        "presses no point that is known",
    ),
    "a muscle that is gone": (
        lambda plain, _: _first(plain, StepKind.PRESS).update(muscle="cor"),
        r"routine\.steps\[\d\]\.muscle: is not in the vocabulary",
    ),
    "an area that is gone": (
        lambda plain, _: plain["routine"].update(areas=["wing"]),
        r"areas\[0\]: is not in the vocabulary",
    ),
    "a cap of ten minutes": (
        lambda plain, _: _first(plain, StepKind.PRESS).update(cap=600),
        "a cap of 600 s; the limit is 90 s",
    ),
    "a pressure of ten": (
        lambda plain, _: _first(plain, StepKind.PRESS).update(pressure=[10, 10]),
        "pressure is above the limit",
    ),
    "a pressure that falls": (
        lambda plain, _: _first(plain, StepKind.PRESS).update(pressure=[4, 2]),
        "a pressure of 4 to 2",
    ),
    "a hold beyond its cap": (
        lambda plain, _: next(each for each in plain["segments"] if each[0] == "hold").__setitem__(3, 500),
        "a hold of 500 s",
    ),
    "an escape code in a text": (
        lambda plain, _: _first(plain, StepKind.PRESS).update(do="\x1b[2J"),
        r"routine\.steps\[\d\]\.do: holds a hidden character",
    ),
    "another version": (lambda plain, _: plain.update(version=2), "another version"),
    "seconds as a text": (
        lambda plain, _: plain["segments"][0].__setitem__(3, "30"),
        r"segments\[0\]\.seconds: must be an integer",
    ),
    "a step number of 0": (lambda plain, _: plain["segments"][0].__setitem__(2, 0), "no step 0"),
    "a step number of 99": (lambda plain, _: plain["segments"][0].__setitem__(2, 99), "no step 99"),
    "true for seconds": (
        lambda plain, _: plain["segments"][0].__setitem__(3, True),
        r"segments\[0\]\.seconds: must be an integer, not true or false",
    ),
    "segments that do not add up": (lambda plain, _: plain["segments"].pop(), "segments last"),
    "a number for a text": (
        lambda plain, _: plain["routine"].update(title=7),
        r"routine\.title: must be text, not an integer",
    ),
    "no steps": (lambda plain, _: plain["routine"].pop("steps"), r"routine\.steps: is missing"),
    "a text for a list": (
        lambda plain, _: plain["routine"].update(cautions="none"),
        r"routine\.cautions: must be a list",
    ),
    "an unknown phase": (
        lambda plain, _: plain["segments"][0].__setitem__(0, "jump"),
        r"segments\[0\]\.phase: must be one of ready",
    ),
}


@all_cases("name", UNSAFE)
def test_a_plan_that_was_changed_or_outdated_is_not_led_through(name: str, lower_back: Routine, anatomy: Atlas) -> None:
    plain = copy.deepcopy(plan_snapshot(lay_out(lower_back)))
    harm, reason = UNSAFE[name]
    harm(plain, anatomy)
    with pytest.raises(PlanSnapshotError, match=reason) as caught:
        plan_from_snapshot(plain, anatomy)
    assert caught.value.exit_code is ExitCode.IO
    assert caught.value.hint == "Start the routine again."


@pytest.mark.parametrize("plain", [None, [], {}, "plan", {"version": 1}, {"version": 1, "routine": [], "segments": 5}])
def test_what_is_no_plan_is_told_so(plain: object, anatomy: Atlas) -> None:
    with pytest.raises(PlanSnapshotError, match=r"must be|is missing"):
        plan_from_snapshot(plain, anatomy)
