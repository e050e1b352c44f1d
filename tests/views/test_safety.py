"""What the screen and the changes look like: complete, calm, and never a verdict about a person."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.console import RenderableType
from tests.adapted import adapted_for
from tests.cases import all_cases
from tests.screens import ALL_REGIONS, IN_SESSION, SAFETY_TEXTS, answered, single_questions
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.sessions import ScreeningKind, ScreeningRecord
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.safety.screening import start_full_screening
from backpain_cli.domain.safety.signs import SignRung
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from backpain_cli.library.shipped_safety import load_circumstances, load_sign_table
from backpain_cli.views.safety import (
    SavedAnswers,
    Section,
    change_section,
    emergency_panel,
    outcome_panel,
    question_card,
    question_list,
    ready_sections,
    refusal_card,
    saved_answers_page,
    section_cards,
    stop_section,
    welcome_page,
)
from backpain_cli.views.widgets import Room

QUESTIONS = load_sign_table()
CIRCUMSTANCES = load_circumstances()
NO = {one.key: "no" for one in CIRCUMSTANCES.all}
CALL = "Call 999, or the emergency number of where you are."
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
ROOMS = [Room(100), Room(40), PIPE, SENTENCES]
VERDICT = re.compile(
    r"\byou have (?!not|a )|\byou are (fine|healthy|safe|well|ok)\b"
    r"|\bcan safely\b|\bprobably\b|\bcures?\b|\bfix(es)?\b",
    re.IGNORECASE,
)


def flow(page: RenderableType, room: Room = PIPE) -> str:
    """Return what is written on `page`, as one line without frames."""
    text = " ".join(rendered(lambda _: page, room))
    return " ".join(re.sub("[│╭╮╰╯─]", " ", text).split())


def lower_back() -> Routine:
    return next(one for one in load_shipped_routines(load_atlas()) if one.key == "lower-back")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return lay_out(lower_back())


def _outcome(keys: set[str], room: Room) -> RenderableType:
    return outcome_panel(answered(QUESTIONS, keys), SAFETY_TEXTS, CALL, room)


def test_a_screen_that_is_not_over_never_says_that_one_may_go_on() -> None:
    with pytest.raises(ValueError, match="not over has no outcome"):
        outcome_panel(start_full_screening(QUESTIONS, ALL_REGIONS), SAFETY_TEXTS, CALL, Room())


@all_cases("flag", single_questions(QUESTIONS), ids=lambda flag: flag.key)
def test_every_outcome_is_told_without_a_verdict(flag: SignRung) -> None:
    screening = answered(QUESTIONS, {flag.key})
    for room in ROOMS:
        said = flow(outcome_panel(screening, SAFETY_TEXTS, CALL, room), room)
        assert not VERDICT.search(said)
        assert not flag.reason or flag.outcome is not screening.outcome or flag.reason in said
        match screening.outcome:
            case Outcome.EMERGENCY:
                # The steps have numbers, so a sentence may go on behind one on a narrow screen.
                for wanted in ("GET HELP NOW", CALL, "Do not drive yourself", "No session is started."):
                    assert wanted in said
                assert "go on" not in said
            case Outcome.SEE_A_DOCTOR_FIRST:
                assert "SEE A DOCTOR FIRST" in said
                assert "No session is started." in said
                assert "go on" not in said
            case _:
                assert "You may go on." in said
                assert "These questions can miss things." in said


def test_every_emergency_action_is_on_the_page_and_the_call_comes_first() -> None:
    for room in ROOMS:
        said = flow(emergency_panel(SAFETY_TEXTS, room, call=CALL), room)
        actions = [text for text in SAFETY_TEXTS.emergency_action if "112" not in text]
        assert len(actions) == len(SAFETY_TEXTS.emergency_action) - 1
        places = [said.index(text) for text in (CALL, *actions)] if room.columns > 40 else [0]
        assert places == sorted(places)
        without_number = flow(emergency_panel(SAFETY_TEXTS, room), room)
        assert "999, 112, 911 or the one where you live" in without_number


def test_in_an_emergency_only_one_number_is_told() -> None:
    said = flow(_outcome({"chest-pain"}, PIPE))
    assert said.index(CALL) < said.index("Start no exercise")
    assert "112" not in said
    assert "911" not in said
    assert "Say this: chest pain." in said


@pytest.mark.parametrize(("columns", "band_lines"), [(40, 3), (56, 5), (112, 7), (140, 7)])
def test_an_emergency_is_a_band_as_wide_as_the_screen_in_letters_as_large_as_fit(columns: int, band_lines: int) -> None:
    room = Room(columns)
    lines = rendered(lambda room: emergency_panel(SAFETY_TEXTS, room, call=CALL), room, colors=True)
    red = "48;2;179;22;27m"
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert [len(line) for line in plain[1 : 1 + band_lines]] == [columns] * band_lines
    assert all(red in line for line in lines[1 : 1 + band_lines])
    assert red not in lines[1 + band_lines]
    # Drawn letters cannot be read aloud or searched for.
    assert "".join(lines).count("GET HELP NOW") == 1
    assert ("█" in "".join(plain)) is (band_lines > 3)
    assert any(f"{red}999\x1b" in line for line in lines)


def test_where_no_call_is_known_the_words_are_there_all_the_same() -> None:
    for columns in (40, 80):
        text = " ".join(rendered(lambda room: emergency_panel(SAFETY_TEXTS, room), Room(columns)))
        assert text.count("GET HELP NOW") == 1


def test_two_signs_for_a_doctor_are_both_told_with_the_sooner_time() -> None:
    for room in ROOMS:
        said = flow(_outcome({"lump", "fever"}, room), room)
        assert "today, at night and at weekends too" in said
        assert "fever with back or neck pain; the lump." in said
        assert "Tell them" in said


def test_a_doctor_first_is_a_tile_in_large_letters_and_in_words() -> None:
    for columns in (40, 80, 140):
        lines = rendered(lambda room: _outcome({"fever"}, room), Room(columns), colors=True)
        assert "".join(lines).count("SEE A DOCTOR FIRST") == 1
        tile = [line for line in lines if "48;2;242;193;78m" in line]
        assert len(tile) == (1 if columns < 80 else 3)
    assert "█" not in "".join(rendered(lambda room: _outcome({"fever"}, room), Room(140, ascii=True)))


def test_what_dulls_pain_is_told_with_its_consequence() -> None:
    assert "nothing is pressed today" in flow(_outcome({"dulled-today"}, PIPE))


@all_cases("flag", single_questions(QUESTIONS)[::5], ids=lambda flag: flag.key)
def test_every_outcome_fits_every_screen(flag: SignRung) -> None:
    assert_fits_every_screen(lambda room: _outcome({flag.key}, room))


def test_every_other_page_fits_every_screen(plan: Plan) -> None:
    question = start_full_screening(QUESTIONS, ALL_REGIONS).question
    assert question is not None
    changes = adapted_for(lower_back(), "weak-bones").changes
    sections = [change_section(changes), stop_section(IN_SESSION), *ready_sections(plan, {})]
    assert_fits_every_screen(lambda room: question_list(QUESTIONS, ALL_REGIONS, room))
    assert_fits_every_screen(lambda room: question_card(question, room))
    assert_fits_every_screen(lambda room: section_cards(sections, room))
    assert_fits_every_screen(lambda room: saved_answers_page(_saved(), CIRCUMSTANCES, NOW, room))
    assert_fits_every_screen(lambda room: refusal_card("You have had two sessions today.", room))


def test_a_question_shows_how_far_along_it_is_and_all_that_it_asks_for() -> None:
    question = start_full_screening(QUESTIONS, ALL_REGIONS).question
    assert question is not None
    for room in ROOMS:
        said = flow(question_card(question, room), room)
        assert f"{question.part} of {question.parts}" in said
        assert question.ask in said
        assert all(line in said for line in question.lines)


def test_the_list_has_each_question_for_the_regions_and_no_other() -> None:
    for room in ROOMS[:1] + ROOMS[2:]:
        said = flow(question_list(QUESTIONS, frozenset({"lumbar"}), room), room)
        for group in QUESTIONS.groups:
            for flag in group.questions:
                concerns = not (group.regions and "lumbar" not in group.regions) and (
                    not flag.regions or "lumbar" in flag.regions
                )
                assert (flag.ask in said) is concerns, flag.key


def test_a_change_tells_its_step_what_and_why() -> None:
    section = change_section(adapted_for(lower_back(), "thinners").changes)
    for room in ROOMS:
        said = flow(section_cards([section], room), room)
        assert "the time stays the same" in said
        assert "If you bleed easily, nothing is pressed before your doctor agrees." in said
        assert "step 3, Gluteus medius: slow movement instead" in said
        assert "`backpain screen --edit` asks about you again." in said


def test_where_nothing_is_changed_nothing_is_told() -> None:
    assert change_section(()).items == ()
    assert rendered(lambda room: section_cards([change_section(())], room), Room()) == []


def test_the_stop_rules_have_a_red_edge_and_a_heading_in_words(plan: Plan) -> None:
    lines = rendered(lambda room: section_cards([stop_section(IN_SESSION)], room), Room(80), colors=True)
    assert "Stop rules. They hold all the time" in lines[0]
    assert "38;2;255;157;148m╭" in lines[0]
    said = flow(section_cards([stop_section(IN_SESSION)], PIPE))
    assert all(rule.text in said for rule in SAFETY_TEXTS.stop_rules)


def test_a_heading_that_is_longer_than_its_edge_is_not_cut() -> None:
    section = Section("Changed for you; the time stays the same", ("x",))
    assert section.heading in flow(section_cards([section], Room(40)), Room(40))


def test_a_healthy_person_is_spared_what_is_for_others(plan: Plan) -> None:
    said = flow(section_cards(ready_sections(plan, NO), PIPE))
    assert "kidneys" in said
    assert not any(word in said for word in ("steroid", "replacement", "pregnancy"))
    assert "Pressure is given on a scale of 0, nothing, to 10, the worst." in said


@all_cases("answer", ["yes", "yes, agreed", "unsure", ""])
@all_cases(
    ("circumstance", "word"),
    [
        ("osteoporosis", "steroid"),
        ("over-65", "from 70"),
        ("hip-replacement", "Hip replacement"),
        ("knee-replacement", "Knee replacement"),
        ("pregnancy", "In pregnancy"),
    ],
)
def test_whoever_did_not_say_no_is_told_what_is_for_them(
    circumstance: str, word: str, answer: str, anatomy: Atlas
) -> None:
    plan = lay_out(next(one for one in load_shipped_routines(anatomy) if one.key == "lower-back"))
    assert word in flow(section_cards(ready_sections(plan, {**NO, circumstance: answer}), PIPE))


def _saved() -> SavedAnswers:
    records = [
        ScreeningRecord(when=NOW, kind=ScreeningKind.FULL, regions=frozenset({"lumbar"}), outcome=outcome)
        for outcome in Outcome
    ]
    return SavedAnswers(records, {**NO, "cancer": "yes, agreed"}, ["Piriformis"])


def test_what_is_saved_is_shown_newest_first_and_what_is_denied_in_one_line() -> None:
    for room in ROOMS:
        said = flow(saved_answers_page(_saved(), CIRCUMSTANCES, NOW, room), room)
        assert "To everything else: no." in said
        assert "Piriformis" in said
    lines = rendered(lambda room: saved_answers_page(_saved(), CIRCUMSTANCES, NOW, room), PIPE)
    assert lines[1].split() == ["when", "questions", "about", "outcome"]
    assert lines[5].split() == ["2026-11-26", "09:00", "full", "lumbar", "go", "on"]
    assert "cancer, now or ever  yes, agreed" in lines


def test_a_person_of_whom_nothing_is_saved_is_told_how_to_answer() -> None:
    said = flow(saved_answers_page(SavedAnswers([], {}), CIRCUMSTANCES, NOW, PIPE))
    assert "None is kept." in said
    assert "Not asked yet. `backpain screen --edit` asks." in said


def test_a_routine_of_ones_own_is_never_taken_for_a_shipped_one(plan: Plan) -> None:
    routine = replace(plan.routine, origin=RoutineOrigin.OWN, path="/home/me/[bold]own.yaml")
    own = replace(plan, routine=routine)
    for room in ROOMS:
        said = flow(welcome_page(own, room, speed=10, replaces=True), room)
        assert "Your own routine, in place of the shipped one of that name: " in said
        assert "A rehearsal, 10 times as fast: look, don't press." in said
    assert "[bold]own.yaml" in flow(welcome_page(own, PIPE, speed=1, replaces=True))
    shipped = flow(welcome_page(plan, PIPE, speed=1, replaces=False))
    assert "Serious causes are rare, and they come first." in shipped
    assert "routine" not in shipped.replace(plan.routine.title, "")
