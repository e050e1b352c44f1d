import pytest
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import Problem, Severity
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.views.routines import routine_table, validation_page
from backpain_cli.views.widgets import Room

BAD = [
    Problem("mine.yaml", 9, 1, "`minutes:` looks odd", severity=Severity.WARNING),
    Problem("mine.yaml", 59, 12, "there is no muscle `glutius`", "Did you mean `gluteus`?", "  - press: glutius # x"),
]


def test_routines_are_a_line_each_in_a_pipe_with_all_they_need(anatomy: Atlas) -> None:
    routines = [routine.summary for routine in load_shipped_routines(anatomy)]
    own = routines[0]._replace(origin=RoutineOrigin.OWN)
    lines = rendered(lambda room: routine_table([*routines, own], anatomy.muscles, frozenset({own.key}), room), PIPE)
    for routine in routines[1:]:
        (line,) = (line for line in lines if line.startswith(f"{routine.key}  "))
        names = [anatomy.muscles[key].english.lower() for key in (*routine.pressed, *routine.stretched)]
        assert all(word in line for word in [routine.title, str(routine.minutes), *routine.tools, *names, "shipped"])
    assert lines[0] == "Routines, 17 shipped, 1 of your own"
    assert lines[-1].endswith("your own, in place of the shipped one")


def test_for_whom_a_routine_is_and_is_not_has_columns_where_there_is_room(anatomy: Atlas) -> None:
    routines = [routine.summary for routine in load_shipped_routines(anatomy)]

    def heads(columns: int) -> list[str]:
        return rendered(lambda room: routine_table(routines, anatomy.muscles, frozenset(), room), Room(columns))[
            2
        ].split()

    assert heads(100) == ["routine", "min", "level", "for", "not", "for"]
    assert heads(80) == ["At", "the", "first", "twinge"]
    assert_fits_every_screen(lambda room: routine_table(routines, anatomy.muscles, frozenset({"neck"}), room))


def test_a_problem_is_one_line_for_programs_and_an_error_comes_before_a_warning() -> None:
    for room in (PIPE, SENTENCES):
        assert rendered(lambda room: validation_page([("mine.yaml", BAD), ("good.yaml", [])], room), room)[:2] == [
            "mine.yaml:59:12: error: there is no muscle `glutius`; did you mean `gluteus`?",
            "mine.yaml:9:1: warning: `minutes:` looks odd",
        ]
    lines = rendered(lambda room: validation_page([("mine.yaml", BAD), ("good.yaml", [])], room), PIPE)
    assert lines[2:] == ["mine.yaml: 1 error, 1 warning", "good.yaml: valid"]


@pytest.mark.parametrize(("ascii_only", "edge", "mark"), [(False, "│", "▔" * 7), (True, "|", "^" * 7)])
def test_on_a_screen_the_wrong_word_is_marked_in_its_line(ascii_only: bool, edge: str, mark: str) -> None:
    lines = rendered(lambda room: validation_page([("mine.yaml", BAD)], room), Room(80, ascii=ascii_only))
    assert "mine.yaml" in lines[0]
    assert "1 error, 1 warning" in lines[0]
    assert lines[2:6] == [
        "59:12  error  there is no muscle `glutius`",
        f"   59 {edge}   - press: glutius # x",
        f"      {edge}            {mark}",
        "Did you mean `gluteus`?",
    ]
    assert_fits_every_screen(lambda room: validation_page([("mine.yaml", BAD), ("good.yaml", [])], room))


def test_many_problems_are_counted_not_listed() -> None:
    many = [Problem("mine.yaml", line, 1, f"number {line}") for line in range(1, 31)]
    for room in (Room(80), PIPE):
        lines = rendered(lambda room: validation_page([("mine.yaml", many)], room), room)
        assert "... and 10 more" in lines
        assert not any("number 21" in line for line in lines)
