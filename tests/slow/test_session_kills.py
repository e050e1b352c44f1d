"""Whole sessions killed at 200 random moments. `python -m pytest -m slow tests/slow`.

Takes some twenty minutes.
"""

import random
from pathlib import Path

import pytest

from tests.broken_moments import check_next_start, killed_after, moments
from tests.person import known

pytestmark = pytest.mark.slow


def test_200_sessions_killed_at_random_moments_all_go_on_where_they_were(tmp_path: Path) -> None:
    seed = random.randrange(10**6)  # noqa: S311
    print(f"seed {seed}")  # noqa: T201
    lost: list[int] = []
    for number, seconds in enumerate(moments(200, seed)):
        home = known(tmp_path / str(number))
        stood = killed_after(seconds, home, tmp_path / f"{number}.notes")
        lost.append(check_next_start(home, stood, resumes_with=("--resume",) if number % 2 else None))
    print(f"seconds of the plan lost: {sorted(lost)}")  # noqa: T201
