"""What is said after the questions: what to do now, never what a person has, and never that a person is fine."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple, assert_never

from backpain_cli.domain.safety.sign_table import HelpWord
from backpain_cli.domain.safety.triage import AGE, Assessment, TriageFinding
from backpain_cli.domain.terms import Outcome
from backpain_cli.wording.phrases import outcome_sentence

BOOK_A_VISIT = "Book a visit with a doctor or physiotherapist as well."
_DAYS_A_WEEK = 7
_HELP = {
    HelpWord.CALL: "Sit or lie down and wait for help to come to you.",
    HelpWord.STILL: "Keep your head, neck and back still and wait for help.",
    HelpWord.GO: "Go to an emergency department now. Let somebody else drive.",
}


class OutcomeText(NamedTuple):
    """An outcome in words."""

    heading: str
    reported: str
    """What the person reported, in a sentence; empty where there is nothing."""
    sentences: tuple[str, ...]
    """What to do, in this order."""

    @property
    def spoken(self) -> str:
        """All of it in one paragraph."""
        return " ".join(part for part in (self.heading, self.reported, *self.sentences) if part)


def emergency_text(reported: Sequence[str], help_word: HelpWord | None, numbers: str) -> OutcomeText:
    """Return what to do in an emergency.

    Args:
        reported: the signs, each without a full stop.
        help_word: which sentence comes in the middle; None calls and waits.
        numbers: whom to call, as `numbers_to_call` gives them.
    """
    return OutcomeText(
        outcome_sentence(Outcome.EMERGENCY).upper(),
        _said_back(reported),
        (
            f"Call {numbers}.",
            _HELP[help_word or HelpWord.CALL],
            "Say what you noticed, when it began, and which medicines you take.",
            "It is right to call even if you are not sure.",
            "No exercise and no pressing.",
        ),
    )


def outcome_text(found: Assessment, numbers: str, today: date, *, is_pregnant: bool = False) -> OutcomeText:
    """Return what an assessment says.

    Args:
        found: what the answers mean.
        numbers: whom to call, as `numbers_to_call` gives them.
        today: from which the day is counted on which something is asked again.
        is_pregnant: whether the person is, or may be.
    """
    graves = [one for one in found.findings if one.outcome is found.outcome]
    reported = list(dict.fromkeys(one.reported for one in graves if one.reported))
    heading = outcome_sentence(found.outcome).upper()
    match found.outcome:
        case Outcome.EMERGENCY:
            return emergency_text(reported, found.help, numbers)
        case Outcome.DOCTOR_TODAY:
            midwife = ["Ring your midwife or maternity unit now."] if is_pregnant else []
            sentences = [
                "Today also means at night and at weekends: your doctor, your health line, or an emergency department.",
                *midwife,
                "No session until then.",
                f"If it gets worse, or you feel faint, call {numbers}.",
            ]
            return OutcomeText(heading, _said_back(reported), tuple(sentences))
        case Outcome.DOCTOR_WITHIN_DAYS if any(one.key == AGE for one in graves):
            return OutcomeText(
                "This guide is for adults.", "", ("Show your pain to a doctor, with somebody you trust.",)
            )
        case Outcome.DOCTOR_WITHIN_DAYS:
            sentences = [
                "Until then walk and move as is comfortable, and press nothing.",
                "When somebody has looked at it, start again and tell us.",
            ]
            return OutcomeText(heading, _said_back(reported), tuple(sentences))
        case Outcome.GENTLY:
            asked_again = f"We ask again on {_asked_again(graves, today)}."
            because = f"Because of {_joined(reported)}, nothing is pressed there and movements stay small."
            return OutcomeText(outcome_sentence(found.outcome), because, (asked_again, *_visit(found)))
        case Outcome.GO_ON | Outcome.GO_ON_AND_BOOK_A_VISIT | Outcome.SEE_A_DOCTOR_FIRST:
            return OutcomeText(outcome_sentence(found.outcome), "", _visit(found))
        case _ as unreachable:
            assert_never(unreachable)


def _visit(found: Assessment) -> tuple[str, ...]:
    """Return the advice to book a visit, with what belongs to it."""
    advice = dict.fromkeys(one.advice for one in found.findings if one.advice)
    return (*([BOOK_A_VISIT] if found.visit else []), *advice)


def _asked_again(findings: Sequence[TriageFinding], today: date) -> str:
    """Return the day on which it is asked again: `Tuesday`, and from a week on with the date, `Monday, 7 December`."""
    days = min(one.asked_again_days for one in findings)
    day = today + timedelta(days=days)
    return f"{day:%A}" if days < _DAYS_A_WEEK else f"{day:%A}, {day.day} {day:%B}"


def _said_back(reported: Sequence[str]) -> str:
    return f"You told us: {'; '.join(reported)}." if reported else ""


def _joined(names: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
