"""Through several sessions: more after three good ones, less after a bad one, and never what would change nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.agreed_moves import own_moves, undone
from backpain_cli.domain.records.care_records import MoveChange, MoveSetting
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.progression import MoveOffer, OfferKind, reports_of
from backpain_cli.domain.records.sessions import PainEntry, SessionRecord, StepEffect, StepRecord
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.own_doses import with_own_doses
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.adaptation import adapt_routine
from backpain_cli.domain.safety.move_offers import PersonsCourse, offer_after
from tests.adapted import FACT_TABLE, held_by
from tests.files import read, routine_2_of
from tests.records import scores, session_at, sign, step

BEGUN = datetime(2026, 9, 1, 18, 0, tzinfo=UTC)
BRIDGE = "strengthen: bridge, reps: 8-12, level: mine, place: floor"
UP = {OfferKind.MORE, OfferKind.NEXT_LEVEL}


class Course:
    """Somebody who does one routine every second day, and is offered something after each session."""

    def __init__(self, anatomy: Atlas, *steps: str, facts: tuple[str, ...] = (), age: str = "18-49") -> None:
        """Begin with a routine of four minutes with these steps."""
        filler = ["rest: S., for: 90s", "rest: S., for: rest of the time"]
        self.written = read(routine_2_of(*steps, *filler, minutes="4"), anatomy)[0]
        self.anatomy, self.age = anatomy, age
        self.held = held_by(*facts, age=age)
        self.sessions: list[SessionRecord] = []
        self.entries: list[PainEntry] = []
        self.changes: list[MoveChange] = []
        self.now = BEGUN

    @property
    def routine(self) -> Routine:
        """The routine as it is done now; it never becomes longer or shorter."""
        own = own_moves(self.anatomy.moves, self.changes, self.sessions)
        done = adapt_routine(
            with_own_doses(self.written, own.doses), self.held, FACT_TABLE, left_out=own.left_out
        ).routine
        assert lay_out(done).seconds == self.written.seconds == 240
        return done

    def session(self, *, before: int = 3, after: int = 3, may_go_up: bool = True, **changes: Any) -> MoveOffer | None:
        """Do the routine two days after the last time, and return what is offered."""
        self.now += timedelta(days=2)
        routine = self.routine
        steps = [self._step(routine, number, **changes) for number in range(1, len(routine.steps) + 1)]
        signs = changes.get("signs", ())
        self.sessions.append(
            session_at(self.now - timedelta(minutes=15), before=scores(f"lower-back={before}"),
                       after=scores(f"lower-back={after}"), steps=tuple(steps), signs=signs)
        )  # fmt: skip
        course = PersonsCourse(
            self.sessions, self.entries, self.changes, self.held, is_from_65=self.age.startswith(("65", "70"))
        )
        return offer_after(routine, course, FACT_TABLE, self.now, may_go_up=may_go_up)

    def _step(self, routine: Routine, number: int, **changes: Any) -> StepRecord:
        one = routine.steps[number - 1]
        effect = changes.get("effect", StepEffect.SAME) if number == 1 else StepEffect.SAME
        return step(
            one.title, number=number, kind=one.kind, muscle="", point="", level=one.level, repetitions=one.number,
            entry=one.move.key if one.move is not None else "", effect=effect,
        )  # fmt: skip

    def take(self, offer: MoveOffer | None, choice: int = 0) -> MoveSetting:
        """Agree to what is offered."""
        assert offer is not None
        self.changes.append(MoveChange(self.now, offer.key, offer.choices[choice]))
        return offer.choices[choice]

    def until_offered(self, **changes: Any) -> MoveOffer:
        """Do sessions until something is offered."""
        return next(offer for _ in range(6) if (offer := self.session(**changes)) is not None)


def setting(course: Course) -> tuple[int, int]:
    one = course.routine.steps[0]
    return one.level, one.number


def test_after_three_good_sessions_that_settled_one_or_two_more_then_the_next_level_at_twelve(anatomy: Atlas) -> None:
    course = Course(anatomy, BRIDGE)
    # The third one has no next day yet.
    assert [course.session() for _ in range(3)] == [None, None, None]
    offer = course.session()
    assert offer == MoveOffer("bridge", OfferKind.MORE, (MoveSetting(1, 9), MoveSetting(1, 10)))
    assert setting(course) == (1, 8)
    course.take(offer, 1)
    assert setting(course) == (1, 10)
    assert course.take(course.until_offered(), 1) == MoveSetting(1, 12)
    offer = course.until_offered()
    assert offer == MoveOffer("bridge", OfferKind.NEXT_LEVEL, (MoveSetting(2, 6),))
    course.take(offer)
    assert setting(course) == (2, 6)
    assert "Level 2: heels further away." in course.routine.steps[0].how
    # From six it goes up within its own seconds.
    course.take(course.until_offered(), 1)
    assert setting(course) == (2, 8)


def test_from_65_the_next_level_comes_at_fifteen(anatomy: Atlas) -> None:
    course = Course(anatomy, BRIDGE.replace("8-12", "8-15"), age="65-69")
    while (offer := course.until_offered()).kind is OfferKind.MORE:
        course.take(offer, -1)
    assert setting(course) == (1, 15)
    assert offer.choices == (MoveSetting(2, 6),)
    # In a routine that ends at twelve they stay there.
    course = Course(anatomy, BRIDGE, age="70-or-over")
    for _ in range(2):
        course.take(course.until_offered(), 1)
    assert setting(course) == (1, 12)
    assert [course.session() for _ in range(5)] == [None] * 5


def test_after_this_one_hurt_half_and_after_the_second_time_a_level_down(anatomy: Atlas) -> None:
    course = Course(anatomy, BRIDGE.replace("8-12", "10").replace("mine", "2"))
    offer = course.session(effect=StepEffect.WORSE)
    assert offer == MoveOffer("bridge", OfferKind.FEWER, (MoveSetting(2, 5),))
    course.take(offer)
    assert setting(course) == (2, 5)
    assert course.routine.steps[0].seconds == course.written.steps[0].seconds
    assert course.routine.steps[0].rest_after == 30
    offer = course.session(effect=StepEffect.WORSE)
    assert offer == MoveOffer("bridge", OfferKind.LEVEL_DOWN, (MoveSetting(1, 5),))
    course.take(offer)
    assert setting(course) == (1, 5)


def test_a_day_after_that_was_worse_calls_for_less(anatomy: Atlas) -> None:
    course = Course(anatomy, BRIDGE)
    assert course.session() is None
    course.entries.append(PainEntry("1", course.now + timedelta(hours=30), scores("lower-back=5"), ""))
    # It is known only at the next session, whatever that was like.
    assert course.session(before=4) == MoveOffer("bridge", OfferKind.FEWER, (MoveSetting(1, 4),))
    # Who stays with it is not asked about that day again.
    course.changes.append(MoveChange(course.now, "bridge", MoveSetting(1, 8)))
    assert course.session() is None


def test_nothing_goes_up_where_it_may_not_or_where_pain_rose(anatomy: Atlas) -> None:
    course = Course(anatomy, BRIDGE)
    for _ in range(3):
        course.session()
    assert course.session(may_go_up=False) is None
    assert course.session(after=6) is None


def test_what_was_agreed_to_can_be_taken_back(anatomy: Atlas) -> None:
    course = Course(anatomy, BRIDGE)
    course.take(course.until_offered(), 1)
    assert setting(course) == (1, 10)
    course.session()
    bridge = anatomy.moves["bridge"]
    back = undone(bridge, reports_of("bridge", course.sessions, ()), course.changes, course.now)
    assert back is not None
    course.changes.append(back)
    assert setting(course) == (1, 8)


@pytest.mark.parametrize(
    ("written", "facts"),
    [
        ("strengthen: bridge, reps: 8, place: floor", ()),
        ("strengthen: bridge, reps: 8, level: 1, place: floor", ()),
        # Half of them and level 1, whatever is agreed to.
        ("strengthen: bridge, reps: 8-12, level: mine, place: floor", ("new-joint=hip",)),
        # On hands and knees there is no third place to go to, and no third level is left.
        ("strengthen: bird-dog, reps: 4, level: 3, place: hands-and-knees", ()),
    ],
)
def test_what_would_change_nothing_is_not_offered(written: str, facts: tuple[str, ...], anatomy: Atlas) -> None:
    course = Course(anatomy, written, facts=facts)
    offers = [course.session() for _ in range(6)]
    assert not [offer for offer in offers if offer is not None and offer.kind in UP]


def test_without_more_repetitions_the_next_level_comes_after_the_routines_own(anatomy: Atlas) -> None:
    course = Course(anatomy, "strengthen: bridge, reps: 8, level: mine, place: floor")
    assert course.until_offered().choices == (MoveSetting(2, 6),)
    course = Course(anatomy, "strengthen: nod-holds, holds: 4 x 5s, level: mine, place: sitting")
    # Sitting has no higher level.
    assert [course.session() for _ in range(5)] == [None] * 5


def test_a_place_without_an_easier_level_is_halved_again(anatomy: Atlas) -> None:
    course = Course(anatomy, "strengthen: bird-dog, reps: 4, level: 2, place: hands-and-knees")
    course.take(course.session(effect=StepEffect.WORSE))
    assert setting(course) == (2, 2)
    assert course.session(effect=StepEffect.WORSE) == MoveOffer("bird-dog", OfferKind.FEWER, (MoveSetting(2, 1),))


def test_pain_further_down_a_limb_leaves_it_out_before_all_else(anatomy: Atlas) -> None:
    course = Course(anatomy, BRIDGE, "strengthen: row, reps: 8, place: standing")
    signs = (sign(complaint=ComplaintKind.WARNING, step_number=1, muscle="", side=""),)
    offer = course.session(effect=StepEffect.WORSE, signs=signs)
    assert offer == MoveOffer("bridge", OfferKind.LEAVE_OUT)
    assert course.routine.steps[0].move is None
    assert course.routine.steps[0].seconds == course.written.steps[0].seconds
    assert course.session() is None


def test_one_thing_is_offered_at_a_time_and_each_move_has_its_turn(anatomy: Atlas) -> None:
    course = Course(
        anatomy,
        "strengthen: bridge, reps: 6-12, place: floor",
        "strengthen: clamshell, reps: 6-12, place: side",
    )
    taken = []
    for _ in range(6):
        if (offer := course.session()) is not None:
            taken.append(offer.key)
            course.take(offer)
    assert taken[:2] == ["bridge", "clamshell"]
