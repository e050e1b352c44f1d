"""What stops a step is labelled Stop, wherever a step is shown; what to avoid has a label of its own."""

import re
from html import unescape

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.steps import Step
from backpain_cli.export.checklists import checklist_html, checklist_markdown
from backpain_cli.export.formats import SheetArt
from backpain_cli.session.loop import new_session, run_loop
from backpain_cli.terminal.plain_stage import PlainStage
from backpain_cli.views.checklist import checklist_page
from backpain_cli.views.widgets import Room
from backpain_cli.wording.phrases import TEXTS_OF_A_SHEET, TEXTS_OF_THE_LINES, step_texts
from tests.fakes import FakeTime
from tests.screens import IN_SESSION
from tests.sheets import SHIPPED, sheet_of_plan, shipped
from tests.views.pages import PIPE, rendered


@pytest.fixture(scope="module", params=SHIPPED)
def plan(request: pytest.FixtureRequest, anatomy: Atlas) -> Plan:
    """Return a routine in which a step of each kind has nothing to avoid, so that only its stop sign is left."""
    routine = shipped(request.param, anatomy)
    kinds: set[str] = set()
    steps: list[Step] = []
    for step in routine.steps:
        steps.append(step._replace(avoid="") if step.kind not in kinds else step)
        kinds.add(step.kind)
    fields = {name: getattr(routine, name) for name in routine.__slots__} | {"steps": tuple(steps)}
    return lay_out(type(routine)(**fields))


def _beginning(text: str) -> str:
    """Return the words of a text that are the same for the eye and for the ear."""
    return text.partition("(")[0].partition(";")[0].strip()


def _assert_labelled(lines: list[str], plan: Plan, stop: str = "Stop: ", avoid: str = "Avoid: ") -> None:
    """Assert that each stop sign has its label and no other, and that what to avoid never has that of a stop sign."""
    for step in plan.routine.steps:
        for label, text, other in ((stop, step.stop, avoid), (avoid, step.avoid, stop)):
            if text:
                assert any(f"{label}{_beginning(text)}" in line for line in lines), step.title
            if text and text not in {step.stop, step.avoid} - {text}:
                assert not any(f"{other}{_beginning(text)}" in line for line in lines), step.title


def test_the_texts_of_a_step_have_their_own_labels(plan: Plan) -> None:
    for step in plan.routine.steps:
        for labels in (TEXTS_OF_A_SHEET, TEXTS_OF_THE_LINES):
            texts = dict(step_texts(step, labels))
            assert texts.get("Stop", "") == step.stop
            assert texts.get("Avoid", "") == step.avoid


def test_the_sheets_label_stop_signs_as_such(plan: Plan) -> None:
    sheet = sheet_of_plan(plan)
    _assert_labelled(rendered(lambda room: checklist_page(sheet, room), PIPE), plan)
    _assert_labelled(checklist_markdown(sheet).decode().replace("**", "").splitlines(), plan)
    html = unescape(checklist_html(sheet, SheetArt()).decode()).replace("<b>Stop</b>", "Stop:")
    _assert_labelled([re.sub(r"<dt[^>]*>Avoid</dt>\s*<dd[^>]*>", "Avoid: ", html)], plan)


def test_the_steps_on_a_terminal_name_what_stops_them(plan: Plan) -> None:
    sheet = sheet_of_plan(plan)
    narrow = " ".join(" ".join(rendered(lambda room: checklist_page(sheet, room), Room(50))).split())
    for step in plan.routine.steps:
        if step.stop:
            assert f"Stop: {step.stop.split()[0]}" in narrow
        assert not step.avoid or f"Stop: {step.avoid}" not in narrow


def test_plain_lines_label_stop_signs_as_such(plan: Plan) -> None:
    lines: list[str] = []
    time = FakeTime()
    run_loop(new_session(plan), clock=time, inputs=time, stage=PlainStage(lines.append, IN_SESSION))
    _assert_labelled(lines, plan)
