"""Which text of a step is shown in which phase: none is missing, and a stop sign is called one."""

import pytest
from tests.counted import counted_at, counted_plan, hard_plan
from tests.key_h import hurts
from tests.plans import check, plan, press, stretch

from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.routine.steps import Step, StepKind, StepSides
from backpain_cli.session.events import Event, SessionCommand
from backpain_cli.views.session_text import notice_text, phase_texts, shown_keys


@pytest.mark.parametrize("step", [press(), stretch(), check()], ids=["press", "stretch", "check"])
@pytest.mark.parametrize(("ready", "find"), [(5, 10), (5, 0), (0, 10), (0, 0)])
def test_no_text_of_a_step_is_missing_from_its_phases(step: Step, ready: int, find: int) -> None:
    step = step._replace(neutral="Stay still.", side_means="The hip at the wall.", how="Stand.", where="The rim.")
    step = step._replace(tool="tennis ball", instead=("rolled towel",), stop="Stop when it tingles.")
    step = step._replace(avoid="Keep off the bone.", feel="A dull ache.")
    step = step._replace(ready=ready if step.is_hold else 0, find=find if step.is_hold else 0)
    laid_out = plan(step)
    segments = [one for one in laid_out.segments if one.step_number == 1]
    shown = {row.text for segment in segments for row in phase_texts(laid_out, segment)}
    texts = {step.do, step.where, step.how, step.side_means, step.feel, step.avoid, step.stop, step.neutral}
    assert {*texts, "tennis ball, or rolled towel"} <= shown


def test_a_stop_sign_is_called_one_also_where_there_is_nothing_to_avoid() -> None:
    laid_out = plan(press(sides=StepSides.LEFT)._replace(avoid=""))
    for segment in laid_out.segments[:-1]:
        labels = {row.text: row.label for row in phase_texts(laid_out, segment)}
        assert labels["Stop when it tingles."] == "stop"


def test_the_stop_sign_of_a_hold_is_the_last_that_is_left_out() -> None:
    laid_out = plan(press(sides=StepSides.LEFT))
    hold = next(one for one in laid_out.segments if one.phase is Phase.HOLD)
    assert min(phase_texts(laid_out, hold), key=lambda row: row.rank).label == "stop"


@pytest.mark.parametrize(("columns", "shown"), [(120, True), (80, True), (60, False)])
def test_the_key_for_an_easier_form_is_shown_only_where_there_is_one(columns: int, shown: bool) -> None:
    hard, easy = hard_plan().routine.steps[1], counted_plan().routine.steps[1]
    assert ("e" in dict(shown_keys(columns, hard))) is shown
    assert "e" not in dict(shown_keys(columns, easy))
    assert {"h", "space"} <= dict(shown_keys(columns, hard)).keys()


def test_where_the_easier_form_is_done_elsewhere_it_is_said_which_one_that_is() -> None:
    dog = counted_at("Bird dog", Phase.WORK).after(SessionCommand.EASIER)
    said = "The easier form is not done here: standing, hands on a table. n skips this step."
    assert notice_text(dog) == said
    plank = counted_at("Side plank", Phase.HOLD).after(SessionCommand.EASIER)
    assert notice_text(plank) == "The easier form is not done here: at the wall. n skips this step."
    bridge = counted_at("Bridge", Phase.WORK).after(SessionCommand.EASIER)
    assert notice_text(bridge) == "This has no easier form. n goes on to the next step."


@pytest.mark.parametrize(
    ("title", "phase", "events", "dose"),
    [
        ("Bridge", Phase.WORK, (SessionCommand.LENGTHEN_HOLD,), "8 times, today 9"),
        ("Bridge", Phase.READY, hurts(SessionCommand.ONE), "8 times, today 4"),
        ("Bird dog", Phase.WORK, (SessionCommand.SHORTEN_HOLD,), "3 times, today 2 on each side in turn"),
        ("Side plank", Phase.READY, hurts(SessionCommand.ONE), "2 x 4 s, 4 s between"),
        ("Side plank", Phase.HOLD, (), "2 x 8 s, 4 s between"),
    ],
)
def test_the_dose_is_what_a_key_made_of_it(title: str, phase: Phase, events: tuple[Event, ...], dose: str) -> None:
    session = counted_at(title, phase, 1)
    for event in events:
        session = session.after(event)
    (shown,) = [row.text for row in phase_texts(session.plan, session.segment) if row.label == "dose"]
    assert shown.startswith(dose)


@pytest.mark.parametrize("step", counted_plan().routine.steps, ids=lambda step: step.title)
def test_the_keys_for_longer_and_shorter_are_shown_only_where_they_do_something(step: Step) -> None:
    assert ("+ -" in dict(shown_keys(120, step))) is (step.kind is StepKind.STRENGTHEN)
    assert "+ -" in dict(shown_keys(120, press()))
    assert "+ -" in dict(shown_keys(120, stretch()))
