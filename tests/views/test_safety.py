"""What the questions and the changes look like where they are printed."""

import re
from dataclasses import replace

import pytest
from rich.console import RenderableType
from tests.adapted import adapted_for
from tests.interviews import FACTS, LUMBAR, TABLE
from tests.screens import ALL_REGIONS, IN_SESSION
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.safety.sign_table import words_before
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from backpain_cli.views.check_pages import question_list
from backpain_cli.views.safety import (
    Section,
    change_section,
    refusal_card,
    section_cards,
    stop_section,
    welcome_page,
)
from backpain_cli.views.widgets import Room

ROOMS = [Room(100), Room(40), PIPE, SENTENCES]


def flow(page: RenderableType, room: Room = PIPE) -> str:
    """Return what is written on `page`, as one line without frames."""
    text = " ".join(rendered(lambda _: page, room))
    return " ".join(re.sub("[│╭╮╰╯─]", " ", text).split())


def lower_back() -> Routine:
    return next(one for one in load_shipped_routines(load_atlas()) if one.key == "lower-back")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return lay_out(lower_back())


def test_every_page_fits_every_screen() -> None:
    changes = adapted_for(lower_back(), "weak-bones").changes
    sections = [change_section(changes), stop_section(IN_SESSION.rules_with_key)]
    assert_fits_every_screen(lambda room: question_list(TABLE, FACTS, ALL_REGIONS, room))
    assert_fits_every_screen(lambda room: section_cards(sections, room))
    assert_fits_every_screen(lambda room: refusal_card("You have had two sessions today.", room))


def test_the_list_has_each_question_for_the_regions_and_no_other() -> None:
    for room in ROOMS[:1] + ROOMS[2:]:
        said = flow(question_list(TABLE, FACTS, LUMBAR, room), room)
        for line in TABLE.lines:
            concerns = bool(line.rungs) and (not line.regions or "lumbar" in line.regions)
            assert (words_before(line.text, LUMBAR) in said) is concerns, line.key
            texts = [*line.counted, *(words_before(rung.text, LUMBAR) for rung in line.rungs)]
            assert all(text in said for text in texts if concerns)
        assert all(fact.line in said for fact in FACTS.facts)
        assert "How strong is it now?" in said
        assert "when you bend your neck" not in said


def test_a_change_tells_its_step_what_and_why() -> None:
    section = change_section(adapted_for(lower_back(), "thinners").changes)
    for room in ROOMS:
        said = flow(section_cards([section], room), room)
        assert "the time stays the same" in said
        assert "If you bleed easily, nothing is pressed before your doctor agrees." in said
        assert "step 4, Gluteus medius: slow movement instead" in said
        assert "`backpain screen --edit` asks about you again." in said


def test_where_nothing_is_changed_nothing_is_told() -> None:
    assert change_section(()).items == ()
    assert rendered(lambda room: section_cards([change_section(())], room), Room()) == []


def test_the_stop_rules_have_a_red_edge_and_a_heading_in_words(plan: Plan) -> None:
    lines = rendered(lambda room: section_cards([stop_section(IN_SESSION.rules_with_key)], room), Room(80), colors=True)
    assert "Stop rules. They hold all the time" in lines[0]
    assert "38;2;255;157;148m╭" in lines[0]
    said = flow(section_cards([stop_section(IN_SESSION.rules_with_key)], PIPE))
    assert all(rule.text in said for rule in IN_SESSION.stop_rules)


def test_a_heading_that_is_longer_than_its_edge_is_not_cut() -> None:
    section = Section("Changed for you; the time stays the same", ("x",))
    assert section.heading in flow(section_cards([section], Room(40)), Room(40))


def test_a_routine_of_ones_own_is_never_taken_for_a_shipped_one(plan: Plan) -> None:
    routine = replace(plan.routine, origin=RoutineOrigin.OWN, path="/home/me/[bold]own.yaml")
    own = replace(plan, routine=routine)
    for room in ROOMS:
        said = flow(welcome_page(own, room, speed=10, replaces=True), room)
        assert "Your own routine, in place of the shipped one of that name: " in said
        assert "A rehearsal, 10 times as fast: look, don't press." in said
    assert "[bold]own.yaml" in flow(welcome_page(own, PIPE, speed=1, replaces=True))
    shipped = flow(welcome_page(plan, PIPE, speed=1, replaces=False))
    assert "routine" not in shipped.replace(plan.routine.title, "")
