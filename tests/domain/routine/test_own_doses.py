from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.own_doses import OwnDose, as_done, with_own_doses, without_optional
from backpain_cli.domain.routine.routine import Routine
from tests.files import read, routine_2_of

_END = "rest: S., for: rest of the time"
FORMAT_2 = Path(__file__).parents[2] / "data" / "format-2"


def _example(anatomy: Atlas) -> Routine:
    return read((FORMAT_2 / "example.yaml").read_text(encoding="utf-8"), anatomy)[0]


@pytest.mark.parametrize(("number", "reps", "left"), [(6, 8, 20), (8, 8, 20), (9, 9, 14), (10, 10, 8), (12, 10, 8)])
def test_more_repetitions_come_from_the_rest_of_the_time_alone(
    number: int, reps: int, left: int, anatomy: Atlas
) -> None:
    routine = _example(anatomy)
    own = with_own_doses(routine, {"bridge": OwnDose(1, number)})
    assert own.steps[1].hold == reps * 6
    assert own.steps[-1].hold == left
    assert [one.seconds for one in own.steps[2:-1]] == [one.seconds for one in routine.steps[2:-1]]
    assert lay_out(own).seconds == routine.seconds


def test_a_level_of_ones_own_changes_the_words_alone(anatomy: Atlas) -> None:
    routine = _example(anatomy)
    own = with_own_doses(routine, {"bridge": OwnDose(3, 8), "bird-dog": OwnDose(3, 5)})
    assert (own.steps[1].level, own.steps[1].seconds) == (3, routine.steps[1].seconds)
    assert "Level 3: one heel lifted, in turn." in own.steps[1].how
    # The file says level 2 of the bird dog itself.
    assert own.steps[2] == routine.steps[2]


def test_the_place_of_a_step_limits_the_level(anatomy: Atlas) -> None:
    text = routine_2_of("strengthen: bird-dog, level: mine, place: standing", _END, minutes="2")
    own = with_own_doses(read(text, anatomy)[0], {"bird-dog": OwnDose(3, 4)})
    assert own.steps[0].level == 1


def test_without_a_rest_of_the_time_the_lower_number_stays(anatomy: Atlas) -> None:
    text = routine_2_of("strengthen: bridge, reps: 4-6", "rest: S., for: 26s")
    own = with_own_doses(read(text, anatomy)[0], {"bridge": OwnDose(1, 6)})
    assert own.steps[0].seconds == 34


def test_a_range_of_a_hold_takes_the_persons_seconds(anatomy: Atlas) -> None:
    text = routine_2_of("stretch: hip-flexor, hold: 20-30s, sides: both", _END, minutes="1:30")
    own = with_own_doses(read(text, anatomy)[0], {"hip-flexor": OwnDose(0, 25)})
    assert (own.steps[0].hold, own.steps[1].hold) == (25, 30)


@pytest.mark.parametrize(
    ("written", "number", "left"),
    [
        ("strengthen: bridge, reps: 8", 4, 24),
        ("strengthen: bridge, reps: 8-12", 3, 30),
        ("strengthen: bird-dog, reps: 4, sides: alternate", 2, 24),
        ("strengthen: clamshell, reps: 6, place: side, sides: both", 3, 24),
        ("strengthen: bridge, reps: 4, rounds: 2, round-rest: 10s", 2, 24),
        ("strengthen: side-plank, holds: 4 x 8s, pause: 4s, sides: both", 2, 48),
    ],
)
def test_fewer_than_a_routine_has_leave_rest_in_the_same_step(
    written: str, number: int, left: int, anatomy: Atlas
) -> None:
    routine = read(routine_2_of(written, _END, minutes="3"), anatomy)[0]
    move = routine.steps[0].move
    assert move is not None
    lowered = with_own_doses(routine, {move.key: OwnDose(1, number, lowers_number=True)})
    assert lowered.steps[0].number == number
    assert lowered.steps[0].rest_after == left
    assert [one.seconds for one in lowered.steps] == [one.seconds for one in routine.steps]
    assert lay_out(lowered).seconds == routine.seconds
    # As it was, where the person's number is only one that another routine gave.
    assert with_own_doses(routine, {move.key: OwnDose(1, number)}) == routine
    # From the lower number it goes up again within its own step.
    up = with_own_doses(lowered, {move.key: OwnDose(1, number + 1, lowers_number=True)})
    assert up.steps[0].number == number + 1
    assert [one.seconds for one in up.steps] == [one.seconds for one in routine.steps]


def test_a_level_of_the_routine_is_lowered_where_the_person_went_back(anatomy: Atlas) -> None:
    routine = read(routine_2_of("strengthen: bridge, level: 2", _END, minutes="2"), anatomy)[0]
    assert with_own_doses(routine, {"bridge": OwnDose(1, 8)}) == routine
    lowered = with_own_doses(routine, {"bridge": OwnDose(1, 8, lowers_level=True)})
    assert (lowered.steps[0].level, lowered.seconds) == (1, routine.seconds)
    assert "Level 1: " in lowered.steps[0].how


def test_a_highest_level_for_once_is_above_the_persons_own(anatomy: Atlas) -> None:
    steps = "strengthen: bridge, level: mine", "strengthen: row, level: 3", "strengthen: bird-dog, level: 3"
    routine = read(routine_2_of(*steps, _END, minutes="4"), anatomy)[0]
    own = {"bridge": OwnDose(3, 8)}
    assert [one.level for one in as_done(routine, own, highest_level=0).steps] == [3, 3, 3, 0]
    assert [one.level for one in as_done(routine, own, highest_level=2).steps] == [2, 2, 2, 0]
    # On hands and knees there is no first level of the bird dog.
    assert [one.level for one in as_done(routine, own, highest_level=1).steps] == [1, 1, 3, 0]


def test_optional_seconds_go_to_the_rest_of_the_time(anatomy: Atlas) -> None:
    routine, _ = read((FORMAT_2 / "leg-pain.yaml").read_text(encoding="utf-8"), anatomy)
    optional = [number for number, step in enumerate(routine.steps, start=1) if step.optional]
    freed = sum(routine.steps[number - 1].seconds for number in optional)
    shorter = without_optional(routine, optional)
    assert len(shorter.steps) == len(routine.steps) - 2
    assert shorter.seconds == routine.seconds == 600
    assert shorter.steps[-1].hold == routine.steps[-1].hold + freed


def test_what_the_rest_of_the_time_cannot_take_makes_the_routine_shorter(anatomy: Atlas) -> None:
    steps = ["move: W., for: 100s", "move: W., for: 100s, optional: true", _END]
    routine = read(routine_2_of(*steps, minutes="5"), anatomy)[0]
    shorter = without_optional(routine, [2])
    assert (shorter.steps[-1].hold, shorter.seconds) == (180, 280)
    assert lay_out(shorter).seconds == 280


def test_only_what_is_optional_is_left_out(anatomy: Atlas) -> None:
    with pytest.raises(ValueError, match="optional"):
        without_optional(_example(anatomy), [2])
