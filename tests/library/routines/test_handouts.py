"""Hand-outs as people write them: what each line becomes, and that none is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.library.routines.handout_routine import handout_yaml, lasting_s, minutes_field
from backpain_cli.library.routines.handouts import Handout, HandoutStep, read_handout
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.library.shipped import load_atlas
from tests.files import problems_of

HANDOUTS = Path(__file__).parents[2] / "data" / "handouts"
_COMPARED = ("reps", "holds", "hold", "for", "sides", "rounds", "round-rest", "pace", "level", "pause")


def _shown(step: HandoutStep, atlas: Atlas, expected: str) -> str:
    """Return a step as the expected ones are written: `own` for words of the person, with them where those say them."""
    kind, name = next(iter(step.fields.items()))
    is_ours = name in {**atlas.stretches, **atlas.moves, **atlas.muscles}
    words = re.search(r"own [^,]+", expected)
    own = words[0] if words is not None and f"own {name}".startswith(words[0]) else "own"
    compared = (*_COMPARED, "place") if "place:" in expected else _COMPARED
    parts = [f"{kind}: {name if is_ours else own}"]
    return ", ".join(sorted(parts + [f"{key}: {step.fields[key]}" for key in compared if key in step.fields]))


def _sorted(expected: str) -> str:
    return ", ".join(sorted(expected.split(", ")))


def _wrong_lines(folder: str, atlas: Atlas) -> tuple[list[str], int]:
    """Return what became something else than is expected, and how many lines have a step or could be taken for one.

    A step that comes from any other line is wrong too.
    """
    wrong, count = [], 0
    for path in sorted((HANDOUTS / folder).glob("*.expected")):
        source = next(one for one in path.parent.glob(f"{path.stem}.*") if one != path)
        text = source.read_text(encoding="utf-8")
        handout = read_handout(text, source=source.name, atlas=atlas)
        rows = dict(row.split("\t") for row in path.read_text(encoding="utf-8").splitlines())
        count += len(rows)
        for line in sorted({*map(int, rows), *(step.line for step in handout.steps)}):
            expected = rows.get(str(line), "?")
            steps = [_shown(step, atlas, expected) for step in handout.steps if step.line == line]
            wanted = [[_sorted(step) for step in one.split("; ")] for one in expected.split(" | ")]
            if (steps or ["?"]) not in wanted:
                wrong.append(f"{source.name}:{line}: {text.splitlines()[line - 1]} -> {steps}")
    return wrong, count


def test_nine_lines_of_ten_of_the_handouts_become_the_expected_steps(anatomy: Atlas) -> None:
    wrong, count = _wrong_lines("tuned", anatomy)
    assert count == 779
    assert len(wrong) <= 2, wrong


def test_of_handouts_that_nothing_was_tuned_to_nine_lines_of_ten_are_right(anatomy: Atlas) -> None:
    wrong, count = _wrong_lines("held-out", anatomy)
    assert count == 123
    assert len(wrong) <= 7, len(wrong)


def _read(text: str, atlas: Atlas) -> Handout:
    return read_handout(text, source="hand-out", atlas=atlas)


_PIECES = [
    "bridge", "3x10", "x", "hold", "30s", "each side", "knee to chest", "2 sets of", "10", "-", "1.", "|", "rest",
    "Ünï", "walk 99 minutes", "(", "90/90", "left", "ball on piriformis", "40 x 70s", "plank", "\t", "half a minute",
]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=5).map(" ".join), max_size=6).map("\n".join))
def test_no_line_is_dropped_in_silence_and_what_is_made_can_be_read(text: str) -> None:
    atlas = load_atlas()
    handout = _read(text, atlas)
    known = {step.line for step in handout.steps} | {problem.line for problem in handout.left_out}
    known |= {number for step in handout.steps for number, _ in step.more}
    for number, line in enumerate(text.split("\n"), 1):
        if any(sign.isalnum() for sign in line) and handout.title not in line:
            assert number in known, line
    if handout.steps and sum(step.seconds for step in handout.steps) < 3000:
        yaml = handout_yaml(handout, atlas, title="", areas=(), comment="c")
        assert not [one for one in problems_of(yaml, atlas) if "spot" not in one.message]


def test_each_line_stays_in_the_file_as_a_comment(anatomy: Atlas) -> None:
    text = "For Anna\nBridge 10\nHeat pack 15 min\nBird dog 3x8\n"
    yaml = handout_yaml(_read(text, anatomy), anatomy, title="", areas=(), comment="c")
    assert "# line 2: Bridge 10" in yaml
    assert "# line 3, not taken: Heat pack 15 min" in yaml
    assert 'title: "For Anna"' in yaml
    routine, problems = parse_routine(yaml, source="x", anatomy=anatomy, key="x", origin=RoutineOrigin.FILE)
    assert [step.title for step in routine.steps].count("Bird dog") == 3
    assert routine.steps[1].title == "Get up slowly"
    assert problems == []
    assert routine.seconds % 30 == 0


def test_a_hold_beyond_a_limit_is_an_error_on_its_line(anatomy: Atlas) -> None:
    (problem,) = _read("Bridge 10\nChin to chest stretch 2 mins\n", anatomy).left_out
    assert problem.place == "hand-out:2:1"
    assert "too long" in problem.message


def test_a_variant_that_ours_does_not_name_is_kept_as_a_note(anatomy: Atlas) -> None:
    (step,) = _read("Bridge (feet on chair) 10 reps, 3x/week", anatomy).steps
    assert step.fields == {"strengthen": "bridge", "reps": "10", "note": "Bridge (feet on chair). 3x/week"}


def test_a_move_is_done_where_the_line_says(anatomy: Atlas) -> None:
    (step,) = _read("Bird dog on all fours 8 reps", anatomy).steps
    assert step.fields == {"strengthen": "bird-dog", "reps": "8", "place": "hands-and-knees"}


def test_metres_are_not_minutes(anatomy: Atlas) -> None:
    carry, walk = _read("Farmer's carry 40 m x 3\nWalk 2 m", anatomy).steps
    assert carry.fields == {"move": "Farmer's carry 40 m", "do": "Farmer's carry 40 m", "reps": "3"}
    assert walk.fields == {"move": "walk", "for": "120s"}


@pytest.mark.parametrize(
    "name",
    ["Hip adduction", "Shoulder adduction", "Abductor stretch", "Single leg bridge", "Bridge with march",
     "Knee squeeze", "Lie on your side, legs straight. Raise the upper leg", "Couch stretch, hip flexors"],
)  # fmt: skip
def test_a_movement_that_only_looks_like_one_of_ours_stays_in_the_words_of_the_handout(
    name: str, anatomy: Atlas
) -> None:
    (step,) = _read(f"Sheet\n\n{name} 10 reps\n", anatomy).steps
    assert step.entry == ""
    assert step.fields["do"].startswith(name.split(",")[0])


def test_exercises_in_one_line_are_steps_of_their_own_or_said_to_be_several(anatomy: Atlas) -> None:
    handout = _read("Cat cow x 10, bird dog x 8\nBridges, clams and bird dogs 10 each\n", anatomy)
    assert [(step.line, step.entry) for step in handout.steps] == [(1, "Cat and cow, sitting"), (1, "Bird dog")]
    (problem,) = handout.left_out
    assert (problem.line, problem.message) == (2, "this is for more than one exercise")


_DESCRIBED = """Bridge
- Lie on your back, knees bent.
- Lift your hips and hold for 5 seconds.
- Repeat 10 times, twice a day.

