from tests.records import session
from tests.views.histories import TODAY
from tests.views.pages import PIPE, rendered

from backpain_cli.domain.records.practice_progress import practice_days
from backpain_cli.views.practice import bar, day_grid, pain_change, sparks
from backpain_cli.views.widgets import Room


def test_the_grid_of_days_has_a_sign_for_one_session_and_a_number_for_more() -> None:
    sessions = [session(49), session(50), session(50), session(35, practised=20)]
    lines = rendered(lambda room: day_grid(practice_days(sessions), TODAY, room), Room(60))
    assert lines[1].replace("│", "").split() == ["Mon", *"·······", "■"]
    assert lines[2].replace("│", "").split() == [*"·······", "2"]
    assert lines[3].replace("│", "").split()[-1] == "·"
    assert lines[4].replace("│", "").split() == [*"·······"]
    assert tuple(lines[8].replace("│", "").split()) == ("Aug", "Sep")


def test_a_change_of_pain_is_said_by_a_sign_and_a_number() -> None:
    room = Room(80)
    assert pain_change(4, 2, room).plain == "4 → 2 ▼ 2"
    assert pain_change(4, 5, room).plain == "4 → 5 ▲ 1"
    assert pain_change(4, 4, room).plain == "4 → 4 ="
    assert pain_change(4, None, room).plain == "4 before"
    assert pain_change(None, 4, room).plain == "4 after"
    assert pain_change(4, 2, Room(80, ascii=True)).plain == "4 -> 2 v 2"
    assert pain_change(4, 2, PIPE).plain == "4, then 2"


def test_a_bar_of_little_is_seen_and_a_bar_of_nothing_is_not() -> None:
    assert bar(1, 10_000, 30, Room()) == "█"
    assert bar(0, 10_000, 30, Room()) == ""
    assert bar(10_000, 10_000, 30, Room(ascii=True)) == "#" * 30
    assert bar(0, 0, 30, Room()) == ""


def test_sparks_go_from_no_pain_to_the_worst_and_are_numbers_where_there_are_no_bars() -> None:
    assert sparks((0, 5, 10), Room()) == "▁▅█"
    assert sparks((0, 5, 10), Room(ascii=True)) == sparks((0, 5, 10), PIPE) == "0 5 10"
