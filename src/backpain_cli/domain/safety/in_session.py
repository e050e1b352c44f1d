"""What is said while a session runs: the stop rules, and the pages of the key h."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.safety.sign_table import HelpWord
from backpain_cli.domain.safety.signs import Advice
from backpain_cli.domain.safety.triage import Assessment, TriageFinding
from backpain_cli.domain.terms import Outcome


class HurtsPage(StrEnum):
    """A page of the key h."""

    CHOICE = "hurts"
    """What is it?"""
    SETTLING = "settling"
    """After something sharp, until it may have gone."""
    SETTLED = "settled"
    """Has it gone?"""
    RESTING = "resting"
    """Sitting or lying, light-headed."""
    RESTED = "rested"
    """Has that gone?"""


ANSWER_KEYS = {
    HurtsPage.CHOICE: "12340",
    HurtsPage.SETTLING: "",
    HurtsPage.SETTLED: "12",
    HurtsPage.RESTING: "3",
    HurtsPage.RESTED: "123",
}
"""The digits that answer each page, in the order in which the arrows go through them."""


class HurtsAnswer(NamedTuple):
    """An answer on a page of the key h."""

    key: str
    """A digit."""
    word: str
    """What is read from two metres; empty where only the text is shown."""
    brief: str
    """For the smallest screens."""
    text: str
    follows: str = ""
    """What it leads to."""
    reported: str = ""
    """What the person reported with it; empty where nothing is kept in mind."""
    style: str = ""
    """`stop` or `caution`."""


class HurtsPageTexts(NamedTuple):
    """The words of a page of the key h."""

    page: HurtsPage
    heading: str
    spoken: str
    """For the voice and for plain lines."""
    answers: tuple[HurtsAnswer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InSessionTexts:
    """All of them. A page without words, or an answer without its key, cannot be constructed."""

    stop_rules: tuple[Advice, ...]
    press_h: str
    """The last stop rule where there is a keyboard."""
    in_short: str
    """The stop rules in six words, always in view."""
    pages: tuple[HurtsPageTexts, ...]

    def __post_init__(self) -> None:
        """Refuse pages that do not have exactly the answers that lead somewhere."""
        found = [(one.page, "".join(answer.key for answer in one.answers)) for one in self.pages]
        if sorted(found) != sorted(ANSWER_KEYS.items()):
            raise ValueError(f"the pages of the key h have the keys {dict(found)}, not {ANSWER_KEYS}")

    @cached_property
    def by_page(self) -> dict[HurtsPage, HurtsPageTexts]:
        """The words of each page."""
        return {one.page: one for one in self.pages}

    def reported(self, complaint: ComplaintKind) -> str:
        """Return what a person reported with an answer to the key h, in a few words; may be empty."""
        answers = self.by_page[HurtsPage.CHOICE].answers
        return next(one.reported for one in answers if one.key == complaint.answer)

    @property
    def reported_by_key(self) -> dict[str, str]:
        """What a person reported with each answer to the key h, by the key of the sign that is kept."""
        return {f"H{one.key}": one.reported for one in self.by_page[HurtsPage.CHOICE].answers if one.reported}

    @property
    def rules_with_key(self) -> tuple[str, ...]:
        """The stop rules where there is a keyboard."""
        return (*(rule.text for rule in self.stop_rules), self.press_h)

    @property
    def rules(self) -> str:
        """The stop rules in full, for where no key is pressed: on paper, in a sound."""
        return " ".join(rule.text for rule in self.stop_rules)


def sign_key(complaint: ComplaintKind) -> str:
    """Return the key under which a sign that ended a session is kept, among those of rungs."""
    return f"H{complaint.answer}"


def reported_in_session(complaint: ComplaintKind, outcome: Outcome, texts: InSessionTexts) -> Assessment:
    """Return what a sign that ended a session means, in the form of the questions before one."""
    key = sign_key(complaint)
    help_word = HelpWord.CALL if outcome is Outcome.EMERGENCY else None
    finding = TriageFinding(key, outcome, "", texts.reported(complaint), help_word, False, False, 0, (), "")
    return Assessment(outcome, False, (finding,), (key,))
