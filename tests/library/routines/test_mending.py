"""What is mended in a routine file, and what is left to the person."""

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.library.routines.mending import mended
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