Stop if it hurts.
"""


def test_the_lines_below_a_name_are_its_dose_and_its_note(anatomy: Atlas) -> None:
    handout = _read(_DESCRIBED, anatomy)
    (step,) = handout.steps
    assert step.lines[0] == (1, "Bridge")
    assert [number for number, _ in step.lines] == [1, 2, 3, 4]
    note = "Lie on your back, knees bent. Lift your hips and hold for 5 seconds. twice a day"
    assert step.fields == {"strengthen": "bridge", "holds": "10 x 5s", "note": note}
    assert [problem.line for problem in handout.left_out] == [6]
    yaml = handout_yaml(handout, anatomy, title="", areas=(), comment="c")
    assert "# line 4: Repeat 10 times, twice a day." in yaml
    assert "# line 6, not taken: Stop if it hurts." in yaml


def test_words_that_have_no_room_in_a_step_are_in_the_file_and_said(anatomy: Atlas) -> None:
    lines = ["Bridge 10", *(f"  - Keep it easy and count to yourself as you go on, part {part}" for part in "abcdef")]
    handout = _read("\n".join(lines), anatomy)
    (step,) = handout.steps
    assert len(step.fields["note"]) <= 200
    (problem,) = handout.left_out
    assert problem.message == "the words are longer than a step may have"
    yaml = handout_yaml(handout, anatomy, title="", areas=(), comment="c")
    assert all(f"part {part}" in yaml for part in "abcdef")
    assert "not taken" not in yaml


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("Pigeon pose, 5 breaths each side", "a slow breath is about 5s"),
        ("Plank, max hold", "write one, as `10 reps` or `30s`"),
        ("Toe touches, repeat ____ times", "write one, as `10 reps` or `30s`"),
        ("Farmer's walk 40 m", "write how long it takes"),
        ("Repeat the whole list twice", "write each on a line"),
        ("Heat pack 10 min", "write an exercise with it"),
        ("Warm up (5 min)", "write the time behind the exercises"),
        ("Do not lift for 6 weeks, 10 kg", "into `cautions`"),
        ("Ball on the kneecap 60s", "ball on piriformis"),
    ],
)
def test_what_cannot_be_told_is_listed_with_what_to_write(line: str, hint: str, anatomy: Atlas) -> None:
    handout = _read(f"Sheet\n\nBridge 10\n\n{line}\n", anatomy)
    (problem,) = handout.left_out
    assert problem.line == 5
    assert hint in problem.hint


@pytest.mark.parametrize(
    "line", ["Pigeon pose, 5 breaths each side", "1. Clock reaches", "Three times a week.", "2 x 10"]
)
def test_what_may_be_an_exercise_or_a_dose_is_no_title(line: str, anatomy: Atlas) -> None:
    handout = _read(f"{line}\n\nBridge 10\n", anatomy)
    assert (handout.title, [problem.line for problem in handout.left_out]) == ("", [1])


def test_the_lines_of_a_step_that_cannot_be_taken_are_listed_too(anatomy: Atlas) -> None:
    problems = _read("Chin to chest stretch\nHold for 2 minutes.\nBridge 10\n", anatomy).left_out
    assert [problem.line for problem in problems] == [1, 2]
    assert problems[1].message == "this belongs to line 1, which cannot be taken"


def test_a_line_without_end_is_left_out_at_once(anatomy: Atlas) -> None:
    (problem,) = _read(f"Bridge 10\nBridge {'very ' * 50_000}3 x 10\n", anatomy).left_out
    assert problem.message == "this line is 250013 letters long"


def test_what_is_longer_than_a_handout_is_refused(anatomy: Atlas) -> None:
    with pytest.raises(InvalidFileError, match="has 1001 lines"):
        _read("Bridge 10\n" * 1001, anatomy)


@pytest.mark.parametrize(("seconds", "minutes"), [(1, "1"), (60, "1"), (61, "1.5"), (301, "5.5"), (331, "6")])
def test_minutes_are_rounded_up_to_the_next_half(seconds: int, minutes: str) -> None:
    assert minutes_field(seconds) == minutes


LINES = [
    "march 60s", "bridge 3 x 10", "hamstring stretch 30s each side", "knee to chest 30s each side", "chin tuck 10 x 5s",
    "rest 20s", "cat-cow 8 reps", "glute stretch 30s each side", "sit to stand 8 reps", "side plank 20s each side",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6))
def test_what_is_added_leaves_time_to_change_place_and_fills_the_minutes_to_the_second(lines: list[str]) -> None:
    atlas = load_atlas()
    handout = read_handout("\n".join(lines), source="lines", atlas=atlas, has_title=False)
    text = handout_yaml(handout, atlas, title="T", areas=(), comment="")
    routine, problems = parse_routine(text, source="x", anatomy=atlas, key="x", origin=RoutineOrigin.FILE)
    messages = [one.message for one in problems]
    assert not [message for message in messages if "needed to" in message or "no longer on the floor" in message]
    left = routine.steps[-1].seconds
    assert lasting_s(handout) + left == routine.seconds
    assert 5 <= left < 35
