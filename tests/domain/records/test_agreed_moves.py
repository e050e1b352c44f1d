"""What a person agreed to holds in every routine; it lowers one only where they went back, and can be taken back."""

from datetime import UTC, datetime, timedelta

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.agreed_moves import (
    MoveCourse,
    level_change,
    move_courses,
    own_moves,
    present_setting,
    undone,
)
from backpain_cli.domain.records.care_records import MoveChange, MoveSetting
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.progression import reports_of
from backpain_cli.domain.records.sessions import SessionRecord
from backpain_cli.domain.routine.own_doses import OwnDose
from tests.records import session_at, sign, step

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)


def did(days_ago: float, level: int, number: int, *, complaint: ComplaintKind | None = None) -> SessionRecord:
    bridge = step("Bridge", kind="strengthen", muscle="", point="", entry="bridge", level=level, repetitions=number)
    signs = (sign(complaint=complaint, step_number=1, muscle=""),) if complaint is not None else ()
    return session_at(NOW - timedelta(days=days_ago), steps=(bridge,), signs=signs)


def to(days_ago: float, level: int, number: int) -> MoveChange:
    return MoveChange(NOW - timedelta(days=days_ago), "bridge", MoveSetting(level, number))


def dose(anatomy: Atlas, sessions: list[SessionRecord], *changes: MoveChange) -> OwnDose | None:
    return own_moves(anatomy.moves, changes, sessions).doses.get("bridge")


def test_more_lowers_no_routine_that_has_still_more(anatomy: Atlas) -> None:
    assert dose(anatomy, [did(3, 1, 8)], to(2, 1, 9)) == OwnDose(1, 9)
    assert dose(anatomy, [did(3, 1, 8)]) is None


def test_half_lowers_every_routine_until_it_is_reached_again(anatomy: Atlas) -> None:
    back = to(9, 2, 5)
    assert dose(anatomy, [did(10, 2, 10)], back) == OwnDose(2, 5, lowers_number=True)
    assert dose(anatomy, [did(10, 2, 10), did(8, 2, 5)], back, to(7, 2, 7)) == OwnDose(2, 7, lowers_number=True)
    assert dose(anatomy, [did(10, 2, 10), did(6, 2, 9)], back, to(7, 2, 9), to(5, 2, 10)) == OwnDose(2, 10)


def test_the_next_level_begins_with_few_also_where_a_routine_has_more(anatomy: Atlas) -> None:
    assert dose(anatomy, [did(3, 1, 12)], to(2, 2, 6)) == OwnDose(2, 6, lowers_number=True)


def test_a_level_down_holds_where_a_routine_gives_a_higher_one(anatomy: Atlas) -> None:
    assert dose(anatomy, [did(3, 2, 8)], to(2, 1, 8)) == OwnDose(1, 8, lowers_level=True)


def test_changes_are_taken_back_one_after_the_other(anatomy: Atlas) -> None:
    sessions, changes = [did(9, 2, 10), did(7, 2, 5)], [to(8, 2, 5), to(6, 1, 5)]
    reports = reports_of("bridge", sessions, ())
    bridge = anatomy.moves["bridge"]
    for minutes, expected in enumerate([MoveSetting(2, 5), MoveSetting(2, 10)]):
        back = undone(bridge, reports, changes, NOW + timedelta(minutes=minutes))
        assert back is not None
        assert back.setting == expected
        changes.append(back)
        assert present_setting(bridge, reports, changes) == expected
    assert undone(bridge, reports, changes, NOW + timedelta(hours=1)) is None
    # As if nothing had been agreed to.
    assert dose(anatomy, sessions, *changes) is None


def test_to_stay_with_it_is_nothing_to_take_back(anatomy: Atlas) -> None:
    sessions, changes = [did(9, 1, 8)], [to(8, 1, 9), to(4, 1, 9)]
    back = undone(anatomy.moves["bridge"], reports_of("bridge", sessions, ()), changes, NOW)
    assert back is not None
    assert back.setting == MoveSetting(1, 8)
    assert dose(anatomy, sessions, to(8, 1, 8)) is None


def test_a_move_that_sent_pain_further_is_left_out_until_it_is_taken_back_in(anatomy: Atlas) -> None:
    sessions = [did(400, 1, 8, complaint=ComplaintKind.WARNING), did(3, 1, 8)]
    assert own_moves(anatomy.moves, (), sessions).left_out == {"bridge"}
    assert own_moves(anatomy.moves, (), sessions[1:]).left_out == frozenset()
    assert own_moves(anatomy.moves, (to(2, 1, 8),), sessions).left_out == frozenset()
    short = session_at(NOW, practised=20, steps=sessions[0].steps, signs=sessions[0].signs)
    assert own_moves(anatomy.moves, (), [short]).left_out == {"bridge"}


def test_a_chosen_level_begins_with_few_and_goes_down_with_the_same_number(anatomy: Atlas) -> None:
    bridge = anatomy.moves["bridge"]
    assert present_setting(bridge, (), ()) == MoveSetting(1, 6)
    reports = reports_of("bridge", [did(3, 2, 12)], ())
    assert level_change(bridge, 3, reports, (), NOW) == MoveChange(NOW, "bridge", MoveSetting(3, 6))
    assert level_change(bridge, 1, reports, (), NOW) == MoveChange(NOW, "bridge", MoveSetting(1, 12))
    assert level_change(anatomy.moves["side-plank"], 2, (), (), NOW).setting == MoveSetting(2, 3)


def test_the_course_of_a_move_is_how_it_was_first_done_and_how_it_is_done_now(anatomy: Atlas) -> None:
    sessions = [did(9, 1, 8), did(7, 1, 8), did(5, 1, 10)]
    assert move_courses(anatomy.moves, (), sessions) == [
        MoveCourse("bridge", "Bridge", 3, MoveSetting(1, 8), MoveSetting(1, 10), left_out=False)
    ]
    (course,) = move_courses(anatomy.moves, (to(2, 2, 6),), sessions)
    assert course.now == MoveSetting(2, 6)
    (course,) = move_courses(anatomy.moves, (), [*sessions, did(1, 1, 10, complaint=ComplaintKind.WARNING)])
    assert course.left_out
    assert move_courses(anatomy.moves, (to(2, 2, 6),), []) == []
