"""Problems of a file as people read them."""

import pytest

from backpain_cli.domain.errors import MAX_REPORTED_PROBLEMS, InvalidFileError, Problem, Severity, problems_text


def problem(number: int, severity: Severity = Severity.ERROR) -> Problem:
    return Problem("mine.yaml", number, 3, f"problem {number}", severity=severity)


def test_a_problem_is_shown_with_its_place_and_a_mark_below_its_line() -> None:
    one = Problem("mine.yaml", 4, 3, "there is no muscle `x`", "Did you mean `y`?", excerpt="  x: 1")
    assert one.lines() == [
        "mine.yaml:4:3: there is no muscle `x`; did you mean `y`?",
        "      x: 1",
        "      ^",
    ]


@pytest.mark.parametrize("more", [0, 1, 30])
def test_the_first_twenty_problems_are_shown_and_the_rest_as_a_number(more: int) -> None:
    shown = problems_text([problem(number) for number in range(1, MAX_REPORTED_PROBLEMS + more + 1)]).splitlines()
    assert shown[:MAX_REPORTED_PROBLEMS] == [f"mine.yaml:{number}:3: problem {number}" for number in range(1, 21)]
    assert shown[MAX_REPORTED_PROBLEMS:] == ([f"... and {more} more"] if more else [])


def test_a_warning_pushes_no_error_out_of_sight() -> None:
    warnings = [problem(number, Severity.WARNING) for number in range(1, 31)]
    error = InvalidFileError([*warnings, problem(99)])
    assert error.message.startswith("mine.yaml:99:3: problem 99\nmine.yaml:1:3: warning: problem 1\n")


def test_the_name_of_a_file_holds_no_control_character() -> None:
    assert "\x1b" not in Problem("\x1b[2J.yaml", 0, 0, "it is empty").lines()[0]
