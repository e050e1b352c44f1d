"""What can be reported during a session: every answer of the key h, and nothing of what was kept before is lost."""

from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.safety.in_session import HurtsPage
from tests.screens import IN_SESSION


def test_each_report_is_an_answer_of_the_key_h() -> None:
    answers = {one.key for one in IN_SESSION.by_page[HurtsPage.CHOICE].answers}
    assert {one.answer for one in ComplaintKind} == answers - {"0"}


def test_the_values_of_the_first_edition_are_still_read() -> None:
    kept = ("too strong", "sharp, electric or tingling", "emergency")
    assert [ComplaintKind(value).answer for value in kept] == ["1", "2", "4"]


def test_what_is_sharp_counts_for_the_muscle_whether_or_not_it_has_gone() -> None:
    sharp = {one for one in ComplaintKind if one.is_sharp}
    assert sharp == {ComplaintKind.WARNING, ComplaintKind.SHARP, ComplaintKind.SHARP_STAYED}


def test_only_what_is_sharp_and_stays_opens_questions_at_once() -> None:
    assert {one: one.opens for one in ComplaintKind if one.opens} == {ComplaintKind.SHARP_STAYED: ("P2", "A5")}
