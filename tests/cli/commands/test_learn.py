"""`learn` has all messages with how sure they are, turns them off and on, and prints the plan for a bad day."""

import json

import pytest

from backpain_cli.history.store import open_history
from backpain_cli.library.shipped_messages import load_education
from backpain_cli.paths import data_folder
from tests.history.test_store_faults import is_whole
from tests.program import run_program
from tests.records import a_care

KEYS = [message.key for message in load_education().messages]


def test_every_message_is_listed_with_its_grade_and_when_it_was_shown() -> None:
    with open_history(data_folder()) as store:
        store.change_care(lambda _: a_care())
    lines = run_program("learn").out.splitlines()
    rows = {line.split()[0]: line for line in lines if line[:1] == "E"}
    assert list(rows) == KEYS
    assert rows["E1"].endswith("practice only       1 Mar 2026") or "1 Mar 2026" in rows["E1"]
    assert "1 Mar 2026" not in rows["E2"]
    assert "(in line with guidelines)" in rows["E1"]
    assert "Messages after sessions are off." in lines
    assert "S189" not in "".join(lines)


def test_sources_are_an_option_away() -> None:
    shown = run_program("learn", "e8", "--sources").out
    assert "S183, S184" in shown
    assert "E7" not in shown
    assert "Alsaadi" in shown


def test_json_has_what_the_page_has() -> None:
    with open_history(data_folder()) as store:
        store.change_care(lambda _: a_care())
    listed = json.loads(run_program("learn", "--json").out)
    assert [one["key"] for one in listed["messages"]] == KEYS
    assert listed["messages"][0]["shown"] == "2026-03-01T20:30:00+01:00"
    assert listed["messages"][1]["shown"] is None
    assert listed["off"] is True
    assert len(listed["flare_up"]["steps"]) == 5
    assert "{" not in "".join(listed["flare_up"]["steps"])


def test_messages_are_turned_off_and_on_again() -> None:
    for word, is_off in (("off", True), ("OFF", True), ("on", False)):
        done = run_program("learn", word)
        assert done.code == 0
        assert ("are off" in done.out) is is_off
        with open_history(data_folder()) as store:
            assert store.care().is_off is is_off
    assert is_whole(data_folder())


def test_the_plan_begins_with_the_signs_and_names_no_routine_that_does_not_ship() -> None:
    shown = run_program("learn", "flare-up").out
    assert "1. Look at the stop list again: chest pain," in shown
    assert "5. Worse on day 4" in shown
    assert "every number is our own judgement" in shown
    assert ("backpain routine flare-up" in shown) is (run_program("routine", "flare-up", "--preview").code == 0)


@pytest.mark.parametrize(("words", "said"), [(("E13",), "no message E13"), (("off", "--json"), "goes without --json")])
def test_what_is_not_understood_is_said(words: tuple[str, ...], said: str) -> None:
    done = run_program("learn", *words)
    assert done.code == 2
    assert said in done.err


def test_a_history_that_cannot_be_read_hides_no_message_and_is_not_changed() -> None:
    path = data_folder() / "history.sqlite3"
    path.write_bytes(b"no history " * 500)
    done = run_program("learn")
    assert done.code == 0
    assert "E12" in done.out
    assert "history.sqlite3" in done.err
    assert run_program("learn", "off").code == 74
    assert path.read_bytes() == b"no history " * 500
