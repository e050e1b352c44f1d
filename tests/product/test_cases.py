"""A test of many cases checks all of them, and names every case that failed."""

import pytest

from tests.cases import all_cases, collect_failures


def test_every_case_is_checked_and_every_failure_is_named() -> None:
    checked: list[int] = []
    with pytest.raises(ExceptionGroup, match="failed cases: 2, 4, 5") as failed, collect_failures() as failures:
        for number in range(6):
            with failures.case(number):
                checked.append(number)
                assert number not in {2, 4}
                if number == 5:
                    pytest.fail("five")
    assert checked == [0, 1, 2, 3, 4, 5]
    assert [error.__notes__ for error in failed.value.exceptions] == [["Case: 2"], ["Case: 4"], ["Case: 5"]]


def test_cases_without_a_failure_pass() -> None:
    checked: list[str] = []
    with collect_failures() as failures, failures.case("one"):
        checked.append("one")
    assert checked == ["one"]


def test_a_test_of_all_cases_gets_every_value_and_its_fixtures() -> None:
    checked: list[tuple[str, int, str, str]] = []

    @all_cases("first", ["a", "b"])
    @all_cases(("second", "third"), [(1, "x"), (2, "y")], ids=["one", "two"])
    def check(first: str, second: int, third: str, fixture: str) -> None:
        checked.append((first, second, third, fixture))
        assert (first, second) != ("b", 1)

    with pytest.raises(ExceptionGroup, match="failed cases: 'b'") as failed:
        check(fixture="f")
    assert failed.group_contains(AssertionError, depth=2)
    assert failed.group_contains(ExceptionGroup, match="failed cases: one", depth=1)
    assert checked == [("a", 1, "x", "f"), ("a", 2, "y", "f"), ("b", 1, "x", "f"), ("b", 2, "y", "f")]


def test_a_test_without_cases_is_refused_for_it_would_never_fail() -> None:
    with pytest.raises(ValueError, match="a case or more"):
        all_cases("value", [])


def test_a_name_that_is_no_parameter_of_the_test_is_refused() -> None:
    def check(value: int) -> None:
        assert value

    with pytest.raises(ValueError, match="expected 'other' too"):
        all_cases("other", [1])(check)
