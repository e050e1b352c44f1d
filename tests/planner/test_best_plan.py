"""A plan is exact, keeps to the limits whatever is asked for, and is always the same."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.limits import MAX_SPOTS, limit_breaches
from backpain_cli.domain.routine.mix import LONGEST_ON_THE_FEET_S, MOST_PRESSING, mix_notices
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import Step, StepKind
from backpain_cli.domain.terms import Place, Side
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.library.routines.writer import RoutineHead, read_steps, routine_yaml
from backpain_cli.library.shipped import load_atlas
from backpain_cli.planner.best_plan import BestPlan, FoundPlan, find_plan, windows_for
from backpain_cli.planner.problem import Block
from backpain_cli.planner.request import LONGEST_MIN, MOST_PLANNED_AREAS, SHORTEST_MIN, PlanPlace, PlanRequest, PlanTool

ATLAS = load_atlas()
EVERYWHERE_S = 1140
"""Up to here every area has a plan in every place but on the feet alone, with nothing at all."""
MOST_STRENGTH, MOST_BREATHING = 1 / 3, 120 / 900


@st.composite
def requests(draw: st.DrawFn) -> PlanRequest:
    """Return requests for one to four areas, with any tools or none, places, side and length."""
    areas = draw(st.lists(st.sampled_from(sorted(ATLAS.areas)), min_size=1, max_size=MOST_PLANNED_AREAS, unique=True))
    places = draw(st.frozensets(st.sampled_from(PlanPlace), min_size=1))
    # Who says that they can sit has something to sit on.
    seat = {PlanTool.CHAIR} if PlanPlace.SITTING in places else set[PlanTool]()
    return PlanRequest(
        tuple(ATLAS.areas[key] for key in areas),
        draw(st.integers(2 * SHORTEST_MIN, 2 * LONGEST_MIN)) / 2,
        tools=draw(st.frozensets(st.sampled_from(PlanTool))) | seat,
        places=places,
        sorer=draw(st.sampled_from([None, Side.LEFT])),
    )


def found_for(request: PlanRequest, anatomy: Atlas = ATLAS) -> FoundPlan | None:
    return find_plan(anatomy, request, lambda texts: read_steps(texts, anatomy))


def planned(request: PlanRequest) -> BestPlan | None:
    found = found_for(request)
    return None if found is None else found.plan


def routine_of(plan: BestPlan) -> Routine:
    """Return the plan as it is read from the file that would be saved; a sum that is off is refused there."""
    areas = [area.key for area in plan.request.areas]
    minutes = f"{plan.request.minutes:g}"
    head = RoutineHead("A plan", plan.request.areas[0].regions[0], areas, minutes, "It is a plan.")
    text = routine_yaml(head, plan.steps)
    return parse_routine(text, source="plan", anatomy=ATLAS, key="plan", origin=RoutineOrigin.PLANNED)[0]


def assert_keeps_to_limits(routine: Routine, request: PlanRequest) -> None:
    steps = routine.steps
    assert sum(step.seconds for step in steps) == request.seconds
    assert limit_breaches(steps) == []
    assert mix_notices(steps) == []
    assert_pressing(steps, request)
    spent = {kind: sum(step.seconds for step in steps if step.kind is kind) for kind in StepKind}
    # The limits of plans up to five minutes are those of five minutes.
    assert spent[StepKind.STRENGTHEN] <= MOST_STRENGTH * max(request.seconds, 300)
    assert spent[StepKind.BREATHE] <= MOST_BREATHING * max(request.seconds, 300)
    assert max(Counter(step.title for step in steps if step.kind is StepKind.MOVE).values()) <= 2
    checks = [number for number, step in enumerate(steps) if step.kind is StepKind.CHECK]
    assert checks[0] <= 1
    assert len(checks) == 2
    assert checks[1] >= len(steps) - 3
    assert len({(steps[number].title, steps[number].place.basic is Place.FLOOR) for number in checks}) == 1
    assert steps[checks[0] + 1].kind is StepKind.MOVE
    assert steps[-1].kind is StepKind.REST
    assert_places(steps, request)


def assert_pressing(steps: Sequence[Step], request: PlanRequest) -> None:
    pressed = [step for step in steps if step.traits.presses]
    assert sum(step.seconds for step in pressed) <= MOST_PRESSING * request.seconds / 100
    assert sum(step.turns for step in pressed) <= MAX_SPOTS
    for step in pressed:
        assert step.point is not None
        assert step.point.safety_class.may_be_pressed
        assert PlanTool.BALL in request.tools or "ball" not in step.tool
    assert not any(one.traits.presses and other.traits.presses for one, other in pairwise(steps))


def assert_places(steps: Sequence[Step], request: PlanRequest) -> None:
    lying = [step.place.basic is Place.FLOOR for step in steps]
    assert sum(now and not before for before, now in zip([False, *lying], lying, strict=False)) <= 1
    assert (Place.BED in {step.place for step in steps}) <= (Place.FLOOR not in {step.place for step in steps})
    on_feet_s = 0
    for step in steps:
        is_off = step.place is Place.SITTING or step.place.basic is Place.FLOOR
        on_feet_s = 0 if is_off else on_feet_s + step.seconds
        assert on_feet_s <= LONGEST_ON_THE_FEET_S
    if PlanTool.WALL not in request.tools:
        assert Place.WALL not in {step.place for step in steps}
    if not request.places & {PlanPlace.FLOOR, PlanPlace.BED}:
        assert not any(lying)


def assert_has_what_is_wanted(found: FoundPlan) -> None:
    """Assert that of the kinds that are in there is a remote muscle, and an opposing stretch, where there is any."""
    chosen = found.plan.chosen
    blocks = {one.candidate.block for one in chosen}
    for kind in (StepKind.PRESS, StepKind.STRETCH):
        of_kind = [one.candidate for one in chosen if one.candidate.kind is kind]
        there = any(
            one.candidate.wanted
            for one in found.options
            if one.candidate.kind is kind and one.candidate.block in blocks
        )
        assert not of_kind or not there or any(one.wanted for one in of_kind)


def assert_is_right(request: PlanRequest) -> None:
    found = found_for(request)
    if found is None:
        assert request.seconds > (LONGEST_ON_THE_FEET_S if request.blocks == {Block.FEET} else EVERYWHERE_S)
        return
    assert_keeps_to_limits(routine_of(found.plan), request)
    assert_has_what_is_wanted(found)
    if request.seconds % 300 == 0:
        assert found == found_for(request)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(requests())
def test_whatever_is_asked_for_a_plan_is_exact_and_keeps_to_the_limits(request: PlanRequest) -> None:
    assert_is_right(request)


@pytest.mark.slow
@pytest.mark.parametrize("half", ["first", "second"])
def test_ten_thousand_plans_are_exact_and_keep_to_the_limits(half: str) -> None:
    """The halves run beside each other, each with requests of its own."""

    @seed(half)
    @settings(max_examples=5_000, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(requests())
    def is_right(request: PlanRequest) -> None:
        assert_is_right(request)

    is_right()


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


def test_a_neck_in_bed_has_a_plan_that_sits_on_its_edge_and_lies_down_once() -> None:
    in_bed = PlanRequest((ATLAS.areas["neck"],), 30, tools=frozenset(), places=frozenset({PlanPlace.BED}))
    plan = planned(in_bed)
    assert plan is not None
    steps = routine_of(plan).steps
    assert_keeps_to_limits(routine_of(plan), in_bed)
    assert {step.place for step in steps} == {Place.SITTING, Place.BED}
    assert steps[0].title == "Look over your shoulder"
    assert not any("chair" in step.do or "table" in step.do for step in steps)


def test_steps_for_the_parts_nearby_come_only_where_there_is_no_plan_without() -> None:
    on_the_floor = PlanRequest((ATLAS.areas["throat"],), 10, tools=frozenset(), places=frozenset({PlanPlace.FLOOR}))
    with_nearby, usual = planned(on_the_floor), planned(PlanRequest((ATLAS.areas["throat"],), 10))
    assert with_nearby is not None
    assert usual is not None
    assert with_nearby.request.nearby
    assert not usual.request.nearby


def test_who_stands_without_a_seat_has_a_plan_as_long_as_one_may_stand_and_no_longer() -> None:
    standing = PlanRequest((ATLAS.areas["lower-back"],), 9, tools=frozenset(), places=frozenset({PlanPlace.STANDING}))
    assert planned(standing) is not None
    assert planned(standing._replace(minutes=9.5)) is None
    assert planned(standing._replace(minutes=30, tools=frozenset({PlanTool.CHAIR}))) is not None


def test_what_it_has_less_of_is_what_it_really_has_less_of() -> None:
    plan = planned(PlanRequest((ATLAS.areas["lower-back"],), 15, places=frozenset({PlanPlace.BED})))
    assert plan is not None
    spent = {kind: sum(one.candidate.seconds for one in plan.chosen if one.candidate.kind is kind) for kind in StepKind}
    least = {kind: window.least_s for kind, window in windows_for(plan.request).items()}
    assert plan.given_up == tuple(kind for kind in windows_for(plan.request) if spent[kind] < least[kind])
    assert plan.given_up == (StepKind.PRESS,)
