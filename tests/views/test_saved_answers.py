"""What is saved of a person, as it is shown to them."""

from datetime import timedelta

from tests.interviews import FACTS, LUMBAR, NOON, TABLE, kept_after, ticked
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered
from tests.views.test_safety import flow

from backpain_cli.domain.records.sessions import ScreeningKind, ScreeningRecord
from backpain_cli.domain.records.triage_records import NOTHING_KEPT
from backpain_cli.domain.terms import Outcome
from backpain_cli.views.saved_answers import SavedAnswers, saved_answers_page
from backpain_cli.views.widgets import Room

THINNERS = {"facts-1": ("thinners",), "fact:thinners:kind": ("antiplatelet",)}
STATE = kept_after(ticked("A2.5", "A8.2") | {"release:A8.2": ("yes",)})
OLD = [
    ScreeningRecord(when=NOON - timedelta(days=1), kind=ScreeningKind.FULL, regions=LUMBAR, outcome=outcome)
    for outcome in (Outcome.SEE_A_DOCTOR_FIRST, Outcome.GO_ON_AND_BOOK_A_VISIT)
]
SAVED = SavedAnswers(STATE, OLD, ["Piriformis"])


def page(saved: SavedAnswers, room: Room) -> str:
    return flow(saved_answers_page(saved, TABLE, FACTS, NOON, room), room)


def test_findings_outcomes_dates_releases_and_facts_are_shown() -> None:
    facts = kept_after(THINNERS)
    for room in (Room(100), PIPE, SENTENCES):
        said = page(SAVED, room)
        assert "You can go on, gently" in said
        assert "See a doctor first" in said
        assert "A2.5" in said or room.columns < 100
        assert "the sudden pain" in said
        assert "released by a clinician" in said
        assert "2026-11-26" in said
        assert "Piriformis" in said
        assert "I take blood thinners, or I bleed easily." in page(SavedAnswers(facts), room)
        assert "18 to 49" in page(SavedAnswers(facts), room)


def test_the_newest_comes_first_and_what_is_denied_in_one_line() -> None:
    lines = rendered(lambda room: saved_answers_page(SAVED, TABLE, FACTS, NOON, room), PIPE)
    dates = [line.split()[0] for line in lines if line.startswith("2026")]
    assert dates[:2] == ["2026-11-26", "2026-11-25"]
    assert "To every question about you: no." in page(SAVED, PIPE)


def test_a_person_of_whom_nothing_is_saved_is_told_how_to_answer() -> None:
    said = page(SavedAnswers(NOTHING_KEPT), PIPE)
    assert "None is kept." in said
    assert "Not asked yet. `backpain screen --edit` asks." in said


def test_it_fits_every_screen() -> None:
    assert_fits_every_screen(lambda room: saved_answers_page(SAVED, TABLE, FACTS, NOON, room))
