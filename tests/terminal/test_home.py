import pytest

from backpain_cli.terminal.home import HomeKey, after_key, after_typing
from backpain_cli.views.home import HomeFound, HomeState, home_page
from backpain_cli.views.widgets import Room
from tests.views.pages import rendered
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
        (HomeKey.PLAN, ["plan", "lower-back", "--run"]),
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


def test_where_no_routine_names_the_area_enter_begins_a_plan_for_it() -> None:
    state = STATE._replace(chosen=2)
    assert after_key(state, HomeKey.START)[1] == after_key(state, HomeKey.PLAN)[1] == ["plan", "groin", "--run"]
    assert after_key(state, HomeKey.SHORT) == (state, None)
    assert after_key(state, HomeKey.SHEET)[1] == ["chart", "groin"]


def test_enter_goes_on_with_a_session_that_was_interrupted() -> None:
    assert after_key(STATE._replace(interrupted="Neck"), HomeKey.START)[1] == ["routine", "--resume"]


def _typed(state: HomeState, keys: str) -> tuple[HomeState, list[str] | None]:
    """Return home after these keys, where words find the areas that begin with them, and `ache` a sign."""

    def find(typed: str) -> HomeFound:
        if typed == "ache":
            return HomeFound(arguments=("muscles", "ache"), warning="Call.")
        return HomeFound(tuple(area.key for area in AREAS if typed and area.key.startswith(typed)))

    arguments: list[str] | None = None
    for key in keys:
        state, arguments = after_typing(state, HomeKey.NONE if key == "!" else key, find)
    return state, arguments


def test_a_search_lists_what_is_typed_and_enter_takes_it() -> None:
    state, arguments = _typed(STATE, "/gr")
    assert [area.key for area in state.areas] == ["groin"] and arguments is None
    assert "/ gr_" in " ".join(rendered(lambda room: home_page(state, room, None), Room(60, 20))).replace("  ", " ")
    state, arguments = _typed(state, "\r")
    assert (state.typed, state.area.key, len(state.areas), arguments) == (None, "groin", len(AREAS), None)


def test_in_a_search_every_letter_belongs_to_the_words() -> None:
    state, arguments = _typed(STATE, "/qpm5")
    assert (state.typed, arguments) == ("qpm5", None)
    assert state.area == STATE.area
    assert _typed(state, "\x7f\b")[0].typed == "qp"
    assert _typed(state, "\r") == (state, None)  # nothing was understood
    assert after_typing(state, HomeKey.DOWN, lambda _: HomeFound())[0].chosen == state.chosen + 1


@pytest.mark.parametrize("ending", ["!", "\x7f\x7f\x7f"])
def test_a_search_can_be_ended_and_q_leaves_again(ending: str) -> None:
    state, _ = _typed(STATE, f"/ne{ending}")
    assert (state.typed, state.areas) == (None, AREAS)
    assert _typed(state, "q")[1] == []


def test_a_sign_takes_the_place_of_the_warning_and_enter_answers_it() -> None:
    state, _ = _typed(STATE, "/ache")
    shown = " ".join(rendered(lambda room: home_page(state, room, None), Room(80, 24)))
    assert "Call." in shown
    assert "with a fever" not in shown
    assert _typed(state, "\r")[1] == ["muscles", "ache"]
