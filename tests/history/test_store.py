"""What is saved is there, in order, once; and nothing is made before something is saved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given

from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import NO_PERSONAL_DATA, ImportCounts, PainScore, PersonalData, StepEffect
from backpain_cli.domain.records.triage_records import TriageState
from backpain_cli.domain.terms import Outcome
from backpain_cli.history.store import HistoryStore, open_history
from tests.drawn_histories import everything
from tests.records import (
    EVENING,
    a_care,
    a_screen,
    a_session,
    a_sign,
    a_step,
    a_triage,
    a_triage_record,
    a_walk,
    an_entry,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[HistoryStore]:
    with open_history(tmp_path / "data") as opened:
        yield opened


def test_reading_a_history_that_is_not_there_is_empty_and_makes_nothing(store: HistoryStore, tmp_path: Path) -> None:
    assert store.everything() == NO_PERSONAL_DATA
    assert (store.sessions(), store.session(1), store.count_sessions(), store.first_session()) == ([], None, 0, None)
    assert (store.reported_signs(), store.circumstances_answered_at()) == ([], None)
    assert store.refusal() is None
    assert store.forget().is_nothing
    assert list(tmp_path.iterdir()) == []


def test_a_session_comes_back_as_it_was_with_its_number(store: HistoryStore) -> None:
    session = a_session()
    assert store.save_session(session) == 1
    with open_history(store.path.parent) as another:
        assert another.sessions() == [replace(session, number=1)]
        assert another.session(1) == replace(session, number=1)
        assert another.session(2) is None


def test_a_session_saved_again_replaces_itself_and_keeps_its_number(store: HistoryStore) -> None:
    store.save_session(a_session(1, after=(), signs=()))
    store.save_session(a_session(2))
    told = a_session(1, steps=(a_step(1, StepEffect.WORSE),), note="better in the morning", plan={"another": 1})
    assert store.save_session(told) == 1
    assert store.sessions() == [replace(a_session(2), number=2), replace(told, number=1)]


def test_sessions_are_sorted_by_their_number_whatever_the_clock_said(store: HistoryStore) -> None:
    for number, year in enumerate((2026, 1970, 2100, 2026), start=1):
        store.save_session(a_session(number, started=datetime(year, 1, 2, tzinfo=UTC)))
    assert [session.number for session in store.sessions()] == [4, 3, 2, 1]
    assert [session.started.year for session in store.sessions(most=2)] == [2026, 2100]


def test_sessions_are_found_by_routine_area_and_time(store: HistoryStore) -> None:
    store.save_session(a_session(1))
    store.save_session(a_session(2, routine="neck", areas=("neck",), before=(PainScore("head", "", 3),)))
    store.save_session(a_session(3))

    def numbers(**wanted: object) -> list[int]:
        return [session.number for session in store.sessions(**wanted)]  # type: ignore[arg-type]

    assert numbers(routine="neck") == [2]
    assert numbers(area="buttock") == [3, 1]
    assert numbers(area="head") == [2]
    assert numbers(area="lower") == []
    assert numbers(since=EVENING + timedelta(days=2)) == [3, 2]
    assert numbers(until=EVENING + timedelta(days=2)) == [1]
    assert numbers(since=EVENING, until=EVENING + timedelta(days=4), area="lower-back", most=1) == [3]


def test_times_are_found_across_zones(store: HistoryStore) -> None:
    store.save_session(a_session(1, started=datetime.fromisoformat("2026-03-01T23:30:00-05:00")))
    assert store.sessions(since=datetime.fromisoformat("2026-03-02T05:00:00+01:00"))
    assert not store.sessions(since=datetime.fromisoformat("2026-03-02T06:00:00+01:00"))
    assert store.sessions()[0].started.isoformat() == "2026-03-01T23:30:00-05:00"


def test_only_sessions_that_count_are_counted(store: HistoryStore) -> None:
    store.save_session(a_session(1, practised=59))
    store.save_session(a_session(2, practised=60))
    store.save_session(a_session(3))
    assert store.count_sessions() == 2
    assert store.count_sessions(since=EVENING + timedelta(days=3)) == 1
    assert store.first_session() == min(session.started for session in store.sessions() if session.counts)


def test_pain_without_a_session_is_kept_and_found(store: HistoryStore) -> None:
    store.save_pain(an_entry(1))
    store.save_pain(an_entry(2, scores=(PainScore("lower-back", "", 0), PainScore("neck", "left", 10))))
    assert [entry.identifier[-1] for entry in store.pain_entries()] == ["2", "1"]
    assert store.pain_entries(area="lower-back") == [store.pain_entries()[0]]
    assert store.pain_entries(until=EVENING + timedelta(days=2)) == [an_entry(1)]
    store.save_pain(an_entry(1, note="corrected"))
    assert [entry.note for entry in store.pain_entries()] == ["woke up with it", "corrected"]


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_off_the_scale_is_not_kept(store: HistoryStore, score: int) -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        store.save_pain(an_entry(scores=(PainScore("neck", "", score),)))
    assert store.pain_entries() == []


def test_a_time_without_a_zone_is_not_kept(store: HistoryStore) -> None:
    naive = datetime(2026, 1, 1)
    with pytest.raises(ValueError, match="zone"):
        store.save_pain(an_entry(when=naive))
    with pytest.raises(ValueError, match="zone"):
        store.save_circumstances({"pregnancy": "no"}, naive)
    with pytest.raises(ValueError, match="zone"):
        store.take_back("piriformis", naive)
    assert store.everything() == NO_PERSONAL_DATA


@pytest.mark.parametrize("when", ["9999-12-31T23:59:59-14:00", "0999-12-31T23:59:59+00:00"])
def test_a_time_that_not_every_zone_has_is_not_kept(store: HistoryStore, when: str) -> None:
    moment = datetime.fromisoformat(when)
    for save in (
        lambda: store.save_pain(an_entry(when=moment)),
        lambda: store.save_session(replace(a_session(), started=moment)),
        lambda: store.save_screen(a_screen()._replace(when=moment)),
        lambda: store.save_triage(TriageState(records=(a_triage_record()._replace(when=moment),))),
    ):
        with pytest.raises(ValueError, match="1000 to 9998"):
            save()
    assert store.everything() == NO_PERSONAL_DATA


def test_a_session_after_an_import_has_a_number_that_an_import_takes(store: HistoryStore) -> None:
    store.add_all(NO_PERSONAL_DATA._replace(sessions=(replace(a_session(1), number=10**9),)))
    assert store.save_session(a_session(2)) == 2


def test_screens_come_newest_first(store: HistoryStore) -> None:
    store.save_screen(a_screen(1))
    store.save_screen(a_screen(2, Outcome.SEE_A_DOCTOR_FIRST))
    store.save_screen(a_screen(1))
    assert store.screens() == [a_screen(2, Outcome.SEE_A_DOCTOR_FIRST), a_screen(1)]


def test_circumstances_replace_all_that_were_told_before(store: HistoryStore) -> None:
    store.save_circumstances({"pregnancy": "yes", "implants": "no"}, EVENING)
    store.save_circumstances({"implants": "unsure"}, EVENING + timedelta(days=1))
    assert store.circumstances() == {"implants": "unsure"}
    assert store.circumstances_answered_at() == EVENING + timedelta(days=1)


def test_signs_are_told_oldest_first_and_a_muscle_can_be_taken_back(store: HistoryStore) -> None:
    store.save_session(a_session(1))
    store.save_session(a_session(2, signs=(a_sign(ComplaintKind.TOO_STRONG), a_sign())))
    first = EVENING + timedelta(days=1)
    second = EVENING + timedelta(days=2)
    assert store.reported_signs() == [(first, a_sign()), (second, a_sign(ComplaintKind.TOO_STRONG)), (second, a_sign())]
    store.take_back("gluteus-medius", second)
    store.take_back("gluteus-medius", second + timedelta(days=1))
    assert store.taken_back() == {"gluteus-medius": second + timedelta(days=1)}


def filled(store: HistoryStore) -> PersonalData:
    for number in (1, 2, 3):
        store.save_session(a_session(number))
    store.save_pain(an_entry())
    store.save_screen(a_screen())
    store.save_circumstances({"pregnancy": "no", "implants": "yes"}, EVENING)
    store.take_back("piriformis", EVENING)
    store.save_triage(a_triage())
    store.save_walk(a_walk())
    store.change_care(lambda _: a_care())
    return store.everything()


def test_all_of_it_moves_to_an_empty_store_as_it_was(store: HistoryStore, tmp_path: Path) -> None:
    given_away = filled(store)
    with open_history(tmp_path / "another") as another:
        assert another.add_all(given_away) == ImportCounts(3, 1, 3, 2, 1, known=0, walks=1)
        assert another.everything() == given_away
        assert another.add_all(given_away) == ImportCounts(0, 0, 0, 0, 0, known=8)
        assert another.everything() == given_away


def test_what_is_added_to_a_history_that_has_those_numbers_comes_after_it(store: HistoryStore, tmp_path: Path) -> None:
    filled(store)
    with open_history(tmp_path / "another") as another:
        another.save_session(a_session(9))
        assert another.add_all(store.everything()).sessions == 3
        assert [session.started.day for session in another.sessions()] == [4, 3, 2, 10]
        assert [session.number for session in another.sessions()] == [4, 3, 2, 1]


def test_an_import_with_one_wrong_value_adds_nothing(store: HistoryStore, tmp_path: Path) -> None:
    wrong = an_entry(2, scores=(PainScore("neck", "", 11),))
    given_away = filled(store)._replace(pain_entries=(an_entry(1), wrong))
    with open_history(tmp_path / "another") as another:
        with pytest.raises(ValueError, match="0 to 10"):
            another.add_all(given_away)
        assert another.everything() == NO_PERSONAL_DATA


def test_circumstances_told_earlier_do_not_replace_later_ones(store: HistoryStore) -> None:
    store.save_circumstances({"pregnancy": "yes"}, EVENING)
    older = NO_PERSONAL_DATA._replace(
        circumstances={"pregnancy": "no"}, circumstances_answered_at=EVENING - timedelta(days=1)
    )
    assert store.add_all(older).circumstances == 0
    newer = older._replace(circumstances_answered_at=EVENING + timedelta(days=1))
    assert store.circumstances() == {"pregnancy": "yes"}
    assert store.add_all(newer).circumstances == 1
    assert store.circumstances() == {"pregnancy": "no"}


@given(remembered=everything())
def test_whatever_is_remembered_moves_to_another_store_unchanged(
    remembered: PersonalData, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (
        open_history(tmp_path_factory.mktemp("first")) as first,
        open_history(tmp_path_factory.mktemp("second")) as second,
    ):
        first.add_all(remembered)
        assert first.everything() == remembered
        second.add_all(first.everything())
        added = second.add_all(remembered)
        assert second.everything() == remembered
        assert added[:5] == (0, 0, 0, 0, 0)


def test_two_sessions_that_began_alike_share_one_plan(store: HistoryStore) -> None:
    plan = {"text": "x" * 50_000}
    store.save_session(a_session(0, plan=plan))
    size = store.path.stat().st_size
    for number in range(1, 10):
        store.save_session(a_session(number, plan=plan))
    assert store.path.stat().st_size < size + 20_000
    assert all(session.plan == plan for session in store.sessions())
