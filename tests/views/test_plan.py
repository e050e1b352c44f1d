import pytest
from rich.cells import cell_len
from rich.text import Text
from tests.sheets import SHIPPED, shipped
from tests.views.pages import PIPE, SENTENCES, rendered, screens

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.terms import Side
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.views.plan import plan_page, step_bar
from backpain_cli.views.widgets import Room


@pytest.fixture(scope="module")
def plan(anatomy: Atlas) -> Plan:
    return lay_out(shipped("lower-back", anatomy), sorer=Side.LEFT)


@pytest.mark.parametrize("key", SHIPPED)
def test_every_second_of_a_plan_is_in_its_preview(anatomy: Atlas, key: str) -> None:
    plan = lay_out(shipped(key, anatomy))
    lines = rendered(lambda room: plan_page(plan, room), PIPE)
    rows = [line.split() for line in lines if line[:1] == " " or line[:1].isdigit()]
    starts = [(row[0], int(row[1])) for row in rows if row[2:3] == ["s"]]
    assert starts == [(clock_text(segment.start), segment.seconds) for segment in plan.segments]
    assert f"{clock_text(plan.seconds)}   the end" in lines[-1]
    text = "\n".join(lines)
    assert all(step.title in text for step in plan.routine.steps)
    assert plan.routine.why in text


def test_a_preview_fits_every_screen_and_tells_sides_by_word_and_arrow(plan: Plan) -> None:
    for room, lines in screens(lambda room: plan_page(plan, room)):
        assert all(cell_len(line) <= room.columns and (line.isascii() or not room.ascii) for line in lines), room
    for columns in (40, 60, 80, 100, 140):
        lines = rendered(lambda room: plan_page(plan, room), Room(columns))
        assert any("◀ your left" in line for line in lines)
        assert any("your right ▶" in line for line in lines)
        assert not any("◀ your right" in line or "your left ▶" in line for line in lines)
    assert "1:22" in " ".join(rendered(lambda room: plan_page(plan, room), SENTENCES))


def test_bars_are_as_long_as_their_seconds_where_there_is_room(plan: Plan) -> None:
    lines = rendered(lambda room: plan_page(plan, room), Room(100))
    hold = next(line for line in lines if " hold " in line and "60 s" in line)
    find = next(line for line in lines if " find " in line and "10 s" in line)
    assert (hold.count("█"), find.count("█")) == (17, 3)
    narrow = rendered(lambda room: plan_page(plan, room), Room(80))
    assert "█" not in next(line for line in narrow if " hold " in line)


def test_the_bar_of_steps_fills_the_page_in_proportion_to_time(plan: Plan) -> None:
    for columns in (60, 100, 140):
        names, bars = rendered(lambda room: step_bar(plan, room), Room(columns))
        widths = [len(part) for part in bars.split()]
        assert len(widths) == plan.steps
        assert len(bars) == columns
        # Each step has a cell, and one that parts it from the next; what is left is shared by time.
        to_share = columns - 2 * plan.steps + 1
        for width, step in zip(widths, plan.routine.steps, strict=True):
            assert abs(width - 1 - to_share * step.seconds / plan.seconds) < 1
        number = [step.title for step in plan.routine.steps].index("Gluteus medius")
        assert names.index("Glut") == sum(widths[:number]) + number


def test_a_plan_of_somebody_else_and_a_refused_one_say_so(plan: Plan) -> None:
    routine = plan.routine
    own = lay_out(type(routine)(**{name: getattr(routine, name) for name in routine.__slots__} | {
        "origin": RoutineOrigin.OWN, "path": "/home/ann/mine.yaml",
    }))  # fmt: skip
    for room in (Room(80), PIPE):
        lines = rendered(lambda room: plan_page(own, room, refused="Ask your doctor."), room)
        assert any("Your own routine: /home/ann/mine.yaml" in line for line in lines)
        assert any("No session now" in line for line in lines)
        assert any("Ask your doctor." in line for line in lines)


def test_a_chart_stands_to_the_right_of_the_table(plan: Plan) -> None:
    lines = rendered(lambda room: plan_page(plan, room, chart=Text("CHART")), Room(140))
    assert next(line for line in lines if "CHART" in line).index("CHART") > 100
    assert all(len(line) <= 140 for line in lines)
