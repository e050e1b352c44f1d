import pytest
from tests.counted import counted_plan
from tests.sheets import EVERY_SHIPPED, sheet_of, sheet_of_plan, shipped
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.checklist import Checklist
from backpain_cli.views.checklist import checklist_page
from backpain_cli.views.widgets import Room
from backpain_cli.wording.phrases import DO_NOT_BEGIN, step_texts
from backpain_cli.wording.sheet_text import SHEET_HEADINGS


@pytest.fixture(scope="module", params=EVERY_SHIPPED)
def sheet(request: pytest.FixtureRequest, anatomy: Atlas) -> Checklist:
    return sheet_of(shipped(request.param, anatomy))


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).replace("│", " ").split())


def test_a_terminal_begins_with_the_steps_and_has_little_more(sheet: Checklist) -> None:
    lines = rendered(lambda room: checklist_page(sheet, room), Room(100))
    first = next(number for number, line in enumerate(lines) if line.startswith("▢  1   "))
    assert first <= 20
    # A step has its name, its time, what to do and what to stop at side by side, in three or four lines.
    assert len(lines) <= first + 4 * len(sheet.steps) + 4
    for entry in sheet.steps:
        assert any(line.startswith(f"▢ {entry.number:>2}   {entry.step.title.split()[0]}") for line in lines)
    text = _joined(lines)
    assert DO_NOT_BEGIN in text
    assert "--full" in lines[-1] + lines[-2]


@pytest.mark.parametrize("room", [Room(100), Room(60), Room(40), SENTENCES])
def test_each_step_has_what_to_do_and_what_stops_it(sheet: Checklist, room: Room) -> None:
    words = set(_joined(rendered(lambda room: checklist_page(sheet, room), room)).split())
    for entry in sheet.steps:
        assert set(entry.step.do.split()) - words == set()
        assert {word.rstrip(".") for word in entry.step.stop.split()} - {word.rstrip(".") for word in words} == set()


def test_all_of_the_sheet_is_there_in_a_pipe_and_on_demand(sheet: Checklist) -> None:
    pipe = "\n".join(rendered(lambda room: checklist_page(sheet, room), PIPE))
    texts = [
        *sheet.emergency,
        *sheet.emergency_action,
        *sheet.doctor_today,
        *sheet.doctor_within_days,
        *sheet.before,
        *sheet.cautions,
    ]
    texts += [*sheet.stop_rules, *sheet.do_nots, *sheet.after]
    for entry in sheet.steps:
        texts += [f"{label}: {text}" for label, text in step_texts(entry.step)]
    assert [text for text in texts if text not in pipe] == []
    for room in (Room(100), SENTENCES):
        full = rendered(lambda room: checklist_page(sheet, room, is_full=True), room)
        found = set(_joined(full).split())
        missing = {word for text in texts for word in text.split() if word not in found and not word.endswith(":")}
        assert missing == set()
        emergency = next(number for number, line in enumerate(full) if SHEET_HEADINGS.emergency[:30] in line)
        assert emergency < next(number for number, line in enumerate(full) if line.startswith("1. "))


def test_a_sheet_fits_every_screen(anatomy: Atlas) -> None:
    sheet = sheet_of(shipped("lower-back", anatomy))
    assert_fits_every_screen(lambda room: checklist_page(sheet, room))
    assert_fits_every_screen(lambda room: checklist_page(sheet, room, is_full=True))


def test_the_table_of_steps_has_how_often_where_something_is_counted() -> None:
    lines = rendered(lambda room: checklist_page(sheet_of_plan(counted_plan()), room), Room(100))
    rows = [" ".join(line.split()) for line in lines]
    for start in ("▢ 2 Bridge 8 × 6 s", "▢ 3 Bird dog 2×3×6 s", "▢ 4 Side plank 4 × 8 s", "▢ 5 Clamshell 4×3×4 s"):
        assert any(row.startswith(f"{start} ") for row in rows), start
