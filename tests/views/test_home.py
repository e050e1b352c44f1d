from datetime import UTC, datetime, timedelta

import pytest
from rich.console import RenderableType
from rich.text import Text
from tests.records import session_at
from tests.views.pages import rendered

from backpain_cli.domain.records.sessions import PainScore
from backpain_cli.domain.routine.routine import RoutineOrigin, RoutineSummary
from backpain_cli.domain.terms import Region
from backpain_cli.views.home import HomeArea, HomeState, home_page, picture_place, practised_text
from backpain_cli.views.widgets import Room
from backpain_cli.wording.phrases import DO_NOT_BEGIN


def _routine(key: str, minutes: int) -> RoutineSummary:
    return RoutineSummary(key, key.capitalize(), Region.LUMBAR, ("lower-back",), minutes, (), (), RoutineOrigin.SHIPPED)


AREAS = [
    HomeArea("neck", "Neck", ("levator scapulae",), _routine("neck", 15)),
    HomeArea("lower-back", "Lower back", ("gluteus medius",), _routine("lower-back", 15), _routine("twinge", 5)),
    HomeArea("groin", "Groin", ("iliacus",)),
    *(HomeArea(f"area-{number}", f"Area {number}", ("a muscle with a long name",) * 9) for number in range(25)),
]  # fmt: skip


def _lines(state: HomeState, room: Room) -> list[str]:
    picture: RenderableType | None = Text("BODY") if picture_place(room) else None
    return rendered(lambda room: home_page(state, room, picture), room)


@pytest.mark.parametrize(("columns", "lines"), [(60, 20), (72, 22), (80, 24), (100, 30), (120, 40), (200, 60)])
@pytest.mark.parametrize("chosen", [0, 1, 2, 27])
def test_home_fits_the_screen_and_shows_the_chosen_area_the_signs_and_the_keys(
    columns: int, lines: int, chosen: int
) -> None:
    shown = _lines(HomeState(AREAS, DO_NOT_BEGIN, chosen), Room(columns, lines))
    assert len(shown) <= lines
    assert all(len(line) <= columns for line in shown)
    text = " ".join("\n".join(shown).split())
    assert f"▸ {AREAS[chosen].name}" in text
    assert "get medical help now" in text
    assert "q leave" in text


def test_enter_offers_the_routine_of_the_area_and_a_plan_where_there_is_none() -> None:
    with_routine = "\n".join(_lines(HomeState(AREAS, DO_NOT_BEGIN, 1), Room(100, 30)))
    assert "Enter" in with_routine and "15 minutes" in with_routine and "5 minutes" in with_routine
    without = "\n".join(_lines(HomeState(AREAS, DO_NOT_BEGIN, 2), Room(100, 30)))
    assert "Enter   a plan" in without and "chart" in without and "muscles" in without
    assert "a       a plan" in with_routine


def test_a_session_that_was_interrupted_comes_first() -> None:
    shown = "\n".join(_lines(HomeState(AREAS, DO_NOT_BEGIN, 1, interrupted="Neck, stopped at 7:12."), Room(100, 30)))
    assert "go on" in shown and "stopped at 7:12" in shown and "15 minutes" not in shown


def test_the_body_is_left_out_on_a_narrow_screen() -> None:
    assert "BODY" in "\n".join(_lines(HomeState(AREAS, DO_NOT_BEGIN), Room(72, 22)))
    assert picture_place(Room(71, 22)) is None


def test_what_was_practised_is_said_in_a_few_words() -> None:
    began = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    last = session_at(
        began,
        ended=began + timedelta(minutes=15),
        before=(PainScore("lower-back", "both", 4),),
        after=(PainScore("lower-back", "both", 2),),
    )
    text = practised_text(8, last, Room())
    assert text.startswith("8 weeks in a row   last: Wed 25 Nov")
    assert text.endswith("4 → 2")
    assert practised_text(1, last, Room(ascii=True)).endswith("4 -> 2")
    assert "week" not in practised_text(1, last, Room())
    assert practised_text(52, last, Room()).startswith("52 weeks in a row")
    assert practised_text(54, last, Room()).startswith("more than 52 weeks in a row")
