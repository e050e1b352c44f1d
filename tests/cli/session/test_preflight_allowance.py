"""How much is enough, on the whole way to the clock: sessions of a day, the first sessions, rehearsals."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.session.run import begun_now
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.records.sessions import PainScore
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.history.journal import SessionJournal
from backpain_cli.history.store import open_history
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.session.snapshot import start_snapshot
from backpain_cli.terminal.card_states import ReadyChoice
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views.ready_card import ReadyCard
from tests.flow import TWO_MINUTES, Attempt, Person, led, start
from tests.person import known
from tests.program import run_program
from tests.records import session_at
from tests.screens import SAFETY_TEXTS
from tests.whole import journals

SECOND_TODAY = "You have had a session today."
NOTHING_SPECIAL = SessionOptions()
GENTLER = "The gentler form presses half of the points."


BESIDE = "A session is running in another terminal"


def running(home: Path, anatomy: Atlas) -> SessionJournal:
    """Begin the journal of a session, which is held as another process holds it."""
    routine = find_routine("neck", anatomy)
    begun = begun_now(lay_out(routine), routine, gentle=False, sorer_side="", before=())
    return SessionJournal.begin(
        home, begun.form, identifier=begun.identifier, begun=begun.started, meta=start_snapshot(begun)
    )


def begin(
    home: Path,
    anatomy: Atlas,
    options: SessionOptions = NOTHING_SPECIAL,
    *,
    otherwise: dict[str, Any] | None = None,
    seen: bool = True,
) -> Attempt:
    """Begin a session of the low back, and live through two minutes of it."""
    routine = find_routine("lower-back", anatomy)
    return start(home, led(routine, anatomy, options), Person(otherwise or {}, {}), happens=[TWO_MINUTES], seen=seen)


def test_the_second_session_of_a_day_asks_first_and_the_third_is_refused(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    first, second, third = (begin(home, anatomy) for _ in range(3))

    assert "again" not in first.pages
    assert second.pages[0] == "again"
    assert second.clocks == 1
    assert (third.clocks, third.code) == (0, ExitCode.SEE_A_DOCTOR_FIRST)
    assert "two sessions today" in third.said


def test_who_does_not_want_a_second_session_has_none(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    begin(home, anatomy)
    for answer in (("no",), PromptEnd.LEFT):
        done = begin(home, anatomy, otherwise={"again": answer})
        # It is asked before anything else.
        assert (done.pages, done.clocks) == (["again"], 0)


def test_where_nobody_can_be_asked_there_is_no_second_session(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    assert begin(home, anatomy, seen=False).clocks == 1

    second = begin(home, anatomy, seen=False)
    assert second.clocks == 0
    assert second.error is not None
    assert SECOND_TODAY in second.error.message


def test_rehearsals_pass_the_same_questions_and_count_as_none(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    for _ in range(3):
        rehearsed = begin(home, anatomy, SessionOptions(speed=60))
        assert rehearsed.clocks == 1
        assert rehearsed.pages == ["day", "pain:P1", "pain:P4"]
    assert "again" not in begin(home, anatomy).pages


def test_the_first_three_sessions_offer_the_gentler_form_with_one_key(tmp_path: Path, anatomy: Atlas) -> None:
    for form in (False, True):
        home = tmp_path / str(form)
        done = begin(home, anatomy, otherwise={"form": form})
        assert done.clocks == 1
        assert "Your first 3 sessions are offered in a gentler form" in done.shown
        with open_history(home) as store:
            assert store.sessions()[0].gentle is form
    assert "gentler form" not in begin(known(tmp_path / "known"), anatomy).shown


def test_the_gentler_form_can_be_asked_for_at_any_time(tmp_path: Path, anatomy: Atlas) -> None:
    assert GENTLER in begin(known(tmp_path), anatomy, SessionOptions(gentle=True)).shown


@pytest.mark.parametrize("is_known", [True, False])
def test_the_preview_of_the_gentler_form_says_what_is_changed_and_why(is_known: bool, tmp_path: Path) -> None:
    if is_known:
        known(tmp_path)
    text = " ".join(run_program("routine", "lower-back", "--preview", "--gentle").out.split())
    assert GENTLER in text
    assert "step 5, Iliocostalis lumborum: slow movement instead" in text


def test_after_two_sessions_with_more_pain_a_doctor_is_named(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    worse = {"before": (PainScore("lower-back", "both", 3),), "after": (PainScore("lower-back", "both", 6),)}
    with open_history(home) as store:
        for days in (1, 2):
            store.save_session(session_at(datetime.now(UTC) - timedelta(days=days), **worse))
    assert "See a doctor first." in begin(home, anatomy).said


def test_who_is_new_is_told_what_else_belongs_to_a_safe_session(tmp_path: Path, anatomy: Atlas) -> None:
    advice = [one.text for one in SAFETY_TEXTS.before]
    new = begin(tmp_path / "new", anatomy)
    assert new.clocks == 1
    for text in advice:
        assert text in new.shown
    assert advice[0] not in begin(known(tmp_path / "known"), anatomy).shown


def test_a_session_beside_a_running_one_is_told_and_asked(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    with running(home, anatomy):
        asked = begin(home, anatomy)
        assert (asked.pages[0], asked.clocks) == ("again", 1)
        assert BESIDE in asked.notes
        # With the one that runs, those are two.
        third = begin(home, anatomy)
        assert (third.clocks, third.code) == (0, ExitCode.SEE_A_DOCTOR_FIRST)
    assert BESIDE not in begin(home, anatomy).notes


def test_nobody_begins_beside_a_running_session_unasked(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    with running(home, anatomy):
        assert begin(home, anatomy, otherwise={"again": ("no",)}).clocks == 0
        unseen = begin(home, anatomy, seen=False)
        assert unseen.clocks == 0
        assert unseen.error is not None
        assert BESIDE in unseen.error.message
        assert begin(home, anatomy, SessionOptions(speed=60)).clocks == 1


def test_a_limit_that_was_reached_while_questions_were_answered_holds(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)

    class Slow(Person):
        def begin(self, card: ReadyCard) -> ReadyChoice | PromptEnd:
            """Do two sessions elsewhere before the last key."""
            with open_history(home) as store:
                for minutes in (30, 60):
                    store.save_session(session_at(datetime.now(UTC) - timedelta(minutes=minutes)))
            return super().begin(card)

    routine = find_routine("lower-back", anatomy)
    attempt = start(home, led(routine, anatomy, NOTHING_SPECIAL), Slow({}, {}), happens=[TWO_MINUTES])
    assert (attempt.clocks, attempt.code) == (0, ExitCode.SEE_A_DOCTOR_FIRST)
    assert "two sessions today" in attempt.said
    assert journals(home) == []
