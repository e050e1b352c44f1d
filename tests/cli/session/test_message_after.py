"""After a session comes at most one message: never after a stop, never twice, and never one that cannot be kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backpain_cli.cli.options import SessionOptions
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.care_records import NO_CARE, CareState
from backpain_cli.domain.records.messages import with_shown
from backpain_cli.domain.records.triage_records import FoundSign, TriageKind, TriageRecord
from backpain_cli.domain.terms import Outcome
from backpain_cli.history.store import open_history
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.session.events import Event, SessionCommand, TimePassed
from backpain_cli.terminal.single_key import PromptEnd
from tests.flow import STOPPED, TWO_MINUTES, Attempt, Person, led, start
from tests.key_h import A_SECOND, hurts
from tests.person import known
from tests.records import scores, session_at

GOOD_TO_KNOW = "Good to know"
E1 = "Hurt is not the same as harm."
LIGHT_HEADED = hurts(SessionCommand.THREE, 120, SessionCommand.ONE)
WHOLE = TimePassed(900 * 1_000_000_000)


def listening(home: Path, care: CareState = NO_CARE) -> Path:
    """Make the person known in `home`, with messages on; return `home`."""
    known(home)
    with open_history(home) as store:
        store.change_care(lambda _: care)
    return home


def asked(days_ago: float = 1) -> CareState:
    """Return the care of a person who was asked how they are lately."""
    return CareState(asked=(datetime.now(UTC) - timedelta(days=days_ago),))


def after(
    home: Path, anatomy: Atlas, *happens: Event, person: Person | None = None, options: SessionOptions | None = None
) -> Attempt:
    routine = find_routine("first-twinge", anatomy)
    begin = led(routine, anatomy, options or SessionOptions())
    return start(home, begin, person or Person({}, {}), happens=happens or (WHOLE,))


def kept(home: Path) -> CareState:
    with open_history(home) as store:
        return store.care()


def test_one_message_is_shown_once_and_kept(tmp_path: Path, anatomy: Atlas) -> None:
    home = listening(tmp_path, asked())
    first = after(home, anatomy)
    assert first.code == 0
    assert E1 in first.said
    assert first.said.count(GOOD_TO_KNOW) == 1
    assert set(kept(home).shown) == {"E1"}
    with open_history(home) as store:
        # A day later.
        for session in store.sessions(most=1):
            earlier = replace(
                session, started=session.started - timedelta(days=2), ended=session.ended - timedelta(days=2)
            )
            store.save_session(earlier)
    second = after(home, anatomy)
    assert second.clocks == 1
    assert E1 not in second.said
    assert set(kept(home).shown) == {"E1", "E2"}
    assert "If it began less than six weeks ago: most new spells of back pain ease" in " ".join(second.said.split())


def test_who_said_that_it_has_lasted_for_long_is_told_nothing_of_new_pain(tmp_path: Path, anatomy: Atlas) -> None:
    home = listening(tmp_path, asked())
    with open_history(home) as store:
        when = datetime.now(UTC) - timedelta(days=5)
        found = (FoundSign("B4", Outcome.GO_ON, ""),)
        store.add_triage_record(TriageRecord(when, TriageKind.FULL, frozenset({"lumbar"}), Outcome.GO_ON, True, found))
        store.change_care(lambda care: with_shown(care, "E1", when))
    after(home, anatomy)
    assert set(kept(home).shown) == {"E1", "E3"}


def test_how_you_are_picks_the_message_and_blocks_nothing(tmp_path: Path, anatomy: Atlas) -> None:
    home = listening(tmp_path)
    done = after(home, anatomy, person=Person({"how-you-are": ("low", "sleep")}, {}))
    assert done.pages[-1] == "how-you-are"
    assert "Tell your doctor or somebody you trust this week." in done.said
    assert "If you think of ending your life" in done.said
    assert "Sleep and pain pull on each other" in done.said
    assert (len(kept(home).asked), set(kept(home).shown)) == (1, {"E8"})


def test_who_leaves_that_question_has_a_session_all_the_same(tmp_path: Path, anatomy: Atlas) -> None:
    home = listening(tmp_path)
    done = after(home, anatomy, person=Person({"how-you-are": PromptEnd.LEFT}, {}))
    assert done.code == 0
    assert E1 in done.said
    assert "Saved as session 4." in done.said
    assert len(kept(home).asked) == 1


@pytest.mark.parametrize(
    "happens",
    [
        STOPPED,
        (TWO_MINUTES, *LIGHT_HEADED, SessionCommand.PAUSE, A_SECOND, *LIGHT_HEADED),
        (TimePassed(30 * 10**9),),
    ],
    ids=["a sign", "light-headed twice", "half a minute"],
)
def test_none_comes_after_a_stop_or_where_there_was_no_session(
    happens: tuple[Event, ...], tmp_path: Path, anatomy: Atlas
) -> None:
    home = listening(tmp_path)
    done = after(home, anatomy, *happens)
    assert done.clocks == 1
    assert GOOD_TO_KNOW not in done.said
    assert "how-you-are" not in done.pages
    assert kept(home) == NO_CARE


def test_none_comes_where_the_scores_say_to_see_a_doctor(tmp_path: Path, anatomy: Atlas) -> None:
    home = listening(tmp_path, asked())
    with open_history(home) as store:
        for days in (3, 2):
            when = datetime.now(UTC) - timedelta(days=days)
            store.save_session(session_at(when, before=scores("neck=3"), after=scores("neck=6")))
    done = after(home, anatomy)
    assert "See a doctor first." in done.said
    assert GOOD_TO_KNOW not in done.said


@pytest.mark.parametrize(
    "options", [SessionOptions(record=False), SessionOptions(speed=20)], ids=["no save", "rehearsal"]
)
def test_none_comes_where_nothing_is_kept(options: SessionOptions, tmp_path: Path, anatomy: Atlas) -> None:
    home = listening(tmp_path, asked())
    assert GOOD_TO_KNOW not in after(home, anatomy, options=options).said
    assert kept(home).shown == {}


def test_none_comes_once_they_are_off(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    done = after(home, anatomy)
    assert GOOD_TO_KNOW not in done.said
    assert "how-you-are" not in done.pages


def test_after_a_bad_day_the_plan_is_offered(tmp_path: Path, anatomy: Atlas) -> None:
    home = listening(tmp_path, with_shown(asked(), "E1", datetime.now(UTC)))
    with open_history(home) as store:
        for days in (20, 15, 10, 5):
            when = datetime.now(UTC) - timedelta(days=days)
            store.save_session(session_at(when, before=scores("lower-back=1"), after=scores("lower-back=1")))
    done = after(home, anatomy, person=Person({"score": ("6",)}, {}))
    assert "A bad day is not the start again." in done.said
    assert "d shows a plan for a bad day" in done.said
