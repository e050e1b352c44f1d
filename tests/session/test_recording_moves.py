"""Of a move of ours its key, its level and its planned repetitions are kept: what it goes on from another time."""

from datetime import UTC, datetime

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.progression import reports_of
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.session.events import NS_PER_S, TimePassed
from backpain_cli.session.recording import SessionStart, build_record
from backpain_cli.session.session import Session

STARTED = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
ROUTINE = """\
backpain: 2
title: My list
region: lumbar
minutes: 4
steps:
  - {check: check-sit-stand, for: 20s}
  - {strengthen: bridge, reps: 8-12, pace: "3s up, 3s down", place: floor, ready: 20s, level: mine}
  - {strengthen: bird-dog, reps: 5, pace: "3s out, 3s back", sides: alternate, place: hands-and-knees, level: 2}
  - {rest: get-up, for: 45s}
  - {rest: settle, for: rest of the time}
"""


def test_a_move_is_kept_with_its_level_and_its_repetitions(anatomy: Atlas) -> None:
    origin = RoutineOrigin.FILE
    routine, _ = parse_routine(ROUTINE, source="mine.yaml", anatomy=anatomy, key="mine", origin=origin)
    plan = lay_out(routine)
    begun = SessionStart(
        identifier="4c0f8a52-7f0e-4f7a-9a57-0d2d3f6f2c11", plan=plan, form={}, routine_hash="ab" * 32, gentle=False,
        sorer_side="", started=STARTED, before=(),
    )  # fmt: skip
    session = Session(plan=plan).after(TimePassed(240 * NS_PER_S))
    record = build_record(begun, session, ended=STARTED)
    kept = [(step.kind, step.entry, step.level, step.repetitions) for step in record.steps]
    assert kept[1:3] == [("strengthen", "bridge", 1, 8), ("strengthen", "bird-dog", 2, 5)]
    assert kept[0][1:] == ("check-sit-stand", 0, 0)
    [report] = reports_of("bird-dog", [record], [])
    assert (report.setting, report.in_full) == ((2, 5), True)
