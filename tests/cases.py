"""Many cases in one test: each of them is checked, and the test fails once, with all that failed.

A test of its own for each case has a set-up, a folder and a report of its own, which take longer than most checks.
"""

import functools
import inspect
import reprlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

Check = Callable[..., None]


class CaseFailures:
    """The cases that failed so far."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._errors: list[Exception] = []

    @contextmanager
    def case(self, name: object) -> Iterator[None]:
        """Check one case; what fails is kept under its name, and the cases after it are checked too."""
        try:
            yield
        except Exception as error:
            self._keep(name, error)
        except pytest.fail.Exception as error:
            # It is no Exception, and an ExceptionGroup holds nothing else.
            self._keep(name, AssertionError(str(error)).with_traceback(error.__traceback__))

    def raise_all(self) -> None:
        """Raise one error with everything that failed, if anything did."""
        if self._errors:
            raise ExceptionGroup(f"failed cases: {', '.join(self._names)}", self._errors)

    def _keep(self, name: object, error: Exception) -> None:
        error.add_note(f"Case: {name}")
        self._names.append(str(name))
        self._errors.append(error)


@contextmanager
def collect_failures() -> Iterator[CaseFailures]:
    """Check several cases in the block, each in a `case` of its own, and fail at its end with all that failed."""
    failures = CaseFailures()
    yield failures
    failures.raise_all()


def all_cases(
    names: str | tuple[str, ...],
    values: Iterable[Any],
    *,
    ids: Iterable[object] | Callable[[Any], object] = reprlib.repr,
) -> Callable[[Check], Check]:
    """Check every case within one test; it is written like `pytest.mark.parametrize`.

    All cases share the fixtures, so each must leave them as it found them.

    Args:
        names: the parameters that differ from case to case.
        values: a value for each case, or a tuple of values where there are several names.
        ids: a name for each case, or what makes one of its values.
    """
    parameters = (names,) if isinstance(names, str) else names
    cases = list(values)
    case_names = [ids(case) for case in cases] if callable(ids) else list(ids)
    if not cases or len(cases) != len(case_names):
        raise ValueError(f"expected a case or more, each with a name, found {len(cases)} with {len(case_names)} names")

    def decorate(check: Check) -> Check:
        @functools.wraps(check)
        def check_all(*arguments: Any, **fixtures: Any) -> None:
            with collect_failures() as failures:
                for case, case_name in zip(cases, case_names, strict=True):
                    case_values = (case,) if isinstance(names, str) else case
                    with failures.case(case_name):
                        check(*arguments, **fixtures, **dict(zip(parameters, case_values, strict=True)))

        signature = inspect.signature(check)
        fixtures = [each for name, each in signature.parameters.items() if name not in parameters]
        if len(fixtures) + len(parameters) != len(signature.parameters):
            raise ValueError(f"{check.__qualname__} takes {', '.join(signature.parameters)}, expected {names!r} too")
        vars(check_all)["__signature__"] = signature.replace(parameters=fixtures)
        return check_all

    return decorate
