"""The end of a session: one card, at most three things to do next, and the last one is when to get help."""

import pytest
from rich.console import RenderableType
from tests.records import scores
from tests.records import session as record
from tests.screens import SAFETY_TEXTS
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.terms import Region
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.views.summary import (
    MOVE_ABOUT,
    PainPair,
    PainSummary,
    latest_scores,
    next_things,
    pain_pairs,
    summary_card,
)
from backpain_cli.views.widgets import Room

LESS_PAIN = PainPair(4, 2)
ROOMS = [Room(100), Room(80), Room(40), PIPE, SENTENCES]


@pytest.fixture(scope="module")
def session(anatomy: Atlas) -> Session:
    plan = lay_out(find_routine("lower-back", anatomy))
    return Session(plan=plan)._replace(
        practised=840 * NS_PER_S,
        completed_steps=frozenset(range(1, 12)),
        skipped=frozenset({12}),
        status=SessionStatus.FINISHED,
    )


def _card(session: Session, room: Room, *, pain: PainPair = LESS_PAIN) -> RenderableType:
    things = next_things(SAFETY_TEXTS, session.plan.routine.regions)
    return summary_card(session, PainSummary([pain]), things, room, rehearsed=False)


def _flow(page: RenderableType, room: Room) -> str:
    return " ".join(" ".join(rendered(lambda _: page, room)).replace("│", "").split())


def test_the_card_fits_every_screen(session: Session) -> None:
    assert_fits_every_screen(lambda room: _card(session, room))


@pytest.mark.parametrize("room", ROOMS)
def test_one_card_has_minutes_steps_pain_and_what_next(session: Session, room: Room) -> None:
    text = _flow(_card(session, room), room)
    for wanted in ("Done.", "14 minutes practised.", "11 of 18 steps done, 1 skipped.", "What next", MOVE_ABOUT):
        assert wanted in text
    assert ("4 → 2 ▼ 2" if room.is_screen else "Pain before 4, after 2.") in text
    assert "chance" not in text
    card, _, advice = text.partition(" ╰")
    assert card.endswith(SAFETY_TEXTS.doctor_action[-1])
    assert ("backpain checklist lower-back all advice" in advice) is room.is_screen


@pytest.mark.parametrize("region", Region)
def test_there_are_three_things_to_do_and_the_last_one_is_when_to_call(region: Region) -> None:
    things = next_things(SAFETY_TEXTS, frozenset({region}))
    assert len(things) == 3
    assert things[0] == MOVE_ABOUT
    assert "call your emergency number" in things[2]
    if region is Region.CERVICAL:
        assert "the same day" in things[1]
        assert "new headache" in things[2]
    else:
        assert "more than two days" in things[1]


def test_a_small_change_may_be_chance(session: Session) -> None:
    for room in ROOMS:
        small = _flow(_card(session, room, pain=PainPair(4, 3)), room)
        assert small.count("A change under 2 points may be chance.") == 1
        assert "chance" not in _flow(_card(session, room, pain=PainPair(4, 4)), room)


@pytest.mark.parametrize(
    ("status", "heading"),
    [(SessionStatus.QUIT, "You left the session."), (SessionStatus.INTERRUPTED, "The session was interrupted.")],
)
def test_a_session_that_was_not_finished_is_not_called_done(
    session: Session, status: SessionStatus, heading: str
) -> None:
    for room in ROOMS:
        text = _flow(_card(session._replace(status=status), room), room)
        assert heading in text
        assert "Done." not in text


def test_a_rehearsal_is_followed_by_nothing_to_do(session: Session) -> None:
    for room in ROOMS:
        text = _flow(summary_card(session, PainSummary(), (MOVE_ABOUT,), room, rehearsed=True), room)
        assert "14 minutes of the plan rehearsed." in text
        assert "What next" not in text


def test_only_places_that_were_scored_both_times_are_compared() -> None:
    before, after = scores("lower-back=6", "neck:left=3"), scores("lower-back=4", "neck:right=1")
    assert pain_pairs(before, after) == [PainPair(6, 4)]


def test_the_scores_after_the_last_eight_sessions_are_small_bars(session: Session) -> None:
    recent = [record(day, after=[f"lower-back={day % 11}", "neck=9"]) for day in range(12)][::-1]
    recent[3] = record(8, after=[])
    latest = latest_scores(recent[1:], recent[0])
    assert latest == [3, 4, 5, 6, 7, 9, 10, 0]
    assert latest_scores(recent, recent[0]) == latest
    card = _flow(summary_card(session, PainSummary((), latest), (), Room(80), rehearsed=False), Room(80))
    assert "latest ▃▄▅▅▆▇█▁ after sessions" in card
    few = _flow(summary_card(session, PainSummary((), latest[:2]), (), Room(80), rehearsed=False), Room(80))
    assert "latest" not in few
