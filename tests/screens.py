"""Answering a screen in tests: as a person to whom some of the signs are true."""

from collections.abc import Collection

from backpain_cli.domain.records.sessions import ScreeningKind
from backpain_cli.domain.safety.screening import Screening, start_full_screening
from backpain_cli.domain.safety.signs import ScreeningAnswer, SignLadder, SignRung, SignTable
from backpain_cli.library.shipped_safety import load_in_session_texts, load_safety_texts

SAFETY_TEXTS = load_safety_texts()
IN_SESSION = load_in_session_texts()
ALL_REGIONS = frozenset({"cervical", "thoracic", "lumbar", "sacral"})


def single_questions(questions: SignTable) -> list[SignRung]:
    """Return all questions whose own answer means something."""
    return [flag for group in questions.groups if group.counts is None for flag in group.questions]


def group_of(questions: SignTable, key: str) -> SignLadder:
    """Return the group that holds the question of that key."""
    return next(group for group in questions.groups if any(flag.key == key for flag in group.questions))


def answered(
    questions: SignTable,
    true: Collection[str],
    *,
    regions: frozenset[str] = ALL_REGIONS,
    gates: Collection[str] = (),
    says: ScreeningAnswer = ScreeningAnswer.YES,
) -> Screening:
    """Return the full screen of a person who says `says` to the questions of the keys in `true`, and no otherwise.

    Args:
        questions: of the screen.
        true: keys of single questions.
        regions: of the routine.
        gates: keys of groups whose gate is not denied, although nothing in them is true.
        says: what is answered where something is true.
    """
    screening = start_full_screening(questions, regions)
    asks = {flag.ask: flag.key for group in questions.groups for flag in group.questions}
    while (question := screening.question) is not None:
        if screening.single is None:
            group = screening._groups[screening.group]
            opens = group.key in gates or any(flag.key in true for flag in group.questions)
            opens = opens or any(other.opened_by == group.key and other.key in gates for other in questions.groups)
        else:
            opens = asks[question.ask] in true
        screening = screening.after(says if opens else ScreeningAnswer.NO)
    assert screening.kind is ScreeningKind.FULL
    return screening
