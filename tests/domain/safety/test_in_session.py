"""The words of a running session: the agreed ones, each page with exactly the answers that lead somewhere."""

from dataclasses import replace

import pytest

from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.safety.in_session import ANSWER_KEYS, HurtsPage, reported_in_session
from backpain_cli.domain.terms import Outcome
from tests.screens import IN_SESSION


def test_the_stop_rules_are_the_agreed_ones() -> None:
    assert f"{IN_SESSION.rules} {IN_SESSION.press_h}" == (
        "Stop at pain that is sharp, electric, burning, above 7 of 10, or moving down an arm or leg, and at new "
        "tingling, numbness or weakness. Dizzy or sick: sit down. Chest pain, short breath, trouble with face, speech, "
        "sight or balance, or a sudden bad headache: call your emergency number. Press h to tell us."
    )
    assert IN_SESSION.in_short == "Sharp, spreading, numb, dizzy, breathless: stop."
    assert all(rule.sources for rule in IN_SESSION.stop_rules)


def test_the_choices_of_the_key_h_are_the_agreed_ones() -> None:
    page = IN_SESSION.by_page[HurtsPage.CHOICE]
    assert page.heading == "Let go. What is it?"
    assert {one.key: one.text for one in page.answers} == {
        "1": "Too strong, or sore only at the spot",
        "2": "Sharp, electric, burning, tingling, or moving down an arm or leg",
        "3": "Only light-headed or sick",
        "4": "Chest, breath, face, speech, sight, sudden headache, a weak limb, numb between the legs, bladder",
        "0": "Nothing of these, go on",
    }
    assert page.spoken == (
        "Let go. What is it? One, too strong. Two, sharp or spreading. Three, light-headed. "
        "Four, chest, breath, face, speech, sight, weak or numb."
    )


@pytest.mark.parametrize("page", HurtsPage)
def test_a_page_without_words_or_without_one_of_its_answers_is_refused(page: HurtsPage) -> None:
    pages = IN_SESSION.by_page
    missing = tuple(one for one in IN_SESSION.pages if one.page is not page)
    wrong = [
        missing,
        (*missing, pages[page]._replace(answers=(*pages[page].answers, pages[HurtsPage.CHOICE].answers[0]))),
    ]
    if ANSWER_KEYS[page]:
        wrong.append((*missing, pages[page]._replace(answers=pages[page].answers[1:])))
    for broken in wrong:
        with pytest.raises(ValueError, match="the pages of the key h have the keys"):
            replace(IN_SESSION, pages=broken)


@pytest.mark.parametrize("complaint", [one for one in ComplaintKind if one.outcome is not None])
def test_what_ended_a_session_can_be_told_to_others(complaint: ComplaintKind) -> None:
    found = reported_in_session(complaint, complaint.outcome or Outcome.GO_ON, IN_SESSION)
    (finding,) = found.findings
    assert finding.key == f"H{complaint.answer}"
    assert finding.reported
    assert not finding.may_be_released
    assert (found.help is not None) == (found.outcome is Outcome.EMERGENCY)


def test_only_what_has_not_gone_and_the_gravest_lead_to_a_doctor() -> None:
    assert {one for one in ComplaintKind if one.outcome is not None} == {
        ComplaintKind.SHARP_STAYED,
        ComplaintKind.LIGHT_HEADED_STAYED,
        ComplaintKind.EMERGENCY,
    }
