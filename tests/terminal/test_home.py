import pytest

from backpain_cli.terminal.home import HomeKey, after_key
from backpain_cli.views.home import HomeState
from tests.views.test_home import AREAS

STATE = HomeState(AREAS, "with a fever: get help.", chosen=1)


def test_the_arrows_go_round_through_all_areas() -> None:
    state = STATE._replace(chosen=0)
    state, arguments = after_key(state, HomeKey.UP)
    assert state.chosen == len(AREAS) - 1 and arguments is None
    state, _ = after_key(state, HomeKey.DOWN)
    assert state.chosen == 0
    assert after_key(state, HomeKey.TURN)[0].front


@pytest.mark.parametrize(
    ("key", "arguments"),
    [
        (HomeKey.START, ["routine", "lower-back"]),
        (HomeKey.SHORT, ["routine", "twinge"]),
        (HomeKey.MUSCLES, ["muscles", "lower-back"]),
        (HomeKey.SHEET, ["checklist", "lower-back"]),
        (HomeKey.PROGRESS, ["progress"]),
        (HomeKey.ROUTINES, ["routines"]),
        (HomeKey.SCREEN, ["screen"]),
        (HomeKey.HELP, ["--help"]),
        (HomeKey.LEAVE, []),
        (HomeKey.NONE, None),
        (HomeKey.KEYS, None),
    ],
)
def test_a_key_runs_the_command_that_does_it(key: HomeKey, arguments: list[str] | None) -> None:
    assert after_key(STATE, key)[1] == arguments


def test_enter_starts_nothing_where_no_routine_names_the_area() -> None:
    state = STATE._replace(chosen=2)
    assert after_key(state, HomeKey.START) == (state, None)
    assert after_key(state, HomeKey.SHORT) == (state, None)
    assert after_key(state, HomeKey.SHEET)[1] == ["chart", "groin"]


def test_enter_goes_on_with_a_session_that_was_interrupted() -> None:
    assert after_key(STATE._replace(interrupted="Neck"), HomeKey.START)[1] == ["routine", "--resume"]
