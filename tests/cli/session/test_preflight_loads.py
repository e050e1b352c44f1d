"""Before the clock it is said that muscles were trained less than 48 hours ago, with another routine for today."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backpain_cli.cli.options import SessionOptions
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.history.store import open_history
from backpain_cli.library.routines.reader import parse_routine
from tests.flow import Person, led, start
from tests.person import known
from tests.records import session_at, step

TEXT = """\
backpain: 2
title: My list
region: lumbar
areas: [lower-back]
minutes: 4
steps:
  - {check: check-sit-stand, for: 20s}
  - {strengthen: bridge, reps: 8, level: LEVEL, place: floor, ready: 20s}
  - {rest: get-up, for: 45s}
  - {rest: settle, for: rest of the time}
"""
SAID = "You trained these muscles less than 48 hours ago"


def my_list(anatomy: Atlas, level: int) -> Routine:
    text = TEXT.replace("LEVEL", str(level))
    return parse_routine(text, source="mine.yaml", anatomy=anatomy, key="mine", origin=RoutineOrigin.FILE)[0]


@pytest.mark.parametrize(
    ("hours", "done", "planned", "is_said"), [(24, 2, 2, True), (24, 1, 2, False), (24, 2, 1, False), (50, 2, 2, False)]
)
def test_the_same_muscles_rest_for_two_days(
    hours: int, done: int, planned: int, is_said: bool, tmp_path: Path, anatomy: Atlas
) -> None:
    home = known(tmp_path)
    bridge = step("Bridge", kind="strengthen", entry="bridge", level=done, repetitions=8)
    with open_history(home) as store:
        store.save_session(session_at(datetime.now(UTC) - timedelta(hours=hours), steps=(bridge,)))
    attempt = start(home, led(my_list(anatomy, planned), anatomy, SessionOptions()), Person({}, {}))
    assert attempt.clocks == 1
    assert (SAID in attempt.shown) is is_said
    assert ("Today instead: backpain routine" in attempt.shown) is is_said
