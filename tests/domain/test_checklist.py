"""The treatment checklist as a value."""

from backpain_cli.domain.checklist import checklist_for, routine_places, tools_needed
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.domain.terms import Place, Side
from tests.plans import check, plan, press, stretch
from tests.screens import SAFETY_TEXTS


def test_each_hold_is_a_box_with_its_side_and_its_beginning() -> None:
    sheet = checklist_for(plan(check(40), press(sides=StepSides.BOTH)), SAFETY_TEXTS)
    assert [(box.side, box.start, box.seconds) for box in sheet.steps[0].turns] == [(Side.NONE, 0, 40)]
    assert [(box.side, box.start, box.seconds) for box in sheet.steps[1].turns] == [
        (Side.LEFT, 55, 60),
        (Side.RIGHT, 130, 60),
    ]


def test_what_to_have_ready_is_each_tool_once_with_what_replaces_it_and_the_places() -> None:
    routine = plan(press(), press(), stretch()).routine
    assert tools_needed(routine) == {"tennis ball": ("rolled towel",)}
    assert routine_places(routine) == (Place.WALL,)


def test_a_sheet_has_the_safety_texts_of_its_regions_alone() -> None:
    sheet = checklist_for(plan(press()), SAFETY_TEXTS)
    lumbar = frozenset({"lumbar"})
    assert sheet.emergency == tuple(sign.text for sign in SAFETY_TEXTS.emergency if sign.concerns(lumbar))
    assert 0 < len(sheet.emergency) < len(SAFETY_TEXTS.emergency)
    assert sheet.stop_rules == tuple(one.text for one in SAFETY_TEXTS.stop_rules if one.concerns(lumbar))
