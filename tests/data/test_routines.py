"""What every shipped routine does for the safety of who follows it, beside what its muscles ask for."""

from itertools import pairwise

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import Place
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from tests.reading_grade import reading_grade
from tests.screens import SAFETY_TEXTS

SHIPPED = [pytest.param(routine, id=routine.key) for routine in load_shipped_routines(load_atlas())]
FLOOR_REST = 20


def told(routine: Routine) -> str:
    return " ".join(text for step in routine.steps for text in (step.do, step.how, step.avoid))


@pytest.mark.parametrize("routine", SHIPPED)
def test_nobody_rises_from_the_floor_without_a_rest(routine: Routine) -> None:
    for before, step in pairwise(routine.steps):
        if before.place.basic is Place.FLOOR and step.place.basic is not Place.FLOOR:
            assert step.kind is StepKind.REST
            assert step.hold >= FLOOR_REST
            assert "side" in step.do
            assert "Dizzy" in step.stop


@pytest.mark.parametrize("routine", SHIPPED)
def test_one_goes_down_to_the_floor_at_most_once(routine: Routine) -> None:
    places = [Place.FLOOR if step.place.height is Place.FLOOR else step.place for step in routine.steps]
    descents = sum(now is Place.FLOOR and before is not Place.FLOOR for before, now in pairwise(places))
    assert descents <= 1


@pytest.mark.parametrize("routine", SHIPPED)
def test_the_ball_lies_where_nobody_trips_over_it(routine: Routine) -> None:
    if any("ball" in step.tool for step in routine.steps):
        assert "not on the floor" in told(routine)
    assert all("in a sock" in step.tool for step in routine.steps if step.tool.startswith("tennis ball"))


def test_heat_has_its_limits_wherever_it_is_offered() -> None:
    offered = [one.text for one in SAFETY_TEXTS.before if "eat beforehand" in one.text]
    assert offered
    for text in offered:
        for limit in ("well wrapped", "15 minutes at most", "not lying on it", "not falling asleep"):
            assert limit in text
    assert any("No heat on numb or swollen skin" in one.text for one in SAFETY_TEXTS.before)


def test_what_people_read_and_hear_elsewhere_reads_easily(anatomy: Atlas) -> None:
    routines = load_shipped_routines(anatomy)
    steps = [text for one in routines for step in one.steps for text in (step.do, step.where, step.how, step.feel)]
    signs = [text for one in routines for step in one.steps for text in (step.avoid, step.stop)]
    stretches = [text for one in anatomy.stretches.values() for text in (one.do, one.posture, one.feel, one.stop)]
    points = [point.where for muscle in anatomy.muscles.values() for point in muscle.points]
    claims = [text for one in anatomy.claims.values() for text in (one.claim, one.wording)]
    cautions = [caution.text for one in routines for caution in one.cautions]
    for texts in (steps, signs, stretches, points, claims, cautions, [one.why for one in routines]):
        assert reading_grade([text for text in texts if text]) <= 7, texts[0]
