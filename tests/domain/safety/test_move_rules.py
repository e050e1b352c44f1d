"""What circumstances do to moves: the same seconds, an easier form, or movement of use."""

from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.doses import BreathingPattern
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step, StepKind
from backpain_cli.domain.safety.adaptation import Adaptation, adapt_routine
from backpain_cli.domain.safety.entry_changes import held_for
from backpain_cli.domain.terms import Place
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.posture.posture import postures_of
from backpain_cli.pictures.step_pictures import posture_of_step
from tests.adapted import FACT_TABLE
from tests.files import read, routine_2_of

LISTS = sorted((Path(__file__).parents[2] / "data" / "format-2").glob("*.yaml"))
CIRCUMSTANCES = [one.key for one in FACT_TABLE.circumstances]


def _adapted(routine: Routine, *circumstances: str) -> Adaptation:
    return adapt_routine(routine, held_for(FACT_TABLE, circumstances), FACT_TABLE)


def _routine(step: str, anatomy: Atlas) -> Routine:
    return read(routine_2_of(step, "rest: R., for: rest of the time", minutes="3"), anatomy)[0]


def _step(written: str, anatomy: Atlas, *circumstances: str) -> Step:
    return _adapted(_routine(written, anatomy), *circumstances).routine.steps[0]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_no_circumstance_changes_the_seconds_of_any_step(path: Path, anatomy: Atlas) -> None:
    routine, _ = read(path.read_text(encoding="utf-8"), anatomy)
    for key in CIRCUMSTANCES:
        adapted = _adapted(routine, key).routine
        assert [step.seconds for step in adapted.steps] == [step.seconds for step in routine.steps], key
        assert lay_out(adapted).seconds == routine.seconds


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_rule_of_a_move_is_seen_in_the_plan(path: Path, anatomy: Atlas) -> None:
    routine, _ = read(path.read_text(encoding="utf-8"), anatomy)
    for key in CIRCUMSTANCES:
        adapted = _adapted(routine, key)
        changed = {change.step_number for change in adapted.changes}
        for number, step in enumerate(routine.steps, start=1):
            rules = () if step.move is None else step.move.circumstances
            concerned = [rule for rule in rules if rule.of == key and not 0 < step.level <= rule.highest]
            assert not concerned or adapted.refused or number in changed, (key, step.title)


def test_what_to_mind_stands_in_the_reason(anatomy: Atlas) -> None:
    adapted = _adapted(_routine("move: prone-press-up, reps: 5, place: lying-front", anatomy), "pain-down-a-limb")
    (why,) = [change.why for change in adapted.changes]
    assert why.endswith(": go on only while the pain moves up.")


def test_a_gentler_move_is_half_as_often_at_level_1_and_rests_for_the_time_left(anatomy: Atlas) -> None:
    step = _step("strengthen: bridge, reps: 8, level: 2, place: floor", anatomy, "hip-replacement")
    assert (step.level, step.hold, step.rest_after, step.cap) == (1, 24, 24, 24)
    assert "Level 1: as high as is easy." in step.how
    phases = [(one.phase, one.seconds) for one in lay_out(_adapted(
        _routine("strengthen: bridge, reps: 8, level: 2, place: floor", anatomy), "hip-replacement"
    ).routine).segments if one.step_number == 1]  # fmt: skip
    assert phases == [(Phase.READY, 10), (Phase.WORK, 24), (Phase.REST, 24)]


def test_a_gentler_series_has_half_of_its_holds(anatomy: Atlas) -> None:
    written = "strengthen: wall-squat, holds: 4 x 10s, pause: 5s, level: 1"
    step, before = _step(written, anatomy, "knee-replacement"), _step(written, anatomy)
    assert step.series is not None
    assert (step.series.times, step.seconds, step.rest_after) == (2, before.seconds, 30)


def test_a_level_that_is_too_high_becomes_a_lower_one_of_the_same_place(anatomy: Atlas) -> None:
    step = _step("strengthen: side-plank, holds: 3 x 8s, level: 3, place: side", anatomy, "osteoporosis")
    # Level 1 is done at a wall: on the floor there is no form that is allowed.
    assert (step.kind, step.move, step.place.basic.value) == (StepKind.MOVE, None, "floor")


def test_a_move_that_is_refused_becomes_movement_of_use_in_its_place(anatomy: Atlas) -> None:
    step = _step("strengthen: nod-holds, holds: 5 x 5s, level: 1, place: sitting", anatomy, "neck-history")
    assert (step.kind, step.move, step.place.value) == (StepKind.MOVE, None, "sitting")


def test_a_neutral_choice_is_that_of_the_move(anatomy: Atlas) -> None:
    step = _step("move: chest-over-chair-back, reps: 4", anatomy, "osteoporosis")
    assert step.do == anatomy.moves["chest-over-chair-back"].neutral


@pytest.mark.parametrize("circumstance", ["pregnancy", "head-low", "aneurysm"])
def test_the_breath_is_not_held_and_the_breath_out_takes_its_time(circumstance: str, anatomy: Atlas) -> None:
    step = _step("breathe: 4-7-8, for: 57s, place: sitting", anatomy, circumstance)
    if step.breathing is None:
        assert step.kind is StepKind.MOVE
        return
    assert step.breathing == BreathingPattern(4, 0, 15)
    assert "hold" not in step.do.partition(". ")[0]
    assert {beat.word for beat in lay_out(_adapted(
        _routine("breathe: 4-7-8, for: 57s, place: sitting", anatomy), circumstance
    ).routine).segments[0].beats} == {"in", "out"}  # fmt: skip


def test_an_ordinary_person_holds_the_breath_as_it_is_written(anatomy: Atlas) -> None:
    assert _step("breathe: 4-7-8, for: 57s", anatomy).breathing == BreathingPattern(4, 7, 8)


@pytest.mark.parametrize(
    ("written", "circumstance", "does"),
    [
        ("move: cat-cow-kneeling, reps: 5, place: hands-and-knees", "knee-replacement", "Round your back a little"),
        ("move: pelvic-tilt-lying, reps: 5, place: floor", "pregnancy", "so that your low back fills"),
        ("strengthen: heel-slides, reps: 4, place: floor", "pregnancy", "slide a foot forward and back"),
        ("strengthen: bridge, reps: 8, place: floor", "pregnancy", "Squeeze your buttocks"),
    ],
)
def test_what_is_done_on_a_chair_is_its_own_form_there(
    written: str, circumstance: str, does: str, anatomy: Atlas
) -> None:
    step, before = _step(written, anatomy, circumstance), _step(written, anatomy)
    assert does in step.do
    assert (step.kind, step.place, step.seconds) == (StepKind.MOVE, Place.SITTING, before.seconds)
    assert step.stop == before.stop
    posture = posture_of_step(step, "mine", postures_of(load_picture_data()["postures"]))
    assert posture is not None
    assert "chair" in posture
    assert "floor" not in step.do


def test_an_optional_step_may_be_left_out_also_where_something_else_is_done_in_its_place(anatomy: Atlas) -> None:
    written = "strengthen: bridge, reps: 8, place: floor, optional: true"
    routine, _ = read(
        routine_2_of("rest: R., for: 30s", written, "rest: R., for: rest of the time", minutes="3"), anatomy
    )
    optional, filler = _adapted(routine, "pregnancy").routine.steps[1:]
    assert (optional.place, optional.optional) == (Place.SITTING, True)
    assert filler.fills_rest
