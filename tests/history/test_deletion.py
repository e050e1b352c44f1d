"""What is forgotten is gone from every file, and what is not stays."""

from datetime import timedelta
from pathlib import Path

from backpain_cli.domain.records.triage_records import TriageState
from backpain_cli.domain.terms import Outcome
from backpain_cli.history.store import open_history
from tests.history.test_journal import begin
from tests.records import EVENING, a_care, a_screen, a_session, a_triage, a_triage_record, a_walk, an_entry


def test_forgetting_leaves_no_byte_of_a_note_or_a_score_in_any_file(tmp_path: Path) -> None:
    secret = "the stairs at Grandma's"  # noqa: S105 - a note
    with open_history(tmp_path) as store:
        for number in range(1, 30):
            store.save_session(a_session(number, note=f"{secret} {number} " * 20, plan={"text": secret * 400}))
            store.save_pain(an_entry(number, note=f"{secret} {number}"))
        # What was replaced counts as forgotten too.
        store.save_session(a_session(5, note="corrected"))
        store.save_screen(a_screen())
        store.save_circumstances({"pregnancy": "yes"}, EVENING)
        store.take_back("piriformis", EVENING)
        store.save_triage(a_triage())
        store.save_walk(a_walk())
        store.change_care(lambda _: a_care())
    (tmp_path / "crashes").mkdir()
    (tmp_path / "crashes" / "one.txt").write_text(secret)
    (tmp_path / "journals").mkdir()
    (tmp_path / "journals" / "x.jsonl").write_text(secret)
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "mine.yaml").write_text("mine")
    with open_history(tmp_path) as store:
        would = store.would_forget()
        assert store.forget() == would
        assert tuple(would) == (29, 29, 3, 4, 1, 2, 1, 1, 1, 5)
        assert store.would_forget().is_nothing
        remains = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        assert {path.name for path in remains} == {"history.sqlite3", "history.checked", "mine.yaml"}
        for word in (
            secret,
            "corrected",
            "woke up",
            "pregnancy",
            "piriformis",
            "lower-back",
            "gluteus",
            "A5.2",
            "50-59",
            "cancer",
            "grandson",
            "bridge",
        ):
            assert all(word.encode() not in data for data in remains.values()), word
        assert store.save_session(a_session(1)) == 1


def test_a_range_is_forgotten_and_the_rest_stays(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        for number in range(1, 6):
            store.save_session(a_session(number, note=f"note number {number}", plan={"number": number}))
            store.save_pain(an_entry(number))
            store.save_screen(a_screen(number))
        since, until = a_session(2).started, a_session(4).started
        forgotten = store.forget(since=since, until=until)
        assert (forgotten.sessions, forgotten.pain_entries, forgotten.screens) == (2, 2, 2)
        assert [session.number for session in store.sessions()] == [5, 4, 1]
        data = store.path.read_bytes()
        assert [number for number in range(1, 6) if f"note number {number}".encode() in data] == [1, 4, 5]
        assert store.save_session(a_session(9)) == 6


def test_the_journal_of_a_session_that_runs_is_not_forgotten(tmp_path: Path) -> None:
    with begin(tmp_path) as journal, open_history(tmp_path) as store:
        assert store.forget().is_nothing
        assert journal.path.exists()
    with open_history(tmp_path) as store:
        assert store.forget().journals == 1
    assert not journal.path.exists()


def test_the_deletion_of_a_day_leaves_what_is_known_about_the_person(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        store.save_session(a_session(1))
        store.save_circumstances({"pregnancy": "yes"}, EVENING)
        store.take_back("piriformis", EVENING)
        store.save_triage(a_triage())
        known = store.everything()
        counted = store.forget(since=EVENING - timedelta(days=9), until=EVENING + timedelta(days=99))
        assert (counted.sessions, counted.screens, counted.circumstances, counted.taken_back, counted.signs) == (
            1, 2, 0, 0, 0,
        )  # fmt: skip
        assert store.everything() == known._replace(sessions=(), triage=known.triage._replace(records=()))


def test_the_deletion_of_a_day_does_not_open_the_way_that_its_answers_closed(tmp_path: Path) -> None:
    stop = a_triage_record(2, Outcome.EMERGENCY)
    with open_history(tmp_path) as store:
        store.save_triage(TriageState((a_triage_record(1), stop)))
        assert store.would_forget(since=EVENING).screens == 1
        assert store.forget(since=EVENING).screens == 1
        assert store.triage().records == (stop,)
        # Once it was answered otherwise, it no longer stands, and goes like all else.
        store.add_triage_record(a_triage_record(3))
        assert store.forget(until=EVENING + timedelta(days=3)).screens == 1
        assert store.triage().records == (a_triage_record(3),)
        store.add_triage_record(stop)
        assert store.forget().screens == 2
        assert store.triage() == TriageState()
