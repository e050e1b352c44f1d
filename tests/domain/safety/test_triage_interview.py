"""Which page comes when, and what the answers mean together."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random

import pytest

from backpain_cli.domain.records.triage_records import (
    FoundSign,
    SignRelease,
    TriageKind,
    TriageRecord,
    TriageState,
)
from backpain_cli.domain.safety.interview import UNSURE, PageAnswer, PageKind
from backpain_cli.domain.safety.sign_table import LinePage
from backpain_cli.domain.safety.triage_interview import TriageInterview
from backpain_cli.domain.terms import Outcome
from tests.cases import all_cases
from tests.interviews import (
    CERVICAL,
    LUMBAR,
    MOST_PAGES,
    NOON,
    TABLE,
    THORACIC,
    asked_through,
    begun,
    kept_after,
    ticked,
    usual_answer,
)

FIRST = ["age", "A-1", "facts-1", "facts-2", "B-1", "pain:P1", "pain:P2", "pain:P3", "dulled"]
WELL = kept_after()
EMERGENCIES = [
    rung.key
    for line in TABLE.lines
    for rung in line.rungs
    if line.page is LinePage.A and rung.outcome is Outcome.EMERGENCY
]


def test_the_first_time_everything_is_asked_in_its_order() -> None:
    asked, keys = asked_through(begun(asks_side=True))
    assert keys == [*FIRST[:-1], "pain:P4", "dulled"]
    assert asked.assessment.outcome is Outcome.GO_ON


def test_the_bar_of_progress_counts_the_pages_that_everybody_sees() -> None:
    interview, parts = begun(), []
    while (page := interview.page) is not None:
        parts.append((page.part, page.parts))
        interview = interview.after(PageAnswer(usual_answer(page)))
    assert parts == [(number, len(FIRST)) for number in range(1, len(FIRST) + 1)]


@pytest.mark.parametrize("rung", EMERGENCIES)
def test_an_emergency_ends_the_questions_at_once(rung: str) -> None:
    asked, keys = asked_through(begun(), ticked(rung))
    assert keys == ["age", "A-1", rung.partition(".")[0]]
    assert asked.assessment.outcome is Outcome.EMERGENCY
    assert asked.after(PageAnswer(back=True)) is asked


def test_anything_less_asks_on_because_a_later_line_may_be_graver() -> None:
    asked, keys = asked_through(begun(), ticked("A4.4", "B1.1"))
    assert keys[-1] == "dulled"
    assert asked.assessment.outcome is Outcome.DOCTOR_TODAY


@all_cases(
    ("otherwise", "outcome", "last"),
    [
        ({"facts-1": ("cancer",)}, Outcome.EMERGENCY, "fact:cancer:agreed"),
        ({"facts-1": ("thinners",), "fact:thinners:kind": ("other",)}, Outcome.EMERGENCY, "fact:thinners:agreed"),
        ({"facts-1": ("thinners",), "fact:thinners:kind": (UNSURE,)}, Outcome.EMERGENCY, "fact:thinners:agreed"),
        ({"facts-1": ("thinners",), "fact:thinners:kind": ("antiplatelet",)}, Outcome.DOCTOR_TODAY, "dulled"),
    ],
)
def test_a_fact_that_is_asked_later_raises_what_was_ticked_before(
    otherwise: Mapping[str, tuple[str, ...]], outcome: Outcome, last: str
) -> None:
    asked, keys = asked_through(begun(), ticked("A5.2") | dict(otherwise))
    assert (asked.assessment.outcome, keys[-1]) == (outcome, last)


def test_not_sure_takes_the_first_rung_and_none_of_these_takes_the_tick_back() -> None:
    asked, keys = asked_through(begun(), ticked("A5.1") | {"A5": (UNSURE,)})
    assert (asked.assessment.because, keys[-1]) == (("A5.1",), "A5")
    asked, keys = asked_through(begun(), ticked("A5.1") | {"A5": ()})
    assert (asked.assessment.outcome, keys[-1]) == (Outcome.GO_ON, "dulled")


def test_back_keeps_the_answers_and_what_is_no_longer_ticked_asks_no_ladder() -> None:
    interview = begun()
    assert interview.page is not None
    assert not interview.page.may_go_back
    for values in (("18-49",), ("A4", "A8"), ("A4.6",)):
        interview = interview.after(PageAnswer(values))
    assert interview.page is not None
    assert interview.page.key == "A8"
    for _ in range(2):
        interview = interview.after(PageAnswer(back=True))
    assert interview.page is not None
    assert (interview.page.key, interview.page.ticked) == ("A-1", frozenset({"A4", "A8"}))
    asked, keys = asked_through(interview.after(PageAnswer()))
    assert keys == FIRST[2:]
    assert asked.assessment.outcome is Outcome.GO_ON


def test_no_answer_of_a_page_left_by_going_back_counts() -> None:
    interview = begun()
    for values in (("18-49",), ("A4",), ("A4.4",)):
        interview = interview.after(PageAnswer(values))
    assert interview.assessment.outcome is Outcome.DOCTOR_WITHIN_DAYS
    back = interview.after(PageAnswer(back=True)).after(PageAnswer(back=True))
    assert back.assessment.outcome is Outcome.GO_ON


def test_who_is_under_age_is_asked_nothing_more() -> None:
    asked, keys = asked_through(begun(), {"age": ("under-18",)})
    assert keys == ["age"]
    assert asked.assessment.outcome is Outcome.DOCTOR_WITHIN_DAYS


def test_lines_that_facts_call_for_come_on_a_page_of_their_own() -> None:
    facts = {"age": ("50-59",), "facts-1": ("thinners", "pregnant", "sickle-cell"), "fact:thinners:kind": ("other",)}
    asked, keys = asked_through(begun(), facts)
    assert keys[-6:-4] == ["B-1", "B-2"]
    back = asked.after(PageAnswer()).answers
    assert back["B-2"] == ()


def test_nine_lines_are_counted_and_never_stop_a_session() -> None:
    page = next(line for line in TABLE.lines if line.key == "B5")
    for count, visit in ((0, False), (2, False), (3, True), (9, True)):
        asked, _ = asked_through(begun(), {"B-1": ("B5",), "B5": page.counted[:count]})
        assert (asked.assessment.outcome, asked.assessment.visit) == (Outcome.GO_ON, visit), count


def test_strong_pain_and_pain_in_a_limb_open_their_ladders() -> None:
    _, keys = asked_through(begun(), {"pain:P1": ("8",), "P1": ("P1.4",), "pain:P2": ("both",), "A5": ("A5.5",)})
    assert keys[-7:] == ["pain:P1", "P1", "pain:P2", "A5", "P2", "pain:P3", "dulled"]
    _, keys = asked_through(begun(), {"pain:P1": ("7",)})
    assert "P1" not in keys


@all_cases(
    ("lines", "opened"),
    [
        (("1",), ["A4", "A5"]),
        (("2",), ["A1", "A3"]),
        (("3",), ["A2", "A6", "A7"]),
        (("4",), ["A8", "B1", "B2"]),
        (("5",), []),
        (("7",), []),
        (("1", "2"), ["A1", "A3", "A4", "A5"]),
    ],
)
def test_a_tick_on_the_days_page_shows_only_the_lines_it_names(lines: tuple[str, ...], opened: list[str]) -> None:
    shown: list[str] = []
    interview = begun(WELL, days=1)
    while (page := interview.page) is not None:
        shown += [line.value for line in page.lines if page.key in {"A-1", "B-1"}]
        interview = interview.after(PageAnswer(lines if page.key == "day" else usual_answer(page)))
    assert shown == opened
    assert interview.assessment.outcome is Outcome.GO_ON
    assert interview.is_dulled is ("7" in lines)
    assert interview.asks_facts is ("5" in lines)


def test_own_lines_come_again_with_what_is_new() -> None:
    kept = kept_after({"facts-1": ("aneurysm",)})
    _, keys = asked_through(begun(kept, days=1), {"day": ("3",), "B-1": ("C5",)})
    assert keys == ["day", "A-1", "B-1"]


def test_another_pain_asks_for_it_and_somebody_else_is_asked_everything() -> None:
    _, keys = asked_through(begun(WELL, days=1), {"day": ("6",), "day:6": ("another-pain",)})
    assert keys == ["day", "day:6", "B-1", "pain:P1", "pain:P2", "pain:P3"]
    kept = kept_after({"facts-1": ("cancer",), "fact:cancer:since": ("longer-ago",)})
    interview = begun(kept, days=1)
    for values in (("6",), ("somebody-else",), ("50-59",), ()):
        interview = interview.after(PageAnswer(values))
    assert interview.page is not None
    assert (interview.page.key, interview.page.ticked) == ("facts-1", frozenset())
    asked, keys = asked_through(interview)
    assert keys == FIRST[2:-1]
    assert asked.facts.answers == {}


def test_another_body_part_asks_its_own_lines_alone() -> None:
    shown: list[str] = []
    interview = begun(WELL, THORACIC, days=1)
    while (page := interview.page) is not None:
        shown += [line.value for line in page.lines if page.key in {"A-1", "B-1"}]
        interview = interview.after(PageAnswer(usual_answer(page)))
    assert shown == ["A5", "A6", "B3"]


@all_cases(
    ("rung", "answer", "outcome", "visit"),
    [
        ("A2.5", "gone", Outcome.GO_ON, False),
        ("A2.5", "same", Outcome.GENTLY, False),
        ("A2.5", "worse", Outcome.DOCTOR_WITHIN_DAYS, False),
        ("B1.3", "same", Outcome.DOCTOR_WITHIN_DAYS, False),
        ("A1.4", "worse", Outcome.DOCTOR_TODAY, False),
        ("C2.2", "worse", Outcome.DOCTOR_TODAY, False),
    ],
)
def test_after_a_week_one_question_closes_keeps_or_ends_what_goes_on_gently(
    rung: str, answer: str, outcome: Outcome, visit: bool
) -> None:
    age: dict[str, tuple[str, ...]] = {"age": ("50-59",)} if rung[0] == "C" else {}
    kept = kept_after(ticked(rung) | age)
    assert [one.key for one in kept.watched] == [rung]
    assert asked_through(begun(kept, days=6))[1] == ["day", "pain:P1"]
    asked, keys = asked_through(begun(kept, days=7), {f"watch:{rung}": (answer,)})
    assert keys == [f"watch:{rung}", "day", "pain:P1"]
    assert (asked.assessment.outcome, asked.assessment.visit) == (outcome, visit)


def test_the_second_time_the_same_advises_a_visit_and_strong_pain_is_asked_the_next_day() -> None:
    again = kept_after({"watch:A2.5": ("same",)}, kept_after(ticked("A2.5")), days=7)
    asked, _ = asked_through(begun(again, days=14), {"watch:A2.5": ("same",)})
    assert (asked.assessment.outcome, asked.assessment.visit) == (Outcome.GENTLY, True)
    strong = kept_after({"pain:P1": ("9",), "P1": ("P1.3",)})
    assert asked_through(begun(strong, days=1))[1][0] == "watch:P1.3"


def test_worse_down_a_limb_opens_the_line_about_strength() -> None:
    kept = kept_after({"pain:P2": ("leg",), "P2": ("P2.2",)})
    asked, keys = asked_through(begun(kept, days=7), {"watch:P2.2": ("worse",), "A5": ("A5.2",)})
    assert keys[:2] == ["watch:P2.2", "A5"]
    assert asked.assessment.outcome is Outcome.DOCTOR_TODAY
    _, keys = asked_through(begun(kept, days=7), {"watch:P2.2": ("gone",)})
    assert keys[-1] == "pain:P2"


def test_a_watched_sign_holds_on_every_day_and_a_new_fact_raises_it() -> None:
    kept = kept_after(ticked("B1.3"))
    assert asked_through(begun(kept, days=1))[0].assessment.outcome is Outcome.GENTLY
    asked, _ = asked_through(begun(kept, days=1), {"day": ("5",), "facts-1": ("weak-defence",)})
    assert asked.assessment.outcome is Outcome.DOCTOR_TODAY


def released(rung: str, answer: str = "yes") -> tuple[TriageInterview, list[str]]:
    """Tick a rung, and answer whether a clinician released it."""
    return asked_through(begun(), ticked(rung) | {f"release:{rung}": (answer,)})


def test_a_clinicians_release_lets_go_on_gently_and_not_yet_does_not() -> None:
    asked, keys = released("A8.2")
    assert keys[-1] == "release:A8.2"
    assert asked.assessment.outcome is Outcome.GENTLY
    assert asked.assessment.findings[0].spares
    assert released("A8.2", "no")[0].assessment.outcome is Outcome.DOCTOR_TODAY


@pytest.mark.parametrize("row", [row for row in TABLE.rows if not row.release], ids=lambda row: row.rung)
def test_what_no_clinician_can_release_never_asks(row: object) -> None:
    rung = getattr(row, "rung", "")
    line = rung.partition(".")[0]
    if line not in TABLE.line_by_key or TABLE.line_by_key[line].page is not LinePage.A:
        return
    asked, keys = asked_through(begun(before=CERVICAL), ticked(rung))
    assert not asked.assessment.outcome.lets_go_on
    assert not [key for key in keys if key.startswith("release")]


def test_a_release_is_not_asked_beside_a_sign_that_cannot_be_released() -> None:
    _, keys = asked_through(begun(), ticked("A8.2", "A7.2"))
    assert not [key for key in keys if key.startswith("release")]


RELEASED = kept_after(ticked("A8.2") | {"release:A8.2": ("yes",)})


def test_a_release_is_asked_about_after_a_week_and_then_every_four() -> None:
    assert [one.key for one in RELEASED.releases] == ["A8.2"]
    assert asked_through(begun(RELEASED, days=6))[1] == ["day", "pain:P1"]
    assert asked_through(begun(RELEASED, days=6))[0].assessment.outcome is Outcome.GENTLY
    again = kept_after({"changed:A8.2": ("no",)}, RELEASED, days=7)
    assert again.releases[0].confirmed == NOON + timedelta(days=7)
    assert "changed:A8.2" not in asked_through(begun(again, days=34))[1]
    assert asked_through(begun(again, days=35))[1][0] == "changed:A8.2"


@all_cases(
    ("answers", "outcome", "releases"),
    [
        ({"changed:A8.2": ("yes",), "A8": ("A8.2",)}, Outcome.DOCTOR_TODAY, 0),
        ({"changed:A8.2": ("yes",), "A8": ("A8.1",)}, Outcome.EMERGENCY, 0),
        ({"changed:A8.2": ("yes",), "A8": ()}, Outcome.GO_ON, 0),
        ({"changed:A8.2": ("gone",)}, Outcome.GO_ON, 0),
        ({"changed:A8.2": ("no",)}, Outcome.GENTLY, 1),
    ],
)
def test_a_sign_that_changed_since_it_was_looked_at_is_released_no_more(
    answers: Mapping[str, tuple[str, ...]], outcome: Outcome, releases: int
) -> None:
    asked, keys = asked_through(begun(RELEASED, days=7), answers)
    assert asked.assessment.outcome is outcome
    assert not [key for key in keys if key.startswith("release")]
    assert len(kept_after(answers, RELEASED, days=7).releases) == releases


def test_a_released_sign_that_is_ticked_again_is_asked_about_at_once() -> None:
    answers = {"day": ("4",), "A-1": ("A8",), "A8": ("A8.2",)}
    asked, keys = asked_through(begun(RELEASED, days=1), answers | {"changed:A8.2": ("no",)})
    assert (keys[-1], asked.assessment.outcome) == ("changed:A8.2", Outcome.GENTLY)
    asked, _ = asked_through(begun(RELEASED, days=1), answers | {"changed:A8.2": ("yes",)})
    assert asked.assessment.outcome is Outcome.DOCTOR_TODAY


def test_a_release_is_nobody_elses() -> None:
    answers = {"day": ("6",), "day:6": ("somebody-else",)} | ticked("A8.2")
    asked, _ = asked_through(begun(RELEASED, days=1), answers)
    assert asked.assessment.outcome is Outcome.DOCTOR_TODAY
    assert kept_after({"day": ("6",), "day:6": ("somebody-else",)}, RELEASED, days=1).releases == ()


STOPPED = kept_after(ticked("A8.2") | {"release:A8.2": ("no",)})
EMERGENCY = kept_after(ticked("A1.1"))
AGAIN = ["day", "A-1", "B-1", "pain:P1", "pain:P2", "pain:P3"]


@all_cases(
    ("answers", "pages", "outcome"),
    [
        ({"stop": ("still",)}, ["stop"], Outcome.DOCTOR_TODAY),
        ({"stop": ("seen",), "release:A8.2": ("no",)}, ["stop", "release:A8.2"], Outcome.DOCTOR_TODAY),
        ({"stop": ("seen",), "release:A8.2": ("yes",)}, ["stop", "release:A8.2", *AGAIN], Outcome.GENTLY),
        ({"stop": ("gone",)}, ["stop", *AGAIN], Outcome.GO_ON),
        ({"stop": ("slip",)}, ["stop", *AGAIN], Outcome.GO_ON),
    ],
)
def test_after_a_stop_the_next_start_begins_with_it(
    answers: Mapping[str, tuple[str, ...]], pages: list[str], outcome: Outcome
) -> None:
    asked, keys = asked_through(begun(STOPPED, days=1), answers)
    assert (keys, asked.assessment.outcome) == (pages, outcome)


def test_an_emergency_that_has_gone_is_still_worth_telling_a_doctor() -> None:
    first = ["stop", "age", "A-1"]
    asked, keys = asked_through(begun(EMERGENCY, days=1), {"stop": ("still",)})
    assert (keys, asked.assessment.outcome) == (["stop"], Outcome.EMERGENCY)
    interview = begun(EMERGENCY, days=1).after(PageAnswer(("seen",)))
    assert asked_through(interview)[1][:3] == ["day", *first[1:]]
    gone = begun(EMERGENCY, days=1).after(PageAnswer(("gone",))).after(PageAnswer()).after(PageAnswer(("18-49",)))
    assert gone.page is not None
    assert "Tell a doctor today, even if it has gone" in gone.page.note


def test_a_sign_of_a_session_without_a_line_of_its_own_is_asked_about_too() -> None:
    sign = TriageRecord(
        NOON, TriageKind.SIGN, LUMBAR, Outcome.EMERGENCY, visit=False, found=(FoundSign("h4", Outcome.EMERGENCY, ""),)
    )
    kept = WELL._replace(records=(sign, *WELL.records))
    asked, keys = asked_through(begun(kept, days=1), {"stop": ("still",)})
    assert (keys, asked.assessment.outcome) == (["stop"], Outcome.EMERGENCY)


def test_what_is_not_in_the_table_is_not_asked_about() -> None:
    kept = WELL._replace(releases=(SignRelease("Z9.9", NOON, NOON),))
    asked, keys = asked_through(begun(kept, days=8))
    assert (keys, asked.assessment.outcome) == (["day", "pain:P1"], Outcome.GO_ON)


def test_pregnancy_is_asked_again_after_four_weeks() -> None:
    kept = kept_after({"facts-1": ("pregnant",)})
    later = kept_after(kept=kept, days=14)
    asked, keys = asked_through(begun(later, days=28), {"pregnancy": ("no",)})
    assert "pregnancy" in keys
    assert asked.facts.answers == {}
    assert "pregnancy" not in asked_through(begun(later, days=27))[1]
    confirmed = kept_after({"pregnancy": ("yes",)}, later, days=28)
    assert confirmed.person is not None
    assert confirmed.person.facts["pregnant"].answered == NOON + timedelta(days=28)


@pytest.mark.parametrize("kept", [WELL, STOPPED, EMERGENCY, RELEASED, TriageState()])
@pytest.mark.parametrize("before", [LUMBAR, CERVICAL, THORACIC], ids=min)
def test_whatever_is_answered_it_ends_and_nothing_follows_an_emergency(
    kept: TriageState, before: frozenset[str]
) -> None:
    for seed in range(6):
        chance = Random(seed)  # noqa: S311 - no secret
        interview = begun(kept, before, days=chance.choice([1, 7, 20, 400]))
        for number in range(MOST_PAGES):
            page = interview.page
            if page is None:
                break
            assert interview.assessment.outcome is not Outcome.EMERGENCY
            lines = [line.value for line in page.lines] or ["9"]
            if page.kind is PageKind.TICKS:
                chosen = tuple(one for one in lines if not chance.randrange(6))
            else:
                chosen = (chance.choice(lines + [UNSURE] * page.may_be_unsure),)
            is_back = number < 20 and page.may_go_back and not chance.randrange(5)
            interview = interview.after(PageAnswer(back=True) if is_back else PageAnswer(chosen))
        assert interview.page is None, seed
