"""What is mended in a routine file, and what is left to the person."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.library.routines.mending import mended
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.library.shipped import load_atlas
from tests.cases import all_cases
from tests.files import problems_of, routine_with
from tests.small_routine import ROUTINE


def _mended(text: str, anatomy: Atlas) -> str:
    return mended(text, source="mine.yaml", atlas=anatomy)


@pytest.mark.parametrize(
    ("old", "wrong"),
    [("region: lumbar", "region: lumbr"), ("stretch: figure-four", "stretch: figure-for"), ("hold: 45s", "hlod: 45s")],
)
def test_a_slip_of_a_name_that_only_one_is_near_to_is_mended(old: str, wrong: str, anatomy: Atlas) -> None:
    assert _mended(routine_with(old, wrong), anatomy) == ROUTINE


def test_a_slip_near_to_several_names_is_left(anatomy: Atlas) -> None:
    text = routine_with("gluteus-medius", "gluteus-medias")
    assert _mended(text, anatomy) == text


def test_missing_seconds_become_a_rest_and_comments_stay(anatomy: Atlas) -> None:
    text = "# mine\n" + routine_with("hold: 45s", "hold: 35s  # short") + "\n# the end\n"
    better = _mended(text, anatomy)
    assert problems_of(better, anatomy) == []
    assert "- rest: Rest, and breathe easily." in better
    assert better.startswith("# mine\n")
    assert "hold: 35s  # short" in better
    assert better.endswith("\n# the end\n")


def test_seconds_too_many_or_far_too_few_need_a_decision(anatomy: Atlas) -> None:
    for minutes in ("1", "30"):
        text = routine_with("minutes: 2", f"minutes: {minutes}")
        assert _mended(text, anatomy) == text


def test_tabs_become_spaces(anatomy: Atlas) -> None:
    lines = [line.replace("    ", "\t\t", 1) if line.startswith("    ") else line for line in ROUTINE.split("\n")]
    text = "\n".join(lines)
    assert "\t" in text
    assert problems_of(text, anatomy)
    assert problems_of(_mended(text, anatomy), anatomy) == []


def test_line_ends_of_windows_stay(anatomy: Atlas) -> None:
    text = routine_with("hold: 45s", "hold: 35s").replace("\n", "\r\n")
    better = _mended(text, anatomy)
    assert better.count("\n") == better.count("\r\n")
    assert problems_of(better, anatomy) == []


def test_a_right_file_and_one_that_is_no_routine_stay_as_they_are(anatomy: Atlas) -> None:
    for text in (ROUTINE, "a: [", "", "- just\n- a list\n"):
        assert _mended(text, anatomy) == text


HEAD = """# at the top
backpain: 2
title: "Test"   # named
region: lumbar
areas: [lower-back]
minutes: 3
"""
STEPS = """steps:
  # first
  - move: march   # why
    for: 60s

  # between
  - stretch: hamstring
    hold: 30s
    sides: both
    ready: 10s
  - rest: settle
    for: 35s
  # after the last
"""
SHORT = HEAD + STEPS
FLOW = """steps:
  - {move: march, for: 60s}
  - {stretch: hamstring, hold: 30s, sides: both, ready: 10s}
"""
REST = "  - rest: Rest, and breathe easily.\n    for: 10s\n"


@all_cases(
    ("text", "better"),
    [
        (SHORT, SHORT + REST),
        (f"{SHORT}why: because\n", f"{SHORT}{REST}why: because\n"),
        (f"{SHORT}# about why\nwhy: because\n", f"{SHORT}{REST}# about why\nwhy: because\n"),
        (f"{SHORT}...\n", f"{SHORT}{REST}...\n"),
        (f"---\n{SHORT}", f"---\n{SHORT}{REST}"),
        (SHORT.replace("\n", "\r"), (SHORT + REST).replace("\n", "\r")),
        (SHORT.removesuffix("\n"), SHORT + REST),
        (SHORT.replace("sides: both", "sides: bth"), SHORT + REST),
        (SHORT.replace("settle", "setle"), SHORT + REST),
        (SHORT.replace("hamstring", '"hamstrng"'), SHORT.replace("hamstring", '"hamstring"') + REST),
        (SHORT.replace("settle", "setle").replace("sides", "sdes").replace("march", "marhc"), SHORT + REST),
        (SHORT.replace("lumbar", "lumbra  # lumbra"), SHORT.replace("lumbar", "lumbar  # lumbra") + REST),
        (SHORT.replace('"Test"', "lumbra").replace(" lumbar", " lumbra"), SHORT.replace('"Test"', "lumbra") + REST),
        (SHORT.replace("  - ", "\t- ").replace("    ", "\t\t"), SHORT + REST),
        (
            SHORT.replace("    for: 35s", "    for: 35s\n    note: |\n      one\n      \ttwo"),
            SHORT.replace("    for: 35s", "    for: 35s\n    note: |\n      one\n      \ttwo") + REST,
        ),
        (
            HEAD + FLOW.replace("march", "marhc").replace("hamstring", "hamstrng"),
            HEAD + FLOW + "  - rest: Rest, and breathe easily.\n    for: 45s\n",
        ),
    ],
)
def test_what_needs_no_decision_is_mended_and_nothing_else_changes(text: str, better: str) -> None:
    atlas = load_atlas()
    assert problems_of(text, atlas)
    assert _mended(text, atlas) == better
    assert problems_of(better, atlas) == []


@all_cases(
    ("old", "new"),
    [
        ("for: 35s", "for: 75s"),
        ("for: 35s", "for: 42s"),
        ("minutes: 3", "minutes: 60"),
        ("hold:", "hodl:"),
        ("for: 60s", "for: 60s\n    for: 70s"),
        ("minutes: 3", "minutes: 3\nminutes: 4"),
        ("- move: march", "- &a\n    move: march"),
        ("rest: settle", "rest: *a"),
        ("  # after", "---\nother: 1\n  # after"),
        ("title:", "title"),
    ],
)
def test_what_needs_a_decision_stays_as_it_is(old: str, new: str) -> None:
    atlas, text = load_atlas(), SHORT.replace(old, new)
    assert problems_of(text, atlas)
    assert _mended(text, atlas) == text


def test_more_slips_than_are_listed_are_mended_all_at_once(anatomy: Atlas) -> None:
    text = HEAD.replace("minutes: 3", "minutes: 15") + "steps:\n" + "  - move: march\n    for: 6s\n" * 150
    assert _mended(text.replace("march", "marhc"), anatomy) == text


SHIPPED = Path(__file__).parents[3] / "routines"


@given(st.sampled_from(["neck", "lower-back", "bed", "stronger-back-1"]), st.integers(0))
def test_a_slip_of_the_pen_is_mended_to_what_was_written_or_left(name: str, place: int) -> None:
    atlas = load_atlas()
    text = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")
    words = [*re.finditer(r"(?m)(?<=[ {])[a-z][a-z-]{3,}(?=[:,}]|$)", text)]
    word = words[place % len(words)]
    at = word.start() + place // len(words) % len(word[0])
    slipped = text[:at] + text[at + 1 :]
    assume(_steps(slipped, atlas) is None)
    better = _mended(slipped, atlas)
    assert better in {slipped, text}


def _steps(text: str, atlas: Atlas) -> object:
    try:
        return parse_routine(text, source="a", anatomy=atlas, key="a", origin=RoutineOrigin.FILE)[0].steps
    except InvalidFileError:
        return None
