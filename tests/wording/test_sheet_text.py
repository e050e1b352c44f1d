"""Printed sheets in words: boxes to tick, and what to have ready."""

import pytest

from backpain_cli.domain.checklist import ChecklistBox, routine_places, tools_needed
from backpain_cli.domain.safety.adaptation import StepChange
from backpain_cli.domain.safety.plan_rules import RuleAction
from backpain_cli.domain.terms import Place, Side
from backpain_cli.wording.sheet_text import (
    SHEET_HEADINGS,
    adaptation_texts,
    audience_text,
    box_text,
    ready_texts,
    timed_box_text,
)
from tests.plans import check, plan, press, routine
from tests.sheets import sheet_of_plan


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


def change(number: int, title: str, action: RuleAction = RuleAction.DROP) -> StepChange:
    return StepChange(number, title, action, "You take blood thinners.", ("M9",))


def test_changes_are_listed_by_their_kind_and_never_with_the_reason() -> None:
    changes = (change(1, "Gluteus medius"), change(3, "Piriformis"), change(4, "Figure four", RuleAction.GENTLER))
    assert adaptation_texts(changes) == [
        "Slow movement instead: 1. Gluteus medius; 3. Piriformis",
        "More gently: 4. Figure four",
    ]


@pytest.mark.parametrize(
    ("is_personal", "changes", "text"),
    [
        (False, (), SHEET_HEADINGS.for_anybody),
        (True, (), SHEET_HEADINGS.unchanged),
        (True, (change(1, "T"),), SHEET_HEADINGS.adapted),
    ],
)
def test_a_sheet_says_for_whom_it_is(is_personal: bool, changes: tuple[StepChange, ...], text: str) -> None:
    sheet = sheet_of_plan(plan(press()), changes=changes, is_personal=is_personal)
    assert audience_text(sheet) == text
