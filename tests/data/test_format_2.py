from collections import Counter
from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.steps import StepKind
from tests.files import read

FORMAT_2 = Path(__file__).parent / "format-2"
_HEAD, *_ROWS = [line.split() for line in (FORMAT_2 / "seconds.txt").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row[0])
def test_a_list_of_steps_takes_the_seconds_that_were_reckoned_for_each_kind(row: list[str], anatomy: Atlas) -> None:
    routine, _ = read((FORMAT_2 / f"{row[0]}.yaml").read_text(encoding="utf-8"), anatomy)
    taken: Counter[str] = Counter()
    for segment in lay_out(routine).segments:
        taken[segment.step.kind] += segment.seconds
    wanted = dict(zip(map(StepKind, _HEAD[1:]), map(int, row[1:]), strict=True))
    assert {kind: taken[kind] for kind in StepKind} == wanted
    assert sum(taken.values()) == routine.seconds


def test_the_example_lasts_six_minutes_and_a_half(anatomy: Atlas) -> None:
    routine, problems = read((FORMAT_2 / "example.yaml").read_text(encoding="utf-8"), anatomy)
    assert [step.seconds for step in routine.steps] == [20, 68, 70, 79, 28, 60, 45, 20]
    assert (routine.seconds, routine.minutes, problems) == (390, 6.5, [])
