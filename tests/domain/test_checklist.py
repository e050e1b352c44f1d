"""The treatment checklist as a value."""

from backpain_cli.domain.checklist import routine_places, tools_needed
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.domain.safety.triage import sheet_rows
from backpain_cli.domain.terms import Place, Side
from tests.plans import check, plan, press, stretch
from tests.screens import SAFETY_TEXTS
from tests.sheets import sheet_of_plan
from tests.triage import TABLE, person


def test_each_hold_is_a_box_with_its_side_and_its_beginning() -> None:
    sheet = sheet_of_plan(plan(check(40), press(sides=StepSides.BOTH)))
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
    sheet = sheet_of_plan(plan(press()))
    lumbar = frozenset({"lumbar"})
    rows = [row.full_line for row in TABLE.rows if row.rung != "X.1"]
    named = [*sheet.emergency, *sheet.doctor_today, *sheet.doctor_within_days]
    assert [line for line in named if line in rows] == [
        row.full_line for row, _ in sheet_rows(TABLE, lumbar) if row.rung != "X.1"
    ]
    assert not any("band round the trunk" in line for line in named)
    assert sheet.before[:2] == TABLE.gently
    assert sheet.stop_rules == tuple(one.text for one in SAFETY_TEXTS.stop_rules if one.concerns(lumbar))


def test_a_sheet_has_the_crisis_line_in_the_line_about_dying() -> None:
    (line,) = [line for line in sheet_of_plan(plan(press())).emergency if line.startswith("Thoughts of ending")]
    assert line == (
        "Thoughts of ending your life or of harming yourself: "
        "call a crisis line or your emergency number now. You need not explain."
    )


def test_a_persons_sheet_names_a_sign_where_it_stands_for_this_person() -> None:
    weak = TABLE.row_by_rung["A5.2"].line
    assert weak in sheet_of_plan(plan(press())).doctor_today
    assert weak in sheet_of_plan(plan(press()), facts=person(40, "cancer=now")).emergency
