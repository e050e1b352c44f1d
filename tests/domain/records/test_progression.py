"""A move goes on by one or two repetitions after three good sessions, back after a bad one, and never by itself."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backpain_cli.domain.records.agreed_moves import undone
from backpain_cli.domain.records.care_records import MoveChange, MoveSetting
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.progression import (
    MoveLimits,
    MoveOffer,
    MoveReport,
    OfferKind,
    Recovery,
    is_left_out,
    limits_of,
    most_pressing,
    offer_for,
    reports_of,
    rested_from,
    setting_of,
)
from backpain_cli.domain.records.sessions import PainEntry, SessionRecord, StepEffect, StepOutcome
from backpain_cli.library.shipped import load_atlas
from tests.records import scores, session_at, sign, step

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
LIMITS = MoveLimits(8, 12, 3)
A_DAY = timedelta(days=1)
BRIDGE = load_atlas().moves["bridge"]


def report(days_ago: float, **changes: Any) -> MoveReport:
    """Return a session in which all went well, so many days ago."""
    plain = MoveReport(NOW - timedelta(days=days_ago), MoveSetting(1, 8), True, 3, 4, False, False, Recovery.SETTLED)
    return plain._replace(**changes)


def change(days_ago: float, level: int, repetitions: int, key: str = "bridge") -> MoveChange:
    return MoveChange(NOW - timedelta(days=days_ago), key, MoveSetting(level, repetitions))


def offered(
    *reports: MoveReport, changes: tuple[MoveChange, ...] = (), limits: MoveLimits = LIMITS
) -> MoveOffer | None:
    return offer_for("bridge", limits, reports, changes, NOW)


GOOD = (report(6), report(4), report(2))


def test_after_three_good_sessions_one_or_two_more_are_offered() -> None:
    assert offered(*GOOD) == MoveOffer("bridge", OfferKind.MORE, (MoveSetting(1, 9), MoveSetting(1, 10)))
    assert offered(*GOOD[:2]) is None
    assert offered(*GOOD, changes=(change(7, 1, 11),)) == MoveOffer("bridge", OfferKind.MORE, (MoveSetting(1, 12),))
    assert offered(*GOOD, changes=(change(3, 1, 9),)) is None
    assert offered(*GOOD, changes=(change(3, 1, 9, key="bird-dog"),)) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"in_full": False},
        {"start": None},
        {"highest": None},
        {"highest": 6},
        {"recovery": Recovery.UNKNOWN},
    ],
)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_what_was_not_good_or_is_not_known_gives_no_more(number: int, changes: dict[str, Any]) -> None:
    course = list(GOOD)
    course[number] = course[number]._replace(**changes)
    assert offered(*course) is None


def test_a_session_of_today_has_no_next_day_yet_and_must_have_gone_well() -> None:
    today = report(0.1, recovery=Recovery.UNKNOWN)
    found = offered(*GOOD, today)
    assert found is not None
    assert found.kind is OfferKind.MORE
    assert offered(*GOOD, today._replace(in_full=False)) is None
    assert offered(*GOOD[1:], today) is None


def test_at_the_last_repetition_the_next_level_begins_at_six() -> None:
    found = offered(*GOOD, changes=(change(9, 1, 12),))
    assert found == MoveOffer("bridge", OfferKind.NEXT_LEVEL, (MoveSetting(2, 6),))
    assert offered(*GOOD, changes=(change(9, 3, 12),)) is None
    assert offered(*GOOD, changes=(change(9, 1, 12),), limits=LIMITS._replace(highest_level=1)) is None
    assert offered(*GOOD, changes=(change(9, 1, 12),), limits=limits_of(8, 12, 3, is_from_65=True)) == MoveOffer(
        "bridge", OfferKind.MORE, (MoveSetting(1, 13), MoveSetting(1, 14))
    )
    assert limits_of(4, 8, 3, is_from_65=True) == MoveLimits(4, 8, 3)


@pytest.mark.parametrize("bad", [{"hurt": True}, {"recovery": Recovery.WORSE}])
def test_after_a_bad_session_half_is_offered_and_after_two_a_level_down(bad: dict[str, Any]) -> None:
    half = offered(*GOOD, report(1, **bad), changes=(change(20, 2, 9),))
    assert half == MoveOffer("bridge", OfferKind.FEWER, (MoveSetting(2, 4),))
    halved = (change(20, 2, 9), change(0.9, 2, 4))
    down = offered(*GOOD, report(1, **bad), report(0.5, **bad), changes=halved)
    assert down == MoveOffer("bridge", OfferKind.LEVEL_DOWN, (MoveSetting(1, 4),))
    lowest = offered(report(1, **bad), report(0.5, **bad), changes=(change(0.9, 1, 4),))
    assert lowest == MoveOffer("bridge", OfferKind.FEWER, (MoveSetting(1, 2),))
    assert offered(report(0.5, **bad), changes=(change(0.9, 1, 1),)) == MoveOffer("bridge", OfferKind.ASK_CLINICIAN)


def test_what_sends_pain_on_is_left_out_until_the_person_takes_it_back() -> None:
    course = (*GOOD, report(1, spread=True), report(0.5))
    assert offered(*course) == MoveOffer("bridge", OfferKind.LEAVE_OUT)
    assert is_left_out("bridge", course, [])
    taken_back = (change(0.2, 1, 4),)
    assert not is_left_out("bridge", course, taken_back)
    assert offered(*course, changes=taken_back) is None


def test_two_weeks_without_gain_lead_to_a_clinician() -> None:
    course = tuple(report(days, in_full=False) for days in (15, 8, 2))
    assert offered(*course) == MoveOffer("bridge", OfferKind.ASK_CLINICIAN)
    assert offered(*course[1:]) is None
    assert offered(*course, changes=(change(16, 3, 12),)) is None


def test_one_thing_changes_at_a_time() -> None:
    more = offered(*GOOD)
    less = offered(report(1, hurt=True))
    assert most_pressing([more, None, less]) == less
    assert most_pressing([more, more]) == more
    assert most_pressing([None]) is None


def test_until_something_was_agreed_to_it_is_done_as_the_routine_has_it() -> None:
    hurt = report(1, setting=MoveSetting(2, 10), hurt=True)
    assert offered(hurt) == MoveOffer("bridge", OfferKind.FEWER, (MoveSetting(2, 5),))
    assert offered(report(2, hurt=True), hurt) == MoveOffer("bridge", OfferKind.LEVEL_DOWN, (MoveSetting(1, 10),))
    # What was agreed to, but there was no time for.
    fewer = report(1, setting=MoveSetting(1, 8), hurt=True)
    assert offered(fewer, changes=(change(3, 1, 10),)) == MoveOffer("bridge", OfferKind.FEWER, (MoveSetting(1, 4),))


def test_what_is_not_counted_goes_a_level_down_at_once() -> None:
    hurt = report(1, setting=MoveSetting(2, 0), hurt=True)
    assert offered(hurt) == MoveOffer("bridge", OfferKind.LEVEL_DOWN, (MoveSetting(1, 0),))


def test_a_setting_is_never_beyond_the_limits() -> None:
    assert setting_of("bridge", MoveLimits(8, 10, 1), (change(9, 1, 9), change(8, 2, 12))) == MoveSetting(1, 10)


# From what is kept


def trained(days_ago: float, before: int = 3, after: int = 4, **changes: Any) -> SessionRecord:
    """Return a session with a bridge as its second step."""
    bridge = step("Bridge", number=2, kind="strengthen", entry="bridge", level=2, repetitions=8)
    fields = {"steps": (step(), bridge._replace(**changes.pop("bridge", {})))} | changes
    when = NOW - timedelta(days=days_ago)
    return session_at(when, before=scores(f"neck={before}"), after=scores(f"neck={after}"), **fields)


def entry(days_ago: float, score: int) -> PainEntry:
    return PainEntry(f"{days_ago}", NOW - timedelta(days=days_ago), scores(f"neck={score}"), "")


def only(*sessions: SessionRecord, entries: tuple[PainEntry, ...] = ()) -> MoveReport:
    return reports_of("bridge", sessions, entries)[0]


def test_a_report_is_made_of_a_kept_session() -> None:
    assert only(trained(5)) == report(5, setting=MoveSetting(2, 8), start=3, highest=4, recovery=Recovery.UNKNOWN)
    assert reports_of("bird-dog", [trained(5)], []) == []
    assert reports_of("bridge", [trained(5, practised=30)], []) == []
    assert reports_of("bridge", [trained(5, bridge={"outcome": StepOutcome.NOT_REACHED})], []) == []
    assert [one.when for one in reports_of("bridge", [trained(2), trained(5)], [])] == [
        NOW - 5 * A_DAY,
        NOW - 2 * A_DAY,
    ]


@pytest.mark.parametrize(
    ("bridge", "hurt", "in_full"),
    [
        ({"effect": StepEffect.WORSE}, True, True),
        ({"outcome": StepOutcome.STOPPED}, True, False),
        ({"outcome": StepOutcome.SKIPPED}, False, False),
        ({"effect": StepEffect.HELPED}, False, True),
    ],
)
def test_what_the_person_said_of_the_step_counts(bridge: dict[str, Any], hurt: bool, in_full: bool) -> None:
    found = only(trained(5, bridge=bridge))
    assert (found.hurt, found.in_full) == (hurt, in_full)


@pytest.mark.parametrize(
    ("complaint", "spread", "hurt"),
    [
        (ComplaintKind.WARNING, True, False),
        (ComplaintKind.SHARP, True, False),
        (ComplaintKind.EMERGENCY, True, False),
        (ComplaintKind.TOO_STRONG, False, True),
        (ComplaintKind.LIGHT_HEADED, False, False),
    ],
)
def test_what_was_reported_during_the_step_counts(complaint: ComplaintKind, spread: bool, hurt: bool) -> None:
    found = only(trained(5, signs=(sign(complaint=complaint, step_number=2),)))
    assert (found.spread, found.hurt) == (spread, hurt)
    assert not only(trained(5, signs=(sign(complaint=complaint, step_number=1),))).spread


@pytest.mark.parametrize(
    ("hours", "score", "recovery"),
    [
        (11, 9, Recovery.UNKNOWN),
        (13, 4, Recovery.SETTLED),
        (13, 5, Recovery.UNKNOWN),
        (25, 5, Recovery.WORSE),
        (72, 5, Recovery.WORSE),
        (48, 4, Recovery.SETTLED),
        (73, 9, Recovery.UNKNOWN),
    ],
)
def test_the_days_after_say_whether_it_had_settled(hours: int, score: int, recovery: Recovery) -> None:
    assert only(trained(5), entries=(entry(5 - hours / 24, score),)).recovery is recovery


# Muscles that rest

MUSCLES = {"bridge": frozenset({"gluteus-maximus"}), "plank": frozenset({"rectus-abdominis", "gluteus-maximus"})}
PLANNED = {"plank": MUSCLES["plank"]}


def test_the_same_muscles_rest_48_hours_on_levels_two_and_three() -> None:
    session = trained(1)
    assert rested_from(PLANNED, MUSCLES, [session], NOW) == session.ended + timedelta(hours=48)
    assert rested_from(PLANNED, MUSCLES, [trained(2.1)], NOW) is None
    assert rested_from(PLANNED, MUSCLES, [trained(1, bridge={"level": 1})], NOW) is None
    assert rested_from(PLANNED, MUSCLES, [trained(1, bridge={"outcome": StepOutcome.SKIPPED})], NOW) is None
    assert rested_from({"calf-raise": frozenset({"soleus"})}, MUSCLES, [session], NOW) is None
    assert rested_from({}, MUSCLES, [session], NOW) is None


# Many people

SESSIONS = 36


def twelve_weeks(seed: int) -> int:
    """Let one person train three times a week, answer offers as they come, and return how many said more."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    limits = limits_of(*chance.choice([(8, 12), (5, 10), (4, 8), (6, 12)]), chance.randint(1, 3),
                       is_from_65=chance.random() < 0.3)  # fmt: skip
    sessions: list[SessionRecord] = []
    entries: list[PainEntry] = []
    changes: list[MoveChange] = []
    since_bad, more = 0, 0
    for number in range(SESSIONS):
        now = NOW + timedelta(days=number * 7 // 3, hours=chance.random())
        setting = setting_of("bridge", limits, changes)
        assert 1 <= setting.level <= limits.highest_level
        assert 1 <= setting.repetitions <= limits.last
        start = chance.randint(1, 6)
        hurt = chance.random() < 0.1
        outcome = StepOutcome.DONE if chance.random() < 0.9 else StepOutcome.SKIPPED
        effect = StepEffect.WORSE if hurt else StepEffect.SAME
        bridge = step("Bridge", kind="strengthen", entry="bridge", level=setting.level,
                      repetitions=setting.repetitions, outcome=outcome, effect=effect)  # fmt: skip
        signs = (sign(complaint=ComplaintKind.WARNING, step_number=1),) if chance.random() < 0.01 else ()
        after = start + chance.choice([-1, 0, 1, 2, 3])
        sessions.append(session_at(now - timedelta(hours=1), before=scores(f"neck={start}"),
                                   after=scores(f"neck={after}"), steps=(bridge,), signs=signs))  # fmt: skip
        # What is further back than the last change says nothing.
        reports = reports_of("bridge", sessions[-12:], entries[-12:])
        offer = offer_for("bridge", limits, reports, changes, now)
        was_bad = hurt or bool(signs) or any(one.recovery is Recovery.WORSE for one in reports[-2:])
        since_bad = 0 if was_bad else since_bad + 1
        if offer is not None and offer.choices:
            if offer.kind in {OfferKind.MORE, OfferKind.NEXT_LEVEL}:
                # Three good ones, and the one of today.
                assert since_bad >= 3, (seed, number)
                assert max(report.when for report in reports) >= now - timedelta(hours=2)
            if chance.random() < 0.7:
                taken = chance.choice(offer.choices)
                assert (taken.level == setting.level) or abs(taken.level - setting.level) == 1
                assert taken.repetitions <= setting.repetitions + 2
                changes.append(MoveChange(now, "bridge", taken))
                more += offer.kind in {OfferKind.MORE, OfferKind.NEXT_LEVEL}
            elif chance.random() < 0.2 and (back := undone(BRIDGE, reports, changes, now)) is not None:
                changes.append(back)
        if chance.random() < 0.8:
            entries.append(
                PainEntry(
                    str(number), now + timedelta(hours=30), scores(f"neck={start + chance.choice([-1, 0, 1, 2])}"), ""
                )
            )
    return more


def test_a_thousand_people_over_twelve_weeks_never_pass_a_limit_and_never_go_up_after_a_bad_day() -> None:
    gains = [twelve_weeks(seed) for seed in range(1000)]
    assert sum(gain > 0 for gain in gains) > 300
