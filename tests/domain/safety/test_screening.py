"""The screen as a value: every sign to its outcome, alone and in pairs, and no way on from an emergency."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.records.sessions import ScreeningKind
from backpain_cli.domain.safety.screening import (
    Screening,
    start_daily_screening,
    start_full_screening,
)
from backpain_cli.domain.safety.signs import ScreeningAnswer, SignRung, Urgency
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped_safety import load_fact_table, load_sign_table
from tests.cases import all_cases
from tests.screens import ALL_REGIONS, answered, group_of, single_questions

QUESTIONS = load_sign_table()
FLAGS = single_questions(QUESTIONS)
WORDS_A_MINUTE = 240
SECONDS_A_KEY = 1

EMERGENCY, DOCTOR = Outcome.EMERGENCY, Outcome.SEE_A_DOCTOR_FIRST
VISIT, GO_ON = Outcome.GO_ON_AND_BOOK_A_VISIT, Outcome.GO_ON
NOW, SAME_DAY, WITHIN_DAYS, ANY_TIME = Urgency.NOW, Urgency.SAME_DAY, Urgency.WITHIN_DAYS, Urgency.ANY_TIME

EXPECTED = {
    "saddle-numbness": (EMERGENCY, NOW),
    "bladder": (EMERGENCY, NOW),
    "leaking": (EMERGENCY, NOW),
    "sexual-feeling": (EMERGENCY, NOW),
    "both-legs": (EMERGENCY, NOW),
    "growing-weakness": (EMERGENCY, NOW),
    "growing-clumsiness": (EMERGENCY, NOW),
    "one-weak-limb": (DOCTOR, SAME_DAY),
    "clumsiness": (DOCTOR, WITHIN_DAYS),
    "electric-shock": (DOCTOR, WITHIN_DAYS),
    "one-numb-limb": (DOCTOR, WITHIN_DAYS),
    "shooting-pain": (VISIT, ANY_TIME),
    "chest-pain": (EMERGENCY, NOW),
    "breathlessness": (EMERGENCY, NOW),
    "coughing-blood": (EMERGENCY, NOW),
    "pain-with-sweating": (EMERGENCY, NOW),
    "tearing-pain": (EMERGENCY, NOW),
    "collapse-with-pain": (EMERGENCY, NOW),
    "pulsing-belly": (EMERGENCY, NOW),
    "aneurysm-with-pain": (EMERGENCY, NOW),
    "severe-pain-in-smoker": (EMERGENCY, NOW),
    "face-arm-speech": (EMERGENCY, NOW),
    "worst-headache": (EMERGENCY, NOW),
    "neck-artery-signs": (EMERGENCY, NOW),
    "sight-with-sore-scalp": (EMERGENCY, NOW),
    "unlike-any-before": (DOCTOR, SAME_DAY),
    "sore-scalp": (DOCTOR, SAME_DAY),
    "serious-accident": (EMERGENCY, NOW),
    "neck-fall": (EMERGENCY, NOW),
    "neck-fall-at-65": (EMERGENCY, NOW),
    "ill-with-signs": (EMERGENCY, NOW),
    "fever": (DOCTOR, SAME_DAY),
    "early-pregnancy": (EMERGENCY, NOW),
    "late-pregnancy": (EMERGENCY, NOW),
    "cancer-with-nerve-signs": (EMERGENCY, NOW),
    "pregnancy-signs": (DOCTOR, SAME_DAY),
    "cancer-with-pain": (DOCTOR, SAME_DAY),
    "weak-bones-with-pain": (DOCTOR, SAME_DAY),
    "new-stoop": (DOCTOR, SAME_DAY),
    "infection-risk": (DOCTOR, SAME_DAY),
    "side-pain": (DOCTOR, SAME_DAY),
    "pain-in-waves": (DOCTOR, SAME_DAY),
    "burning-skin": (DOCTOR, SAME_DAY),
    "swollen-leg": (DOCTOR, SAME_DAY),
    "severe-pain": (DOCTOR, SAME_DAY),
    "disabling-pain": (DOCTOR, SAME_DAY),
    "between-the-shoulder-blades": (DOCTOR, SAME_DAY),
    "steadily-worse": (DOCTOR, WITHIN_DAYS),
    "weight-loss": (DOCTOR, WITHIN_DAYS),
    "night-pain": (DOCTOR, WITHIN_DAYS),
    "lump": (DOCTOR, WITHIN_DAYS),
    "dulled-today": (GO_ON, ANY_TIME),
    "six-weeks": (VISIT, ANY_TIME),
}
"""What a yes to each question alone leads to."""

ROWS = {f"RF{number:02}" for number in range(1, 22)}
"""The rows of the table of red flags that the screen asks; RF22 and most of RF20 are circumstances, kept for longer."""


def test_every_question_has_an_outcome_that_was_decided_on() -> None:
    assert [flag.key for flag in FLAGS] == list(EXPECTED)


def test_every_row_of_the_table_of_red_flags_is_asked() -> None:
    asked = {row for flag in FLAGS for row in flag.flags}
    counted = {row for group in QUESTIONS.groups if group.counts for row in group.counts.more.flags}

    assert asked | counted >= ROWS
    assert {one.key for one in load_fact_table().circumstances} >= {
        "under-18",
        "pregnancy",
        "blood-thinners",
        "neck-history",
    }


@all_cases("says", [ScreeningAnswer.YES, ScreeningAnswer.UNSURE])
@all_cases("flag", FLAGS, ids=lambda flag: flag.key)
def test_every_sign_alone_leads_to_its_outcome_and_an_unsure_answer_to_the_same(
    flag: SignRung, says: ScreeningAnswer
) -> None:
    screening = answered(QUESTIONS, {flag.key}, says=says)

    assert (screening.outcome, screening.soon) == EXPECTED[flag.key]
    assert [finding.flag.key for finding in screening.findings] == [flag.key]


def test_every_pair_of_signs_leads_to_the_graver_outcome_and_the_sooner_help() -> None:
    gravity, urgency = tuple(Outcome), tuple(Urgency)
    for one, other in combinations(FLAGS, 2):
        screening = answered(QUESTIONS, {one.key, other.key})
        pair = (EXPECTED[one.key], EXPECTED[other.key])
        assert screening.outcome is min((outcome for outcome, _ in pair), key=gravity.index), (one.key, other.key)
        assert screening.soon is min((soon for _, soon in pair), key=urgency.index), (one.key, other.key)


def test_all_signs_together_are_an_emergency() -> None:
    assert answered(QUESTIONS, set(EXPECTED)).outcome is EMERGENCY


@pytest.mark.parametrize(
    "regions",
    [*({region} for region in sorted(ALL_REGIONS)), ALL_REGIONS],
    ids=lambda regions: ",".join(sorted(regions)),
)
def test_a_person_without_a_sign_may_go_on_in_less_than_a_minute(regions: set[str]) -> None:
    screening = start_full_screening(QUESTIONS, frozenset(regions))
    words, keys = len(QUESTIONS.intro.split()), 0
    while (question := screening.question) is not None:
        words += len(question.ask.split()) + sum(len(line.split()) for line in question.lines)
        keys += 1
        screening = screening.after(ScreeningAnswer.NO)

    assert screening.outcome is GO_ON
    assert words * 60 / WORDS_A_MINUTE + keys * SECONDS_A_KEY < 60


def test_the_daily_questions_take_less_than_half_a_minute() -> None:
    words = sum(len(asked.ask.split()) for asked in QUESTIONS.short)

    assert words * 60 / WORDS_A_MINUTE + len(QUESTIONS.short) * SECONDS_A_KEY < 30


def asked_in(region: str) -> str:
    """Return every word that somebody with signs everywhere, but none that matters, is asked for one region."""
    screening = start_full_screening(QUESTIONS, frozenset({region}))
    asked: list[str] = []
    while (question := screening.question) is not None:
        asked += [question.ask, *question.lines]
        screening = screening.after(ScreeningAnswer.YES if screening.single is None else ScreeningAnswer.NO)
    return "\n".join(asked)


@pytest.mark.parametrize(
    ("words", "regions"),
    [
        ("between the shoulder blades", {"thoracic"}),
        ("electric shock", {"cervical", "thoracic"}),
        ("drooping eyelid", {"cervical", "thoracic"}),
        ("sore scalp", {"cervical"}),
        ("5 stairs", {"cervical"}),
        ("aneurysm", {"thoracic", "lumbar", "sacral"}),
        ("groin", {"thoracic", "lumbar", "sacral"}),
        ("between your legs", ALL_REGIONS),
        ("drooping face", ALL_REGIONS),
    ],
)
def test_nobody_is_asked_what_does_not_concern_their_region(words: str, regions: set[str]) -> None:
    assert {region for region in ALL_REGIONS if words in asked_in(region)} == regions


def test_a_single_question_is_only_asked_behind_its_gate() -> None:
    screening = start_full_screening(QUESTIONS, ALL_REGIONS)
    gates = [group.ask for group in QUESTIONS.groups if not group.opened_by]
    seen = []
    while (question := screening.question) is not None:
        seen.append(question.ask)
        screening = screening.after(ScreeningAnswer.NO)

    assert seen == gates


@pytest.mark.parametrize("says", [ScreeningAnswer.YES, ScreeningAnswer.UNSURE])
def test_an_unsure_gate_opens_its_questions_as_a_yes_does(says: ScreeningAnswer) -> None:
    screening = start_full_screening(QUESTIONS, ALL_REGIONS).after(says)

    assert screening.question is not None
    assert screening.question.ask == QUESTIONS.groups[0].questions[0].ask


def test_signs_that_are_emergencies_come_before_all_others_in_each_group() -> None:
    for group in QUESTIONS.groups:
        emergencies = [flag.outcome is EMERGENCY for flag in group.questions]
        assert emergencies == sorted(emergencies, reverse=True), group.key


INFLAMMATORY = [flag.key for flag in group_of(QUESTIONS, "before-35").questions]


@all_cases("number", range(10))
def test_three_of_the_nine_questions_are_worth_a_visit_and_four_a_specialist(number: int) -> None:
    screening = answered(QUESTIONS, set(INFLAMMATORY[:number]), gates={"time", "young-and-stiff"})

    assert len(INFLAMMATORY) == 9
    assert screening.outcome is (VISIT if number >= 3 else GO_ON)
    reasons = " ".join(finding.flag.reason for finding in screening.findings)
    assert ("blood test" in reasons) == (number == 3)
    assert ("specialist" in reasons) == (number >= 4)


def test_old_and_stable_pain_goes_on_and_pain_that_grows_sees_a_doctor_first() -> None:
    assert answered(QUESTIONS, {"six-weeks"}).outcome is VISIT
    assert answered(QUESTIONS, {"six-weeks", "steadily-worse"}).outcome is DOCTOR


def test_shooting_pain_is_kept_so_that_nothing_is_pressed_for_longer_than_today() -> None:
    assert answered(QUESTIONS, {"shooting-pain"}).kept == {"pain-down-a-limb": "yes"}
    assert "pain-down-a-limb" in {one.key for one in load_fact_table().circumstances}


def test_what_dulls_pain_holds_for_today_alone() -> None:
    screening = answered(QUESTIONS, {"dulled-today"})

    assert screening.today == {"dulled"}
    assert screening.kept == {}


ANSWERS = st.lists(st.sampled_from(ScreeningAnswer), max_size=80)


@given(before=ANSWERS, after=ANSWERS, regions=st.frozensets(st.sampled_from(sorted(ALL_REGIONS)), min_size=1))
def test_no_answers_lead_on_from_an_emergency(
    before: list[ScreeningAnswer], after: list[ScreeningAnswer], regions: frozenset[str]
) -> None:
    screening = start_full_screening(QUESTIONS, regions)
    for answer in before:
        screening = screening.after(answer)
    if screening.outcome is not EMERGENCY:
        return
    for answer in after:
        screening = screening.after(answer)
        assert screening.outcome is EMERGENCY
        assert screening.question is None


@given(answers=ANSWERS, regions=st.frozensets(st.sampled_from(sorted(ALL_REGIONS)), min_size=1), short=st.booleans())
def test_there_is_no_outcome_before_every_question_was_answered(
    answers: list[ScreeningAnswer], regions: frozenset[str], short: bool
) -> None:
    screening = (start_daily_screening if short else start_full_screening)(QUESTIONS, regions)
    for answer in answers:
        assert (screening.outcome is None) == (screening.question is not None)
        screening = screening.after(answer)


@given(answers=ANSWERS)
def test_an_emergency_that_was_not_denied_is_never_lost(answers: list[ScreeningAnswer]) -> None:
    screening = start_full_screening(QUESTIONS, ALL_REGIONS)
    emergencies = {flag.ask for flag in FLAGS if flag.outcome is EMERGENCY}
    for answer in answers:
        question = screening.question
        screening = screening.after(answer)
        if question is not None and question.ask in emergencies and answer is not ScreeningAnswer.NO:
            assert screening.outcome is EMERGENCY


ASKS = sorted({ask for group in QUESTIONS.groups for ask in (group.ask, *(flag.ask for flag in group.questions))})


def with_signs(not_denied: set[str], says: ScreeningAnswer, regions: frozenset[str]) -> Screening:
    """Return the full screen of a person who says `says` to these questions, gates among them, and no to all else."""
    screening = start_full_screening(QUESTIONS, regions)
    while (question := screening.question) is not None:
        screening = screening.after(says if question.ask in not_denied else ScreeningAnswer.NO)
    return screening


@given(
    # Most gates are open, so that most of the single questions count.
    gates=st.sets(st.sampled_from([group.ask for group in QUESTIONS.groups]), min_size=len(QUESTIONS.groups) // 2),
    not_denied=st.sets(st.sampled_from(ASKS), max_size=12),
    one_more=st.sampled_from(ASKS),
    says=st.sampled_from([ScreeningAnswer.YES, ScreeningAnswer.UNSURE]),
    regions=st.frozensets(st.sampled_from(sorted(ALL_REGIONS)), min_size=1),
)
def test_one_more_yes_never_leads_to_a_milder_outcome(
    gates: set[str], not_denied: set[str], one_more: str, says: ScreeningAnswer, regions: frozenset[str]
) -> None:
    fewer = with_signs((gates | not_denied) - {one_more}, says, regions)
    more = with_signs(gates | not_denied | {one_more}, says, regions)
    gravity = list(Outcome)
    assert fewer.outcome is not None
    assert more.outcome is not None
    assert gravity.index(more.outcome) <= gravity.index(fewer.outcome)
    if more.outcome is not EMERGENCY:  # which ends the questions before their end
        assert list(Urgency).index(more.soon) <= list(Urgency).index(fewer.soon)
        assert fewer.kept.keys() <= more.kept.keys()
        assert fewer.today <= more.today


def daily(**differently: ScreeningAnswer) -> Screening:
    """Return the daily screen answered as wanted, but for the questions named, up to where it becomes another."""
    screening = start_daily_screening(QUESTIONS, frozenset({"lumbar"}))
    for asked in QUESTIONS.short:
        if screening.kind is ScreeningKind.FULL:
            break
        screening = screening.after(differently.get(asked.key.replace("-", "_"), asked.wanted))
    return screening


def test_the_daily_questions_answered_as_wanted_let_go_on() -> None:
    assert (daily().kind, daily().outcome) == (ScreeningKind.SHORT, GO_ON)


@pytest.mark.parametrize("asked", QUESTIONS.short, ids=lambda asked: asked.key)
def test_any_other_daily_answer_leads_to_the_full_screen_at_once(asked: object) -> None:
    key = asked.key.replace("-", "_")  # type: ignore[attr-defined]
    for answer in ScreeningAnswer:
        screening = daily(**{key: answer})
        wanted = answer is asked.wanted  # type: ignore[attr-defined]
        assert (screening.kind is ScreeningKind.SHORT) == wanted
        if not wanted:
            assert screening.question == start_full_screening(QUESTIONS, frozenset({"lumbar"})).question


def test_another_person_or_news_since_last_time_asks_about_the_person_anew() -> None:
    assert daily(same_person=ScreeningAnswer.NO).renew_circumstances
    assert daily(since_last_time=ScreeningAnswer.UNSURE).renew_circumstances
    assert not daily(ill_or_hurt=ScreeningAnswer.YES).renew_circumstances


def test_a_screen_for_no_region_is_no_screen() -> None:
    with pytest.raises(ValueError, match="at least one region"):
        start_full_screening(QUESTIONS, frozenset())


FORBIDDEN = re.compile(
    r"\byou have (?!not|a |taken|implants?)|\bprobably\b|\bnothing serious\b|\bharmless\b"
    r"|\byou are (fine|healthy|safe|well)\b|\bno danger\b|\bdon't worry\b"
    r"|\bcures?\b|\bheals?\b|\bfix(es)?\b|\breleases?\b|\bdiagnos",
    re.IGNORECASE,
)


def test_no_text_names_an_illness_as_found_or_calls_anybody_fine() -> None:
    texts = [text for flag in FLAGS for text in (flag.ask, flag.doctor_summary, flag.reason)]
    texts += [text for group in QUESTIONS.groups for text in (group.ask, *(line.text for line in group.lines))]
    texts += [asked.ask for asked in QUESTIONS.short]
    texts += [text for group in load_fact_table().rules for rule in group.rules for text in (rule.why, rule.say)]

    assert not [text for text in texts if FORBIDDEN.search(text)]
