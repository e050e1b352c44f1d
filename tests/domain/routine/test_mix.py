from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.mix import MOST_PRESSING, mix_notices, mix_of
from backpain_cli.domain.routine.steps import StepKind
from tests.files import problems_of, read, routine_2_of

PROJECT = Path(__file__).parents[3]
FORMAT_2 = PROJECT / "tests" / "data" / "format-2"
_STANDING = {
    "first-twinge": (300, 76), "lower-back": (302, 227), "mid-back": (426, 151), "neck": (292, 152),
    "upper-back": (540, 225), "whole-back": (500, 226), "chair": (0, 0), "neck-twinge": (122, 77),
    "neck-headache": (0, 0), "hip-buttock": (394, 152),
}  # fmt: skip
"""Seconds on the feet before the first seat, and of pressing without a movement, as they were reckoned by hand."""


@pytest.mark.parametrize("key", _STANDING)
def test_standing_is_counted_as_it_was_reckoned_and_nothing_is_out_of_proportion(key: str, anatomy: Atlas) -> None:
    routine, _ = read((FORMAT_2 / f"{key}.yaml").read_text(encoding="utf-8"), anatomy)
    mix = mix_of(routine.steps)
    assert (mix.feet_s, mix.still_s) == _STANDING[key]
    assert mix_notices(routine.steps) == []
    assert sum(mix.by_kind.values()) == routine.seconds
    assert mix.by_kind[StepKind.PRESS] * 100 <= MOST_PRESSING * routine.seconds


_MOVE, _END = "move: Walk., for: 40s", "rest: S., for: 60s"
_DOWN, _UP = "move: L., for: 60s, place: floor", "rest: Up., for: 20s, place: sitting"


@pytest.mark.parametrize(
    ("steps", "line", "says"),
    [
        ([_MOVE, "press: gluteus-medius, ready: 99s", "press: infraspinatus, ready: 60s", _END], 8, "standing"),
        ([_MOVE, "press: gluteus-medius", "move: W., for: 600s", "rest: S., for: 30s"], 8, "on the feet"),
        ([_MOVE, "press: gluteus-medius", "rest: S., for: 60s"], 7, "pressing takes"),
        (["check: Look., for: 20s", "stretch: hip-flexor", "rest: S., for: 60s"], 7, "0 s of easy movement"),
        ([_MOVE, "strengthen: Lift., reps: 8"], 7, "the last step is work"),
        ([_MOVE, "press: gluteus-medius", "press: gluteus-maximus", "move: W., for: 400s", _END], 8, "lies beside"),
        ([_MOVE, "stretch: self-hug, hold: 20s", "stretch: reach-forward, hold: 20s", _END], 8, "40 s are stretched"),
        ([_MOVE, "stretch: self-hug, hold: 30s", "stretch: doorway-chest, hold: 20s", _END], 7, "rounded for 30 s"),
        ([_MOVE, _DOWN, _UP, _DOWN, _UP, _END], 9, "goes down to the floor again"),
        (["repeat: 2, steps: [{move: L., for: 60s, place: floor}, {rest: U., for: 20s, place: wall}]"], 6, "down to"),
    ],
)  # fmt: skip
def test_what_is_out_of_proportion_is_a_notice_on_a_persons_own_file(
    steps: list[str], line: int, says: str, anatomy: Atlas
) -> None:
    (short,) = [
        one.message for one in problems_of(routine_2_of(*steps, minutes="60"), anatomy) if "short" in one.message
    ]
    seconds = 3600 - int(short.partition(" s too short")[0].rpartition(" ")[2])
    text = routine_2_of(*steps, minutes=f"{seconds // 60}:{seconds % 60:02d}")
    _, notices = read(text, anatomy)
    assert any(says in one.message and one.line == line for one in notices), notices
    assert all(one.hint for one in notices)


@pytest.mark.parametrize(
    "steps",
    [
        (_DOWN, "move: T., for: 60s, place: bed", _UP),
        ("stretch: self-hug, hold: 30s", "stretch: doorway-chest, hold: 30s"),
        ("stretch: self-hug, hold: 20s", "move: chest-over-chair-back"),
        ("stretch: self-hug, hold: 10s", "stretch: Mine, do: Open., muscle: pectoralis-major, hold: 10s"),
        ("stretch: seated-round-back, hold: 60s",),
        ("press: gluteus-medius, sides: left", "press: gluteus-maximus, sides: right", "move: W., for: 200s"),
    ],
)
def test_what_is_in_proportion_says_nothing(steps: tuple[str, ...], anatomy: Atlas) -> None:
    text = routine_2_of(_MOVE, *steps, "move: W., for: 120s, place: standing", "rest: S., for: 30s", minutes="60")
    (short,) = [one.message for one in problems_of(text, anatomy) if "short" in one.message]
    seconds = 3600 - int(short.partition(" s too short")[0].rpartition(" ")[2])
    routine, _ = read(text.replace("minutes: 60", f"minutes: {seconds // 60}:{seconds % 60:02d}"), anatomy)
    assert mix_notices(routine.steps) == []


def test_no_routine_of_ours_is_out_of_proportion(anatomy: Atlas) -> None:
    for path in sorted((PROJECT / "routines").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if text.startswith("backpain: 1"):
            # Older ones are as they were.
            continue
        routine, _ = read(text, anatomy)
        assert mix_notices(routine.steps) == [], path.name
