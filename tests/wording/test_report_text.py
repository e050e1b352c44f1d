"""Printed sheets in words: boxes to tick, and what to have ready."""

import pytest

from backpain_cli.domain.checklist import ChecklistBox, routine_places, tools_needed
from backpain_cli.domain.terms import Place, Side
from backpain_cli.wording.report_text import box_text, ready_texts, timed_box_text
from tests.plans import check, press, routine


@pytest.mark.parametrize(
    ("side", "pressure", "brief", "text"),
    [
        (Side.EASIER, "pressure 3 to 5 of 10", False, "your easier side, 1 minute, pressure 3 to 5 of 10"),
        (Side.LEFT, "", True, "your left, 60 s"),
        (Side.NONE, "", False, "1 minute"),
    ],
)
def test_a_box_names_side_length_and_pressure(side: Side, pressure: str, brief: bool, text: str) -> None:
    turn = ChecklistBox(side=side, start=255, seconds=60)
    assert box_text(turn, pressure, brief=brief) == text
    assert timed_box_text(turn, pressure, brief=brief) == f"4:15 {text}"


def test_what_to_have_ready_is_each_tool_once_and_the_places_in_their_order() -> None:
    steps = (check()._replace(place=Place.STANDING), press(), press()._replace(tool="foam roller", instead=()))
    laid_out = routine(*steps)
    assert ready_texts(tools_needed(laid_out), routine_places(laid_out)) == (
        "tennis ball (or rolled towel)",
        "foam roller",
        "places: standing, then standing at a wall",
    )
