"""Hand-outs as people write them: what each line becomes, and that none is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
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


def test_nine_lines_of_ten_of_forty_handouts_become_the_expected_steps(anatomy: Atlas) -> None:
    wrong, count = _wrong_lines("tuned", anatomy)
    assert count == 212
    assert len(wrong) <= 0.1 * count, wrong


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
