"""Which repetition of how many it is, and whose turn."""

import pytest

from backpain_cli.domain.routine.counting import Count, count_at, round_of
from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.terms import Side
from backpain_cli.session.events import NS_PER_S
from tests.counted import counted_at, counted_plan


def _count(title: str, phase: Phase, second: int, number: int = 0) -> Count | None:
    session = counted_at(title, phase, second, number=number)
    return count_at(session.plan, session.position_ns // NS_PER_S)


@pytest.mark.parametrize(
    ("title", "phase", "second", "number", "count"),
    [
        ("Bridge", Phase.WORK, 0, 0, Count(1, 8, 1, 6)),
        ("Bridge", Phase.WORK, 5, 0, Count(1, 8, 6, 6)),
        ("Bridge", Phase.WORK, 6, 0, Count(2, 8, 1, 6)),
        ("Bridge", Phase.WORK, 47, 0, Count(8, 8, 6, 6)),
        ("Bird dog", Phase.WORK, 6, 0, Count(1, 3, 1, 6)),
        ("Bird dog", Phase.WORK, 12, 0, Count(2, 3, 1, 6)),
        ("Side plank", Phase.HOLD, 0, 0, Count(1, 2, 1, 8)),
        ("Side plank", Phase.PAUSE, 3, 0, Count(2, 2, 4, 4, is_pause=True)),
        ("Side plank", Phase.HOLD, 7, 1, Count(2, 2, 8, 8)),
        ("Side plank", Phase.HOLD, 0, 2, Count(1, 2, 1, 8)),
        ("Clamshell", Phase.WORK, 4, 3, Count(2, 3, 1, 4)),
        ("Bridge", Phase.READY, 0, 0, None),
        ("Clamshell", Phase.REST, 0, 0, None),
        ("Slow breathing", Phase.HOLD, 0, 0, None),
    ],
)
def test_the_repetition_and_its_second_are_counted(
    title: str, phase: Phase, second: int, number: int, count: Count | None
) -> None:
    assert _count(title, phase, second, number) == count


def test_at_the_very_end_nothing_is_counted_beyond_it() -> None:
    plan = counted_plan()
    assert count_at(plan, plan.seconds) is None


def test_sides_in_turn_begin_with_the_left() -> None:
    work = counted_at("Bird dog", Phase.WORK).segment
    turns = [work.side_at(work.start + second) for second in range(0, work.seconds, 6)]
    assert turns == [Side.LEFT, Side.RIGHT] * 3
    assert work.side is Side.NONE


def test_any_other_work_is_for_the_side_of_its_segment() -> None:
    for segment in counted_plan().segments:
        if not segment.step.alternates:
            assert segment.side_at(segment.start) is segment.side


def test_a_round_begins_after_its_rest() -> None:
    plan = counted_plan()
    rounds = [(one.phase, round_of(plan, one)) for one in plan.segments if one.step.title == "Clamshell"]
    work, change, rest = Phase.WORK, Phase.CHANGE, Phase.REST
    assert rounds == [
        (Phase.READY, 1), (work, 1), (change, 1), (work, 1), (rest, 1), (work, 2), (change, 2), (work, 2),
    ]  # fmt: skip
