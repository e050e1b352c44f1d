"""A plan is exact, keeps to the limits whatever is asked for, and is always the same."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.limits import MAX_SPOTS, limit_breaches
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import Step, StepKind
from backpain_cli.domain.terms import Place, Side
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.library.routines.writer import RoutineHead, read_steps, routine_yaml
from backpain_cli.library.shipped import load_atlas
from backpain_cli.planner.best_plan import BestPlan, best_plan
from backpain_cli.planner.candidates import options_for
from backpain_cli.planner.request import LONGEST_MIN, MOST_PLANNED_AREAS, SHORTEST_MIN, PlanPlace, PlanRequest, PlanTool

ATLAS = load_atlas()
LONGEST_ON_FEET_S, MOST_PRESSING = 540, 0.47
AFTER_THE_LAST_S = 55
"""The check and the rest at the end."""


def subsets(values: Sequence[PlanTool] | Sequence[PlanPlace]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from([*values]), min_size=1)


@st.composite
def requests(draw: st.DrawFn) -> PlanRequest:
    """Return requests for one to four areas, with any tools, places, side and length."""
    areas = draw(st.lists(st.sampled_from(sorted(ATLAS.areas)), min_size=1, max_size=MOST_PLANNED_AREAS, unique=True))
    return PlanRequest(
        tuple(ATLAS.areas[key] for key in areas),
        draw(st.integers(SHORTEST_MIN, LONGEST_MIN)),
        tools=frozenset(map(PlanTool, draw(subsets([*PlanTool])))),
        places=frozenset(map(PlanPlace, draw(subsets([*PlanPlace])))),
        sorer=draw(st.sampled_from([None, Side.LEFT])),
    )


def planned(request: PlanRequest, anatomy: Atlas = ATLAS) -> BestPlan | None:
    return best_plan(request, options_for(anatomy, request, lambda texts: read_steps(texts, anatomy)))


def routine_of(plan: BestPlan) -> Routine:
    """Return the plan as it is read from the file that would be saved; a sum that is off is refused there."""
    areas = [area.key for area in plan.request.areas]
    head = RoutineHead("A plan", plan.request.areas[0].regions[0], areas, plan.request.minutes, "It is a plan.")
    text = routine_yaml(head, plan.steps)
    return parse_routine(text, source="plan", anatomy=ATLAS, key="plan", origin=RoutineOrigin.PLANNED)[0]


def assert_keeps_to_limits(routine: Routine, request: PlanRequest) -> None:
    steps = routine.steps
    assert sum(step.seconds for step in steps) == request.seconds
    assert limit_breaches(steps) == []
    pressed = [step for step in steps if step.traits.presses]
    assert sum(step.seconds for step in pressed) <= MOST_PRESSING * request.seconds
    assert sum(step.turns for step in pressed) <= MAX_SPOTS
    for step in pressed:
        assert step.point is not None
        assert step.point.safety_class.may_be_pressed
        assert PlanTool.BALL in request.tools or "ball" not in step.tool
    assert not any(one.traits.presses and other.traits.presses for one, other in pairwise(steps))
    assert any(step.kind is StepKind.CHECK for step in steps[:2])
    assert steps[-1].kind is StepKind.REST
    assert_places(steps, request)


def assert_places(steps: Sequence[Step], request: PlanRequest) -> None:
    lying = [step.place.basic is Place.FLOOR for step in steps]
    assert sum(now and not before for before, now in zip([False, *lying], lying, strict=False)) <= 1
    on_feet_s = 0
    for step in steps:
        is_off = step.place is Place.SITTING or step.place.basic is Place.FLOOR
        on_feet_s = 0 if is_off else on_feet_s + step.seconds
        assert on_feet_s <= LONGEST_ON_FEET_S + AFTER_THE_LAST_S
    if PlanTool.WALL not in request.tools:
        assert Place.WALL not in {step.place for step in steps}
    if not request.places & {PlanPlace.FLOOR, PlanPlace.BED}:
        assert not any(lying)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(requests())
def test_whatever_is_asked_for_a_plan_is_exact_and_keeps_to_the_limits(request: PlanRequest) -> None:
    plan = planned(request)
    if plan is not None:
        assert_keeps_to_limits(routine_of(plan), request)


@pytest.mark.slow
@settings(max_examples=10_000, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(requests())
def test_ten_thousand_plans_are_exact_and_keep_to_the_limits(request: PlanRequest) -> None:
    plan = planned(request)
    if plan is not None:
        assert_keeps_to_limits(routine_of(plan), request)


@pytest.mark.parametrize("minutes", [3, 5, 10, 15, 20])
@pytest.mark.parametrize("area", ["lower-back", "neck", "between-the-shoulder-blades", "buttock"])
def test_who_has_ball_wall_and_chair_gets_a_plan_of_any_length(area: str, minutes: int) -> None:
    plan = planned(PlanRequest((ATLAS.areas[area],), minutes))
    assert plan is not None
    assert_keeps_to_limits(routine_of(plan), plan.request)


def test_every_area_has_a_plan_of_ten_minutes() -> None:
    without = [key for key, area in ATLAS.areas.items() if planned(PlanRequest((area,), 10)) is None]
    assert without == []


def test_the_same_request_has_the_same_plan() -> None:
    request = PlanRequest((ATLAS.areas["neck"], ATLAS.areas["head"]), 12, sorer=Side.LEFT)
    assert planned(request) == planned(request)


def test_the_muscles_that_were_found_most_often_come_first() -> None:
    plan = planned(PlanRequest((ATLAS.areas["lower-back"],), 15))
    assert plan is not None
    pressed = {one.step.muscle.key for one in plan.chosen if one.step.muscle and one.step.traits.presses}
    assert pressed == {"gluteus-medius", "piriformis", "quadratus-lumborum"}


def test_a_muscle_that_lies_elsewhere_and_an_opposing_stretch_are_in() -> None:
    plan = planned(PlanRequest((ATLAS.areas["lower-back"],), 15))
    assert plan is not None
    wanted = {one.candidate.kind for one in plan.chosen if one.candidate.wanted}
    assert wanted == {StepKind.PRESS, StepKind.STRETCH}


def test_where_little_can_be_pressed_the_time_goes_to_movement_and_strength() -> None:
    plan = planned(PlanRequest((ATLAS.areas["lower-back"],), 10, places=frozenset({PlanPlace.BED})))
    assert plan is not None
    kinds = {one.candidate.kind for one in plan.chosen}
    assert StepKind.PRESS not in kinds
    assert plan.given_up == (StepKind.PRESS,)
    moved = sum(one.step.seconds for one in plan.chosen if one.candidate.kind in {StepKind.MOVE, StepKind.STRENGTHEN})
    assert moved > 300


def test_what_helped_before_is_worth_more_and_what_is_left_out_is_out() -> None:
    request = PlanRequest((ATLAS.areas["lower-back"],), 15)
    praised = planned(request._replace(record={"Iliocostalis lumborum": 6}))
    assert praised is not None
    assert "Iliocostalis lumborum" in {one.step.title for one in praised.chosen}
    without = planned(request._replace(without=frozenset({"piriformis", "hip-circles"})))
    assert without is not None
    assert {"Piriformis", "Hip circles"}.isdisjoint(one.step.title for one in without.chosen)


def test_a_wish_that_leaves_nothing_has_no_plan() -> None:
    in_bed = PlanRequest((ATLAS.areas["neck"],), 15, tools=frozenset(), places=frozenset({PlanPlace.BED}))
    assert planned(in_bed) is None
