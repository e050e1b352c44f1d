import pytest
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.errors import BackpainError, InvalidFileError, Problem, UnknownNameError
from backpain_cli.views.errors import error_page
from backpain_cli.views.widgets import Room

UNKNOWN = UnknownNameError(
    "There is no muscle called `glutius`.", hint="Did you mean `gluteus-medius`? `backpain muscles` lists them all."
)


def test_a_pipe_gets_the_error_and_its_hint_as_they_are() -> None:
    for room in (PIPE, SENTENCES):
        lines = rendered(lambda room: error_page(UNKNOWN, room), room)
        assert lines == [f"Error: {UNKNOWN.message}", UNKNOWN.hint]
        assert rendered(lambda room: error_page(BackpainError("A disk is full."), room), room) == [
            "Error: A disk is full."
        ]


def test_on_a_screen_an_error_is_a_word_on_a_background_and_names_are_bold() -> None:
    lines = rendered(lambda room: error_page(UNKNOWN, room), Room(80), colors=True)
    assert " error " in lines[0]
    assert "\x1b[1mglutius\x1b[0m" in lines[0]
    plain = rendered(lambda room: error_page(UNKNOWN, room), Room(80))
    assert plain == [
        " error   There is no muscle called glutius.",
        "         Did you mean gluteus-medius? backpain muscles lists them all.",
    ]
    assert_fits_every_screen(lambda room: error_page(UNKNOWN, room))


def test_a_path_stays_in_one_piece() -> None:
    path = "/home/ann/" + "deep/" * 20 + "mine.yaml"
    error = BackpainError(f"{path} cannot be read: it is a folder.", hint=f"Check {path}.")
    for room in (Room(80), Room(40), PIPE):
        text = "\n".join(rendered(lambda room: error_page(error, room), room))
        assert text.count(path) == 2


@pytest.mark.parametrize("columns", [100, 60, 40])
def test_what_is_wrong_in_a_file_is_marked_there(columns: int) -> None:
    problem = Problem("mine.yaml", 3, 9, "`region: lumber` is not known", "Did you mean `lumbar`?", "region: lumber")
    error = InvalidFileError([problem, problem._replace(source="other.yaml")])
    lines = rendered(lambda room: error_page(error, room), Room(columns))
    assert lines[0] == " error   This file cannot be used."
    assert "    3 │ region: lumber" in lines
    assert "      │         ▔▔▔▔▔▔" in lines
    assert [line.split()[0] for line in lines if "1 error, 0 warnings" in line] == ["mine.yaml", "other.yaml"]
    pipe = rendered(lambda room: error_page(error, room), PIPE)
    assert pipe[0] == "Error: mine.yaml:3:9: `region: lumber` is not known; did you mean `lumbar`?"
